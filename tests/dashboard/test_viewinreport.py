"""What the map shows is put into a draft lägesbild, stands on page and papers as it was, and is taken out again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from dashboard import savedviews, viewinreport
from dashboard.auth import Ask
from dashboard.i18n import Language, translate
from dashboard.pages.lagesbild import answering, drawn
from dashboard.pages.lagesbild.ids import Act
from dashboard.savedviews import carry_out
from dashboard.situationviews import address_of
from dashboard.situationwords import told
from geodata.casebook import Casebook
from geodata.casebook.situations import SituationStory
from geodata.editing import Entry
from geodata.errors import BadSetting, NotAllowed
from geodata.model import Actor, Category, Role, SituationReport, View
from geodata.paper import PaperFormat, texts
from geodata.situation.content import ViewPart
from tests.builders import a_saved_view
from tests.dashboard.rendered import PLANNER, components, document_text, props, words
from tests.geodata.casebook.town import SQUARE, reports_at, town
from tests.hostile import HOSTILE
from tests.tagged import read_tagged, squeezed

SV = translate(Language.SV)
ASK = Ask(PLANNER, SV)
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
QUERY = "kommun=0880&kategori=lighting&lat=56.66&sprak=sv"


@pytest.fixture
def casebook(empty: Casebook) -> Casebook:
    empty.import_records(PLANNER, town())
    return empty


def draft(casebook: Casebook) -> Entry[SituationReport]:
    return casebook.freeze_situation(PLANNER, "0880", "Lägesbild mars")


def press(casebook: Casebook, view: str, fields: dict[str, str], *, query: str = QUERY, ask: Ask = ASK) -> str:
    asked = {"act": "report", "view": view, "version": 0, "query": query}
    typed: list[tuple[object, object]] = [
        ({"type": savedviews.Ids.FIELD.value, "view": viewinreport.REPORT, "field": name}, value)
        for name, value in fields.items()
    ]
    return words(carry_out(ask, casebook, asked, typed)[1])


def story(casebook: Casebook, entry: Entry[SituationReport]) -> SituationStory:
    return casebook.situation(PLANNER, entry.record.id)


def views(casebook: Casebook, entry: Entry[SituationReport]) -> tuple[ViewPart, ...]:
    content = story(casebook, entry).content
    assert content is not None
    return content.views or ()


def test_the_current_view_goes_into_the_chosen_draft(casebook: Casebook) -> None:
    made = draft(casebook)
    said = press(casebook, viewinreport.REPORT, {"title": "Mörka platser", "draft": str(made.record.id)})
    assert "Mörka platser" in said
    (part,) = views(casebook, made)
    view = View(municipality="0880", categories=frozenset({Category.LIGHTING}))
    assert part.total.value == casebook.evidence_counts(PLANNER, view).total > 0
    assert part.query == "kategori=lighting&lat=56.66"


def test_a_saved_view_goes_in_under_its_own_name(casebook: Casebook) -> None:
    made = draft(casebook)
    saved = a_saved_view(municipality="0880", name="Kvällar", query="kategori=lighting")
    casebook.save(PLANNER, saved, base_version=0)
    room = savedviews.room(ASK, casebook, "0880")
    pressed = [one["id"] for one in map(props, components(room)) if isinstance(one.get("id"), dict)]
    assert {"type": "views-do", "act": "report", "view": str(saved.id), "version": 1} in pressed
    press(casebook, str(saved.id), {"title": "", "draft": str(made.record.id)}, query="kommun=0880")
    (part,) = views(casebook, made)
    assert (part.title, part.query) == ("Kvällar", "kategori=lighting")


def test_page_and_papers_tell_its_selection_counts_and_hotspots_and_lead_to_the_map(casebook: Casebook) -> None:
    made = draft(casebook)
    press(casebook, viewinreport.REPORT, {"title": "Mörka platser", "draft": str(made.record.id)})
    casebook.import_records(PLANNER, reports_at(SQUARE, 60, seed=8, name="later", category=Category.LIGHTING))
    version = casebook.drafts(PLANNER, "0880")[0].version
    casebook.approve_situation(PLANNER, made.record.id, function="Rådet", base_version=version)
    found = story(casebook, made)
    (part,) = views(casebook, made)
    assert found.content is not None
    said = " ".join(texts(told(SV, found)))
    address = address_of(found.content, part)
    for piece in ("Vyer från kartan", "Mörka platser", "Belysning", address, *(one.name for one in part.spots)):
        assert piece in said
    assert address == "/?kommun=0880&kategori=lighting&lat=56.66"
    page = drawn.page(ASK, found)
    assert squeezed(document_text(page)) == squeezed(said)
    assert address in [props(one).get("href") for one in components(page)]
    papers = {
        form: casebook.situation_document(PLANNER, made.record.id, form, partial(told, SV)) for form in PaperFormat
    }
    assert squeezed(read_tagged(papers[PaperFormat.PDF]).text) == squeezed(said)
    rows = [
        [cell.text for cell in row.cells]
        for table in docx.Document(BytesIO(papers[PaperFormat.DOCX])).tables
        for row in table.rows
    ]
    total = f"{part.total.value:g}"
    assert ["Belysning", total] in rows
    sheet = load_workbook(BytesIO(papers[PaperFormat.XLSX]))["Alla siffror"]
    assert {row[0].value: row[1].value for row in sheet.iter_rows()}[part.total.key] == part.total.value


def test_in_a_draft_it_is_taken_out_again_and_what_was_written_stays(casebook: Casebook) -> None:
    made = draft(casebook)
    press(casebook, viewinreport.REPORT, {"title": "Mörka platser", "draft": str(made.record.id)})
    opened = story(casebook, made)
    (part,) = views(casebook, made)
    buttons = [one["id"] for one in map(props, components(drawn.page(ASK, opened))) if isinstance(one.get("id"), dict)]
    (pressed,) = [one for one in buttons if str(one.get("act", "")).startswith(Act.OUT.value)]
    report = opened.line.entry.record
    base = {**drawn.texts_of(report), "content": report.content_sha256}
    fields: dict[str, Any] = {**drawn.texts_of(report), "analysis": "Mörkt där."}
    sent = answering.sent(pressed, fields, base)
    assert sent.view == part.id
    answering.answer(ASK, casebook, sent)
    assert views(casebook, made) == ()
    assert [one.text for one in story(casebook, made).line.entry.record.texts] == ["Mörkt där."]


@pytest.mark.parametrize("act", ["out", "save:1", "out:", "gone:3"])
def test_a_deed_that_means_nothing_is_refused(casebook: Casebook, act: str) -> None:
    made = draft(casebook)
    with pytest.raises(BadSetting):
        answering.sent({"act": act, "situation": str(made.record.id), "version": 1}, {}, {})


def test_what_is_missing_is_said_and_nothing_is_put_in(casebook: Casebook) -> None:
    assert "inget utkast" in words(savedviews.room(ASK, casebook, "0880"))
    made = draft(casebook)
    assert "rubrik" in press(casebook, viewinreport.REPORT, {"title": " ", "draft": str(made.record.id)})
    with pytest.raises(BadSetting):
        press(casebook, viewinreport.REPORT, {"title": "Mörkt", "draft": ""})
    casebook.approve_situation(PLANNER, made.record.id, function="Rådet", base_version=1)
    gone = press(casebook, viewinreport.REPORT, {"title": "Mörkt", "draft": str(made.record.id)})
    assert "godkänt" in gone
    assert views(casebook, made) == ()


def test_who_may_not_write_sees_no_form_and_puts_nothing_in(casebook: Casebook) -> None:
    draft(casebook)
    citizen = Ask(Actor(role=Role.CITIZEN), SV)
    assert "Ta med" not in words(savedviews.room(citizen, casebook, "0880"))
    with pytest.raises(NotAllowed):
        casebook.attach_view(
            citizen.actor,
            casebook.drafts(PLANNER, "0880")[0].record.id,
            View(municipality="0880"),
            title="Allt",
            query="",
            base_version=1,
        )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_title_or_query_leads_anywhere_else(casebook: Casebook, text: str) -> None:
    made = draft(casebook)
    press(
        casebook,
        viewinreport.REPORT,
        {"title": (text.strip() or "Vy")[:120], "draft": str(made.record.id)},
        query=f"kommun=0880&kategori={text}&{text}",
    )
    found = story(casebook, made)
    assert found.content is not None
    for part in found.content.views or ():
        assert address_of(found.content, part).startswith("/?kommun=0880")
        assert "<" not in address_of(found.content, part)
    casebook.situation_document(PLANNER, made.record.id, PaperFormat.PDF, partial(told, SV))
