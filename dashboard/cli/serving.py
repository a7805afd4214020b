"""`demo` and `serve`: one process that answers on this machine, and stops when told."""

from __future__ import annotations

import http.client
import importlib
import json
import select
import signal
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.collecting import short_collections
from dashboard.cli.front import (
    DEMONSTRATION,
    STORE_FILE,
    Desk,
    Told,
    Wishes,
    open_desk,
    pass_wishes,
    say,
    shared_options,
)
from geodata.errors import BadSetting

if TYPE_CHECKING:
    from dashboard.config import Settings
    from dashboard.tlsfront import TlsFront

THREADS = 6
FIELD_THREADS = 4
SEED = 2016
_PORTS_TRIED = 50
_MOST_CONNECTIONS = 2_000
"""A browser keeps six: three hundred people, and the phones."""
_MOST_SELECTED = 400
"""Where the system can only `select`, which on Windows watches 512 at most."""
_FILES_BESIDE = 256
"""Open files that are no connections: the store, pictures, what Python has open."""
_TURN_S = 0.001
"""Until a thread that works something out lets others have their turn: usually five times as long, and the one that
reads and writes all connections waits so long several times for each answer."""
_IDLE_S, _TIDYING_S = 30, 5
"""A connection that nobody has used for so long is closed; each costs a little at every answer."""
_EVERYWHERE = "0.0.0.0"  # noqa: S104  # phones come from elsewhere; only the walks' app listens there
_MEGABYTE = 1 << 20
_CAN_POLL = hasattr(select, "poll")

_host = click.option("--host", help="Address to listen on, of this machine only. Otherwise 127.0.0.1.")
_port = click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on. Otherwise 8050.")
_field_host = click.option(
    "--field-host", help="Address of the door for phones on walks. Otherwise all addresses of this machine."
)
_field_port = click.option(
    "--field-port",
    type=click.IntRange(1, 65535),
    help="Open a second door on this port that carries only the walks' app, each walk behind its invitation.",
)
_cert = click.option(
    "--cert",
    "certificate",
    type=click.Path(path_type=Path),
    help="Certificate chain, PEM: the door that others reach speaks HTTPS, which phones demand. Goes with --key.",
)
_key = click.option("--key", type=click.Path(path_type=Path), help="The certificate's key, PEM, without a password.")

_basemap = click.option(
    "--basemap",
    type=click.Path(path_type=Path),
    help="PMTiles archive that lies under the map, vector tiles (Protomaps 4, OpenMapTiles or Shortbread) or pictures; "
    "a name alone lies in the data folder. Otherwise basemap.pmtiles there, if there is one.",
)


@click.command(cls=Told, examples=("demo", "demo --data play --port 8051"))
@click.option(
    "--seed", type=int, help=f"Number that the made-up data grow from; the same gives the same. Otherwise {SEED}."
)
@_host
@_port
@_basemap
@click.option("--no-serve", is_flag=True, help="Fill the store and stop there.")
@shared_options
@pass_wishes
def demo(wishes: Wishes, /, *, seed: int | None, no_serve: bool, **asked: Any) -> None:
    """Show Löfteskartan with made-up data for Kalmar and Salem.

    Fills a store with two municipalities, their promises and about 2,100 made-up reports and findings, unless that is
    done already, then serves it until you press Ctrl+C. Without --data it has a folder of its own and leaves your own
    data alone.
    """
    settings = wishes.settings(**asked)
    if not wishes.names_folder:
        settings = wishes.settings(**asked, data_dir=settings.data_dir / DEMONSTRATION)
    if not no_serve:
        doors = _doors(settings)
        filled = _fill_apart(settings, seed)
        with open_desk(settings, create=True) as desk:
            _serve(wishes, desk, doors, filled)
        return
    with open_desk(settings, create=True) as desk:
        filled = _fill(desk, seed)
        version = desk.casebook.data_version(desk.actor)
    wishes.answer(
        {"store": str(desk.path), "data_version": version, **filled},
        f"The demonstration is ready in {desk.path}; look at it with: lofteskartan serve --data {settings.data_dir}",
    )


@click.command(
    cls=Told,
    examples=(
        "serve",
        "serve --data kalmar --as police --port 8060",
        "serve --field-port 8443 --cert walk.pem --key walk.key",
    ),
)
@_host
@_port
@_basemap
@_field_host
@_field_port
@_cert
@_key
@shared_options
@pass_wishes
def serve(wishes: Wishes, /, **asked: Any) -> None:
    """Serve your data to the browser on this machine, until you press Ctrl+C.

    While there are no accounts it answers this machine only, and everybody at it is one local planner, or has the role
    that --as names. Phones on walks come by a door of their own, --field-port, where an invitation is all that opens
    anything; they need HTTPS: --cert and --key, or a reverse proxy in front.
    """
    settings = wishes.settings(**asked)
    doors = _doors(settings)
    if not (settings.data_dir / STORE_FILE).exists():
        say(f"No data in {settings.data_dir} yet; take some in with `lofteskartan import`.")
    with open_desk(settings, create=True) as desk:
        _serve(wishes, desk, doors, {})


def _fill_apart(settings: Settings, seed: int | None) -> dict[str, Any]:
    """Fill the store in a process of its own, which takes its 90 MB along; meanwhile this one gets ready to serve."""
    command = [sys.executable, "-P", "-m", "dashboard.cli", "demo", "--no-serve", "--json"]
    command += ["--data", str(settings.data_dir.absolute())] + ([] if seed is None else ["--seed", str(seed)])
    with subprocess.Popen(command, stdout=subprocess.PIPE) as filling:
        importlib.import_module("dashboard.app")
        answer, _ = filling.communicate()
    if filling.returncode:
        raise SystemExit(filling.returncode)  # it has said why
    told = json.loads(answer)
    return {name: told[name] for name in ("added", "filled_before", "seconds") if name in told}


def _fill(desk: Desk, seed: int | None) -> dict[str, Any]:
    """Fill the store with the demonstration unless it holds it; it is one transaction, so never half of it."""
    from geodata.model import Actor, Role

    # of every tier, and for both municipalities: nobody's view narrows what the demonstration holds
    keeper = Actor(role=Role.ADMINISTRATOR)
    present = desk.casebook.municipalities(keeper)
    if any(municipality.shown_as_of is not None for municipality in present):
        if seed is not None:
            say(f"{desk.path} is filled already; for another --seed name an empty folder with --data.")
        return {"added": 0, "filled_before": True}
    if present:
        names = ", ".join(municipality.name for municipality in present)
        raise BadSetting(
            f"{desk.path} holds data of your own ({names}), which made-up data must not mix with; "
            "name an empty folder with --data"
        )
    from geodata.demo import adopted_hotspots, build, photos

    say("Filling a store with the demonstration (once, a few seconds) ...")
    began = time.monotonic()
    records = build(SEED if seed is None else seed)
    taken = photos(records, desk.pictures.keep)
    report = desk.casebook.import_records(keeper, [*records, *adopted_hotspots(records), *taken])
    seconds = round(time.monotonic() - began, 2)
    return {"added": report.added, "filled_before": False, "seconds": seconds}


@dataclass(frozen=True, slots=True)
class _Doors:
    """The ports, taken before anything slow is done, and how HTTPS is spoken, if it is."""

    first: socket.socket
    field: socket.socket | None
    context: ssl.SSLContext | None


def _doors(settings: Settings) -> _Doors:
    """All that can be wrong about the doors is wrong here. Raises: BadSetting."""
    context = _tls(settings)
    first = _door(settings)
    if settings.field_port is None:
        return _Doors(first, None, context)
    return _Doors(
        first, _taken(settings.field_host or _EVERYWHERE, settings.field_port, option="--field-port"), context
    )


def _tls(settings: Settings) -> ssl.SSLContext | None:
    """How HTTPS is spoken, if it is. Raises: BadSetting."""
    if settings.certificate is None or settings.key is None:
        return None
    from dashboard.tlsfront import server_context

    return server_context(settings.certificate, settings.key)


def _door(settings: Settings) -> socket.socket:
    """The port, taken before anything slow is done. Raises: BadSetting, with a port that is free."""
    if not settings.is_local:
        raise BadSetting(
            f"{settings.host} would let other machines in, and there are no accounts yet to keep them apart; "
            "use --host 127.0.0.1"
        )
    return _taken(settings.host, settings.port, option="--port")


def _taken(host: str, port: int, *, option: str) -> socket.socket:
    """A socket that holds the port. Raises: BadSetting, with a port that is free."""
    door = _bind(host, port)
    if isinstance(door, socket.socket):
        return door
    later = range(port + 1, min(port + _PORTS_TRIED, 65536))
    free = next((number for number in later if _is_free(host, number)), None)
    remedy = f"use {option} {free}" if free else f"choose another with {option}"
    raise BadSetting(f"port {port} on {host} cannot be had: {door}; {remedy}")


def _bind(host: str, port: int) -> socket.socket | str:
    """A socket that holds the port and does not listen yet, or why there is none."""
    name = host.strip("[]")
    door = socket.socket(socket.AF_INET6 if ":" in name else socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there the option would let two programs share the port
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((name, port))
    except PermissionError:
        door.close()
        return "this user may not use it"
    except OSError as error:
        door.close()
        return (error.strerror or "it is taken").lower()
    return door


def _is_free(host: str, port: int) -> bool:
    door = _bind(host, port)
    if isinstance(door, socket.socket):
        door.close()
        return True
    return False


def _serve(wishes: Wishes, desk: Desk, doors: _Doors, filled: dict[str, Any]) -> None:
    """Answer until SIGTERM or Ctrl+C; what is being answered then is finished."""
    from dashboard.app import create_app
    from dashboard.basemap import start_notice

    settings = desk.settings
    if notice := start_notice(settings):
        say(notice)
    try:
        app = create_app(settings, desk.casebook)
    except FileNotFoundError as error:
        raise BadSetting(str(error)) from error
    loop: dict[int, Any] = {}
    # the certificate is for the door that others reach
    server = _Door(app.server, doors.first, None if doors.field else doors.context, loop=loop)
    field = _field_door(settings, desk, doors, loop)
    document = {
        "address": settings.address,
        "store": str(desk.path),
        "role": settings.role.value,
        "data_version": desk.casebook.data_version(desk.actor),
        **filled,
    }
    Thread(target=_announce, args=(wishes, settings, document), daemon=True).start()
    signal.signal(signal.SIGTERM, _stop)
    sys.setswitchinterval(_TURN_S)
    with short_collections():
        server.run()  # returns on SystemExit and KeyboardInterrupt, once its threads are done
    if field is not None:
        field.stop()
    server.stop()
    say("Stopped.")


class _Door:
    """A server over a bound socket, behind TLS where there is a certificate.

    loop: shared by all doors of a process, so that whichever is run lets all of them answer.
    """

    def __init__(
        self,
        app: Any,
        door: socket.socket,
        context: ssl.SSLContext | None,
        *,
        loop: dict[int, Any],
        threads: int = THREADS,
    ) -> None:
        import waitress

        self._front: TlsFront | None = None
        inner = door
        if context is not None:
            from dashboard.tlsfront import TlsFront

            # waitress itself is reached from this machine alone
            inner = _taken("127.0.0.1", 0, option="--port")
            self._front = TlsFront(door, context, inner.getsockname())
        self._server = waitress.create_server(
            app,
            map=loop,
            sockets=[inner],
            threads=threads,
            ident=None,
            clear_untrusted_proxy_headers=True,
            # a photo, and what HTTP says of it
            max_request_body_size=9 * _MEGABYTE,
            connection_limit=_most_connections(),
            asyncore_use_poll=_CAN_POLL,
            channel_timeout=_IDLE_S,
            cleanup_interval=_TIDYING_S,
        )
        if self._front is not None:
            self._front.start()

    def run(self) -> None:
        """Answer until SystemExit or KeyboardInterrupt, then finish what is being answered."""
        self._server.run()

    def stop(self) -> None:
        """Let go of the port, once what is being answered is finished."""
        if self._front is not None:
            self._front.stop()
        self._server.task_dispatcher.shutdown()
        self._server.close()


def _most_connections() -> int:
    """As many as are wanted and this process may have open; it is given leave for more files where that is needed."""
    if not _CAN_POLL:
        return _MOST_SELECTED
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return _MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else max(1, min(_MOST_CONNECTIONS, soft - _FILES_BESIDE))


def _field_door(settings: Settings, desk: Desk, doors: _Doors, loop: dict[int, Any]) -> _Door | None:
    """The second door, where one is wished for: the walks' app alone."""
    if doors.field is None:
        return None
    from dashboard.field import field_app

    return _Door(field_app(settings, desk.casebook), doors.field, doors.context, loop=loop, threads=FIELD_THREADS)


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit


def _announce(wishes: Wishes, settings: Settings, document: dict[str, Any]) -> None:
    """Print the address once the server answers there."""
    while not _answers(settings):
        time.sleep(0.05)
    wishes.answer(document, f"Löfteskartan: {settings.address}")
    if settings.field_port is not None:
        say(f"Phones on walks: {settings.field_link}")
        if not settings.phones_work:
            say("Without HTTPS phones tell no position and work with coverage only: add --cert and --key, or a proxy.")
    say(f"Acting as {settings.role.value}; data in {document['store']}. Stop with Ctrl+C.")
    sys.stdout.flush()


def _answers(settings: Settings) -> bool:
    host = settings.host.strip("[]")
    connection: http.client.HTTPConnection
    if settings.speaks_tls:
        # it asks itself, under a name that its certificate is not for
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(host, settings.port, timeout=10, context=trusting)
    else:
        connection = http.client.HTTPConnection(host, settings.port, timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
