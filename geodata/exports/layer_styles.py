"""How a register's layer is drawn in a GIS program: small styles as QML (QGIS) and SLD 1.0 (others)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from geodata.exports.office import holdable
from geodata.model import (
    CATEGORIES,
    Area,
    Category,
    Finding,
    Hotspot,
    HotspotState,
    Municipality,
    NeighbourhoodWatch,
    Place,
    PoliceEvent,
    Record,
    Report,
    Walk,
)
from geodata.studies.register_columns import SHAPES, RegisterWords

_INK = "#333333"


@dataclass(frozen=True, slots=True)
class Style:
    """The same style, said twice."""

    qml: str
    sld: str


@dataclass(frozen=True, slots=True)
class _Look:
    """colour: "#rrggbb".  mark: of points.  filled: share of a polygon's fill.  width: of lines, millimetres."""

    colour: str
    mark: str = "circle"
    size: float = 2.4
    filled: float = 0.0
    width: float = 0.4


@dataclass(frozen=True, slots=True)
class _Class:
    """What is drawn alike. code: the value of the field that decides; "" where all are."""

    code: str
    label: str
    look: _Look


_PLAIN: dict[type[Record], _Look] = {
    Municipality: _Look(_INK, width=0.6),
    Area: _Look("#767676", filled=0.05),
    NeighbourhoodWatch: _Look("#009E73", filled=0.25),
    Walk: _Look("#0072B2", width=0.8),
    Place: _Look(_INK, mark="circle", size=1.8),
    PoliceEvent: _Look("#0072B2", mark="diamond", size=3.0),
}
_STATES = {HotspotState.CANDIDATE: "#E69F00", HotspotState.ADOPTED: "#6a3d9a", HotspotState.DISMISSED: "#767676"}
_DECIDES: dict[type[Record], str] = {Report: "category", Finding: "category", Hotspot: "state"}


def style_of(kind: type[Record], words: RegisterWords) -> Style:
    """The style of a register that draws something. Raises: KeyError for another."""
    geometry = SHAPES[kind].geometry
    classes = [replace(one, label=holdable(one.label)) for one in _classes(kind, words)]
    field = _DECIDES.get(kind)
    return Style(_qml(geometry, field, classes), _sld(geometry, field, classes, holdable(words.register(kind))))


def _classes(kind: type[Record], words: RegisterWords) -> list[_Class]:
    if kind in {Report, Finding}:
        facts = [(category, CATEGORIES[category]) for category in Category]
        size = 2.4 if kind is Report else 3.2
        return [
            _Class(category.value, words.choice(category), _Look(fact.colour, mark=fact.shape, size=size))
            for category, fact in facts
        ]
    if kind is Hotspot:
        return [
            _Class(state.value, words.choice(state), _Look(colour, filled=0.3, width=0.6))
            for state, colour in _STATES.items()
        ]
    return [_Class("", words.register(kind), _PLAIN[kind])]


def _qml(geometry: str, field: str | None, classes: Sequence[_Class]) -> str:
    symbols = "".join(_qml_symbol(geometry, str(at), one.look) for at, one in enumerate(classes))
    frame = 'forceraster="0" symbollevels="0" enableorderby="0" referencescale="-1"'
    if field is None:
        renderer = f'<renderer-v2 type="singleSymbol" {frame}><symbols>{symbols}</symbols></renderer-v2>'
    else:
        categories = "".join(
            f'<category type="string" render="true" value={quoteattr(one.code)} symbol="{at}" '
            f"label={quoteattr(one.label)}/>"
            for at, one in enumerate(classes)
        )
        renderer = (
            f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(field)} {frame}>'
            f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.34.0" styleCategories="Symbology">{renderer}</qgis>\n'
    )


def _qml_symbol(geometry: str, name: str, look: _Look) -> str:
    match geometry:
        case "Point":
            sort, layer = "marker", "SimpleMarker"
            # a cross is drawn with its line alone
            edge = look.colour if look.mark == "cross" else "#ffffff"
            said = {
                "name": look.mark,
                "color": _rgba(look.colour, 1),
                "outline_color": _rgba(edge, 1),
                "outline_width": "0.5" if look.mark == "cross" else "0.2",
                "outline_width_unit": "MM",
                "size": str(look.size),
                "size_unit": "MM",
            }
        case "LineString":
            sort, layer = "line", "SimpleLine"
            said = {"line_color": _rgba(look.colour, 1), "line_width": str(look.width), "line_width_unit": "MM"}
        case _:
            sort, layer = "fill", "SimpleFill"
            said = {
                "style": "solid" if look.filled else "no",
                "color": _rgba(look.colour, look.filled),
                "outline_color": _rgba(look.colour, 1),
                "outline_width": str(look.width),
                "outline_width_unit": "MM",
            }
    options = "".join(f'<Option type="QString" name="{key}" value={quoteattr(value)}/>' for key, value in said.items())
    return (
        f'<symbol type="{sort}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{layer}" enabled="1" locked="0" pass="0"><Option type="Map">{options}</Option></layer></symbol>'
    )


def _rgba(colour: str, share: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * share)}"


def _sld(geometry: str, field: str | None, classes: Sequence[_Class], title: str) -> str:
    rules = "".join(
        f"<Rule><Name>{escape(one.label)}</Name><Title>{escape(one.label)}</Title>{_filter(field, one.code)}"
        f"{_sld_symbol(geometry, one.look)}</Rule>"
        for one in classes
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<StyledLayerDescriptor version="1.0.0" '
        'xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc">'
        f"<NamedLayer><Name>{escape(title)}</Name><UserStyle><Title>{escape(title)}</Title>"
        f"<FeatureTypeStyle>{rules}</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n"
    )


def _filter(field: str | None, code: str) -> str:
    if field is None:
        return ""
    return (
        f"<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>{field}</ogc:PropertyName>"
        f"<ogc:Literal>{escape(code)}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>"
    )


def _sld_symbol(geometry: str, look: _Look) -> str:
    def css(**said: object) -> str:
        return "".join(
            f'<CssParameter name="{name.replace("_", "-")}">{value}</CssParameter>' for name, value in said.items()
        )

    # the standard counts in pixels, of which a screen has 96 to the inch: 3.78 to the millimetre
    line = f"<Stroke>{css(stroke=look.colour, stroke_width=round(look.width * 3.78, 2))}</Stroke>"
    match geometry:
        case "Point":
            # the standard has no diamond: it is a square on its corner
            mark, turned = ("square", "<Rotation>45</Rotation>") if look.mark == "diamond" else (look.mark, "")
            return (
                f"<PointSymbolizer><Graphic><Mark><WellKnownName>{mark}</WellKnownName>"
                f"<Fill>{css(fill=look.colour)}</Fill><Stroke>{css(stroke='#ffffff', stroke_width=0.5)}</Stroke></Mark>"
                f"<Size>{round(look.size * 3.78, 1)}</Size>{turned}</Graphic></PointSymbolizer>"
            )
        case "LineString":
            return f"<LineSymbolizer>{line}</LineSymbolizer>"
        case _:
            fill = f"<Fill>{css(fill=look.colour, fill_opacity=look.filled)}</Fill>" if look.filled else ""
            return f"<PolygonSymbolizer>{fill}{line}</PolygonSymbolizer>"
