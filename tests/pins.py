"""Writes the list of pinned versions in pyproject.toml: `uv run python -m tests.pins [--upgrade]`.

Without `--upgrade` every version stays that still fits, so that a new dependency brings only itself; with it all
become the newest that fit. The list is of names and versions alone, for all platforms and Pythons; uv.lock, which
knows download addresses, stays out of the repository.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.needs import NoUv, uv_program

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("constraint-dependencies", "build-constraint-dependencies")


def main(arguments: list[str]) -> int:
    """Resolve, then write the lists; on any failure pyproject.toml is left as it was."""
    if unknown := set(arguments) - {"--upgrade"}:
        sys.stderr.write(f"unknown: {' '.join(sorted(unknown))}; usage: python -m tests.pins [--upgrade]\n")
        return 2
    project = ROOT / "pyproject.toml"
    before = project.read_text("utf-8")
    settled = False
    try:
        # What is kept must stand in uv.lock, for the constraints of the last time would forbid every move. It may
        # fail, because a new dependency does not fit them: then the next step finds what does.
        subprocess.run([uv_program(), "lock"], cwd=ROOT, check=False, capture_output=True)
        project.write_text(with_pins(before, {name: [] for name in LISTS}), "utf-8")
        _uv("lock", *arguments)
        exported = _uv("export", "--all-groups", "--no-hashes", "--no-header", "--no-annotate", "--no-emit-project")
        pins = {LISTS[0]: pinned(exported), LISTS[1]: pinned(_compiled_build(tomllib.loads(before), exported))}
        project.write_text(with_pins(before, pins), "utf-8")
        _uv("lock")
        settled = True
    except NoUv as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    except subprocess.CalledProcessError as failed:
        sys.stderr.write(f"{failed.stderr}\nuv found no set of versions; pyproject.toml is as before\n")
        return 1
    finally:
        if not settled:
            project.write_text(before, "utf-8")
    sys.stderr.write(f"{len(pins[LISTS[0]])} versions pinned, {len(pins[LISTS[1]])} of them for the build too\n")
    return 0


def pinned(exported: str) -> list[str]:
    """Requirement lines `name==version [; marker]`, sorted; two lines for a name where platforms differ."""
    lines = (line.strip() for line in exported.splitlines())
    return sorted({re.sub(r"\s*;\s*", " ; ", line) for line in lines if re.match(r"[A-Za-z0-9._-]+==", line)})


def with_pins(project: str, pins: dict[str, list[str]]) -> str:
    """The text of pyproject.toml with the lists replaced. Raises: ValueError when it has no such list."""
    for name, versions in pins.items():
        body = "".join(f'    "{version.replace(chr(34), chr(39))}",\n' for version in versions)
        project, found = re.subn(rf"(?ms)^{name} = \[\n.*?^\]\n", lambda _: f"{name} = [\n{body}]\n", project)  # noqa: B023
        if found != 1:
            message = f"pyproject.toml: {found} lists named {name} instead of one; add it under [tool.uv]"
            raise ValueError(message)
    return project


def _compiled_build(project: dict[str, dict[str, list[str]]], exported: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder, "constraints.txt")
        constraints.write_text("\n".join(pinned(exported)), "utf-8")
        wanted = Path(folder, "build.in")
        wanted.write_text("\n".join(project["build-system"]["requires"]), "utf-8")
        python = project["project"]["requires-python"]
        lowest = str(python).removeprefix(">=")
        return _uv(
            "pip", "compile", "--quiet", "--universal", "--no-header", "--no-annotate", "--python-version", lowest,
            "--constraints", str(constraints), str(wanted),
        )  # fmt: skip


def _uv(*arguments: str) -> str:
    done = subprocess.run(
        [uv_program(), *arguments], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
