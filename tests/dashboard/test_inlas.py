"""Läs in: the page, and what it asks: documents read, refused in clear words, taken in once, taken back."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader, PdfWriter
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.pages.inlas.opening import WORDS
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.model import Action, Actor, Agreement, Promise, Role
from tests.builders import a_municipality
from tests.dashboard.rendered import PLANNER, words
from tests.geodata.sources.promise_documents.paper import Line, pdf_of, pdf_with

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "src" / "inlas"
SV, EN = translate(Language.SV), translate(Language.EN)
TEXT = """Medborgarlöften i Kalmar kommun 2026-2027

• En tryggare stadskärna
   - Gå minst en trygghetsvandring på Larmtorget
     Ansvarig: kommunen i samverkan med polisen
   - Samtala med krögarna varje månad
     Ansvarig: polisen

Kontakt: Förnamn Efternamn, kommunpolis, 077-114 14 00
"""


@pytest.fixture
def town(empty: Casebook) -> Casebook:
    empty.import_records(PLANNER, [a_municipality(municipality="0880", name="Kalmar")])
    return empty


@pytest.fixture
def browser(town: Casebook, tmp_path: Path) -> FlaskClient:
    client: FlaskClient = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), town).server.test_client()
    return client


def read(client: FlaskClient, given: bytes | str, name: str = "fil", language: str = "sv") -> TestResponse:
    form: dict[str, Any] = {"municipality": "0880"}
    if isinstance(given, bytes):
        form["file"] = (io.BytesIO(given), name)
    else:
        form["text"] = given
    return client.post(f"/las-in/forslag?sprak={language}", data=form)


def document(told: dict[str, Any], **changes: Any) -> str:
    proposal = {**told["proposal"], **changes}
    return json.dumps({"municipality": "0880", "digest": told["digest"], "name": told["name"], "proposal": proposal})


def take_in(client: FlaskClient, body: str) -> TestResponse:
    return client.post("/las-in/ta-in?sprak=sv", data=body, content_type="application/json")


def take_back(client: FlaskClient, taken: dict[str, Any]) -> TestResponse:
    asked = {"municipality": taken["municipality"], "made": taken["made"]}
    return client.post("/las-in/ta-tillbaka?sprak=sv", json=asked)


def locked() -> bytes:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf_of([[Line("Medborgarlöften i Kalmar kommun 2016-2017")]]))).pages:
        writer.add_page(page)
    writer.encrypt("hemligt")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_the_page_is_linked_from_the_promises_for_those_who_write_the_register(
    demo: Casebook, settings: Settings
) -> None:
    for role, may in ((Role.PLANNER, True), (Role.BOARD, False)):
        ask = Ask(Actor(role=role), SV)
        listed = answer(ask, demo, settings, "/loften", "?kommun=0880")
        assert ("Läs in ett löftesdokument" in words(listed)) is may
        shown = words(answer(ask, demo, settings, "/las-in", "?kommun=0880"))
        assert ("Text, Word eller PDF" in shown) is may


def test_the_words_of_the_page_are_those_that_its_code_says() -> None:
    code = "\n".join(path.read_text("utf-8") for path in ASSETS.glob("*.ts") if not path.name.endswith(".test.ts"))
    gap = re.compile(r"\\\$\\\{[^}]*\\\}")
    patterns = [gap.sub(".+", re.escape(part)) for part in re.findall(r"`([a-z_.]+\$\{[^`]*)`", code)]
    said = set(re.findall(r'"([a-z_.]+)"', code))
    for word in WORDS:
        stem = re.sub(r"\.(one|other)$", "", word)
        assert stem in said or any(re.fullmatch(pattern, stem) for pattern in patterns), word


def test_a_pasted_text_is_proposed_with_its_lines_and_contact_details_are_told_as_such(browser: FlaskClient) -> None:
    reply = read(browser, TEXT)
    told = reply.get_json()
    assert (reply.status_code, told["none"], told["name"]) == (200, None, None)
    assert [line["number"] for line in told["lines"]] == list(range(1, len(told["lines"]) + 1))
    assert len(told["proposal"]["actions"]) == 2
    assert [left["why"] for left in told["proposal"]["leftovers"]] == ["contact"]
    assert "077-114" not in json.dumps(told["proposal"])
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_document_is_taken_in_once_and_taken_back(browser: FlaskClient, town: Casebook) -> None:
    told = read(browser, TEXT.encode(), "löften.txt").get_json()
    reply = take_in(browser, document(told))
    taken = reply.get_json()
    assert reply.status_code == 200, taken
    assert taken["said"].startswith("Intaget i registret: 1 löfte och 2 åtgärder.")
    (entry,) = town.entries(PLANNER, Promise, "0880")
    assert taken["address"].startswith(f"/loften/{entry.record.id}?kommun=0880")
    assert [one["title"] for one in taken["promises"]] == ["En tryggare stadskärna"]
    again = take_in(browser, document(told)).get_json()
    assert again["said"] == SV("inlas.taken.again")
    assert len(town.entries(PLANNER, Action, "0880")) == 2
    assert take_back(browser, taken).get_json() == {"count": len(taken["made"])}
    assert town.entries(PLANNER, Agreement, "0880") == ()
    assert take_in(browser, document(told)).get_json()["again"] is False


def test_a_document_that_stands_already_is_told_when_it_is_read(browser: FlaskClient) -> None:
    told = read(browser, TEXT).get_json()
    assert told["notes"] == []
    take_in(browser, document(told))
    (note,) = read(browser, TEXT).get_json()["notes"]
    assert note.startswith("Det här dokumentet är redan intaget")
    (note,) = read(browser, TEXT.replace("Larmtorget", "Stortorget")).get_json()["notes"]
    assert note.startswith("I registret finns redan för samma tid")


def test_corrections_of_a_document_that_stands_are_not_saved_and_that_is_said(browser: FlaskClient) -> None:
    told = read(browser, TEXT).get_json()
    take_in(browser, document(told))
    title = {"value": "Andra löften", "confidence": "stated", "span": None}
    again = take_in(browser, document(told, title=title)).get_json()
    assert (again["said"], again["made"]) == (SV("inlas.taken.differs"), [])


def test_a_part_that_names_a_person_is_told_with_what_it_was(browser: FlaskClient, town: Casebook) -> None:
    told = read(browser, TEXT).get_json()
    first, second = told["proposal"]["actions"]
    reply = take_in(browser, document(told, actions=[{**first, "text": "Ring 070-123 45 67"}, second]))
    assert reply.status_code == 422
    assert reply.get_json()["found"] == "070-123 45 67"
    assert "telefonnummer" in reply.get_json()["message"]
    assert town.entries(PLANNER, Agreement, "0880") == ()


def test_an_action_without_a_promise_is_refused_and_nothing_kept(browser: FlaskClient, town: Casebook) -> None:
    told = read(browser, TEXT).get_json()
    first, second = told["proposal"]["actions"]
    reply = take_in(browser, document(told, actions=[first, {**second, "promise": None}]))
    assert reply.status_code == 422
    assert "serves no promise" in reply.get_json()["detail"]
    assert town.entries(PLANNER, Promise, "0880") == ()


@pytest.mark.parametrize(
    ("make", "name", "said"),
    [
        (lambda: b"", "tom.txt", "inlas.wrong.empty"),
        (lambda: b"   \n\n", "tom.txt", "inlas.wrong.empty"),
        (lambda: b"%PDF-1.7\nsomething else", "trasig.pdf", "inlas.wrong.damaged"),
        (lambda: b"PK\x03\x04" + b"\x00" * 40, "trasig.docx", "inlas.wrong.damaged"),
        (lambda: pdf_with([b"0 0 595 842 re f"] * 3), "skannad.pdf", "inlas.wrong.scanned"),
        (lambda: pdf_of([[Line("Medborgarlöften i Kalmar kommun")]], times=201), "lang.pdf", "inlas.wrong.large"),
        (locked, "last.pdf", "inlas.wrong.locked"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "gammal.doc", "inlas.wrong.kind"),
        (lambda: b"<!doctype html><html><body>hej</body></html>", "sida.html", "inlas.wrong.kind"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "bild.png", "inlas.wrong.scanned"),
        (lambda: "å".encode() * 500_000, "lang.txt", "inlas.wrong.large"),
        ("LÃ¶fte".encode, "kodad.txt", "inlas.wrong.letters"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_that_cannot_be_read_ends_in_a_clear_sentence_in_both_languages(
    browser: FlaskClient, town: Casebook, make: Callable[[], bytes], name: str, said: str
) -> None:
    for language, t in (("sv", SV), ("en", EN)):
        reply = read(browser, make(), name, language)
        assert reply.status_code == 422
        assert reply.get_json()["message"] == t(said)
        assert name in reply.get_json()["detail"]
    assert town.entries(PLANNER, Agreement, "0880") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The municipality and the police will patrol the town centre every weekend of the year. " * 6, "not_swedish"),
        ("Idag blir det soppa till lunch och sedan går vi en promenad längs stranden i solen. " * 6, "not_promises"),
        (" \n ", "empty"),
    ],
)
def test_a_text_without_promises_gives_an_empty_proposal_and_why(browser: FlaskClient, text: str, reason: str) -> None:
    told = read(browser, text).get_json()
    assert told["none"] == SV(f"inlas.none.{reason}")
    assert (told["proposal"]["promises"], told["proposal"]["actions"]) == ([], [])


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(browser: FlaskClient) -> None:
    reply = read(browser, b"x" * (22 * 1_048_576), "stor.pdf")
    assert reply.status_code == 413
    assert reply.get_json()["message"] == SV("inlas.wrong.large")


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/las-in/ta-in", "{"),
        ("/las-in/ta-in", "[]"),
        ("/las-in/ta-in", '{"municipality": "0880", "digest": "x", "proposal": {}}'),
        ("/las-in/ta-tillbaka", "null"),
        ("/las-in/ta-tillbaka", '{"municipality": "0880", "made": [{"kind": "promise"}]}'),
        ("/las-in/ta-tillbaka", "[" * 100_000),
        ("/las-in/forslag", ""),
    ],
)
def test_questions_that_make_no_sense_are_refused_as_such(browser: FlaskClient, address: str, body: str) -> None:
    reply = browser.post(address, data=body, content_type="application/json")
    assert reply.status_code == 400
    assert reply.get_json()["error"] == "BadSetting"


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_those_who_do_not_write_the_register_are_refused_at_every_address(
    browser: FlaskClient, town: Casebook, tmp_path: Path, role: Role
) -> None:
    told = read(browser, TEXT).get_json()
    taken = take_in(browser, document(told)).get_json()
    other: FlaskClient = create_app(Settings(data_dir=tmp_path, role=role), town).server.test_client()
    for reply in (read(other, TEXT), take_in(other, document(told)), take_back(other, taken)):
        assert reply.status_code == 403
    assert len(town.entries(PLANNER, Agreement, "0880")) == 1


def test_another_site_cannot_take_a_document_in(browser: FlaskClient) -> None:
    body = document(read(browser, TEXT).get_json())
    reply = browser.post(
        "/las-in/ta-in", data=body, content_type="application/json", headers={"Origin": "https://example.org"}
    )
    assert reply.status_code == 403
