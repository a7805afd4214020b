"""Sites for journeys: one that is only looked at, shared by a worker, and one to work in for each test that changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.fieldsite import FieldSite, a_field_walk, a_phone, field_serving
from tests.browser.serving import Site, demonstration, serving

# a page that answers is waited for no longer than it takes; a busy machine takes longer than the usual five seconds
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, to look at; nothing may be changed in it."""
    folder = tmp_path_factory.mktemp("demo")
    with serving(folder, demonstration(folder)) as site:
        yield site


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Site]:
    """The demonstration, to work in."""
    with serving(tmp_path, demonstration(tmp_path)) as site:
        yield site


@pytest.fixture(autouse=True)
def nothing_from_outside(context: BrowserContext) -> Iterator[None]:
    """No page asks any address but its own server, and none fails in its scripts."""
    outside: list[str] = []
    failed: list[str] = []
    context.on("request", lambda r: outside.append(r.url) if not r.url.startswith(_OWN) else None)
    context.on("weberror", lambda error: failed.append(str(getattr(error.error, "stack", error.error))))
    yield
    assert outside == []
    assert failed == []


_OWN = ("http://127.0.0.1:", "data:", "blob:")


@pytest.fixture(scope="module")
def field_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldSite]:
    """The walk's app, on a server for all tests of a file."""
    with field_serving(tmp_path_factory.mktemp("field")) as site:
        yield site


@pytest.fixture
def field(field_server: FieldSite) -> FieldSite:
    """A walk of its own for each test."""
    return field_server.of(a_field_walk())


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone on the walk, whose scripts may not fail."""
    device = a_phone(browser)
    failed: list[str] = []
    device.on("weberror", lambda error: failed.append(str(getattr(error.error, "stack", error.error))))
    yield device
    device.close()
    assert failed == []
