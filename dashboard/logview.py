"""The log on an action's page: what was done, by period, each line with the way to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask
from dashboard.i18n import Translate
from dashboard.logwords import said_of
from dashboard.parts import anchor, attrs, empty, section, small, table
from dashboard.view import link, parse
from geodata.casebook import Casebook
from geodata.chain import ActionStory
from geodata.model import Activity, Deed, Party

SHOWN = 100
AT_ONCE = 12
RECENT_DAYS = 90


def log(ask: Ask, casebook: Casebook, story: ActionStory, query: str) -> Component:
    """The section. query: of the address; its fran and till narrow the log."""
    t, action = ask.t, story.line.action
    code = action.municipality
    may_write = ask.actor.may(Deed.EDIT_REGISTER)
    to_log = anchor(t("log.do"), link(f"/logga/{action.id}", code), className="button-link log-do")
    ways: list[Component] = [html.Div([to_log], className="button-links")] if may_write else []
    if not story.activities:
        why = t("progress.nothing_logged"), t("action.no_log_why")
        return section(t("action.log"), *ways, empty(*why))
    view = parse(query, code)[0].view
    since, until = view.since, view.until
    chosen = [a for a in story.activities if (not since or a.done_on >= since) and (not until or a.done_on <= until)]
    filters = _filters(ask, story, code, since, until)
    if not chosen:
        return section(t("action.log"), *ways, filters, empty(t("log.none_in_period"), t("log.none_in_period_why")))
    parties = {str(entry.record.id): entry.record.name for entry in casebook.entries(ask.actor, Party, code)}
    names = {**words.names(casebook, ask.actor, code), **parties}
    rows = [_row(ask, story, activity, names, may_write=may_write) for activity in chosen[:SHOWN]]
    heads = [t("record.day"), t("record.what"), t(f"measured.{story.measure.value}")]
    if may_write:
        heads.append(t("log.change"))
    total = words.amount(t, story.measure, sum(activity.amount(story.measure) for activity in chosen))
    part = [small(t("log.shown_part", shown=SHOWN, all=len(chosen)))] if len(chosen) > SHOWN else []
    caption = t("action.log_caption", day=story.as_of)
    return section(
        t("action.log"),
        *ways,
        filters,
        small(t("log.sum", amount=total)),
        *part,
        table(caption, heads, rows[:AT_ONCE], frozenset({2})),
        *_rest(t, caption, heads, rows[AT_ONCE:]),
        id="logg",
    )


def _rest(
    t: Translate, caption: str, heads: Sequence[str], rows: Sequence[Sequence[Component | str]]
) -> list[Component]:
    if not rows:
        return []
    more = html.Summary(t.count("meet.more", len(rows)))
    earlier = t("log.earlier", caption=caption)
    return [html.Details([more, table(earlier, heads, rows, frozenset({2}))], className="fold")]


def _row(
    ask: Ask, story: ActionStory, activity: Activity, names: dict[str, str], *, may_write: bool
) -> Sequence[Component | str]:
    t, day = ask.t, activity.done_on.isoformat()
    row: list[Component | str] = [
        html.Span(day, className="log-date"),
        said_of(t, activity, names) or "–",
        t.number(activity.amount(story.measure)),
    ]
    if may_write:
        address = link(f"/logga/{activity.action_id}", activity.municipality) + f"&rad={activity.id}"
        row.append(anchor([t("log.change"), html.Span(f" {day}", className="sr-only")], address))
    return row


def _filters(ask: Ask, story: ActionStory, code: str, since: date | None, until: date | None) -> Component:
    t = ask.t
    years = sorted({activity.done_on.year for activity in story.activities}, reverse=True)
    recent = story.as_of - timedelta(days=RECENT_DAYS)
    periods: list[tuple[str, date | None, date | None]] = [(t("log.all"), None, None), (t("log.days"), recent, None)]
    periods += [(str(year), date(year, 1, 1), date(year, 12, 31)) for year in years]
    base = link(f"/atgard/{story.line.action.id}", code)
    links = []
    for word, first, last in periods:
        more = (f"&fran={first}" if first else "") + (f"&till={last}" if last else "")
        current = attrs(aria_current="true") if (first, last) == (since, until) else {}
        links.append(html.Span(anchor(word, base + more), **current))
    return html.Nav(links, className="log-filter", **attrs(aria_label=t("log.period")))
