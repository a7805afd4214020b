"""Swedish words for a lägesbild's charts."""

from __future__ import annotations

SITUATION_CHARTS: dict[str, str] = {
    "sit.chart.evidence": "Rapporter och fynd efter kategori: {now}, och under det {before}.",
    "sit.chart.evidence_axis": "antal rapporter och fynd",
    "sit.chart.evidence_alt": (
        "Liggande staplar för {n} kategorier, {now} och {before}. Flest, med antalet före som andra tal inom parentes: "
        "{most}. Alla tal står i tabellen som följer."
    ),
    "sit.chart.rates": "Anmälda bostadsinbrott per 1\u00a0000 bostäder och år, {since}, med 95\u00a0% intervall.",
    "sit.chart.rates_alt": (
        "{n} områden från det högsta talet till det lägsta, vart och ett med sitt intervall: från {first} till {last}. "
        "Hela kommunen: {overall}. Alla tal står i tabellen som följer."
    ),
    "sit.chart.overall": "hela kommunen {rate}",
    "sit.chart.sign.far_above": "långt över väntat",
    "sit.chart.sign.above": "över väntat",
    "sit.chart.sign.within": "som väntat",
    "sit.chart.sign.below": "under väntat",
    "sit.chart.sign.far_below": "långt under väntat",
    "sit.chart.done": "Gjort av det som åtagits, till {day}. Mål för hela perioden.",
    "sit.chart.done_alt": "Liggande staplar, en för varje åtgärd som har ett tal att nå. {told}.",
    "sit.chart.is_done": "gjort",
    "sit.chart.is_left": "kvar",
    "sit.chart.share": "andel av målet",
    "sit.chart.of": "{done} av {target} {measure}",
    "sit.chart.late": "sen",
}
