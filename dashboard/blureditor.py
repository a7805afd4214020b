"""Where a person says what is hidden in a photo: the element that the browser fills in, and the answer read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import attrs
from geodata.errors import InvalidRecord
from geodata.model import Photo, Rectangle

_WORDS = ("add", "remove", "help", "box", "none", "count_one", "count_other")


def blur_editor(t: Translate, photo: Photo, *, target: str | Mapping[str, str], alt: str) -> Component:
    """The photo with its rectangles, to be changed; see assets/src/photo/index.ts.

    target: id of the dcc.Store whose `data` becomes the list of rectangles at each change.  alt: what the photo is
    called.
    """
    # the words keep their gaps: the browser fills them in
    words = {word: t(f"photo.hide.{word}") for word in _WORDS}
    standing = [rectangle.model_dump() for rectangle in photo.blurred]
    return html.Div(
        className="blur-editor",
        **attrs(
            data_src=f"/bild/{photo.id}",
            data_alt=alt,
            data_value=json.dumps(standing),
            data_target=target if isinstance(target, str) else json.dumps(dict(target)),
            data_words=json.dumps(words, ensure_ascii=False),
        ),
    )


def rectangles_of(value: object) -> tuple[Rectangle, ...]:
    """The rectangles that the browser gave. Raises: InvalidRecord."""
    if not isinstance(value, list):
        raise InvalidRecord("the rectangles are not a list; load the page again")
    return tuple(Rectangle.from_json(json.dumps(one)) for one in value)
