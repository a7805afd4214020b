"""Times and ways as people write them, and what is no time and no way."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.forms.fields import form_of
from dashboard.forms.standing import as_content
from dashboard.forms.values import day_of, parse, to_values
from dashboard.forms.written import moment, moment_of, path, path_of
from dashboard.i18n import Language
from geodata.model import Walk
from tests.builders import a_walk


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("18.30", "2017-06-15T18:30:00+02:00"),
        ("18:30", "2017-06-15T18:30:00+02:00"),
        ("kl. 7.05", "2017-06-15T07:05:00+02:00"),
        ("2017-12-01 18.30", "2017-12-01T18:30:00+01:00"),
        ("1/12 2017 18.30", "2017-12-01T18:30:00+01:00"),
        ("24.00", None),
        ("18", None),
        ("i kväll", None),
        ("2017-13-01 18.30", None),
        ("2017-03-26 02.30", None),
    ],
)
def test_a_time_is_read_as_people_write_it_and_one_that_never_was_is_none(text: str, read: str | None) -> None:
    assert moment_of(text, "2017-06-15", day_of) == read


def test_a_time_alone_needs_a_day() -> None:
    assert moment_of("18.30", None, day_of) is None


def test_the_day_that_goes_without_saying_is_not_written() -> None:
    assert moment("2017-06-15T16:30:00Z", "2017-06-15") == "18.30"
    assert moment("2017-06-15T16:30:00Z", None) == "2017-06-15 18.30"
    assert moment(None, None) == ""


@pytest.mark.parametrize("text", ["56.66 16.36\n56,67; 16,37", "56.66, 16.36\n\n56.67,16.37\n"])
def test_a_way_is_read_latitude_first_however_its_numbers_are_parted(text: str) -> None:
    assert path_of(text) == "LINESTRING (16.36 56.66, 16.37 56.67)"


@pytest.mark.parametrize(
    "text", ["", "56.66 16.36", "56.66 16.36\n56.66 16.36", "norr\nsöder", "99 16\n56 16", "1 2 3\n4 5"]
)
def test_what_is_no_way_is_none(text: str) -> None:
    assert path_of(text) is None


def test_a_way_is_written_a_corner_a_line() -> None:
    assert path("LINESTRING (16.361 56.6628, 16.37 56.67)") == "56.662800 16.361000\n56.670000 16.370000"
    assert path(None) == ""
    assert path("[") == "["


def test_what_nobody_writes_anew_keeps_the_second_it_had() -> None:
    walk = a_walk(planned_on=date(2017, 10, 29)).model_dump(mode="json")
    base = {**walk, "walked_at": "2017-10-29T01:30:07.123Z", "starts_at": "2017-10-29T16:30:00Z"}
    content = dict(as_content(Walk.model_validate_json(json.dumps(base))))
    values = to_values(form_of(Walk), content, Language.SV)
    assert (values["walked_at"], values["starts_at"]) == ("2017-10-29 02.30", "17.30")
    kept = parse(form_of(Walk), values, content, Language.SV).record
    assert kept == Walk.model_validate_json(json.dumps(base))
    later = parse(form_of(Walk), {**values, "planned_on": "2017-11-05"}, content, Language.SV).record
    assert isinstance(later, Walk)
    assert later.starts_at is not None
    assert later.starts_at.isoformat() == "2017-11-05T16:30:00+00:00"
