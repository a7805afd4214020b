"""What may leave the house, and to whom."""

from __future__ import annotations

import pytest

from geodata.errors import BadSetting, InvalidRecord
from geodata.handover import Endpoint, without_persons
from geodata.model import HandoverState
from tests.builders import a_handover


@pytest.mark.parametrize("url", ["fel.se", "ftp://fel.se", "https://", "https://a@fel.se/", "https://fel.se/ x", ""])
def test_a_receiver_has_a_plain_web_address(url: str) -> None:
    with pytest.raises(BadSetting, match="no web address"):
        Endpoint(url)


def test_what_a_receiver_writes_is_kept_without_persons() -> None:
    assert without_persons("Ring 070-123 45 67, eller eva@exempel.se.") == "Ring …, eller …"
    assert without_persons("Skriv till eva＠exempel.se") == "…"
    assert without_persons("Lagat") == "Lagat"
    assert without_persons(" \x00") is None


def test_a_report_that_did_not_arrive_is_closed_by_nobody() -> None:
    with pytest.raises(InvalidRecord, match="did not reach"):
        a_handover(closed=True)
    assert a_handover(closed=True, state=HandoverState.GIVEN).closed
