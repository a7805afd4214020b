"""What a result rests on, as the line under it: method, period, sources, and the day it was computed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dashboard.i18n import Translate
from geodata.model import SourceType
from geodata.studies.basis import Basis


def basis_line(t: Translate, basis: Basis) -> str:
    """The line: method in words, period, sources, day; and that data are made up where they are."""
    # the first words name a source; what follows in brackets is told under Data
    named = dict.fromkeys(re.split(r"[(;]", source)[0].strip() for source in basis.sources)
    sources = [t.label(SourceType(one)) if one in set(SourceType) else one for one in named]
    said = t(
        "basis.line",
        # a seed is a name, not an amount
        method=t(f"basis.{basis.method.value}", **{name: str(value) for name, value in basis.parameters.items()}),
        period=months_period(t, basis.since, basis.until),
        sources=", ".join(sources) or "–",
        day=basis.computed_on,
    )
    return f"{t('basis.made_up')} {said}" if basis.made_up else said


def months_period(t: Translate, since: date | None, until: date | None) -> str:
    """Januari 2015 – maj 2017 for whole months, otherwise the days."""
    if since is None or until is None:
        return t("period.none")
    if since.day != 1 or (until + timedelta(days=1)).day != 1:
        return t.period(since, until)
    if (since.year, since.month) == (until.year, until.month):
        return t.month(since)
    return t("stat.months", first=t.month(since), last=t.month(until))
