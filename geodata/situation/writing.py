"""A content as text and back: one content has one text on every machine, so that its hash tells of any change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from geodata.errors import StoreError
from geodata.situation.content import SCHEMA, Content

_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)
_LATER = ("places", "origins", "views")
"""Parts that contents have had since a later day: one without them is written as it always was."""
DIGITS = 9
"""Significant digits of a number: beyond them machines differ."""


def written(content: Content) -> str:
    """The content as JSON: names in order of the alphabet, no blanks, numbers with DIGITS digits."""
    told = _plain(_CONTENT.dump_python(content, mode="json"))
    named = {name: one for name, one in told.items() if name not in _LATER or one is not None}
    return json.dumps(named, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_told_by(then: Content, again: Content) -> Content:
    """What is told again, without the parts that the earlier one did not know yet."""
    return replace(
        again,
        places=None if then.places is None else again.places,
        origins=None if then.origins is None else again.origins,
    )


def read(text: str) -> Content:
    """The content of a text. Raises: StoreError."""
    try:
        content = _CONTENT.validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, found["loc"]))
        raise StoreError(
            f"the frozen content of a situation report cannot be read at {where}: {found['msg']}"
        ) from None
    if content.schema != SCHEMA:
        raise StoreError(f"the content has schema {content.schema}, and this program reads {SCHEMA}; update it")
    return content


def sha256(text: str) -> str:
    """What an approved content is held against."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        short = float(f"{value:.{DIGITS}g}")
        return int(short) if short.is_integer() and abs(short) < 2**53 else short
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
