"""Questions about lägesbilder."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from geodata.casebook import Casebook
from geodata.casebook.situations import Draw, SituationStory
from geodata.editing import Entry
from geodata.model import Actor, EvidenceKind, Role, Section, SectionText, SituationReport, Tier, View
from geodata.paper import Facts, Heading, Paper, PaperFormat, Picture
from geodata.situation.content import figures
from geodata.situation.wall import WallView
from geodata.situation.writing import written

_PLANNER = Actor(role=Role.PLANNER)
_TEXTS = (SectionText(section=Section.ANALYSIS, text="Mörkret och häcken bidrar."),)


_WORDS = {name: name for name in ("new", "growing", "persistent", "fading", "gone", "unknown", "area", "north")}


def _told(story: SituationStory) -> Paper:
    """A lägesbild as few words as will do: every figure by its name."""
    said = tuple((one.key, str(one.value)) for one in figures(story.content)) if story.content else ()
    return Paper(
        "Lägesbild", "sv", "Kommunen", (Heading("Siffror", 2), Facts(said), Picture("map", "Karta")), legend=_WORDS
    )


def _shown(story: SituationStory, draw: Draw | None) -> str:
    """A lägesbild on a wall: its map with every hotspot."""
    refs = tuple(spot.ref for spot in story.content.spots) if story.content else ()
    return draw(WallView(refs, (), 20.0, "Karta", "N")) if draw else ""


def _frozen(casebook: Casebook) -> Entry[SituationReport]:
    """A public one, made by a planner: what the asker asks about."""
    return casebook.freeze_situation(_PLANNER, "0880", "Lägesbild mars", tier=Tier.PUBLIC)


def _plain(report: SituationReport) -> dict[str, object]:
    """Without what grows with every change, seen or not, and without drawn ids."""
    plain = report.model_dump(mode="json", exclude={"id", "event_position", "provenance"})
    return {**plain, "supersedes": report.supersedes is not None}


def _story(story: SituationStory) -> tuple[object, ...]:
    return _plain(story.line.entry.record), story.content and written(story.content), story.since_then


def _lines(casebook: Casebook, actor: Actor) -> list[tuple[object, ...]]:
    _frozen(casebook)
    lines = casebook.situations(actor, "0880")
    return [(_plain(one.entry.record), one.has_content, one.is_approved, one.superseded_by is None) for one in lines]


def _with_view(casebook: Casebook, actor: Actor) -> UUID:
    """A draft with a view in it."""
    made = _frozen(casebook).record.id
    view = View(municipality="0880", kinds=frozenset(EvidenceKind))
    casebook.attach_view(actor, made, view, title="Allt", query="slag=report,finding", base_version=1)
    return made


def _views(casebook: Casebook, actor: Actor, identity: UUID) -> list[tuple[object, ...]]:
    content = casebook.situation(actor, identity).content
    # keys hold an id that is drawn anew
    return [
        (one.selection, one.all_spots, *((figure.key[41:], figure.value, figure.low) for figure in figures(one)))
        for one in (content and content.views) or ()
    ]


def _without_view(casebook: Casebook, actor: Actor) -> list[tuple[object, ...]]:
    made = _with_view(casebook, actor)
    content = casebook.situation(actor, made).content
    (view,) = (content and content.views) or ()
    casebook.detach_view(actor, made, view.id, base_version=2)
    return _views(casebook, actor, made)


def _discarded(casebook: Casebook, actor: Actor) -> list[tuple[object, ...]]:
    """What is left, and what stands in it."""
    casebook.discard_situation(actor, _frozen(casebook).record.id, base_version=1)
    left = casebook.situations(actor, "0880")
    return [_story(casebook.situation(actor, one.entry.record.id)) for one in left]


def _drafts(casebook: Casebook, actor: Actor) -> list[dict[str, object]]:
    _frozen(casebook)
    return [_plain(one.record) for one in casebook.drafts(actor, "0880")]


ASKED_OF_SITUATIONS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "situation_now": lambda c, a, ref, d: [
        written(c.situation_now(a, "0880", tier)) for tier in Tier if tier in a.tiers
    ],
    "freeze_situation": lambda c, a, ref, d: _plain(
        c.freeze_situation(a, "0880", "Lägesbild", tier=Tier.PUBLIC).record
    ),
    "freeze_anew": lambda c, a, ref, d: _plain(c.freeze_anew(a, _frozen(c).record.id, base_version=1).record),
    "attach_view": lambda c, a, ref, d: _views(c, a, _with_view(c, a)),
    "detach_view": lambda c, a, ref, d: _without_view(c, a),
    "drafts": lambda c, a, ref, d: _drafts(c, a),
    "write_situation": lambda c, a, ref, d: _plain(
        c.write_situation(a, _frozen(c).record.id, title="Vår", texts=_TEXTS, base_version=1).record
    ),
    "approve_situation": lambda c, a, ref, d: _plain(
        c.approve_situation(a, _frozen(c).record.id, function="Trygghetsrådet", base_version=1).record
    ),
    "discard_situation": lambda c, a, ref, d: _discarded(c, a),
    "situation_stands": lambda c, a, ref, d: c.situation_stands(a, _frozen(c).record.id),
    "situation": lambda c, a, ref, d: _story(c.situation(a, _frozen(c).record.id)),
    "situation_map": lambda c, a, ref, d: c.situation_map(a, _frozen(c).record.id, _WORDS),
    "situation_document": lambda c, a, ref, d: c.situation_document(a, _frozen(c).record.id, PaperFormat.PDF, _told),
    "situation_on_wall": lambda c, a, ref, d: c.situation_on_wall(a, _frozen(c).record.id, _shown),
    "situations": lambda c, a, ref, d: _lines(c, a),
}
