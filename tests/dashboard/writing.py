"""The questions that a browser asks while somebody writes in a form of the register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.forms.ids import Act, Ids
from dashboard.i18n import Language, translate
from dashboard.pages.redigera.callbacks import reply
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.model import Actor, Record, Role, Tier
from geodata.store.opening import open_store
from tests import builders
from tests.dashboard.rendered import PLANNER, components, props, words

SV = translate(Language.SV)
AGREEMENT = builders.an_agreement(title="Överenskommelse 2016–2017")
PROMISE = builders.a_promise(agreement_id=AGREEMENT.id, title="Tryggare vid stationen")
KOMMUN, POLIS = builders.a_party(name="Kalmar kommun"), builders.a_party(name="Polisen i Kalmar")
PATROL = builders.an_action(promise_ids=(PROMISE.id,), title="Nattvandring")
PLACE = builders.a_place()
ONES: tuple[Record, ...] = (
    builders.a_goal(agreement_id=AGREEMENT.id),
    builders.a_dialogue(title="Torgdialog"),
    builders.an_idea(tier=Tier.MUNICIPALITY, promise_id=PROMISE.id),
    builders.a_contact_card(party_id=POLIS.id),
    builders.a_neighbourhood_watch(),
    builders.a_communication(promise_ids=(PROMISE.id,)),
)
TOWN: tuple[Record, ...] = (
    *(builders.a_municipality(), builders.an_area(), PLACE),
    *(AGREEMENT, PROMISE, KOMMUN, POLIS, PATROL, *ONES),
)


@contextmanager
def a_town(directory: Path) -> Iterator[Casebook]:
    """A casebook of a town with one of each of what is written by hand."""
    store = open_store(directory / "store.gpkg")
    casebook = Casebook(store)
    casebook.import_records(Actor(role=Role.POLICE), TOWN)
    yield casebook
    store.close()


def stands(casebook: Casebook, kind: type[Record], identity: UUID) -> Record:
    return casebook.entry(PLANNER, kind, identity).record


def address(record: Record) -> str:
    return f"/redigera/{record.kind}/{record.id}"


class Editor:
    """Somebody at a form: what stands in it, and what the server said last."""

    def __init__(
        self, casebook: Casebook, settings: Settings, path: str, query: str = "kommun=0880", actor: Actor = PLANNER
    ) -> None:
        self.ask = Ask(actor, SV)
        self.casebook = casebook
        self.screen: Any = answer(self.ask, casebook, settings, path, query)
        self.notice: Any = ""
        store = next((one for one in components(self.screen) if getattr(one, "id", None) == Ids.STANDING.value), None)
        self.standing: dict[str, Any] = through_json(props(store)["data"]) if store is not None else {}
        self.op_id = str(uuid4())

    @property
    def values(self) -> dict[str, Any]:
        """What stands in the fields, by path."""
        return self._held(Ids.FIELD)

    @property
    def choices(self) -> dict[str, Any]:
        """What is chosen between two versions, by field."""
        return {name: side for name, side in self._held(Ids.CHOICE).items() if side}

    def _held(self, kind: Ids) -> dict[str, Any]:
        given = [props(one) for one in components(self.screen) if isinstance(getattr(one, "id", None), dict)]
        return {one["id"]["path"]: one.get("value") for one in given if one["id"]["type"] == kind.value}

    def press(
        self, act: Act, at: str = "", *, choose: Mapping[str, str] | None = None, **written: str | list[str]
    ) -> Editor:
        """Write in some fields, then press a button: `commitment__number` is the field "commitment-number"."""
        typed = {path.replace("__", "-"): value for path, value in written.items()}
        question = {
            "act": act.value,
            "at": at,
            "values": {**self.values, **typed},
            "choice": {**self.choices, **(choose or {})},
            "op": self.op_id,
            "standing": self.standing,
        }
        room, standing, self.notice = reply(self.ask, self.casebook, through_json(question))
        self.screen, self.standing = room, through_json(standing)
        return self

    @property
    def text(self) -> str:
        """All that can be read, the notice first."""
        return f"{words(self.notice)}\n{words(self.screen)}"

    @property
    def faults(self) -> dict[str, str]:
        """What is said to be wrong, by path."""
        given = [props(one) for one in components(self.screen) if isinstance(getattr(one, "id", None), dict)]
        return {one["id"]["path"]: one["error"] for one in given if one.get("error")}


def through_json(data: Any) -> Any:
    """As the browser gets it."""
    return json.loads(json.dumps(data))
