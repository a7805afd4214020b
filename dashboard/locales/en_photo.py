"""English words for hiding parts of a photo."""

from __future__ import annotations

PHOTO: dict[str, str] = {
    "photo.hide.add": "Add a rectangle",
    "photo.hide.remove": "Remove the rectangle",
    "photo.hide.help": (
        "Drag over what should not be seen, such as faces, number plates and names. By keyboard: arrows move the "
        "rectangle, Shift and an arrow change its size, Delete removes it."
    ),
    "photo.hide.box": (
        "Rectangle {n} of {all}: {left} % from the left, {top} % from the top, {width} % wide, {height} % high"
    ),
    "photo.hide.none": "Nothing is hidden.",
    "photo.hide.count_one": "1 rectangle is hidden.",
    "photo.hide.count_other": "{n} rectangles are hidden.",
}
