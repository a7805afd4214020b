"""Gaps on the wall: counted by what is missing, told one by one where a meeting has time for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.i18n import Translate
from dashboard.situationsheets import gap
from geodata.casebook import Casebook
from geodata.linking import GapKind
from geodata.situation.content import Content, GapPart
from tests.dashboard.rendered import PLANNER
from tests.dashboard.test_namnd import EN, SV, shown, story_of


@pytest.fixture(scope="module")
def content(demo: Casebook) -> Content:
    """The demonstration's municipality."""
    return demo.situation_now(PLANNER, "0880")


def screens(content: Content, t: Translate = SV) -> list[str]:
    title = t("sit.gaps")
    return [one for one in shown(story_of(content), t).screens if title in one]


def test_few_are_counted_and_then_told_one_by_one(content: Content) -> None:
    first, *each = screens(content)
    assert f"{len(content.gaps)} brister i kedjan" in first
    assert "5hotspots utan åtgärd" in first
    told = " ".join(each)
    assert all(gap(SV, one) in told for one in content.gaps)


def test_many_are_counted_and_stand_in_the_paper(content: Content) -> None:
    many = tuple(replace(one, ref=f"{one.ref}-{n}") for n in range(4) for one in content.gaps)
    (only,) = screens(replace(content, gaps=many))
    assert f"{len(many)} brister" in only
    assert "20hotspots utan åtgärd" in only
    assert "Alla står i lägesbilden" in only


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
@pytest.mark.parametrize("kind", GapKind)
def test_every_kind_has_its_words(content: Content, t: Translate, kind: GapKind) -> None:
    one = next((one for one in content.gaps if one.kind is kind), None)
    about = (("done", 1), ("target", 2), ("expected", 2), ("days", 90), ("rows", 3))
    made = one or GapPart(kind, "action", str(content.actions[0].id), "Vandring", about)
    first, each = screens(replace(content, gaps=(made,)), t)
    assert f"1{t(f'gaps.{kind.value}.one')}" in first
    assert gap(t, made) in each
