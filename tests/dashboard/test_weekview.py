"""The week in words and grids: darkness, what was logged, and the same numbers as a table."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.i18n import Language, translate
from dashboard.markup import markup
from dashboard.weekview import drawn, said
from geodata.model import LOCAL_TIME, Light
from tests.dashboard.rendered import words
from tests.geodata.studies.evidence_rows import Row
from tests.geodata.studies.test_week_times import shift, week

SV = translate(Language.SV)
FRIDAY = date(2016, 5, 6)


def test_darkness_and_answered_hours_are_told_with_their_numbers() -> None:
    of = [
        *[Row(day=FRIDAY, minute=1320 + n, light=Light.DARK) for n in range(3)],
        Row(day=FRIDAY, minute=720, light=Light.LIGHT),
    ]
    told = said(SV, week(of, shift(datetime(2016, 6, 3, 22, tzinfo=LOCAL_TIME), 1)))
    assert told[0] == "75\u00a0% av underlaget med känt ljus var i mörker: 3 av 4, räknat på solen på platsen."
    assert told[1] == "75\u00a0% av underlaget med klockslag ligger i timmar då något har loggats i perioden."
    assert told[-1] == "Mest underlag utan aktivitet: fre kl. 12–13 (1)."


def test_both_grids_are_drawn_as_html_with_a_table_of_the_same() -> None:
    found = week([Row(day=FRIDAY, minute=1320)], shift(datetime(2016, 6, 3, 22, tzinfo=LOCAL_TIME), 1))
    text = markup(drawn(SV, found))
    assert text.count('class="week ') == 2
    assert text.count("shade-4") == 2
    assert "Åtgärder i urvalet: 1. Loggade tillfällen: 1" in words(drawn(SV, found))


def test_without_a_time_of_day_nothing_is_drawn_and_that_is_said() -> None:
    told = words(drawn(SV, week([Row(day=FRIDAY)])))
    assert "Inget underlag i urvalet har klockslag." in told
    assert said(SV, week([]))[0] == "Inget underlag har ett känt klockslag."
