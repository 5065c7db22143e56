"""Text → vectors: one protocol, and the choice of the encoder by its name."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from ingest.analysis import fold, lexical_tokens
from ingest.errors import ServiceUnavailable, UsageError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Encoder", "HashingEncoder", "HubEncoder", "Vectors", "load_encoder", "may_be_named"]

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


def may_be_named(setting: str, name: str) -> bool:
    """Can the encoder that the settings call ``setting`` have the ``name``? Nothing is loaded.

    Only of a hub's model is there something to tell; ours load at once.

    Args:
        setting: as ``load_encoder`` takes it.
        name: identity of an encoder, as an index stores it.
    """
    if setting in ("hashing", "embedded") or _is_ours(setting):
        return True
    return name.rsplit(":", 2)[0] == _last_part(setting)


def load_encoder(name: str) -> Encoder:
    """The encoder that the settings name.

    Args:
        name: "embedded" for the project's own, "hashing" for the one that needs no weights, the
            folder of a model that ``ingest.encoder.train`` wrote, anything else for a
            sentence-transformers model, by hub name or folder.

    Raises:
        UsageError: the extra ``[hub]`` is not installed.
        ServiceUnavailable: the model cannot be loaded.
    """
    if name == "hashing":
        return HashingEncoder()
    if name == "embedded" or _is_ours(name):
        from ingest.encoder import EmbeddedEncoder

        return EmbeddedEncoder(None if name == "embedded" else Path(name))
    return HubEncoder(name)


def _is_ours(name: str) -> bool:
    """Is ``name`` the folder of an embedded encoder?"""
    return all((Path(name) / file).is_file() for file in ("table.npy", "words.txt"))


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


def _last_part(name: str) -> str:
    """What a model is called, without the folder or organisation it is in."""
    return name.rstrip("/").rsplit("/", 1)[-1]


_HUB_SECONDS = 10.0
"""How long the hub may take to say whether it has a model."""


class HubEncoder:
    """A sentence-transformers model, from a hub or a folder (extra ``[hub]``).

    A model that was downloaded once is read from the cache, and no hub is asked.
    """

    def __init__(self, name: str) -> None:
        """Load the model ``name``.

        Raises:
            UsageError: sentence-transformers is not installed.
            ServiceUnavailable: the model is not found or does not load.
        """
        if importlib.util.find_spec("sentence_transformers") is None:
            raise UsageError(
                f"encoder {name!r} needs the extra [hub]: pip install 'poles-assistant[hub]', "
                "or set POLES_ENCODER=embedded"
            )
        try:
            self._model = _load_model(name)
        except Exception as error:  # each version of the libraries has errors of its own
            # Their messages run over several lines, of which the first says what happened.
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise ServiceUnavailable(
                f'encoder {name!r} cannot be loaded ({reason}); give "embedded", "hashing", '
                "the name of a model that a hub can serve from here, or the folder of a "
                "downloaded one"
            ) from error
        probe = self.encode([_PROBE])[0]
        self.dimension = len(probe)
        self.name = f"{_last_part(name)}:{self.dimension}:{_identity(probe)}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=32
        )
        return np.asarray(vectors, dtype=np.float32)


def _load_model(name: str) -> SentenceTransformer:
    """The model in the folder ``name``, or of that name in the cache, or else from the hub."""
    here = Path(name).is_dir()
    if not here and Path(name).is_absolute():
        raise FileNotFoundError("there is no such folder")
    cached = not here and _is_cached(name)
    if not here and not cached:
        _ask_hub(name)  # before the seconds that it takes to load the libraries
    with _quiet():
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(name, local_files_only=here or cached)
        except OSError:
            if not cached:
                raise
        _ask_hub(name)  # a download that was broken off
        return SentenceTransformer(name)


def _names_on_hub(name: str) -> tuple[str, ...]:
    """A name without an organisation is first looked for among the library's own models."""
    return (name,) if "/" in name else (f"sentence-transformers/{name}", name)


def _is_cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        found = [try_to_load_from_cache(one, "config.json") for one in _names_on_hub(name)]
    except HFValidationError:  # no name that a hub could have
        return False
    return any(isinstance(path, str) for path in found)


def _ask_hub(name: str) -> None:
    """One request a name, without the retries that the libraries make for each of its files.

    Raises:
        OSError: the hub has no such model, or none answers.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, RepositoryNotFoundError

    for one in _names_on_hub(name):
        try:
            HfApi().model_info(one, timeout=_HUB_SECONDS)
            return
        except RepositoryNotFoundError:
            continue
        except (HfHubHTTPError, HFValidationError):
            raise
        except Exception as error:  # of the HTTP library, which is another one in each version
            raise OSError(f"no hub answers: {error}") from error
    raise OSError("the hub has no such model")


@contextmanager
def _quiet() -> Iterator[None]:
    """No log lines, no progress bars of the libraries; a download on a terminal keeps its bar."""
    downloads: Any = importlib.import_module("huggingface_hub.utils")  # neither is typed in full
    bars: Any = importlib.import_module("transformers.utils.logging")
    loggers = [logging.getLogger(n) for n in ("sentence_transformers", "transformers")]
    loggers.append(logging.getLogger("huggingface_hub"))
    levels = [logger.level for logger in loggers]
    shown, wanted = bars.is_progress_bar_enabled(), not downloads.are_progress_bars_disabled()
    bars.disable_progress_bar()  # and those of downloads
    if wanted and sys.stderr.isatty():
        downloads.enable_progress_bars()
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        if shown:
            bars.enable_progress_bar()
