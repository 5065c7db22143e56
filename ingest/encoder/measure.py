"""Measure encoders on the development sets: the figures of the model card.

    python -m ingest.encoder.measure DATA                      # the encoder of the package
    python -m ingest.encoder.measure DATA --encoder FOLDER     # a model of ``train``, or any other
    python -m ingest.encoder.measure DATA --use FILE           # Universal Sentence Encoder, ONNX
    python -m ingest.encoder.measure DATA --beir OUT           # also write the sets as folders

Whole texts are encoded and every text is ranked; ``poles eval retrieval OUT/piaf`` measures the
same sets through the product's passages and its candidates.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from ingest.analysis import lexical_tokens, query_tokens
from ingest.encode import load_encoder
from ingest.encoder.devsets import DevSet, read_devsets, write_beir
from ingest.lexical import LexicalIndex, build_lexical

__all__ = ["Figures", "measure"]

_WEIGHTS = tuple(round(0.1 * tenth, 1) for tenth in range(1, 10))
_SHIPPED_WEIGHT = 0.6
_SPEED_WORDS = 120
_ONNX_BATCH = 32

Scores = npt.NDArray[np.float32]
"""Score of every text for every query, shape [queries, texts]."""
Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one set.

    Attributes:
        bm25, dense, hybrid: mean reciprocal ranks; the hybrid at the product's weight.
        best, best_weight: the best hybrid of weights .1 to .9, and its weight.
        first: share of queries whose text comes first, by the dense score.
    """

    bm25: float
    dense: float
    hybrid: float
    best: float
    best_weight: float
    first: float


def measure(devset: DevSet, encode: Encode) -> Figures:
    """Figures of ``encode`` on ``devset``."""
    lexical = _lexical_scores(devset)
    dense = encode(devset.queries) @ encode(devset.texts).T
    answers = np.asarray(devset.answers)
    fused = {w: _mean_reciprocal(_fuse(lexical, dense, w), answers) for w in _WEIGHTS}
    best = max(fused, key=lambda weight: fused[weight])
    return Figures(
        bm25=_mean_reciprocal(lexical, answers),
        dense=_mean_reciprocal(dense, answers),
        hybrid=fused[_SHIPPED_WEIGHT],
        best=fused[best],
        best_weight=best,
        first=float((_ranks(dense, answers) <= 1).mean()),
    )


def _lexical_scores(devset: DevSet) -> Scores:
    """BM25 with the product's analysis."""
    with TemporaryDirectory(prefix="poles-measure-") as folder:
        build_lexical(Path(folder), ((i, lexical_tokens(t)) for i, t in enumerate(devset.texts)))
        index = LexicalIndex(Path(folder))
        return np.stack([index.scores(query_tokens(query)) for query in devset.queries])


def _ranks(scores: Scores, answers: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Rank of each query's answer; among equal scores, the mean of their places."""
    own = scores[np.arange(len(answers)), answers][:, None]
    ranks: npt.NDArray[np.float64] = (
        1.0 + (scores > own).sum(axis=1) + ((scores == own).sum(axis=1) - 1) / 2
    )
    return ranks


def _mean_reciprocal(scores: Scores, answers: npt.NDArray[np.int64]) -> float:
    return float((1 / _ranks(scores, answers)).mean())


def _fuse(lexical: Scores, dense: Scores, weight: float) -> Scores:
    """The product's fusion over all texts: BM25 by its maximum, cosines by both ends."""
    left = lexical / np.maximum(lexical.max(axis=1, keepdims=True), 1e-9)
    low, high = dense.min(axis=1, keepdims=True), dense.max(axis=1, keepdims=True)
    fused: Scores = (1 - weight) * left + weight * (dense - low) / np.maximum(high - low, 1e-9)
    return fused


def _speed(encode: Encode, sets: Sequence[DevSet]) -> str:
    """Passages of 120 words a second, and milliseconds of a query asked alone."""
    words = " ".join(text for devset in sets for text in devset.texts).split()[: _SPEED_WORDS * 512]
    passages = [
        " ".join(words[i : i + _SPEED_WORDS])
        for i in range(0, len(words) - _SPEED_WORDS + 1, _SPEED_WORDS)
    ]
    queries = [query for devset in sets for query in devset.queries][:200]
    if not passages:
        return ""
    began = time.perf_counter()
    encode(passages)
    middle = time.perf_counter()
    for query in queries:
        encode([query])
    each = 1e3 * (time.perf_counter() - middle) / len(queries)
    rate = len(passages) / (middle - began)
    return f"{rate:.0f} passages of {_SPEED_WORDS} words a second, {each:.2f} ms a query\n"


def _onnx_encode(path: Path) -> Encode:
    """A model that reads texts by itself, with the operators of onnxruntime-extensions.

    Such is ``memory/resources/use_quantized.onnx`` in the package chatmemorydb-lmdb-onnx 1.2.
    """
    runtime, extensions = (import_module(m) for m in ("onnxruntime", "onnxruntime_extensions"))
    options = runtime.SessionOptions()
    options.register_custom_ops_library(extensions.get_library_path())
    session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0].name

    def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        parts = [
            session.run(None, {entry: np.array(texts[i : i + _ONNX_BATCH], dtype=object)})[0]
            for i in range(0, len(texts), _ONNX_BATCH)
        ]
        vectors: npt.NDArray[np.float32] = np.concatenate(parts).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    return encode


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.measure",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="folder of the development sets")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--encoder", default="embedded", help="as POLES_ENCODER")
    which.add_argument("--use", type=Path, help="an ONNX model that reads texts by itself")
    parser.add_argument("--beir", type=Path, help="write each set to a folder of its own here")
    given = parser.parse_args()
    sets = read_devsets(given.data)
    if not sets:
        parser.error(f"{given.data} holds no development set (see ingest.encoder.devsets)")
    if given.use:
        name, encode = given.use.name, _onnx_encode(given.use)
    else:
        encoder = load_encoder(given.encoder)
        name, encode = encoder.name, encoder.encode
    write = sys.stdout.write
    write(f"{name}\n{_speed(encode, sets)}")
    write(f"{'':14}{'queries':>8}{'texts':>7}{'bm25':>7}{'dense':>7}{'hybrid':>7}"
          f"{'best':>7}{'at':>5}{'R@1':>7}\n")  # fmt: skip
    for devset in sets:
        figures = measure(devset, encode)
        write(f"{devset.name:14}{len(devset.queries):8}{len(devset.texts):7}{figures.bm25:7.3f}"
              f"{figures.dense:7.3f}{figures.hybrid:7.3f}{figures.best:7.3f}"
              f"{figures.best_weight:5.1f}{figures.first:7.3f}\n")  # fmt: skip
        if given.beir:
            write_beir(devset, given.beir / devset.name)


if __name__ == "__main__":
    main()
