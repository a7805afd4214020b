"""What is said of a document: what was read, why it could not be read, what became of it."""

from __future__ import annotations

import json
from typing import Any

from dashboard.i18n import Translate
from geodata.casebook.promise_documents import ReadPromises, TakenIn
from geodata.errors import UnreadableFile
from geodata.model import Action, Party, Place, Promise

_WRONG: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("empty", ("is empty",)),
    ("locked", ("locked with a password",)),
    ("scanned", ("pictures of pages", "holds no text", "is a picture")),
    ("large", ("is larger than", "pages, more than", "unpacks to", "holds more than", "draws more", "line of more")),
    ("letters", ("letters that cannot be told", "decoded wrongly")),
    ("damaged", ("damaged", "declares entities", "same part twice", " parts, more than")),
)
"""Our word for what the reader's sentence says; other sentences mean that the file is of another kind."""


def proposal(t: Translate, read: ReadPromises, name: str | None) -> dict[str, Any]:
    """What was read, for the form. name: of the file, None for pasted text."""
    notes = []
    if read.taken_in is not None:
        notes.append(t("inlas.note.taken_in", title=read.taken_in.title))
    elif read.alike:
        titles = t.listing([f"”{one.title}” ({t.period(one.starts_on, one.ends_on)})" for one in read.alike[:3]])
        notes.append(t("inlas.note.alike", titles=titles))
    reason = read.proposal.reason
    return {
        "name": read.source.name if name is not None else None,
        "digest": read.digest,
        "lines": [
            {"number": line.number, "text": line.text, "page": line.page, "style": line.style.value}
            for line in read.source.lines
        ],
        "proposal": json.loads(read.proposal.model_dump_json()),
        "known": dict(read.known),
        "notes": notes,
        "none": t(f"inlas.none.{reason.value}") if reason is not None else None,
    }


def unreadable(t: Translate, error: UnreadableFile) -> str:
    """Why a document could not be read, and what to do."""
    said = str(error)
    kind = next((kind for kind, signs in _WRONG if any(sign in said for sign in signs)), "kind")
    return t(f"inlas.wrong.{kind}")


def taken(t: Translate, found: TakenIn) -> str:
    """What became of an accepted document."""
    if found.again:
        return t("inlas.taken.differs") if found.differs else t("inlas.taken.again")
    counts = t.listing([t.count("inlas.promises", found.count(Promise)), t.count("inlas.actions", found.count(Action))])
    new = [
        t.count(f"inlas.new_{word}", n)
        for word, kind in (("parties", Party), ("places", Place))
        if (n := found.count(kind))
    ]
    return t("inlas.taken", counts=counts) + (f" {t('inlas.taken.new', new=t.listing(new))}" if new else "")
