"""Questions about a view of evidence that stays at the server."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from geodata.casebook import Casebook
from geodata.model import Actor, Feeling
from geodata.studies.evidence_fields import EvidenceFormat, TableField
from geodata.studies.evidence_table import SortedBy
from geodata.studies.spread import Frame, mercator
from tests.geodata.casebook.town import VIEW
from tests.plainwords import PlainWords, told_rest

VIEWS = [VIEW.model_copy(update={"feeling": feeling}) for feeling in (None, *Feeling)]
PERIODS = [(date(2015, 1, 1), date(2015, 12, 31)), (date(2016, 1, 1), date(2016, 6, 30)), (date.min, date.max)]
_X, _Y = mercator(np.array([10.0, 25.0]), np.array([70.0, 54.0]))
SWEDEN = Frame(float(_X[0]), float(_Y[0]), float(_X[1]), float(_Y[1]), 400, 400)

ASKED_OF_VIEWS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "evidence_version": lambda c, a, ref, d: c.evidence_version(a, "0880"),
    "evidence_counts": lambda c, a, ref, d: [_whole(c.evidence_counts(a, view)) for view in VIEWS],
    "evidence_density": lambda c, a, ref, d: [_whole(c.evidence_density(a, view, SWEDEN)) for view in VIEWS],
    "evidence_points": lambda c, a, ref, d: [c.evidence_points(a, view, SWEDEN) for view in VIEWS],
    "week_times": lambda c, a, ref, d: [c.week_times(a, view) for view in VIEWS],
    "period_change": lambda c, a, ref, d: [c.period_change(a, view, period) for view in VIEWS for period in PERIODS],
    "worry_by_area": lambda c, a, ref, d: [c.worry_by_area(a, "0880", until=day) for day in (None, date(2016, 6, 1))],
    "police_areas": lambda c, a, ref, d: c.police_areas(a, "0880"),
    "actions_where": lambda c, a, ref, d: c.actions_where(a, "0880", since=date(2016, 1, 1)),
    "evidence_table": lambda c, a, ref, d: [
        c.evidence_table(a, view, by=by) for view in VIEWS for by in (None, *SortedBy)
    ],
    "evidence_details": lambda c, a, ref, d: c.evidence_details(a, "0880", c.evidence_version(a, "0880"), range(9)),
    "evidence_place": lambda c, a, ref, d: [
        c.evidence_place(a, view, c.evidence_version(a, "0880"), row, by=by)
        for view in VIEWS
        for row in (0, 3, 10_000)
        for by in (None, SortedBy.AREA)
    ],
    "evidence_file": lambda c, a, ref, d: [
        b"".join(c.evidence_file(a, VIEWS[0], form, fields=tuple(TableField), words=PlainWords(), about=told_rest))
        for form in EvidenceFormat
    ],
}


def _whole(answer: Any) -> dict[str, object]:
    """Every number, where numpy would write dots."""
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in asdict(answer).items()}
