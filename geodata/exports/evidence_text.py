"""What a file of evidence rests on, as a text beside it: CSV has no place for it that every program passes over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def evidence_text(about: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """The text, with a byte order mark: a line for each, label first."""
    yield ("\ufeff" + "".join(f"{label}: {said}\r\n" for label, said in about)).encode()
