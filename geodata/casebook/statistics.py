"""What the statistics say: reported burglaries beside dwellings, near repeats, surveys beside counts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from geodata.casebook.desk import Desk
from geodata.errors import NotFound
from geodata.model import (
    Actor,
    Area,
    BurglaryCount,
    Category,
    Deed,
    DwellingType,
    Finding,
    Municipality,
    Report,
    SurveyResult,
    Tier,
    View,
)
from geodata.studies.area_rates import AreaRates, Smoothing, area_rates
from geodata.studies.burglary_trends import BurglaryTrends, burglary_trends
from geodata.studies.near_repeats import NearRepeats, near_repeats, not_open
from geodata.studies.surveys import SurveyBesideCounts, questions, survey_and_counts, surveyed_area

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

        key = (*_scope(actor), municipality, since, until, dwelling_type, smoothing, today)
        return self._shelf.shared("area_rates", key, (*_BOOK, Municipality), build)

    def burglary_trends(
        self,
        actor: Actor,
        municipality: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> BurglaryTrends:
        """Reported burglaries by month in one area, or in all that evidence is counted in.

        Raises: NotFound for an area that is not there, InvalidRecord for a period that ends before it begins.
        """
        actor.require(Deed.READ, municipality)
        today = self._shelf.today(actor, municipality)
        division = self._shelf.division(actor, municipality).areas
        areas = division if area is None else (self._known_area(actor, municipality, area),)

        def build() -> BurglaryTrends:
            book = self._shelf.burglaries(actor, municipality)
            return burglary_trends(areas, book, since=since, until=until, today=today)

        key = (*_scope(actor), municipality, area, since, until, today)
        return self._shelf.shared("burglary_trends", key, (*_BOOK, Municipality), build)

    def near_repeats(self, actor: Actor, view: View) -> NearRepeats:
        """Whether the evidence of a view, without a category reported burglaries', comes back nearby.

        For the municipality and the police alone: where burglaries gather is not told to everybody.
        """
        actor.require(Deed.READ, view.municipality)
        today = self._shelf.today(actor, view.municipality)
        if Tier.MUNICIPALITY not in actor.tiers:
            return not_open(today=today)
        chosen = view if view.categories else view.model_copy(update={"categories": frozenset({Category.BURGLARY})})

        def build() -> NearRepeats:
            columns = self._shelf.columns(actor, view.municipality)
            made_up = self._shelf.municipality(actor, view.municipality).shown_as_of is not None
            return near_repeats(columns, chosen, today=today, made_up=made_up)

        kinds = (Report, Finding, Area, Municipality)
        return self._shelf.shared("near_repeats", (*_scope(actor), chosen, today), kinds, build)

    def survey_questions(self, actor: Actor, municipality: str, area: str | None = None) -> tuple[str, ...]:
        """What was asked in an area, or in the nearest that it lies in; worry about burglary first."""
        actor.require(Deed.READ, municipality)
        results = self._shelf.records(actor, SurveyResult, municipality)
        asked_in = self._surveyed(actor, municipality, area, results)
        return questions(results, asked_in) if asked_in else ()

    def survey_and_counts(
        self, actor: Actor, municipality: str, *, area: str | None = None, question: str | None = None
    ) -> SurveyBesideCounts:
        """A survey question beside the reported burglaries of the same area.

        area: None for the whole municipality; where it was not surveyed, the nearest that it lies in and that was.
        question: None, or one that was not asked there, gives the first of `survey_questions`.
        Raises: NotFound for an area that is not there.
        """
        actor.require(Deed.READ, municipality)
        today = self._shelf.today(actor, municipality)
        if area is not None:
            self._known_area(actor, municipality, area)

        def build() -> SurveyBesideCounts:
            results = self._shelf.records(actor, SurveyResult, municipality)
            areas = self._shelf.areas(actor, municipality)
            code = self._surveyed(actor, municipality, area, results) or area or municipality
            division = self._shelf.division(actor, municipality).areas
            names = {one.code: one.name for one in areas}
            return survey_and_counts(
                results,
                self._shelf.burglaries(actor, municipality),
                area_code=code,
                area_name=names.get(code) or self._shelf.municipality(actor, municipality).name,
                parts=[one.code for one in division] if code == municipality else (),
                question=question,
                today=today,
            )

        key = (*_scope(actor), municipality, area, question, today)
        return self._shelf.shared("survey_and_counts", key, (*_BOOK, SurveyResult, Municipality), build)

    def _surveyed(
        self, actor: Actor, municipality: str, area: str | None, results: Sequence[SurveyResult]
    ) -> str | None:
        areas = self._shelf.areas(actor, municipality)
        nearest = surveyed_area(results, areas, area) if area else None
        return nearest or surveyed_area(results, areas, municipality)

    def _known_area(self, actor: Actor, municipality: str, code: str) -> Area:
        found = next((area for area in self._shelf.areas(actor, municipality) if area.code == code), None)
        if found is None:
            raise NotFound(f'no area "{code[:40]}" in {municipality}; choose one from the list')
        return found


def _scope(actor: Actor) -> tuple[Hashable, ...]:
    return (actor.tiers, actor.municipalities)
