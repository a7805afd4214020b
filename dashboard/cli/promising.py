"""`import promises`: a promise document as a proposal, and with --accept into the register as it was proposed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.front import Told, Wishes, open_desk, pass_wishes, shared_options, text_table
from dashboard.cli.taking import TIERS, Municipality
from geodata.errors import BadSetting, InvalidRecord, UnreadableFile

if TYPE_CHECKING:
    from geodata.casebook.promise_documents import ReadPromises, TakenIn

NOTHING = "-"
SHOWN = 60


@click.command(
    "promises",
    cls=Told,
    examples=("import promises medborgarloften.pdf", "import promises loften.docx --municipality 0880 --accept --json"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--municipality", type=Municipality(), help="Whose promises they are, where the document does not say.")
@click.option("--tier", type=click.Choice(TIERS), default="public", show_default=True, help="Who may see them.")
@click.option("--accept", is_flag=True, help="Take in what was proposed, whole or not at all; otherwise it is told.")
@shared_options
@pass_wishes
def promises(wishes: Wishes, /, *, file: Path, municipality: str | None, tier: str, accept: bool) -> None:
    """Read a promise document: text, Word or PDF; say which promises, actions and responsible parties stand in it.

    Nothing is kept without --accept, and nothing twice. A proposal has to be looked through: the page Läs in shows it
    beside its source, where a person corrects it.
    """
    from geodata.casebook.promise_documents import AcceptedDocument
    from geodata.model import Tier

    content = _content(file)
    with open_desk(wishes.settings(), create=True) as desk:
        known = [one.code for one in desk.casebook.municipalities(desk.actor)]
        asked = municipality or next(iter(known), "0000")
        read = desk.casebook.propose_promises(desk.actor, asked, content, file.name)
        named = read.proposal.municipality.value if read.proposal.municipality else None
        code = municipality or named
        taken = None
        if accept:
            if code is None:
                raise BadSetting("the document does not say whose it is; name the municipality with --municipality")
            if read.proposal.reason is not None:
                raise InvalidRecord(f"{file.name}: no promises were found ({read.proposal.reason.value}); type them in")
            document = AcceptedDocument(
                proposal=read.proposal, municipality=code, digest=read.digest, name=file.name, tier=Tier(tier)
            )
            taken = desk.casebook.accept_promises(desk.actor, document)
    wishes.answer(_document(file, read, code, taken), _text(file, read, code, taken))


def _content(file: Path) -> bytes:
    from geodata.casebook.promise_documents import MAX_DOCUMENT_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MAX_DOCUMENT_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"{file.name} cannot be opened: {error.strerror}; choose the file again") from error


def _document(file: Path, read: ReadPromises, code: str | None, taken: TakenIn | None) -> dict[str, Any]:
    return {
        "file": file.name,
        "read_as": read.source.read_as.value,
        "pages": read.source.pages,
        "lines": len(read.source.lines),
        "digest": read.digest,
        "municipality": code,
        "known_parties": dict(read.known),
        "alike": [{"id": one.id, "title": one.title} for one in read.alike],
        "taken_in_before": read.taken_in is not None,
        "proposal": json.loads(read.proposal.model_dump_json()),
        "accepted": taken
        and {
            "agreement": taken.agreement_id,
            "again": taken.again,
            "differs": taken.differs,
            "made": [json.loads(one.model_dump_json()) for one in taken.made],
        },
    }


def _text(file: Path, read: ReadPromises, code: str | None, taken: TakenIn | None) -> str:
    proposal = read.proposal
    period = proposal.period.value if proposal.period else None
    title = proposal.title.value if proposal.title else NOTHING
    head = f"{file.name}: {title}, {code or 'municipality not found'}, "
    head += f"{period.starts_on} to {period.ends_on}" if period else "period not found"
    if proposal.reason is not None:
        return f"{head}\nNothing was proposed: {proposal.reason.value.replace('_', ' ')}."
    rows = [
        (f"promise {one.number}", _lines(one.spans), one.confidence.value, NOTHING, NOTHING, _short(one.title))
        for one in proposal.promises
    ]
    rows += [
        (
            f"action {n}",
            _lines(one.spans),
            one.confidence.value,
            f"{one.promise.value} ({one.promise.confidence.value})" if one.promise else "not found",
            ", ".join(f"{part.party} ({part.role.value})" for part in one.responsible) or "not stated",
            _short(one.title),
        )
        for n, one in enumerate(proposal.actions, 1)
    ]
    table = text_table(("part", "lines", "how sure", "promise", "responsible", "title"), rows)
    left = [
        f"  line {span.first}: {_short(read.source.lines[span.first - 1].text)}"
        for span in (one.span for one in proposal.leftovers if one.why.value == "not_understood")
    ]
    over = f"{len(proposal.leftovers)} stretches left over, {len(left)} of them not understood" + (":" if left else ".")
    return "\n".join([head, table, over, *left, _end(taken)])


def _end(taken: TakenIn | None) -> str:
    if taken is None:
        return "Nothing was kept: look it through, then take it in with --accept or on the page Läs in."
    if taken.again:
        return "It was taken in before; nothing was kept a second time."
    return f"Taken in: {len(taken.made)} new records."


def _lines(spans: Any) -> str:
    return (
        ", ".join(str(span.first) if span.first == span.last else f"{span.first}-{span.last}" for span in spans)
        or NOTHING
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
