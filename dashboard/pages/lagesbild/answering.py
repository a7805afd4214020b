"""What deeds on a draft answer. Nothing that was written is lost: two texts of a section stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dash import no_update
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.pages.lagesbild import drawn
from dashboard.pages.lagesbild.ids import CONTENT, FUNCTION, OF, TITLE, Act
from dashboard.parts import notice
from dashboard.sentback import id_of, text_or_nothing
from geodata.casebook import Casebook
from geodata.editing import EditConflict, Entry
from geodata.errors import BadSetting
from geodata.model import Section, SectionText, SituationReport, Tier

Answer = tuple[Any, Component]
"""The page's parts, or that they stay as they are; and what is said."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came from the page. texts: as they stand in the fields; base: as they were when the page was drawn.

    view: of the map, that the deed is about.
    """

    act: Act
    identity: UUID
    version: int
    texts: dict[str, str]
    base: dict[str, str]
    function: str
    view: UUID | None = None


def sent(pressed: Mapping[str, Any], fields: Mapping[str, Any], base: object) -> Sent:
    """What was pressed, with the fields. Raises: BadSetting, NotFound."""
    match pressed:
        case {"act": str() as said, "situation": str() as identity, "version": int() as version}:
            act, _, view = said.partition(OF)
        case _:
            act, view, identity, version = "", "", "", 0
    if act not in set(Act) or (act == Act.OUT) != bool(view):
        raise BadSetting("what was pressed could not be understood; load the page again")
    names = (TITLE, *(section.value for section in Section))
    before = base if isinstance(base, dict) else {}
    return Sent(
        Act(act),
        id_of(identity),
        version,
        {name: text_or_nothing(fields.get(name)) for name in names},
        {name: text_or_nothing(before.get(name)) for name in (*names, CONTENT)},
        text_or_nothing(fields.get(FUNCTION)).strip(),
        id_of(view) if view else None,
    )


def freeze(ask: Ask, casebook: Casebook, municipality: str, title: object, tier: object) -> UUID:
    """A new draft. Raises: BadSetting without a title; as Casebook.freeze_situation."""
    if not isinstance(title, str) or not title.strip():
        raise BadSetting("a situation report needs a title; write one and press again")
    chosen = next((one for one in Tier if one.value == tier), Tier.MUNICIPALITY)
    return casebook.freeze_situation(ask.actor, municipality, title.strip(), tier=chosen).record.id


def answer(ask: Ask, casebook: Casebook, told: Sent) -> Answer:
    """The page after a deed, and what is said of it.

    RULE 1: freezing anew and approving save what was written first: a text that nobody saved is not approved away.
    Raises: NamesAPerson, InvalidRecord, NotFound.
    """
    line = casebook.situation(ask.actor, told.identity).line
    if line.is_approved:
        return no_update, notice(ask.t("sit.approved_meanwhile"), tone="wrong")
    if told.act is Act.DISCARD:
        return _discard(ask, casebook, told, line.entry.record)
    if not told.texts[TITLE].strip():
        return _as_written(ask, casebook, told, "sit.title_missing")
    if told.act is Act.APPROVE and not told.function:
        return _as_written(ask, casebook, told, "sit.function_missing")
    try:
        entry, merged = _save(ask, casebook, told)
        if entry is None:
            return _clash(ask, casebook, told)
        # nobody approves, or replaces the figures of, what he has not read
        said, tone = ("sit.changed", "wrong") if merged else _done(ask, casebook, told, entry)
        if told.act is Act.SAVE:
            said, tone = ("sit.merged" if merged else "sit.saved"), "calm"
    except EditConflict:
        said, tone = "sit.changed", "wrong"
    story = casebook.situation(ask.actor, told.identity)
    return drawn.page(ask, story), notice(ask.t(said), tone=tone)


def _discard(ask: Ask, casebook: Casebook, told: Sent, report: SituationReport) -> Answer:
    """Nobody throws away what another wrote meanwhile: it is shown first."""
    try:
        casebook.discard_situation(ask.actor, report.id, base_version=told.version)
    except EditConflict:
        story = casebook.situation(ask.actor, report.id)
        return drawn.page(ask, story), notice(ask.t("writing.discard_read"), tone="wrong")
    return drawn.gone(ask.t, report), notice(ask.t("form.discarded"))


def _done(ask: Ask, casebook: Casebook, told: Sent, entry: Entry[SituationReport]) -> tuple[str, str]:
    """What was done to the draft besides saving, and how it is said."""
    if told.act is Act.ANEW:
        casebook.freeze_anew(ask.actor, told.identity, base_version=entry.version)
        return "sit.anew_done", "calm"
    if told.act is Act.OUT and told.view:
        casebook.detach_view(ask.actor, told.identity, told.view, base_version=entry.version)
        return "sit.views_out_done", "calm"
    if told.act is Act.APPROVE:
        casebook.approve_situation(ask.actor, told.identity, function=told.function, base_version=entry.version)
        return "sit.approved_done", "calm"
    return "sit.saved", "calm"


def _save(ask: Ask, casebook: Casebook, told: Sent) -> tuple[Entry[SituationReport] | None, bool]:
    """The draft with what was written, and whether somebody else had changed it; None where both changed one text."""
    entry = casebook.entry(ask.actor, SituationReport, told.identity)
    saved = drawn.texts_of(entry.record)
    mine = {name for name, text in told.texts.items() if text != told.base[name]}
    theirs = {name for name in saved if saved[name] not in {told.base[name], told.texts[name]}}
    if mine & theirs:
        return None, True
    merged = bool(theirs) or (entry.record.content_sha256 or "") != told.base[CONTENT]
    texts = {**saved, **{name: told.texts[name] for name in mine}}
    if texts != saved:
        entry = casebook.write_situation(
            ask.actor,
            told.identity,
            title=texts[TITLE].strip(),
            texts=[SectionText(section=one, text=texts[one.value]) for one in Section if texts[one.value].strip()],
            base_version=entry.version,
        )
    return entry, merged


def _clash(ask: Ask, casebook: Casebook, told: Sent) -> Answer:
    """Both texts of what both changed; of the rest, what either wrote."""
    story = casebook.situation(ask.actor, told.identity)
    saved = drawn.texts_of(story.line.entry.record)
    mine = {name for name, text in told.texts.items() if text != told.base[name]}
    both = frozenset(name for name in mine if saved[name] not in {told.base[name], told.texts[name]})
    texts = {**saved, **{name: told.texts[name] for name in mine}}
    return drawn.page(ask, story, mine=texts, clashing=both), notice(ask.t("sit.clash"), tone="wrong")


def _as_written(ask: Ask, casebook: Casebook, told: Sent, why: str) -> Answer:
    """The page as it was, with what stands in its fields. Raises: NotFound."""
    story = casebook.situation(ask.actor, told.identity)
    saved = drawn.texts_of(story.line.entry.record)
    if any(saved[name] not in {told.base[name], told.texts[name]} for name in saved):
        return _clash(ask, casebook, told)
    return drawn.page(ask, story, mine=told.texts), notice(ask.t(why), tone="wrong")
