"""A lägesbild as a page: the document itself, and in a draft the fields to write in under its own headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.i18n import Translate
from dashboard.pages.lagesbild.ids import CONTENT, FUNCTION, TITLE, Act, Ids, button, field
from dashboard.paperview import article, blocks
from dashboard.parts import HEADINGS, anchor, attrs, badge_made_up, small
from dashboard.situationwords import WRITTEN, Part, parts, standing, told, whole
from dashboard.view import link
from dashboard.writing import discarded, discarding, kept_texts, status
from geodata.casebook.situations import SituationStory
from geodata.model import Deed, Section, SituationReport
from geodata.paper import PaperFormat

Texts = Mapping[str, str]
"""What stands in the fields, by section, with `title`."""


def texts_of(report: SituationReport) -> dict[str, str]:
    """The title and what is written for each section, "" where nothing is."""
    return {TITLE: report.title, **{section.value: report.text(section) or "" for section in Section}}


def page(
    ask: Ask, story: SituationStory, *, mine: Texts | None = None, clashing: frozenset[str] = frozenset()
) -> list[Component]:
    """The page's parts.

    mine: what stands in the fields instead of what is saved.  clashing: fields of which both texts are shown.
    """
    t, report, content = ask.t, story.line.entry.record, story.content
    code = report.municipality
    is_open = ask.actor.may(Deed.EDIT_REGISTER) and not story.line.is_approved and content is not None
    made_up = [badge_made_up(t)] if content is not None and content.made_up else []
    inside = (
        _editing(t, story, mine or texts_of(report), clashing)
        if is_open
        else [article(told(t, story), _pictures(t, story)), *_notes(t, ask, report)]
    )
    return [
        html.P([_back(t, code), *_beside(t, story)], className="ways"),
        html.Div([html.Span(standing(t, story)), *made_up], className="situation-standing"),
        html.Nav(
            [_wall(t, story), *(_file(t, story, kind) for kind in PaperFormat), _handout(t, story)],
            className="button-links",
            **attrs(aria_label=t("sit.files")),
        ),
        *inside,
        *(
            [_kept(t, report, texts_of(report)), *([] if is_open else [status(Ids.STATUS)])]
            if ask.actor.may(Deed.EDIT_REGISTER)
            else []
        ),
    ]


def gone(t: Translate, report: SituationReport) -> list[Component]:
    """The page of a draft that was thrown away."""
    return discarded(
        t, _back(t, report.municipality), _kept(t, report, dict.fromkeys(texts_of(report), "")), Ids.STATUS
    )


def _back(t: Translate, code: str) -> Component:
    return anchor(t("sit.back"), link("/lagesbild", code))


def _kept(t: Translate, report: SituationReport, texts: Texts) -> Component:
    """What is saved, for the browser, which keeps what is not."""
    labels = {TITLE: t("sit.name"), Section.NOTES.value: t("sit.notes")}
    labels |= {section.value: t(f"sit.section.{section.value}") for section in WRITTEN}
    name, at = f"lagesbild/{report.id}", link(f"/lagesbild/{report.id}", report.municipality)
    saved = {**texts, CONTENT: report.content_sha256}
    data = kept_texts(t, saved, labels, name=name, title=report.title, at=at)
    return dcc.Store(id={"type": Ids.BASE.value, "of": "texts"}, data=data)


def _beside(t: Translate, story: SituationStory) -> Iterator[Component]:
    code = story.line.entry.record.municipality
    if story.line.superseded_by is not None:
        yield anchor(t("sit.to_heir"), link(f"/lagesbild/{story.line.superseded_by}", code))
    if story.earlier is not None:
        yield anchor(t("sit.to_earlier"), link(f"/lagesbild/{story.earlier.entry.record.id}", code))


def _wall(t: Translate, story: SituationStory) -> Component:
    """The presentation: a page of its own, which is loaded as one."""
    report = story.line.entry.record
    address = link(f"/lagesbild/{report.id}/namnd", report.municipality, t.language.value)
    return html.A(t("namnd.show"), href=address, className="button-link")


def _file(t: Translate, story: SituationStory, kind: PaperFormat) -> Component:
    address = link(f"/lagesbild/{story.line.entry.record.id}.{kind.value}", None, t.language.value)
    return html.A(t(f"sit.{kind.value}"), href=address, className="button-link", download="")


def _handout(t: Translate, story: SituationStory) -> Component:
    address = link(f"/lagesbild/{story.line.entry.record.id}/blad.html", None, t.language.value)
    return html.A(t("out.get"), href=address, className="button-link", download="")


def _pictures(t: Translate, story: SituationStory) -> Callable[[str], str | None]:
    address = link(f"/lagesbild/{story.line.entry.record.id}/karta.svg", None, t.language.value)
    # the map is another once the draft was frozen anew
    return lambda _: f"{address}&v={story.line.entry.version}"


def _notes(t: Translate, ask: Ask, report: SituationReport) -> list[Component]:
    said = report.text(Section.NOTES)
    if not said or not ask.actor.may(Deed.EDIT_REGISTER):
        return []
    inside = [html.Summary(t("sit.notes")), small(t("sit.notes_why")), html.P(said, className="told")]
    return [html.Details(inside, className="fold")]


def _views_out(t: Translate, story: SituationStory) -> list[Component]:
    """A button for each view of the map, which takes it out."""
    entry, found = story.line.entry, (story.content.views if story.content else None) or ()
    buttons = [
        dmc.Button(
            t("sit.views_out", title=one.title),
            id=button(Act.OUT, entry.record.id, entry.version, one.id),
            variant="default",
            size="compact-md",
        )
        for one in found
    ]
    return [html.Div(buttons, className="buttons")] if buttons else []


def _editing(t: Translate, story: SituationStory, texts: Texts, clashing: frozenset[str]) -> list[Component]:
    entry = story.line.entry
    report, saved = entry.record, texts_of(entry.record)

    def written(name: str, label: str, *, rows: int = 3) -> list[Component]:
        theirs: list[Component] = []
        if name in clashing:
            theirs = [
                html.Div(
                    [html.P(html.Strong(t("sit.theirs"))), html.P(saved[name] or "\u2013", className="told")],
                    className="situation-theirs",
                )
            ]
            label = f"{t('sit.mine')}: {label}"
        one = (
            dmc.TextInput(id=field(name), label=label, value=texts[name], size="md")
            if name == TITLE
            else dmc.Textarea(id=field(name), label=label, value=texts[name], autosize=True, minRows=rows, maxRows=24)
        )
        return [*theirs, one]

    drawn: list[Component] = [html.H1(report.title), *written(TITLE, t("sit.name"))]
    for part in parts(t, story):
        if part.section is None or part.section not in WRITTEN:
            drawn += blocks(tuple(whole(t, part, report)), _pictures(t, story))
            continue
        drawn.append(HEADINGS[2](part.heading))
        drawn += written(part.section.value, t("sit.own_text", name=part.heading))
        drawn += blocks(Part(None, None, part.blocks).blocks, _pictures(t, story))
        drawn += _views_out(t, story) if part.section is Section.SITUATION else []
    drawn += [HEADINGS[2](t("sit.notes")), small(t("sit.notes_why")), *written(Section.NOTES.value, t("sit.notes"))]
    return [
        html.Article(drawn, className="paper"),
        status(Ids.STATUS),
        html.Div(
            [
                dmc.Button(t("sit.save"), id=button(Act.SAVE, report.id, entry.version), size="md"),
                dmc.Button(t("sit.anew"), id=button(Act.ANEW, report.id, entry.version), variant="default"),
                small(t("sit.anew_why")),
            ],
            className="form-foot",
        ),
        html.Section(
            [
                html.H2(t("sit.approve_title")),
                small(t("sit.approve_why")),
                dmc.TextInput(
                    id=field(FUNCTION), label=t("sit.function"), description=t("sit.function_example"), value=""
                ),
                dmc.Button(t("sit.approve"), id=button(Act.APPROVE, report.id, entry.version), variant="default"),
            ],
            className="situation-approve card",
        ),
        discarding(t, button(Act.DISCARD, report.id, entry.version)),
    ]
