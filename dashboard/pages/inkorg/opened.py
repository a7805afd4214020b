"""One finding that is open: its photos, place and words, what is decided of it, what tells the same, its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask
from dashboard.blureditor import blur_editor
from dashboard.pages.inkorg import form, handover, sketch, telling
from dashboard.pages.inkorg.form import Sheet, Values
from dashboard.pages.inkorg.ids import Act, boxes_id, button_id
from dashboard.parts import anchor, attrs, empty, notice, section, small, swatch, table
from dashboard.view import Camera, link
from geodata.casebook import Casebook
from geodata.casebook.conflicts import Sent
from geodata.casebook.inbox import InboxItem
from geodata.editing import Entry
from geodata.inbox import Alike, Likeness, is_season
from geodata.model import CaseStatus, ConsentState, Finding, Party, Photo, ShrubDetails, Walk

MAP_ZOOM = 17


def nothing(ask: Ask) -> list[Component]:
    """The room while no finding is open."""
    return [empty(ask.t("inbox.choose"), ask.t("inbox.choose_why"))]


def room(
    ask: Ask,
    casebook: Casebook,
    item: InboxItem,
    *,
    back: str,
    values: Values | None = None,
    faults: Mapping[str, str] | None = None,
    said: Sequence[Component] = (),
) -> list[Component]:
    """Everything of one finding. back: the query of the list. values, faults: of fields that could not be kept."""
    t, finding, code = ask.t, item.finding, item.finding.municipality
    parties = sorted(
        (entry.record for entry in casebook.entries(ask.actor, Party, code)), key=lambda one: one.name.casefold()
    )
    actions = sorted((line.action for line in casebook.actions(ask.actor, code)), key=lambda one: one.title.casefold())
    names = {str(one.id): one.name for one in parties} | {str(one.id): one.title for one in actions}
    sheet = Sheet(t, item, parties, actions, {**form.as_values(finding), **(values or {})}, faults or {})
    walk = item.walk.title if item.walk else t("inbox.no_walk")
    reopened = (
        [html.Span(t("inbox.reopened", day=finding.reopened_on), className="is-late")] if finding.reopened_on else []
    )
    marks = [t.label(one) for one in item.headings]
    return [
        html.P(anchor(t("inbox.back"), f"/inkorg?{back}"), className="ways inbox-back"),
        html.Header(
            [
                html.H2([swatch(finding.category), html.Span(telling.title(t, finding))], id="inbox-open", tabIndex=-1),
                html.P([html.Strong(telling.state(t, finding)), *reopened], className="inbox-stands"),
                html.P(f"{walk}. {telling.noted_at(t, finding, item.walk)}", className="source"),
                html.P(", ".join(marks), className="inbox-marks"),
                html.A(t("inbox.to_decision"), href="#inbox-decide", className="inbox-jump"),
            ],
            className="inbox-head",
        ),
        *said,
        html.Div(
            [
                html.Div(
                    [
                        *_conflicts(ask, item),
                        *_merging(ask, item),
                        _said(ask, item),
                        _photos(ask, item),
                        _where(ask, casebook, sheet),
                        *_scores(ask, item),
                    ],
                    className="inbox-told",
                ),
                html.Div(
                    [
                        *_decision(ask, sheet),
                        *_consent(ask, sheet),
                        *_season(ask, sheet),
                        *handover.draw(ask, casebook, sheet),
                        *_alike(ask, item),
                        _contacts(ask, sheet),
                        telling.history(t, item.history, names),
                        small(words.source(t, finding.provenance)),
                    ],
                    className="inbox-decide",
                    id="inbox-decide",
                ),
            ],
            className="inbox-columns",
        ),
    ]


def _said(ask: Ask, item: InboxItem) -> Component:
    t, finding = ask.t, item.finding
    flags: list[Component] = []
    if item.marks:
        found = ", ".join(f'"{mark.found}"' for mark in item.marks)
        flags.append(notice(t("inbox.names", found=found), tone="wrong"))
    if finding.clock_offset_s:
        flags.append(small(t("inbox.clock")))
    return section(
        t("inbox.said"),
        *([html.Blockquote(finding.note, className="inbox-quote")] if finding.note else []),
        *flags,
        _facts(telling.what_was_said(t, finding)),
        level=3,
    )


def _facts(said: Sequence[tuple[str, str]]) -> Component:
    rows = [html.Div([html.Dt(label), html.Dd(value)], className="fact") for label, value in said]
    return html.Dl(rows, className="facts")


def _photos(ask: Ask, item: InboxItem) -> Component:
    t = ask.t
    if not item.photos:
        return small(t("inbox.no_photos"))
    shown = [_photo(ask, entry, number, len(item.photos)) for number, entry in enumerate(item.photos, start=1)]
    return html.Div(shown, className="inbox-photos")


def _photo(ask: Ask, entry: Entry[Photo], number: int, of: int) -> Component:
    """One photo: as others see it where it is released, with what hides parts of it."""
    t, photo, at = ask.t, entry.record, f"{entry.record.id}/{entry.version}"
    is_released = photo.released_on is not None
    alt = t("inbox.photo", number=number, all=of)
    picture = f"/bild/{photo.id}?sida=480{'&visad=1' if is_released else ''}"
    words, act = ("withdraw", Act.WITHDRAW) if is_released else ("release", Act.RELEASE)
    boxes = boxes_id(str(photo.id))
    return html.Figure(
        [
            html.A(
                html.Img(src=picture, alt=alt, width=photo.width, height=photo.height),
                href=f"/bild/{photo.id}",
                target="_blank",
            ),
            html.Figcaption(t("inbox.photo.released" if is_released else "inbox.photo.private")),
            dmc.Button(t(f"inbox.photo.{words}", number=number), id=button_id(act, at), variant="default"),
            html.Details(
                [
                    html.Summary(t("inbox.photo.blur", number=number)),
                    blur_editor(t, photo, target=boxes, alt=alt),
                    dcc.Store(id=boxes, data=[one.model_dump() for one in photo.blurred]),
                    dmc.Button(t("inbox.photo.hide", number=number), id=button_id(Act.BLUR, at), variant="default"),
                ],
                className="fold",
            ),
        ]
    )


def _where(ask: Ask, casebook: Casebook, sheet: Sheet) -> Component:
    t, item, finding = ask.t, sheet.item, sheet.item.finding
    areas = casebook.areas(ask.actor, finding.municipality)
    window = sketch.window_of(finding, item.walk, areas)
    parts: list[Component] = []
    here = finding.position
    if here is None:
        parts.append(html.P(t("inbox.no_position"), className="late-word"))
    if window is not None:
        picture = html.Img(
            src=sketch.draw(window, finding, item.walk, areas, item.beside),
            alt=t("inbox.map" if here else "inbox.map_nowhere"),
            width=sketch.WIDTH,
            height=sketch.HEIGHT,
        )
        bounds = {
            "data_west": f"{window.west:.7f}", "data_south": f"{window.south:.7f}",
            "data_east": f"{window.east:.7f}", "data_north": f"{window.north:.7f}",
        }  # fmt: skip
        pin = html.Span(className="inbox-pin", hidden=True, **attrs(aria_hidden="true"))
        parts.append(html.Div([picture, pin], className="inbox-sketch", **attrs(**bounds)))
    if here is not None:
        exact = t("inbox.accuracy", n=round(finding.accuracy_m)) if finding.accuracy_m else t("inbox.by_hand")
        camera = f"{link('/', finding.municipality)}&karta={Camera(here.lat, here.lon, MAP_ZOOM)}"
        parts.append(html.P([html.Span(exact), anchor(t("inbox.on_map"), camera)], className="source inbox-exact"))
    place = html.Details(
        [html.Summary(t("inbox.move_it" if here else "inbox.place_it")), *form.position(sheet)],
        className="fold",
        open=here is None or bool({"lat", "lon"} & sheet.faults.keys()),
    )
    return section(t("inbox.where"), *parts, place, level=3)


def _scores(ask: Ask, item: InboxItem) -> list[Component]:
    t = ask.t
    told = [(t("inbox.score_here"), item.finding.rubric)] if item.finding.rubric else []
    told += [(t("inbox.score_one", n=n), one.rubric) for n, one in enumerate(item.scores, start=1)]
    if not told:
        return []
    heads = (t("inbox.score"), *(name for name, _ in told))
    rows = [
        (t(f"rubric.{score}"), *("–" if (value := getattr(one, score)) is None else str(value) for _, one in told))
        for score in telling.SCORES
        if any(getattr(one, score) is not None for _, one in told)
    ]
    numbers = frozenset(range(1, len(heads)))
    return [section(t("inbox.scores"), table(t("inbox.scores_caption"), heads, rows, numbers), level=3)] if rows else []


def _decision(ask: Ask, sheet: Sheet) -> list[Component]:
    inside = form.decision(sheet)
    return [section(ask.t("inbox.decision"), *inside, level=3, className="inbox-form")] if inside else []


def _consent(ask: Ask, sheet: Sheet) -> list[Component]:
    t, item, consent = ask.t, sheet.item, sheet.item.finding.consent
    if consent is None:
        return []
    party = item.responsible.name if item.responsible else t("inbox.consent.someone")
    said = html.P(t(f"inbox.consent.{consent.state.value}", party=party, day=consent.on))
    reason = [html.Blockquote(consent.reason, className="inbox-quote")] if consent.reason else []
    is_asked = consent.state is ConsentState.ASKED and item.finding.merged_on is None
    return [section(t("inbox.consent"), said, *reason, *(form.consent(sheet) if is_asked else []), level=3)]


def _season(ask: Ask, sheet: Sheet) -> list[Component]:
    t, finding = ask.t, sheet.item.finding
    details = finding.details
    if not isinstance(details, ShrubDetails) or details.regrows_on is None or finding.status is CaseStatus.DECLINED:
        return []
    if not is_season(finding, on=sheet.item.today):
        return [section(t("inbox.season"), small(t("inbox.season_on", day=details.regrows_on)), level=3)]
    due = html.P(t("inbox.season_due", day=details.regrows_on), className="late-word")
    return [section(t("inbox.season"), due, *form.season(sheet), level=3)]


def _merging(ask: Ask, item: InboxItem) -> list[Component]:
    """What is proposed or merged, both sides beside each other."""
    t, finding, parts = ask.t, item.finding, []
    if item.same_as is not None:
        head = t("inbox.merged_into", day=finding.merged_on) if finding.merged_on else t("inbox.proposal")
        parts.append(_pair(ask, head, finding, item.same_as.record, item.walk, merged=finding))
    for entry in item.told_here_too:
        other = entry.record
        head = t("inbox.merged_here", day=other.merged_on) if other.merged_on else t("inbox.proposal_here")
        parts.append(_pair(ask, head, finding, other, item.walk, merged=other))
    return parts


def _pair(ask: Ask, head: str, this: Finding, that: Finding, walk: Walk | None, *, merged: Finding) -> Component:
    t, code = ask.t, this.municipality
    at = str(merged.id)
    buttons = (
        [dmc.Button(t("inbox.unmerge"), id=button_id(Act.APART, at), variant="default")]
        if merged.merged_on
        else [
            dmc.Button(t("inbox.confirm"), id=button_id(Act.MERGE, at)),
            dmc.Button(t("inbox.apart"), id=button_id(Act.APART, at), variant="default"),
        ]
    )
    other_walk = walk if that.walk_id == this.walk_id else None
    return html.Section(
        [
            html.H3(head),
            html.Div(
                [_side(ask, t("inbox.this"), this, walk), _side(ask, t("inbox.that"), that, other_walk)],
                className="inbox-sides",
            ),
            html.Div([*buttons, anchor(t("inbox.that"), link(f"/inkorg/{that.id}", code))], className="buttons"),
        ],
        className="inbox-pairing",
    )


def _side(ask: Ask, head: str, finding: Finding, walk: Walk | None) -> Component:
    rows = [
        html.Div([html.Dt(name), html.Dd(value)], className="fact")
        for name, value in telling.versions(ask.t, finding, walk)
    ]
    return html.Div([html.H4(head), html.Dl(rows, className="facts")], className="inbox-side")


def _conflicts(ask: Ask, item: InboxItem) -> list[Component]:
    return [_conflict(ask, item, sent) for sent in item.sent]


def _conflict(ask: Ask, item: InboxItem, sent: Sent) -> Component:
    t, at = ask.t, str(sent.op_id)
    stands, came = (dict(telling.versions(t, one, item.walk)) for one in (item.finding, sent.finding))
    differ = [name for name in stands | came if stands.get(name) != came.get(name)]

    def side(head: str, version: Mapping[str, str]) -> Component:
        said = [(name, version.get(name, t("form.not_stated"))) for name in differ]
        return html.Div([html.H4(head), _facts(said)], className="inbox-side")

    return html.Section(
        [
            html.H3(t("inbox.conflict")),
            html.P(t("inbox.conflict_why", moment=t.moment(sent.arrived_at)), className="source"),
            html.Div(
                [
                    side(t("inbox.conflict.stands"), stands),
                    side(t("inbox.conflict.sent"), came),
                ],
                className="inbox-sides",
            ),
            html.Div(
                [
                    dmc.Button(t("inbox.conflict.take"), id=button_id(Act.TAKE, at), variant="default"),
                    dmc.Button(t("inbox.conflict.leave"), id=button_id(Act.LEAVE, at), variant="default"),
                ],
                className="buttons",
            ),
        ],
        className="inbox-pairing",
    )


def _alike(ask: Ask, item: InboxItem) -> list[Component]:
    """Others that may tell the same; what is proposed already stands above."""
    t, finding = ask.t, item.finding
    if finding.duplicate_of is not None:
        return []
    known = {entry.record.id for entry in item.told_here_too}
    found = [one for one in item.alike if one.finding.id not in known and one.finding.duplicate_of is None]
    if not found:
        return [section(t("inbox.alike"), small(t("inbox.alike.none")), level=3)]
    rows = [html.Li(_likeness(ask, one, finding.municipality), className="inbox-like") for one in found]
    return [
        html.Details(
            [html.Summary(html.H3(t("inbox.alike"))), small(t("inbox.alike_why")), html.Ul(rows)],
            className="fold inbox-alike",
            open=any(one.is_close for one in found),
        )
    ]


def _likeness(ask: Ask, one: Likeness, code: str) -> list[Component]:
    t, other = ask.t, one.finding
    why = [
        t("inbox.alike.near", n=round(one.distance_m or 0))
        if reason is Alike.NEAR
        else t(f"inbox.alike.{reason.value}")
        for reason in one.reasons
    ]
    return [
        anchor(f"{telling.title(t, other)}, {words.observed(t, other)}", link(f"/inkorg/{other.id}", code)),
        *([html.Span(other.note, className="inbox-note")] if other.note else []),
        html.Span(", ".join(why), className="source"),
        dmc.Button(t("inbox.propose"), id=button_id(Act.PROPOSE, str(other.id)), variant="default", size="compact-md"),
    ]


def _contacts(ask: Ask, sheet: Sheet) -> Component:
    t, contacts = ask.t, sheet.item.finding.contacts
    rows = [
        html.Li(
            [
                html.Strong(f"{t.day(one.on)}: {t.label(one.outcome)}"),
                *([html.Span(one.owner)] if one.owner else []),
                *([html.Span(one.note, className="source")] if one.note else []),
            ]
        )
        for one in reversed(contacts)
    ]
    add = html.Details(
        [html.Summary(t("inbox.contact.add")), *form.contact(sheet)],
        className="fold",
        open=any(name.startswith("contact_") for name in sheet.faults),
    )
    return section(
        t("inbox.contacts"),
        html.Ol(rows, className="inbox-contacts") if rows else small(t("inbox.contacts_none")),
        add,
        level=3,
    )
