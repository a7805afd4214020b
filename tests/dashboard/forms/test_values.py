"""Any record can be put into its form and read back the same; what cannot be read is told at its field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms.drawing import label_of, summary
from dashboard.forms.faults import faults_of_names
from dashboard.forms.fields import KINDS, NOT_WRITTEN, Field, Widget, form_of, kind_of
from dashboard.forms.standing import as_content
from dashboard.forms.values import Parsed, Values, blank_row, parse, to_values, with_row, without_row
from dashboard.i18n import Language, translate
from geodata.editing import EDITABLE, NamesAPerson, refuse_names
from geodata.errors import NotFound
from geodata.model import (
    Action,
    Activity,
    Commitment,
    CommitmentKind,
    Dialogue,
    Direction,
    Indicator,
    Meeting,
    NeighbourhoodWatch,
    Place,
    Promise,
    Reading,
    Record,
    Responsibility,
    ResponsibleRole,
    SavedView,
    TimeBand,
    Walk,
)
from tests import builders
from tests.dashboard.rendered import words

SV, EN = translate(Language.SV), translate(Language.EN)
LANGUAGES = st.sampled_from(list(Language))
# What a model takes away at birth is not in a record: blanks at the ends, letters in two pieces.
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))


_DAYS = st.dates(date(1900, 1, 1)).map(date.isoformat)
_IDS = st.uuids().map(str)
_AREAS = st.from_regex(r"[0-9A-ZÅÄÖ_.-]{1,9}", fullmatch=True)
# In October an hour comes twice: what is not written anew keeps it, which is tested by itself.
_MINUTES = (
    st.integers(1, 59_000_000)
    .map(lambda minute: datetime(1981, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
    .filter(lambda at: at.month != 10)
    .map(datetime.isoformat)
)
_DEGREES = st.integers(-89_000_000, 89_000_000).map(lambda micro: micro / 1e6)
_WAYS = st.lists(st.tuples(_DEGREES, _DEGREES), min_size=2, max_size=4, unique=True).map(
    lambda corners: f"LINESTRING ({', '.join(f'{x} {y}' for x, y in corners)})"
)
_HELD: dict[Widget, st.SearchStrategy[Any]] = {
    Widget.LINE: NAMES,
    Widget.LONG: NAMES,
    Widget.WHOLE: st.integers(1, 999),
    Widget.REAL: st.floats(allow_nan=False, allow_infinity=False),
    Widget.DAY: _DAYS,
    Widget.DAYS: st.lists(st.dates().map(date.isoformat), max_size=4),
    Widget.HOUR: st.integers(0, 24),
    Widget.WEEKDAYS: st.lists(st.integers(0, 6), min_size=1, max_size=7),
    Widget.REF: _IDS,
    Widget.REFS: st.lists(_IDS, max_size=4),
    Widget.AREA: _AREAS,
    Widget.AREAS: st.lists(_AREAS, max_size=3),
    Widget.NAMES: st.lists(NAMES, max_size=3),
    Widget.KEPT: st.integers(1, 200),
    Widget.MOMENT: _MINUTES,
    Widget.PATH: _WAYS,
}


def of_field(field: Field) -> st.SearchStrategy[Any]:
    """What a field may hold, as JSON has it."""
    if field.choices is not None:
        one = st.sampled_from([member.value for member in field.choices])
        return one if field.widget is Widget.CHOICE else st.lists(one, max_size=4)
    if field.name in {"lat", "lon"}:
        return st.integers(-90, 90).map(float)
    return _HELD[field.widget] if field.widget in _HELD else of_parts(field)


def of_parts(field: Field) -> st.SearchStrategy[Any]:
    """A group, or rows of one."""
    group = st.fixed_dictionaries({part.name: optional(part) for part in field.fields})
    if field.widget is Widget.GROUP:
        return group
    kept = next((part.name for part in field.fields if part.widget is Widget.KEPT), None)
    if kept is not None:
        return st.lists(group, max_size=4, unique_by=lambda row: str(row[kept]))
    if field.sort_by is None:
        return st.lists(group, max_size=3)
    by = field.sort_by
    rows = st.lists(group, max_size=4, unique_by=lambda row: str(row[by]))
    return rows.map(lambda some: sorted(some, key=lambda row: str(row[by])))


def optional(field: Field) -> st.SearchStrategy[Any]:
    """A field that may be left out where its model lets it."""
    if field.required or field.default is not None:
        return of_field(field)
    return st.none() | of_field(field)


def is_true(content: dict[str, Any]) -> bool:
    """Whether fields that are checked together agree."""
    promised = content.get("commitment") or {}
    counted = {"at_least", "per_month", "per_year"}
    return (
        not (content.get("ends_on") and content["ends_on"] < content["starts_on"])
        and not (promised.get("commitment_kind") in counted and promised.get("number") is None)
        and not (content.get("open_until") and content["open_until"] < content["planned_on"])
        and not (promised.get("commitment_kind") == "by_date" and promised.get("due_on") is None)
    )


def records(kind: type[Record]) -> st.SearchStrategy[Record]:
    """Any record of a kind that has a form."""
    own = next(record for record in builders.one_of_each() if type(record) is kind)
    fixed = {name: as_content(own)[name] for name in NOT_WRITTEN}
    parts = st.fixed_dictionaries({field.name: optional(field) for field in form_of(kind).fields})
    return parts.filter(is_true).map(lambda content: kind.from_json(json.dumps({**content, **fixed})))


@given(st.sampled_from(KINDS).flatmap(records), LANGUAGES)
def test_any_record_put_into_its_form_is_read_back_the_same(record: Record, language: Language) -> None:
    form = form_of(type(record))
    content = as_content(record)
    values = json.loads(json.dumps(to_values(form, content, language)))
    parsed = parse(form, values, {name: content[name] for name in NOT_WRITTEN}, language)
    assert parsed.faults == {}
    assert parsed.record == record


SENT = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=5), max_size=3)
PATHS = st.sampled_from(["title", "number", "indicator", "starts_on", "indicator-readings-0-on", "tier"])


@given(st.dictionaries(PATHS, SENT), LANGUAGES)
def test_whatever_a_browser_sends_is_a_record_or_has_faults(values: dict[str, Any], language: Language) -> None:
    parsed = parse(form_of(Promise), values, fixed_of(builders.a_promise()), language)
    assert (parsed.record is None) == bool(parsed.faults)
    assert all(fault.said(SV) and fault.said(EN) for fault in parsed.faults.values())


def test_every_field_of_every_kind_stands_in_its_form_but_shapes_on_the_map() -> None:
    not_there = {
        (kind, name)
        for kind in KINDS
        for name in kind.model_fields
        if name not in NOT_WRITTEN and form_of(kind).field(name) is None
    }
    # the protocol ends a walk; whether it was dark is told by the sun
    assert not_there == {(NeighbourhoodWatch, "outline"), (Walk, "in_dark"), (Walk, "ended_at")}


def test_every_kind_that_is_written_has_a_form_but_those_with_pages_of_their_own() -> None:
    assert set(EDITABLE) - set(KINDS) <= {Activity, Meeting, SavedView}
    with pytest.raises(NotFound):
        kind_of("hotspot")


def test_every_field_has_words_in_both_languages() -> None:
    def labels(fields: tuple[Field, ...]) -> list[str]:
        return [word for field in fields for word in (field.words, *labels(field.fields))]

    for kind in KINDS:
        form = form_of(kind)
        assert all(SV(f"field.{word}") and EN(f"field.{word}") for word in labels(form.fields))
        assert all(SV(f"group.{group.words}") for group in form.groups)


def fixed_of(record: Record) -> dict[str, Any]:
    content = as_content(record)
    return {name: content[name] for name in NOT_WRITTEN}


def read(
    record: Record, language: Language = Language.SV, changes: Mapping[str, Any] | None = None, **more: Any
) -> Parsed:
    """A record's form with some fields written anew: `commitment__number` for "commitment-number"."""
    form = form_of(type(record))
    values: Values = to_values(form, as_content(record), language)
    values |= changes or {}
    values |= {path.replace("__", "-"): value for path, value in more.items()}
    return parse(form, values, fixed_of(record), language)


ACTION = builders.an_action(ends_on=date(2017, 12, 31))
PROMISE = builders.a_promise()


@pytest.mark.parametrize(
    ("record", "path", "written", "said"),
    [
        (ACTION, "title", "  ", "Saknas. Fyll i fältet."),
        (ACTION, "title", "x" * 301, "För långt: högst 300 tecken."),
        (ACTION, "starts_on", "", "Saknas. Fyll i fältet."),
        (ACTION, "starts_on", "i våras", '"i våras" är inget datum. Skriv som 2017-03-05.'),
        (ACTION, "starts_on", "2017-02-30", '"2017-02-30" är inget datum. Skriv som 2017-03-05.'),
        (ACTION, "ends_on", "2015-01-01", "Slutar före start. Byt plats på datumen."),
        (ACTION, "risk_evenings", "2017-04-30, lucia", '"lucia" är inget datum. Skriv som 2017-03-05.'),
        (ACTION, "commitment-number", "", "Skriv hur många."),
        (ACTION, "commitment-number", "många", '"många" är inget heltal. Skriv bara siffror.'),
        (ACTION, "commitment-number", "0", "För lågt: minst 1."),
        (ACTION, "action_type", "", "Saknas. Fyll i fältet."),
        (ACTION, "action_type", "dance", "Välj något i listan."),
        (ACTION, "promise_ids", ["x"], "Välj något i listan."),
        (ACTION, "tier", "", "Saknas. Fyll i fältet."),
        (PROMISE, "number", "1000", "För högt: högst 999."),
        (PROMISE, "agreement_id", "", "Saknas. Fyll i fältet."),
        (PROMISE, "indicator-target", "en fjärdedel", '"en fjärdedel" är inget tal. Skriv som 25 eller 25,5.'),
        (PROMISE, "indicator-unit", "", "Saknas. Fyll i fältet."),
    ],
)
def test_a_fault_is_told_at_its_field_in_words(record: Record, path: str, written: str | list[str], said: str) -> None:
    parsed = read(record, changes={path: written})
    assert parsed.record is None
    assert {at: fault.said(SV) for at, fault in parsed.faults.items()} == {path: said}


def test_all_faults_are_told_at_once() -> None:
    parsed = read(ACTION, title="", starts_on="i år", commitment__number="x")
    assert set(parsed.faults) == {"title", "starts_on", "commitment-number"}


def test_what_the_words_do_not_cover_is_said_as_the_model_says_it() -> None:
    parsed = read(ACTION, title="a\x00b")
    assert parsed.faults["title"].said(SV) == "contains a NUL character; remove it"


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("25,5", Language.SV, 25.5),
        ("1 234,5", Language.SV, 1234.5),
        ("1\u00a0234", Language.SV, 1234.0),
        ("\u22123", Language.SV, -3.0),
        ("25.5", Language.EN, 25.5),
        ("25,5", Language.EN, 25.5),
        ("1e3", Language.EN, 1000.0),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, language: Language, value: float) -> None:
    record = read(PROMISE, language, indicator__target=written).record
    assert isinstance(record, Promise)
    assert record.indicator is not None
    assert record.indicator.target == value


@pytest.mark.parametrize("written", ["1,250", "12,345,678", "1e999", "nan", "inf", "--3"])
def test_a_number_that_could_mean_two_things_is_asked_about(written: str) -> None:
    assert set(read(PROMISE, Language.EN, indicator__target=written).faults) == {"indicator-target"}


@pytest.mark.parametrize("written", ["2017-03-05", "20170305", "2017-3-5", "5/3 2017", "5.3.2017", " 2017-03-05 "])
def test_days_are_read_as_people_write_them(written: str) -> None:
    record = read(ACTION, starts_on=written).record
    assert isinstance(record, Action)
    assert record.starts_on == date(2017, 3, 5)


def test_a_promise_that_is_said_not_to_be_measurable_has_no_indicator_whatever_was_written() -> None:
    record = read(PROMISE, indicator="no", indicator__name="otrygga").record
    assert isinstance(record, Promise)
    assert record.indicator is None


def test_no_way_to_promise_an_amount_means_that_no_amount_is_promised() -> None:
    record = read(ACTION, commitment__commitment_kind="", commitment__number="").record
    assert isinstance(record, Action)
    assert record.commitment is None
    assert set(read(ACTION, commitment__commitment_kind="").faults) == {"commitment-commitment_kind"}


def test_a_position_is_whole_or_not_there() -> None:
    place = builders.a_place(position=None)
    assert set(read(place, position__lat="56,66").faults) == {"position-lon"}
    record = read(place, position__lat="56,66", position__lon="16,36").record
    assert isinstance(record, Place)
    assert record.position is not None
    assert (record.position.lat, record.position.lon) == (56.66, 16.36)


def test_rows_that_nobody_wrote_in_are_left_out_and_faults_stay_with_their_own_row() -> None:
    party = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
    rows = {
        "responsibilities-0-party_id": "",
        "responsibilities-0-role": "",
        "responsibilities-0-confirmed_on": "",
        "responsibilities-4-party_id": party,
        "responsibilities-4-role": "lead",
        "responsibilities-4-confirmed_on": "",
        "responsibilities-7-party_id": party,
        "responsibilities-7-role": "boss",
        "responsibilities-7-confirmed_on": "",
    }
    assert set(read(ACTION, changes=rows).faults) == {"responsibilities-7-role"}
    mended = read(ACTION, changes=rows | {"responsibilities-7-role": "partner"}).record
    assert isinstance(mended, Action)
    assert [one.role for one in mended.responsibilities] == [ResponsibleRole.LEAD, ResponsibleRole.PARTNER]


def test_a_row_is_added_at_the_end_and_taken_away_without_the_others() -> None:
    bands = (TimeBand(weekdays=(4, 5), from_hour=21, to_hour=2), TimeBand(weekdays=(6,)))
    form = form_of(Action)
    field = form.field("time_bands")
    assert field is not None
    values = to_values(form, as_content(builders.an_action(time_bands=bands)), Language.SV)
    more, row = with_row(field, "time_bands", values)
    assert row == "time_bands-2"
    assert more["time_bands-2-from_hour"] == "0"
    assert blank_row(field)["weekdays"] == []
    less = without_row("time_bands-0", more)
    parsed = parse(form, less, fixed_of(builders.an_action()), Language.SV)
    assert isinstance(parsed.record, Action)
    assert parsed.record.time_bands == (bands[1],)


def test_readings_are_put_in_order_and_two_of_one_day_are_told() -> None:
    indicator = Indicator(
        name="otrygga",
        unit="procent",
        direction=Direction.DOWN,
        readings=(Reading(on=date(2017, 5, 1), value=30.0),),
    )
    promise = builders.a_promise(indicator=indicator)
    earlier = {"indicator-readings-1-on": "2016-05-01", "indicator-readings-1-value": "31"}
    record = read(promise, changes=earlier).record
    assert isinstance(record, Promise)
    assert record.indicator is not None
    assert [reading.value for reading in record.indicator.readings] == [31.0, 30.0]
    twice = read(promise, changes=earlier | {"indicator-readings-1-on": "2017-05-01"})
    assert set(twice.faults) == {"indicator-readings"}


def test_what_no_form_shows_stays_as_it_was() -> None:
    watch = builders.a_neighbourhood_watch(outline=builders.a_box())
    form = form_of(NeighbourhoodWatch)
    content = as_content(watch)
    values = to_values(form, content, Language.SV) | {"households": "43"}
    parsed = parse(form, values, content, Language.SV)
    assert isinstance(parsed.record, NeighbourhoodWatch)
    assert parsed.record.outline == watch.outline
    assert parsed.record.households == 43


def test_what_names_a_person_is_marked_at_its_field_with_what_was_found() -> None:
    reading = Reading(on=date(2017, 5, 1), value=30.0, source="ring 070-123 45 67")
    indicator = Indicator(name="otrygga", unit="procent", direction=Direction.DOWN, readings=(reading,))
    record = builders.a_promise(text="Fråga anna@example.se", indicator=indicator)
    with pytest.raises(NamesAPerson) as met:
        refuse_names(record)
    found = faults_of_names(met.value, {"indicator-readings": [3]})
    assert set(found) == {"text", "indicator-readings-3-source"}
    assert '"anna@example.se" (e-postadress)' in found["text"].said(SV)
    assert '"070-123 45 67" (telephone number)' in found["indicator-readings-3-source"].said(EN)


def test_the_summary_names_every_field_that_needs_mending() -> None:
    parsed = read(ACTION, title="", commitment__number="x")
    text = words(summary(SV, form_of(Action), parsed.faults))
    assert "2 fält behöver rättas" in text
    assert {"Rubrik", "Antal"} <= set(text.splitlines())
    assert label_of(SV, form_of(Action), "responsibilities-3-party_id") == "Part"


def test_a_commitment_by_a_date_needs_the_date() -> None:
    promised = Commitment(commitment_kind=CommitmentKind.BY_DATE, due_on=date(2017, 6, 1))
    action = builders.an_action(commitment=promised, responsibilities=(a_responsibility(),))
    assert read(action).record == action
    assert read(action, commitment__due_on="").faults["commitment-due_on"].said(SV) == "Skriv till vilket datum."


def a_responsibility() -> Responsibility:
    return Responsibility(party_id=builders.a_party().id, role=ResponsibleRole.LEAD, confirmed_on=date(2016, 5, 1))


def test_a_dialogue_without_a_number_is_not_a_dialogue_with_nobody() -> None:
    record = read(builders.a_dialogue(), taking_part="").record
    assert isinstance(record, Dialogue)
    assert record.taking_part is None
