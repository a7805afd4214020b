"""The matrices of coverage: categories against promises, hotspots against actions, each from both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from dashboard import words
from dashboard.i18n import Translate
from dashboard.pages.tackning.asking import Part, address
from dashboard.pages.tackning.matrix import SIGNS, Cell, Matrix, Row
from dashboard.paging import Piece
from dashboard.parts import anchor
from dashboard.view import link
from geodata.chain import HotspotCard
from geodata.coverage import Coverage, Period, Tie
from geodata.linking import GapKind, Suggestion
from geodata.model import Action, Category, HotspotState, Promise

MOST_COLUMNS = 12


def by_category(t: Translate, seen: Coverage, municipality: str, period: Period | None) -> Matrix:
    """Categories down, promises across: the first dozen of them."""
    table = seen.table
    shown = table.promises[:MOST_COLUMNS]
    unanswered = _unanswered(seen)
    rows = [
        Row(
            head=anchor(t.label(category), f"{link('/', municipality)}&kategori={category.value}"),
            cells=[_count(t, seen, category, promise, municipality, period) for promise in shown],
            total=table.by_category.get(category, 0),
            detail=_known(t, seen, category) + (f", {t('missing.action')}" if category.value in unanswered else ""),
            lacks=category.value in unanswered,
        )
        for category in table.categories
    ]
    return Matrix(
        caption=t("matrix.categories", period=words.period(t, seen.scope.period)),
        corner=t("record.category"),
        columns=[anchor(p.title, link(f"/loften/{p.id}", municipality)) for p in shown],
        names=[p.title for p in shown],
        rows=rows,
        totals=[table.by_promise.get(p.id, 0) for p in shown],
        total_head=t("matrix.actions"),
        totals_head=t("matrix.actions_of_promise"),
    )


def by_promise(t: Translate, seen: Coverage, piece: Piece[Promise], municipality: str, period: Period | None) -> Matrix:
    """Promises down, a page of them; categories across."""
    table = seen.table
    return Matrix(
        caption=t("matrix.promises", period=words.period(t, seen.scope.period)),
        corner=t("fact.promise"),
        columns=[anchor(t.label(c), f"{link('/', municipality)}&kategori={c.value}") for c in table.categories],
        names=[t.label(c) for c in table.categories],
        rows=[
            Row(
                head=anchor(promise.title, link(f"/loften/{promise.id}", municipality)),
                cells=[_count(t, seen, c, promise, municipality, period) for c in table.categories],
                total=table.by_promise.get(promise.id, 0),
                detail="" if table.by_promise.get(promise.id) else t("missing.action"),
                lacks=not table.by_promise.get(promise.id),
            )
            for promise in piece.items
        ],
        totals=[table.by_category.get(c, 0) for c in table.categories],
        total_head=t("matrix.actions"),
        totals_head=t("matrix.actions_of_category"),
    )


def _unanswered(seen: Coverage) -> frozenset[str]:
    return frozenset(gap.subject_ref for gap in seen.gaps if gap.kind is GapKind.CATEGORY_UNANSWERED)


def _known(t: Translate, seen: Coverage, category: Category) -> str:
    rows = t.count("count.evidence", seen.table.evidence.get(category, 0))
    return t("gap.named", rows=rows) if category in seen.table.named else rows


def _count(  # noqa: PLR0917 - a cell is told by all of these
    t: Translate, seen: Coverage, category: Category, promise: Promise, municipality: str, period: Period | None
) -> Cell | None:
    found = seen.table.cells.get((category, promise.id), 0)
    if not found:
        return None
    href = address(municipality, period, visa=Part.CELL.value, kategori=category.value, lofte=promise.id)
    return Cell(t.number(found), t.count("count.actions", found), href, "is-count")


def by_hotspot(
    t: Translate,
    seen: Coverage,
    piece: Piece[HotspotCard],
    suggested: Mapping[str, Sequence[Suggestion]],
    municipality: str,
) -> Matrix:
    """Hotspots down, a page of them; across the actions that are tied to or suggested for those that are shown."""
    in_period = {action.id for action in seen.scope.actions}
    rows_of: dict[str, dict[UUID, Tie]] = {}
    for card in piece.items:
        found = {one.action_id: Tie.SUGGESTED for one in suggested.get(card.ref, ()) if one.action_id in in_period}
        rows_of[card.ref] = {**found, **_decided(seen, card)}
    shown = _columns(seen.scope.actions, rows_of)
    rows = []
    for card in piece.items:
        tied = rows_of[card.ref]
        own = f"/hotspot/{card.ref}"
        total = sum(tie is Tie.CONFIRMED for tie in tied.values())
        rows.append(
            Row(
                head=anchor(card.name, link(own, municipality)),
                cells=[_tie(t, tied.get(a.id), a, link(own, municipality), municipality) for a in shown],
                total=total,
                detail=t.count("count.evidence", card.count) + ("" if total else f", {t('missing.action')}"),
                lacks=not total,
            )
        )
    return Matrix(
        caption=t("matrix.hotspots", period=words.period(t, seen.scope.period)),
        corner=t("matrix.hotspot"),
        columns=[anchor(a.title, link(f"/atgard/{a.id}", municipality)) for a in shown],
        names=[a.title for a in shown],
        rows=rows,
        totals=[seen.tied.confirmed_of_action.get(a.id, 0) for a in shown],
        total_head=t("matrix.confirmed"),
        totals_head=t("matrix.confirmed_everywhere"),
    )


def by_action(
    t: Translate, seen: Coverage, piece: Piece[Action], cards: Mapping[UUID, HotspotCard], municipality: str
) -> Matrix:
    """Actions down, a page of them; across the hotspots that are tied to those that are shown."""
    rows_of = {str(a.id): dict(seen.tied.by_action.get(a.id, {})) for a in piece.items}
    often = Counter(hotspot for row in rows_of.values() for hotspot in row if hotspot in cards)
    shown = [hotspot for hotspot, _ in sorted(often.items(), key=lambda pair: (-pair[1], cards[pair[0]].rank))]
    shown = shown[:MOST_COLUMNS]
    rows = [
        Row(
            head=anchor(action.title, link(f"/atgard/{action.id}", municipality)),
            cells=[
                _tie(t, rows_of[str(action.id)].get(h), action, link(f"/hotspot/{h}", municipality), municipality)
                for h in shown
            ],
            total=seen.tied.confirmed_of_action.get(action.id, 0),
            detail="" if seen.tied.confirmed_of_action.get(action.id) else t("missing.hotspot"),
            lacks=not seen.tied.confirmed_of_action.get(action.id),
        )
        for action in piece.items
    ]
    return Matrix(
        caption=t("matrix.by_action", period=words.period(t, seen.scope.period)),
        corner=t("matrix.action"),
        columns=[anchor(cards[h].name, link(f"/hotspot/{h}", municipality)) for h in shown],
        names=[cards[h].name for h in shown],
        rows=rows,
        totals=[seen.tied.confirmed_of_hotspot.get(h, 0) for h in shown],
        total_head=t("matrix.confirmed"),
        totals_head=t("matrix.confirmed_all_actions"),
    )


def _decided(seen: Coverage, card: HotspotCard) -> Mapping[UUID, Tie]:
    return seen.tied.by_hotspot.get(UUID(card.ref), {}) if card.state is HotspotState.ADOPTED else {}


def _columns(actions: Sequence[Action], rows: Mapping[str, Mapping[UUID, Tie]]) -> list[Action]:
    """All actions where they are few, otherwise the dozen that the rows have most of, by title."""
    if len(actions) <= MOST_COLUMNS:
        return list(actions)
    weight: Counter[UUID] = Counter()
    for row in rows.values():
        for action_id, tie in row.items():
            weight[action_id] += 100 if tie is Tie.CONFIRMED else 1
    often = {action_id for action_id, _ in weight.most_common(MOST_COLUMNS)}
    return [action for action in actions if action.id in often]


def _tie(t: Translate, tie: Tie | None, action: Action, place: str, municipality: str) -> Cell | None:
    """A suggestion opens the place, where its reasons stand; what is decided opens the action."""
    if tie is None:
        return None
    href = link(f"/atgard/{action.id}", municipality) if tie is Tie.CONFIRMED else place
    return Cell(SIGNS[tie], t(f"tie.{tie.value}"), href, f"is-{tie.value}")
