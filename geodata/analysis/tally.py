"""How many rows by area and month, counted anew at every change of filter.

Which area and month a row belongs to does not change with the filter: it is worked out once, and a count is then one
pass over the rows that are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Rows with their area and month.

    key: of each row, int32: area * months + month; one above all others for rows in no area. areas: their number.
    first_month, months: the months that the rows span, both ends included; 0 months without rows.
    """

    key: NDArray[np.int32]
    areas: int
    first_month: date
    months: int

    @classmethod
    def of(cls, *, area: NDArray[np.integer], day: NDArray[np.integer], areas: int) -> Tally:
        """area: index of each row's area, -1 for none. day: since 1970-01-01. areas: how many there are.

        Raises: InvalidRecord for columns of different length or an area that is not there.
        """
        if area.shape != day.shape or area.dtype.kind not in "iu" or day.dtype.kind not in "iu":
            raise InvalidRecord(f"{area.size} areas and {day.size} days: give the whole number of each, one per row")
        if len(area) == 0:
            return cls(np.empty(0, np.int32), areas, date(1970, 1, 1), 0)
        if int(area.max()) >= areas or int(area.min()) < -1:
            raise InvalidRecord(f"a row lies in area {area.max()}; number the {areas} areas from 0 on, -1 is none")
        month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
        first, months = int(month.min()), int(month.max() - month.min()) + 1
        key = area.astype(np.int32) * np.int32(months) + (month - np.int32(first))
        key[area < 0] = areas * months
        return cls(key, areas, date(1970 + first // 12, first % 12 + 1, 1), months)

    def counts(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Chosen rows by area and month, int64, shape (areas, months); rows in no area are counted nowhere.

        Raises: InvalidRecord.
        """
        if chosen.shape != self.key.shape or chosen.dtype != np.bool_:
            raise InvalidRecord(f"chosen has {chosen.size} entries of {chosen.dtype} for {self.key.size} rows")
        # by number rather than by mask: half the time where few are chosen
        taken = self.key.take(np.flatnonzero(chosen))
        number = self.areas * self.months
        return np.bincount(taken, minlength=number + 1)[:number].reshape(self.areas, self.months)
