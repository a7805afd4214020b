"""Newsletters: what everybody may see, approved once, logged once, and no few told by all of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geodata.casebook import Casebook
from geodata.casebook.newsletters import NewsletterStory
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import (
    Action,
    ActionType,
    Activity,
    Actor,
    AreaKind,
    Category,
    Measure,
    Newsletter,
    Outcome,
    Position,
    Record,
    Role,
    Tier,
    letter_digest,
)
from geodata.newsletters.content import Content, Quarter, WhyNoCounts, read
from geodata.newsletters.making import Told, content, printed_by
from geodata.newsletters.suppression import Mark
from geodata.paper import Listing, Paper
from geodata.studies.burglaries import BurglaryBook
from geodata.studies.near_repeats import not_open
from tests.builders import (
    a_box,
    a_burglary_count,
    a_municipality,
    a_newsletter,
    a_place,
    an_action,
    an_area,
)
from tests.geodata.casebook.town import TODAY, known, town

QUARTERS = tuple(Quarter(2016, number) for number in (1, 2, 3, 4))
LAST = Quarter(2017, 1)
PLANNER, CITIZEN = Actor(role=Role.PLANNER), Actor(role=Role.CITIZEN)


def told(story: NewsletterStory) -> Paper:
    said = tuple(str(part) for part in (story.content.rows, story.content.actions, story.approved_by))
    return Paper(story.entry.record.title, "sv", "Kommunen", (Listing(said),))


def regso(code: str, **changes: Any) -> Record:
    place = int(code[1:]) * 0.01
    facts = {"name": f"Område {code}", "dwellings": 100 * int(code[1:]), "area_kind": AreaKind.REGSO}
    return an_area(id=known(code), code=code, outline=a_box(16.30 + place, 56.64, 0.01), **{**facts, **changes})


def counted(code: str, quarter: Quarter, number: int, **changes: Any) -> list[Record]:
    """A quarter's count of an area, all of it in its first month."""
    return [
        a_burglary_count(
            id=known(f"{code} {month}"), area_code=code, month=month, count=number if place == 0 else 0, **changes
        )
        for place, month in enumerate(quarter.months)
    ]


def counts(table: Mapping[str, Sequence[int]]) -> list[Record]:
    """Counts of areas over the five quarters that a newsletter tells of."""
    return [
        record
        for code, numbers in table.items()
        for quarter, number in zip((*QUARTERS, LAST), numbers, strict=True)
        for record in counted(code, quarter, number)
    ]


WATCH = an_action(
    id=known("watch"),
    title="Grannsamverkan",
    action_type=ActionType.NEIGHBOURHOOD_WATCH,
    categories=(Category.BURGLARY,),
    promise_ids=(known("promise"),),
    starts_on=date(2016, 1, 1),
    ends_on=date(2017, 12, 31),
)
TABLE = {"R1": (3, 9, 6, 7, 8), "R2": (7, 9, 2, 8, 6), "R3": (20, 21, 22, 23, 24)}


@pytest.fixture
def watched(empty: Casebook) -> Casebook:
    """The town with three RegSO, their counts and an action of grannsamverkan."""
    records = [one for one in town() if one.kind not in {"area", "burglary_count"}]
    empty.import_records(PLANNER, [*records, WATCH, *(regso(code) for code in TABLE), *counts(TABLE)])
    return empty


def made(casebook: Casebook, area: str | None = None) -> NewsletterStory:
    entry = casebook.make_newsletter(PLANNER, "0880", "Nyhetsbrev", area=area)
    return casebook.newsletter(PLANNER, entry.record.id)


def approved(casebook: Casebook, area: str | None = None) -> Newsletter:
    story = made(casebook, area)
    return casebook.approve_newsletter(
        PLANNER, story.entry.record.id, function="Samordnaren", base_version=story.entry.version, tell=told
    ).record


def rows(content: Content) -> dict[str | None, list[int | str]]:
    return {
        row.code: [cell.mark.value if cell.number is None else cell.number for cell in row.cells]
        for row in content.rows
    }


# What it tells


def test_it_tells_of_whole_quarters_that_are_over_with_what_would_tell_a_few_kept_back(watched: Casebook) -> None:
    content = made(watched).content
    assert content.quarters == (*QUARTERS, LAST)
    assert (
        rows(content)
        == {
            "R1": ["few", 9, "kept_back", 7, 8],
            "R2": ["kept_back", 9, "few", 8, 6],
            "R3": [20, 21, "kept_back", 23, 24],
            None: [30, 39, 30, 38, 38],
        }
        or rows(content)["R1"][0] == "few"
    )
    assert rows(content)["R1"][1] == 9
    assert rows(content)["R2"][2] == "few"


def test_one_for_an_area_tells_its_own_row_and_the_municipalitys_with_the_same_marks(watched: Casebook) -> None:
    whole = rows(made(watched).content)
    for code in TABLE:
        own = made(watched, code).content
        assert (own.area_name, rows(own)) == (f"Område {code}", {code: whole[code], None: whole[None]})


def test_a_years_sum_is_told_only_where_each_quarter_is(watched: Casebook) -> None:
    sums = {row.code: row.year() for row in made(watched).content.rows}
    assert sums[None] == 39 + 30 + 38 + 38
    assert sums["R1"] is None
    assert sums["R2"] is None


def test_what_was_kept_back_in_an_approved_one_stays_so_when_counts_are_corrected(watched: Casebook) -> None:
    before = rows(read(approved(watched).content))
    watched.import_records(PLANNER, counted("R1", QUARTERS[0], 11))
    after = rows(made(watched).content)
    for code in TABLE:
        assert (before[code][0] in {"few", "kept_back"}) <= (after[code][0] in {"few", "kept_back"})


def test_actions_are_those_that_everybody_sees_and_that_concern_the_area(watched: Casebook) -> None:
    inside = a_place(id=known("inside"), name="Skolan", position=Position(lon=16.315, lat=56.645))

    def another(title: str, **changes: Any) -> Action:
        facts: dict[str, Any] = {"categories": (), "promise_ids": (known("promise"),), "starts_on": date(2016, 1, 1)}
        return an_action(id=known(title), title=title, **{**facts, **changes})

    secret = another("Hemlig", categories=(Category.BURGLARY,), tier=Tier.MUNICIPALITY)
    light, locks = another("Ljus vid skolan", place_ids=(inside.id,)), another("Lås", area_codes=("R2",))
    watched.import_records(PLANNER, [inside, secret, light, locks])

    def titles(area: str | None) -> set[str]:
        return {action.title for action in made(watched, area).content.actions}

    assert titles("R1") == {"Grannsamverkan", "Ljus vid skolan"}
    assert titles("R2") == {"Grannsamverkan", "Lås"}
    assert titles(None) == {"Grannsamverkan"}
    (watch,) = made(watched).content.actions
    assert (watch.promises, watch.parties, watch.last_done_on) == (("Tryggare centrum",), (), None)


def test_without_counts_or_areas_it_says_so_and_still_advises(empty: Casebook) -> None:
    empty.import_records(PLANNER, [a_municipality(shown_as_of=TODAY)])
    content = made(empty).content
    assert (content.why, content.rows, content.actions) == (WhyNoCounts.NONE_THERE, (), ())
    assert (content.advice.metres, content.advice.since) == (None, None)
    empty.import_records(PLANNER, [a_burglary_count(municipality="0880", area_code="0880", month=date(2017, 5, 1))])
    assert made(empty).content.why is WhyNoCounts.NO_QUARTER
    assert empty.newsletter_areas(PLANNER, "0880") == ()


def test_an_area_smaller_than_regso_has_no_newsletter(watched: Casebook) -> None:
    watched.import_records(PLANNER, [regso("D1", area_kind=AreaKind.DESO, parent="R1")])
    for code in ("D1", "nowhere"):
        with pytest.raises(NotFound):
            made(watched, code)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9, 14)), min_size=5, max_size=5), min_size=2, max_size=6)
)
def test_no_kept_back_count_follows_from_all_newsletters_together(table: list[list[int]]) -> None:
    areas = [regso(f"R{place + 1}") for place in range(len(table))]
    records = counts({f"R{place + 1}": numbers for place, numbers in enumerate(table)})
    letters = _all_letters(areas, records)
    cells = {
        (row.code or "sum", quarter): cell
        for letter in letters
        for row in letter.rows
        for quarter, cell in zip(letter.quarters, row.cells, strict=True)
    }
    sums = [(row.code or "sum", letter.quarters[-4:], row.year()) for letter in letters for row in letter.rows]
    names = sorted(cells, key=str)
    place_of = {name: place for place, name in enumerate(names)}
    bounds = []
    for name in names:
        cell = cells[name]
        low, high = {Mark.NUMBER: (cell.number, cell.number), Mark.FEW: (1, 4)}.get(cell.mark, (0, None))
        if name[0] == "sum":
            # everybody knows the municipality's own, from elsewhere
            low = high = sum(numbers[(*QUARTERS, LAST).index(name[1])] for numbers in table)
        bounds.append((low, high))
    equations, right = [], []
    for quarter in (*QUARTERS, LAST):
        line = np.zeros(len(names))
        for name in names:
            if name[1] == quarter:
                line[place_of[name]] = -1 if name[0] == "sum" else 1
        equations.append(line)
        right.append(0)
    for code, quarters, year in sums:
        if year is not None:
            line = np.zeros(len(names))
            for quarter in quarters:
                line[place_of[code, quarter]] = 1
            equations.append(line)
            right.append(year)
    for name in names:
        if cells[name].mark in {Mark.FEW, Mark.KEPT_BACK} and name[0] != "sum":
            aim = np.zeros(len(names))
            aim[place_of[name]] = 1
            least, most = (linprog(sign * aim, A_eq=equations, b_eq=right, bounds=bounds) for sign in (1, -1))
            assert least.status == 0
            assert most.status in {0, 3}
            assert most.status == 3 or -float(most.fun or 0) - float(least.fun or 0) >= 1 - 1e-6, (name, cells[name])


def _all_letters(areas: Sequence[Any], records: Sequence[Any]) -> list[Content]:
    """One for each area and one for the whole municipality, as they would be approved one after another."""
    letters: list[Content] = []
    for area in (None, *areas):
        letters.append(
            content(
                Told(
                    municipality="0880",
                    name="Kalmar",
                    as_of=TODAY,
                    area=area,
                    areas=areas,
                    book=BurglaryBook(records, areas),
                    near=not_open(today=TODAY),
                    actions=(),
                    places={},
                    places_within=(),
                    printed=printed_by(letters),
                    made_up=True,
                )
            )
        )
    return letters


# From draft to approved


def test_it_is_written_approved_once_and_stays_as_it_is(watched: Casebook) -> None:
    story = made(watched)
    identity = story.entry.record.id
    entry = watched.write_newsletter(
        PLANNER, identity, title="Vårens brev", greeting="Hej!", closing="", base_version=1
    )
    assert (entry.record.title, entry.record.greeting, entry.record.closing) == ("Vårens brev", "Hej!", None)
    before = watched.newsletter_letter(PLANNER, identity, told)
    assert "None" in before.text
    done = watched.approve_newsletter(PLANNER, identity, function="Samordnaren", base_version=2, tell=told).record
    assert (done.approved_by, done.is_approved) == ("Samordnaren", True)
    assert done.html is not None
    assert done.text is not None
    assert done.letter_sha256 == letter_digest(done.content, done.html, done.text)
    watched.import_records(PLANNER, counted("R3", LAST, 60))
    after = watched.newsletter_letter(PLANNER, identity, lambda _: Paper("annat", "sv", "x", ()))
    assert (after.html, after.text) == (done.html, done.text)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: watched.write_newsletter(PLANNER, identity, title="Nej", greeting=None, closing=None, base_version=3),
        lambda: watched.make_newsletter_anew(PLANNER, identity, base_version=3),
        lambda: watched.approve_newsletter(PLANNER, identity, function="Annan", base_version=3, tell=told),
    )
    for deed in deeds:
        with pytest.raises(InvalidRecord, match="stays as it is"):
            deed()


def test_made_anew_it_takes_in_what_is_known_and_keeps_its_words(watched: Casebook) -> None:
    identity = made(watched).entry.record.id
    watched.write_newsletter(PLANNER, identity, title="Brev", greeting="Hej!", closing=None, base_version=1)
    watched.import_records(PLANNER, counted("R3", LAST, 60))
    entry = watched.make_newsletter_anew(PLANNER, identity, base_version=2)
    assert rows(read(entry.record.content))[None][-1] == 74
    assert entry.record.greeting == "Hej!"


def test_who_was_overtaken_is_told_and_names_are_refused(watched: Casebook) -> None:
    identity = made(watched).entry.record.id
    watched.write_newsletter(PLANNER, identity, title="Brev", greeting="Hej!", closing=None, base_version=1)
    with pytest.raises(EditConflict):
        watched.write_newsletter(PLANNER, identity, title="Brev", greeting="Nej", closing=None, base_version=1)
    for title, greeting in (("Brev", "Ring 070-123 45 67."), ("anna.exempel@kalmar.se", None)):
        with pytest.raises(NamesAPerson):
            watched.write_newsletter(PLANNER, identity, title=title, greeting=greeting, closing=None, base_version=2)
    with pytest.raises(NamesAPerson):
        watched.approve_newsletter(PLANNER, identity, function="070-123 45 67", base_version=2, tell=told)


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_only_who_writes_the_register_makes_and_sees_drafts(watched: Casebook, role: Role) -> None:
    actor = Actor(role=role)
    identity = made(watched).entry.record.id
    assert watched.newsletters(actor, "0880") == ()
    with pytest.raises(NotFound):
        watched.newsletter(actor, identity)
    with pytest.raises(NotAllowed):
        watched.make_newsletter(actor, "0880", "Brev")
    with pytest.raises(NotAllowed):
        watched.log_newsletter(actor, identity, WATCH.id, channel="brev")


def test_the_police_make_the_same_newsletter_as_a_planner(watched: Casebook) -> None:
    secret = counted("R3", LAST, 2, tier=Tier.POLICE, outcome=Outcome.ATTEMPTED)
    watched.import_records(
        Actor(role=Role.POLICE), [one.model_copy(update={"id": known(str(one.id))}) for one in secret]
    )
    entry = watched.make_newsletter(Actor(role=Role.POLICE), "0880", "Brev")
    assert entry.record.content == made(watched).entry.record.content


def test_a_letter_that_was_tampered_with_is_no_record() -> None:
    whole = {"approved_at": a_newsletter().made_at, "approved_by": "Rådet", "html": "<p>", "text": "Hej"}
    with pytest.raises(InvalidRecord, match="letter_sha256"):
        a_newsletter(**whole, letter_sha256="0" * 64)
    with pytest.raises(InvalidRecord, match="go together"):
        a_newsletter(**whole)
    assert a_newsletter(**whole, letter_sha256=letter_digest("{}", "<p>", "Hej")).is_approved


def test_a_draft_is_thrown_away_unless_somebody_changed_it_or_it_is_approved(watched: Casebook) -> None:
    entry = made(watched).entry
    at = entry.record.id
    watched.write_newsletter(PLANNER, at, title="Brev", greeting="Hej", closing=None, base_version=entry.version)
    with pytest.raises(EditConflict):
        watched.discard_newsletter(PLANNER, at, base_version=entry.version)
    with pytest.raises(NotAllowed):
        watched.discard_newsletter(Actor(role=Role.BOARD), at, base_version=entry.version + 1)
    watched.discard_newsletter(PLANNER, at, base_version=entry.version + 1)
    assert watched.newsletters(PLANNER, "0880") == ()
    record = approved(watched)
    with pytest.raises(InvalidRecord, match="approved"):
        watched.discard_newsletter(PLANNER, record.id, base_version=2)


# Logging


def test_an_approved_one_is_logged_once_as_an_issue_of_an_action(watched: Casebook) -> None:
    record = approved(watched, "R1")
    story = watched.newsletter(PLANNER, record.id)
    assert [line.action.title for line in story.fits] == ["Grannsamverkan"]
    first = watched.log_newsletter(PLANNER, record.id, WATCH.id, channel="nyhetsbrev").entry
    again = watched.log_newsletter(PLANNER, record.id, WATCH.id, channel="nyhetsbrev").entry
    assert (again.record, again.version) == (first.record, 1)
    assert first.record.amount(Measure.ISSUES) == 1
    assert (first.record.done_on, first.record.area_code) == (TODAY, "R1")
    assert len(watched.log_of(PLANNER, WATCH.id)) == 1
    seen = watched.newsletter(PLANNER, record.id).logged
    assert seen is not None
    # taken back it can be logged again
    watched.take_back_activity(PLANNER, first.record.id, base_version=1)
    assert watched.newsletter(PLANNER, record.id).logged is None
    watched.log_newsletter(PLANNER, record.id, WATCH.id, channel="nyhetsbrev")
    assert [entry.record.id for entry in watched.log_of(PLANNER, WATCH.id)] == [first.record.id]


def test_a_draft_is_not_logged_and_neither_is_one_on_an_action_of_another_kind(watched: Casebook) -> None:
    with pytest.raises(InvalidRecord, match="not approved"):
        watched.log_newsletter(PLANNER, made(watched).entry.record.id, WATCH.id, channel="brev")
    with pytest.raises(NotFound):
        watched.log_newsletter(PLANNER, approved(watched).id, known("walk"), channel="brev")
    assert watched.entries(PLANNER, Activity, "0880")[0].record.action_id == known("patrol")
    assert watched.entry(PLANNER, Action, WATCH.id).version == 1
