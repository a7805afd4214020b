"""Amounts, pace, gaps and reasons as phrases."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dashboard import words
from dashboard.i18n import Language, translate
from geodata.linking import Gap, GapKind, Reason, ReasonKind
from geodata.model import (
    LOCAL_TIME,
    CaseStatus,
    Commitment,
    CommitmentKind,
    Light,
    Measure,
    SourceType,
    TimeBand,
    TimePrecision,
    View,
)
from geodata.progress import Pace, Progress
from tests import builders

SV = translate(Language.SV)
EN = translate(Language.EN)


def a_progress(pace: Pace = Pace.ON_PACE, done: int = 14, target: int | None = 20) -> Progress:
    return Progress(pace, Measure.SHIFTS, done, target, 12, date(2017, 5, 1), 175)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (a_progress(), "14 av 20 pass"),
        (a_progress(target=None), "14 pass"),
        (a_progress(done=22), "22 pass (utfäst 20)"),
        (a_progress(done=0), "0 av 20 pass"),
    ],
)
def test_what_is_done_is_set_against_what_was_promised(progress: Progress, said: str) -> None:
    assert words.done(SV, progress) == said


def test_pace_says_by_how_much() -> None:
    assert words.pace(SV, a_progress(Pace.BEHIND)) == "ligger efter, borde vara 12"
    assert words.pace(SV, a_progress(Pace.SILENT)) == "tyst i 175 dagar"
    assert words.pace(SV, a_progress()) == "i fas"


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        (None, "inget antal utfäst"),
        (Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1), "minst 1 gång"),
        (Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=2, measure=Measure.SHIFTS), "2 pass i månaden"),
        (Commitment(commitment_kind=CommitmentKind.CONTINUOUS), "löpande"),
        (Commitment(commitment_kind=CommitmentKind.BY_DATE, due_on=date(2017, 3, 5)), "senast 5 mars 2017"),
    ],
)
def test_a_commitment_is_said_as_it_was_made(commitment: Commitment | None, said: str) -> None:
    assert words.commitment(SV, commitment) == said


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (TimeBand(weekdays=(4, 5), from_hour=21, to_hour=2), "fre, lör 21\u201302"),
        (TimeBand(weekdays=(0, 1, 2, 3, 4)), "mån\u2013fre"),
        (TimeBand(from_hour=15, to_hour=18), "15\u201318"),
        (TimeBand(), "alla tider"),
    ],
)
def test_time_bands_are_short(band: TimeBand, said: str) -> None:
    assert words.time_band(SV, band) == said


def test_gaps_of_a_category_name_the_category_in_words() -> None:
    gap = Gap(GapKind.CATEGORY_UNANSWERED, "category", "vandalism", "vandalism", {"rows": 67, "named": 1})
    assert words.gap(SV, gap) == "Skadegörelse: 67 underlag, men ingen åtgärd tar upp det."
    assert words.gap_detail(SV, gap) == "nämns i lägesbilden, 67 underlag"
    assert words.gap(EN, gap) == "Vandalism: 67 pieces of evidence, but no action takes it up."


def test_every_gap_can_be_said() -> None:
    about = {"rows": 1, "named": 0, "days": 3, "done": 1, "target": 2, "expected": 2}
    for kind in GapKind:
        gap = Gap(kind, "category", "litter", "X", about)
        assert "{" not in words.gap(SV, gap) + words.gap_detail(SV, gap)


def test_reasons_name_places_and_categories() -> None:
    names = {"p1": "Larmtorget", "0880C1030": "Malmen"}
    assert words.reason(SV, Reason(ReasonKind.CATEGORY, ("lighting", "shrubs")), names) == (
        "Åtgärden gäller belysning och buskage (skymd sikt)."
    )
    assert words.reason(SV, Reason(ReasonKind.PLACE, ("p1",)), names) == "Gäller samma plats: Larmtorget."
    assert words.reason(SV, Reason(ReasonKind.AREA, ("0880C1030",)), names) == "Gäller samma område: Malmen."
    assert words.reason(SV, Reason(ReasonKind.AREA, ("*",)), names) == "Gäller hela kommunen."
    assert words.reason(SV, Reason(ReasonKind.TIME_OF_DAY, ("62",)), names).startswith("62\u00a0% av underlaget")
    assert words.reason(SV, Reason(ReasonKind.PERIOD), names) == "Pågår under samma period."


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (TimePrecision.MINUTE, "5 mars 2017 kl. 21.30"),
        (TimePrecision.DAY, "5 mars 2017"),
        (TimePrecision.MONTH, "mars 2017"),
    ],
)
def test_a_time_is_told_no_more_exactly_than_it_is_known(precision: TimePrecision, said: str) -> None:
    when = datetime(2017, 3, 5, 21, 30, tzinfo=LOCAL_TIME)
    assert words.observed(SV, builders.a_report(observed_at=when, precision=precision)) == said


def test_a_source_tells_file_row_and_that_it_is_made_up() -> None:
    provenance = builders.a_provenance(source="Kommunen", file="fynd.csv", row=4, made_up=True)
    assert words.source(SV, provenance) == "Källa: Kommunen, fynd.csv rad 4, påhittat exempel."


def test_a_survey_result_tells_wave_share_interval_and_size() -> None:
    result = builders.a_survey_result(wave="2016", value=37.5, low=34.1, high=40.9, sample_size=812)
    assert words.survey_result(SV, result) == "2016: 37,5\u00a0% (34,1\u201340,9), 812 svar"
    assert words.survey_result(SV, builders.a_survey_result(wave="2016", value=None)) == "2016: inget resultat"


def test_who_decided_is_told_as_a_role_in_the_readers_language_or_as_it_was_written() -> None:
    assert words.who(SV, "planner") == "planerare"
    assert words.who(EN, "planner") == "planner"
    assert words.who(EN, "trygghetsstrateg") == "trygghetsstrateg"


def test_a_selection_says_what_it_leaves_out() -> None:
    assert words.limits(SV, View(municipality="0880")) == ""
    narrow = View(municipality="0880", since=date(2016, 1, 1), until=date(2016, 12, 31), hours=(21, 2), feeling=None)
    assert words.limits(SV, narrow) == "2016, kl. 21–02, trygg och otrygg"


def test_what_was_chosen_in_charts_and_on_the_map_is_told_as_a_limit() -> None:
    view = View(
        municipality="0880",
        statuses=frozenset({CaseStatus.NEW}),
        sources=frozenset({SourceType.APP}),
        weekdays=frozenset({6, 5, 7}),
        light=Light.DARK,
        within=((16.3, 56.6), (16.4, 56.6), (16.4, 56.7)),
    )
    assert words.limits(SV, view) == "fre\u2013sön, mörkt, ritad yta, status ny, källa app"
    assert words.limits(EN, view) == "Fri\u2013Sun, dark, drawn area, status new, source app"
