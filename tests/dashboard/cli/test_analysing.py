"""The analyses at the command line: the same as on the pages, each with what it rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.cli.commanding import answer, refused, run

BASIS = {"method", "parameters", "since", "until", "sources", "rows", "computed_on", "made_up"}


def of(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(entry for entry in document["municipalities"] if entry["municipality"] == code)


def test_hotspots_are_told_confirmed_or_not_with_what_it_rests_on(seeded: Path) -> None:
    found = of(answer("analyse", "hotspots", "--data", seeded), "0880")
    first = found["hotspots"][0]
    assert (first["name"], first["standing"]) == ("Larmtorget", "confirmed")
    assert first["count_low"] < first["count"] < first["count_high"]
    assert first["later"] > first["expected"]
    assert found["earlier_rows"] > found["later_rows"] > 0
    assert set(found["basis"]) == BASIS
    assert found["basis"]["parameters"]["bandwidth_m"] == 200
    assert found["basis"]["made_up"] is True
    shown = run("analyse", "hotspots", "--municipality", "0880", "--data", seeded).stdout
    assert "confirmed" in shown
    assert "tested by" in shown
    assert "Method hotspots (" in shown


def test_with_too_little_evidence_hotspots_are_untested_and_it_is_said_why(seeded: Path) -> None:
    narrow = ("--municipality", "0880", "--data", seeded, "--since", "2016-03-01", "--until", "2016-03-04")
    assert of(answer("analyse", "hotspots", *narrow), "0880")["why_untested"] == "too_few_rows"
    nothing = run("analyse", "hotspots", *narrow).stdout
    assert "no hotspots" in nothing or "Not tested: too few rows" in nothing


def test_the_bandwidth_and_a_findings_weight_change_the_answer_and_are_told(seeded: Path) -> None:
    plain = of(answer("analyse", "hotspots", "--data", seeded, "--municipality", "0880"), "0880")
    near = of(answer("analyse", "hotspots", "--data", seeded, "--municipality", "0880", "--bandwidth", "400"), "0880")
    heavy = of(
        answer("analyse", "hotspots", "--data", seeded, "--municipality", "0880", "--finding-weight", "5"), "0880"
    )
    assert near["basis"]["parameters"]["bandwidth_m"] == 400
    assert heavy["basis"]["parameters"]["finding_weight"] == 5
    assert [spot["count"] for spot in near["hotspots"]] != [spot["count"] for spot in plain["hotspots"]]
    weighted = [spot["reports"] + 5 * spot["findings"] for spot in heavy["hotspots"]]
    assert weighted == sorted(weighted, reverse=True)


def test_what_the_map_is_asked_the_command_line_is_asked_too(seeded: Path) -> None:
    asked = ("analyse", "hotspots", "--municipality", "0880", "--data", seeded, "--feeling", "all")
    whole = of(answer(*asked), "0880")["basis"]["rows"]
    week = ("--weekday", "1-4"), ("--weekday", "5-7")
    assert sum(of(answer(*asked, *days), "0880")["basis"]["rows"] for days in week) == whole
    for narrower in (
        ("--status", "new"),
        ("--source", "app"),
        ("--light", "dark"),
        ("--within", "16.35,56.65,16.38,56.65,16.38,56.67,16.35,56.67"),
    ):
        assert of(answer(*asked, *narrower), "0880")["basis"]["rows"] < whole, narrower


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--weekday", "6-5", "are not weekdays"),
        ("--weekday", "0", "are not weekdays"),
        ("--weekday", "", "are not weekdays"),
        ("--within", "16,56,17", "are not corners"),
        ("--within", "here", "are not corners"),
        ("--within", "16,56,17,56", "a ring of 2 corners"),
        ("--status", "lost", "give one of new"),
        ("--source", "lost", "give one of"),
    ],
)
def test_a_selection_that_cannot_be_is_refused_with_the_way_to_write_it(
    option: str, value: str, said: str, seeded: Path
) -> None:
    done = run("analyse", "hotspots", "--data", seeded, option, value)
    assert (done.exit_code, done.stdout) == (2, "")
    # what cannot be read at all is told by click, with the usage before it
    assert said in done.stderr.strip().splitlines()[-1]


def test_rates_are_told_by_area_with_limits_and_those_that_stand_out(seeded: Path) -> None:
    found = of(answer("analyse", "rates", "--data", seeded), "0128")
    known = [area for area in found["areas"] if area["per_1000"] is not None]
    assert known
    assert all(area["low"] <= area["per_1000"] <= area["high"] for area in known)
    assert found["count"] == sum(area["count"] for area in known)
    assert set(found["basis"]) == BASIS
    detached = of(answer("analyse", "rates", "--data", seeded, "--dwelling-type", "detached"), "0128")
    assert detached["count"] < found["count"]
    shown = run("analyse", "rates", "--municipality", "0128", "--data", seeded).stdout
    assert "per 1,000 dwellings and year" in shown


def test_a_citizen_is_told_no_counts_of_burglaries(seeded: Path) -> None:
    found = answer("analyse", "rates", "--data", seeded, "--as", "citizen")
    for entry in found["municipalities"]:
        assert entry["count"] == 0
        assert {area["count"] for area in entry["areas"]} == {None}


def test_near_repeats_are_told_as_a_table_with_what_chance_would_bring(seeded: Path) -> None:
    found = of(answer("analyse", "near-repeat", "--data", seeded), "0880")
    assert found["events"] == found["basis"]["rows"] > 30
    assert all(cell["expected"] >= 0 for row in found["cells"] for cell in row)
    assert found["basis"]["parameters"]["permutations"] == 999
    shown = run("analyse", "near-repeat", "--municipality", "0880", "--data", seeded).stdout
    assert "events do not come back" in shown or "the risk is" in shown
    few = run("analyse", "near-repeat", "--municipality", "0880", "--data", seeded, "--until", "2015-06-30").stdout
    assert "no table (too few)" in few


def test_effects_are_told_in_words_with_what_could_have_been_seen(seeded: Path) -> None:
    here = ("--municipality", "0880", "--data", seeded)
    shown = run("analyse", "effect", "grannsamverkan och", *here).stdout
    assert "Reported dwelling burglaries" in shown
    assert "treated" in shown
    assert "Method effect (" in shown
    (effect,) = answer("analyse", "effect", "grannsamverkan och", *here)["effects"]
    assert effect["evaluation"]["ratio"]["low"] < effect["evaluation"]["ratio"]["high"]
    longer = answer("analyse", "effect", "grannsamverkan och", *here, "--months", "9")
    assert longer["effects"][0]["evaluation"]["months"][0] == 9
    every = answer("analyse", "effect", *here)["effects"]
    assert len(every) == len({one["action_id"] for one in every}) > 3
    assert any(one["why_not"] for one in every)


def test_an_effect_that_cannot_be_asked_for_is_refused_with_the_remedy(seeded: Path) -> None:
    assert "a part of its title" in refused("analyse", "effect", "rymdfart", "--data", seeded)
    one = ("analyse", "effect", "grannsamverkan", "--municipality", "0880", "--data", seeded)
    assert "0880X" in refused(*one, "--comparison", "0880X")


@pytest.mark.parametrize("command", ["hotspots", "rates"])
def test_what_cannot_be_analysed_is_refused_with_the_remedy(seeded: Path, command: str) -> None:
    assert "0128" in refused("analyse", command, "--municipality", "1480", "--data", seeded)
    assert "ends" in refused("analyse", command, "--data", seeded, "--since", "2017-01-01", "--until", "2016-01-01")


def test_json_holds_no_number_that_json_does_not_know(seeded: Path) -> None:
    for command in (["hotspots", "--until", "2016-06-30"], ["rates"], ["near-repeat"], ["effect"]):
        done = run("analyse", *command, "--data", seeded, "--json")
        assert done.exit_code == 0

        def refuse(name: str) -> None:
            raise AssertionError(name)

        json.loads(done.stdout, parse_constant=refuse)
