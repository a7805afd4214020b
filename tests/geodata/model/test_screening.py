"""What names a person in free text."""

from __future__ import annotations

import pytest

from geodata.model.screening import MarkKind, personal_mark, personal_marks


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Kim 811218-9876 bor där", "identity"), ("19811218-9876", "identity"), ("198112189876", "identity"),
        ("811218+9876", "identity"), ("811218 9876", "identity"), ("811218–9876", "identity"),
        ("811278-9873", "identity"),
        ("ring 070-123 45 67", "telephone"), ("+46 70 123 45 67", "telephone"), ("0046701234567", "telephone"),
        ("08-123 456 78", "telephone"), ("0480-12 34 56", "telephone"), ("anna.svensson@example.se", "e-mail"),
        ("anna (at) example.se", "e-mail"),
    ],
)  # fmt: skip
def test_what_names_a_person_is_found(text: str, mark: str) -> None:
    assert mark in (personal_mark(text) or "")


@pytest.mark.parametrize(
    "text",
    ["mörkt mellan 18-22", "2024-05-12", "lampa nr 1234567", "klockan 22.30 den 12/5 2024", "buss 177", "2 300 000 kr",
     "fastighet 1:234", "123 45 Lund", "år 2023-2024", "811218-9877", "583423 6280678", "kl 18:00-22:00", "3 @ hörnet"],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert personal_mark(text) is None


def test_every_mark_is_told_with_what_it_is_and_as_it_is_written() -> None:
    marks = personal_marks("Ring 070-123 45 67 eller skriv till anna@example.se")
    assert [(mark.kind, mark.found) for mark in marks] == [
        (MarkKind.TELEPHONE, "070-123 45 67"),
        (MarkKind.MAIL, "anna@example.se"),
    ]


def test_an_identity_number_is_not_told_once_more_as_a_telephone_number() -> None:
    assert [mark.kind for mark in personal_marks("0811218-9876 och 811218-9876")][-1:] == [MarkKind.IDENTITY_NUMBER]
    assert len(personal_marks("811218-9876")) == 1
