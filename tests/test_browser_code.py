"""What the build hands to the browser: scripts that start under the pages' strict rules, and nothing else."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from dashboard.assets_dir import NOT_INJECTED, assets_dir

CONTENT_POLICY = (
    "default-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
)


class _Server(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """The built files, served with the content policy of the pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Server, directory=str(assets_dir()))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_maps_worker_starts_and_answers_under_the_content_policy(page: Page, address: str) -> None:
    page.goto(f"{address}/map.css")
    started = page.evaluate(
        """() => new Promise((resolve) => {
            const worker = new Worker("/map-worker.js", { type: "module" });
            worker.onmessage = (message) => resolve(message.data.id);
            worker.onerror = (error) => resolve(`error: ${error.message}`);
            const asked = { id: "asked", type: "no such task", mapId: 1, sourceMapId: 1, origin: location.origin };
            worker.postMessage(asked);
            setTimeout(() => resolve("silent"), 10_000);
        })"""
    )
    assert started == "asked"


def test_swedish_is_there_for_date_pickers_diagrams_and_grids(page: Page, address: str) -> None:
    page.goto(f"{address}/map.css")
    page.add_script_tag(url=f"{address}/locale.js")
    assert page.evaluate("dayjs_locale_sv.months[4]") == "maj"
    assert page.evaluate("dateFns.locale.sv.localize.month(4)") == "maj"
    assert page.evaluate("PlotlyLocales.map((one) => [one.name, one.format.decimal])") == [["sv", ","]]
    assert (
        page.evaluate("dashAgGridFunctions.swedishGridText({key: 'noRowsToShow', defaultValue: 'No Rows'})")
        != "No Rows"
    )
    assert page.evaluate("dashAgGridFunctions.swedishGridText({key: 'unknown', defaultValue: 'kept'})") == "kept"


def test_only_what_the_browser_needs_is_served() -> None:
    served = [path for path in assets_dir().rglob("*") if path.is_file()]
    suffixes = {".js", ".css", ".svg", ".png", ".ico", ".webmanifest", ".woff2"}
    assert {path.suffix for path in served if path.parent.name != "field" or path.name != "index.html"} <= suffixes


def test_workers_are_kept_out_of_the_pages_scripts() -> None:
    scripts = sorted(path.name for path in assets_dir().glob("*.js"))
    modules = [
        name for name in scripts if re.search(r"(?m)^export|[;}]export\{", (assets_dir() / name).read_text("utf-8"))
    ]
    assert "map-worker.js" in modules
    assert all(re.search(NOT_INJECTED, name) for name in modules)
