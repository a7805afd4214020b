"""Walks in every state occur in the demonstration: planned, walked again, decided, scored, photographed."""

from __future__ import annotations

import hashlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from geodata.demo import MUNICIPALITIES, photos
from geodata.demo.drawings import SAID, Motif, drawn, lettering
from geodata.model import (
    Actor,
    CaseStatus,
    ConsentState,
    Feeling,
    Photo,
    Record,
    Role,
    ShrubDetails,
    Turnout,
    Verdict,
)
from geodata.walkplans import WalkState
from tests.geodata.demo.showing import PLANNER, Shown


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_a_walk_is_planned_to_the_minute_one_repeats_another_and_one_has_its_protocol(shown: Shown, code: str) -> None:
    lines = [line for line in shown.walk_lines if line.walk.municipality == code]
    ahead = [line.walk for line in lines if line.state is WalkState.PLANNED]
    assert all(one.starts_at and one.meeting_point and one.premeeting_notes and one.stops for one in ahead)
    assert any(one.previous_id for one in ahead)
    assert any(line.walk.ended_at and line.walk.postmeeting_notes for line in lines)


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_what_was_found_is_decided_in_every_way_and_some_of_it_by_nobody_yet(shown: Shown, code: str) -> None:
    found = shown.findings_of(code)
    assert {one.status for one in found} == set(CaseStatus)
    assert {one.consent.state for one in found if one.consent} == set(ConsentState)
    assert all(one.status_reason for one in found if one.status is CaseStatus.DECLINED)
    for name in ("contacts", "responsible_unit", "action_id", "duplicate_of"):
        assert any(getattr(one, name) for one in found), name
    assert {one.feeling for one in found} == set(Feeling)
    assert any(one.position is None for one in found)


def test_shrubs_are_to_be_looked_at_now_and_later(shown: Shown) -> None:
    for code in MUNICIPALITIES:
        today = shown.casebook.today(PLANNER, code)
        again = [
            one.details.regrows_on <= today
            for one in shown.findings_of(code)
            if isinstance(one.details, ShrubDetails) and one.details.regrows_on
        ]
        assert set(again) == {True, False}


def test_a_finding_is_proposed_to_be_another_and_one_was_merged(shown: Shown) -> None:
    same = [one for one in shown.findings if one.duplicate_of]
    assert {one.merged_on is None for one in same} == {True, False}


def test_walked_again_a_stop_is_better_one_is_worse_and_of_one_nothing_can_be_said(shown: Shown) -> None:
    told = {pair.verdict for pair in shown.comparison.stops}
    assert {Verdict.BETTER, Verdict.WORSE, Verdict.UNDECIDED} <= told
    wide = [pair.shift for pair in shown.comparison.stops if pair.shift and pair.verdict is Verdict.UNDECIDED]
    assert any(one.low is None for one in wide)
    assert any(one.low is not None and one.high is not None and one.low < 0 < one.high for one in wide)


def test_those_who_came_are_told_by_phones_and_some_had_not_been_planned_for(shown: Shown) -> None:
    phones = [r for r in shown.all_of(Turnout) if isinstance(r, Turnout)]
    planned = {(line.walk.id, part.function) for line in shown.walk_lines for part in line.walk.participants}
    assert {(one.walk_id, one.function) in planned for one in phones} == {True, False}


def test_invitations_have_run_out_or_were_revoked_and_no_token_opens_one(shown: Shown) -> None:
    invitations = [one for line in shown.walk_lines for one in shown.casebook.invitations(PLANNER, line.walk.id)]
    assert {one.revoked_at is None for one in invitations} == {True, False}
    assert all(one.expires_at.year < 2023 for one in invitations)
    assert len({one.token_sha256 for one in invitations}) == len(invitations)


def test_photos_are_released_kept_back_and_hidden_in_part_and_each_says_that_it_is_an_example(shown: Shown) -> None:
    taken = [r for r in shown.all_of(Photo) if isinstance(r, Photo)]
    assert {one.released_on is None for one in taken} == {True, False}
    assert any(one.blurred and one.shown_sha256 != one.kept_sha256 for one in taken)
    assert all(one.provenance.made_up for one in taken)
    assert len(taken) <= 12
    for one in taken:
        picture = shown.casebook.picture(PLANNER, one.id, as_released=False)
        assert picture.startswith(b"\xff\xd8")
        assert len(picture) < 40_000
    assert shown.casebook.check(Actor(role=Role.ADMINISTRATOR)) == []


def test_photos_are_only_made_for_findings_that_are_there(records: list[Record]) -> None:
    kept: list[bytes] = []

    def keep(content: bytes) -> str:
        kept.append(content)
        return hashlib.sha256(content).hexdigest()

    salem = [record for record in records if record.municipality == "0128"]
    made = photos(salem, keep)
    assert {one.municipality for one in made} == {"0128"}
    assert {one.kept_sha256 for one in made} <= {hashlib.sha256(one).hexdigest() for one in kept}
    assert photos([], keep) == []


def test_what_a_drawing_says_on_itself_can_be_read() -> None:
    def drawn_as(letter: str) -> bytes:
        return bytes(lettering().getmask(letter))

    missing = drawn_as("\uffff")
    assert "EXEMPEL" in SAID
    assert [letter for letter in SAID if drawn_as(letter) == missing] == []


@pytest.mark.parametrize("motif", Motif)
def test_a_list_that_cuts_a_drawing_to_its_middle_still_shows_what_it_says(motif: Motif) -> None:
    band = np.asarray(Image.open(BytesIO(drawn(motif))).convert("L"))[470:]
    rows, columns = np.nonzero(band < 128)
    assert rows.size
    # to 16:9, and to a square
    assert rows.max() + 470 < 525
    assert columns.min() > 100
    assert columns.max() < 700
