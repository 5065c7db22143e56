"""Development sets of the encoder: questions, texts, and which text answers which question.

Read from a data folder, each file optional: ``piaf_dev.jsonl.xz`` (passage, questions),
``laws_dev.jsonl.xz`` (fr_title, fr, en_title, en) and ``dev_<name>.jsonl.xz`` (query, text).
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.encoder.examples import read_lines
from ingest.encoder.tokens import strip_accents

__all__ = ["DevSet", "read_devsets", "write_beir"]

_LAWS = 1000
_LAW_SEED = 7
_LONG_ENOUGH_FOR_A_TYPO = 6


@dataclass(frozen=True, slots=True)
class DevSet:
    """Questions with one right text each.

    Attributes:
        name: short name, also that of its folder.
        queries: what is asked.
        texts: what is searched.
        answers: for each query, the position of its text.
    """

    name: str
    queries: tuple[str, ...]
    texts: tuple[str, ...]
    answers: tuple[int, ...]


def read_devsets(folder: Path) -> list[DevSet]:
    """The development sets in ``folder``; question sets also as people type them."""
    sets: list[DevSet] = []
    passages = list(read_lines(folder / "piaf_dev.jsonl.xz"))
    asked = [(question, i) for i, row in enumerate(passages) for question in row["questions"]]
    if asked:
        texts = tuple(row["passage"] for row in passages)
        sets += _and_typed(DevSet("piaf", *_columns(asked, texts)))
    for path in sorted(folder.glob("dev_*.jsonl.xz")):
        name = path.name.removeprefix("dev_").removesuffix(".jsonl.xz")
        sets += _and_typed(_paired(name, [(row["query"], row["text"]) for row in read_lines(path)]))
    return [*sets, *_law_sets(folder / "laws_dev.jsonl.xz")]


def _columns(
    asked: Sequence[tuple[str, int]], texts: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    return tuple(query for query, _ in asked), texts, tuple(place for _, place in asked)


def _paired(name: str, pairs: Sequence[tuple[str, str]]) -> DevSet:
    queries, texts = zip(*pairs, strict=True)
    return DevSet(name, queries, texts, tuple(range(len(pairs))))


def _and_typed(devset: DevSet) -> Iterator[DevSet]:
    yield devset
    typed = tuple(_typed(query, random.Random(i)) for i, query in enumerate(devset.queries))  # noqa: S311 - noise
    yield replace(devset, name=f"{devset.name}-typed", queries=typed)


def _typed(query: str, noise: random.Random) -> str:
    """``query`` without capitals, accents or apostrophes, and with one typo."""
    words = query.split()
    long = [i for i, word in enumerate(words) if len(word) >= _LONG_ENOUGH_FOR_A_TYPO]
    if long:
        place = noise.choice(long)
        word = words[place]
        at = noise.randrange(1, len(word) - 1)
        head, letter, tail = word[:at], word[at], word[at + 1 :]
        variants = (head + tail, head + 2 * letter + tail, head + tail[0] + letter + tail[1:])
        words[place] = variants[noise.randrange(3)]
    return strip_accents(" ".join(words).lower().replace("'", " "))


def _law_sets(path: Path) -> Iterator[DevSet]:
    """A thousand sections of laws that training did not see: by title, across languages."""
    rows = list(read_lines(path))
    random.Random(_LAW_SEED).shuffle(rows)  # noqa: S311 - a sample
    titles = Counter(row["fr_title"] for row in rows)
    rows = [row for row in rows if titles[row["fr_title"]] == 1 and row["fr"] != row["en"]][:_LAWS]
    if rows:
        for name, query, text in (
            ("law", "fr_title", "fr"), ("law-fr-en", "fr_title", "en"), ("sections", "fr", "en")
        ):  # fmt: skip
            yield _paired(name, [(row[query], row[text]) for row in rows])


def write_beir(devset: DevSet, folder: Path) -> None:
    """Write ``devset`` to ``folder`` in BEIR's format, for ``poles eval retrieval``."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, letter, texts in (
        ("corpus.jsonl", "d", devset.texts), ("queries.jsonl", "q", devset.queries)
    ):  # fmt: skip
        rows = ({"_id": f"{letter}{i}", "title": "", "text": text} for i, text in enumerate(texts))
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text("".join(lines), encoding="utf-8")
    judged = "".join(f"q{i}\td{answer}\t1\n" for i, answer in enumerate(devset.answers))
    (folder / "qrels" / "dev.tsv").write_text(f"query-id\tcorpus-id\tscore\n{judged}")
