"""Where the files lie that the browser is served: built scripts, stylesheet, icons, and nothing else."""

from __future__ import annotations

from pathlib import Path

# A worker is a module which the page's code starts; put into a page as a script it would only fail. The presentation
# of a lägesbild is a page of its own.
NOT_INJECTED = r"-worker\.js$|^namnd\.(js|css)$"
# The app of the walk is a page of its own.
FIELD_FOLDER = "field"
# What a handout takes along is of no page.
HANDOUT_FOLDER = "handout"
NOT_INJECTED_FOLDERS = [rf"^{FIELD_FOLDER}$", rf"^{HANDOUT_FOLDER}$"]


def assets_dir() -> Path:
    """The folder with style.css, icons/ and NAME.js, NAME.css, NAME-worker.js for each part of the browser's code.

    In an installed wheel it lies in the package, in a checkout it is assets/build.
    Raises: FileNotFoundError when the browser's code has not been built.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "assets", package.parent / "assets" / "build"):
        if (folder / "locale.js").is_file():
            return folder
    message = "the browser's code is not built; run `uv sync --reinstall-package lofteskartan`"
    raise FileNotFoundError(message)


def field_dir() -> Path:
    """The folder of the walk's app. Raises: FileNotFoundError as above."""
    return assets_dir() / FIELD_FOLDER


def handout_code() -> tuple[str, str]:
    """Script and style that a handout takes along. Raises: FileNotFoundError as above."""
    folder = assets_dir() / HANDOUT_FOLDER
    script, style = ((folder / f"{HANDOUT_FOLDER}.{kind}").read_text("utf-8") for kind in ("js", "css"))
    return script, style
