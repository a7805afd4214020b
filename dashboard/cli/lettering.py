"""`newsletter`: make, read, approve and write out newsletters for grannsamverkan, as on their page. Nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.front import ToldGroup, Wishes, open_existing, pass_wishes, shared_options, text_table, write_file
from dashboard.cli.reporting import LANGUAGES, one_municipality
from dashboard.cli.taking import Municipality
from dashboard.cli.views import municipalities
from geodata.errors import BadSetting

if TYPE_CHECKING:
    from uuid import UUID

    from geodata.model import Newsletter

_EXAMPLE = "3f2a1c4e-5d6b-4a7c-8e9f-0a1b2c3d4e5f"
_ACTION = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
_SUFFIXES = (".html", ".txt")


@click.group(
    "newsletter",
    cls=ToldGroup,
    examples=(
        'newsletter make --municipality 0880 --title "Nyhetsbrev mars"',
        f"newsletter show {_EXAMPLE}",
        f'newsletter approve {_EXAMPLE} --function "Trygghetssamordnaren"',
        f"newsletter save {_EXAMPLE} -o brev.html",
    ),
)
@shared_options
def newsletter() -> None:
    """Make a newsletter for grannsamverkan: counts that point at nobody, advice, what is being done.

    It is a draft until a function approves it, and stays as it is from then on. You send it yourself.
    """


@newsletter.command("list", examples=("newsletter list --municipality 0880 --json",))
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@shared_options
@pass_wishes
def list_them(wishes: Wishes, /, *, municipality: str | None) -> None:
    """List all newsletters, the newest first."""
    with open_existing(wishes) as desk:
        found = [
            _entry(entry.record)
            for code in municipalities(desk, municipality)
            for entry in desk.casebook.newsletters(desk.actor, code)
        ]
    head = ("municipality", "id", "made", "state", "area", "title")
    rows = [tuple(str(one[name] or "-") for name in head) for one in found]
    text = text_table(head, rows) if rows else "No newsletters yet. Make one with `lofteskartan newsletter make`."
    wishes.answer({"newsletters": found}, text)


@newsletter.command("areas", examples=("newsletter areas --municipality 0880",))
@click.option("--municipality", type=Municipality(), help="Which one, where there are several.")
@shared_options
@pass_wishes
def areas(wishes: Wishes, /, *, municipality: str | None) -> None:
    """List the areas that a newsletter can be for beside the whole municipality: RegSO or larger."""
    with open_existing(wishes) as desk:
        code = one_municipality(desk, municipality)
        found = [{"code": area.code, "name": area.name} for area in desk.casebook.newsletter_areas(desk.actor, code)]
    rows = [(one["code"], one["name"]) for one in found]
    text = text_table(("code", "name"), rows) if rows else "No areas of that size. Import RegSO areas first."
    wishes.answer({"areas": found}, text)


@newsletter.command(
    "make",
    examples=(
        'newsletter make --municipality 0880 --title "Nyhetsbrev mars"',
        'newsletter make --municipality 0880 --area 0880R011 --title "Nyhetsbrev Lindsdal" --language en',
    ),
)
@click.option("--title", required=True, help="Its heading.")
@click.option("--area", help="For whom: an area's code, as `newsletter areas` tells it. Otherwise everybody.")
@click.option("--language", type=click.Choice(LANGUAGES), default="sv", show_default=True, help="Of its words.")
@click.option("--municipality", type=Municipality(), help="Which one, where there are several.")
@shared_options
@pass_wishes
def make(wishes: Wishes, /, *, title: str, area: str | None, language: str, municipality: str | None) -> None:
    """Make a draft of what is known today."""
    with open_existing(wishes) as desk:
        code = one_municipality(desk, municipality)
        record = desk.casebook.make_newsletter(desk.actor, code, title, area=area, language=language).record
    wishes.answer(_entry(record), f"Made as a draft: {record.id}")


@newsletter.command("show", examples=(f"newsletter show {_EXAMPLE}",))
@click.argument("identity", metavar="ID", type=click.UUID)
@shared_options
@pass_wishes
def show(wishes: Wishes, /, *, identity: UUID) -> None:
    """Read a newsletter as plain text, as it goes out.

    ID is as `newsletter list` tells it.
    """
    from dashboard.newsletterwords import told

    with open_existing(wishes) as desk:
        record = desk.casebook.newsletter(desk.actor, identity).entry.record
        letter = desk.casebook.newsletter_letter(desk.actor, identity, told)
    wishes.answer({**_entry(record), "text": letter.text, "html": letter.html}, letter.text.rstrip("\n"))


@newsletter.command("approve", examples=(f'newsletter approve {_EXAMPLE} --function "Trygghetssamordnaren"',))
@click.argument("identity", metavar="ID", type=click.UUID)
@click.option("--function", required=True, help="The function that approves, never a name.")
@shared_options
@pass_wishes
def approve(wishes: Wishes, /, *, identity: UUID, function: str) -> None:
    """Approve a draft that you have read, for good.

    ID is as `newsletter list` tells it. Neither its words nor its files can be changed afterwards.
    """
    from dashboard.newsletterwords import told

    with open_existing(wishes) as desk:
        version = desk.casebook.newsletter(desk.actor, identity).entry.version
        record = desk.casebook.approve_newsletter(
            desk.actor, identity, function=function, base_version=version, tell=told
        ).record
    wishes.answer(_entry(record), f"Approved by {function}: {identity}")


@newsletter.command("save", examples=(f"newsletter save {_EXAMPLE} -o brev.html",))
@click.argument("identity", metavar="ID", type=click.UUID)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write: .html or .txt.")
@shared_options
@pass_wishes
def save(wishes: Wishes, /, *, identity: UUID, output: Path) -> None:
    """Write an approved newsletter to a file, to be sent: HTML for mail, or plain text.

    ID is as `newsletter list` tells it. Which of the two follows from the file's name.
    """
    from dashboard.newsletterwords import told

    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        raise BadSetting(f'"{output.name}" is neither .html nor .txt; name the file with -o brev.html')
    with open_existing(wishes) as desk:
        record = desk.casebook.newsletter(desk.actor, identity).entry.record
        if not record.is_approved:
            raise BadSetting(f'"{record.title}" is not approved yet; approve it with `lofteskartan newsletter approve`')
        letter = desk.casebook.newsletter_letter(desk.actor, identity, told)
    body = (letter.html if suffix == ".html" else letter.text).encode()
    write_file(output, body)
    wishes.answer({"file": str(output), "bytes": len(body)}, f"Written: {output}")


@newsletter.command("log", examples=(f"newsletter log {_EXAMPLE} --action {_ACTION}",))
@click.argument("identity", metavar="ID", type=click.UUID)
@click.option("--action", type=click.UUID, required=True, help="The action whose newsletters are counted, by its id.")
@shared_options
@pass_wishes
def log(wishes: Wishes, /, *, identity: UUID, action: UUID) -> None:
    """Log an approved newsletter that you have sent as one issue of an action, once.

    ID is as `newsletter list` tells it. A second time changes nothing.
    """
    with open_existing(wishes) as desk:
        logged = desk.casebook.log_newsletter(desk.actor, identity, action, channel="nyhetsbrev")
    record = logged.entry.record
    document = {"activity": str(record.id), "action": str(record.action_id), "on": record.done_on.isoformat()}
    wishes.answer(document, f"Logged on {record.done_on}: {record.id}")


def _entry(record: Newsletter) -> dict[str, Any]:
    """A newsletter as scripts read it."""
    return {
        "municipality": record.municipality,
        "id": str(record.id),
        "title": record.title,
        "area": record.area_code,
        "language": record.language,
        "made": record.made_at.isoformat(),
        "state": "approved" if record.is_approved else "draft",
        "approved_by": record.approved_by,
        "letter_sha256": record.letter_sha256,
    }


__all__ = ["newsletter"]
