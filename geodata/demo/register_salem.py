"""Salem's promises 2021-2022: what the published document states, in our own words, and an invented log beside it.

Its gaps are kept as they are: vandalism and robbery belong to the situation but to no action, the wish for fewer fires
has no measure, and no promise says how much.
"""

from __future__ import annotations

from datetime import date

from geodata.demo.frame import SALEM, SETTINGS, ref
from geodata.demo.register import Register
from geodata.model import (
    Action,
    ActionType,
    Agreement,
    Category,
    Commitment,
    CommitmentKind,
    Dialogue,
    DialogueForm,
    Direction,
    Goal,
    Indicator,
    Party,
    PartyKind,
    Promise,
    Reading,
    Record,
    ResponsibleRole,
    Substance,
    Tier,
)

R = Register(SETTINGS[SALEM])
UNSAFE_OUT = "Känner sig otrygg ute sena kvällar"
WORRY = "Oro för att utsättas för bostadsinbrott"
TRUST = "Förtroende för polisen i kommunen"
_FROM, _TO = date(2021, 1, 1), date(2022, 12, 31)
_CENTRES = ("Salem centrum", "Rönninge centrum")


def parties() -> list[Party]:
    """Those the document names, and a few that the log needs."""
    return [
        R.party("kommun", "Salems kommun", PartyKind.MUNICIPALITY),
        R.party("polis", "Polisen i Salem", PartyKind.POLICE),
        R.party("skola", "Skolorna i Salem", PartyKind.SCHOOL),
        R.party("fritid", "Fritid och socialtjänst", PartyKind.OTHER),
        R.party("brand", "Räddningstjänsten i södra Stockholm", PartyKind.FIRE_SERVICE, stated=False),
        R.party("brf", "Bostadsrättsföreningar", PartyKind.HOUSING_ASSOCIATION, stated=False),
        R.party("vuxna", "Nattvandrande vuxna", PartyKind.VOLUNTEERS, stated=False),
        R.party("fastighet", "Fastighetsägare i centrum", PartyKind.PROPERTY_OWNER, stated=False),
    ]


def dialogues() -> list[Dialogue]:
    """What replaced meetings in 2020; numbers and days are invented."""

    def dialogue(key: str, title: str, held_on: date, form: DialogueForm, **rest: object) -> Dialogue:
        return Dialogue.model_validate(
            {
                "id": ref("dialogue", SALEM, key),
                "municipality": SALEM,
                "provenance": R.leaning,
                "title": title,
                "held_on": held_on,
                "form": form,
                "target_group": "Kommunens invånare",
                "place_ids": R.ids("place", _CENTRES),
                **rest,
            }
        )

    return [
        dialogue(
            "undersokning",
            "Polisens trygghetsundersökning 2020",
            date(2020, 10, 15),
            DialogueForm.SURVEY,
            taking_part=412,
            themes=(Category.DISORDER, Category.NARCOTICS, Category.BURGLARY, Category.VANDALISM, Category.ROBBERY),
            summary="Otryggheten samlas kring Salem centrum och Rönninge centrum, eftermiddag, kväll och helg.",
        ),
        dialogue(
            "telefon",
            "Telefonsamtal och mejl under 2020",
            date(2020, 11, 20),
            DialogueForm.PHONE_AND_MAIL,
            taking_part=87,
            themes=(Category.BURGLARY, Category.NARCOTICS, Category.VANDALISM),
            summary="Frågor om inbrott i radhus och villor, och om öppen försäljning av narkotika.",
        ),
        dialogue(
            "socialamedier",
            "Inlägg i sociala medier under 2020",
            date(2020, 12, 1),
            DialogueForm.SOCIAL_MEDIA,
            themes=(Category.NARCOTICS, Category.ROBBERY, Category.DISORDER),
            summary="Rån mot unga och klotter i centrum nämndes oftast. Antalet som deltog går inte att ange.",
        ),
    ]


def promises() -> list[Record]:
    """The agreement, its three themes and the goals."""
    dialogue_ids = R.ids("dialogue", ("undersokning", "telefon", "socialamedier"))

    def asked(question: str) -> tuple[object, ...]:
        return tuple(ref("survey_result", SALEM, SALEM, wave, question) for wave in ("2020", "2021"))

    agreement = Agreement(
        id=R.id("agreement", "2021"),
        municipality=SALEM,
        provenance=R.stated,
        title="Medborgarlöften i Salem 2021–2022",
        party_ids=R.ids("party", ("kommun", "polis")),
        starts_on=_FROM,
        ends_on=_TO,
        document="Salem – medborgarlöften, Polisen och Salems kommun",
        evidence_ids=(*dialogue_ids, R.id("situation_report", "2020-12-10")),
    )

    def promise(number: int, title: str, text: str, categories: tuple[Category, ...], **rest: object) -> Promise:
        return Promise.model_validate(
            {
                "id": ref("promise", SALEM, number),
                "municipality": SALEM,
                "provenance": R.stated,
                "agreement_id": agreement.id,
                "number": number,
                "title": title,
                "text": text,
                "starts_on": _FROM,
                "ends_on": _TO,
                "categories": categories,
                **rest,
            }
        )

    return [
        agreement,
        promise(
            1,
            "Trygga centrum och offentliga miljöer",
            "Färre ska känna sig otrygga i centrum och på andra platser där folk möts. Inget mått anges.",
            (Category.DISORDER, Category.VANDALISM, Category.ROBBERY, Category.NARCOTICS),
            place_ids=R.ids("place", _CENTRES),
            evidence_ids=(*dialogue_ids, *asked(UNSAFE_OUT)),
        ),
        promise(
            2,
            "Mindre narkotika, alkohol och tobak",
            "Det ska säljas, finnas och användas mindre narkotika, alkohol och tobak, främst bland unga.",
            (Category.NARCOTICS, Category.ALCOHOL),
            evidence_ids=dialogue_ids,
        ),
        promise(
            3,
            "Tryggare i hemmet",
            "Färre ska drabbas av inbrott, och färre bostäder ska brinna. Inga tal anges.",
            (Category.BURGLARY,),
            # the document says which way, never how far
            indicator=Indicator(name="Anmälda bostadsinbrott", unit="antal per år", direction=Direction.DOWN),
            evidence_ids=(dialogue_ids[0], dialogue_ids[1], *asked(WORRY)),
        ),
        *goals(agreement),
    ]


def goals(agreement: Agreement) -> list[Goal]:
    """What the whole strives for. The document names no indicators: they are the demonstration's own proposals."""

    def goal(key: str, title: str, indicator: Indicator | None) -> Goal:
        return Goal(
            id=R.id("goal", key),
            municipality=SALEM,
            provenance=R.leaning if indicator else R.stated,
            agreement_id=agreement.id,
            title=title,
            indicator=indicator,
        )

    survey = "trygghetsmätning 2020 (påhittad)"
    return [
        goal(
            "trygghet",
            "Ökad trygghet",
            Indicator(name=UNSAFE_OUT, unit="procent", direction=Direction.DOWN, baseline=31.0, source=survey),
        ),
        goal(
            "forebygga",
            "Förebyggda brott",
            Indicator(name="Anmälda bostadsinbrott", unit="antal per år", direction=Direction.DOWN, source="Polisen"),
        ),
        goal(
            "delaktighet",
            "Ökad delaktighet",
            Indicator(
                name="Deltagare i trygghetsvandringar",
                unit="antal per år",
                direction=Direction.UP,
                baseline=0.0,
                target=40.0,
                source="Löfteskartans logg",
                readings=(
                    Reading(on=date(2021, 12, 31), value=14.0, source="Löfteskartans logg"),
                    Reading(on=date(2022, 4, 30), value=9.0, source="Löfteskartans logg, januari–april"),
                ),
            ),
        ),
        goal(
            "fortroende",
            "Stärkt förtroende för polisen",
            Indicator(
                name=TRUST,
                unit="procent",
                direction=Direction.UP,
                baseline=54.0,
                target=60.0,
                source=survey,
                readings=(Reading(on=date(2021, 10, 11), value=55.5, source="trygghetsmätning 2021 (påhittad)"),),
            ),
        ),
        goal("brand", "Färre bränder i bostäder", None),
    ]


def actions() -> list[Action]:
    """The eight actions with their responsible parties, in the document's three wordings."""
    both = R.responsible(("kommun", "polis"), ResponsibleRole.JOINT)
    police = R.responsible(("polis",), ResponsibleRole.LEAD)

    def action(key: str, promise: int, title: str, text: str, kind: ActionType, **rest: object) -> Action:
        return Action.model_validate(
            {
                "id": ref("action", SALEM, key),
                "municipality": SALEM,
                "provenance": R.stated,
                "starts_on": _FROM,
                "ends_on": _TO,
                "promise_ids": R.ids("promise", (promise,)),
                "title": title,
                "text": text,
                "action_type": kind,
                "responsibilities": both,
                **rest,
            }
        )

    return [
        action(
            "vandringar",
            1,
            "Trygghetsvandringar, även digitala",
            "Vandringar på plats, och ett försök med digitala så att fler kan vara med. Antal anges inte.",
            ActionType.SAFETY_WALK,
            responsibilities=(
                *R.responsible(("kommun",), ResponsibleRole.LEAD),
                *R.responsible(("polis",), ResponsibleRole.PARTNER),
            ),
            categories=(
                Category.LIGHTING,
                Category.SHRUBS,
                Category.DESERTED,
                Category.PASSAGE,
                Category.DISORDER,
            ),
        ),
        action(
            "lagesbild",
            1,
            "Aktuell bild av otrygga platser",
            "Kommun och polis håller bilden av de otrygga platserna färsk.",
            ActionType.SITUATION_PICTURE,
            commitment=Commitment(commitment_kind=CommitmentKind.CONTINUOUS),
            place_ids=R.ids("place", _CENTRES),
            categories=(Category.DISORDER,),
        ),
        action(
            "operativa",
            2,
            "Operativa gruppen",
            "Fältare, skola, säkerhetssamordnare och polis ses varje månad för att vända en dålig utveckling tidigt.",
            ActionType.OPERATIVE_GROUP,
            commitment=Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1),
            categories=(Category.NARCOTICS, Category.ALCOHOL),
        ),
        action(
            "riktat",
            2,
            "Polisens arbete mot narkotika och kontakter med skolan",
            "Polisen ingriper mot bruk och försäljning, håller nära kontakt med skola, fritid och socialtjänst och är "
            "med när skolan vill förebygga.",
            ActionType.TARGETED_POLICE_WORK,
            responsibilities=police,
            categories=(Category.NARCOTICS,),
            substances=(Substance.NARCOTICS,),
        ),
        action(
            "upplysning",
            2,
            "Upplysning om narkotika",
            "Kommun och polis sprider kunskap för att färre ska använda narkotika.",
            ActionType.INFORMATION,
            categories=(Category.NARCOTICS,),
            substances=(Substance.NARCOTICS,),
        ),
        action(
            "tobak",
            2,
            "Tobakstillsyn och kontrollköp",
            "Försäljningsställen besöks och kontrollköp görs, av kommun och polis tillsammans.",
            ActionType.TOBACCO_SUPERVISION,
            substances=(Substance.TOBACCO,),
        ),
        action(
            "grannsamverkan",
            3,
            "Grannsamverkan och färre bränder",
            "Utbildning och nyhetsbrev till bostadsområden, mer kunskap om brandrisker, och flerbostadshusen med.",
            ActionType.NEIGHBOURHOOD_WATCH,
            categories=(Category.BURGLARY,),
        ),
        action(
            "trafik",
            3,
            "Trafikkontroller",
            "Kontroller riktade mot rattfylleri med droger, fart, farlig körning och dem som lever på brott.",
            ActionType.TRAFFIC_CONTROL,
            responsibilities=police,
            categories=(Category.TRAFFIC, Category.NARCOTICS),
        ),
    ]


def register() -> list[Record]:
    """Everything that was agreed, and on which grounds."""
    return [
        *parties(),
        R.card("Kommunpolis", "polis", "Polisens växel, fråga efter kommunpolisen", date(2022, 9, 1)),
        R.card("Säkerhetssamordnare", "kommun", "Kommunens servicecenter", date(2022, 3, 1)),
        R.card("Felanmälan", "kommun", "Kommunens app för felanmälan", date(2022, 12, 1)),
        *dialogues(),
        R.situation(
            "Lägesbild 2020",
            date(2020, 12, 10),
            "Invånare, personal och handlare är otrygga främst i Salem centrum och Rönninge centrum, på eftermiddagar, "
            "kvällar och helger. Skadegörelse, narkotikabrott, personrån och störande uppträdande förekommer. "
            "Bostadsinbrotten ökar i alla boendeformer, mest i radhus och villor.",
            approved_by="Kommunpolis",
            tier=Tier.PUBLIC,
        ),
        *promises(),
        *actions(),
    ]
