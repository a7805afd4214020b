"""From blocks to drafts: which block is a promise, which an action under it, and which lines nothing was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from geodata.model import ActionType
from geodata.model.screening import personal_marks
from geodata.sources.headers import fold
from geodata.sources.municipalities import municipality_code
from geodata.sources.promise_document.blocks import Block, Blocks, Kind
from geodata.sources.promise_document.frame import TITLE
from geodata.sources.promise_document.hints import action_type_of
from geodata.sources.promise_document.proposal import Confidence, WhyLeft
from geodata.sources.promise_document.responsible import subject_of
from geodata.sources.promise_document.sections import Section, aim_of, section_of
from geodata.sources.promise_document.tables import cells_of, header_of, row_of

MAX_PROMISES = 200
MAX_ACTIONS = 2_000
MAX_UNDER = 300
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_VOW = re.compile(
    (
        r"^(?:vi|polisen och kommunen|kommunen och polisen|"
        r"(?:\S+ ){1,4}?)\s*lovar\s+(?:er\s+)?att\s+(?P<what>.{6,}?)[.!]?$"
    ),
    re.IGNORECASE,
)
_WILL_DO = re.compile(
    (
        r"^(?:(?:därför|dessutom|under (?:året|perioden|\d{4})|tillsammans|"
        r"gemensamt|varje \w+)\s+)?(?:ska|kommer)\s+(?:vi|polisen|kommunen)\b"
        r"|^vi\s+(?:ska|kommer\s+att|"
        r"fortsätter|genomför|gör)\b"
    ),
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(r"^(?:att\s+|vi\s+(?:ska|kommer)|fortsatt\w*|ökad|utökad|[A-ZÅÄÖ][a-zåäö]+a\b)", re.IGNORECASE)


_THE_PROMISE = re.compile(
    r"^(?:vårt|gemensamt|det här är vårt|årets)?\s*(?:medborgar)?löfte(?:t)?\s*:?$", re.IGNORECASE
)
_POLICE_ALONE = re.compile(r"^(?:lokal)?polis(?:en|myndigheten|området)?(?:\s+(?:i\s+)?[A-ZÅÄÖ]\w+)?$", re.IGNORECASE)


@dataclass(slots=True)
class PromiseDraft:
    """A promise as it stands. lines: ascending; repeats: where it stands again."""

    title: str
    lines: list[int]
    text: str | None = None
    confidence: Confidence = Confidence.STATED
    repeats: list[list[int]] = field(default_factory=list)
    responsibility: tuple[str, list[int]] | None = None


@dataclass(slots=True)
class ActionDraft:
    """An action as it stands. promise: its index among the promises, None where none stands above it."""

    text: str
    lines: list[int]
    promise: int | None
    confidence: Confidence = Confidence.STATED
    responsibility: tuple[str, list[int]] | None = None


@dataclass(slots=True)
class Drafts:
    """What was made of the blocks, and of which lines nothing was."""

    promises: list[PromiseDraft] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    left: dict[int, WhyLeft] = field(default_factory=dict)


def drafts_of(blocks: Blocks) -> Drafts:
    """Read blocks from the first to the last. Pure."""
    return _Reader(blocks.blocks).read(blocks.aside)


class _Reader:
    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self._out = Drafts()
        self._section = Section.START
        self._current: int | None = None
        self._last: ActionDraft | None = None
        self._theme: str | None = None
        self._promise_mark: tuple[str, int] | None = None
        self._action_mark: tuple[str, int] | None = None
        self._listed = 0
        self._by_title: dict[str, int] = {}
        self._header: tuple[str, ...] | None = None

    def read(self, aside: dict[int, WhyLeft]) -> Drafts:
        for index, block in enumerate(self._blocks):
            if not self._take(index, block):
                self._leave(block)
        self._out.left |= aside
        return self._out

    def _leave(self, block: Block) -> None:
        outside = self._section in {Section.SITUATION, Section.AFTER, Section.START}
        why = WhyLeft.BACKGROUND if outside else WhyLeft.NOT_UNDERSTOOD
        if personal_marks(block.text):
            why = WhyLeft.CONTACT
        self._out.left |= dict.fromkeys(block.lines, why)

    def _take(self, index: int, block: Block) -> bool:  # noqa: PLR0911 - one answer for each kind of block
        """Whether something was made of the block."""
        if block.kind is not Kind.ROW:
            self._header = None
        match block.kind:
            case Kind.PROMISE:
                return self._labelled_promise(index, block)
            case Kind.HEADING | Kind.LEAD:
                return self._heading(index, block)
            case Kind.BULLET:
                return self._bullet(index, block)
            case Kind.RESPONSIBLE:
                return self._responsible(block)
            case Kind.ROW:
                return self._row(block)
            case Kind.LABEL:
                return self._detail(block) or self._prose(index, block)
            case Kind.TEXT:
                return (not block.apart and self._detail(block)) or self._prose(index, block)

    # promises

    def _new_promise(self, title: str, lines: list[int], confidence: Confidence = Confidence.STATED) -> int | None:
        title = title.strip(" :–—-…").removesuffix(".")
        key = fold(title)
        if not key:
            return None
        if (known := self._by_title.get(key)) is not None:
            self._out.promises[known].repeats.append(list(lines))
            return known
        if len(self._out.promises) >= MAX_PROMISES:
            return None
        self._by_title[key] = len(self._out.promises)
        self._out.promises.append(PromiseDraft(title, list(lines), confidence=confidence))
        return len(self._out.promises) - 1

    def _stand_under(self, promise: int) -> None:
        self._current, self._last, self._action_mark = promise, None, None

    def _labelled_promise(self, index: int, block: Block) -> bool:
        title, lines = block.text, block.lines
        following = self._at(index + 1)
        if not title and following is not None and following.kind in {Kind.HEADING, Kind.TEXT, Kind.LEAD}:
            title, lines = following.text, [*block.lines, *following.lines]
            following.kind, following.text = Kind.TEXT, ""
        first, _, rest = title.partition(". ")
        promise = self._new_promise(first if rest and len(title) > 120 else title, lines)
        if promise is None:
            return False
        if rest and len(title) > 120 and self._out.promises[promise].text is None:
            self._out.promises[promise].text = rest
        self._section, self._promise_mark, self._theme = Section.ACTIONS, None, None
        self._stand_under(promise)
        return True

    # headings

    def _heading(self, index: int, block: Block) -> bool:
        section = section_of(block.text, promises_known=bool(self._out.promises))
        aim = aim_of(block.text) if block.kind is Kind.LEAD else None
        if aim is not None and self._section in {Section.PROMISES, Section.ACTIONS}:
            return self._aim(aim, block)
        if section is None and block.kind is Kind.LEAD and self._section in {Section.PROMISES, Section.ACTIONS}:
            return self._detail(block) if not block.apart else self._open_lead(index)
        if section is None:
            return self._theme_or_promise(index, block)
        if section is Section.ACTIONS:
            self._begin_actions(index)
        else:
            self._current, self._listed, self._promise_mark, self._theme = None, 0, None, None
        self._section = section
        self._last, self._action_mark = None, None
        return section in {Section.PROMISES, Section.ACTIONS} or bool(TITLE.search(block.text))

    def _open_lead(self, index: int) -> bool:
        """A line with a colon whose words do not tell: it announces what stands below it, if that is a list."""
        following = self._at(index + 1)
        self._last, self._action_mark = None, None
        return following is not None and following.kind is Kind.BULLET

    def _begin_actions(self, index: int) -> None:
        listed = {Kind.BULLET, Kind.ROW, Kind.PROMISE}
        following = next((b for b in self._blocks[index + 1 : index + 1 + MAX_UNDER] if b.kind in listed), None)
        if following is not None and _alike(self._promise_mark, following):
            self._promise_mark = None
        if self._listed > 1:
            # several promises one after the other: what follows belongs to them all, or to none in particular
            self._current, self._promise_mark, self._listed = None, None, 0

    def _aim(self, aim: str, block: Block) -> bool:
        if self._current is None or self._theme is not None:
            promise = self._new_promise(aim, block.lines, Confidence.GUESSED)
            if promise is None:
                return False
            if self._theme is not None and self._out.promises[promise].text is None:
                self._out.promises[promise].text = self._theme
            self._stand_under(promise)
        else:
            draft = self._out.promises[self._current]
            draft.text = f"{draft.text} {block.text}" if draft.text else block.text
            draft.lines += block.lines
        self._section, self._last, self._action_mark = Section.ACTIONS, None, None
        return True

    def _theme_or_promise(self, index: int, block: Block) -> bool:
        """A heading of its own words: a promise where actions stand under it, a theme where several aims do."""
        under = self._under(index)
        aims = sum(1 for b in under if b.kind is Kind.LEAD and aim_of(b.text) is not None)
        inside = self._section in {Section.PROMISES, Section.ACTIONS}
        signed = re.split(r"\s+(?:och|samt|&)\s+(?=\S*polis)", block.text, maxsplit=1, flags=re.IGNORECASE)
        if municipality_code(signed[0]) is not None or _POLICE_ALONE.match(block.text):
            # who promises, on a line of its own
            return False
        if inside and aims > 1:
            self._theme, self._current, self._promise_mark = block.text, None, None
            return True
        acts = any(b.kind in {Kind.BULLET, Kind.ROW} for b in under) or aims == 1
        prose = any(_will_do(sentence) for b in under if b.kind is Kind.TEXT for sentence in _SENTENCE.split(b.text))
        if inside and (acts or prose):
            return self._heading_promise(block)
        if not inside and self._section is not Section.START and acts and _look_like_actions(under):
            self._section = Section.ACTIONS
            return self._heading_promise(block)
        if inside and fold(block.text) in self._by_title:
            return self._heading_promise(block)
        self._last = None
        return False

    def _heading_promise(self, block: Block) -> bool:
        promise = self._new_promise(block.text, block.lines)
        if promise is None:
            return False
        self._theme, self._promise_mark, self._section = None, None, Section.ACTIONS
        self._stand_under(promise)
        return True

    def _under(self, index: int) -> list[Block]:
        """The blocks up to the next heading."""
        found = []
        for block in self._blocks[index + 1 : index + 1 + MAX_UNDER]:
            announces = block.kind is Kind.HEADING and section_of(block.text, promises_known=True) is Section.ACTIONS
            if block.kind in {Kind.HEADING, Kind.PROMISE} and not announces:
                break
            found.append(block)
        return found

    # lists

    def _bullet(self, index: int, block: Block) -> bool:
        if self._section is Section.PROMISES or (self._section is Section.ACTIONS and self._is_promise_again(block)):
            return self._listed_bullet(index, block)
        if self._section is Section.ACTIONS:
            return self._action_bullet(block)
        return False

    def _is_promise_again(self, block: Block) -> bool:
        return self._promise_mark is not None and _alike(self._promise_mark, block)

    def _listed_bullet(self, index: int, block: Block) -> bool:
        if self._promise_mark is not None and not _alike(self._promise_mark, block):
            return self._action_bullet(block)
        following = self._at(index + 1)
        if self._promise_mark is None and following is not None and following.kind is Kind.RESPONSIBLE:
            # who does it stands under it: it is what is done
            self._section = Section.ACTIONS
            return self._action_bullet(block)
        promise = self._new_promise(block.text, block.lines)
        if promise is None:
            return False
        self._promise_mark = (block.mark, block.indent)
        self._listed += 1
        self._stand_under(promise)
        return True

    def _action_bullet(self, block: Block) -> bool:
        if self._action_mark is not None and self._last is not None:
            deeper = block.indent > self._action_mark[1] + 1
            other = abs(block.indent - self._action_mark[1]) <= 1 and block.mark != self._action_mark[0]
            if deeper or other:
                return self._detail(block)
        self._action_mark = (block.mark, block.indent)
        return self._new_action(block.text, block.lines)

    def _new_action(self, text: str, lines: list[int], confidence: Confidence = Confidence.STATED) -> bool:
        if not fold(text) or len(self._out.actions) >= MAX_ACTIONS:
            return False
        self._listed = 0
        self._last = ActionDraft(text, list(lines), self._current, confidence)
        self._out.actions.append(self._last)
        return True

    def _detail(self, block: Block) -> bool:
        """What stands under an action without being one belongs to its text."""
        if self._last is None or self._section not in {Section.PROMISES, Section.ACTIONS} or not block.text:
            return False
        ended = self._last.text.rstrip().endswith((".", ":", "!", "?"))
        self._last.text = f"{self._last.text}{' ' if ended else '; '}{block.text}"
        self._last.lines += block.lines
        return True

    def _responsible(self, block: Block) -> bool:
        if self._section not in {Section.PROMISES, Section.ACTIONS}:
            return False
        holder: ActionDraft | PromiseDraft | None = self._last
        if holder is None and self._current is not None:
            holder = self._out.promises[self._current]
        if holder is None:
            return False
        if holder.responsibility is None:
            holder.responsibility = (block.text, list(block.lines))
        else:
            wording, lines = holder.responsibility
            holder.responsibility = (f"{wording.rstrip('.')}. {block.text}", [*lines, *block.lines])
        return True

    # tables and running text

    def _row(self, block: Block) -> bool:
        cells = cells_of(block.text)
        if (header := header_of(cells)) is not None:
            self._header = header
            if self._section not in {Section.PROMISES, Section.ACTIONS}:
                self._section, self._current = Section.ACTIONS, None
            return True
        if self._section not in {Section.PROMISES, Section.ACTIONS}:
            return False
        row = row_of(cells, self._header)
        if row is None:
            return False
        if row.promise and (promise := self._new_promise(row.promise, block.lines)) is not None:
            self._stand_under(promise)
        for text in row.actions:
            if self._new_action(text, block.lines) and row.responsible and self._last is not None:
                self._last.responsibility = (row.responsible, list(block.lines))
        if not row.actions and row.responsible and self._current is not None:
            self._out.promises[self._current].responsibility = (row.responsible, list(block.lines))
        return True

    def _prose(self, index: int, block: Block) -> bool:
        if self._section in {Section.SITUATION, Section.AFTER}:
            return False
        if not block.text:
            return True
        took = False
        listed = any(b.kind in {Kind.BULLET, Kind.ROW} for b in self._under(index))
        if self._section is Section.PROMISES and self._current is None and self._follows_promise_heading(index):
            promise = self._new_promise(block.text, block.lines)
            if promise is not None:
                self._listed = 1
                self._stand_under(promise)
                return True
        for sentence in _SENTENCE.split(block.text):
            if (vow := _VOW.match(sentence)) is not None and not listed:
                what = vow["what"]
                promise = self._new_promise(what[0].upper() + what[1:], block.lines)
                if promise is not None:
                    self._section, self._promise_mark, took = Section.ACTIONS, None, True
                    self._stand_under(promise)
            elif self._current is not None and not listed and self._prose_action(sentence, block):
                took = True
        self._last = None
        if not took and self._current is not None and self._describes_current(index, block):
            promise_draft = self._out.promises[self._current]
            promise_draft.text = f"{promise_draft.text} {block.text}" if promise_draft.text else block.text
            promise_draft.lines += block.lines
            return True
        return took

    def _follows_promise_heading(self, index: int) -> bool:
        """Whether "Vårt löfte:" stands right above."""
        before = self._at(index - 1)
        heading = before is not None and before.kind in {Kind.HEADING, Kind.LEAD}
        return heading and before is not None and _THE_PROMISE.match(before.text) is not None

    def _prose_action(self, sentence: str, block: Block) -> bool:
        if not _will_do(sentence) or not self._new_action(sentence, block.lines, Confidence.GUESSED):
            return False
        subject = subject_of(sentence)
        self._out.actions[-1].responsibility = (subject, list(block.lines)) if subject else None
        return True

    def _describes_current(self, index: int, block: Block) -> bool:
        """Whether a paragraph stands right under a promise, before any action of it."""
        before = self._at(index - 1)
        if self._current is None or before is None or section_of(block.text, promises_known=True) is Section.AFTER:
            return False
        draft = self._out.promises[self._current]
        lines = {*draft.lines, *(number for repeat in draft.repeats for number in repeat)}
        return before.lines[-1] in lines and not any(action.promise == self._current for action in self._out.actions)

    def _at(self, index: int) -> Block | None:
        return self._blocks[index] if 0 <= index < len(self._blocks) else None


def _alike(mark: tuple[str, int] | None, block: Block) -> bool:
    return mark is not None and mark[0] == block.mark and abs(mark[1] - block.indent) <= 1


def _will_do(sentence: str) -> bool:
    return bool(_WILL_DO.match(sentence)) or subject_of(sentence) is not None


def _look_like_actions(blocks: list[Block]) -> bool:
    bullets = [block for block in blocks if block.kind is Kind.BULLET]
    if any(block.kind is Kind.RESPONSIBLE for block in blocks) and bullets:
        return True
    likely = [b for b in bullets if _VERB_FIRST.match(b.text) and action_type_of(b.text) is not ActionType.OTHER]
    return bool(bullets) and 2 * len(likely) >= len(bullets)
