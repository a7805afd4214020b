"""Programs that tests need and Debian has: installed where one may."""

from __future__ import annotations

import os
import platform
import subprocess
import sys


class CannotInstall(Exception):
    """A step of the installation failed; the message names it and its last words."""


def can_install() -> bool:
    """Whether this is Debian, and the user may install on it."""
    # Ubuntu's package of Chromium, for one, is only a pointer to a snap.
    return sys.platform == "linux" and is_root() and platform.freedesktop_os_release().get("ID") == "debian"


def is_root() -> bool:
    """Whether the user may do everything."""
    return sys.platform != "win32" and os.geteuid() == 0


def install(*packages: str) -> None:
    """Install packages of Debian. Raises: CannotInstall."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    run([*apt, "update"], {"DEBIAN_FRONTEND": "noninteractive"})
    run([*apt, "install", "--yes", "--no-install-recommends", *packages], {"DEBIAN_FRONTEND": "noninteractive"})


def run(step: list[str], environment: dict[str, str] | None = None) -> None:
    """One step. Raises: CannotInstall."""
    done = subprocess.run(step, env={**os.environ, **(environment or {})}, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise CannotInstall(f"`{' '.join(step)}` failed: {last[0]}")
