"""When the evidence happens against when the actions happen: a week of hours with both, and in words."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import NARROW, Translate
from dashboard.parts import attrs, section, small, table
from geodata.linking import TimeMatch

SHADES = 4


def draw(t: Translate, match: TimeMatch, *, level: int = 2) -> list[Component]:
    """The part of a page; nothing where there is no timed evidence."""
    timed = sum(map(sum, match.by_week_hour))
    if not timed:
        return []
    most = max(max(row) for row in match.by_week_hour)
    said = _said(t, match)
    caption = t("times.caption", n=timed)
    days = [
        html.Tr(
            [html.Th(t(f"weekday.{day}"), scope="row"), *[_hour(match, day, hour, most) for hour in range(24)]],
        )
        for day in range(7)
    ]
    heads = [html.Th(f"{hour:02}" if hour % 3 == 0 else "") for hour in range(24)]
    week = html.Div(
        html.Table([html.Thead(html.Tr([html.Th(""), *heads])), html.Tbody(days)]),
        className="week",
        **attrs(aria_hidden="true"),
    )
    rows = [
        (t(f"weekday.{day}"), t.number(sum(row)), t.number(_inside(match, day)))
        for day, row in enumerate(match.by_week_hour)
    ]
    heads_of_table = (t("times.day"), t("times.evidence"), t("times.inside"))
    unknown = f". {t.count('evidence.hour_unknown', match.untimed)}" if match.untimed else ""
    return [
        section(
            t("times.title"),
            html.Ul([html.Li(text) for text in said], className="plain"),
            week,
            html.P(
                [
                    html.Span(className="week-key is-evidence"),
                    html.Span(t("times.key_evidence")),
                    html.Span(className="week-key is-action"),
                    html.Span(t("times.key_action")),
                ],
                className="week-keys",
            ),
            html.Details(
                [html.Summary(t("times.as_table")), table(caption, heads_of_table, rows, frozenset({1, 2}))],
                className="fold",
            ),
            small(caption + unknown),
            level=level,
            className="times",
        )
    ]


def _said(t: Translate, match: TimeMatch) -> list[str]:
    if not match.shares:
        return [t("times.no_bands")]
    said = [t("times.share", name=action.title, share=_percent(t, share)) for action, share in match.shares]
    if len(match.shares) > 1 and match.inside is not None:
        said.append(t("times.together", share=_percent(t, match.inside)))
    return said


def _percent(t: Translate, share: float) -> str:
    return f"{t.number(round(share * 100))}{NARROW}%"


def _hour(match: TimeMatch, day: int, hour: int, most: int) -> Component:
    count = match.by_week_hour[day][hour]
    shade = -(-count * SHADES // most) if most else 0
    inside = " is-action" if (day, hour) in match.hours else ""
    return html.Td("", className=f"shade-{shade}{inside}")


def _inside(match: TimeMatch, day: int) -> int:
    return sum(n for hour, n in enumerate(match.by_week_hour[day]) if (day, hour) in match.hours)
