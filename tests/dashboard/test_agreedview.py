"""What holds, comes and held on the pages: headings, goals, contacts, schemes, fires; and what ended is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.model import (
    ActionType,
    Actor,
    Category,
    Direction,
    DwellingType,
    Indicator,
    Reading,
    Responsibility,
    ResponsibleRole,
    Role,
)
from geodata.store.opening import open_store
from tests.builders import (
    a_communication,
    a_contact_card,
    a_fire_count,
    a_goal,
    a_neighbourhood_watch,
    a_promise,
    an_action,
    an_agreement,
)
from tests.dashboard.rendered import PLANNER, components, ids, props, words
from tests.geodata.casebook.town import VIEW, known, town

EARLIER = {"starts_on": date(2014, 1, 1), "ends_on": date(2015, 12, 31)}
COMING = {"starts_on": date(2018, 1, 1), "ends_on": date(2019, 12, 31)}
TRUST = Indicator(
    name="Förtroende",
    unit="procent",
    direction=Direction.UP,
    baseline=50.0,
    target=60.0,
    readings=(Reading(on=date(2016, 10, 3), value=56.5, source="Enkäten 2016"),),
)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """The town with three agreements, what they strive for, and whom to turn to."""
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store)
    part = Responsibility(party_id=known("police"), role=ResponsibleRole.LEAD)
    old_patrol = an_action(
        id=known("old patrol"), title="Gamla rundan", promise_ids=(known("earlier"),), responsibilities=(part,),
        starts_on=date(2014, 1, 1), place_ids=(known("square"),), categories=(Category.DISORDER,),
    )  # fmt: skip
    now = an_agreement(
        id=known("agreement"), title="Avtalet", party_ids=(known("police"),), signed_on=date(2016, 1, 20)
    )
    found.import_records(
        PLANNER,
        [
            *town(),
            now,
            an_agreement(id=known("before"), title="Förra avtalet", party_ids=(known("police"),), **EARLIER),
            a_promise(id=known("earlier"), title="Förra löftet", agreement_id=known("before"), **EARLIER),
            a_promise(id=known("coming"), title="Nästa löfte", agreement_id=known("after"), **COMING),
            old_patrol,
            a_goal(agreement_id=now.id, title="Tillit", indicator=TRUST),
            a_goal(agreement_id=now.id, title="Mindre brand"),
            a_contact_card(function="Kommunpolis", party_id=known("police"), review_on=date(2017, 2, 1)),
            a_contact_card(function="Strateg", party_id=known("police"), review_on=date(2017, 9, 1)),
        ],
    )
    yield found
    store.close()


def tree(casebook: Casebook, path: str, role: Role = Role.PLANNER, language: Language = Language.SV) -> Any:
    ask = Ask(Actor(role=role), translate(language))
    return answer(ask, casebook, Settings(data_dir=Path(), role=role), path, "kommun=0880")


def screen(casebook: Casebook, path: str, **more: Any) -> str:
    return words(tree(casebook, path, **more))


def headings(page: Any, level: str) -> list[str]:
    return [words(one) for one in components(page) if one.__class__.__name__ == level]


def test_promises_stand_under_what_holds_comes_and_held(casebook: Casebook) -> None:
    page = tree(casebook, "/loften")
    told = headings(page, "H2")[:3]
    assert told == ["Gäller nu: 1 april 2016 – 31 december 2017", "Kommande: 2018–2019", "Tidigare: 2014–2015"]
    assert headings(page, "H3")[:3] == ["Tryggare centrum", "Nästa löfte", "Förra löftet"]
    english = headings(tree(casebook, "/loften", language=Language.EN), "H2")
    assert [one.split(":")[0] for one in english[:3]] == ["In force now", "Coming", "Earlier"]


def test_a_goal_tells_its_latest_reading_with_day_and_source(casebook: Casebook) -> None:
    text = screen(casebook, "/loften")
    for part in (
        "Mål för hela överenskommelsen (2)", "Tillit", "56,5 procent den 3 oktober 2016", "Källa: Enkäten 2016.",
        "från 50 procent till 60 procent", "Mindre brand", "säger inte vad som ska mätas",
        "Undertecknad 20 januari 2016",
        "Överenskommelsen har inga mål.",
    ):  # fmt: skip
        assert part in text, part


def test_a_contact_card_whose_review_has_passed_says_so_with_the_agreement_and_with_the_party(
    casebook: Casebook,
) -> None:
    text = screen(casebook, "/loften")
    assert text.count("Kommunpolis") == 1, "what has ended names nobody to turn to today"
    for page in (text, screen(casebook, "/farskhet")):
        stale, fresh = page.index("1 februari 2017"), page.index("1 september 2017")
        assert "skulle ha setts över" in page[stale:fresh]
        assert "skulle ha setts över" not in page[fresh:]
    assert "Kontakter (2)\n1 skulle ha setts över" in text


@pytest.mark.parametrize("path", [f"/atgard/{known('old patrol')}", f"/loften/{known('earlier')}"])
def test_what_has_ended_says_when_and_is_not_confirmed(casebook: Casebook, path: str) -> None:
    page = tree(casebook, path)
    text = words(page)
    assert "Avslutad 31 december 2015." in text
    assert "Behöver ses över" not in text
    assert "Bekräfta" not in text
    assert "fresh-confirm" not in ids(page)
    assert "Ended 31 December 2015." in screen(casebook, path, language=Language.EN)
    assert "fresh-confirm" in ids(tree(casebook, f"/atgard/{known('patrol')}"))


def test_a_place_says_of_a_kept_link_that_its_action_ended_and_offers_none_that_has(casebook: Casebook) -> None:
    square = next(card for card in casebook.hotspots(PLANNER, VIEW) if card.name == "Torget")
    text = screen(casebook, f"/hotspot/{square.ref}")
    assert "Nattvandring" in text
    assert "Gamla rundan" not in text, "neither suggested nor among what can be tied by hand"
    casebook.link(PLANNER, VIEW, square.ref, known("old patrol"), "Rundan gick där")
    ref = next(card.ref for card in casebook.hotspots(PLANNER, VIEW) if card.name == "Torget")
    assert "Avslutad 31 december 2015. Den svarar inte längre på platsen." in screen(casebook, f"/hotspot/{ref}")
    assert "link-choice" not in ids(tree(casebook, f"/atgard/{known('old patrol')}"))


def test_schemes_are_told_on_the_page_of_what_brought_them_about(casebook: Casebook) -> None:
    watch = an_action(
        id=known("watch"), title="Grannar", action_type=ActionType.NEIGHBOURHOOD_WATCH,
        promise_ids=(known("promise"),), starts_on=date(2016, 1, 1),
    )  # fmt: skip
    casebook.import_records(PLANNER, [watch])
    assert "Ingen grannsamverkan än" in screen(casebook, f"/atgard/{watch.id}")
    assert "Grannsamverkan" not in screen(casebook, f"/atgard/{known('patrol')}")
    scheme = a_neighbourhood_watch(
        name="Villorna", area_code="W", dwelling_type=DwellingType.DETACHED, households=42, action_id=watch.id
    )
    over = a_neighbourhood_watch(name="Backen", action_id=watch.id, ends_on=date(2017, 3, 1), households=None)
    casebook.import_records(PLANNER, [scheme, over])
    for path in (f"/atgard/{watch.id}", f"/loften/{known('promise')}", "/statistik"):
        for role in (Role.PLANNER, Role.CITIZEN):
            text = screen(casebook, path, role=role)
            for part in ("Villorna", "Västra", "42", "1 september 2016", "igång", "upphörde 1 mars 2017"):
                assert part in text, (path, role, part)
    assert "Grannsamverkan" not in screen(casebook, f"/loften/{known('coming')}")


def test_fires_are_a_count_of_their_own_for_those_who_may_see_counts(casebook: Casebook) -> None:
    assert "Inga bränder inlagda" in screen(casebook, "/statistik")
    whole = {"area_code": "0880", "dwelling_type": DwellingType.APARTMENT}
    casebook.import_records(
        PLANNER,
        [
            *(a_fire_count(month=date(2016, month, 1), count=2, **whole) for month in range(1, 13)),
            a_fire_count(month=date(2017, 1, 1), count=None, is_suppressed=True, **whole),
            a_fire_count(month=date(2017, 2, 1), count=3, is_preliminary=True, **whole),
        ],
    )
    text = screen(casebook, "/statistik")
    for part in ("Bränder i bostäder per år", "2017 (2 månader)\nminst 3", "2016\n24\n24", "preliminära"):
        assert part in text, part
    assert "Bränder i bostäder" not in screen(casebook, "/statistik", role=Role.CITIZEN)


def test_each_row_of_the_communication_plan_can_be_read_as_a_card(casebook: Casebook) -> None:
    casebook.save(PLANNER, a_communication(promise_ids=(known("promise"),)), base_version=0)
    page = tree(casebook, "/kommunikation")
    (room,) = [one for one in components(page) if "as-cards" in str(props(one).get("className"))]
    named = [props(one).get("data-head") for one in components(room) if one.__class__.__name__ == "Td"]
    assert named == ["Planerad", "Vad", "Kanal", "Godkänd av", "Publicerad", "Nådda", "Löfte"]
