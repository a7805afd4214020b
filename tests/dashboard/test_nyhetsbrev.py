"""Newsletters as they are made, read, written to, approved, fetched and logged on their page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from dash import no_update
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, Translate, translate
from dashboard.newsletterwords import told
from dashboard.pages.lagesbild import monthly
from dashboard.pages.nyhetsbrev import answering, drawn
from dashboard.pages.nyhetsbrev.ids import GREETING, TITLE, WHOLE, Act
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.editing import NamesAPerson
from geodata.errors import BadSetting, InvalidRecord, NotAllowed
from geodata.model import Actor, Newsletter, Role, Tier
from geodata.paper import texts
from geodata.store.opening import open_store
from tests.builders import a_municipality
from tests.dashboard.rendered import PLANNER, components, props, words
from tests.geodata.casebook.test_newsletters import TABLE, WATCH, counts, regso
from tests.geodata.casebook.town import TODAY, known, town

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town with three RegSO, their counts and an action of grannsamverkan."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store)
    records = [one for one in town() if one.kind not in {"area", "burglary_count"}]
    found.import_records(PLANNER, [*records, WATCH, *(regso(code) for code in TABLE), *counts(TABLE)])
    yield found
    store.close()


@pytest.fixture
def client(casebook: Casebook, tmp_path: Path) -> FlaskClient:
    made: FlaskClient = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    return made


def screen(casebook: Casebook, path: str, *, role: Role = Role.PLANNER, t: Translate = SV) -> Any:
    settings = Settings(data_dir=Path(), role=role)
    return answer(Ask(Actor(role=role), t), casebook, settings, path, "kommun=0880")


def made(casebook: Casebook, area: str = WHOLE, language: str = "sv") -> UUID:
    return answering.make(ASK, casebook, "0880", title="Nyhetsbrev", area=area, language=language)


def sent(casebook: Casebook, identity: UUID, act: Act, *, function: str = "", **written: str) -> answering.Sent:
    """What the page sends that shows a newsletter as it stands, with some fields written in."""
    entry = casebook.entry(PLANNER, Newsletter, identity)
    base = drawn.texts_of(entry.record)
    return answering.Sent(act, identity, entry.version, {**base, **written}, base, function)


def approved(casebook: Casebook, area: str = WHOLE) -> UUID:
    identity = made(casebook, area)
    _, notice = answering.answer(ASK, casebook, sent(casebook, identity, Act.APPROVE, function="Samordnaren"))
    assert "godkänt" in words(notice)
    return identity


def has_button(page: Any) -> bool:
    return any("news-do" in str(props(one).get("id")) for one in components(page))


# What it says


def test_the_letter_says_in_words_what_it_may_and_nothing_of_what_it_may_not(casebook: Casebook) -> None:
    said = " ".join(texts(told(casebook.newsletter(PLANNER, made(casebook, "R2")))))
    assert "Under kvartal 1 2017 anmäldes 6 bostadsinbrott i Område R2." in said
    assert "Samma kvartal året före" not in said
    assert "De fyra senaste kvartalen" not in said
    assert "visas inte" in said
    assert "färre än\u00a05" in said
    assert "Färre än 5 är 1 till 4." in said
    assert "Ansvarig: ej angiven." in said
    assert "Källa: Kalmar kommun. Period: januari 2016 – mars 2017." in said
    assert "Utkast." in said
    whole = " ".join(texts(told(casebook.newsletter(PLANNER, made(casebook)))))
    assert "Samma kvartal året före: 30. De fyra senaste kvartalen tillsammans: 145." in whole


def test_the_letter_is_in_its_own_language_whoever_reads_the_page(casebook: Casebook) -> None:
    identity = made(casebook, language="en")
    said = words(screen(casebook, f"/nyhetsbrev/{identity}"))
    assert "Reported dwelling burglaries" in said
    assert "Så här blir brevet" in said


def test_with_nothing_to_tell_it_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty.gpkg")
    empty = Casebook(store)
    empty.import_records(PLANNER, [a_municipality(shown_as_of=TODAY)])
    assert "Inget nyhetsbrev än" in words(screen(empty, "/nyhetsbrev"))
    said = words(screen(empty, f"/nyhetsbrev/{made(empty)}"))
    for sentence in (
        "Inga anmälda bostadsinbrott är inlästa än.",
        "Inga pågående åtgärder mot bostadsinbrott finns i registret.",
        "Det finns för få rapporter",
    ):
        assert sentence in said
    store.close()


def test_the_list_tells_drafts_from_approved_and_others_see_neither(casebook: Casebook) -> None:
    approved(casebook, "R1")
    made(casebook)
    said = words(screen(casebook, "/nyhetsbrev"))
    assert said.index("Utkast, det nyaste först") < said.index("Godkända, det nyaste först")
    assert "Område R1" in said
    seen = screen(casebook, "/nyhetsbrev", role=Role.BOARD)
    assert "Inget nyhetsbrev än" in words(seen)
    assert not [one for one in components(seen) if "news-make" in str(props(one).get("id"))]


# From draft to approved


def test_what_is_written_stands_in_the_letter_and_is_read_before_it_is_approved(casebook: Casebook) -> None:
    identity = made(casebook)
    page, notice = answering.answer(ASK, casebook, sent(casebook, identity, Act.SAVE, greeting="Hej!\n\nVälkomna."))
    assert "sparat" in words(notice)
    assert "Välkomna." in words(page)
    page, notice = answering.answer(
        ASK, casebook, sent(casebook, identity, Act.APPROVE, function="Samordnaren", closing="Hälsningar")
    )
    assert "Läs brevet och godkänn igen" in words(notice)
    assert "Hälsningar" in words(page)
    page, notice = answering.answer(ASK, casebook, sent(casebook, identity, Act.APPROVE, function="Samordnaren"))
    assert "Brevet är godkänt" in words(notice)
    assert not has_button(page)
    assert "Kontrollsumma" in words(page)
    late = sent(casebook, identity, Act.SAVE, greeting="För sent")
    kept, notice = answering.answer(ASK, casebook, late)
    assert kept is no_update
    assert "godkänt medan du skrev" in words(notice)


def test_counting_anew_keeps_what_was_written(casebook: Casebook) -> None:
    identity = made(casebook)
    page, notice = answering.answer(ASK, casebook, sent(casebook, identity, Act.ANEW, greeting="Kvar"))
    assert "Dagens uppgifter" in words(notice)
    assert "Kvar" in words(page)


def test_two_who_write_the_same_field_see_both_texts(casebook: Casebook) -> None:
    identity = made(casebook)
    first, second = (sent(casebook, identity, Act.SAVE, greeting=text) for text in ("Den enas.", "Den andras."))
    answering.answer(ASK, casebook, first)
    page, notice = answering.answer(ASK, casebook, second)
    assert "Båda texterna visas" in words(notice)
    (theirs,) = [one for one in components(page) if getattr(one, "className", "") == "situation-theirs"]
    assert "Den enas." in words(theirs)
    fields = {props(one)["id"]["field"]: props(one)["value"] for one in components(page)
              if isinstance(props(one).get("id"), dict) and "field" in props(one)["id"]}  # fmt: skip
    assert fields[GREETING] == "Den andras."
    assert casebook.entry(PLANNER, Newsletter, identity).record.greeting == "Den enas."


def test_a_draft_is_thrown_away_but_not_what_another_wrote_meanwhile(casebook: Casebook) -> None:
    identity = made(casebook)
    away = sent(casebook, identity, Act.DISCARD)
    answering.answer(ASK, casebook, sent(casebook, identity, Act.SAVE, greeting="Den andras."))
    page, notice = answering.answer(ASK, casebook, away)
    assert "innan du kastar" in words(notice)
    assert "Den andras." in str(page)
    page, notice = answering.answer(ASK, casebook, sent(casebook, identity, Act.DISCARD))
    assert "kastat" in words(notice)
    assert "Utkastet är kastat." in words(page)
    assert not has_button(page)
    assert "Inget nyhetsbrev än" in words(screen(casebook, "/nyhetsbrev"))


@pytest.mark.parametrize(
    ("act", "function", "title", "why"),
    [(Act.APPROVE, "", "Brev", "Skriv vilken funktion"), (Act.SAVE, "", " ", "Skriv en rubrik")],
)
def test_what_is_not_filled_in_is_said_and_what_was_written_stays(
    casebook: Casebook, act: Act, function: str, title: str, why: str
) -> None:
    identity = made(casebook)
    page, notice = answering.answer(
        ASK, casebook, sent(casebook, identity, act, function=function, title=title, greeting="Inte sparat.")
    )
    assert why in words(notice)
    assert "Inte sparat." in str(page)
    assert casebook.entry(PLANNER, Newsletter, identity).record.greeting is None


def test_names_are_refused_and_who_may_not_write_changes_nothing(casebook: Casebook) -> None:
    identity = made(casebook)
    with pytest.raises(NamesAPerson):
        answering.answer(ASK, casebook, sent(casebook, identity, Act.SAVE, greeting="Ring 070-123 45 67."))
    with pytest.raises(NotAllowed):
        answering.make(Ask(Actor(role=Role.BOARD), SV), casebook, "0880", title="Brev", area=WHOLE, language="sv")


@pytest.mark.parametrize("title", ["", "  ", None, 7])
def test_a_newsletter_needs_a_heading(casebook: Casebook, title: object) -> None:
    with pytest.raises(BadSetting):
        answering.make(ASK, casebook, "0880", title=title, area=WHOLE, language="sv")


@pytest.mark.parametrize("pressed", [{}, {"act": "burn"}, {"act": "save", "letter": 7, "version": "x"}])
def test_what_cannot_be_understood_is_refused(pressed: dict[str, Any]) -> None:
    with pytest.raises(BadSetting):
        answering.sent(pressed, {}, None)


@pytest.mark.parametrize("path", ["/nyhetsbrev/nothing", "/nyhetsbrev/../etc"])
def test_an_address_that_means_nothing_has_a_page_that_says_so(casebook: Casebook, path: str) -> None:
    assert "Sidan finns inte" in words(screen(casebook, path))


# Files and the log


def test_an_approved_one_is_fetched_as_it_was_approved_and_a_draft_is_not(
    casebook: Casebook, client: FlaskClient
) -> None:
    draft = made(casebook)
    assert client.get(f"/nyhetsbrev/{draft}.html").status_code == 404
    identity = approved(casebook)
    record = casebook.entry(PLANNER, Newsletter, identity).record
    for kind, body, media in (("html", record.html, "text/html"), ("txt", record.text, "text/plain")):
        got = client.get(f"/nyhetsbrev/{identity}.{kind}")
        assert (got.status_code, got.mimetype, got.data.decode()) == (200, media, body)
        assert f'attachment; filename="nyhetsbrev-nyhetsbrev.{kind}"' in got.headers["Content-Disposition"]
    assert client.get(f"/nyhetsbrev/{known('none')}.txt").status_code == 404


def test_it_is_logged_with_one_press_and_once(casebook: Casebook) -> None:
    identity = approved(casebook)
    assert "Logga som utskick" in words(screen(casebook, f"/nyhetsbrev/{identity}"))
    for _ in range(2):
        page, notice = answering.log(ASK, casebook, identity, str(WATCH.id))
        assert "loggat" in words(notice)
        assert "Loggat 1 juni 2017 på \nGrannsamverkan" in words(page)
    assert len(casebook.log_of(PLANNER, WATCH.id)) == 1
    with pytest.raises(BadSetting):
        answering.log(ASK, casebook, identity, None)
    with pytest.raises(InvalidRecord):
        answering.log(ASK, casebook, made(casebook), str(WATCH.id))


# The lägesbild of each month


def test_the_month_that_is_due_is_told_and_frozen_with_one_press(casebook: Casebook) -> None:
    assert "Ingen lägesbild är vald" in words(screen(casebook, "/lagesbild"))
    room, _, notice = monthly.answer(ASK, casebook, monthly.PLAN, "0880", Tier.MUNICIPALITY.value)
    assert "Lägesbilden för juni 2017 ska frysas nu." in words(room)
    assert "den första i varje månad" in words(notice)
    _, address, _ = monthly.answer(ASK, casebook, monthly.FREEZE, "0880", None)
    assert address.startswith("/lagesbild/")
    said = words(screen(casebook, "/lagesbild"))
    assert "Lägesbild juni 2017" in said
    assert "Nästa ska frysas 1 juli 2017." in said
    _, address, notice = monthly.answer(ASK, casebook, monthly.FREEZE, "0880", None)
    assert address is no_update
    assert "redan fryst" in words(notice)
    room, _, notice = monthly.answer(ASK, casebook, monthly.PLAN, "0880", monthly.OFF)
    assert "Ingen lägesbild fryses" in words(notice)
    with pytest.raises(BadSetting):
        monthly.answer(ASK, casebook, "burn", "0880", None)
    assert "Varje månad" not in words(screen(casebook, "/lagesbild", role=Role.BOARD))


def test_the_page_keeps_what_is_saved_for_the_browser_to_tell_drafts_by(casebook: Casebook) -> None:
    identity = made(casebook)
    (store,) = [props(one)["data"] for one in components(screen(casebook, f"/nyhetsbrev/{identity}"))
                if type(one).__name__ == "Store" and "drafts" in (props(one).get("data") or {})]  # fmt: skip
    assert store[TITLE] == "Nyhetsbrev"
    assert store["drafts"]["name"] == f"nyhetsbrev/{identity}"
    assert set(store["drafts"]["labels"]) == {"title", "greeting", "closing"}
