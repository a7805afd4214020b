"""What a form's buttons do: every answer draws the form anew with all that was typed, whatever became of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.forms.beginning import OWN
from dashboard.forms.exchange import Answer
from dashboard.forms.faults import Fault, Faults, faults_of_names
from dashboard.forms.fields import Field, Form, Widget, form_of
from dashboard.forms.ids import Act, button_id
from dashboard.forms.merge import Difference, Side, chosen, differing
from dashboard.forms.offers import name_of
from dashboard.forms.standing import Asked, Clash, Standing, as_content, not_understood
from dashboard.forms.values import Values, parse, to_values, with_row, without_row
from dashboard.i18n import Translate
from dashboard.pages.redigera import drawn
from dashboard.parts import anchor, notice
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.editing import LEANING, EditConflict, NamesAPerson, references
from geodata.errors import BadSetting, Conflict, InvalidRecord, NotFound
from geodata.model import Deed, Record
from geodata.walkplans import LostStops, WalkHasFindings


def answer(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    """Do what a button asks. Raises: NotAllowed, NotFound, BadSetting."""
    ask.actor.require(Deed.EDIT_REGISTER, standing.municipality)
    if asked.act not in _DOING:
        raise not_understood()
    return _DOING[asked.act](ask, casebook, replace(standing, step=standing.step + 1), asked)


def _restore(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    said = [drawn.draft_said(ask.t)]
    return Answer(drawn.form(ask, casebook, standing, values=asked.texts, said=said), standing)


def _rows(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    values = asked.texts
    if asked.act is Act.REMOVE:
        less = without_row(asked.at, values)
        focus = asked.at.rpartition("-")[0]
        return Answer(drawn.form(ask, casebook, standing, values=less), standing, focus=focus)
    field = _rows_at(form_of(standing.kind), asked.at)
    more, row = with_row(field, asked.at, values)
    return Answer(drawn.form(ask, casebook, standing, values=more), standing, focus=row)


def _rows_at(form: Form, path: str) -> Field:
    fields: Sequence[Field] = form.fields
    found: Field | None = None
    for part in path.split("-"):
        found = next((field for field in fields if field.name == part), None)
        fields = found.fields if found else ()
    if found is None or found.widget is not Widget.ROWS:
        raise BadSetting("the form has no such rows; your draft is kept, load the page again")
    return found


def _save(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    return _keep(ask, casebook, standing, asked.texts, own=_own(ask, casebook, standing), op_id=asked.op_id)


def _own(ask: Ask, casebook: Casebook, standing: Standing) -> dict[str, Any]:
    """What no form shows, as it stands: nobody writes a record's origin by hand."""
    try:
        now = as_content(casebook.entry(ask.actor, standing.kind, standing.identity).record)
    except NotFound:  # new, or retired in between
        now = {"municipality": standing.municipality, "provenance": OWN.model_dump(mode="json")}
    fixed = {name: now[name] for name in ("municipality", "provenance")}
    return {**standing.content, "id": str(standing.identity), **fixed}


def _keep(
    ask: Ask, casebook: Casebook, standing: Standing, values: Values, *, own: Mapping[str, Any], op_id: UUID | None
) -> Answer:
    """Save what stands in a form, upon the standing's version. own: what the form does not show."""
    parsed = parse(form_of(standing.kind), values, own, ask.t.language)
    if parsed.record is None:
        return _faulty(ask, casebook, standing, values, parsed.faults)
    record = parsed.record
    try:
        entry = casebook.save(ask.actor, record, base_version=standing.version, op_id=op_id)
    except EditConflict as met:
        if met.both:
            return _clashing(ask, casebook, standing, met)
        entry = casebook.entry(ask.actor, standing.kind, standing.identity)  # both wrote the same
    except NamesAPerson as error:
        return _faulty(ask, casebook, standing, values, faults_of_names(error, parsed.rows))
    except Conflict:
        room = drawn.form(ask, casebook, standing, values=values, said=[drawn.gone(ask.t)])
        return Answer(room, standing, faulty=True)
    except InvalidRecord as error:
        return _faulty(ask, casebook, standing, values, _fault_of(ask.t, error))
    return _saved(ask, casebook, standing, entry.record, entry.version)


def _fault_of(t: Translate, error: InvalidRecord) -> Faults:
    if isinstance(error, LostStops):
        return {"stops": Fault("stop_noted", {"stops": t.listing([str(number) for number in error.stops])})}
    return {"": Fault("", {"sentence": str(error)})}


def _saved(ask: Ask, casebook: Casebook, standing: Standing, record: Record, version: int) -> Answer:
    t = ask.t
    after = replace(
        standing,
        version=version,
        base=record.model_dump_json(),
        clash=None,
        is_retired=False,
        draft=f"{standing.kind.kind}/{standing.identity}",
    )
    own = drawn.OWN_PAGES.get(standing.kind)
    ways = [anchor(t(f"kind.{record.kind}"), link(f"/register/{record.kind}", record.municipality))]
    if own:
        ways.insert(0, anchor(t(f"form.see.{record.kind}"), link(f"{own}/{record.id}", record.municipality)))
    said = notice(t("form.saved", name=name_of(t, record)), *ways)
    return Answer(drawn.form(ask, casebook, after), after, said, saved=True)


def _faulty(ask: Ask, casebook: Casebook, standing: Standing, values: Values, faults: Faults) -> Answer:
    return Answer(drawn.form(ask, casebook, standing, values=values, faults=faults), standing, faulty=True)


def _clashing(ask: Ask, casebook: Casebook, standing: Standing, met: EditConflict) -> Answer:
    clash = Clash(met.mine.model_dump_json(), met.theirs.model_dump_json(), met.current_version)
    after = replace(standing, clash=clash)
    return Answer(drawn.versions(ask, casebook, after, _differences(after, clash)), after, faulty=True)


def _differences(standing: Standing, clash: Clash) -> tuple[Difference, ...]:
    order = [field.name for field in form_of(standing.kind).fields]
    return differing(standing.content, json.loads(clash.theirs), json.loads(clash.mine), order)


def _settle(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    clash = standing.clash
    if clash is None:
        raise BadSetting("there are no two versions to choose among; your draft is kept, load the page again")
    differences = _differences(standing, clash)
    theirs, mine = json.loads(clash.theirs), json.loads(clash.mine)
    merged, unchosen = chosen(theirs, mine, differences, asked.choice)
    after = replace(standing, version=clash.version, base=clash.theirs, clash=None)
    form = form_of(standing.kind)
    if asked.at == "edit":
        # where nobody has chosen, one's own words go on: the other's stand in the register and in the history
        merged, _ = chosen(theirs, mine, differences, dict.fromkeys(unchosen, Side.MINE) | asked.choice)
        return Answer(drawn.form(ask, casebook, after, values=to_values(form, merged, ask.t.language)), after)
    if unchosen:
        room = drawn.versions(ask, casebook, standing, differences, choice=asked.choice, unchosen=unchosen)
        return Answer(room, standing, faulty=True)
    values = to_values(form, merged, ask.t.language)
    content = {**_own(ask, casebook, after), **_not_shown(form, merged)}
    return _keep(ask, casebook, after, values, own=content, op_id=asked.op_id)


def _not_shown(form: Form, content: Mapping[str, Any]) -> dict[str, Any]:
    shown = {field.name for field in form.fields} | {"id", "municipality", "provenance"}
    return {name: value for name, value in content.items() if name not in shown}


def _as_it_stands(ask: Ask, casebook: Casebook, standing: Standing, _asked: Asked) -> Answer:
    """The form without the draft, which the browser has put aside."""
    if standing.version:
        entry = casebook.entry(ask.actor, standing.kind, standing.identity)
        standing = replace(standing, version=entry.version, base=entry.record.model_dump_json(), clash=None)
    undo = dmc.Button(ask.t("undo"), id=button_id(Act.RESTORE, "notice"), variant="subtle", size="compact-md")
    said = notice(ask.t("form.discarded"), undo)
    return Answer(drawn.form(ask, casebook, standing), standing, said, saved=True)


def _retire(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    t = ask.t
    try:
        casebook.retire(ask.actor, standing.kind, standing.identity, base_version=standing.version)
    except Conflict:  # somebody changed it in between: show how it stands before it is taken away
        entry = casebook.entry(ask.actor, standing.kind, standing.identity)
        after = replace(standing, version=entry.version, base=entry.record.model_dump_json())
        return Answer(drawn.form(ask, casebook, after, said=[notice(t("form.changed_meanwhile"), tone="wrong")]), after)
    except WalkHasFindings:
        said = [notice(t("fault.walk_noted"), tone="wrong")]
        return Answer(drawn.form(ask, casebook, standing, values=asked.texts, said=said), standing, faulty=True)
    except InvalidRecord:
        said = [_leaning(ask, casebook, standing)]
        return Answer(drawn.form(ask, casebook, standing, values=asked.texts, said=said), standing, faulty=True)
    after = replace(standing, is_retired=True)
    lines = casebook.history_of(ask.actor, standing.kind, standing.identity)
    name = name_of(t, standing.kind.from_json(standing.base))
    undo = dmc.Button(t("undo"), id=button_id(Act.BRING_BACK, "notice"), variant="subtle", size="compact-md")
    said_so = notice(t("form.retired_now", name=name), undo)
    return Answer(drawn.retired(ask, casebook, after, lines), after, said_so, saved=True)


def _leaning(ask: Ask, casebook: Casebook, standing: Standing) -> Component:
    """Why a record cannot be retired: those that lean on it, with the way to each."""
    leaning = [
        entry.record
        for kind in LEANING.get(standing.kind, ())
        for entry in casebook.entries(ask.actor, kind, standing.municipality)
        if standing.identity in references(entry.record).get(standing.kind, frozenset())
    ]
    lines = [
        html.Li(
            [
                anchor(name_of(ask.t, record), link(f"/redigera/{record.kind}/{record.id}", standing.municipality)),
                html.Span(f" ({ask.t(f'one.{record.kind}')})"),
            ]
        )
        for record in leaning[:20]
    ]
    return notice(ask.t.count("form.leaning", len(leaning)), html.Ul(lines), tone="wrong")


def _bring_back(ask: Ask, casebook: Casebook, standing: Standing, asked: Asked) -> Answer:
    entry = casebook.bring_back(ask.actor, standing.kind, standing.identity)
    if asked.at == "mine":
        # what was written while another retired it meets the record as it was: field by field, as any two versions
        return _save(ask, casebook, standing, asked)
    after = replace(standing, version=entry.version, base=entry.record.model_dump_json(), is_retired=False)
    said = notice(ask.t("form.brought_back", name=name_of(ask.t, entry.record)))
    return Answer(drawn.form(ask, casebook, after), after, said, saved=True)


_DOING: Mapping[Act, Callable[[Ask, Casebook, Standing, Asked], Answer]] = {
    Act.SAVE: _save,
    Act.SETTLE: _settle,
    Act.ADD: _rows,
    Act.REMOVE: _rows,
    Act.RESTORE: _restore,
    Act.DISCARD: _as_it_stands,
    Act.RETIRE: _retire,
    Act.BRING_BACK: _bring_back,
}
