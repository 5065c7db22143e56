"""Vectors of a larger encoder, the teacher: computed once, kept by content, read while training.

python -m ingest.encoder.teacher DATA WORK --model intfloat/multilingual-e5-small
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.encoder.examples import Examples, read_examples
from ingest.encoder.vocabulary import read_vocabulary

__all__ = ["Teacher", "key_of", "read_teacher", "save_vectors"]

QUERY, PASSAGE, WORD = "query", "passage", "word"
_CHARACTERS = 600
_CHUNK = 2048


class Teacher:
    """Unit vectors by role and text, centred in each role.

    Encoders trained with a low temperature keep all their vectors in a narrow cone; without
    its mean, the angles between them spread out and can be taught.
    """

    def __init__(self, vectors: dict[str, dict[int, npt.NDArray[np.float32]]]) -> None:
        """Keep ``vectors``: role → key of the text → unit vector, already centred."""
        self._vectors = vectors
        self.dimension = next((len(v) for by in vectors.values() for v in by.values()), 0)

    def __len__(self) -> int:
        return sum(len(by_key) for by_key in self._vectors.values())

    def get(self, role: str, text: str) -> npt.NDArray[np.float32] | None:
        """Vector of ``text`` in ``role``, or None where the teacher has not seen it."""
        return self._vectors.get(role, {}).get(key_of(text))

    def word_table(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of ``words``, zero where unknown, float32 [len(words), dimension]."""
        table = np.zeros((len(words), self.dimension), dtype=np.float32)
        for row, word in zip(table, words, strict=True):
            vector = self.get(WORD, word)
            if vector is not None:
                row[:] = vector
        return table


def key_of(text: str) -> int:
    """A 64-bit key of the first 600 characters of ``text``: what a teacher reads of it."""
    digest = hashlib.blake2b(text[:_CHARACTERS].encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def save_vectors(
    path: Path, role: str, texts: Sequence[str], vectors: npt.NDArray[np.float32]
) -> None:
    """Write the teacher's ``vectors`` of ``texts`` in ``role`` to the .npz file ``path``."""
    keys = np.fromiter((key_of(text) for text in texts), dtype=np.uint64, count=len(texts))
    part = path.with_suffix(".part.npz")
    np.savez(part, role=np.array(role), keys=keys, vectors=vectors.astype(np.float16))
    part.replace(path)


def read_teacher(work: Path, pattern: str = "teacher_*.npz") -> Teacher:
    """All files of ``work`` that match ``pattern`` as one teacher; none gives an empty one."""
    roles: dict[str, dict[int, npt.NDArray[np.float32]]] = {}
    for path in sorted(work.glob(pattern)):
        with np.load(path) as stored:
            role, keys = str(stored["role"]), stored["keys"].tolist()
            vectors = stored["vectors"].astype(np.float32)
        vectors -= vectors.mean(axis=0)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        roles.setdefault(role, {}).update(zip(keys, vectors, strict=True))
    return Teacher(roles)


def _choose(examples: Examples, texts: int, seed: int) -> dict[str, list[str]]:
    """Texts worth a teacher's time, by role: questions first, then what they should find."""
    by_number = {number: text for text, number in examples.numbers.items()}
    shuffle = random.Random(seed).shuffle  # noqa: S311 - a sample, not a secret
    chosen: dict[str, list[str]] = {QUERY: [], PASSAGE: []}
    for task in examples.tasks:
        pairs = task.pairs.tolist()
        shuffle(pairs)
        for query, passage in pairs[:texts]:
            chosen[QUERY if task.lexical else PASSAGE].append(by_number[query])
            chosen[PASSAGE].append(by_number[passage])
    sentences = [by_number[n] for passage in examples.passages for n in passage]
    shuffle(sentences)
    chosen[PASSAGE] += sentences[:texts]
    return {role: list(dict.fromkeys(found)) for role, found in chosen.items()}


def _encode_all(model_name: str, work: Path, role: str, texts: Sequence[str]) -> None:
    """Encode ``texts`` in files of 2,048, skipping the files that exist."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_name)
    prompt = "passage: " if role == PASSAGE else "query: "
    for start in range(0, len(texts), _CHUNK):
        path = work / f"teacher_{role}_{start:07d}.npz"
        part = texts[start : start + _CHUNK]
        if not path.exists():
            prompted = [prompt + text[:_CHARACTERS] for text in part]
            save_vectors(path, role, part, model.encode(prompted, normalize_embeddings=True))
        sys.stderr.write(f"\r{role}: {start + len(part)} of {len(texts)} texts")
    sys.stderr.write("\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m ingest.encoder.teacher", description=__doc__)
    parser.add_argument("data", type=Path, help="data folder")
    parser.add_argument("work", type=Path, help="folder with vocabulary.tsv; vectors go there")
    parser.add_argument("--model", required=True, help="sentence-transformers name or folder")
    parser.add_argument("--texts", type=int, default=6000, help="texts a task and role (6000)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    vocabulary = read_vocabulary(given.work)
    examples = read_examples(given.data, vocabulary.tokenizer())
    _encode_all(given.model, given.work, WORD, vocabulary.surfaces)
    for role, texts in _choose(examples, given.texts, given.seed).items():
        _encode_all(given.model, given.work, role, texts)


if __name__ == "__main__":
    main()
