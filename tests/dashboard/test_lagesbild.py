"""Lägesbilder as they are read, written, approved and fetched; nothing that somebody wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dash import no_update
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, Translate, translate
from dashboard.pages.lagesbild import answering, drawn
from dashboard.pages.lagesbild.ids import CONTENT, TITLE, Act
from dashboard.router import answer
from dashboard.situationwords import legend, told
from geodata.casebook import Casebook
from geodata.editing import Entry, NamesAPerson
from geodata.errors import BadSetting, NotAllowed, NotFound
from geodata.model import Actor, Role, Section, SituationReport, Tier
from geodata.paper import texts
from geodata.picturefolder import PictureFolder
from geodata.situation.content import Unit
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_situation_report, an_activity
from tests.dashboard.rendered import PLANNER, as_json, components, props, words
from tests.geodata.casebook.town import SQUARE, TODAY, known, reports_at, town

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
DECIMALS = {Unit.PER_1000_A_YEAR: 1, Unit.RATIO: 2, Unit.YEARLY_FACTOR: 2, Unit.PERCENT: 1, Unit.POINTS: 1}


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    found.import_records(PLANNER, town())
    yield found
    store.close()


@pytest.fixture
def client(casebook: Casebook, tmp_path: Path) -> FlaskClient:
    made: FlaskClient = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    return made


def screen(casebook: Casebook, path: str, *, role: Role = Role.PLANNER, t: Translate = SV) -> Any:
    settings = Settings(data_dir=Path(), role=role)
    return answer(Ask(Actor(role=role), t), casebook, settings, path, "kommun=0880")


def frozen(casebook: Casebook, title: str = "Lägesbild") -> Entry[SituationReport]:
    return casebook.freeze_situation(PLANNER, "0880", title)


def sent(entry: Entry[SituationReport], act: Act, *, function: str = "", **written: str) -> answering.Sent:
    """What the page sends that shows a version of a draft, with some fields written in."""
    base = {**drawn.texts_of(entry.record), CONTENT: str(entry.record.content_sha256)}
    fields = {name: text for name, text in base.items() if name != CONTENT}
    return answering.Sent(act, entry.record.id, entry.version, {**fields, **written}, base, function)


def fields_of(page: Any) -> dict[str, str]:
    """What stands in the fields, by their names."""
    found = [props(one) for one in components(page)]
    return {one["id"]["field"]: one["value"] for one in found if "field" in str(one.get("id"))}


def approved(casebook: Casebook, entry: Entry[SituationReport]) -> None:
    casebook.approve_situation(PLANNER, entry.record.id, function="Rådet", base_version=entry.version)


def test_one_that_has_a_summary_alone_shows_it(casebook: Casebook) -> None:
    old = a_situation_report(summary="Som vi såg det då.", approved_at=NOW, approved_by="Rådet")
    casebook.import_records(PLANNER, [old])
    said = words(screen(casebook, f"/lagesbild/{old.id}"))
    assert "Som vi såg det då." in said
    assert "siffror frystes inte" in said


# Reading


def test_the_list_tells_drafts_approved_and_superseded_apart(casebook: Casebook) -> None:
    assert "Ingen lägesbild än" in words(screen(casebook, "/lagesbild"))
    approved(casebook, frozen(casebook, "Första"))
    approved(casebook, frozen(casebook, "Andra"))
    frozen(casebook, "Tredje")
    said = words(screen(casebook, "/lagesbild"))
    places = [said.index(one) for one in ("Utkast, den", "Tredje", "Godkända, den", "Andra", "Ersatta, den", "Första")]
    assert places == sorted(places)


def test_who_does_not_write_the_register_sees_no_buttons(casebook: Casebook) -> None:
    draft = casebook.freeze_situation(PLANNER, "0880", "Öppen", tier=Tier.PUBLIC)
    for path in ("/lagesbild", f"/lagesbild/{draft.record.id}"):
        seen = screen(casebook, path, role=Role.BOARD)
        assert "Öppen" in words(seen)
        assert not [one for one in components(seen) if type(one).__name__ in {"Button", "Textarea"}
                    and "situation" in str(getattr(one, "id", ""))]  # fmt: skip
        assert [one for one in components(screen(casebook, path)) if "situation" in str(getattr(one, "id", ""))]


def test_what_is_for_the_municipality_is_not_there_for_others(casebook: Casebook) -> None:
    draft = frozen(casebook, "Inre")
    for path in ("/lagesbild", f"/lagesbild/{draft.record.id}"):
        assert "Inre" not in words(screen(casebook, path, role=Role.CITIZEN))


def test_notes_for_who_presents_stand_on_no_paper(casebook: Casebook) -> None:
    draft = frozen(casebook)
    answering.answer(ASK, casebook, sent(draft, Act.SAVE, notes="Säg att lampan är lagad."))
    entry = casebook.entry(PLANNER, SituationReport, draft.record.id)
    approved(casebook, entry)
    assert "Säg att lampan" not in " ".join(texts(told(SV, casebook.situation(PLANNER, draft.record.id))))
    assert "Säg att lampan" in words(screen(casebook, f"/lagesbild/{draft.record.id}"))


def test_papers_and_map_are_fetched_as_files(casebook: Casebook, client: FlaskClient) -> None:
    draft = frozen(casebook, "Lägesbild mars")
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        got = client.get(f"/lagesbild/{draft.record.id}.{kind}")
        assert (got.status_code, got.data[: len(begins)]) == (200, begins)
        assert f'filename="lagesbild-lagesbild-mars.{kind}"' in got.headers["Content-Disposition"]
    drawing = client.get(f"/lagesbild/{draft.record.id}/karta.svg?sprak=en")
    assert (drawing.mimetype, b"persistent" in drawing.data or b"trend" in drawing.data) == ("image/svg+xml", True)
    missing = known("no such")
    assert client.get(f"/lagesbild/{missing}.pdf").status_code == 404
    assert client.get(f"/lagesbild/{missing}/karta.svg").status_code == 404


def test_without_hotspots_there_is_no_map(empty: Casebook) -> None:
    empty.import_records(PLANNER, [a_municipality(shown_as_of=TODAY)])
    with pytest.raises(NotFound):
        empty.situation_map(PLANNER, frozen(empty).record.id, legend(SV))


# Writing


def test_what_is_written_stands_under_its_heading(casebook: Casebook) -> None:
    draft = frozen(casebook)
    said = "Mörkret bidrar.\n\nHäcken med."
    page, notice = answering.answer(ASK, casebook, sent(draft, Act.SAVE, analysis=said, title="Lägesbild våren"))
    assert "Texterna är sparade" in words(notice)
    story = casebook.situation(PLANNER, draft.record.id)
    blocks = [block.text for block in told(SV, story).blocks if hasattr(block, "text")]
    assert blocks[blocks.index("Analys") + 1 :][:2] == ["Mörkret bidrar.", "Häcken med."]
    assert story.line.entry.record.title == "Lägesbild våren"
    assert words(page)


def test_two_editors_of_one_text_see_both_and_lose_nothing(casebook: Casebook) -> None:
    draft = frozen(casebook)
    answering.answer(ASK, casebook, sent(draft, Act.SAVE, analysis="Den enas.", situation="Läget."))
    page, notice = answering.answer(
        ASK, casebook, sent(draft, Act.SAVE, analysis="Den andras.", decisions="Ett beslut.")
    )
    assert "Båda texterna visas" in words(notice)
    fields = fields_of(page)
    assert (fields["analysis"], fields["decisions"], fields["situation"]) == ("Den andras.", "Ett beslut.", "Läget.")
    (theirs,) = [one for one in components(page) if getattr(one, "className", "") == "situation-theirs"]
    assert "Den enas." in words(theirs)
    record = casebook.entry(PLANNER, SituationReport, draft.record.id).record
    assert (record.text(Section.ANALYSIS), record.text(Section.DECISIONS)) == ("Den enas.", None)


def test_two_editors_of_different_texts_are_both_kept(casebook: Casebook) -> None:
    draft = frozen(casebook)
    answering.answer(ASK, casebook, sent(draft, Act.SAVE, analysis="Den enas."))
    _, notice = answering.answer(ASK, casebook, sent(draft, Act.SAVE, decisions="Den andras."))
    assert "båda är kvar" in words(notice)
    record = casebook.entry(PLANNER, SituationReport, draft.record.id).record
    assert (record.text(Section.ANALYSIS), record.text(Section.DECISIONS)) == ("Den enas.", "Den andras.")


def test_freezing_anew_saves_what_was_written_and_takes_in_what_is_new(casebook: Casebook) -> None:
    draft = frozen(casebook)
    casebook.import_records(PLANNER, reports_at(SQUARE, 40, seed=8, name="later"))
    _, notice = answering.answer(ASK, casebook, sent(draft, Act.ANEW, analysis="Kvar."))
    assert "Dagens uppgifter är frysta" in words(notice)
    after = casebook.entry(PLANNER, SituationReport, draft.record.id).record
    assert after.text(Section.ANALYSIS) == "Kvar."
    assert after.content_sha256 != draft.record.content_sha256


def test_an_approved_one_has_no_fields_and_the_next_tells_what_became(casebook: Casebook) -> None:
    draft = frozen(casebook, "Första")
    page, notice = answering.answer(ASK, casebook, sent(draft, Act.APPROVE, function="Rådet", analysis="Klart."))
    assert "är godkänd" in words(notice)
    assert not [one for one in components(page) if type(one).__name__ == "Textarea"]
    assert "Godkänd av Rådet" in words(page)
    casebook.import_records(
        PLANNER, [an_activity(id=known("more"), action_id=known("patrol"), done_on=NOW.date().replace(month=5))]
    )
    said = words(screen(casebook, f"/lagesbild/{frozen(casebook, 'Andra').record.id}"))
    assert "Åtgärder där något hänt" in said
    assert "Nattvandring: från 1 till 2" in said
    assert "Klart." in str(screen(casebook, f"/lagesbild/{draft.record.id}"))
    kept, notice = answering.answer(ASK, casebook, sent(draft, Act.SAVE, analysis="För sent."))
    assert kept is no_update, "what stands in the fields would be gone"
    assert "blev godkänd medan du skrev" in words(notice)
    assert casebook.entry(PLANNER, SituationReport, draft.record.id).record.text(Section.ANALYSIS) == "Klart."


def test_a_draft_is_thrown_away_but_not_what_another_wrote_meanwhile(casebook: Casebook) -> None:
    entry = frozen(casebook)
    answering.answer(ASK, casebook, sent(entry, Act.SAVE, analysis="Den andras."))
    page, notice = answering.answer(ASK, casebook, sent(entry, Act.DISCARD))
    assert "innan du kastar" in words(notice)
    assert fields_of(page)["analysis"] == "Den andras."
    now = casebook.entry(PLANNER, SituationReport, entry.record.id)
    page, notice = answering.answer(ASK, casebook, sent(now, Act.DISCARD))
    assert "kastat" in words(notice)
    assert fields_of(page) == {}
    assert str(entry.record.id) not in as_json(screen(casebook, "/lagesbild"))


def test_nobody_approves_what_he_has_not_read(casebook: Casebook) -> None:
    draft = frozen(casebook)
    answering.answer(ASK, casebook, sent(draft, Act.SAVE, analysis="Någon annans."))
    _, notice = answering.answer(ASK, casebook, sent(draft, Act.APPROVE, function="Rådet"))
    assert "Någon annan har ändrat" in words(notice)
    assert casebook.entry(PLANNER, SituationReport, draft.record.id).record.approved_at is None


@pytest.mark.parametrize(
    ("act", "function", "title", "why"),
    [(Act.APPROVE, "", "Lägesbild", "Skriv vilken funktion"), (Act.SAVE, "", " ", "Skriv en rubrik")],
)
def test_what_is_not_filled_in_is_said_and_what_was_written_stays(
    casebook: Casebook, act: Act, function: str, title: str, why: str
) -> None:
    draft = frozen(casebook)
    page, notice = answering.answer(
        ASK, casebook, sent(draft, act, function=function, title=title, analysis="Inte sparat än.")
    )
    assert why in words(notice)
    fields = fields_of(page)
    assert (fields["analysis"], fields[TITLE]) == ("Inte sparat än.", title)
    assert casebook.entry(PLANNER, SituationReport, draft.record.id).record.texts == ()


def test_a_text_that_names_a_person_is_refused(casebook: Casebook) -> None:
    with pytest.raises(NamesAPerson):
        answering.answer(ASK, casebook, sent(frozen(casebook), Act.SAVE, analysis="Ring 070-123 45 67."))


def test_who_may_not_write_changes_nothing(casebook: Casebook) -> None:
    draft = casebook.freeze_situation(PLANNER, "0880", "Öppen", tier=Tier.PUBLIC)
    board = Ask(Actor(role=Role.BOARD), SV)
    with pytest.raises(NotAllowed):
        answering.answer(board, casebook, sent(draft, Act.SAVE, analysis="Nämndens."))
    with pytest.raises(NotAllowed):
        answering.freeze(board, casebook, "0880", "Ny", "public")


@pytest.mark.parametrize("title", ["", "  ", None, 7])
def test_a_lagesbild_needs_a_title(casebook: Casebook, title: object) -> None:
    with pytest.raises(BadSetting):
        answering.freeze(ASK, casebook, "0880", title, "public")


@pytest.mark.parametrize("pressed", [{}, {"act": "burn"}, {"act": "save", "situation": 7, "version": "x"}])
def test_what_cannot_be_understood_is_refused(pressed: dict[str, Any]) -> None:
    with pytest.raises(BadSetting):
        answering.sent(pressed, {}, None)


@pytest.mark.parametrize("path", ["/lagesbild/nothing", "/lagesbild/../etc"])
def test_an_address_that_means_nothing_has_a_page_that_says_so(casebook: Casebook, path: str) -> None:
    assert "Sidan finns inte" in words(screen(casebook, path))
