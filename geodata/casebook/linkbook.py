"""What people have tied together and kept apart, looked up from either side. Pure; made once per change of a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from geodata.model import Link, LinkState

Tied = tuple[Link, int]


@dataclass(frozen=True)
class LinkBook:
    """Links with their versions, confirmed and rejected."""

    links: Sequence[Tied]

    def __iter__(self) -> Iterator[Tied]:
        return iter(self.links)

    def of_hotspot(self, hotspot_id: UUID | None) -> Sequence[Tied]:
        """The links of a hotspot; none of a candidate."""
        return self.by_hotspot.get(hotspot_id, ()) if hotspot_id else ()

    @cached_property
    def by_hotspot(self) -> Mapping[UUID, Sequence[Tied]]:
        """All links by their hotspot."""
        found: dict[UUID, list[Tied]] = defaultdict(list)
        for link, version in self.links:
            found[link.hotspot_id].append((link, version))
        return dict(found)

    @cached_property
    def confirmed(self) -> Mapping[UUID, Sequence[UUID]]:
        """Hotspots by the action that answers them."""
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for link, _ in self.links:
            if link.state is LinkState.CONFIRMED:
                found[link.action_id].append(link.hotspot_id)
        return dict(found)

    @cached_property
    def refs(self) -> Mapping[UUID, Sequence[str]]:
        """The same, as the hotspots go by in addresses."""
        return {action_id: [str(one) for one in found] for action_id, found in self.confirmed.items()}
