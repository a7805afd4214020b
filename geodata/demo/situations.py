"""Lägesbilder with frozen content: an earlier one of each municipality and the one that took its place, both approved.

What they were frozen with lies ready as text, made by the same functions as anybody's, so that no start waits for it.
It tells of the records that the usual seed gives; another seed's municipalities have no such lägesbilder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from geodata.demo.frame import KALMAR, MADE_UP, SALEM, at, ref
from geodata.model import Category, Record, Section, SectionText, SituationContent, SituationReport, record_id

SEED = 2016
"""The usual one, of whose records the contents tell."""
_FOLDER = "data"


class _Frozen(NamedTuple):
    code: str
    day: date
    title: str
    approved_on: date
    approved_by: str
    themes: tuple[Category, ...]
    texts: Mapping[Section, str]


_FROZEN = (
    _Frozen(
        KALMAR,
        date(2017, 2, 1),
        "Lägesbild vintern 2017",
        date(2017, 2, 6),
        "Trygghetsrådet",
        (Category.LIGHTING, Category.ALCOHOL, Category.BURGLARY, Category.DISORDER, Category.HARASSMENT),
        {
            Section.SITUATION: (
                "Underlaget samlas som förut kring Larmtorget, där rapporterna handlar om ofredanden och "
                "alkohol på helgkvällar. Utanför stadskärnan återkommer fyra platser: parkstråket i Norrliden, "
                "gångtunneln i Funkabo, Berga och Lindsdal."
            ),
            Section.ANALYSIS: (
                "Fler rapporter kan betyda att fler rapporterar, inte att det blivit otryggare: intervallet rymmer "
                "båda. Larmtorget har tre åtgärder; de fyra andra platserna har ingen.\n\n"
                "Stadskärnans löfte går inte att mäta, eftersom ingen indikator valdes när det gavs."
            ),
            Section.PRIORITIES: (
                "1. Larmtorget på helgkvällar.\n2. Parkstråket i Norrliden, där belysning och nedskräpning hänger ihop."
                "\n3. Gångtunneln i Funkabo, som barn använder på väg till skolan."
            ),
            Section.ACTIONS: (
                "Nattvandringen fortsätter. Gångtunneln och parkstråket behöver en åtgärd med en ansvarig innan våren."
            ),
            Section.RESPONSIBLE: (
                "Kommunen och polisen svarar för åtgärderna i stadskärnan tillsammans. Flera åtgärder saknar ansvarig; "
                "strategen för trygghet tar fram ett förslag."
            ),
            Section.FOLLOW_UP: (
                "Nästa lägesbild tas fram till mötet i maj. Då redovisas vad som gjorts i parkstråket och i tunneln."
            ),
            Section.DECISIONS: (
                "Rådet ställer sig bakom prioriteringarna.\n"
                "Strategen för trygghet får i uppdrag att föreslå ansvariga för åtgärder som saknar det.\n"
                "En indikator för stadskärnans löfte tas fram till mötet i maj."
            ),
            Section.NOTES: (
                "Börja med kartan och säg att antalet är rapporter och fynd, inte brott. Frågan om bussvärdarna brukar "
                "komma: åtgärden hör till det förra löftet och är avslutad i praktiken."
            ),
        },
    ),
    _Frozen(
        KALMAR,
        date(2017, 5, 1),
        "Lägesbild våren 2017",
        date(2017, 5, 8),
        "Trygghetsrådet",
        (Category.LIGHTING, Category.ALCOHOL, Category.BURGLARY, Category.DISORDER, Category.HARASSMENT),
        {
            Section.SITUATION: (
                "Samma fem platser som i vintras. Parkstråket i Norrliden växer och är nu bekräftat som hotspot. "
                "Larmtorget är fortfarande den plats som flest berättar om, och vårens vandring gav fler fynd där."
            ),
            Section.ANALYSIS: (
                "Underlaget är större än året före, och skillnaden är säkrare än slumpen förklarar. En del av ökningen "
                "är fynd från vandringar, som inte gjordes lika ofta året före.\n\n"
                "I parkstråket handlar rapporterna om stök och mörker samma kvällar. Den nya belysningen stod klar "
                "under det förra löftet, så mörkret gäller den del som inte byggdes om.\n\n"
                "Där grannsamverkan finns har bostadsinbrotten minskat jämfört med resten av kommunen. Om "
                "nattvandringen har haft effekt går inte att avgöra än."
            ),
            Section.PRIORITIES: (
                "1. Parkstråket i Norrliden, som växer och saknar åtgärd.\n2. Larmtorget på helgkvällar.\n"
                "3. Gångtunneln i Funkabo, som fortfarande saknar åtgärd.\n4. Inbrott och trafik i Lindsdal."
            ),
            Section.ACTIONS: (
                "Fältare i parkstråket är planerade men börjar först med nästa löfte. Till dess föreslås att "
                "nattvandringen lägger om en av sina kvällar dit.\n\n"
                "Dialogen med fastighetsägare har tystnat sedan i vintras och behöver tas upp igen eller avslutas."
            ),
            Section.RESPONSIBLE: (
                "Polisen och kommunen har bekräftat sina delar i samverkan i stadskärnan. Fem åtgärder saknar "
                "fortfarande ansvarig."
            ),
            Section.FOLLOW_UP: (
                "Av det som beslutades i februari är prioriteringarna genomförda i samverkansmötena. Indikatorn för "
                "stadskärnans löfte är inte framtagen. Nästa lägesbild tas fram till mötet i september."
            ),
            Section.DECISIONS: (
                "Parkstråket i Norrliden får en åtgärd med ansvarig före sommaren.\n"
                "Gångtunneln i Funkabo ses över av gatukontoret, som återkommer till mötet i september.\n"
                "Åtgärder utan ansvarig avslutas om ingen tar dem före sommaren."
            ),
            Section.NOTES: (
                "Visa parkstråket på kartan först. Säg vad intervallet betyder: ökningen är säker, men inte hur stor "
                "den är. Inbrotten för mars och april är preliminära. Frågan om Lindsdal kommer från villaföreningen."
            ),
        },
    ),
    _Frozen(
        SALEM,
        date(2022, 2, 1),
        "Lägesbild vintern 2022",
        date(2022, 2, 8),
        "Brottsförebyggande rådet",
        (Category.DISORDER, Category.NARCOTICS, Category.LIGHTING, Category.ROBBERY),
        {
            Section.SITUATION: (
                "Tre platser återkommer: Salem centrum, Rönninge centrum och parkstråket i Salem östra. I centrumen "
                "handlar rapporterna om stök, klotter och narkotika, i parkstråket om mörker."
            ),
            Section.ANALYSIS: (
                "Om underlaget ökat eller minskat går inte att avgöra. Salem centrum har tre åtgärder; de två andra "
                "platserna har ingen. Inget av löftena går att mäta som de är skrivna."
            ),
            Section.PRIORITIES: "1. Rönninge centrum, som saknar åtgärd.\n2. Salem centrum på eftermiddagar.",
            Section.ACTIONS: (
                "Den operativa gruppen har träffats mer sällan än planerat. Trygghetsvandringar har inte hållits sedan "
                "i höstas."
            ),
            Section.RESPONSIBLE: "Kommunen och polisen är ansvariga för alla åtgärder tillsammans eller var för sig.",
            Section.FOLLOW_UP: "Nästa lägesbild tas fram till mötet i maj.",
            Section.DECISIONS: (
                "Rönninge centrum tas upp i den operativa gruppen.\n"
                "En trygghetsvandring hålls i Rönninge centrum under våren."
            ),
            Section.NOTES: "Påminn om att rapporter om personrån är vad människor berättar, inte anmälningar.",
        },
    ),
    _Frozen(
        SALEM,
        date(2022, 5, 1),
        "Lägesbild våren 2022",
        date(2022, 5, 10),
        "Brottsförebyggande rådet",
        (Category.DISORDER, Category.NARCOTICS, Category.LIGHTING, Category.ROBBERY),
        {
            Section.SITUATION: (
                "Samma tre platser som i vintras. Rönninge centrum har nu nästan lika mycket underlag som Salem "
                "centrum, till stor del från vårens vandring."
            ),
            Section.ANALYSIS: (
                "Fynden i Rönninge centrum kommer från en vandring och säger mer om var den gick än om att det blivit "
                "otryggare. Om underlaget i hela kommunen ökat går inte att avgöra."
            ),
            Section.PRIORITIES: (
                "1. Rönninge centrum, som fortfarande saknar åtgärd.\n2. Belysningen i parkstråket i Salem östra.\n"
                "3. Salem centrum på eftermiddagar."
            ),
            Section.ACTIONS: (
                "Vandringarna är i gång igen. Upplysningen om narkotika har legat nere under våren och återupptas i "
                "höst."
            ),
            Section.RESPONSIBLE: "Som i vintras: kommunen och polisen, tillsammans eller var för sig.",
            Section.FOLLOW_UP: (
                "Vandringen i Rönninge centrum är gjord, som rådet beslutade. Den operativa gruppen har inte kommit i "
                "fas. Löftena löper ut vid årsskiftet; nästa behöver en indikator var."
            ),
            Section.DECISIONS: (
                "Fynden från vandringen i Rönninge centrum får en ansvarig var före sommaren.\n"
                "Nästa löften skrivs så att de går att mäta."
            ),
            Section.NOTES: "Visa skillnaden mellan rapporter och fynd i Rönninge centrum innan frågorna kommer.",
        },
    ),
)
FROZEN = tuple((one.code, one.day) for one in _FROZEN)
"""Municipality and day of each, the earlier before the later."""


def kept_file(code: str, day: date) -> Path:
    """Where a content lies."""
    return Path(str(resources.files("geodata.demo") / _FOLDER / f"situation_{code}_{day.isoformat()}.json"))


def situations(code: str, seed: int) -> list[Record]:
    """A municipality's lägesbilder, each with its content behind it; none for another seed than the usual."""
    return list(_records(code)) if seed == SEED else []


def _records(code: str) -> Iterator[Record]:
    earlier: SituationReport | None = None
    for one in _FROZEN:
        if one.code != code:
            continue
        text = kept_file(one.code, one.day).read_text(encoding="utf-8")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        report = SituationReport(
            id=ref("situation_report", code, one.day.isoformat()),
            municipality=code,
            provenance=MADE_UP,
            title=one.title,
            frozen_at=at(one.day, 8),
            # made before the log of the store that they lie in
            event_position=0,
            themes=one.themes,
            content_sha256=sha256,
            texts=tuple(SectionText(section=section, text=said) for section, said in one.texts.items()),
            approved_at=at(one.approved_on, 15),
            approved_by=one.approved_by,
            supersedes=earlier.id if earlier else None,
        )
        yield report
        yield SituationContent(
            id=record_id(SituationContent.kind, code, str(report.id)),
            municipality=code,
            tier=report.tier,
            provenance=MADE_UP,
            report_id=report.id,
            text=text,
            sha256=sha256,
        )
        earlier = report


__all__ = ["FROZEN", "SEED", "kept_file", "situations"]
