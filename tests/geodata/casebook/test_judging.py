"""What the tests say of hotspots, as cards tell it: more than chance or not, growing or not, and what that rests on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from geodata.casebook import Casebook
from geodata.chain import FeltAndFound, HotspotCard, Standing
from geodata.errors import BadSetting
from geodata.model import Actor, Category, Position, View
from geodata.studies.basis import Method
from geodata.studies.hotspot_log import Event
from tests.builders import a_box, a_finding, a_municipality, a_report
from tests.geodata.casebook.town import SQUARE, TODAY, TUNNEL, VIEW, known, reports_at

# one per half kilometre: reports that gather nowhere, so that there is a town to compare with
SCATTERED = [Position(lon=16.305 + 0.008 * (n % 11), lat=56.645 + 0.008 * (n // 11)) for n in range(120)]


def at(cards: tuple[HotspotCard, ...], place: Position) -> HotspotCard:
    return min(cards, key=lambda card: abs(card.peak.lon - place.lon) + abs(card.peak.lat - place.lat))


@pytest.fixture
def judged(empty: Casebook, planner: Actor) -> Casebook:
    """A place where reports come all the time, one where they came in the first half only, and a town around them."""
    lasting = reports_at(SQUARE, 60, seed=1, name="lasting")
    burst = [r for r in reports_at(TUNNEL, 80, seed=2, name="burst") if r.observed_at.date() < date(2016, 8, 1)]
    around = [
        one
        for n, spot in enumerate(SCATTERED)
        for one in reports_at(spot, 1 + n % 3, seed=100 + n, name=f"around {n}", category=Category.LITTER)
    ]
    outline = a_box(16.30, 56.64, 0.1)
    town = a_municipality(id=known("municipality"), shown_as_of=TODAY, outline=outline)
    empty.import_records(planner, [town, *lasting, *burst, *around])
    return empty


def test_a_place_where_reports_keep_coming_is_confirmed_and_a_burst_is_not(judged: Casebook, planner: Actor) -> None:
    cards = judged.hotspots(planner, VIEW)
    lasting, burst = at(cards, SQUARE), at(cards, TUNNEL)
    assert lasting.standing is Standing.CONFIRMED
    assert lasting.p is not None
    assert lasting.p <= 0.05
    assert (lasting.later or 0) > (lasting.expected or 0)
    assert burst.standing is Standing.CANDIDATE
    assert burst.trend in {"gone", "fading"}


def test_a_few_rows_are_untested_and_the_study_says_why(judged: Casebook, planner: Actor) -> None:
    view = View(
        municipality="0880", since=date(2016, 3, 1), until=date(2016, 4, 10), categories=frozenset({Category.DISORDER})
    )
    study = judged.hotspot_study(planner, view)
    assert study.why is not None
    assert {card.standing for card in study.hotspots} <= {Standing.UNTESTED}


def test_a_study_tells_method_choices_period_sources_and_day(judged: Casebook, planner: Actor) -> None:
    basis = judged.hotspot_study(planner, VIEW.model_copy(update={"bandwidth_m": 300})).basis
    assert basis.method is Method.HOTSPOTS
    assert basis.parameters["bandwidth_m"] == 300
    assert (basis.since, basis.computed_on) == (date(2016, 3, 1), TODAY)
    assert basis.rows > 100
    assert basis.sources
    assert basis.made_up


def test_a_view_before_all_evidence_has_no_hotspot_but_those_adopted(judged: Casebook, planner: Actor) -> None:
    judged.adopt(planner, VIEW, at(judged.hotspots(planner, VIEW), SQUARE).ref)
    (card,) = judged.hotspots(planner, View(municipality="0880", until=date(1999, 12, 31)))
    assert (card.count, card.trend, card.growth, card.standing) == (0, "", None, Standing.UNTESTED)


def test_a_finding_may_count_for_more_than_a_report_in_the_ranking_but_is_counted_once(
    judged: Casebook, planner: Actor
) -> None:
    found = [a_finding(id=known(f"find {n}"), position=TUNNEL) for n in range(15)]
    judged.import_records(planner, found)
    plain = at(judged.hotspots(planner, VIEW), TUNNEL)
    heavy = at(judged.hotspots(planner, VIEW.model_copy(update={"finding_weight": 5.0})), TUNNEL)
    assert heavy.rank < plain.rank
    assert heavy.findings == plain.findings == 15


def test_where_walks_find_more_than_people_report_the_card_says_so(judged: Casebook, planner: Actor) -> None:
    walks = [a_finding(id=known(f"find {n}"), position=TUNNEL) for n in range(20)]
    judged.import_records(planner, walks)
    cards = judged.hotspots(planner, VIEW)
    assert at(cards, TUNNEL).felt_and_found is FeltAndFound.MORE_FOUND
    assert at(cards, SQUARE).felt_and_found is FeltAndFound.MORE_FELT


def test_the_log_tells_when_a_place_ends(judged: Casebook, planner: Actor) -> None:
    old = Position(lon=16.320, lat=56.655)
    once = [
        a_report(id=known(f"old {n}"), position=old, observed_at=datetime(2015, 1 + n % 6, 3 + n, tzinfo=UTC))
        for n in range(24)
    ]
    judged.import_records(planner, once)
    log = judged.hotspot_log(planner, VIEW, months=15)
    # the last of its reports are of June 2015, so the window that ends a year later holds none of them
    ended = [line for line in log.lines if line.event is Event.GONE and line.on == date(2016, 6, 30)]
    assert [line.count for line in ended] == [5]  # four of June and one of the town around
    assert log.last == date(2017, 2, 28)
    assert log.churn is not None
    assert log.basis.method is Method.HOTSPOTS


def test_a_log_of_no_months_is_refused(judged: Casebook, planner: Actor) -> None:
    with pytest.raises(BadSetting, match="1 to 120"):
        judged.hotspot_log(planner, VIEW, months=0)
