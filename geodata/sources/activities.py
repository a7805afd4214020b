"""Lists of what was done, one occurrence a row, to the log of the actions that stand in the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import UUID

from geodata.errors import InvalidRecord
from geodata.logbook import sheet_of
from geodata.model import (
    LOCAL_TIME,
    Action,
    Activity,
    Category,
    ContactOutcome,
    ControlFocus,
    Counted,
    Measure,
    Record,
    Substance,
    record_id,
)
from geodata.model.screening import personal_mark
from geodata.sources.context import ImportContext, Ledger, ParsedFile, Progress
from geodata.sources.headers import Need, Roles, closest, fold
from geodata.sources.located import AreaRows, Gazetteer
from geodata.sources.tables import Row, Table, open_table
from geodata.sources.values import BadValue, clock_of, moment_of, whole_number_of
from geodata.sources.whose import MUNICIPALITY_ROLE, municipality_of
from geodata.sources.words import CATEGORY, Vocabulary

R = TypeVar("R", bound=Record)

MEASURES: Roles = {
    "occurrences": ("gånger", "tillfällen", "antal gånger", "antal tillfällen"),
    "shifts": ("pass", "antal pass"),
    "adults": ("vuxna", "antal vuxna"),
    "participants": ("deltagare", "antal deltagare"),
    "households": ("hushåll", "antal hushåll"),
    "visits": ("besök", "antal besök", "tillsynsbesök"),
    "purchases": ("kontrollköp", "antal kontrollköp", "köp"),
    "contacts": ("kontakter", "antal kontakter"),
    "controls": ("kontroller", "antal kontroller"),
    "issues": ("utskick", "nyhetsbrev", "antal utskick"),
    "sessions": ("träffar", "utbildningar", "antal träffar", "utbildningstillfällen"),
    "reached": ("nådda", "antal nådda", "räckvidd"),
    "remarks": ("anmärkningar", "antal anmärkningar", "brister"),
}
ROLES: Roles = {
    **MUNICIPALITY_ROLE,
    **MEASURES,
    "id": ("externt id", "external id", "id", "aktivitetsid", "löpnummer"),
    "action": ("åtgärd", "action", "åtgärds-id", "action id", "insats"),
    "date": ("datum", "date", "dag", "utförd", "done on"),
    "from": ("från", "start", "from", "börjar", "starttid"),
    "to": ("till", "slut", "to", "slutar", "sluttid"),
    "number": ("antal", "number", "count"),
    "measure": ("mått", "measure", "enhet"),
    "place": ("plats", "place"),
    "area": ("område", "area", "områdeskod"),
    "party": ("part", "party", "utförare", "vem"),
    "partners": ("medverkande", "partners", "tillsammans med", "med"),
    "initiator": ("initiativ", "initiated by", "på initiativ av"),
    "outcome": ("utfall", "outcome", "svar"),
    "focus": ("inriktning", "focus"),
    "themes": ("tema", "themes", "teman", "kategori"),
    "substances": ("andt", "substances", "preparat"),
    "channel": ("kanal", "channel"),
    "note": ("anteckning", "note", "kommentar", "notering"),
}
NEEDS = (Need("the action", (("action",),)), Need("the date", (("date",),)))
_MEASURE_WORDS = {Measure(code): ", ".join(words) for code, words in MEASURES.items()}
MEASURE = Vocabulary("measure", _MEASURE_WORDS, {one: one.value for one in Measure})
OUTCOME = Vocabulary(
    "outcome of a contact",
    {
        ContactOutcome.ASKED: "frågad, tillfrågad, kontaktad",
        ContactOutcome.AGREED: "ja, går med, överens, tackat ja, har sagt ja",
        ContactOutcome.DECLINED: "nej, avböjt, tackat nej, har sagt nej",
        ContactOutcome.DONE: "klart, gjort, genomfört, färdigt",
    },
    {one: one.value for one in ContactOutcome},
)
FOCUS = Vocabulary(
    "focus of a control",
    {
        ControlFocus.LIFESTYLE_CRIME: "livsstilskriminella, livsstilskriminalitet",
        ControlFocus.DRUGS: "droger, droger i trafiken, narkotika",
        ControlFocus.SPEED: "hastighet, fart, hastighetskontroll",
    },
    {one: one.value for one in ControlFocus},
)
SUBSTANCE = Vocabulary(
    "substance",
    {
        Substance.ALCOHOL: "alkohol, alcohol",
        Substance.NARCOTICS: "narkotika, narcotics, droger",
        Substance.DOPING: "dopning, doping",
        Substance.TOBACCO: "tobak, tobacco",
    },
    {one: one.value for one in Substance},
)


def read_activities(path: Path, context: ImportContext, progress: Progress | None = None) -> ParsedFile:
    """Read a table of activities. The actions have to stand in the register; they are named by title or id.

    A row with an id of its own keeps its activity whatever else changes in it; one without is known by its action, day
    and place, and alike rows by their running number, so that a second import changes nothing. A day that lies ahead is
    a fault. Raises: UnreadableFile.
    """
    ledger = Ledger(path.name, "Importerad aktivitetslista", context.now)
    table = open_table(path, ROLES, NEEDS, ledger, progress)
    return _Occurrences(table, context, ledger).read()


class _Occurrences(AreaRows):
    def __init__(self, table: Table, context: ImportContext, ledger: Ledger) -> None:
        super().__init__(table, context, ledger)
        self._gazetteer = Gazetteer(context.areas, context.places)
        self._actions = _Named(context.actions, "action", lambda one: one.title)
        self._parties = _Named(context.parties, "party", lambda one: one.name)
        self._runs: dict[tuple[str, ...], int] = {}
        self._external: dict[tuple[str, str], tuple[int, str]] = {}

    def _take(self, row: Row) -> None:
        municipality = municipality_of(row, self._table, self._context, self._ledger, of_area=self._of_action(row))
        if municipality is None:
            return
        self._role = "action"
        action = self._actions.find(row.text("action"), municipality)
        day = self._day(row, municipality)
        fields: dict[str, Any] = {
            "municipality": municipality,
            "action_id": action.id,
            "done_on": day,
            **self._hours(row, day),
            **self._where(row, municipality),
            **self._who(row, municipality),
            **self._about(row),
            "numbers": self._numbers(row, action),
            "note": self._note(row),
        }
        if self._context.tier is not None:
            fields["tier"] = self._context.tier
        self._keep(row, fields)

    def _of_action(self, row: Row) -> str | None:
        """The municipality of the action that is named, where only one has it."""
        return self._actions.municipality(row.text("action"))

    def _day(self, row: Row, municipality: str) -> date:
        self._role = "date"
        moment = moment_of(row.get("date"))
        if moment is None:
            raise BadValue("has no date", "fill it in")
        day = moment.at.astimezone(LOCAL_TIME).date()
        today = self._context.today.get(municipality, self._context.now.astimezone(LOCAL_TIME).date())
        if day > today:
            raise BadValue("lies in the future", "log it when it is done: what is planned is never kept in the log")
        return day

    def _hours(self, row: Row, day: date) -> dict[str, datetime | None]:
        found: dict[str, datetime | None] = {}
        for role, name in (("from", "started_at"), ("to", "ended_at")):
            self._role = role
            at = clock_of(row.get(role))
            found[name] = datetime.combine(day, at, LOCAL_TIME) if at else None
        started, ended = found["started_at"], found["ended_at"]
        if started and ended and ended <= started:  # a shift goes past midnight
            found["ended_at"] = datetime.combine(day + timedelta(days=1), ended.timetz())
        return found

    def _where(self, row: Row, municipality: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._role = "place"
        if text := row.text("place"):
            place = self._gazetteer.place(text, municipality)
            if place is None:
                raise BadValue("is not a known place", "add the place to the register, or give an area")
            found["place_id"] = place.id
        self._role = "area"
        if text := row.text("area"):
            found["area_code"] = self._gazetteer.area(text, municipality).code
        return found

    def _who(self, row: Row, municipality: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for role, name in (("party", "party_id"), ("initiator", "initiated_by")):
            self._role = role
            if text := row.text(role):
                found[name] = self._parties.find(text, municipality).id
        self._role = "partners"
        found["partner_ids"] = tuple(
            dict.fromkeys(self._parties.find(text, municipality).id for text in _parts(row.text("partners")))
        )
        return found

    def _about(self, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for role, name, vocabulary in (("outcome", "contact_outcome", OUTCOME), ("focus", "focus", FOCUS)):
            self._role = role
            if text := row.text(role):
                found[name] = vocabulary.find(text)
        self._role = "themes"
        themes: tuple[Category, ...] = tuple(dict.fromkeys(CATEGORY.find(part) for part in _parts(row.text("themes"))))
        self._role = "substances"
        tags = tuple(dict.fromkeys(SUBSTANCE.find(part) for part in _parts(row.text("substances"))))
        self._role = "channel"
        return {**found, "themes": themes, "substances": tags, "channel": row.text("channel") or None}

    def _numbers(self, row: Row, action: Action) -> tuple[Counted, ...]:
        """A column for each measure, or a number and what it counts; without a measure the action's own."""
        found: dict[Measure, int] = {}
        for measure in Measure:
            self._role = measure.value
            number = whole_number_of(row.get(measure.value))
            if number is not None:
                found[measure] = number
        self._role = "number"
        number = whole_number_of(row.get("number"))
        self._role = "measure"
        said = row.text("measure")
        if number is not None:
            asked = sheet_of(action).measures
            measure = MEASURE.find(said) if said else asked[0] if asked else Measure.OCCURRENCES
            if found.setdefault(measure, number) != number:
                raise BadValue(f"gives two numbers of {measure}", "keep one of them")
        elif said:
            raise BadValue("is a measure without a number", "fill in the number")
        return tuple(Counted(measure=measure, number=number) for measure, number in found.items())

    def _note(self, row: Row) -> str | None:
        text = row.text("note")
        mark = personal_mark(text) if text else None
        if mark is None:
            return text or None
        self._ledger.note(
            row.number,
            f"note left out: looks like {mark}",
            "write it without naming a person and import the row again",
            column=self._table.heading("note"),
        )
        return None

    def _keep(self, row: Row, fields: dict[str, Any]) -> None:
        municipality, external = fields["municipality"], row.text("id")
        self._role = "channel"
        if fields["channel"] and (mark := personal_mark(fields["channel"])):
            raise BadValue(f"looks like {mark}", "name the channel, not a person")
        self._role = "id" if external else "action"
        key: tuple[str, ...] = ("external", external)
        if not external:
            said = tuple(str(fields.get(name) or "") for name in ("action_id", "done_on", "started_at", "place_id"))
            self._runs[said] = self._runs.get(said, 0) + 1
            key = ("row", *said, str(self._runs[said]))
        identity: UUID = record_id(Activity.kind, municipality, *key)
        try:
            record = Activity(id=identity, provenance=self._ledger.provenance(row.number), **fields)
        except InvalidRecord as error:
            raise BadValue(str(error).partition("is not valid: ")[2] or str(error), "correct the row") from error
        earlier = self._external.setdefault((municipality, str(identity)), (row.number, record.content_digest()))
        if earlier[0] == row.number:
            self._ledger.records.append(record)
        elif earlier[1] == record.content_digest():
            self._ledger.left_out += 1
            self._ledger.note(row.number, f"repeats row {earlier[0]}", "nothing needs doing")
        else:
            raise BadValue(f"has the same id as row {earlier[0]}, but says something else", "give each row its own id")


class _Named(Generic[R]):
    """Records of the register by what people call them: their name, or their id."""

    def __init__(self, records: Iterable[R], what: str, name: Callable[[R], str]) -> None:
        self._what = what
        self._name = name
        self._by_id: dict[str, R] = {}
        self._by_name: dict[str, list[R]] = {}
        for record in records:
            self._by_id[str(record.id)] = record
            self._by_name.setdefault(fold(name(record)), []).append(record)

    def municipality(self, text: str) -> str | None:
        """The municipality of the one record that the text means, None where there is none or several."""
        found = self._means(text)
        return found[0].municipality if len(found) == 1 else None

    def find(self, text: str, municipality: str) -> R:
        """The record of a municipality that the text means. Raises: BadValue where there is none, or several."""
        if not text:
            raise BadValue(f"names no {self._what}", "fill it in")
        found = [record for record in self._means(text) if record.municipality == municipality]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadValue(f"is the name of {len(found)} in the register", "give the id instead")
        near = closest(text, [self._name(one) for one in self._by_id.values() if one.municipality == municipality])
        remedy = f"add the {self._what} to the register first"
        if near:
            remedy = f'did you mean "{near}"? Otherwise {remedy}'
        raise BadValue(f"is no {self._what} in the register", remedy)

    def _means(self, text: str) -> list[R]:
        by_id = self._by_id.get(text.strip().lower())
        return [by_id] if by_id else self._by_name.get(fold(text), []) if fold(text) else []


def _parts(text: str) -> list[str]:
    return [part for piece in text.replace(";", ",").split(",") if (part := piece.strip())]
