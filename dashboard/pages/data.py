"""Data: what was taken in, when and with which faults, and how to take in more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.getting import choosing
from dashboard.i18n import Translate
from dashboard.parts import empty, is_made_up, section, small, table
from dashboard.where import Where
from geodata.model import LOCAL_TIME, RECORD_TYPES, ImportRun
from geodata.studies.evidence_sources import EvidenceSource

SHOWN_KINDS = tuple(record.kind for record in RECORD_TYPES if record is not ImportRun)
IMPORTS = ("areas", "burglaries", "reports", "findings", "surveys", "police-events", "crime-counts", "activities")
RUN_COLUMNS = ("file", "kind", "when", "read", "added", "changed", "unchanged", "rejected")
MOST_FAULTS = 50


def load(where: Where) -> Component:
    """The municipality's imports and counts."""
    runs = where.casebook.sources(where.actor, where.code)
    counts = where.casebook.counts(where.actor, where.code)
    return layout(where.t, runs, counts, where, where.casebook.evidence_sources(where.actor, where.code))


def layout(
    t: Translate,
    runs: Sequence[ImportRun],
    counts: Mapping[str, int],
    where: Where,
    sources: Sequence[EvidenceSource] = (),
) -> Component:
    """What there is, where it comes from, how to bring more."""
    return html.Div(
        [
            html.H1(t("nav.data")),
            html.P(t("data.intro", name=where.municipality.name), className="lead"),
            _counts(t, counts, where),
            *_sources(t, sources, where),
            *choosing(where),
            _runs(t, runs),
            _how(t, where.code),
        ],
        className="sheet",
    )


def nothing_yet(t: Translate) -> Component:
    """Instead of every page while there is no municipality: why, and what to do."""
    return html.Div(
        [html.H1(t("data.nothing")), html.P(t("data.no_municipality_why"), className="lead"), _how(t, t("data.code"))],
        className="sheet",
    )


def _counts(t: Translate, counts: Mapping[str, int], where: Where) -> Component:
    rows = [(t(f"kind.{kind}"), t.number(counts[kind])) for kind in SHOWN_KINDS if counts.get(kind)]
    if not rows:
        return section(t("data.counts"), empty(t("data.nothing"), t("data.nothing_why")))
    source = t("data.made_up") if is_made_up(where.municipality) else t("source.register", day=where.today)
    heads = (t("data.kind"), t("figure.count"))
    return section(t("data.counts"), table(t("data.counts_caption"), heads, rows, frozenset({1})), small(source))


def _sources(t: Translate, sources: Sequence[EvidenceSource], where: Where) -> list[Component]:
    """Where the evidence comes from, with its rows and days."""
    if not sources:
        return []
    heads = tuple(t(f"data.{key}") for key in ("source", "kind", "rows", "first", "last", "unlocated"))
    rows = [
        (
            t.label(one.source),
            t.label(one.kind),
            t.number(one.rows),
            one.first.isoformat(),
            one.last.isoformat(),
            t.number(one.rows - one.located),
        )
        for one in sources
    ]
    basis = t("data.made_up") if is_made_up(where.municipality) else t("source.register", day=where.today)
    told = table(t("data.sources_caption"), heads, rows, frozenset({2, 5}), cards=True)
    return [section(t("data.sources"), told, small(basis))]


def _runs(t: Translate, runs: Sequence[ImportRun]) -> Component:
    if not runs:
        return section(t("data.runs"), empty(t("data.no_runs"), t("data.no_runs_why")))
    heads = tuple(
        t(f"data.{key}") for key in ("file", "kind", "when", "read", "added", "changed", "unchanged", "rejected")
    )
    rows = [
        (
            run.file_name,
            t(f"import.{run.import_kind}") if run.import_kind in IMPORTS else run.import_kind,
            f"{run.finished_at.astimezone(LOCAL_TIME):%Y-%m-%d %H:%M}",
            *[t.number(n) for n in (run.read, run.added, run.changed, run.unchanged, run.rejected)],
        )
        for run in runs
    ]
    return section(
        t("data.runs"),
        table(t("data.runs_caption"), heads, rows, frozenset(range(3, 8))),
        *[_faults(t, run) for run in runs if run.faults],
    )


def _faults(t: Translate, run: ImportRun) -> Component:
    heads = tuple(t(f"fault.{key}") for key in ("row", "column", "value", "problem", "remedy"))
    rows = [
        (str(fault.row or "–"), fault.column or "–", fault.value or "–", fault.problem, fault.remedy)
        for fault in sorted(run.faults, key=lambda fault: fault.row or 0)[:MOST_FAULTS]
    ]
    caption = t("fault.caption", file=run.file_name, shown=len(rows), rejected=run.rejected)
    return html.Details([html.Summary(caption), table(caption, heads, rows)], className="fold")


def _how(t: Translate, code: str) -> Component:
    rows = [
        (t(f"import.{kind}"), html.Code(f"lofteskartan import {kind} {t('data.file_word')} --municipality {code}"))
        for kind in IMPORTS
    ]
    return section(
        t("data.how"),
        html.P(t("data.how_text")),
        table(t("data.how_caption"), (t("data.kind"), t("data.command")), rows),
        html.P(t("data.how_safe")),
    )
