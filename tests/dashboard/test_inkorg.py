"""The inbox as it is read and pressed: what waits, one finding, decisions with their faults, conflicts and undo."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.pages.inkorg import sketch
from dashboard.pages.inkorg.answering import Answer, Pressed, Standing, answer, pressed_of, show, standing_of
from dashboard.pages.inkorg.ids import Act
from dashboard.pages.inkorg.listing import Wish
from dashboard.router import answer as screen_of
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NotFound
from geodata.inbox import FindingDecision, Waits
from geodata.model import (
    Actor,
    CaseStatus,
    Category,
    ConsentState,
    Finding,
    LightingDetails,
    Photo,
    Role,
    Rubric,
    ShrubDetails,
    Stop,
    Tier,
)
from geodata.picturefolder import PictureFolder
from geodata.store.base import Op
from geodata.store.opening import open_store
from tests.builders import a_finding, a_walk
from tests.dashboard.rendered import PLANNER, as_json, components, ids, props, words
from tests.geodata.casebook.town import SQUARE, TODAY, TUNNEL, known, town

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
STOPS = (Stop(number=1, name="Torget", position=SQUARE), Stop(number=2, name="Tunneln", position=TUNNEL))
WALK = a_walk(id=known("dusk"), title="Vandring i skymning", stops=STOPS, planned_on=date(2017, 5, 20))
BACK = "kommun=0880"


def a_note(name: str, **changes: Any) -> Finding:
    told = {
        "category": Category.LIGHTING,
        "tier": Tier.MUNICIPALITY,
        "walk_id": WALK.id,
        "stop": 2,
        "position": TUNNEL,
        "observed_at": datetime(2017, 5, 20, 20, tzinfo=UTC),
    }
    return a_finding(id=known(name), **{**told, **changes})


NOWHERE_TO_BE_FOUND = "9d4b6f0c-0f63-4d0b-8a2e-7c5c1f9e2b10"
LAMP = a_note(
    "lamp",
    note="Lampan är trasig <script>",
    details=LightingDetails(lamp_id="K17", is_lit=False),
    rubric=Rubric(lighting=0, feeling=1),
    severity=3,
    clock_offset_s=86_400,
)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town with a walk whose findings have come in."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    found.import_records(PLANNER, [*town(), WALK, LAMP, a_note("twin", note="Släckt lampa")])
    yield found
    store.close()


def screen(casebook: Casebook, path: str, query: str = BACK, *, role: Role = Role.PLANNER, t: Any = SV) -> Any:
    return screen_of(Ask(Actor(role=role), t), casebook, Settings(data_dir=Path(), role=role), path, query)


def press(casebook: Casebook, finding: UUID, act: Act, at: str = "", **values: str) -> Answer:
    """A button pressed on the finding as it stands."""
    version = casebook.entry(PLANNER, Finding, finding).version
    return answer(ASK, casebook, Standing(finding, version, BACK), Pressed(act, at, values))


def written(found: Answer) -> dict[str, Any]:
    """What stands in the fields."""
    told = [props(one) for one in components(found.room)]
    return {
        given["id"]["name"]: given.get("value")
        for given in told
        if isinstance(given.get("id"), dict) and given["id"]["type"] == "inbox-field"
    }


def undo(casebook: Casebook, after: Answer) -> Answer:
    """The button of the notice pressed."""
    button = next(json.loads(one) for one in ids(after.said) if "undo" in one)
    return answer(ASK, casebook, after.standing, pressed_of(button, [], []))


def stands(casebook: Casebook, finding: UUID = LAMP.id) -> Finding:
    return casebook.entry(PLANNER, Finding, finding).record


def test_the_inbox_lists_what_waits_with_its_counts(casebook: Casebook) -> None:
    tree = screen(casebook, "/inkorg")
    text = words(tree)
    for part in (
        "Inkorg",
        "Väntar på något\n3",
        "Nya\n3",
        "Kanske samma sak\n2",
        "Vandring i skymning. Stopp 2: Tunneln",
    ):
        assert part in text, part
    assert "Välj ett fynd i listan" in text
    assert "Waiting for something" in words(screen(casebook, "/inkorg", t=EN))
    count = next(one for one in components(tree) if getattr(one, "id", "") == "nav-count-inbox")
    assert words(count) == "3"


def test_a_heading_a_walk_and_a_party_narrow_the_list(casebook: Casebook) -> None:
    assert "Inga fynd här" in words(screen(casebook, "/inkorg", f"{BACK}&visa=settled"))
    assert "3 fynd" in words(screen(casebook, "/inkorg", f"{BACK}&visa=new"))
    assert "2 fynd" in words(screen(casebook, "/inkorg", f"{BACK}&vandring={WALK.id}"))
    assert "Inga fynd här" in words(screen(casebook, "/inkorg", f"{BACK}&ansvarig={known('police')}"))
    damaged = Wish.of("0880", "visa=x&vandring=y&ansvarig=&sida=-1")
    assert damaged == Wish("0880", None, None, None, 1)


def test_readers_without_the_deed_have_no_inbox(casebook: Casebook) -> None:
    for role in (Role.CITIZEN, Role.BOARD, Role.WALKER):
        tree = screen(casebook, "/inkorg", role=role)
        assert "får inte" in words(tree)
        assert "nav-count-inbox" not in ids(tree)


def test_an_open_finding_tells_all_that_is_known_of_it(casebook: Casebook) -> None:
    tree = screen(casebook, f"/inkorg/{LAMP.id}")
    text = words(tree)
    for part in (
        "Lampan är trasig <script>", "Stopp 2: Tunneln", "K17", "allvarligt", "Telefonens klocka gick fel",
        "Betyg 0 (dåligt) till 3 (bra)", "Inga foton", "Släckt lampa", "0 m bort, samma stopp", "Historik: 1 steg",
        "Tomt: om sex månader, 1 december 2017.", "Första beslutet gör fyndet synligt",
    ):  # fmt: skip
        assert part in text, part
    assert "<script>" not in as_json(tree).replace("Lampan är trasig <script>", "")
    assert "Det du söker finns inte" in words(screen(casebook, f"/inkorg/{uuid4()}"))
    assert "Det du söker finns inte" in words(screen(casebook, "/inkorg/x"))


def test_one_press_decides_and_one_press_undoes(casebook: Casebook) -> None:
    after = press(casebook, LAMP.id, Act.QUICK, "action_planned")
    assert "Åtgärdas. Beslutet är sparat." in words(after.said)
    assert after.line == "Åtgärdas, ska vara klart 1 december 2017"
    assert (stands(casebook).status, stands(casebook).tier) == (CaseStatus.ACTION_PLANNED, Tier.PUBLIC)
    back = undo(casebook, after)
    assert "Ångrat." in words(back.said)
    assert stands(casebook) == LAMP
    assert not [one for one in ids(back.said) if "undo" in one]


def test_the_whole_form_decides_everything(casebook: Casebook) -> None:
    after = press(
        casebook,
        LAMP.id,
        Act.DECIDE,
        status="other_party",
        reason="Deras stolpe",
        party=str(known("police")),
        unit="Gatuenheten",
        due="2017-08-01",
        action=str(known("patrol")),
        note="Lampan är trasig",
    )
    found = stands(casebook)
    assert (found.status, found.status_reason, found.due_on) == (
        CaseStatus.OTHER_PARTY, "Deras stolpe", date(2017, 8, 1)
    )  # fmt: skip
    assert (found.responsible_id, found.action_id, found.note) == (
        known("police"), known("patrol"), "Lampan är trasig"
    )  # fmt: skip
    text = words(after.room)
    assert "Polisen frågades 1 juni 2017 och har inte svarat." in text
    assert "Historik: 2 steg" in text
    assert "Vem som ser det\nFöre: \nKommunen och polisen\n → \nEfter: \nAlla" in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": ""}, "Välj"),
        ({"status": "declined", "reason": " "}, "Skriv varför inte."),
        ({"status": "other_party"}, "Välj vem som är ansvarig."),
        ({"status": "fixed", "due": "i maj"}, "Skriv dagen som 2026-05-01."),
        ({"status": "fixed", "note": "Ring 070-123 45 67"}, '"070-123 45 67" kan peka ut någon (telefonnummer)'),
        ({"status": "fixed", "unit": "a@b.se"}, '"a@b.se" kan peka ut någon (e-postadress)'),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_and_what_was_written_stays(
    casebook: Casebook, values: dict[str, str], said: str
) -> None:
    after = press(casebook, LAMP.id, Act.DECIDE, **{"unit": "Gatuenheten", **values})
    assert after.is_faulty
    errors = [str(given["error"]) for one in components(after.room) if (given := props(one)).get("error")]
    assert len(errors) == 1
    assert said in errors[0]
    assert written(after)["unit"] == values.get("unit", "Gatuenheten")
    assert stands(casebook) == LAMP


def test_somebody_elses_decision_is_shown_and_ones_own_words_stay(casebook: Casebook) -> None:
    casebook.decide(PLANNER, LAMP.id, FindingDecision(status=CaseStatus.FIXED), base_version=1)
    mine = Pressed(Act.DECIDE, "", {"status": "declined", "reason": "Privat mark"})
    after = answer(ASK, casebook, Standing(LAMP.id, 1, BACK), mine)
    assert after.is_faulty
    assert "Någon annan ändrade fyndet" in words(after.room)
    reason = next(
        one for one in components(after.room) if getattr(one, "id", None) == {"type": "inbox-field", "name": "reason"}
    )
    assert props(reason)["value"] == "Privat mark"
    again = answer(ASK, casebook, after.standing, mine)
    assert not again.is_faulty
    assert stands(casebook).status is CaseStatus.DECLINED


def test_pressing_twice_decides_once(casebook: Casebook) -> None:
    pressed, standing = Pressed(Act.QUICK, "fixed", {}), Standing(LAMP.id, 1, BACK)
    answer(ASK, casebook, standing, pressed)
    again = answer(ASK, casebook, standing, pressed)
    assert not again.is_faulty
    assert casebook.entry(PLANNER, Finding, LAMP.id).version == 2


def test_two_are_proposed_merged_and_taken_apart(casebook: Casebook) -> None:
    twin = known("twin")
    after = press(casebook, twin, Act.PROPOSE, str(LAMP.id))
    assert "Föreslås säga samma sak som" in words(after.room)
    other = words(show(ASK, casebook, LAMP.id, BACK).room)
    assert "Föreslås säga samma sak som det här" in other
    assert "Släckt lampa" in other
    after = press(casebook, LAMP.id, Act.MERGE, str(twin))  # from the side of the one that stands
    assert "Sammanslaget hit 1 juni 2017" in words(after.room)
    assert stands(casebook, twin).merged_on == TODAY
    merged = words(show(ASK, casebook, twin, BACK).room)
    assert "Beslut med ett tryck" not in merged
    press(casebook, twin, Act.APART, str(twin))
    assert stands(casebook, twin).duplicate_of is None
    with pytest.raises(NotFound):
        press(casebook, LAMP.id, Act.MERGE, str(twin))


def test_an_answer_is_kept_with_its_day_and_a_no_with_its_reason(casebook: Casebook) -> None:
    press(casebook, LAMP.id, Act.DECIDE, status="other_party", party=str(known("police")))
    assert press(casebook, LAMP.id, Act.REFUSE, consent_on="2017-06-01").is_faulty
    assert press(casebook, LAMP.id, Act.ACCEPT, consent_on="2017-07-01").is_faulty
    after = press(casebook, LAMP.id, Act.REFUSE, consent_on="2017-06-01", consent_reason="Inte vår stolpe")
    consent = stands(casebook).consent
    assert consent is not None
    assert (consent.state, consent.reason) == (ConsentState.DECLINED, "Inte vår stolpe")
    assert "Polisen sade nej 1 juni 2017." in words(after.room)
    assert words(undo(casebook, after).room).count("har inte svarat") == 1


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        ("", "16.36", "Skriv grader"),
        ("56,66", "nan", "Skriv grader"),
        ("95", "16", "Skriv grader"),
        ("16.36", "56.66", "utanför"),
        ("56,6628", "16,361", None),
    ],
)
def test_a_position_is_given_in_degrees_with_comma_or_point(
    casebook: Casebook, lat: str, lon: str, said: str | None
) -> None:
    nowhere = a_note("nowhere", position=None, accuracy_m=None)
    casebook.import_records(PLANNER, [nowhere])
    assert "Position saknas" in words(show(ASK, casebook, nowhere.id, BACK).room)
    after = press(casebook, nowhere.id, Act.LOCATE, lat=lat, lon=lon)
    if said is None:
        assert stands(casebook, nowhere.id).position == SQUARE
        assert "Position angiven för hand" in words(after.room)
    else:
        errors = [str(props(one)["error"]) for one in components(after.room) if props(one).get("error")]
        assert [said in error for error in errors] == [True]


def test_contacts_and_the_season_are_noted(casebook: Casebook) -> None:
    grows = a_note("grows", category=Category.SHRUBS, details=ShrubDetails(season="vår", regrows_on=date(2017, 5, 1)))
    casebook.import_records(PLANNER, [grows])
    assert "Skulle ses över 1 maj 2017." in words(show(ASK, casebook, grows.id, BACK).room)
    assert press(casebook, grows.id, Act.SEASON, season="2017-05-02").is_faulty
    after = press(casebook, grows.id, Act.SEASON, season="")
    assert "Ses över nästa gång 1 juni 2018." in words(after.room)
    assert press(casebook, grows.id, Act.CONTACT, contact_on="2017-09-01").is_faulty
    after = press(
        casebook, grows.id, Act.CONTACT, contact_on="2017-06-01", contact_outcome="agreed", contact_owner="Kalmarhem"
    )
    assert "1 juni 2017: Sagt ja\nKalmarhem" in words(after.room)


def test_what_a_phone_sent_too_late_stands_beside_what_stands(casebook: Casebook) -> None:
    press(casebook, LAMP.id, Act.QUICK, "fixed")
    late = Op(uuid4(), LAMP.model_copy(update={"note": "Lampan lyser"}), base_version=1)
    casebook._store.apply([late], by=Role.WALKER.value, at=datetime(2026, 11, 2, tzinfo=UTC))
    text = words(show(ASK, casebook, LAMP.id, BACK).room)
    assert "En telefon skickade en annan version" in text
    assert "Två versioner" in text
    after = press(casebook, LAMP.id, Act.TAKE, str(late.op_id))
    assert "En telefon skickade" not in words(after.room)
    assert (stands(casebook).note, stands(casebook).status) == ("Lampan lyser", CaseStatus.FIXED)
    undo(casebook, after)
    assert stands(casebook).note == LAMP.note


def test_a_photo_is_hidden_in_part_released_and_withdrawn(casebook: Casebook) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "JPEG")
    invited = casebook.invite(PLANNER, WALK.id)
    casebook.receive_photo(casebook.admit(invited.token), known("photo"), LAMP.id, picture.getvalue())
    shown = show(ASK, casebook, LAMP.id, BACK)
    assert "Bara kommunen ser det." in words(shown.room)
    box = {"left": 0.1, "top": 0.1, "width": 0.5, "height": 0.5}

    def pressed(act: Act, version: int) -> Answer:
        button = {"act": act.value, "at": f"{known('photo')}/{version}"}
        boxes = [{"type": "inbox-boxes", "photo": str(known("photo"))}]
        return answer(ASK, casebook, shown.standing, pressed_of(button, [], [], [[box]], boxes))

    assert "Det som är dolt är sparat." in words(pressed(Act.BLUR, 1).said)
    assert "Släppt: alla får se det." in words(pressed(Act.RELEASE, 2).room)
    photo = casebook.entry(PLANNER, Photo, known("photo")).record
    assert (len(photo.blurred), photo.tier) == (1, Tier.PUBLIC)
    assert "Bara kommunen ser det." in words(pressed(Act.WITHDRAW, 3).room)


@pytest.mark.parametrize("given", [None, {}, {"id": "x", "version": 1, "back": ""}, {"id": 1}, [1]])
def test_a_standing_that_was_made_by_hand_is_refused_in_words(given: Any) -> None:
    with pytest.raises((BadSetting, NotFound)):
        standing_of(given)


@pytest.mark.parametrize(
    ("act", "at"),
    [
        (Act.QUICK, "x"),
        (Act.QUICK, ""),
        (Act.PROPOSE, "x"),
        (Act.MERGE, NOWHERE_TO_BE_FOUND),
        (Act.UNDO, "a/b/c"),
        (Act.UNDO, f"{LAMP.id}/٣/1"),
        (Act.UNDO, f"{LAMP.id}/7/1"),
        (Act.TAKE, NOWHERE_TO_BE_FOUND),
        (Act.RELEASE, f"{NOWHERE_TO_BE_FOUND}/1"),
    ],
)
def test_a_press_that_was_made_by_hand_is_refused_in_words(casebook: Casebook, act: Act, at: str) -> None:
    with pytest.raises((BadSetting, NotFound)):
        press(casebook, LAMP.id, act, at)
    assert stands(casebook) == LAMP


def test_fields_that_were_made_by_hand_are_read_as_far_as_they_can_be() -> None:
    button = {"act": "quick", "at": "fixed"}
    assert pressed_of(button, [1, "x", None], [{"name": "a"}, {"name": "b"}, 3]).values == {"a": "", "b": "x"}
    assert pressed_of(button, "x", 7).values == {}
    for damaged in ({}, {"act": "none", "at": ""}, {"act": 1, "at": 2}):
        with pytest.raises(BadSetting):
            pressed_of(damaged, [], [])


def test_how_many_there_are_is_a_few_bytes_that_change_when_one_comes(casebook: Casebook, tmp_path: Path) -> None:
    client = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    first = client.get("/inkorg.json?kommun=0880")
    assert first.json == {"new": 3, "arrived": 3, "version": first.json["version"]}
    same = client.get("/inkorg.json?kommun=0880", headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    casebook.import_records(PLANNER, [a_note("late")])
    more = client.get("/inkorg.json?kommun=0880", headers={"If-None-Match": first.headers["ETag"]})
    assert (more.status_code, more.json["new"], more.json["arrived"]) == (200, 4, 4)
    citizen = create_app(Settings(data_dir=tmp_path, role=Role.CITIZEN), casebook).server.test_client()
    assert citizen.get("/inkorg.json?kommun=0880").status_code == 403


def test_a_decision_stands_on_the_findings_card(casebook: Casebook, tmp_path: Path) -> None:
    told = {"party": str(known("police")), "unit": "Ljus", "action": str(known("patrol"))}
    press(casebook, LAMP.id, Act.DECIDE, status="other_party", **told)
    client = create_app(Settings(data_dir=tmp_path, role=Role.CITIZEN), casebook).server.test_client()
    version = casebook.evidence_arrow(Actor(role=Role.CITIZEN), "0880")[1]
    columns = casebook._shelf.columns(Actor(role=Role.CITIZEN), "0880")
    row = [columns.id_of(one) for one in range(len(columns))].index(LAMP.id)
    card = client.get(f"/evidence/{version}/{row}?municipality=0880").json
    said = {one["label"]: one["value"] for one in card["words"]}
    assert (said["Läge"], said["Ansvarig"], said["Åtgärd"]) == ("Annan part ansvarar", "Polisen, Ljus", "Nattvandring")
    assert said["Samtycke"] == "frågad, inget svar än (1 juni 2017)"
    assert "Anteckning" not in said


def test_the_sketch_shows_the_finding_its_stops_and_how_long_a_hundred_metres_are(casebook: Casebook) -> None:
    areas = casebook.areas(PLANNER, "0880")
    window = sketch.window_of(LAMP, WALK, areas)
    assert window is not None
    assert window.west < TUNNEL.lon < window.east
    assert window.place(TUNNEL.lon, TUNNEL.lat) == pytest.approx((sketch.WIDTH / 2, sketch.HEIGHT / 2))
    assert window.metre_px * 2 * sketch.HALF_M == pytest.approx(sketch.HEIGHT)
    drawn = sketch.draw(window, LAMP, WALK, areas, [a_note("twin")])
    assert "%3Csvg" in drawn
    assert "100%20m" in drawn or "50%20m" in drawn
    nowhere = LAMP.model_copy(update={"position": None})
    around = sketch.window_of(nowhere, WALK, areas)
    assert around is not None
    for stop in STOPS:
        assert stop.position is not None
        x, y = around.place(stop.position.lon, stop.position.lat)
        assert 0 < x < sketch.WIDTH
        assert 0 < y < sketch.HEIGHT
    assert sketch.window_of(nowhere, None, ()) is None
    assert sketch.window_of(nowhere, None, areas) is not None


def test_every_heading_has_a_place_in_the_list(casebook: Casebook) -> None:
    for heading in Waits:
        assert "Inkorg" in words(screen(casebook, "/inkorg", f"{BACK}&visa={heading.value}"))


def test_a_late_finding_stands_on_the_list_of_the_party_that_owes_it(casebook: Casebook) -> None:
    late = a_note("late", status=CaseStatus.ACTION_PLANNED, due_on=date(2017, 5, 1), responsible_id=known("police"))
    casebook.import_records(PLANNER, [late])
    query = f"{BACK}&part={known('police')}"
    text = words(screen(casebook, "/farskhet", query))
    assert "Fynd med försenat beslut (1)\nVandring i skymning\nBelysning\nska vara klart 1 maj 2017" in text
    assert "Fynd med försenat" not in words(screen(casebook, "/farskhet", query, role=Role.CITIZEN))
