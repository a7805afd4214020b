"""What was written of a decision, when something else is done with the finding first."""

from __future__ import annotations

import pytest

from dashboard.pages.inkorg.answering import Pressed, answer, show
from dashboard.pages.inkorg.ids import Act
from geodata.casebook import Casebook
from tests.dashboard.test_inkorg import ASK, BACK, LAMP, casebook, press, stands, written

__all__ = ["casebook"]


@pytest.mark.parametrize(
    ("act", "at", "further"),
    [(Act.QUICK, "under_review", {}), (Act.CONTACT, "", {"contact_owner": "värden", "contact_outcome": "asked"})],
)
def test_what_was_written_of_a_decision_stays_when_another_button_is_pressed(
    casebook: Casebook, act: Act, at: str, further: dict[str, str]
) -> None:
    before = written(show(ASK, casebook, LAMP.id, BACK))
    fields = {name: value or "" for name, value in before.items() if not name.startswith("contact")}
    after = press(casebook, LAMP.id, act, at, **{**fields, "unit": "Parkenheten", **further})
    assert not after.is_faulty
    assert written(after)["unit"] == "Parkenheten"
    assert stands(casebook).responsible_unit is None
    assert written(after)["status"] == ("under_review" if act is Act.QUICK else None)
    saved = press(casebook, LAMP.id, Act.DECIDE, **{**fields, "status": "fixed", "unit": "Parkenheten"})
    assert (written(saved)["unit"], stands(casebook).responsible_unit) == ("Parkenheten", "Parkenheten")


def test_what_somebody_else_decided_meanwhile_is_not_taken_for_what_was_written(casebook: Casebook) -> None:
    shown = show(ASK, casebook, LAMP.id, BACK)
    fields = {name: value or "" for name, value in written(shown).items() if not name.startswith("contact")}
    press(casebook, LAMP.id, Act.DECIDE, **{**fields, "status": "fixed", "unit": "Gatuenheten"})
    after = answer(ASK, casebook, shown.standing, Pressed(Act.QUICK, "fixed", fields))
    assert not after.is_faulty
    assert written(after)["unit"] == "Gatuenheten"
