"""What is found in promise documents: the two published ones, five layouts of ours, and any text at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import (
    ActionType,
    Category,
    CommitmentKind,
    PartyKind,
    PlaceKind,
    ResponsibleRole,
    Substance,
)
from geodata.model.screening import personal_marks
from geodata.sources.headers import fold
from geodata.sources.promise_document import (
    Confidence,
    NothingFound,
    Proposal,
    ProposedAction,
    ProposedPromise,
    ReadAs,
    Span,
    WhyLeft,
    propose,
    read_document,
    text_of,
)
from tests.geodata.sources.promise_documents.layouts import LAYOUTS, Layout

PROMISES = Path(__file__).resolve().parents[5] / "shared" / "data" / "promises"
FRAME = "Medborgarlöften i Kalmar kommun 2016–2017\n\nKommunen och polisen lovar:\n\n"


def proposed(text: str) -> Proposal:
    return propose(text_of(text))


def published(name: str) -> Proposal:
    if not PROMISES.is_dir():
        pytest.skip(f"the published promise documents are not beside this repository: {name}")
    return propose(read_document(PROMISES / name, name))


@pytest.fixture(scope="module")
def kalmar() -> Proposal:
    return published("kalmar_2016_2017.txt")


@pytest.fixture(scope="module")
def salem() -> Proposal:
    return published("salem_2021_2022.txt")


def test_kalmar_has_two_promises_and_seven_actions_for_two_years(kalmar: Proposal) -> None:
    assert [promise.title for promise in kalmar.promises] == [
        "Skapa en tryggare stadskärna",
        "Minska antalet bostadsinbrott",
    ]
    assert len(kalmar.actions) == 7
    assert kalmar.municipality is not None
    assert (kalmar.municipality.value, kalmar.municipality_name) == ("0880", "Kalmar")
    assert kalmar.period is not None
    assert (kalmar.period.value.starts_on, kalmar.period.value.ends_on) == (date(2016, 1, 1), date(2017, 12, 31))
    assert kalmar.title is not None
    assert kalmar.title.value == "Medborgarlöften i Kalmar 2016-2017"


def test_a_promise_listed_twice_is_one_with_both_its_places(kalmar: Proposal) -> None:
    assert [len(promise.spans) for promise in kalmar.promises] == [2, 2]


def test_kalmars_actions_are_understood(kalmar: Proposal) -> None:
    assert [action.action_type for action in kalmar.actions] == [
        ActionType.COOPERATION,
        ActionType.NIGHT_PATROL,
        ActionType.SAFETY_WALK,
        ActionType.EDUCATION,
        ActionType.NEIGHBOURHOOD_WATCH,
        ActionType.PROPERTY_OWNER_DIALOGUE,
        ActionType.INFORMATION,
    ]
    cooperation, patrol, walk, andt, watch, *_ = kalmar.actions
    assert cooperation.categories == (Category.DISORDER, Category.HARASSMENT, Category.THEFT)
    assert [band.weekdays for band in patrol.time_bands] == [(5, 6)]
    assert walk.commitment is not None
    assert (walk.commitment.value.commitment_kind, walk.commitment.value.number) == (CommitmentKind.AT_LEAST, 1)
    assert walk.commitment.confidence is Confidence.STATED
    assert walk.categories == (Category.LIGHTING, Category.SHRUBS, Category.BICYCLE_THEFT)
    assert [(place.name, place.place_kind) for place in walk.places] == [("stadskärnan", PlaceKind.CENTRE)]
    assert andt.substances == tuple(Substance)
    assert watch.promise is not None
    assert (watch.promise.value, watch.promise.confidence) == (2, Confidence.GUESSED)


def test_nobody_is_made_responsible_where_the_document_names_nobody(kalmar: Proposal) -> None:
    assert [action.responsible for action in kalmar.actions] == [()] * 7
    assert [action.responsibility for action in kalmar.actions] == [None] * 7


def test_salem_has_eight_actions_with_eight_responsible_in_three_wordings(salem: Proposal) -> None:
    assert len(salem.actions) == 8
    assert all(action.responsibility is not None for action in salem.actions)
    lead, partner, joint = ResponsibleRole.LEAD, ResponsibleRole.PARTNER, ResponsibleRole.JOINT
    both = [("kommunen", joint), ("polisen", joint)]
    assert [[(one.party, one.role) for one in action.responsible] for action in salem.actions] == [
        [("kommunen", lead), ("polisen", partner)],
        both,
        both,
        [("polisen", lead)],
        both,
        both,
        both,
        [("polisen", lead)],
    ]
    assert salem.period is not None
    assert (salem.period.value.starts_on, salem.period.value.ends_on) == (date(2021, 1, 1), date(2022, 12, 31))
    assert salem.municipality is not None
    assert salem.municipality.value == "0128"


def test_salems_promises_are_what_the_actions_are_for(salem: Proposal) -> None:
    assert [promise.title for promise in salem.promises] == [
        "Minska den upplevda otryggheten som framkommit i medborgardialoger",
        "Minska försäljning, tillgång och användning av narkotika, alkohol och tobak",
        "Tryggare hemmiljö",
    ]
    assert [action.promise.value for action in salem.actions if action.promise] == [1, 1, 2, 2, 2, 2, 3, 3]
    assert Category.BURGLARY in salem.promises[2].categories


def test_salems_amounts_and_kinds_are_understood(salem: Proposal) -> None:
    kinds = [action.action_type for action in salem.actions]
    assert kinds == [
        ActionType.SAFETY_WALK,
        ActionType.SITUATION_PICTURE,
        ActionType.OPERATIVE_GROUP,
        ActionType.TARGETED_POLICE_WORK,
        ActionType.INFORMATION,
        ActionType.TOBACCO_SUPERVISION,
        ActionType.NEIGHBOURHOOD_WATCH,
        ActionType.TRAFFIC_CONTROL,
    ]
    amounts = [action.commitment.value if action.commitment else None for action in salem.actions]
    assert [a.commitment_kind if a else None for a in amounts[:3]] == [
        None,
        CommitmentKind.CONTINUOUS,
        CommitmentKind.PER_MONTH,
    ]


def test_the_situation_of_a_document_is_left_as_background_and_its_contacts_as_contacts(
    kalmar: Proposal, salem: Proposal
) -> None:
    left = {line: part.why for part in kalmar.leftovers for line in range(part.span.first, part.span.last + 1)}
    assert [left[line] for line in (1, 16, 47, 53, 54, 55, 58, 60)] == [
        WhyLeft.PAGE,
        WhyLeft.BACKGROUND,
        WhyLeft.BACKGROUND,
        *[WhyLeft.CONTACT] * 5,
    ]
    assert any(part.why is WhyLeft.NOT_UNDERSTOOD for part in salem.leftovers)


def parts_found(layout: Layout, proposal: Proposal) -> tuple[int, int]:
    """How many of a layout's parts were found, and how many there are: what was found besides counts against it."""
    found, expected = 0, 4
    found += proposal.municipality is not None and proposal.municipality.value == layout.municipality
    found += proposal.period is not None and proposal.period.value.starts_on.year == layout.years[0]
    found += proposal.period is not None and proposal.period.value.ends_on.year == layout.years[1]
    found += proposal.title is not None and "löften" in proposal.title.value
    titles = [promise.title for promise in proposal.promises]
    expected += max(len(layout.promises), len(titles))
    found += sum(title in titles for title in layout.promises)
    expected += max(len(layout.actions), len(proposal.actions))
    for (beginning, number), responsible in zip(layout.actions, layout.responsible, strict=True):
        expected += 1 + len(responsible)
        action = next((a for a in proposal.actions if a.title.startswith(beginning)), None)
        if action is not None:
            found += 1
            found += (action.promise.value if action.promise else None) == number
            said = [(one.party, one.role.value) for one in action.responsible]
            found += sum(one in said for one in responsible) - sum(one not in responsible for one in said)
    return found, expected


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_nine_parts_of_ten_are_found_in_every_layout(make: Callable[[], Layout]) -> None:
    layout = make()
    found, expected = parts_found(layout, propose(read_document(layout.data, layout.name)))
    assert expected >= 20
    assert found >= 0.9 * expected, (found, expected)


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_counting_parts_sees_what_is_lost(make: Callable[[], Layout]) -> None:
    layout = make()
    proposal = propose(read_document(layout.data, layout.name))
    poorer = proposal.model_copy(update={"actions": proposal.actions[1:], "promises": proposal.promises[1:]})
    assert parts_found(layout, poorer)[0] < parts_found(layout, proposal)[0]


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_a_proposal_survives_the_form_that_holds_it(make: Callable[[], Layout]) -> None:
    layout = make()
    proposal = propose(read_document(layout.data, layout.name))
    assert Proposal.from_json(proposal.model_dump_json()) == proposal


@pytest.mark.parametrize(
    ("bullet", "sub"),
    [("•", "–"), ("-", "o"), ("*", "-"), ("1.", "•"), ("►", "·"), ("\uf0b7", "○"), ("a)", "-"), ("–", "▪")],
)
def test_bullets_of_every_usual_sort_are_read(bullet: str, sub: str) -> None:
    text = f"""Medborgarlöften i Kalmar kommun 2016

{bullet} En tryggare park
   {sub} Röja buskage längs gångvägen
   {sub} Ha nattvandrare på plats
{bullet.replace("1", "2").replace("a", "b")} Färre inbrott i villor
   {sub} Starta grannsamverkan i tre områden
"""
    found = proposed(text)
    assert [promise.title for promise in found.promises] == ["En tryggare park", "Färre inbrott i villor"]
    assert [(action.title.split()[0], action.promise and action.promise.value) for action in found.actions] == [
        ("Röja", 1),
        ("Ha", 1),
        ("Starta", 2),
    ]


@pytest.mark.parametrize(
    "label", ["Löfte {}: ", "Medborgarlöfte nr {} – ", "LÖFTE {}. ", "Medborgarlöfte {}\n", "• Löfte {} - "]
)
def test_numbered_promises_are_read(label: str) -> None:
    text = "Medborgarlöften 2019\nKommunen och polisen\n\n" + "\n\n".join(
        f"{label.format(number)}{title}\n- Gå en trygghetsvandring i {title.split()[-1]}"
        for number, title in ((1, "Tryggare kvällar i parken"), (2, "Lugnare vägar i byn"))
    )
    found = proposed(text)
    assert [promise.title for promise in found.promises] == ["Tryggare kvällar i parken", "Lugnare vägar i byn"]
    assert [action.promise.value for action in found.actions if action.promise] == [1, 2]


def test_bullets_broken_over_lines_and_within_words_are_put_together() -> None:
    found = proposed(
        FRAME
        + (
            "• En tryggare park\n\nDet här ska vi göra:\n\n• Genomföra "
            "trygghets\u00ad\n  vandringar med belys-\n  ningen och brotts-\n"
            "  och säkerhetsfrågor i\n  fokus\n• Fortsätta med ANDT-\n  frågorna"
        )
    )
    assert [action.title for action in found.actions] == [
        "Genomföra trygghetsvandringar med belysningen och brotts- och säkerhetsfrågor i fokus",
        "Fortsätta med ANDT-frågorna",
    ]


def test_two_centres_in_one_breath_are_two_places() -> None:
    (action,) = proposed(
        f"{FRAME}• Tryggare centrum\n\nÅtgärder:\n\n• Gå en trygghetsvandring "
        f"i Smedby och Rinkabyholm centrum, på Larmtorget och i köpcentrum\n"
    ).actions
    assert [(place.name, place.place_kind) for place in action.places] == [
        ("Smedby centrum", PlaceKind.CENTRE),
        ("Rinkabyholm centrum", PlaceKind.CENTRE),
        ("Larmtorget", PlaceKind.SQUARE),
        ("köpcentrum", PlaceKind.SHOPPING_CENTRE),
    ]


def test_places_of_the_gazetteer_are_found_by_name() -> None:
    source = text_of(f"{FRAME}• Tryggare kvällar\n\nÅtgärder:\n\n• Synlig polis vid Gröna rutan\n")
    (action,) = propose(source, known_places=("Gröna rutan",)).actions
    assert [place.name for place in action.places] == ["Gröna rutan"]


def test_names_and_numbers_of_persons_become_part_of_nothing() -> None:
    text = f"""{FRAME}• En tryggare park

Åtgärder:

• Röja buskage i parken
  Ansvarig: Anna Påhittad, kommunen
  Kontaktperson: Bo Ofunnen
• Hålla öppet hus i stadshuset. Anmäl dig till Cia Diktad på 0480-12 34 56 eller cia@example.se.
  Ansvarig: Dan Fabel

Eva Saga, kommunpolis
Telefon: 0480-65 43 21
"""
    found = proposed(text)
    assert [action.title for action in found.actions] == ["Röja buskage i parken", "Hålla öppet hus i stadshuset."]
    assert [[one.party for one in action.responsible] for action in found.actions] == [["kommunen"], []]
    said = found.model_dump_json()
    for name in ("Påhittad", "Ofunnen", "Diktad", "Fabel", "Saga", "0480", "@"):
        assert name not in said, name
    contacts = [part.span for part in found.leftovers if part.why is WhyLeft.CONTACT]
    assert contacts == [Span(first=11, last=11), Span(first=15, last=16)]


def test_actions_without_any_promise_serve_one_that_is_guessed() -> None:
    found = proposed(
        "Samverkansöverenskommelse 2020\nKommunen och polisen\n\nÅtgärder:\n\n- Ha fler poliser ute\n- Röja sly\n"
    )
    (promise,) = found.promises
    assert promise.confidence is Confidence.GUESSED
    assert [action.promise.value for action in found.actions if action.promise] == [1, 1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NothingFound.EMPTY),
        (" \n\n– • –\n1234", NothingFound.EMPTY),
        (
            "The police and the municipality promise to make the square safer for all of us.\n• Walks\n",
            NothingFound.NOT_SWEDISH,
        ),
        (
            "Politiet og kommunen lover at gøre byen tryggere for de unge, og det skal ikke tage lang tid.",
            NothingFound.NOT_SWEDISH,
        ),
        ("Poliisi ja kunta lupaavat, että kaupunki on turvallinen ja että valot toimivat.", NothingFound.NOT_SWEDISH),
        (
            "Koka potatisen i vatten med salt. Låt den svalna och skär den i skivor till salladen.",
            NothingFound.NOT_PROMISES,
        ),
        ("Polisen och kommunen arbetar för trygghet. Det finns inget mer att säga om det.", NothingFound.NOT_PROMISES),
    ],
)
def test_what_is_no_swedish_promise_document_is_an_empty_proposal_with_its_reason(
    text: str, reason: NothingFound
) -> None:
    found = proposed(text)
    assert found.reason is reason
    assert (found.promises, found.actions, found.title) == ((), (), None)
    lettered = [number for number, line in enumerate(text.split("\n"), 1) if any(c.isalnum() for c in line)]
    assert [n for part in found.leftovers for n in range(part.span.first, part.span.last + 1)] == lettered


PIECES = st.sampled_from(
    [
        "Medborgarlöften i Kalmar kommun 2016-2017",
        "Löfte 1: Tryggare torg",
        "Löfte 2 –",
        "Vi lovar...",
        "Det här ska vi göra:",
        "• Röja buskage",
        "  o Ansvarig: polisen",
        "Ansvarig:",
        "- Gå minst en trygghetsvand-",
        "ringar på kvällar",
        "1. Polisen ska",
        "Åtgärd\tAnsvarig",
        "Belysning\tKommunen",
        "För att minska inbrotten:",
        "Vi lovar att göra torget tryggare.",
        "Kontakta:",
        "Anna Andersson, kommunpolis",
        "070-123 45 67",
        "a@example.se",
        "8112189876",
        "",
        " ",
        "Sida 1",
        "\f",
        "\u00ad",
        "senast den 31 februari 2017",
        "2016/15",
        "9. ",
        "•",
        "Vi lyssnar",
        "minst 99999 gånger per år",
        "Kommunen och polisen ska städa.",
        "(kommunen)",
        "kl. 25-30",
        "Larmtorget och Rönninge centrum",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, PIECES, st.text(max_size=40)), max_size=25).map("\n".join))
def test_any_text_gives_a_proposal_whose_parts_lie_in_it_once_and_name_nobody(text: str) -> None:
    source = text_of(text)
    found = propose(source)
    last = len(source.lines)
    parts: list[ProposedPromise | ProposedAction] = [*found.promises, *found.actions]
    spans = [span for part in parts for span in part.spans] + [part.span for part in found.leftovers]
    spans += [place.span for part in parts for place in part.places if place.span]
    spans += [a.responsibility.span for a in found.actions if a.responsibility and a.responsibility.span]
    spans += [one.span for one in (found.title, found.municipality, found.period) if one is not None and one.span]
    assert all(1 <= span.first <= span.last <= last for span in spans)
    keys = [fold(promise.title) for promise in found.promises]
    assert len(keys) == len(set(keys))
    said = [(fold(action.text or action.title), action.promise and action.promise.value) for action in found.actions]
    assert len(said) == len(set(said))
    left = [n for part in found.leftovers for n in range(part.span.first, part.span.last + 1)]
    assert len(left) == len(set(left))
    used = {n for part in parts for span in part.spans for n in range(span.first, span.last + 1)}
    assert not used & set(left)
    assert {action.promise.value for action in found.actions if action.promise} <= {p.number for p in found.promises}
    shown = [found.title.value if found.title else ""]
    shown += [words or "" for part in parts for words in (part.title, part.text)]
    shown += [a.responsibility.value for a in found.actions if a.responsibility]
    shown += [one.party for action in found.actions for one in action.responsible]
    assert not [words for words in shown if personal_marks(words)]
    assert (found.reason is None) == bool(parts)
    assert Proposal.from_json(found.model_dump_json()) == found


@given(st.text(max_size=400))
def test_lines_are_numbered_from_one_and_hold_what_was_pasted(text: str) -> None:
    source = text_of(text)
    assert source.read_as is ReadAs.TEXT
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))
    source.text.encode()


def test_kinds_of_parties_are_told_by_their_names(salem: Proposal) -> None:
    assert {one.party_kind for action in salem.actions for one in action.responsible} == {
        PartyKind.MUNICIPALITY,
        PartyKind.POLICE,
    }
