"""The inbox: what waits to be decided of findings, and one finding with all that it takes to decide it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from geodata.casebook.conflicts import Conflicts, Sent
from geodata.casebook.registering import Registering
from geodata.editing import Entry, HistoryLine
from geodata.inbox import RESTING, Likeness, Waits, has_close_likeness, headings, suggest_duplicates
from geodata.model import (
    Action,
    Actor,
    Assessment,
    CaseStatus,
    Deed,
    Finding,
    Party,
    Photo,
    ShrubDetails,
    Walk,
)
from geodata.model.screening import Mark, personal_marks
from geodata.store.base import Query, Store

MOST_ALIKE = 5
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A finding in the inbox. headings: all that it waits for. photos: how many. walk: None where it has none."""

    entry: Entry[Finding]
    headings: tuple[Waits, ...]
    walk: Walk | None
    photos: int

    @property
    def finding(self) -> Finding:
        """The finding as it stands."""
        return self.entry.record


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """new: findings that nobody has decided. arrived: all there are, which grows with each that comes in.

    version: the data version that they were counted at.
    """

    new: int
    arrived: int
    version: int


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Part of the inbox. total: of the lines that were asked for. counts: of all headings, within walk and party.

    waiting: findings that wait for something, each once.
    """

    lines: tuple[InboxLine, ...]
    first: int
    total: int
    counts: Mapping[Waits, int]
    waiting: int
    standing: InboxCounts


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One finding and all that it takes to decide it.

    marks: what in its note seems to name a person.  alike: that may tell the same, likeliest first.  same_as: the
    finding that it is proposed to be merged into, or was.  told_here_too: findings merged into it or proposed to be.
    sent: versions that a phone sent and that do not stand.  scores: of its stop, one by each recorder.
    beside: the other findings of its walk, those that are merged left out.
    """

    entry: Entry[Finding]
    headings: tuple[Waits, ...]
    walk: Walk | None
    photos: tuple[Entry[Photo], ...]
    marks: tuple[Mark, ...]
    alike: tuple[Likeness, ...]
    same_as: Entry[Finding] | None
    told_here_too: tuple[Entry[Finding], ...]
    sent: tuple[Sent, ...]
    scores: tuple[Assessment, ...]
    beside: tuple[Finding, ...]
    responsible: Party | None
    action: Action | None
    history: tuple[HistoryLine, ...]
    today: date

    @property
    def finding(self) -> Finding:
        """The finding as it stands."""
        return self.entry.record


class Inbox(Registering):
    """Looking at what waits."""

    def __init__(self, store: Store, **options: Any) -> None:
        super().__init__(store, **options)
        self._conflicts = Conflicts(store)

    def inbox_counts(self, actor: Actor, municipality: str) -> InboxCounts:
        """How many findings are new, and how many there are; cheap enough to be asked every few seconds."""
        actor.require(Deed.REVIEW, municipality)
        scope = (actor.tiers, actor.municipalities, municipality)

        def build() -> InboxCounts:
            version = self._shelf.version(Finding)
            own = frozenset({municipality})
            new = Query(actor.tiers, own, {"status": CaseStatus.NEW, "merged_on": None})
            return InboxCounts(
                self._store.count(Finding, new), self._store.count(Finding, Query(actor.tiers, own)), version
            )

        return self._shelf.shared("inbox_counts", scope, (Finding,), build)

    def inbox(
        self,
        actor: Actor,
        municipality: str,
        *,
        heading: Waits | None = None,
        walk_id: UUID | None = None,
        responsible_id: UUID | None = None,
        first: int = 0,
        most: int = ON_A_PAGE,
    ) -> InboxPage:
        """What waits, the most pressing first; under a heading all that it holds, what waits for nothing too.

        heading: None for all that waits for something.  first: how many are passed over.
        """
        actor.require(Deed.REVIEW, municipality)
        lines = [
            line
            for line in self._inbox_lines(actor, municipality)
            if (walk_id is None or line.finding.walk_id == walk_id)
            and (responsible_id is None or line.finding.responsible_id == responsible_id)
        ]
        counted = Counter(one for line in lines for one in line.headings)
        waiting = [line for line in lines if line.headings[0] not in RESTING]
        chosen = waiting if heading is None else [line for line in lines if heading in line.headings]
        return InboxPage(
            lines=tuple(chosen[first : first + most]),
            first=first,
            total=len(chosen),
            counts={one: counted[one] for one in Waits},
            waiting=len(waiting),
            standing=self.inbox_counts(actor, municipality),
        )

    def finding_story(self, actor: Actor, finding_id: UUID) -> InboxItem:
        """A finding with all that it takes to decide it. Raises: NotFound."""
        actor.require(Deed.REVIEW)
        entry = self.entry(actor, Finding, finding_id)
        finding, code = entry.record, entry.record.municipality
        actor.require(Deed.REVIEW, code)
        standing = self._shelf.mirror(actor, Finding, code).records()
        today = self._shelf.today(actor, code)
        walks = self._shelf.records(actor, Walk, code, id=finding.walk_id) if finding.walk_id else ()
        alike = () if finding.merged_on else suggest_duplicates(finding, (one.record for one in standing.values()))
        sent = self._conflicts.open(actor, code).get(finding.id, ())
        other = standing.get(finding.duplicate_of) if finding.duplicate_of else None
        scores: tuple[Assessment, ...] = ()
        if finding.walk_id is not None and finding.stop:
            scores = self._shelf.records(actor, Assessment, code, walk_id=finding.walk_id, stop=finding.stop)
        party = self._shelf.records(actor, Party, code, id=finding.responsible_id) if finding.responsible_id else ()
        action = self._shelf.records(actor, Action, code, id=finding.action_id) if finding.action_id else ()
        return InboxItem(
            entry=entry,
            headings=headings(
                finding, on=today, has_likeness=any(one.is_close for one in alike), in_conflict=bool(sent)
            ),
            walk=walks[0] if walks else None,
            photos=tuple(
                Entry(one.record, one.version, one.changed_at)
                for one in self._shelf.stored(actor, Photo, code, finding_id=finding.id)
            ),
            marks=personal_marks(finding.note) if finding.note else (),
            alike=alike[:MOST_ALIKE],
            same_as=Entry(other.record, other.version, other.changed_at) if other else None,
            told_here_too=tuple(
                Entry(one.record, one.version, one.changed_at)
                for one in standing.values()
                if one.record.duplicate_of == finding.id
            ),
            sent=sent,
            scores=tuple(sorted(scores, key=lambda one: (one.observed_at, one.id))),
            beside=tuple(
                one.record
                for one in standing.values()
                if finding.walk_id is not None
                and one.record.walk_id == finding.walk_id
                and one.record.id != finding.id
                and one.record.merged_on is None
            ),
            responsible=party[0] if party else None,
            action=action[0] if action else None,
            history=self.history_of(actor, Finding, finding.id),
            today=today,
        )

    def _inbox_lines(self, actor: Actor, municipality: str) -> tuple[InboxLine, ...]:
        """Every finding that the actor may see, in the order in which they are decided."""
        today = self._shelf.today(actor, municipality)
        conflicts = self._conflicts.open(actor, municipality)

        def build() -> tuple[InboxLine, ...]:
            entries = [
                Entry(item.record, item.version, item.changed_at)
                for item in self._shelf.mirror(actor, Finding, municipality).records().values()
            ]
            walks = {walk.id: walk for walk in self._shelf.records(actor, Walk, municipality)}
            photos = Counter(photo.finding_id for photo in self._shelf.records(actor, Photo, municipality))
            alike = _with_likeness([entry.record for entry in entries])
            lines = [
                InboxLine(
                    entry,
                    headings(
                        entry.record,
                        on=today,
                        has_likeness=entry.record.id in alike,
                        in_conflict=entry.record.id in conflicts,
                    ),
                    walks.get(entry.record.walk_id) if entry.record.walk_id else None,
                    photos[entry.record.id],
                )
                for entry in entries
            ]
            return tuple(sorted(lines, key=_order))

        scope = (actor.tiers, actor.municipalities, municipality, today, tuple(sorted(map(str, conflicts))))
        return self._shelf.shared("inbox", scope, (Finding, Walk, Photo), build)


def _with_likeness(findings: Sequence[Finding]) -> frozenset[UUID]:
    """New findings that closely resemble another."""
    kinds: dict[object, list[Finding]] = defaultdict(list)
    for finding in findings:
        kinds[finding.category, finding.feeling].append(finding)
    return frozenset(
        finding.id
        for several in kinds.values()
        for finding in several
        if finding.status is CaseStatus.NEW and finding.merged_on is None and has_close_likeness(finding, several)
    )


def _order(line: InboxLine) -> tuple[int, int, float, str]:
    """By what it waits for; what is due by its day, everything else the latest first."""
    finding, first = line.finding, line.headings[0]
    due: date | None = None
    if first is Waits.OVERDUE:
        due = finding.due_on
    elif first is Waits.SEASON and isinstance(finding.details, ShrubDetails):
        due = finding.details.regrows_on
    return (
        list(Waits).index(first),
        due.toordinal() if due else 0,
        -finding.observed_at.timestamp(),
        str(finding.id),
    )
