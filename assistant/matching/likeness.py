"""What the finder learned from described companies whose pôles are known: one linear map.

A description is a row of numbers: its vector, how much it is about each theme, and which of the
words that several descriptions share it holds, the rare ones counting more. The row times
``weights``, plus ``base``, estimates for each pôle how surely it would be named for that company,
and how surely any would. ``evals.bench.finder_learn`` fits it (ridge regression) and writes the
file. It reads what no list of words holds: that a description is, as a whole, about one thing,
and that the rest of its words are asides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.data import DATA
from assistant.matching.records import Wanted
from ingest.analysis import query_tokens

__all__ = ["FILE", "Likeness", "Signs", "Vectors", "load_likeness", "save_likeness", "shared_words"]

FILE = DATA / "finder_likeness.npz"

Vectors = npt.NDArray[np.float32]

_THEMES_COUNT = 0.3  # length of the themes beside a description's vector, whose length is 1
_WORDS_COUNT = 1.0  # the same for the words
_SHARED_BY = 2  # descriptions that must hold a word before anything can be learned of it


def _words(text: str) -> set[str]:
    return {token for token in query_tokens(text) if token.isalpha()}


def shared_words(texts: Sequence[str]) -> Mapping[str, float]:
    """Words that several of ``texts`` hold → how telling each is: ln(texts / texts with it)."""
    counts = Counter(word for text in texts for word in _words(text))
    return {
        word: math.log(len(texts) / count)
        for word, count in sorted(counts.items())
        if count >= _SHARED_BY
    }


@dataclass(frozen=True)
class Signs:
    """What is looked at in a description.

    Attributes:
        themes: identifiers as of ``Wanted.id``.
        words: stems, and how telling each is.
    """

    themes: tuple[str, ...]
    words: Mapping[str, float]

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {word: column for column, word in enumerate(self.words)}

    def row(self, text: str, vector: Vectors, wanted: Sequence[Wanted]) -> Vectors:
        """Row of ``text``: its vector, the themes read in it, its words."""
        weights = {item.id: item.weight for item in wanted}
        themes = [weights.get(theme, 0.0) for theme in self.themes]
        words = np.zeros(len(self.words), dtype=np.float32)
        for word in _words(text) & self.words.keys():
            words[self._columns[word]] = self.words[word]
        about = _of_length(np.array(themes, dtype=np.float32), _THEMES_COUNT)
        return np.concatenate([vector, about, _of_length(words, _WORDS_COUNT)])


def _of_length(values: Vectors, length: float) -> Vectors:
    own = float(np.linalg.norm(values))
    return values * np.float32(length / own) if own else values


@dataclass(frozen=True, slots=True)
class Likeness:
    """A map from the vectors of ``encoder`` to ``poles``.

    Attributes:
        encoder: name of the encoder, weights included: other vectors mean nothing here.
        poles: identifiers, one a column.
        signs: what a row is made of.
        weights: [dimension + themes + words, pôles + 1]; the last column says whether any fits.
        base: [pôles + 1], the mean of what was learned.
    """

    encoder: str
    poles: tuple[str, ...]
    signs: Signs
    weights: Vectors
    base: Vectors

    def read(
        self, text: str, vector: Vectors, wanted: Sequence[Wanted] = ()
    ) -> tuple[Mapping[str, float], float]:
        """How surely each pôle would be named, and any at all; about [0, 1]."""
        values = (self.signs.row(text, vector, wanted) @ self.weights + self.base).tolist()
        return dict(zip(self.poles, values, strict=False)), values[-1]


def load_likeness(encoder: str, path: Path = FILE) -> Likeness | None:
    """What was learned with ``encoder``; None when it was learned with another."""
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["encoder"]) != encoder:
            return None
        words = str(stored["words"]).split()
        telling = stored["telling"].astype(np.float64).tolist()
        return Likeness(
            encoder,
            tuple(str(stored["poles"]).split()),
            Signs(tuple(str(stored["themes"]).split()), dict(zip(words, telling, strict=True))),
            stored["weights"].astype(np.float32),
            stored["base"].astype(np.float32),
        )


def save_likeness(path: Path, likeness: Likeness) -> None:
    """Write the file that ``load_likeness`` reads, in half precision."""
    signs = likeness.signs
    np.savez_compressed(
        path,
        encoder=np.array(likeness.encoder),
        poles=np.array(" ".join(likeness.poles)),
        themes=np.array(" ".join(signs.themes)),
        words=np.array(" ".join(signs.words)),
        telling=np.array(list(signs.words.values()), dtype=np.float16),
        weights=likeness.weights.astype(np.float16),
        base=likeness.base.astype(np.float16),
    )
