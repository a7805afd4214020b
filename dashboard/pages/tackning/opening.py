"""The page of coverage as its address asks for it: an overview, or one part of it whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.pages.tackning import lists, matrices
from dashboard.pages.tackning.asking import Asked, Part, address, parse
from dashboard.pages.tackning.matrix import draw, legend
from dashboard.paging import Piece, cut, ways
from dashboard.parts import anchor, attrs, empty, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.chain import HotspotCard
from geodata.coverage import Coverage
from geodata.linking import GapKind, Suggestion
from geodata.model import HotspotState, View

ROWS, FIRST_ROWS = 20, 8


def load(where: Where) -> Component:
    """The page."""
    asked = parse(where.query, where.casebook.periods(where.actor, where.code))
    seen = where.casebook.coverage(where.actor, where.code, asked.period)
    inside = _overview(where, asked, seen) if asked.part is None and asked.gap is None else _whole(where, asked, seen)
    return html.Div(
        [*_head(where, asked, seen), *inside, small(where.t("source.register", day=where.today))], className="sheet"
    )


def _head(where: Where, asked: Asked, seen: Coverage) -> list[Component]:
    t = where.t
    back = anchor(t("coverage.back"), address(where.code, asked.period))
    parts: list[Component] = [
        *([html.P(back, className="ways")] if asked.part or asked.gap else []),
        html.H1(t("nav.coverage")),
        html.P(t("coverage.intro"), className="lead"),
        html.P(anchor(t("coverage.to_fresh"), link("/farskhet", where.code)), className="ways"),
    ]
    if len(seen.periods) > 1:
        shown = asked.part.value if asked.part else asked.gap.value if asked.gap else None
        choices = [
            html.Li(
                html.Strong(words.period(t, one), **attrs(aria_current="true"))
                if one == seen.scope.period
                else anchor(words.period(t, one), address(where.code, one, visa=shown))
            )
            for one in seen.periods
        ]
        label = t("coverage.period")
        parts.append(html.Nav([html.Span(label), html.Ul(choices)], className="periods", **attrs(aria_label=label)))
    if not seen.scope.period.holds(where.today) and seen.scope.promises:
        parts.append(html.P(t("coverage.not_now", period=words.period(t, seen.scope.period)), className="notice"))
    return parts


def _overview(where: Where, asked: Asked, seen: Coverage) -> list[Component]:
    t, code = where.t, where.code
    has_actions = bool(seen.scope.actions)
    if not has_actions:
        return [
            lists.totals(t, seen.gaps),
            empty(t("coverage.no_register"), t("coverage.no_register_why")),
            *lists.groups(t, seen.gaps, code, asked.period, has_actions=False),
        ]
    cards = _cards(where)
    first = Piece(cards[:FIRST_ROWS], 1, 1, 1, len(cards))
    more = [
        (Part.HOTSPOTS, "coverage.all_hotspots", len(cards)),
        (Part.ACTIONS, "coverage.all_actions", len(seen.scope.actions)),
    ]
    return [
        lists.totals(t, seen.gaps),
        section(
            t("coverage.categories"),
            small(t("coverage.categories_why")),
            draw(t, matrices.by_category(t, seen, code, asked.period)),
            html.P(
                anchor(
                    t("coverage.all_promises", n=len(seen.scope.promises)),
                    address(code, asked.period, visa=Part.PROMISES.value),
                ),
                className="ways",
            ),
        ),
        section(
            t("coverage.hotspots"),
            small(t("coverage.hotspots_why")),
            legend(t),
            draw(t, matrices.by_hotspot(t, seen, first, _suggested(where, first), code)),
            html.P(
                [anchor(t(key, n=n), address(code, asked.period, visa=part.value)) for part, key, n in more],
                className="ways",
            ),
        ),
        *lists.groups(t, seen.gaps, code, asked.period, has_actions=True),
        *_compared(where, seen),
    ]


def _whole(where: Where, asked: Asked, seen: Coverage) -> list[Component]:
    t, code = where.t, where.code
    if asked.gap is not None:
        found = [gap for gap in seen.gaps if gap.kind is asked.gap]
        return lists.whole(t, asked.gap, cut(where.query, found, lists.ON_A_PAGE), code, asked.period)
    base = address(code, asked.period, visa=asked.part.value if asked.part else None)
    match asked.part:
        case Part.HOTSPOTS:
            cards = cut(where.query, _cards(where), ROWS)
            drawn = draw(t, matrices.by_hotspot(t, seen, cards, _suggested(where, cards), code))
            return [section(t("coverage.hotspots"), legend(t), drawn, *ways(t, cards, base))]
        case Part.ACTIONS:
            actions = cut(where.query, seen.scope.actions, ROWS)
            kept = {UUID(card.ref): card for card in _cards(where) if card.state is HotspotState.ADOPTED}
            drawn = draw(t, matrices.by_action(t, seen, actions, kept, code))
            return [section(t("coverage.actions"), legend(t), drawn, *ways(t, actions, base))]
        case Part.PROMISES:
            promises = cut(where.query, seen.scope.promises, ROWS)
            drawn = draw(t, matrices.by_promise(t, seen, promises, code, asked.period))
            return [section(t("coverage.promises"), drawn, *ways(t, promises, base))]
        case _:
            return [_cell(where, asked, seen)]


def _cell(where: Where, asked: Asked, seen: Coverage) -> Component:
    """The actions that a cell of categories against promises counts."""
    t = where.t
    found = [
        action
        for action in seen.scope.actions
        if asked.category in action.categories and (asked.promise_id is None or asked.promise_id in action.promise_ids)
    ]
    promise = next((one for one in seen.scope.promises if one.id == asked.promise_id), None)
    about = [t.label(asked.category)] if asked.category else []
    about += [promise.title] if promise else []
    piece = cut(where.query, found, lists.ON_A_PAGE)
    base = address(
        where.code,
        asked.period,
        visa=Part.CELL.value,
        kategori=asked.category.value if asked.category else None,
        lofte=asked.promise_id,
    )
    lines = [html.Li(anchor(one.title, link(f"/atgard/{one.id}", where.code))) for one in piece.items]
    inside = html.Ul(lines, className="plain") if lines else empty(t("missing.action"), t("coverage.cell_none"))
    return section(f"{t.count('count.actions', len(found))}: {', '.join(about)}", inside, *ways(t, piece, base))


def _cards(where: Where) -> tuple[HotspotCard, ...]:
    return where.casebook.hotspots(where.actor, View(municipality=where.code))


def _suggested(where: Where, piece: Piece[HotspotCard]) -> Mapping[str, Sequence[Suggestion]]:
    return where.casebook.suggested(where.actor, where.code, [card.ref for card in piece.items])


def _compared(where: Where, seen: Coverage) -> list[Component]:
    """The periods side by side."""
    if len(seen.periods) < 2:
        return []
    t = where.t
    counted = where.casebook.compare_periods(where.actor, where.code)
    kinds = [kind for kind in GapKind if any(one.gaps.get(kind) for one in counted)]
    rows: list[tuple[str, ...]] = [
        (t(f"compare.{name}"), *(t.number(getattr(one, name)) for one in counted))
        for name in ("promises", "actions", "answered_hotspots", "addressed_categories")
    ]
    rows += [
        (t.count(f"gaps.{kind.value}", 2).capitalize(), *(t.number(one.gaps.get(kind, 0)) for one in counted))
        for kind in kinds
    ]
    heads = (t("compare.what"), *(words.period(t, one.period) for one in counted))
    numbers = frozenset(range(1, len(heads)))
    return [section(t("compare.title"), table(t("compare.caption", day=where.today), heads, rows, numbers))]
