"""Finding a thing by what it is called: whole words, their beginnings, words within words, small slips. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geodata.model import Record

Ints = npt.NDArray[np.int64]

LONGEST_WORDS = 100
"""Characters of a question that are read."""
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_LETTERS = frozenset("åäö")
_TYPED_WITHOUT = {"a": "åä", "o": "ö"}
"""What a keyboard without Swedish letters has instead of them."""
_SHORTEST_WITHIN = 3
_NONE = 1_000
_EXACT, _BEGINNING, _WITHIN, _SLIP = 0, 1, 2, 3


class ThingKind(StrEnum):
    """What can be found, in the order in which equally good answers are told."""

    PLACE = "place"
    PROMISE = "promise"
    ACTION = "action"
    HOTSPOT = "hotspot"
    AREA = "area"
    WALK = "walk"
    PARTY = "party"
    SAVED_VIEW = "saved_view"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has a name. also: what else it answers to, such as a code or a name of old."""

    kind: ThingKind
    record: Record
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The best things of a kind, best first, and how many there are in all."""

    kind: ThingKind
    things: tuple[Thing, ...]
    total: int


def folded(text: str) -> str:
    """As it is compared: in small letters, without accents; å, ä and ö are letters of their own."""
    small = unicodedata.normalize("NFC", text.casefold())
    if small.isascii():
        return small
    return "".join(letter if letter in _LETTERS else _plain(letter) for letter in small)


def _plain(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(folded(text))


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped with their neighbour. A number has no slips."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


class NameIndex:
    """The names of many things, laid out so that a question is answered in milliseconds."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.things = tuple(things)
        named = [words_of(thing.name) or [""] for thing in self.things]
        other = [[word for name in thing.also for word in words_of(name)] for thing in self.things]
        self._words = sorted({word for words in (*named, *other) for word in words})
        number = {word: n for n, word in enumerate(self._words)}
        lengths = [len(own) + len(more) for own, more in zip(named, other, strict=True)]
        self._starts = np.cumsum([0, *lengths[:-1]]) if lengths else np.zeros(0, np.int64)
        pairs = [(number[word], own) for both in zip(named, other, strict=True) for own in (0, 1) for word in both[own]]
        self._word_of = np.array([word for word, _ in pairs], np.int64)
        self._is_other = np.array([own for _, own in pairs], np.int64)
        self._first = np.array([number[own[0]] for own in named], np.int64)
        self._length = np.array([min(len(thing.name), 999) for thing in self.things], np.int64)
        in_order = sorted(range(len(self.things)), key=lambda n: (folded(self.things[n].name), n))
        self._alphabetical = np.argsort(in_order) if in_order else np.zeros(0, np.int64)

    def find(self, words: Sequence[str], *, slips: bool) -> tuple[Ints, Ints]:
        """Indices of the things that answer to every word, best first, and their ranks (less is better).

        words: as `words_of` gives them.  slips: whether small slips are forgiven.
        RULE 1: a whole word comes before a beginning, that before a word within a word, that before a slip.
        RULE 2: then names that begin with the first word, then short ones, then by the alphabet.
        """
        if not (self.things and words):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        rank = np.zeros(len(self.things), np.int64)
        opens = np.zeros(len(self.things), np.bool_)
        for position, word in enumerate(words):
            tiers = self._tiers(word, slips=slips)
            rank += np.minimum.reduceat(2 * tiers[self._word_of] + self._is_other, self._starts)
            if position == 0:
                opens = tiers[self._first] <= _BEGINNING
        [hits] = np.nonzero(rank < _NONE)
        rank = 2 * rank[hits] + ~opens[hits]
        order = np.argsort((rank * 1_000 + self._length[hits]) * len(self.things) + self._alphabetical[hits])
        return hits[order], rank[order]

    def _tiers(self, word: str, *, slips: bool) -> Ints:
        """How well each known word answers to a word; _NONE: not at all."""
        tiers = np.full(len(self._words), _NONE, np.int64)
        if slips and not word.isdigit():
            most = slips_allowed(word)
            known, far = self._spelling
            distance = _prefix_distance(word, known[:, : len(word) + most])
            tiers[far] = np.where(distance <= most, _SLIP + distance, _NONE)
        if len(word) >= _SHORTEST_WITHIN:
            text, ends = self._text
            found, at = [], text.find(word)
            while at >= 0:
                found.append(at)
                at = text.find(word, at + 1)
            tiers[np.searchsorted(ends, found, side="right")] = _WITHIN
        first, last = bisect_left(self._words, word), bisect_left(self._words, word + "\U0010ffff")
        tiers[first:last] = _BEGINNING
        if first < last and self._words[first] == word:
            tiers[first] = _EXACT
        return tiers

    @cached_property
    def _text(self) -> tuple[str, Ints]:
        """All words in one text, and where each of them has ended."""
        return "\n".join(self._words), np.cumsum([len(word) + 1 for word in self._words])

    @cached_property
    def _spelling(self) -> tuple[npt.NDArray[np.int32], Ints]:
        """The letters of the words that slips are looked for in, 0 after the last; and which words they are."""
        chosen = [n for n, word in enumerate(self._words) if not word.isdigit()]
        longest = max((len(self._words[n]) for n in chosen), default=0)
        letters = np.zeros((len(chosen), longest), np.int32)
        for row, n in enumerate(chosen):
            letters[row, : len(self._words[n])] = [ord(letter) for letter in self._words[n]]
        return letters, np.array(chosen, np.int64)


def _prefix_distance(word: str, letters: npt.NDArray[np.int32]) -> Ints:
    """Edits between a word and the nearest beginning of each row: wrong, missing, one too many, two swapped.

    letters: one row per known word, code points, 0 after the last. The optimal string alignment distance, all rows at
    once. RULE 4: a typed for å or ä, and o for ö, is no edit where slips are forgiven.
    """
    rows, length = letters.shape
    steps = np.arange(length + 1)
    before = above = np.broadcast_to(steps, (rows, length + 1))
    for done, letter in enumerate(word, start=1):
        same = np.isin(letters, [ord(one) for one in letter + _TYPED_WITHOUT.get(letter, "")])
        row = np.empty((rows, length + 1), np.int64)
        row[:, 0] = done
        row[:, 1:] = np.minimum(above[:, 1:] + 1, above[:, :-1] + ~same)
        if done > 1 and length > 1:
            swapped = same[:, :-1] & (letters[:, 1:] == ord(word[done - 2]))
            row[:, 2:] = np.where(swapped, np.minimum(row[:, 2:], before[:, :-2] + 1), row[:, 2:])
        row = np.minimum.accumulate(row - steps, axis=1) + steps
        before, above = above, row
    return np.asarray(above.min(axis=1), np.int64)


def find_things(indexes: Mapping[ThingKind, NameIndex], question: str, *, most: int) -> tuple[Group, ...]:
    """What answers to a question, by kind, the kind with the best answer first. most: things told of each kind.

    RULE 3: slips are forgiven only where nothing answers without them.
    """
    words = words_of(question[:LONGEST_WORDS])[:_MOST_WORDS]
    for slips in (False, True):
        groups = []
        for kind in ThingKind:
            index = indexes.get(kind)
            hits, ranks = index.find(words, slips=slips) if index else (np.zeros(0, np.int64),) * 2
            if index and len(hits):
                things = tuple(index.things[hit] for hit in hits[:most])
                groups.append((int(ranks[0]), Group(kind, things, len(hits))))
        if groups:
            return tuple(group for _, group in sorted(groups, key=lambda one: one[0]))
    return ()
