"""Fits what the finder learns from described companies: ``python -m evals.bench.finder_learn``.

Ridge regression from the vector of a description, the themes that the finder reads in it and its
words to the pôles it calls for, over the dev descriptions of the finder and the shorter ones of
``sets/support/finder_examples.txt``. A second fit, with more weight on the descriptions that no
pôle is for, says whether any pôle fits. ``--folds N`` fits without each N-th of the dev
descriptions in turn and prints how well those left out are then ranked: the only fair figure on
descriptions that the shipped file was fitted to. ``--batches`` leaves out one batch at a time:
one writer's descriptions resemble each other.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.finder import Finder
from assistant.matching.likeness import FILE, Likeness, Signs, save_likeness, shared_words
from assistant.matching.records import Finding
from evals.bench.finder import DEV, batch_of, print_figures, read_cases, run
from ingest.corpus_path import shipped_corpus
from ingest.encode import Encoder, load_encoder
from ingest.knowledge import poles_by
from ingest.registry import load_corpus

__all__ = ["EXAMPLES", "Example", "examples_of", "fit", "main", "read_examples"]

EXAMPLES = Path(__file__).resolve().parent.parent / "sets" / "support" / "finder_examples.txt"

_PENALTY = 2.0
_UNFIT_WEIGHT = 4.0  # one description in ten fits no pôle
_SHORT_WEIGHT = 1.5  # an example has no place and no aside: what it says is sure


@dataclass(frozen=True, slots=True)
class Example:
    """A description, the pôles that it calls for, and how much it counts."""

    text: str
    poles: frozenset[str]
    weight: float = 1.0


def read_examples(path: Path = EXAMPLES) -> Iterator[Example]:
    """The examples of a text file; its own first lines say how it is written.

    Raises:
        ValueError: a line has no description.
    """
    groups: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, _, text = line.partition(" : ")
        if not text.strip():
            raise ValueError(f"{path.name}, line {number}: write « pôles : description »")
        if head.startswith("@"):
            groups[head[1:].strip()] = text.split()
            continue
        names = [name for name in head.split() if name != "-"]
        poles = frozenset(pole for name in names for pole in groups.get(name, [name]))
        yield Example(text.removeprefix("EN ").strip(), poles, _SHORT_WEIGHT)


def examples_of(cases: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    """Dev descriptions as examples."""
    for case in cases:
        yield Example(case["description"], frozenset(e["id"] for e in case["expected_poles"]))


def fit(examples: Sequence[Example], finder: Finder, encoder: Encoder) -> Likeness:
    """The map from descriptions to the pôles of ``finder``, which reads their themes.

    Raises:
        ValueError: an example names a pôle that is not among those.
    """
    poles = [pole.id for pole in poles_by(finder.corpus, status="labellisé")]
    unknown = {pole for example in examples for pole in example.poles} - set(poles)
    if unknown:
        raise ValueError(f"no pôle of today is called {', '.join(sorted(unknown))}")
    vocabulary = finder.corpus.vocabulary
    themes = (
        *(f"sector:{key}" for key in vocabulary.sectors),
        *(f"technology:{key}" for key in vocabulary.technologies),
    )
    texts = [example.text for example in examples]
    signs = Signs(themes, shared_words(texts))
    rows = np.array(
        [
            signs.row(text, vector, finder.understand(text).themes)
            for text, vector in zip(texts, encoder.encode(texts), strict=True)
        ],
        dtype=np.float64,
    )
    named = np.array([[pole in e.poles for pole in poles] for e in examples], dtype=np.float64)
    some = named.max(axis=1, keepdims=True)
    counts = np.array([example.weight for example in examples])
    weights, base = _ridge(rows, named, counts)
    more, more_base = _ridge(rows, some, np.where(some[:, 0] > 0, 1.0, _UNFIT_WEIGHT))
    return Likeness(
        encoder.name,
        tuple(poles),
        signs,
        np.hstack([weights, more]).astype(np.float32),
        np.hstack([base, more_base]).astype(np.float32),
    )


def _ridge(
    vectors: npt.NDArray[np.float64],
    wanted: npt.NDArray[np.float64],
    counts: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    mean = counts @ wanted / counts.sum()
    # There are more words than descriptions: the same weights, by way of the smaller matrix.
    nearness = vectors @ vectors.T + np.diag(_PENALTY / counts)
    return vectors.T @ np.linalg.solve(nearness, wanted - mean), mean


def _print_folds(finder: Finder, encoder: Encoder, left_out: Sequence[Sequence[str]]) -> None:
    """Figures of the dev descriptions, each ranked without what was learned from its fold."""
    cases = read_cases(DEV)
    more = list(read_examples())
    found: dict[str, tuple[Finding, float]] = {}
    for fold in left_out:
        kept = [case for case in cases if case["id"] not in fold]
        finder.likeness = fit([*examples_of(kept), *more], finder, encoder)
        found |= run(finder, [case for case in cases if case["id"] in fold])
    print_figures(finder, cases, found)


def _folds(number: int) -> list[list[str]]:
    """Ids of the dev descriptions, dealt out in ``number`` folds."""
    ids = [case["id"] for case in read_cases(DEV)]
    return [ids[start::number] for start in range(number)]


def _batches() -> list[list[str]]:
    """Ids of the dev descriptions, by the batch in which they were written."""
    cases = read_cases(DEV)
    names = dict.fromkeys(batch_of(case) for case in cases)
    return [[case["id"] for case in cases if batch_of(case) == name] for name in names]


def main() -> None:
    """Fit and write, or print the figures of descriptions that were left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0, help="print figures, write nothing")
    parser.add_argument("--batches", action="store_true", help="the same, batch by batch")
    options = parser.parse_args()
    encoder = load_encoder("embedded")
    finder = Finder(load_corpus(shipped_corpus()), encoder)
    if options.folds or options.batches:
        folds = _batches() if options.batches else _folds(options.folds)
        _print_folds(finder, encoder, folds)
        return
    examples = [*examples_of(read_cases(DEV)), *read_examples()]
    learned = fit(examples, finder, encoder)
    save_likeness(FILE, learned)
    print(f"{FILE.name}: {len(examples)} descriptions, {len(learned.poles)} pôles")


if __name__ == "__main__":
    main()
