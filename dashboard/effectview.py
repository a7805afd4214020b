"""The effect section of an action: the verdict first, then what it was read from, with care and with choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import effectfigure, effectwords, figures
from dashboard.i18n import Translate
from dashboard.parts import CHOICE, attrs, badge_made_up, notice, section, small, table
from geodata.model import Effect
from geodata.model.base import LOCAL_TIME
from geodata.studies.effect import WISHED_FALL, EffectChoice, EffectMeasure, EffectStudy


class Ids(StrEnum):
    """What the callbacks of the section go by. CHOSEN: what the controls stood at when they were drawn."""

    CHOSEN = "effect-chosen"

    COMPARISON = "effect-comparison"
    MONTHS = "effect-months"
    ZONE = "effect-zone"
    MEASURE = "effect-measure"
    WISHED = "effect-wished"
    KEEP = "effect-keep"


class Parameter(StrEnum):
    """How the address writes a choice; Swedish, because people read and send it."""

    COMPARISON = "jamfor"
    MONTHS = "fore"
    ZONE = "intill"
    MEASURE = "handelser"
    WISHED = "minskning"


WITHOUT = "nej"
MOST_MONTHS = 60
FALLS = (10, 20, 30, 50)
"""Per cent: falls that somebody may look for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address or the controls choose; None: as suggested.

    comparison: key of a suggested one. months: before. zone: whether the areas beside are looked at. wished: the fall
    that is looked for, per cent.
    """

    comparison: str | None = None
    months: int | None = None
    zone: bool = True
    measure: EffectMeasure | None = None
    wished: int | None = None

    def choice(self) -> EffectChoice:
        """As the casebook is asked."""
        return EffectChoice(
            option=self.comparison,
            months_before=self.months,
            displaced=None if self.zone else frozenset(),
            measure=self.measure,
            wished_fall=WISHED_FALL if self.wished is None else self.wished / 100,
        )

    def into(self, query: str) -> str:
        """The query with this choice instead of its own, everything else as it was; without "?"."""
        kept = [(name, value) for name, value in parse_qsl(query.removeprefix("?")) if name not in set(Parameter)]
        own = {
            Parameter.COMPARISON: self.comparison,
            Parameter.MONTHS: self.months,
            Parameter.ZONE: None if self.zone else WITHOUT,
            Parameter.MEASURE: self.measure,
            Parameter.WISHED: self.wished,
        }
        kept += [(name.value, str(value)) for name, value in own.items() if value is not None]
        return urlencode(kept, safe="*,")


def parse(query: str) -> Asked:
    """What an address chooses. What cannot be understood is as suggested; never raises."""
    given = dict(parse_qsl(query.removeprefix("?")))
    months = given.get(Parameter.MONTHS, "")
    wished = given.get(Parameter.WISHED, "")
    measure = given.get(Parameter.MEASURE)
    return Asked(
        comparison=given.get(Parameter.COMPARISON, "")[:40] or None,
        months=int(months) if months.isascii() and months.isdigit() and 0 < int(months[:4]) <= MOST_MONTHS else None,
        zone=given.get(Parameter.ZONE) != WITHOUT,
        measure=EffectMeasure(measure) if measure in set(EffectMeasure) else None,
        wished=next((fall for fall in FALLS if str(fall) == wished), None),
    )


def chosen_anew(shown: object, now: Mapping[str, Any], query: str) -> str | None:
    """The address's query after a control was changed, "?" included; None where none was.

    shown: what stood in CHOSEN; now: what the controls stand at, by the same names, None for one that is not there.
    Only what was changed is written down: the rest stays as suggested.
    """
    if not isinstance(shown, dict):
        return None
    changed = {name for name, value in now.items() if value is not None and value != shown.get(name)}
    if not changed:
        return None
    wanted = parse("&".join(f"{_NAMES[name]}={quote(str(now[name]))}" for name in changed if name != "zone"))
    asked = parse(query)
    asked = replace(
        asked,
        comparison=wanted.comparison or asked.comparison,
        months=wanted.months or asked.months,
        measure=wanted.measure or asked.measure,
        wished=wanted.wished or asked.wished,
        zone=bool(now["zone"]) if "zone" in changed else asked.zone,
    )
    return "?" + asked.into(query)


_NAMES = {
    "comparison": Parameter.COMPARISON,
    "months": Parameter.MONTHS,
    "measure": Parameter.MEASURE,
    "wished": Parameter.WISHED,
}


def _standing(study: EffectStudy) -> dict[str, Any]:
    return {
        "comparison": study.option,
        "months": str(study.evaluation.months[0]) if study.evaluation else None,
        "zone": bool(study.displaced),
        "measure": study.measure.value if study.measure else None,
        "wished": str(round(study.wished_fall * 100)),
    }


def view(
    t: Translate,
    study: EffectStudy,
    names: Mapping[str, str],
    asked: Asked,
    *,
    kept: Effect | None = None,
    may_keep: bool = False,
    ignored: bool = False,
) -> Component:
    """The section.

    asked: what the address chooses. kept: the effect that the chain shows. ignored: the choice could not be followed.
    """
    said: list[Component] = [*([notice(t("effect.chosen_ignored"))] if ignored else [])]
    said.append(html.P(effectwords.verdict(t, study, names), className=f"effect-verdict is-{study.verdict.value}"))
    if study.why_not is not None:
        said.append(html.P(effectwords.remedy(t, study.why_not)))
    said += [html.P(" ".join(lines)) for lines in [effectwords.could_be_seen(t, study)] if lines]
    if study.evaluation is None:
        return section(
            t("effect.title"), small(t("effect.intro")), *said, _waits(t, study, asked), _source(t, study), id="effekt"
        )
    cares = effectwords.cautions(t, study)
    moved = effectwords.displacement(t, study)
    return section(
        t("effect.title"),
        *said,
        html.Div(
            [
                html.Div([_figure(t, study), _source(t, study), _counts(t, study, names)], className="effect-picture"),
                html.Div(
                    [_controls(t, study, names, asked), *_keep(t, kept, may_keep=may_keep)], className="effect-side"
                ),
            ],
            className="effect-parts",
        ),
        *([html.P(" ".join(moved))] if moved else []),
        *(
            [section(t("effect.care"), html.Ul([html.Li(one) for one in cares], className="effect-care"), level=3)]
            if cares
            else []
        ),
        _waits(t, study, asked),
        html.Details([html.Summary(t("effect.how")), html.P(t("effect.method"))], className="fold"),
        id="effekt",
        className="effect",
    )


def _figure(t: Translate, study: EffectStudy) -> Component:
    drawn = effectfigure.figure(t, study)
    start = study.after[0] if study.after else study.basis.computed_on
    title = t("effect.figure", events=effectwords.events(t, study), month=t.month(start))
    room = {"height": f"{drawn.layout.height}px"}
    options: dict[str, Any] = {"config": figures.config(t)}
    graph = dcc.Graph(figure=drawn, className="graph", style=room, **options)
    return html.Figure(
        [
            html.Figcaption(title),
            html.Div(graph, role="img", style=room, **attrs(aria_label=title)),
            html.Details(
                [html.Summary(t("figure.as_table")), _months(t, study, title)],
                className="as-table",
            ),
        ]
    )


def _months(t: Translate, study: EffectStudy, title: str) -> Component:
    series = study.series
    if series is None:
        return html.Div()
    columns = [("effect.figure_treated", series.treated), ("effect.short_comparison", series.comparison)]
    columns += [("effect.short_zone", series.displaced)] if series.displaced else []
    rows = [
        (t.month(month), *("–" if counts[i] is None else t.number(counts[i] or 0) for _, counts in columns))
        for i, month in enumerate(effectfigure.months_of(series))
    ]
    heads = (t("effect.month"), *(t(name) for name, _ in columns))
    return table(title, heads, rows, frozenset(range(1, len(heads))))


def _counts(t: Translate, study: EffectStudy, names: Mapping[str, str]) -> Component:
    found = study.evaluation
    if found is None:
        return html.Div()
    before, after = found.months
    compared = (
        t("effect.rest")
        if study.option == effectwords.REST
        else effectwords.option_name(t, study.option, names)
        if study.option
        else effectwords.areas(t, study.comparison, names)
    )
    lines = [
        (t("effect.treated", areas=effectwords.areas(t, study.treated, names)), found.treated),
        (t("effect.compared", areas=compared), found.comparison),
    ]
    if study.beside_counts is not None:
        lines.append((t("effect.zone", areas=effectwords.areas(t, study.displaced, names)), study.beside_counts))
    rows = [
        (name, t.number(n[0]), t.number(n[1]), t.number(n[0] / before, 1), t.number(n[1] / after, 1))
        for name, n in lines
    ]
    heads = (
        t("effect.area"),
        t("effect.before", n=before),
        t("effect.after", n=after),
        t("effect.monthly_before"),
        t("effect.monthly_after"),
    )
    return table(t("effect.counts"), heads, rows, frozenset({1, 2, 3, 4}))


def _controls(t: Translate, study: EffectStudy, names: Mapping[str, str], asked: Asked) -> Component:
    months = study.evaluation.months[0] if study.evaluation else 0
    chosen = next((option for option in study.options if option.key == study.option), None)
    parts: list[Any] = [
        dcc.Store(id=Ids.CHOSEN.value, data=_standing(study)),
        dmc.Select(
            id=Ids.COMPARISON.value,
            label=t("effect.comparison"),
            data=[
                {"value": option.key, "label": effectwords.option_line(t, option, names)} for option in study.options
            ],
            value=study.option,
            placeholder=t("effect.comparison_own"),
            allowDeselect=False,
            **CHOICE,
        ),
        small(effectwords.option_why(t, chosen, months)),
    ]
    if len(study.lengths) > 1:
        lengths = [(str(n), str(n)) for n in sorted(study.lengths)]
        parts.append(_segments(Ids.MONTHS, t("effect.months_before"), lengths, str(months)))
    if len(study.measures) > 1:
        parts.append(
            dmc.Select(
                id=Ids.MEASURE.value,
                label=t("effect.measure"),
                data=[{"value": one.value, "label": t.label(one)} for one in study.measures],
                value=study.measure.value if study.measure else None,
                allowDeselect=False,
                **CHOICE,
            )
        )
    parts += [
        dmc.Checkbox(
            id=Ids.ZONE.value,
            label=t("effect.with_zone"),
            checked=bool(study.displaced),
            # where it was asked for and is not there, nothing lies beside that was counted
            disabled=asked.zone and not study.displaced,
        ),
        small(t("effect.suggested_why")),
        _segments(
            Ids.WISHED,
            t("effect.wished"),
            [(str(fall), f"{fall}\u00a0%") for fall in FALLS],
            str(round(study.wished_fall * 100)),
        ),
    ]
    return html.Div(
        [html.H3(t("effect.choose")), *parts],
        className="effect-controls filters",
        role="group",
        **attrs(aria_label=t("effect.choose")),
    )


def _segments(which: Ids, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Component:
    """A few choices beside each other, under their label."""
    return html.Div(
        [
            html.Span(label, id=f"{which.value}-label", className="control-label"),
            dmc.SegmentedControl(
                id=which.value,
                data=[{"value": value, "label": said} for value, said in options],
                value=chosen,
                fullWidth=True,
                size="sm",
                **attrs(aria_labelledby=f"{which.value}-label"),
            ),
        ]
    )


def _keep(t: Translate, kept: Effect | None, *, may_keep: bool) -> list[Component]:
    parts: list[Any] = []
    if kept is not None:
        day = kept.computed_at.astimezone(LOCAL_TIME).date()
        parts.append(html.P(t("effect.kept_on", day=day, verdict=t.label(kept.verdict).lower())))
    if may_keep:
        parts += [dmc.Button(t("effect.keep"), id=Ids.KEEP.value), small(t("effect.keep_why"))]
    return [html.Div(parts, className="effect-keep")] if parts else []


def _waits(t: Translate, study: EffectStudy, asked: Asked) -> Component:
    could = study.detectable
    if could is None:
        return html.Div()
    rows = [
        (t.number(months), t("effect.wait_none") if fall is None else f"{t.number(fall * 100)}\u00a0%")
        for months, fall in could.by_months
    ]
    return html.Details(
        [
            html.Summary(t("effect.waits")),
            table(t("effect.waits_caption"), (t("effect.wait_months"), t("effect.wait_fall")), rows, frozenset({0, 1})),
            html.P(effectwords.when_seen(t, could, study.basis.computed_on)),
            small(t("effect.waits_how", n=round(could.before), other=round(could.comparison_before))),
        ],
        className="fold",
        open=study.evaluation is None or asked.wished is not None,
    )


def _source(t: Translate, study: EffectStudy) -> Component:
    basis = study.basis
    said = t(
        "effect.source",
        sources=", ".join(basis.sources) or "Löfteskartan",
        period=t.period(basis.since, basis.until) if basis.since else t("period.none"),
        day=basis.computed_on,
    )
    mark: list[Any] = [" ", badge_made_up(t)] if basis.made_up else []
    return html.P([said, *mark], className="source")
