"""A planner who reads pages and writes what they tell."""

from __future__ import annotations

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.chain import ActionLine, HotspotCard, PromiseStory
from geodata.model import (
    ActionType,
    Activity,
    Actor,
    View,
)
from tests.builders import (
    an_activity,
)
from tests.dashboard.rendered import PLANNER, words

KALMAR, SALEM = "0880", "0128"


class Reader:
    """Reads pages as a planner does."""

    def __init__(self, casebook: Casebook, settings: Settings) -> None:
        self.casebook = casebook
        self.settings = settings

    def page(self, path: str, code: str, actor: Actor = PLANNER) -> str:
        return words(answer(Ask(actor, translate(Language.SV)), self.casebook, self.settings, path, f"kommun={code}"))

    def action(self, code: str, action_type: ActionType) -> ActionLine:
        return next(x for x in self.actions(code) if x.action.action_type is action_type)

    def actions(self, code: str) -> list[ActionLine]:
        """Those of the published document; what is agreed beside it is made up."""
        return [x for x in self.casebook.actions(PLANNER, code) if not x.action.provenance.made_up]

    def promise(self, code: str, number: int) -> PromiseStory:
        stories = self.casebook.promises(PLANNER, code)
        return next(x for x in stories if x.promise.number == number and not x.promise.provenance.made_up)

    def hotspot(self, code: str, name: str) -> HotspotCard:
        return next(x for x in self.casebook.hotspots(PLANNER, View(municipality=code)) if x.name == name)

    def log(self, line: ActionLine, **facts: object) -> Activity:
        activity = an_activity(municipality=line.action.municipality, action_id=line.action.id, **facts)
        return self.casebook.save(PLANNER, activity, base_version=0).record

    def form(self, kind: str, identity: object, code: str) -> str:
        return self.page(f"/redigera/{kind}/{identity}", code)
