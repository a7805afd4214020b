"""Records for tests: each sane by itself, in Kalmar; a test states only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import shapely

from geodata.model import (
    Action,
    ActionType,
    Activity,
    Agreement,
    Area,
    AreaKind,
    Assessment,
    BurglaryCount,
    Category,
    Commitment,
    CommitmentKind,
    Communication,
    ContactCard,
    CrimeCount,
    Dialogue,
    DialogueForm,
    Direction,
    Effect,
    Finding,
    FireCount,
    Goal,
    Handover,
    HandoverWay,
    Hotspot,
    HotspotState,
    Idea,
    IdeaKind,
    ImportRun,
    Indicator,
    Invitation,
    Link,
    LinkState,
    Meeting,
    Municipality,
    NeighbourhoodWatch,
    Newsletter,
    Party,
    PartyKind,
    Photo,
    Place,
    PlaceKind,
    PoliceEvent,
    Position,
    Promise,
    Provenance,
    Record,
    Report,
    Rubric,
    SavedView,
    SituationContent,
    SituationPlan,
    SituationReport,
    SourceType,
    SurveyResult,
    Tier,
    Turnout,
    Verdict,
    Walk,
)

KALMAR = "0880"
STATION = Position(lon=16.3567, lat=56.6612)


def a_provenance(**changes: Any) -> Provenance:
    return Provenance(**{"source": "Kalmar kommun", "file": "tips.csv", "row": 2, **changes})


def a_box(lon: float = 16.36, lat: float = 56.66, size: float = 0.01) -> shapely.Polygon:
    """A square of `size` degrees with its south-western corner at (lon, lat)."""
    return shapely.box(lon, lat, lon + size, lat + size)


def _facts(changes: dict[str, Any], **defaults: Any) -> dict[str, Any]:
    return {"id": uuid4(), "municipality": KALMAR, "provenance": a_provenance(), **defaults, **changes}


def a_municipality(**changes: Any) -> Municipality:
    return Municipality(**_facts(changes, name="Kalmar", outline=a_box(16.2, 56.5, 0.4), local_epsg=3010))


def an_area(**changes: Any) -> Area:
    defaults = {"code": "0880C1030", "name": "Kvarnholmen", "area_kind": AreaKind.DESO, "outline": a_box()}
    return Area(**_facts(changes, **defaults, residents=1810, dwellings=1102))


def a_place(**changes: Any) -> Place:
    return Place(**_facts(changes, name="Stationsplan", place_kind=PlaceKind.STATION, position=STATION, radius_m=150))


def a_party(**changes: Any) -> Party:
    return Party(**_facts(changes, name="Lokalpolisområde Kalmar", party_kind=PartyKind.POLICE))


def a_contact_card(**changes: Any) -> ContactCard:
    return ContactCard(**_facts(changes, function="kommunpolis", party_id=uuid4(), review_on=date(2017, 12, 1)))


def an_agreement(**changes: Any) -> Agreement:
    defaults = {"title": "Samverkansöverenskommelse 2016–2017", "starts_on": date(2016, 4, 1)}
    return Agreement(**_facts(changes, **defaults, ends_on=date(2017, 12, 31)))


def a_promise(**changes: Any) -> Promise:
    defaults = {
        "agreement_id": uuid4(),
        "number": 1,
        "title": "Tryggare vid stationen",
        "categories": (Category.LIGHTING, Category.SHRUBS),
        "starts_on": date(2016, 4, 1),
        "ends_on": date(2017, 12, 31),
        "indicator": Indicator(name="otrygga", unit="procent", direction=Direction.DOWN, baseline=31.0, target=25.0),
    }
    return Promise(**_facts(changes, **defaults))


def a_goal(**changes: Any) -> Goal:
    return Goal(**_facts(changes, agreement_id=uuid4(), title="Ökad trygghet"))


def an_action(**changes: Any) -> Action:
    defaults = {
        "promise_ids": (uuid4(),),
        "title": "Trygghetsvandring vid stationen",
        "action_type": ActionType.SAFETY_WALK,
        "commitment": Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1),
        "starts_on": date(2016, 4, 1),
    }
    return Action(**_facts(changes, **defaults))


def an_activity(**changes: Any) -> Activity:
    return Activity(**_facts(changes, action_id=uuid4(), done_on=date(2016, 10, 12)))


def a_neighbourhood_watch(**changes: Any) -> NeighbourhoodWatch:
    return NeighbourhoodWatch(**_facts(changes, name="Stensberg", starts_on=date(2016, 9, 1), households=42))


def a_communication(**changes: Any) -> Communication:
    defaults = {"title": "Så går det med löftena", "channel": "webbplatsen", "planned_on": date(2016, 12, 1)}
    return Communication(**_facts(changes, **defaults))


def an_idea(**changes: Any) -> Idea:
    defaults = {"received_on": date(2016, 5, 2), "reply_due_on": date(2016, 5, 16)}
    return Idea(**_facts(changes, idea_kind=IdeaKind.TIP, text="Lampan vid tunneln är trasig.", **defaults))


def a_report(**changes: Any) -> Report:
    defaults = {
        "category": Category.LIGHTING,
        "observed_at": datetime(2016, 11, 5, 20, 30, tzinfo=UTC),
        "position": STATION,
        "source": SourceType.WEB_FORM,
    }
    return Report(**_facts(changes, **defaults))


def a_finding(**changes: Any) -> Finding:
    defaults = {
        "category": Category.SHRUBS,
        "observed_at": datetime(2016, 10, 12, 17, 5, tzinfo=UTC),
        "position": STATION,
        "accuracy_m": 6.5,
    }
    return Finding(**_facts(changes, **defaults))


def a_walk(**changes: Any) -> Walk:
    defaults = {"title": "Vandring runt stationen", "planned_on": date(2016, 10, 12)}
    return Walk(**_facts(changes, **defaults, route=shapely.LineString([(16.356, 56.661), (16.36, 56.663)])))


def an_invitation(**changes: Any) -> Invitation:
    defaults = {"walk_id": uuid4(), "token_sha256": "a" * 64, "expires_at": datetime(2016, 10, 26, 22, 0, tzinfo=UTC)}
    return Invitation(**_facts(changes, **defaults))


def an_assessment(**changes: Any) -> Assessment:
    defaults = {"walk_id": uuid4(), "stop": 1, "observed_at": datetime(2016, 10, 12, 17, 20, tzinfo=UTC)}
    return Assessment(**_facts(changes, **defaults, rubric=Rubric(lighting=1, path=2, feeling=1)))


def a_turnout(**changes: Any) -> Turnout:
    return Turnout(**_facts(changes, walk_id=uuid4(), function="boende", number=3))


def a_photo(**changes: Any) -> Photo:
    defaults = {"walk_id": uuid4(), "finding_id": uuid4(), "received_sha256": "b" * 64, "kept_sha256": "c" * 64}
    return Photo(**_facts(changes, **defaults, width=800, height=600))


def a_burglary_count(**changes: Any) -> BurglaryCount:
    return BurglaryCount(**_facts(changes, area_code="0880C1030", month=date(2016, 11, 1), count=2))


def a_fire_count(**changes: Any) -> FireCount:
    return FireCount(**_facts(changes, area_code="0880C1030", month=date(2016, 11, 1), count=1))


def a_crime_count(**changes: Any) -> CrimeCount:
    return CrimeCount(**_facts(changes, offence="Bostadsinbrott", year=2016, count=181, per_100k=272.4))


def a_survey_result(**changes: Any) -> SurveyResult:
    defaults = {"area_code": "0880C1030", "wave": "2016", "question": "Otrygg utomhus sena kvällar"}
    return SurveyResult(**_facts(changes, **defaults, value=27.5, low=24.0, high=31.0, sample_size=412))


def a_dialogue(**changes: Any) -> Dialogue:
    defaults = {"title": "Torgdialog", "held_on": date(2015, 11, 14), "form": DialogueForm.STREET}
    return Dialogue(**_facts(changes, **defaults, target_group="boende i centrum", taking_part=85))


def a_police_event(**changes: Any) -> PoliceEvent:
    defaults = {"event_number": 123456, "event_type": "Rån", "title": "Rån, Kalmar", "centroid": STATION}
    return PoliceEvent(**_facts(changes, **defaults, happened_at=datetime(2016, 11, 5, 22, 14, tzinfo=UTC)))


def a_hotspot(**changes: Any) -> Hotspot:
    defaults = {"name": "Stationsplan", "state": HotspotState.ADOPTED, "outline": a_box(), "peak": STATION}
    return Hotspot(**_facts(changes, **defaults, evidence_ids=(uuid4(), uuid4())))


def a_link(**changes: Any) -> Link:
    defaults = {"hotspot_id": uuid4(), "action_id": uuid4(), "state": LinkState.CONFIRMED, "decided_by": "planerare"}
    return Link(**_facts(changes, **defaults, decided_at=datetime(2017, 1, 9, 9, 0, tzinfo=UTC)))


def an_effect(**changes: Any) -> Effect:
    defaults = {
        "action_id": uuid4(),
        "method": "före och efter, med jämförelse",
        "before_from": date(2016, 1, 1),
        "before_to": date(2016, 6, 30),
        "after_from": date(2016, 7, 1),
        "after_to": date(2016, 12, 31),
        "verdict": Verdict.UNDECIDED,
        "computed_at": datetime(2017, 1, 9, 9, 0, tzinfo=UTC),
    }
    return Effect(**_facts(changes, **defaults))


def a_situation_report(**changes: Any) -> SituationReport:
    defaults = {"title": "Lägesbild vecka 2", "frozen_at": datetime(2017, 1, 9, 9, 0, tzinfo=UTC)}
    return SituationReport(**_facts(changes, **defaults, event_position=12))


def a_situation_content(**changes: Any) -> SituationContent:
    return SituationContent(**_facts(changes, report_id=uuid4(), text="{}", sha256="0" * 64))


def a_newsletter(**changes: Any) -> Newsletter:
    defaults = {"title": "Nyhetsbrev våren 2017", "made_at": datetime(2017, 1, 9, 9, 0, tzinfo=UTC)}
    return Newsletter(**_facts(changes, **defaults, content="{}"))


def a_situation_plan(**changes: Any) -> SituationPlan:
    return SituationPlan(**_facts(changes, audience=Tier.MUNICIPALITY, starts_on=date(2017, 1, 9)))


def a_meeting(**changes: Any) -> Meeting:
    return Meeting(**_facts(changes, title="Operativa gruppen", held_on=date(2017, 1, 10)))


def an_import_run(**changes: Any) -> ImportRun:
    defaults = {"import_kind": "reports", "file_name": "tips.csv", "file_sha256": "0" * 64}
    counts = {"read": 10, "added": 9, "changed": 0, "unchanged": 0, "rejected": 1}
    return ImportRun(**_facts(changes, **defaults, **counts, finished_at=datetime(2017, 1, 9, 9, 0, tzinfo=UTC)))


def a_saved_view(**changes: Any) -> SavedView:
    return SavedView(**_facts(changes, name="Kvällar vid stationen", query="tid=21-02&kategori=lighting"))


def a_handover(**changes: Any) -> Handover:
    defaults = {"finding_id": uuid4(), "how": HandoverWay.OPEN311, "endpoint": "fel.exempel.se"}
    return Handover(**_facts(changes, **defaults, sent_at=datetime(2017, 6, 1, 9, 0, tzinfo=UTC)))


def one_of_each() -> list[Record]:
    """A record of every kind, in the order of RECORD_TYPES."""
    return [
        a_municipality(),
        an_area(),
        a_place(),
        a_party(),
        a_contact_card(),
        an_agreement(),
        a_promise(),
        a_goal(),
        an_action(),
        an_activity(),
        a_neighbourhood_watch(),
        a_communication(),
        an_idea(),
        a_report(),
        a_finding(),
        a_walk(),
        a_burglary_count(),
        a_fire_count(),
        a_crime_count(),
        a_survey_result(),
        a_dialogue(),
        a_police_event(),
        a_hotspot(),
        a_link(),
        an_effect(),
        a_situation_report(),
        a_meeting(),
        an_import_run(),
        an_invitation(),
        an_assessment(),
        a_turnout(),
        a_photo(),
        a_saved_view(),
        a_handover(),
        a_situation_content(),
        a_newsletter(),
        a_situation_plan(),
    ]
