"""`migrate`, `check` and `snapshot`: looking after a store."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.cli.front import STORE_FILE, Desk, Told, Wishes, open_existing, pass_wishes, say, shared_options
from geodata.errors import StoreError

DAMAGED = 1


@click.command(cls=Told, examples=("migrate --data kalmar",))
@shared_options
@pass_wishes
def migrate(wishes: Wishes, /) -> None:
    """Bring a store from an older version of Löfteskartan up to this one.

    Every command does so by itself when it opens a store; this one does nothing else. Doing it again changes nothing.
    """
    with open_existing(wishes) as desk:
        version = desk.casebook.data_version(desk.actor)
        wishes.answer(
            {"store": str(desk.path), "up_to_date": True, "data_version": version}, f"{desk.path} is up to date."
        )


@click.command(cls=Told, examples=("check --data kalmar", "check --sweep"))
@click.option(
    "--sweep", is_flag=True, help="Also remove picture files that no photo needs and that are older than a day."
)
@shared_options
@pass_wishes
@click.pass_context
def check(context: click.Context, /, wishes: Wishes, *, sweep: bool) -> None:
    """Examine a store for damage: its file, its map index, whether the log leads to what it holds, and its pictures.

    Says each fault on a line of its own and then exits with 1; a whole store gives 0.
    """
    from geodata.model import Role

    path: Path | None = None
    orphans = 0
    try:
        # its sentences name records of every tier
        with open_existing(wishes, role=Role.ADMINISTRATOR) as desk:
            path = desk.path
            say(f"Examining {path} ...")
            faults = desk.casebook.check(desk.actor)
            if not faults:
                orphans = _orphans(desk, sweep=sweep)
    except StoreError as error:
        path = path or wishes.settings().data_dir / STORE_FILE
        if not path.exists():
            raise
        faults = [str(error)]
    faults = [", ".join(fault.splitlines()) for fault in faults]
    whole = f"{path} is whole."
    document = {"store": str(path), "whole": not faults, "faults": faults, "orphans": orphans}
    wishes.answer(document, "\n".join(faults) or whole)
    if faults:
        context.exit(DAMAGED)


def _orphans(desk: Desk, *, sweep: bool) -> int:
    """How many picture files are left that no photo needs; to be asked of a whole store, which knows what it needs."""
    if sweep:
        say(f"Removed {desk.casebook.sweep_pictures(desk.actor)} picture files that no photo needs.")
    orphans = desk.casebook.orphaned_pictures(desk.actor)
    if orphans:
        say(f"{orphans} picture files belong to no photo; remove them with `lofteskartan check --sweep`.")
    return orphans


@click.command(cls=Told, examples=("snapshot backup.gpkg",))
@click.argument("file", type=click.Path(path_type=Path))
@shared_options
@pass_wishes
def snapshot(wishes: Wishes, /, *, file: Path) -> None:
    """Write a copy of the whole store to FILE, for backup or for a GIS program.

    FILE is a GeoPackage and may be made while the server runs. It holds everything, also what only the police may see:
    keep it as you keep the store. Photos are not in it: copy the folder `pictures` beside the store along. Unless --as
    says otherwise it is made in the role of administrator.
    """
    from geodata.model import Role

    with open_existing(wishes, role=Role(wishes.role or Role.ADMINISTRATOR)) as desk:
        desk.casebook.snapshot(desk.actor, file.absolute())
    wishes.answer({"store": str(desk.path), "file": str(file), "bytes": file.stat().st_size}, f"Written: {file}")
