"""Runs of twelve words: has a text copied one from the five documents?

The corpus is written in the project's own words. The documents do not travel with it, only
hashes of their runs, so that the check works anywhere:

    python -m ingest.shingles FOLDER OUT.npy    (FOLDER: the documents as .txt files)
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.analysis import fold

__all__ = ["RUN", "build_shingles", "copied_runs", "load_shingles", "run_hashes"]

RUN = 12
"""Words in a run."""

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"[^\W_]+")
_LINE_BREAK_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])")
_BASE = 0x9E3779B97F4A7C15
"""Odd, so that multiplying by it loses nothing modulo 2**64."""
_POWERS = np.array([pow(_BASE, RUN - 1 - k, 1 << 64) for k in range(RUN)], dtype=np.uint64)


def copied_runs(text: str, shingles: Hashes) -> list[tuple[int, str]]:
    """Offset and words of the first run of each copied stretch of ``text``."""
    hashes = run_hashes(text)
    places = np.minimum(np.searchsorted(shingles, hashes), max(len(shingles) - 1, 0))
    found = np.flatnonzero(shingles[places] == hashes) if len(shingles) else np.empty(0, int)
    starts = [int(i) for k, i in enumerate(found) if k == 0 or found[k - 1] != i - 1]
    words = list(_WORD.finditer(text)) if starts else []
    return [(words[i].start(), " ".join(w[0] for w in words[i : i + RUN])) for i in starts]


def run_hashes(text: str) -> Hashes:
    """A 64-bit hash for each run of ``text``, in order; case and accents do not count.

    Polynomial hash modulo 2**64 of the words' own hashes (Karp and Rabin, 1987).
    """
    words = np.array([_word_hash(word) for word in _WORD.findall(text)], dtype=np.uint64)
    count = len(words) - RUN + 1
    if count < 1:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    for k, power in enumerate(_POWERS):
        hashes += words[k : k + count] * power
    return hashes


def build_shingles(texts: Iterable[str]) -> Hashes:
    """Sorted distinct hashes of all runs; words cut at a line's end count both ways."""
    readings = ((text, _LINE_BREAK_HYPHEN.sub("", text)) for text in texts)
    hashes = [run_hashes(reading) for pair in readings for reading in pair]
    return np.unique(np.concatenate([np.empty(0, np.uint64), *hashes]))


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(fold(word).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def load_shingles() -> Hashes:
    """The stored hashes of the five documents."""
    with files("ingest").joinpath("data/document_shingles.npy").open("rb") as stream:
        stored: Hashes = np.load(stream, allow_pickle=False)
    return stored


def main(arguments: list[str]) -> int:
    """Store the hashes of the documents in a folder; the exit status."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m ingest.shingles FOLDER OUT.npy\n")
        return 2
    folder, out = map(Path, arguments)
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        sys.stderr.write(f"{folder} holds no .txt file: name the folder of the documents\n")
        return 2
    shingles = build_shingles(path.read_text(encoding="utf-8") for path in paths)
    with out.open("wb") as stream:
        np.save(stream, shingles, allow_pickle=False)
    sys.stdout.write(f"{len(shingles)} runs of {RUN} words from {len(paths)} documents\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
