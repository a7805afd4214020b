"""A machine without settings, and folders with the demonstration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.config import VARIABLES
from tests.dashboard.cli.commanding import run


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)
    # where platformdirs looks for the user's data folder, on every system
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "share"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "home" / "share" / "lofteskartan")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration, to be read only."""
    folder = tmp_path_factory.mktemp("seeded")
    done = run("demo", "--no-serve", "--data", folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def demonstration(seeded: Path, tmp_path: Path) -> Path:
    """A folder with the demonstration, to be written to."""
    return Path(shutil.copytree(seeded, tmp_path / "demonstration"))
