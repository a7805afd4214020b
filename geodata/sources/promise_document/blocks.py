"""From lines to blocks: a bullet with all its lines, a heading, a paragraph, a row; a page's own words apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from geodata.model.screening import personal_marks
from geodata.sources.promise_document.frame import TITLE
from geodata.sources.promise_document.proposal import WhyLeft
from geodata.sources.promise_document.responsible import LABEL, all_parties
from geodata.sources.promise_document.source import LineStyle, SourceLine, SourceText

_BULLET = re.compile(
    r"^(?P<mark>[•●▪■◆♦◦○‣⁃∙·*►▸➢➤✓✔→»§\uf0b7\uf0a7\uf0d8\uf076\uf02d]|o(?=\s+[A-ZÅÄÖ])|[-–—−+](?=\s|[A-ZÅÄÖ]))\s*(?P<rest>.*)$"
)
_BULLET_ALONE = re.compile(r"^[•●▪■◆♦◦○‣⁃∙·*►▸➢➤✓✔→»§\uf0b7\uf0a7\uf0d8\uf076\uf02d–—-]$")
_NUMBERED = re.compile(
    r"^(?:\(?(?P<n>\d{1,2})[.)]|(?P<deep>\d{1,2}(?:\.\d{1,2})+)\.?|(?P<letter>[a-hA-H])\))\s+(?P<rest>\S.*)$"
)
_DATE = re.compile(
    r"^\d{1,2}[.)]\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
)
_ORDINALS = {
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "a": 1,
    "b": 2,
    "c": 3,
    "d": 4,
    "e": 5,
    "f": 6,
}
_PROMISE = re.compile(
    r"^(?:medborgar|trygghets)?löfte\s*(?:nr\.?|nummer|#)?\s*(?P<n>\d{1,2}|ett|två|tre|fyra|fem|sex|[A-Fa-f])\b\s*"
    r"(?:[:.–—-]+\s*(?P<rest>.*)|(?P<bare>[A-ZÅÄÖ].*)?)$",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(rf"^(?:{LABEL.pattern})\s*(?::|\s[–—-]\s)", re.IGNORECASE)
_RESPONSIBLE_VERB = re.compile(
    r"^[(\[]?(?P<who>.{3,90}?)\s+(?:är\s+)?(?:huvud)?ansvar(?:ar|iga?)(?:\s+för\s.{3,60})?[)\]]?\.?$", re.IGNORECASE
)
_OTHER_LABEL = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+(?:\s[a-zåäö]+){0,3}:\s+\S")
_PAGE_NUMBER = re.compile(
    r"^(?:(?:sida|sid\.?|page)\s*)?[–—-]?\s*\d{1,3}\s*(?:(?:av|\(|/|of)\s*\d{1,3}\)?)?\s*[–—-]?$", re.IGNORECASE
)
_WEBSITE = re.compile(
    (
        r"^(?:javascript är|sök på\b|till ?toppen|till innehåll|hoppa till|"
        r"dokument$|skriv ut|dela\b.{0,20}$|lyssna$|meny$|kakor|cookies"
        r"|vi använder (?:kakor|cookies)|startsida|du är här|senast (?:uppdaterad|"
        r"ändrad|granskad)|publicerad\b|till startsidan|tillbaka$)"
    ),
    re.IGNORECASE,
)
_CONTACT_HEADING = re.compile(
    r"^(?:kontakt(?:a|er|person(?:er)?|uppgifter)?|har du frågor|frågor besvaras)\b", re.IGNORECASE
)
_PERSON_LINE = re.compile(
    r"^[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?\s[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?\s*[,–—-]\s*\S"
)
_FUNCTION = re.compile(
    r"polis|samordnare|strateg|chef|handläggare|ordförande|direktör|sekreterare|befäl|ansvarig|\bråd", re.IGNORECASE
)
_CONTACT_LABEL = re.compile(r"^\W{0,3}(?:kontakt\w*|undertecknat? av|telefon|tfn|e-?post|mejl)\s*:\s*\S", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…]['\"”)\]]*$")
_LONGEST_HEADING = 110
_CONTACT_REACH = 3


class Kind(StrEnum):
    """What a block is by its looks."""

    HEADING = "heading"
    LEAD = "lead"
    PROMISE = "promise"
    BULLET = "bullet"
    RESPONSIBLE = "responsible"
    LABEL = "label"
    ROW = "row"
    TEXT = "text"


@dataclass(slots=True)
class Block:
    """A unit of text. lines: its numbers, ascending.  mark, indent: of a bullet.  number: of a numbered promise.

    apart: a blank line stands before it.  styled: the file itself calls it a heading.
    """

    kind: Kind
    text: str
    lines: list[int]
    mark: str = ""
    indent: int = 0
    number: int | None = None
    apart: bool = False
    styled: bool = False
    last_line: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A document's blocks in order, and lines that belong to none, with the reason."""

    blocks: tuple[Block, ...]
    aside: dict[int, WhyLeft]


def blocks_of(source: SourceText) -> Blocks:
    """The blocks of a document. Pure."""
    aside = dict.fromkeys(_furniture(source), WhyLeft.PAGE)
    for number in _contacts([line for line in source.lines if line.number not in aside]):
        aside[number] = WhyLeft.CONTACT
    kept = [line for line in source.lines if line.number not in aside]
    width = min(max((len(line.text) for line in kept), default=0), 130)
    found = list(_joined(kept, width))
    for block in found:
        if block.kind is Kind.TEXT and _is_heading(block):
            block.kind = Kind.HEADING
        elif block.kind in {Kind.TEXT, Kind.HEADING} and block.text.endswith(":") and len(block.text) <= 300:
            block.kind = Kind.LEAD
    return Blocks(tuple(found), aside)


def _furniture(source: SourceText) -> set[int]:
    """Lines that are no part of the text: a website's own words, page numbers, headers and footers repeated."""
    found = {line.number for line in source.lines if _WEBSITE.match(line.text) or _PAGE_NUMBER.match(line.text)}
    pages: dict[int, list[SourceLine]] = defaultdict(list)
    for line in source.lines:
        if line.page is not None and not line.is_blank and not _PAGE_NUMBER.match(line.text):
            pages[line.page].append(line)
    if len(pages) < 2:
        return found
    edges = {page: [*lines[:2], *lines[-2:]] for page, lines in pages.items()}
    times: Counter[str] = Counter()
    for lines in edges.values():
        times.update({_without_digits(line.text) for line in lines})
    often = {text for text, n in times.items() if n >= max(2, (len(pages) + 1) // 2)}
    for page, lines in edges.items():
        # the title stays where it stands first, also where later pages repeat it
        found |= {
            line.number
            for line in lines
            if _without_digits(line.text) in often and not (page == min(pages) and TITLE.search(line.text))
        }
    return found


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _contacts(lines: list[SourceLine]) -> set[int]:
    """Lines with a person's marks, and the short lines round them: the name above a telephone number."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _CONTACT_LABEL.match(line.text) or _is_person_line(line.text):
            found.add(line.number)
            continue
        in_action = line.style is LineStyle.ROW or (_BULLET.match(line.text) and len(line.text) > 80)
        if in_action or not personal_marks(line.text):
            continue
        found.add(line.number)
        for step in (-1, 1):
            for near in range(index + step, index + step * (_CONTACT_REACH + 1), step):
                if not 0 <= near < len(lines) or lines[near].is_blank or not _is_of_contact(lines[near]):
                    break
                found.add(lines[near].number)
    return found


def _is_person_line(text: str) -> bool:
    """Whether a line is a name and its function: "Förnamn Efternamn, kommunpolis"."""
    named = _PERSON_LINE.match(text)
    return bool(named and _FUNCTION.search(text[named.end() - 1 :]) and not all_parties(named[0][:-1]))


def _is_of_contact(line: SourceLine) -> bool:
    if line.style is LineStyle.ROW or _CONTACT_HEADING.match(line.text):
        return False
    starts = _BULLET.match(line.text) or _PROMISE.match(line.text) or _LABEL_LINE.match(line.text)
    plain = len(line.text) <= 80 and not starts and not re.search(r"\bska\b|\blovar\b|löft", line.text)
    return bool(personal_marks(line.text) or _PERSON_LINE.match(line.text) or plain)


def _joined(lines: list[SourceLine], width: int) -> Iterator[Block]:
    block: Block | None = None
    apart, before = True, None
    for line in lines:
        if line.is_blank and not _BULLET_ALONE.match(line.text):
            apart = True
            continue
        started = _start(line)
        if (
            block is not None
            and started is None
            and _continues(block, line, width, apart=apart, turned=before != line.page)
        ):
            block.text = _glued(block.text, line.text)
            block.lines.append(line.number)
            block.last_line = line.text
        else:
            if block is not None:
                yield block
            block = started or Block(Kind.TEXT, line.text, [line.number], indent=line.indent)
            block.apart, block.last_line = apart, line.text
            block.styled = line.style is LineStyle.HEADING
            if block.styled and block.kind is Kind.TEXT:
                block.kind = Kind.HEADING
        apart, before = False, line.page
    if block is not None:
        yield block


def _start(line: SourceLine) -> Block | None:  # noqa: PLR0911 - one answer for each kind of beginning
    """The block that a line begins by its first signs, None where it may go on with the one before."""
    text, numbers = line.text, [line.number]
    if line.style is LineStyle.ROW:
        return Block(Kind.ROW, text, numbers, indent=line.indent)
    bullet, number = _BULLET.match(text), None if _DATE.match(text) else _NUMBERED.match(text)
    rest = bullet["rest"] if bullet else number["rest"] if number else text
    if promise := _PROMISE.match(rest):
        title = promise["rest"] or promise["bare"] or ""
        n = promise["n"].casefold()
        return Block(Kind.PROMISE, title.strip(), numbers, number=int(n) if n.isdigit() else _ORDINALS[n])
    if _LABEL_LINE.match(rest) or _is_responsible(rest):
        return Block(Kind.RESPONSIBLE, rest, numbers, indent=line.indent)
    if bullet:
        return Block(Kind.BULLET, rest, numbers, bullet["mark"], line.indent)
    if number:
        mark = "#" if number["n"] else "#.#" if number["deep"] else "a)"
        order = int(number["n"]) if number["n"] else None
        return Block(Kind.BULLET, rest, numbers, mark, line.indent, number=order)
    if _OTHER_LABEL.match(text) and len(text) <= 200:
        return Block(Kind.LABEL, text, numbers, indent=line.indent)
    return None


def _is_responsible(text: str) -> bool:
    found = _RESPONSIBLE_VERB.match(text) if len(text) <= 160 else None
    if found is not None:
        return all_parties(found["who"])
    return len(text) <= 90 and text.startswith("(") and text.rstrip(".").endswith(")") and all_parties(text)


def _continues(block: Block, line: SourceLine, width: int, *, apart: bool, turned: bool) -> bool:  # noqa: PLR0911
    if line.style is LineStyle.HEADING or block.kind is Kind.ROW:
        return block.styled and line.style is LineStyle.HEADING and not apart
    if not block.text or (block.kind is Kind.RESPONSIBLE and block.text.endswith(":")):
        return not apart or block.kind is Kind.BULLET
    if block.styled:
        return False
    small = line.text[0].islower() or (line.text[0] == "(" and line.text[1:2].islower())
    ended = bool(_ENDED.search(block.text))
    if apart:
        # a page that ends within a sentence
        return turned and small and not ended
    hyphen = block.text.endswith(("-", "\u00ad"))
    if hyphen or (small and not block.text.endswith((":", ".", "!", "?"))):
        return True
    filled = len(block.last_line) >= 0.75 * width
    if block.kind is Kind.BULLET:
        hangs = line.indent > block.indent and len(block.lines) < 40
        return filled or (hangs and not ended) or (hangs and small)
    return filled and not block.text.endswith(":")


def _glued(before: str, after: str) -> str:
    if not before:
        return after
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if before.endswith("-") and len(before) > 1 and before[-2].isalpha():
        joined_by = re.match(r"(?:och|eller|samt)\b", after)
        if joined_by:
            return f"{before} {after}"
        capital_part = re.search(r"[A-ZÅÄÖ]{2,}-$", before)
        return before + after if capital_part or not after[:1].islower() else before[:-1] + after
    return f"{before} {after}"


def _is_heading(block: Block) -> bool:
    text = block.text
    if len(block.lines) > 2 or len(text) > _LONGEST_HEADING or len(text.split()) > 16:
        return False
    if re.search(r"(?<!\.)\.$|[,;:]$", text):
        return False
    return text[0].isupper() or text[0].isdigit()
