"""The encoder while it is refined, in torch: a frozen table, and what is learned around it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from torch import nn

from ingest.encoder.examples import Bag
from ingest.encoder.model import (
    CONFIG_FILE,
    HEAD_FILE,
    SCALES_FILE,
    TABLE_FILE,
    WORDS_FILE,
    unpack,
)
from ingest.encoder.pack import write_head
from ingest.encoder.tokens import WordTokenizer, signature

__all__ = ["ContextStudent"]

Places = npt.NDArray[np.int64]
"""Place of each word of a text in its line."""

_HEADS = 4
_ENCODE_BATCH = 128
_DROPOUT = 0.1


class ContextStudent(nn.Module):  # type: ignore[misc]
    """A model folder as a module; with layers, the words of a text also see one another."""

    def __init__(self, folder: Path, *, layers: int, width: int, window: int = 96) -> None:
        """Open ``folder``; the new layers start without influence.

        Args:
            folder: model to start from.
            layers: of the transformer; 0 for none.
            width: of the transformer.
            window: words that the transformer sees at once; a longer text is read in such parts.
        """
        super().__init__()
        self.config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        words = (folder / WORDS_FILE).read_text(encoding="utf-8").split("\n")
        self.tokenizer = WordTokenizer(words)
        self.scales = np.load(folder / SCALES_FILE)
        table = torch.from_numpy(unpack(np.load(folder / TABLE_FILE)) * self.scales[:, None])
        self.register_buffer("table", table, persistent=False)
        with np.load(folder / HEAD_FILE) as head:
            arrays = {key: torch.from_numpy(head[key].astype(np.float32)) for key in head}
        self.inner, self.bias, self.outer = (
            nn.Parameter(arrays[key]) for key in ("inner", "bias", "outer")
        )
        self.log_places = nn.Parameter(arrays["places"].log())
        self.log_words = nn.Parameter(torch.zeros(len(words)))
        dimension, self.window = table.shape[1], window
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                width, _HEADS, 2 * width, _DROPOUT, "gelu", batch_first=True, norm_first=True
            )
            for _ in range(layers)
        )
        if layers:
            self.enter = nn.Linear(dimension + 1, width)
            self.positions = nn.Parameter(0.02 * torch.randn(window, width))
            self.norm = nn.LayerNorm(width)
            self.gate = nn.Linear(width, 1)
            self.leave = nn.Linear(width, dimension)
            for module in (self.gate, self.leave):
                nn.init.zeros_(module.weight)
                nn.init.zeros_(module.bias)

    def word_parameters(self) -> list[nn.Parameter]:
        """Logarithms of the factors of words and places."""
        return [self.log_words, self.log_places]

    def head_parameters(self) -> list[nn.Parameter]:
        """The head."""
        return [self.inner, self.bias, self.outer]

    def context_parameters(self) -> list[nn.Parameter]:
        """All others: the transformer."""
        others = {id(p) for p in (*self.word_parameters(), *self.head_parameters())}
        return [p for p in self.parameters() if id(p) not in others]

    def encode(self, bags: Sequence[Bag], *, plain: bool = False) -> torch.Tensor:
        """Unit vectors of ``bags``, each one line; ``plain`` leaves the transformer out."""
        sum_words = self._plain if plain or not len(self.layers) else self._in_context
        return self._head(sum_words(bags, [np.arange(len(bag)) for bag in bags]))

    def _plain(self, bags: Sequence[Bag], places: Sequence[Places]) -> torch.Tensor:
        """Sums of words that see nothing of one another."""
        rows = torch.from_numpy(np.concatenate(bags).astype(np.int64))
        starts = torch.from_numpy(np.cumsum([0, *(len(bag) for bag in bags[:-1])]))
        shares = torch.from_numpy(np.concatenate([_shares(bag) for bag in bags]))
        place = self._places(torch.from_numpy(np.concatenate(places).astype(np.int64)))
        factors = shares * place * self.log_words[rows].exp()
        sums: torch.Tensor = F.embedding_bag(
            rows, self.table, starts, mode="sum", per_sample_weights=factors
        )
        return sums

    def _places(self, places: torch.Tensor) -> torch.Tensor:
        return self.log_places[places.clamp(max=len(self.log_places) - 1)].exp()

    def _in_context(self, bags: Sequence[Bag], places: Sequence[Places]) -> torch.Tensor:
        """Sums of words that saw the words around them, in windows of one length."""
        windows, owners, shares, spots = [], [], [], []
        for owner, bag in enumerate(bags):
            factors = _shares(bag)
            for start in range(0, max(1, len(bag)), self.window):
                cut = slice(start, start + self.window)
                windows.append(torch.from_numpy(bag[cut].astype(np.int64)))
                shares.append(torch.from_numpy(factors[cut]))
                spots.append(torch.from_numpy(np.asarray(places[owner][cut], np.int64)))
                owners.append(owner)
        pad = nn.utils.rnn.pad_sequence
        rows, share = pad(windows, batch_first=True), pad(shares, batch_first=True)
        place = self._places(pad(spots, batch_first=True))
        empty = share == 0
        empty[:, 0] &= ~empty.all(dim=1)  # attention needs one key
        vectors = self.table[rows] * self.log_words[rows].exp()[..., None]
        lengths = vectors.norm(dim=2, keepdim=True).clamp(min=1e-6)
        root = vectors.shape[2] ** 0.5
        seen = self.enter(torch.cat([vectors / lengths * root, lengths.log()], dim=2))
        seen = seen + self.positions[: seen.shape[1]]
        for layer in self.layers:
            seen = layer(seen, src_key_padding_mask=empty)
        seen = self.norm(seen)
        gate = self.gate(seen).tanh().exp()
        factors = (share * place)[..., None]
        sums = (factors * (gate * vectors + self.leave(seen))).sum(dim=1)
        out = sums.new_zeros((len(bags), sums.shape[1]))
        return out.index_add(0, torch.tensor(owners), sums)

    def _head(self, sums: torch.Tensor) -> torch.Tensor:
        scaled = F.normalize(sums, dim=1) * sums.shape[1] ** 0.5
        hidden = F.dropout(F.relu(scaled @ self.inner.T + self.bias), _DROPOUT, self.training)
        return F.normalize(scaled + hidden @ self.outer.T, dim=1)

    def encode_texts(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Unit vectors of ``texts`` as the finished model would give them."""
        self.eval()
        order = np.argsort([len(text) for text in texts], kind="stable")
        found = np.empty((len(texts), self.table.shape[1]), dtype=np.float32)
        with torch.no_grad():
            for start in range(0, len(texts), _ENCODE_BATCH):
                chosen = order[start : start + _ENCODE_BATCH]
                found[chosen] = self._encode_part([texts[i] for i in chosen])
        return found

    def _encode_part(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        tokens = [self.tokenizer.tokenize(text) for text in texts]
        bags = [np.asarray(found.rows, dtype=np.int32) for found in tokens]
        sum_words = self._in_context if len(self.layers) else self._plain
        sums = sum_words(bags, [np.asarray(found.places) for found in tokens])
        for i, found in enumerate(tokens):
            for word in found.unknown or ([] if found.rows else [""]):
                weight = self.config["unknown_weight"]
                sums[i] += weight * torch.from_numpy(signature(word)[: sums.shape[1]])
        vectors: npt.NDArray[np.float32] = self._head(sums).numpy()
        return vectors

    def write(self, folder: Path, base: Path, *, name: str) -> str:
        """Write the refined model to ``folder``; the table and the words are those of ``base``."""
        if len(self.layers):
            raise ValueError("a model folder has no place for layers")
        folder.mkdir(parents=True, exist_ok=True)
        for file in (TABLE_FILE, WORDS_FILE):
            if folder.resolve() != base.resolve():
                shutil.copyfile(base / file, folder / file)
        np.save(folder / SCALES_FILE, self.scales * self.log_words.detach().exp().numpy())
        arrays: Iterable[tuple[str, torch.Tensor]] = (
            ("inner", self.inner), ("bias", self.bias), ("outer", self.outer),
            ("places", self.log_places.exp()),
        )  # fmt: skip
        head = {key: value.detach().numpy() for key, value in arrays}
        return write_head(folder, head, {**self.config, "name": name})


def _shares(bag: Bag) -> npt.NDArray[np.float32]:
    """``1/√count`` for each word of a text: a word said k times then counts √k."""
    _, which, counts = np.unique(bag, return_inverse=True, return_counts=True)
    shares: npt.NDArray[np.float32] = (1.0 / np.sqrt(counts[which])).astype(np.float32)
    return shares
