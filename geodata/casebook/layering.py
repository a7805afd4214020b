"""What the map's layers ask for beside evidence and hotspots: worry, the police's events, what was done where."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from geodata.casebook.desk import Desk
from geodata.model import Actor, Area, Deed, Municipality, PoliceEvent, SurveyResult
from geodata.studies.actions_where import ActionsWhere, actions_where
from geodata.studies.police_areas import PoliceAreas, police_areas
from geodata.studies.survey_map import WorryByArea, worry_by_area


class Layering(Desk):
    """Each is of one municipality and a period, both days included, None for no limit."""

    def worry_by_area(self, actor: Actor, municipality: str, *, until: date | None = None) -> WorryByArea:
        """How many worry in the areas that evidence is counted in, of the newest wave by a day."""
        actor.require(Deed.READ, municipality)
        today = self._shelf.today(actor, municipality)

        def build() -> WorryByArea:
            return worry_by_area(
                self._shelf.records(actor, SurveyResult, municipality),
                self._shelf.division(actor, municipality).areas,
                self._shelf.areas(actor, municipality),
                until=until,
                today=today,
            )

        key = (*_scope(actor), municipality, until, today)
        return self._shelf.shared("worry_by_area", key, (SurveyResult, Area, Municipality), build)

    def police_areas(
        self, actor: Actor, municipality: str, *, since: date | None = None, until: date | None = None
    ) -> PoliceAreas:
        """How many events the police have published of each area."""
        actor.require(Deed.READ, municipality)

        def build() -> PoliceAreas:
            return police_areas(
                self._shelf.records(actor, PoliceEvent, municipality),
                self._shelf.municipality(actor, municipality),
                self._shelf.division(actor, municipality).areas,
                self._shelf.areas(actor, municipality),
                since=since,
                until=until,
            )

        key = (*_scope(actor), municipality, since, until)
        return self._shelf.shared("police_areas", key, (PoliceEvent, Area, Municipality), build)

    def actions_where(
        self, actor: Actor, municipality: str, *, since: date | None = None, until: date | None = None
    ) -> ActionsWhere:
        """The actions of a period with their areas and places, and how often they were done in it."""
        actor.require(Deed.READ, municipality)
        register = self._shelf.register(actor, municipality)
        return actions_where(
            register.lines.values(),
            register.log,
            register.places,
            self._shelf.areas(actor, municipality),
            since=since,
            until=until,
            today=register.today,
        )


def _scope(actor: Actor) -> tuple[Hashable, ...]:
    return (actor.tiers, actor.municipalities)
