"""Protocols as they are read, pressed and fetched: page and papers say the same, and nothing that is not to be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from PIL import Image

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, Translate, translate
from dashboard.markup import markup
from dashboard.pages.protokoll.opening import end_walk
from dashboard.paperfiles import plain
from dashboard.protocolwords import told
from dashboard.router import answer
from dashboard.shiftwords import signed
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NotFound
from geodata.exports.typeset import drawable
from geodata.model import Actor, Attendance, CaseStatus, Feeling, Role, Stop, Tier, Walk, WalkForm
from geodata.paper import texts
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store
from tests.builders import a_photo, a_walk
from tests.dashboard.rendered import PLANNER, components, document_text, props, words
from tests.geodata.casebook.town import TODAY, known, town
from tests.geodata.protocols.evening import WALK, finding, findings, party, score, scores, turnout, walk
from tests.hostile import HOSTILE
from tests.tagged import read_tagged, squeezed

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
AGAIN = known("again evening")


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town with an evening's walk, another a month later, and a digital one."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    later = walk(id=AGAIN, title="En gång till", planned_on=date(2017, 5, 24), in_dark=False, previous_id=WALK)
    digital = a_walk(id=known("digital"), title="Klass 8", form=WalkForm.DIGITAL, planned_on=date(2017, 5, 2))
    found.import_records(
        PLANNER,
        [
            *(*town(), walk(), later, digital, *findings(), *scores(), party()),
            *(score(1, n, 2, 3, 3, walk_id=AGAIN) for n in range(5)),
            finding("shrubs again", 30, walk_id=AGAIN, stop=2, status=CaseStatus.FIXED),
            turnout("boende", 6),
            turnout("elever", 21, walk_id=known("digital")),
        ],
    )
    yield found
    store.close()


@pytest.fixture
def client(casebook: Casebook, tmp_path: Path) -> FlaskClient:
    made: FlaskClient = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    return made


def tree(casebook: Casebook, path: str, query: str = "kommun=0880", *, role: Role = Role.PLANNER, t: Any = SV) -> Any:
    return answer(Ask(Actor(role=role), t), casebook, Settings(data_dir=Path(), role=role), path, query)


def screen(casebook: Casebook, path: str, query: str = "kommun=0880", **more: Any) -> str:
    return words(tree(casebook, path, query, **more))


# One document, many forms


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_the_pdf_is_heard_in_the_order_of_the_page(casebook: Casebook, client: FlaskClient, t: Translate) -> None:
    page = document_text(tree(casebook, f"/protokoll/{WALK}", t=t))
    response = client.get(f"/protokoll/{WALK}.pdf?sprak={t.language.value}")
    found = read_tagged(response.data)
    assert squeezed(found.text) == squeezed(page)
    assert (found.language, found.is_marked, found.part) == (t.language.value, True, "1")
    assert found.title == t("protocol.title", name="Vandring vid torget")
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/Figure"} <= set(found.tags)


def test_the_docx_says_the_same(casebook: Casebook, client: FlaskClient) -> None:
    document = docx.Document(BytesIO(client.get(f"/protokoll/{WALK}.docx?sprak=sv").data))
    said = []
    for part in document.iter_inner_content():
        rows = getattr(part, "rows", None)
        said += [cell.text for row in rows for cell in row.cells] if rows is not None else [getattr(part, "text", "")]
    assert squeezed(" ".join(said)) == squeezed(document_text(tree(casebook, f"/protokoll/{WALK}")))


def test_the_workbook_holds_the_same_numbers(casebook: Casebook, client: FlaskClient) -> None:
    protocol = casebook.protocol(PLANNER, WALK)
    book = load_workbook(BytesIO(client.get(f"/protokoll/{WALK}.xlsx?sprak=sv").data))
    assert book.sheetnames == ["Fynd", "Åtgärdslista", "Poäng per stopp", "Deltagare", "Om protokollet"]
    lists = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}
    assert [row[0] for row in lists["Fynd"]] == [noted.label for noted in protocol.findings]
    assert len(lists["Åtgärdslista"]) == sum(len(part.tasks) for part in protocol.tasks)
    overall = {row[0]: row[3:] for row in lists["Poäng per stopp"] if row[2] == "Alla tillsammans"}
    for stop in protocol.stops:
        if stop.scores is not None:
            whole = stop.scores.overall
            assert overall[stop.number] == (whole.n, whole.mean, whole.low, whole.high)
    assert [row[1:] for row in lists["Deltagare"]] == [(one.planned, one.came) for one in protocol.who]
    about = {row[0]: row[1] for row in lists["Om protokollet"]}
    counts = protocol.counts
    assert [about[name] for name in ("Fynd", "Otrygga", "Trygga", "Väntar på beslut", "Sena")] == [
        counts.findings,
        counts.unsafe,
        counts.safe,
        counts.undecided,
        counts.late,
    ]


def test_the_page_counts_what_the_protocol_counts(casebook: Casebook) -> None:
    page = document_text(tree(casebook, f"/protokoll/{WALK}"))
    for part in (
        "9 fynd: 8 otrygga och 1 trygga.",
        "belysning 5, buskage (skymd sikt) 2, nedskräpning 1",
        "3 väntar på beslut.",
        "1 är sen: tiden är ute och det är inte gjort.",
        "1 fynd säger samma sak som ett annat och är sammanslaget med det.",
        "2 saknar plats på kartan.",
        "Poäng 1,8 av 3 (2 bedömningar, 1,0–2,5).",
        "Varför inte Skyddad natur",
        "31 maj 2017, sen",
        "lampa K-7, lyser inte",
    ):
        assert part in page, part


# What is not told


def test_what_is_not_decided_is_under_review_and_says_no_more(casebook: Casebook, client: FlaskClient) -> None:
    page = document_text(tree(casebook, f"/protokoll/{WALK}"))
    assert "om new" not in page
    assert "om fixed" in page
    assert "Under granskning" in page
    assert "om new" not in read_tagged(client.get(f"/protokoll/{WALK}.pdf").data).text


def test_photos_are_shown_when_they_are_released(casebook: Casebook, client: FlaskClient) -> None:
    made = BytesIO()
    Image.new("RGB", (40, 30), "gray").save(made, "JPEG")
    guest = casebook.admit(casebook.invite(PLANNER, WALK).token)
    for name in ("shown", "kept back"):
        casebook.receive_photo(guest, known(name), known("fixed"), made.getvalue())
    casebook.release_photo(PLANNER, known("shown"), base_version=1)
    page = tree(casebook, f"/protokoll/{WALK}")
    sources = [props(part)["src"] for part in components(page) if type(part).__name__ == "Img"]
    assert sources == [f"/protokoll/{WALK}/karta.svg?sprak=sv", f"/protokoll/{WALK}/foto/{known('shown')}?sprak=sv"]
    assert "1 foto är inte släppt och visas inte." in document_text(page)
    assert client.get(sources[1]).mimetype == "image/jpeg"
    assert client.get(f"/protokoll/{WALK}/foto/{known('kept back')}").status_code == 404
    assert client.get(f"/protokoll/{AGAIN}/foto/{known('shown')}").status_code == 404
    assert len(read_tagged(client.get(f"/protokoll/{WALK}.pdf").data).alts) == 2


def test_hostile_texts_in_every_field_stay_texts(casebook: Casebook, client: FlaskClient) -> None:
    names = [text.strip()[:250] or "x" for text in HOSTILE]
    walks = a_walk(
        id=known("hostile"),
        title=names[0],
        planned_on=date(2017, 5, 3),
        stops=tuple(Stop(number=number, name=name) for number, name in enumerate(names, start=1)),
        participants=tuple(Attendance(function=name, number=1) for name in names),
    )
    facts = {"walk_id": walks.id, "status": CaseStatus.DECLINED}
    found = [
        finding(f"h {n}", n, stop=n + 1, note=text, status_reason=text or "x", responsible_unit=text, **facts)
        for n, text in enumerate(HOSTILE)
    ]
    casebook.import_records(PLANNER, [walks, *found, turnout(names[1], 2, walk_id=walks.id)])
    paper = told(SV, casebook.protocol(PLANNER, walks.id))
    page = tree(casebook, f"/protokoll/{walks.id}")
    assert squeezed(document_text(page)) == squeezed(" ".join(texts(paper)))
    drawn = markup([part for part in components(page) if type(part).__name__ == "Dl"])
    assert not re.search(r"<(script|img|b)\b", drawn)
    heard = read_tagged(client.get(f"/protokoll/{walks.id}.pdf?sprak=sv").data).text
    assert _bare(heard) == _bare(" ".join(drawable(one) for one in texts(paper)))
    assert client.get(f"/protokoll/{walks.id}.docx").status_code == 200
    book = load_workbook(BytesIO(client.get(f"/protokoll/{walks.id}.xlsx").data))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def _bare(text: str) -> str:
    return re.sub("[\u0300-\u036f]", "", squeezed(text))


# Ending


def test_one_press_ends_the_walk_and_the_protocol_is_no_draft_any_more(casebook: Casebook) -> None:
    page = tree(casebook, f"/protokoll/{WALK}")
    assert "Utkast. Vandringen är inte avslutad; så här ser det ut 1 juni 2017." in document_text(page)
    (button,) = [one for one in components(page) if isinstance(getattr(one, "id", None), dict)]
    again, said = end_walk(ASK, casebook, props(button)["id"])
    assert "Vandringen är avslutad" in words(said)
    assert "Avsluta vandringen" not in words(again)
    assert "Avslutad 1 juni 2017" in words(again)
    assert casebook.entry(PLANNER, Walk, WALK).record.ended_at is not None


def test_those_who_may_not_end_it_have_no_button_and_a_walk_ahead_has_none_either(casebook: Casebook) -> None:
    assert "Avsluta" not in screen(casebook, f"/protokoll/{WALK}", role=Role.BOARD)
    casebook.import_records(PLANNER, [a_walk(id=known("ahead"), planned_on=TODAY + timedelta(days=3))])
    text = screen(casebook, f"/protokoll/{known('ahead')}")
    assert "Avsluta vandringen" not in text
    assert "Vandringen ligger framåt i tiden." in text


@pytest.mark.parametrize("pressed", [{}, {"walk": 1, "version": 1}, {"walk": str(WALK), "version": "1"}])
def test_a_press_that_cannot_be_understood_changes_nothing(casebook: Casebook, pressed: dict[str, Any]) -> None:
    with pytest.raises(BadSetting):
        end_walk(ASK, casebook, pressed)
    with pytest.raises(NotFound):
        end_walk(ASK, casebook, {"walk": "nej", "version": 1})


# Återmöte


def test_the_meeting_shows_one_finding_at_a_time_with_its_answer(casebook: Casebook) -> None:
    opening = screen(casebook, f"/protokoll/{WALK}/atermote")
    assert "9 fynd: 8 otrygga och 1 trygga." in opening
    labels = []
    for slide in range(2, 11):
        text = screen(casebook, f"/protokoll/{WALK}/atermote", f"kommun=0880&fynd={slide}")
        assert f"Fynd {slide - 1} av 9" in text
        labels.append(re.search(r"^(\d\.\d|U\d) ", text, re.MULTILINE)[1])  # type: ignore[index]
    assert labels == [noted.label for noted in casebook.protocol(PLANNER, WALK).findings]
    declined = screen(casebook, f"/protokoll/{WALK}/atermote", "kommun=0880&fynd=7")
    assert "Varför inte\nSkyddad natur" in declined


@pytest.mark.parametrize("asked", ["0", "-1", "999", "x", "9999999999", ""])
def test_a_slide_that_is_not_there_is_the_nearest_one(casebook: Casebook, asked: str) -> None:
    assert "Återmöte: Vandring vid torget" in screen(
        casebook, f"/protokoll/{WALK}/atermote", f"kommun=0880&fynd={asked}"
    )


def test_the_first_and_the_last_slide_lead_no_further(casebook: Casebook) -> None:
    def ways(slide: int) -> list[str]:
        page = tree(casebook, f"/protokoll/{WALK}/atermote", f"kommun=0880&fynd={slide}")
        return [way for part in components(page) if (way := props(part).get("data-step"))]

    assert (ways(1), ways(5), ways(10)) == (["next"], ["previous", "next"], ["previous"])


# Then and now, and who came


def test_two_walks_are_told_side_by_side_with_what_became_of_each_promise(casebook: Casebook) -> None:
    text = screen(casebook, f"/protokoll/{AGAIN}/jamfor")
    for part in (
        "Vandring vid torget (20 april 2017) jämfört med En gång till (24 maj 2017).",
        "utlovat, men sent",
        "Då, 20 april 2017",
        "Nu, 24 maj 2017",
        "Den ena gicks i mörker och den andra i dagsljus.",
        "Kan inte avgöras",
        "Poäng 2,7 av 3 (5 bedömningar, 2,7–2,7).",
    ):
        assert part in text, part


def test_what_feels_safe_stands_beside_what_was_unsafe_with_its_photo(casebook: Casebook) -> None:
    lit = finding("lit now", 31, walk_id=AGAIN, stop=1, feeling=Feeling.SAFE, status=CaseStatus.CLOSED, note="Ljust nu")
    taken = a_photo(
        walk_id=AGAIN, finding_id=lit.id, tier=Tier.PUBLIC, released_on=date(2017, 5, 25), shown_sha256="d" * 64
    )
    casebook.import_records(PLANNER, [lit, taken])
    page = tree(casebook, f"/protokoll/{AGAIN}/jamfor")
    assert ", trygg" in words(page)
    assert "Ljust nu" in words(page)
    assert any(str(taken.id) in str(props(part).get("src")) for part in components(page))


def test_a_walk_without_an_earlier_one_says_so_and_another_can_be_chosen(casebook: Casebook) -> None:
    casebook.import_records(PLANNER, [a_walk(id=known("lone"), planned_on=date(2017, 5, 25))])
    assert "Välj vilken tidigare vandring" in screen(casebook, f"/protokoll/{known('lone')}/jamfor")
    chosen = screen(casebook, f"/protokoll/{known('lone')}/jamfor", f"kommun=0880&tidigare={WALK}")
    assert "Vandring vid torget (20 april 2017) jämfört med" in chosen
    assert "Det finns ingen tidigare vandring" in screen(casebook, f"/protokoll/{WALK}/jamfor")


def test_walks_on_foot_and_digital_ones_are_compared_by_who_came(casebook: Casebook) -> None:
    text = screen(casebook, "/protokoll")
    for part in ("Klass 8", "21 på 1 av 1 vandring", "elever", "11 på 2 av 2 vandringar", "till fots", "Digital: var"):
        assert part in text, part
    assert "ingen gången vandring av den ena formen" not in text


@pytest.mark.parametrize(
    "path",
    ["/protokoll/nej", f"/protokoll/{known('nobody')}", f"/protokoll/{WALK}/annat", f"/protokoll/{known('x')}/jamfor"],
)
def test_a_protocol_that_is_not_there_is_not_found(casebook: Casebook, path: str) -> None:
    assert "finns inte" in screen(casebook, path)


def test_papers_are_fetched_under_a_name_of_plain_letters(client: FlaskClient) -> None:
    response = client.get(f"/protokoll/{WALK}.pdf")
    assert response.headers["Content-Disposition"] == 'attachment; filename="protokoll-vandring-vid-torget.pdf"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"/protokoll/{known('nobody')}.pdf").status_code == 404
    assert plain("Åsa & Örjan: ”gården”/..\\x", "vandring") == "asa-orjan-garden-x"
    assert plain("漢字", "vandring") == "vandring"


def test_the_map_is_a_drawing_in_the_readers_language(client: FlaskClient) -> None:
    response = client.get(f"/protokoll/{WALK}/karta.svg?sprak=en")
    assert response.mimetype == "image/svg+xml"
    assert b">Unsafe<" in response.data


@pytest.mark.parametrize(("value", "written"), [(0.44, "+0,4"), (-0.46, "\u22120,5"), (-0.02, "0,0"), (0.0, "0,0")])
def test_a_change_is_written_with_its_sign(value: float, written: str) -> None:
    assert signed(SV, value) == written
