"""Settings: read once from the environment, what is said goes first, and what cannot be meant is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.config import VARIABLES, Settings, default_data_dir
from geodata.errors import BadSetting
from geodata.model import Category, Role

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
        "basemap": ("kalmar.pmtiles", Path("kalmar.pmtiles")),
        "basemap_attribution": ("© Kalmar", "© Kalmar"),
        "stale_days": ("90", 90),
        "field_host": ("0.0.0.0", "0.0.0.0"),  # noqa: S104  # the door for phones
        "field_port": ("8443", 8443),
        "field_url": ("https://karta.kommun.se", "https://karta.kommun.se"),
        "certificate": ("walk.pem", Path("walk.pem")),
        "key": ("walk.key", Path("walk.key")),
        "open311": ("https://fel.kommun.se/v2", "https://fel.kommun.se/v2"),
        "open311_key": ("hemlig", "hemlig"),
        "open311_services": ("lighting=001,099", "lighting=001,099"),
        "open311_jurisdiction": ("salem.se", "salem.se"),
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
        ("LOFTESKARTAN_FIELD_PORT", "0", "from 1 to 65535"),
        ("LOFTESKARTAN_FIELD_PORT", "8050", "choose another"),
        ("LOFTESKARTAN_FIELD_HOST", "192.0.2.7", "LOFTESKARTAN_FIELD_PORT"),
        ("LOFTESKARTAN_FIELD_URL", "karta.kommun.se", "https://"),
        ("LOFTESKARTAN_FIELD_URL", "https://karta.kommun.se/?a=1", "https://"),
        ("LOFTESKARTAN_CERT", "walk.pem", "LOFTESKARTAN_KEY"),
        ("LOFTESKARTAN_KEY", "walk.key", "LOFTESKARTAN_CERT"),
        ("LOFTESKARTAN_OPEN311", "fel.kommun.se", "https://"),
        ("LOFTESKARTAN_OPEN311", "https://fel.kommun.se:port/", "https://"),
        ("LOFTESKARTAN_OPEN311", "https://fel.kommun.se/?a=1", "https://"),
        ("LOFTESKARTAN_OPEN311_KEY", "hemlig", "LOFTESKARTAN_OPEN311 too"),
        ("LOFTESKARTAN_OPEN311_SERVICES", "lighting=001", "LOFTESKARTAN_OPEN311 too"),
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


PAIR: dict[str, Any] = {"certificate": Path("walk.pem"), "key": Path("walk.key")}


@pytest.mark.parametrize(
    ("given", "link", "works"),
    [
        ({}, "http://127.0.0.1:8050/field/", True),
        (PAIR, "https://127.0.0.1:8050/field/", True),
        ({"field_port": 8443, "field_host": "192.0.2.7"}, "http://192.0.2.7:8443/field/", False),
        ({"field_port": 8443, "field_host": "karta.local", **PAIR}, "https://karta.local:8443/field/", True),
        ({"field_port": 8443, "field_host": "2001:db8::7", **PAIR}, "https://[2001:db8::7]:8443/field/", True),
        ({"field_port": 8060, "field_url": "https://karta.kommun.se"}, "https://karta.kommun.se/field/", True),
        ({"field_port": 8060, "field_url": "https://kommun.se/field/"}, "https://kommun.se/field/", True),
    ],
)
def test_the_link_for_phones_says_where_they_find_the_walk_and_whether_they_can_use_it(
    given: dict[str, Any], link: str, works: bool, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path, **given)
    assert (settings.field_link, settings.phones_work) == (link, works)


def test_the_certificate_is_for_the_door_that_others_reach(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path, **PAIR).address.startswith("https://")
    assert Settings(data_dir=tmp_path, field_port=8443, **PAIR).address.startswith("http://")


def test_service_codes_are_read_by_category_with_one_for_the_rest_and_the_key_is_not_told() -> None:
    settings = Settings.from_environment(
        {
            "LOFTESKARTAN_OPEN311": "https://fel.kommun.se/v2",
            "LOFTESKARTAN_OPEN311_KEY": "hemlig",
            "LOFTESKARTAN_OPEN311_SERVICES": "lighting=001, shrubs=002,099",
        }
    )
    receiver = settings.receiver
    assert receiver is not None
    codes = [receiver.service_of(one) for one in (Category.LIGHTING, Category.SHRUBS, Category.LITTER)]
    assert codes == ["001", "002", "099"]
    assert "hemlig" not in repr(settings) + repr(receiver)
    assert Settings.from_environment({}).receiver is None


@pytest.mark.parametrize("services", ["lampor=001", "lighting=", "lighting=1,lighting=2", "1,2"])
def test_service_codes_that_cannot_be_read_are_refused(services: str) -> None:
    with pytest.raises(BadSetting, match="LOFTESKARTAN_OPEN311_SERVICES"):
        Settings.from_environment(
            {"LOFTESKARTAN_OPEN311": "https://fel.kommun.se/v2", "LOFTESKARTAN_OPEN311_SERVICES": services}
        )
