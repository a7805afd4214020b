"""The app's own files: a page that loads nothing of others, a worker asked for anew, and nothing beside /field/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.assets_dir import field_dir
from dashboard.config import Settings
from dashboard.field import field_app
from dashboard.field.bucket import Buckets
from tests.dashboard.field.conftest import Field


def test_page_worker_and_manifest_are_asked_for_anew_and_versions_never(field: Field) -> None:
    for address in ("/field/", "/field/sw.js", "/field/manifest.webmanifest"):
        assert field.client.get(address).headers["Cache-Control"] == "max-age=0, must-revalidate", address
    [script] = re.findall(r'src="([^"]+)"', field.client.get("/field/").text)
    answer = field.client.get(script)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    again = field.client.get("/field/", headers={"If-None-Match": field.client.get("/field/").headers["ETag"]})
    assert again.status_code == 304


def test_the_page_may_load_only_its_own_and_be_framed_by_nobody(field: Field) -> None:
    answer = field.client.get("/field/")
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_tiles_of_the_installation_are_the_only_other_host(field: Field, tmp_path: Path) -> None:
    tiles = {"tiles_url": "https://kartor.exempel/{z}/{x}/{y}.png", "tiles_attribution": "© Exempel"}
    client = field_app(Settings(data_dir=tmp_path, **tiles), field.casebook).test_client()  # type: ignore[arg-type]
    policy = client.get("/field/").headers["Content-Security-Policy"]
    assert "connect-src 'self' https://kartor.exempel;" in policy
    pack = client.get("/field/api/walk", headers=field.headers()).json
    assert pack is not None
    assert pack["tiles"] == {"url": tiles["tiles_url"], "attribution": "© Exempel", "max_zoom": 19}


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/karta",
        "/api/evidence",
        "/fieldx",
        "/field/x",
        "/field/assets/..%2f..%2fapp.py",
        "/field/assets/index.html",
        "/field/assets/sw.js",
        "/_dash-layout",
        "/field/api/",
    ],
)
def test_there_is_nothing_else(field: Field, address: str) -> None:
    answer = field.client.get(address)
    assert (answer.status_code, answer.json) == (404, {"error": "not_found"})


def test_a_typed_address_without_the_slash_finds_the_page(field: Field) -> None:
    answer = field.client.get("/field")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/field/")


def test_the_main_server_answers_the_walks_app_by_the_apps_own_rules(field: Field, tmp_path: Path) -> None:
    client = create_app(Settings(data_dir=tmp_path), field.casebook).server.test_client()
    page = client.get("/field/", headers={"Host": "telefon.exempel"})
    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get("/field/api/walk", headers=field.headers()).status_code == 200
    assert client.get("/", headers={"Host": "telefon.exempel"}).status_code == 403
    assert client.get("/fieldx").status_code == 404


def test_none_of_the_walks_app_is_put_into_other_pages(field: Field, tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path), field.casebook)
    page = app.server.test_client().get("/", headers={"Host": "127.0.0.1"}).text
    names = [path.name for path in field_dir().iterdir()]
    assert len(names) >= 6
    assert [name for name in names if name in page] == []


def test_the_first_load_is_a_few_hundred_kilobytes_at_most(field: Field) -> None:
    packed = {"Accept-Encoding": "gzip"}
    page = field.client.get("/field/", headers=packed)
    assert page.headers["Content-Encoding"] == "gzip"
    addresses = [
        f"/field/assets/{path.name}" for path in field_dir().iterdir() if path.suffix in {".js", ".css", ".png", ".svg"}
    ]
    sizes = [len(field.client.get(address, headers=packed).data) for address in addresses]
    assert sum(sizes) + len(page.data) < 400_000


def test_a_bucket_gives_what_it_holds_and_fills_again_with_time() -> None:
    now = [0.0]
    buckets = Buckets(3, 0.5, most=2, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]
    assert buckets.take("b") == 0
    now[0] = 2.0
    assert [buckets.take("a"), buckets.take("a")] == [0, 2]
    now[0] = 1_000.0
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]
    for name in ("c", "d"):
        buckets.take(name)
    assert buckets.take("a") == 0
