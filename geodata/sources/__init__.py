"""Files from outside to records: faults gathered with row, column, value and remedy; good rows kept."""

from __future__ import annotations

from pathlib import Path

from geodata.sources.context import ImportContext, ImportKind, ParsedFile, Progress, refusal
from geodata.sources.files import sha256_of


def read_file(kind: ImportKind, path: Path, context: ImportContext, progress: Progress | None = None) -> ParsedFile:
    """Read a file of a kind. progress: called now and then with rows done and, where known, rows in all.

    Raises: UnreadableFile with all faults when nothing of the file can be taken in.
    """
    if (shown := path.name.encode("utf-8", "backslashreplace").decode()) != path.name:
        raise refusal(shown, "has a name that is not text in UTF-8", "rename it")
    try:
        parsed = _read(kind, path, context, progress)
        parsed.sha256 = sha256_of(path)
    except (OSError, UnicodeError) as error:
        # it was there and whole a moment ago
        said = (error.strerror if isinstance(error, OSError) else None) or "its text changed"
        raise refusal(path.name, f"was changed or removed while it was read: {said}", "import it again") from error
    return parsed


def _read(kind: ImportKind, path: Path, context: ImportContext, progress: Progress | None) -> ParsedFile:
    match kind:
        case ImportKind.AREAS:
            from geodata.sources.areas import read_areas

            return read_areas(path, context)
        case ImportKind.REPORTS | ImportKind.FINDINGS:
            from geodata.sources.reports import read_cases

            return read_cases(kind, path, context, progress)
        case ImportKind.BURGLARIES | ImportKind.SURVEYS | ImportKind.CRIME_COUNTS:
            return _read_figures(kind, path, context, progress)
        case ImportKind.ACTIVITIES:
            from geodata.sources.activities import read_activities

            return read_activities(path, context, progress)
        case ImportKind.POLICE_EVENTS:
            from geodata.sources.police import read_police_events

            return read_police_events(path, context)


def _read_figures(kind: ImportKind, path: Path, context: ImportContext, progress: Progress | None) -> ParsedFile:
    if kind is ImportKind.BURGLARIES:
        from geodata.sources.burglaries import read_burglaries

        return read_burglaries(path, context, progress)
    if kind is ImportKind.SURVEYS:
        from geodata.sources.surveys import read_surveys

        return read_surveys(path, context, progress)
    from geodata.sources.bra import read_crime_counts

    return read_crime_counts(path, context)


__all__ = ["ImportContext", "ImportKind", "ParsedFile", "Progress", "read_file"]
