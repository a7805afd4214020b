"""The same rows and the same changes of filter with what one would build instead: plotly's scattermap, and folium.

plotly: a Dash app of the usual kind, a `dcc.Graph` whose callback filters a pandas frame and answers with the figure.
folium: the server filters the frame, writes the page anew, and the browser loads it; points are circles on a canvas.
Neither reaches an outside address: no map lies underneath, and their scripts are served from here. Both clocks stop
when the map says that it has drawn, without the reading back that ours has to wait for.
"""

from __future__ import annotations

import json
import statistics
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from flask import Flask, Response, request, send_from_directory
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from geodata.model import Category
from tests.benchmarks.map_store import Arrays

LEAFLET = Path(__file__).parents[2] / "assets" / "node_modules" / "leaflet" / "dist"
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#6A3D9A", "#767676")
COLOUR = {category.value: COLOURS[i % len(COLOURS)] for i, category in enumerate(Category)}
PATIENCE_MS = 600_000
REST_MS = 500
"""Between changes: people look at what they asked for, and the page does what can wait until then."""
FEWEST_CHANGES = 4
"""Of folium's pages at a hundred thousand rows: each takes seconds."""

Change = Mapping[str, Any]
Wishes = dict[str, Any]

# From the change of the control to the frame after which maplibre, inside plotly, has nothing left to draw.
PLOTLY_CHANGE = """async wishes => {
    const graph = document.querySelector("#map .js-plotly-plot");
    const start = performance.now();
    const before = graph.data;
    dash_clientside.set_props("wishes", {data: wishes});
    while (graph.data === before) await new Promise(then => graph.once("plotly_afterplot", then));
    const map = graph._fullLayout.map._subplot.map;
    const drawn = new Promise(then => map.once("idle", then));
    map.triggerRepaint();
    await drawn;
    return performance.now() - start;
}"""
PLOTLY_READY = """() => document.querySelector("#map .js-plotly-plot")?._fullLayout?.map?._subplot?.map?.loaded()"""

# The moment of the change outlives the page; leaflet draws its canvas in the frame after it was filled.
FOLIUM_CHANGE = """query => {
    sessionStorage.setItem("changed", performance.timeOrigin + performance.now());
    location.search = query;
}"""
FOLIUM_PAINTED = """addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.painted = performance.timeOrigin + performance.now() - Number(sessionStorage.getItem("changed"));
})));"""


def plotly_ms(browser: Browser, rows: Arrays, changes: Sequence[Change]) -> float:
    """Median of the changes, from control to painted."""
    with _served(_scattermap(_frame(rows))) as address:
        page = _page(browser)
        page.goto(address)
        page.wait_for_function(PLOTLY_READY)
        taken = []
        for wishes in _one_by_one(changes):
            page.wait_for_timeout(REST_MS)
            taken.append(float(page.evaluate(PLOTLY_CHANGE, wishes)))
        page.context.close()
    return statistics.median(taken)


def folium_ms(browser: Browser, rows: Arrays, changes: Sequence[Change]) -> float:
    """Median of the changes, from control to painted; of the first few where a page takes long."""
    few = list(_one_by_one(changes))[: FEWEST_CHANGES if len(rows["lon"]) >= 100_000 else len(changes)]
    with _served(_folium(_frame(rows))) as address:
        page = _page(browser)
        page.add_init_script(FOLIUM_PAINTED)
        page.goto(address)
        taken = []
        for wishes in few:
            page.wait_for_timeout(REST_MS)
            with page.expect_navigation():
                page.evaluate(FOLIUM_CHANGE, f"?wishes={json.dumps(wishes)}")
            taken.append(float(page.wait_for_function("() => window.painted").json_value()))
        page.context.close()
    return statistics.median(taken)


def _page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def _one_by_one(changes: Sequence[Change]) -> Iterator[Wishes]:
    """What is chosen after each change: a box that is ticked, or cleared again, or a control that is set."""
    chosen: Wishes = {"boxes": []}
    for change in changes:
        if "box" in change:
            boxes = chosen["boxes"]
            chosen = {**chosen, "boxes": [*boxes, change["box"]]}
            if change["box"] in boxes:
                chosen["boxes"] = [box for box in boxes if box != change["box"]]
        else:
            chosen = {**chosen, change["id"]: change["value"]}
        yield chosen


def _frame(rows: Arrays) -> pd.DataFrame:
    moment = pd.to_datetime(rows["observed_ms"], unit="ms", utc=True).tz_convert("Europe/Stockholm")
    return pd.DataFrame(
        {
            "lon": rows["lon"],
            "lat": rows["lat"],
            "category": rows["category"].astype(str),
            "feeling": rows["feeling"].astype(str),
            "day": moment.strftime("%Y-%m-%d"),
            "hour": moment.hour,
        }
    )


def _filtered(frame: pd.DataFrame, wishes: Wishes) -> pd.DataFrame:
    chosen = pd.Series(data=True, index=frame.index)
    if wishes.get("boxes"):
        chosen &= frame["category"].isin(wishes["boxes"])
    if wishes.get("filter-experience", "unsafe") != "all":
        chosen &= frame["feeling"] == wishes.get("filter-experience", "unsafe")
    since, until = wishes.get("filter-period") or (None, None)
    if since and until:
        chosen &= frame["day"].between(since, until)
    first, last = wishes.get("filter-from-hour"), wishes.get("filter-until-hour")
    if first or last:
        begin, end = int(first or 0), int(last or 24)
        inside = frame["hour"] >= begin, frame["hour"] < end
        chosen &= (inside[0] & inside[1]) if begin < end else (inside[0] | inside[1])
    return frame[chosen]


def _scattermap(frame: pd.DataFrame) -> Flask:
    import plotly.express as px
    from dash import Dash, Input, Output, dcc, html

    app = Dash("scattermap", assets_ignore=".*", compress=False, enable_mcp=False)

    def figure(wishes: Wishes) -> Any:
        shown = _filtered(frame, wishes)
        drawn = px.scatter_map(
            shown, lat="lat", lon="lon", color="category", color_discrete_map=COLOUR, zoom=10, map_style="white-bg",
            category_orders={"category": list(COLOUR)}, height=700,
        )  # fmt: skip
        return drawn.update_layout(uirevision="stays", margin={"l": 0, "r": 0, "t": 0, "b": 0})

    start: Wishes = {"boxes": []}
    app.layout = html.Div([dcc.Store(id="wishes", data=start), dcc.Graph(id="map", figure=figure(start))])
    app.callback(Output("map", "figure"), Input("wishes", "data"), prevent_initial_call=True)(figure)
    server: Flask = app.server
    return server


def _folium(frame: pd.DataFrame) -> Flask:
    import folium

    server = Flask("folium")
    middle = [float(frame["lat"].mean()), float(frame["lon"].mean())]

    @server.get("/leaflet/<path:name>")
    def leaflet(name: str) -> Response:
        return send_from_directory(LEAFLET, name, max_age=3600)

    @server.get("/")
    def page() -> str:
        shown = _filtered(frame, json.loads(request.args.get("wishes", "{}")))
        drawn = folium.Map(location=middle, zoom_start=11, tiles=None, prefer_canvas=True)
        drawn.default_js = [("leaflet", "/leaflet/leaflet.js")]
        drawn.default_css = [("leaflet_css", "/leaflet/leaflet.css")]
        if len(shown):
            folium.GeoJson(
                _features(shown),
                marker=folium.CircleMarker(radius=4, weight=0, fill=True, fill_opacity=0.8),
                style_function=lambda feature: {"fillColor": COLOUR[feature["properties"]["category"]]},
            ).add_to(drawn)
        written: str = drawn.get_root().render()
        return written

    return server


def _features(shown: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"category": category},
            }
            for number, (lon, lat, category) in enumerate(
                zip(shown["lon"].tolist(), shown["lat"].tolist(), shown["category"].tolist(), strict=True)
            )
        ],
    }


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()


PEERS: Mapping[str, Callable[[Browser, Arrays, Sequence[Change]], float]] = {
    "plotly's scattermap": plotly_ms,
    "folium": folium_ms,
}
