"""`lagesbild` and `report`: freeze what is known, list, read and approve it, and write it out on paper."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.front import (
    Desk,
    Told,
    ToldGroup,
    Wishes,
    open_existing,
    pass_wishes,
    say,
    shared_options,
    text_table,
    write_file,
)
from dashboard.cli.taking import TIERS, Municipality
from dashboard.cli.views import municipalities
from geodata.errors import BadSetting

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from dashboard.i18n import Translate
    from geodata.casebook.monthly import MonthlySituation
    from geodata.casebook.situations import SituationLine

FORMATS = ("pdf", "docx", "xlsx")
LANGUAGES = ("sv", "en")
OFF = "off"
_EXAMPLE = "3f2a1c4e-5d6b-4a7c-8e9f-0a1b2c3d4e5f"

_municipality = click.option("--municipality", type=Municipality(), help="Which one, where there are several.")
_language = click.option("--language", type=click.Choice(LANGUAGES), help="Of the words. Otherwise the settings'.")


@click.group(
    "lagesbild",
    cls=ToldGroup,
    examples=(
        'lagesbild freeze --municipality 0880 --title "Lägesbild mars"',
        "lagesbild list --municipality 0880",
        f'lagesbild approve {_EXAMPLE} --function "Trygghetsrådet"',
        "lagesbild due",
    ),
)
@shared_options
def lagesbild() -> None:
    """Freeze what is known on a day, and read it as it was.

    A frozen situation report is a draft until a function approves it. From then on it never changes; the next one
    supersedes it.
    """


@lagesbild.command("list", examples=("lagesbild list --municipality 0880 --json",))
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@shared_options
@pass_wishes
def list_them(wishes: Wishes, /, *, municipality: str | None) -> None:
    """List all situation reports, the newest first."""
    with open_existing(wishes) as desk:
        found = [
            _entry(line)
            for code in municipalities(desk, municipality)
            for line in desk.casebook.situations(desk.actor, code)
        ]
    head = ("municipality", "id", "frozen", "state", "for", "title")
    rows = [tuple(str(one[name]) for name in head) for one in found]
    text = (
        text_table(head, rows) if rows else "No situation reports yet. Make one with `lofteskartan lagesbild freeze`."
    )
    wishes.answer({"situation_reports": found}, text)


@lagesbild.command(
    "freeze",
    examples=(
        'lagesbild freeze --municipality 0880 --title "Lägesbild mars"',
        'lagesbild freeze --municipality 0880 --title "Öppen lägesbild" --tier public --json',
    ),
)
@click.option("--title", required=True, help="What it is called.")
@click.option(
    "--tier",
    type=click.Choice(TIERS),
    default="municipality",
    show_default=True,
    help="Whom it is for: who may see it.",
)
@_municipality
@shared_options
@pass_wishes
def freeze(wishes: Wishes, /, *, title: str, tier: str, municipality: str | None) -> None:
    """Freeze all that is known today into a new draft.

    What only a narrower circle than --tier may see is left out. The texts of the latest approved one come along.
    """
    from geodata.model import Tier

    with open_existing(wishes) as desk:
        code = one_municipality(desk, municipality)
        _waiting(f"Freezing what is known of {code} ...")
        made = desk.casebook.freeze_situation(desk.actor, code, title, tier=Tier(tier))
        line = desk.casebook.situation(desk.actor, made.record.id).line
    wishes.answer(_entry(line), f"Frozen as a draft: {made.record.id}")


@lagesbild.command("approve", examples=(f'lagesbild approve {_EXAMPLE} --function "Trygghetsrådet"',))
@click.argument("identity", metavar="ID", type=click.UUID)
@click.option("--function", required=True, help="The function that approves, never a name.")
@shared_options
@pass_wishes
def approve(wishes: Wishes, /, *, identity: UUID, function: str) -> None:
    """Approve a draft, for good.

    ID is as `lagesbild list` tells it. Neither figures nor texts can be changed afterwards.
    """
    with open_existing(wishes) as desk:
        version = desk.casebook.situation(desk.actor, identity).line.entry.version
        desk.casebook.approve_situation(desk.actor, identity, function=function, base_version=version)
        line = desk.casebook.situation(desk.actor, identity).line
    wishes.answer(_entry(line), f"Approved by {function}: {identity}")


@lagesbild.command("verify", examples=(f"lagesbild verify {_EXAMPLE}",))
@click.argument("identity", metavar="ID", type=click.UUID)
@shared_options
@pass_wishes
def verify(wishes: Wishes, /, *, identity: UUID) -> None:
    """Hold a situation report against the log: what it says of the moment of freezing is to be what was frozen.

    ID is as `lagesbild list` tells it. Everything is done again in a store of its own, from the beginning of the log
    to the moment of freezing; a large store takes minutes. The exit code is 1 where it says something else.
    """
    with open_existing(wishes) as desk:
        _waiting("Doing again what the log holds ...")
        stands = desk.casebook.situation_stands(desk.actor, identity)
    said = "says the same, byte for byte" if stands else "says something else"
    wishes.answer({"id": str(identity), "stands": stands}, f"The log {said}: {identity}")
    if not stands:
        raise SystemExit(1)


@lagesbild.command(
    "monthly",
    examples=("lagesbild monthly --municipality 0880 --for municipality", "lagesbild monthly --for off"),
)
@click.option("--for", "audience", type=click.Choice((*TIERS, OFF)), help="For whom it is frozen; off: no more.")
@_municipality
@shared_options
@pass_wishes
def monthly(wishes: Wishes, /, *, audience: str | None, municipality: str | None) -> None:
    """Choose that a situation report is frozen on the first of each month, or see what is chosen and due.

    `lagesbild due` freezes it; nothing is frozen by itself.
    """
    from geodata.model import Tier

    with open_existing(wishes) as desk:
        code = one_municipality(desk, municipality)
        if audience is not None:
            desk.casebook.plan_monthly(desk.actor, code, None if audience == OFF else Tier(audience))
        now = desk.casebook.monthly_situation(desk.actor, code)
    document = {
        "municipality": code,
        "for": now.plan.audience.value if now.plan else None,
        "due": _month(now.due),
        "next_on": now.next_on.isoformat() if now.next_on else None,
        "missed": [_month(month) for month in now.missed],
    }
    said = f"{code}: {_due_said(now)}"
    wishes.answer(document, said)


@lagesbild.command("due", examples=("lagesbild due", "lagesbild due --municipality 0880 --json"))
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@_language
@shared_options
@pass_wishes
def due(wishes: Wishes, /, *, municipality: str | None, language: str | None) -> None:
    """Freeze the month's situation report wherever it is chosen and due, once; for cron, as often as you like.

    A municipality without `lagesbild monthly` is left alone. Months that passed are told of and not made up for.
    """
    from dashboard.pages.lagesbild.monthly import title as monthly_title

    done: list[dict[str, Any]] = []
    said: list[str] = []
    with open_existing(wishes) as desk:
        t = _translate(desk, language)
        for code in municipalities(desk, municipality):
            if desk.casebook.monthly_situation(desk.actor, code).plan is None:
                said.append(f"{code}: not chosen; see `lofteskartan lagesbild monthly`")
                continue
            _waiting(f"Looking at {code} ...")
            found = desk.casebook.freeze_due(desk.actor, code, lambda month: monthly_title(t, month))
            made = found.made.record if found.made else None
            now = desk.casebook.monthly_situation(desk.actor, code)
            said.append(f"{code}: frozen as a draft: {made.id}" if made else f"{code}: {_due_said(now)}")
            done.append(
                {
                    "municipality": code,
                    "frozen": str(made.id) if made else None,
                    "title": made.title if made else None,
                    "next_on": now.next_on.isoformat() if now.next_on else None,
                    "missed": [_month(month) for month in now.missed],
                }
            )
    wishes.answer({"months": done}, "\n".join(said) or "No municipality is here yet.")


@lagesbild.command("show", examples=(f"lagesbild show {_EXAMPLE}", f"lagesbild show {_EXAMPLE} --json"))
@click.argument("identity", metavar="ID", type=click.UUID)
@_language
@shared_options
@pass_wishes
def show(wishes: Wishes, /, *, identity: UUID, language: str | None) -> None:
    """Read a situation report: its text, or with --json its frozen content with every figure.

    ID is as `lagesbild list` tells it.
    """
    from dashboard.situationwords import told
    from geodata.paper import texts
    from geodata.situation.writing import written

    with open_existing(wishes) as desk:
        story = desk.casebook.situation(desk.actor, identity)
        t = _translate(desk, language)
    report = story.line.entry.record
    document = {
        **_entry(story.line),
        "texts": {one.section.value: one.text for one in report.texts},
        "content": json.loads(written(story.content)) if story.content else None,
    }
    wishes.answer(document, "" if wishes.json else "\n".join(texts(told(t, story))))


@click.command(
    "report",
    cls=Told,
    examples=(f"report {_EXAMPLE} -o lagesbild.pdf", f"report {_EXAMPLE} -o lagesbild.docx --language en"),
)
@click.argument("identity", metavar="ID", type=click.UUID)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write: .pdf, .docx or .xlsx."
)
@_language
@shared_options
@pass_wishes
def report(wishes: Wishes, /, *, identity: UUID, output: Path, language: str | None) -> None:
    """Write a situation report on paper: a tagged PDF, a DOCX for your own template, or a workbook of its tables.

    ID is as `lagesbild list` tells it. The kind of paper follows from the file's name.
    """
    from dashboard.situationwords import told
    from geodata.paper import PaperFormat

    suffix = output.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise BadSetting(f'"{output.name}" is none of {", ".join(FORMATS)}; name the file with -o lagesbild.pdf')
    with open_existing(wishes) as desk:
        _waiting("Setting the report ...")
        tell = partial(told, _translate(desk, language))
        body = desk.casebook.situation_document(desk.actor, identity, PaperFormat(suffix), tell)
    write_file(output, body)
    wishes.answer({"file": str(output), "bytes": len(body)}, f"Written: {output}")


def _waiting(sentence: str) -> None:
    """Tell a person who looks on what takes a while; scripts need no such line."""
    if sys.stderr.isatty():
        say(sentence)


def _translate(desk: Desk, language: str | None) -> Translate:
    from dashboard.i18n import Language, translate

    return translate(Language(language or desk.settings.language))


def one_municipality(desk: Desk, municipality: str | None) -> str:
    """The municipality that is meant. Raises: BadSetting where there are several, NotFound."""
    codes = list(municipalities(desk, municipality))
    if len(codes) != 1:
        raise BadSetting(f"there are {len(codes)} municipalities; say which one with --municipality CODE")
    return codes[0]


def _month(first: date | None) -> str | None:
    return f"{first:%Y-%m}" if first else None


def _due_said(now: MonthlySituation) -> str:
    """How a municipality stands with its monthly situation report, in a sentence."""
    if now.plan is None:
        return "no situation report is frozen each month"
    missed = f"; never frozen: {', '.join(f'{month:%Y-%m}' for month in now.missed)}" if now.missed else ""
    if now.due is not None:
        return f"{now.due:%Y-%m} is due{missed}"
    return f"nothing is due, the next on {now.next_on}{missed}"


def _entry(line: SituationLine) -> dict[str, Any]:
    """A situation report as scripts read it."""
    record = line.entry.record
    state = "draft" if not line.is_approved else "superseded" if line.superseded_by else "approved"
    return {
        "municipality": record.municipality,
        "id": str(record.id),
        "title": record.title,
        "frozen": record.frozen_at.isoformat(),
        "state": state,
        "for": record.tier.value,
        "approved_by": record.approved_by,
        "superseded_by": str(line.superseded_by) if line.superseded_by else None,
        "event_position": record.event_position,
        "content_sha256": record.content_sha256,
        "version": line.entry.version,
    }


__all__ = ["lagesbild", "report"]
