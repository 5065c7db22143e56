"""Text → vectors: one protocol, and the choice of the encoder by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.analysis import fold, lexical_tokens
from ingest.errors import ServiceUnavailable, UsageError

__all__ = ["Encoder", "HashingEncoder", "HubEncoder", "Vectors", "load_encoder"]

Vectors = npt.NDArray[np.float32]
"""float32, shape [n, dimension], each row of unit length."""


class Encoder(Protocol):
    """Turns texts into unit vectors; ``name`` changes whenever the vectors would."""

    @property
    def name(self) -> str:
        """Identity of the model, stored with an index."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``, shape [len(texts), dimension]."""


def load_encoder(name: str) -> Encoder:
    """The encoder that the settings name.

    Args:
        name: "embedded" for the project's own, "hashing" for the one that needs no weights,
            anything else for a sentence-transformers model, by hub name or folder.

    Raises:
        UsageError: the extra ``[hub]`` is not installed.
        ServiceUnavailable: the model cannot be loaded.
    """
    if name == "hashing":
        return HashingEncoder()
    if name == "embedded":
        from ingest.encoder import EmbeddedEncoder

        return EmbeddedEncoder()
    return HubEncoder(name)


class HashingEncoder:
    """Hashed stems and character trigrams: deterministic, no weights, any language.

    Signed feature hashing (Weinberger et al. 2009, arXiv 0902.2206) with square-root term
    frequency. It sees shared words and word parts, not meaning: the fallback, and the control
    that any trained encoder has to beat.
    """

    name = "hashing-1"
    dimension = 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``; a text without a word gives the same constant vector."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for feature, weight in _features(text).items():
                slot, sign = _slot(feature, self.dimension)
                row[slot] += sign * weight**0.5
            if not row.any():
                row[0] = 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _features(text: str) -> dict[str, float]:
    counts: dict[str, float] = {}
    for token in lexical_tokens(text):
        counts[token] = counts.get(token, 0.0) + 1.0
    for word in fold(text).split():
        padded = f"#{word}#"
        for i in range(len(padded) - 2):
            gram = padded[i : i + 3]
            counts[gram] = counts.get(gram, 0.0) + 0.1
    return counts


def _slot(feature: str, dimension: int) -> tuple[int, int]:
    value = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest(), "little")
    return value % dimension, 1 if value >> 63 else -1


_PROBE = "pôle de compétitivité"


def _identity(probe: npt.NDArray[np.float32]) -> str:
    """What tells two models of one name apart: where the largest values of a vector lie."""
    order = np.argsort(-np.abs(probe), kind="stable")[:16]
    return hashlib.blake2b(order.astype("<i4").tobytes(), digest_size=4).hexdigest()


class HubEncoder:
    """A sentence-transformers model, from a hub or a folder (extra ``[hub]``)."""

    def __init__(self, name: str) -> None:
        """Load the model ``name``.

        Raises:
            UsageError: sentence-transformers is not installed.
            ServiceUnavailable: the model is not found or does not load.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise UsageError(
                f"encoder {name!r} needs the extra [hub]: pip install 'poles-assistant[hub]', "
                "or set POLES_ENCODER=embedded"
            ) from error
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError) as error:
            raise ServiceUnavailable(
                f"encoder {name!r} cannot be loaded ({error}); give the name of a model that a "
                "hub can serve from here, or the folder of a downloaded one"
            ) from error
        probe = self.encode([_PROBE])[0]
        self.dimension = len(probe)
        self.name = f"{name.rstrip('/').rsplit('/', 1)[-1]}:{self.dimension}:{_identity(probe)}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=32
        )
        return np.asarray(vectors, dtype=np.float32)
