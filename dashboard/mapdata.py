"""What the browser's map is told when it is put up: addresses, categories, labels, words. One JSON value, no data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dashboard import layerpanel
from dashboard.basemap import told_basemap
from dashboard.config import Settings
from dashboard.i18n import Translate
from dashboard.view import Experience, Shading
from geodata.chain import Standing
from geodata.model import CATEGORIES, Area, CaseStatus, Category, EvidenceKind, SourceType
from geodata.studies.area_rates import AreaRates, WhyNoRate
from geodata.studies.area_rates import Standing as FunnelStanding

TEXTS = {
    "canvas": "canvas",
    "zoomIn": "zoom_in",
    "zoomOut": "zoom_out",
    "attributionToggle": "attribution",
    "legend": "legend",
    "categories": "categories",
    "upTo": "up_to",
    "missing": "missing",
    "suppressed": "suppressed",
    "undecided": "undecided",
    "outside": "outside",
    "hotspot": "hotspot",
    "adopted": "adopted",
    "density": "density",
    "manyHere": "many_here",
    "more": "more",
    "noWebgl": "no_webgl",
    "period": "period",
    "preliminary": "preliminary",
    "rateWithInterval": "rate_with_interval",
}
"""Name in the map's options: key in the catalogue after "maptext."."""

PAGE_TEXTS = {
    "shown": "shown",
    "unlocated": "unlocated",
    "failed": "failed",
    "loading": "loading",
    "unanswered": "unanswered",
    "onlyArea": "only_area",
    "allAreas": "all_areas",
    "stale": "stale",
    "notThere": "not_there",
}
"""The same for what the page round the map says: assets/src/karta/words.ts."""


SERVED_ABOVE_ROWS = 1_000_000
"""With more evidence than this the browser does not hold it: it asks for counts, density and what is near by."""


def map_options(
    t: Translate,
    municipality: str,
    areas: Sequence[Area],
    settings: Settings,
    *,
    evidence_version: int,
    evidence_rows: int,
    version: int,
) -> dict[str, Any]:
    """The map's options (assets/src/map/options.ts), and under "page" what the page round it needs.

    evidence_version: of reports and findings; version: of everything. They stand in the addresses, so that the browser
    may keep what it fetched for good.  evidence_rows: how many there are; above SERVED_ABOVE_ROWS they stay here.
    """
    evidence = f"municipality={municipality}&v={evidence_version}"
    of = f"municipality={municipality}&v={version}"
    tiles = {"url": settings.tiles_url, "attribution": settings.tiles_attribution or ""} if settings.tiles_url else None
    basemap = told_basemap(t, settings)
    return {
        "municipality": municipality,
        "addresses": {
            "evidence": f"/evidence.arrow?{evidence}",
            "areas": f"/areas.geojson?{of}",
            "places": f"/places.geojson?{of}",
            "hotspots": "/hotspots.json",
            "rates": "/rates.json",
            "change": "/time/change.json",
            "week": "/time/week.json",
            "survey": "/survey.json",
            "actions": "/layers/actions.json",
            "police": "/layers/police.json",
            "background": f"/bakgrund.json?sprak={t.language.value}",
        },
        "served": {
            "counts": f"/evidence/counts.json?{evidence}",
            "density": f"/evidence/density.bin?{evidence}",
            "points": f"/evidence/points.arrow?{evidence}",
            "table": f"/evidence/table.arrow?{evidence}",
        }
        if evidence_rows > SERVED_ABOVE_ROWS
        else None,
        "language": t.language.value,
        "tiles": tiles,
        "archive": basemap["file"],
        "attribution": _attribution(t, areas),
        "categories": [
            {"code": c.value, "label": t.label(c), "colour": CATEGORIES[c].colour, "shape": CATEGORIES[c].shape}
            for c in Category
        ],
        "texts": {
            **{name: t(f"maptext.{key}") for name, key in TEXTS.items()},
            **layerpanel.texts(t),
            "close": t("close"),
            "kinds": {kind.value: t.label(kind) for kind in EvidenceKind},
            "measures": {one.value: t.label(one) for one in Shading},
            "methods": {one.value: t(f"maptext.method.{one.value}") for one in Shading},
            "standings": {one.value: t.label(one) for one in Standing},
            "funnel": {one.value: t.label(one) for one in FunnelStanding},
            "changes": {one.value: t(f"change.{one.value}") for one in FunnelStanding},
            "reasons": {one.value: t.label(one) for one in WhyNoRate},
            "statuses": {status.value: t.label(status) for status in CaseStatus},
            "sources": {source.value: t.label(source) for source in SourceType},
        },
        "page": {
            "record": f"/evidence/{evidence_version}/",
            "layers": layerpanel.panel(t, has_tiles=tiles is not None, basemap=basemap),
            "areas": {area.code: area.name for area in areas},
            "feelings": {feeling.value: t.label(feeling) for feeling in Experience},
            "texts": {
                **{name: t(f"maptext.{key}") for name, key in PAGE_TEXTS.items()},
                "evidence": {form: t(f"count.evidence.{form}") for form in ("one", "other")},
            },
        },
    }


def told_rates(t: Translate, rates: AreaRates) -> dict[str, Any]:
    """Rates of areas as the map reads them: assets/src/map/rates.ts.

    period: in words, of what was counted.  preliminary: months with a preliminary count.  areas: by code; per 1,000
    dwellings and year, null where not known; why: the reason.
    """
    basis = rates.basis
    return {
        "period": t.period(basis.since, basis.until) if basis.since else t("period.none"),
        "preliminary": len(rates.preliminary),
        "overall": _rounded(rates.overall),
        "areas": {
            area.code: {
                "count": area.count,
                "rate": _rounded(area.per_1000),
                "low": _rounded(area.low),
                "high": _rounded(area.high),
                "smoothed": _rounded(area.smoothed),
                "expected": _rounded(area.expected),
                "standing": area.standing,
                "why": area.left_out,
            }
            for area in rates.areas
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _attribution(t: Translate, areas: Sequence[Area]) -> str:
    # the first words name the source; what follows in brackets is told under Data
    sources = dict.fromkeys(re.split(r"[(;]", area.provenance.source)[0].strip() for area in areas)
    return t("source.line", source=", ".join((*sources, "Löfteskartan")))
