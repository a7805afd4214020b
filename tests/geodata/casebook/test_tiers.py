"""What an actor may not see changes nothing of what the actor gets, whichever method is asked.

Two stores hold the same town; one also holds records above the actor's tier. Every public method has to answer alike.
"""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

import inspect
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.casebook import Casebook, ImportKind, ImportOptions
from geodata.casebook.inviting import Guest
from geodata.casebook.promise_documents import AcceptedDocument
from geodata.coverage import Period
from geodata.editing import EDITABLE
from geodata.errors import LofteskartanError, NotAllowed
from geodata.inbox import FindingDecision, Heading
from geodata.model import (
    RECORD_TYPES,
    Action,
    Activity,
    Actor,
    Area,
    CaseStatus,
    Category,
    ContactOutcome,
    Decision,
    DwellingType,
    Feeling,
    Finding,
    Meeting,
    OwnerContact,
    Promise,
    Record,
    Role,
    ShrubDetails,
    Tier,
    View,
)
from geodata.store.base import Op
from geodata.store.opening import open_store
from geodata.studies.area_rates import Smoothing
from geodata.studies.effect import EffectChoice
from geodata.studies.foresight import Draft
from tests.builders import (
    a_box,
    a_burglary_count,
    a_finding,
    a_meeting,
    a_municipality,
    a_party,
    a_place,
    a_promise,
    a_survey_result,
    a_walk,
    an_action,
    an_activity,
    an_agreement,
    an_area,
)
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import SQUARE, TUNNEL, VIEW, known, reports_at, town
from tests.strategies import records

BELOW_POLICE = [role for role in Role if Actor(role=role).tiers != frozenset(Tier)]
EVERYBODY = Actor(role=Role.POLICE)
CSV = "Datum;Kategori;Longitud;Latitud\n2017-03-05;belysning;16,361;56,6628\n"
PROMISES = """Medborgarlöften i Kalmar kommun 2016-2017

• En tryggare stadskärna
   - Gå minst en trygghetsvandring vid Hemlig plats
     Ansvarig: kommunen i samverkan med polisen
"""

HIDDEN = known("hidden")
SQUARE_AND_TUNNEL = EffectChoice(
    treated=frozenset("E"),
    comparison=frozenset("W"),
    displaced=frozenset(),
    before=(date(2016, 4, 1), date(2016, 9, 1)),
    after=(date(2016, 10, 1), date(2017, 3, 1)),
)

SQUARE_DRAFT = Draft(
    categories=(Category.DISORDER, Category.BURGLARY),
    place_ids=(known("square"), known("secret place")),
    starts_on=date(2017, 1, 1),
    ends_on=date(2018, 12, 31),
)

TO_THE_POLICE = FindingDecision(
    status=CaseStatus.OTHER_PARTY, responsible_id=known("police"), action_id=known("patrol")
)

NEXT_YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))

Ask = Callable[[Casebook, Actor, str, Path], object]

# Every public method, asked in an order in which the later see what the earlier did.
ASKED: dict[str, Ask] = {
    "municipalities": lambda c, a, ref, d: c.municipalities(a),
    "today": lambda c, a, ref, d: c.today(a, "0880"),
    "data_version": lambda c, a, ref, d: c.data_version(a),
    "health": lambda c, a, ref, d: c.health(a),
    "counts": lambda c, a, ref, d: c.counts(a, "0880"),
    "areas": lambda c, a, ref, d: [c.areas(a, "0880", kind) for kind in (None, *{x.area_kind for x in _areas()})],
    "places": lambda c, a, ref, d: c.places(a, "0880"),
    "areas_geojson": lambda c, a, ref, d: c.areas_geojson(a, "0880"),
    "places_geojson": lambda c, a, ref, d: c.places_geojson(a, "0880"),
    "evidence_arrow": lambda c, a, ref, d: [c.evidence_arrow(a, code) for code in ("0880", None)],
    "evidence_count": lambda c, a, ref, d: c.evidence_count(a, "0880"),
    "evidence_detail": lambda c, a, ref, d: [
        c.evidence_detail(a, "0880", c.evidence_arrow(a, "0880")[1], row) for row in range(5)
    ],
    "record_of": lambda c, a, ref, d: [_try(partial(c.record_of, a, i)) for i in (known("promise"), HIDDEN)],
    "hotspots": lambda c, a, ref, d: [
        c.hotspots(a, VIEW.model_copy(update={"feeling": feeling})) for feeling in (None, *Feeling)
    ],
    "hotspot_study": lambda c, a, ref, d: c.hotspot_study(a, VIEW),
    "hotspot_log": lambda c, a, ref, d: c.hotspot_log(a, VIEW, months=3),
    "selection": lambda c, a, ref, d: c.selection(a, VIEW),
    "hotspots_geojson": lambda c, a, ref, d: c.hotspots_geojson(a, VIEW),
    "chain": lambda c, a, ref, d: c.chain(a, VIEW, ref),
    "promises": lambda c, a, ref, d: c.promises(a, "0880"),
    "promise": lambda c, a, ref, d: c.promise(a, known("promise")),
    "actions": lambda c, a, ref, d: c.actions(a, "0880"),
    "action": lambda c, a, ref, d: c.action(a, known("patrol")),
    "area_rates": lambda c, a, ref, d: [
        c.area_rates(a, "0880", dwelling_type=kind, smoothing=smoothing)
        for kind in (None, *DwellingType)
        for smoothing in Smoothing
    ],
    "burglary_trends": lambda c, a, ref, d: [c.burglary_trends(a, "0880", area=area) for area in (None, "E")],
    "near_repeats": lambda c, a, ref, d: [
        c.near_repeats(a, VIEW.model_copy(update={"categories": frozenset(chosen)}))
        for chosen in ((), (Category.DISORDER,))
    ],
    "survey_questions": lambda c, a, ref, d: [c.survey_questions(a, "0880", area) for area in (None, "E")],
    "survey_and_counts": lambda c, a, ref, d: [c.survey_and_counts(a, "0880", area=area) for area in (None, "E")],
    "gaps": lambda c, a, ref, d: c.gaps(a, "0880"),
    "coverage": lambda c, a, ref, d: [c.coverage(a, "0880", period) for period in (None, NEXT_YEAR)],
    "periods": lambda c, a, ref, d: c.periods(a, "0880"),
    "compare_periods": lambda c, a, ref, d: c.compare_periods(a, "0880"),
    "suggested": lambda c, a, ref, d: c.suggested(a, "0880", [card.ref for card in c.hotspots(a, VIEW)]),
    "suggested_hotspots": lambda c, a, ref, d: c.suggested_hotspots(a, known("walk")),
    "times_at": lambda c, a, ref, d: c.times_at(a, VIEW, ref),
    "times_of": lambda c, a, ref, d: c.times_of(a, known("patrol")),
    "freshness_of": lambda c, a, ref, d: [
        _try(partial(c.freshness_of, a, kind, identity))
        for kind, identity in ((Action, known("patrol")), (Promise, known("promise")))
    ],
    "tasks": lambda c, a, ref, d: c.tasks(a, "0880"),
    "effect_study": lambda c, a, ref, d: [
        _try(partial(c.effect_study, a, action, choice=choice))
        for action in (known("patrol"), known("walk"), HIDDEN)
        for choice in (None, SQUARE_AND_TUNNEL)
    ],
    "promise_foresight": lambda c, a, ref, d: [
        c.promise_foresight(a, "0880", draft)
        for draft in (SQUARE_DRAFT, replace(SQUARE_DRAFT, area_codes=("E", "S"), place_ids=()), Draft())
    ],
    "export_chain": lambda c, a, ref, d: c.export_chain(a),
    "adopt": lambda c, a, ref, d: c.adopt(a, VIEW, ref),
    "link": lambda c, a, ref, d: c.link(a, VIEW, ref, known("patrol")),
    "reject": lambda c, a, ref, d: c.reject(a, VIEW, ref, known("walk")),
    "rename": lambda c, a, ref, d: c.rename(a, _adopted(c, a), "Stora torget", 1),
    "confirm_hotspot": lambda c, a, ref, d: c.confirm_hotspot(a, _adopted(c, a), base_version=2),
    "unlink": lambda c, a, ref, d: c.unlink(a, c.reject(a, VIEW, ref, known("walk"))),
    "restore": lambda c, a, ref, d: c.restore(a, _adopted(c, a)),
    "dismiss": lambda c, a, ref, d: c.dismiss(a, VIEW, ref, "Byggplats"),
    "keep_effect": lambda c, a, ref, d: c.keep_effect(a, known("patrol"), SQUARE_AND_TUNNEL),
    "entry": lambda c, a, ref, d: c.entry(a, Action, known("patrol")),
    "entries": lambda c, a, ref, d: [c.entries(a, kind, "0880") for kind in EDITABLE],
    "save": lambda c, a, ref, d: c.save(a, _patrol(c, a, text="Fredagar"), base_version=1).version,
    "history_of": lambda c, a, ref, d: [line.changes for line in c.history_of(a, Action, known("patrol"))],
    "retire": lambda c, a, ref, d: c.retire(a, Action, known("patrol"), base_version=2),
    "bring_back": lambda c, a, ref, d: c.bring_back(a, Action, known("patrol")).record,
    "propose_promises": lambda c, a, ref, d: c.propose_promises(a, "0880", PROMISES, "text"),
    "accept_promises": lambda c, a, ref, d: c.accept_promises(a, _document(c, a)),
    "retract_promises": lambda c, a, ref, d: c.retract_promises(a, "0880", c.accept_promises(a, _document(c, a)).made),
    "loggable": lambda c, a, ref, d: c.loggable(a, "0880"),
    "log_of": lambda c, a, ref, d: [entry.record for entry in c.log_of(a, known("patrol"))],
    "log_activity": lambda c, a, ref, d: c.log_activity(a, _shift()).line,
    "take_back_activity": lambda c, a, ref, d: c.take_back_activity(a, known("late shift"), base_version=1).line,
    "log_again": lambda c, a, ref, d: c.log_again(a, known("late shift")).line,
    "agenda": lambda c, a, ref, d: c.agenda(a, "0880"),
    "carry_out": lambda c, a, ref, d: [
        c.save(a, _meeting(), base_version=0).record,
        c.carry_out(a, known("meeting"), 0, base_version=1).model_dump(exclude={"id"}),
    ],
    "meetings": lambda c, a, ref, d: [entry.record for entry in c.meetings(a, "0880")],
    "calendar": lambda c, a, ref, d: len(c.calendar(a, "0880", name="x", word="{}: {}".format).splitlines()),
    "confirm_action": lambda c, a, ref, d: c.confirm_action(
        a, known("patrol"), base_version=c.entry(a, Action, known("patrol")).version
    ),
    "confirm_promise": lambda c, a, ref, d: [
        c.confirm_promise(a, known("promise"), base_version=c.entry(a, Promise, known("promise")).version),
        c.freshness_of(a, Promise, known("promise")),
    ],
    "invite": lambda c, a, ref, d: _invited(c, a).walk.id,
    "invitations": lambda c, a, ref, d: [one.label for one in c.invitations(a, _invited(c, a).walk.id)],
    "revoke": lambda c, a, ref, d: c.revoke(a, _invited(c, a).invitation.id).revoked_at,
    "admit": lambda c, a, ref, d: _invited(c, a).walk,
    "field_pack": lambda c, a, ref, d: replace(c.field_pack(_invited(c, a)), expires_at=NOW),
    "receive": lambda c, a, ref, d: c.receive(_invited(c, a), _field_note()),
    "inbox": lambda c, a, ref, d: [_lines(c, a, heading) for heading in (None, *Heading)],
    "inbox_counts": lambda c, a, ref, d: replace(c.inbox_counts(a, "0880"), version=0),
    "decide": lambda c, a, ref, d: c.decide(a, known("finding"), TO_THE_POLICE, base_version=1).record,
    "answer_consent": lambda c, a, ref, d: c.answer_consent(a, known("finding"), accepted=True, base_version=2).record,
    "locate": lambda c, a, ref, d: c.locate(a, known("finding"), TUNNEL, base_version=3).record,
    "log_owner_contact": lambda c, a, ref, d: (
        c.log_owner_contact(
            a, known("finding"), OwnerContact(on=date(2017, 5, 1), outcome=ContactOutcome.ASKED), base_version=4
        ).record
    ),
    "restore_finding": lambda c, a, ref, d: c.restore_finding(a, known("finding"), version=1, base_version=5).record,
    "propose_duplicate": lambda c, a, ref, d: [
        c.import_records(a, [_twin()]),
        c.propose_duplicate(a, known("twin"), known("finding"), base_version=1).record,
    ],
    "confirm_duplicate": lambda c, a, ref, d: [
        c.confirm_duplicate(a, known("twin"), base_version=2).record,
        c.evidence_count(a, "0880"),
    ],
    "unmerge": lambda c, a, ref, d: c.unmerge(a, known("twin"), base_version=3).record,
    "looked_again": lambda c, a, ref, d: c.looked_again(a, known("twin"), base_version=4).record,
    "finding_story": lambda c, a, ref, d: _told(c, a),
    "settle_sent": lambda c, a, ref, d: _settled(c, a),
    "import_records": lambda c, a, ref, d: c.import_records(a, reports_at(SQUARE, 3, seed=8, name="late")),
    "import_file": lambda c, a, ref, d: c.import_file(
        a, ImportKind.REPORTS, _csv(d), ImportOptions(municipality="0880")
    ),
    "sources": lambda c, a, ref, d: [run.model_dump(exclude={"id"}) for run in c.sources(a, "0880")],
    "check": lambda c, a, ref, d: c.check(a),
    "snapshot": lambda c, a, ref, d: c.snapshot(a, d / "copy.gpkg"),
}


def _invited(casebook: Casebook, actor: Actor) -> Guest:
    casebook.import_records(actor, [a_walk(id=known("stroll"))])
    return casebook.admit(casebook.invite(actor, known("stroll"), label="Klass 8").token)


def _field_note() -> bytes:
    said = {"category": "shrubs", "observed_at": NOW.isoformat(), "position": {"lon": SQUARE.lon, "lat": SQUARE.lat}}
    ids = {"op": known("op"), "id": known("noted"), "walk": known("stroll")}
    told = {"kind": "finding", "made_at": NOW.isoformat(), "body": said, **{name: str(i) for name, i in ids.items()}}
    return json.dumps(told).encode()


def _lines(casebook: Casebook, actor: Actor, heading: Heading | None) -> object:
    page = casebook.inbox(actor, "0880", heading=heading)
    return [(line.finding, line.headings) for line in page.lines], page.total, page.counts, page.waiting


def _told(casebook: Casebook, actor: Actor) -> object:
    story = casebook.finding_story(actor, known("finding"))
    return replace(story, entry=replace(story.entry, changed_at=NOW), told_here_too=(), history=())


def _twin() -> Finding:
    details = ShrubDetails(regrows_on=date(2017, 5, 1))
    return a_finding(id=known("twin"), position=SQUARE, details=details, tier=Tier.PUBLIC)


def _settled(casebook: Casebook, actor: Actor) -> Finding:
    """What a phone sent upon a version that stands no more is taken."""
    late = _twin().model_copy(update={"category": Category.LIGHTING})
    op = Op(known("late op"), late, base_version=1)
    casebook._store.apply([op], by=Role.WALKER.value, at=NOW)
    return casebook.settle_sent(actor, late.id, op.op_id, take=True, base_version=5).record


def _areas() -> list[Area]:
    return [record for record in town() if isinstance(record, Area)]


def _patrol(casebook: Casebook, actor: Actor, **changes: object) -> Action:
    return Action(**{**dict(casebook.entry(actor, Action, known("patrol")).record), **changes})


def _document(casebook: Casebook, actor: Actor) -> AcceptedDocument:
    read = casebook.propose_promises(actor, "0880", PROMISES, "text")
    return AcceptedDocument(proposal=read.proposal, municipality="0880", digest=read.digest)


def _shift() -> Activity:
    return an_activity(id=known("late shift"), action_id=known("patrol"), done_on=date(2017, 5, 6))


def _meeting() -> Meeting:
    decisions = (Decision(text="Begär ljus"),)
    return a_meeting(id=known("meeting"), tier=Tier.PUBLIC, action_id=known("walk"), decisions=decisions)


def _adopted(casebook: Casebook, actor: Actor) -> UUID:
    return UUID(casebook.hotspots(actor, VIEW)[0].ref)


def _csv(directory: Path) -> Path:
    path = directory / "reports.csv"
    path.write_text(CSV, "utf-8")
    return path


def _try(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except (LofteskartanError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def answers(extra: Sequence[Record], actor: Actor, base: Sequence[Record]) -> dict[str, str]:
    """What every method answers, with extra records in the store."""
    with tempfile.TemporaryDirectory() as directory:
        store = open_store(Path(directory) / "store.gpkg")
        casebook = Casebook(store, clock=lambda: NOW)
        casebook.import_records(EVERYBODY, [*base, *extra])
        ref = casebook.hotspots(actor, VIEW)[0].ref
        found: dict[str, str] = {}
        for name, ask in ASKED.items():
            answer = _try(partial(ask, casebook, actor, ref, Path(directory)))
            found[name] = repr(answer).replace(directory, "")
        store.close()
        return found


def test_every_public_method_is_asked() -> None:
    public = {name for name, _ in inspect.getmembers(Casebook, inspect.isfunction) if not name.startswith("_")}
    assert public == set(ASKED)


def test_the_questions_get_real_answers() -> None:
    found = answers([], Actor(role=Role.PLANNER), town())
    refused = {name for name, answer in found.items() if "Error:" in answer or "Not" in answer.split(":")[0]}
    assert refused == {"check", "snapshot"}


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
