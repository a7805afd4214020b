"""Storm after storm over twenty phones, each from another seed: nothing acknowledged may be lost, nothing doubled."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.badlink import Fault
from tests.benchmarks import Row
from tests.chromium import find_chromium, launch_arguments
from tests.dashboard.cli.test_serving import a_free_port
from tests.storm.driving import Told, weathered

NAME = "soak"
DESCRIPTION = "three storms: 20 phones, 600 findings with photos each, a link that fails, a server killed ten times"
SEEDS = (2, 3, 4)


def run() -> list[Row]:
    """Let it rage, and count."""
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program) if program else None, args=launch_arguments())
        storms = [_storm(browser, seed) for seed in SEEDS]
        browser.close()
    lost = sum(told.lost + told.left + told.wrong for told in storms)
    doubled = sum(told.doubled for told in storms)
    damage = sum(len(told.damage) for told in storms)
    unsaid = sum(told.findings + told.photos - told.acknowledged for told in storms)
    return [
        Row("findings", sum(told.findings for told in storms), "findings"),
        Row("photos", sum(told.photos for told in storms), "photos"),
        Row("servers killed", sum(told.kills for told in storms), "kills"),
        *(Row(f"requests: {fault.value}", sum(t.faults[fault] for t in storms), "requests") for fault in Fault),
        Row("longest storm", max(told.seconds for told in storms), "s"),
        Row("never acknowledged", unsaid, "items", target="= 0", held=unsaid == 0),
        Row("lost, left behind or with another hash", lost, "items", target="= 0", held=lost == 0),
        Row("doubled", doubled, "items", target="= 0", held=doubled == 0),
        Row("damage found by the check", damage, "sentences", target="= 0", held=damage == 0),
    ]


def _storm(browser: Browser, seed: int) -> Told:
    with tempfile.TemporaryDirectory() as folder:
        return weathered(browser, Path(folder), ports=(a_free_port(), a_free_port()), seed=seed)
