"""Which municipality a row belongs to."""

from __future__ import annotations

from geodata.sources.context import ImportContext, Ledger
from geodata.sources.headers import Roles
from geodata.sources.municipalities import municipality_code
from geodata.sources.tables import Row, Table, restore_code

MUNICIPALITY_ROLE: Roles = {"municipality": ("kommun", "kommunkod", "municipality", "municipality code", "kommunnr")}
_REMEDY = "say which with --municipality, e.g. --municipality 0880, or in a column kommunkod"


def municipality_of(
    row: Row, table: Table, context: ImportContext, ledger: Ledger, *, of_area: str | None = None
) -> str | None:
    """The row's own code, else that of the import, else that of its area; a fault of the row when there is none.

    A leading zero that a spreadsheet has dropped is put back, and told once.
    """
    written = row.text("municipality")
    if written:
        code, restored = restore_code(written)
        if restored:
            ledger.note_once(
                "leading zero",
                row.number,
                f"the municipality {written} has lost its leading zero: read as {code}",
                "format the column as text before saving",
                column=table.heading("municipality"),
            )
        if len(code) == 4 and code.isascii() and code.isdigit():
            return code
        if (named := municipality_code(written)) is not None:
            return named
    code_of_import = context.municipality or of_area
    if code_of_import is None:
        ledger.fault(
            row.number,
            "names no municipality",
            _REMEDY,
            column=table.heading("municipality"),
            value=written or None,
        )
    return code_of_import
