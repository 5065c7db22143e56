"""What the finder learned from described companies whose pôles are known: one linear map.

A description's vector, lengthened by the themes read in it, times ``weights``, plus ``base``,
estimates for each pôle how surely it would be named for that company, and how surely any would.
``evals.bench.finder_learn`` fits it (ridge regression) and writes the file. It reads what no list
of words holds: that a description is, as a whole, about one thing, and that the rest of its words
are asides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.finder_records import Wanted

__all__ = ["FILE", "Likeness", "described", "load_likeness", "save_likeness"]

FILE = Path(__file__).parent / "data" / "finder_likeness.npz"

Vectors = npt.NDArray[np.float32]

_THEMES_COUNT = 0.3  # length of the themes beside a description's vector, whose length is 1


def described(vector: Vectors, wanted: Sequence[Wanted], themes: Sequence[str]) -> Vectors:
    """``vector`` of a description, and behind it how much it is about each of ``themes``."""
    weights = {item.id: item.weight for item in wanted}
    row = np.array([weights.get(theme, 0.0) for theme in themes], dtype=np.float32)
    length = float(np.linalg.norm(row))
    return np.concatenate([vector, row * (_THEMES_COUNT / length if length else 0.0)])


@dataclass(frozen=True, slots=True)
class Likeness:
    """A map from the vectors of ``encoder`` to ``poles``.

    Attributes:
        encoder: name of the encoder, weights included: other vectors mean nothing here.
        poles: identifiers, one a column.
        themes: identifiers as of ``Wanted.id``, in the order of ``described``.
        weights: [dimension + themes, pôles + 1]; the last column says whether any pôle fits.
        base: [pôles + 1], the mean of what was learned.
    """

    encoder: str
    poles: tuple[str, ...]
    themes: tuple[str, ...]
    weights: Vectors
    base: Vectors

    def read(
        self, vector: Vectors, wanted: Sequence[Wanted] = ()
    ) -> tuple[Mapping[str, float], float]:
        """How surely each pôle would be named, and any at all; about [0, 1]."""
        values = (described(vector, wanted, self.themes) @ self.weights + self.base).tolist()
        return dict(zip(self.poles, values, strict=False)), values[-1]


def load_likeness(encoder: str, path: Path = FILE) -> Likeness | None:
    """What was learned with ``encoder``; None when it was learned with another."""
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["encoder"]) != encoder:
            return None
        return Likeness(
            encoder,
            tuple(str(stored["poles"]).split()),
            tuple(str(stored["themes"]).split()),
            stored["weights"].astype(np.float32),
            stored["base"].astype(np.float32),
        )


def save_likeness(path: Path, likeness: Likeness) -> None:
    """Write the file that ``load_likeness`` reads, in half precision."""
    np.savez_compressed(
        path,
        encoder=np.array(likeness.encoder),
        poles=np.array(" ".join(likeness.poles)),
        themes=np.array(" ".join(likeness.themes)),
        weights=likeness.weights.astype(np.float16),
        base=likeness.base.astype(np.float16),
    )
