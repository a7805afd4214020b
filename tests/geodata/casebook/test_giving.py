"""Registers as files are what the asker may see, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from geodata.casebook import Casebook, giving
from geodata.errors import BadSetting, NotAllowed
from geodata.exports.register_rows import RegisterTable
from geodata.model import Action, Actor, BurglaryCount, Invitation, Municipality, Promise, Record, Report, Role
from geodata.studies.register_columns import REGISTERS, RegisterFormat, plural, register_of, suffix
from tests.builders import a_municipality, an_action, an_invitation
from tests.geodata.casebook.town import VIEW
from tests.plainregisters import PlainRegisterWords, told_rests

POLICE = Actor(role=Role.POLICE)
PLANNER = Actor(role=Role.PLANNER)


def written(
    casebook: Casebook,
    actor: Actor,
    path: Path,
    *kinds: type[Record],
    form: RegisterFormat = RegisterFormat.GEOJSON,
    codes: Sequence[str] = ("0880",),
) -> Path:
    casebook.register_file(actor, codes, kinds, form, path, words=PlainRegisterWords(), about=told_rests)
    return path


def rows(path: Path) -> list[dict[str, object]]:
    return [one["properties"] for one in json.loads(path.read_text("utf-8"))["features"]]


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_take_data_with_them_get_files(casebook: Casebook, tmp_path: Path, role: Role) -> None:
    actor = Actor(role=role)
    if role in {Role.CITIZEN, Role.WALKER}:
        with pytest.raises(NotAllowed):
            written(casebook, actor, tmp_path / "a", Promise)
        with pytest.raises(NotAllowed):
            casebook.registers(actor, "0880")
        assert list(tmp_path.glob("a*")) == []
    else:
        found = casebook.registers(actor, "0880")
        for kind, count in found.items():
            assert len(rows(written(casebook, actor, tmp_path / kind.kind, kind))) == count
        assert (BurglaryCount in found) == (role is not Role.BOARD)


def test_a_stranger_gets_nothing_of_another_municipality(casebook: Casebook, tmp_path: Path) -> None:
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        written(casebook, stranger, tmp_path / "a", Promise)


def test_restricted_fields_are_empty_below_their_tier(casebook: Casebook, tmp_path: Path) -> None:
    action = an_action(risk_evenings=(date(2017, 4, 30),))
    casebook.import_records(POLICE, [action])
    told = {}
    for role in (Role.BOARD, Role.PLANNER):
        found = rows(written(casebook, Actor(role=role), tmp_path / role, Action))
        told[role] = next(one["risk_evenings"] for one in found if one["id"] == str(action.id))
    assert told == {Role.BOARD: None, Role.PLANNER: "2017-04-30"}


def test_inner_workings_are_no_registers(casebook: Casebook, tmp_path: Path) -> None:
    casebook.import_records(POLICE, [an_invitation()])
    with pytest.raises(BadSetting, match="promises"):
        written(casebook, POLICE, tmp_path / "a", Promise, Invitation)
    with pytest.raises(BadSetting):
        written(casebook, POLICE, tmp_path / "a")
    with pytest.raises(BadSetting, match="promises"):
        register_of("invitations")
    assert Invitation not in casebook.registers(POLICE, "0880")


def test_a_file_is_whole_or_what_was_there_stays(
    casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(casebook, PLANNER, tmp_path / "a.geojson", Promise)
    before = path.read_bytes()

    def broken(*_: object) -> list[list[object]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RegisterTable, "cells", broken)
    for form in RegisterFormat:
        with pytest.raises(BadSetting, match="No space left"):
            written(casebook, PLANNER, path, Promise, form=form)
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*a.geojson*")) == [path]
    with pytest.raises(BadSetting, match="cannot be written"):
        written(casebook, PLANNER, tmp_path / "nowhere" / "a.geojson", Promise)


def test_a_view_lets_through_the_same_evidence_as_the_map_counts(casebook: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    (rest,) = casebook.register_file(
        PLANNER,
        ["0880"],
        [Report],
        RegisterFormat.GEOJSON,
        path,
        words=PlainRegisterWords(),
        about=told_rests,
        view=VIEW,
    )
    counted = casebook.evidence_counts(PLANNER, VIEW)
    assert rest.rows == len(rows(path)) == counted.total - casebook.counts(PLANNER, "0880")["finding"]


def test_progress_is_told_part_by_part_up_to_all(
    casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "PART", 7)
    kinds = list(casebook.registers(PLANNER, "0880"))
    told: list[tuple[int, int | None]] = []
    casebook.register_file(
        PLANNER,
        ["0880"],
        kinds,
        RegisterFormat.CSV,
        tmp_path / "a.zip",
        words=PlainRegisterWords(),
        about=told_rests,
        progress=lambda done, whole: told.append((done, whole)),
    )
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1] == sum(casebook.registers(PLANNER, "0880").values())
    assert max(after - before for before, after in zip([0, *done], done, strict=False)) <= 7


def test_several_municipalities_lie_in_one_file(casebook: Casebook, tmp_path: Path) -> None:
    casebook.import_records(POLICE, [a_municipality(municipality="0128", name="Salem")])
    path = written(casebook, PLANNER, tmp_path / "a", Municipality, codes=("0880", "0128"))
    assert [one["municipality"] for one in rows(path)] == ["0880", "0128"]


def test_several_registers_of_one_file_each_come_as_a_zip(casebook: Casebook, tmp_path: Path) -> None:
    for form in (RegisterFormat.GEOJSON, RegisterFormat.PARQUET):
        assert (suffix(form, 1), suffix(form, 2)) == (form.value, "zip")
        path = written(casebook, PLANNER, tmp_path / form, Promise, Action, form=form)
        with ZipFile(path) as archive:
            assert archive.namelist() == [f"promises.{form}", f"actions.{form}"]
    assert {suffix(form, 2) for form in (RegisterFormat.XLSX, RegisterFormat.GPKG)} == {"xlsx", "gpkg"}


def test_registers_are_known_in_the_singular_and_the_plural() -> None:
    assert len({plural(kind) for kind in REGISTERS}) == len(REGISTERS)
    for kind in REGISTERS:
        assert register_of(kind.kind) is register_of(plural(kind).replace("_", "-").upper()) is kind
