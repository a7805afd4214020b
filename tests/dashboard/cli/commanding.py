"""Running the command line in tests: what it answers, and with which sentence it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

from dashboard.cli import main

DEMO_SECONDS = 60
GOOD = "externt id;kategori;datum;lat;lon\nA1;belysning;2016-03-05 21:30;56.66279;16.36104\n"
FAULTY = GOOD + "A2;belysning;i våras;56.66279;16.36104\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def answer(*arguments: object, code: int = 0) -> Any:
    done = run(*arguments, "--json")
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def refused(*arguments: object) -> str:
    """The one sentence with which a command line is refused."""
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)
    assert done.stdout == ""
    sentences = done.stderr.strip().splitlines()
    assert len(sentences) == 1, done.stderr
    return sentences[0]


def commands(
    group: click.Group = main, before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))


def a_file(folder: Path, text: str, name: str = "rapporter.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path
