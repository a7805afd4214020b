"""Swedish words for hiding parts of a photo."""

from __future__ import annotations

PHOTO: dict[str, str] = {
    "photo.hide.add": "Lägg till ruta",
    "photo.hide.remove": "Ta bort rutan",
    "photo.hide.help": (
        "Dra på bilden över det som inte ska synas, till exempel ansikten, registreringsskyltar och namn. Med "
        "tangentbordet: pilarna flyttar rutan, Skift och pil ändrar storleken, Delete tar bort den."
    ),
    "photo.hide.box": "Ruta {n} av {all}: {left} % från vänster, {top} % uppifrån, {width} % bred, {height} % hög",
    "photo.hide.none": "Ingenting är dolt.",
    "photo.hide.count_one": "1 ruta döljs.",
    "photo.hide.count_other": "{n} rutor döljs.",
}
