"""Settings: read once from the environment, what is said goes first, and what cannot be meant is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.config import VARIABLES, Settings, default_data_dir
from geodata.errors import BadSetting
from geodata.model import Role

TILES = "https://tiles.example/{z}/{x}/{y}.png"


def test_an_empty_environment_gives_a_local_planner_with_data_in_the_users_own_folder() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings(data_dir=default_data_dir())
    assert (settings.address, settings.role, settings.is_local) == ("http://127.0.0.1:8050/", Role.PLANNER, True)


def test_every_variable_is_read(tmp_path: Path) -> None:
    values = {
        "data_dir": (str(tmp_path), tmp_path),
        "host": ("::1", "::1"),
        "port": ("8060", 8060),
        "role": ("police", Role.POLICE),
        "language": ("en", "en"),
        "tiles_url": (TILES, TILES),
        "tiles_attribution": ("© Kartan", "© Kartan"),
        "stale_days": ("90", 90),
    }
    settings = Settings.from_environment({VARIABLES[field]: text for field, (text, _) in values.items()})
    assert {field: getattr(settings, field) for field in VARIABLES} == {f: value for f, (_, value) in values.items()}
    assert settings.address == "http://[::1]:8060/"


def test_what_is_said_goes_before_the_environment_and_what_is_empty_says_nothing(tmp_path: Path) -> None:
    env = {"LOFTESKARTAN_PORT": "8060", "LOFTESKARTAN_HOST": "", "LOFTESKARTAN_DATA": str(tmp_path)}
    settings = Settings.from_environment(env, port=8070, host=None)
    assert (settings.port, settings.host, settings.data_dir) == (8070, "127.0.0.1", tmp_path)


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("LOFTESKARTAN_PORT", "http", "from 1 to 65535"),
        ("LOFTESKARTAN_PORT", "70000", "from 1 to 65535"),
        ("LOFTESKARTAN_STALE_DAYS", "ett halvår", "such as 180"),
        ("LOFTESKARTAN_STALE_DAYS", "0", "1 or more"),
        ("LOFTESKARTAN_ROLE", "king", "planner"),
        ("LOFTESKARTAN_LANGUAGE", "no", "sv or en"),
        ("LOFTESKARTAN_TILES", "tiles.example/{z}/{x}/{y}.png", "https://"),
        ("LOFTESKARTAN_TILES", "https://tiles.example/", "{z}, {x} and {y}"),
        ("LOFTESKARTAN_TILES", TILES, "LOFTESKARTAN_TILES_ATTRIBUTION"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_variable_and_remedy(
    variable: str, value: str, remedy: str
) -> None:
    with pytest.raises(BadSetting) as refusal:
        Settings.from_environment({variable: value})
    assert str(refusal.value).startswith(variable)
    assert remedy in str(refusal.value)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("localhost", True),
        ("[::1]", True),
        ("0.0.0.0", False),  # noqa: S104  # refused, that is the point
        ("::", False),
        ("192.0.2.7", False),
        ("localhost.example", False),
    ],
)
def test_only_addresses_of_the_machine_itself_are_local(host: str, local: bool, tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path, host=host).is_local is local
