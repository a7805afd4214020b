"""What an installation sets, read once and passed in: where the store lies, who asks, which backdrop."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import platformdirs

from geodata.errors import BadSetting
from geodata.freshness import STALE_AFTER_DAYS
from geodata.handover import Endpoint, services_of
from geodata.model import Role

PREFIX = "LOFTESKARTAN_"
LANGUAGES = ("sv", "en")
VARIABLES = {
    "data_dir": f"{PREFIX}DATA",
    "host": f"{PREFIX}HOST",
    "port": f"{PREFIX}PORT",
    "role": f"{PREFIX}ROLE",
    "language": f"{PREFIX}LANGUAGE",
    "tiles_url": f"{PREFIX}TILES",
    "tiles_attribution": f"{PREFIX}TILES_ATTRIBUTION",
    "basemap": f"{PREFIX}BASEMAP",
    "basemap_attribution": f"{PREFIX}BASEMAP_ATTRIBUTION",
    "stale_days": f"{PREFIX}STALE_DAYS",
    "field_host": f"{PREFIX}FIELD_HOST",
    "field_port": f"{PREFIX}FIELD_PORT",
    "field_url": f"{PREFIX}FIELD_URL",
    "certificate": f"{PREFIX}CERT",
    "key": f"{PREFIX}KEY",
    "open311": f"{PREFIX}OPEN311",
    "open311_key": f"{PREFIX}OPEN311_KEY",
    "open311_services": f"{PREFIX}OPEN311_SERVICES",
    "open311_jurisdiction": f"{PREFIX}OPEN311_JURISDICTION",
}
"""The environment variable of each field of Settings."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation's settings.

    data_dir: folder of the store.  host, port: where the server listens.  role: as whom the local user acts.  language:
    shown where the address asks for none.  tiles_url: raster tiles as https://host/{z}/{x}/{y}.png, None for no
    backdrop from outside; tiles_attribution: what their owner wants to be shown.  basemap: a PMTiles archive in the
    data folder or elsewhere, None for the usual name there; basemap_attribution: whose it is, None for what the archive
    itself says.  stale_days: after so many days without confirmation what is known counts as stale.  field_port: a
    second door that carries the walks' app alone, on field_host (all of this machine's addresses where none is named);
    None for no such door.  field_url: where phones find it, when that is not what the door itself would say, e.g.
    behind a reverse proxy.  certificate, key: PEM files; with them the second door, or the only one, speaks HTTPS.
    open311: the GeoReport v2 server that fault reports are sent to, None for e-mail alone; open311_key,
    open311_services, open311_jurisdiction: its key, its service codes by category, and which of its municipalities is
    meant.
    Raises: BadSetting, naming the variable and the remedy.
    """

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8050
    role: Role = Role.PLANNER
    language: str = "sv"
    tiles_url: str | None = None
    tiles_attribution: str | None = None
    basemap: Path | None = None
    basemap_attribution: str | None = None
    stale_days: int = STALE_AFTER_DAYS
    field_host: str | None = None
    field_port: int | None = None
    field_url: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    open311: str | None = None
    open311_key: str | None = field(default=None, repr=False)
    open311_services: str | None = None
    open311_jurisdiction: str | None = None

    def __post_init__(self) -> None:
        if self.data_dir.exists() and not self.data_dir.is_dir():
            raise _bad("data_dir", self.data_dir, "is a file", "name the folder it lies in")
        if not 1 <= self.port <= 65535:
            raise _bad("port", self.port, "cannot be a port", "give a number from 1 to 65535")
        if self.stale_days < 1:
            raise _bad("stale_days", self.stale_days, "is no number of days", "give 1 or more")
        if self.language not in LANGUAGES:
            raise _bad("language", self.language, "is not a language of the interface", "give sv or en")
        self._check_tiles()
        self._check_field()
        self._check_open311()

    def _check_tiles(self) -> None:
        url = self.tiles_url
        if url is None:
            return
        if not url.startswith(("https://", "http://", "/")):
            raise _bad("tiles_url", url, "is no web address", "begin it with https://")
        if not all(part in url for part in ("{z}", "{x}", "{y}")):
            raise _bad("tiles_url", url, "does not say where zoom, column and row go", "write {z}, {x} and {y} in it")
        if not self.tiles_attribution:
            raise BadSetting(
                f"{VARIABLES['tiles_url']} is set without {VARIABLES['tiles_attribution']}; "
                "say whose map it is, e.g. © OpenStreetMap"
            )

    def _check_field(self) -> None:
        if self.field_port is not None and not 1 <= self.field_port <= 65535:
            raise _bad("field_port", self.field_port, "cannot be a port", "give a number from 1 to 65535")
        if self.field_host is not None and self.field_port is None:
            raise _bad("field_host", self.field_host, "is given without a port", f"set {VARIABLES['field_port']} too")
        if self.field_port == self.port and self.field_port is not None:
            raise _bad("field_port", self.field_port, "is the port of the other door", "choose another")
        if (self.certificate is None) != (self.key is None):
            given, missing = ("certificate", "key") if self.key is None else ("key", "certificate")
            raise _bad(given, getattr(self, given), f"is given without the {missing}", f"set {VARIABLES[missing]} too")
        if self.field_url is not None:
            parts = urlsplit(self.field_url)
            if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
                raise _bad("field_url", self.field_url, "is no web address", "write it as https://karta.kommun.se")

    def _check_open311(self) -> None:
        if self.open311 is None:
            for name in ("open311_key", "open311_services", "open311_jurisdiction"):
                if getattr(self, name) is not None:
                    raise BadSetting(f"{VARIABLES[name]} is set without a receiver; set {VARIABLES['open311']} too")
            return
        try:
            services_of(self.open311_services or "")
        except BadSetting as error:
            raise BadSetting(f"{VARIABLES['open311_services']}: {error}") from None
        try:
            _ = self.receiver
        except BadSetting as error:
            raise BadSetting(f"{VARIABLES['open311']}: {error}") from None

    @property
    def receiver(self) -> Endpoint | None:
        """Where fault reports are sent, None where they are not."""
        if self.open311 is None:
            return None
        services, otherwise = services_of(self.open311_services or "")
        return Endpoint(self.open311, self.open311_key, services, otherwise, self.open311_jurisdiction)

    @property
    def field_link(self) -> str:
        """Where a phone opens the walk's app, without a token; ends with /field/."""
        if self.field_url is not None:
            return f"{self.field_url.rstrip('/').removesuffix('/field')}/field/"
        if self.field_port is None:
            return f"{self.address}field/"
        scheme = "https" if self.certificate is not None else "http"
        host = self.field_host if self.field_host not in {None, "0.0.0.0", "::"} else socket.getfqdn()  # noqa: S104
        return f"{scheme}://{f'[{host}]' if ':' in str(host) else host}:{self.field_port}/field/"

    @property
    def phones_work(self) -> bool:
        """Whether a phone can use the link: over HTTPS, or on this machine itself, where browsers trust plain HTTP."""
        parts = urlsplit(self.field_link)
        return parts.scheme == "https" or _is_loopback(parts.hostname or "")

    @property
    def is_local(self) -> bool:
        """Whether the server can be reached from its own machine only."""
        return _is_loopback(self.host.strip("[]"))

    @property
    def address(self) -> str:
        """Where a browser finds the server."""
        host = f"[{self.host.strip('[]')}]" if ":" in self.host else self.host
        return f"{'https' if self.speaks_tls else 'http'}://{host}:{self.port}/"

    @property
    def speaks_tls(self) -> bool:
        """Whether the first door speaks HTTPS: the certificate is for the second, where there is one."""
        return self.certificate is not None and self.field_port is None

    @classmethod
    def from_environment(cls, env: Mapping[str, str], **overrides: Any) -> Self:
        """The settings of the environment; overrides that are not None go first. Raises: BadSetting."""
        given = {name: _parse(name, env[said]) for name, said in VARIABLES.items() if env.get(said)}
        given |= {name: value for name, value in overrides.items() if value is not None}
        given.setdefault("data_dir", default_data_dir())
        return cls(**given)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def default_data_dir() -> Path:
    """Where the store lies when nothing is said: in the user's own data folder."""
    return platformdirs.user_data_path("lofteskartan", appauthor=False)


def _parse(field: str, text: str) -> Any:
    match field:
        case "data_dir" | "basemap" | "certificate" | "key":
            return Path(text).expanduser()
        case "port" | "field_port":
            try:
                return int(text)
            except ValueError:
                raise _bad(field, text, "is not a number", "give one from 1 to 65535") from None
        case "stale_days":
            try:
                return int(text)
            except ValueError:
                raise _bad(field, text, "is not a number", "give days, such as 180") from None
        case "role":
            try:
                return Role(text)
            except ValueError:
                raise _bad(field, text, "is not a role", f"give one of {', '.join(Role)}") from None
        case _:
            return text


def _bad(field: str, value: object, problem: str, remedy: str) -> BadSetting:
    return BadSetting(f'{VARIABLES[field]}: "{value}" {problem}; {remedy}')
