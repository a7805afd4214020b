"""Tables as a workbook (ECMA-376), written a block at a time: a million rows take the memory of ten.

RULE 1: a text is written as text and marked to be read as such, whatever it begins with; there is no formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geodata.exports.harmless import steers
from geodata.exports.office import holdable
from geodata.model import LOCAL_TIME
from geodata.studies.evidence_fields import Cell

_LONGEST_TEXT = 32_767
_PACKED = 2
_KEPT_CELLS = 4_096
_WIDE, _WIDER = 20, 60
# days of Excel's calendar, which is right from March 1900 on
_BEFORE_EXCEL = date(1899, 12, 30).toordinal()
_FIRST = date(1900, 3, 1)
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN, _HEAD, _DAY, _MOMENT, _QUOTED, _WRAPPED = range(6)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    "{overrides}</Types>"
)
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Sink:
    """Takes what the archive writes and hands it on; cannot go back, so the archive does not either."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        found = b"".join(self._parts)
        self._parts.clear()
        return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows under headings. blocks: lists of cells by heading, some rows at a time."""

    name: str
    heads: Sequence[str]
    blocks: Iterable[Sequence[Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class AboutSheet:
    """A sheet of labels and what is said of each. said: asked for when all rows are written."""

    name: str
    said: Callable[[], Sequence[tuple[str, str]]]


def workbook(sheets: Sequence[Sheet | AboutSheet], *, made_at: datetime) -> Iterator[bytes]:
    """The file. sheets: in the order of their tabs, with names that a workbook can hold, each its own."""
    sink = _Sink()
    rows: dict[int, int] = {}
    # what is said about rows is known when they have been written
    order = sorted(range(len(sheets)), key=lambda at: isinstance(sheets[at], AboutSheet))
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=_PACKED) as book:  # type: ignore[call-overload]  # it only writes

        def part(name: str) -> ZipInfo:
            told = ZipInfo(name, made_at.timetuple()[:6])
            told.compress_type = ZIP_DEFLATED
            return told

        for at in order:
            sheet = sheets[at]
            with book.open(part(f"xl/worksheets/sheet{at + 1}.xml"), "w", force_zip64=True) as written:
                if isinstance(sheet, AboutSheet):
                    written.write(_about_sheet(sheet.said()).encode())
                    continue
                written.write(_beginning(sheet.heads).encode())
                letters = [_letters(column) for column in range(len(sheet.heads))]
                number = 2
                for block in sheet.blocks:
                    lines = _rows(block, letters, number)
                    number += len(lines)
                    written.write("".join(lines).encode())
                    yield sink.taken()
                rows[at] = number - 2
                written.write(_end(sheet.heads, number - 2).encode())
        for name, text in _frame(sheets, rows, made_at).items():
            book.writestr(part(name), text.encode())
    yield sink.taken()


def _rows(block: Sequence[Sequence[Cell]], letters: Sequence[str], first: int) -> list[str]:
    return [
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}"{_told(cell)}'
            for letter, cell in zip(letters, cells, strict=True)
            if cell is not None and cell != ""
        )
        + "</row>"
        for number, cells in enumerate(zip(*block, strict=True), start=first)
    ]


def _cell(place: str, text: str, style: int) -> str:
    return f'<c r="{place}"{_text(text, style)}' if text else ""


@lru_cache(_KEPT_CELLS, typed=True)
def _told(cell: Cell) -> str:
    """A cell behind its place. The same few words and days stand in most rows."""
    match cell:
        case str():
            return _text(cell)
        case date() if _day(cell) < _FIRST:
            return _text(cell.isoformat())
        case datetime():
            cell = local(cell) if cell.tzinfo else cell
            share = (cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6) / 86_400
            return f' s="{_MOMENT}"><v>{cell.toordinal() - _BEFORE_EXCEL + share!r}</v></c>'
        case date():
            return f' s="{_DAY}"><v>{cell.toordinal() - _BEFORE_EXCEL}</v></c>'
        case _:
            return f' t="b"><v>{int(cell)}</v></c>' if isinstance(cell, bool) else f"><v>{cell!r}</v></c>"


def local(moment: datetime) -> datetime:
    """In Sweden's time; at the calendar's ends, where there is none, as it is."""
    try:
        return moment.astimezone(LOCAL_TIME)
    except OverflowError:
        return moment


def shortened(text: str) -> str:
    """As much of a text as a cell holds; three dots stand where more followed."""
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _text(text: str, style: int | None = None) -> str:
    told = shortened(holdable(text))
    if style is None:
        style = _QUOTED if steers(told) else _PLAIN
    marked = f' s="{style}"' if style else ""
    return f'{marked} t="inlineStr"><is><t xml:space="preserve">{_escaped(told)}</t></is></c>'


def _escaped(text: str) -> str:
    """For XML, and for readers of workbooks, who take "_x0041_" for an A."""
    return escape(_ESCAPED.sub("_x005F_", text))


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def _letters(at: int) -> str:
    """A, B ... Z, AA: of a column, from 0."""
    above, within = divmod(at, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + within)


def _beginning(heads: Sequence[str]) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{max(_WIDE, len(head) + 4)}" customWidth="1"/>'
        for at, head in enumerate(heads, start=1)
    )
    row = "".join(_cell(f"{_letters(at)}1", head, _HEAD) for at, head in enumerate(heads))
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{row}</row>'
    )


def _end(heads: Sequence[str], rows: int) -> str:
    every = f'<autoFilter ref="A1:{_letters(len(heads) - 1)}{rows + 1}"/>' if rows else ""
    return f'</sheetData>{every}<pageSetup orientation="landscape"/></worksheet>'


def _about_sheet(about: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<row r="{n}">{_cell(f"A{n}", label, _HEAD)}{_cell(f"B{n}", said, _WRAPPED)}</row>'
        for n, (label, said) in enumerate(about, start=1)
    )
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in ((1, _WIDE + 8), (2, _WIDER + 20))
    )
    return f'{_XML}<worksheet xmlns="{_MAIN}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'


def _frame(sheets: Sequence[Sheet | AboutSheet], rows: Mapping[int, int], made_at: datetime) -> dict[str, str]:
    """Every part but the sheets. rows: of each sheet that has any headings."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {
        "/xl/workbook.xml": f"{kind}.sheet.main+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{kind}.worksheet+xml" for n in range(1, len(sheets) + 1)},
        "/xl/styles.xml": f"{kind}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(
        f'<sheet name={quoteattr(one.name)} sheetId="{n}" r:id="rId{n}"/>' for n, one in enumerate(sheets, start=1)
    )
    filtered = "".join(_filter(at, sheet, rows[at]) for at, sheet in enumerate(sheets) if isinstance(sheet, Sheet))
    defined = f"<definedNames>{filtered}</definedNames>" if filtered else ""
    when = f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return {
        "[Content_Types].xml": _TYPES.format(
            overrides="".join(f'<Override PartName="{name}" ContentType="{told}"/>' for name, told in overrides.items())
        ),
        "_rels/.rels": _relations(
            (f"{_RELATED}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": (
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Löfteskartan</dc:creator>'
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created></cp:coreProperties>'
        ),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{named}</sheets>{defined}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{_RELATED}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            (f"{_RELATED}/styles", "styles.xml"),
        ),
        "xl/styles.xml": _STYLES,
    }


def _filter(at: int, sheet: Sheet, rows: int) -> str:
    """What the arrows of a sheet's headings go by."""
    if not rows:
        return ""
    span = f"'{sheet.name}'!$A$1:${_letters(len(sheet.heads) - 1)}${rows + 1}"
    return f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{escape(span)}</definedName>'


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
