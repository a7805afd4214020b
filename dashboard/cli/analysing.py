"""`analyse`: the analyses of the pages as tables and JSON, each told with its method, choices, period and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.front import Told, ToldGroup, Wishes, open_existing, pass_wishes, shared_options, text_table
from dashboard.cli.taking import Municipality
from dashboard.cli.views import Day, municipalities, view_options, views
from geodata.errors import NotFound

if TYPE_CHECKING:
    from dashboard.i18n import Translate
    from dashboard.words import Names
    from geodata.chain import HotspotCard
    from geodata.studies.area_rates import AreaRate, AreaRates
    from geodata.studies.basis import Basis
    from geodata.studies.effect import EffectStudy
    from geodata.studies.hotspot_log import HotspotLog
    from geodata.studies.hotspot_study import HotspotStudy
    from geodata.studies.near_repeats import NearCell, NearRepeats

DWELLING_TYPES = ("detached", "terraced", "apartment")
SMOOTHINGS = ("overall", "neighbours")
NOTHING = "-"


@click.group(cls=ToldGroup, examples=("analyse hotspots --municipality 0880", "analyse rates --json"))
@shared_options
def analyse() -> None:
    """Say what the numbers are worth: more than chance, growing, at what rate, with what effect.

    Every answer names its method, the choices that were made, the period, the sources and the day.
    """


@analyse.command(
    "hotspots",
    cls=Told,
    examples=("analyse hotspots --municipality 0880", "analyse hotspots --since 2016-01-01 --category lighting --json"),
)
@click.option(
    "--log",
    "months",
    type=click.IntRange(1, 120),
    help="Also what became of hotspots over so many months: born, merged, split, gone.",
)
@view_options
@shared_options
@pass_wishes
def analyse_hotspots(wishes: Wishes, /, *, municipality: str | None, months: int | None, **given: Any) -> None:
    """Say which hotspots are more than chance, and which grow.

    Places are found in the earlier part of the rows and tested by the later part: confirmed, candidate (may be chance)
    or untested (too little, or too new).
    """
    with open_existing(wishes) as desk:
        asked = views(desk, municipality, given)
        found = [
            (
                view.municipality,
                desk.casebook.hotspot_study(desk.actor, view),
                desk.casebook.hotspot_log(desk.actor, view, months=months) if months else None,
            )
            for view in asked
        ]
        version = desk.casebook.data_version(desk.actor)
    document = {
        "data_version": version,
        "municipalities": [
            {"municipality": code, **_hotspots_document(study), "log": _log_document(log)} for code, study, log in found
        ],
    }
    wishes.answer(document, "\n\n".join(_hotspots_text(code, study) + _log_text(log) for code, study, log in found))


@analyse.command(
    "rates",
    cls=Told,
    examples=("analyse rates --municipality 0880", "analyse rates --dwelling-type detached --since 2016-01-01 --json"),
)
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@click.option("--since", type=Day(), help="First day; whole months are counted.")
@click.option("--until", type=Day(), help="Last day, included.")
@click.option("--dwelling-type", type=click.Choice(DWELLING_TYPES), help="Burglaries and dwellings of this type only.")
@click.option(
    "--smoothing",
    type=click.Choice(SMOOTHINGS),
    default="overall",
    show_default=True,
    help="What small areas' rates are drawn towards.",
)
@shared_options
@pass_wishes
def analyse_rates(
    wishes: Wishes,
    /,
    *,
    municipality: str | None,
    since: date | None,
    until: date | None,
    dwelling_type: str | None,
    smoothing: str,
) -> None:
    """Reported dwelling burglaries per 1,000 dwellings and year in each area, and which areas stand out."""
    from geodata.model import DwellingType
    from geodata.studies.area_rates import Smoothing

    with open_existing(wishes) as desk:
        found = [
            (
                code,
                desk.casebook.area_rates(
                    desk.actor,
                    code,
                    since=since,
                    until=until,
                    dwelling_type=DwellingType(dwelling_type) if dwelling_type else None,
                    smoothing=Smoothing(smoothing),
                ),
            )
            for code in municipalities(desk, municipality)
        ]
        version = desk.casebook.data_version(desk.actor)
    document = {"data_version": version, "municipalities": [{"municipality": c, **_plain(asdict(r))} for c, r in found]}
    wishes.answer(document, "\n\n".join(_rates_text(code, rates) for code, rates in found))


@analyse.command(
    "near-repeat",
    cls=Told,
    examples=("analyse near-repeat --municipality 0880", "analyse near-repeat --category bicycle_theft --json"),
)
@view_options
@shared_options
@pass_wishes
def analyse_near_repeat(wishes: Wishes, /, *, municipality: str | None, **given: Any) -> None:
    """Say whether trouble comes back nearby: pairs near in space and time beside what chance would bring.

    Without a category: residential burglary, from reports that have a position and a day.
    """
    with open_existing(wishes) as desk:
        asked = views(desk, municipality, given)
        found = [(view.municipality, desk.casebook.near_repeats(desk.actor, view)) for view in asked]
        version = desk.casebook.data_version(desk.actor)
    document = {"data_version": version, "municipalities": [{"municipality": c, **_plain(asdict(r))} for c, r in found]}
    wishes.answer(document, "\n\n".join(_repeats_text(code, repeats) for code, repeats in found))


@analyse.command(
    "effect",
    cls=Told,
    examples=("analyse effect --municipality 0880", 'analyse effect "nattvandring" --months 12 --json'),
)
@click.argument("action", required=False)
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@click.option("--comparison", metavar="AREA", help="Code of the area to compare with; otherwise the best suggested.")
@click.option("--months", type=click.IntRange(1, 120), help="Months before the action; otherwise as suggested.")
@click.option("--without-zone", is_flag=True, help="Do not look at whether the trouble moved next door.")
@shared_options
@pass_wishes
def analyse_effect(
    wishes: Wishes,
    /,
    *,
    action: str | None,
    municipality: str | None,
    comparison: str | None,
    months: int | None,
    without_zone: bool,
) -> None:
    """Say whether actions had an effect, against a comparison area, and what could have been seen at all.

    ACTION is an id or a part of a title; without it all actions are judged.
    """
    from dashboard.i18n import Language, translate
    from dashboard.words import names
    from geodata.studies.effect import EffectChoice

    choice = EffectChoice(
        comparison=frozenset({comparison}) if comparison else None,
        months_before=months,
        displaced=frozenset() if without_zone else None,
    )
    with open_existing(wishes) as desk:
        t = translate(Language.EN)
        told, documents = [], []
        for code in municipalities(desk, municipality):
            called = names(desk.casebook, desk.actor, code)
            for line in desk.casebook.actions(desk.actor, code):
                if action is None or action.lower() in f"{line.action.id} {line.action.title.lower()}":
                    study = desk.casebook.effect_study(desk.actor, line.action.id, choice=choice)
                    told.append(f"{code}  {line.action.title}\n{_effect_text(t, study, called)}")
                    documents.append({"title": line.action.title, **_plain(asdict(study))})
        version = desk.casebook.data_version(desk.actor)
    if action is not None and not documents:
        raise NotFound(f'no action is called "{action[:60]}"; give a part of its title, or leave it out for all')
    wishes.answer({"data_version": version, "effects": documents}, "\n\n".join(told) or "No actions.")


def _repeats_text(code: str, found: NearRepeats) -> str:
    left = f"{found.undated} without a day and {found.unlocated} without a position left out"
    if found.why is not None:
        why = f"{found.why.value.replace('_', ' ')}): {found.in_all} events, {found.least} are needed"
        return f"{code}: no table ({why}; {left}\n{basis_text(found.basis)}"
    box = found.box
    head = "Nothing stands out: events do not come back nearby more than by chance."
    if box is not None:
        head = (
            f"Within {box.distance_m:g} m and {box.days:g} days the risk is {box.ratio:.1f} times: "
            f"{box.observed} pairs, {box.expected:.1f} by chance "
            f"({box.chance_low:.1f}-{box.chance_high:.1f} times), p {box.p:.2g}."
        )
    days = [f"{cell.from_days}-{cell.to_days} days" for cell in found.cells[0]]
    rows = [(f"{row[0].from_m}-{row[0].to_m} m", *(_cell(cell) for cell in row)) for row in found.cells]
    table = text_table(("apart", *days), rows)
    return f"{code}: {head}\n{table}\n{found.events} of {found.in_all} events; {left}\n{basis_text(found.basis)}"


def _cell(cell: NearCell) -> str:
    ratio = NOTHING if cell.ratio is None else f"{cell.ratio:.2f}"
    return f"{cell.observed} ({ratio}{'*' if cell.stands else ''})"


def _effect_text(t: Translate, study: EffectStudy, names: Names) -> str:
    from dashboard import effectwords

    said = [effectwords.verdict(t, study, names)]
    if study.why_not is not None:
        said.append(effectwords.remedy(t, study.why_not))
    said += [*effectwords.could_be_seen(t, study), *effectwords.displacement(t, study), *effectwords.cautions(t, study)]
    found = study.evaluation
    table = ""
    if found is not None:
        rows = [("treated", *(str(n) for n in found.treated)), ("comparison", *(str(n) for n in found.comparison))]
        if study.beside_counts is not None:
            rows.append(("zone", *(str(n) for n in study.beside_counts)))
        table = text_table(("events", f"{found.months[0]} months before", f"{found.months[1]} after"), rows) + "\n"
    return "\n".join(said) + "\n" + table + basis_text(study.basis)


def _hotspots_document(study: HotspotStudy) -> dict[str, Any]:
    facts = ("ref", "name", "rank", "state", "count", "count_low", "count_high", "reports", "findings")
    tested = ("standing", "p", "later", "expected", "trend")
    return {
        "split_on": study.split_on,
        "earlier_rows": study.earlier_rows,
        "later_rows": study.later_rows,
        "places_tested": study.places,
        "why_untested": study.why,
        "hotspots": [
            {
                **{name: getattr(card, name) for name in (*facts, *tested)},
                "growth": _plain(asdict(card.growth)) if card.growth else None,
            }
            for card in study.hotspots
        ],
        "basis": _plain(asdict(study.basis)),
    }


def _hotspots_text(code: str, study: HotspotStudy) -> str:
    if not study.hotspots:
        return f"{code}: no hotspots in this selection.\n{basis_text(study.basis)}"
    head = ("rank", "name", "evidence", "95 %", "standing", "p", "later", "by chance", "trend", "a year", "95 %")
    split = (
        f"Found in {study.earlier_rows} rows before {study.split_on}, tested by {study.later_rows} rows from then on "
        f"at {study.places} places."
        if study.split_on
        else f"Not tested: {study.why.value.replace('_', ' ') if study.why else 'no rows'}."
    )
    table = text_table(head, [_hotspot_row(card) for card in study.hotspots])
    return f"{code}\n{table}\n{split}\n{basis_text(study.basis)}"


def _hotspot_row(card: HotspotCard) -> tuple[str, ...]:
    growth = card.growth
    return (
        str(card.rank),
        card.name,
        str(card.count),
        f"{card.count_low:.0f}-{card.count_high:.0f}",
        card.standing.value,
        _number(card.p, ".2g"),
        _number(card.later, "d"),
        _number(card.expected, ".1f"),
        card.trend or NOTHING,
        f"x{growth.yearly:.2f}" if growth else NOTHING,
        f"{growth.low:.2f}-{growth.high:.2f}" if growth else NOTHING,
    )


def _log_document(log: HotspotLog | None) -> dict[str, Any] | None:
    if log is None:
        return None
    return {"first": log.first, "last": log.last, "churn": log.churn, "events": [asdict(line) for line in log.lines]}


def _log_text(log: HotspotLog | None) -> str:
    if log is None:
        return ""
    if log.first is None:
        return "\nNo log: the rows span less than a year and a month."
    churn = "" if log.churn is None else f"; {log.churn:.1%} of the places of a month are new"
    head = f"\nFrom {log.first} to {log.last}, windows of twelve months{churn}"
    if not log.lines:
        return f"{head}: every place stayed itself."
    rows = [(str(e.on), e.event.value, e.name, ", ".join(e.others) or NOTHING, str(e.count)) for e in log.lines]
    return f"{head}\n{text_table(('month', 'event', 'place', 'with', 'evidence'), rows)}"


def _rates_text(code: str, rates: AreaRates) -> str:
    head = ("area", "name", "reported", "months", "dwellings", "per 1,000/y", "95 %", "smoothed", "standing")
    table = text_table(head, [_rate_row(area) for area in rates.areas])
    overall = "no rate" if rates.overall is None else f"{rates.overall:.1f} per 1,000 dwellings and year"
    spread = "" if rates.dispersion is None else f"; dispersion {rates.dispersion:.1f}"
    return f"{code}: {rates.count} reported, {overall}{spread}\n{table}\n{basis_text(rates.basis)}"


def _rate_row(area: AreaRate) -> tuple[str, ...]:
    limits = NOTHING if area.low is None or area.high is None else f"{area.low:.1f}-{area.high:.1f}"
    standing = area.standing or area.left_out
    return (
        area.code,
        area.name,
        _number(area.count, "d"),
        str(area.months),
        _number(area.dwellings, "d"),
        _number(area.per_1000, ".1f"),
        limits,
        _number(area.smoothed, ".1f"),
        standing.value.replace("_", " ") if standing else NOTHING,
    )


def basis_text(basis: Basis) -> str:
    """The lines under an answer: method, choices, period, sources and day."""
    choices = ", ".join(f"{name}={value}" for name, value in basis.parameters.items() if value is not None)
    period = f"{basis.since} to {basis.until}" if basis.since else "nothing counted"
    made_up = ", demonstration data" if basis.made_up else ""
    sources = ", ".join(basis.sources) or NOTHING
    return (
        f"Method {basis.method.value} ({choices})\n"
        f"{period}, {basis.rows} records; sources: {sources}{made_up}; computed {basis.computed_on}"
    )


def _number(value: float | None, form: str) -> str:
    return NOTHING if value is None else format(value, form)


def _plain(value: Any) -> Any:
    """A value as JSON has it: a number that is none, as an interval without end, is null; dates are texts."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return value
