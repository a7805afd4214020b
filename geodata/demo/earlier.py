"""Kalmar's agreement 2014-2015, made up from first to last: promises that were measured, and what was done for them.

Nothing here says how a promise ended: its target, its readings and the log do. Work and outcome go apart on purpose:
all that was agreed on for the schools was done, and the damage grew all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from geodata.demo.frame import MADE_UP, months
from geodata.demo.register import Done, Invention, Part, amount, by
from geodata.demo.register_kalmar import R
from geodata.model import (
    Action,
    ActionType,
    Category,
    CommitmentKind,
    ContactOutcome,
    Dialogue,
    DialogueForm,
    Direction,
    Indicator,
    Measure,
    Promise,
    Reading,
    Record,
    ResponsibleRole,
)

WRITE = Invention(R, "2014", date(2014, 1, 1), date(2015, 12, 31))
WATCH_REGISTER = "Register över grannsamverkan (påhittat)"
_HOMES = ("0880C1180", "0880C1210", "0880C1220")
_MALMEN = ("0880C1080", "0880C1070")
_SCHOOLS = ("0880C1130", "0880C1170", "0880C1190")
_STOPS = ("0880C1060", "0880C1090")
_WATCHED = ("0880C1180", "0880C1240", "0880B3010", "0880C1230", "0880C1080", "0880B4010")
_LEAD, _PARTNER, _JOINT = ResponsibleRole.LEAD, ResponsibleRole.PARTNER, ResponsibleRole.JOINT
_SIGNED = date(2014, 1, 20)


def _dialogue() -> Dialogue:
    return Dialogue(
        id=R.id("dialogue", "2013"),
        municipality=R.code,
        provenance=MADE_UP,
        title="Kvällsmöten i Norrliden och Berga",
        held_on=date(2013, 11, 12),
        form=DialogueForm.MEETING,
        target_group="Boende",
        taking_part=73,
        themes=(Category.DISORDER, Category.LIGHTING, Category.BURGLARY),
        summary="Mörka gångvägar, stök vid lekplatsen och frågor om grannsamverkan.",
    )


def _promises() -> list[Promise]:
    cited = R.ids("dialogue", ("2013",))
    return [
        WRITE.promise(
            1,
            "Tryggare kvällar i Norrliden och Berga",
            "Påhittat löfte. Färre boende ska känna sig otrygga ute sena kvällar.",
            (Category.DISORDER, Category.LIGHTING),
            place_ids=R.ids("place", ("Norrliden", "Berga")),
            evidence_ids=cited,
            indicator=Indicator(
                name="Otrygga ute sena kvällar i Norrliden och Berga",
                unit="procent",
                direction=Direction.DOWN,
                baseline=32.0,
                target=27.0,
                source="Påhittad enkät",
                readings=(
                    Reading(on=date(2014, 11, 17), value=30.0, source="Påhittad enkät 2014"),
                    Reading(on=date(2015, 11, 16), value=26.0, source="Påhittad enkät 2015"),
                ),
            ),
        ),
        WRITE.promise(
            2,
            "Fler hushåll i grannsamverkan",
            "Påhittat löfte. Hushållen i grannsamverkan ska bli minst 600 före årsskiftet 2015.",
            (Category.BURGLARY,),
            evidence_ids=cited,
            indicator=Indicator(
                name="Hushåll i grannsamverkan",
                unit="hushåll",
                direction=Direction.UP,
                baseline=210.0,
                target=600.0,
                source=WATCH_REGISTER,
                readings=(
                    Reading(on=date(2014, 12, 31), value=322.0, source=WATCH_REGISTER),
                    Reading(on=date(2015, 12, 31), value=455.0, source=WATCH_REGISTER),
                ),
            ),
        ),
        WRITE.promise(
            3,
            "Mindre skadegörelse på skolorna",
            "Påhittat löfte. Kommunens kostnader för klotter och krossade rutor ska minska.",
            (Category.VANDALISM, Category.GRAFFITI),
            indicator=Indicator(
                name="Kostnad för skadegörelse på skolor",
                unit="tusen kronor per år",
                direction=Direction.DOWN,
                baseline=640.0,
                target=500.0,
                source="Påhittad skaderapport",
                readings=(
                    Reading(on=date(2014, 12, 31), value=655.0, source="Påhittad skaderapport 2014"),
                    Reading(on=date(2015, 12, 31), value=690.0, source="Påhittad skaderapport 2015"),
                ),
            ),
        ),
        WRITE.promise(
            4,
            "Trygga hållplatser",
            "Påhittat löfte. Fler ska känna sig trygga när de väntar på bussen. Förlängt i väntan på en enkät.",
            (Category.DESERTED, Category.LIGHTING),
            # ended less than a year ago and never measured: the last reading is still asked for
            ends_on=date(2016, 6, 30),
            indicator=Indicator(
                name="Trygga vid hållplatsen",
                unit="procent",
                direction=Direction.UP,
                baseline=61.0,
                target=70.0,
                source="Påhittad resenärsenkät 2013",
            ),
        ),
        WRITE.promise(
            5,
            "Ett lugnare krogliv på Malmen",
            "Påhittat löfte. Gäster och grannar ska märka att det är lugnare. Hur det märks sägs inte.",
            (Category.ALCOHOL, Category.DISORDER),
        ),
    ]


def _actions() -> list[Action]:
    return [
        WRITE.action(
            "nattvandring",
            (1,),
            "Nattvandring i Norrliden och Berga",
            "Föräldrar och föreningar går två pass i månaden.",
            ActionType.NIGHT_PATROL,
            Part("vuxna", _LEAD, _SIGNED),
            Part("polis", _PARTNER, date(2014, 2, 3)),
            commitment=amount(CommitmentKind.PER_MONTH, 2, Measure.SHIFTS),
            area_codes=_HOMES,
            categories=(Category.DISORDER,),
        ),
        WRITE.action(
            "ljus",
            (1,),
            "Ny belysning längs parkstråket",
            "Stolparna byts på hela sträckan före vintern 2014.",
            ActionType.LIGHTING_WORK,
            Part("kommun", _LEAD, _SIGNED),
            commitment=by(date(2014, 10, 31)),
            ends_on=date(2014, 12, 31),
            place_ids=R.ids("place", ("Parkstråket i Norrliden",)),
            categories=(Category.LIGHTING,),
        ),
        WRITE.action(
            "omraden",
            (2,),
            "Starta tolv nya områden med grannsamverkan",
            "Startmöten med polis och räddningstjänst, minst tolv under perioden.",
            ActionType.NEIGHBOURHOOD_WATCH,
            Part("polis", _JOINT, date(2014, 2, 3)),
            Part("brand", _JOINT),
            commitment=amount(CommitmentKind.AT_LEAST, 12, Measure.SESSIONS),
            area_codes=_WATCHED,
            categories=(Category.BURGLARY,),
        ),
        WRITE.action(
            "brev",
            (2,),
            "Nyhetsbrev till grannsamverkan",
            "Fyra nummer om året till kontaktpersonerna.",
            ActionType.INFORMATION,
            Part("polis", _LEAD, date(2014, 2, 3)),
            commitment=amount(CommitmentKind.PER_YEAR, 4, Measure.ISSUES),
            area_codes=_WATCHED,
            categories=(Category.BURGLARY,),
        ),
        WRITE.action(
            "skolgardar",
            (3,),
            "Kvällstillsyn av skolgårdar",
            "Skolornas vaktmästare går rundor hela perioden.",
            ActionType.SUPERVISION,
            Part("skola", _LEAD, _SIGNED),
            commitment=amount(CommitmentKind.CONTINUOUS),
            area_codes=_SCHOOLS,
            categories=(Category.VANDALISM,),
        ),
        WRITE.action(
            "klotter",
            (3,),
            "Samtal om klottrade väggar",
            "Skolornas grannar frågas om att sanera samtidigt, minst tio kontakter.",
            ActionType.PROPERTY_OWNER_DIALOGUE,
            Part("kommun", _LEAD, _SIGNED),
            Part("fastighet", _PARTNER),
            commitment=amount(CommitmentKind.AT_LEAST, 10, Measure.CONTACTS),
            area_codes=_SCHOOLS,
            categories=(Category.GRAFFITI,),
        ),
        WRITE.action(
            "enkat",
            (4,),
            "Enkät vid tio hållplatser",
            "Resenärerna tillfrågas igen före oktober 2015.",
            ActionType.SITUATION_PICTURE,
            Part("kommun", _LEAD),
            commitment=by(date(2015, 9, 30), 10),
            area_codes=_STOPS,
            categories=(Category.DESERTED,),
        ),
        WRITE.action(
            "vardar",
            (4,),
            "Bussvärdar på kvällsturer",
            "Värdar åker med på kvällarna. Inget antal är avtalat, och ingen står som ansvarig.",
            ActionType.OTHER,
            area_codes=_STOPS,
            categories=(Category.DESERTED,),
        ),
        WRITE.action(
            "krogar",
            (5,),
            "Möten med krögare på Malmen",
            "Två möten om året om servering, kö och stängning.",
            ActionType.COOPERATION,
            Part("kommun", _LEAD, _SIGNED),
            Part("polis", _PARTNER, date(2014, 2, 3)),
            commitment=amount(CommitmentKind.PER_YEAR, 2),
            area_codes=_MALMEN,
            categories=(Category.ALCOHOL, Category.DISORDER),
        ),
    ]


def _patrols() -> Iterator[Done]:
    for number, month in enumerate(months(WRITE.starts_on, WRITE.ends_on)):
        friday = month + timedelta(days=(4 - month.weekday()) % 7)
        for day in (friday, friday + timedelta(days=15)):
            adults = 4 + number % 3
            yield Done(
                WRITE.of("nattvandring"),
                day,
                {Measure.SHIFTS: 1, Measure.ADULTS: adults},
                party="vuxna",
                place="Norrliden" if number % 2 else "Berga",
            )


def _log() -> list[Done]:
    sessions, households = Measure.SESSIONS, Measure.HOUSEHOLDS
    started = (
        (date(2014, 4, 1), 44),
        (date(2014, 9, 15), 43),
        (date(2014, 10, 20), 25),
        (date(2015, 3, 10), 51),
        (date(2015, 5, 20), 38),
        (date(2015, 10, 1), 44),
    )
    asked, agreed = ContactOutcome.ASKED, ContactOutcome.AGREED
    refused, done = ContactOutcome.DECLINED, ContactOutcome.DONE
    owners = (
        (date(2014, 3, 4), 4, asked),
        (date(2014, 4, 8), 2, agreed),
        (date(2014, 4, 9), 1, refused),
        (date(2015, 2, 11), 3, asked),
        (date(2015, 3, 18), 2, agreed),
        (date(2015, 6, 3), 2, done),
    )
    letters = [month for month in months(WRITE.starts_on, WRITE.ends_on) if month.month in {2, 5, 9, 12}]
    rounds = [month for month in months(WRITE.starts_on, WRITE.ends_on) if month.month != 7]
    meetings = (date(2014, 4, 23), date(2014, 10, 14), date(2015, 4, 22))
    return [
        *_patrols(),
        Done(WRITE.of("ljus"), date(2014, 10, 14), {}, party="kommun", place="Parkstråket i Norrliden"),
        *(
            Done(WRITE.of("omraden"), day, {sessions: 1, households: homes}, party="polis", area=area)
            for (day, homes), area in zip(started, _WATCHED, strict=True)
        ),
        *(
            Done(WRITE.of("brev"), month + timedelta(days=11), {Measure.ISSUES: 1, Measure.REACHED: 24 + 3 * number},
                 party="polis", channel="nyhetsbrev")
            for number, month in enumerate(letters)
        ),
        *(Done(WRITE.of("skolgardar"), day + timedelta(days=8), {Measure.VISITS: 6}, party="skola") for day in rounds),
        *(
            Done(WRITE.of("klotter"), day, {Measure.CONTACTS: n}, party="kommun", outcome=outcome)
            for day, n, outcome in owners
        ),
        Done(WRITE.of("vardar"), date(2014, 9, 5), {Measure.PARTICIPANTS: 4}, note="Två kvällsturer på försök."),
        *(Done(WRITE.of("krogar"), day, {Measure.PARTICIPANTS: 14}, party="kommun", partners=("polis",))
          for day in meetings),
    ]  # fmt: skip


def register() -> list[Record]:
    """The agreement with its grounds, promises and actions."""
    agreement = WRITE.agreement(
        "Överenskommelse i Kalmar 2014–2015 (påhittad)",
        ("kommun", "polis"),
        signed_on=_SIGNED,
        evidence_ids=R.ids("dialogue", ("2013",)),
    )
    return [_dialogue(), agreement, *_promises(), *_actions()]


def activities() -> list[Done]:
    """What was done for it, by day."""
    return sorted(_log(), key=lambda done: (done.day, done.action))
