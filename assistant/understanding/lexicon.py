"""The finder's lexicon: words of a trade → keys of the controlled vocabulary. Pure once loaded.

Terms are compared word by word, number and gender aside, without stop words; the longest group
of words wins, so that "crème solaire" never says "solaire". A stemmer would go too far here: it
brings "fabricant" to "fabric" and "date" to "data". A word at one typing error from a word of
the lexicon, and known nowhere else, is read as that word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import ingest.encoder
from assistant.data import DATA
from assistant.matching.trades import TRADES, Trade, read_trades
from assistant.places.near import NearWords
from ingest.analysis import STOP_WORDS, fold
from ingest.encoder.model import WORDS_FILE

__all__ = [
    "STRONG",
    "Found",
    "Lexicon",
    "Target",
    "Word",
    "common_words",
    "load_lexicon",
    "words_of",
]

_FILE = DATA / "finder_lexicon.yaml"
# "e-santé", "sous-sol", "bien-être": one word, for the first part says nothing alone.
_WORD = re.compile(r"(?:\b(?:[a-zé]|sous|bien|by|self|non)-[^\W_]{3,})|[^\W_]+(?:&[^\W_]+)*", re.I)

_WITHOUT = re.compile(r"\b(?:sans|without)\s+(?:(?:aucune?s?|any|les?|la)\s+)?$", re.IGNORECASE)
_WITHOUT_SPAN = 24  # characters before a term where "sans" may stand
_FREE = re.compile(r"-free\b", re.IGNORECASE)

# Without its accent, what a Region has paid for would be a trade: finance.
_FUNDED = re.compile(r"(?:co)?financée?s?|crédite(?:nt|r)?", re.IGNORECASE)

_EXAMPLES = 25  # terms that stand for a theme where its meaning is compared
_SHORTEST_MENDED = 7  # shorter words have too many neighbours: Meylan is no "merlan"
STRONG, WEAK = 1.0, 0.35
"""What a word that names a theme is worth, and one that only suggests it."""


class Target(NamedTuple):
    """What a term says: the kind and key of the lexicon, and how strongly."""

    kind: str
    key: str
    weight: float


class Word(NamedTuple):
    """A word of a text: folded, in the singular, and where it stands."""

    folded: str
    singular: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A term found in a text: what it says, the characters ``[start, end)``, its words as
    read, in the singular."""

    targets: tuple[Target, ...]
    start: int
    end: int
    read: str = ""


@lru_cache(maxsize=1 << 16)
def _singular(folded: str) -> str:
    """The word without the marks of plural and feminine: "régionaux", "industrielles"."""
    if len(folded) > 5 and folded.endswith("aux"):
        return folded[:-3] + "al"
    if len(folded) > 3 and folded[-1] in "sx" and folded[-2] != "s":
        folded = folded[:-1]
    if len(folded) > 5 and folded.endswith("e") and not folded.endswith("ee"):
        folded = folded[:-1]
        if folded[-1] == folded[-2]:
            folded = folded[:-1]
    return folded


def words_of(text: str) -> list[Word]:
    """Words of ``text`` without stop words; capitals save an acronym that looks like one (AI)."""
    shouted = text.isupper()
    return [word for word in _all_words(text) if _kept(text, word, shouted)]


def _kept(text: str, word: Word, shouted: bool) -> bool:
    if len(word.folded) > 1 and word.folded not in STOP_WORDS:
        return True
    shown = text[word.start : word.end]
    return not shouted and len(shown) > 1 and shown.isupper()


def _all_words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        folded = fold(match[0]).replace("-", "")
        yield Word(folded, _singular(folded), match.start(), match.end())


class _Phrases:
    """Terms, found by their first word."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], Target]]] = {}
        self._by_prefix: dict[str, list[tuple[tuple[str, ...], Target]]] = {}
        self._targets: dict[Target, Target] = {}

    def add(self, term: str, target: Target) -> None:
        elements = tuple(_elements(term))
        if not elements or (len(elements) == 1 and len(list(_all_words(term))) > 1):
            return  # stop words make up the rest of it: what is left would match too much
        target = self._targets.setdefault(target, target)  # thousands of terms share a few
        first = elements[0]
        table = self._by_prefix if first.endswith("*") else self._by_word
        table.setdefault(first.removesuffix("*"), []).append((elements, target))

    def at(self, words: Sequence[Word], i: int) -> tuple[int, tuple[Target, ...]]:
        """Length in words of the longest term at ``words[i]`` (0: none), and what it says."""
        word = words[i]
        candidates = [*self._by_word.get(word.singular, ())]
        for end in range(2, len(word.folded) + 1):
            candidates += self._by_prefix.get(word.folded[:end], ())
        longest, targets = 0, dict[Target, None]()
        for elements, target in candidates:
            if len(elements) < longest or not _matches(elements, words, i):
                continue
            if len(elements) > longest:
                longest, targets = len(elements), {}
            targets[target] = None
        return longest, tuple(targets)

    def vocabulary(self) -> Iterator[str]:
        """Whole words of the terms: those that a typing error may have bent."""
        for table in (self._by_word, self._by_prefix):
            for entries in table.values():
                for elements, _ in entries:
                    yield from elements


def _elements(term: str) -> Iterator[str]:
    for piece in term.split():
        yield from _elements_of(piece)


@lru_cache(maxsize=1 << 16)
def _elements_of(piece: str) -> tuple[str, ...]:
    """Of one piece of a term: the terms of trades are thousands, and made of the same words."""
    star = piece.endswith("*")
    words = words_of(piece.removesuffix("*")) or (
        [] if piece.islower() and fold(piece) in STOP_WORDS else list(_all_words(piece))
    )
    return tuple(
        f"{word.folded}*" if star and number == len(words) else word.singular
        for number, word in enumerate(words, 1)
    )


def _matches(elements: tuple[str, ...], words: Sequence[Word], i: int) -> bool:
    if i + len(elements) > len(words):
        return False
    return all(
        word.folded.startswith(element[:-1]) if element[-1] == "*" else element == word.singular
        for element, word in zip(elements, words[i : i + len(elements)], strict=True)
    )


def _follows(words: Sequence[Word], i: int, phrase: tuple[str, ...]) -> bool:
    return len(phrase) <= len(words) - i and all(
        word.folded == part or (part[-1] == "*" and word.folded.startswith(part[:-1]))
        for word, part in zip(words[i:], phrase, strict=False)
    )


class Lexicon:
    """Finds the lexicon's terms in texts."""

    def __init__(
        self,
        data: Mapping[str, Any],
        known_words: Collection[str] = (),
        trades: Iterable[Trade] = (),
    ) -> None:
        """Read ``data`` (the YAML file's content).

        Args:
            data: sectors, technologies, services, and the lists described in the file.
            known_words: folded words that exist: they are never taken for typing errors.
            trades: more terms, from the table of trades.
        """
        self.implies: dict[str, dict[str, float]] = {}
        self.examples: dict[str, tuple[str, ...]] = {}
        self._themes = _Phrases()
        for kind in ("sectors", "technologies", "services"):
            for key, entry in data[kind].items():
                plain = [str(term) for term in entry["strong"] if "*" not in str(term)]
                self.examples[f"{kind}:{key}"] = tuple(plain[:_EXAMPLES])
                for name, weight in (("strong", STRONG), ("weak", WEAK)):
                    for term in entry.get(name, ()):
                        self._themes.add(str(term), Target(kind, key, weight))
                if kind == "technologies":
                    self.implies[key] = dict(entry.get("implies", {}))
        for term in data["local_trades"]:
            self._themes.add(str(term), Target("local_trades", "", STRONG))
        for trade in trades:
            weight = STRONG if trade.sure else WEAK
            self._themes.add(trade.term, Target(trade.kind, trade.key, weight))
        self._marks = _marks(data)
        self._generic = _Phrases()
        for term in data["generic"]:
            self._generic.add(str(term), Target("generic", "", STRONG))
        self.related: dict[str, dict[str, float]] = {
            key: dict(value) for key, value in data["related"].items()
        }
        self.horizontal: dict[str, float] = dict(data["horizontal"])
        self.leading: dict[str, float] = dict(data["leading"])
        self.narrow: frozenset[str] = frozenset(data["narrow"])
        self.horizontal_technologies: dict[str, float] = dict(data["horizontal_technologies"])
        self.combines: list[tuple[tuple[str, str], str]] = [
            ((str(first), str(second)), str(key)) for first, second, key in data["combines"]
        ]
        self.need_names: dict[str, str] = {
            fold(str(name)): key for key, names in data["need_names"].items() for name in names
        }
        self._ignored: dict[str, list[tuple[str, ...]]] = {}
        for term in data["ignore"]:
            phrase = tuple(fold(str(term)).replace("-", " ").replace("'", " ").split())
            self._ignored.setdefault(phrase[0].removesuffix("*"), []).append(phrase)
        spelt = [element.removesuffix("*") for element in self._themes.vocabulary()]
        self._known = frozenset(known_words) | frozenset(spelt)
        self._near = NearWords(spelt, _SHORTEST_MENDED)

    def themes(self, text: str) -> list[Found]:
        """Terms of sectors, technologies, services and local trades, without overlap.

        What a product goes without says nothing of it: "crème sans silicone", "biocide-free".
        """
        found = self._found(self._themes, self._read(text))
        return [entry for entry in found if not _goes_without(text, entry)]

    def marks(self, text: str) -> list[Found]:
        """Signs of innovation, size and stage."""
        return self._found(self._marks, words_of(text))

    def content(self, text: str) -> list[Word]:
        """Words of ``text`` that may say what the company does: nothing generic or ignored."""
        words = self._read(text)
        return [word for i, word in enumerate(words) if not self._generic.at(words, i)[0]]

    def _read(self, text: str) -> list[Word]:
        ignored = self._ignored_spans(text)
        shouted = text.isupper()
        words: list[Word] = []
        for word in words_of(text):
            shown = text[word.start : word.end]
            if any(a <= word.start < b for a, b in ignored) or _FUNDED.fullmatch(shown):
                continue
            # In capitals, a name and no slip.
            named = shown.isupper() and not shouted
            words.append(word if named else self._corrected(word))
        return words

    def _corrected(self, word: Word) -> Word:
        if word.folded in self._known or word.singular in self._known:
            return word
        near = self._near.nearest(word.singular) or self._near.nearest(word.folded)
        return word if near is None else Word(near, _singular(near), word.start, word.end)

    def _ignored_spans(self, text: str) -> list[tuple[int, int]]:
        words = list(_all_words(text))
        spans: list[tuple[int, int]] = []
        for i, word in enumerate(words):
            for phrase in self._phrases_from(word.folded):
                if _follows(words, i, phrase):
                    spans.append((word.start, words[i + len(phrase) - 1].end))
        return spans

    def _phrases_from(self, folded: str) -> list[tuple[str, ...]]:
        # A starred first word ("cluster*") is filed without its star: a plural finds it.
        return self._ignored.get(folded) or self._ignored.get(folded.removesuffix("s"), [])

    def _found(self, phrases: _Phrases, words: Sequence[Word]) -> list[Found]:
        best: list[tuple[int, int, tuple[Target, ...]]] = []
        for i in range(len(words)):
            length, targets = phrases.at(words, i)
            if length:
                best.append((i, length, targets))
        alone = {i: targets for i, length, targets in best if length == 1}
        taken: set[int] = set()
        found: list[tuple[int, Found]] = []
        for i, length, targets in sorted(best, key=lambda entry: (-entry[1], entry[0])):
            span = range(i, i + length)
            if taken.isdisjoint(span):
                taken.update(span)
                said = self._with_inner(targets, alone, span) if length > 1 else targets
                read = " ".join(word.singular for word in words[i : i + length])
                found.append((i, Found(said, words[i].start, words[i + length - 1].end, read)))
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]

    def _with_inner(
        self, targets: tuple[Target, ...], alone: Mapping[int, tuple[Target, ...]], span: range
    ) -> tuple[Target, ...]:
        """``targets`` of a group of words, and what its words say alone that goes with them.

        "Film plastique" is plastics, hence polymers; "crème solaire" is no solar power.
        """
        inner = (target for i in span for target in alone.get(i, ()))
        more = [new for new in inner if any(self._go_together(old, new) for old in targets)]
        held = {(target.kind, target.key) for target in targets}
        return (*targets, *(new for new in dict.fromkeys(more) if (new.kind, new.key) not in held))

    def _go_together(self, one: Target, other: Target) -> bool:
        if one.kind == "technologies" and other.kind == "sectors":
            return other.key in self.implies[one.key]
        if one.kind == "sectors" and other.kind == "technologies":
            return one.key in self.implies[other.key]
        return False


def _marks(data: Mapping[str, Any]) -> _Phrases:
    marks = _Phrases()
    for term in data["innovation"]:
        marks.add(str(term), Target("innovation", "", STRONG))
    for kind in ("stages", "sizes"):
        for key, terms in data[kind].items():
            for term in terms:
                marks.add(str(term), Target(kind, key, STRONG))
    return marks


def _goes_without(text: str, entry: Found) -> bool:
    return (
        _WITHOUT.search(text, max(0, entry.start - _WITHOUT_SPAN), entry.start) is not None
        or _FREE.match(text, entry.end) is not None
    )


def common_words(most: int | None = None) -> set[str]:
    """The ``most`` frequent French and English words (all by default), of the embedded encoder."""
    path = Path(ingest.encoder.__file__).with_name(WORDS_FILE)
    return set(path.read_text(encoding="utf-8").split("\n")[:most]) if path.is_file() else set()


def load_lexicon(known_words: Iterable[str] = (), *, trades: Path | None = TRADES) -> Lexicon:
    """The lexicon that ships with the project, with more terms from a table of trades."""
    data = _lexicon_file()
    kinds = {kind: data[kind] for kind in ("sectors", "technologies")}
    return Lexicon(data, frozenset(known_words), read_trades(kinds, trades) if trades else ())


@lru_cache(maxsize=1)
def _lexicon_file() -> Mapping[str, Any]:
    """Two lexicons are made of it for each finder; they copy what they keep."""
    # The C loader is as safe as the other, and ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: Mapping[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return data
