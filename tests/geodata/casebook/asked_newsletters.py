"""Questions about newsletters and the lägesbild of each month."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geodata.casebook import Casebook
from geodata.casebook.monthly import MonthlySituation
from geodata.casebook.newsletters import NewsletterStory
from geodata.editing import Entry
from geodata.model import ActionType, Actor, Newsletter, Tier
from geodata.newsletters.content import written
from geodata.paper import Listing, Paper
from tests.builders import an_action
from tests.geodata.casebook.town import known


def _told(story: NewsletterStory) -> Paper:
    said = (written(story.content), str(story.approved_by), *(line.action.title for line in story.fits))
    return Paper(story.entry.record.title, "sv", "Kommunen", (Listing(said),))


def _made(casebook: Casebook, actor: Actor) -> Entry[Newsletter]:
    return casebook.make_newsletter(actor, "0880", "Nyhetsbrev")


def _approved(casebook: Casebook, actor: Actor) -> Entry[Newsletter]:
    return casebook.approve_newsletter(
        actor, _made(casebook, actor).record.id, function="Rådet", base_version=1, tell=_told
    )


def _discarded(casebook: Casebook, actor: Actor) -> int:
    """How many are left."""
    casebook.discard_newsletter(actor, _made(casebook, actor).record.id, base_version=1)
    return len(casebook.newsletters(actor, "0880"))


def _plain(record: Newsletter) -> dict[str, object]:
    return record.model_dump(mode="json", exclude={"id", "letter_sha256", "provenance"})


def _logged(casebook: Casebook, actor: Actor) -> object:
    watch = an_action(
        id=known("watch action"),
        promise_ids=(known("promise"),),
        title="Grannsamverkan",
        action_type=ActionType.NEIGHBOURHOOD_WATCH,
    )
    casebook.import_records(actor, [watch])
    return casebook.log_newsletter(actor, _approved(casebook, actor).record.id, watch.id, channel="brev").line


def _monthly(now: MonthlySituation) -> object:
    return now.plan and (now.plan.audience, now.plan.starts_on), now.due, now.next_on, now.missed


ASKED_OF_NEWSLETTERS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "newsletter_areas": lambda c, a, ref, d: c.newsletter_areas(a, "0880"),
    "make_newsletter": lambda c, a, ref, d: _plain(_made(c, a).record),
    "make_newsletter_anew": lambda c, a, ref, d: _plain(
        c.make_newsletter_anew(a, _made(c, a).record.id, base_version=1).record
    ),
    "write_newsletter": lambda c, a, ref, d: _plain(
        c.write_newsletter(a, _made(c, a).record.id, title="Brev", greeting="Hej", closing=None, base_version=1).record
    ),
    "discard_newsletter": lambda c, a, ref, d: _discarded(c, a),
    "newsletter": lambda c, a, ref, d: _told(c.newsletter(a, _made(c, a).record.id)),
    "newsletter_letter": lambda c, a, ref, d: c.newsletter_letter(a, _made(c, a).record.id, _told),
    "approve_newsletter": lambda c, a, ref, d: _plain(_approved(c, a).record),
    "log_newsletter": lambda c, a, ref, d: _logged(c, a),
    "newsletters": lambda c, a, ref, d: len(c.newsletters(a, "0880")),
    "plan_monthly": lambda c, a, ref, d: _monthly(c.plan_monthly(a, "0880", Tier.PUBLIC)),
    "monthly_situation": lambda c, a, ref, d: _monthly(c.monthly_situation(a, "0880")),
    "freeze_due": lambda c, a, ref, d: c.freeze_due(a, "0880", str).made is None,
}
