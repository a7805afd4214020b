"""Lägesbilder: frozen from what is known on a day, written to, approved once, superseded and never edited.

RULE 1: a lägesbild holds what those may see whom it is for, and nothing above: it is made through their eyes.
RULE 2: once it is approved neither its content nor its texts change; a mistake is mended by the next one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np

from geodata.casebook.coverage import Coverage
from geodata.casebook.sourcing import Sourcing
from geodata.casebook.statistics import Statistics
from geodata.casebook.viewing import Viewing
from geodata.columns import CATEGORY_ORDER, KINDS
from geodata.editing import Entry, refuse_names
from geodata.errors import Conflict, InvalidRecord, NotAllowed, NotFound, StoreError
from geodata.exports.paper_docx import paper_docx
from geodata.exports.paper_pdf import paper_pdf
from geodata.exports.paper_xlsx import paper_xlsx
from geodata.exports.situationmap import has_map, situation_map
from geodata.exports.wallmap import WallMaps
from geodata.model import (
    Action,
    Actor,
    BurglaryCount,
    Deed,
    EvidenceKind,
    ImportRun,
    Place,
    Promise,
    Provenance,
    Record,
    Role,
    SectionText,
    SituationContent,
    SituationReport,
    SurveyResult,
    Tier,
    View,
    record_id,
)
from geodata.paper import Paper, PaperFormat
from geodata.situation.content import Content
from geodata.situation.differences import Differences, differences
from geodata.situation.making import Told, content
from geodata.situation.views import AskedView, Counted, asked_again, view_part
from geodata.situation.wall import WallView
from geodata.situation.writing import as_told_by, read, sha256, written
from geodata.store.base import Change, Op
from geodata.store.opening import open_store
from geodata.store.replaying import replay
from geodata.studies.surveys import SurveyBesideCounts

MONTHS = 12
"""How long a period a lägesbild tells evidence of; it is held against the one before."""
LOG_MONTHS = 12
MOST_QUESTIONS = 5
TRIES = 5
"""How often what is known is read anew where somebody writes meanwhile."""
MAP = "map"
"""The name of the map of hotspots among a paper's pictures."""
Draw = Callable[[WallView], str]
"""Makes a map of a lägesbild as an SVG element."""
_EYES = {Tier.PUBLIC: Role.CITIZEN, Tier.MUNICIPALITY: Role.PLANNER, Tier.POLICE: Role.POLICE}


@dataclass(frozen=True, slots=True)
class SituationLine:
    """A lägesbild in a list. has_content: False for one that is told by its summary alone. superseded_by: its heir."""

    entry: Entry[SituationReport]
    has_content: bool
    superseded_by: UUID | None

    @property
    def is_approved(self) -> bool:
        """Whether it stands for good."""
        return self.entry.record.approved_at is not None


@dataclass(frozen=True, slots=True)
class SituationStory:
    """A lägesbild opened. content: None where it has none.  since_then: what is otherwise than in the earlier one."""

    line: SituationLine
    content: Content | None
    earlier: SituationLine | None
    since_then: Differences | None


class Situations(Coverage, Statistics, Sourcing, Viewing):
    """Making, writing, approving and reading lägesbilder."""

    def situation_now(
        self, actor: Actor, municipality: str, tier: Tier = Tier.MUNICIPALITY, views: Sequence[AskedView] = ()
    ) -> Content:
        """What a lägesbild would say today to those who see up to a tier. Raises: NotAllowed above the actor's own."""
        actor.require(Deed.READ, municipality)
        if tier not in actor.tiers:
            raise NotAllowed(f"the role {actor.role} does not see what is for {tier.value}; choose another audience")
        eyes = Actor(role=_EYES[tier], municipalities=actor.municipalities)
        with self._shelf.still():
            return content(self._told(eyes, municipality, tier, views))

    def situations(self, actor: Actor, municipality: str) -> tuple[SituationLine, ...]:
        """All lägesbilder, the newest first."""
        actor.require(Deed.READ, municipality)
        entries = self.entries(actor, SituationReport, municipality)
        heirs = {
            entry.record.supersedes: entry.record.id
            for entry in entries
            if entry.record.supersedes is not None and entry.record.approved_at is not None
        }
        lines = (
            SituationLine(entry, entry.record.content_sha256 is not None, heirs.get(entry.record.id))
            for entry in entries
        )
        return tuple(sorted(lines, key=lambda one: _moment(one.entry.record), reverse=True))

    def situation(self, actor: Actor, identity: UUID) -> SituationStory:
        """One lägesbild with its content, and what became of the one before.

        Raises: NotFound; StoreError where the content is not the one that was frozen.
        """
        actor.require(Deed.READ)
        record = self._one(actor, (SituationReport,), identity)
        lines = self.situations(actor, record.municipality)
        line = next(one for one in lines if one.entry.record.id == identity)
        now = self._content(actor, record)
        earlier = _before(record, lines)
        then = self._content(actor, earlier.entry.record) if earlier else None
        return SituationStory(line, now, earlier, differences(then, now) if then and now else None)

    def freeze_situation(
        self,
        actor: Actor,
        municipality: str,
        title: str,
        *,
        tier: Tier = Tier.MUNICIPALITY,
        identity: UUID | None = None,
    ) -> Entry[SituationReport]:
        """Freeze what is known today into a new draft. identity: of the draft, where there may be one only.

        Its texts are those of the latest approved one for the same audience, to be gone through: what was written for
        the municipality is not put before the public.
        """
        actor.require(Deed.EDIT_REGISTER, municipality)
        position, now = self._at_once(actor, municipality, tier)
        lines = self.situations(actor, municipality)
        before = next((one for one in lines if one.is_approved and one.entry.record.tier is tier), None)
        text = written(now)
        moment = self._shelf.now(actor, municipality)
        report = SituationReport(
            id=identity or uuid4(),
            municipality=municipality,
            tier=tier,
            provenance=Provenance(source="Löfteskartan", made_up=now.made_up),
            title=title,
            frozen_at=moment,
            event_position=position,
            themes=_themes(now),
            content_sha256=sha256(text),
            texts=before.entry.record.texts if before else (),
            supersedes=before.entry.record.id if before and before.has_content else None,
        )
        refuse_names(report)
        self._commit(actor, [Op(uuid4(), report, base_version=0), Op(uuid4(), _kept(report, text), base_version=0)])
        return self.entry(actor, SituationReport, report.id)

    def freeze_anew(self, actor: Actor, identity: UUID, *, base_version: int) -> Entry[SituationReport]:
        """Freeze today's content into a draft, in place of what it had; its texts and its views of the map stay.

        Raises: InvalidRecord for an approved one, EditConflict, NotFound.
        """
        report = self._draft(actor, identity)
        return self._freeze_into(actor, report, _views(self._content(actor, report)), base_version)

    def _freeze_into(
        self, actor: Actor, report: SituationReport, views: Sequence[AskedView], base_version: int
    ) -> Entry[SituationReport]:
        """Today's content with these views of the map, in place of what a draft had."""
        position, now = self._at_once(actor, report.municipality, report.tier, views)
        text = written(now)
        changes: dict[str, Any] = {
            "frozen_at": self._shelf.now(actor, report.municipality),
            "event_position": position,
            "themes": _themes(now),
            "content_sha256": sha256(text),
        }
        changed = SituationReport(**{**dict(report), **changes})
        kept = _kept(changed, text)
        stored = self._shelf.stored(actor, SituationContent, report.municipality, id=kept.id)
        self._settle_edit(
            actor,
            changed,
            Op(uuid4(), changed, base_version=base_version),
            Op(uuid4(), kept, base_version=stored[0].version if stored else 0),
        )
        return self.entry(actor, SituationReport, report.id)

    def write_situation(
        self, actor: Actor, identity: UUID, *, title: str, texts: Sequence[SectionText], base_version: int
    ) -> Entry[SituationReport]:
        """Give a draft its title and texts; empty ones are left out.

        Raises: NamesAPerson, InvalidRecord for an approved one, EditConflict, NotFound.
        """
        report = self._draft(actor, identity)
        said = tuple(one for one in texts if one.text.strip())
        changed = SituationReport(**{**dict(report), "title": title, "texts": said})
        refuse_names(changed)
        self._settle_edit(actor, changed, Op(uuid4(), changed, base_version=base_version))
        return self.entry(actor, SituationReport, identity)

    def approve_situation(
        self, actor: Actor, identity: UUID, *, function: str, base_version: int
    ) -> Entry[SituationReport]:
        """Approve a draft, for good. function: of whoever approves, never a name.

        Raises: NamesAPerson, InvalidRecord for one that is approved or has no content, EditConflict, NotFound.
        """
        report = self._draft(actor, identity)
        if self._content(actor, report) is None:
            raise InvalidRecord(f'"{report.title}" has no frozen content; freeze it before it is approved')
        approved = {"approved_by": function, "approved_at": self._shelf.now(actor, report.municipality)}
        changed = SituationReport(**{**dict(report), **approved})
        refuse_names(changed)
        self._settle_edit(actor, changed, Op(uuid4(), changed, base_version=base_version))
        return self.entry(actor, SituationReport, identity)

    def discard_situation(self, actor: Actor, identity: UUID, *, base_version: int) -> None:
        """Throw a draft away with what it was frozen with; the log still tells of both.

        Raises: InvalidRecord for an approved one, EditConflict where it is not as it was read, NotFound.
        """
        report = self._draft(actor, identity)
        contents = self._shelf.stored(actor, SituationContent, report.municipality, id=_content_id(report))
        self._settle_edit(
            actor,
            report,
            Op(uuid4(), report, Change.RETIRE, base_version),
            *(Op(uuid4(), one.record, Change.RETIRE, one.version) for one in contents),
        )

    def situation_map(self, actor: Actor, identity: UUID, words: Mapping[str, str]) -> bytes:
        """Its hotspots as SVG. words: as of `situation_map`. Raises: NotFound, also where there is nothing to draw."""
        content = self.situation(actor, identity).content
        if content is None or not has_map(content):
            raise NotFound("this situation report has no hotspots to draw; read its text instead")
        return situation_map(content, words)

    def situation_document(
        self, actor: Actor, identity: UUID, kind: PaperFormat, tell: Callable[[SituationStory], Paper]
    ) -> bytes:
        """A lägesbild on paper. tell: puts it into words. Raises: NotFound, StoreError."""
        story = self.situation(actor, identity)
        paper = tell(story)
        made_at = self._shelf.now(actor, story.line.entry.record.municipality)
        if kind is PaperFormat.XLSX:
            return paper_xlsx(paper, made_at=made_at)
        pictures: dict[str, bytes] = {}
        if story.content is not None and has_map(story.content) and paper.pictures():
            pictures[MAP] = situation_map(story.content, paper.legend)
        make = paper_pdf if kind is PaperFormat.PDF else paper_docx
        return make(paper, pictures, made_at=made_at)

    def situation_on_wall(
        self, actor: Actor, identity: UUID, tell: Callable[[SituationStory, Draw | None], str]
    ) -> str:
        """A lägesbild as a meeting sees it. tell: puts it into words, and asks for its maps; None without content.

        Raises: NotFound, StoreError.
        """
        story = self.situation(actor, identity)
        return tell(story, WallMaps(story.content).draw if story.content is not None else None)

    def situation_stands(self, actor: Actor, identity: UUID) -> bool:
        """Whether the log says of that moment, byte for byte, what the lägesbild was frozen with.

        Everything is done again from the log's beginning in a store of its own: seconds, or minutes for a large one.
        Raises: InvalidRecord for one without content, StoreError, NotFound.
        """
        actor.require(Deed.EDIT_REGISTER)
        report = self._one(actor, (SituationReport,), identity)
        actor.require(Deed.EDIT_REGISTER, report.municipality)
        frozen = self._content(actor, report)
        if frozen is None:
            raise InvalidRecord(f'"{report.title}" has no frozen content; there is nothing to hold it against')
        with tempfile.TemporaryDirectory() as directory:
            store = open_store(Path(directory) / "then.gpkg")
            try:
                replay(self._store, report.event_position, store)
                then = type(self)(store, clock=lambda: report.frozen_at)
                again = then.situation_now(actor, report.municipality, report.tier, _views(frozen))
            finally:
                store.close()
        return sha256(written(as_told_by(frozen, again))) == report.content_sha256

    # Shared by the deeds above

    def _at_once(
        self, actor: Actor, municipality: str, tier: Tier, views: Sequence[AskedView] = ()
    ) -> tuple[int, Content]:
        """What is known, and the position of the log that it is known from. Raises: Conflict where all keep writing."""
        for _ in range(TRIES):
            position, now = self._store.position(), self.situation_now(actor, municipality, tier, views)
            if self._store.position() == position:
                return position, now
        raise Conflict("others are writing all the time; freeze it again when the import is done", 0)

    def _draft(self, actor: Actor, identity: UUID) -> SituationReport:
        actor.require(Deed.EDIT_REGISTER)
        report = self._one(actor, (SituationReport,), identity)
        actor.require(Deed.EDIT_REGISTER, report.municipality)
        if report.approved_at is not None:
            raise InvalidRecord(f'"{report.title}" is approved and stays as it is; freeze a new one that supersedes it')
        return report

    def _content(self, actor: Actor, report: SituationReport) -> Content | None:
        if report.content_sha256 is None:
            return None
        found = self._shelf.records(actor, SituationContent, report.municipality, id=_content_id(report))
        if not found:
            raise NotFound(f'the content of "{report.title}" is not there; freeze it anew, or restore a copy')
        text = found[0].text
        if sha256(text) != report.content_sha256:
            raise StoreError(f'the content of "{report.title}" is not the one that was frozen; restore a copy')
        return read(text)

    def _told(self, eyes: Actor, code: str, tier: Tier, views: Sequence[AskedView]) -> Told:
        shelf, today = self._shelf, self._shelf.today(eyes, code)
        since, until = _period(today)
        before = _period(since)
        view = View(municipality=code, since=since, until=until)
        register, cards = shelf.register(eyes, code), self._adopted(eyes, code)
        municipality = shelf.municipality(eyes, code)
        runs = shelf.records(eyes, ImportRun, code)
        return Told(
            municipality=code,
            name=municipality.name,
            tier=tier,
            as_of=today,
            since=since,
            until=until,
            before=before,
            made_up=municipality.shown_as_of is not None,
            change=self.period_change(eyes, view, before),
            kinds={
                kind: self.period_change(eyes, view.model_copy(update={"kinds": frozenset({kind})}), before)
                for kind in EvidenceKind
            },
            cards=self.hotspots(eyes, View(municipality=code)),
            log=self.hotspot_log(eyes, View(municipality=code), months=LOG_MONTHS),
            areas=shelf.division(eyes, code).areas,
            rates=self.area_rates(eyes, code, since=since, until=until),
            surveys=self._surveys(eyes, code),
            promises=tuple(register.promise_story(promise, cards) for promise in register.promises),
            actions=tuple(register.lines.values()),
            refs={identity: register.hotspots_of(identity) for identity in register.lines},
            places=shelf.records(eyes, Place, code),
            gaps=self.coverage(eyes, code).gaps,
            sources=self.evidence_sources(eyes, code),
            imports=sorted(runs, key=lambda run: (run.finished_at, str(run.id)), reverse=True),
            provenances=[*self._provenances(eyes, code), *self._of_evidence(eyes, view)],
            views=[view_part(one, self._counted(eyes, one.view)) for one in views],
        )

    def _counted(self, eyes: Actor, view: View) -> Counted:
        return Counted(self.evidence_counts(eyes, view), KINDS, CATEGORY_ORDER, self.hotspots(eyes, view))

    def _provenances(self, eyes: Actor, code: str) -> Iterator[Provenance]:
        """Where what a handout draws and counts comes from, besides the evidence."""
        for area in self._shelf.division(eyes, code).areas:
            yield area.provenance
        kinds: tuple[type[Record], ...] = (BurglaryCount, SurveyResult, Promise, Action, Place)
        for kind in kinds:
            for record in self._shelf.records(eyes, kind, code):
                yield record.provenance

    def _of_evidence(self, eyes: Actor, view: View) -> tuple[Provenance, ...]:
        columns = self._shelf.columns(eyes, view.municipality)
        return self._evidence_provenances(eyes, view.municipality, columns, np.flatnonzero(columns.where(view)))

    def _surveys(self, eyes: Actor, code: str) -> tuple[SurveyBesideCounts, ...]:
        asked = self.survey_questions(eyes, code)[:MOST_QUESTIONS]
        return tuple(self.survey_and_counts(eyes, code, question=question) for question in asked)


def _views(frozen: Content | None) -> tuple[AskedView, ...]:
    """The views of the map that a content has, to be counted anew."""
    return tuple(asked_again(one) for one in (frozen.views if frozen else None) or ())


def _period(before: date) -> tuple[date, date]:
    """The MONTHS until the day before a day."""
    until = before - timedelta(days=1)
    at = before.year * 12 + before.month - 1 - MONTHS
    month_end = (date(at // 12, at % 12 + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(at // 12, at % 12 + 1, min(before.day, month_end.day)), until


def _moment(report: SituationReport) -> tuple[datetime, int]:
    """What tells which of two was frozen first, on a demonstration's standing day too."""
    return report.frozen_at, report.event_position


def _before(report: SituationReport, lines: Sequence[SituationLine]) -> SituationLine | None:
    """What a lägesbild is held against: that it supersedes, otherwise the latest approved for the same audience."""
    for line in lines:
        one = line.entry.record
        if one.id == report.supersedes:
            return line
    alike = (line for line in lines if line.is_approved and line.has_content and line.entry.record.tier is report.tier)
    return next((line for line in alike if _moment(line.entry.record) < _moment(report)), None)


def _themes(now: Content) -> tuple[Any, ...]:
    """The categories that gather in its hotspots, the most frequent first."""
    found: dict[Any, int] = {}
    for spot in now.spots:
        for category in spot.categories[:2]:
            found[category] = found.get(category, 0) + 1
    return tuple(sorted(found, key=lambda category: (-found[category], category)))[:5]


def _content_id(report: SituationReport) -> UUID:
    return record_id(SituationContent.kind, report.municipality, str(report.id))


def _kept(report: SituationReport, text: str) -> SituationContent:
    return SituationContent(
        id=_content_id(report),
        municipality=report.municipality,
        tier=report.tier,
        provenance=report.provenance,
        report_id=report.id,
        text=text,
        sha256=sha256(text),
    )
