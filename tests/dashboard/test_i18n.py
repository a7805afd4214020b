"""Every word is in both languages, none is missing, none is left over; numbers and dates are written as people do."""

from __future__ import annotations

import ast
import re
import string
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import CATALOGUES, Language, translate
from dashboard.layerstack import Layer
from dashboard.view import Background, Experience, Shading
from geodata.chain import Standing, Step
from geodata.finding_things import ThingKind
from geodata.inbox import Waits
from geodata.linking import GapKind, ReasonKind
from geodata.meetings import DecisionState, Topic
from geodata.model import (
    RECORD_TYPES,
    ActionType,
    AreaKind,
    CaseStatus,
    Category,
    CommitmentKind,
    ConsentState,
    ContactOutcome,
    ControlFocus,
    DialogueForm,
    Direction,
    DwellingType,
    EvidenceKind,
    Feeling,
    HandoverState,
    HandoverWay,
    HotspotState,
    IdeaKind,
    ImportRun,
    LinkState,
    Measure,
    Outcome,
    PartyKind,
    PlaceKind,
    ReporterRole,
    ResponsibleRole,
    Role,
    SourceType,
    Substance,
    SurveyUnit,
    Tier,
    TimePrecision,
    Verdict,
    WalkForm,
)
from geodata.model.screening import MarkKind
from geodata.newsletters.content import WhyNoCounts
from geodata.progress import Pace
from geodata.protocols import Became
from geodata.protocols.values import CRITERIA
from geodata.studies.area_rates import Standing as InFunnel
from geodata.studies.area_rates import WhyNoRate
from geodata.studies.burglary_trends import Heading
from geodata.studies.effect import EffectMeasure
from geodata.studies.near_repeats import WhyNoRepeats
from geodata.studies.period_change import Change, WhyUndecided
from geodata.studies.surveys import WhyNotCompared
from geodata.walkplans import WalkState

SV, EN = translate(Language.SV), translate(Language.EN)
LABELLED: tuple[type[StrEnum], ...] = (
    *(
        ActionType,
        Background,
        CaseStatus,
        Category,
        DialogueForm,
        EvidenceKind,
        Experience,
        Feeling,
        HotspotState,
        Layer,
    ),
    *(EffectMeasure, Pace, ReporterRole, ResponsibleRole, Role, Shading, SourceType, Standing, Step, Verdict),
    *(AreaKind, DwellingType, Heading, InFunnel, WhyNoCounts, WhyNoRate, WhyNoRepeats, WhyNotCompared),
    *(ConsentState, ContactOutcome, ControlFocus, DecisionState, Topic, Waits),
    *(CommitmentKind, Direction, IdeaKind, MarkKind, Measure, PartyKind, PlaceKind, Substance, Tier),
    *(Change, WhyUndecided),
    *(Became, HandoverWay, ThingKind, WalkForm, WalkState),
    *(HandoverState, LinkState, Outcome, SurveyUnit, TimePrecision),
)
FAMILIES = {
    *(f"{kind.__name__}.{member.value}" for kind in LABELLED for member in kind if kind is not Category),
    *(f"gap.{kind.value}" for kind in GapKind),
    *(f"reason.{kind.value}" for kind in ReasonKind if kind is not ReasonKind.AREA),
    *(f"measured.{measure.value}" for measure in Measure),
    *(f"criterion.{name}" for name in CRITERIA),
    *(f"month.{month}" for month in range(1, 13)),
    *(f"weekday.{day}" for day in range(7)),
}
DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard"
TRANSLATORS = {"t", "_texts", "count"}


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def asked_for() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that the code writes down, and the patterns of those that it puts together."""
    keys: set[str] = set()
    patterns = []
    for path in DASHBOARD.rglob("*.py"):
        if path.parent.name == "locales":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                keys.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[^ ]+" for p in node.values]
                pattern = "".join(str(part) for part in parts)
                if re.match(r"[a-z_]+\\\.|\[\^ \]\+_[a-z]+$", pattern):
                    patterns.append(re.compile(pattern))
    return keys, patterns


def test_both_languages_say_the_same_things() -> None:
    assert CATALOGUES[Language.SV].keys() == CATALOGUES[Language.EN].keys()


def test_a_text_has_the_same_gaps_to_fill_in_each_language() -> None:
    swedish, english = CATALOGUES[Language.SV], CATALOGUES[Language.EN]
    assert {key for key in swedish if placeholders(swedish[key]) != placeholders(english[key])} == set()
    assert [key for key in swedish if not swedish[key].strip() or not english[key].strip()] == []


@pytest.mark.parametrize("kind", LABELLED, ids=lambda kind: kind.__name__)
def test_every_closed_choice_has_a_word_in_both_languages(kind: type[StrEnum]) -> None:
    for member in kind:
        assert SV.label(member)
        assert EN.label(member)


def test_every_kind_of_record_gap_and_measure_has_words() -> None:
    for kind in RECORD_TYPES:
        if kind is not ImportRun:
            assert SV(f"kind.{kind.kind}")
    for gap in GapKind:
        assert SV.count(f"gaps.{gap.value}", 2)
    for measure in Measure:
        assert SV.count(f"measure.{measure.value}", 1)


def test_no_word_is_left_over() -> None:
    keys, patterns = asked_for()
    unused = [
        key
        for key in CATALOGUES[Language.SV]
        if key not in keys | FAMILIES
        and (stem := re.sub(r"\.(one|other)$", "", key)) not in keys
        and not any(pattern.fullmatch(key) or pattern.fullmatch(stem) for pattern in patterns)
    ]
    assert unused == []


def test_no_word_is_asked_for_that_is_not_there() -> None:
    missing = []
    for path in DASHBOARD.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            key, named = node.args[0].value, node.func
            name = named.id if isinstance(named, ast.Name) else named.attr if isinstance(named, ast.Attribute) else ""
            if not isinstance(key, str) or name not in TRANSLATORS:
                continue
            wanted = [f"{key}.one", f"{key}.other"] if name == "count" else [key]
            missing += [one for one in wanted if one not in CATALOGUES[Language.SV]]
    assert missing == []


@pytest.mark.parametrize(
    ("number", "decimals", "swedish", "english"),
    [
        (1234.5, 1, "1\u00a0234,5", "1,234.5"),
        (0, 0, "0", "0"),
        (-12.0, 0, "\u221212", "\u221212"),
        (1_000_000, 0, "1\u00a0000\u00a0000", "1,000,000"),
    ],
)
def test_numbers_are_written_as_each_language_does(number: float, decimals: int, swedish: str, english: str) -> None:
    assert SV.number(number, decimals) == swedish
    assert EN.number(number, decimals) == english


def test_dates_are_written_out_in_text() -> None:
    assert SV.day(date(2017, 3, 5)) == "5 mars 2017"
    assert EN.day(date(2017, 3, 5)) == "5 March 2017"


def test_a_moment_is_told_in_swedens_time() -> None:
    summer_night = datetime(2017, 6, 30, 22, 5, tzinfo=UTC)
    assert SV.moment(summer_night) == "1 juli 2017 kl. 00.05"
    assert EN.moment(summer_night) == "1 July 2017 at 00:05"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2016, 1, 1), date(2017, 12, 31), "2016\u20132017"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2016, 3, 5), date(2016, 4, 1), "5 mars 2016 \u2013 1 april 2016"),
        (date(2016, 3, 5), None, "från 5 mars 2016"),
        (None, date(2016, 3, 5), "till 5 mars 2016"),
        (None, None, "hela perioden"),
    ],
)
def test_a_period_is_said_as_briefly_as_it_can_be(since: date | None, until: date | None, said: str) -> None:
    assert SV.period(since, until) == said


@given(st.integers(min_value=0, max_value=10**9))
def test_only_one_thing_is_one_thing(n: int) -> None:
    said = SV.count("count.reports", n)
    assert said.endswith("rapport") == (n == 1)


def test_words_are_listed_with_and_before_the_last() -> None:
    assert SV.listing(["a", "b", "c"]) == "a, b och c"
    assert SV.listing(["a"]) == "a"
    assert SV.listing([]) == ""
