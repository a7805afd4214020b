"""What was done and told in Kalmar until the demonstration's today: invented, with quotas kept, late and forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from geodata.demo import coming, earlier
from geodata.demo.frame import months
from geodata.demo.register import Done, Met, Sent, Told
from geodata.demo.register_kalmar import CENTRE_AREA, RISK_EVENINGS, R
from geodata.demo.watches import watches
from geodata.model import Category, ContactOutcome, IdeaKind, Measure, Record

_TODAY = R.setting.shown_as_of
# every third of the risk evenings had nobody out
_UNCOVERED = frozenset(RISK_EVENINGS[2::3])
_SKIPPED_MEETINGS = frozenset({date(2016, 7, 1), date(2017, 1, 1), date(2017, 3, 1)})


def night_patrols(rng: np.random.Generator) -> list[Done]:
    """Shifts on Fridays and Saturdays, fewer as time goes, and most of the risk evenings."""
    log: list[Done] = []
    day = date(2016, 2, 5)
    while day < _TODAY:
        eager = 0.62 - 0.4 * (day - date(2016, 2, 5)).days / 480
        risk = day in RISK_EVENINGS and day not in _UNCOVERED
        if risk or (day.weekday() in {4, 5} and day not in RISK_EVENINGS and rng.random() < eager):
            shifts = 2 if risk else 1
            adults = int(rng.integers(4, 9)) * shifts
            log.append(
                Done(
                    "nattvandring",
                    day,
                    {Measure.SHIFTS: shifts, Measure.ADULTS: adults},
                    party="vuxna",
                    place="Larmtorget" if rng.random() < 0.6 else "Kalmar Centralstation",
                    note="Lugnt till midnatt, sedan köer och högljutt vid uteserveringarna." if risk else None,
                )
            )
        day += timedelta(days=1)
    log.extend(
        Done(
            "nattvandring", day, {Measure.SHIFTS: 1}, party="polis", area=CENTRE_AREA, channel="fotpatrull, i efterhand"
        )
        for day in RISK_EVENINGS
        if day < _TODAY and day not in _UNCOVERED
    )
    return log


def cooperation() -> list[Met]:
    """The monthly meetings on the centre, three of them never held."""
    people = {"polis": 2, "kommunens trygghetsstrateg": 1, "Kalmar City": 1, "fältsekreterare": 1}
    decisions = {
        date(2016, 9, 1): (
            "Bjud in till vandring i centrum i oktober",
            ("Larmtorget", "Kalmar Centralstation"),
            (Category.LIGHTING, Category.BICYCLE_THEFT),
            "vandring",
        ),
        date(2016, 11, 1): (
            "Begär att slocknade lampor vid cykelparkeringen byts",
            ("Kalmar Centralstation",),
            (Category.LIGHTING,),
            None,
        ),
        date(2017, 2, 1): (
            "Fler vuxna ute när uteserveringarna öppnar",
            ("Larmtorget",),
            (Category.DISORDER, Category.HARASSMENT),
            "nattvandring",
        ),
        date(2017, 5, 1): (
            "Ta upp nedskräpning med fastighetsägarna",
            ("Stortorget",),
            (Category.LITTER,),
            "fastighetsagare",
        ),
    }
    return [
        Met(
            month + timedelta(days=9 + month.month % 4),
            people if month.month % 3 else {**people, "fastighetsägare": 2},
            (decisions[month],) if month in decisions else (),
        )
        for month in months(date(2016, 2, 1), _TODAY)
        if month not in _SKIPPED_MEETINGS
    ]


def _other() -> list[Done]:
    sessions, households, reached = Measure.SESSIONS, Measure.HOUSEHOLDS, Measure.REACHED
    people, visits, contacts = Measure.PARTICIPANTS, Measure.VISITS, Measure.CONTACTS
    return [
        Done("vandring", date(2016, 10, 13), {people: 17}, party="kommun", place="Kalmar stadskärna"),
        Done("vandring", date(2017, 3, 9), {people: 13}, party="kommun", place="Kalmar stadskärna"),
        Done("vandring", date(2017, 4, 20), {people: 12}, party="kommun", place="Kalmar Centralstation"),
        Done("andt", date(2016, 3, 9), {sessions: 1, people: 22}, party="kommun", note="Ansvarsfull servering."),
        Done("andt", date(2016, 5, 27), {visits: 14}, party="kommun", area=CENTRE_AREA, channel="tillsyn av servering"),
        Done("andt", date(2016, 9, 14), {sessions: 2, people: 61}, party="skola", channel="föräldramöte"),
        Done("andt", date(2016, 10, 28), {visits: 11}, party="kommun", area=CENTRE_AREA, channel="tillsyn av tobak"),
        Done("andt", date(2016, 12, 7), {reached: 2400}, party="kommun", channel="annons i lokaltidning"),
        Done("andt", date(2017, 2, 16), {sessions: 1, people: 18}, party="polis", note="Krogpersonal om narkotika."),
        Done("andt", date(2017, 4, 28), {visits: 9}, party="kommun", area=CENTRE_AREA, channel="tillsyn av servering"),
        Done("grannsamverkan", date(2016, 4, 12), {sessions: 1, households: 34}, party="polis", place="Lindsdal"),
        Done("grannsamverkan", date(2016, 9, 20), {sessions: 1, households: 27}, party="brand", place="Smedby"),
        Done("grannsamverkan", date(2016, 11, 15), {sessions: 1, households: 41}, party="polis", place="Rinkabyholm"),
        Done("grannsamverkan", date(2017, 1, 24), {sessions: 1, households: 19}, party="brand", place="Berga"),
        Done("grannsamverkan", date(2017, 3, 21), {sessions: 1, households: 30}, party="polis", place="Ljungbyholm"),
        *(
            Done("fastighetsagare", day, {contacts: n}, party=party, outcome=outcome, channel=channel)
            for day, n, party, outcome, channel in (
                (date(2016, 3, 3), 3, "kommun", ContactOutcome.AGREED, "möte om portar"),
                (date(2016, 3, 3), 1, "kommun", ContactOutcome.DECLINED, "möte om portar"),
                (date(2016, 6, 14), 2, "polis", ContactOutcome.DONE, "besök: portar och gårdar"),
                (date(2016, 10, 5), 3, "kommun", ContactOutcome.AGREED, "möte om belysning på fasad"),
                (date(2016, 12, 8), 1, "kommun", ContactOutcome.ASKED, "telefon"),
            )
        ),
    ]


_FORUMS = (
    ("kommunens webbplats", 1800),
    ("polisens sida i sociala medier", 5200),
    ("lokalradio", 9000),
    ("informationsbord på torget", 130),
    ("nyhetsbrev", 2600),
)


def activities(rng: np.random.Generator) -> list[Done]:
    """The whole log, by day."""
    log = night_patrols(rng) + _other()
    log += [Done("samverkan", met.day, {}, party="kommun", area=CENTRE_AREA) for met in cooperation()]
    for number, month in enumerate(months(date(2016, 2, 1), _TODAY)):
        channel, usual = _FORUMS[number % len(_FORUMS)]
        reached = int(usual * rng.uniform(0.7, 1.3))
        log.append(
            Done("information", month + timedelta(days=17), {Measure.REACHED: reached}, party="kommun", channel=channel)
        )
    return sorted(log, key=lambda done: (done.day, done.action))


_IDEAS = (
    Sent(IdeaKind.VIEW, date(2016, 2, 11), "Sätt bättre ljus på gångvägen mellan stationen och torget.", 1, 12,
         "Tack. Sträckan gås igenom vid höstens trygghetsvandring."),
    Sent(IdeaKind.IDEA, date(2016, 4, 3), "Låt föreningar bemanna en varm stuga vid torget på lördagar.", 1, 19,
         "Frågan är lämnad till samverkansmötet."),
    Sent(IdeaKind.TIP, date(2016, 6, 20), "Cyklar utan lås blir stående länge bakom stationen.", 1, 30,
         "Övergivna cyklar märktes och flyttades."),
    Sent(IdeaKind.VIEW, date(2016, 8, 15), "Fler papperskorgar under stadsfesten, tack.", 1, 9,
         "Vi tar med det till nästa år."),
    Sent(IdeaKind.IDEA, date(2016, 9, 28), "En karta över grannsamverkan vore bra för oss nyinflyttade.", 2, 15,
         "Områden med grannsamverkan kommer att visas för kommunens invånare."),
    Sent(IdeaKind.VIEW, date(2016, 11, 9), "Tunneln känns otrygg efter att lampan slocknade.", None, 4,
         "Felet är lämnat vidare till den som sköter belysningen."),
    Sent(IdeaKind.IDEA, date(2017, 1, 16), "Ordna låsbara cykelbox för pendlare.", 1, 20, "Prövas i vårens budget."),
    Sent(IdeaKind.VIEW, date(2017, 3, 2), "När svarar ni om buskarna längs skolvägen?", None),
    Sent(IdeaKind.TIP, date(2017, 4, 24), "Inbrott i förråd pratas det om i hela kvarteret.", 2, 18,
         "Polisen kommer till ett möte om grannsamverkan."),
    Sent(IdeaKind.IDEA, date(2017, 5, 19), "Kan gallerian få en egen trygghetsvandring?", 1),
    Sent(IdeaKind.VIEW, date(2017, 5, 26), "Bra att nattvandrarna syns, men de går hem för tidigt.", 1),
)  # fmt: skip


_TOLD = (
    Told("Nya löften: det här gäller 2016–2017", "kommunens webbplats", date(2016, 2, 1), "kommunikationschef",
         date(2016, 2, 3), (1, 2), reached=2900),
    Told("Vad dialogerna sade", "lokaltidningen", date(2016, 6, 1), "kommunikationschef", date(2016, 6, 20), (1,),
         (Category.HARASSMENT, Category.LIGHTING), 7400),
    Told("Vad nattvandrarna ser en fredag", "polisens sida i sociala medier", date(2016, 11, 11), "kommunpolis",
         date(2016, 11, 11), (1,), (Category.DISORDER,), 5600),
    Told("Så gick det under 2016", "kommunens webbplats", date(2017, 1, 20), "kommunikationschef",
         date(2017, 1, 24), (1, 2), reached=3100),
    Told("Svar på vårens synpunkter", "kommunens webbplats", date(2017, 5, 2), "trygghetsstrateg", None, (1,)),
    Told("Skydda huset under semestern", "nyhetsbrev", date(2017, 5, 15), None, None, (2,), (Category.BURGLARY,)),
    Told("Vandring kring Stortorget: kom med", "informationsbord på torget", date(2017, 6, 8), "trygghetsstrateg",
         None, (1,), (Category.LIGHTING, Category.LITTER)),
    Told("Löftena 2018–2019: vad tycker du?", "kommunens webbplats", date(2017, 9, 4), None, None,
         ("2018-1", "2018-2", "2018-3")),
)  # fmt: skip


def log(rng: np.random.Generator) -> list[Record]:
    """Activities, meetings, neighbourhood watch, what citizens sent in and what they were told."""
    return [
        *R.activities(earlier.activities()),
        *R.activities(activities(rng)),
        *R.activities(coming.activities()),
        *watches(R),
        *R.communications(_TOLD),
        *R.meetings("Samverkansmöte om stadskärnan", "samverkan", cooperation()),
        *R.ideas(_IDEAS),
    ]
