"""A newsletter in words: the same for the page, its HTML and its plain text, in the language it is written in.

RULE 1: every number is one of its content; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.basis import months_period
from dashboard.i18n import Language, Translate, translate
from geodata.casebook.newsletters import NewsletterStory
from geodata.model import LOCAL_TIME
from geodata.newsletters.content import ActionPart, Content, Quarter, Row
from geodata.newsletters.suppression import LEAST, Cell, Mark
from geodata.paper import Block, Heading, Listing, Paper, Paragraph, Table, Tone
from geodata.paper import Cell as TableCell

_ADVICE = ("home", "watch", "call")


def told(story: NewsletterStory) -> Paper:
    """The newsletter as a document."""
    record, content = story.entry.record, story.content
    t = translate(Language(record.language))
    return Paper(
        title=record.title,
        language=record.language,
        author=t("letter.author", name=content.name),
        blocks=(
            *_opening(t, story),
            *_own(record.greeting),
            Heading(t("letter.counts"), 2),
            *_counts(t, content),
            Heading(t("letter.advice"), 2),
            *_advised(t, content),
            Heading(t("letter.doing"), 2),
            _doing(t, content),
            *_own(record.closing),
            Paragraph(" ".join(_about(t, story)), Tone.NOTE),
        ),
    )


def quarter(t: Translate, which: Quarter, *, is_short: bool = False) -> str:
    """Kvartal 1 2017; kv 1 2017."""
    return t("letter.quarter_short" if is_short else "letter.quarter", number=str(which.number), year=str(which.year))


def _opening(t: Translate, story: NewsletterStory) -> Iterator[Block]:
    content = story.content
    about = "letter.about" if content.area_code else "letter.about_whole"
    yield Paragraph(t(about, area=content.area_name, name=content.name, day=content.as_of), Tone.LEAD)
    if content.made_up:
        yield Paragraph(t("letter.made_up"), Tone.MARK)
    if story.approved_by is None:
        yield Paragraph(t("letter.draft"), Tone.MARK)


def _own(text: str | None) -> Iterator[Block]:
    for paragraph in (text or "").split("\n\n"):
        if paragraph.strip():
            yield Paragraph(paragraph.strip())


def _counts(t: Translate, content: Content) -> Iterator[Block]:
    own = content.own
    if content.why is not None or own is None:
        yield Paragraph(t.label(content.why) if content.why else "")
        return
    yield Paragraph(" ".join(_last(t, content, own)))
    yield Table(
        caption=t("letter.table"),
        heads=(t("letter.area"), *(quarter(t, one, is_short=True) for one in content.quarters)),
        rows=tuple((TableCell(row.name), *(TableCell(_cell(t, cell)) for cell in row.cells)) for row in content.rows),
        numbers=frozenset(range(1, len(content.quarters) + 1)),
    )
    if notes := list(_notes(t, content)):
        yield Paragraph(" ".join(notes), Tone.NOTE)


def _last(t: Translate, content: Content, own: Row) -> Iterator[str]:
    """The last quarter of whom it is for; beside it a year before, where both are told."""
    when, cell = content.quarters[-1], own.cells[-1]
    before = Quarter(when.year - 1, when.number)
    kind = "none" if cell.number == 0 else cell.mark.value
    yield t(f"letter.last.{kind}", quarter=quarter(t, when), area=content.area_name, n=cell.number, least=LEAST)
    if cell.number is not None and before in content.quarters:
        earlier = own.cells[content.quarters.index(before)].number
        if earlier is not None:
            yield t("letter.year_before", n=earlier)
    year = own.year()
    if year is not None:
        yield t("letter.year", n=year)


def _cell(t: Translate, cell: Cell) -> str:
    return t.number(cell.number) if cell.number is not None else t(f"letter.{cell.mark.value}", least=LEAST)


def _notes(t: Translate, content: Content) -> Iterator[str]:
    marks = {cell.mark for row in content.rows for cell in row.cells}
    if Mark.FEW in marks:
        yield t("letter.few_means", least=LEAST, most=LEAST - 1)
    if Mark.KEPT_BACK in marks:
        yield t("letter.kept_back_means", least=LEAST)
    if Mark.MISSING in marks:
        yield t("letter.missing_means")
    if content.preliminary:
        yield t("letter.preliminary", quarters=t.listing([quarter(t, one) for one in content.preliminary]))


def _advised(t: Translate, content: Content) -> Iterator[Block]:
    advice = content.advice
    if advice.since is None or advice.until is None:
        yield Paragraph(t("letter.near_unknown"))
    elif advice.metres is None or advice.days is None:
        yield Paragraph(t("letter.not_near", period=t.period(advice.since, advice.until)))
    else:
        period = t.period(advice.since, advice.until)
        yield Paragraph(t("letter.near", metres=advice.metres, days=advice.days, period=period))
    yield Listing(tuple(t(f"letter.advice.{one}") for one in _ADVICE))


def _doing(t: Translate, content: Content) -> Block:
    if not content.actions:
        return Paragraph(t("letter.doing_none"))
    return Listing(
        tuple(t("letter.action", title=one.title, about=" ".join(_action(t, one))) for one in content.actions)
    )


def _action(t: Translate, action: ActionPart) -> Iterator[str]:
    if action.places:
        yield t("letter.action.places", names=t.listing(list(action.places)))
    if action.promises:
        yield t("letter.action.promises", names=t.listing(list(action.promises)))
    named = t.listing(list(action.parties))
    yield t("letter.action.parties", names=named) if named else t("letter.action.nobody")
    if action.last_done_on is None:
        yield t("letter.action.nothing")
        return
    key = f"measure.{action.measure.value}"
    done = t.count(key, action.done)
    if action.target is not None:
        over = action.done > action.target
        amount = done if over else t.count(key, action.target)
        done = t("progress.over" if over else "progress.of", done=action.done, amount=amount, target=action.target)
    yield t("letter.action.done", done=done, day=action.last_done_on)


def _about(t: Translate, story: NewsletterStory) -> Iterator[str]:
    content = story.content
    if content.quarters and content.sources:
        period = months_period(t, content.quarters[0].months[0], content.quarters[-1].last_day)
        yield t("letter.source", sources=", ".join(content.sources), period=period)
    yield t("letter.source_actions")
    yield t("letter.made_on", day=content.as_of)
    if story.approved_by is not None and story.approved_at is not None:
        yield t("letter.approved", who=story.approved_by, day=story.approved_at.astimezone(LOCAL_TIME).date())
