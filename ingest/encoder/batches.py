"""Batches for training: pairs drawn from the tasks, with the noise that makes them useful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.encoder.examples import Bag, Examples, Task

__all__ = ["Batch", "Sampler"]

_OPENINGS = {
    "fr": (
        "qu'est-ce que", "comment", "comment obtenir", "quelles sont les conditions pour",
        "quel est le rôle de", "que dit la loi sur", "puis-je avoir", "à quoi sert",
        "qui peut", "où trouver", "je voudrais savoir", "quand", "combien", "pourquoi",
    ),
    "en": (
        "what is", "how to", "how do i get", "who can", "what does the law say about",
        "when", "where can i find", "which",
    ),
}  # fmt: skip
_CLOZE_WEIGHT = 2.0
_NEIGHBOURS = 16
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs that should meet, and the texts they come from.

    Attributes:
        task: name of the task.
        queries: words of what is asked.
        passages: words of what answers, one a query.
        query_texts: text numbers of the queries, −1 where a query is part of a passage.
        passage_texts: the same of the passages; equal numbers are no negatives of each other.
    """

    task: str
    queries: list[Bag]
    passages: list[Bag]
    query_texts: npt.NDArray[np.int64]
    passage_texts: npt.NDArray[np.int64]


class Sampler:
    """Draws batches; the same seed draws the same ones."""

    def __init__(
        self, examples: Examples, *, size: int, words: int, drop: float, seed: int
    ) -> None:
        """Draw from ``examples``.

        Args:
            examples: texts and tasks.
            size: pairs a batch, a multiple of 16.
            words: longest side of a pair; a longer text gives one window of it.
            drop: chance that a query loses a word it shares with its passage, on average: what
                remains is what lexical search cannot see.
            seed: of the random numbers.
        """
        self._examples = examples
        self._size, self._words, self._drop = size, words, drop
        self.random = np.random.default_rng(seed)
        weights = [task.weight for task in examples.tasks]
        weights.append(_CLOZE_WEIGHT if examples.passages else 0.0)
        self._chances = np.asarray(weights) / sum(weights)
        tokenizer = examples.tokenizer
        self._openings = {
            language: [np.asarray(tokenizer.tokenize(text).rows, dtype=np.int32) for text in texts]
            for language, texts in _OPENINGS.items()
        }

    def draw(self) -> Batch:
        """The next batch."""
        which = int(self.random.choice(len(self._chances), p=self._chances))
        if which == len(self._examples.tasks):
            return self._draw_cloze()
        return self._draw_pairs(self._examples.tasks[which])

    def window(self, bag: Bag) -> Bag:
        """``bag``, or the start or any window of a long one."""
        spare = len(bag) - self._words
        if spare <= 0:
            return bag
        start = int(self.random.integers(spare + 1)) if self.random.random() < 0.5 else 0
        return bag[start : start + self._words]

    def _draw_pairs(self, task: Task) -> Batch:
        pairs = task.pairs[self._pick(len(task.pairs))]
        if task.flip and self.random.random() < 0.5:
            pairs = pairs[:, ::-1]
        kept: list[tuple[Bag, Bag, int, int]] = []
        for query_text, passage_text in pairs.tolist():
            passage = self.window(self._examples.bag(passage_text))
            query = self.window(self._examples.bag(query_text))
            if task.lexical:
                query = self._drop_shared(query, passage)
            if task.language and self.random.random() < 0.35:
                openings = self._openings[task.language]
                query = np.concatenate([openings[self.random.integers(len(openings))], query])
            if len(query) and len(passage):
                kept.append((query, passage, query_text, passage_text))
        return _batch(task.name, kept)

    def _draw_cloze(self) -> Batch:
        passages = self._examples.passages
        chosen = self.random.choice(len(passages), min(self._size, len(passages)), replace=False)
        kept: list[tuple[Bag, Bag, int, int]] = []
        for number in chosen.tolist():
            sentences = [self._examples.bag(n) for n in passages[number]]
            query = sentences.pop(int(self.random.integers(len(sentences))))
            rest = np.concatenate(sentences)
            if self.random.random() < 0.8:
                query = self._drop_shared(query, rest)
            if len(query) and len(rest):
                kept.append((query, self.window(rest), -1, number))
        return _batch("cloze", kept)

    def _pick(self, length: int) -> npt.NDArray[np.int64]:
        """Row numbers: half the time anywhere, half in runs of 16 neighbours, harder to tell."""
        size = min(self._size, length)
        runs = length // _NEIGHBOURS
        if runs and self.random.random() < 0.5:
            starts = self.random.choice(runs, min(size // _NEIGHBOURS, runs), replace=False)
            return (starts[:, None] * _NEIGHBOURS + np.arange(_NEIGHBOURS)).ravel()
        return self.random.choice(length, size, replace=False)

    def _drop_shared(self, query: Bag, passage: Bag) -> Bag:
        chance = self._drop * int(self.random.integers(3))
        kept = query[~(np.isin(query, passage) & (self.random.random(len(query)) < chance))]
        return kept if len(kept) >= _FEWEST_WORDS else query


def _batch(task: str, kept: Sequence[tuple[Bag, Bag, int, int]]) -> Batch:
    queries, passages, query_texts, passage_texts = zip(*kept, strict=True)
    return Batch(
        task, list(queries), list(passages), np.asarray(query_texts), np.asarray(passage_texts)
    )
