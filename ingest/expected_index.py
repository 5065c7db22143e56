"""The questions that statements of the knowledge base answer, beside an index, with their vectors.

Document expansion by predicted queries (doc2query, Nogueira et al. 2019, arXiv 1904.08375), kept
apart from the texts: a question of a reader is compared with them, and nothing of them is shown.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.encode import Encoder, Vectors
from ingest.errors import IndexUnavailable
from ingest.expected import ExpectedQuestion, read_expected, statement_key

__all__ = ["ExpectedIndex", "holds_expected", "questions_of", "save_expected"]

_QUESTIONS, _VECTORS = "expected.json", "expected.npy"
_BATCH = 512
_REMEMBERED = 1 << 14


class ExpectedIndex:
    """The expected questions of a generation, by the statement that answers them.

    Attributes:
        texts: the questions.
        keys: of the statement that answers each.
    """

    def __init__(self, generation: Path, dimension: int) -> None:
        """Open those of ``generation``, whose vectors have so many dimensions.

        Raises:
            IndexUnavailable: a file is missing or damaged.
        """
        path = generation / _QUESTIONS
        try:
            rows = json.loads(path.read_bytes())
            self.keys = tuple(str(key) for key, _ in rows)
            self.texts = tuple(str(text) for _, text in rows)
            self._vectors: npt.NDArray[np.float16] = np.load(
                generation / _VECTORS, mmap_mode="r"
            ).view(np.ndarray)
            if self._vectors.shape != (len(rows), dimension):
                raise ValueError(f"{self._vectors.shape} is not {(len(rows), dimension)}")
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise IndexUnavailable(
                f"{path} or its vectors are missing or damaged ({error}): run 'poles ingest' to "
                "rebuild the index"
            ) from error
        self._of: dict[str, list[int]] = {}
        for row, key in enumerate(self.keys):
            self._of.setdefault(key, []).append(row)

    def of(self, statement: str) -> Sequence[int]:
        """The rows of the questions that ``statement`` answers."""
        return self._of.get(_key(statement), ()) if self._of else ()

    def cosines(self, vector: Vectors, rows: Sequence[int]) -> Vectors:
        """Cosines of ``vector`` with the questions of these rows, shape [len(rows)]."""
        found: Vectors = self._vectors[list(rows)].astype(np.float32) @ vector
        return found

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The questions of the greatest cosine with ``vector``, and that cosine, the best first."""
        # Block by block: all of them in the numbers that processors multiply take 38 MB.
        starts = range(0, len(self.texts), _BATCH)
        parts = (self._vectors[n : n + _BATCH].astype(np.float32) @ vector for n in starts)
        cosines = np.concatenate([np.zeros(0, dtype=np.float32), *parts])
        rows = np.argsort(-cosines, kind="stable")[:count]
        return [(self.texts[row], float(cosines[row])) for row in rows]


@lru_cache(maxsize=_REMEMBERED)
def _key(statement: str) -> str:
    return statement_key(statement)


def questions_of(base: Path | None) -> tuple[ExpectedQuestion, ...]:
    """The expected questions of a knowledge base that can be read; none without one."""
    return read_expected(base)[0] if base else ()


def save_expected(
    generation: Path,
    questions: Sequence[ExpectedQuestion],
    encoder: Encoder,
    previous: Path | None,
) -> None:
    """Write what ``ExpectedIndex`` opens.

    Args:
        generation: the folder of the generation that is made.
        questions: of the knowledge base that it holds; none without one.
        encoder: gives their vectors.
        previous: a generation of the same encoder, whose vectors serve where it has the same
            questions.
    """
    (generation / _QUESTIONS).write_bytes(_told(questions))
    if previous is not None and holds_expected(previous, questions):
        shutil.copy2(previous / _VECTORS, generation / _VECTORS)
        return
    vectors = np.zeros((len(questions), encoder.dimension), dtype=np.float16)
    for start in range(0, len(questions), _BATCH):
        batch = questions[start : start + _BATCH]
        vectors[start : start + len(batch)] = encoder.encode([q.text for q in batch])
    np.save(generation / _VECTORS, vectors)


def holds_expected(generation: Path, questions: Sequence[ExpectedQuestion]) -> bool:
    """Does ``generation`` hold these very questions, and their vectors?"""
    path = generation / _QUESTIONS
    there = path.is_file() and (generation / _VECTORS).is_file()
    return there and path.read_bytes() == _told(questions)


def _told(questions: Sequence[ExpectedQuestion]) -> bytes:
    return json.dumps([(q.key, q.text) for q in questions], ensure_ascii=False).encode()
