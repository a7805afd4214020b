"""What an edit may hold: a person's number is found in texts, and only there."""

from __future__ import annotations

from uuid import UUID

import pytest

from geodata.editing import NamesAPerson, refuse_names
from tests.builders import a_situation_report

LIKE_A_TELEPHONE = UUID("3c0a1d04-4490-8387-a000-000000000000")


def test_an_id_whose_digits_look_like_a_telephone_number_is_no_text() -> None:
    refuse_names(a_situation_report(supersedes=LIKE_A_TELEPHONE))


def test_the_same_digits_in_a_text_are_refused() -> None:
    with pytest.raises(NamesAPerson):
        refuse_names(a_situation_report(title=f"Ring {str(LIKE_A_TELEPHONE)[6:18]}"))
