"""What was read from the store, put in order once per version and shared by all who may see the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock, RLock
from typing import Any, TypeVar, cast
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import places
from geodata.analysis.density import Window
from geodata.analysis.hotspots import HotspotSettings
from geodata.analysis.refresh import Ground
from geodata.casebook.completing import Completed, completed
from geodata.casebook.gathering import Gathered, Gathering, KeptHotspot, gather, trend_period
from geodata.casebook.linkbook import LinkBook
from geodata.casebook.mirror import Mirror
from geodata.casebook.register import Register, Remembered
from geodata.chain import HotspotCard
from geodata.columns import Columns, build_columns
from geodata.coverage import in_order
from geodata.errors import NotFound
from geodata.linking import Experience
from geodata.model import (
    LOCAL_TIME,
    Action,
    Activity,
    Actor,
    Area,
    AreaKind,
    BurglaryCount,
    Dialogue,
    Effect,
    Finding,
    Goal,
    Hotspot,
    HotspotState,
    Link,
    Municipality,
    Party,
    Place,
    Promise,
    Record,
    Report,
    SituationReport,
    SurveyResult,
    View,
    visible,
)
from geodata.store.base import Query, Store, Stored
from geodata.studies.burglaries import BurglaryBook
from geodata.studies.hotspot_log import window_start

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_KEPT = 64
_STILL: ContextVar[Mapping[str, int] | None] = ContextVar("still", default=None)
CELLS_M = (50.0, 75.0)
MOST_CELLS = 400_000
_EVIDENCE = (Report, Finding, Area)
_REGISTER = (
    Municipality,
    Party,
    Place,
    Promise,
    Goal,
    Action,
    Activity,
    Link,
    Dialogue,
    SurveyResult,
    SituationReport,
    Effect,
    Hotspot,
)


_MIRRORED = frozenset(_REGISTER) - {Activity}
"""Kinds that are followed rather than read anew; activities are followed by their action, see `register`."""


@dataclass(frozen=True, slots=True)
class Division:
    """The areas that evidence is counted in: the finest kind a municipality has."""

    areas: tuple[Area, ...]
    index: places.AreaIndex | None


class Shelf:
    """Read access to a store through an actor's eyes. Everything it gives is already filtered and shared.

    clock: gives the zoned now, asked where a municipality has no day of its own.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._values: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._guard = Lock()
        self._mirrors: dict[Hashable, Mirror[Any]] = {}
        self._remembered: dict[Hashable, dict[UUID, Remembered]] = {}
        self._projected: dict[Hashable, dict[UUID, KeptHotspot]] = {}
        self._remembered_cards: dict[Hashable, dict[UUID, tuple[tuple[object, ...], HotspotCard]]] = {}
        self._builders: dict[Hashable, RLock] = {}

    def version(self, *kinds: type[Record]) -> int:
        """The data version, of all or of some kinds."""
        known = _STILL.get()
        if known is None or not kinds:
            return self._store.data_version(*kinds)
        return max((known.get(kind.kind, 0) for kind in kinds), default=0)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Within it the versions are asked for once: one answer is put together of what stood when it was begun.

        What is written meanwhile is in the next answer; a dozen questions for versions cost more than the hotspots.
        """
        if _STILL.get() is not None:
            yield
            return
        token = _STILL.set(self._store.data_versions())
        try:
            yield
        finally:
            _STILL.reset(token)

    def shared(self, name: str, key: tuple[Hashable, ...], kinds: Sequence[type[Record]], build: Callable[[], T]) -> T:
        """The value built at the newest version of the kinds; older versions of it are let go."""
        slot = (name, *key)
        version = self.version(*kinds)
        with self._guard:
            builder = self._builders.setdefault(slot, RLock())
        with builder:
            with self._guard:
                held = self._values.get(slot)
                if held and held[0] >= version:  # another thread may have built a newer one meanwhile
                    self._values.move_to_end(slot)
                    return cast("T", held[1])
            value = build()
            with self._guard:
                self._values[slot] = (version, value)
                self._values.move_to_end(slot)
                while len(self._values) > _KEPT:
                    old, _ = self._values.popitem(last=False)
                    self._builders.pop(old, None)
            return value

    def stored(self, actor: Actor, kind: type[R], municipality: str | None = None, **where: object) -> list[Stored[R]]:
        """Records with their versions, as the actor may see them."""
        found = self._store.find(kind, _query(actor, municipality, where))
        shown = ((visible(item.record, actor), item) for item in found)
        return [Stored(record, item.version, item.changed_at) for record, item in shown if record is not None]

    def records(self, actor: Actor, kind: type[R], municipality: str | None = None, **where: object) -> tuple[R, ...]:
        """Records as the actor may see them."""
        if municipality is not None and not where and kind in _MIRRORED and actor.works_in(municipality):
            found = self.mirror(actor, kind, municipality).records().values()
            return tuple(sorted((item.record for item in found), key=lambda record: record.id.bytes))
        return tuple(item.record for item in self.stored(actor, kind, municipality, **where))

    def mirror(
        self, actor: Actor, kind: type[R], municipality: str, *, key: Callable[[R], UUID] = lambda record: record.id
    ) -> Mirror[R]:
        """The records of a kind in a municipality, kept up by the log."""
        slot = (*_scope(actor), kind, municipality)
        with self._guard:
            if slot not in self._mirrors:
                self._mirrors[slot] = Mirror(self._store, kind, actor, municipality, key=key, version=self.version)
            return cast("Mirror[R]", self._mirrors[slot])

    def count(self, actor: Actor, kind: type[Record], municipality: str | None = None) -> int:
        """How many records of a kind the actor may see."""
        return self._store.count(kind, _query(actor, municipality, {}))

    def municipality(self, actor: Actor, code: str) -> Municipality:
        """The municipality's record. Raises: NotFound, also for one that is not the actor's."""
        found = self.mirror(actor, Municipality, code).records()
        if not found:
            raise NotFound(f"no municipality {code} here; import its areas or evidence first")
        return next(iter(found.values())).record

    def today(self, actor: Actor, code: str) -> date:
        """The demonstration's own day, otherwise the clock's in local time."""
        return self.municipality(actor, code).shown_as_of or self._clock().astimezone(LOCAL_TIME).date()

    def now(self, actor: Actor, code: str) -> datetime:
        """The clock's time of day on the municipality's today: a demonstration's deeds fall into its own time."""
        now = self._clock()
        own = self.municipality(actor, code).shown_as_of
        return datetime.combine(own, now.astimezone(LOCAL_TIME).timetz()) if own else now

    def areas(self, actor: Actor, municipality: str) -> tuple[Area, ...]:
        """All areas of a municipality, by code."""

        def build() -> tuple[Area, ...]:
            return tuple(sorted(self.records(actor, Area, municipality), key=lambda area: area.code))

        return self.shared("areas", (*_scope(actor), municipality), (Area,), build)

    def division(self, actor: Actor, municipality: str | None) -> Division:
        """The areas that evidence is counted in; for None those of all municipalities."""

        def build() -> Division:
            codes = [municipality] if municipality else [m.code for m in self.records(actor, Municipality)]
            chosen = tuple(area for code in codes for area in _finest(self.areas(actor, code)))
            index = places.AreaIndex([_metric(area.outline) for area in chosen]) if chosen else None
            return Division(chosen, index)

        return self.shared("division", (*_scope(actor), municipality), (Area, Municipality), build)

    def columns(self, actor: Actor, municipality: str | None) -> Columns:
        """The evidence of one or all municipalities."""

        def build() -> Columns:
            version = self.version(*_EVIDENCE)
            division = self.division(actor, municipality)
            return build_columns(
                self._store.evidence(_query(actor, municipality, {})),
                version=version,
                area_codes=[area.code for area in division.areas],
                area_index=division.index,
            )

        return self.shared("columns", (*_scope(actor), municipality), _EVIDENCE, build)

    def arrow(self, actor: Actor, municipality: str | None) -> tuple[bytes, int]:
        """The columns as an Arrow stream, and their version."""

        def build() -> tuple[bytes, int]:
            columns = self.columns(actor, municipality)
            return columns.to_arrow(), columns.version

        return self.shared("arrow", (*_scope(actor), municipality), _EVIDENCE, build)

    def burglaries(self, actor: Actor, municipality: str) -> BurglaryBook:
        """Reported dwelling burglaries, laid out by area and month."""

        def build() -> BurglaryBook:
            return BurglaryBook(self.records(actor, BurglaryCount, municipality), self.areas(actor, municipality))

        return self.shared("burglaries", (*_scope(actor), municipality), (BurglaryCount, Area), build)

    def links(self, actor: Actor, municipality: str) -> LinkBook:
        """What people have tied together and kept apart; the very same book until a link changes."""

        def build() -> LinkBook:
            found = self.mirror(actor, Link, municipality).records().values()
            return LinkBook([(item.record, item.version) for item in sorted(found, key=lambda i: i.record.id.bytes)])

        return self.shared("links", (*_scope(actor), municipality), (Link,), build)

    def experience(self, actor: Actor, municipality: str) -> Experience:
        """Who usually answers what."""

        def build() -> Experience:
            return self.register(actor, municipality).experience()

        return self.shared("experience", (*_scope(actor), municipality), (Link, Action, Party), build)

    def register(self, actor: Actor, municipality: str) -> Register:
        """The register as the actor may see it today."""
        today = self.today(actor, municipality)

        def build() -> Register:
            def all_of(kind: type[R]) -> tuple[R, ...]:
                found = self.mirror(actor, kind, municipality).records().values()
                return tuple(sorted((item.record for item in found), key=lambda record: record.id.bytes))

            return Register(
                municipality=self.municipality(actor, municipality),
                today=today,
                parties={party.id: party for party in all_of(Party)},
                places={place.id: place for place in all_of(Place)},
                promises=in_order(all_of(Promise), on=today),
                goals=all_of(Goal),
                actions=tuple(sorted(all_of(Action), key=lambda a: a.title)),
                log=self.mirror(actor, Activity, municipality, key=_action_of).groups(),
                links=self.links(actor, municipality),
                dialogues=tuple(sorted(all_of(Dialogue), key=lambda d: d.held_on)),
                surveys=tuple(sorted(all_of(SurveyResult), key=lambda r: (r.question, r.area_code, r.wave))),
                situations=all_of(SituationReport),
                effects=all_of(Effect),
                remembered=self._remembered.setdefault((*_scope(actor), municipality), {}),
                remembered_cards=self._remembered_cards.setdefault((*_scope(actor), municipality), {}),
            )

        return self.shared("register", (*_scope(actor), municipality, today), _REGISTER, build)

    def gathered(self, actor: Actor, view: View) -> Gathered:
        """The hotspots of a view, with the rows in each, and how they were found and tested."""
        today = self.today(actor, view.municipality)
        kinds = (*_EVIDENCE, Hotspot, Place, Municipality)

        def build() -> Gathered:
            return self._gather(actor, view, today, kept=self._kept(actor, view.municipality))

        return self.shared("gatherings", (*_scope(actor), view, today), kinds, build)

    def _kept(self, actor: Actor, municipality: str) -> list[KeptHotspot]:
        """What persons decided about hotspots, by id; an outline is projected once."""
        known = self._projected.setdefault((*_scope(actor), municipality), {})
        kept = []
        for identity, item in sorted(self.mirror(actor, Hotspot, municipality).records().items()):
            if item.record.state is not HotspotState.CANDIDATE:
                before = known.get(identity)
                if before is None or before.record is not item.record:
                    known[identity] = KeptHotspot(item.record, item.version, _metric(item.record.outline))
                kept.append(known[identity])
        return kept

    def _gather(
        self,
        actor: Actor,
        view: View,
        today: date,
        *,
        kept: Sequence[KeptHotspot] = (),
        earlier: Sequence[BaseGeometry] = (),
    ) -> Gathered:
        extent = self._extent(actor, view.municipality)
        settings = HotspotSettings(bandwidth_m=float(view.bandwidth_m), cell_m=_cell_m(extent))
        columns = self.columns(actor, view.municipality)
        return gather(
            columns,
            columns.where(view),
            kept=kept,
            places_known=tuple(self.register(actor, view.municipality).places.values()),
            areas={area.code: area for area in self.division(actor, view.municipality).areas},
            ground=self._ground(actor, view.municipality, settings),
            finding_weight=view.finding_weight,
            earlier=earlier,
            period=trend_period(columns, view, today),
        )

    def month_by_month(
        self, actor: Actor, view: View, ends: Sequence[date]
    ) -> list[tuple[date, tuple[Gathering, ...]]]:
        """The hotspots of the window before each month-end, as computed; each is held by those of the one before."""
        months = []
        before: tuple[Gathering, ...] = ()
        for end in ends:
            window = view.model_copy(update={"since": window_start(end), "until": end})
            before = self._gather(actor, window, end, earlier=[g.outline_m for g in before]).hotspots
            months.append((end, before))
        return months

    def gatherings(self, actor: Actor, view: View) -> tuple[Gathering, ...]:
        """The hotspots of a view; cards know their actions and gaps."""
        today = self.today(actor, view.municipality)
        slot = (*_scope(actor), view, today)

        def build() -> Completed:
            register, gathered = self.register(actor, view.municipality), self.gathered(actor, view)
            with self._guard:
                held = self._values.get(("completed", *slot))
            return completed(gathered, register, held[1] if held else None)

        return self.shared("completed", slot, (*_EVIDENCE, *_REGISTER), build).hotspots

    def _ground(self, actor: Actor, municipality: str, settings: HotspotSettings) -> Ground:
        def build() -> Ground:
            columns = self.columns(actor, municipality)
            return Ground.of(
                east_dm=columns.east_dm,
                north_dm=columns.north_dm,
                day=columns.day,
                settings=settings,
                window=self._window(actor, municipality, settings),
            )

        kinds = (*_EVIDENCE, Municipality)
        return self.shared("ground", (*_scope(actor), municipality, settings), kinds, build)

    def _window(self, actor: Actor, municipality: str, settings: HotspotSettings) -> Window | None:
        def build() -> Window | None:
            outline = self._extent(actor, municipality)
            return None if outline is None else Window.of(outline, settings)

        return self.shared("window", (*_scope(actor), municipality, settings), (Area, Municipality), build)

    def _extent(self, actor: Actor, municipality: str) -> BaseGeometry | None:
        """The municipality in SWEREF 99 TM: its own outline, or its areas together; None where neither is known."""

        def build() -> BaseGeometry | None:
            outline = self.municipality(actor, municipality).outline
            areas = self.division(actor, municipality).areas
            if outline is None and areas:
                outline = shapely.union_all([area.outline for area in areas])
            return None if outline is None else _metric(outline)

        return self.shared("extent", (*_scope(actor), municipality), (Area, Municipality), build)


def _cell_m(extent: BaseGeometry | None) -> float:
    """Side of the cells that hotspots are looked for in: the finest that a large municipality does not make slow.

    At 200 m of bandwidth the places found on 50 and on 75 m are the same but for a row or two at their rims.
    """
    if extent is None:
        return CELLS_M[0]
    west, south, east, north = extent.bounds
    fitting = (cell for cell in CELLS_M if (east - west) * (north - south) <= MOST_CELLS * cell**2)
    return next(fitting, CELLS_M[-1])


def _action_of(activity: Activity) -> UUID:
    return activity.action_id


def _scope(actor: Actor) -> tuple[Hashable, ...]:
    return (actor.tiers, actor.municipalities)


def _query(actor: Actor, municipality: str | None, where: dict[str, object]) -> Query:
    reach = actor.municipalities
    if municipality is not None:
        reach = frozenset({municipality}) if actor.works_in(municipality) else frozenset()
    return Query(tiers=actor.tiers, municipalities=reach, where=where)


def _finest(areas: Sequence[Area]) -> list[Area]:
    """DeSO where there are any, otherwise the kind that there are most of: own areas may overlap, DeSO never do."""
    kinds = [area.area_kind for area in areas]
    chosen = max(kinds, key=lambda kind: (kind is AreaKind.DESO, kinds.count(kind), kind.value), default=None)
    return [area for area in areas if area.area_kind is chosen]


def _metric(geometry: BaseGeometry) -> BaseGeometry:
    return places.transform_geometry(geometry, from_epsg=places.WGS84, to_epsg=places.SWEREF99_TM)
