"""The demonstration: Kalmar and Salem with their published promises, and everything round them made up and marked so.

The same seed gives the same records on every machine; nothing asks the clock. Photos alone are drawn by what a machine
has, and may differ in their bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.demo import coming, earlier, log_kalmar, log_salem, register_kalmar, register_salem
from geodata.demo.areas import areas, ground, municipality
from geodata.demo.effects import effects
from geodata.demo.evidence import Scene, reports
from geodata.demo.frame import KALMAR, SALEM, SETTINGS, chance
from geodata.demo.gazetteer import places
from geodata.demo.handovers import handovers
from geodata.demo.hotspots import adopted_hotspots
from geodata.demo.photos import photos
from geodata.demo.police import police_events
from geodata.demo.recorders import sent
from geodata.demo.situations import SEED, situations
from geodata.demo.statistics import burglaries, crime, fires, survey
from geodata.demo.views import views
from geodata.demo.walks import findings_count, walks
from geodata.errors import BadSetting
from geodata.model import Record

MUNICIPALITIES = (KALMAR, SALEM)
_REGISTERS = {
    KALMAR: (register_kalmar.register, earlier.register, coming.register),
    SALEM: (register_salem.register,),
}
_LOGS = {KALMAR: log_kalmar.log, SALEM: log_salem.log}

__all__ = ["MUNICIPALITIES", "adopted_hotspots", "build", "build_municipality", "photos"]


def build(seed: int = SEED, municipalities: Sequence[str] = MUNICIPALITIES) -> list[Record]:
    """All records of the demonstration, each after those that it refers to. Raises: BadSetting for another code."""
    return [record for code in municipalities for record in build_municipality(code, seed)]


def build_municipality(code: str, seed: int = SEED) -> list[Record]:
    """One municipality's records. Raises: BadSetting for a municipality that the demonstration lacks."""
    if code not in SETTINGS:
        raise BadSetting(f"the demonstration has no municipality {code}; choose one of {', '.join(SETTINGS)}")
    setting = SETTINGS[code]
    cells = ground(setting)
    all_areas = areas(setting, cells)
    all_places = places(setting)
    made_walks, findings = walks(seed, setting, cells, all_places)
    count = setting.evidence_count - findings_count(setting)
    return [
        municipality(setting, all_areas[0]),
        *all_areas,
        *all_places,
        *survey(chance(seed, code, "survey"), setting, all_areas),
        *(record for register in _REGISTERS[code] for record in register()),
        *_LOGS[code](chance(seed, code, "log")),
        *made_walks,
        *findings,
        *handovers(code),
        *sent(seed, code),
        *reports(chance(seed, code, "reports"), Scene(setting, cells, all_places, all_areas), count),
        *burglaries(chance(seed, code, "burglaries"), setting, all_areas),
        *crime(setting),
        *fires(chance(seed, code, "fires"), setting, all_areas),
        *police_events(chance(seed, code, "police"), setting, all_areas),
        *views(code),
        *effects(code, seed),
        *situations(code, seed),
    ]
