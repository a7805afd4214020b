"""Answers that are kept: the latest, in as many bytes as there is room for, and few made beside each other."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random
from threading import Event, Lock

import pytest
from flask import Flask

from dashboard.answers import JSON, MADE_AT_ONCE, Answers, Desk
from dashboard.auth import Gate
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.errors import NotAllowed
from geodata.model import Actor, Role


def body(number: int, size: int = 1_000) -> bytes:
    """What compresses to nothing less."""
    return Random(number).randbytes(size)


def never() -> bytes:
    raise AssertionError("it was kept and is made again")


def made(answers: Answers, number: int, size: int = 1_000) -> bool:
    """Whether an answer had to be made."""
    asked = []

    def make() -> bytes:
        asked.append(number)
        return body(number, size)

    plain, packed = answers.get((number,), make)
    assert gzip.decompress(packed) == plain == body(number, size)
    return bool(asked)


def test_a_thousand_views_are_kept() -> None:
    answers = Answers()
    assert all(made(answers, number) for number in range(1_000))
    assert not any(made(answers, number) for number in range(1_000))


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    answers = Answers(most_bytes=7_000)
    for number in range(3):
        made(answers, number)
    made(answers, 0)
    made(answers, 3)
    assert [made(answers, number) for number in (0, 3, 2)] == [False, False, False]
    assert made(answers, 1)


def test_the_newest_is_kept_however_large() -> None:
    answers = Answers(most_bytes=5_000)
    made(answers, 1)
    made(answers, 2, size=50_000)
    assert answers.get((2,), never)[0] == body(2, 50_000)
    assert made(answers, 1)
    assert not made(answers, 1)


def test_few_are_made_beside_each_other_and_what_is_kept_does_not_wait_for_them() -> None:
    answers, guard, go = Answers(), Lock(), Event()
    made(answers, 0)
    now: list[int] = []
    most: list[int] = []
    begun = Event()

    def slowly(number: int) -> Callable[[], bytes]:
        def make() -> bytes:
            with guard:
                now.append(number)
                most.append(len(now))
                if len(now) == MADE_AT_ONCE:
                    begun.set()
            go.wait(30)
            with guard:
                now.remove(number)
            return body(number)

        return make

    with ThreadPoolExecutor(5) as people:
        asking = [people.submit(answers.get, (number,), slowly(number)) for number in range(1, 6)]
        assert begun.wait(30)
        assert answers.get((0,), never)[0] == body(0)
        go.set()
        assert [one.result()[0] for one in asking] == [body(number) for number in range(1, 6)]
    assert max(most) == MADE_AT_ONCE


def test_what_many_ask_for_at_once_is_made_once() -> None:
    answers, begun, go = Answers(), Event(), Event()
    times: list[int] = []

    def make() -> bytes:
        times.append(1)
        begun.set()
        go.wait(30)
        return body(1)

    with ThreadPoolExecutor(6) as people:
        asking = [people.submit(answers.get, (1,), make) for _ in range(6)]
        assert begun.wait(30)
        go.set()
        assert {one.result()[0] for one in asking} == {body(1)}
    assert len(times) == 1


def test_what_could_not_be_made_is_asked_for_again() -> None:
    def fails() -> bytes:
        raise ValueError("not now")

    answers = Answers()
    with pytest.raises(ValueError, match="not now"):
        answers.get((1,), fails)
    assert made(answers, 1)
    assert not made(answers, 1)


def test_what_rests_on_the_day_is_made_anew_on_the_next(demo: Casebook) -> None:
    days = iter([date(2017, 6, 1), date(2017, 6, 1), date(2017, 6, 2)])
    made: list[int] = []
    settings = Settings(data_dir=Path("unused"), role=Role.PLANNER)
    desk = Desk(demo, Gate(settings), day=lambda: next(days))

    def make() -> dict[str, int]:
        made.append(1)
        return {"told": len(made)}

    with Flask(__name__).test_request_context("/x.json?municipality=0880"):
        told = [desk.of_everything(JSON, Actor(role=Role.PLANNER), (), make).get_json()["told"] for _ in range(3)]
    assert told == [1, 1, 2]


def test_what_is_kept_goes_to_nobody_who_does_not_work_there(demo: Casebook) -> None:
    desk = Desk(demo, Gate(Settings(data_dir=Path("unused"), role=Role.PLANNER)))
    here, elsewhere = (Actor(role=Role.PLANNER, municipalities=frozenset({code})) for code in ("0880", "0128"))
    with Flask(__name__).test_request_context("/x.json?municipality=0880"):
        assert desk.of_everything(JSON, here, ("0880",), lambda: {"told": 1}).get_json() == {"told": 1}
        with pytest.raises(NotAllowed):
            desk.of_everything(JSON, elsewhere, ("0880",), lambda: {"told": 1})
