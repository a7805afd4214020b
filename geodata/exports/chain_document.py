"""The chain of a municipality as one document that other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.chain import ActionLine, Chain, PromiseStory
from geodata.linking import Gap


def chain_document(
    municipality: str, name: str, chains: Sequence[Chain], promises: Sequence[PromiseStory], gaps: Iterable[Gap]
) -> dict[str, Any]:
    """Hotspots with their evidence, links and gaps; promises with their actions; all gaps."""
    return {
        "municipality": municipality,
        "name": name,
        "as_of": chains[0].as_of.isoformat() if chains else (promises[0].as_of.isoformat() if promises else None),
        "hotspots": [_hotspot(chain) for chain in chains],
        "promises": [_promise(story) for story in promises],
        "gaps": [_gap(gap) for gap in gaps],
    }


def _hotspot(chain: Chain) -> dict[str, Any]:
    card, evidence = chain.hotspot, chain.evidence
    return {
        "id": card.ref,
        "name": card.name,
        "rank": card.rank,
        "state": card.state.value,
        "peak": {"lon": card.peak.lon, "lat": card.peak.lat},
        "area": card.area_code,
        "evidence": {
            "count": card.count,
            "count_low": round(card.count_low, 1),
            "count_high": round(card.count_high, 1),
            "reports": evidence.reports,
            "findings": evidence.findings,
            "safe": evidence.safe,
            "first_on": evidence.first_on.isoformat() if evidence.first_on else None,
            "last_on": evidence.last_on.isoformat() if evidence.last_on else None,
            "trend": evidence.trend,
            "by_category": {category.value: n for category, n in evidence.by_category},
            "dialogues": [dialogue.title for dialogue in evidence.dialogues],
        },
        "links": [action_entry(line) for line in chain.answers],
        "suggestions": [
            {
                "action_id": str(item.suggestion.action_id),
                "action": item.line.action.title,
                "score": round(item.suggestion.score, 3),
                "reasons": [{"kind": r.kind.value, "about": list(r.about)} for r in item.suggestion.reasons],
            }
            for item in chain.suggestions
        ],
        "gaps": [_gap(gap) for gap in chain.gaps],
        "made_up": chain.made_up,
    }


def action_entry(line: ActionLine) -> dict[str, Any]:
    """An action with its promises, its responsible parties and how much of it is done."""
    action, progress = line.action, line.progress
    return {
        "action_id": str(action.id),
        "action": action.title,
        "type": action.action_type.value,
        "promises": [{"id": str(promise.id), "title": promise.title} for promise in line.promises],
        "responsible": [
            {
                "party": part.party.name,
                "role": part.role.value,
                "confirmed_on": part.confirmed_on.isoformat() if part.confirmed_on else None,
            }
            for part in line.responsible
        ],
        "commitment": action.commitment.model_dump(mode="json") if action.commitment else None,
        "measure": progress.measure.value,
        "done": progress.done,
        "target": progress.target,
        "expected": progress.expected,
        "pace": progress.pace.value,
        "last_done_on": progress.last_done_on.isoformat() if progress.last_done_on else None,
        "link_id": str(line.link.id) if line.link else None,
        "reason": line.link.reason if line.link else None,
    }


def _promise(story: PromiseStory) -> dict[str, Any]:
    promise = story.promise
    return {
        "id": str(promise.id),
        "title": promise.title,
        "starts_on": promise.starts_on.isoformat(),
        "ends_on": promise.ends_on.isoformat() if promise.ends_on else None,
        "measurable": promise.is_measurable,
        "actions": [action_entry(line) for line in story.answers],
        "hotspots": [card.ref for card in story.hotspots],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "subject_kind": gap.subject_kind,
        "subject": gap.subject_ref,
        "name": gap.subject_name,
        **gap.about,
    }
