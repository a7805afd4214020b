"""A document before it has a format: headings, text, tables and pictures in the order in which they are read.

The page, the PDF and the DOCX draw the same blocks, so that they say the same in the same order; a workbook holds the
tables of `sheets`. All words are chosen already: whoever draws adds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Plain = str | int | float | date


class PaperFormat(StrEnum):
    """What a document can be had as."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


class Tone(StrEnum):
    """How a paragraph is meant: the opening line, plain text, a note on sources, something not to be missed."""

    LEAD = "lead"
    PLAIN = "plain"
    NOTE = "note"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. level: 2 for a part of the document, 3 and 4 below; the title itself is level 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; line breaks in it are kept. address: where it leads on a page; on paper its text has to say it."""

    text: str
    tone: Tone = Tone.PLAIN
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is said of each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of short lines."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is read. value: as a workbook counts with it, where that is not the text."""

    text: str
    value: Plain | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for every column. name: of its sheet in a workbook. numbers: columns set to the right."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    name: str = ""


class ChartKind(StrEnum):
    """Two bars of each row; a value with its interval; how much of a number is reached."""

    PAIRS = "pairs"
    INTERVALS = "intervals"
    SHARES = "shares"


class Sign(StrEnum):
    """How a row is marked, by shape and not by colour alone."""

    FAR_ABOVE = "far_above"
    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"
    FAR_BELOW = "far_below"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a chart. values, texts: of each bar, as drawn and as read; of SHARES what is done, and the number.

    low, high: of an interval.  group: a heading that it stands under, "" for none.
    """

    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    sign: Sign | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in words: plotly draws it on a screen, a drawing of our own on paper.

    language: of its words.  series: what each bar is.  axis: what the values are.  ticks: along the axis, with their
    words.  line: a value to compare with, and its name.  signs: words for those that occur.
    """

    kind: ChartKind
    language: str
    rows: tuple[ChartRow, ...]
    series: tuple[str, ...]
    axis: str
    ticks: tuple[tuple[float, str], ...]
    line: tuple[float, str] | None = None
    signs: tuple[tuple[Sign, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its name among those that come along. alt: what it shows, for who does not see it.

    width: share of the line that it may take.  chart: what it is drawn from, where it does not come along.
    """

    name: str
    alt: str
    caption: str | None = None
    width: float = 1.0
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together and are kept on one page where they fit."""

    blocks: tuple[Heading | Paragraph | Facts | Listing | Table | Picture, ...]


Block = Heading | Paragraph | Facts | Listing | Table | Picture | Group


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. language: of its words, e.g. "sv". author: an organisation, never a person.

    legend: words that are drawn inside pictures, by what they name.  running: the line at the foot of every page.
    """

    title: str
    language: str
    author: str
    blocks: tuple[Block, ...]
    sheets: tuple[Table, ...] = ()
    legend: Mapping[str, str] = field(default_factory=dict)
    running: str = ""

    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, in reading order."""
        return tuple(block for block in flat(self.blocks) if isinstance(block, Picture))


def flat(blocks: tuple[Block, ...]) -> Iterator[Heading | Paragraph | Facts | Listing | Table | Picture]:
    """The blocks with groups opened, in reading order."""
    for block in blocks:
        if isinstance(block, Group):
            yield from block.blocks
        else:
            yield block


def texts(paper: Paper) -> tuple[str, ...]:
    """Every text of a document in reading order, the title first: what page and PDF have to agree upon."""
    return (paper.title, *(text for block in flat(paper.blocks) for text in _texts(block)))


def _texts(block: Heading | Paragraph | Facts | Listing | Table | Picture) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Facts(rows):
            for term, said in rows:
                yield from (term, said)
        case Listing(items):
            yield from items
        case Table(caption, heads, rows):
            yield from (caption, *heads)
            for row in rows:
                yield from (cell.text for cell in row)
        case Picture(caption=caption):
            if caption:
                yield caption
