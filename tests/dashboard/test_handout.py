"""Handouts of lägesbilder and of the map: the frozen and the counted figures, who may have them, what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.handoutwords import selection_told, situation_told
from dashboard.i18n import Language, Translate, translate
from dashboard.situationsheets import said
from geodata.casebook import Casebook
from geodata.casebook.situations import SituationLine, SituationStory
from geodata.chain import NodeState
from geodata.editing import Entry
from geodata.errors import NotAllowed
from geodata.exports.handout import handout_file
from geodata.handout import Handout, Layer
from geodata.model import Actor, EvidenceKind, Feeling, Role, SituationReport, Tier, View
from geodata.situation import selection
from geodata.situation.content import figures
from geodata.situation.writing import as_told_by, read, written
from tests.builders import a_municipality, a_promise, a_report, a_situation_report, an_agreement
from tests.dashboard.rendered import PLANNER
from tests.geodata.casebook.town import SQUARE, TODAY, town
from tests.hostile import HOSTILE

SV, EN = translate(Language.SV), translate(Language.EN)
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
KALMAR = View(municipality="0880")
FIGURE = re.compile(r'<span class="figure" data-figure="([^"]*)">([^<]*)</span>')


@pytest.fixture(scope="module")
def shown(demo: Casebook) -> SituationStory:
    """The demonstration's municipality, frozen."""
    report = a_situation_report(title="Lägesbild juni", content_sha256="0" * 64)
    line = SituationLine(Entry(report, 1, NOW), has_content=True, superseded_by=None)
    return SituationStory(line, read(written(demo.situation_now(PLANNER, "0880"))), None, None)


def figures_in(body: bytes) -> dict[str, set[str]]:
    """What each figure of a file says, by its key."""
    found: dict[str, set[str]] = {}
    for key, text in FIGURE.findall(body.decode()):
        found.setdefault(unescape(key), set()).add(unescape(text))
    return found


# A lägesbild


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_every_figure_of_the_handout_is_the_frozen_one(shown: SituationStory, t: Translate) -> None:
    assert shown.content is not None
    frozen = {figure.key: said(t, figure) for figure in figures(shown.content)}
    found = figures_in(handout_file(situation_told(t, shown)))
    assert {key: {frozen[key]} for key in found} == found
    # counts, rates with intervals, statuses, what is done
    for kind in ("evidence.", "area.", "spot.", "promise.", "action.", "survey.", "burglaries."):
        assert any(key.startswith(kind) for key in found), kind
    assert len(found) >= 150


def test_a_handout_is_the_same_bytes_when_made_twice(demo: Casebook, shown: SituationStory) -> None:
    assert handout_file(situation_told(SV, shown)) == handout_file(situation_told(SV, shown))
    tell = partial(selection_told, SV, facts=(), points=True)
    assert demo.view_handout(PLANNER, KALMAR, tell, points=True) == demo.view_handout(
        PLANNER, KALMAR, tell, points=True
    )


def test_each_hotspot_has_its_chain_and_what_it_lacks(shown: SituationStory) -> None:
    content = shown.content
    assert content is not None
    told = situation_told(SV, shown)
    entries = [entry for entry in told.entries if entry.layer is Layer.SPOTS]
    assert [entry.title for entry in entries] == [spot.name for spot in content.spots]
    steps = ["Underlag", "Hotspot", "Löfte", "Åtgärd", "Ansvarig", "Gjort", "Effekt"]
    for spot, entry in zip(content.spots, entries, strict=True):
        assert [node.step for node in entry.nodes] == steps
        action = entry.nodes[3]
        titles = {content.action(one).title for one in spot.actions}
        assert (action.state is NodeState.MISSING) == (not spot.actions)
        assert set(action.lines) == (titles or {"ingen åtgärd"})
        unnamed = any(not content.action(one).parts for one in spot.actions)
        assert (entry.nodes[4].state is NodeState.MISSING) == (unnamed or not spot.actions)
        assert (entry.nodes[5].state is NodeState.LATE) == any(content.action(one).is_late for one in spot.actions)
    assert any(entry.missing for entry in entries)
    assert {entry.title for entry in told.entries if entry.layer is Layer.AREAS} == {one.name for one in content.areas}
    places = {entry.title for entry in told.entries if entry.layer is Layer.PLACES}
    assert places == {one.name for one in content.places or ()}
    assert "Larmtorget" in places


def test_a_lagesbild_that_was_frozen_before_places_were_told_still_opens(shown: SituationStory) -> None:
    assert shown.content is not None
    now = shown.content
    text = written(now)
    then = read(re.sub(r'"(places|origins)":\[\{.*?\}\],(?=")', "", text))
    assert (then.places, then.origins) == (None, None)
    assert written(as_told_by(then, now)) == written(then)
    assert written(as_told_by(now, now)) == text
    told = situation_told(SV, SituationStory(shown.line, then, None, None))
    assert {entry.layer for entry in told.entries} == {Layer.AREAS, Layer.SPOTS}


def test_one_without_content_says_so(shown: SituationStory) -> None:
    told = situation_told(SV, SituationStory(shown.line, None, None, None))
    body = handout_file(told).decode()
    assert "siffror frystes inte" in body
    assert "Inga hotspots" not in body


# The map


@pytest.mark.parametrize(
    "view",
    [
        KALMAR,
        KALMAR.model_copy(update={"kinds": frozenset({EvidenceKind.FINDING}), "feeling": None}),
        KALMAR.model_copy(update={"since": TODAY - timedelta(days=200), "hours": (18, 3)}),
        KALMAR.model_copy(update={"feeling": Feeling.SAFE, "weekdays": frozenset({5, 6})}),
    ],
    ids=["whole", "findings", "evenings", "safe weekends"],
)
def test_a_handout_of_the_map_counts_what_the_map_counts(demo: Casebook, view: View) -> None:
    counts = demo.evidence_counts(PLANNER, view)
    found = figures_in(demo.view_handout(PLANNER, view, partial(selection_told, SV, facts=())))
    assert found["view.total"] == {SV.number(counts.total)}
    assert found["view.located"] == {SV.number(counts.located)}
    by_area = counts.area_kind.sum(axis=1)
    for code, number in zip(counts.area_codes, by_area[1:], strict=True):
        assert found[f"view.area.{code}"] == {SV.number(int(number))}
    assert found["view.area.none"] == {SV.number(int(by_area[0]))}
    cards = demo.hotspots(PLANNER, view)
    for card in cards:
        (reading,) = found[f"spot.{card.ref}.count"]
        assert reading.startswith(SV.number(card.count))
    assert len(found) >= 50


def test_points_come_only_when_asked_for_and_then_without_what_they_tell(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, found = demo.selection_now(PLANNER, KALMAR), demo.selection_now(PLANNER, KALMAR, points=True)
    assert without.dots is None
    assert found.dots is not None
    assert len(found.dots) == demo.evidence_counts(PLANNER, KALMAR).located
    for dot in found.dots:
        assert dot.at == (round(dot.at[0], 4), round(dot.at[1], 4))
        assert dot.month.day == 1
    monkeypatch.setattr("geodata.casebook.handingout.MOST_DOTS", len(found.dots) - 1)
    many = demo.selection_now(PLANNER, KALMAR, points=True)
    assert many.dots is None
    told = selection_told(SV, many, (), points=True)
    assert f"fler än {SV.number(selection.MOST_DOTS)} rapporter" in handout_file(told).decode()


def test_more_hotspots_than_a_file_holds_are_said_to_be_more(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    every = demo.hotspots(PLANNER, KALMAR)
    monkeypatch.setattr("geodata.casebook.handingout.MOST_SPOTS", 2)
    told = selection_told(SV, demo.selection_now(PLANNER, KALMAR), ())
    assert f"de 2 första av {len(every)} hotspots" in handout_file(told).decode()


# Who may


def test_a_citizen_takes_no_evidence_along_and_nobody_sees_above_the_tier(demo: Casebook) -> None:
    with pytest.raises(NotAllowed):
        demo.selection_now(Actor(role=Role.CITIZEN), KALMAR)
    tiers = {
        role: demo.selection_now(Actor(role=role), KALMAR).tier for role in (Role.BOARD, Role.PLANNER, Role.POLICE)
    }
    assert tiers == {Role.BOARD: Tier.PUBLIC, Role.PLANNER: Tier.MUNICIPALITY, Role.POLICE: Tier.POLICE}
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        demo.selection_now(stranger, KALMAR)


# Addresses


@pytest.fixture
def client(empty: Casebook, tmp_path: Path) -> FlaskClient:
    empty.import_records(PLANNER, town())
    server: Flask = create_app(Settings(data_dir=tmp_path), empty).server
    return server.test_client()


def test_the_addresses_give_named_files_that_nobody_in_between_keeps(client: FlaskClient, empty: Casebook) -> None:
    made = empty.freeze_situation(PLANNER, "0880", "Lägesbild mars")
    for address, name in (
        (f"/lagesbild/{made.record.id}/blad.html", "blad-lagesbild-mars.html"),
        ("/karta/blad.html?kommun=0880&punkter=1", "blad-kalmar-2017-06-01-exempeldata.html"),
        (f"/lagesbild/{made.record.id}/blad.html?sprak=en", "handout-lagesbild-mars.html"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, answer.data[:200]
        assert answer.mimetype == "text/html"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.data.startswith(b"<!DOCTYPE html>")
    assert b'"dots":null' not in client.get("/karta/blad.html?kommun=0880&punkter=1").data
    assert b'"dots":null' in client.get("/karta/blad.html?kommun=0880").data


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/karta/blad.html", 400),
        ("/karta/blad.html?kommun=9999", 404),
        ("/karta/blad.html?kommun=x", 400),
        ("/lagesbild/3f2a1c4e-5d6b-4a7c-8e9f-0a1b2c3d4e5f/blad.html", 404),
    ],
)
def test_what_is_not_there_is_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_what_the_view_lets_through_stands_in_it(client: FlaskClient) -> None:
    body = client.get("/karta/blad.html?kommun=0880&fran=2016-06-01&tid=18-03&kategori=lighting").data.decode()
    for said_too in ("från 1 juni 2016", "18", "Belysning"):
        assert said_too in body


# Towns with little in them


def empty_town() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY)]


def one_report() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY), a_report(position=SQUARE, observed_at=NOW - timedelta(days=30))]


def no_promises() -> list[Any]:
    return [one for one in town() if one.kind not in {"promise", "action", "activity"}]


def no_burglaries() -> list[Any]:
    return [one for one in town() if one.kind != "burglary_count"]


@pytest.mark.parametrize(
    ("records", "of_report", "of_map"),
    [
        (empty_town, ["Inga hotspots", "Inga löften är inlagda"], ["Inga hotspots", "Inga löften", "Urvalet släpper"]),
        (one_report, ["Inga hotspots", "Ingen åtgärd har en plats"], ["Inga hotspots", "Inga områden"]),
        (no_promises, ["Inga löften är inlagda", "ingen åtgärd"], ["Inga löften är inlagda", "ingen åtgärd"]),
        (no_burglaries, ["bostadsinbrott är inte inlagda", "inte räknat"], ["Underlag per område"]),
    ],
    ids=["empty", "one report", "no promises", "no burglaries"],
)
def test_what_is_missing_is_said(
    empty: Casebook, records: Callable[[], list[Any]], of_report: list[str], of_map: list[str]
) -> None:
    empty.import_records(PLANNER, records())
    made = empty.freeze_situation(PLANNER, "0880", "Lägesbild").record.id
    report = empty.situation_handout(PLANNER, made, partial(situation_told, SV)).decode()
    assert [piece for piece in of_report if piece not in report] == []
    tell: Callable[[Any], Handout] = partial(selection_told, SV, facts=(), points=True)
    drawn = empty.view_handout(PLANNER, KALMAR, tell, points=True).decode()
    assert [piece for piece in of_map if piece not in drawn] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_register_becomes_anything_but_text(empty: Casebook, text: str) -> None:
    agreement = an_agreement()
    promise = a_promise(title=text[:300], text=text, agreement_id=agreement.id)
    empty.import_records(PLANNER, [a_municipality(), agreement, promise])
    plain = empty.freeze_situation(PLANNER, "0880", "Lägesbild").record.id
    body = empty.situation_handout(PLANNER, plain, partial(situation_told, SV)).decode()
    head, _, rest = body.partition("<body>")
    assert "<script>alert" not in rest
    assert not re.search(r"<(?:img|iframe|svg|b|a href=\"(?!#))", rest)
    assert head.count("Content-Security-Policy") == 1
    assert empty.entry(PLANNER, SituationReport, plain).record.title == "Lägesbild"
