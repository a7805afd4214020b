"""Protocols through the casebook: one press ends a walk, guests read answers, papers hold what may be handed out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from geodata.casebook import Casebook
from geodata.casebook.inviting import Guest
from geodata.editing import EditConflict
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import Actor, CaseStatus, Category, Photo, Role, Tier, Walk
from geodata.model.walks import Rectangle
from geodata.paper import Block, Heading, Paper, PaperFormat, Paragraph, Picture
from geodata.picturefolder import PictureFolder
from geodata.protocols import Became, Protocol
from geodata.store.opening import open_store
from tests.builders import a_walk
from tests.geodata.casebook.asked_protocols import LEGEND
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import TODAY, known, town
from tests.geodata.protocols.evening import EVENING, WALK, finding, findings, party, scores, turnout, walk

CITIZEN = Actor(role=Role.CITIZEN)


@pytest.fixture
def told(tmp_path: Path, planner: Actor) -> Iterator[Casebook]:
    """The town with the evening's walk in it, and a folder for pictures."""
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"), clock=lambda: NOW)
    evening = walk(action_id=known("walk"), area_code="E", place_id=known("square"))
    casebook.import_records(planner, [*town(), evening, *findings(), *scores(), turnout("boende", 6), party()])
    yield casebook
    store.close()


def paper(protocol: Protocol) -> Paper:
    """The protocol with its map and all photos that it tells of."""
    photos = [Picture(str(photo), "Foto") for noted in protocol.findings for photo in noted.photos]
    notes = [Paragraph(noted.note) for noted in protocol.findings if noted.note]
    blocks: tuple[Block, ...] = (
        Heading("Fynd", 2),
        *notes,
        Picture("map", "Karta"),
        *photos,
        Picture("no such", "Inget"),
    )
    return Paper(protocol.walk.title, "sv", protocol.municipality, blocks, legend=LEGEND)


def picture(colour: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 40), colour).save(made, "JPEG")
    return made.getvalue()


def guest(casebook: Casebook, planner: Actor) -> Guest:
    return casebook.admit(casebook.invite(planner, WALK, expires_at=NOW + timedelta(days=1)).token)


def test_one_press_ends_a_walk_and_logs_it_for_its_action(told: Casebook, planner: Actor) -> None:
    before = [entry.record.done_on for entry in told.log_of(planner, known("walk"))]
    ended = told.end_walk(planner, WALK, base_version=1)
    assert ended.record.ended_at is not None
    assert ended.record.ended_at.date() == TODAY
    assert ended.record.walked_at == EVENING + timedelta(minutes=1)
    after = [entry.record.done_on for entry in told.log_of(planner, known("walk"))]
    assert sorted(after) == sorted([*before, date(2017, 4, 20)])


def test_ending_a_walk_twice_changes_nothing(told: Casebook, planner: Actor) -> None:
    first = told.end_walk(planner, WALK, base_version=1)
    assert told.end_walk(planner, WALK, base_version=1) == first


def test_a_walk_that_somebody_changed_meanwhile_is_not_ended(told: Casebook, planner: Actor) -> None:
    changed = Walk(**{**dict(told.entry(planner, Walk, WALK).record), "own_theme": "Trygga vägar"})
    told.save(planner, changed, base_version=1)
    with pytest.raises(EditConflict):
        told.end_walk(planner, WALK, base_version=1)
    assert told.entry(planner, Walk, WALK).record.ended_at is None


@pytest.mark.parametrize(
    ("changes", "began"),
    [
        ({"starts_at": datetime(2017, 5, 2, 17, tzinfo=UTC)}, datetime(2017, 5, 2, 17, tzinfo=UTC)),
        (
            {"walked_at": datetime(2017, 5, 2, 18, tzinfo=UTC), "starts_at": EVENING},
            datetime(2017, 5, 2, 18, tzinfo=UTC),
        ),
    ],
)
def test_a_walk_without_findings_began_as_it_was_planned(
    told: Casebook, planner: Actor, changes: dict[str, datetime], began: datetime
) -> None:
    told.import_records(planner, [a_walk(id=known("quiet"), planned_on=date(2017, 5, 2), **changes)])
    assert told.end_walk(planner, known("quiet"), base_version=1).record.walked_at == began


def test_a_walk_that_lies_ahead_cannot_have_ended(told: Casebook, planner: Actor) -> None:
    told.import_records(planner, [a_walk(id=known("ahead"), planned_on=TODAY + timedelta(days=1))])
    with pytest.raises(InvalidRecord, match="change its day"):
        told.end_walk(planner, known("ahead"), base_version=1)


def test_only_those_who_edit_end_walks(told: Casebook) -> None:
    with pytest.raises(NotAllowed):
        told.end_walk(Actor(role=Role.BOARD), WALK, base_version=1)


def test_a_citizen_reads_no_note_and_no_hidden_finding(told: Casebook, planner: Actor) -> None:
    told.import_records(planner, [finding("hidden", 11, tier=Tier.MUNICIPALITY, status=CaseStatus.FIXED)])
    seen, all_of_it = told.protocol(CITIZEN, WALK), told.protocol(planner, WALK)
    assert all_of_it.counts.findings == seen.counts.findings + 1
    assert {noted.note for noted in seen.findings} == {None}
    assert "om fixed" in {noted.note for noted in all_of_it.findings}


def test_guests_read_what_was_decided_and_photos_that_were_released(told: Casebook, planner: Actor) -> None:
    someone = guest(told, planner)
    for name, of, colour in (("p", "fixed", "red"), ("q", "fixed", "blue"), ("r", "new", "green")):
        told.receive_photo(someone, known(name), known(of), picture(colour))
    for name in ("p", "r"):
        told.release_photo(planner, known(name), base_version=1)
    answers = {answer.id: answer for answer in told.answers(someone)}
    assert answers[known("fixed")].note == "om fixed"
    assert answers[known("fixed")].photos == (known("p"),)
    assert answers[known("fixed")].same == (known("again"),)
    assert (answers[known("new")].is_decided, answers[known("new")].note, answers[known("new")].photos) == (
        False,
        None,
        (),
    )
    assert answers[known("late")].responsible == "Kommunen"


def test_guests_learn_nothing_of_what_only_the_police_see(told: Casebook, planner: Actor) -> None:
    police = Actor(role=Role.POLICE)
    told.import_records(police, [finding("secret", 12, tier=Tier.POLICE, status=CaseStatus.FIXED)])
    assert known("secret") not in {answer.id for answer in told.answers(guest(told, planner))}


def test_a_paper_holds_released_photos_as_they_were_released_whoever_prints_it(told: Casebook, planner: Actor) -> None:
    someone = guest(told, planner)
    told.receive_photo(someone, known("p"), known("fixed"), picture("red"))
    told.receive_photo(someone, known("q"), known("late"), picture("blue"))
    told.blur(planner, known("p"), [Rectangle(left=0, top=0, width=1, height=1)], base_version=1)
    told.release_photo(planner, known("p"), base_version=2)
    asked: list[Protocol] = []

    def tell(protocol: Protocol) -> Paper:
        asked.append(protocol)
        return paper(protocol)

    body = told.protocol_document(planner, WALK, PaperFormat.DOCX, tell)
    assert asked[0].counts.waiting_photos == 1
    with ZipFile(BytesIO(body)) as parts:
        media = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    released = told.picture(planner, known("p"), as_released=True, side=900)
    assert sorted(media, key=len) == sorted([released, *(one for one in media if one.startswith(b"\x89PNG"))], key=len)
    kept = told.entry(planner, Photo, known("p")).record
    assert kept.shown_sha256 != kept.kept_sha256
    assert len(media) == 2


@pytest.mark.parametrize("form", PaperFormat)
def test_a_paper_is_to_be_had_of_a_walk_with_nothing_in_it(told: Casebook, planner: Actor, form: PaperFormat) -> None:
    told.import_records(planner, [a_walk(id=known("empty"), planned_on=date(2017, 5, 2), route=None)])
    assert told.protocol_document(planner, known("empty"), form, paper)
    with pytest.raises(NotFound):
        told.protocol_map(planner, known("empty"), LEGEND)


def test_the_map_has_a_number_for_every_stop_and_finding_that_has_a_place(told: Casebook, planner: Actor) -> None:
    drawn = told.protocol_map(planner, WALK, LEGEND).decode()
    protocol = told.protocol(planner, WALK)
    for noted in protocol.findings:
        assert (f">{noted.label}</text>" in drawn) is (noted.finding.position is not None)
    assert [f">{n}</text>" in drawn for n in (1, 2, 3)] == [True, True, False]


def test_a_walk_is_compared_with_the_one_it_follows_or_the_latest_at_its_place(told: Casebook, planner: Actor) -> None:
    place = {"place_id": known("square"), "planned_on": date(2017, 5, 20)}
    follows = a_walk(id=known("follows"), previous_id=known("older"), **place)
    told.import_records(
        planner,
        [
            follows,
            a_walk(id=known("older"), planned_on=date(2016, 4, 1)),
            a_walk(id=known("same place"), **place),
            a_walk(id=known("elsewhere"), planned_on=date(2017, 5, 20)),
        ],
    )
    assert told.compare_walks(planner, follows.id).previous.walk.id == known("older")
    assert told.compare_walks(planner, known("same place")).previous.walk.id == WALK
    chosen = told.compare_walks(planner, known("elsewhere"), WALK)
    assert dict(chosen.became)[Became.LATE] == 1
    with pytest.raises(NotFound):
        told.compare_walks(planner, known("elsewhere"))
    with pytest.raises(InvalidRecord):
        told.compare_walks(planner, WALK, WALK)


def test_a_protocol_follows_the_decisions(told: Casebook, planner: Actor) -> None:
    before = told.protocol(planner, WALK)
    new = next(one for one in before.findings if one.finding.id == known("new"))
    told.import_records(planner, [new.finding.model_copy(update={"status": CaseStatus.FIXED})])
    after = told.protocol(planner, WALK)
    assert after.counts.undecided == before.counts.undecided - 1
    assert dict(after.counts.by_category) == dict(before.counts.by_category)
    assert Category.LIGHTING in dict(after.counts.by_category)


def test_participation_is_of_the_municipalitys_walks(told: Casebook, planner: Actor) -> None:
    told_of = told.participation(planner, "0880")
    (evening,) = [one for one in told_of.walks if one.walk.id == WALK]
    assert (evening.people, evening.is_counted, evening.findings) == (6, True, 9)
    with pytest.raises(NotAllowed):
        told.participation(Actor(role=Role.PLANNER, municipalities=frozenset({"0128"})), "0880")
