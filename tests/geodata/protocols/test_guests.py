"""Guests read what was decided of what they noted, and nothing of what is still open."""

from __future__ import annotations

from datetime import date

from geodata.model import CaseStatus, ContactOutcome, OwnerContact
from geodata.protocols import Answer, answer_of
from tests.geodata.casebook.town import known
from tests.geodata.protocols.evening import MUNICIPALITY, finding, photo, told

CONTACTS = (OwnerContact(on=date(2017, 5, 1), outcome=ContactOutcome.ASKED, owner="Hemlig fastighet", note="ring"),)


def answers(*found: object, **more: object) -> list[Answer]:
    return [answer_of(noted) for noted in told(found=list(found), **more).findings]  # type: ignore[arg-type]


def test_before_a_decision_category_and_stop_are_all_that_is_told() -> None:
    facts = {"status_reason": "kanske", "responsible_id": MUNICIPALITY, "due_on": date(2017, 9, 1)}
    new = finding("new", 1, contacts=CONTACTS, responsible_unit="Park", **facts)
    (answer,) = answers(new, photos=[photo("p", "new", released=True)])
    assert answer == Answer(
        id=new.id,
        label="1.1",
        stop=1,
        category=new.category,
        feeling=new.feeling,
        is_decided=False,
        status=None,
        note=None,
        reason=None,
        responsible=None,
        unit=None,
        due_on=None,
        photos=(),
        same=(),
    )


def test_after_it_what_was_said_and_answered_is_told_but_never_a_contact() -> None:
    declined = finding(
        "one", 1, status=CaseStatus.DECLINED, status_reason="Skyddad", responsible_id=MUNICIPALITY, contacts=CONTACTS
    )
    photos = [photo("p", "one", released=True), photo("q", "one", released=False)]
    (answer,) = answers(declined, photos=photos)
    assert (answer.note, answer.reason, answer.responsible) == ("om one", "Skyddad", "Kommunen")
    assert answer.photos == (known("p"),)
    assert "Hemlig" not in repr(answer)


def test_who_told_the_same_finds_the_answer_by_the_id_of_theirs() -> None:
    main = finding("main", 1, status=CaseStatus.FIXED)
    twin = finding("twin", 2, duplicate_of=main.id, merged_on=date(2017, 5, 1))
    (answer,) = answers(main, twin)
    assert (answer.id, answer.same) == (main.id, (twin.id,))
