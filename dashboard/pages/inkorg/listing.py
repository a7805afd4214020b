"""The inbox's list: what waits for what, the lines of a heading, and how many came since it was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode
from uuid import UUID

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.i18n import Translate
from dashboard.pages.inkorg import telling
from dashboard.pages.inkorg.ids import HEADING, PARTY, WALK, Ids, state_id
from dashboard.paging import Piece, asked, ways
from dashboard.parts import CHOICE, anchor, attrs, empty, swatch
from dashboard.sentback import id_or_none
from geodata.casebook import Casebook
from geodata.casebook.inbox import ON_A_PAGE, InboxLine, InboxPage
from geodata.inbox import RESTING, Waits
from geodata.model import Party, Walk


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address asks of the list. page: from 1."""

    code: str
    heading: Waits | None
    walk: UUID | None
    party: UUID | None
    page: int

    @classmethod
    def of(cls, code: str, query: str) -> Wish:
        """The wish of a query; what cannot be understood is not wished for."""
        given = parse_qs(query.removeprefix("?"))
        heading = given.get(HEADING, [""])[-1]
        return cls(
            code,
            Waits(heading) if heading in set(Waits) else None,
            id_or_none(given.get(WALK, [""])[-1]),
            id_or_none(given.get(PARTY, [""])[-1]),
            asked(query, "sida"),
        )

    def query(self, **changes: str | None) -> str:
        """The query of the same wish, the page left out, with changes."""
        parts = {
            "kommun": self.code,
            HEADING: self.heading.value if self.heading else None,
            WALK: str(self.walk) if self.walk else None,
            PARTY: str(self.party) if self.party else None,
            **changes,
        }
        return urlencode({name: value for name, value in parts.items() if value})


def fetched(ask: Ask, casebook: Casebook, wish: Wish) -> InboxPage:
    """The lines that are wished for. Raises: NotAllowed."""
    return casebook.inbox(
        ask.actor,
        wish.code,
        heading=wish.heading,
        walk_id=wish.walk,
        responsible_id=wish.party,
        first=(wish.page - 1) * ON_A_PAGE,
    )


def draw(ask: Ask, casebook: Casebook, wish: Wish, opened: UUID | None) -> Component:
    """The list with its headings. opened: the finding that is shown beside it."""
    page = fetched(ask, casebook, wish)
    return html.Div(inside(ask.t, page, wish, opened), id=Ids.LIST.value, className="inbox-list-room")


def inside(t: Translate, page: InboxPage, wish: Wish, opened: UUID | None) -> list[Component]:
    """The headings with their counts, what came since, the lines, and the way to further ones."""
    standing = page.standing
    came = html.Button(
        type="button",
        className="inbox-came",
        hidden=True,
        **attrs(
            data_code=wish.code,
            data_arrived=str(standing.arrived),
            data_new=str(standing.new),
            data_one=t("inbox.arrived.one", n="{n}"),
            data_other=t("inbox.arrived.other", n="{n}"),
        ),
    )
    return [
        _headings(t, page, wish),
        html.Div(came, role="status"),
        *_lines(t, page, wish, opened),
    ]


def _headings(t: Translate, page: InboxPage, wish: Wish) -> Component:
    def choice(heading: Waits | None, word: str, count: int) -> Component:
        is_here = heading is wish.heading
        address = f"/inkorg?{wish.query(**{HEADING: heading.value if heading else None})}"
        inner: list[Component | str] = [html.Span(word), html.Strong(t.number(count))]
        return html.Li(anchor(inner, address), **(attrs(aria_current="true") if is_here else {}))

    shown = [one for one in Waits if page.counts[one] or one is wish.heading or one is Waits.NEW]
    choices = [
        choice(None, t("inbox.all_waiting"), page.waiting),
        *[choice(one, t.label(one), page.counts[one]) for one in shown if one not in RESTING],
        *[choice(one, t.label(one), page.counts[one]) for one in shown if one in RESTING],
    ]
    return html.Nav(html.Ul(choices, className="inbox-headings"), **attrs(aria_label=t("inbox.headings")))


def _lines(t: Translate, page: InboxPage, wish: Wish, opened: UUID | None) -> list[Component]:
    if not page.lines:
        if wish.heading or wish.walk or wish.party:
            return [empty(t("inbox.none_here"), t("inbox.none_here_why"))]
        return [empty(t("inbox.none"), t("inbox.none_why"))]
    piece = Piece(page.lines, wish.page, max(1, -(-page.total // ON_A_PAGE)), page.first + 1, page.total)
    return [
        html.H2(t("inbox.list"), className="sr-only"),
        html.P(
            [t.count("inbox.count", page.total), html.Span(t("inbox.keys"), className="inbox-keys")], className="source"
        ),
        html.Ol(
            [html.Li(line(t, one, wish, is_open=one.finding.id == opened)) for one in page.lines],
            className="inbox-lines",
        ),
        *ways(t, piece, f"/inkorg?{wish.query()}"),
    ]


def line(t: Translate, one: InboxLine, wish: Wish, *, is_open: bool) -> Component:
    """One finding: what, where, what was said, what it waits for."""
    finding = one.finding
    where = telling.noted_at(t, finding, one.walk)
    walk = f"{one.walk.title}. " if one.walk and finding.stop is not None else ""
    marks = [t.label(heading) for heading in one.headings if heading not in {*RESTING, Waits.NEW}]
    photos = [t.count("inbox.photos", one.photos)] if one.photos else []
    return html.A(
        [
            html.Span([swatch(finding.category), html.Strong(telling.title(t, finding))], className="inbox-what"),
            html.Span(telling.state(t, finding), id=state_id(str(finding.id)), className="inbox-state"),
            html.Span(f"{walk}{where}", className="inbox-where"),
            *([html.Span(finding.note, className="inbox-note")] if finding.note else []),
            *([html.Span(", ".join((*photos, *marks)), className="inbox-marks")] if photos or marks else []),
        ],
        href=f"/inkorg/{finding.id}?{wish.query()}",
        className=f"inbox-line{' is-new' if Waits.NEW in one.headings else ''}",
        **attrs(data_finding=str(finding.id), **({"aria_current": "true"} if is_open else {})),
    )


def narrowing(t: Translate, wish: Wish, walks: Mapping[UUID, Walk], parties: Mapping[UUID, Party]) -> Component:
    """The choice of a walk and of a responsible party."""

    def choice(identity: str, label: str, options: list[tuple[str, str]], value: UUID | None) -> Component:
        made: Component = dmc.Select(
            id=identity,
            label=label,
            placeholder=t("inbox.everything"),
            data=[{"value": code, "label": text} for code, text in options],
            value=str(value) if value else None,
            clearable=True,
            searchable=True,
            clearButtonProps={"aria-label": t("form.clear")},
            nothingFoundMessage=t("form.nothing_found"),
            size="sm",
            **CHOICE,
        )
        return made

    latest = sorted(walks.values(), key=lambda walk: (walk.planned_on, walk.title), reverse=True)
    named = sorted(parties.values(), key=lambda party: party.name.casefold())
    return html.Div(
        [
            choice(
                Ids.WALK.value, t("inbox.walk"), [(str(w.id), f"{w.title} ({w.planned_on})") for w in latest], wish.walk
            ),
            choice(Ids.PARTY.value, t("inbox.party"), [(str(p.id), p.name) for p in named], wish.party),
        ],
        className="inbox-narrow",
    )
