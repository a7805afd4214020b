"""Newsletters for grannsamverkan: made of what is counted and done, approved by a function, never edited afterwards."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from geodata.model.base import AreaCode, Instant, Name, Record, Sha256, Text, Tier

LONGEST_LETTER = 1_000_000
"""Characters of what a newsletter is made of, and of each form in which it goes out."""
Long = Annotated[str, Field(max_length=LONGEST_LETTER)]


class Newsletter(Record):
    """A newsletter: a draft until a function approves it; from then on its words are those that were approved.

    area_code: whom it is for, None for the whole municipality.  language: of its words, "sv" or "en".
    content: what it tells, as JSON, see geodata/newsletters.  greeting, closing: words of whoever writes it.
    html, text: both forms, as they were approved.  letter_sha256: of content, html and text, see `letter_digest`.
    approved_by: a function, never a person.
    """

    kind: ClassVar[str] = "newsletter"

    tier: Tier = Tier.MUNICIPALITY
    title: Name
    area_code: AreaCode | None = None
    language: Annotated[str, Field(pattern=r"^(sv|en)$")] = "sv"
    made_at: Instant
    content: Long
    greeting: Text | None = None
    closing: Text | None = None
    approved_at: Instant | None = None
    approved_by: Name | None = None
    html: Long | None = None
    text: Long | None = None
    letter_sha256: Sha256 | None = None

    @model_validator(mode="after")
    def _approval_is_whole(self) -> Self:
        given = [one is not None for one in (self.approved_at, self.approved_by, self.html, self.text)]
        if any(given) != all(given) or all(given) != (self.letter_sha256 is not None):
            raise ValueError("approved_at, approved_by, html, text and letter_sha256 go together; give all or none")
        if self.letter_sha256 not in {None, letter_digest(self.content, self.html or "", self.text or "")}:
            raise ValueError("letter_sha256 is not that of its content, html and text; restore a copy")
        return self

    @property
    def is_approved(self) -> bool:
        """Whether it stands for good."""
        return self.approved_at is not None


def letter_digest(content: str, html: str, text: str) -> str:
    """SHA-256 (hex) of a newsletter as it was approved."""
    return hashlib.sha256(json.dumps([content, html, text], ensure_ascii=False).encode()).hexdigest()
