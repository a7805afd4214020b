"""What deeds on a newsletter answer. Nothing that was written is lost: two texts of a field stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dash import no_update
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.i18n import Language
from dashboard.newsletterwords import told
from dashboard.pages.nyhetsbrev import drawn
from dashboard.pages.nyhetsbrev.ids import CLOSING, FUNCTION, GREETING, TITLE, WHOLE, WORDS, Act
from dashboard.parts import notice
from dashboard.sentback import id_of, text_or_nothing
from geodata.casebook import Casebook
from geodata.editing import EditConflict, Entry
from geodata.errors import BadSetting
from geodata.model import Newsletter

Answer = tuple[Any, Component]
"""The page's parts, or that they stay as they are; and what is said."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came from the page. texts: as they stand in the fields; base: as they were when the page was drawn."""

    act: Act
    identity: UUID
    version: int
    texts: dict[str, str]
    base: dict[str, str]
    function: str


def sent(pressed: Mapping[str, Any], fields: Mapping[str, Any], base: object) -> Sent:
    """What was pressed, with the fields. Raises: BadSetting, NotFound."""
    match pressed:
        case {"act": str() as act, "letter": str() as identity, "version": int() as version} if act in set(Act):
            pass
        case _:
            raise BadSetting("what was pressed could not be understood; load the page again")
    before = base if isinstance(base, dict) else {}
    return Sent(
        Act(act),
        id_of(identity),
        version,
        {name: text_or_nothing(fields.get(name)) for name in WORDS},
        {name: text_or_nothing(before.get(name)) for name in WORDS},
        text_or_nothing(fields.get(FUNCTION)).strip(),
    )


def make(ask: Ask, casebook: Casebook, municipality: str, *, title: object, area: object, language: object) -> UUID:
    """A new draft. Raises: BadSetting without a title; as Casebook.make_newsletter."""
    if not isinstance(title, str) or not title.strip():
        raise BadSetting("a newsletter needs a heading; write one and press again")
    code = area if isinstance(area, str) and area != WHOLE else None
    chosen = next((one for one in Language if one.value == language), ask.t.language)
    made = casebook.make_newsletter(ask.actor, municipality, title.strip(), area=code, language=chosen.value)
    return made.record.id


def answer(ask: Ask, casebook: Casebook, what: Sent) -> Answer:
    """The page after a deed, and what is said of it.

    RULE 1: nobody approves what he has not read: what was written, or changed by another, is shown first.
    Raises: NamesAPerson, InvalidRecord, NotFound.
    """
    record = casebook.newsletter(ask.actor, what.identity).entry.record
    if record.is_approved:
        return no_update, notice(ask.t("news.approved_meanwhile"), tone="wrong")
    if what.act is Act.DISCARD:
        return _discard(ask, casebook, what, record)
    if not what.texts[TITLE].strip():
        return room(ask, casebook, what.identity, mine=what.texts), notice(ask.t("news.title_missing"), tone="wrong")
    if what.act is Act.APPROVE and not what.function:
        shown = room(ask, casebook, what.identity, mine=what.texts)
        return shown, notice(ask.t("news.function_missing"), tone="wrong")
    try:
        entry = casebook.entry(ask.actor, Newsletter, what.identity)
        saved = drawn.texts_of(entry.record)
        mine = {name for name, text in what.texts.items() if text != what.base[name]}
        clashing = frozenset(name for name in mine if saved[name] not in {what.base[name], what.texts[name]})
        if clashing:
            texts = {**saved, **{name: what.texts[name] for name in mine}}
            shown = room(ask, casebook, what.identity, mine=texts, clashing=clashing)
            return shown, notice(ask.t("news.changed"), tone="wrong")
        said, tone = _done(ask, casebook, what, entry, {**saved, **{name: what.texts[name] for name in mine}})
    except EditConflict:
        said, tone = "news.changed", "wrong"
    return room(ask, casebook, what.identity), notice(ask.t(said), tone=tone)


def _discard(ask: Ask, casebook: Casebook, what: Sent, record: Newsletter) -> Answer:
    """Nobody throws away what another wrote meanwhile: it is shown first."""
    try:
        casebook.discard_newsletter(ask.actor, record.id, base_version=what.version)
    except EditConflict:
        return room(ask, casebook, record.id), notice(ask.t("writing.discard_read"), tone="wrong")
    return drawn.gone(ask.t, record), notice(ask.t("form.discarded"))


def _done(ask: Ask, casebook: Casebook, what: Sent, entry: Entry[Newsletter], texts: dict[str, str]) -> tuple[str, str]:
    """What was done, and how it is said."""
    is_otherwise = entry.version != what.version
    is_written = texts != drawn.texts_of(entry.record)
    if is_written:
        entry = casebook.write_newsletter(
            ask.actor,
            what.identity,
            title=texts[TITLE].strip(),
            greeting=texts[GREETING].strip(),
            closing=texts[CLOSING].strip(),
            base_version=entry.version,
        )
    match what.act:
        case Act.SAVE:
            return "news.saved", "calm"
        case Act.ANEW:
            casebook.make_newsletter_anew(ask.actor, what.identity, base_version=entry.version)
            return "news.anew_done", "calm"
        case Act.APPROVE if is_written or is_otherwise:
            return "news.read_first", "wrong"
    casebook.approve_newsletter(ask.actor, what.identity, function=what.function, base_version=entry.version, tell=told)
    return "news.approved_done", "calm"


def log(ask: Ask, casebook: Casebook, identity: UUID, action: object) -> Answer:
    """The page after the newsletter was logged, which it is once. Raises: BadSetting, InvalidRecord, NotFound."""
    if not isinstance(action, str):
        raise BadSetting("choose the action that the newsletter is logged on, and press again")
    casebook.log_newsletter(ask.actor, identity, id_of(action), channel=ask.t("news.channel"))
    return room(ask, casebook, identity), notice(ask.t("news.logged_done"))


def room(
    ask: Ask,
    casebook: Casebook,
    identity: UUID,
    *,
    mine: drawn.Texts | None = None,
    clashing: frozenset[str] = frozenset(),
) -> list[Component]:
    """The page of a newsletter as it stands. Raises: NotFound."""
    story = casebook.newsletter(ask.actor, identity)
    letter = casebook.newsletter_letter(ask.actor, identity, told)
    return drawn.page(ask, story, letter, mine=mine, clashing=clashing)
