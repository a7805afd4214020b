"""The table of evidence in the reader's words: headings, cells, and what a file of it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import words
from dashboard.i18n import Language, Translate
from dashboard.words import Names
from geodata.casebook import Casebook
from geodata.model import (
    Action,
    Actor,
    CaseStatus,
    Category,
    EvidenceKind,
    Feeling,
    Finding,
    Report,
    SourceType,
    View,
)
from geodata.studies.evidence_fields import Cell, Rest, TableField
from geodata.studies.evidence_table import SortedBy

_CHOICES = {
    TableField.KIND: EvidenceKind,
    TableField.CATEGORY: Category,
    TableField.SOURCE: SourceType,
    TableField.STATUS: CaseStatus,
    TableField.FEELING: Feeling,
}
_SORTED = {
    SortedBy.DATE: TableField.OBSERVED,
    SortedBy.TIME: TableField.HOUR,
    SortedBy.KIND: TableField.KIND,
    SortedBy.CATEGORY: TableField.CATEGORY,
    SortedBy.AREA: TableField.AREA,
    SortedBy.SOURCE: TableField.SOURCE,
    SortedBy.STATUS: TableField.STATUS,
    SortedBy.SEVERITY: TableField.SEVERITY,
    SortedBy.SAFE: TableField.FEELING,
    SortedBy.WEEKDAY: TableField.WEEKDAY,
    SortedBy.LIGHT: TableField.LIGHT,
}


def head_of(t: Translate, field: TableField) -> str:
    """The heading of a column on the screen."""
    return t(f"record.{field.value}")


@dataclass(frozen=True, slots=True)
class Told:
    """The words of one reader for one municipality: geodata.studies.evidence_fields.TableWords.

    names: of areas by code, of places, parties and actions by id.
    """

    t: Translate
    names: Mapping[str, str]
    comma: bool
    sheet: str
    about_sheet: str

    @classmethod
    def of(cls, t: Translate, casebook: Casebook, actor: Actor, municipality: str) -> Told:
        """With the names that the actor may see."""
        actions = casebook.entries(actor, Action, municipality)
        titles = {str(entry.record.id): entry.record.title for entry in actions}
        names = {**titles, **words.names(casebook, actor, municipality)}
        return cls(t, names, t.language is Language.SV, t("table.sheet"), t("table.about"))

    def head(self, field: TableField) -> str:
        """The heading of a column; files give a distance as a number, so its unit stands there."""
        return self.t("record.accuracy_m") if field is TableField.ACCURACY else head_of(self.t, field)

    def part(self, name: str) -> str:
        """Latitude or longitude."""
        return self.t(f"record.{name}")

    def word(self, field: TableField, code: str) -> str:
        """The word for a code."""
        if field in _CHOICES:
            return self.t.label(_CHOICES[field](code))
        match field:
            case TableField.WEEKDAY:
                return self.t(f"weekday.{code}")
            case TableField.SEVERITY:
                return self.t(f"severity.{code}")
            case TableField.LIGHT:
                return self.t(f"table.light.{code}")
            case _:
                return self.names.get(code, code)

    def told(self, field: TableField, record: Report | Finding) -> Cell:
        """What a record says of a field that the arrays do not hold."""
        reporter = record.reporter if isinstance(record, Report) else None
        action = record.action_id if isinstance(record, Finding) else None
        said: dict[TableField, Cell] = {
            TableField.PLACE: self.names.get(str(record.place_id)),
            TableField.ACCURACY: None if record.accuracy_m is None else round(record.accuracy_m),
            TableField.REPORTER: reporter and self.t.label(reporter),
            TableField.REASON: record.status_reason,
            TableField.RESPONSIBLE: words.responsible(record, self.names),
            TableField.DUE: record.due_on,
            TableField.REOPENED: record.reopened_on,
            TableField.CONSENT: words.consent(self.t, record),
            TableField.ANSWER: self.names.get(str(action)),
            TableField.NOTE: record.note,
            TableField.ID: str(record.id),
        }
        return said[field]

    def shown(self, field: TableField, record: Report | Finding) -> str:
        """The same as the table on the screen shows it."""
        if field is TableField.ACCURACY and record.accuracy_m is not None:
            return self.t("metres", n=round(record.accuracy_m))
        said = self.told(field, record)
        return said.isoformat() if isinstance(said, date) else "" if said is None else str(said)


def view_told(t: Translate, view: View, names: Names) -> list[tuple[str, str]]:
    """What a view lets through, choice by choice; period and experience always."""
    feeling = t("limits.all_feelings") if view.feeling is None else t.label(view.feeling).lower()
    said = [(t("filter.period"), t.period(view.since, view.until))]
    if view.hours:
        said.append((t("filter.hours"), words.hours(t, view.hours)))
    if view.weekdays:
        said.append((t("record.weekday"), t.listing([t(f"weekday.{day - 1}") for day in sorted(view.weekdays)])))
    if view.light:
        said.append((t("record.light"), t(f"table.light.{view.light.value}")))
    lists: tuple[tuple[str, list[str]], ...] = (
        ("record.category", [t.label(one) for one in Category if one in view.categories]),
        ("record.kind", [t.label(one) for one in EvidenceKind if one in view.kinds]),
        ("record.status", [t.label(one) for one in CaseStatus if one in view.statuses]),
        ("record.source_type", [t.label(one) for one in SourceType if one in view.sources]),
        ("record.area", sorted(names.get(code, code) for code in view.area_codes)),
    )
    said += [(t(head), t.listing(chosen)) for head, chosen in lists if chosen]
    if view.within:
        corners = "; ".join(f"{lat:.5f}, {lon:.5f}" for lon, lat in view.within)
        said.append((t("table.within"), corners))
    return [*said, (t("record.feeling"), feeling)]


@dataclass(frozen=True, slots=True)
class AboutFile:
    """What is said of a file beside its rows.

    name: of the municipality.  made_up: it is shown with demonstration data.  address: where the view is to be seen.
    by: what the rows are sorted by, None for the newest first.
    """

    words: Told
    name: str
    today: date
    made_up: bool
    address: str
    by: SortedBy | None
    descending: bool

    def __call__(self, rest: Rest) -> tuple[tuple[str, str], ...]:
        """As (label, text)."""
        t = self.words.t
        licences = sorted({one.licence for one in rest.provenances if one.licence})
        unlicensed = [one for one in rest.provenances if not one.licence]
        said = t("table.licence.none") if not licences else "; ".join(licences)
        if licences and unlicensed:
            said = t("table.licence.some", licences=said)
        roads = t.listing([t.label(one) for one in rest.sources]) or "–"
        from_where = sorted({one.source for one in rest.provenances})
        made_up = self.made_up or any(one.made_up for one in rest.provenances)
        return (
            (t("table.about.what"), t("table.about.title", name=self.name)),
            *([(t("made_up"), t("made_up.means"))] if made_up else []),
            *view_told(t, rest.view, self.words.names),
            (t("table.about.rows"), t.number(rest.rows)),
            (t("table.about.order"), self._order()),
            (t("record.source_type"), roads),
            (t("table.about.source"), "; ".join((*from_where, "Löfteskartan"))),
            (t("table.about.licence"), said),
            (t("table.about.date"), t("table.about.made", day=self.today, version=str(rest.version))),
            (t("table.about.address"), self.address),
            (t("table.about.reading"), t("table.about.means")),
        )

    def _order(self) -> str:
        t = self.words.t
        if self.by is None:
            return t("table.order.newest")
        return t(f"table.order.{'down' if self.descending else 'up'}", head=self.words.head(_SORTED[self.by]))
