"""What the statistics say: reported burglaries beside dwellings, near repeats, surveys beside counts."""

from __future__ import annotations

from datetime import date

from geodata.casebook.desk import Desk
from geodata.model import Actor, Area, BurglaryCount, Deed, DwellingType, Municipality
from geodata.studies.area_rates import AreaRates, Smoothing, area_rates

_BOOK = (BurglaryCount, Area)


class Statistics(Desk):
    """What is asked of the statistics. Counts of burglaries are the municipality's: others get what tells nothing."""

    def area_rates(
        self,
        actor: Actor,
        municipality: str,
        *,
        since: date | None = None,
        until: date | None = None,
        dwelling_type: DwellingType | None = None,
        smoothing: Smoothing = Smoothing.OVERALL,
    ) -> AreaRates:
        """Reported burglaries per 1,000 dwellings and year in the areas that evidence is counted in.

        Where the actor may see no counts, every area is there without one. Raises: InvalidRecord for a period that
        ends before it begins.
        """
        actor.require(Deed.READ, municipality)
        today = self._shelf.today(actor, municipality)

        def build() -> AreaRates:
            return area_rates(
                self._shelf.division(actor, municipality).areas,
                self._shelf.burglaries(actor, municipality),
                since=since,
                until=until,
                dwelling_type=dwelling_type,
                smoothing=smoothing,
                today=today,
            )

        key = (actor.tiers, actor.municipalities, municipality, since, until, dwelling_type, smoothing, today)
        return self._shelf.shared("area_rates", key, (*_BOOK, Municipality), build)
