"""Kalmar's draft of an agreement 2018-2019, made up from first to last: promises to come, and work that already began.

Nobody has signed it. Some of its parties have confirmed their part, one promise has no action yet and another nobody
who answers for it: what a draft is to be mended before it is signed.
"""

from __future__ import annotations

from datetime import date

from geodata.demo.earlier import WATCH_REGISTER
from geodata.demo.frame import MADE_UP
from geodata.demo.register import Done, Invention, Part, amount, by
from geodata.demo.register_kalmar import UNSAFE_CENTRE, R
from geodata.model import (
    Action,
    ActionType,
    Category,
    CommitmentKind,
    Dialogue,
    DialogueForm,
    Direction,
    Indicator,
    Measure,
    Promise,
    Reading,
    Record,
    ResponsibleRole,
    TimeBand,
)

WRITE = Invention(R, "2018", date(2018, 1, 1), date(2019, 12, 31))
_SHOPPING = "Köpcentrum (ej namngivna)"
_LEAD, _PARTNER, _JOINT = ResponsibleRole.LEAD, ResponsibleRole.PARTNER, ResponsibleRole.JOINT


def _dialogue() -> Dialogue:
    return Dialogue(
        id=R.id("dialogue", "2017"),
        municipality=R.code,
        provenance=MADE_UP,
        title="Digital fråga om nästa period",
        held_on=date(2017, 4, 3),
        form=DialogueForm.DIGITAL,
        target_group="Kommunens invånare",
        taking_part=236,
        place_ids=R.ids("place", ("Kalmar Centralstation", _SHOPPING)),
        themes=(Category.HARASSMENT, Category.THEFT, Category.BURGLARY),
        summary="Vägen till och från tåget, gallerior på eftermiddagen och inbrott i villor nämndes oftast.",
    )


def _promises() -> list[Promise]:
    cited = R.ids("dialogue", ("2017",))
    return [
        WRITE.promise(
            1,
            "Trygg väg till och från stationen",
            "Påhittat utkast. Färre ska känna sig otrygga i stadskärnan och vid stationen sena kvällar.",
            (Category.LIGHTING, Category.BICYCLE_THEFT, Category.HARASSMENT),
            place_ids=R.ids("place", ("Kalmar Centralstation",)),
            evidence_ids=cited,
            indicator=Indicator(
                name=UNSAFE_CENTRE,
                unit="procent",
                direction=Direction.DOWN,
                baseline=37.5,
                target=30.0,
                source="Påhittad trygghetsmätning 2016",
                # before the promise begins: a reading to start from, no outcome
                readings=(Reading(on=date(2017, 3, 20), value=36.0, source="Påhittad delmätning våren 2017"),),
            ),
        ),
        WRITE.promise(
            2,
            "Grannsamverkan för tusen hushåll",
            "Påhittat utkast. Minst tusen hushåll ska vara med i grannsamverkan 2019.",
            (Category.BURGLARY,),
            evidence_ids=cited,
            indicator=Indicator(
                name="Hushåll i grannsamverkan",
                unit="hushåll",
                direction=Direction.UP,
                baseline=581.0,
                target=1000.0,
                source=WATCH_REGISTER,
            ),
            last_confirmed_on=date(2017, 5, 16),
        ),
        WRITE.promise(
            3,
            "Lugnare eftermiddagar i köpcentrum",
            "Påhittat utkast. Vilka köpcentrum det gäller och vad som ska mätas är inte bestämt än.",
            (Category.THEFT, Category.HARASSMENT),
            place_ids=R.ids("place", (_SHOPPING,)),
            evidence_ids=cited,
        ),
        WRITE.promise(
            4,
            "Mindre nedskräpning efter evenemang",
            "Påhittat utkast. Ingen åtgärd är föreslagen än.",
            (Category.LITTER,),
        ),
        WRITE.promise(
            5,
            "Lugna kvällar i Norrliden igen",
            "Påhittat utkast. Otryggheten har vuxit sedan 2015 och ska tillbaka till vad den var då.",
            (Category.DISORDER, Category.NARCOTICS),
            place_ids=R.ids("place", ("Parkstråket i Norrliden",)),
            indicator=Indicator(
                name="Otrygga ute sena kvällar i Norrliden och Berga",
                unit="procent",
                direction=Direction.DOWN,
                baseline=33.0,
                target=26.0,
                source="Påhittad enkät 2017",
            ),
        ),
    ]


def _actions() -> list[Action]:
    return [
        WRITE.action(
            "cyklar",
            (1,),
            "Låsbara cykelställ vid stationen",
            "Hundra platser byts ut före hösten 2018.",
            ActionType.BICYCLE_PARKING,
            Part("kommun", _LEAD, date(2017, 5, 16)),
            Part("bana", _PARTNER),
            commitment=by(date(2018, 9, 30)),
            place_ids=R.ids("place", ("Kalmar Centralstation",)),
            categories=(Category.BICYCLE_THEFT,),
        ),
        WRITE.action(
            "vandring",
            (1,),
            "Vandring från stationen varje termin",
            "Två vandringar om året, en av dem i mörker.",
            ActionType.SAFETY_WALK,
            Part("kommun", _JOINT),
            Part("polis", _JOINT),
            commitment=amount(CommitmentKind.PER_YEAR, 2),
            place_ids=R.ids("place", ("Kalmar Centralstation",)),
            categories=(Category.LIGHTING, Category.HARASSMENT),
        ),
        WRITE.action(
            "ljus",
            (1,),
            "Mätning av ljuset på vägen till stationen",
            "Skulle vara gjord till mitten av maj 2017, innan löftet skrivs klart.",
            ActionType.LIGHTING_WORK,
            Part("kommun", _LEAD, date(2017, 5, 16)),
            commitment=by(date(2017, 5, 15)),
            starts_on=date(2017, 3, 1),
            ends_on=date(2017, 6, 30),
            place_ids=R.ids("place", ("Kalmar Centralstation",)),
            categories=(Category.LIGHTING,),
        ),
        WRITE.action(
            "norrliden",
            (5,),
            "Fältare i parkstråket på kvällarna",
            "Två fältare är på plats från eftermiddag till sen kväll, måndag till lördag.",
            ActionType.COOPERATION,
            # nobody has said since that it still holds
            Part("fritid", _LEAD, date(2016, 11, 22)),
            Part("polis", _PARTNER),
            commitment=amount(CommitmentKind.PER_MONTH, 8, Measure.SHIFTS),
            place_ids=R.ids("place", ("Parkstråket i Norrliden",)),
            categories=(Category.DISORDER, Category.NARCOTICS),
            time_bands=(TimeBand(weekdays=(0, 1, 2, 3, 4, 5), from_hour=15, to_hour=23),),
        ),
        WRITE.action(
            "ombud",
            (2,),
            "Utbildning av ombud för grannsamverkan",
            "Ombuden behövs när perioden börjar; utbildningen har därför startat.",
            ActionType.EDUCATION,
            Part("brand", _LEAD, date(2017, 5, 16)),
            Part("polis", _PARTNER),
            commitment=amount(CommitmentKind.AT_LEAST, 24, Measure.SESSIONS),
            starts_on=date(2017, 2, 1),
            ends_on=date(2018, 12, 31),
            categories=(Category.BURGLARY,),
        ),
        WRITE.action(
            "kopcentrum",
            (3,),
            "Rundor i köpcentrum efter skoltid",
            "Fältare och butikernas vakter. Ingen är utpekad som ansvarig än.",
            ActionType.POLICE_PRESENCE,
            commitment=amount(CommitmentKind.CONTINUOUS),
            place_ids=R.ids("place", (_SHOPPING,)),
            categories=(Category.THEFT, Category.HARASSMENT),
        ),
        WRITE.action(
            "kartlaggning",
            (3,),
            "Ta reda på vilka köpcentrum som avses",
            "Handlarna frågas under våren 2017. Hur många samtal som behövs är inte sagt.",
            ActionType.SITUATION_PICTURE,
            starts_on=date(2017, 4, 24),
            ends_on=date(2017, 12, 31),
            place_ids=R.ids("place", (_SHOPPING,)),
            categories=(Category.THEFT,),
        ),
    ]


def register() -> list[Record]:
    """The draft with its grounds, promises and actions."""
    agreement = WRITE.agreement(
        "Utkast till överenskommelse i Kalmar 2018–2019 (påhittat)",
        ("kommun", "polis", "brand"),
        evidence_ids=R.ids("dialogue", ("2017",)),
    )
    return [_dialogue(), agreement, *_promises(), *_actions()]


def activities() -> list[Done]:
    """What was begun ahead of it, by day."""
    days = (date(2017, 2, 15), date(2017, 3, 8), date(2017, 4, 5), date(2017, 4, 26), date(2017, 5, 17))
    numbers = {Measure.SESSIONS: 1, Measure.PARTICIPANTS: 9}
    return [Done(WRITE.of("ombud"), day, numbers, party="brand", partners=("polis",)) for day in days]
