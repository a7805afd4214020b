"""A lägesbild's forms: page, PDF, DOCX and workbook hold the frozen figures, also where there is little to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from openpyxl import load_workbook

from dashboard.auth import Ask
from dashboard.i18n import Language, Translate, translate
from dashboard.pages.lagesbild import drawn
from dashboard.situationwords import legend, told
from geodata.casebook import Casebook
from geodata.casebook.situations import SituationLine, SituationStory
from geodata.editing import Entry
from geodata.exports.paper_docx import paper_docx
from geodata.exports.paper_pdf import paper_pdf
from geodata.exports.paper_xlsx import paper_xlsx
from geodata.exports.situationmap import situation_map
from geodata.exports.typeset import drawable
from geodata.model import Category, SituationReport
from geodata.paper import Paper, texts
from geodata.situation.content import Content, Figure, Unit, figures
from geodata.situation.writing import read, written
from geodata.store.opening import open_store
from geodata.store.replaying import replay
from tests.builders import a_municipality, a_promise, a_report, a_situation_report, an_agreement
from tests.dashboard.rendered import PLANNER, components, document_text, props, words
from tests.geodata.casebook.town import SQUARE, TODAY, town
from tests.hostile import HOSTILE
from tests.tagged import read_tagged, squeezed

SV, EN = translate(Language.SV), translate(Language.EN)
ASK = Ask(PLANNER, SV)
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)
DECIMALS = {Unit.PER_1000_A_YEAR: 1, Unit.RATIO: 2, Unit.YEARLY_FACTOR: 2, Unit.PERCENT: 1, Unit.POINTS: 1}


def frozen(casebook: Casebook) -> Entry[SituationReport]:
    return casebook.freeze_situation(PLANNER, "0880", "Lägesbild")


# One content, many forms


@pytest.fixture(scope="module")
def shown(demo: Casebook) -> SituationStory:
    """The demonstration's municipality, frozen and approved."""
    report = a_situation_report(title="Lägesbild juni", approved_at=NOW, approved_by="Rådet", content_sha256="0" * 64)
    line = SituationLine(Entry(report, 1, NOW), has_content=True, superseded_by=None)
    # as it is read back
    return SituationStory(line, read(written(demo.situation_now(PLANNER, "0880"))), None, None)


def in_swedish(value: float, unit: Unit) -> str:
    """A number as Swedish has it; written here anew, so that the pages' own writing is tested too."""
    said = f"{abs(value):,.{DECIMALS.get(unit, 0)}f}".replace(",", "\u00a0").replace(".", ",")
    return f"\u2212{said}" if value < 0 else said


def expected(figure: Figure) -> str | None:
    """How a figure is read; None for one that has no number."""
    if figure.value is None:
        return None
    value = in_swedish(figure.value, figure.unit)
    if figure.low is None:
        return value
    assert figure.high is not None
    return f"{value} ({in_swedish(figure.low, figure.unit)}\u2013{in_swedish(figure.high, figure.unit)})"


def rows_of(content: Content) -> list[tuple[str, list[Figure], str]]:
    """Rows that every form has to hold: what they are about, their figures, and a word at the end."""
    rows = [
        (
            SV.label(one.kind) if one.kind else SV.label(one.category or Category.OTHER),
            [one.now, one.before, one.ratio],
            SV.label(one.said),
        )
        for one in content.evidence
        if (one.kind or one.category) and (one.kind or one.now.value or one.before.value)
    ]
    rows += [(one.name, [one.evidence, one.burglaries, one.rate], "") for one in content.areas]
    rows += [(one.area_name, [one.before, one.last, one.change], "") for one in content.survey]
    rows += [(one.name, [one.count], "") for one in content.spots]
    rows += [(one.title, [one.done], "") for one in content.actions]
    return rows


def holds(rows: list[list[str]], name: str, asked: list[str], word: str) -> bool:
    return any(name in row and all(one in row for one in asked) and (not word or word in row) for row in rows)


def test_every_form_holds_the_same_figures(shown: SituationStory) -> None:
    content = shown.content
    assert content is not None
    paper = told(SV, shown)
    pictures = {"map": situation_map(content, legend(SV))}
    page = drawn.page(ASK, shown)
    forms = {
        "page": [
            [words(cell) for cell in props(row)["children"]] for row in components(page) if type(row).__name__ == "Tr"
        ],
        "docx": [
            [cell.text for cell in row.cells]
            for table in docx.Document(BytesIO(paper_docx(paper, pictures, made_at=NOW))).tables
            for row in table.rows
        ],
    }
    heard = squeezed(read_tagged(paper_pdf(paper, pictures, made_at=NOW)).text)
    book = load_workbook(BytesIO(paper_xlsx(paper, made_at=NOW)))
    numbers = {row[0].value: row for row in book["Alla siffror"].iter_rows(min_row=2)}
    read = 0
    for name, found, word in rows_of(content):
        asked = [said for figure in found if (said := expected(figure)) is not None]
        for form, rows in forms.items():
            assert holds(rows, name, asked, word), (form, name, asked)
        for said in asked:
            assert squeezed(said) in heard, (name, said)
        for figure in found:
            _, value, low, high, *_ = (cell.value for cell in numbers[figure.key])
            assert (value, low, high) == (figure.value, figure.low, figure.high), figure.key
        read += len(asked)
    assert read >= 150
    assert set(numbers) == {figure.key for figure in figures(content)}
    for one in content.promises:
        standing = SV(f"keeping.{one.keeping.value}")
        assert squeezed(one.title) in heard
        assert any(one.title in row[0] and standing in row for row in forms["docx"] if row)


@pytest.mark.parametrize("t", [SV, EN], ids=["sv", "en"])
def test_the_pdf_is_heard_in_the_order_of_the_page(shown: SituationStory, t: Translate) -> None:
    assert shown.content is not None
    paper = told(t, shown)
    found = read_tagged(paper_pdf(paper, {"map": situation_map(shown.content, paper.legend)}, made_at=NOW))
    assert squeezed(found.text) == squeezed(" ".join(drawable(text) for text in texts(paper)))
    assert (found.language, found.title, found.is_marked) == (t.language.value, "Lägesbild juni", True)
    assert (found.shows_title, found.part, len(found.alts)) == (True, "1", 4)
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/L", "/Figure"} <= set(found.tags)
    assert all(spot.name in found.alts[0] for spot in shown.content.spots)
    page = document_text(drawn.page(Ask(PLANNER, t), shown))
    assert squeezed(page) == squeezed(" ".join(texts(paper)))


def test_the_map_has_the_number_of_every_hotspot_in_the_tables(shown: SituationStory) -> None:
    assert shown.content is not None
    drawing = situation_map(shown.content, legend(SV)).decode()
    tables = [block for block in told(SV, shown).blocks if getattr(block, "name", "") == "Hotspots"]
    numbers = {row[0].text: row[1].text for table in tables for row in table.rows}  # type: ignore[union-attr]
    assert numbers == {str(n): spot.name for n, spot in enumerate(shown.content.spots, start=1)}
    for number in numbers:
        assert f">{number}</text>" in drawing


def test_headings_are_those_that_the_act_asks_for(shown: SituationStory) -> None:
    headings = [block.text for block in told(SV, shown).blocks if getattr(block, "level", 0) == 2]  # type: ignore[union-attr]
    asked = ["Lägesbild", "Analys", "Prioriterade problem", "Åtgärder", "Ansvariga", "Uppföljning"]
    assert [one for one in headings if one in asked] == asked


# Made again


def undated(body: bytes) -> object:
    """A paper without the moment of its printing."""
    if body.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(body)) as pdf:
            pages = [(page.Contents.read_bytes(), str(page.obj["/Resources"].unparse())) for page in pdf.pages]
            return pages, len(pdf.objects), bytes(pdf.Root["/StructTreeRoot"].unparse())
    with ZipFile(BytesIO(body)) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name != "docProps/core.xml"}


def test_a_lagesbild_made_again_from_the_log_gives_the_same_papers(empty: Casebook, tmp_path: Path) -> None:
    empty.import_records(PLANNER, town())
    story = empty.situation(PLANNER, frozen(empty).record.id)
    empty.import_records(PLANNER, [a_report(position=SQUARE, observed_at=NOW - timedelta(days=3)) for _ in range(9)])
    store = open_store(tmp_path / "again.gpkg")
    replay(empty._store, story.line.entry.record.event_position, store)
    again = replace(story, content=read(written(Casebook(store).situation_now(PLANNER, "0880"))))
    store.close()
    assert empty.situation_now(PLANNER, "0880") != again.content

    def make(of: SituationStory, at: datetime) -> list[bytes]:
        assert of.content is not None
        paper = told(SV, of)
        pictures = {"map": situation_map(of.content, paper.legend)}
        printed = [make(paper, pictures, made_at=at) for make in (paper_pdf, paper_docx)]
        return [*printed, paper_xlsx(paper, made_at=at)]

    first = make(story, NOW)
    assert make(again, NOW) == first
    later = make(again, NOW + timedelta(days=40))
    assert [a == b for a, b in zip(later, first, strict=True)] == [False] * 3
    assert [undated(one) for one in later] == [undated(one) for one in first]


# Towns with little in them


def empty_town() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY)]


def one_report() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY), a_report(position=SQUARE, observed_at=NOW - timedelta(days=30))]


def no_promises() -> list[Any]:
    return [one for one in town() if one.kind not in {"promise", "action", "activity"}]


def no_burglaries() -> list[Any]:
    return [one for one in town() if one.kind != "burglary_count"]


@pytest.mark.parametrize(
    ("records", "told_too"),
    [
        (empty_town, ["Inga hotspots", "Inga löften är inlagda", "bostadsinbrott är inte inlagda", "Inga områden"]),
        (one_report, ["Inga hotspots", "Underlag: 1, mot 0", "Inga löften är inlagda"]),
        (no_promises, ["Inga löften är inlagda", "2 hotspots"]),
        (no_burglaries, ["Anmälda bostadsinbrott är inte inlagda", "inte räknat"]),
    ],
    ids=["empty", "one report", "no promises", "no burglaries"],
)
def test_what_is_missing_is_said_in_every_form(empty: Casebook, records: Any, told_too: list[str]) -> None:
    empty.import_records(PLANNER, records())
    draft = frozen(empty)
    story = empty.situation(PLANNER, draft.record.id)
    paper = told(SV, story)
    said = " ".join(texts(paper))
    for piece in told_too:
        assert piece in said
    pictures = {"map": situation_map(story.content, legend(SV))} if story.content and story.content.spots else {}
    assert squeezed(read_tagged(paper_pdf(paper, pictures, made_at=NOW)).text) == squeezed(said)
    assert docx.Document(BytesIO(paper_docx(paper, pictures, made_at=NOW))).paragraphs
    assert "Alla siffror" in load_workbook(BytesIO(paper_xlsx(paper, made_at=NOW))).sheetnames
    assert words(drawn.page(ASK, story))


# Hostile texts


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_data_becomes_anything_but_text(empty: Casebook, text: str) -> None:
    agreement = an_agreement()
    promise = a_promise(title=text[:300], text=text, agreement_id=agreement.id)
    empty.import_records(PLANNER, [a_municipality(), agreement, promise])
    story = empty.situation(PLANNER, frozen(empty).record.id)
    paper: Paper = told(SV, story)
    assert any(promise.title in one for one in texts(paper))
    heard = read_tagged(paper_pdf(paper, {}, made_at=NOW)).text
    assert squeezed(heard) == squeezed(" ".join(drawable(one) for one in texts(paper)))
    book = load_workbook(BytesIO(paper_xlsx(paper, made_at=NOW)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
