"""Help, examples, where the data lie: what all commands have in common."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dashboard.cli import main
from dashboard.cli.front import DEMONSTRATION, ROLES, STORE_FILE
from dashboard.cli.giving import AREA_KINDS
from dashboard.cli.taking import KINDS, TIERS
from dashboard.cli.views import BANDWIDTHS_M, FINDING_WEIGHTS
from geodata import model
from geodata.casebook import ImportKind
from geodata.model import AreaKind, Role, Tier
from tests.dashboard.cli.commanding import GOOD, a_file, answer, commands, refused, run


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_command_says_what_it_does_with_an_example_and_the_common_options(path: tuple[str, ...]) -> None:
    done = run(*path, "--help")
    assert done.exit_code == 0
    assert f"Usage: lofteskartan {' '.join(path)}" in done.stdout
    assert f"  lofteskartan {' '.join(path)}" in done.stdout.partition("Examples:")[2]
    assert {"--data", "--as", "--json"} <= {word for line in done.stdout.splitlines() for word in line.split()}


def test_every_example_of_the_help_is_understood() -> None:
    for path, command in [((), main), *commands()]:
        for example in command.examples:  # type: ignore[attr-defined]
            words = shlex.split(example.partition(" > ")[0])
            context: click.Context | None = None
            here: click.Command = main
            while words and isinstance(here, click.Group):
                context = click.Context(here, parent=context, info_name=here.name)
                here = here.commands[words.pop(0)]
            assert here.make_context(here.name, list(words), parent=context).command is here, path


def test_help_comes_without_loading_what_it_does_not_need() -> None:
    heavy = "{'numpy', 'pydantic', 'dash', 'shapely', 'sqlalchemy', 'pyarrow'}"
    code = f"import sys, dashboard.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_choices_of_options_are_those_of_the_model() -> None:
    assert set(ROLES) == {role.value for role in Role}
    assert set(TIERS) == {tier.value for tier in Tier}
    assert set(AREA_KINDS) == {kind.value for kind in AreaKind}
    assert [int(metres) for metres in BANDWIDTHS_M] == list(model.BANDWIDTHS_M)
    assert [float(weight) for weight in FINDING_WEIGHTS] == list(model.FINDING_WEIGHTS)
    assert set(KINDS) == {kind.value for kind in ImportKind}


def test_the_folder_may_be_named_before_or_after_the_command_or_by_the_environment(
    seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answer("migrate", "--data", seeded)
    assert answer("--data", seeded, "migrate") == expected
    assert answer("--data", seeded / "not-this", "migrate", "--data", seeded) == expected
    monkeypatch.setenv("LOFTESKARTAN_DATA", str(seeded))
    assert answer("migrate") == expected
    assert expected["store"] == str(seeded / STORE_FILE)


def test_json_and_role_may_be_said_before_the_command(seeded: Path) -> None:
    before = run("--json", "--as", "citizen", "--data", seeded, "export", "evidence")
    after = run("export", "evidence", "--json", "--as", "citizen", "--data", seeded)
    assert json.loads(before.stdout) == json.loads(after.stdout)


def test_what_reads_does_not_make_a_store_where_there_is_none(tmp_path: Path) -> None:
    for path in (("hotspots",), ("export", "chain"), ("migrate",), ("check",), ("snapshot", tmp_path / "copy.gpkg")):
        assert "--data" in refused(*path, "--data", tmp_path / "empty")
    assert not (tmp_path / "empty").exists()


def test_the_demonstration_keeps_away_from_ones_own_data(seeded: Path, tmp_path: Path) -> None:
    own = tmp_path / "home" / "share" / "lofteskartan"
    shutil.copytree(seeded, own / DEMONSTRATION)
    demonstration = str(own / DEMONSTRATION / STORE_FILE)
    assert answer("demo", "--no-serve")["store"] == demonstration
    # looked at as long as there is nothing else
    assert answer("check")["store"] == demonstration
    assert answer("import", "reports", a_file(tmp_path, GOOD), "--municipality", "0880")["added"] == 1
    assert answer("check")["store"] == str(own / STORE_FILE)
    assert "made-up data must not mix" in refused("demo", "--no-serve", "--data", own)


def test_a_file_in_the_place_of_the_folder_is_named_with_its_setting(tmp_path: Path) -> None:
    path = a_file(tmp_path, "")
    assert refused("check", "--data", path) == (
        f'lofteskartan: LOFTESKARTAN_DATA: "{path}" is a file; name the folder it lies in'
    )
