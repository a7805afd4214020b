"""A full collection sets aside what it found alive, only while the server runs."""

from __future__ import annotations

import gc

from dashboard.cli.collecting import short_collections


def test_what_was_found_alive_is_looked_at_once() -> None:
    before = len(gc.callbacks)
    with short_collections():
        kept = [[n] for n in range(1_000)]
        gc.collect(0)
        assert gc.get_freeze_count() == 0
        gc.collect()
        assert gc.get_freeze_count() >= len(kept)
    assert gc.get_freeze_count() == 0
    assert len(gc.callbacks) == before
