"""Färskhet: what each responsible party should look at: overdue, silent, stale, never confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import parse_qs
from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard import agreedview, freshview
from dashboard.i18n import Translate
from dashboard.paging import cut, ways
from dashboard.parts import anchor, attrs, empty, section, small
from dashboard.view import link
from dashboard.where import Where
from geodata.freshness import Concern, Task
from geodata.inbox import Waits
from geodata.model import Deed, Party

ON_A_PAGE = 30
_PAGES = {"hotspot": "/hotspot/", "action": "/atgard/", "promise": "/loften/"}
NOBODY = "ingen"
_LATE = frozenset({Concern.OVERDUE, Concern.BEHIND, Concern.SILENT, Concern.UNMEASURED})


def load(where: Where) -> Component:
    """The work list of the party that the address names, of the one with most to do where it names none."""
    t = where.t
    tasks = where.casebook.tasks(where.actor, where.code)
    names = _names(where)
    order = sorted(tasks, key=lambda party: (party is None, -len(tasks[party]), names[party]))
    back = html.P(anchor(t("coverage.to"), link("/tackning", where.code)), className="ways")
    head = [back, html.H1(t("fresh.title")), html.P(t("fresh.intro", days=where.settings.stale_days), className="lead")]
    if not order:
        return html.Div([*head, empty(t("fresh.none"), t("fresh.none_why"))], className="sheet")
    wished = parse_qs(where.query.removeprefix("?")).get("part", [""])[-1]
    chosen = next((party for party in order if _code(party) == wished), order[0])
    parties = [
        html.Li(
            anchor(
                [html.Span(names[party]), html.Strong(t.number(len(tasks[party])))],
                f"{link('/farskhet', where.code)}&part={_code(party)}",
            ),
            **(attrs(aria_current="true") if party == chosen else {}),
        )
        for party in order
    ]
    piece = cut(where.query, sorted(tasks[chosen], key=lambda task: task.urgency), ON_A_PAGE)
    counts = Counter(concern for task in tasks[chosen] for concern in task.concerns)
    summed = ", ".join(t.count(f"concern.{concern.value}", counts[concern]) for concern in Concern if counts[concern])
    base = f"{link('/farskhet', where.code)}&part={_code(chosen)}"
    cards = [line for line in where.casebook.contacts(where.actor, where.code) if line.party.id == chosen]
    return html.Div(
        [
            *head,
            html.Nav([html.Ul(parties, className="parties")], **attrs(aria_label=t("fresh.parties"))),
            section(
                names[chosen],
                html.P(summed),
                html.Ul([html.Li(_line(t, task, where.code)) for task in piece.items], className="plain tasks"),
                *ways(t, piece, base),
                *_late_findings(where, chosen),
                *([section(t("agreed.contacts"), *agreedview.contacts(t, cards), level=3)] if cards else []),
            ),
            small(t("source.register", day=where.today)),
        ],
        className="sheet",
    )


def _late_findings(where: Where, party: UUID | None) -> list[Component]:
    """Findings of walks whose decision is overdue with the party, for those who decide them."""
    if party is None or not where.actor.may(Deed.REVIEW):
        return []
    t = where.t
    page = where.casebook.inbox(where.actor, where.code, heading=Waits.OVERDUE, responsible_id=party, most=ON_A_PAGE)
    if not page.total:
        return []
    lines = [
        html.Li(
            [
                html.Span(line.walk.title if line.walk else t("inbox.no_walk"), className="source"),
                anchor(t.label(line.finding.category), link(f"/inkorg/{line.finding.id}", where.code)),
                html.Span(t("inbox.due", day=line.finding.due_on), className="is-late"),
            ]
        )
        for line in page.lines
    ]
    all_of_them = f"{link('/inkorg', where.code)}&visa={Waits.OVERDUE.value}&ansvarig={party}"
    title = f"{t('fresh.findings')} ({t.number(page.total)})"
    return [section(title, html.Ul(lines, className="plain tasks"), anchor(t("inbox.title"), all_of_them), level=3)]


def _line(t: Translate, task: Task, municipality: str) -> list[Component]:
    why = ", ".join(t(f"concern.{concern.value}.word") for concern in task.concerns)
    return [
        html.Span(t(f"task.{task.subject_kind}"), className="source"),
        anchor(task.name, link(f"{_PAGES[task.subject_kind]}{task.subject_ref}", municipality)),
        html.Span(why, className="late-word" if _LATE & set(task.concerns) else ""),
        html.Span(freshview.said(t, task.fresh), className="source"),
    ]


def _code(party: UUID | None) -> str:
    return str(party) if party else NOBODY


def _names(where: Where) -> Mapping[UUID | None, str]:
    known = {entry.record.id: entry.record.name for entry in where.casebook.entries(where.actor, Party, where.code)}
    nobody = where.t("missing.responsible")
    return _Named(known, nobody[0].upper() + nobody[1:])


class _Named(dict[UUID | None, str]):
    """Names of parties; of one that is not to be seen, that it is not stated."""

    def __init__(self, known: Mapping[UUID, str], otherwise: str) -> None:
        super().__init__(known.items())
        self._otherwise = otherwise

    def __missing__(self, key: UUID | None) -> str:
        return self._otherwise
