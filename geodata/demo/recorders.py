"""What the made-up walks' phones sent besides findings: scores of stops and how many came; and who was invited.

The same stops are scored in two walks of Kalmar: the second is better, the third worse, of the first nothing can be
said, and the last two were scored by too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from geodata.demo.frame import KALMAR, MADE_UP, SALEM, at, chance, ref
from geodata.demo.walk_plans import PLANS, Plan
from geodata.model import Assessment, Invitation, Rubric, Tier, Turnout

_CRITERIA = tuple(Rubric.model_fields)
_BESIDE = np.array([0.2, 0.1, 0.2, -0.4, -0.5, 0.5, 0.6, 0.0])
"""How the criteria lie round a stop's level, in the order of the rubric: paths are good where nobody is about."""
_SPREAD, _APART = 0.35, 0.25
"""How marks scatter, one by one and from recorder to recorder."""

_LEVELS: dict[str, dict[str, tuple[tuple[int, float, int], ...]]] = {
    KALMAR: {
        "centrum-2016": ((1, 1.6, 5), (2, 0.5, 6), (3, 2.2, 6), (4, 1.5, 2)),
        "centrum-2017": ((1, 1.6, 5), (2, 2.4, 6), (3, 0.6, 6), (4, 1.9, 2), (5, 1.2, 4)),
        "rinkabyholm-2017": ((1, 0.6, 4), (2, 0.9, 4), (3, 1.6, 3)),
    },
    SALEM: {
        "salem-2021": ((1, 1.9, 4), (2, 0.8, 4), (3, 1.3, 3)),
        "ronninge-2022": ((1, 1.7, 3), (2, 0.6, 3)),
    },
}
"""By walk: stop, its level between 0 and 3, and how many scored it."""

_CAME: dict[str, dict[str, tuple[tuple[str, int], ...]]] = {
    KALMAR: {
        "centrum-2017": (
            ("boende", 3), ("boende", 2), ("boende", 1), ("kommun", 2), ("polis", 1), ("Kalmar City", 1),
            ("ungdomar", 3),
        ),
        "rinkabyholm-2017": (("skolklass", 9), ("skolklass", 8), ("skolklass", 6), ("skola", 1)),
    },
    SALEM: {"ronninge-2022": (("boende", 3), ("boende", 1), ("kommun", 2), ("skola", 2), ("polis", 1))},
}  # fmt: skip
"""By walk: what each phone told. In Kalmar's second walk the young came, whom nobody had planned for."""


class _Invited(NamedTuple):
    """label: for whom. lasts: days after the walk begins.  revoked_after: days, None where it ran out."""

    walk: str
    label: str
    lasts: int
    revoked_after: int | None = None


_INVITED: dict[str, tuple[_Invited, ...]] = {
    KALMAR: (
        _Invited("centrum-2017", "Alla som går med", 14),
        _Invited("centrum-2017", "Affischen på biblioteket", 14, revoked_after=-2),
        _Invited("rinkabyholm-2017", "Skolklassen", 25),
    ),
    SALEM: (
        _Invited("ronninge-2022", "Alla som går med", 14),
        _Invited("ronninge-2022", "Skolan", 14, revoked_after=1),
    ),
}


def sent(seed: int, code: str) -> list[Assessment | Turnout | Invitation]:
    """All of a municipality's walks."""
    plans = {plan.key: plan for plan in PLANS[code]}
    rng = chance(seed, code, "scores")
    return [
        *(one for key, levels in _LEVELS[code].items() for one in _scores(rng, code, plans[key], levels)),
        *(one for key, phones in _CAME[code].items() for one in _turnouts(code, key, phones)),
        *_invitations(chance(seed, code, "invitations"), code, plans),
    ]


def _begun(plan: Plan) -> datetime:
    return at(plan.day, plan.hour or 8)


def _scores(
    rng: np.random.Generator, code: str, plan: Plan, levels: Sequence[tuple[int, float, int]]
) -> list[Assessment]:
    made = []
    for order, (stop, level, recorders) in enumerate(levels):
        for recorder in range(recorders):
            own = level + rng.normal(0.0, _APART)
            marks = np.clip(np.rint(own + _BESIDE + rng.normal(0.0, _SPREAD, len(_CRITERIA))), 0, 3).astype(int)
            given = dict(zip(_CRITERIA, marks.tolist(), strict=True))
            if recorder == recorders - 1:
                # somebody always leaves out what cannot be judged there
                given["transport"] = None
            made.append(
                Assessment(
                    id=ref("assessment", code, plan.key, stop, recorder),
                    municipality=code,
                    tier=Tier.MUNICIPALITY,
                    provenance=MADE_UP,
                    walk_id=ref("walk", code, plan.key),
                    stop=stop,
                    observed_at=_begun(plan) + timedelta(minutes=10 + 14 * order + recorder),
                    rubric=Rubric.model_validate(given),
                    in_dark=plan.in_dark,
                )
            )
    return made


def _turnouts(code: str, key: str, phones: Sequence[tuple[str, int]]) -> list[Turnout]:
    return [
        Turnout(
            id=ref("turnout", code, key, number),
            municipality=code,
            tier=Tier.MUNICIPALITY,
            provenance=MADE_UP,
            walk_id=ref("walk", code, key),
            function=function,
            number=people,
        )
        for number, (function, people) in enumerate(phones)
    ]


def _invitations(rng: np.random.Generator, code: str, plans: dict[str, Plan]) -> list[Invitation]:
    """RULE 1: the hash itself is drawn: there is no token to it that anybody could know."""
    return [
        Invitation(
            id=ref("invitation", code, one.walk, number),
            municipality=code,
            provenance=MADE_UP,
            walk_id=ref("walk", code, one.walk),
            token_sha256=rng.bytes(32).hex(),
            expires_at=_begun(plans[one.walk]) + timedelta(days=one.lasts),
            revoked_at=None
            if one.revoked_after is None
            else _begun(plans[one.walk]) + timedelta(days=one.revoked_after),
            label=one.label,
        )
        for number, one in enumerate(_INVITED[code])
    ]
