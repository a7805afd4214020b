"""Swedish words for the table of evidence: its columns, and the files it can be had as."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "record.weekday": "Veckodag",
    "record.hour": "Timme",
    "record.light": "Ljus",
    "record.accuracy_m": "Lägets osäkerhet, m",
    "record.place": "Plats",
    "record.position": "Koordinater",
    "record.latitude": "Latitud",
    "record.longitude": "Longitud",
    "table.light.dark": "mörkt",
    "table.light.light": "ljust",
    "table.caption": "{n} underlag i tabellen, {order}",
    "table.caption_one": "1 underlag i tabellen",
    "table.order.newest": "nyast först",
    "table.order.up": "ordnade efter {head}, stigande",
    "table.order.down": "ordnade efter {head}, fallande",
    "table.columns": "Kolumner",
    "table.columns_title": "Välj kolumner",
    "table.columns_means": "Valet sparas i den här webbläsaren och gäller också filerna.",
    "table.columns_usual": "Som vanligt",
    "table.not_fetched": "kunde inte hämtas",
    "table.files": "Hämta",
    "table.file_csv": "CSV",
    "table.file_xlsx": "Excel",
    "table.file_geojson": "GeoJSON",
    "table.file_txt": "Om uppgifterna",
    "table.too_many": (
        "Ett kalkylblad rymmer {most} rader och urvalet har {n}. Hämta CSV, eller välj en kortare period."
    ),
    "table.keys": "Pilarna går mellan rutorna, Enter öppnar raden. Enter på en rubrik sorterar.",
    "table.file": "underlag",
    "table.sheet": "Underlag",
    "table.about": "Om",
    "table.about.what": "Innehåll",
    "table.about.title": "Rapporter och fynd i {name}",
    "table.about.rows": "Rader",
    "table.about.order": "Ordning",
    "table.about.source": "Källa",
    "table.about.licence": "Licens",
    "table.about.date": "Framställd",
    "table.about.made": "{day}, version {version} av underlaget",
    "table.about.address": "Samma urval på kartan",
    "table.about.reading": "Att tänka på",
    "table.about.means": (
        "Rader är det som någon har anmält eller noterat, inte allt som har hänt. Många rader kan betyda att många "
        "rapporterar. Det som saknas står tomt."
    ),
    "table.licence.none": "ingen angiven av källan",
    "table.licence.some": "{licences}; för övriga rader är ingen angiven av källan",
    "table.within": "Ritad yta, hörn (latitud, longitud)",
}
