"""The embedded encoder at work: a 4-bit table of word vectors, summed, then one small layer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.encoder.tokens import Tokens, WordTokenizer, signature
from ingest.errors import ServiceUnavailable

__all__ = [
    "CONFIG_FILE",
    "HEAD_FILE",
    "HEAD_PARTS",
    "SCALES_FILE",
    "TABLE_FILE",
    "WORDS_FILE",
    "EmbeddedEncoder",
    "Weighed",
    "unpack",
    "weigh",
    "weights_hash",
]

CONFIG_FILE = "config.json"
TABLE_FILE = "table.npy"
SCALES_FILE = "scales.npy"
HEAD_FILE = "head.npz"
WORDS_FILE = "words.txt"
HEAD_PARTS = ("inner", "bias", "outer", "places")
"""Arrays of the head's file; the last gives the weight of each place in a line."""

_BLOCK = 512  # texts summed together: a few thousand distinct rows, unpacked to some 10 MB

Vectors = npt.NDArray[np.float32]


class EmbeddedEncoder:
    """Bilingual sentence vectors with no download and no deep-learning library.

    A text first becomes the sum over its distinct words of ``√count · place · row``, plus one
    hashed signature for each word outside the vocabulary, brought to length ``√dimension``.
    ``place`` falls from the first word of a line on (its mean, where a word comes back): a text
    says first what it is about. Rows carry
    their own weight: frequent words are short vectors (Arora et al. 2017, "A simple but
    tough-to-beat baseline for sentence embeddings"), and training moved direction and length.
    The head then adds what the words mean together, ``x + outer · relu(inner · x + bias)``
    (Iyyer et al. 2015, "Deep averaging networks"), and the result is brought to unit length.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the weights in ``folder``; without one, those that ship with the package.

        Raises:
            ServiceUnavailable: a file of the model is missing or damaged.
        """
        self._folder = folder or Path(__file__).parent
        try:
            config = json.loads((self._folder / CONFIG_FILE).read_text(encoding="utf-8"))
            self._table = np.load(self._folder / TABLE_FILE, mmap_mode="r").view(np.ndarray)
            self._scales = np.load(self._folder / SCALES_FILE)
            with np.load(self._folder / HEAD_FILE) as head:
                parts = [head[part].astype(np.float32) for part in HEAD_PARTS]
            self._inner, self._bias, self._outer, self._places = parts
            words = (self._folder / WORDS_FILE).read_text(encoding="utf-8").split("\n")
            self.dimension = int(config["dimension"])
            self._unknown = float(config["unknown_weight"])
            self.name = f"{config['name']}:{config['weights']}"
        except (OSError, ValueError, KeyError) as error:
            raise ServiceUnavailable(
                f"the embedded encoder in {self._folder} cannot be opened ({error!r}); "
                "reinstall the package, or set POLES_ENCODER=hashing"
            ) from error
        found = (self._table.shape, self._scales.shape, self._inner.shape[1])
        if found != ((len(words), self.dimension // 2), (len(words),), self.dimension):
            raise ServiceUnavailable(
                f"the files of the embedded encoder in {self._folder} do not belong together "
                f"({found} for {len(words)} words); reinstall the package"
            )
        self._words = words

    @cached_property
    def tokenizer(self) -> WordTokenizer:
        """Turns a text into rows of the table."""
        return WordTokenizer(self._words)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, float32, shape [len(texts), dimension].

        A text without a word gives the same constant vector every time.
        """
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BLOCK):
            part = texts[start : start + _BLOCK]
            vectors[start : start + _BLOCK] = self._head(self._sums(part))
        return vectors

    def _head(self, sums: Vectors) -> Vectors:
        scaled = sums * np.float32(self.dimension**0.5)
        hidden = np.maximum(scaled @ self._inner.T + self._bias, 0.0)
        scaled += hidden @ self._outer.T
        scaled /= np.linalg.norm(scaled, axis=1, keepdims=True)
        return scaled

    def _sums(self, texts: Sequence[str]) -> Vectors:
        """Sums of rows and signatures, brought to unit length, shape [len(texts), dimension]."""
        tokens = [self.tokenizer.tokenize(text) for text in texts]
        sums = self._sum_rows(tokens)
        for i, found in enumerate(tokens):
            for word in found.unknown:
                sums[i] += self._unknown * signature(word)[: self.dimension]
        lengths = np.linalg.norm(sums, axis=1)
        for i in np.flatnonzero(lengths < 1e-9).tolist():
            sums[i] = signature("")[: self.dimension]
            lengths[i] = np.linalg.norm(sums[i])
        sums /= lengths[:, None]
        return sums

    def _sum_rows(self, texts: Sequence[Tokens]) -> Vectors:
        """Each text's rows times their factors, summed; each row unpacked once."""
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows, factors, starts = weigh(
            [found.rows for found in texts], [found.places for found in texts], self._places
        )
        factors *= self._scales[rows]
        distinct, slots = np.unique(rows, return_inverse=True)
        table = unpack(self._table[distinct])
        for total, (start, end) in zip(sums, pairwise(starts), strict=True):
            np.matmul(factors[start:end], table[slots[start:end]], out=total)
        return sums


class Weighed(NamedTuple):
    """Distinct rows of several texts."""

    rows: npt.NDArray[np.int64]
    """Rows of the first text, then of the second, …"""
    factors: Vectors
    """Factor of each."""
    starts: list[int]
    """Where each text begins, and the end of the last one."""


def weigh(
    texts: Sequence[Sequence[int] | npt.NDArray[np.int32]],
    places: Sequence[Sequence[int]],
    weights: Vectors,
) -> Weighed:
    """Distinct rows of ``texts`` and their factors.

    A row that comes k times in a text counts √k times the mean weight of its places.

    Args:
        texts: rows of each.
        places: place of each row in its line, from 0.
        weights: weight of each place; the last one holds for all places after it.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    rows = np.fromiter(chain.from_iterable(texts), dtype=np.int64)
    at = np.fromiter(chain.from_iterable(places), dtype=np.int64)
    placed = weights[np.minimum(at, len(weights) - 1)]
    width = int(rows.max(initial=0)) + 1
    owned = np.repeat(np.arange(len(texts)), lengths) * width + rows
    distinct, which, counts = np.unique(owned, return_inverse=True, return_counts=True)
    factors = np.bincount(which, weights=placed, minlength=len(distinct)) / np.sqrt(counts)
    starts = np.searchsorted(distinct, np.arange(len(texts) + 1) * width).tolist()
    return Weighed(distinct % width, factors.astype(np.float32), starts)


def unpack(packed: npt.NDArray[np.uint8]) -> Vectors:
    """Values −7…7 of a packed table, float32: [n, d/2] bytes give [n, d] numbers.

    A byte holds dimension ``j`` in its low half and ``j + d/2`` in its high half, plus 8 each.
    """
    values = np.empty((packed.shape[0], packed.shape[1] * 2), dtype=np.float32)
    half = packed.shape[1]
    values[:, :half] = packed & 0x0F
    values[:, half:] = packed >> 4
    values -= 8.0
    return values


def weights_hash(folder: Path) -> str:
    """First eight hexadecimal digits of the SHA-256 of the weights and words in ``folder``."""
    digest = hashlib.sha256()
    for name in (TABLE_FILE, SCALES_FILE, HEAD_FILE, WORDS_FILE):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]
