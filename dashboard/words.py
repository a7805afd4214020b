"""What the records say, as phrases: amounts, pace, gaps, reasons, sources. The same on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.i18n import NARROW, Translate
from geodata.casebook import Casebook
from geodata.coverage import Period
from geodata.linking import Gap, GapKind, Reason, ReasonKind
from geodata.model import (
    ActionType,
    Actor,
    CaseStatus,
    Category,
    Commitment,
    CommitmentKind,
    EvidenceKind,
    Feeling,
    Finding,
    Measure,
    Party,
    Provenance,
    Report,
    Role,
    SourceType,
    SurveyResult,
    SurveyUnit,
    TimeBand,
    TimePrecision,
    View,
)
from geodata.model.base import LOCAL_TIME
from geodata.progress import Pace, Progress

WEEK = 7
Names = Mapping[str, str]
"""Names of places (by id as text) and areas (by code)."""


def names(casebook: Casebook, actor: Actor, municipality: str) -> Names:
    """What the places, areas and parties of a municipality are called."""
    return {
        **{str(entry.record.id): entry.record.name for entry in casebook.entries(actor, Party, municipality)},
        **{area.code: area.name for area in casebook.areas(actor, municipality)},
        **{str(place.id): place.name for place in casebook.places(actor, municipality)},
    }


def amount(t: Translate, measure: Measure, n: int) -> str:
    """14 pass."""
    return t.count(f"measure.{measure.value}", n)


def done(t: Translate, progress: Progress) -> str:
    """14 av 20 pass; without a target only what was done."""
    if progress.target is None:
        return amount(t, progress.measure, progress.done)
    if progress.done > progress.target:
        return t("progress.over", amount=amount(t, progress.measure, progress.done), target=progress.target)
    return t("progress.of", done=progress.done, amount=amount(t, progress.measure, progress.target))


def pace(t: Translate, progress: Progress) -> str:
    """How it goes, with the figure that shows it."""
    match progress.pace:
        case Pace.BEHIND if progress.expected is not None:
            return t("progress.behind", expected=progress.expected)
        case Pace.SILENT:
            return t("progress.silent", days=progress.silent_days)
        case _:
            return t.label(progress.pace)


def commitment(t: Translate, promised: Commitment | None) -> str:
    """What was promised in number: "minst 1 gång", "kontinuerligt"."""
    if promised is None:
        return t("commitment.none")
    said = amount(t, promised.measure, promised.number) if promised.number else ""
    match promised.commitment_kind:
        case CommitmentKind.BY_DATE:
            return t("commitment.by_date", day=promised.due_on, amount=said).strip()
        case CommitmentKind.CONTINUOUS:
            return t("commitment.continuous")
        case kind:
            return t(f"commitment.{kind.value}", amount=said)


def time_band(t: Translate, band: TimeBand) -> str:
    """fre, lör 21-02; the days left out where they are all."""
    days = sorted(band.weekdays)
    hours = "" if (band.from_hour, band.to_hour) == (0, 24) else f"{band.from_hour:02}\u2013{band.to_hour:02}"
    named = "" if len(days) == WEEK else _runs(t, days)
    return " ".join(part for part in (named, hours) if part) or t("time.always")


def _runs(t: Translate, days: Sequence[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{t(f'weekday.{days[0]}')}\u2013{t(f'weekday.{days[-1]}')}"
    return ", ".join(t(f"weekday.{day}") for day in days)


def hours(t: Translate, band: tuple[int, int]) -> str:
    """Hours of the day: kl. 21-02."""
    return t("time.hours", first=f"{band[0]:02}", last=f"{band[1]:02}")


def limits(t: Translate, view: View) -> str:
    """What a selection leaves out, in words; "" where it leaves out nothing but what is called safe."""
    said = [t.period(view.since, view.until)] if view.since or view.until else []
    said += [hours(t, view.hours)] if view.hours else []
    said += [_runs(t, [day - 1 for day in sorted(view.weekdays)])] if view.weekdays else []
    said += [t(f"filter.light.{view.light.value}").lower()] if view.light else []
    said += [t.label(one).lower() for one in Category if one in view.categories]
    said += [t.label(one).lower() for one in EvidenceKind if one in view.kinds]
    if view.feeling is not Feeling.UNSAFE:
        said.append(t("limits.all_feelings") if view.feeling is None else t.label(view.feeling).lower())
    if view.area_codes:
        said.append(t.count("limits.areas", len(view.area_codes)))
    said += [t("chips.within").lower()] if view.within else []
    said += [t("limits.status", name=t.label(one).lower()) for one in CaseStatus if one in view.statuses]
    said += [t("limits.source", name=t.label(one).lower()) for one in SourceType if one in view.sources]
    return ", ".join(said)


def period(t: Translate, days: Period) -> str:
    """2016-2017; tills vidare where it has no end."""
    return t.period(days.starts_on, None if days.ends_on == date.max else days.ends_on)


def trend(t: Translate, word: str) -> str:
    """växande, avtagande ..."""
    return t(f"trend.{word or 'unknown'}")


def who(t: Translate, decided_by: str) -> str:
    """Who decided: a role in the reader's language, anything else as it was written."""
    return t.label(Role(decided_by)).lower() if decided_by in set(Role) else decided_by


def source(t: Translate, provenance: Provenance) -> str:
    """Källa: SCB, areas.geojson rad 4, hämtad 5 mars 2017 (påhittat exempel)."""
    parts = [provenance.source]
    if provenance.file:
        parts.append(t("source.row", file=provenance.file, row=provenance.row) if provenance.row else provenance.file)
    if provenance.fetched_at:
        parts.append(t("source.fetched", day=provenance.fetched_at.astimezone(LOCAL_TIME).date()))
    if provenance.made_up:
        parts.append(t("made_up.short"))
    return t("source.line", source=", ".join(parts))


def gap(t: Translate, missing: Gap) -> str:
    """What is missing, in one sentence with its subject."""
    return t(f"gap.{missing.kind.value}", name=gap_name(t, missing), **missing.about)


def gap_detail(t: Translate, missing: Gap) -> str:
    """The figures of a gap, where it has any: for lists whose heading says what is missing."""
    match missing.kind:
        case GapKind.CATEGORY_UNANSWERED:
            rows = t.count("count.evidence", int(missing.about.get("rows", 0)))
            return t("gap.named", rows=rows) if missing.about.get("named") else rows
        case GapKind.LATE:
            return t("gap.late_detail", **missing.about)
        case GapKind.SILENT | GapKind.PROMISE_SILENT:
            return t("progress.silent", **missing.about)
        case _:
            return ""


def gap_name(t: Translate, missing: Gap) -> str:
    """What the gap is about."""
    if missing.kind is GapKind.CATEGORY_UNANSWERED:
        return t.label(Category(missing.subject_ref))
    return missing.subject_name


def reason(t: Translate, why: Reason, names: Names) -> str:
    """Why an action is suggested."""
    about = ""
    match why.kind:
        case ReasonKind.CATEGORY | ReasonKind.USUAL_ANSWER:
            about = t.listing([t.label(Category(code)).lower() for code in why.about])
        case ReasonKind.AREA if why.about == ("*",):
            return t("reason.everywhere")
        case ReasonKind.PLACE | ReasonKind.AREA | ReasonKind.PARTY | ReasonKind.OWNER:
            about = t.listing([names.get(ref, ref) for ref in why.about])
        case ReasonKind.TIME_OF_DAY:
            about = why.about[0] + NARROW + "%"
        case ReasonKind.PERIOD:
            pass
    return t(f"reason.{why.kind.value}", about=about)


def evidence_source(t: Translate, code: str) -> str:
    """The road by which evidence came, by its code."""
    return t.label(SourceType(code))


def action_type(t: Translate, kind: ActionType) -> str:
    """What kind of work."""
    return t.label(kind)


def observed(t: Translate, record: Report | Finding) -> str:
    """When it was noted, as exactly as is known."""
    local = record.observed_at.astimezone(LOCAL_TIME)
    match record.precision:
        case TimePrecision.MINUTE:
            return t.moment(record.observed_at)
        case TimePrecision.DAY:
            return t.day(local.date())
        case TimePrecision.MONTH:
            return t.month(local.date())


def survey_result(t: Translate, result: SurveyResult) -> str:
    """2016: 37,5 % (34,1-40,9), 812 svar."""
    if result.value is None:
        return t("survey.missing", wave=result.wave)
    unit = "\u00a0%" if result.unit is SurveyUnit.SHARE else ""
    parts = [f"{result.wave}: {t.number(result.value, 1)}{unit}"]
    if result.low is not None and result.high is not None:
        parts.append(f"({t.number(result.low, 1)}\u2013{t.number(result.high, 1)})")
    if result.sample_size is not None:
        parts[-1] += ","
        parts.append(t.count("count.answers", result.sample_size))
    return " ".join(parts)


def evidence(t: Translate, record: Report | Finding, names: Names) -> list[tuple[str, str]]:
    """A report or finding as (label, value), for a reader who clicked it."""
    said: list[tuple[str, str | None]] = [
        (t("record.feeling"), t.label(record.feeling)),
        (t("record.observed"), observed(t, record)),
        (t("record.where"), _where(record, names)),
        (t("record.source_type"), t.label(record.source)),
        (t("record.reporter"), t.label(record.reporter) if isinstance(record, Report) and record.reporter else None),
        (t("record.severity"), t(f"severity.{record.severity}") if record.severity else None),
        (t("record.status"), t.label(record.status)),
        (t("record.status_reason"), record.status_reason),
        (t("record.responsible"), responsible(record, names)),
        (t("record.consent"), consent(t, record)),
        (t("record.due"), t.day(record.due_on) if record.due_on else None),
        (t("record.reopened"), t.day(record.reopened_on) if record.reopened_on else None),
        (t("record.answer"), names.get(str(record.action_id)) if isinstance(record, Finding) else None),
        (t("record.note"), record.note),
        (t("record.accuracy"), t("metres", n=round(record.accuracy_m)) if record.accuracy_m else None),
        (t("record.id"), str(record.id)),
    ]
    return [(label, value) for label, value in said if value]


def responsible(record: Report | Finding, names: Names) -> str | None:
    """The party that answers for it, and which of its units."""
    unit = record.responsible_unit if isinstance(record, Finding) else None
    return ", ".join(part for part in (names.get(str(record.responsible_id)), unit) if part) or None


def consent(t: Translate, record: Report | Finding) -> str | None:
    """Whether the other party takes it over, and when it said so."""
    said = record.consent if isinstance(record, Finding) else None
    return f"{t.label(said.state)} ({t.day(said.on)})" if said else None


def _where(record: Report | Finding, names: Names) -> str | None:
    refs = (str(record.place_id) if record.place_id else "", record.area_code or "")
    return ", ".join(names[ref] for ref in refs if ref in names) or record.area_code
