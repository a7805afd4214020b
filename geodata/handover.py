"""What may leave the house when a finding is handed over as a fault report, and to whom it goes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from geodata.errors import BadSetting, InvalidRecord
from geodata.model import Category, Feeling, Finding, LightingDetails, Position
from geodata.model.base import LOCAL_TIME
from geodata.model.screening import personal_marks


@dataclass(frozen=True, slots=True)
class FaultReport:
    """All of a finding that may leave the house. position: degrees. lamp_id: as painted on the pole."""

    category: Category
    note: str | None
    position: Position
    observed_on: date
    lamp_id: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A fault report in words. body: also the description that is sent by Open311."""

    subject: str
    body: str


Wording = Callable[[FaultReport], Letter]
"""Puts a fault report into the receiver's language."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where fault reports are sent. url: of a GeoReport v2 server, without /requests.json.

    key, jurisdiction: what that server wants beside.  services: its service code of each category; otherwise: of the
    others, None where they are not sent. Raises: BadSetting.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    services: Mapping[Category, str] = field(default_factory=dict)
    otherwise: str | None = None
    jurisdiction: str | None = None

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            parts.port  # noqa: B018 - raises where it is no number
            known = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            known = False
        else:
            known = known and not (parts.query or parts.fragment or parts.username)
        if not known or any(c.isspace() or not c.isprintable() for c in self.url):
            raise BadSetting(f'"{self.url}" is no web address; write it as https://fel.kommun.se/open311/v2')

    @property
    def host(self) -> str:
        """Its name."""
        return urlsplit(self.url).hostname or ""

    def service_of(self, category: Category) -> str | None:
        """The service code of a category, None where it has none."""
        return self.services.get(category, self.otherwise)


def services_of(text: str) -> tuple[dict[Category, str], str | None]:
    """Service codes by category, and the one for all others: "lighting=001,shrubs=002,007". Raises: BadSetting."""
    found: dict[Category, str] = {}
    otherwise: str | None = None
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, equals, code = (piece.strip() for piece in part.partition("="))
        if not equals:
            if otherwise is not None:
                raise BadSetting(f'"{otherwise}" and "{name}" are both for all other categories; give one')
            otherwise = name
        elif name not in set(Category) or not code or Category(name) in found:
            raise BadSetting(f'"{part}" cannot be read; write lighting=001,shrubs=002 with each category once')
        else:
            found[Category(name)] = code
    return found, otherwise


def fault_report(finding: Finding) -> FaultReport:
    """What may be sent of a finding; marks of persons in its note are for the caller to refuse.

    Raises: InvalidRecord, where it is no fault, stands for another, or nobody could find it.
    """
    if finding.feeling is Feeling.SAFE:
        raise InvalidRecord("the finding tells of a place that is safe; that is no fault to be mended")
    if finding.merged_on is not None:
        raise InvalidRecord("the finding is merged into another; hand that one over")
    if finding.position is None:
        raise InvalidRecord("the finding has no position; say where it is first")
    lamp = finding.details.lamp_id if isinstance(finding.details, LightingDetails) else None
    observed_on = finding.observed_at.astimezone(LOCAL_TIME).date()
    return FaultReport(finding.category, finding.note, finding.position, observed_on, lamp)


def without_persons(text: str | None) -> str | None:
    """What somebody outside wrote, with what seems to name a person left out; None where nothing is said."""
    said = (text or "").replace("\x00", "").strip()
    for mark in personal_marks(said):
        said = said.replace(mark.found, "…")
    # found in another way of writing the same letters
    return ("…" if personal_marks(said) else said) or None
