"""Nothing that a phone was told is kept is ever lost or doubled, whatever link, server and clocks do."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.badlink import Fault
from tests.dashboard.cli.test_serving import a_free_port
from tests.storm.driving import weathered


def test_twenty_phones_lose_nothing_while_replies_are_lost_and_the_server_is_killed(
    browser: Browser, tmp_path: Path
) -> None:
    told = weathered(browser, tmp_path, ports=(a_free_port(), a_free_port()), seed=1)
    assert (told.findings, told.kills) == (20 * 30, 10)
    assert told.photos >= told.findings
    assert told.left == 0, "nothing waits on any phone"
    assert told.acknowledged == told.findings + told.photos
    assert (told.lost, told.wrong, told.doubled, told.misdated) == (0, 0, 0, 0)
    assert told.damage == []
    assert all(told.faults[fault] for fault in Fault), "the link was as bad as it was meant to be"
