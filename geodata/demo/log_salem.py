"""What was done and told in Salem until the demonstration's today: invented, with quotas kept, late and forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from geodata.demo.frame import months
from geodata.demo.register import Done, Met, Sent, Told
from geodata.demo.register_salem import R
from geodata.demo.watches import watches
from geodata.model import Category, ControlFocus, IdeaKind, Measure, Record

_TODAY = R.setting.shown_as_of
# 13 of 17 months had a meeting
_SKIPPED_MEETINGS = frozenset({date(2021, 2, 1), date(2021, 7, 1), date(2021, 12, 1), date(2022, 3, 1)})
_PICTURES = (
    date(2021, 2, 3), date(2021, 3, 10), date(2021, 5, 5), date(2021, 6, 9), date(2021, 9, 1),
    date(2021, 10, 6), date(2021, 11, 24), date(2022, 1, 19), date(2022, 2, 23), date(2022, 5, 4),
)  # fmt: skip


def operative_group() -> list[Met]:
    """The monthly meetings that were held."""
    usual = {"socialfältare": 2, "fritidsfältare": 1, "skola": 2, "säkerhetssamordnare": 1, "polis": 2}
    decisions = {
        date(2021, 4, 1): (
            "Fältarna är i Rönninge centrum torsdag till lördag",
            ("Rönninge centrum",),
            (Category.NARCOTICS,),
            None,
        ),
        date(2021, 9, 1): (
            "Vandring i Salem centrum när det mörknar",
            ("Salem centrum",),
            (Category.LIGHTING, Category.DISORDER),
            "vandringar",
        ),
        date(2021, 11, 1): ("Skolan bjuder in polisen till årskurs åtta", (), (Category.NARCOTICS,), "riktat"),
        date(2022, 2, 1): ("Begär ljus vid gångvägen", ("Parkstråket i Salem östra",), (Category.LIGHTING,), None),
        date(2022, 5, 1): (
            "Följ upp klotter och rån som ingen åtgärd täcker",
            ("Salem centrum", "Rönninge station"),
            (Category.VANDALISM, Category.ROBBERY),
            None,
        ),
    }
    return [
        Met(
            month + timedelta(days=11 + month.month % 5),
            usual if month.month % 4 else {**usual, "skola": 1, "räddningstjänst": 1},
            (decisions[month],) if month in decisions else (),
        )
        for month in months(date(2021, 1, 1), _TODAY)
        if month not in _SKIPPED_MEETINGS
    ]


def _other() -> list[Done]:
    sessions, households, reached = Measure.SESSIONS, Measure.HOUSEHOLDS, Measure.REACHED
    people, visits, contacts = Measure.PARTICIPANTS, Measure.VISITS, Measure.CONTACTS
    return [
        Done("vandringar", date(2021, 10, 14), {people: 14}, party="kommun", place="Salem centrum"),
        Done("vandringar", date(2022, 4, 28), {people: 9}, party="kommun", place="Rönninge centrum"),
        Done("riktat", date(2021, 2, 18), {contacts: 3}, party="polis", partners=("skola",), asked_by="polis"),
        Done("riktat", date(2021, 5, 20), {visits: 2}, party="polis", partners=("fritid",), asked_by="polis",
             channel="fritidsgård"),
        Done("riktat", date(2021, 9, 16), {sessions: 2, people: 84}, party="polis", partners=("skola",),
             asked_by="skola"),
        Done("riktat", date(2021, 11, 25), {sessions: 3, people: 96}, party="polis", partners=("skola",),
             asked_by="skola"),
        Done("riktat", date(2022, 2, 10), {contacts: 4}, party="polis", partners=("fritid",), asked_by="polis",
             channel="socialtjänst"),
        Done("riktat", date(2022, 5, 12), {visits: 3}, party="polis", partners=("fritid",), asked_by="fritid",
             channel="fritidsgård"),
        Done("upplysning", date(2021, 3, 15), {reached: 3100}, party="kommun", channel="kommunens webbplats"),
        Done("upplysning", date(2021, 9, 30), {reached: 240}, party="kommun", channel="föräldramöten"),
        Done("upplysning", date(2021, 12, 6), {reached: 4600}, party="polis", channel="sociala medier"),
        Done("tobak", date(2021, 5, 26), {visits: 7, Measure.PURCHASES: 5, Measure.REMARKS: 2}, party="kommun",
             partners=("polis",)),
        Done("tobak", date(2021, 11, 10), {visits: 6, Measure.PURCHASES: 6, Measure.REMARKS: 1}, party="kommun",
             partners=("polis",)),
        Done("tobak", date(2022, 4, 6), {visits: 4}, party="kommun"),
        Done("grannsamverkan", date(2021, 3, 24), {sessions: 1, households: 38}, party="kommun", area="0128C1010"),
        Done("grannsamverkan", date(2021, 6, 1), {Measure.ISSUES: 1, reached: 410}, party="kommun",
             channel="nyhetsbrev"),
        Done("grannsamverkan", date(2021, 9, 22), {sessions: 1, households: 25}, party="polis", area="0128C1060"),
        Done("grannsamverkan", date(2021, 11, 3), {sessions: 1, households: 52}, party="brand", area="0128C1050",
             channel="brandkunskap för bostadsrättsföreningar"),
        Done("grannsamverkan", date(2021, 12, 15), {Measure.ISSUES: 1, reached: 455}, party="kommun",
             channel="nyhetsbrev"),
        Done("grannsamverkan", date(2022, 3, 30), {sessions: 1, households: 31}, party="polis", area="0128C1040"),
    ]  # fmt: skip


# None: farlig körning, which is neither
_FOCUS = (ControlFocus.SPEED, ControlFocus.DRUGS, None, ControlFocus.SPEED, ControlFocus.LIFESTYLE_CRIME)


def activities(rng: np.random.Generator) -> list[Done]:
    """The whole log, by day."""
    log = _other()
    log += [Done("operativa", met.day, {}, party="kommun") for met in operative_group()]
    log += [Done("lagesbild", day, {}, party="kommun") for day in _PICTURES]
    for number, month in enumerate(months(date(2021, 2, 1), _TODAY)):
        if month.month != 7:
            day = month + timedelta(days=int(rng.integers(2, 26)))
            controls = int(rng.integers(1, 5))
            focus = _FOCUS[number % len(_FOCUS)]
            other = None if focus else "annan trafikfara"
            log.append(Done("trafik", day, {Measure.CONTROLS: controls}, party="polis", focus=focus, channel=other))
    return sorted(log, key=lambda done: (done.day, done.action))


_IDEAS = (
    Sent(IdeaKind.VIEW, date(2021, 2, 8), "Gångvägen bakom centrum är kolsvart efter klockan fyra.", 1, 10,
         "Tack. Platsen är med på höstens vandring."),
    Sent(IdeaKind.IDEA, date(2021, 4, 19), "Gör vandringen digital, så kan vi med små barn vara med.", 1, 40,
         "Det ska prövas. Vi återkommer om hur."),
    Sent(IdeaKind.TIP, date(2021, 8, 27), "Radhusen närmast skogen har haft flera försök i sommar.", 3, 12,
         "Polisen bjuder in till möte om grannsamverkan."),
    Sent(IdeaKind.VIEW, date(2021, 11, 18), "Ingen verkar svara för klottret på stationens vägg.", 1, 35,
         "Vi har frågat den som äger väggen."),
    Sent(IdeaKind.IDEA, date(2022, 1, 31), "Visa på en karta vad som har gjorts.", None, 14, "Det är på gång."),
    Sent(IdeaKind.VIEW, date(2022, 4, 4), "Ungdomar blir rånade på väg hem från träningen. Vad görs?", 1),
    Sent(IdeaKind.IDEA, date(2022, 5, 23), "Låt vår förening få utbildning i grannsamverkan.", 3),
)  # fmt: skip


_TOLD = (
    Told("Tre teman för 2021–2022", "kommunens webbplats", date(2021, 1, 18), "kommunikationschef",
         date(2021, 1, 19), (1, 2, 3), reached=2100),
    Told("Rätt om droger: till föräldrar", "skolornas utskick", date(2021, 9, 6), "säkerhetssamordnare",
         date(2021, 9, 27), (2,), (Category.NARCOTICS,), 640),
    Told("Brandvarnare i flerbostadshus", "anslag i trapphus", date(2022, 3, 14), None, None, (3,)),
    Told("Halvtid: vad har hänt?", "kommunens webbplats", date(2022, 5, 9), "kommunikationschef", None, (1, 2, 3)),
    Told("Vandring i Salem östra: kom med", "sociala medier", date(2022, 6, 2), "säkerhetssamordnare", None, (1,)),
    Told("Så gick det 2021–2022", "kommunens webbplats", date(2022, 12, 12), None, None, (1, 2, 3)),
)  # fmt: skip


def log(rng: np.random.Generator) -> list[Record]:
    """Activities, meetings, neighbourhood watch, what citizens sent in and what they were told."""
    return [
        *R.activities(activities(rng)),
        *watches(R),
        *R.communications(_TOLD),
        *R.meetings("Operativa gruppen", "operativa", operative_group()),
        *R.ideas(_IDEAS),
    ]
