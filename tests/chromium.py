"""The browser of the browser tests: found where it is installed, otherwise installed, and how it is started."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ELSEWHERE = (
    Path("/usr/bin/chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)

# It speaks to nobody but the server under test, and draws WebGL without a graphics card.
ARGUMENTS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


class NoBrowser(Exception):
    """No Chromium here and none could be installed; the message names the remedy."""


def launch_arguments() -> list[str]:
    """Command-line arguments for Chromium; as root it refuses to start inside its own sandbox."""
    return [*ARGUMENTS, *(["--no-sandbox"] if _is_root() else [])]


def find_chromium() -> Path | None:
    """An installed Chromium or Chrome: the one named in LOFTESKARTAN_CHROMIUM, the system's, or Playwright's own."""
    if named := os.environ.get("LOFTESKARTAN_CHROMIUM"):
        return Path(named) if Path(named).is_file() else None
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next((path for path in (*on_path, *ELSEWHERE) if path.is_file()), None) or _playwrights_own()


def installed_chromium(say: Callable[[str], None]) -> Path:
    """The browser, installed first if need be; `say` is told in plain words what is done. Raises: NoBrowser."""
    if found := find_chromium():
        return found
    if _is_debian() and _is_root():
        say("no Chromium here: installing Debian's (apt-get install chromium)")
        apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        steps = [
            [*apt, "update"],
            [*apt, "install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        ]
    else:
        say("no Chromium here: installing Playwright's own (playwright install chromium)")
        quiet = dict(os.environ)
        steps = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for step in steps:
        done = subprocess.run(step, env=quiet, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
            message = f"`{' '.join(step)}` failed: {last[0]}; install Chromium, or name it in LOFTESKARTAN_CHROMIUM"
            raise NoBrowser(message)
    if found := find_chromium():
        return found
    raise NoBrowser("installed, and yet not found; name the program in LOFTESKARTAN_CHROMIUM")


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _is_debian() -> bool:
    # Ubuntu's package of this name is only a pointer to a snap.
    return sys.platform == "linux" and platform.freedesktop_os_release().get("ID") == "debian"
