"""The embedded encoder at work: a 4-bit table of word vectors, summed, then one small layer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.encoder.tokens import WordTokenizer, signature
from ingest.errors import ServiceUnavailable

__all__ = [
    "CONFIG_FILE",
    "HEAD_FILE",
    "SCALES_FILE",
    "TABLE_FILE",
    "WORDS_FILE",
    "EmbeddedEncoder",
    "unpack",
    "weights_hash",
]

CONFIG_FILE = "config.json"
TABLE_FILE = "table.npy"
SCALES_FILE = "scales.npy"
HEAD_FILE = "head.npz"
WORDS_FILE = "words.txt"

Vectors = npt.NDArray[np.float32]


class EmbeddedEncoder:
    """Bilingual sentence vectors with no download and no deep-learning library.

    A text first becomes the sum over its distinct words of ``√count · row``, plus one hashed
    signature for each word outside the vocabulary, brought to length ``√dimension``. Rows carry
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
            self._table = np.load(self._folder / TABLE_FILE, mmap_mode="r")
            self._scales = np.load(self._folder / SCALES_FILE)
            with np.load(self._folder / HEAD_FILE) as head:
                self._inner = head["inner"].astype(np.float32)
                self._bias = head["bias"].astype(np.float32)
                self._outer = head["outer"].astype(np.float32)
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
        for i, text in enumerate(texts):
            vectors[i] = self._sum(text)
        return self._head(vectors)

    def _head(self, sums: Vectors) -> Vectors:
        scaled = sums * np.float32(self.dimension**0.5)
        hidden = np.maximum(scaled @ self._inner.T + self._bias, 0.0)
        scaled += hidden @ self._outer.T
        scaled /= np.linalg.norm(scaled, axis=1, keepdims=True)
        return scaled

    def _sum(self, text: str) -> Vectors:
        found, unknown = self.tokenizer.tokenize(text)
        total = np.zeros(self.dimension, dtype=np.float32)
        if found:
            rows, counts = np.unique(np.asarray(found, dtype=np.int64), return_counts=True)
            weights = np.sqrt(counts).astype(np.float32) * self._scales[rows]
            total += weights @ unpack(self._table[rows])
        for word in unknown:
            total += self._unknown * signature(word)[: self.dimension]
        length = float(np.linalg.norm(total))
        if length < 1e-9:
            total = signature("")[: self.dimension]
            length = float(np.linalg.norm(total))
        return total / np.float32(length)


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
