"""Situation reports (lägesbilder): dated, frozen, approved by a function, never edited afterwards."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from geodata.model.base import Count, Instant, Name, Record, Text, Tier, Value
from geodata.model.taxonomy import Category

LONGEST_CONTENT = 50_000_000
"""Characters of a frozen content."""


class Section(StrEnum):
    """Where a text of one's own stands.

    The first six are what the act on municipalities' crime prevention (2023:196) asks a lägesbild and an åtgärdsplan
    for. decisions: what the meeting is asked to decide.  notes: for whoever presents, on no paper.
    """

    SITUATION = "situation"
    ANALYSIS = "analysis"
    PRIORITIES = "priorities"
    ACTIONS = "actions"
    RESPONSIBLE = "responsible"
    FOLLOW_UP = "follow_up"
    DECISIONS = "decisions"
    NOTES = "notes"


class SectionText(Value):
    """A text that somebody wrote for a section."""

    section: Section
    text: Text


class SituationReport(Record):
    """A lägesbild: a dated, frozen picture; approved once, then superseded and never edited.

    themes: the categories that the situation names.  event_position: the event log's position it was made from.
    content_sha256: of its frozen content, see SituationContent; None for one that is told by its summary alone.
    texts: at most one a section.  approved_by: a function, never a person.  supersedes: the earlier one it replaces.
    """

    kind: ClassVar[str] = "situation_report"

    tier: Tier = Tier.MUNICIPALITY
    title: Name
    frozen_at: Instant
    event_position: Count
    summary: Text | None = None
    themes: tuple[Category, ...] = ()
    content_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    texts: tuple[SectionText, ...] = ()
    approved_at: Instant | None = None
    approved_by: Name | None = None
    supersedes: UUID | None = None

    @model_validator(mode="after")
    def _approval_is_whole(self) -> Self:
        if (self.approved_at is None) != (self.approved_by is None):
            raise ValueError("approved_at and approved_by go together; give both or none")
        return self

    @model_validator(mode="after")
    def _one_text_a_section(self) -> Self:
        sections = [one.section for one in self.texts]
        if len(sections) != len(set(sections)):
            raise ValueError("two texts stand in the same section; put them together")
        return self

    def text(self, section: Section) -> str | None:
        """What was written for a section."""
        return next((one.text for one in self.texts if one.section is section), None)


class SituationContent(Record):
    """A lägesbild's frozen content as JSON, see geodata/situation; kept apart, as only who opens it reads it.

    sha256: of the text.
    """

    kind: ClassVar[str] = "situation_content"

    tier: Tier = Tier.MUNICIPALITY
    report_id: UUID
    text: Annotated[str, Field(max_length=LONGEST_CONTENT)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SituationPlan(Record):
    """That a lägesbild is frozen each month: one for a municipality.

    audience: whom the drafts are for.  starts_on: the first month that is due is the one whose first day is not before.
    """

    kind: ClassVar[str] = "situation_plan"

    tier: Tier = Tier.MUNICIPALITY
    audience: Tier
    starts_on: date
