"""Kalmar's promises 2016-2017: what the published document states, in our own words, and an invented log beside it.

Its defects are kept as they are: no number in either promise, hardly anybody responsible, and shopping centres that the
young named but no action does.
"""

from __future__ import annotations

from datetime import date

from geodata.demo.frame import KALMAR, SETTINGS, ref
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
    Indicator,
    Party,
    PartyKind,
    Promise,
    Record,
    ResponsibleRole,
    Substance,
    Tier,
    TimeBand,
)

R = Register(SETTINGS[KALMAR])
CENTRE_AREA = "0880C1030"
WORRY = "Oro för att utsättas för bostadsinbrott"
UNSAFE_CENTRE = "Känner sig otrygg i stadskärnan sena kvällar"
_TO = date(2017, 12, 31)
_PERIOD_FROM = date(2016, 1, 1)
_SHOPPING = "Köpcentrum (ej namngivna)"

RISK_EVENINGS = (
    date(2016, 6, 9),
    date(2016, 6, 25),
    date(2016, 8, 11),
    date(2016, 8, 12),
    date(2016, 8, 13),
    date(2016, 9, 2),
    date(2016, 10, 29),
    date(2016, 11, 25),
    date(2016, 12, 12),
    date(2016, 12, 31),
    date(2017, 2, 25),
    date(2017, 4, 13),
    date(2017, 4, 30),
    date(2017, 5, 25),
    date(2017, 6, 8),
    date(2017, 6, 9),
    date(2017, 6, 24),
)


def parties() -> list[Party]:
    """Those the document names, and a few that the log needs."""
    return [
        R.party("kommun", "Kalmar kommun", PartyKind.MUNICIPALITY),
        R.party("polis", "Polisen i Kalmar", PartyKind.POLICE),
        R.party("brand", "Räddningstjänsten i Kalmar", PartyKind.FIRE_SERVICE),
        R.party("city", "Kalmar City", PartyKind.BUSINESS_ASSOCIATION),
        R.party("fastighet", "Fastighetsägare i stadskärnan", PartyKind.PROPERTY_OWNER),
        R.party("vuxna", "Nattvandrande vuxna", PartyKind.VOLUNTEERS, stated=False),
        R.party("skola", "Skolorna i Kalmar", PartyKind.SCHOOL, stated=False),
        R.party("fritid", "Fritid och socialtjänst", PartyKind.OTHER, stated=False),
        R.party("brf", "Bostadsrättsföreningar", PartyKind.HOUSING_ASSOCIATION, stated=False),
        R.party("bana", "Stationens och spårens förvaltare", PartyKind.PROPERTY_OWNER, stated=False),
    ]


def dialogues() -> list[Dialogue]:
    """Spring dialogues with the young; numbers and days are invented."""

    def dialogue(key: str, title: str, held_on: date, form: DialogueForm, group: str, **rest: object) -> Dialogue:
        return Dialogue.model_validate(
            {
                "id": ref("dialogue", KALMAR, key),
                "municipality": KALMAR,
                "provenance": R.leaning,
                "title": title,
                "held_on": held_on,
                "form": form,
                "target_group": group,
                **rest,
            }
        )

    named = R.ids("place", ("Kalmar Centralstation", "Larmtorget", _SHOPPING))
    return [
        dialogue(
            "gymnasium",
            "Samtal med gymnasieelever",
            date(2016, 3, 17),
            DialogueForm.SCHOOL,
            "Ungdomar 16–19 år",
            taking_part=64,
            place_ids=named,
            themes=(Category.HARASSMENT, Category.DISORDER, Category.LIGHTING, Category.THEFT),
            summary="Eleverna undviker stationen och Larmtorget sent. Flera berättar om gäng i gallerior och "
            "köpcentrum, men ingen skrev upp vilka det gällde.",
        ),
        dialogue(
            "torget",
            "Trygghetssoffan på Larmtorget",
            date(2016, 4, 22),
            DialogueForm.STREET,
            "Unga vuxna 18–25 år",
            taking_part=41,
            place_ids=R.ids("place", ("Larmtorget", "Kalmar Centralstation")),
            themes=(Category.HARASSMENT, Category.ALCOHOL, Category.DISORDER),
            summary="Krogkön, vägen hem till bussen och den mörka cykelparkeringen kom upp gång på gång.",
        ),
        dialogue(
            "oppetmote",
            "Öppet möte om stadskärnan och inbrotten",
            date(2016, 5, 10),
            DialogueForm.MEETING,
            "Boende och näringsidkare",
            taking_part=28,
            place_ids=R.ids("place", ("Kalmar stadskärna", _SHOPPING)),
            themes=(Category.THEFT, Category.BURGLARY, Category.BICYCLE_THEFT),
            summary="Handlare vill ha snabbare återkoppling. Villaägare frågade hur man startar grannsamverkan.",
        ),
    ]


def promises() -> list[Record]:
    """The agreement and its two promises."""
    dialogue_ids = R.ids("dialogue", ("gymnasium", "torget", "oppetmote"))
    survey_ids = tuple(
        ref("survey_result", KALMAR, KALMAR, wave, question)
        for wave in ("2015", "2016")
        for question in (UNSAFE_CENTRE, WORRY)
    )
    agreement = Agreement(
        id=R.id("agreement", "2016"),
        municipality=KALMAR,
        provenance=R.stated,
        title="Medborgarlöften i Kalmar 2016–2017",
        party_ids=R.ids("party", ("kommun", "polis")),
        starts_on=_PERIOD_FROM,
        ends_on=_TO,
        document="Polisens webbsida om medborgarlöften i Kalmar kommun",
        evidence_ids=dialogue_ids + survey_ids,
    )
    return [
        agreement,
        Promise(
            id=R.id("promise", 1),
            municipality=KALMAR,
            provenance=R.stated,
            agreement_id=agreement.id,
            number=1,
            title="En tryggare stadskärna",
            text="Stadskärnan ska kännas tryggare, i första hand för unga och unga vuxna. Löftet anger inget mått.",
            starts_on=_PERIOD_FROM,
            ends_on=_TO,
            categories=(
                Category.HARASSMENT,
                Category.DISORDER,
                Category.THEFT,
                Category.BICYCLE_THEFT,
                Category.LIGHTING,
                Category.SHRUBS,
                Category.ALCOHOL,
                Category.NARCOTICS,
            ),
            place_ids=R.ids("place", ("Kalmar Centralstation", "Larmtorget")),
            area_codes=(CENTRE_AREA,),
            evidence_ids=(*dialogue_ids, survey_ids[0], survey_ids[2]),
        ),
        Promise(
            id=R.id("promise", 2),
            municipality=KALMAR,
            provenance=R.stated,
            agreement_id=agreement.id,
            number=2,
            title="Färre bostadsinbrott",
            text="Bostadsinbrotten ska bli färre. Varken utgångsläge eller mål i siffror anges.",
            starts_on=_PERIOD_FROM,
            ends_on=_TO,
            categories=(Category.BURGLARY,),
            # the document says which way, never how far
            indicator=Indicator(name="Anmälda bostadsinbrott", unit="antal per år", direction=Direction.DOWN),
            evidence_ids=(dialogue_ids[2], survey_ids[1], survey_ids[3]),
        ),
    ]


def actions() -> list[Action]:
    """The seven actions; commitment and responsible only where the document states them."""

    def action(key: str, promises: tuple[int, ...], title: str, text: str, kind: ActionType, **rest: object) -> Action:
        return Action.model_validate(
            {
                "id": ref("action", KALMAR, key),
                "municipality": KALMAR,
                "provenance": R.stated,
                "starts_on": _PERIOD_FROM,
                "ends_on": _TO,
                "promise_ids": R.ids("promise", promises),
                "title": title,
                "text": text,
                "action_type": kind,
                **rest,
            }
        )

    # work in the centre is for the places that the promise itself counts to it
    centre = R.ids("place", ("Kalmar stadskärna", "Kalmar Centralstation", "Larmtorget"))
    continuous = Commitment(commitment_kind=CommitmentKind.CONTINUOUS)
    return [
        action(
            "samverkan",
            (1,),
            "Samverkan i stadskärnan",
            "Polis, kommun och Kalmar City möts löpande om det som skapar otrygghet i centrum.",
            ActionType.COOPERATION,
            commitment=continuous,
            # three are named as taking part, none as responsible
            responsibilities=R.responsible(("polis", "kommun", "city"), ResponsibleRole.PARTNER),
            place_ids=centre,
            area_codes=(CENTRE_AREA,),
            categories=(Category.HARASSMENT, Category.THEFT, Category.DISORDER),
        ),
        action(
            "nattvandring",
            (1,),
            "Vuxna och synlig polis på helgkvällar",
            "Nattvandrare och poliser syns ute på helger och på kvällar då många unga är i centrum. "
            "Klockslag och datum anges inte; här räknas 18–02, och riskkvällarna är påhittade.",
            ActionType.NIGHT_PATROL,
            place_ids=centre,
            area_codes=(CENTRE_AREA,),
            categories=(Category.DISORDER, Category.HARASSMENT),
            time_bands=(TimeBand(weekdays=(4, 5, 6), from_hour=18, to_hour=2),),
            risk_evenings=RISK_EVENINGS,
        ),
        action(
            "vandring",
            (1,),
            "Trygghetsvandring i centrum",
            "En gemensam vandring eller fler, med blicken på ljus, växtlighet och cyklar som går att låsa fast.",
            ActionType.SAFETY_WALK,
            commitment=Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1),
            place_ids=centre,
            area_codes=(CENTRE_AREA,),
            categories=(Category.LIGHTING, Category.SHRUBS, Category.BICYCLE_THEFT),
        ),
        action(
            "andt",
            (1,),
            "ANDT-arbete i centrums offentliga miljö",
            "Kurser, upplysning och tillsyn mot alkohol, narkotika, doping och tobak, efter hur läget ser ut.",
            ActionType.SUPERVISION,
            commitment=continuous,
            place_ids=centre,
            area_codes=(CENTRE_AREA,),
            categories=(Category.ALCOHOL, Category.NARCOTICS),
            substances=tuple(Substance),
        ),
        action(
            "grannsamverkan",
            (2,),
            "Grannsamverkan och tryggare boende",
            "Räddningstjänsten och polisen bygger tillsammans ut grannsamverkan.",
            ActionType.NEIGHBOURHOOD_WATCH,
            responsibilities=R.responsible(("brand", "polis"), ResponsibleRole.JOINT),
            categories=(Category.BURGLARY,),
        ),
        action(
            "fastighetsagare",
            (1, 2),
            "Dialog med fastighetsägare",
            "Bättre samtal med dem som äger husen om vad som kan förebyggas.",
            ActionType.PROPERTY_OWNER_DIALOGUE,
        ),
        action(
            "information",
            (1, 2),
            "Information till invånarna",
            "Invånarna får på flera sätt veta vad som görs för tryggheten.",
            ActionType.INFORMATION,
            commitment=continuous,
        ),
    ]


def register() -> list[Record]:
    """Everything that was agreed, and on which grounds."""
    return [
        *parties(),
        R.card("Kommunpolis", "polis", "Polisens växel, fråga efter kommunpolisen", date(2017, 9, 1)),
        R.card("Strateg för trygghet", "kommun", "Kommunens kontaktcenter", date(2017, 2, 1)),
        R.card("Brandförebyggande samordnare", "brand", "Räddningstjänstens växel", date(2017, 12, 1)),
        *dialogues(),
        *promises(),
        *actions(),
        R.situation(
            "Lägesbild våren 2016",
            date(2016, 5, 20),
            "Unga upplever otrygghet i stadskärnan: Centralstationen, Larmtorget och flera köpcentrum nämns, de senare "
            "utan namn. Oron för bostadsinbrott växer, och anmälningarna blir samtidigt fler.",
            approved_by="Kommunpolis",
            tier=Tier.PUBLIC,
        ),
    ]
