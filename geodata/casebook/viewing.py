"""What a page asks that does not hold all evidence itself: counts, density, single rows of a small window, a table.

Each is about the evidence that the actor may see, of one municipality and one version.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geodata.casebook.desk import Desk
from geodata.model import Actor, Area, Deed, Finding, Municipality, Report, View
from geodata.studies.evidence_table import SortedBy, sorted_rows
from geodata.studies.narrow_counts import view_counts
from geodata.studies.period_change import PeriodChange, period_change
from geodata.studies.spread import MOST_POINTS, DensityGrid, Frame, Spread
from geodata.studies.view_counts import Cube, ViewCounts
from geodata.studies.week_times import WeekTimes, actions_of, week_times

MOST_TABLE_ROWS = 1000
_EVIDENCE = (Report, Finding, Area)


class Viewing(Desk):
    """Answers about a view of evidence that stays where it is."""

    def evidence_version(self, actor: Actor, municipality: str) -> int:
        """The version of the evidence and the areas it is counted in; what follows is the same while it stands."""
        actor.require(Deed.READ, municipality)
        return self._shelf.version(*_EVIDENCE)

    def evidence_counts(self, actor: Actor, view: View) -> ViewCounts:
        """Every number of the view."""
        actor.require(Deed.READ, view.municipality)
        columns = self._shelf.columns(actor, view.municipality)
        return view_counts(self._cube(actor, view.municipality), columns, view)

    def evidence_density(self, actor: Actor, view: View, frame: Frame) -> DensityGrid:
        """How many of the view's located rows lie in each cell of a window."""
        actor.require(Deed.READ, view.municipality)
        return self._spread(actor, view.municipality).grid(view, frame)

    def evidence_points(self, actor: Actor, view: View, frame: Frame) -> bytes | None:
        """The view's rows in a window as an Arrow stream; None where they are too many to be shown one by one."""
        actor.require(Deed.READ, view.municipality)
        rows = self._spread(actor, view.municipality).rows(view, frame, most=MOST_POINTS)
        return None if rows is None else self._shelf.columns(actor, view.municipality).to_arrow(rows)

    def evidence_table(
        self,
        actor: Actor,
        view: View,
        *,
        first: int = 0,
        most: int = MOST_TABLE_ROWS,
        by: SortedBy | None = None,
        descending: bool = False,
        codes: Sequence[str] = (),
    ) -> bytes:
        """A part of the view's rows in an order, as an Arrow stream; see `sorted_rows`. most: up to MOST_TABLE_ROWS."""
        actor.require(Deed.READ, view.municipality)
        columns = self._shelf.columns(actor, view.municipality)
        rows = sorted_rows(columns, view, by=by, descending=descending, codes=codes)
        return columns.to_arrow(rows[max(0, first) : max(0, first) + min(most, MOST_TABLE_ROWS)])

    def period_change(self, actor: Actor, view: View, compared: tuple[date, date]) -> PeriodChange:
        """What became of the view from another period to its own. compared: first and last day of the other."""
        actor.require(Deed.READ, view.municipality)
        today = self._shelf.today(actor, view.municipality)

        def build() -> PeriodChange:
            columns = self._shelf.columns(actor, view.municipality)
            made_up = self._shelf.municipality(actor, view.municipality).shown_as_of is not None
            return period_change(columns, view, compared, today=today, made_up=made_up)

        key = (actor.tiers, actor.municipalities, view, compared, today)
        return self._shelf.shared("period_change", key, (*_EVIDENCE, Municipality), build)

    def week_times(self, actor: Actor, view: View) -> WeekTimes:
        """The hours of the week of the view's evidence, against those of its actions."""
        actor.require(Deed.READ, view.municipality)
        register = self._shelf.register(actor, view.municipality)
        parents = {area.code: area.parent for area in self._shelf.areas(actor, view.municipality)}
        codes = set(view.area_codes) | {above for code in view.area_codes if (above := parents.get(code))}
        return week_times(
            self._shelf.columns(actor, view.municipality),
            view,
            actions_of(register.actions, view, codes),
            register.log,
            today=register.today,
            made_up=self._shelf.municipality(actor, view.municipality).shown_as_of is not None,
        )

    def _cube(self, actor: Actor, municipality: str) -> Cube:
        slot = (actor.tiers, actor.municipalities, municipality)
        return self._shelf.shared("cube", slot, _EVIDENCE, lambda: Cube.of(self._shelf.columns(actor, municipality)))

    def _spread(self, actor: Actor, municipality: str) -> Spread:
        def build() -> Spread:
            return Spread.of(self._cube(actor, municipality), self._shelf.columns(actor, municipality))

        return self._shelf.shared("spread", (actor.tiers, actor.municipalities, municipality), _EVIDENCE, build)
