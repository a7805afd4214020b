"""Records refuse what cannot be true, and say which record and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidRecord
from geodata.model import (
    RECORD_TYPES,
    Action,
    ActionType,
    Actor,
    Area,
    AreaKind,
    CaseStatus,
    Category,
    Commitment,
    CommitmentKind,
    Deed,
    Position,
    Provenance,
    Record,
    Report,
    Role,
    SourceType,
    Tier,
    View,
    record_id,
    visible,
)
from geodata.model.base import digest_of
from tests.builders import an_effect

PROVENANCE = Provenance(source="test")


def a_report(**changes: object) -> Report:
    facts: dict[str, object] = {
        "id": uuid4(),
        "municipality": "0880",
        "provenance": PROVENANCE,
        "category": Category.LIGHTING,
        "observed_at": datetime(2017, 3, 5, 21, 30, tzinfo=UTC),
        "source": SourceType.APP,
    }
    return Report(**(facts | changes))  # type: ignore[arg-type]


def an_area(**changes: object) -> Area:
    facts: dict[str, object] = {
        "id": uuid4(),
        "municipality": "0880",
        "provenance": PROVENANCE,
        "code": "0880C1030",
        "name": "Kvarnholmen",
        "area_kind": AreaKind.DESO,
        "outline": shapely.box(16.3, 56.6, 16.4, 56.7),
    }
    return Area(**(facts | changes))  # type: ignore[arg-type]


def test_every_kind_of_record_has_its_own_name() -> None:
    names = [kind.kind for kind in RECORD_TYPES]
    assert len(set(names)) == len(names)


def test_the_vocabulary_has_room_for_what_both_documents_ask_to_be_kept() -> None:
    asked = {
        "walk": {"open_until"},
        "survey_result": {"method"},
        "hotspot": {"last_confirmed_on"},
        "effect": {"comparison_area_codes", "displacement", "displacement_low", "displacement_high"},
        "activity": {"partner_ids", "initiated_by", "contact_outcome", "themes", "substances", "focus"},
        "neighbourhood_watch": {"starts_on", "households", "dwelling_type", "party_ids"},
        "communication": {"planned_on", "published_on", "channel", "approved_by"},
        "fire_count": {"area_code", "month", "dwelling_type", "count", "is_suppressed"},
    }
    fields = {kind.kind: set(kind.model_fields) for kind in RECORD_TYPES}
    assert {f"{kind}.{name}" for kind, names in asked.items() for name in names - fields[kind]} == set()


def test_every_record_carries_municipality_tier_and_provenance() -> None:
    for kind in RECORD_TYPES:
        assert {"id", "municipality", "tier", "provenance"} <= set(kind.model_fields)


def test_a_field_that_needs_a_tier_of_its_own_has_something_to_show_instead() -> None:
    for kind in RECORD_TYPES:
        for name in kind.restricted_fields():
            assert not kind.model_fields[name].is_required(), f"{kind.kind}.{name}"


def test_a_report_comes_back_from_json_as_it_was() -> None:
    report = a_report(position=Position(lon=16.36104, lat=56.66279), note="Mörkt vid gången")
    assert Report.from_json(report.model_dump_json()) == report


def test_an_outline_comes_back_from_json_as_it_was() -> None:
    area = an_area(outline=shapely.box(16.123456789, 56.6, 16.4, 56.7))
    assert Area.from_json(area.model_dump_json()) == area


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"municipality": "880"}, "municipality"),
        ({"observed_at": datetime(2017, 3, 5, 21, 30)}, "time zone"),  # noqa: DTZ001
        ({"observed_at": datetime(17, 3, 5, tzinfo=UTC)}, "year 17"),
        ({"observed_at": datetime(9999, 12, 31, 23, tzinfo=UTC)}, "year 9999"),
        ({"category": "lighting"}, "category"),
        ({"note": "a\x00b"}, "NUL"),
        ({"severity": 4}, "severity"),
        ({"accuracy_m": float("nan")}, "accuracy_m"),
        ({"status": CaseStatus.DECLINED}, "reason"),
        ({"source": SourceType.POLICE_ASSESSMENT}, "police assessment"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_report_that_cannot_be_true_is_refused_in_words(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidRecord, match=words):
        a_report(**changes)


def test_json_that_cannot_be_true_is_refused_in_words() -> None:
    with pytest.raises(InvalidRecord, match="category"):
        Report.from_json(a_report().model_dump_json().replace('"lighting"', '"light"'))


def test_text_is_kept_in_composed_form_and_time_in_whole_milliseconds() -> None:
    report = a_report(note="a\u030angest ", observed_at=datetime(2017, 3, 5, 21, 30, 1, 123_456, tzinfo=UTC))
    assert report.note == "ångest"
    assert report.observed_at.microsecond == 123_000


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        (shapely.Polygon([(16, 56), (17, 57), (17, 56), (16, 57)]), "Self-intersection"),
        (shapely.Polygon(), "empty"),
        (shapely.box(583_000, 6_280_000, 584_000, 6_281_000), "degrees"),
        (shapely.Point(16, 56), "Polygon"),
    ],
)
def test_an_area_whose_outline_cannot_be_is_refused_in_words(outline: object, words: str) -> None:
    with pytest.raises(InvalidRecord, match=words):
        an_area(outline=outline)


def test_dwellings_by_type_sum_to_the_total() -> None:
    with pytest.raises(InvalidRecord, match="sum"):
        an_area(dwellings=100, dwellings_detached=50, dwellings_terraced=20, dwellings_apartment=20)
    whole = an_area(dwellings=100, dwellings_detached=50, dwellings_terraced=20, dwellings_apartment=30)
    assert whole.dwellings_of(None) == 100


def test_a_commitment_that_counts_needs_a_number() -> None:
    with pytest.raises(InvalidRecord, match="how many"):
        Commitment(commitment_kind=CommitmentKind.AT_LEAST)


def test_an_action_cannot_end_before_it_starts() -> None:
    with pytest.raises(InvalidRecord, match="swap"):
        Action(
            id=uuid4(),
            municipality="0880",
            provenance=PROVENANCE,
            promise_ids=(),
            title="Nattvandring",
            action_type=ActionType.NIGHT_PATROL,
            starts_on=date(2017, 1, 1),
            ends_on=date(2016, 1, 1),
        )


def test_a_view_runs_forwards() -> None:
    with pytest.raises(InvalidRecord, match="swap"):
        View(municipality="0880", since=date(2017, 1, 2), until=date(2017, 1, 1))


def test_the_digest_speaks_of_content_and_not_of_where_it_was_read() -> None:
    identity = uuid4()
    report = a_report(id=identity)
    elsewhere = report.model_copy(update={"provenance": Provenance(source="another file", row=7)})
    assert elsewhere.content_digest() == report.content_digest()
    assert a_report(id=identity, severity=2).content_digest() != report.content_digest()


def test_a_digest_outlives_fields_that_are_added_without_being_stated() -> None:
    report = a_report()
    content = report.model_dump(mode="json", exclude={"provenance"})
    assert digest_of(content | {"added_later": None, "and_more": []}) == report.content_digest()
    assert digest_of(content | {"added_later": False}) != report.content_digest()


def test_ids_of_natural_keys_are_the_same_everywhere_and_never_run_together() -> None:
    assert str(record_id("place", "0880", "Larmtorget")) == "72806a20-3020-5c8c-bb81-b576b9c322f2"
    assert record_id("place", "0880", "a", "b") != record_id("place", "0880", "ab")


@given(tier=st.sampled_from(Tier), role=st.sampled_from(Role))
def test_a_record_is_visible_exactly_to_its_tier(tier: Tier, role: Role) -> None:
    report: Record = a_report(tier=tier)
    actor = Actor(role=role)
    assert (visible(report, actor) is not None) == (tier in actor.tiers)


def test_a_restricted_field_is_emptied_below_its_tier() -> None:
    report = a_report(note="Står i protokollet")
    seen = visible(report, Actor(role=Role.CITIZEN))
    assert seen is not None
    assert seen.note is None
    assert visible(report, Actor(role=Role.PLANNER)) is report


def test_a_record_of_another_municipality_is_not_visible() -> None:
    assert visible(a_report(), Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))) is None


def test_citizens_may_report_but_not_edit() -> None:
    citizen = Actor(role=Role.CITIZEN)
    assert citizen.may(Deed.REPORT)
    assert not citizen.may(Deed.EDIT_REGISTER)


@pytest.mark.parametrize(
    "faulty",
    [
        {"change": -0.2, "low": -0.1, "high": 0.1},
        {"change": -0.2, "low": -0.3, "high": -0.25},
        {"low": 0.2, "high": 0.1},
        {"displacement": 0.3, "displacement_low": 0.4, "displacement_high": 0.5},
    ],
)
def test_an_effect_whose_interval_does_not_hold_it_is_refused(faulty: dict[str, float]) -> None:
    with pytest.raises(InvalidRecord, match="does not hold the"):
        an_effect(**faulty)


def test_an_effect_may_be_told_without_any_number() -> None:
    assert an_effect().change is None
    assert an_effect(change=-0.2, low=-0.3, high=-0.1).high == -0.1
