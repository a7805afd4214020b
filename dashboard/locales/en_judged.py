"""English words for how sure a hotspot is and where it is heading."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "Standing.confirmed": "confirmed",
    "Standing.candidate": "candidate",
    "Standing.untested": "untested",
    "tested.confirmed": (
        "Confirmed: {later} came here in the later part of the period. By chance {expected} would be expected. "
        "The place was found in the earlier part and tested in the later."
    ),
    "tested.candidate": (
        "Candidate: may be chance. {later} came here in the later part of the period, by chance {expected} would be."
    ),
    "tested.untested": "Untested: too little evidence, or too new, to tell the place from chance.",
    "felt_and_found.more_felt": (
        "More is reported here than safety walks have found: {reports} reports and {findings} findings. "
        "Elsewhere the share of findings is larger."
    ),
    "felt_and_found.more_found": (
        "Safety walks have found more here than is reported: {findings} findings and {reports} reports. "
        "Elsewhere the share of reports is larger."
    ),
    "growth": "{change} a year, with 95 % certainty between {low} and {high} %.",
    "growth.more": "{percent} % more",
    "growth.fewer": "{percent} % fewer",
    "growth.times": "{n} times as many",
    "growth.even": "No change",
}
