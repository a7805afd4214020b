"""What was made of a promise document: parts, each with its lines and how sure it is, for a person to correct.

A proposal is a value that goes to JSON and back, so that a form can hold it, and is checked again on its return.
Lines are those of the SourceText, counted from 1.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Generic, Self, TypeVar

from pydantic import Field, model_validator

from geodata.model import (
    ActionType,
    Category,
    Commitment,
    PartyKind,
    PlaceKind,
    ResponsibleRole,
    Substance,
    TimeBand,
    Value,
)
from geodata.model.base import MunicipalityCode, Name, Text

T = TypeVar("T")
LineNumber = Annotated[int, Field(ge=1)]
PromiseNumber = Annotated[int, Field(ge=1, le=999)]


class Confidence(StrEnum):
    """Whether the document says it, or it was concluded from its words."""

    STATED = "stated"
    GUESSED = "guessed"


class NothingFound(StrEnum):
    """Why a proposal is empty."""

    EMPTY = "empty"
    NOT_SWEDISH = "not_swedish"
    NOT_PROMISES = "not_promises"


class WhyLeft(StrEnum):
    """Why nothing was made of lines.

    background: under a heading of the situation, dialogues or what follows the promises.  contact: names, telephone
    numbers or addresses of persons.  page: headers, footers, page numbers, a website's own words.  not_understood: the
    rest, which a person must read.
    """

    BACKGROUND = "background"
    CONTACT = "contact"
    PAGE = "page"
    NOT_UNDERSTOOD = "not_understood"


class Span(Value):
    """Lines of the source, the first and the last included."""

    first: LineNumber
    last: LineNumber

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"ends at line {self.last} before it begins at {self.first}; swap them")
        return self


class Found(Value, Generic[T]):
    """One thing found. span: None where it rests on the whole document or was put in by a person."""

    value: T
    confidence: Confidence
    span: Span | None = None


class Period(Value):
    """First and last day, both included."""

    starts_on: date
    ends_on: date

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError(f"ends {self.ends_on} before it starts {self.starts_on}; swap the dates")
        return self


class NamedPlace(Value):
    """A place by its name in the document, and what sort it seems to be."""

    name: Name
    place_kind: PlaceKind
    span: Span | None = None


class ProposedResponsibility(Value):
    """A party as the document writes it, what sort it seems to be, and its part."""

    party: Name
    party_kind: PartyKind
    role: ResponsibleRole


class ProposedPromise(Value):
    """A promise. spans: everywhere it stands, first where it is said first; empty where a person added it."""

    number: PromiseNumber
    title: Name
    text: Text | None = None
    confidence: Confidence = Confidence.STATED
    spans: tuple[Span, ...] = ()
    categories: tuple[Category, ...] = ()
    places: tuple[NamedPlace, ...] = ()


class ProposedAction(Value):
    """An action. promise: the number of the promise it serves, None where that cannot be told.

    responsibility: the wording as it stands, with its lines; responsible: what was made of it.
    """

    title: Name
    text: Text | None = None
    confidence: Confidence = Confidence.STATED
    spans: tuple[Span, ...] = ()
    promise: Found[PromiseNumber] | None = None
    responsibility: Found[Text] | None = None
    responsible: tuple[ProposedResponsibility, ...] = ()
    commitment: Found[Commitment] | None = None
    action_type: ActionType = ActionType.OTHER
    categories: tuple[Category, ...] = ()
    substances: tuple[Substance, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    time_bands: tuple[TimeBand, ...] = ()


class Leftover(Value):
    """Lines of which nothing was made, and why."""

    span: Span
    why: WhyLeft


class Proposal(Value):
    """All that was found. reason: set only where no promise and no action was.

    parties: those that seem to have made the agreement.  Kinds, categories, substances, places and hours of a part are
    concluded from its words.
    """

    reason: NothingFound | None = None
    title: Found[Name] | None = None
    municipality: Found[MunicipalityCode] | None = None
    municipality_name: Name | None = None
    period: Found[Period] | None = None
    parties: tuple[ProposedResponsibility, ...] = ()
    promises: tuple[ProposedPromise, ...] = ()
    actions: tuple[ProposedAction, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
