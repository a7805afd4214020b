"""What the browser is sent as HTML is what it would have drawn itself, and nothing in it is taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser

import dash_mantine_components as dmc
import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import markup
from dashboard.parts import attrs


def test_elements_come_with_their_classes_styles_and_attributes() -> None:
    tree = html.Ol(
        [
            html.Li("Torget", className="a b"),
            html.Li([1, html.Span("x", style={"backgroundColor": "#fff"}), html.I(**attrs(data_ref="k-1"))]),
            None,
        ]
    )
    assert markup(tree) == (
        '<ol><li class="a b">Torget</li>'
        '<li>1<span style="background-color: #fff">x</span><i data-ref="k-1"></i></li></ol>'
    )


@given(st.text(), st.text())
def test_no_text_becomes_markup(text: str, name: str) -> None:
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(f"<{tag} {attrs}>")

    reader = Reader()
    reader.feed(markup(html.Div(text, title=name)))
    assert len(seen) == 1
    assert seen[0].startswith("<div [('title', ")


@pytest.mark.parametrize("tree", [dmc.Button("Spara"), html.Div(n_clicks=1), object()])
def test_what_stands_still_in_no_html_is_refused(tree: object) -> None:
    with pytest.raises(TypeError):
        markup(tree)
