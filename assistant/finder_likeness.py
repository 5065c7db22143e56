"""What the finder learned from described companies whose pôles are known: one linear map.

A description's vector times ``weights``, plus ``base``, estimates for each pôle how surely it
would be named for that company, and how surely any would. ``evals.bench.finder_learn`` fits it
(ridge regression) and writes the file. It reads what no list of words holds: that a description
is, as a whole, about one thing, and that the rest of its words are asides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["FILE", "Likeness", "load_likeness", "save_likeness"]

FILE = Path(__file__).parent / "data" / "finder_likeness.npz"

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A map from the vectors of ``encoder`` to ``poles``.

    Attributes:
        encoder: name of the encoder, weights included: other vectors mean nothing here.
        poles: identifiers, one a column.
        weights: [dimension, pôles + 1]; the last column says whether any pôle fits.
        base: [pôles + 1], the mean of what was learned.
    """

    encoder: str
    poles: tuple[str, ...]
    weights: Vectors
    base: Vectors

    def read(self, vector: Vectors) -> tuple[Mapping[str, float], float]:
        """How surely each pôle would be named, and any at all; about [0, 1]."""
        values = (vector @ self.weights + self.base).tolist()
        return dict(zip(self.poles, values, strict=False)), values[-1]


def load_likeness(encoder: str, path: Path = FILE) -> Likeness | None:
    """What was learned with ``encoder``; None when it was learned with another."""
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["encoder"]) != encoder:
            return None
        return Likeness(
            encoder,
            tuple(str(stored["poles"]).split()),
            stored["weights"].astype(np.float32),
            stored["base"].astype(np.float32),
        )


def save_likeness(
    path: Path, encoder: str, poles: Sequence[str], weights: Vectors, base: Vectors
) -> None:
    """Write the file that ``load_likeness`` reads, in half precision."""
    np.savez_compressed(
        path,
        encoder=np.array(encoder),
        poles=np.array(" ".join(poles)),
        weights=weights.astype(np.float16),
        base=base.astype(np.float16),
    )
