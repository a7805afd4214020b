"""The effect section: each verdict in a sentence, each reason with its remedy, and choices that the address keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import effectfigure, effectview, effectwords
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.effectview import Asked, chosen_anew, parse
from dashboard.i18n import Language, Translate, translate
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.model import Actor, Role, Verdict
from geodata.studies.effect import EffectChoice, EffectMeasure, EffectStudy, WhyNot, effect_study
from geodata.studies.effect_areas import EffectGround
from tests.builders import an_effect
from tests.dashboard.rendered import PLANNER, components, ids, props, words
from tests.geodata.studies.effect_town import CODES, a_case, a_ground, a_row, counted

SV, EN = translate(Language.SV), translate(Language.EN)
NAMES = {code: f"Kvarter {code}" for code in CODES} | {"D1": "Östra", "D2": "Västra"}
CITIZEN = Actor(role=Role.CITIZEN)
BURGLARIES = EffectMeasure.BURGLARIES


def studied(
    rows: Mapping[str, Sequence[int | None]] | None = None, choice: EffectChoice | None = None, **changes: Any
) -> EffectStudy:
    """The effect on burglaries of an action in A."""
    events = {BURGLARIES: counted(rows, measure=BURGLARIES)}
    return effect_study(a_case(rows, **{"events": events, **changes}), choice)


def said(study: EffectStudy, t: Translate = SV) -> str:
    return effectwords.verdict(t, study, NAMES)


def text(study: EffectStudy, t: Translate = SV, **options: Any) -> str:
    return words(effectview.view(t, study, NAMES, Asked(), **options))


def test_a_fall_is_said_with_its_interval() -> None:
    study = studied({"A": a_row(10, 5)})
    sentence = said(study)
    assert sentence.startswith(
        "Anmälda bostadsinbrott minskade med 50\u00a0% jämfört med jämförelseområdet (95\u00a0% säkert mellan"
    )
    assert said(study, EN).startswith("Reported dwelling burglaries fell by 50% compared with the comparison area")
    low, high = (int(part) for part in sentence.split("mellan ")[1].removesuffix("\u00a0%).").split(" och "))
    assert low < 50 < high


def test_a_rise_is_said_as_such() -> None:
    assert said(studied({"A": a_row(10, 15)})).startswith("Anmälda bostadsinbrott ökade med 50\u00a0% jämfört med")
    assert said(studied({"A": a_row(10, 15)}), EN).startswith("Reported dwelling burglaries rose by 50%")


def test_no_change_of_many_events_is_said_to_be_none() -> None:
    many = {code: a_row(2000, 2000) for code in CODES}
    assert said(studied(many)).startswith("Anmälda bostadsinbrott förändrades inte nämnvärt")


def test_what_cannot_be_decided_says_what_may_be_true_and_what_could_be_seen() -> None:
    study = studied({"A": (1, 0, 1, 2) * 10 + (1,)})
    assert said(study).startswith(
        "Kan inte avgöras: jämfört med jämförelseområdet kan anmälda bostadsinbrott ha blivit"
    )
    assert "färre till" in said(study)
    told = " ".join(effectwords.could_be_seen(SV, study))
    assert "syns bara en minskning på minst" in told
    assert said(study, EN).startswith("Cannot be decided: compared with the comparison area, reported dwelling")


def test_the_month_in_which_it_can_be_told_is_named() -> None:
    study = studied(action={"starts_on": date(2017, 7, 1)})
    assert said(study) == "Kan inte avgöras än: ingen hel månad har gått sedan starten."
    assert study.detectable is not None
    assert study.detectable.seen_from is not None
    assert f"syns tidigast {SV.month(study.detectable.seen_from)}" in text(study)


def test_a_fall_that_would_mostly_be_missed_is_told_as_probably_too_large() -> None:
    lucky = studied({"A": (2, 1) * 12 + (1, 1, 1, 0) * 4 + (1,)})
    assert lucky.verdict.value == "better"
    assert "troligen mindre än den uppmätta" in " ".join(effectwords.could_be_seen(SV, lucky))
    sure = studied({code: a_row(100, 50 if code == "A" else 100) for code in CODES})
    assert effectwords.could_be_seen(SV, sure) == []


def test_few_months_and_empty_periods_are_told_as_the_reason() -> None:
    young = studied(action={"starts_on": date(2017, 4, 1)})
    assert "bara 2 hela månader efter starten, minst 3 behövs" in said(young)
    empty = studied({"A": (1, *a_row(0, 0)[1:])})
    assert said(empty) == "Kan inte avgöras: i någon av perioderna fanns inga händelser alls."
    gone = studied({"A": a_row(5, 0)})
    assert said(gone).startswith("Anmälda bostadsinbrott minskade jämfört med jämförelseområdet, så mycket att")


@pytest.mark.parametrize("why", WhyNot)
@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_every_reason_has_its_sentence_and_remedy(why: WhyNot, t: Translate) -> None:
    changes: dict[WhyNot, dict[str, Any]] = {
        WhyNot.NO_AREA: {"action": {"area_codes": ()}},
        WhyNot.NO_THEME: {"categories": ()},
        WhyNot.NOTHING_COUNTED: {"events": {}},
        WhyNot.NOT_BEGUN: {"action": {"starts_on": date(2018, 1, 1)}},
        WhyNot.TOO_FEW_MONTHS: {"action": {"starts_on": date(2014, 3, 1)}},
        WhyNot.NO_EVENTS: {"rows": {"A": a_row(0, 4)}},
        WhyNot.NOT_COUNTED: {"rows": {"A": (*a_row(9, 9)[:30], None, *a_row(9, 9)[31:])}},
        WhyNot.NO_COMPARISON: {"ground": a_ground("AB")},
    }
    study = studied(changes[why].pop("rows", None), **changes[why])
    assert study.why_not is why
    shown = text(study, t)
    assert said(study, t) in shown
    assert effectwords.remedy(t, why) in shown
    if why is WhyNot.NOT_COUNTED:
        assert "Kvarter A" in said(study, t)
        assert t.month(date(2016, 7, 1)) in said(study, t)


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_displacement_is_told_in_words(t: Translate) -> None:
    moved = effectwords.displacement(t, studied({"A": a_row(10, 5), "B": a_row(10, 16)}))
    assert moved[1] == t("effect.moved.worse")
    assert len(moved) == 3
    assert effectwords.displacement(t, studied({"A": a_row(10, 5), "B": a_row(10, 5)}))[1] == t("effect.moved.better")
    assert effectwords.displacement(t, studied({"A": a_row(10, 5)}))[1] == t("effect.moved.unclear")
    assert effectwords.displacement(t, studied({"B": a_row(0, 0)})) == [t("effect.moved.none", before=0, after=0)]
    assert effectwords.displacement(t, studied(None, EffectChoice(displaced=frozenset()))) == []


def test_the_table_holds_the_counts_of_the_evaluation() -> None:
    study = studied({"A": a_row(10, 5)})
    shown = text(study).splitlines()
    row = shown[shown.index("Åtgärdsområdet: Kvarter A") :][:5]
    assert row[1:] == ["240", "85", "10,0", "5,0"]
    assert "Jämförelsen: resten av kommunen" in shown
    assert "Intill: Kvarter B" in shown


def test_the_figure_draws_the_start_between_the_months_and_scales_what_stands_beside() -> None:
    study = studied({"A": a_row(10, 5), "D": a_row(20, 20)})
    drawn = effectfigure.figure(SV, study)
    bars, comparison, zone = drawn.data
    assert list(bars.y) == list(a_row(10, 5))
    assert set(comparison.y) == {10.0}
    assert set(zone.y) == {10.0}
    (start,) = drawn.layout.shapes
    assert bars.x[23] < start.x0 < bars.x[24]
    assert drawn.layout.showlegend


def test_a_zone_of_few_events_is_not_drawn_as_a_spike() -> None:
    names = [trace.name for trace in effectfigure.figure(SV, studied({"B": (1, *a_row(0, 0)[1:])})).data]
    assert SV("effect.figure_zone") not in names
    assert SV("effect.figure_comparison") in names


def test_only_those_who_may_keep_get_the_button() -> None:
    study = studied({"A": a_row(10, 5)})
    assert effectview.Ids.KEEP in ids(effectview.view(SV, study, NAMES, Asked(), may_keep=True))
    assert effectview.Ids.KEEP not in ids(effectview.view(SV, study, NAMES, Asked()))
    kept = an_effect(verdict=Verdict.BETTER, computed_at=datetime(2017, 5, 2, 12, tzinfo=UTC))
    assert "Senast sparad 2 maj 2017: bättre." in text(study, kept=kept)


def test_the_zone_cannot_be_asked_for_where_nothing_lies_beside() -> None:
    alone = studied(ground=EffectGround([area for area in a_ground().division if area.code != "B"]))
    box = next(
        c for c in components(effectview.view(SV, alone, NAMES, Asked())) if getattr(c, "id", "") == "effect-zone"
    )
    assert (props(box)["checked"], props(box)["disabled"]) == (False, True)


# The chain's node


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"verdict": Verdict.BETTER, "change": -0.6, "low": -0.8, "high": -0.2},
            ("\u221260\u00a0% (\u221280 till \u221220)",),
        ),
        ({"verdict": Verdict.UNDECIDED, "change": -0.1, "low": -0.5, "high": 0.6}, ("\u221250 till +60\u00a0%",)),
        ({"verdict": Verdict.UNDECIDED, "seen_from": date(2018, 3, 1)}, ("syns tidigast mars 2018",)),
        ({"verdict": Verdict.UNDECIDED, "seen_from": date(2016, 3, 1)}, ()),
        ({"verdict": Verdict.WORSE}, ()),
    ],
)
def test_the_chains_node_says_change_interval_and_when_it_can_be_told(
    facts: dict[str, Any], told: tuple[str, ...]
) -> None:
    assert effectwords.node(SV, an_effect(**facts)) == told


def test_a_method_that_is_not_ours_is_told_as_it_was_written() -> None:
    assert effectwords.method(SV, an_effect(method="effect")) == SV("effect.method_name")
    assert effectwords.method(SV, an_effect(method="Högskolans utvärdering")) == "Högskolans utvärdering"


# Choices in the address

choices = st.builds(
    Asked,
    comparison=st.none() | st.from_regex(r"[0-9A-ZÅÄÖa-zåäö_.*-]{1,40}", fullmatch=True),
    months=st.none() | st.integers(1, 60),
    zone=st.booleans(),
    measure=st.none() | st.sampled_from(EffectMeasure),
    wished=st.none() | st.sampled_from(effectview.FALLS),
)


@given(choices, st.sampled_from(["", "kommun=0880", "?kommun=0880&sprak=en&fore=12&jamfor=X"]))
def test_a_choice_survives_the_address_and_leaves_the_rest_of_it(asked: Asked, query: str) -> None:
    written = asked.into(query)
    assert parse(written) == asked
    kept = {name: value for name, value in parse_qs(written).items() if name in {"kommun", "sprak"}}
    assert kept == {name: value for name, value in parse_qs(query.removeprefix("?")).items() if name in kept}
    assert asked.into(written) == written


@given(st.text(max_size=60))
def test_any_query_is_a_choice(query: str) -> None:
    assert isinstance(parse(query).choice(), EffectChoice)


STANDING = {"comparison": "*", "months": "24", "zone": True, "measure": "evidence", "wished": "20"}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({}, None),
        ({"comparison": None, "months": None, "zone": None, "measure": None}, None),
        ({"comparison": "D1"}, "?kommun=0880&jamfor=D1"),
        ({"months": "12"}, "?kommun=0880&fore=12"),
        ({"zone": False}, "?kommun=0880&intill=nej"),
        ({"measure": "burglaries"}, "?kommun=0880&handelser=burglaries"),
        ({"wished": "50"}, "?kommun=0880&minskning=50"),
        ({"wished": "49"}, "?kommun=0880"),
    ],
)
def test_only_what_was_changed_is_written_into_the_address(now: dict[str, Any], expected: str | None) -> None:
    assert chosen_anew(STANDING, {**STANDING, **now}, "?kommun=0880") == expected


def test_the_zone_can_be_brought_back() -> None:
    assert chosen_anew({**STANDING, "zone": False}, STANDING, "?kommun=0880&intill=nej") == "?kommun=0880"


@pytest.mark.parametrize("shown", [None, [], "x", 3])
def test_controls_that_stand_nowhere_change_nothing(shown: object) -> None:
    assert chosen_anew(shown, STANDING, "?kommun=0880") is None


# On the page


def page(casebook: Casebook, settings: Settings, action: UUID, query: str = "", **who: Any) -> str:
    ask = Ask(who.get("actor", PLANNER), who.get("t", SV))
    return words(answer(ask, casebook, settings, f"/atgard/{action}", f"kommun=0880{query}"))


def action_of(casebook: Casebook, title: str) -> UUID:
    return next(one.action.id for one in casebook.actions(PLANNER, "0880") if one.action.title.startswith(title))


def test_the_demonstration_has_an_effect_that_can_be_judged_and_some_that_cannot(
    demo: Casebook, settings: Settings
) -> None:
    watched = page(demo, settings, action_of(demo, "Grannsamverkan"))
    assert "Anmälda bostadsinbrott minskade med" in watched
    assert "Kan inte avgöras: jämfört med" in page(demo, settings, action_of(demo, "Vuxna"))
    assert "Kan inte avgöras: åtgärden gäller hela kommunen" in page(demo, settings, action_of(demo, "Information"))


def test_a_citizen_reads_what_was_reported_and_no_count_of_the_municipality(demo: Casebook, settings: Settings) -> None:
    read = page(demo, settings, action_of(demo, "Grannsamverkan"), actor=CITIZEN)
    assert "Anmälda bostadsinbrott minskade" not in read
    assert "apporter och fynd om bostadsinbrott" in read
    assert "Spara effekten" not in read


def test_a_choice_that_no_longer_is_there_is_told_and_the_suggestion_shown(demo: Casebook, settings: Settings) -> None:
    action = action_of(demo, "Grannsamverkan")
    read = page(demo, settings, action, "&jamfor=9999")
    assert "Valet i adressen går inte att räkna på" in read
    assert "Valet i adressen" not in page(demo, settings, action)
    assert page(demo, settings, action).split("Antal före och efter")[1] in read
