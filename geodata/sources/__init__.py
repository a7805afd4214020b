"""Files from outside to records: faults gathered with row, column, value and remedy; good rows kept."""

from __future__ import annotations

from pathlib import Path

from geodata.sources.context import ImportContext, ImportKind, ParsedFile, Progress


def read_file(kind: ImportKind, path: Path, context: ImportContext, progress: Progress | None = None) -> ParsedFile:
    """Read a file of a kind. progress: called now and then with rows done and, where known, rows in all.

    Raises: UnreadableFile with all faults when nothing of the file can be taken in.
    """
    match kind:
        case ImportKind.AREAS:
            from geodata.sources.areas import read_areas

            return read_areas(path, context)
        case ImportKind.REPORTS | ImportKind.FINDINGS:
            from geodata.sources.reports import read_cases

            return read_cases(kind, path, context, progress)
        case ImportKind.BURGLARIES:
            from geodata.sources.burglaries import read_burglaries

            return read_burglaries(path, context, progress)
        case ImportKind.SURVEYS:
            from geodata.sources.surveys import read_surveys

            return read_surveys(path, context, progress)
        case ImportKind.CRIME_COUNTS:
            from geodata.sources.bra import read_crime_counts

            return read_crime_counts(path, context)
        case ImportKind.POLICE_EVENTS:
            from geodata.sources.police import read_police_events

            return read_police_events(path, context)


__all__ = ["ImportContext", "ImportKind", "ParsedFile", "Progress", "read_file"]
