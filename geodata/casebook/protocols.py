"""Protocols of walks: made with one press, told to those who came, put on paper, compared with the walk before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from geodata.casebook.inviting import Guest
from geodata.casebook.photographs import Photographs
from geodata.editing import Entry
from geodata.errors import InvalidRecord, NotFound
from geodata.exports.paper_docx import paper_docx
from geodata.exports.paper_pdf import paper_pdf
from geodata.exports.paper_xlsx import paper_xlsx
from geodata.exports.walkmap import has_map, walk_map
from geodata.model import (
    Action,
    Actor,
    Area,
    Assessment,
    Deed,
    Finding,
    Municipality,
    Party,
    Photo,
    Place,
    Record,
    Role,
    Turnout,
    Walk,
)
from geodata.paper import Paper, PaperFormat
from geodata.protocols import Answer, Comparison, Participation, Protocol, ProtocolCase, answer_of, compare
from geodata.protocols import participation as participation_of
from geodata.protocols import protocol as protocol_of

MAP = "map"
"""The name of the walk's map among a paper's pictures; photos go by their ids."""
PHOTO_SIDE = 900
_MADE_OF: tuple[type[Record], ...] = (
    *(Walk, Finding, Assessment, Turnout, Photo, Party, Action, Place, Municipality, Area),
)


class Protocols(Photographs):
    """What is told of a walk when it is over."""

    def protocol(self, actor: Actor, walk_id: UUID) -> Protocol:
        """A walk's protocol as it stands today, ended or not. Raises: NotFound."""
        actor.require(Deed.READ)
        return self._protocol(actor, self._one(actor, (Walk,), walk_id))

    def end_walk(self, actor: Actor, walk_id: UUID, *, base_version: int) -> Entry[Walk]:
        """End a walk, now. Where nobody said when it began, it began with the first that was noted, or as planned.

        Ending it again changes nothing. Raises: EditConflict; InvalidRecord for a walk of a day to come; NotFound.
        """
        entry = self.entry(actor, Walk, walk_id)
        walk = entry.record
        actor.require(Deed.EDIT_REGISTER, walk.municipality)
        if walk.ended_at is not None:
            return entry
        now = self._shelf.now(actor, walk.municipality)
        if walk.planned_on > self._shelf.today(actor, walk.municipality):
            raise InvalidRecord(
                f"the walk is planned for {walk.planned_on} and cannot have ended; change its day first"
            )
        began = walk.walked_at or self._first_noted(actor, walk) or walk.starts_at or now
        ended = Walk(**{**dict(walk), "walked_at": min(began, now), "ended_at": now})
        return self.save(actor, ended, base_version=base_version)

    def compare_walks(self, actor: Actor, walk_id: UUID, previous_id: UUID | None = None) -> Comparison:
        """A walk beside an earlier one: the given, the one it follows, or the latest at its place before it.

        Raises: NotFound, also where there is no earlier one; InvalidRecord for one of another municipality or itself.
        """
        later = self._one(actor, (Walk,), walk_id)
        actor.require(Deed.READ, later.municipality)
        chosen = previous_id or later.previous_id
        previous = self._one(actor, (Walk,), chosen) if chosen else self._before(actor, later)
        if previous.id == later.id or previous.municipality != later.municipality:
            raise InvalidRecord("a walk is compared with another one of its own municipality; choose an earlier walk")
        return compare(self._protocol(actor, previous), self._protocol(actor, later))

    def participation(self, actor: Actor, municipality: str) -> Participation:
        """Who came to the walks that were walked: people, findings and functions, on foot and digital."""
        actor.require(Deed.READ, municipality)
        shelf, today = self._shelf, self._shelf.today(actor, municipality)

        def build() -> Participation:
            return participation_of(
                shelf.records(actor, Walk, municipality),
                shelf.records(actor, Turnout, municipality),
                shelf.records(actor, Finding, municipality),
                today=today,
            )

        key = (actor.tiers, actor.municipalities, municipality, today)
        return shelf.shared("participation", key, (Walk, Turnout, Finding, Municipality), build)

    def answers(self, guest: Guest) -> tuple[Answer, ...]:
        """What became of what was noted on a guest's walk, in the protocol's order, as far as guests may know.

        RULE 1: read with the eyes of the municipality, because a decision is answered for with what it was made on;
        `Answer` says what of it is told. What only the police may see is not there at all.
        """
        eyes = Actor(role=Role.PLANNER, municipalities=frozenset({guest.walk.municipality}))
        return tuple(answer_of(noted) for noted in self._protocol(eyes, guest.walk).findings)

    def protocol_map(self, actor: Actor, walk_id: UUID, words: Mapping[str, str]) -> bytes:
        """The walk's map as SVG. words: as of `walk_map`. Raises: NotFound, also where there is nothing to draw."""
        told = self.protocol(actor, walk_id)
        drawn = self._map(actor, told, words)
        if drawn is None:
            raise NotFound("nothing of this walk has a position; draw its stops first")
        return drawn

    def protocol_document(
        self, actor: Actor, walk_id: UUID, kind: PaperFormat, tell: Callable[[Protocol], Paper]
    ) -> bytes:
        """The protocol on paper. tell: puts it into words.

        RULE 2: photos are those that were released, as they were: whoever hands the paper on hands out nothing else.
        Raises: NotFound.
        """
        told = self.protocol(actor, walk_id)
        paper = tell(told)
        made_at: datetime = self._shelf.now(actor, told.walk.municipality)
        if kind is PaperFormat.XLSX:
            return paper_xlsx(paper, made_at=made_at)
        pictures: dict[str, bytes] = {}
        photos = {str(photo): photo for noted in told.findings for photo in noted.photos}
        for name in dict.fromkeys(picture.name for picture in paper.pictures()):
            drawn = None
            if name == MAP:
                drawn = self._map(actor, told, paper.legend)
            elif name in photos:
                drawn = self.picture(actor, photos[name], as_released=True, side=PHOTO_SIDE)
            if drawn is not None:
                pictures[name] = drawn
        make = paper_pdf if kind is PaperFormat.PDF else paper_docx
        return make(paper, pictures, made_at=made_at)

    # Shared by the deeds above

    def _protocol(self, actor: Actor, walk: Walk) -> Protocol:
        shelf, code = self._shelf, walk.municipality
        today = shelf.today(actor, code)

        def build() -> Protocol:
            place = next(iter(shelf.records(actor, Place, code, id=walk.place_id)), None) if walk.place_id else None
            area = next((one for one in shelf.areas(actor, code) if one.code == walk.area_code), None)
            return protocol_of(
                ProtocolCase(
                    walk=walk,
                    municipality=shelf.municipality(actor, code).name,
                    place=place.name if place else area.name if area else None,
                    findings=shelf.records(actor, Finding, code, walk_id=walk.id),
                    assessments=shelf.records(actor, Assessment, code, walk_id=walk.id),
                    turnouts=shelf.records(actor, Turnout, code, walk_id=walk.id),
                    photos=shelf.records(actor, Photo, code, walk_id=walk.id),
                    parties={one.id: one for one in shelf.records(actor, Party, code)},
                    actions={one.id: one for one in shelf.records(actor, Action, code)},
                    today=today,
                )
            )

        return shelf.shared("protocol", (actor.tiers, actor.municipalities, walk.id, today), _MADE_OF, build)

    def _map(self, actor: Actor, told: Protocol, words: Mapping[str, str]) -> bytes | None:
        if not has_map(told):
            return None
        areas = self._shelf.areas(actor, told.walk.municipality)
        own = [area.outline for area in areas if area.code == told.walk.area_code]
        return walk_map(told, words, own)

    def _first_noted(self, actor: Actor, walk: Walk) -> datetime | None:
        findings = self._shelf.records(actor, Finding, walk.municipality, walk_id=walk.id)
        return min((one.observed_at for one in findings), default=None)

    def _before(self, actor: Actor, later: Walk) -> Walk:
        """The latest walk at the same place before it. Raises: NotFound."""
        same = [
            walk
            for walk in self._shelf.records(actor, Walk, later.municipality)
            if walk.id != later.id
            and later.place_id is not None
            and walk.place_id == later.place_id
            and walk.planned_on < later.planned_on
        ]
        if not same:
            raise NotFound("no earlier walk of this place is known; choose the walk to compare with")
        return max(same, key=lambda walk: (walk.planned_on, str(walk.id)))
