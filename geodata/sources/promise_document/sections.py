"""What a heading announces: promises, actions, the situation, or what follows after; by its words."""

from __future__ import annotations

import re
from enum import StrEnum


class Section(StrEnum):
    """What stands under a heading."""

    START = "start"
    PROMISES = "promises"
    ACTIONS = "actions"
    SITUATION = "situation"
    AFTER = "after"


_AFTER = re.compile(
    (
        r"^(?:vi vill veta|kontakt|följ (?:med|oss|hur)|dokument|"
        r"det här ska vi åstadkomma|uppföljning|så (?:här )?följer vi|"
        r"utvärdering|vill du|mer information|läs mer|underskrift|"
        r"undertecknat|tips|hur går det|relatera|bilag|ordlista|"
        r"giltighet|avtalstid|kommunikation$|"
        r"har du frågor|tyck till)"
    ),
    re.IGNORECASE,
)
_SITUATION = re.compile(
    r"situation|lägesbild|nuläge|bakgrund|vi lyssnar|medborgardialog|(?:gemensam )?problembild|^så har vi|vad tycker|"
    r"vad (?:är|innebär) (?:ett |en )?(?:medborgarlöfte|samverkansöverens)|^syfte|^inledning|orsak|^om medborgarlöfte|"
    r"så (?:här )?tog vi|trygghetsmätning|statistik|har (?:ni|du|invånarna) (?:sagt|berättat)|^så tycker|^dialog",
    re.IGNORECASE,
)
_PROMISES = re.compile(r"medborgarlöft|trygghetslöft|\blöfte(?:n|na|t)?\b|överens om|\blovar\b", re.IGNORECASE)
_ACTIONS = re.compile(
    (
        r"det här ska vi göra|^(?:våra |gemensamma |konkreta |planerade |"
        r"prioriterade |följande )*(?:åtgärd|aktivitet|insats)|"
        r"åtgärder\s*:?$|aktiviteter\s*:?$|"
        r"insatser\s*:?$|"
        r"så (?:här )?(?:gör|arbetar|ska|når|uppfyller) vi|^det(?:ta|"
        r"ta gör|här)? (?:ska|gör|kommer)|^(?:därför )?(?:ska vi|vi ska|"
        r"vi kommer att|kommer vi att)|genom att\s*:?$|^handlingsplan|"
        r"vad (?:ska |kommer )?vi gör|löftet innebär|det innebär|"
        r"^för att|^hur\s*[?:]*$|vi åtar oss|(?:ska vi|"
        r"vi ska|kommer vi att|gör vi)\s*[:.…]*$"
    ),
    re.IGNORECASE,
)
_TO_REACH = re.compile(
    r"^för att\s+(?:arbeta\s+(?:med|för)\s+(?:att\s+)?)?(?P<aim>.{6,250}?)[\s:.…]*$", re.IGNORECASE | re.DOTALL
)
_NO_AIM = re.compile(
    (
        r"^(?:nå|uppnå|uppfylla|lyckas|göra det|klara|infria|"
        r"bidra till (?:detta|det)|åstadkomma|hålla|detta|leva upp)\b.{0,40}$"
    ),
    re.IGNORECASE,
)
_AFTER_AIM = re.compile(
    r",?\s*(?:så\s+)?(?:ska|kommer|gör|lovar|vill|behöver)\s+(?:vi|polisen|kommunen)\b.*$", re.IGNORECASE | re.DOTALL
)


def section_of(heading: str, *, promises_known: bool) -> Section | None:
    """What a heading or a line with a colon announces; None where its words do not tell."""
    text = heading.strip()
    if aim_of(text) is not None:
        return Section.ACTIONS
    if _AFTER.search(text):
        return Section.AFTER
    lovar = re.search(r"\blovar\b", text, re.IGNORECASE) is not None
    if _ACTIONS.search(text) and not (lovar and not promises_known):
        return Section.ACTIONS
    if _SITUATION.search(text):
        return Section.SITUATION
    if _PROMISES.search(text):
        return Section.ACTIONS if lovar and promises_known else Section.PROMISES
    return None


def aim_of(lead: str) -> str | None:
    """What "För att arbeta med att minska inbrotten:" strives for: "Minska inbrotten"; None for other leads."""
    found = _TO_REACH.match(lead.strip())
    if found is None:
        return None
    aim = _AFTER_AIM.sub("", found["aim"]).strip(" ,:.…")
    if len(aim) < 6 or _NO_AIM.match(aim):
        return None
    return aim[0].upper() + aim[1:]
