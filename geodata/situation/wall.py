"""What a map on a wall is to show: some hotspots and places among the others. Plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WallView:
    """What stands out on a map.

    spots: hotspots by ref; the others are drawn, without their numbers.  places: sign and position (lon, lat) of each,
    WGS84 degrees.  text: height of letters, of a map that is 720 wide.  alt: the map in words.  north: the word for it.
    """

    spots: tuple[str, ...]
    places: tuple[tuple[str, tuple[float, float]], ...]
    text: float
    alt: str
    north: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing would stand out."""
        return not self.spots and not self.places
