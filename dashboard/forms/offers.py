"""What a form offers to choose among, and what ids and codes are called: parties, places, promises, areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.forms.fields import Form, referred
from dashboard.i18n import Translate
from geodata.casebook import Casebook
from geodata.model import Action, Actor, AreaKind, Record, SurveyResult


@dataclass(frozen=True, slots=True)
class Offers:
    """By kind, what can be chosen: id and name, by name. areas: code and name."""

    records: Mapping[type[Record], tuple[tuple[str, str], ...]]
    areas: tuple[tuple[str, str], ...]
    names: Mapping[str, str]

    def of(self, kinds: Iterable[type[Record]]) -> list[tuple[str, str]]:
        """The records of some kinds."""
        return [pair for kind in kinds for pair in self.records.get(kind, ())]


def gather(t: Translate, casebook: Casebook, actor: Actor, municipality: str, form: Form) -> Offers:
    """Everything that the fields of a form may name, as the actor may see it."""
    records: dict[type[Record], tuple[tuple[str, str], ...]] = {}
    for kind in referred(form.fields):
        named = [(str(record.id), name_of(t, record)) for record in _all_of(casebook, actor, municipality, kind)]
        records[kind] = tuple(sorted(named, key=lambda pair: pair[1].casefold()))
    areas = tuple(
        (area.code, f"{area.name} ({area.code})")
        for kind in AreaKind
        for area in casebook.areas(actor, municipality, kind)
    )
    names = {value: label for pairs in (*records.values(), areas) for value, label in pairs}
    return Offers(records, areas, names)


def _all_of(casebook: Casebook, actor: Actor, municipality: str, kind: type[Record]) -> list[Record]:
    if kind is Action:  # there may be thousands, and these are kept at hand
        return [line.action for line in casebook.actions(actor, municipality)]
    return [entry.record for entry in casebook.entries(actor, kind, municipality)]


def name_of(t: Translate, record: Record) -> str:
    """What a record of the register is called."""
    if isinstance(record, SurveyResult):
        return f"{record.question}, {record.area_code}, {record.wave}"
    for field in ("title", "name", "function"):
        if isinstance(name := getattr(record, field, None), str):
            return name
    text = str(getattr(record, "text", ""))
    return f"{text[:60].rstrip()}…" if len(text) > 60 else text or t(f"one.{record.kind}")
