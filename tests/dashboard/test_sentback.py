"""What the browser sends back is an id, or refused with words that say what to do."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.sentback import id_of, id_or_none
from geodata.errors import BadSetting, NotFound


@given(st.uuids())
def test_an_id_is_read_as_it_was_written(known: UUID) -> None:
    assert id_of(str(known)) == id_or_none(str(known)) == known


@given(st.text(max_size=60).filter(lambda text: len(text.replace("-", "").strip("{}")) < 32))
def test_what_is_no_id_is_refused_and_never_fails_otherwise(text: str) -> None:
    assert id_or_none(text) is None
    with pytest.raises(NotFound, match="load the page again"):
        id_of(text)
    with pytest.raises(BadSetting, match="say it again"):
        id_of(text, BadSetting("say it again"))
