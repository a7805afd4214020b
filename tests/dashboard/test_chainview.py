"""The chain says in words what holds, what is missing and what is late, the same from a hotspot, promise or action."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from dashboard import chainview
from dashboard.i18n import Language, Translate, translate
from geodata.chain import (
    ActionLine,
    Chain,
    EvidenceSummary,
    FeltAndFound,
    Growth,
    HotspotCard,
    NodeState,
    PromiseStory,
    ResponsibleLine,
    Standing,
    Step,
)
from geodata.keeping import keeping
from geodata.model import (
    Action,
    Category,
    Commitment,
    CommitmentKind,
    HotspotState,
    Measure,
    ResponsibleRole,
    View,
)
from geodata.progress import progress
from tests import builders
from tests.dashboard.rendered import words

SV = translate(Language.SV)
TODAY = date(2017, 6, 1)
PROMISE = builders.a_promise(
    title="Tryggare stadskärna", starts_on=date(2016, 1, 1), ends_on=date(2017, 12, 31), indicator=None
)


def a_card(**changes: object) -> HotspotCard:
    box = builders.a_box()
    facts: dict[str, object] = {
        "ref": str(uuid4()),
        "version": 1,
        "name": "Larmtorget",
        "state": HotspotState.ADOPTED,
        "rank": 1,
        "count": 32,
        "count_low": 21.9,
        "count_high": 45.2,
        "reports": 23,
        "findings": 9,
        "trend": "growing",
        "growth": Growth(1.4, 1.1, 1.8),
        "standing": Standing.CONFIRMED,
        "p": 0.002,
        "later": 14,
        "expected": 2.1,
        "categories": ((Category.LIGHTING, 20), (Category.SHRUBS, 12)),
        "outline": box,
        "peak": builders.STATION,
        "area_code": "0880C1030",
        "actions": 1,
        "late_actions": 0,
        "gaps": (),
        "felt_and_found": FeltAndFound.ALIKE,
    }
    return HotspotCard(**{**facts, **changes})  # type: ignore[arg-type]


def a_line(action: Action, done: int = 0, *, responsible: bool = True, promised: bool = True) -> ActionLine:
    activities = [builders.an_activity(action_id=action.id, done_on=TODAY) for _ in range(done)]
    party = builders.a_party(name="Kalmar kommun")
    return ActionLine(
        action=action,
        promises=(PROMISE,) if promised else (),
        responsible=(ResponsibleLine(party, ResponsibleRole.LEAD, None),) if responsible else (),
        progress=progress(action, activities, on=TODAY),
    )


def an_action(title: str = "Nattvandring", number: int = 20) -> Action:
    return builders.an_action(
        title=title,
        starts_on=date(2016, 1, 1),
        ends_on=date(2017, 12, 31),
        commitment=Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=number, measure=Measure.OCCURRENCES),
    )


def a_chain(*answers: ActionLine, **card: object) -> Chain:
    seen = EvidenceSummary(
        reports=23,
        findings=9,
        safe=2,
        first_on=date(2016, 2, 1),
        last_on=date(2017, 5, 30),
        trend="growing",
        by_category=((Category.LIGHTING, 20), (Category.SHRUBS, 12)),
        by_source=(("app", 23), ("walk", 9)),
        by_month=((date(2017, 5, 1), 32),),
        by_hour=(0,) * 21 + (32, 0, 0),
        unknown_hour=0,
        by_weekday=(0, 0, 0, 0, 20, 12, 0),
        dialogues=(builders.a_dialogue(),),
    )
    return Chain(
        hotspot=a_card(**card),
        evidence=seen,
        answers=answers,
        suggestions=(),
        gaps=(),
        view=View(municipality="0880"),
        as_of=TODAY,
        made_up=False,
        data_version=1,
    )


def node(nodes: tuple[chainview.Node, ...], step: Step) -> chainview.Node:
    return next(one for one in nodes if one.step is step)


def test_the_chain_has_seven_nodes_in_order() -> None:
    nodes = chainview.chain_nodes(SV, a_chain(a_line(an_action(), done=20)))
    assert [one.step for one in nodes] == list(Step)


def test_evidence_counts_reports_findings_and_dialogues_apart() -> None:
    evidence = node(chainview.chain_nodes(SV, a_chain()), Step.EVIDENCE)
    assert (evidence.head, evidence.lines) == ("23 rapporter", ("9 fynd", "1 samtal"))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step.PROMISE, "inget löfte"),
        (Step.ACTION, "ingen åtgärd"),
        (Step.RESPONSIBLE, "ingen ansvarig"),
        (Step.DONE, "inget gjort"),
        (Step.EFFECT, "effekt ej mätt"),
    ],
)
def test_without_an_action_every_later_node_says_what_is_missing(step: Step, said: str) -> None:
    found = node(chainview.chain_nodes(SV, a_chain()), step)
    assert (found.state, found.head) == (NodeState.MISSING, said)


def test_an_action_that_nobody_answers_for_says_so() -> None:
    nodes = chainview.chain_nodes(SV, a_chain(a_line(an_action(), responsible=False)))
    assert node(nodes, Step.RESPONSIBLE).head == "ansvarig ej angiven"
    assert node(nodes, Step.RESPONSIBLE).state is NodeState.MISSING


def test_one_responsible_party_does_not_hide_that_another_action_has_none() -> None:
    nodes = chainview.chain_nodes(SV, a_chain(a_line(an_action()), a_line(an_action("Vandring"), responsible=False)))
    assert node(nodes, Step.RESPONSIBLE).state is NodeState.MISSING
    assert node(nodes, Step.RESPONSIBLE).head == "1 utan ansvarig"
    assert "Kalmar kommun (leder)" in node(nodes, Step.RESPONSIBLE).lines


def test_a_late_action_carries_sign_and_word() -> None:
    nodes = chainview.chain_nodes(SV, a_chain(a_line(an_action(), done=2)))
    done = node(nodes, Step.DONE)
    assert (done.state, done.head) == (NodeState.LATE, "2 av 20 gånger")
    assert done.lines == ("ligger efter, borde vara 14",)
    assert "sen" in words(chainview.draw(SV, nodes, "Kedjan")).splitlines()


def test_of_several_actions_the_late_one_is_named() -> None:
    fine, late = a_line(an_action("Vandring", 1), done=1), a_line(an_action("Nattvandring"), done=2)
    done = node(chainview.chain_nodes(SV, a_chain(fine, late)), Step.DONE)
    assert done.head == "2 åtgärder"
    assert done.lines == ("Nattvandring: ligger efter, borde vara 14",)
    assert done.late == "1 sen"


def test_a_promise_without_a_target_leaves_its_effect_not_measurable() -> None:
    effect = node(chainview.chain_nodes(SV, a_chain(a_line(an_action()))), Step.EFFECT)
    assert (effect.state, effect.head) == (NodeState.MISSING, "ej mätbart")


def test_a_candidate_is_not_yet_a_link_that_holds() -> None:
    hotspot = node(chainview.chain_nodes(SV, a_chain(state=HotspotState.CANDIDATE)), Step.HOTSPOT)
    assert hotspot.state is NodeState.MISSING
    assert hotspot.lines == ("förslag", "bekräftad", "växande")


def test_a_promise_is_known_even_where_no_action_serves_it() -> None:
    story = PromiseStory(PROMISE, keeping(PROMISE, [], {}, on=TODAY), (), (), (), (), (), TODAY, made_up=False)
    nodes = chainview.promise_nodes(SV, story)
    assert node(nodes, Step.PROMISE).head == "Tryggare stadskärna"
    assert node(nodes, Step.EVIDENCE).head == "inget underlag angivet"
    assert node(nodes, Step.ACTION).head == "ingen åtgärd"


@pytest.mark.parametrize("t", [SV, translate(Language.EN)], ids=["sv", "en"])
def test_every_node_that_holds_opens_what_it_stands_for_with_its_source(t: Translate) -> None:
    nodes = chainview.chain_nodes(t, a_chain(a_line(an_action(), done=20)))
    for one in nodes:
        if one.state is NodeState.HOLDS and one.step is not Step.DONE:
            opened = words(list(one.details))
            assert "Källa" in opened or "Source" in opened or "Beräknad" in opened or "Computed" in opened, one.step
