"""What an actor may not see changes nothing of what the actor gets, whichever method is asked.

Two stores hold the same town; one also holds records above the actor's tier. Every public method has to answer alike.
"""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.casebook import Casebook, ImportKind, ImportOptions
from geodata.errors import NotAllowed
from geodata.model import (
    RECORD_TYPES,
    Actor,
    Record,
    Role,
    Tier,
    View,
)
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store
from tests.builders import (
    a_box,
    a_burglary_count,
    a_municipality,
    a_party,
    a_place,
    a_promise,
    a_survey_result,
    an_action,
    an_activity,
    an_agreement,
    an_area,
)
from tests.geodata.casebook.asked import ASKED, CSV, HIDDEN, tried
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import SQUARE, VIEW, known, reports_at, town
from tests.strategies import records

BELOW_POLICE = [role for role in Role if Actor(role=role).tiers != frozenset(Tier)]
EVERYBODY = Actor(role=Role.POLICE)


def answers(extra: Sequence[Record], actor: Actor, base: Sequence[Record]) -> dict[str, str]:
    """What every method answers, with extra records in the store."""
    with tempfile.TemporaryDirectory() as directory:
        store = open_store(Path(directory) / "store.gpkg")
        casebook = Casebook(store, pictures=PictureFolder(Path(directory) / "pictures"), clock=lambda: NOW)
        casebook.import_records(EVERYBODY, [*base, *extra])
        ref = casebook.hotspots(actor, VIEW)[0].ref
        found: dict[str, str] = {}
        for name, ask in ASKED.items():
            answer = tried(partial(ask, casebook, actor, ref, Path(directory)))
            found[name] = repr(answer).replace(directory, "")
        store.close()
        return found


def test_every_public_method_is_asked() -> None:
    public = {name for name, _ in inspect.getmembers(Casebook, inspect.isfunction) if not name.startswith("_")}
    assert public == set(ASKED)


def test_the_questions_get_real_answers() -> None:
    found = answers([], Actor(role=Role.PLANNER), town())
    refused = {name for name, answer in found.items() if "Error:" in answer or "Not" in answer.split(":")[0]}
    assert refused == {"check", "snapshot", "sweep_pictures", "orphaned_pictures"}


def _meddling(tier: Tier) -> list[Record]:
    """Records that would change many answers if they were seen."""
    return [
        *reports_at(SQUARE, 25, seed=4, name="secret", tier=tier),
        an_area(id=known("secret area"), code="S", name="Hemlig", outline=a_box(16.355, 56.655, 0.02), tier=tier),
        a_place(id=known("secret place"), name="Hemlig plats", position=SQUARE, tier=tier),
        a_party(id=known("secret police"), name="Hemlig polis", tier=tier),
        an_agreement(id=known("secret agreement"), title="Hemlig överenskommelse", tier=tier),
        an_action(
            id=HIDDEN,
            title="A hemlig insats",
            promise_ids=(known("promise"),),
            place_ids=(known("square"),),
            tier=tier,
        ),
        an_activity(id=known("secret shift"), action_id=known("patrol"), tier=tier),
        a_promise(id=known("secret promise"), title="Hemligt", number=1, tier=tier),
        a_burglary_count(id=known("secret count"), area_code="E", count=9, tier=tier),
        a_survey_result(id=known("secret wave"), area_code="E", tier=tier),
    ]


@pytest.mark.parametrize("role", BELOW_POLICE)
def test_records_above_the_tier_change_no_answer(role: Role) -> None:
    actor = Actor(role=role)
    hidden = [record for tier in Tier if tier not in actor.tiers for record in _meddling(tier)]
    # ids must differ between tiers
    hidden = list({record.id: record for record in hidden}.values())
    assert hidden
    assert answers(hidden, actor, town()) == answers([], actor, town())


def test_restricted_fields_change_no_answer_below_their_tier() -> None:
    actor = Actor(role=Role.CITIZEN)
    retold = [
        record.model_copy(update={"note": "något helt annat"}) if "note" in type(record).model_fields else record
        for record in town()
    ]
    assert answers([], actor, retold) == answers([], actor, town())


@given(
    role=st.sampled_from(BELOW_POLICE),
    drawn=st.lists(st.sampled_from(RECORD_TYPES).flatmap(records), min_size=1, max_size=4, unique_by=lambda r: r.id),
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_record_of_any_kind_above_the_tier_changes_any_answer(role: Role, drawn: list[Record]) -> None:
    actor = Actor(role=role)
    hidden = [record.model_copy(update={"tier": Tier.POLICE, "municipality": "0880"}) for record in drawn]
    assert answers(hidden, actor, town()) == answers([], actor, town())


def test_records_of_other_municipalities_change_no_answer() -> None:
    actor = Actor(role=Role.PLANNER, municipalities=frozenset({"0880"}))
    elsewhere = [
        a_municipality(municipality="0128", name="Salem"),
        *(record.model_copy(update={"municipality": "0128"}) for record in _meddling(Tier.PUBLIC)),
    ]
    assert answers(elsewhere, actor, town()) == answers([], actor, town())


def test_a_copy_of_the_whole_store_is_for_those_who_may_see_all_of_it(casebook: Casebook, tmp_path: Path) -> None:
    for role in Role:
        actor = Actor(role=role)
        try:
            casebook.snapshot(actor, tmp_path / f"{role}.gpkg")
        except NotAllowed:
            continue
        assert actor.tiers == frozenset(Tier)
        assert actor.works_in("0880")


def test_faults_of_a_file_are_told_only_to_those_who_may_see_its_rows(casebook: Casebook, tmp_path: Path) -> None:
    faulty = CSV.replace("2017-03-05;belysning", "2017-03-05;Kalle på Storgatan") + CSV.splitlines()[1] + "\n"
    path = tmp_path / "underrättelser.csv"
    path.write_text(faulty, "utf-8")
    options = ImportOptions(municipality="0880", tier=Tier.POLICE)
    assert casebook.import_file(EVERYBODY, ImportKind.REPORTS, path, options).rejected == 1
    assert [run.faults[0].value for run in casebook.sources(EVERYBODY, "0880")] == ["Kalle på Storgatan"]
    assert casebook.sources(Actor(role=Role.PLANNER), "0880") == ()


def test_faults_of_a_file_of_several_municipalities_are_told_in_none(casebook: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "båda.csv"
    rows = ("0880;2017-03-05;belysning", "0128;2017-03-05;belysning", "0128;2017-03-05;Kalle på Storgatan")
    path.write_text(
        "Kommun;Datum;Kategori;Longitud;Latitud\n" + "".join(f"{row};16,361;56,6628\n" for row in rows), "utf-8"
    )
    casebook.import_file(EVERYBODY, ImportKind.REPORTS, path, ImportOptions(allow_outside=True))
    for code in ("0880", "0128"):
        (run,) = casebook.sources(Actor(role=Role.PLANNER, municipalities=frozenset({code})), code)
        assert (run.rejected, run.faults) == (1, ())


def test_a_record_above_the_tier_cannot_be_overwritten_from_below(casebook: Casebook, planner: Actor) -> None:
    secret = reports_at(SQUARE, 1, seed=4, name="secret", tier=Tier.POLICE)[0]
    casebook.import_records(EVERYBODY, [secret])
    report = casebook.import_records(planner, [secret.model_copy(update={"tier": Tier.PUBLIC, "note": "öppet"})])
    assert (report.changed, report.rejected) == (0, 1)
    assert casebook.record_of(EVERYBODY, secret.id) == secret


def test_a_view_of_another_municipality_is_refused_not_emptied(casebook: Casebook) -> None:
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        casebook.chain(stranger, View(municipality="0880"), "k-1-1")
