"""Newsletters: made of what is counted and done, written to, approved once, logged once as the newsletter it is.

RULE 1: a newsletter holds what everybody may see: counts as they may be printed, actions as a citizen sees them. Only
what its counts and its advice are made of is the municipality's own. RULE 2: once approved, neither its words nor its
files change. RULE 3: the product sends nothing; a person does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import shapely

from geodata.casebook.activities import Activities, Logged
from geodata.casebook.statistics import Statistics
from geodata.chain import ActionLine
from geodata.editing import Entry, refuse_names
from geodata.errors import InvalidRecord, NotFound
from geodata.exports.letter_html import letter_html
from geodata.exports.letter_text import letter_text
from geodata.logbook import sheet_of
from geodata.model import (
    ActionType,
    Activity,
    Actor,
    Area,
    Category,
    Counted,
    Deed,
    Measure,
    Newsletter,
    Place,
    Provenance,
    Role,
    View,
    letter_digest,
    record_id,
)
from geodata.newsletters.content import Content, read, written
from geodata.newsletters.making import Told, content, division, printed_by
from geodata.paper import Paper
from geodata.store.base import Change, Op


@dataclass(frozen=True, slots=True)
class Letter:
    """A newsletter as it goes out: HTML for mail, and plain text."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class NewsletterStory:
    """A newsletter opened.

    approved_by, approved_at: None for a draft.  logged: the activity that it was logged as.  fits: actions that it can
    be logged on, grannsamverkan first.
    """

    entry: Entry[Newsletter]
    content: Content
    approved_by: str | None
    approved_at: datetime | None
    logged: Entry[Activity] | None
    fits: tuple[ActionLine, ...]


Tell = Callable[[NewsletterStory], Paper]


class Newsletters(Activities, Statistics):
    """Making, writing, approving, reading and logging newsletters."""

    def newsletter_areas(self, actor: Actor, municipality: str) -> tuple[Area, ...]:
        """The areas that a newsletter can be for beside the whole municipality, by name: RegSO or larger."""
        actor.require(Deed.READ, municipality)
        return division(self._shelf.areas(_everybody(actor), municipality))

    def newsletters(self, actor: Actor, municipality: str) -> tuple[Entry[Newsletter], ...]:
        """All newsletters, the newest first."""
        actor.require(Deed.READ, municipality)
        found = self.entries(actor, Newsletter, municipality)
        return tuple(sorted(found, key=lambda one: (one.record.made_at, str(one.record.id)), reverse=True))

    def newsletter(self, actor: Actor, identity: UUID) -> NewsletterStory:
        """One newsletter with its content. Raises: NotFound, StoreError."""
        actor.require(Deed.READ)
        entry = self.entry(actor, Newsletter, identity)
        record = entry.record
        logged = self._shelf.stored(actor, Activity, record.municipality, id=_activity_id(record))
        return NewsletterStory(
            entry=entry,
            content=read(record.content),
            approved_by=record.approved_by,
            approved_at=record.approved_at,
            logged=Entry(logged[0].record, logged[0].version, logged[0].changed_at) if logged else None,
            fits=self._fitting(actor, record),
        )

    def make_newsletter(
        self, actor: Actor, municipality: str, title: str, *, area: str | None = None, language: str = "sv"
    ) -> Entry[Newsletter]:
        """A new draft of what is known today. Raises: NotFound for an area that none can be for."""
        actor.require(Deed.EDIT_REGISTER, municipality)
        now = self._newsletter_now(actor, municipality, area)
        record = Newsletter(
            id=uuid4(),
            municipality=municipality,
            provenance=Provenance(source="Löfteskartan", made_up=now.made_up),
            title=title,
            area_code=area,
            language=language,
            made_at=self._shelf.now(actor, municipality),
            content=written(now),
        )
        _refuse_names(record)
        self._commit(actor, [Op(uuid4(), record, base_version=0)])
        return self.entry(actor, Newsletter, record.id)

    def make_newsletter_anew(self, actor: Actor, identity: UUID, *, base_version: int) -> Entry[Newsletter]:
        """Today's content in a draft, in place of what it had; its own words stay.

        Raises: InvalidRecord for an approved one, EditConflict, NotFound.
        """
        record = self._unapproved(actor, identity)
        now = self._newsletter_now(actor, record.municipality, record.area_code)
        made_at = self._shelf.now(actor, record.municipality)
        return self._changed(actor, record, {"content": written(now), "made_at": made_at}, base_version)

    def write_newsletter(
        self,
        actor: Actor,
        identity: UUID,
        *,
        title: str,
        greeting: str | None,
        closing: str | None,
        base_version: int,
    ) -> Entry[Newsletter]:
        """Give a draft its title and its own words.

        Raises: NamesAPerson, InvalidRecord for an approved one, EditConflict, NotFound.
        """
        record = self._unapproved(actor, identity)
        words = {"title": title, "greeting": greeting or None, "closing": closing or None}
        return self._changed(actor, record, words, base_version)

    def discard_newsletter(self, actor: Actor, identity: UUID, *, base_version: int) -> None:
        """Throw a draft away; the log still tells of it.

        Raises: InvalidRecord for an approved one, EditConflict where it is not as it was read, NotFound.
        """
        record = self._unapproved(actor, identity)
        self._settle_edit(actor, record, Op(uuid4(), record, Change.RETIRE, base_version))

    def newsletter_letter(self, actor: Actor, identity: UUID, tell: Tell) -> Letter:
        """A newsletter as it goes out: as it was approved, or as a draft would. tell: puts it into words."""
        story = self.newsletter(actor, identity)
        record = story.entry.record
        if record.html is not None and record.text is not None:
            return Letter(record.html, record.text)
        paper = tell(story)
        return Letter(letter_html(paper), letter_text(paper))

    def approve_newsletter(
        self, actor: Actor, identity: UUID, *, function: str, base_version: int, tell: Tell
    ) -> Entry[Newsletter]:
        """Approve a draft, for good: its words and both its files stay as they are. function: never a name.

        Raises: NamesAPerson, InvalidRecord for an approved one, EditConflict, NotFound.
        """
        record = self._unapproved(actor, identity)
        at = self._shelf.now(actor, record.municipality)
        story = replace(self.newsletter(actor, identity), approved_by=function, approved_at=at)
        paper = tell(story)
        html, text = letter_html(paper), letter_text(paper)
        approved = {"approved_by": function, "approved_at": at, "html": html, "text": text}
        digest = letter_digest(record.content, html, text)
        return self._changed(actor, record, {**approved, "letter_sha256": digest}, base_version)

    def log_newsletter(self, actor: Actor, identity: UUID, action_id: UUID, *, channel: str) -> Logged:
        """Log an approved newsletter as one issue of an action, once: again it changes nothing.

        Raises: InvalidRecord for a draft, NotFound for an action that it cannot be logged on.
        """
        actor.require(Deed.EDIT_REGISTER)
        story = self.newsletter(actor, identity)
        record = story.entry.record
        if not record.is_approved:
            raise InvalidRecord(f'"{record.title}" is not approved yet; approve it before it is logged as sent')
        if story.logged is not None:
            return Logged(story.logged, self._line_of(actor, story.logged.record))
        if action_id not in {line.action.id for line in story.fits}:
            raise NotFound(f"no action {action_id} that counts newsletters; choose one from the list")
        activity = Activity(
            id=_activity_id(record),
            municipality=record.municipality,
            provenance=record.provenance,
            action_id=action_id,
            done_on=self._shelf.today(actor, record.municipality),
            area_code=record.area_code,
            themes=(Category.BURGLARY,),
            numbers=(Counted(measure=Measure.ISSUES, number=1),),
            channel=channel,
        )
        return self.log_activity(actor, activity)

    # Shared by the deeds above

    def _newsletter_now(self, actor: Actor, municipality: str, area_code: str | None) -> Content:
        everybody, planner = _everybody(actor), Actor(role=Role.PLANNER, municipalities=actor.municipalities)
        shelf = self._shelf
        areas = shelf.areas(everybody, municipality)
        area = next((one for one in division(areas) if one.code == area_code), None)
        if area_code is not None and area is None:
            raise NotFound(f'no area "{area_code[:40]}" that a newsletter can be for; choose RegSO or larger')
        approved = [one.record for one in self.entries(planner, Newsletter, municipality) if one.record.is_approved]
        record = shelf.municipality(everybody, municipality)
        places = {place.id: place for place in shelf.records(everybody, Place, municipality)}
        return content(
            Told(
                municipality=municipality,
                name=record.name,
                as_of=shelf.today(everybody, municipality),
                area=area,
                areas=areas,
                book=shelf.burglaries(planner, municipality),
                near=self.near_repeats(planner, View(municipality=municipality)),
                actions=tuple(shelf.register(everybody, municipality).lines.values()),
                places=places,
                places_within=frozenset() if area is None else _within(area, places.values()),
                printed=printed_by(read(one.content) for one in approved),
                made_up=record.shown_as_of is not None,
            )
        )

    def _unapproved(self, actor: Actor, identity: UUID) -> Newsletter:
        actor.require(Deed.EDIT_REGISTER)
        record = self._one(actor, (Newsletter,), identity)
        actor.require(Deed.EDIT_REGISTER, record.municipality)
        if record.is_approved:
            raise InvalidRecord(f'"{record.title}" is approved and stays as it is; make a new one')
        return record

    def _changed(
        self, actor: Actor, record: Newsletter, changes: dict[str, Any], base_version: int
    ) -> Entry[Newsletter]:
        changed = Newsletter(**{**dict(record), **changes})
        _refuse_names(changed)
        self._settle_edit(actor, changed, Op(uuid4(), changed, base_version=base_version))
        return self.entry(actor, Newsletter, record.id)

    def _fitting(self, actor: Actor, record: Newsletter) -> tuple[ActionLine, ...]:
        lines = self._shelf.register(actor, record.municipality).lines.values()
        fits = [line for line in lines if Measure.ISSUES in sheet_of(line.action).measures and line.answers_today]
        watch = ActionType.NEIGHBOURHOOD_WATCH
        return tuple(sorted(fits, key=lambda line: (line.action.action_type is not watch, line.action.title)))


def _refuse_names(record: Newsletter) -> None:
    """Raises: NamesAPerson, for words that somebody wrote; what the rest is made of was looked through before."""
    made: dict[str, Any] = {"content": "{}", "html": None, "text": None}
    refuse_names(record.model_copy(update=made))


def _everybody(actor: Actor) -> Actor:
    return Actor(role=Role.CITIZEN, municipalities=actor.municipalities)


def _activity_id(record: Newsletter) -> UUID:
    return record_id(Activity.kind, record.municipality, Newsletter.kind, str(record.id))


def _within(area: Area, places: Iterable[Place]) -> frozenset[UUID]:
    """The located places of an area."""
    located = ((place.id, place.position) for place in places if place.position is not None)
    return frozenset(identity for identity, at in located if area.outline.covers(shapely.Point(at.lon, at.lat)))
