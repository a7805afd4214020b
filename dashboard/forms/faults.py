"""What is wrong with a field, in words that say what to write instead; the model's own sentence where we have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.i18n import Translate
from geodata.editing import NamesAPerson
from geodata.model.screening import Mark

Faults = dict[str, "Fault"]
"""By path; "" stands for the record as a whole."""
Rows = Mapping[str, Sequence[int]]
"""By the path of a field with rows: the form's number of each row that was sent to the model."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. words: what its sentence goes by, "" for a sentence of the model's. about: what the sentence names."""

    words: str
    about: Mapping[str, object] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    def said(self, t: Translate) -> str:
        """The sentence."""
        if self.marks:
            found = [t("fault.found", found=mark.found, what=t.label(mark.kind)) for mark in self.marks]
            return t("fault.names_person", found=t.listing(found))
        return t(f"fault.{self.words}", **self.about) if self.words else str(self.about["sentence"])


# What the models check of several fields together: a piece of the sentence, where the fault belongs, its own words.
_TOGETHER = (
    ("before it starts", "ends_on", "order"),
    ("needs a number", "number", "needs_number"),
    ("needs due_on", "due_on", "needs_day"),
    ("in order of their days", "readings", "one_a_day"),
    ("before it opens", "open_until", "window"),
)


def faults_of(errors: Sequence[Mapping[str, Any]], rows: Rows) -> Faults:
    """Pydantic's errors by the form's paths, the first of each path. rows: see Rows."""
    found: Faults = {}
    for error in errors:
        path, fault = _fault(error, rows)
        found.setdefault(path, fault)
    return found


# Pydantic's word for a fault, ours, and which of the error's facts our sentence names.
_ALONE: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "missing": ("missing", {}),
    "string_too_short": ("missing", {}),
    "too_short": ("choose_some", {}),
    "string_too_long": ("too_long", {"most": "max_length"}),
    "too_long": ("too_long", {"most": "max_length"}),
    "greater_than_equal": ("at_least", {"least": "ge"}),
    "less_than_equal": ("at_most", {"most": "le"}),
    "enum": ("choose", {}),
    "uuid_parsing": ("choose", {}),
    "string_pattern_mismatch": ("choose", {}),
}


def _fault(error: Mapping[str, Any], rows: Rows) -> tuple[str, Fault]:
    path, kind = path_of(error["loc"], rows), error["type"]
    if kind == "too_short" and isinstance(error["input"], str):
        kind = "missing"  # a text that is cleaned before it is measured
    if kind in _ALONE:
        words, named = _ALONE[kind]
        return path, Fault(words, {name: error["ctx"][fact] for name, fact in named.items()})
    sentence = str(error["msg"]).removeprefix("Value error, ")
    for piece, name, words in _TOGETHER:
        if piece in sentence:
            return "-".join(part for part in (path, name) if part), Fault(words)
    return path, Fault("", {"sentence": sentence})


def path_of(loc: Sequence[str | int], rows: Rows) -> str:
    """The form's path of a place in the model; the numbers of plain lists are left out, a field holds them all."""
    path = ""
    for part in loc:
        if isinstance(part, str):
            path = f"{path}-{part}" if path else part
        elif path in rows:
            known = rows[path]
            path = f"{path}-{known[part] if part < len(known) else part}"
    return path


def faults_of_names(error: NamesAPerson, rows: Rows) -> Faults:
    """What seems to name a person, by path."""
    found: Faults = {}
    for dotted, marks in error.marks.items():
        loc = [int(part) - 1 if part.isdigit() else part for part in dotted.split(".")]
        path = path_of(loc, rows)
        before = found.get(path)
        found[path] = Fault("names_person", marks=(*(before.marks if before else ()), *marks))
    return found
