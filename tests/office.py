"""LibreOffice without a screen: found where it is installed, otherwise installed, and made to print documents."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests import debian

NAMES = ("soffice", "libreoffice")
ELSEWHERE = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
)
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
PATIENCE_S = 300
LACKING = "LibreOffice is not here: install it, or name the program in LOFTESKARTAN_OFFICE"


class NoOffice(Exception):
    """No LibreOffice here and none could be installed; the message names the remedy."""


def find_office() -> Path | None:
    """An installed LibreOffice: the one named in LOFTESKARTAN_OFFICE, otherwise the system's."""
    if named := os.environ.get("LOFTESKARTAN_OFFICE"):
        return Path(named) if Path(named).is_file() else None
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next((path for path in (*on_path, *ELSEWHERE) if path.is_file()), None)


def installed_office(say: Callable[[str], None]) -> Path:
    """The program, installed first if need be and may be; `say` is told what is done. Raises: NoOffice."""
    if found := find_office():
        return found
    if not debian.can_install():
        raise NoOffice(LACKING)
    say(f"no LibreOffice here: installing Debian's (apt-get install {' '.join(PACKAGES)})")
    try:
        debian.install(*PACKAGES)
    except debian.CannotInstall as error:
        raise NoOffice(f"{error}; {LACKING}") from error
    if found := find_office():
        return found
    raise NoOffice("installed, and yet not found; name the program in LOFTESKARTAN_OFFICE")


def printed(office: Path, document: Path) -> bytes:
    """A document as LibreOffice prints it, as PDF, with a profile of its own. Raises: CalledProcessError."""
    folder = document.parent / "printed"
    profile = (document.parent / "profile").as_uri()
    command = [str(office), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(document)], check=True, capture_output=True, timeout=PATIENCE_S
    )
    return (folder / f"{document.stem}.pdf").read_bytes()
