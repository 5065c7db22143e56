"""The encoder as a sentence-transformers model (extra ``[hub]``), to evaluate or fine-tune.

    from ingest.encoder.hub import sentence_transformer
    model = sentence_transformer()

or, from the folder of a model written by ``python -m ingest.encoder.export FOLDER``:
``SentenceTransformer(FOLDER, trust_remote_code=True)``. Both give the vectors of
``EmbeddedEncoder``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from sentence_transformers import SentenceTransformer
from torch import nn

from ingest.encoder.model import (
    CONFIG_FILE,
    HEAD_FILE,
    HEAD_PARTS,
    SCALES_FILE,
    TABLE_FILE,
    WORDS_FILE,
    unpack,
    weigh,
)
from ingest.encoder.pack import write_model
from ingest.encoder.tokens import WordTokenizer, signature

__all__ = ["TableModule", "sentence_transformer"]

_LEARNT = ("inner", "bias", "outer")


class TableModule(nn.Module):  # type: ignore[misc]
    """Table and head as one trainable module; the table's rows are float32 here."""

    def __init__(self, folder: str | Path | None = None) -> None:
        """Read the model in ``folder``; without one, the model of the package."""
        super().__init__()
        source = Path(folder) if folder else Path(__file__).parent
        self.config = json.loads((source / CONFIG_FILE).read_text(encoding="utf-8"))
        self.words = (source / WORDS_FILE).read_text(encoding="utf-8").split("\n")
        self.tokenizer = WordTokenizer(self.words)
        scales = np.load(source / SCALES_FILE)
        table = unpack(np.load(source / TABLE_FILE)) * scales[:, None]
        self.table = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=False)
        with np.load(source / HEAD_FILE) as head:
            arrays = {name: head[name].astype(np.float32) for name in HEAD_PARTS}
        self.places = arrays["places"]
        self.inner, self.bias, self.outer = (
            nn.Parameter(torch.from_numpy(arrays[name])) for name in _LEARNT
        )
        self.max_seq_length = 100_000

    def tokenize(self, texts: Sequence[str], **_: object) -> dict[str, torch.Tensor]:
        """Rows, their factors and starts for an embedding bag, and the sums of signatures."""
        tokens = [self.tokenizer.tokenize(text) for text in texts]
        rows, factors, starts = weigh(
            [found.rows for found in tokens], [found.places for found in tokens], self.places
        )
        unknown = np.zeros((len(texts), self.get_embedding_dimension()), dtype=np.float32)
        for i, found in enumerate(tokens):
            for word in found.unknown:
                unknown[i] += self.config["unknown_weight"] * signature(word)[: unknown.shape[1]]
            if not found.rows and not found.unknown:
                unknown[i] = signature("")[: unknown.shape[1]]
        return {
            "input_ids": torch.from_numpy(rows),
            "factors": torch.from_numpy(factors),
            "offsets": torch.tensor(starts[:-1], dtype=torch.long),
            "unknown": torch.from_numpy(unknown),
        }

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: object
    ) -> dict[str, torch.Tensor]:
        """The same, under the name that sentence-transformers 5.2 and later call."""
        return self.tokenize([(prompt or "") + text for text in inputs])

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add "sentence_embedding": unit vectors [n, dimension]."""
        sums = features["unknown"] + F.embedding_bag(
            features["input_ids"],
            self.table.weight,
            features["offsets"],
            mode="sum",
            per_sample_weights=features["factors"],
        )
        scaled = F.normalize(sums, dim=1) * sums.shape[1] ** 0.5
        hidden = F.relu(scaled @ self.inner.T + self.bias)
        features["sentence_embedding"] = F.normalize(scaled + hidden @ self.outer.T, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return int(self.table.embedding_dim)

    get_sentence_embedding_dimension = get_embedding_dimension
    get_word_embedding_dimension = get_embedding_dimension

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Write the files that ``EmbeddedEncoder(folder)`` opens; the table is 4-bit again."""
        head = {name: getattr(self, name).detach().cpu().numpy() for name in _LEARNT}
        write_model(
            Path(output_path),
            self.words,
            self.table.weight.detach().cpu().numpy(),
            {**head, "places": self.places},
            name=self.config["name"],
        )

    @classmethod
    def load(cls, model_name_or_path: str, **_: object) -> TableModule:
        """Read what ``save`` wrote."""
        return cls(model_name_or_path)


def sentence_transformer(folder: str | Path | None = None) -> SentenceTransformer:
    """The model in ``folder``, or that of the package, as a SentenceTransformer."""
    return SentenceTransformer(modules=[TableModule(folder)], device="cpu")
