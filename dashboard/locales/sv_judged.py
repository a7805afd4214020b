"""Swedish words for how sure a hotspot is and where it is heading."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "Standing.confirmed": "bekräftad",
    "Standing.candidate": "kandidat",
    "Standing.untested": "oprövad",
    "tested.confirmed": (
        "Bekräftad: {later} kom hit i periodens senare del. Av en slump väntas {expected}. "
        "Platsen hittades i den tidigare delen och prövades i den senare."
    ),
    "tested.candidate": (
        "Kandidat: kan vara en slump. {later} kom hit i periodens senare del, av en slump väntas {expected}."
    ),
    "tested.untested": "Oprövad: för lite underlag, eller för nytt, för att skilja platsen från en slump.",
    "felt_and_found.more_felt": (
        "Här rapporteras mer än vad trygghetsvandringar funnit: {reports} rapporter och {findings} fynd. "
        "Kommunen i övrigt har en större andel fynd."
    ),
    "felt_and_found.more_found": (
        "Här har trygghetsvandringar funnit mer än vad som rapporteras: {findings} fynd och {reports} rapporter. "
        "Kommunen i övrigt har en större andel rapporter."
    ),
    "growth": "{change} per år, 95 % säkert mellan {low} och {high} %.",
    "growth.more": "{percent} % fler",
    "growth.fewer": "{percent} % färre",
    "growth.times": "{n} gånger så många",
    "growth.even": "Oförändrat",
}
