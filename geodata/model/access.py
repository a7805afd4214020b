"""Who is asking, what they may see and what they may do: applied by store and casebook, never only by a page."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TypeVar
from uuid import UUID

from geodata.errors import NotAllowed
from geodata.model.base import MunicipalityCode, Record, Tier, Value

R = TypeVar("R", bound=Record)


class Role(StrEnum):
    """The user's function. The administrator keeps the installation, and its copies hold records of every tier."""

    CITIZEN = "citizen"
    BOARD = "board"
    WALKER = "walker"
    PLANNER = "planner"
    POLICE = "police"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    """What a role may or may not do."""

    READ = "read"
    REPORT = "report"
    IMPORT = "import"
    EDIT_REGISTER = "edit_register"
    CURATE_HOTSPOTS = "curate_hotspots"
    REVIEW = "review"
    EXPORT = "export"
    ADMINISTER = "administer"


_TIERS = {
    Role.CITIZEN: frozenset({Tier.PUBLIC}),
    Role.BOARD: frozenset({Tier.PUBLIC}),
    Role.WALKER: frozenset({Tier.PUBLIC}),
    Role.PLANNER: frozenset({Tier.PUBLIC, Tier.MUNICIPALITY}),
    Role.POLICE: frozenset(Tier),
    Role.ADMINISTRATOR: frozenset(Tier),
}
_WORK = frozenset(Deed) - {Deed.ADMINISTER}
_DEEDS = {
    Role.CITIZEN: frozenset({Deed.READ, Deed.REPORT}),
    Role.BOARD: frozenset({Deed.READ, Deed.EXPORT}),
    Role.WALKER: frozenset({Deed.READ, Deed.REPORT}),
    Role.PLANNER: _WORK,
    Role.POLICE: _WORK,
    Role.ADMINISTRATOR: _WORK | {Deed.ADMINISTER},
}


class Actor(Value):
    """The one who asks; every casebook method takes one.

    parties: ids of the parties the actor speaks for.  municipalities: codes the actor works in; None means all.
    """

    role: Role
    parties: frozenset[UUID] = frozenset()
    municipalities: frozenset[MunicipalityCode] | None = None

    @property
    def tiers(self) -> frozenset[Tier]:
        """The visibility tiers open to the actor."""
        return _TIERS[self.role]

    def works_in(self, municipality: str) -> bool:
        """Whether the municipality is one of the actor's."""
        return self.municipalities is None or municipality in self.municipalities

    def may(self, deed: Deed) -> bool:
        """Whether the role includes the deed."""
        return deed in _DEEDS[self.role]

    def require(self, deed: Deed, municipality: str | None = None) -> None:
        """Raise NotAllowed unless the actor may do the deed (in the municipality)."""
        if not self.may(deed):
            raise NotAllowed(f"the role {self.role} may not {deed.replace('_', ' ')}; ask a planner")
        if municipality is not None and not self.works_in(municipality):
            raise NotAllowed(f"the municipality {municipality} is not one of yours; choose another")


@cache
def _hidden_fields(kind: type[Record], tiers: frozenset[Tier]) -> dict[str, object]:
    return {
        name: kind.model_fields[name].get_default(call_default_factory=True, validated_data={})
        for name, tier in kind.restricted_fields().items()
        if tier not in tiers
    }


def visible(record: R, actor: Actor) -> R | None:
    """The record as the actor may see it: whole, with restricted fields emptied, or None."""
    if record.tier not in actor.tiers or not actor.works_in(record.municipality):
        return None
    hidden = _hidden_fields(type(record), actor.tiers)
    return record.model_copy(update=hidden) if hidden else record
