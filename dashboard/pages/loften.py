"""Löften: what was promised, and each promise's chain down to what was done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard import agreedview, chainview, freshview, keptwords, place, words
from dashboard.forms import foreseen, historyview
from dashboard.forms.ways import change, read_document, to_register, write, writing
from dashboard.i18n import Translate
from dashboard.paging import Piece, spread, ways
from dashboard.parts import anchor, badge_made_up, empty, gap_list, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.chain import AgreementStory, PromiseStory
from geodata.coverage import Phase, phase
from geodata.errors import NotFound
from geodata.model import Action, Deed, Promise

ON_A_PAGE = 10


def load(where: Where) -> Component:
    """All promises of the municipality, or the one that the address names. Raises: NotFound."""
    may_edit = where.actor.may(Deed.EDIT_REGISTER)
    if not where.rest:
        total = where.casebook.counts(where.actor, where.code, (Promise,))[Promise.kind]
        page, pages, first = spread(where.query, total, ON_A_PAGE)
        stories = where.casebook.promises(where.actor, where.code, first=first, most=ON_A_PAGE)
        piece = Piece(stories, page, pages, first + 1, total)
        agreements = where.casebook.agreements(where.actor, where.code)
        return layout(where.t, piece, agreements, where.code, may_edit=may_edit)
    try:
        promise_id = UUID(where.rest)
    except ValueError:
        raise NotFound(f'no promise has the address "{where.rest[:60]}"; open the list of promises') from None
    story = where.casebook.promise(where.actor, promise_id)
    history = historyview.section(where.ask, where.casebook, story.promise)
    fresh = freshview.line(where.ask, where.casebook, Promise.kind, promise_id)
    study = where.casebook.schemes(where.actor, where.code)
    brought = study.of_actions(line.action.id for line in story.answers)
    schemes = [agreedview.schemes(where.t, study, brought, where.code)] if brought else []
    return one(where.t, story, history, (fresh,), _ahead(where, story.promise), schemes=schemes, may_edit=may_edit)


def _ahead(where: Where, promise: Promise) -> list[Component]:
    """What could be seen of a promise that has not run out."""
    is_over = promise.ends_on is not None and promise.ends_on < where.today
    return [] if is_over else [foreseen.on_page(where.ask, where.casebook, promise)]


def layout(
    t: Translate,
    piece: Piece[PromiseStory],
    agreements: Sequence[AgreementStory],
    municipality: str,
    *,
    may_edit: bool,
) -> Component:
    """Promises with their chains, a page of them, under what they are part of: what holds first, what held last.

    agreements: with their goals and contacts. may_edit: whether the reader writes the register.
    """
    head = [
        html.H1(t("nav.promises")),
        html.P(t("promises.intro"), className="lead"),
        *(
            writing([write(t, Promise, municipality), read_document(t, municipality), to_register(t, municipality)])
            if may_edit
            else []
        ),
        html.P(
            [
                anchor(t(title), link(path, municipality))
                for path, title in (
                    *((("/logga", "log.title"),) if may_edit else ()),
                    ("/operativ", "meet.title"),
                    ("/kommunikation", "comm.title"),
                    ("/nyhetsbrev", "news.title"),
                )
            ],
            className="ways",
        ),
    ]
    if not piece.items:
        why = empty(t("promises.none"), t("promises.none_why"), anchor(t("list.import"), link("/data", municipality)))
        return html.Div([*head, why], className="sheet")
    blocks = _blocks(t, piece.items, agreements)
    return html.Div([*head, *blocks, *ways(t, piece, link("/loften", municipality))], className="sheet")


def _blocks(t: Translate, stories: Sequence[PromiseStory], agreements: Sequence[AgreementStory]) -> list[Component]:
    """The promises of each agreement under its heading; what an agreement goes on with on a later page has it too."""
    known = {story.agreement.id: story for story in agreements}

    def block(story: PromiseStory) -> tuple[Phase, UUID]:
        promise = story.promise
        return phase(promise.starts_on, promise.ends_on, on=story.as_of), promise.agreement_id

    found: list[Component] = []
    for (stands, identity), group in groupby(stories, key=block):
        inside = list(group)
        agreement = known.get(identity)
        starts = min(story.promise.starts_on for story in inside)
        ends = [story.promise.ends_on for story in inside]
        period = t.period(starts, None if None in ends else max(end for end in ends if end is not None))
        title = t("phase.head", phase=t(f"phase.{stands.value}"), period=period)
        parts = [*(agreedview.beginning(t, agreement) if agreement else []), *(_overview(t, one) for one in inside)]
        found.append(section(title, *parts, className=f"agreed is-{stands.value}"))
    return found


def _overview(t: Translate, story: PromiseStory) -> Component:
    promise = story.promise
    return html.Article(
        [
            html.H3(anchor(promise.title, link(f"/loften/{promise.id}", promise.municipality))),
            _standing(t, story),
            html.P(_kept(t, story)),
            chainview.draw(t, chainview.promise_nodes(t, story), t("chain.label", name=promise.title)),
        ],
        className="promise",
    )


def _standing(t: Translate, story: PromiseStory) -> Component:
    promise = story.promise
    late = sum(line.progress.is_late and line.is_called for line in story.answers)
    parts: list[Component] = [
        html.Strong(keptwords.standing(t, story.keeping), className=keptwords.tone(story.keeping)),
        html.Span(t("promise.number", n=promise.number)),
        html.Span(t.period(promise.starts_on, promise.ends_on)),
        html.Span(t.count("count.actions", len(story.answers))),
    ]
    if late:
        parts.append(html.Span(t.count("count.late_actions", late), className="is-late"))
    if story.made_up:
        parts.append(badge_made_up(t))
    return html.P(parts, className="standing")


def _kept(t: Translate, story: PromiseStory) -> str:
    return f"{keptwords.reason(t, story)} {keptwords.work(t, story.keeping.work)}"


def one(
    t: Translate,
    story: PromiseStory,
    history: Sequence[Component] = (),
    fresh: Sequence[Component] = (),
    ahead: Sequence[Component] = (),
    *,
    schemes: Sequence[Component] = (),
    may_edit: bool,
) -> Component:
    """A promise: its chain, its gaps, its actions, its hotspots, and for those who write the register its history.

    fresh: when it was last confirmed.  ahead: what could be seen of it.  schemes: that its actions brought about.
    """
    promise = story.promise
    municipality = promise.municipality
    actions = [html.Li(place.action_card(t, line, municipality)) for line in story.answers]
    return html.Div(
        [
            html.P(anchor(t("promises.back"), link("/loften", municipality)), className="ways"),
            html.H1(promise.title),
            _standing(t, story),
            *fresh,
            *(writing([change(t, promise), write(t, Action, municipality, lofte=promise.id)]) if may_edit else []),
            *([html.P(promise.text, className="lead")] if promise.text else []),
            html.P(_kept(t, story)),
            *_indicator(t, story),
            *ahead,
            chainview.draw(t, chainview.promise_nodes(t, story), t("chain.label", name=promise.title)),
            *([section(t("place.gaps"), gap_list(t, story.gaps), className="place-gaps")] if story.gaps else []),
            section(
                t("promise.actions"),
                html.Ul(actions, className="cards wide")
                if actions
                else empty(t("missing.action"), t("promise.no_actions_why")),
            ),
            place.answered(
                t, story.hotspots, municipality, title=t("promise.hotspots"), why_none=t("promise.no_hotspots_why")
            ),
            *schemes,
            *history,
            small(words.source(t, promise.provenance)),
        ],
        className="sheet",
    )


def _indicator(t: Translate, story: PromiseStory) -> list[Component]:
    indicator = story.promise.indicator
    if indicator is None:
        return []

    def said(value: float | None) -> str:
        return (
            t("promise.not_stated")
            if value is None
            else f"{t.number(value, 0 if value == int(value) else 1)} {indicator.unit}"
        )

    told = t("promise.indicator", name=indicator.name, baseline=said(indicator.baseline), target=said(indicator.target))
    rows = [(reading.on.isoformat(), said(reading.value), reading.source or "–") for reading in indicator.readings]
    heads = (t("record.day"), indicator.name, t("reading.source"))
    readings = [table(t("reading.caption", name=indicator.name), heads, rows, frozenset({1}))] if rows else []
    return [html.P(told), *readings]
