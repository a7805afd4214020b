"""Every public method of the casebook, and a question to it."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from geodata.casebook import Casebook, ImportKind, ImportOptions
from geodata.casebook.inviting import Guest
from geodata.casebook.promise_documents import AcceptedDocument
from geodata.coverage import Period
from geodata.editing import EDITABLE
from geodata.errors import LofteskartanError
from geodata.inbox import FindingDecision, Waits
from geodata.model import (
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
    Role,
    ShrubDetails,
    Tier,
)
from geodata.store.base import Op
from geodata.studies.area_rates import Smoothing
from geodata.studies.effect import EffectChoice
from geodata.studies.foresight import Draft
from tests.builders import (
    a_finding,
    a_meeting,
    a_walk,
    an_activity,
)
from tests.geodata.casebook.asked_handouts import ASKED_OF_HANDOUTS
from tests.geodata.casebook.asked_handovers import ASKED_OF_HANDOVERS
from tests.geodata.casebook.asked_newsletters import ASKED_OF_NEWSLETTERS
from tests.geodata.casebook.asked_photos import ASKED_OF_PHOTOS
from tests.geodata.casebook.asked_protocols import ASKED_OF_PROTOCOLS
from tests.geodata.casebook.asked_registers import ASKED_OF_REGISTERS
from tests.geodata.casebook.asked_situations import ASKED_OF_SITUATIONS
from tests.geodata.casebook.asked_views import ASKED_OF_VIEWS
from tests.geodata.casebook.asked_walks import ASKED_OF_WALKS
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import SQUARE, TUNNEL, VIEW, known, reports_at, town

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
    **ASKED_OF_VIEWS,
    **ASKED_OF_REGISTERS,
    "evidence_count": lambda c, a, ref, d: c.evidence_count(a, "0880"),
    "evidence_detail": lambda c, a, ref, d: [
        c.evidence_detail(a, "0880", c.evidence_arrow(a, "0880")[1], row) for row in range(5)
    ],
    "record_of": lambda c, a, ref, d: [tried(partial(c.record_of, a, i)) for i in (known("promise"), HIDDEN)],
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
        tried(partial(c.freshness_of, a, kind, identity))
        for kind, identity in ((Action, known("patrol")), (Promise, known("promise")))
    ],
    "tasks": lambda c, a, ref, d: c.tasks(a, "0880"),
    "agreements": lambda c, a, ref, d: c.agreements(a, "0880"),
    "contacts": lambda c, a, ref, d: c.contacts(a, "0880"),
    "schemes": lambda c, a, ref, d: c.schemes(a, "0880"),
    "fires": lambda c, a, ref, d: [c.fires(a, "0880", area=area) for area in (None, "E")],
    "effect_study": lambda c, a, ref, d: [
        tried(partial(c.effect_study, a, action, choice=choice))
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
    "confirm_promise": lambda c, a, ref, d: _confirmed(c, a),
    "invite": lambda c, a, ref, d: _invited(c, a).walk.id,
    "invitations": lambda c, a, ref, d: [one.label for one in c.invitations(a, _invited(c, a).walk.id)],
    "revoke": lambda c, a, ref, d: c.revoke(a, _invited(c, a).invitation.id).revoked_at,
    "admit": lambda c, a, ref, d: _invited(c, a).walk,
    "field_pack": lambda c, a, ref, d: replace(c.field_pack(_invited(c, a)), expires_at=NOW),
    "receive": lambda c, a, ref, d: c.receive(_invited(c, a), _field_note()),
    "inbox": lambda c, a, ref, d: [_lines(c, a, heading) for heading in (None, *Waits)],
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
    **ASKED_OF_WALKS,
    **ASKED_OF_PHOTOS,
    **ASKED_OF_PROTOCOLS,
    **ASKED_OF_HANDOUTS,
    **ASKED_OF_HANDOVERS,
    **ASKED_OF_SITUATIONS,
    **ASKED_OF_NEWSLETTERS,
    "import_records": lambda c, a, ref, d: c.import_records(a, reports_at(SQUARE, 3, seed=8, name="late")),
    "import_file": lambda c, a, ref, d: c.import_file(
        a, ImportKind.REPORTS, _csv(d), ImportOptions(municipality="0880")
    ),
    "search": lambda c, a, ref, d: [c.search(a, "0880", words) for words in ("t", "torg", "secret", "hemlig", "0880")],
    "evidence_sources": lambda c, a, ref, d: c.evidence_sources(a, "0880"),
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


def _lines(casebook: Casebook, actor: Actor, heading: Waits | None) -> object:
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


def _confirmed(casebook: Casebook, actor: Actor) -> object:
    version = casebook.entry(actor, Promise, known("promise")).version
    casebook.confirm_promise(actor, known("promise"), base_version=version)
    return casebook.freshness_of(actor, Promise, known("promise"))


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


def tried(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except (LofteskartanError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
