"""How much one token may ask: a bucket that fills again, so that a whole walk's phones pass and a flood does not."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Buckets:
    """One bucket per key, the latest used kept.

    size: how much may be asked at once.  per_second: how fast it fills again.  most: keys that are remembered; one that
    is forgotten begins anew with a full bucket.  clock: seconds that never go back.
    """

    def __init__(self, size: float, per_second: float, *, most: int, clock: Callable[[], float]) -> None:
        self._size, self._rate, self._most, self._clock = size, per_second, most, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> int:
        """Take one out. 0 where there was one, otherwise the whole seconds until there is."""
        with self._lock:
            now = self._clock()
            left, since = self._held.pop(key, (self._size, now))
            left = min(self._size, left + (now - since) * self._rate)
            wait = 0 if left >= 1 else math.ceil((1 - left) / self._rate)
            self._held[key] = (left if wait else left - 1, now)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return wait
