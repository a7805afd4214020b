"""What an agreement as a whole strives for and whom to turn to; neighbourhood watch and what it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import keptwords, words
from dashboard.basis import basis_line
from dashboard.i18n import NARROW, Translate
from dashboard.parts import Child, anchor, badge_made_up, empty, section, small, table
from dashboard.view import link
from geodata.chain import AgreementStory, ContactLine, GoalLine
from geodata.coverage import Phase, phase
from geodata.studies.schemes import SchemeLine, SchemeStudy, TypeCoverage


def beginning(t: Translate, story: AgreementStory) -> list[Component]:
    """What stands above an agreement's promises: its title, who signed it, its goals and its contacts, folded."""
    one = story.agreement
    has_ended = phase(one.starts_on, one.ends_on, on=story.as_of) is Phase.EARLIER
    return [
        html.P(
            [
                html.Span(one.title),
                html.Span(", ".join(party.name for party in story.parties)),
                *([html.Span(t("agreed.signed", day=one.signed_on))] if one.signed_on else []),
                *([badge_made_up(t)] if one.provenance.made_up else []),
            ],
            className="standing",
        ),
        *_goals(t, story),
        # whom to turn to today is told with what holds or is to come
        *([] if has_ended else [_contacts(t, story)]),
    ]


def _goals(t: Translate, story: AgreementStory) -> list[Component]:
    if not story.goals:
        return [small(t("agreed.no_goals"))]
    heads = (t("goal.head"), t("goal.standing"), t("goal.measured"), t("goal.aimed"))
    rows = [_goal(t, line) for line in story.goals]
    sources = dict.fromkeys(words.source(t, line.goal.provenance) for line in story.goals)
    standings = Counter(line.keeping for line in story.goals)
    said = t.listing([f"{t.number(n)} {t(f'keeping.{one.value}')}" for one, n in standings.most_common()])
    summary = html.Summary(
        [html.Span(f"{t('agreed.goals')} ({t.number(len(rows))})"), html.Span(said, className="aside")]
    )
    return [
        html.Details(
            [summary, table(t("agreed.goals"), heads, rows, cards=True), small(" ".join(sources))], className="fold"
        )
    ]


def _goal(t: Translate, line: GoalLine) -> tuple[Child, ...]:
    indicator = line.goal.indicator
    name: list[Child] = [html.Strong(line.goal.title)]
    standing = html.Span(t(f"keeping.{line.keeping.value}"), className=keptwords.tone_of(line.keeping))
    if indicator is None:
        return (html.Div(name), standing, html.Span(t("goal.no_indicator"), className="gap-word"), "–")
    name.append(html.Span(indicator.name, className="under"))
    measured: list[Child] = [t("goal.not_measured")]
    if line.reading is not None:
        measured = [t("goal.on", value=keptwords.amount(t, indicator, line.reading.value), day=line.reading.on)]
        if line.reading.source:
            measured.append(html.Span(t("keeping.source", source=line.reading.source), className="under"))
    baseline, target = (
        None if value is None else keptwords.amount(t, indicator, value)
        for value in (indicator.baseline, indicator.target)
    )
    aimed: Child = (
        html.Span(t("goal.no_target"), className="gap-word")
        if target is None
        else t("goal.to", target=target)
        if baseline is None
        else t("goal.from_to", baseline=baseline, target=target)
    )
    return (html.Div(name), standing, html.Div(measured), aimed)


def _contacts(t: Translate, story: AgreementStory) -> Component:
    if not story.contacts:
        return small(t("agreed.no_contacts"))
    stale = sum(line.is_stale for line in story.contacts)
    summary: list[Child] = [html.Span(f"{t('agreed.contacts')} ({t.number(len(story.contacts))})")]
    if stale:
        summary.append(html.Span(f"{t.number(stale)} {t('contact.stale')}", className="late-word"))
    return html.Details([html.Summary(summary), *contacts(t, story.contacts)], className="fold")


def contacts(t: Translate, lines: Sequence[ContactLine]) -> list[Component]:
    """Contact cards as a table, each with the day of its review. lines: at least one."""
    rows = [(one.card.function, one.party.name, one.card.channel or "–", html.Div(_review(t, one))) for one in lines]
    heads = tuple(t(f"contact.{key}") for key in ("function", "party", "channel", "review"))
    sources = dict.fromkeys(words.source(t, one.card.provenance) for one in lines)
    return [table(t("contact.caption"), heads, rows, cards=True), small(" ".join(sources))]


def _review(t: Translate, line: ContactLine) -> list[Child]:
    if line.card.review_on is None:
        return [html.Span(t("contact.no_day"), className="late-word")]
    late = [html.Span(t("contact.stale"), className="late-word")] if line.is_stale else []
    return [t.day(line.card.review_on), *late]


def schemes(t: Translate, study: SchemeStudy, lines: Sequence[SchemeLine], municipality: str) -> Component:
    """Schemes that some actions brought about, and what all of the municipality's cover. lines: of those actions."""
    if not study.lines:
        way = anchor(t("list.import"), link("/data", municipality))
        return section(t("scheme.title"), empty(t("scheme.none"), t("scheme.none_why"), way))
    shown = [_schemes_table(t, lines)] if lines else [html.P(t("scheme.none"))]
    return section(t("scheme.title"), *shown, by_type(t, study), small(basis_line(t, study.basis)))


def all_schemes(t: Translate, study: SchemeStudy) -> list[Component]:
    """What the municipality's schemes cover, and all of them folded. study: of at least one scheme."""
    more = html.Summary(t.count("scheme.more", len(study.lines)))
    return [
        by_type(t, study),
        html.Details([more, _schemes_table(t, study.lines)], className="fold"),
        small(basis_line(t, study.basis)),
    ]


def by_type(t: Translate, study: SchemeStudy) -> Component:
    """Coverage of each type of home."""
    heads = (t("scheme.homes"), t("scheme.running"), t("scheme.households"), t("scheme.of_homes"))
    rows = [
        (t.label(one.dwelling_type), t.number(one.schemes), t.number(one.households), _share(t, one))
        for one in study.by_type
    ]
    return table(t("scheme.by_type"), heads, rows, frozenset({1, 2, 3}))


def _share(t: Translate, one: TypeCoverage) -> str:
    if one.share is None or one.dwellings is None:
        return t("scheme.share_unknown")
    return t("scheme.share", share=t.number(100 * one.share, 1), n=t.number(one.dwellings)).replace(" %", f"{NARROW}%")


def _schemes_table(t: Translate, lines: Sequence[SchemeLine]) -> Component:
    heads = tuple(t(f"scheme.{key}") for key in ("name", "homes", "households", "since", "kept_by", "state"))
    return table(t("scheme.caption"), heads, [_scheme(t, line) for line in lines], frozenset({2}), cards=True)


def _scheme(t: Translate, line: SchemeLine) -> tuple[Child, ...]:
    one = line.scheme
    name: list[Child] = [html.Span(one.name)]
    if line.area:
        name.append(html.Span(line.area, className="under"))
    match line.phase:
        case Phase.COMING:
            state = t("scheme.coming", day=one.starts_on)
        case Phase.EARLIER:
            state = t("scheme.ended", day=one.ends_on)
        case _:
            state = t("scheme.current")
    return (
        html.Div(name),
        t.label(one.dwelling_type) if one.dwelling_type else "–",
        "–" if one.households is None else t.number(one.households),
        t.day(one.starts_on),
        ", ".join(line.parties) or html.Span(t("scheme.nobody"), className="gap-word"),
        state,
    )
