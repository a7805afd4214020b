"""Questions about handouts."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geodata.casebook import Casebook
from geodata.model import Actor, Role, Tier
from tests.geodata.casebook.asked_views import VIEWS
from tests.plainhandouts import plain_handout

_PLANNER = Actor(role=Role.PLANNER)


def _of_situation(casebook: Casebook, actor: Actor) -> bytes:
    frozen = casebook.freeze_situation(_PLANNER, "0880", "Lägesbild mars", tier=Tier.PUBLIC)
    return casebook.situation_handout(actor, frozen.record.id, lambda story: plain_handout(story.content))


ASKED_OF_HANDOUTS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "situation_handout": lambda c, a, ref, d: _of_situation(c, a),
    "view_handout": lambda c, a, ref, d: [
        c.view_handout(a, view, plain_handout, points=points) for view in VIEWS for points in (False, True)
    ],
    # the version grows with every change, seen or not
    "selection_now": lambda c, a, ref, d: [replace(c.selection_now(a, view, points=True), version=0) for view in VIEWS],
}
