"""Swedish words for views of the map in a lägesbild."""

from __future__ import annotations

SITUATION_VIEWS: dict[str, str] = {
    "sit.views": "Vyer från kartan",
    "sit.views_why": "Inlagda av kommunen. Antalen är frysta {day}, som allt annat här; kartan visar dem som de är nu.",
    "sit.views_counted": "{title}: underlag efter slag och kategori",
    "sit.views_spots": "{title}: hotspots i urvalet",
    "sit.views_first_spots": "{title}: de {n} första av {all} hotspots i urvalet",
    "sit.views_hotspots": "Hotspots i vyer",
    "sit.views_no_spots": "Inga hotspots i urvalet.",
    "sit.views_live": "Vyn på kartan, som den är nu: {address}",
    "sit.views_out": "Ta bort vyn {title}",
    "sit.views_out_done": "Vyn är borttagen, och resten är fryst på nytt.",
    "views.report_title": "Ta med i en lägesbild",
    "views.report_why": (
        "Det som kartan visar nu läggs i ett utkast. Urval, antal och hotspots fryses, och resten av utkastet med dem."
    ),
    "views.report_none": "Det finns inget utkast att lägga en vy i.",
    "views.report_make": "Frys en lägesbild",
    "views.report_draft": "Utkast",
    "views.report_name": "Vyns rubrik",
    "views.report_do": "Ta med i lägesbild",
    "views.report_needs_name": "Vyn behöver en rubrik. Inget är ändrat.",
    "views.report_gone": "Utkastet finns inte längre, eller är godkänt. Välj ett annat.",
    "views.report_done": "Vyn ”{name}” ligger nu i lägesbilden. ",
}
