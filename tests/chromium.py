"""The browser of the browser tests: found where it is installed, otherwise installed, and how it is started."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests import debian

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
    return [*ARGUMENTS, *(["--no-sandbox"] if debian.is_root() else [])]


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
    try:
        if debian.can_install():
            say("no Chromium here: installing Debian's (apt-get install chromium)")
            debian.install("chromium", "fonts-dejavu-core")
        else:
            say("no Chromium here: installing Playwright's own (playwright install chromium)")
            debian.run([sys.executable, "-m", "playwright", "install", "chromium"])
    except debian.CannotInstall as error:
        raise NoBrowser(f"{error}; install Chromium, or name it in LOFTESKARTAN_CHROMIUM") from error
    if found := find_chromium():
        return found
    raise NoBrowser("installed, and yet not found; name the program in LOFTESKARTAN_CHROMIUM")


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None
