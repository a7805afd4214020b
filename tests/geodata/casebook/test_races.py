"""What happens when somebody else's deed comes between a planner's look and the planner's own deed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.casebook import Casebook, ImportKind, ImportOptions
from geodata.casebook.intake import operation
from geodata.errors import InvalidRecord, NotFound
from geodata.model import Actor, HotspotState, Link
from geodata.store.base import Change, Receipt, Store
from tests.contract.deeds import ALL
from tests.files import write_reports_csv
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.test_casebook import the
from tests.geodata.casebook.town import VIEW, known


class InBetween:
    """A store at which somebody else is served just before the next writing, once."""

    def __init__(self, store: Store, deed: Callable[[], object]) -> None:
        self._store = store
        self._deed: Callable[[], object] | None = deed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def apply(self, *given: Any, **named: Any) -> list[Receipt]:
        if self._deed is not None:
            deed, self._deed = self._deed, None
            deed()
        return self._store.apply(*given, **named)


def after(casebook: Casebook, deed: Callable[[], object]) -> Casebook:
    """The same casebook for somebody who is overtaken by a deed."""
    return Casebook(InBetween(casebook._store, deed), clock=lambda: NOW)


def test_a_second_press_that_overtakes_the_first_adopts_once_and_keeps_the_name(
    casebook: Casebook, planner: Actor
) -> None:
    ref = the(casebook, planner, "Torget").ref

    def adopt_and_name() -> None:
        identity = casebook.adopt(planner, VIEW, ref)
        casebook.rename(planner, identity, "Stora torget", 1)

    identity = after(casebook, adopt_and_name).adopt(planner, VIEW, ref)
    card = the(casebook, planner, "Stora torget")
    assert (card.ref, card.state) == (str(identity), HotspotState.ADOPTED)
    assert casebook.health(planner)["records"]["hotspot"] == 1


def test_a_second_press_on_link_ties_once_and_keeps_the_first_reason(casebook: Casebook, planner: Actor) -> None:
    ref, action = the(casebook, planner, "Torget").ref, known("patrol")
    late = after(casebook, lambda: casebook.link(planner, VIEW, ref, action, "samma plats"))
    made = late.link(planner, VIEW, ref, action, "för hand")
    assert casebook.link(planner, VIEW, ref, action, "för hand") == made
    [line] = casebook.chain(planner, VIEW, ref).answers
    assert line.link is not None
    assert line.link.reason == "samma plats"
    assert casebook.health(planner)["records"]["hotspot"] == 1


def test_an_action_is_not_tied_to_a_hotspot_that_was_given_up_meanwhile(casebook: Casebook, planner: Actor) -> None:
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    late = after(casebook, lambda: casebook.restore(planner, identity))
    with pytest.raises(NotFound, match=f"no hotspot {identity}"):
        late.link(planner, VIEW, str(identity), known("patrol"))
    assert casebook._store.find(Link, ALL) == []


def test_an_action_tied_while_the_hotspot_is_given_up_is_untied_with_it(casebook: Casebook, planner: Actor) -> None:
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    late = after(casebook, lambda: casebook.link(planner, VIEW, str(identity), known("patrol")))
    late.restore(planner, identity)
    assert casebook._store.find(Link, ALL) == []


def test_a_hotspot_that_was_given_up_may_be_adopted_again(casebook: Casebook, planner: Actor) -> None:
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    casebook.restore(planner, identity)
    assert casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref) == identity


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "  ", "x" * 301, 5])
def test_a_name_that_cannot_be_kept_is_refused_and_the_old_one_stands(
    casebook: Casebook, planner: Actor, name: Any
) -> None:
    identity = casebook.adopt(planner, VIEW, the(casebook, planner, "Torget").ref)
    with pytest.raises(InvalidRecord):
        casebook.rename(planner, identity, name, 1)
    assert the(casebook, planner, "Torget").ref == str(identity)


def test_an_import_that_was_killed_before_it_was_put_on_record_is_put_there_when_it_is_repeated(
    casebook: Casebook, planner: Actor, tmp_path: Path
) -> None:
    path, options = write_reports_csv(tmp_path / "r.csv", {}, {}), ImportOptions(municipality="0880")
    casebook.import_file(planner, ImportKind.REPORTS, path, options)
    [run] = casebook.sources(planner, "0880")
    casebook._commit(planner, [operation(run, change=Change.RETIRE)])
    assert casebook.sources(planner, "0880") == ()
    casebook.import_file(planner, ImportKind.REPORTS, path, options)
    [again] = casebook.sources(planner, "0880")
    assert (again.unchanged, again.file_sha256) == (2, run.file_sha256)
    version = casebook.data_version(planner)
    casebook.import_file(planner, ImportKind.REPORTS, path, options)
    assert casebook.data_version(planner) == version
