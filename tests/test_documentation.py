"""The README tells of every command, option, setting, address, column and heading that there is, and of no other."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from dashboard.app import create_app
from dashboard.cli import main
from dashboard.cli.taking import KINDS
from dashboard.config import PREFIX, VARIABLES, Settings
from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.sources.headers import Roles
from geodata.store import open_store

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ELSEWHERE = {"LOFTESKARTAN_CHROMIUM"}
"""Variables of the tests alone."""


def section(title: str) -> str:
    return README.partition(f"## {title}\n")[2].partition("\n## ")[0]


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_the_table_of_commands_holds_every_command_and_no_other() -> None:
    table = section("Stable interfaces").partition("| `lofteskartan` | does |")[2].partition("\n\n`view`")[0]
    cells = re.findall(r"(?m)^\| `(.+?)` \|", table)
    told = {" ".join(re.findall(r"[a-z-]+(?: [a-z]+(?:-[a-z]+)*)?", cell)[:1]) for cell in cells}
    one_by_one = {name for name, _ in commands() if not name.startswith("import ")}
    assert {name for name in told if not name.startswith("import ")} == one_by_one
    kinds = re.search(r"`import ([a-z\\|-]+) FILE", table)
    assert kinds
    assert set(kinds[1].split("\\|")) == set(KINDS)


def test_every_option_is_in_the_readme() -> None:
    told = set(re.findall(r"--?[a-z-]+", README))
    for name, command in commands():
        options = {opt for param in command.params if isinstance(param, click.Option) for opt in param.opts}
        written = {opt for opt in options if opt != "--help"}
        assert not {o for o in written if o not in told and not (o == "--output" and "-o" in told)}, name


def test_every_command_that_the_readme_shows_exists() -> None:
    known = {name for name, _ in commands()} | {name.split()[0] for name, _ in commands()}
    for words in re.findall(r"(?:uv run|\n) ?lofteskartan ([a-z-]+(?: [a-z-]+)?)", README):
        assert words in known or words.split()[0] in known, words


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    assert {field.name for field in fields(Settings)} == set(VARIABLES)
    assert set(re.findall(rf"{PREFIX}[A-Z0-9_]+", README)) == set(VARIABLES.values()) | ELSEWHERE


@pytest.mark.parametrize("module", ["activities", "areas", "burglaries", "reports", "surveys"])
def test_every_column_that_an_import_knows_is_in_the_readme(module: str) -> None:
    roles: Roles = importlib.import_module(f"geodata.sources.{module}").ROLES
    told = set(re.findall(r"`([^`\n]+)`", section("Your own data").replace("```", "")))
    missing = {role: names[:3] for role, names in roles.items() if not {role, *names} & told}
    assert missing == {}


def test_every_address_and_column_is_in_the_readme(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    try:
        casebook = Casebook(store)
        told = section("Stable interfaces")
        server = create_app(Settings(data_dir=tmp_path), casebook).server
        rules = {
            rule.rule for rule in server.url_map.iter_rules() if rule.rule.endswith((".arrow", ".geojson", "/health"))
        }
        assert rules
        assert {rule for rule in rules if f"`{rule}" not in told} == set()
        actor = Actor(role=Role.PLANNER)
        arrow, _ = casebook.evidence_arrow(actor)
        import pyarrow as pa

        with pa.ipc.open_stream(arrow) as reader:
            assert {name for name in reader.schema.names if f"`{name}`" not in told} == set()
        assert all(f"{word}" in told for word in casebook.health(actor))
    finally:
        store.close()


def test_the_first_commands_of_the_readme_are_the_two_that_were_promised() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
    assert blocks[0] == "pip install uv && uv run lofteskartan demo"
    assert blocks[1] == "pip install uv && uv run python -m tests"


def test_the_changelog_speaks_of_the_version_that_is_being_made() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")
