"""The commands that keep the project: what counts as passed, and that every version is written down."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tests.__main__ import SHARED_DATA, Tally, _close, read_report
from tests.benchmarks import Row
from tests.needs import NEEDED, STARTED_AGAIN, NoUv, missing, started_with_needs, uv_program
from tests.pins import pinned, with_pins

ROOT = Path(__file__).resolve().parent.parent


def project_name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]


def test_every_dependency_is_pinned_to_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {*project["project"]["dependencies"], *chain.from_iterable(project["dependency-groups"].values())}
    pins = project["tool"]["uv"]["constraint-dependencies"]
    assert {project_name(name) for name in wanted} <= {project_name(pin) for pin in pins}
    built = {project_name(name) for name in project["build-system"]["requires"]}
    assert built <= {project_name(pin) for pin in project["tool"]["uv"]["build-constraint-dependencies"]}
    assert all(re.match(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; .+)?$", pin) for pin in pins)


def test_pins_are_names_and_versions_without_addresses() -> None:
    exported = "--index-url https://example.org\n-e .\nb==2.0 ; sys_platform == 'win32'\na==1.0\n"
    assert pinned(exported) == ["a==1.0", "b==2.0 ; sys_platform == 'win32'"]


def test_new_pins_replace_the_old_ones_and_touch_nothing_else() -> None:
    before = '[tool.uv]\nconstraint-dependencies = [\n    "a==1.0",\n]\ncache-keys = [\n    "c",\n]\n'
    after = with_pins(before, {"constraint-dependencies": ["a==2.0"]})
    assert after == before.replace("1.0", "2.0")


def test_a_project_without_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="0 lists named constraint-dependencies"):
        with_pins("[tool.uv]\n", {"constraint-dependencies": []})


def test_failures_errors_and_skips_are_told_apart() -> None:
    report = """<testsuites><testsuite>
        <testcase classname="t" name="good"/>
        <testcase classname="t" name="bad"><failure message="no"/></testcase>
        <testcase classname="t" name="broken"><error message="no"/></testcase>
        <testcase classname="t" name="left"><skipped message="no disk"/></testcase>
    </testsuite></testsuites>"""
    assert read_report(report) == Tally(passed=1, failed=2, skipped=("t::left: no disk",))


def test_a_skip_counts_as_failed_only_where_the_data_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally(passed=3, skipped=("t::left: no data",))
    monkeypatch.setattr("tests.__main__.SHARED_DATA", tmp_path)
    assert _close(tally) == 1
    assert capsys.readouterr().out.endswith("\n3 passed, 1 failed\n")
    monkeypatch.setattr("tests.__main__.SHARED_DATA", tmp_path / "absent")
    assert _close(tally) == 0
    assert capsys.readouterr().out.endswith("\n3 passed, 0 failed, 1 skipped\n")
    assert SHARED_DATA.parts[-2:] == ("shared", "data")


def test_a_run_without_tests_has_not_passed() -> None:
    assert _close(Tally()) == 1


def test_the_ratio_says_how_many_times_the_peer_needs_ours() -> None:
    assert Row(what="filter", ours=50, unit="ms", peer=1745).ratio == pytest.approx(34.9)
    assert Row(what="filter", ours=50, unit="ms").ratio is None


def test_the_product_is_started_without_packages_for_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["uv"]["default-groups"] == []
    product = {project_name(name) for name in project["project"]["dependencies"]}
    assert not product & {project_name(name) for name in project["dependency-groups"]["peers"]}


def test_finding_out_what_is_missing_loads_nothing_but_the_standard_library() -> None:
    code = "import sys, tests.needs, tests.__main__, tests.benchmarks.__main__, tests.pins\nprint(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {name.split(".")[0] for name in done.stdout.split()} & set(NEEDED) == set()
    assert missing() == []
    assert missing(["pytest", "no_such_module"]) == ["no_such_module"]


def test_a_start_that_lacks_something_is_made_again_once_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "uv.py"
    program.write_text(f"#!{sys.executable}\nimport os, sys\nprint(*sys.argv[1:])\nsys.exit(7)\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("tests.needs.missing", lambda: ["pytest"])
    monkeypatch.setenv("UV", str(program))
    monkeypatch.delenv(STARTED_AGAIN, raising=False)
    # 0 would be the answer if the work were done without what is missing
    assert started_with_needs("tests.benchmarks", ["speed"], lambda _: 0) == 7
    assert "pytest" in capsys.readouterr().err
    monkeypatch.setenv(STARTED_AGAIN, "1")
    assert started_with_needs("tests.benchmarks", ["speed"], lambda _: 0) == 1
    assert "still missing" in capsys.readouterr().err


def test_without_uv_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("UV", STARTED_AGAIN):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tests.needs.missing", lambda: ["pytest"])
    with pytest.raises(NoUv, match="pip install uv"):
        uv_program()
    assert started_with_needs("tests", [], lambda _: 0) == 1
    assert "pip install uv" in capsys.readouterr().err
