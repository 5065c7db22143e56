"""Trained float vectors → the files of the embedded encoder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.encoder.model import (
    CONFIG_FILE,
    HEAD_FILE,
    HEAD_PARTS,
    SCALES_FILE,
    TABLE_FILE,
    WORDS_FILE,
    weights_hash,
)

__all__ = ["quantize", "write_model"]

# Shares of a row's largest value at which to clip; the one with the least squared error wins.
_CLIPS = (1.0, 0.9, 0.8, 0.7, 0.6)


def quantize(
    table: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """A float table [n, d] as packed 4-bit codes [n, d/2] and a scale a row [n]."""
    largest = np.maximum(np.abs(table).max(axis=1), 1e-12)
    scales = (largest / 7.0).astype(np.float32)
    codes = np.zeros(table.shape, dtype=np.int8)
    error = np.full(len(table), np.inf, dtype=np.float32)
    for clip in _CLIPS:
        scale = (largest * clip / 7.0).astype(np.float32)
        tried = np.clip(np.rint(table / scale[:, None]), -7, 7)
        missed = ((tried * scale[:, None] - table) ** 2).sum(axis=1)
        better = missed < error
        codes[better], scales[better], error[better] = tried[better], scale[better], missed[better]
    shifted = (codes + 8).astype(np.uint8)
    half = table.shape[1] // 2
    packed: npt.NDArray[np.uint8] = shifted[:, :half] | (shifted[:, half:] * np.uint8(16))
    return packed, scales


def write_model(
    folder: Path,
    words: Sequence[str],
    table: npt.NDArray[np.float32],
    head: Mapping[str, npt.NDArray[np.float32]],
    *,
    name: str,
) -> str:
    """Write the model's files to ``folder`` and return the full name of the model.

    Args:
        folder: made if missing; files of an earlier model are replaced.
        words: vocabulary, most frequent first; word ``i`` owns row ``i``.
        table: float32 [len(words), dimension], rows already weighted.
        head: "inner" [h, dimension], "bias" [h], "outer" [dimension, h], and "places", the
            weight of a line's first word, second word, …; kept as float16.
        name: base name, such as "poles-bilingual-v2".
    """
    folder.mkdir(parents=True, exist_ok=True)
    packed, scales = quantize(table)
    np.save(folder / TABLE_FILE, packed)
    np.save(folder / SCALES_FILE, scales)
    (folder / WORDS_FILE).write_text("\n".join(words), encoding="utf-8")
    inner, bias, outer, places = (head[part].astype(np.float16) for part in HEAD_PARTS)
    with (folder / HEAD_FILE).open("wb") as file:
        np.savez(file, inner=inner, bias=bias, outer=outer, places=places)
    config = {
        "name": name,
        "dimension": int(table.shape[1]),
        "words": len(words),
        "unknown_weight": round(_unknown_weight(table), 6),
        "weights": weights_hash(folder),
    }
    text = json.dumps(config, indent=2, ensure_ascii=False) + "\n"
    (folder / CONFIG_FILE).write_text(text, encoding="utf-8")
    return f"{name}:{config['weights']}"


def _unknown_weight(table: npt.NDArray[np.float32]) -> float:
    """Factor of a ±1 signature that makes an unknown word as long as a rare known one."""
    lengths = np.linalg.norm(table[-max(1, len(table) // 5) :], axis=1)
    root: float = float(table.shape[1]) ** 0.5
    return float(np.median(lengths)) / root
