"""A lägesbild in words: the same for the page, the PDF, the DOCX and the workbook.

RULE 1: every number is one of the frozen content, or how many of its parts there are; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard import situationcharts as charts
from dashboard import situationsheets as tables
from dashboard.i18n import Translate
from dashboard.keptwords import told_reason
from dashboard.situationeffects import effect
from dashboard.situationsheets import Grid, Say, on_paper
from dashboard.situationviews import views
from geodata.casebook.situations import MAP, SituationStory
from geodata.model import Section, SituationReport
from geodata.paper import Block, Facts, Heading, Listing, Paper, Paragraph, Picture, Tone
from geodata.progress import Pace
from geodata.situation.content import Content, Happened, PromisePart
from geodata.situation.differences import Differences
from geodata.studies.hotspot_log import Event

TRENDS = ("new", "growing", "persistent", "fading", "gone", "")
LEGEND = ("new", "growing", "persistent", "fading", "gone", "unknown", "area", "north")
WRITTEN = tuple(section for section in Section if section is not Section.NOTES)
"""Sections that stand on paper, in its order."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document. section: where a text of one's own stands first, under the heading."""

    section: Section | None
    heading: str | None
    blocks: tuple[Block, ...]


def told(t: Translate, story: SituationStory) -> Paper:
    """The lägesbild as a document, in the reader's language."""
    report = story.line.entry.record
    content = story.content
    return Paper(
        title=report.title,
        language=t.language.value,
        author=t("sit.author", name=content.name) if content else "Löfteskartan",
        blocks=tuple(block for part in parts(t, story) for block in whole(t, part, report)),
        sheets=tables.sheets(t, content) if content else (),
        legend=legend(t),
        running=f"{report.title}. {standing(t, story)}",
    )


def legend(t: Translate) -> dict[str, str]:
    """Words inside the map."""
    return {name: t(f"sit.map.{name}") for name in LEGEND}


def standing(t: Translate, story: SituationStory) -> str:
    """Fryst 1 juni 2017 kl. 12.00. Utkast."""
    report = story.line.entry.record
    said = t("sit.frozen", at=t.moment(report.frozen_at))
    return f"{said} {state(t, story)}"


def state(t: Translate, story: SituationStory) -> str:
    """Utkast; godkänd av whom and when, and whether another took its place."""
    report = story.line.entry.record
    if report.approved_at is None or report.approved_by is None:
        return t("sit.is_draft")
    said = t("sit.is_approved", who=report.approved_by, at=t.moment(report.approved_at))
    return f"{said} {t('sit.is_superseded')}" if story.line.superseded_by else said


def whole(t: Translate, part: Part, report: SituationReport) -> Iterator[Block]:
    """A part with its heading and what was written for it."""
    if part.heading:
        yield Heading(part.heading, 2)
    own = report.text(part.section) if part.section else None
    for paragraph in (own or "").split("\n\n"):
        if paragraph.strip():
            yield Paragraph(paragraph.strip())
    if part.section and not own and not part.blocks:
        yield Paragraph(t("sit.nothing_written"), Tone.NOTE)
    yield from part.blocks


def parts(t: Translate, story: SituationStory) -> Iterator[Part]:
    """The document part by part."""
    report, content = story.line.entry.record, story.content
    if content is None:
        summary = [Paragraph(report.summary)] if report.summary else []
        yield Part(None, None, (*_opening(t, story), *summary, Paragraph(t("sit.no_content"), Tone.NOTE)))
        return
    yield Part(None, None, tuple(_opening(t, story)))
    yield Part(None, t("sit.brief"), (Listing(tuple(brief(t, content))),))
    yield Part(None, t("sit.since"), tuple(_since(t, story)))
    filled: dict[Section, Callable[[Translate, Content], Iterator[Block]]] = {
        Section.SITUATION: _situation,
        Section.PRIORITIES: _priorities,
        Section.ACTIONS: _actions,
        Section.RESPONSIBLE: _responsible,
        Section.FOLLOW_UP: _follow_up,
    }
    for section in WRITTEN:
        made = filled.get(section)
        yield Part(section, t(f"sit.section.{section.value}"), tuple(made(t, content)) if made else ())
    yield Part(None, t("sit.sources"), tuple(_about(t, story, content)))


def _opening(t: Translate, story: SituationStory) -> Iterator[Block]:
    report, content = story.line.entry.record, story.content
    yield Paragraph(standing(t, story), Tone.LEAD)
    if report.approved_at is None:
        yield Paragraph(t("sit.draft_mark"), Tone.MARK)
    if content is None:
        return
    if content.made_up:
        yield Paragraph(t("sit.made_up"), Tone.MARK)
    rows = [
        (t("municipality"), content.name),
        (t("sit.for"), t.label(content.tier)),
        (t("sit.period"), t.period(content.since, content.until)),
        (t("sit.before"), t.period(content.before_since, content.before_until)),
    ]
    if report.themes:
        rows.append((t("sit.themes"), ", ".join(t.label(one).lower() for one in report.themes)))
    yield Facts(tuple(rows))


def brief(t: Translate, content: Content, say: Say = tables.said) -> Iterator[str]:
    """The headline, line by line: what there is, and what there is not."""
    trends = [(trend, sum(spot.trend == trend for spot in content.spots)) for trend in TRENDS]
    named = [t(f"sit.trend_n.{trend or 'unknown'}", n=n) for trend, n in trends if n]
    unanswered = sum(not spot.actions for spot in content.spots)
    hotspots = t.count("count.hotspots", len(content.spots))
    if content.spots:
        yield t("sit.brief.spots", n=hotspots, trends=t.listing(named), unanswered=unanswered)
    else:
        yield t("sit.brief.no_spots")
    every = content.evidence[0]
    yield t(
        "sit.brief.evidence",
        now=say(t, every.now),
        before=say(t, every.before),
        ratio=say(t, every.ratio),
        change=t.label(every.said),
    )
    yield burglaries(t, content, say)
    if content.promises:
        kept: dict[str, int] = {}
        for one in content.promises:
            kept[one.keeping.value] = kept.get(one.keeping.value, 0) + 1
        found = t.listing([f"{t.number(n)} {t(f'keeping.{name}')}" for name, n in kept.items()])
        yield t("sit.brief.promises", n=t.count("sit.n_promises", len(content.promises)), standings=found)
    else:
        yield t("sit.brief.no_promises")
    late = sum(one.is_late for one in content.actions)
    fulfilled = sum(one.pace is Pace.FULFILLED for one in content.actions)
    if content.actions:
        n = t.count("count.actions", len(content.actions))
        yield t("sit.brief.actions", n=n, fulfilled=fulfilled, late=late)
    yield t.count("sit.brief.gaps", len(content.gaps)) if content.gaps else t("sit.brief.no_gaps")


def burglaries(t: Translate, content: Content, say: Say = tables.said) -> str:
    """Reported burglaries of the whole municipality, and how many that is of its dwellings."""
    found = content.burglaries
    if found.count.value is None:
        return t("sit.brief.no_burglaries")
    said = t(
        "sit.brief.burglaries",
        n=say(t, found.count),
        rate=say(t, found.overall),
        first=t.month(found.months[0]),
        last=t.month(found.months[-1]),
    )
    if not found.preliminary:
        return said
    return f"{said} {t('sit.preliminary', months=t.listing([t.month(one) for one in found.preliminary]))}"


def _since(t: Translate, story: SituationStory) -> Iterator[Block]:
    found = story.since_then
    if found is None:
        yield Paragraph(t("sit.since.not_comparable" if story.earlier else "sit.since.none"))
        return
    if found.is_empty:
        yield Paragraph(t("sit.since.nothing", day=found.since))
        return
    yield Paragraph(t("sit.since.day", day=found.since))
    for name, lines in changes(t, found):
        if lines:
            yield Heading(t(f"sit.since.{name}"), 3)
            yield Listing(tuple(lines))


def changes(t: Translate, found: Differences, say: Say = tables.said) -> Iterator[tuple[str, list[str]]]:
    """What is otherwise, a sentence each, by what it is about: arrived, left, answered, promises, ..."""
    yield "arrived", [f"{one.name}: {t('sit.rows', n=say(t, one.count))}" for one in found.arrived]
    yield "left", [f"{one.name}: {t('sit.rows', n=say(t, one.count))}" for one in found.left]
    yield "answered", [one.name for one in found.answered]
    yield (
        "promises",
        [
            t(
                "sit.since.promise",
                name=tables.promise_name(t, one.promise),
                before=t(f"keeping.{one.before.value}"),
                now=t(f"keeping.{one.promise.keeping.value}"),
                reading_before=say(t, one.reading_before),
                reading=say(t, one.promise.reading),
            )
            for one in found.promises
        ],
    )
    yield "promises_new", [tables.promise_name(t, one) for one in found.promises_new]
    yield "promises_gone", [tables.promise_name(t, one) for one in found.promises_gone]
    yield (
        "actions",
        [
            t(
                "sit.since.action",
                name=one.action.title,
                before=say(t, one.done_before),
                now=say(t, one.action.done),
                measure=t(f"measured.{one.action.measure.value}").lower(),
                pace=tables.pace(t, one.action),
            )
            for one in found.actions
        ],
    )
    yield "actions_new", [one.title for one in found.actions_new]
    yield "gaps_opened", [tables.gap(t, one) for one in found.gaps_opened]
    yield "gaps_closed", [tables.gap(t, one) for one in found.gaps_closed]


def _drawn(t: Translate, grid: Grid, why: str) -> Block:
    """The table, or why there is none."""
    return on_paper(t, grid) if grid.rows else Paragraph(t(why))


def _situation(t: Translate, content: Content) -> Iterator[Block]:
    yield Heading(t("sit.spots"), 3)
    if content.spots:
        names = ", ".join(f"{n} {spot.name}" for n, spot in enumerate(content.spots, start=1))
        yield Picture(MAP, t("sit.map.alt", names=names), t("sit.map.caption"))
    else:
        yield Paragraph(t("sit.no_spots"))
    for trend in TRENDS:
        chosen = [spot for spot in content.spots if spot.trend == trend]
        if chosen:
            yield Heading(t(f"sit.trend.{trend or 'unknown'}"), 4)
            yield on_paper(t, tables.spots(t, content, chosen, trend))
    absent = [t(f"sit.trend.{trend}").lower() for trend in TRENDS[:-1] if all(s.trend != trend for s in content.spots)]
    if content.spots and absent:
        yield Paragraph(t("sit.no_trend", names=t.listing(absent)))
    if content.spots:
        yield Paragraph(t("sit.spots_note"), Tone.NOTE)
    if content.happened:
        yield Heading(t("sit.happened"), 4)
        yield Listing(tuple(_happened(t, one) for one in content.happened))
    yield Heading(t("sit.evidence"), 3)
    yield from charts.evidence(t, content)
    yield on_paper(t, tables.evidence(t, content))
    yield Paragraph(_from(t, content.evidence[0].now.sources, "sit.evidence_note"), Tone.NOTE)
    yield Heading(t("sit.areas"), 3)
    yield Paragraph(burglaries(t, content))
    yield from charts.rates(t, content)
    yield _drawn(t, tables.areas(t, content), "sit.no_areas")
    if content.burglaries.count.value is not None:
        yield Paragraph(_from(t, content.burglaries.count.sources, "sit.areas_note"), Tone.NOTE)
    yield Heading(t("sit.survey"), 3)
    yield _drawn(t, tables.survey(t, content), "sit.no_survey")
    if content.survey:
        found = dict.fromkeys(source for one in content.survey for source in one.last.sources)
        yield Paragraph(_from(t, tuple(found), "sit.survey_note"), Tone.NOTE)
    yield from views(t, content)


def _from(t: Translate, sources: tuple[str, ...], note: str) -> str:
    named = tables.named_sources(t, sources)
    return f"{t(note)} {t('source.line', source=named)}" if named else t(note)


def _happened(t: Translate, one: Happened) -> str:
    others = t.listing(list(one.others))
    key = f"sit.event.{one.event.value}" if one.others or one.event in {Event.BORN, Event.GONE} else "sit.event.other"
    return t(key, month=t.month(one.on), name=one.name, others=others, n=tables.said(t, one.count))


def _priorities(t: Translate, content: Content) -> Iterator[Block]:
    yield Heading(t("sit.gaps"), 3)
    if content.gaps:
        yield Paragraph(t("sit.gaps_means"), Tone.NOTE)
        yield Listing(tuple(tables.gap(t, one) for one in content.gaps))
    else:
        yield Paragraph(t("sit.brief.no_gaps"))


def _actions(t: Translate, content: Content) -> Iterator[Block]:
    if not content.promises:
        yield Paragraph(t("sit.no_promises"))
    yield from charts.done(t, content)
    for one in content.promises:
        yield Heading(tables.promise_name(t, one), 3)
        if one.text:
            yield Paragraph(one.text)
        yield Paragraph(f"{t('sit.standing', state=t(f'keeping.{one.keeping.value}'))} {reason(t, one)}")
        named = [content.spot(ref).name for ref in one.spots]
        if named:
            yield Paragraph(t("sit.answers_to", names=t.listing(named)))
        chosen = [content.action(identity) for identity in one.actions]
        if chosen:
            caption = t("sit.actions_of", name=tables.promise_name(t, one))
            yield on_paper(t, tables.actions(t, chosen, caption))
        else:
            yield Paragraph(t("promise.no_actions_why"))
    held = {identity for one in content.promises for identity in one.actions}
    loose = [one for one in content.actions if one.id not in held]
    if loose:
        yield Heading(t("sit.loose"), 3)
        yield on_paper(t, tables.actions(t, loose, t("sit.loose_caption")))
    if content.actions:
        yield Paragraph(t("sit.actions_note", day=content.as_of), Tone.NOTE)


def reason(t: Translate, one: PromisePart, say: Say = tables.said) -> str:
    """Why a promise stands as it does, with the figures."""
    return told_reason(
        t,
        one.why,
        one.indicator,
        value=say(t, one.reading),
        day=one.reading.as_of,
        target=say(t, one.target),
        baseline=say(t, one.baseline),
        source=next(iter(one.reading.sources), None),
    )


def _responsible(t: Translate, content: Content) -> Iterator[Block]:
    yield _drawn(t, tables.parties(t, content), "sit.no_parties")
    nobody = [one.title for one in content.actions if not one.parts]
    if nobody:
        yield Heading(t("sit.nobody"), 3)
        yield Listing(tuple(nobody))


def _follow_up(t: Translate, content: Content) -> Iterator[Block]:
    yield _drawn(t, tables.promises(t, content), "sit.no_promises")
    effects = tables.effects(t, content)
    yield Heading(t("sit.effects"), 3)
    yield _drawn(t, effects, "sit.no_effects")
    if effects.rows:
        yield Listing(tuple(effect(t, one.title, one.effect) for one in content.actions if one.effect is not None))
        yield Paragraph(t("sit.effects_note"), Tone.NOTE)


def _about(t: Translate, story: SituationStory, content: Content) -> Iterator[Block]:
    yield _drawn(t, tables.sources(t, content), "sit.no_sources")
    imports = tables.imports(t, content)
    yield Heading(t("sit.imports"), 3)
    yield _drawn(t, imports, "sit.no_imports")
    report = story.line.entry.record
    yield Paragraph(
        t(
            "sit.hash",
            at=t.moment(report.frozen_at),
            position=report.event_position,
            sha=str(report.content_sha256),
        ),
        Tone.NOTE,
    )
