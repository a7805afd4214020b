"""`handout`: a situation report, or what the map shows of a view, as one file that opens without a network."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli.front import Desk, Told, Wishes, open_existing, pass_wishes, say, shared_options, write_file
from dashboard.cli.views import municipalities
from geodata.errors import BadSetting

if TYPE_CHECKING:
    from uuid import UUID

    from dashboard.i18n import Translate
    from geodata.model import View

LANGUAGES = ("sv", "en")
SUFFIXES = {".html", ".htm"}
_EXAMPLE = "3f2a1c4e-5d6b-4a7c-8e9f-0a1b2c3d4e5f"


@click.command(
    "handout",
    cls=Told,
    examples=(
        f"handout --lagesbild {_EXAMPLE} -o blad.html",
        'handout --view "kommun=0880&fran=2016-06-01&tid=21-02" --points -o karta.html',
    ),
)
@click.option("--lagesbild", "identity", metavar="ID", type=click.UUID, help="As `lagesbild list` tells it.")
@click.option("--view", "query", metavar="QUERY", help="The map's address, or what stands behind its question mark.")
@click.option("--points", is_flag=True, help="With --view: single reports and findings too, to within ten metres.")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="File to write: .html.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the words. Otherwise the settings'.")
@shared_options
@pass_wishes
def handout(
    wishes: Wishes, /, *, identity: UUID | None, query: str | None, points: bool, out: Path, language: str | None
) -> None:
    """Write a handout: one HTML file with a map, its layers and a list, which opens from a memory stick.

    It holds either a situation report as it was frozen, or what the map shows of a view today. Nothing in it is
    fetched from anywhere.
    """
    if (identity is None) == (query is None):
        raise click.UsageError("say what the handout is of: either --lagesbild ID or --view QUERY")
    if points and query is None:
        raise click.UsageError("--points goes with --view; a situation report holds no single reports")
    if out.suffix.lower() not in SUFFIXES:
        raise BadSetting(f'"{out.name}" is no HTML file; name it with -o blad.html')
    with open_existing(wishes) as desk:
        from dashboard.i18n import Language, translate

        t = translate(Language(language or desk.settings.language))
        body = _of_report(desk, t, identity) if identity else _of_view(desk, t, query or "", points=points)
    _waiting(f"Writing {out} ...")
    write_file(out, body)
    wishes.answer({"file": str(out), "bytes": len(body)}, f"Written: {out}")


def _of_report(desk: Desk, t: Translate, identity: UUID) -> bytes:
    from dashboard.handoutwords import situation_told

    _waiting("Reading the situation report ...")
    return desk.casebook.situation_handout(desk.actor, identity, partial(situation_told, t))


def _of_view(desk: Desk, t: Translate, query: str, *, points: bool) -> bytes:
    from dashboard.handoutwords import selection_told
    from dashboard.tablewords import Told as Words
    from dashboard.tablewords import view_told

    view = _view(desk, query)
    _waiting(f"Counting what the map of {view.municipality} shows ...")
    facts = view_told(t, view, Words.of(t, desk.casebook, desk.actor, view.municipality).names)
    return desk.casebook.view_handout(
        desk.actor, view, partial(selection_told, t, facts=facts, points=points), points=points
    )


def _view(desk: Desk, query: str) -> View:
    """The view of an address. Raises: BadSetting for one that cannot be read whole, NotFound."""
    from dashboard.view import parse

    known = municipalities(desk, None)
    asked, ignored = parse(query.rpartition("?")[2], known[0] if len(known) == 1 else "0000")
    if ignored:
        raise BadSetting(f"{', '.join(ignored)} of the view cannot be read; copy the map's address anew")
    if asked.view.municipality == "0000":
        raise BadSetting(f"the view names no municipality; add kommun= and one of {', '.join(known) or 'none yet'}")
    municipalities(desk, asked.view.municipality)
    return asked.view


def _waiting(sentence: str) -> None:
    """Tell a person who looks on what takes a while; scripts need no such line."""
    if sys.stderr.isatty():
        say(sentence)


__all__ = ["handout"]
