"""What all commands share: where the data lie, who asks, and how answers and failures are told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geodata.errors import BadSetting, Fault, LofteskartanError, StoreError, UnreadableFile

if TYPE_CHECKING:
    from dashboard.config import Settings
    from geodata.casebook import Casebook
    from geodata.model import Actor
    from geodata.picturefolder import PictureFolder

F = TypeVar("F", bound=Callable[..., Any])

# geodata.model is not imported for these: it takes longer than --help may. A test holds them equal.
ROLES = ("citizen", "board", "walker", "planner", "police", "administrator")
STORE_FILE = "lofteskartan.gpkg"
PICTURES = "pictures"
DEMONSTRATION = "demonstration"
FAILED, INTERRUPTED = 2, 130


@dataclass(slots=True)
class Wishes:
    """What was said by --data, --as and --json, before or after the command's name; the later word stands."""

    data: str | None = None
    role: str | None = None
    json: bool = False

    def settings(self, **overrides: Any) -> Settings:
        """The environment's settings, with what the command line says instead. Raises: BadSetting."""
        from dashboard.config import Settings
        from geodata.model import Role

        data = Path(self.data).expanduser() if self.data else None
        role = Role(self.role) if self.role else None
        return Settings.from_environment(os.environ, **{"data_dir": data, "role": role, **overrides})

    @property
    def names_folder(self) -> bool:
        """Whether somebody said where the data lie."""
        return bool(self.data or os.environ.get("LOFTESKARTAN_DATA"))

    def answer(self, document: object, text: str) -> None:
        """Give the result on standard output: the document with --json, otherwise the text."""
        click.echo(as_json(document) if self.json else text)


def as_json(document: object, *, indent: int | None = 2) -> bytes:
    """A JSON document in UTF-8, whatever the terminal's encoding is. indent: None for one long line."""
    return json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False, default=str).encode()


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns that stand under their heads; nothing at the ends of lines."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    )


def say(sentence: str) -> None:
    """Tell something that is not the result, on standard error."""
    click.echo(sentence, err=True)


pass_wishes = click.make_pass_decorator(Wishes, ensure=True)


def shared_options(function: F) -> F:
    """Add --data, --as and --json, which every command and group takes."""

    def heard(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def hear(context: click.Context, _: click.Parameter, value: Any) -> None:
            if value:
                setattr(context.ensure_object(Wishes), name, value)

        return hear

    options = (
        click.option(
            "--data",
            metavar="DIR",
            expose_value=False,
            callback=heard("data"),
            help="Folder in which the data lie. Otherwise LOFTESKARTAN_DATA, otherwise your own data folder.",
        ),
        click.option(
            "--as",
            "role",
            type=click.Choice(ROLES),
            expose_value=False,
            callback=heard("role"),
            help="Act in this role: you then see and may do what it sees and may do. Otherwise planner.",
        ),
        click.option(
            "--json",
            "as_json",
            is_flag=True,
            expose_value=False,
            callback=heard("json"),
            help="Answer with one JSON document on standard output; everything else goes to standard error.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


class _WithExamples(click.Command):
    """Whose help ends with examples that can be typed as they stand."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **named: Any) -> None:
        super().__init__(*args, **named)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        super().format_epilog(ctx, formatter)
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"  lofteskartan {example}\n")


class Told(_WithExamples):
    """A command of ours."""


class ToldGroup(_WithExamples, click.Group):
    """A group of commands of ours."""

    command_class = Told


class Front(ToldGroup):
    """The boundary at which failures become a sentence and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line and exit; arguments as click's own main takes them."""
        wishes = Wishes()
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError):  # a stream that a test put there
                stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        try:
            code = super().main(*args, **{"prog_name": self.name, **extra, "standalone_mode": False, "obj": wishes})
        except click.Abort:
            code = INTERRUPTED
        except click.ClickException as error:
            error.show()
            code = FAILED
        except BrokenPipeError:
            # whoever read the answer has read enough; what is left in the buffer must not complain either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except LofteskartanError as error:
            _tell(wishes, error)
            code = FAILED
        sys.exit(code if isinstance(code, int) else 0)


def _tell(wishes: Wishes, error: LofteskartanError) -> None:
    sentence = " ".join(str(error).split())
    say(f"lofteskartan: {sentence}")
    faults = error.faults if isinstance(error, UnreadableFile) else ()
    if wishes.json:
        nothing = dict.fromkeys(("read", "added", "changed", "unchanged", "rejected"), 0)
        kept = {**nothing, "faults": [fault_entry(fault) for fault in faults]} if faults else {}
        click.echo(as_json({"error": sentence, **kept}))


def fault_entry(fault: Fault) -> dict[str, Any]:
    """A fault as scripts read it."""
    names = ("file", "row", "column", "value", "problem", "remedy")
    return {name: getattr(fault, name) for name in names}


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store, and who sits at it."""

    casebook: Casebook
    actor: Actor
    settings: Settings
    path: Path
    pictures: PictureFolder


@contextmanager
def open_desk(settings: Settings, *, create: bool = False) -> Iterator[Desk]:
    """The store of the settings, closed afterwards. create: make folder and store where there are none.

    Raises: StoreError, BadSetting.
    """
    from geodata.casebook import Casebook
    from geodata.model import Actor
    from geodata.picturefolder import PictureFolder
    from geodata.store import open_store

    path = settings.data_dir / STORE_FILE
    if create:
        try:
            settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BadSetting(
                f"the folder {settings.data_dir} cannot be made: {error.strerror}; choose another with --data"
            ) from error
    elif not path.exists():
        raise StoreError(
            f"there are no data in {settings.data_dir}; say where they lie with --data DIR, "
            "or begin with `lofteskartan import` or `lofteskartan demo`"
        )
    store = open_store(path, create=create)
    try:
        pictures = PictureFolder(settings.data_dir / PICTURES)
        casebook = Casebook(store, pictures=pictures, stale_after=settings.stale_days, endpoint=settings.receiver)
        yield Desk(casebook, Actor(role=settings.role), settings, path, pictures)
    finally:
        store.close()


@contextmanager
def open_existing(wishes: Wishes, **overrides: Any) -> Iterator[Desk]:
    """The store that is there: one's own, or the demonstration where nothing else was ever entered or asked for."""
    settings = wishes.settings(**overrides)
    demonstration = settings.data_dir / DEMONSTRATION
    own = (settings.data_dir / STORE_FILE).exists()
    if not wishes.names_folder and not own and (demonstration / STORE_FILE).exists():
        say(f"No data of your own yet: this is the demonstration in {demonstration}.")
        settings = wishes.settings(**{**overrides, "data_dir": demonstration})
    with open_desk(settings) as desk:
        yield desk


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file, or leave what was there. Raises: BadSetting."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadSetting(f"{path} cannot be written: {error.strerror}; choose another with -o") from error
