"""What is measured, against whom: `python -m tests.benchmarks [NAME] [--json]`.

A benchmark is a module bench_*.py here with NAME, DESCRIPTION and `run() -> list[Row]`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure.

    ours and peer are in `unit`, peer None where nobody else does the same; target is the limit in words ("< 150 ms");
    held says whether ours keeps within it, None where there is no limit.
    """

    what: str
    ours: float
    unit: str
    peer: float | None = None
    target: str | None = None
    held: bool | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the peer's figure is ours; None without a peer or where ours is 0."""
        return self.peer / self.ours if self.peer is not None and self.ours else None
