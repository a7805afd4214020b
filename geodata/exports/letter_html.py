"""A paper as HTML for mail: one file that asks no address for anything, with styles that mail programs keep.

RULE 1: nothing is loaded, linked or run, so that nobody is told who opened it. RULE 2: what mail programs strip (the
part in the head) only serves the dark; without it the letter reads as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from geodata.paper import Cell, Facts, Heading, Listing, Paper, Paragraph, Picture, Table, Tone, flat

_FONT = "font-family:Segoe UI,Helvetica,Arial,sans-serif"
_INK, _QUIET, _LINE, _GROUND, _MARK = "#1b1b1b", "#4d4d4d", "#8a8a8a", "#ffffff", "#fff4d6"
_DARK = (
    "@media (prefers-color-scheme: dark) {"
    " .ground { background-color: #1a1a1a !important; color: #f2f2f2 !important; }"
    " .quiet { color: #c8c8c8 !important; }"
    " .line { border-color: #6f6f6f !important; }"
    " .mark { background-color: #3d3210 !important; color: #f2f2f2 !important; }"
    " }"
)
_SIZES = {1: 24, 2: 20, 3: 17, 4: 15}
_TONES = {Tone.LEAD: "font-size:17px", Tone.PLAIN: "", Tone.NOTE: f"font-size:13px;color:{_QUIET}", Tone.MARK: ""}


def letter_html(paper: Paper) -> str:
    """The whole letter. Pictures are left out: mail programs do not show what lies beside a letter."""
    inside = "\n".join([_heading(paper.title, 1), *(part for block in flat(paper.blocks) for part in _drawn(block))])
    title = escape(paper.title)
    return f"""<!DOCTYPE html>
<html lang="{escape(paper.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="author" content="{escape(paper.author)}">
<title>{title}</title>
<style>{_DARK}</style>
</head>
<body class="ground" style="margin:0;padding:0;background-color:{_GROUND};color:{_INK}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px">
<tr><td class="ground" style="padding:16px;background-color:{_GROUND};color:{_INK};{_FONT};font-size:15px;line-height:1.5;text-align:left">
{inside}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""  # noqa: E501 - one style


def _drawn(block: Heading | Paragraph | Facts | Listing | Table | Picture) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield _heading(text, level)
        case Paragraph(text, tone):
            yield _paragraph(text, tone)
        case Facts(rows):
            for term, said in rows:
                yield f'<p style="margin:0 0 4px"><strong>{escape(term)}:</strong> {_lines(said)}</p>'
        case Listing(items):
            told = "".join(f'<li style="margin:0 0 8px">{_lines(item)}</li>' for item in items)
            yield f'<ul style="margin:0 0 16px;padding:0 0 0 20px">{told}</ul>'
        case Table():
            yield _table(block)
        case Picture():
            pass


def _heading(text: str, level: int) -> str:
    above = 0 if level == 1 else 24
    style = f"margin:{above}px 0 8px;font-size:{_SIZES[level]}px;line-height:1.25;font-weight:bold"
    return f'<h{level} style="{style}">{escape(text)}</h{level}>'


def _paragraph(text: str, tone: Tone) -> str:
    style = ";".join(part for part in ("margin:0 0 12px", _TONES[tone]) if part)
    if tone is Tone.MARK:
        return (
            f'<p class="mark" style="{style};padding:8px 12px;background-color:{_MARK};color:{_INK}">{_lines(text)}</p>'
        )
    quiet = ' class="quiet"' if tone is Tone.NOTE else ""
    return f'<p{quiet} style="{style}">{_lines(text)}</p>'


def _table(table: Table) -> str:
    def style(column: int, *, is_head: bool = False) -> str:
        side = "right" if column in table.numbers else "left"
        below = f"border-bottom:{2 if is_head else 1}px solid {_LINE}"
        return f"padding:6px 4px;text-align:{side};vertical-align:bottom;{below};font-size:13px;line-height:1.35"

    def cells(row: tuple[Cell, ...]) -> Iterator[str]:
        for column, cell in enumerate(row):
            name, scope = ("th", ' scope="row"') if column == 0 else ("td", "")
            weight = ";font-weight:normal" if column == 0 else ""
            yield f'<{name}{scope} class="line" style="{style(column)}{weight}">{escape(cell.text)}</{name}>'

    heads = "".join(
        f'<th scope="col" class="line" style="{style(column, is_head=True)}">{escape(head)}</th>'
        for column, head in enumerate(table.heads)
    )
    rows = "\n".join(f"<tr>{''.join(cells(row))}</tr>" for row in table.rows)
    caption = f'<caption style="text-align:left;padding:0 0 4px;font-weight:bold">{escape(table.caption)}</caption>'
    return (
        '<table width="100%" cellpadding="0" cellspacing="0" border="0" '
        'style="border-collapse:collapse;margin:0 0 16px;font-variant-numeric:tabular-nums">'
        f"{caption}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
