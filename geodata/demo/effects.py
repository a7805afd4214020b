"""Effects kept after a year: neighbourhood watch, made to have worked, and night walks, of which nobody can tell.

They lie ready as text, worked out from the demonstration's own counts as anybody's (see `situations`).
"""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

from geodata.demo.frame import KALMAR
from geodata.demo.situations import SEED
from geodata.model import Effect

KEPT = ((KALMAR, date(2017, 4, 26), ("grannsamverkan", "nattvandring")),)
"""Municipality, the day on which they were kept, and the actions' keys."""


def kept_effects_file() -> Path:
    """Where they lie, one to a line."""
    return Path(str(resources.files("geodata.demo") / "data" / "effects.jsonl"))


def effects(code: str, seed: int) -> list[Effect]:
    """A municipality's kept effects; none for another seed than the usual, whose counts are others."""
    if seed != SEED:
        return []
    lines = kept_effects_file().read_text(encoding="utf-8").splitlines()
    return [effect for effect in map(Effect.from_json, lines) if effect.municipality == code]
