"""A handout's map as folium writes it: the map and its layers, without tiles and without anything from elsewhere.

folium's own page loads ten files from other servers and writes data into its scripts. Here it gives the map and the
groups of the layers alone; what is drawn in them comes from the file's data, see assets/src/handout.
RULE 1: names that folium would draw are given, so that the same handout is the same file.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.handout import Layer

MAP = "handout"
"""The map's own name in the file's script; its element is `map_handout`."""
ELEMENT = f"map_{MAP}"


def map_script(center: tuple[float, float], layers: Sequence[Layer]) -> str:
    """The script that makes the map, and begins to draw. center: (lon, lat)."""
    import folium  # costs half a second, and only handouts need it
    from folium.template import Template

    class OfflineMap(folium.Map):
        """folium's map without its head and its element: both stand in the file."""

        _template = Template(
            "{% macro script(this, kwargs) %}"
            "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, "
            "{center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}});"
            "{% endmacro %}"
        )

    class Begin(folium.MacroElement):
        """Hands the map and its groups over to the file's own code."""

        _template = Template(
            "{% macro script(this, kwargs) %}"
            "lofteskartan.begin({{ this.of }}, { {%- for name, group in this.groups %}"
            "{{ name|tojson }}: {{ group }}{{ ', ' if not loop.last }}{% endfor -%} });"
            "{% endmacro %}"
        )

        def __init__(self, of: str, groups: Sequence[tuple[str, str]]) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.of, self.groups = of, groups

    lon, lat = center
    drawn = OfflineMap(
        [lat, lon], zoom_start=12, tiles=None, zoom_control=False, attribution_control=False, zoom_snap=0.25
    )
    # what it would load from elsewhere
    drawn.default_js, drawn.default_css = [], []
    drawn._id = MAP  # noqa: SLF001 - RULE 1
    groups: list[tuple[str, str]] = []
    for layer in layers:
        group = folium.FeatureGroup(layer.value, control=False, show=False)
        group._id = layer.value  # noqa: SLF001 - RULE 1
        group.add_to(drawn)
        groups.append((layer.value, group.get_name()))
    Begin(drawn.get_name(), groups).add_to(drawn)
    page = folium.Figure()
    drawn.add_to(page)
    for child in page._children.values():  # noqa: SLF001 - as folium's own page does before it asks for the script
        child.render()
    lines = str(page.script.render()).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
