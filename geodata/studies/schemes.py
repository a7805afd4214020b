"""Grannsamverkan: where it is kept, since when, by how many homes, and what share of each type that is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geodata.coverage import Phase, phase
from geodata.model import Area, DwellingType, NeighbourhoodWatch, Party
from geodata.studies.basis import Basis, Method, sources_of


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A scheme on a day. area: its name or code, None where it has none of the known. parties: that keep it."""

    scheme: NeighbourhoodWatch
    phase: Phase
    area: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeCoverage:
    """A type of home in the whole municipality.

    households: in the schemes of the day that state a number; uncounted: schemes that state none. dwellings: homes of
    the type, None where not known.  share: 0-1, None likewise.
    """

    dwelling_type: DwellingType
    schemes: int
    households: int
    uncounted: int
    dwellings: int | None

    @property
    def share(self) -> float | None:
        """Households of the homes there are."""
        return self.households / self.dwellings if self.dwellings else None


@dataclass(frozen=True, slots=True)
class SchemeStudy:
    """Schemes of a municipality on a day. lines: those that run, those to come, those that ended; newest first."""

    lines: tuple[SchemeLine, ...]
    by_type: tuple[TypeCoverage, ...]
    basis: Basis

    def of_actions(self, actions: Iterable[UUID]) -> tuple[SchemeLine, ...]:
        """The schemes that some actions brought about."""
        wanted = set(actions)
        return tuple(line for line in self.lines if line.scheme.action_id in wanted)


def scheme_study(
    schemes: Sequence[NeighbourhoodWatch],
    *,
    areas: Sequence[Area],
    names: Mapping[str, str],
    parties: Mapping[UUID, Party],
    today: date,
) -> SchemeStudy:
    """Schemes and what they cover. areas: that together make up the municipality; names: of areas, by code.

    RULE 1: what has ended or has not begun covers nobody. RULE 2: a share is of the homes of the same type, and not
    known where one of the areas does not tell how many it has.
    """
    lines = [
        SchemeLine(
            one,
            phase(one.starts_on, one.ends_on, on=today),
            names.get(one.area_code, one.area_code) if one.area_code else None,
            tuple(parties[party].name for party in one.party_ids if party in parties),
        )
        for one in schemes
    ]
    lines.sort(key=lambda one: (list(Phase).index(one.phase), -one.scheme.starts_on.toordinal(), one.scheme.name))
    running = [line.scheme for line in lines if line.phase is Phase.CURRENT]
    return SchemeStudy(
        lines=tuple(lines),
        by_type=tuple(_covered(kind, running, areas) for kind in DwellingType),
        basis=Basis(
            method=Method.SCHEMES,
            parameters={},
            since=min((one.starts_on for one in schemes), default=None),
            until=today if schemes else None,
            sources=sources_of(schemes),
            rows=len(schemes),
            computed_on=today,
            made_up=any(one.provenance.made_up for one in schemes),
        ),
    )


def _covered(kind: DwellingType, running: Sequence[NeighbourhoodWatch], areas: Sequence[Area]) -> TypeCoverage:
    own = [one for one in running if one.dwelling_type is kind]
    homes = [area.dwellings_of(kind) for area in areas]
    known = [number for number in homes if number is not None]
    return TypeCoverage(
        dwelling_type=kind,
        schemes=len(own),
        households=sum(one.households or 0 for one in own),
        uncounted=sum(one.households is None for one in own),
        dwellings=sum(known) if known and len(known) == len(homes) else None,
    )
