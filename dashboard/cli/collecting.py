"""Pauses kept short: what a full collection of garbage has found alive once is not looked at again.

A server of a large register holds millions of objects that stay; looking through them all takes seconds, in the middle
of somebody's page.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OLDEST = 2


@contextmanager
def short_collections() -> Iterator[None]:
    """While it lasts, survivors of a full collection are set aside; they are still freed when nothing holds them."""

    def set_aside(phase: str, told: dict[str, int]) -> None:
        if phase == "stop" and told["generation"] == OLDEST:
            gc.freeze()

    gc.callbacks.append(set_aside)
    try:
        yield
    finally:
        gc.callbacks.remove(set_aside)
        gc.unfreeze()
