"""A lägesbild on a wall: every number is a frozen one and opens where it is told live; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from dashboard import situationwords
from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, Translate, translate
from dashboard.namnd import live
from dashboard.namnd.page import POLICY, page
from dashboard.namnd.telling import Teller
from dashboard.pages.lagesbild import drawn
from dashboard.router import page_for
from dashboard.situationeffects import effect
from dashboard.situationsheets import said
from dashboard.view import parse
from geodata import paper
from geodata.casebook import Casebook
from geodata.casebook.situations import SituationLine, SituationStory
from geodata.editing import Entry
from geodata.exports.wallmap import WallMaps
from geodata.model import Actor, Category, EvidenceKind, Role, Section, SectionText, SituationReport, Verdict
from geodata.picturefolder import PictureFolder
from geodata.situation.content import Content, EffectLine, Figure, Unit, figures
from geodata.situation.differences import differences
from geodata.situation.wall import WallView
from geodata.situation.writing import read, written
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_promise, a_report, a_situation_report, an_agreement
from tests.dashboard.rendered import PLANNER, components, props
from tests.geodata.casebook.town import SQUARE, TODAY, town
from tests.hostile import HOSTILE

SV, EN = translate(Language.SV), translate(Language.EN)
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
VOID = {"meta", "link"}


class Read(HTMLParser):
    """What a document says: its screens, their texts, and the figures with what they open."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.screens: list[str] = []
        self.figures: list[tuple[str, str, str]] = []
        self.earlier: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._said: list[str] = []
        self.feed(document)
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name) for name, _ in attrs]
        if tag in VOID:
            return
        self._open.append((tag, dict(attrs)))
        if tag == "section":
            self.screens.append("")
        if tag == "a":
            self._said = []

    def handle_endtag(self, tag: str) -> None:
        opened, given_attributes = self._open.pop()
        assert opened == tag
        if tag == "a" and "data-figure" in given_attributes:
            key, href = given_attributes["data-figure"], given_attributes["href"]
            self.figures.append((key or "", "".join(self._said), href or ""))
        if tag == "a" and "data-earlier" in given_attributes:
            self.earlier.append((given_attributes["data-earlier"] or "", "".join(self._said)))

    def handle_data(self, data: str) -> None:
        self._said.append(data)
        if any(tag == "section" for tag, _ in self._open):
            self.screens[-1] += data


def story_of(content: Content | None, before: Content | None = None, **changes: Any) -> SituationStory:
    """A lägesbild with a content, held against an earlier one."""
    sha = "0" * 64 if content is not None else None
    report = a_situation_report(**{"title": "Lägesbild juni", "content_sha256": sha, "frozen_at": NOW, **changes})
    line = SituationLine(Entry(report, 1, NOW), has_content=content is not None, superseded_by=None)
    since = differences(before, content) if before is not None and content is not None else None
    earlier = SituationLine(Entry(a_situation_report(), 1, NOW), has_content=True, superseded_by=None)
    return SituationStory(line, content, earlier if before is not None else None, since)


def shown(story: SituationStory, t: Translate = SV, *, notes: bool = True) -> Read:
    """The document as it is read."""
    draw = WallMaps(story.content).draw if story.content is not None else None
    return Read(page(t, story, draw, notes=notes))


@pytest.fixture(scope="module")
def content(demo: Casebook) -> Content:
    """The demonstration's municipality, as it is read back."""
    return read(written(demo.situation_now(PLANNER, "0880")))


# Figures


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_figures_are_the_frozen_ones_in_the_words_of_the_paper(content: Content, t: Translate) -> None:
    told = {one.key: said(t, one) for one in figures(content)}
    found = shown(story_of(content), t).figures
    assert len({key for key, _, _ in found}) >= 100
    assert [(key, text) for key, text, _ in found if told[key] != text] == []


def test_every_promise_action_and_hotspot_tells_its_figures(content: Content) -> None:
    found = {key for key, _, _ in shown(story_of(content)).figures}
    held = {identity for one in content.promises for identity in one.actions}
    assert {one.done.key for one in content.actions} <= found
    assert {one.count.key for one in content.spots} | {one.growth.key for one in content.spots} <= found
    assert {one.reading.key for one in content.promises if one.indicator} <= found
    assert held
    kinds = [one for one in content.evidence if one.category is None]
    assert {figure.key for one in kinds for figure in (one.now, one.before, one.ratio)} <= found
    assert {content.burglaries.count.key, content.burglaries.overall.key} <= found


def test_what_the_earlier_one_told_is_not_taken_for_a_figure_of_this_one(content: Content) -> None:
    action = content.actions[0]
    before = replace(
        content,
        as_of=content.as_of - timedelta(days=30),
        actions=(replace(action, done=replace(action.done, value=1.0)), *content.actions[1:]),
        spots=content.spots[1:],
    )
    found = shown(story_of(content, before))
    told = {one.key: said(SV, one) for one in figures(content)}
    assert [(key, text) for key, text, _ in found.figures if told[key] != text] == []
    assert (action.done.key, "1") in found.earlier
    since = next(one for one in found.screens if "Sedan förra lägesbilden" in one)
    assert content.spots[0].name in since
    assert action.title in since


def test_a_sign_that_somebody_wrote_stands_for_no_figure(content: Content) -> None:
    tell = Teller(SV, story_of(content), content)
    own = tell.say(SV, content.evidence[0].now)
    forged = "\ue0000\ue001 \ue0000-0\ue001"
    inside = tell.linked(f"{forged} {own}")
    assert inside[0] == f"{forged} "
    assert len(inside) == 2


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_every_figure_opens_a_page_that_is_there(content: Content, t: Translate) -> None:
    for figure in figures(content):
        href, what = live.address(content, figure, t.language.value)
        path, _, query = href.partition("?")
        load, rest = page_for(path)
        assert load is not None
        address, ignored = parse(query, "0000")
        assert ignored == (), figure.key
        assert address.view.municipality == "0880"
        assert t.has(f"namnd.live.{what}")
        if figure.key.startswith(("promise.", "action.")):
            assert str(UUID(rest)) == rest


def test_a_figure_of_evidence_opens_the_map_with_its_own_period_and_kind(content: Content) -> None:
    by_key = {one.key: one for one in figures(content)}

    def opened(key: str) -> Any:
        return parse(live.address(content, by_key[key], "sv")[0].partition("?")[2], "0000")[0]

    before = opened("evidence.lighting.before")
    assert (before.view.since, before.view.until) == (content.before_since, content.before_until)
    assert before.view.categories == {Category.LIGHTING}
    assert opened("evidence.finding.now").view.kinds == {EvidenceKind.FINDING}
    assert opened("evidence.all.ratio").compared == (content.before_since, content.before_until)
    burglaries = opened("burglaries.count").view
    assert (burglaries.since, burglaries.until) == (date(2016, 6, 1), date(2017, 5, 31))
    survey = content.survey[0]
    assert opened(survey.last.key).question == survey.question


# Effects


def an_effect(verdict: Verdict, value: float | None, low: float | None, high: float | None) -> EffectLine:
    return EffectLine(verdict.value, Figure("action.x.effect", Unit.RATIO, value, low=low, high=high))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            an_effect(Verdict.BETTER, 0.6, 0.4, 0.9),
            (
                "Vandring: bättre. Händelserna blev 40\u00a0% färre jämfört med utvecklingen i "
                "jämförelseområdet, med 95\u00a0% säkerhet mellan "
                "60\u00a0% färre och 10\u00a0% färre. Gånger så många: 0,60 (0,40\u20130,90)."
            ),
        ),
        (
            an_effect(Verdict.UNDECIDED, 0.85, 0.6, 1.2),
            (
                "Vandring: kan inte avgöras. Händelserna kan ha blivit allt från 40\u00a0% färre till 20\u00a0% fler, "
                "jämfört med utvecklingen i jämförelseområdet. Gånger så många: 0,85 (0,60\u20131,20)."
            ),
        ),
        (
            an_effect(Verdict.UNDECIDED, None, None, None),
            "Vandring: kan inte avgöras. Det finns för lite att räkna på.",
        ),
        (an_effect(Verdict.WORSE, None, None, None), "Vandring: sämre. Hur mycket går inte att säga."),
    ],
    ids=["better", "undecided", "nothing", "bare"],
)
def test_an_effect_is_a_sentence_with_its_interval(line: EffectLine, told: str) -> None:
    assert effect(SV, "Vandring", line) == told


def test_an_effect_stands_with_its_action(content: Content) -> None:
    action = next(one for one in content.actions if one.id in content.promises[0].actions)
    ratio = Figure(f"action.{action.id}.effect", Unit.RATIO, 0.85, low=0.6, high=1.2)
    line = EffectLine(Verdict.UNDECIDED.value, ratio)
    changed = tuple(replace(one, effect=line) if one.id == action.id else one for one in content.actions)
    story = story_of(replace(content, actions=changed))
    # one sentence, on paper as on the wall
    assert effect(SV, action.title, line) in paper.texts(situationwords.told(SV, story))
    found = shown(story)
    assert (ratio.key, "0,85 (0,60\u20131,20)") in {(key, text) for key, text, _ in found.figures}
    screen = next(one for one in found.screens if "Händelserna kan ha blivit" in one)
    assert action.title in screen
    assert "Effekt: kan inte avgöras." in screen


# Screens


def test_the_frozen_day_and_the_state_stand_above_all_screens(content: Content) -> None:
    document = page(SV, story_of(content), WallMaps(content).draw, notes=True)
    top = document[document.index("<header") : document.index("</header>")]
    assert "Fryst 1 juni 2017." in top
    assert "Utkast." in top
    assert "Exempeldata" in top
    approved = page(SV, story_of(content, approved_at=NOW, approved_by="Rådet"), WallMaps(content).draw, notes=True)
    assert "Godkänd av Rådet" in approved[approved.index("<header") : approved.index("</header>")]


def test_no_promise_action_gap_or_text_is_lost_between_screens(content: Content) -> None:
    texts = (
        SectionText(section=Section.DECISIONS, text="Första beslutet.\nAndra beslutet.\n\nTredje beslutet."),
        SectionText(section=Section.ANALYSIS, text="Ord " * 900),
        SectionText(section=Section.FOLLOW_UP, text="Sist följs det upp."),
    )
    found = shown(story_of(content, texts=texts))
    everything = " ".join(found.screens)
    assert all(promise.title in everything for promise in content.promises)
    assert all(action.title in everything for action in content.actions)
    assert all(spot.name in everything for spot in content.spots)
    assert everything.split().count("Ord") >= 890
    assert all(word in everything for word in ("Första beslutet", "Andra", "Tredje", "Sist följs det upp"))
    promise = content.promises[0]
    own = [one for one in found.screens if promise.title in one and "Löfte 1, 2016" in one]
    assert all(content.action(identity).title in " ".join(own) for identity in promise.actions)


def test_notes_are_only_for_those_who_write_in_the_register(content: Content) -> None:
    texts = (SectionText(section=Section.NOTES, text="Börja med kartan."),)
    story = story_of(content, texts=texts)
    with_notes, without = (page(SV, story, WallMaps(content).draw, notes=one) for one in (True, False))
    assert "Börja med kartan." in with_notes
    assert "Rapporter: 1 juni 2016" in with_notes
    assert "Börja med kartan." not in without
    assert 'data-deed="notes"' not in without


def test_a_promise_has_a_map_of_its_own_hotspots_and_places(content: Content) -> None:
    document = page(SV, story_of(content), WallMaps(content).draw, notes=False)
    first = next(one for one in content.promises if one.spots)
    sections = document.split("<section")
    own = next(one for one in sections if first.title in one and "<svg" in one)
    alt = own[own.index('aria-label="Karta') :]
    assert content.spot(first.spots[0]).name in alt[:300]
    placed = [place.name for place in content.places or () if set(place.actions) & set(first.actions)]
    assert placed
    assert all(f"<span>{name}</span>" in own for name in placed)


def test_a_map_gives_all_hotspots_a_number_that_lies_free(content: Content) -> None:
    many = tuple(replace(spot, ref=f"{spot.ref}-{n}") for n in range(5) for spot in content.spots)
    drawing = WallMaps(replace(content, spots=many)).draw(
        WallView(tuple(spot.ref for spot in many), (("A", many[0].peak),), 20.0, "Karta", "N")
    )
    assert all(f">{n}</text>" in drawing for n in range(1, len(many) + 1))
    assert ">A</text>" in drawing


# Towns with little in them


def no_promises() -> list[Any]:
    return [one for one in town() if one.kind not in {"promise", "action", "activity"}]


def no_burglaries() -> list[Any]:
    return [one for one in town() if one.kind != "burglary_count"]


def one_report() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY), a_report(position=SQUARE, observed_at=NOW - timedelta(days=30))]


@pytest.mark.parametrize(
    ("records", "told"),
    [
        (
            lambda: [a_municipality(shown_as_of=TODAY)],
            ["Inga hotspots", "Inga löften är inlagda", "inte räknat", "Inga beslut är föreslagna", "ingen tidigare"],
        ),
        (one_report, ["Inga hotspots", "Inga löften är inlagda"]),
        (no_promises, ["Inga löften är inlagda", "2 hotspots"]),
        (no_burglaries, ["Anmälda bostadsinbrott är inte inlagda", "inte räknat"]),
    ],
    ids=["empty", "one report", "no promises", "no burglaries"],
)
def test_what_is_missing_is_said(empty: Casebook, records: Any, told: list[str]) -> None:
    empty.import_records(PLANNER, records())
    entry = empty.freeze_situation(PLANNER, "0880", "Lägesbild")
    everything = " ".join(shown(empty.situation(PLANNER, entry.record.id)).screens)
    for piece in told:
        assert piece in everything


def test_one_without_figures_says_so(content: Content) -> None:
    found = shown(story_of(None, summary="Det var lugnt.", approved_at=NOW, approved_by="Rådet"))
    assert found.figures == []
    assert "Det var lugnt." in found.screens[1]
    assert "siffror frystes inte" in found.screens[1]
    assert content.name not in " ".join(found.screens)


# Hostile texts


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_data_becomes_anything_but_text(content: Content, text: str) -> None:
    plain = shown(story_of(content))
    spots = tuple(replace(one, name=text) for one in content.spots)
    actions = tuple(
        replace(one, title=text, parts=tuple(replace(part, party=text) for part in one.parts), places=(text,))
        for one in content.actions
    )
    promises = tuple(replace(one, title=text, text=text) for one in content.promises)
    areas = tuple(replace(one, name=text) for one in content.areas)
    survey = tuple(replace(one, question=text, area_name=text) for one in content.survey)
    gaps = tuple(replace(one, name=text) for one in content.gaps)
    places = tuple(replace(one, name=text) for one in content.places or ())
    changed = replace(
        content, name=text, spots=spots, actions=actions, promises=promises, areas=areas, survey=survey, gaps=gaps,
        places=places,
    )  # fmt: skip
    found = shown(story_of(changed))
    assert set(found.tags) <= set(plain.tags)
    assert set(found.attributes) <= set(plain.attributes)
    assert found.tags.count("script") == 1


def test_a_hostile_title_and_text_stay_text(empty: Casebook) -> None:
    hostile = '"><script>alert(1)</script>'
    agreement = an_agreement()
    empty.import_records(PLANNER, [a_municipality(), agreement, a_promise(title=hostile, agreement_id=agreement.id)])
    entry = empty.freeze_situation(PLANNER, "0880", hostile)
    texts = [SectionText(section=one, text=hostile) for one in Section]
    empty.write_situation(PLANNER, entry.record.id, title=hostile, texts=texts, base_version=1)
    found = shown(empty.situation(PLANNER, entry.record.id))
    assert found.tags.count("script") == 1
    assert hostile in " ".join(found.screens)


# The address


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Casebook, FlaskClient]]:
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    casebook.import_records(PLANNER, town())
    yield casebook, create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    store.close()


def test_the_address_answers_with_one_document_that_allows_nothing_else(
    served: tuple[Casebook, FlaskClient],
) -> None:
    casebook, client = served
    entry = casebook.freeze_situation(PLANNER, "0880", "Lägesbild")
    response = client.get(f"/lagesbild/{entry.record.id}/namnd?sprak=en")
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Cache-Control"] == "private, no-store"
    found = Read(response.text)
    assert found.tags.count("script") == 1
    assert found.tags.count("link") == 2
    assert [name for _, name in found.attributes if name == "style" or name.startswith("on")] == []
    assert '<html lang="en"' in response.text
    for path in ("/assets/namnd.js", "/assets/namnd.css"):
        assert client.get(path).status_code == 200
    # its script is of no other page
    assert "namnd.js" not in client.get("/").text


def test_what_cannot_be_shown_leads_to_the_page_that_says_why(served: tuple[Casebook, FlaskClient]) -> None:
    _, client = served
    response = client.get("/lagesbild/00000000-0000-4000-8000-000000000000/namnd?sprak=sv")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/lagesbild/00000000-0000-4000-8000-000000000000")


def test_nobody_is_shown_one_that_is_not_for_him(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    casebook.import_records(PLANNER, town())
    entry = casebook.freeze_situation(PLANNER, "0880", "Lägesbild")
    app = create_app(Settings(data_dir=tmp_path, role=Role.CITIZEN), casebook)
    assert Actor(role=Role.CITIZEN).tiers < PLANNER.tiers
    assert app.server.test_client().get(f"/lagesbild/{entry.record.id}/namnd").status_code == 302
    store.close()


def test_the_lagesbilds_page_leads_to_it(served: tuple[Casebook, FlaskClient]) -> None:
    casebook, _ = served
    entry = casebook.freeze_situation(PLANNER, "0880", "Lägesbild")
    told = drawn.page(Ask(PLANNER, SV), casebook.situation(PLANNER, entry.record.id))
    assert f"/lagesbild/{entry.record.id}/namnd?kommun=0880&sprak=sv" in {
        props(one).get("href") for one in components(told)
    }
    assert isinstance(casebook.entry(PLANNER, SituationReport, entry.record.id), Entry)
