"""What the words of an action tell: who is responsible, how much is promised, when."""

from __future__ import annotations

import pytest

from geodata.model import CommitmentKind, Measure
from geodata.sources.promise_document import Confidence, Proposal, propose, text_of

FRAME = "Medborgarlöften i Kalmar kommun 2016–2017\n\nKommunen och polisen lovar:\n\n"


def proposed(text: str) -> Proposal:
    return propose(text_of(text))


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("Ansvarig: kommunen i samverkan med polisen", [("kommunen", "lead"), ("polisen", "partner")]),
        ("Ansvariga: kommunen och polisen.", [("kommunen", "joint"), ("polisen", "joint")]),
        ("Ansvarig part: Polisen", [("Polisen", "lead")]),
        ("Ansvar - räddningstjänsten", [("räddningstjänsten", "lead")]),
        ("(polisen ansvarar)", [("polisen", "lead")]),
        ("Polisen är ansvarig.", [("Polisen", "lead")]),
        (
            "Huvudansvar: Kalmar City. Medverkar: polisen och kommunen",
            [("Kalmar City", "lead"), ("polisen", "partner"), ("kommunen", "partner")],
        ),
        ("Ansvarig: Kultur- och fritidsförvaltningen", [("Kultur- och fritidsförvaltningen", "lead")]),
        ("Ansvarig: kommunen/polisen", [("kommunen", "joint"), ("polisen", "joint")]),
        (
            "Ansvarig: kommunen tillsammans med polisen och räddningstjänsten",
            [("kommunen", "lead"), ("polisen", "partner"), ("räddningstjänsten", "partner")],
        ),
        (
            "Ansvariga: kommunen, polisen samt fastighetsägare",
            [("kommunen", "joint"), ("polisen", "joint"), ("fastighetsägare", "joint")],
        ),
    ],
)
def test_responsibility_is_told_in_many_wordings(wording: str, expected: list[tuple[str, str]]) -> None:
    found = proposed(f"{FRAME}• En tryggare park\n\nÅtgärder:\n\n• Röja buskage i parken\n  {wording}\n")
    (action,) = found.actions
    assert action.title == "Röja buskage i parken"
    assert [(one.party, one.role.value) for one in action.responsible] == expected


@pytest.mark.parametrize(
    ("words", "kind", "number", "measure"),
    [
        ("Gå minst en trygghetsvandring", CommitmentKind.AT_LEAST, 1, Measure.OCCURRENCES),
        ("Träffas en gång i månaden", CommitmentKind.PER_MONTH, 1, Measure.OCCURRENCES),
        ("Träffas varje månad", CommitmentKind.PER_MONTH, 1, Measure.OCCURRENCES),
        ("Träffas varannan månad", CommitmentKind.PER_YEAR, 6, Measure.OCCURRENCES),
        ("Genomföra tolv kontrollköp per år", CommitmentKind.PER_YEAR, 12, Measure.PURCHASES),
        ("Ge ut fyra nyhetsbrev om året", CommitmentKind.PER_YEAR, 4, Measure.ISSUES),
        ("Mötas kvartalsvis", CommitmentKind.PER_YEAR, 4, Measure.OCCURRENCES),
        ("Löpande samtala med krögarna", CommitmentKind.CONTINUOUS, None, Measure.OCCURRENCES),
        ("Byta lampor senast den 30 juni 2017", CommitmentKind.BY_DATE, None, Measure.OCCURRENCES),
    ],
)
def test_amounts_are_told_in_many_wordings(
    words: str, kind: CommitmentKind, number: int | None, measure: Measure
) -> None:
    (action,) = proposed(f"{FRAME}• En tryggare park\n\nÅtgärder:\n\n• {words}\n").actions
    assert action.commitment is not None
    amount = action.commitment.value
    assert (amount.commitment_kind, amount.number, amount.measure) == (kind, number, measure)


def test_an_action_without_an_amount_has_none() -> None:
    (action,) = proposed(f"{FRAME}• En tryggare park\n\nÅtgärder:\n\n• Röja buskage i parken\n").actions
    assert action.commitment is None


@pytest.mark.parametrize(
    ("words", "bands"),
    [
        ("kvällar och helger", [((0, 1, 2, 3, 4, 5, 6), 18, 24), ((5, 6), 0, 24)]),
        ("fredags- och lördagskvällar", [((4, 5), 18, 24)]),
        ("eftermiddagar", [((0, 1, 2, 3, 4, 5, 6), 12, 18)]),
        ("helgkvällar", [((4, 5), 18, 24)]),
        ("fredagar kl. 20-02", [((4,), 20, 2)]),
        ("särskilda riskkvällar", []),
    ],
)
def test_times_of_day_become_bands(words: str, bands: list[tuple[tuple[int, ...], int, int]]) -> None:
    (action,) = proposed(f"{FRAME}• En tryggare park\n\nÅtgärder:\n\n• Nattvandra på {words}\n").actions
    assert [(band.weekdays, band.from_hour, band.to_hour) for band in action.time_bands] == bands


def test_one_promise_under_its_own_heading_with_numbered_sentences_as_actions() -> None:
    found = proposed("""Medborgarlöfte 2024
Vänersborgs kommun och lokalpolisområde Fyrbodal

Vårt löfte:
Vi ska öka tryggheten i centrum.

Aktiviteter
1. Polisen ska ha fotpatruller i centrum, minst 3 gånger per vecka.
2. Kommunen genomför trygghetsvandringar två gånger per år.
3. Grannsamverkan, ansvarig: polisen
""")
    assert [promise.title for promise in found.promises] == ["Vi ska öka tryggheten i centrum"]
    assert found.actions[2].title == "Grannsamverkan"
    said = [[(one.party, one.role.value) for one in action.responsible] for action in found.actions]
    assert said == [[("Polisen", "lead")], [("Kommunen", "lead")], [("polisen", "lead")]]
    certainty = [action.responsibility.confidence for action in found.actions if action.responsibility]
    assert certainty == [Confidence.GUESSED, Confidence.GUESSED, Confidence.STATED]
