"""Handing a finding over from the inbox: what is shown, what the buttons do, and what is said where it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from dashboard.auth import Ask
from dashboard.failures import as_notice, status
from dashboard.i18n import Language, translate
from dashboard.pages.inkorg.answering import Answer, Pressed, Standing, answer, show
from dashboard.pages.inkorg.handover import wording
from dashboard.pages.inkorg.ids import Act
from geodata.casebook import Casebook
from geodata.errors import BadSetting, NoAnswer
from geodata.handover import Endpoint, fault_report
from geodata.model import Category, Feeling, Finding, Handover, HandoverState
from geodata.store.opening import open_store
from tests.builders import a_provenance
from tests.dashboard.rendered import PLANNER, components, ids, props, words
from tests.geodata.casebook.town import a_lamp, known, town
from tests.open311_server import Mood, Receiver

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
LAMP = a_lamp("Lampan är trasig <script>")


@pytest.fixture
def casebook(tmp_path: Path, receiver: Receiver) -> Iterator[Casebook]:
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store, endpoint=Endpoint(receiver.url, services={Category.LIGHTING: "001"}))
    found.import_records(PLANNER, [*town(), LAMP])
    yield found
    store.close()


def drawn(casebook: Casebook, finding: Finding = LAMP, ask: Ask = ASK) -> Answer:
    return show(ask, casebook, finding.id, "kommun=0880")


def press(casebook: Casebook, act: Act, finding: Finding = LAMP, **values: str) -> Answer:
    """The section's button pressed; it must be there."""
    (button,) = [one for one in map(json.loads, _buttons(drawn(casebook, finding))) if one["act"] == act.value]
    version = casebook.entry(PLANNER, Finding, finding.id).version
    return answer(ASK, casebook, Standing(finding.id, version, ""), Pressed(act, button["at"], values))


def _buttons(found: Answer) -> list[str]:
    return [one for one in ids(found.room) if '"act"' in one]


def acts(found: Answer) -> set[str]:
    handing = {Act.HAND, Act.MAILED, Act.POLL, Act.ARRIVED, Act.LOST, Act.SERVICES}
    return {json.loads(one)["act"] for one in _buttons(found)} & {act.value for act in handing}


def kept(casebook: Casebook) -> Handover:
    return casebook.handovers(PLANNER, LAMP.id).sent[0].record


def test_a_report_is_written_in_swedish_with_its_day_lamp_and_place() -> None:
    letter = wording(fault_report(LAMP))
    assert letter.subject == "Felanmälan: Belysning"
    lines = letter.body.splitlines()
    assert lines[0].startswith("Belysning. Noterat den ")
    assert lines[1:] == [
        "Lampan är trasig <script>",
        "Lampans nummer: K17",
        "Plats (latitud, longitud i WGS 84): 56.67800, 16.34500",
    ]


def test_what_is_sent_is_shown_before_and_its_reference_after(casebook: Casebook, receiver: Receiver) -> None:
    before = drawn(casebook)
    text = words(before.room)
    assert "Skicka till 127.0.0.1" in text
    assert "Lampans nummer: K17" in text
    assert "Send to 127.0.0.1" in words(drawn(casebook, ask=Ask(PLANNER, EN)).room)
    after = press(casebook, Act.HAND)
    assert "Lämnad till 127.0.0.1. Ärendenummer: SAL 1/å" in words(after.said)
    assert "SAL 1/å" in words(after.room)
    assert acts(after) == {"poll"}
    assert "Lampan är trasig <script>" in next(iter(receiver.taken.values()))["description"]


def test_the_status_is_fetched_and_a_closed_case_asks_somebody_to_look(casebook: Casebook, receiver: Receiver) -> None:
    press(casebook, Act.HAND)
    assert "Status hos mottagaren: pågår" in words(press(casebook, Act.POLL).said)
    receiver.said = {"status": "closed", "status_notes": "Bytt", "agency_responsible": "Gatukontoret"}
    after = press(casebook, Act.POLL)
    text = words(after.room)
    for part in ("stängt", "Bytt", "Gatukontoret", "Titta på platsen och bestäm här om det är åtgärdat."):
        assert part in text, part
    assert drawn(casebook).line == "Ny"


def test_an_answer_that_was_lost_is_told_and_settled_by_a_person(casebook: Casebook, receiver: Receiver) -> None:
    receiver.mood = Mood.LOST
    after = press(casebook, Act.HAND)
    assert "Kanske kom den fram" in words(after.said)
    assert "fråga mottagaren innan den skickas igen" in words(after.room)
    assert acts(after) == {"arrived", "lost"}
    after = press(casebook, Act.LOST)
    assert "Kom inte fram till 127.0.0.1" in words(after.room)
    assert acts(after) == {"hand", "mailed"}
    press(casebook, Act.HAND)
    after = press(casebook, Act.ARRIVED, reference="SAL 9")
    assert kept(casebook).reference == "SAL 9"
    assert acts(after) == {"poll"}


def test_a_refusal_is_told_with_its_reason(casebook: Casebook, receiver: Receiver) -> None:
    receiver.mood = Mood.REFUSING
    after = press(casebook, Act.HAND)
    assert "tog inte emot felanmälan" in words(after.said)
    assert "400 service_code was not provided" in words(after.room)


def test_asking_in_vain_is_told_in_words(casebook: Casebook, receiver: Receiver) -> None:
    press(casebook, Act.HAND)
    receiver.mood = Mood.BROKEN
    with pytest.raises(NoAnswer) as met:
        press(casebook, Act.POLL)
    assert status(met.value) == 502
    told = words(as_notice(SV, met.value))
    assert "Det som är sparat finns kvar" in told
    assert "500 disk full" in told


def test_without_a_receiver_there_is_a_letter_to_copy_or_mail(casebook: Casebook) -> None:
    casebook._endpoint = None
    room = drawn(casebook).room
    links = [given["href"] for one in components(room) if "href" in (given := props(one))]
    mail = next(one for one in links if str(one).startswith("mailto:"))
    assert "<" not in mail
    assert unquote(mail).startswith("mailto:?subject=Felanmälan: Belysning&body=Belysning. Noterat den ")
    assert "%0D%0ALampan" in mail
    copy = next(props(one) for one in components(room) if "data-copies" in props(one))
    letter = next(props(one) for one in components(room) if props(one).get("id") == copy["data-copies"])
    assert "Lampans nummer: K17" in letter["children"]
    after = press(casebook, Act.MAILED, mail_reference="2026-77")
    assert "Noterad som skickad" in words(after.said)
    assert (kept(casebook).reference, acts(after)) == ("2026-77", set())


def test_a_letter_without_a_number_may_get_one_later(casebook: Casebook) -> None:
    casebook._endpoint = None
    assert acts(press(casebook, Act.MAILED)) == {"arrived"}
    assert acts(press(casebook, Act.ARRIVED, reference="7")) == set()
    assert (kept(casebook).reference, kept(casebook).state) == ("7", HandoverState.GIVEN)


@pytest.mark.parametrize(
    ("changes", "said", "buttons"),
    [
        ({"position": None}, "Fyndet saknar plats", set()),
        ({"note": "Ring 070-123 45 67"}, "inget har skickats", set()),
        ({"provenance": a_provenance(made_up=True)}, "påhittat för demonstrationen", {"mailed"}),
        ({"category": Category.GRAFFITI, "details": None}, "har ingen kod hos 127.0.0.1", {"services", "mailed"}),
        ({"feeling": Feeling.SAFE}, None, set()),
    ],
)
def test_what_cannot_be_sent_says_why(
    casebook: Casebook, changes: dict[str, Any], said: str | None, buttons: set[str]
) -> None:
    odd = LAMP.model_copy(update={"id": known("odd"), **changes})
    casebook.import_records(PLANNER, [odd])
    found = drawn(casebook, odd)
    assert ("Lämna över felanmälan" in words(found.room)) == (said is not None)
    assert (said or "") in words(found.room)
    assert acts(found) == buttons


def test_the_receivers_codes_are_shown_where_one_is_missing(casebook: Casebook) -> None:
    odd = LAMP.model_copy(update={"id": known("odd"), "category": Category.GRAFFITI, "details": None})
    casebook.import_records(PLANNER, [odd])
    assert "Mottagarens koder: 001 Lampor, 2 2" in words(press(casebook, Act.SERVICES, odd).said)


def test_a_button_that_was_meddled_with_does_nothing(casebook: Casebook, receiver: Receiver) -> None:
    press(casebook, Act.HAND)
    for at in ("", "x/1", f"{kept(casebook).id}/x", f"{kept(casebook).id}"):
        with pytest.raises(BadSetting):
            answer(ASK, casebook, Standing(LAMP.id, 1, ""), Pressed(Act.POLL, at, {}))
    assert len(receiver.asked) == 1
