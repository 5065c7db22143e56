"""Training data → tokenised texts and tasks. Pure numpy; the torch side never sees a string.

A data folder holds, each file optional and compressed with xz:

``laws_train.jsonl.xz``    aligned sections: fr_title, fr, en_title, en
``piaf_train.jsonl.xz``    question, passage
``pairs_*.jsonl.xz``       query, text: titles with their texts, or questions with their answers
``tatoeba.tsv.xz``, ``terms.tsv.xz``    French, a tab, English
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.encoder.tokens import WordTokenizer

__all__ = ["Bag", "Examples", "Task", "read_examples", "read_lines", "read_texts", "write_pairs"]

Bag = npt.NDArray[np.int32]
"""Rows of the table for the words of one text, in order."""

_SENTENCE = re.compile(r"(?<=[.;:?!])\s+")
_SHORTEST_SENTENCE = 25
_FEWEST_SENTENCES = 3
_MOST_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Task:
    """Pairs of texts that should meet.

    Attributes:
        name: shown in the progress line.
        pairs: text numbers, int32 [n, 2]: what is asked, what answers; neighbours in the file
            stay neighbours, because they are hard to tell apart.
        weight: how often the task is drawn, relative to the others.
        lexical: the two sides share words, so that some are dropped from the query.
        language: language of question openings put before a title; "" for none.
        flip: the pair also reads the other way round.
    """

    name: str
    pairs: npt.NDArray[np.int32]
    weight: float
    lexical: bool = False
    language: str = ""
    flip: bool = False


@dataclass(slots=True)
class Examples:
    """Distinct texts, tokenised once, and the tasks made of them."""

    tokenizer: WordTokenizer
    tasks: list[Task] = field(default_factory=list)
    passages: list[list[int]] = field(default_factory=list)
    """Sentences of each long passage, as text numbers: the inverse cloze task."""
    numbers: dict[str, int] = field(default_factory=dict)
    _bags: list[Bag] = field(default_factory=list)

    def add(self, text: str) -> int:
        """Number of ``text``, new or known."""
        number = self.numbers.get(text)
        if number is None:
            number = self.numbers[text] = len(self._bags)
            self._bags.append(np.asarray(self.tokenizer.tokenize(text).rows, dtype=np.int32))
        return number

    def bag(self, number: int) -> Bag:
        """Words of text ``number``."""
        return self._bags[number]

    def add_task(
        self, name: str, pairs: Iterable[tuple[str, str]], weight: float, **how: object
    ) -> None:
        """Add the task ``name`` unless it has no pairs."""
        numbered = [(self.add(query), self.add(text)) for query, text in pairs if query and text]
        if numbered:
            array = np.asarray(numbered, dtype=np.int32)
            self.tasks.append(Task(name, array, weight, **how))  # type: ignore[arg-type]

    def add_passages(self, texts: Iterable[str]) -> None:
        """Split ``texts`` for the inverse cloze task, where one sentence must find the rest."""
        for text in dict.fromkeys(texts):
            sentences = [s for s in _SENTENCE.split(text) if len(s) > _SHORTEST_SENTENCE]
            if len(sentences) >= _FEWEST_SENTENCES:
                self.passages.append([self.add(s) for s in sentences[:_MOST_SENTENCES]])


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of the compressed JSON lines in ``path``; none where there is no such file."""
    if path.exists():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def write_pairs(path: Path, pairs: Iterable[tuple[str, str]]) -> None:
    """Write ``pairs`` as compressed JSON lines: query, text. The folder is made if missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        for query, text in pairs:
            lines.write(json.dumps({"query": query, "text": text}, ensure_ascii=False) + "\n")


def _table(path: Path) -> list[tuple[str, str]]:
    if not path.exists():
        return []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [(row[0], row[1]) for row in cells if len(row) == 2]


def read_texts(folder: Path) -> Iterator[str]:
    """Every text of the data folder, for counting words."""
    for row in read_lines(folder / "laws_train.jsonl.xz"):
        yield from (row["fr_title"], row["fr"], row["en_title"], row["en"])
    for row in read_lines(folder / "piaf_train.jsonl.xz"):
        yield from (row["question"], row["passage"])
    for path in sorted(folder.glob("pairs_*.jsonl.xz")):
        for row in read_lines(path):
            yield from (row["query"], row["text"])
    for name in ("tatoeba.tsv.xz", "terms.tsv.xz"):
        for pair in _table(folder / name):
            yield from pair


def read_examples(folder: Path, tokenizer: WordTokenizer) -> Examples:
    """Tokenise the data folder and make its tasks.

    The weights come from the development sets: law text alone is plentiful and narrow, so that
    questions and public-service sheets are drawn more often than their number would have it.
    """
    examples = Examples(tokenizer)
    questions = [(r["question"], r["passage"]) for r in read_lines(folder / "piaf_train.jsonl.xz")]
    sheets = [
        (row["query"], row["text"])
        for path in sorted(folder.glob("pairs_*.jsonl.xz"))
        for row in read_lines(path)
    ]
    laws = list(read_lines(folder / "laws_train.jsonl.xz"))
    add = examples.add_task
    add("question", questions, 2.5, lexical=True)
    add("sheet", sheets, 2.0, lexical=True, language="fr")
    add("sentence", _table(folder / "tatoeba.tsv.xz"), 1.0, flip=True)
    add("term", _table(folder / "terms.tsv.xz"), 0.7, flip=True)
    add("title fr", ((r["fr_title"], r["fr"]) for r in laws), 0.8, lexical=True, language="fr")
    add("title en", ((r["en_title"], r["en"]) for r in laws), 0.7, lexical=True, language="en")
    add("title fr-en", ((r["fr_title"], r["en"]) for r in laws), 0.8, language="fr")
    add("title en-fr", ((r["en_title"], r["fr"]) for r in laws), 0.5, language="en")
    add("section", ((r["fr"], r["en"]) for r in laws), 1.0, flip=True)
    add("heading", ((r["fr_title"], r["en_title"]) for r in laws), 0.5, flip=True)
    examples.add_passages(text for _, text in [*questions, *sheets])
    return examples
