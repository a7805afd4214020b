"""The hours of the week of a view in words and two grids: when it happens, when something was done, how dark it was."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.basis import basis_line
from dashboard.i18n import NARROW, Translate
from dashboard.parts import attrs, small, table
from geodata.studies.week_times import WeekTimes

SHADES = 4


def drawn(t: Translate, week: WeekTimes) -> list[Component]:
    """What the fold holds; plain elements, for the browser puts them in as HTML."""
    timed = sum(map(sum, week.planned.by_week_hour))
    if not timed:
        return [html.P(t("week.no_evidence")), small(basis_line(t, week.basis))]
    rows = [
        (
            t(f"weekday.{day}"),
            t.number(sum(hours)),
            t.number(sum(n for n, done in zip(hours, week.logged[day], strict=True) if done)),
            t.number(sum(week.logged[day])),
        )
        for day, hours in enumerate(week.planned.by_week_hour)
    ]
    heads = (t("week.day"), t("week.evidence"), t("week.in_logged"), t("week.logged"))
    caption = t(
        "week.caption",
        n=timed,
        unknown=week.planned.untimed,
        actions=week.actions,
        occasions=week.occasions,
        untimed=week.untimed,
    )
    return [
        html.Ul([html.Li(text) for text in said(t, week)], className="plain"),
        html.Div(
            [
                _grid(t, t("week.evidence"), week.planned.by_week_hour, "is-evidence"),
                _grid(t, t("week.logged"), week.logged, "is-logged"),
            ],
            className="week-pair",
        ),
        html.Details(
            [html.Summary(t("week.as_table")), table(t("week.label"), heads, rows, frozenset({1, 2, 3}))],
            className="fold",
        ),
        small(f"{caption} {basis_line(t, week.basis)}"),
    ]


def said(t: Translate, week: WeekTimes) -> list[str]:
    """The week in sentences."""
    return [_dark(t, week), *_answered(t, week)]


def _dark(t: Translate, week: WeekTimes) -> str:
    known = week.dark + week.light
    if not known:
        return t("week.no_light")
    return t("week.dark", share=_percent(t, week.dark / known), dark=week.dark, known=known)


def _answered(t: Translate, week: WeekTimes) -> list[str]:
    found = [
        t("week.none_logged") if week.answered is None else t("week.answered", share=_percent(t, week.answered)),
        t("week.no_planned")
        if week.planned.inside is None
        else t("week.planned", share=_percent(t, week.planned.inside)),
    ]
    if week.answered is not None and week.unanswered:
        hours = [
            t("week.hour", day=t(f"weekday.{day}"), first=f"{hour:02}", last=f"{hour + 1:02}", n=n)
            for day, hour, n in week.unanswered
        ]
        found.append(t("week.unanswered_hours", hours=t.listing(hours)))
    return found


def _percent(t: Translate, share: float) -> str:
    return f"{t.number(round(share * 100))}{NARROW}%"


def _grid(t: Translate, title: str, hours: Sequence[Sequence[int]], which: str) -> Component:
    """A week of hours; the same numbers stand in the table."""
    most = max(map(max, hours))
    heads = [html.Th(f"{hour:02}" if hour % 3 == 0 else "") for hour in range(24)]
    days = [
        html.Tr(
            [
                html.Th(t(f"weekday.{day}")),
                *[html.Td("", className=f"shade-{-(-n * SHADES // most) if most else 0}", title=str(n)) for n in row],
            ]
        )
        for day, row in enumerate(hours)
    ]
    return html.Figure(
        [
            html.Figcaption(title),
            html.Div(
                html.Table([html.Thead(html.Tr([html.Th(""), *heads])), html.Tbody(days)]),
                className=f"week {which}",
                **attrs(aria_hidden="true"),
            ),
        ]
    )
