"""Findings of the made-up walks that are told one by one, so that everything an inbox meets stands in it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from geodata.demo.frame import KALMAR, SALEM
from geodata.model import (
    BicycleDetails,
    CaseStatus,
    Category,
    Consent,
    ConsentState,
    ContactOutcome,
    Feeling,
    LightingDetails,
    OwnerContact,
    ShrubDetails,
)

_C, _S = Category, CaseStatus


class Told(NamedTuple):
    """A finding. after: days and minutes from the walk's beginning.  same_as: index of the one that it repeats.

    A new one is seen by the municipality alone, as the inbox has it; party and action: keys.
    """

    stop: int
    after: tuple[int, int]
    category: Category
    note: str
    status: CaseStatus = CaseStatus.NEW
    feeling: Feeling = Feeling.UNSAFE
    severity: int | None = 2
    reason: str | None = None
    party: str | None = None
    unit: str | None = None
    due_on: date | None = None
    action: str | None = None
    details: LightingDetails | ShrubDetails | BicycleDetails | None = None
    consent: Consent | None = None
    contacts: tuple[OwnerContact, ...] = ()
    same_as: int | None = None
    merged_on: date | None = None
    is_located: bool = True


def _lamp(lamp_id: str, *, is_lit: bool = False) -> LightingDetails:
    return LightingDetails(lamp_id=lamp_id, is_lit=is_lit)


TOLD: dict[str, dict[str, tuple[Told, ...]]] = {
    KALMAR: {
        "centrum-2017": (
            Told(1, (0, 8), _C.LIGHTING, "Alla lampor lyser nu. Man ser ansikten på håll.", _S.CLOSED, Feeling.SAFE,
                 None, details=_lamp("K16-1040", is_lit=True)),
            Told(2, (0, 21), _C.LIGHTING, "En ny lampa är på plats i gången.", _S.CLOSED, Feeling.SAFE, None,
                 details=_lamp("K17-2107", is_lit=True)),
            Told(3, (0, 33), _C.BICYCLE_THEFT, "Fler cyklar än ställ, de flesta går inte att låsa i ramen.",
                 _S.OTHER_PARTY, severity=3, reason="Ställen står på stationens mark.", party="bana",
                 unit="driftledningen", due_on=date(2017, 9, 9), action="fastighetsagare",
                 details=BicycleDetails(stands=44, frame_locks=False, in_sight=False),
                 consent=Consent(state=ConsentState.DECLINED, on=date(2017, 4, 18),
                                 reason="Ställen köptes av kommunen; den får byta dem."),
                 contacts=(
                     OwnerContact(on=date(2017, 3, 20), outcome=ContactOutcome.ASKED, owner="stationens förvaltare",
                                  note="Brev med bilder."),
                     OwnerContact(on=date(2017, 4, 18), outcome=ContactOutcome.DECLINED,
                                  owner="stationens förvaltare", note="Svar per telefon."),
                 )),
            Told(3, (0, 36), _C.LIGHTING, "Lampan över cykelstället är släckt.", _S.ACTION_PLANNED,
                 party="kommun", unit="gatubelysningen", due_on=date(2017, 5, 9), action="vandring",
                 details=_lamp("K17-2131")),
            Told(3, (0, 37), _C.LIGHTING, "Mörkt vid ställen, stolpe K17-2131.", _S.ACTION_PLANNED,
                 party="kommun", unit="gatubelysningen", due_on=date(2017, 5, 9),
                 details=_lamp("K17-2131"), same_as=3, merged_on=date(2017, 3, 13)),
            Told(4, (0, 52), _C.SHRUBS, "Häcken vid hållplatsen är klippt i midjehöjd.", _S.FIXED, severity=1,
                 party="kommun", unit="parkenheten",
                 details=ShrubDetails(season="maj–september", regrows_on=date(2018, 5, 15))),
            Told(4, (0, 55), _C.VANDALISM, "Rutan i väntkuren är lagad med plywood.", _S.DECLINED, severity=1,
                 reason="Kuren byts ut helt nästa år; till dess räcker skivan."),
            Told(5, (0, 66), _C.GRAFFITI, "Portarna är nerklottrade.", _S.OTHER_PARTY,
                 reason="Fasaden sköts av fastighetsägaren.", party="fastighet", due_on=date(2017, 9, 9),
                 action="fastighetsagare", consent=Consent(state=ConsentState.ACCEPTED, on=date(2017, 3, 29)),
                 contacts=(
                     OwnerContact(on=date(2017, 3, 22), outcome=ContactOutcome.ASKED, owner="fastighetsägaren"),
                     OwnerContact(on=date(2017, 3, 29), outcome=ContactOutcome.AGREED, owner="fastighetsägaren",
                                  note="Tvättar före midsommar."),
                 )),
        ),
        "rinkabyholm-2017": (
            Told(1, (8, 0), _C.PASSAGE, "Gången mellan husen är mörk även på dagen.", _S.ACTION_PLANNED, severity=3,
                 party="kommun", unit="gatubelysningen", due_on=date(2017, 8, 14)),
            Told(1, (8, 12), _C.LIGHTING, "Lampan vid husgaveln blinkar.", _S.UNDER_REVIEW, details=_lamp("R-311")),
            Told(3, (9, 5), _C.TRAFFIC, "Bilarna stannar inte vid övergången på morgonen.", _S.OTHER_PARTY,
                 reason="Hastighetskontroller görs av polisen.", party="polis", unit="trafik",
                 due_on=date(2017, 11, 24), consent=Consent(state=ConsentState.ASKED, on=date(2017, 5, 26))),
            Told(2, (14, 3), _C.GRAFFITI, "Nytt klotter på transformatorhuset."),
            Told(2, (14, 30), _C.SHRUBS, "Man ser inte vem som kommer runt kurvan för buskarna.",
                 details=ShrubDetails(season="maj–september")),
            Told(1, (14, 41), _C.LIGHTING, "Lampa R-311 blinkar hela tiden.", details=_lamp("R-311"), same_as=1),
            Told(3, (15, 4), _C.LIGHTING, "På kvällen ser man inte kanten på gångbanan.", is_located=False),
            Told(2, (15, 20), _C.OTHER, "Här brukar våra grannar sitta, det känns bra.", feeling=Feeling.SAFE,
                 severity=None),
        ),
    },
    SALEM: {
        "ronninge-2022": (
            Told(1, (0, 14), _C.SHRUBS, "Syrenen täcker gatlampan vid torget.", _S.FIXED, party="kommun",
                 unit="parkskötseln", details=ShrubDetails(season="maj–september", regrows_on=date(2022, 5, 20))),
            Told(2, (0, 39), _C.GRAFFITI, "Klotter i hela undergången.", _S.OTHER_PARTY,
                 reason="Undergången ägs av den som äger spåren.", party="fastighet", unit="förvaltningen",
                 due_on=date(2022, 10, 28), consent=Consent(state=ConsentState.ACCEPTED, on=date(2022, 5, 16)),
                 contacts=(
                     OwnerContact(on=date(2022, 5, 4), outcome=ContactOutcome.ASKED, owner="fastighetsägaren"),
                     OwnerContact(on=date(2022, 5, 16), outcome=ContactOutcome.AGREED, owner="fastighetsägaren",
                                  note="Ingår i avtalet om klottersanering."),
                 )),
            Told(2, (0, 44), _C.PASSAGE, "Blindvinkel där trappan möter undergången.", severity=3),
            Told(2, (0, 46), _C.PASSAGE, "Trappan: man ser inte runt hörnet.", same_as=2),
            Told(3, (0, 62), _C.BICYCLE_THEFT, "Halva stället saknar bygel.",
                 details=BicycleDetails(stands=36, frame_locks=False, in_sight=True)),
            Told(3, (0, 67), _C.LIGHTING, "Mörkt mellan pendelparkeringen och trappan.", is_located=False,
                 details=_lamp("S22-1188")),
            Told(3, (0, 69), _C.LIGHTING, "Bra ljus vid hållplatsen.", feeling=Feeling.SAFE, severity=None,
                 details=_lamp("S22-1190", is_lit=True)),
        ),
    },
}  # fmt: skip
