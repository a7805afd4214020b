"""Promise documents of five layouts that nobody wrote but us, each with the parts it holds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document

from tests.geodata.sources.promise_documents.paper import Line, pdf_of


@dataclass(frozen=True, slots=True)
class Layout:
    """A document, and what a person finds in it.

    promises: their titles.  actions: the beginning of each, and its promise.  responsible: name and role by action.
    """

    name: str
    data: bytes
    municipality: str
    years: tuple[int, int]
    promises: Sequence[str]
    actions: Sequence[tuple[str, int | None]]
    responsible: Sequence[Sequence[tuple[str, str]]]


KOMMUN, POLIS = ("kommunen", "municipality"), ("polisen", "police")


def word_with_a_table() -> Layout:
    """A heading, a paragraph, and a table whose cells hold several actions; a promise's cell is merged over rows."""
    document = Document()
    document.add_heading("Medborgarlöften i Nybro 2023–2024", 0)
    document.add_paragraph("Polisen och Nybro kommun har träffat en samverkansöverenskommelse om trygghet.")
    document.add_heading("Löften och åtgärder", 1)
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("Medborgarlöfte", "Åtgärd", "Ansvarig", "När"), strict=True):
        cell.text = text
    rows = (
        (
            "Lugnare kvällar vid resecentrum",
            "Gå minst fyra trygghetsvandringar per år",
            "Kommunen i samverkan med polisen",
            "vår och höst",
        ),
        ("", "Byta ut trasiga lampor i gångtunneln", "Tekniska förvaltningen", "senast 30 juni 2023"),
        ("", "Patrullera till fots på fredagskvällar", "Polisen", "löpande"),
        (
            "Färre cykelstölder",
            "Bygga låsbara cykelställ vid skolorna",
            "Kommunen, fastighetsägare och polisen",
            "2024",
        ),
    )
    for texts in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    last = table.add_row().cells
    last[0].text = "Renare parker"
    last[1].text = ""
    last[1].paragraphs[0].text = "Röja buskage kring lekplatserna"
    last[1].paragraphs[0].style = "List Bullet"
    last[1].add_paragraph("Städa parkerna varje vecka", style="List Bullet")
    last[2].text = "Kommunen"
    document.add_paragraph("Kontakt: Lisa Exempelsson, kommunpolis, telefon 0481-12 34 56")
    file = io.BytesIO()
    document.save(file)
    return Layout(
        "table.docx",
        file.getvalue(),
        "0881",
        (2023, 2024),
        ("Lugnare kvällar vid resecentrum", "Färre cykelstölder", "Renare parker"),
        (
            ("Gå minst fyra", 1),
            ("Byta ut trasiga lampor", 1),
            ("Patrullera till fots", 1),
            ("Bygga låsbara cykelställ", 2),
            ("Röja buskage", 3),
            ("Städa parkerna", 3),
        ),
        (
            (("Kommunen", "lead"), ("polisen", "partner")),
            (("Tekniska förvaltningen", "lead"),),
            (("Polisen", "lead"),),
            (("Kommunen", "joint"), ("fastighetsägare", "joint"), ("polisen", "joint")),
            (("Kommunen", "lead"),),
            (("Kommunen", "lead"),),
        ),
    )


def numbered_pdf() -> Layout:
    """Two printed pages with header, footer and page number; promises and actions are numbered, lines are broken."""
    header, footer = Line("Diarienummer 2021-77", size=8), "Överenskommelse mellan Polisen och Borgholms kommun"

    def page(number: int, lines: Sequence[Line]) -> list[Line]:
        return [header, *lines, Line(footer, size=8, gap=30), Line(f"Sida {number} av 2", size=8)]

    first = [
        Line("Medborgarlöften 2021-2022", size=18, gap=20),
        Line("Borgholms kommun", size=11, gap=10),
        Line("Medborgarlöfte nr 1 – Trygga kvällar i hamnen", size=13, gap=24),
        Line("Sommarens besökare och boende ska kunna gå hem genom hamnen utan att känna sig"),
        Line("otrygga."),
        Line("Vi kommer att:", gap=10),
        Line("1. Nattvandra med föräldrar och föreningar på lördagskvällar under juli, med trygghets-", left=90),
        Line("värdar från kommunen.", left=104),
        Line("2. Se över belysningen längs strandpromenaden och rapportera alla trasiga lampor till", left=90),
        Line("förvaltningen inom en vecka.", left=104),
        Line("Ansvarig: Borgholms kommun", left=104),
        Line("3. Genomföra minst sex krogkontroller tillsammans. Ansvariga: kommunen och", left=90),
        Line("polisen.", left=104),
    ]
    second = [
        Line("4. Hålla en öppen dialog med krögarna varje månad. (Polisen ansvarar)", left=90),
        Line("Medborgarlöfte nr 2 – Färre inbrott i fritidshusen", size=13, gap=24),
        Line("Vi kommer att:", gap=10),
        Line("1. Starta grannsamverkan i tre fritidshusområden. Huvudansvar: polisen. Medverkar:", left=90),
        Line("kommunen och Villaägarna.", left=104),
        Line("2. Skicka ut ett nyhetsbrev två gånger per år.", left=90),
        Line("Ansvarig: Polisen tillsammans med räddningstjänsten", left=104),
        Line("Kontakt", size=13, gap=24),
        Line("Kim Påhittad, säkerhetssamordnare"),
        Line("kim.pahittad@example.se"),
    ]
    return Layout(
        "numbered.pdf",
        pdf_of([page(1, first), page(2, second)]),
        "0885",
        (2021, 2022),
        ("Trygga kvällar i hamnen", "Färre inbrott i fritidshusen"),
        (
            ("Nattvandra med föräldrar", 1),
            ("Se över belysningen", 1),
            ("Genomföra minst sex krogkontroller", 1),
            ("Hålla en öppen dialog", 1),
            ("Starta grannsamverkan", 2),
            ("Skicka ut ett nyhetsbrev", 2),
        ),
        (
            (),
            (("Borgholms kommun", "lead"),),
            (("kommunen", "joint"), ("polisen", "joint")),
            (("Polisen", "lead"),),
            (("polisen", "lead"), ("kommunen", "partner"), ("Villaägarna", "partner")),
            (("Polisen", "lead"), ("räddningstjänsten", "partner")),
        ),
    )


PROSE = """Medborgarlöften för Mörbylånga kommun 2022

Under hösten samtalade vi med unga om trygghet. Många nämnde vägen mellan skolan och idrottshallen.

Vi lovar att göra vägen till idrottshallen tryggare. Kommunen ska byta armaturer längs
gångvägen senast den 1 oktober 2022. Polisen kommer att besöka fritidsgården en gång i månaden. Det
är viktigt för oss att unga blir lyssnade på.

Vi lovar att minska skadegörelsen på skolorna. Kommunen och polisen ska varje termin hålla en temadag i årskurs sju.
Fastighetsägare och kommunen ska sanera klotter inom två dygn.

Vill du veta mer? Läs på kommunens webbplats.
"""


def prose() -> Layout:
    """Running text alone, in Windows-1252: promises and actions are sentences."""
    return Layout(
        "prosa.txt",
        PROSE.encode("cp1252"),
        "0840",
        (2022, 2022),
        ("Göra vägen till idrottshallen tryggare", "Minska skadegörelsen på skolorna"),
        (
            ("Kommunen ska byta armaturer", 1),
            ("Polisen kommer att besöka", 1),
            ("Kommunen och polisen ska varje termin", 2),
            ("Fastighetsägare och kommunen ska sanera", 2),
        ),
        (
            (("Kommunen", "lead"),),
            (("Polisen", "lead"),),
            (("Kommunen", "joint"), ("polisen", "joint")),
            (("Fastighetsägare", "joint"), ("kommunen", "joint")),
        ),
    )


DASHES = """Samverkansöverenskommelse och medborgarlöften
Emmaboda kommun och lokalpolisområdet
Gäller 1 mars 2019 - 28 februari 2021

Så tog vi fram löftena
- enkät till 400 hushåll
- samtal på torget

Medborgarlöften

En tryggare busstation
– Ha vuxna på plats helgkvällar (Nattvandrarna i samarbete med kommunen)
– Sätta upp bättre belysning vid cykel-
parkeringen (kommunen ansvarar)
– Synlig polis vid terminstart och skol-
avslutning (polisen)

Mindre droger bland unga
– Kontrollköp av folköl och tobak, minst 10 per år (kommunen)
– Föräldramöten om ANDT i årskurs 7 (skolorna och polisen)
– Riktade insatser mot langning

Lugnare trafik i byarna
– Hastighetskontroller på Storgatan (polisen)
– Flyttbara farthinder (kommunen tillsammans med Trafikverket)

Uppföljning
- Löftena följs upp två gånger per år.
"""


def headings_with_dashes() -> Layout:
    """Plain text: headings of the promises' own words, dashes, and who does it between brackets."""
    return Layout(
        "dashes.txt",
        DASHES.encode(),
        "0862",
        (2019, 2021),
        ("En tryggare busstation", "Mindre droger bland unga", "Lugnare trafik i byarna"),
        (
            ("Ha vuxna på plats", 1),
            ("Sätta upp bättre belysning vid cykelparkeringen", 1),
            ("Synlig polis vid terminstart och skolavslutning", 1),
            ("Kontrollköp av folköl", 2),
            ("Föräldramöten om ANDT", 2),
            ("Riktade insatser", 2),
            ("Hastighetskontroller", 3),
            ("Flyttbara farthinder", 3),
        ),
        (
            (("Nattvandrarna", "lead"), ("kommunen", "partner")),
            (("kommunen", "lead"),),
            (("polisen", "lead"),),
            (("kommunen", "lead"),),
            (("skolorna", "joint"), ("polisen", "joint")),
            (),
            (("polisen", "lead"),),
            (("kommunen", "lead"), ("Trafikverket", "partner")),
        ),
    )


SUB_BULLETS = """Våra medborgarlöften 2020/2021
Torsås kommun

• Ett tryggare torg
   o Polisen och kommunen finns på torget en kväll i veckan.
     Huvudansvar: kommunen. Medverkar: polisen, Torsås Företagarförening.
   o Torget får ny belysning och beskurna
     buskar senast 2020-12-31.
     Ansvarig part: kommunen
• Tryggare vintervägar
   o Trafikkontroller vid skolorna varje vecka.
     Ansvarig: polisen
   o Reflexkampanj i alla klasser.
     Ansvarig: kommunens skolor
• Fler som deltar i grannsamverkan
   o Informationsmöten i alla bostadsområden.
     Ansvariga: polisen, räddningstjänsten
   o Utbilda kontaktombud två gånger om året.
     Ansvariga: polisen, räddningstjänsten
"""


def sub_bullets() -> Layout:
    """One page: promises are bullets, actions bullets below them, and those responsible a line below these."""
    return Layout(
        "sub.txt",
        SUB_BULLETS.encode(),
        "0834",
        (2020, 2021),
        ("Ett tryggare torg", "Tryggare vintervägar", "Fler som deltar i grannsamverkan"),
        (
            ("Polisen och kommunen finns", 1),
            ("Torget får ny belysning och beskurna buskar", 1),
            ("Trafikkontroller vid skolorna", 2),
            ("Reflexkampanj", 2),
            ("Informationsmöten", 3),
            ("Utbilda kontaktombud", 3),
        ),
        (
            (("kommunen", "lead"), ("polisen", "partner"), ("Torsås Företagarförening", "partner")),
            (("kommunen", "lead"),),
            (("polisen", "lead"),),
            (("kommunens skolor", "lead"),),
            (("polisen", "joint"), ("räddningstjänsten", "joint")),
            (("polisen", "joint"), ("räddningstjänsten", "joint")),
        ),
    )


LAYOUTS = (word_with_a_table, numbered_pdf, prose, headings_with_dashes, sub_bullets)
