"""A newsletter as a page: the letter itself, a draft's fields and its approval, an approved one's files and log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.i18n import Translate
from dashboard.newsletterwords import told
from dashboard.pages.nyhetsbrev.ids import CLOSING, FUNCTION, GREETING, TITLE, WORDS, Act, Ids, button, field
from dashboard.paperview import article, blocks
from dashboard.parts import CHOICE, anchor, attrs, badge_made_up, small
from dashboard.view import link
from dashboard.writing import discarded, discarding, kept_texts, status
from geodata.casebook.newsletters import Letter, NewsletterStory
from geodata.model import Deed, Newsletter

Texts = Mapping[str, str]
"""What stands in the fields, by their names."""


def texts_of(record: Newsletter) -> dict[str, str]:
    """The title and one's own words, "" where nothing is."""
    return {TITLE: record.title, GREETING: record.greeting or "", CLOSING: record.closing or ""}


def page(
    ask: Ask,
    story: NewsletterStory,
    letter: Letter,
    *,
    mine: Texts | None = None,
    clashing: frozenset[str] = frozenset(),
) -> list[Component]:
    """The page's parts.

    mine: what stands in the fields instead of what is saved.  clashing: fields of which both texts are shown.
    """
    t, record = ask.t, story.entry.record
    may_write = ask.actor.may(Deed.EDIT_REGISTER)
    standing = (
        t("news.is_draft", at=t.moment(record.made_at))
        if story.approved_at is None or story.approved_by is None
        else t("news.is_approved", who=story.approved_by, at=t.moment(story.approved_at))
    )
    made_up = [badge_made_up(t)] if story.content.made_up else []
    shown = html.Div(_letter(story, is_draft=may_write and not record.is_approved), lang=record.language)
    plain = html.Details(
        [
            html.Summary(t("news.as_text")),
            html.Pre(letter.text, id=Ids.PLAIN.value, className="news-plain", lang=record.language),
        ],
        className="fold",
    )
    inside: list[Component]
    if record.is_approved:
        inside = [*_files(t, record), shown, plain, *([_logging(t, story)] if may_write else [])]
    elif may_write:
        away = discarding(t, button(Act.DISCARD, record.id, story.entry.version))
        inside = [*_editing(t, story, mine or texts_of(record), clashing), shown, plain, _approving(t, story), away]
    else:
        inside = [shown]
    return [
        html.P([_back(t, record)], className="ways"),
        html.Div([html.Span(standing), *made_up], className="situation-standing"),
        *inside,
        *([_kept(t, record, texts_of(record))] if may_write else []),
        *([status(Ids.STATUS)] if may_write and record.is_approved else []),
    ]


def _letter(story: NewsletterStory, *, is_draft: bool) -> Component:
    """The letter as it will be; a draft's page has the heading above its fields."""
    paper = told(story)
    if not is_draft:
        return article(paper, lambda _: None)
    inside = [html.P(paper.title, className="news-heading"), *blocks(paper.blocks, lambda _: None)]
    return html.Article(inside, className="paper")


def gone(t: Translate, record: Newsletter) -> list[Component]:
    """The page of a draft that was thrown away."""
    return discarded(t, _back(t, record), _kept(t, record, dict.fromkeys(WORDS, "")), Ids.STATUS)


def _back(t: Translate, record: Newsletter) -> Component:
    return anchor(t("news.back"), link("/nyhetsbrev", record.municipality))


def _kept(t: Translate, record: Newsletter, saved: Texts) -> Component:
    labels = {TITLE: t("news.name"), GREETING: t("news.greeting"), CLOSING: t("news.closing")}
    address = link(f"/nyhetsbrev/{record.id}", record.municipality)
    return dcc.Store(
        id={"type": Ids.BASE.value, "of": "texts"},
        data=kept_texts(t, saved, labels, name=f"nyhetsbrev/{record.id}", title=record.title, at=address),
    )


def _editing(t: Translate, story: NewsletterStory, texts: Texts, clashing: frozenset[str]) -> list[Component]:
    record, version = story.entry.record, story.entry.version
    saved = texts_of(record)

    def written(name: str, label: str) -> Iterator[Component]:
        if name in clashing:
            yield html.Div(
                [html.P(html.Strong(t("news.theirs"))), html.P(saved[name] or "\u2013", className="told")],
                className="situation-theirs",
            )
            label = f"{t('news.mine')}: {label}"
        if name == TITLE:
            yield dmc.TextInput(id=field(name), label=label, value=texts[name], size="md")
        else:
            yield dmc.Textarea(
                id=field(name), label=label, value=texts[name], autosize=True, minRows=2, maxRows=16, size="md"
            )

    return [
        html.H1(record.title),
        html.Section(
            [
                html.H2(t("news.write_title")),
                *written(TITLE, t("news.name")),
                *written(GREETING, t("news.greeting")),
                *written(CLOSING, t("news.closing")),
                status(Ids.STATUS),
                html.Div(
                    [
                        dmc.Button(t("news.save"), id=button(Act.SAVE, record.id, version)),
                        dmc.Button(t("news.anew"), id=button(Act.ANEW, record.id, version), variant="default"),
                        small(t("news.anew_why")),
                    ],
                    className="news-deeds",
                ),
            ],
            className="news-writing card",
        ),
        html.H2(t("news.as_sent")),
    ]


def _approving(t: Translate, story: NewsletterStory) -> Component:
    record, version = story.entry.record, story.entry.version
    return html.Section(
        [
            html.H2(t("news.approve_title")),
            small(t("news.approve_why")),
            dmc.TextInput(
                id=field(FUNCTION), label=t("news.function"), description=t("news.function_example"), value=""
            ),
            dmc.Button(t("news.approve"), id=button(Act.APPROVE, record.id, version), variant="default"),
        ],
        className="situation-approve card",
    )


def _files(t: Translate, record: Newsletter) -> Iterator[Component]:
    files = [
        html.A(
            t(f"news.{kind}"),
            href=link(f"/nyhetsbrev/{record.id}.{kind}", None, t.language.value),
            className="button-link",
            download="",
        )
        for kind in ("html", "txt")
    ]
    copies = html.Button(
        t("news.copy"),
        className="button-link news-copy",
        type="button",
        **attrs(data_copies=Ids.PLAIN.value, data_copied=t("news.copied"), data_by_hand=t("news.copy_by_hand")),
    )
    yield html.Nav([*files, copies], className="button-links", **attrs(aria_label=t("news.files")))
    yield html.P(className="news-copied", role="status")
    yield html.P(t("news.sum", sum=record.letter_sha256), className="source news-sum")


def _logging(t: Translate, story: NewsletterStory) -> Component:
    record, logged = story.entry.record, story.logged
    titles = {line.action.id: line.action.title for line in story.fits}
    inside: list[Component]
    if logged is not None:
        action = logged.record.action_id
        name = titles.get(action, t("news.log_on"))
        way = anchor(name, link(f"/atgard/{action}", record.municipality))
        inside = [html.P([f"{t('news.logged', day=logged.record.done_on)} ", way, "."])]
    elif titles:
        inside = [
            small(t("news.log_why")),
            dmc.Select(
                id=Ids.ACTION.value,
                label=t("news.log_on"),
                data=[{"value": str(identity), "label": title} for identity, title in titles.items()],
                value=str(next(iter(titles))),
                allowDeselect=False,
                **CHOICE,
            ),
            dmc.Button(t("news.log"), id={"type": Ids.LOG.value, "letter": str(record.id)}),
        ]
    else:
        inside = [html.P(t("news.log_nothing"))]
    return html.Section([html.H2(t("news.log_title")), *inside], className="situation-approve card")
