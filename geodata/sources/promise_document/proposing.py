"""A proposal from a document's text: what was found, what was concluded, and what was left for a person to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from geodata.model import Category, PartyKind, ResponsibleRole
from geodata.model.screening import personal_marks
from geodata.sources.headers import fold
from geodata.sources.municipalities import municipality_name
from geodata.sources.promise_document import amounts, frame, hints, language, responsible
from geodata.sources.promise_document.blocks import Blocks, Kind, blocks_of
from geodata.sources.promise_document.proposal import (
    Confidence,
    Found,
    Leftover,
    NothingFound,
    Proposal,
    ProposedAction,
    ProposedPromise,
    ProposedResponsibility,
    Span,
    WhyLeft,
)
from geodata.sources.promise_document.source import SourceText
from geodata.sources.promise_document.structure import ActionDraft, Drafts, PromiseDraft, drafts_of

MAX_TITLE = 120
MAX_TEXT = 8_000
_SENTENCE_END = re.compile(r"[.;:!?](?=\s|$)")
_PURPOSE = re.compile(r",?\s+(?=(?:i syfte att|med syfte att|med fokus på|genom att|för att|så att|med målet att)\b)")
_STEM = 5
_GENERIC = frozenset(
    [
        "skapa",
        "minsk",
        "ökade",
        "färre",
        "bättr",
        "löfte",
        "medbo",
        "kommu",
        "polis",
        "arbet",
        "offen",
        "andra",
        "utsat",
        "antal",
    ]
)


def propose(source: SourceText, known_places: Sequence[str] = ()) -> Proposal:
    """What a document seems to promise. known_places: names of the gazetteer.  Pure; never refuses.

    Where it is no Swedish promise document, the proposal is empty, has a reason, and lists every line as left over.
    """
    reason = language.why_not(source.text)
    blocks = blocks_of(source)
    if reason is not None:
        return Proposal(reason=reason, leftovers=_left(source, set(), blocks.aside))
    drafts = drafts_of(blocks)
    stretches = _stretches(blocks)
    title = frame.title_of(stretches)
    if not drafts.promises and not drafts.actions:
        return Proposal(reason=NothingFound.NOT_PROMISES, leftovers=_left(source, set(), drafts.left))
    municipality = frame.municipality_of(stretches, title)
    promises, number_of = _promises(drafts, title, known_places)
    actions = _actions(drafts, promises, number_of, known_places)
    found = Proposal(
        title=title,
        municipality=municipality,
        municipality_name=municipality_name(municipality.value) if municipality else None,
        period=frame.period_of(stretches, title),
        parties=_parties(source.text, municipality),
        promises=promises,
        actions=actions,
    )
    return found.model_copy(update={"leftovers": _left(source, _used(found), drafts.left)})


def span_of(lines: Iterable[int]) -> Span:
    """The stretch from the first to the last of some lines."""
    numbers = sorted(lines)
    return Span(first=numbers[0], last=numbers[-1])


def _spans(lines: Iterable[int]) -> tuple[Span, ...]:
    """Lines as stretches without gaps."""
    spans: list[list[int]] = []
    for number in sorted(set(lines)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return tuple(Span(first=first, last=last) for first, last in spans)


def _stretches(blocks: Blocks) -> list[frame.Stretch]:
    can_be_title = {Kind.HEADING, Kind.TEXT}
    return [
        frame.Stretch(block.text, span_of(block.lines), block.kind in can_be_title and (block.kind is Kind.HEADING))
        for block in blocks.blocks
        if block.text and not personal_marks(block.text)
    ]


def _promises(
    drafts: Drafts, title: Found[str] | None, known_places: Sequence[str]
) -> tuple[tuple[ProposedPromise, ...], dict[int, int]]:
    """The promises, and the number of each draft. Without any, the document's title stands for the one it must mean."""
    found: list[ProposedPromise] = []
    number_of: dict[int, int] = {}
    for index, draft in enumerate(drafts.promises):
        words = impersonal(draft.title)
        if words is None:
            drafts.left |= dict.fromkeys(draft.lines, WhyLeft.CONTACT)
            continue
        number_of[index] = len(found) + 1
        found.append(_promise(draft, words, len(found) + 1, known_places))
    if not found and drafts.actions:
        text = title.value if title else "Medborgarlöfte"
        spans = (title.span,) if title and title.span else ()
        found.append(ProposedPromise(number=1, title=text[:300], confidence=Confidence.GUESSED, spans=spans))
    return tuple(found), number_of


def _promise(draft: PromiseDraft, words: str, number: int, known_places: Sequence[str]) -> ProposedPromise:
    title = shortened(words)
    text = " ".join(part for part in (words if title != words else "", impersonal(draft.text or "") or "") if part)
    said = f"{words} {text}"
    return ProposedPromise(
        number=number,
        title=title,
        text=text[:MAX_TEXT] or None,
        confidence=draft.confidence,
        spans=(*_spans(draft.lines), *(span_of(lines) for lines in draft.repeats)),
        categories=hints.categories_of(said),
        places=hints.places_of(said, span_of(draft.lines), known_places),
    )


def _actions(
    drafts: Drafts, promises: tuple[ProposedPromise, ...], number_of: dict[int, int], known_places: Sequence[str]
) -> tuple[ProposedAction, ...]:
    found: dict[tuple[str, int | None], ProposedAction] = {}
    for draft in drafts.actions:
        text, inline = responsible.split_off(draft.text)
        words = impersonal(text)
        if words is None or not fold(words):
            drafts.left |= dict.fromkeys(draft.lines, WhyLeft.CONTACT)
            continue
        wording, certain = draft.responsibility, True
        if wording is None and inline is not None:
            wording, certain = (inline, draft.lines), responsible.is_said(inline)
        if wording is None and (subject := responsible.subject_of(words)) is not None:
            wording, certain = (subject, draft.lines), False
        if wording is None and draft.promise is not None:
            wording, certain = drafts.promises[draft.promise].responsibility, False
        promise = _promise_for(draft, words, promises, number_of)
        action = _action(draft, words, promise, known_places)
        if wording is not None:
            action = _with_responsible(action, *wording, certain=certain)
        # RULE 1: what a document says twice under the same promise is one action, with both its places
        key = (fold(words), promise.value if promise else None)
        if key in found:
            action = found[key].model_copy(update={"spans": (*found[key].spans, *action.spans)})
        found[key] = action
    return tuple(found.values())


def _action(draft: ActionDraft, words: str, promise: Found[int] | None, known_places: Sequence[str]) -> ProposedAction:
    span = span_of(draft.lines)
    amount = amounts.commitment_of(words)
    title = shortened(words)
    return ProposedAction(
        title=title,
        text=words[:MAX_TEXT] if title != words else None,
        confidence=draft.confidence,
        spans=_spans(draft.lines),
        promise=promise,
        commitment=None
        if amount is None
        else Found(value=amount[0], confidence=Confidence.STATED if amount[1] else Confidence.GUESSED, span=span),
        action_type=hints.action_type_of(words),
        categories=hints.categories_of(words),
        substances=hints.substances_of(words),
        places=hints.places_of(words, span, known_places),
        time_bands=hints.time_bands_of(words),
    )


def _with_responsible(action: ProposedAction, text: str, lines: list[int], *, certain: bool) -> ProposedAction:
    said = responsible.wording_of(text)
    wording = impersonal(said.text)
    if wording is None:
        return action
    sure = Confidence.STATED if certain and action.confidence is Confidence.STATED else Confidence.GUESSED
    return action.model_copy(
        update={
            "responsibility": Found[str](value=wording[:MAX_TEXT], confidence=sure, span=span_of(lines)),
            "responsible": said.responsible,
        }
    )


def _promise_for(
    draft: ActionDraft, words: str, promises: tuple[ProposedPromise, ...], number_of: dict[int, int]
) -> Found[int] | None:
    """The promise that stands above an action, or the one that shares most with it; None for a draw."""
    if draft.promise is not None and draft.promise in number_of:
        return Found(value=number_of[draft.promise], confidence=Confidence.STATED)
    if len(promises) == 1:
        return Found(value=1, confidence=Confidence.GUESSED)
    about = set(hints.categories_of(words)) - {Category.OTHER}
    scores = {p.number: 2.0 * len(about & set(p.categories)) + _shared_words(p.title, words) for p in promises}
    best = max(scores.values(), default=0.0)
    winners = [number for number, score in scores.items() if score == best]
    return Found(value=winners[0], confidence=Confidence.GUESSED) if best > 0 and len(winners) == 1 else None


def _shared_words(title: str, words: str) -> float:
    stems = {word[:_STEM] for word in re.findall(r"\w{5,}", title.casefold())} - _GENERIC
    folded = words.casefold()
    # trygg is in every promise and says little
    return sum(0.5 if stem == "trygg" else 1.0 for stem in stems if stem in folded)


def _parties(text: str, municipality: Found[str] | None) -> tuple[ProposedResponsibility, ...]:
    """The municipality and the police, where the text names them: they make such agreements."""
    found = []
    name = municipality_name(municipality.value) if municipality else None
    written = re.search(rf"\b{re.escape(name)}s?\s+(?:kommun|stad)\b", text) if name else None
    if written is not None:
        found.append((re.sub(r"\s+", " ", written[0]), PartyKind.MUNICIPALITY))
    elif re.search(r"\bkommunen\b", text, re.IGNORECASE):
        found.append(("Kommunen", PartyKind.MUNICIPALITY))
    if re.search(r"\bpolis(?:en|myndigheten)\b", text, re.IGNORECASE):
        found.append(("Polisen", PartyKind.POLICE))
    role = ResponsibleRole.JOINT if len(found) > 1 else ResponsibleRole.LEAD
    return tuple(ProposedResponsibility(party=name, party_kind=kind, role=role) for name, kind in found)


def shortened(text: str) -> str:
    """A title for a text: all of it when short, else its first clause, else its first words."""
    if len(text) <= MAX_TITLE:
        return text
    for pattern in (_SENTENCE_END, _PURPOSE):
        cut = next((hit.start() for hit in pattern.finditer(text) if 20 <= hit.start() <= MAX_TITLE), None)
        if cut is not None:
            return text[:cut].rstrip(" ,")
    room = text[: MAX_TITLE - 1]
    comma = room.rfind(", ")
    return f"{room[:comma] if comma > MAX_TITLE // 2 else room.rsplit(' ', 1)[0]}…"


def impersonal(text: str) -> str | None:
    """A text without the sentences that hold a person's marks; None where nothing is left of it."""
    kept = re.sub(r"\s+", " ", text).strip()
    if personal_marks(kept):
        kept = " ".join(part for part in re.split(r"(?<=[.!?])\s+", kept) if not personal_marks(part))
    return kept if kept and not personal_marks(kept) else None


def _used(proposal: Proposal) -> set[int]:
    spans = [span for promise in proposal.promises for span in promise.spans]
    spans += [span for action in proposal.actions for span in action.spans]
    spans += [a.responsibility.span for a in proposal.actions if a.responsibility and a.responsibility.span]
    frame_parts = (proposal.title, proposal.municipality, proposal.period)
    spans += [part.span for part in frame_parts if part is not None and part.span is not None and _is_short(part.span)]
    return {number for span in spans for number in range(span.first, span.last + 1)}


def _is_short(span: Span) -> bool:
    """Whether a line that names the municipality or the period says little besides."""
    return span.first == span.last


def _left(source: SourceText, used: set[int], why: dict[int, WhyLeft]) -> tuple[Leftover, ...]:
    """Lines that nothing was made of, next to each other and for the same reason as one."""
    found: list[Leftover] = []
    for line in source.lines:
        if line.is_blank or line.number in used:
            continue
        if used and line.number not in why:
            continue
        reason = why.get(line.number, WhyLeft.NOT_UNDERSTOOD)
        before = found[-1] if found else None
        if before is not None and before.why is reason and before.span.last == line.number - 1:
            found[-1] = Leftover(span=Span(first=before.span.first, last=line.number), why=reason)
        else:
            found.append(Leftover(span=Span(first=line.number, last=line.number), why=reason))
    return tuple(found)
