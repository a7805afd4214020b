"""The made-up walks as they are told: walked, going on, planned, walked again, and one nobody has said anything of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geodata.demo.frame import KALMAR, SALEM
from geodata.model import Category, WalkForm

_C = Category


@dataclass(frozen=True, slots=True)
class Plan:
    """A walk as it is told. around: the place its stops circle.  hour None: it has not been walked yet.

    findings: how many are drawn by chance, besides those of `noted`.  action: key of the one it belongs to.
    again: key of the walk whose stops are walked again.  starts: planned hour and minute.  ended: its protocol is made.
    postmeeting_after: days from the walk to its återmöte.
    """

    key: str
    title: str
    around: str
    day: date
    hour: int | None
    in_dark: bool | None
    themes: tuple[Category, ...]
    participants: dict[str, int]
    stops: tuple[str, ...]
    findings: int
    action: str | None
    form: WalkForm = WalkForm.PHYSICAL
    open_until: date | None = None
    again: str | None = None
    starts: tuple[int, int] | None = None
    own_theme: str | None = None
    meeting_point: str | None = None
    before: str | None = None
    after: str | None = None
    ended: bool = False
    postmeeting_after: int = 28

    @property
    def postmeeting_on(self) -> date | None:
        """The day of its återmöte, None for what is not walked on one day."""
        return None if self.hour is None else self.day + timedelta(days=self.postmeeting_after)


PLANS: dict[str, tuple[Plan, ...]] = {
    KALMAR: (
        Plan(
            "norrliden-2015", "Trygghetsvandring i Norrliden", "Parkstråket i Norrliden", date(2015, 11, 5), 17, True,
            (_C.LIGHTING, _C.SHRUBS), {"boende": 8, "kommun": 2, "polis": 1, "fastighetsägare": 1},
            ("Parkstråkets början", "Lekplatsen", "Vändplatsen"), 9, None,
        ),
        Plan(
            "centrum-2016", "Trygghetsvandring i stadskärnan", "Larmtorget", date(2016, 10, 13), 18, True,
            (_C.LIGHTING, _C.SHRUBS, _C.BICYCLE_THEFT),
            {"boende": 6, "kommun": 3, "polis": 2, "Kalmar City": 1, "fastighetsägare": 3, "nattvandrare": 2},
            ("Larmtorget", "Gången mot stationen", "Cykelparkeringen", "Bussarna", "Torggatan"), 26, "vandring",
            starts=(18, 0), meeting_point="Vid bänkarna på Larmtorget", ended=True,
            before="Vi går i mörker och stannar vid fem platser. Var och en sätter egna poäng vid varje stopp.",
            after="Kommunen gick igenom listan. Ljuset i gången lagas under vintern; vi går samma väg i mars.",
        ),
        Plan(
            "centrum-2017", "Vandring i stadskärnan: samma väg igen", "Larmtorget", date(2017, 3, 9), 19, True,
            (_C.LIGHTING, _C.SHRUBS, _C.BICYCLE_THEFT),
            {"boende": 7, "kommun": 2, "polis": 1, "Kalmar City": 1, "fastighetsägare": 2},
            ("Larmtorget", "Gången mot stationen", "Cykelparkeringen", "Bussarna", "Torggatan"), 0, "vandring",
            again="centrum-2016", starts=(19, 0), meeting_point="Vid bänkarna på Larmtorget", ended=True,
            before="Samma fem stopp som i oktober. Se efter vad som har blivit gjort och vad som är sämre.",
            after="Ljuset i gången är bättre. Cykelparkeringen har blivit sämre och tas upp med stationens förvaltare.",
        ),
        Plan(
            "station-2017", "Uppföljande vandring vid stationen", "Kalmar Centralstation", date(2017, 4, 20), 20, False,
            (_C.LIGHTING, _C.BICYCLE_THEFT), {"boende": 5, "ungdomar": 3, "kommun": 2, "polis": 1, "förvaltare": 1},
            ("Stationshuset", "Cykelparkeringen", "Undergången", "Bussarna"), 19, "vandring", postmeeting_after=49,
        ),
        Plan(
            "lindsdal-2017", "Trygghetsvandring i Lindsdal", "Lindsdal", date(2017, 5, 11), None, None,
            (_C.TRAFFIC, _C.LIGHTING), {}, ("Centrumhuset", "Gångvägen"), 0, None, starts=(19, 30),
        ),
        Plan(
            "rinkabyholm-2017", "Digital vandring: skolvägen genom Rinkabyholm", "Rinkabyholm", date(2017, 5, 15),
            None, None, (_C.TRAFFIC, _C.LIGHTING, _C.PASSAGE), {"skolklass": 26, "skola": 2},
            ("Gångvägen mellan husen", "Cykelvägens kurva", "Övergångsstället"), 0, None,
            form=WalkForm.DIGITAL, open_until=date(2017, 6, 9), own_theme="Vägen till skolan",
            before="Klassen går i smågrupper med lånade surfplattor, på egen tid under fyra veckor.",
        ),
        Plan(
            "stortorget-2017", "Trygghetsvandring kring Stortorget", "Stortorget", date(2017, 6, 15), None, None,
            (_C.LITTER, _C.VANDALISM, _C.LIGHTING), {"boende": 8, "kommun": 2, "polis": 1, "fastighetsägare": 2},
            ("Stortorget", "Gränden"), 0, "vandring", starts=(21, 30), meeting_point="Mitt på Stortorget",
            before="Fastighetsägarna har lovat att komma. Ta med förra årets lista över nedskräpning.",
        ),
        Plan(
            "norrliden-2017", "Vandring i Norrliden, två år efter", "Parkstråket i Norrliden", date(2017, 11, 2), None,
            None, (_C.LIGHTING, _C.SHRUBS), {"boende": 10, "kommun": 2, "polis": 1},
            ("Parkstråkets början", "Lekplatsen", "Vändplatsen"), 0, None, again="norrliden-2015", starts=(17, 30),
            meeting_point="Vid parkstråkets början",
            before="Samma tre stopp som 2015. Läs igenom vad som beslutades då innan vi går.",
        ),
    ),
    SALEM: (
        Plan(
            "salem-2021", "Trygghetsvandring i Salem centrum", "Salem centrum", date(2021, 10, 14), 18, True,
            (_C.LIGHTING, _C.DISORDER), {"boende": 7, "ungdomar": 2, "kommun": 2, "polis": 2, "handlare": 1},
            ("Torget", "Gångvägen", "Parkeringen", "Busshållplatsen"), 18, "vandringar",
            starts=(18, 15), meeting_point="Utanför biblioteket", ended=True,
            before="Vi går när det mörknar. Ungdomsrådet pekar ut var de inte vill vänta på bussen.",
            after="Åtgärderna är fördelade. Två förslag avslås av kostnadsskäl; skälen står i protokollet.",
        ),
        Plan(
            "ronninge-2022", "Trygghetsvandring i Rönninge", "Rönninge centrum", date(2022, 4, 28), 19, False,
            (_C.SHRUBS, _C.PASSAGE, _C.BICYCLE_THEFT), {"boende": 4, "kommun": 2, "polis": 1, "skola": 2},
            ("Centrum", "Undergången", "Pendelparkeringen"), 13, "vandringar", postmeeting_after=42,
        ),
        Plan(
            "ostra-2022", "Trygghetsvandring i Salem östra", "Parkstråket i Salem östra", date(2022, 6, 9), None, None,
            (_C.LIGHTING, _C.SHRUBS), {"boende": 6, "kommun": 2, "polis": 1}, ("Parkstråket",), 0, "vandringar",
            starts=(21, 0), meeting_point="Vid parkstråkets västra ände",
            before="Grannsamverkan bjuder in. Buskagen klipps veckan före; se om det räcker.",
        ),
        Plan(
            "salem-2022", "Vandring i Salem centrum, ett år efter", "Salem centrum", date(2022, 10, 13), None, None,
            (_C.LIGHTING, _C.DISORDER), {"boende": 8, "ungdomar": 4, "kommun": 2, "polis": 1},
            ("Torget", "Gångvägen", "Parkeringen", "Busshållplatsen"), 0, "vandringar", again="salem-2021",
            starts=(18, 30), meeting_point="Utanför biblioteket",
            before="Samma fyra stopp som i fjol. Poängen då läggs bredvid dem som sätts nu.",
        ),
    ),
}  # fmt: skip
