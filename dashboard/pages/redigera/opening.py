"""The page of a form: an existing record with its history, a new one, or one that was taken out of use."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from uuid import UUID

from dash.development.base_component import Component

from dashboard.forms.beginning import begin, named
from dashboard.forms.exchange import Held, screen
from dashboard.forms.fields import form_of, kind_of
from dashboard.forms.offers import name_of
from dashboard.forms.standing import Standing
from dashboard.forms.values import to_values
from dashboard.i18n import Translate
from dashboard.pages.redigera import drawn
from dashboard.view import link
from dashboard.where import Where
from geodata.errors import NotFound
from geodata.model import Deed, Record

NEW = "ny"


def load(where: Where) -> Component:
    """The form that the address names: /redigera/action/ny, /redigera/action/<id>. Raises: NotFound, NotAllowed."""
    where.actor.require(Deed.EDIT_REGISTER, where.code)
    code, _, rest = where.rest.partition("/")
    kind = kind_of(code)
    if rest == NEW:
        return _new(where, kind)
    try:
        identity = UUID(rest)
    except ValueError:
        raise NotFound(f'nothing has the address "{rest[:60]}"; open the register and choose') from None
    try:
        entry = where.casebook.entry(where.actor, kind, identity)
    except NotFound:
        return _retired(where, kind, identity)
    record = entry.record
    standing = Standing(
        kind, identity, record.municipality, entry.version, record.model_dump_json(), f"{kind.kind}/{identity}"
    )
    return _page(where, standing, drawn.form(where.ask, where.casebook, standing))


def _new(where: Where, kind: type[Record]) -> Component:
    given = named(where.query)
    content = begin(where.casebook, where.actor, kind, where.code, today=where.today, given=given)
    belongs = urlencode({word: str(identity) for word, identity in given.items()})
    draft = "/".join(part for part in (kind.kind, NEW, where.code, belongs) if part)
    standing = Standing(kind, UUID(content["id"]), where.code, 0, json.dumps(content), draft)
    return _page(where, standing, drawn.form(where.ask, where.casebook, standing), belongs)


def _retired(where: Where, kind: type[Record], identity: UUID) -> Component:
    lines = where.casebook.history_of(where.actor, kind, identity)
    standing = Standing(kind, identity, where.code, 0, "{}", f"{kind.kind}/{identity}", is_retired=True)
    return _page(where, standing, drawn.retired(where.ask, where.casebook, standing, lines))


def _page(where: Where, standing: Standing, inside: list[Component], belongs: str = "") -> Component:
    return screen(where.t, standing, held(where.t, standing, belongs), inside, kind="form")


def held(t: Translate, standing: Standing, belongs: str = "") -> Held:
    """What the browser keeps of a form. belongs: the part of a new record's address that says what it belongs to."""
    form = form_of(standing.kind)
    title = t(f"form.new.{standing.kind.kind}")
    if standing.version and not standing.is_retired:
        record = standing.kind.from_json(standing.base)
        title = f"{t(f'form.edit.{standing.kind.kind}')}: {name_of(t, record)}"
    rest = str(standing.identity) if standing.version else NEW
    address = link(f"/redigera/{standing.kind.kind}/{rest}", standing.municipality)
    return Held(
        initial={} if standing.is_retired else to_values(form, standing.content, t.language),
        title=title,
        address=f"{address}&{belongs}" if belongs and not standing.version else address,
    )
