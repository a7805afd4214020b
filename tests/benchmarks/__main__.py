"""`python -m tests.benchmarks [NAME] [--rows N] [--json]`: run one or all; exit code 1 when a target is missed."""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from tests import benchmarks
from tests.benchmarks import Row
from tests.needs import started_with_needs


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One module bench_*.py."""

    name: str
    description: str
    run: Callable[..., list[Row]]

    @property
    def sized(self) -> bool:
        """Whether one may choose how many rows it measures with."""
        return "rows" in inspect.signature(self.run).parameters


def found() -> list[Benchmark]:
    """All benchmarks, by name."""
    modules = [
        importlib.import_module(f"{benchmarks.__name__}.{module.name}")
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith("bench_")
    ]
    return sorted((Benchmark(m.NAME, m.DESCRIPTION, m.run) for m in modules), key=lambda benchmark: benchmark.name)


def main(arguments: Sequence[str]) -> int:
    """Run, show, and answer 0 when every target holds, 1 when one is missed, 2 when there is no such benchmark."""
    benchmarks_here = found()
    names = [benchmark.name for benchmark in benchmarks_here]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure; all benchmarks or one.")
    parser.add_argument("name", nargs="?", metavar="NAME", help=f"one of: {', '.join(names) or 'none yet'}")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout, progress on stderr")
    parser.add_argument("--rows", type=int, action="append", metavar="N", help="measure with so many; may be repeated")
    wanted = parser.parse_args(arguments)
    if wanted.name is not None and wanted.name not in names:
        parser.error(f"no benchmark {wanted.name!r}; there are: {', '.join(names) or 'none yet'}")
    document: dict[str, object] = {}
    missed = False
    for benchmark in benchmarks_here:
        if wanted.name in (None, benchmark.name):
            sys.stderr.write(f"{benchmark.name}: {benchmark.description}\n")
            rows = benchmark.run(rows=wanted.rows) if wanted.rows and benchmark.sized else benchmark.run()
            missed = missed or any(row.held is False for row in rows)
            document[benchmark.name] = [{**asdict(row), "ratio": row.ratio} for row in rows]
            if not wanted.json:
                _show(benchmark, rows)
    if wanted.json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    return 1 if missed else 0


def _show(benchmark: Benchmark, rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "ours", "peer", "ratio", "unit", "target", "held", title=benchmark.name, title_justify="left")
    for row in rows:
        held = {True: "yes", False: "NO", None: ""}[row.held]
        table.add_row(
            row.what, _number(row.ours), _number(row.peer), _number(row.ratio), row.unit, row.target or "", held
        )
    Console().print(table)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


if __name__ == "__main__":
    raise SystemExit(started_with_needs("tests.benchmarks", sys.argv[1:], main))
