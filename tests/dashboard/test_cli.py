"""The command line as people and scripts meet it: answers, exit codes, sentences, and a server that stops when told."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cli import main
from dashboard.cli.front import DEMONSTRATION, ROLES, STORE_FILE
from dashboard.cli.giving import AREA_KINDS, csv_of, harmless
from dashboard.cli.taking import KINDS, TIERS
from dashboard.config import VARIABLES
from geodata.casebook import Casebook, ImportKind
from geodata.model import Actor, AreaKind, Role, Tier
from geodata.store import open_store

DEMO_SECONDS = 60
GOOD = "externt id;kategori;datum;lat;lon\nA1;belysning;2016-03-05 21:30;56.66279;16.36104\n"
FAULTY = GOOD + "A2;belysning;i våras;56.66279;16.36104\n"


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


# Words and help


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
    assert set(KINDS) == {kind.value for kind in ImportKind}


# Where the data lie


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


# Importing


def test_an_import_tells_what_became_of_the_rows_and_repeating_it_changes_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, GOOD)
    first = answer("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    counts = {"read": 1, "added": 1, "changed": 0, "unchanged": 0, "rejected": 0, "left_out": 0}
    assert first == {"kind": "reports", "file": "rapporter.csv", **counts, "faults": [], "notes": [], "dry_run": False}
    again = answer("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    assert (again["added"], again["unchanged"]) == (0, 1)


def test_faulty_rows_are_told_with_row_column_value_and_remedy_and_the_good_ones_kept(tmp_path: Path) -> None:
    path = a_file(tmp_path, FAULTY)
    told = answer("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own", code=3)
    assert (told["read"], told["added"], told["rejected"]) == (2, 1, 1)
    (fault,) = told["faults"]
    assert set(fault) == {"file", "row", "column", "value", "problem", "remedy"}
    assert (fault["file"], fault["row"], fault["column"], fault["value"]) == ("rapporter.csv", 3, "datum", "i våras")
    text = run("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    assert text.exit_code == 3
    assert "row 3, column datum" in text.stdout


def test_all_or_nothing_keeps_nothing_and_gives_the_faults_as_json_too(tmp_path: Path) -> None:
    own = tmp_path / "own"
    options = ("--municipality", "0880", "--data", own, "--all-or-nothing")
    told = answer("import", "reports", a_file(tmp_path, FAULTY), *options, code=2)
    assert (told["added"], len(told["faults"])) == (0, 1)
    assert told["error"].startswith("rapporter.csv")
    assert answer("import", "reports", a_file(tmp_path, GOOD), *options)["added"] == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing(tmp_path: Path) -> None:
    options = ("--municipality", "0880", "--data", tmp_path / "own")
    path = a_file(tmp_path, GOOD)
    assert answer("import", "reports", path, *options, "--dry-run")["added"] == 1
    assert "Nothing was written" in run("import", "reports", path, *options, "--dry-run").stdout
    assert answer("import", "reports", path, *options)["added"] == 1


@pytest.mark.parametrize("content", ["", "externt id;kategori;datum;lat;lon\n", "\x00\x01\x02"], ids=repr)
def test_a_file_that_cannot_be_taken_in_is_refused_in_one_sentence(content: str, tmp_path: Path) -> None:
    path = a_file(tmp_path, content)
    sentence = refused("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    assert "rapporter.csv" in sentence
    assert ";" in sentence


def test_a_missing_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert "cannot be opened" in refused("import", "areas", tmp_path / "none.gpkg", "--data", tmp_path / "own")


def test_a_role_that_may_not_import_is_told_so(tmp_path: Path) -> None:
    path = a_file(tmp_path, GOOD)
    sentence = refused(
        "import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own", "--as", "citizen"
    )
    assert "citizen may not import" in sentence


@pytest.mark.parametrize(
    ("option", "value"), [("--municipality", "880"), ("--crs", "sweref"), ("--tier", "secret"), ("--nonsense", "1")]
)
def test_options_that_cannot_be_meant_are_usage_errors(option: str, value: str, tmp_path: Path) -> None:
    done = run("import", "reports", a_file(tmp_path, GOOD), option, value, "--data", tmp_path / "own")
    assert done.exit_code == 2
    assert option in done.stderr
    assert not (tmp_path / "own").exists()


def test_taking_own_rows_into_the_demonstration_says_that_they_stand_beside_made_up_ones(demonstration: Path) -> None:
    path = a_file(demonstration, GOOD)
    done = run("import", "reports", path, "--municipality", "0880", "--data", demonstration, "--json")
    assert "made-up" in done.stderr
    assert json.loads(done.stdout)["added"] == 1


# Looking and exporting


def test_hotspots_are_listed_ranked_as_a_table_and_as_json(seeded: Path) -> None:
    found = answer("hotspots", "--municipality", "0880", "--data", seeded)["hotspots"]
    assert [spot["rank"] for spot in found] == list(range(1, len(found) + 1))
    assert found[0]["name"] == "Larmtorget"
    assert "Larmtorget" in run("hotspots", "--data", seeded).stdout
    assert {spot["municipality"] for spot in answer("hotspots", "--data", seeded)["hotspots"]} == {"0880", "0128"}


def test_the_view_narrows_the_hotspots(seeded: Path) -> None:
    def counted(*view: str) -> int:
        found = answer("hotspots", "--municipality", "0880", "--data", seeded, *view)["hotspots"]
        return sum(int(spot["count"]) for spot in found)

    everything = counted()
    assert counted("--since", "2016-07-01") < everything
    assert counted("--category", "lighting", "--category", "shrubs") < everything
    assert counted("--hours", "21-02") < everything
    assert counted("--until", "1999-12-31") == 0


@pytest.mark.parametrize("view", [("--hours", "5"), ("--since", "1 maj"), ("--category", "lamps"), ("--evidence", "x")])
def test_a_view_that_cannot_be_meant_is_refused(seeded: Path, view: tuple[str, str]) -> None:
    assert run("hotspots", "--data", seeded, *view).exit_code == 2
    assert "swap the dates" in refused("hotspots", "--data", seeded, "--since", "2017-01-01", "--until", "2016-01-01")


def test_a_municipality_that_is_not_there_is_told_with_those_that_are(seeded: Path) -> None:
    for path in (("hotspots",), ("export", "areas"), ("export", "hotspots")):
        assert "0128" in refused(*path, "--municipality", "1480", "--data", seeded)
    for part in ("chain", "evidence"):
        assert "1480" in refused("export", part, "--municipality", "1480", "--data", seeded)


def test_the_exported_chain_leads_from_evidence_to_what_is_done_and_missing(seeded: Path) -> None:
    chain = answer("export", "chain", "--data", seeded)
    spot = next(spot for spot in chain["hotspots"] if spot["name"] == "Larmtorget")
    assert spot["municipality"] == "0880"
    assert spot["evidence"]["count"] > 0
    assert {"action", "promises", "responsible", "done", "target", "pace"} <= set(spot["links"][0])
    assert spot["gaps"]
    assert {entry["municipality"] for entry in chain["promises"]} == {"0880", "0128"}
    assert {"kind", "subject", "municipality"} <= set(chain["gaps"][0])


def test_evidence_leaves_as_arrow_csv_and_json_with_the_same_rows(seeded: Path, tmp_path: Path) -> None:
    arrow, table = tmp_path / "evidence.arrow", tmp_path / "evidence.csv"
    assert answer("export", "evidence", "--data", seeded, "-o", arrow)["bytes"] == arrow.stat().st_size
    assert run("export", "evidence", "--data", seeded, "-o", table).exit_code == 0
    rows = answer("export", "evidence", "--data", seeded)["evidence"]
    with pa.ipc.open_stream(arrow.read_bytes()) as reader:
        assert reader.read_all().num_rows == len(rows)
    text = table.read_text("utf-8-sig")
    listed = list(csv.DictReader(io.StringIO(text)))
    assert len(listed) == len(rows)
    assert set(listed[0]) == set(rows[0])
    assert listed[0]["observed_date"] == rows[0]["observed_date"]
    piped = run("export", "evidence", "--data", seeded, "--format", "arrow")
    assert piped.stdout_bytes == arrow.read_bytes()


def test_arrow_and_csv_are_not_passed_off_as_json(seeded: Path) -> None:
    for form in ("arrow", "csv"):
        assert run("export", "evidence", "--data", seeded, "--format", form, "--json").exit_code == 2


def test_layers_leave_as_geojson_with_features_numbered_through(seeded: Path, tmp_path: Path) -> None:
    areas = answer("export", "areas", "--data", seeded)
    assert areas["type"] == "FeatureCollection"
    assert [feature["id"] for feature in areas["features"]] == list(range(len(areas["features"])))
    assert {feature["properties"]["municipality"] for feature in areas["features"]} == {"0880", "0128"}
    path = tmp_path / "hotspots.geojson"
    assert run("export", "hotspots", "--municipality", "0128", "--data", seeded, "-o", path).exit_code == 0
    assert json.loads(path.read_text("utf-8"))["features"][0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_a_file_that_cannot_be_written_is_refused_and_nothing_is_left(seeded: Path, tmp_path: Path) -> None:
    assert "-o" in refused("export", "chain", "--data", seeded, "-o", tmp_path / "none" / "chain.json")
    assert list(tmp_path.glob(".*.part")) == []


@given(st.text(st.sampled_from("=+-@\t\r\n '\"a1,;\u00a0\ufeff"), max_size=8))
def test_no_text_leaves_as_a_formula(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(csv_of([text], []).removeprefix("\ufeff"), newline="")), [""])
    assert not cell.strip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_and_plain_words_leave_as_they_are() -> None:
    assert [harmless(cell) for cell in (-2.24, 0, None, "Berga 1", "a=b")] == [-2.24, 0, None, "Berga 1", "a=b"]


# Keeping


def test_a_whole_store_is_told_whole_and_a_damaged_one_with_its_faults(demonstration: Path) -> None:
    assert answer("check", "--data", demonstration)["faults"] == []
    store = demonstration / STORE_FILE
    content = bytearray(store.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"\x55" * 8192
    store.write_bytes(bytes(content))
    told = answer("check", "--data", demonstration, code=1)
    assert told["whole"] is False
    assert told["faults"]
    assert run("check", "--data", demonstration).stdout.strip().splitlines() == told["faults"]


def test_what_is_no_store_is_a_fault_of_the_check_and_an_error_elsewhere(tmp_path: Path) -> None:
    a_file(tmp_path, "something else", STORE_FILE)
    assert answer("check", "--data", tmp_path, code=1)["faults"]
    assert "not a store" in refused("migrate", "--data", tmp_path)


def test_a_snapshot_is_a_store_of_its_own_and_overwrites_nothing(seeded: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / STORE_FILE
    copy.parent.mkdir()
    told = answer("snapshot", copy, "--data", seeded)
    assert told["bytes"] == copy.stat().st_size
    assert answer("check", "--data", copy.parent)["whole"] is True
    assert "exists already" in refused("snapshot", copy, "--data", seeded)
    assert "may not" in refused("snapshot", tmp_path / "other.gpkg", "--data", seeded, "--as", "planner")


def test_a_failure_with_json_is_one_document_too(tmp_path: Path) -> None:
    told = answer("hotspots", "--data", tmp_path / "empty", code=2)
    assert list(told) == ["error"]


# The demonstration and the server


def test_filling_again_changes_nothing_and_says_that_the_seed_is_not_used(demonstration: Path) -> None:
    before = answer("migrate", "--data", demonstration)["data_version"]
    done = run("demo", "--no-serve", "--data", demonstration, "--seed", "7", "--json")
    assert json.loads(done.stdout)["filled_before"] is True
    assert "--seed" in done.stderr
    assert answer("migrate", "--data", demonstration)["data_version"] == before


def test_the_demonstration_holds_adopted_hotspots_with_answers(seeded: Path) -> None:
    store = open_store(seeded)
    try:
        health = Casebook(store).health(Actor(role=Role.PLANNER))
    finally:
        store.close()
    assert health["records"]["municipality"] == 2
    assert health["records"]["report"] + health["records"]["finding"] > 2000
    assert health["records"]["hotspot"] > 0
    assert health["records"]["link"] > 0


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])  # noqa: S104  # refused, that is the point
def test_no_other_machine_is_let_in_while_there_are_no_accounts(host: str, tmp_path: Path) -> None:
    for command in ("serve", "demo"):
        assert "127.0.0.1" in refused(command, "--host", host, "--data", tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_taken_port_is_told_with_one_that_is_free(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refused("demo", "--port", port, "--data", tmp_path / "own")
    assert f"port {port} on 127.0.0.1 cannot be had" in sentence
    assert "--port" in sentence.partition(";")[2]
    assert not (tmp_path / "own").exists()


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """The real command in a process of its own, until it is stopped."""

    def __init__(self, *arguments: object) -> None:
        self.port = a_free_port()
        command = [sys.executable, "-m", "dashboard.cli", *map(str, arguments), "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ.copy()
        )

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEMO_SECONDS)
        connection.request("GET", path)
        response = connection.getresponse()
        found = response.status, response.read()
        connection.close()
        return found

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + DEMO_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.get("/health")
            except OSError:
                time.sleep(0.05)
            else:
                return
        pytest.fail(f"no answer: {self.stop()}")

    def stop(self, how: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        out, err = self.process.communicate(timeout=DEMO_SECONDS)
        return self.process.returncode, out, err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process may answer")
def test_demo_fills_answers_and_stops_when_told_and_the_next_start_reuses_it(tmp_path: Path) -> None:
    server = Server("demo", "--data", tmp_path / "play", "--json")
    server.wait_until_it_answers()
    status, body = server.get("/health")
    health = json.loads(body)
    assert (status, health["status"]) == (200, "ok")
    assert health["records"]["report"] > 1000
    assert server.get("/")[0] == 200
    code, out, err = server.stop()
    assert code == 0, err
    told = json.loads(out)
    assert told["address"] == f"http://127.0.0.1:{server.port}/"
    assert (told["filled_before"], told["role"]) == (False, "planner")
    assert "Traceback" not in err

    again = Server("demo", "--data", tmp_path / "play", "--as", "citizen")
    again.wait_until_it_answers()
    later = json.loads(again.get("/health")[1])
    code, out, err = again.stop(signal.SIGINT)
    assert (code, out.strip()) == (0, f"Löfteskartan: http://127.0.0.1:{again.port}/")
    assert "Acting as citizen" in err
    assert later["data_version"] == health["data_version"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process may answer")
def test_serve_begins_with_an_empty_store_and_sees_what_is_imported_meanwhile(tmp_path: Path) -> None:
    server = Server("serve", "--data", tmp_path / "own")
    server.wait_until_it_answers()
    assert json.loads(server.get("/health")[1])["records"]["report"] == 0
    told = answer("import", "reports", a_file(tmp_path, GOOD), "--municipality", "0880", "--data", tmp_path / "own")
    assert told["added"] == 1
    assert json.loads(server.get("/health")[1])["records"]["report"] == 1
    assert server.get("/")[0] == 200
    code, _, err = server.stop()
    assert code == 0
    assert "No data" in err
