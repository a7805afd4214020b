"""A walk's protocol in words: the same for the page, the PDF, the DOCX and the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.basis import basis_line
from dashboard.i18n import Translate
from dashboard.protocolsheets import place_of, sheets
from geodata.model import BicycleDetails, CaseStatus, Feeling, LightingDetails, ShrubDetails, WalkForm
from geodata.paper import Block, Cell, Facts, Group, Heading, Listing, Paper, Paragraph, Picture, Table, Tone
from geodata.protocols import Noted, Protocol, Scored, StopPart

MAP = "map"
LEGEND = ("stop", "unsafe", "safe", "route", "area", "north")


def told(t: Translate, protocol: Protocol) -> Paper:
    """The protocol as a document, in the reader's language."""
    walk = protocol.walk
    title = t("protocol.title", name=walk.title)
    return Paper(
        title=title,
        language=t.language.value,
        author=t("protocol.author", name=protocol.municipality),
        blocks=tuple(_blocks(t, protocol)),
        sheets=sheets(t, protocol),
        legend={name: t(f"protocol.map.{name}") for name in LEGEND},
        running=f"{title}. {t('protocol.as_of', day=protocol.basis.computed_on)}",
    )


def _blocks(t: Translate, protocol: Protocol) -> Iterator[Block]:
    yield Paragraph(when_and_where(t, protocol), Tone.LEAD)
    if protocol.basis.made_up:
        yield Paragraph(t("protocol.made_up"), Tone.MARK)
    if protocol.walk.ended_at is None:
        yield Paragraph(t("protocol.draft", day=protocol.basis.computed_on), Tone.MARK)
    yield Heading(t("protocol.brief"), 2)
    yield Listing(tuple(brief(t, protocol)))
    if _is_drawn(protocol):
        yield Heading(t("protocol.map"), 2)
        yield Picture(MAP, map_alt(t, protocol), t("protocol.map.caption"))
    yield Heading(t("protocol.findings"), 2)
    if not protocol.stops:
        yield Paragraph(t("protocol.nothing"))
    for stop in protocol.stops:
        yield from _stop(t, stop)
    yield from _tasks(t, protocol)
    yield from _lists(t, protocol)
    yield from _scores(t, protocol)
    yield from _who(t, protocol)
    yield Heading(t("protocol.about"), 2)
    yield Paragraph(t("protocol.rules"), Tone.NOTE)
    yield Paragraph(basis_line(t, protocol.basis), Tone.NOTE)


def when_and_where(t: Translate, protocol: Protocol) -> str:
    """Trygghetsvandring den 13 oktober 2016 vid Larmtorget, i mörker."""
    walk = protocol.walk
    key = "protocol.lead_digital" if walk.form is WalkForm.DIGITAL else "protocol.lead"
    if walk.form is WalkForm.DIGITAL:
        said = t(key, period=t.period(walk.planned_on, walk.open_until or walk.planned_on))
    else:
        said = t(key, day=walk.planned_on)
    parts = [said]
    if protocol.place:
        parts.append(t("protocol.lead_place", place=protocol.place))
    if walk.in_dark is not None:
        parts.append(t("protocol.in_dark" if walk.in_dark else "protocol.in_daylight"))
    return ", ".join(parts) + "."


def brief(t: Translate, protocol: Protocol) -> Iterator[str]:
    """What was found and what is decided, in lines."""
    counts = protocol.counts
    yield t(
        "protocol.brief.findings", n=t.count("count.findings", counts.findings), unsafe=counts.unsafe, safe=counts.safe
    )
    if counts.by_category:
        named = [f"{t.label(category).lower()} {t.number(n)}" for category, n in counts.by_category]
        yield t("protocol.brief.about", what=", ".join(named))
    if counts.by_status:
        named = [f"{t.label(status).lower()} {t.number(n)}" for status, n in counts.by_status]
        yield t("protocol.brief.decided", what=", ".join(named))
    if counts.undecided:
        yield t.count("protocol.brief.undecided", counts.undecided)
    if counts.late:
        yield t.count("protocol.brief.late", counts.late)
    if counts.merged:
        yield t.count("protocol.brief.merged", counts.merged)
    if counts.without_position:
        yield t.count("protocol.brief.nowhere", counts.without_position)
    if counts.waiting_photos:
        yield t.count("protocol.brief.waiting", counts.waiting_photos)


def _is_drawn(protocol: Protocol) -> bool:
    return protocol.walk.route is not None or any(
        [
            *(stop.position is not None for stop in protocol.stops),
            *(noted.finding.position is not None for noted in protocol.findings),
        ]
    )


def map_alt(t: Translate, protocol: Protocol) -> str:
    """What the map shows, for who does not see it; the findings themselves follow as text."""
    stops = sum(stop.position is not None for stop in protocol.stops)
    located = sum(noted.finding.position is not None for noted in protocol.findings)
    named = [stop_name(t, stop) for stop in protocol.stops if stop.position is not None]
    said = t("protocol.map.alt", stops=t.count("count.stops", stops), findings=t.count("count.findings", located))
    return f"{said} {', '.join(named)}." if named else said


def stop_name(t: Translate, stop: StopPart) -> str:
    """Stopp 2: Gången mot stationen."""
    if stop.number is None:
        return t("protocol.no_stop")
    return t("protocol.stop", n=stop.number, name=stop.name) if stop.name else t("protocol.stop_unnamed", n=stop.number)


def _stop(t: Translate, stop: StopPart) -> Iterator[Block]:
    yield Heading(stop_name(t, stop), 3)
    if stop.scores is not None:
        yield Paragraph(t("protocol.scored", score=score(t, stop.scores.overall)))
        marks = [f"{t(f'criterion.{name}').lower()} {t.number(one.mean, 1)}" for name, one in stop.scores.criteria]
        yield Paragraph(t("protocol.marks", marks=", ".join(marks)), Tone.NOTE)
    if not stop.findings:
        yield Paragraph(t("protocol.nothing_here"))
    for noted in stop.findings:
        yield Group(tuple(finding(t, noted)))


def score(t: Translate, scored: Scored) -> str:
    """1,8 av 3 (4 bedömningar, 1,2-2,5)."""
    n = t.count("count.ratings", scored.n)
    mean = t.number(scored.mean, 1)
    if scored.n < 2:
        return t("protocol.score_one", mean=mean, n=n)
    return t("protocol.score", mean=mean, n=n, low=t.number(scored.low, 1), high=t.number(scored.high, 1))


def finding(t: Translate, noted: Noted) -> Iterator[Heading | Paragraph | Facts | Picture]:
    """A finding with what is decided of it and its released photos."""
    found = noted.finding
    yield Heading(finding_name(t, noted), 4)
    if noted.note:
        yield Paragraph(noted.note)
    yield Facts(tuple(facts(t, noted)))
    for number, photo in enumerate(noted.photos, start=1):
        yield Picture(
            str(photo),
            t("protocol.photo_alt", n=number, label=noted.label, category=t.label(found.category).lower()),
            t("protocol.photo", n=number, label=noted.label),
            0.55,
        )


def finding_name(t: Translate, noted: Noted) -> str:
    """1.2 Belysning, otrygg."""
    return f"{noted.label} {t.label(noted.finding.category)}, {t.label(noted.finding.feeling).lower()}"


def facts(t: Translate, noted: Noted) -> Iterator[tuple[str, str]]:
    """What is told of a finding, term by term. Before a decision: that it is being looked at."""
    found = noted.finding
    detail = details(t, noted) if noted.is_decided else ""
    if detail:
        yield t("protocol.detail"), detail
    yield from decision(t, noted)
    if found.severity is not None and noted.is_decided:
        yield t("record.severity"), t(f"severity.{found.severity}")
    if noted.merged:
        yield t("protocol.same"), t.count("protocol.same_n", len(noted.merged))
    if found.position is None:
        yield t("record.where"), t("protocol.nowhere")


def decision(t: Translate, noted: Noted) -> Iterator[tuple[str, str]]:
    """What was decided: status, why not, who, until when, by which action."""
    found = noted.finding
    if found.feeling is Feeling.SAFE and found.status in {CaseStatus.NEW, CaseStatus.CLOSED}:
        return
    if not noted.is_decided:
        yield t("protocol.decision"), t("protocol.looked_at")
        return
    yield t("protocol.decision"), t.label(found.status)
    if noted.reason:
        yield t("protocol.why_not" if found.status is CaseStatus.DECLINED else "protocol.reason"), noted.reason
    who = ", ".join(part for part in (noted.responsible, noted.unit) if part)
    if who or found.status in {CaseStatus.ACTION_PLANNED, CaseStatus.OTHER_PARTY}:
        yield t("protocol.responsible"), who or t("missing.responsible")
    if found.due_on is not None and found.status is not CaseStatus.DECLINED:
        yield t("protocol.due"), due(t, noted)
    if noted.action:
        yield t("protocol.action"), noted.action


def due(t: Translate, noted: Noted) -> str:
    """5 mars 2017, sen."""
    if noted.finding.due_on is None:
        return t("protocol.no_due")
    day = t.day(noted.finding.due_on)
    return t("protocol.due_late", day=day) if noted.is_late else day


def details(t: Translate, noted: Noted) -> str:
    """What its kind alone has: the lamp's id, the shrubs' season, the stands."""
    parts: list[str] = []
    match noted.finding.details:
        case LightingDetails(lamp_id=lamp, is_lit=lit):
            parts += [t("protocol.lamp", id=lamp)] if lamp else []
            parts += [t("protocol.lit" if lit else "protocol.dark")] if lit is not None else []
        case ShrubDetails(season=season, regrows_on=again):
            parts += [t("protocol.season", season=season)] if season else []
            parts += [t("protocol.regrows", day=again)] if again else []
        case BicycleDetails(stands=stands, frame_locks=locks, in_sight=seen):
            parts += [t("protocol.stands", n=stands)] if stands is not None else []
            parts += [t("protocol.locks" if locks else "protocol.no_locks")] if locks is not None else []
            parts += [t("protocol.seen" if seen else "protocol.unseen")] if seen is not None else []
        case None:
            pass
    return ", ".join(parts)


def _tasks(t: Translate, protocol: Protocol) -> Iterator[Block]:
    yield Heading(t("protocol.tasks"), 2)
    if not protocol.tasks:
        yield Paragraph(t("protocol.no_tasks"))
    places = {noted.label: place_of(t, stop) for stop in protocol.stops for noted in stop.findings}
    for party in protocol.tasks:
        name = party.party or t("missing.responsible")
        name = name[:1].upper() + name[1:]
        yield Heading(name, 3)
        yield Table(
            caption=t("protocol.tasks_of", name=name, n=t.count("count.tasks", len(party.tasks))),
            heads=tuple(t(f"protocol.head.{one}") for one in ("number", "what", "where", "status", "unit", "due")),
            rows=tuple(
                (
                    Cell(noted.label),
                    Cell(t.label(noted.finding.category)),
                    Cell(places[noted.label]),
                    Cell(t.label(noted.finding.status)),
                    Cell(noted.unit or "–"),
                    Cell(due(t, noted)),
                )
                for noted in party.tasks
            ),
        )


def _lists(t: Translate, protocol: Protocol) -> Iterator[Block]:
    """What is open, and what feels safe."""
    places = {noted.label: place_of(t, stop) for stop in protocol.stops for noted in stop.findings}

    def line(noted: Noted, more: str | None) -> str:
        said = f"{noted.label} {t.label(noted.finding.category)}, {places[noted.label]}"
        return f"{said}: {more}" if more else said

    yield Heading(t("protocol.undecided"), 2)
    if protocol.undecided:
        states = {CaseStatus.NEW: t("protocol.looked_at"), CaseStatus.UNDER_REVIEW: t.label(CaseStatus.UNDER_REVIEW)}
        yield Listing(tuple(line(one, states[one.finding.status].lower()) for one in protocol.undecided))
    else:
        yield Paragraph(t("protocol.all_decided"))
    yield Heading(t("protocol.safe"), 2)
    if protocol.safe:
        yield Listing(tuple(line(one, one.note) for one in protocol.safe))
    else:
        yield Paragraph(t("protocol.no_safe"))


def _scores(t: Translate, protocol: Protocol) -> Iterator[Block]:
    scored = [(stop, stop.scores) for stop in protocol.stops if stop.scores is not None]
    yield Heading(t("protocol.scores"), 2)
    if not scored:
        yield Paragraph(t("protocol.no_scores"))
        return
    yield Table(
        caption=t("protocol.scores_caption"),
        heads=tuple(t(f"protocol.head.{one}") for one in ("stop", "ratings", "mean", "low", "high")),
        rows=tuple(
            (
                Cell(stop_name(t, stop)),
                Cell(t.number(scores.overall.n), scores.overall.n),
                *(
                    Cell(t.number(one, 1), one)
                    for one in (scores.overall.mean, scores.overall.low, scores.overall.high)
                ),
            )
            for stop, scores in scored
        ),
        numbers=frozenset({1, 2, 3, 4}),
    )


def _who(t: Translate, protocol: Protocol) -> Iterator[Block]:
    yield Heading(t("protocol.who"), 2)
    if not protocol.who:
        yield Paragraph(t("protocol.nobody"))
        return
    yield who_table(t, protocol)


def who_table(t: Translate, protocol: Protocol) -> Table:
    """Functions with how many were planned and how many came, and the sum."""
    planned = [one.planned for one in protocol.who if one.planned is not None]
    came = [one.came for one in protocol.who if one.came is not None]

    def number(value: int | None) -> Cell:
        return Cell("–") if value is None else Cell(t.number(value), value)

    total = (Cell(t("protocol.all")), number(sum(planned) if planned else None), number(sum(came) if came else None))
    return Table(
        caption=t("protocol.who_caption"),
        heads=tuple(t(f"protocol.head.{one}") for one in ("function", "planned", "came")),
        rows=(*((Cell(one.function), number(one.planned), number(one.came)) for one in protocol.who), total),
        numbers=frozenset({1, 2}),
        name=t("protocol.who"),
    )
