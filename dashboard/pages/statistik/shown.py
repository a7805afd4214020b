"""What the statistics page shows for an address: the choice, and the answers of the casebook to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dashboard.view import Address
from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.model import Actor, Area, AreaKind, Category, DwellingType, Municipality, Tier, View
from geodata.studies.area_rates import AreaRates
from geodata.studies.burglaries import last_day
from geodata.studies.burglary_trends import BurglaryTrends
from geodata.studies.fires import Fires
from geodata.studies.near_repeats import NearRepeats
from geodata.studies.schemes import SchemeStudy
from geodata.studies.surveys import SurveyBesideCounts

_KINDS = (AreaKind.REGSO, AreaKind.DISTRICT, AreaKind.OWN)
"""Larger areas that can be chosen besides those that evidence is counted in."""


class Ids(StrEnum):
    """What the page's callbacks go by. VIEW: the query of what is shown; SORTED: what the table is sorted by."""

    VIEW = "statistik-view"
    SORTED = "statistik-sorted"
    AREA = "statistik-area"
    FIRST = "statistik-first"
    LAST = "statistik-last"
    TYPE = "statistik-type"
    QUESTION = "statistik-question"
    BRIEF = "statistik-brief"
    TRENDS = "statistik-trends"
    AREAS = "statistik-areas"
    TABLE = "statistik-table"
    REPEATS = "statistik-repeats"
    SURVEY = "statistik-survey"
    FIRES = "statistik-fires"
    FUNNEL = "statistik-funnel"
    PICK = "statistik-pick"
    SORT = "statistik-sort"


@dataclass(frozen=True, slots=True)
class Shown:
    """The page's content.

    area: the chosen one, None for the whole municipality. open: whether the reader's role may see counts. months: that
    anything is counted in, for the choice. rates: of the type asked for; all_types: of all of them.
    """

    address: Address
    municipality: Municipality
    areas: Mapping[str, Area]
    area: Area | None
    open: bool
    months: tuple[date, ...]
    trends: BurglaryTrends
    rates: AreaRates
    all_types: AreaRates
    repeats: NearRepeats
    questions: tuple[str, ...]
    beside: SurveyBesideCounts
    fires: Fires
    schemes: SchemeStudy

    @property
    def where(self) -> str:
        """The name of what is shown."""
        return self.area.name if self.area else self.municipality.name


def gather(casebook: Casebook, actor: Actor, address: Address) -> Shown:
    """Ask the casebook. An area that is not there leaves the whole municipality. Raises: NotFound, NotAllowed."""
    view = address.view
    code = view.municipality
    municipality = next((one for one in casebook.municipalities(actor) if one.code == code), None)
    if municipality is None:
        raise NotFound(f"the municipality {code} is not here; choose another")
    areas = choosable(casebook, actor, code)
    wanted = next(iter(view.area_codes)) if len(view.area_codes) == 1 else None
    area = areas.get(wanted) if wanted else None
    since, until = view.since, view.until
    whole = View(municipality=code, since=since, until=until)
    kept = replace(address, view=whole.model_copy(update={"area_codes": frozenset({area.code} if area else ())}))
    everything = casebook.burglary_trends(actor, code)
    rates = casebook.area_rates(actor, code, since=since, until=until, dwelling_type=address.dwelling_type)
    return Shown(
        address=kept,
        municipality=municipality,
        areas=areas,
        area=area,
        open=Tier.MUNICIPALITY in actor.tiers,
        months=tuple(month.month for month in everything.whole.months),
        trends=casebook.burglary_trends(actor, code, area=area.code if area else None, since=since, until=until),
        rates=rates,
        all_types=rates
        if address.dwelling_type is None
        else casebook.area_rates(actor, code, since=since, until=until),
        repeats=casebook.near_repeats(actor, whole.model_copy(update={"categories": frozenset({Category.BURGLARY})})),
        questions=casebook.survey_questions(actor, code, area.code if area else None),
        fires=casebook.fires(actor, code, area=area.code if area else None, since=since, until=until),
        schemes=casebook.schemes(actor, code),
        beside=casebook.survey_and_counts(actor, code, area=area.code if area else None, question=address.question),
    )


def choosable(casebook: Casebook, actor: Actor, code: str) -> dict[str, Area]:
    """Areas that can be chosen, by code: those that evidence is counted in, and larger ones."""
    larger = [area for kind in _KINDS for area in casebook.areas(actor, code, kind)]
    return {area.code: area for area in (*larger, *casebook.areas(actor, code))}


def chosen(
    address: Address,
    *,
    area: str | None,
    first: date | None,
    last: date | None,
    dwelling_type: DwellingType | None,
    question: str | None,
) -> Address:
    """The address of another choice. first, last: months; the earlier of both begins the period."""
    months = sorted(month for month in (first, last) if month)
    since, until = (months[0], last_day(months[1])) if len(months) == 2 else (first, last and last_day(last))
    view = View(
        municipality=address.view.municipality,
        since=since,
        until=until,
        area_codes=frozenset({area} if area else ()),
    )
    return replace(address, view=view, dwelling_type=dwelling_type, question=question)
