"""The rules of the house which a reader could break without noticing: who may import whom, sizes, places, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {"pyproject.toml", "dashboard", "geodata", "assets", "tests", "README.md", "CHANGELOG.md"}
NOT_IN_GIT = {"uv.lock", "dist"}
MOST_LINES = 450

# errors <- places <- model <- the siblings <- casebook: what each may import besides itself. A sibling may import the
# first three, and what is named here: progress is arithmetic on the model, chain is what linking found, put in order.
FLOOR = {"errors": set[str](), "places": {"errors"}, "model": {"errors", "places"}}
BELOW = set(FLOOR)
BESIDES = {
    "columns": {"daylight", "rings"},
    "analysis": {"columns"},
    "demo": {"pictures"},
    "linking": {"columns", "progress"},
    "keeping": {"progress"},
    "exports": {"columns", "progress", "chain", "linking", "studies", "paper", "protocols", "situation", "handout"},
    "handout": {"chain", "paper", "situation"},
    "studies": {"analysis", "columns", "chain", "coverage", "linking"},
    "chain": {"linking", "progress", "keeping"},
    "sources": {"logbook"},
    "meetings": {"chain", "progress"},
    "newsletters": {"chain", "studies"},
    "coverage": {"linking"},
    "freshness": {"progress"},
    "protocols": {"analysis", "studies"},
    "situation": {"chain", "keeping", "linking", "progress", "studies"},
    "picturefolder": {"store"},
    "walkplans": {"chain", "columns", "daylight", "protocols", "walkroutes"},
}
CASEBOOK = "casebook"
SCREEN = {"dash", "dash_ag_grid", "dash_mantine_components", "flask", "plotly", "waitress", "click"}
# The casebook hands out chains, gaps, progress and studies; pages draw them.
DASHBOARD_MAY = {
    "casebook",
    "model",
    "errors",
    "chain",
    "linking",
    "progress",
    "studies",
    "editing",
    "keeping",
    "logbook",
    "meetings",
    "coverage",
    "freshness",
    "inbox",
    "paper",
    "protocols",
    "daylight",
    "walkroutes",
    "walkplans",
    "finding_things",
    "handout",
    "tilearchive",
    "handover",
    "situation",
    "newsletters",
}
CLI_MAY_TOO = {"demo", "store", "picturefolder", "exports"}

# In pieces, so that this file holds none of them.
ADDRESSES_OF_REGISTRIES = ("registry." + "npmjs", "py" + "pi.org", "python" + "hosted")
PATHS_OF_ONE_MACHINE = ("/" + "work/", "/" + "root/", "/home" + "/", "/tmp" + "/")  # noqa: S108
LOADED_FROM_OUTSIDE = re.compile(
    r"unpkg\.com|jsdelivr|cdnjs|googleapis|gstatic|cdn\.plot\.ly|esm\.sh|skypack|https?://[^\s\"'`)]+\.(?:js|mjs|css|woff2?)\b"
)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names, with `from a import b` as a.b: whether b is a module or not, a.b lies in a."""
    inside = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = inside[: len(inside) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def may_import(room: str) -> set[str]:
    """The rooms of geodata that a room of geodata may import."""
    if room in FLOOR:
        return FLOOR[room] | {room}
    if room == CASEBOOK:
        return {path.stem for path in (ROOT / "geodata").iterdir()}
    return BELOW | {room} | BESIDES.get(room, set())


def rooms(path: Path) -> set[str]:
    """The rooms of geodata that a file imports."""
    names = (name.split(".") for name in imports(path))
    return {name[1] for name in names if name[0] == "geodata" and len(name) > 1}


def test_geodata_imports_only_downwards() -> None:
    wrong = {
        dotted(path): extra
        for path in modules("geodata")
        if path.parent != ROOT / "geodata" or path.name != "__init__.py"
        if (extra := rooms(path) - may_import(path.relative_to(ROOT / "geodata").with_suffix("").parts[0]))
    }
    assert wrong == {}


def test_geodata_knows_no_screen_and_not_the_dashboard() -> None:
    for path in modules("geodata"):
        named = {name.split(".")[0] for name in imports(path)}
        assert not named & (SCREEN | {"dashboard", "tests"}), path


def test_projections_have_one_home() -> None:
    users = {
        dotted(path) for path in (*modules("geodata"), *modules("dashboard")) if "pyproj" in " ".join(imports(path))
    }
    assert users <= {"geodata.places"}


def test_the_dashboard_goes_through_the_casebook() -> None:
    for path in modules("dashboard"):
        cli = dotted(path).startswith("dashboard.cli")
        assert rooms(path) <= DASHBOARD_MAY | (CLI_MAY_TOO if cli else set()), path
        from_store = {name for name in imports(path) if name.startswith("geodata.store")}
        assert from_store <= {"geodata.store.open_store"}, path


def test_pages_do_not_know_each_other() -> None:
    pages = ROOT / "dashboard" / "pages"
    for path in sorted(pages.rglob("*.py")):
        if path != pages / "__init__.py":
            own = ".".join(dotted(path).split(".")[:3])
            others = {
                name
                for name in imports(path)
                if name.startswith("dashboard.pages.") and not f"{name}.".startswith(f"{own}.")
            }
            assert not others, path


def test_only_the_command_line_makes_the_app() -> None:
    users = {
        dotted(path)
        for path in modules("dashboard")
        if any(f"{name}.".startswith("dashboard.app.") for name in imports(path))
    }
    assert all(user.startswith(("dashboard.cli", "dashboard.app")) for user in users), users


def test_tests_are_not_imported_by_what_is_shipped() -> None:
    for path in modules("dashboard"):
        assert not any(name.split(".")[0] == "tests" for name in imports(path)), path


def own_sources() -> list[Path]:
    """All code of ours: Python, TypeScript, and the scripts that build."""
    browser = [path for suffix in ("ts", "css") for path in (ROOT / "assets" / "src").rglob(f"*.{suffix}")]
    building = [path for suffix in ("py", "mjs", "css") for path in (ROOT / "assets").glob(f"*.{suffix}")]
    return sorted([*modules("geodata"), *modules("dashboard"), *modules("tests"), *browser, *building])


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in own_sources() if path.suffix != ".css"}
    assert {str(path.relative_to(ROOT)): count for path, count in lines.items() if count > MOST_LINES} == {}


def test_every_module_opens_with_its_promise() -> None:
    silent = [
        dotted(path)
        for path in own_sources()
        if path.suffix == ".py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_the_top_level_holds_only_what_was_agreed() -> None:
    here = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert here - NOT_IN_GIT <= TOP_LEVEL


def test_no_address_of_a_registry_and_no_path_of_one_machine_is_written_down() -> None:
    written = [ROOT / name for name in ("pyproject.toml", "README.md", "CHANGELOG.md", ".gitignore", ".ci/run")]
    written += [ROOT / "assets" / name for name in ("package.json", "package-lock.json", ".npmrc", "tsconfig.json")]
    for path in (*written, *own_sources()):
        text = path.read_text("utf-8")
        assert not [word for word in (*ADDRESSES_OF_REGISTRIES, *PATHS_OF_ONE_MACHINE) if word in text], path


def test_pages_load_nothing_from_other_servers() -> None:
    for path in own_sources():
        if "tests" not in path.relative_to(ROOT).parts:
            assert not LOADED_FROM_OUTSIDE.search(path.read_text("utf-8")), path


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("import geodata.store.base", "geodata.store.base"),
        ("from geodata import casebook", "geodata.casebook"),
        ("def later():\n    from ..model import Area", "geodata.model.Area"),
        ("from . import near", "geodata.analysis.near"),
    ],
)
def test_every_way_of_importing_is_seen(
    source: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "geodata" / "analysis" / "trends.py"
    module.parent.mkdir(parents=True)
    module.write_text(source, "utf-8")
    monkeypatch.setattr("tests.test_architecture.ROOT", tmp_path)
    assert list(imports(module)) == [named]
