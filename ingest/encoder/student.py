"""The encoder while it learns, in torch: table, word weights, head, and their optimisers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit

from ingest.encoder.examples import Bag
from ingest.encoder.model import weigh
from ingest.encoder.vocabulary import Vocabulary

__all__ = ["Encoded", "Student", "initial_table", "place_weights", "word_weights"]

_SIF = 3e-4
_DROPOUT = 0.1
_PLACES, _EVEN_PLACES, _PLACE_SCALE = 256, 12, 20
_MOMENTUM, _SECOND_MOMENT = 0.9, 0.99
# Word weights are logarithms and want larger steps than coordinates of unit vectors.
_WEIGHT_RATE = 3.0


def word_weights(vocabulary: Vocabulary) -> npt.NDArray[np.float32]:
    """Smooth inverse frequency ``a / (a + p(word))`` (Arora et al. 2017), float32 [words]."""
    counts = np.asarray(vocabulary.counts)
    weights: npt.NDArray[np.float32] = _SIF / (_SIF + counts / counts.sum())
    return weights.astype(np.float32)


def initial_table(
    vocabulary: Vocabulary, teachers: Sequence[npt.NDArray[np.float32]], dimension: int
) -> npt.NDArray[np.float32]:
    """Unit rows to start from: the teachers' word vectors side by side, rotated and cut.

    The rotation keeps the directions of largest variance, frequent words counting more.

    Args:
        vocabulary: the words, one a row.
        teachers: a table [words, d] each, already multiplied by its share.
        dimension: columns wanted; random ones fill up where the teachers have fewer.
    """
    random = np.random.default_rng(0).standard_normal((len(vocabulary.words), dimension))
    wide = np.concatenate([*teachers, 1e-3 * random.astype(np.float32)], axis=1)
    counts = np.asarray(vocabulary.counts)
    shares = np.sqrt(np.minimum(counts / counts.sum(), 1e-4)).astype(np.float32)
    _, directions = np.linalg.eigh((wide * shares[:, None]).T @ wide)
    table: npt.NDArray[np.float32] = (wide @ directions[:, ::-1][:, :dimension]).astype(np.float32)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return table


@dataclass(slots=True)
class Encoded:
    """Vectors of a batch, and the leaves of the table from which they were made."""

    vectors: torch.Tensor
    rows: torch.Tensor
    table: torch.Tensor
    weights: torch.Tensor


class Student:
    """Table, word weights and head. Only the rows that a batch touches are ever updated."""

    def __init__(
        self,
        table: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
        *,
        hidden: int,
        taught: int,
        device: str,
    ) -> None:
        """Start from ``table`` [words, d] and ``weights`` [words].

        Args:
            table: unit rows.
            weights: positive factor of each row.
            hidden: units of the head; its output starts at zero.
            taught: dimension of the teacher, 0 without one.
            device: "cpu" or "cuda".
        """
        self.device = device
        dimension = table.shape[1]
        self.table = torch.from_numpy(table).to(device)
        self.log_weights = torch.from_numpy(np.log(weights)).to(device)
        make = torch.nn.Parameter
        self.inner = make(torch.randn(hidden, dimension, device=device) / dimension**0.5)
        self.bias = make(torch.zeros(hidden, device=device))
        self.outer = make(torch.zeros(dimension, hidden, device=device))
        self.to_teacher = make(torch.zeros(dimension, max(1, taught), device=device))
        self._moments = [torch.zeros_like(self.table), torch.zeros_like(self.log_weights)]
        self._squares = [torch.zeros(len(table), device=device) for _ in range(2)]
        self._seen = torch.zeros(len(table), device=device)
        self.head_optimizer = torch.optim.AdamW(
            [
                {"params": [self.inner, self.bias, self.outer], "weight_decay": 0.01},
                {"params": [self.to_teacher], "weight_decay": 0.0},
            ],
            betas=(0.9, 0.98),
        )

    def start_projection(self, targets: npt.NDArray[np.float32]) -> None:
        """Fit the projection to the teacher's space on its word vectors [words, taught]."""
        x, y = self.table, torch.from_numpy(targets).to(self.device)
        gram = x.T @ x + 10 * torch.eye(x.shape[1], device=self.device)
        self.to_teacher.data = torch.linalg.solve(gram, x.T @ y)

    def encode(self, bags: Sequence[Bag], *, learning: bool = True) -> Encoded:
        """Unit vectors of ``bags``, none of them empty."""
        words, factors, starts = weigh(bags, [range(len(bag)) for bag in bags], place_weights())
        rows, slots = np.unique(words, return_inverse=True)
        chosen = torch.from_numpy(rows.astype(np.int64)).to(self.device)
        table = self.table[chosen].requires_grad_(learning)
        weights = self.log_weights[chosen].requires_grad_(learning)
        sums = F.embedding_bag(
            torch.from_numpy(slots.astype(np.int64)).to(self.device),
            table * weights.exp()[:, None],
            torch.tensor(starts[:-1]).to(self.device),
            mode="sum",
            per_sample_weights=torch.from_numpy(factors).to(self.device),
        )
        return Encoded(self.head(sums, learning=learning), chosen, table, weights)

    def head(self, sums: torch.Tensor, *, learning: bool = False) -> torch.Tensor:
        """Sums of rows [n, d] → unit vectors [n, d]."""
        scaled = F.normalize(sums, dim=1) * sums.shape[1] ** 0.5
        hidden = F.relu(scaled @ self.inner.T + self.bias)
        hidden = F.dropout(hidden, _DROPOUT, training=learning)
        return F.normalize(scaled + hidden @ self.outer.T, dim=1)

    def update(self, encoded: Encoded, loss: torch.Tensor, rate: float, head_rate: float) -> None:
        """One step of Adam down ``loss``; the table has one second moment a row."""
        self.head_optimizer.zero_grad()
        loss.backward()
        for group in self.head_optimizer.param_groups:
            group["lr"] = head_rate
        self.head_optimizer.step()
        rows = encoded.rows
        self._seen[rows] += 1
        for which, (values, leaf, speed) in enumerate(
            (
                (self.table, encoded.table, rate),
                (self.log_weights, encoded.weights, rate * _WEIGHT_RATE),
            )
        ):
            values[rows] -= speed * self._direction(which, rows, leaf.grad)

    def _direction(self, which: int, rows: torch.Tensor, gradient: torch.Tensor) -> torch.Tensor:
        square = gradient**2 if gradient.dim() == 1 else (gradient**2).mean(dim=1)
        moment = self._moments[which][rows] * _MOMENTUM + (1 - _MOMENTUM) * gradient
        second = self._squares[which][rows] * _SECOND_MOMENT + (1 - _SECOND_MOMENT) * square
        self._moments[which][rows], self._squares[which][rows] = moment, second
        seen = self._seen[rows]
        length = (second / (1 - _SECOND_MOMENT**seen)).sqrt() + 1e-12
        first = 1 - _MOMENTUM**seen
        if gradient.dim() > 1:
            length, first = length[:, None], first[:, None]
        return moment / first / length

    def state(self) -> dict[str, object]:
        """Everything a later run needs to go on."""
        return {
            "tensors": [self.table, self.log_weights, *self._moments, *self._squares, self._seen],
            "head": [p.detach() for p in self._parameters()],
            "optimizer": self.head_optimizer.state_dict(),
        }

    def restore(self, state: dict[str, object]) -> None:
        """Go on from ``state``."""
        mine = [self.table, self.log_weights, *self._moments, *self._squares, self._seen]
        for tensor, saved in zip(mine, state["tensors"], strict=True):  # type: ignore[call-overload]
            tensor.copy_(saved)
        for parameter, saved in zip(self._parameters(), state["head"], strict=True):  # type: ignore[call-overload]
            parameter.data.copy_(saved)
        self.head_optimizer.load_state_dict(state["optimizer"])

    def _parameters(self) -> list[torch.nn.Parameter]:
        return [self.inner, self.bias, self.outer, self.to_teacher]

    def weighted_table(self) -> npt.NDArray[np.float32]:
        """Rows times their weights, float32 [words, d], mean length 1."""
        table = (self.table * self.log_weights.exp()[:, None]).cpu().numpy()
        scaled: npt.NDArray[np.float32] = table / np.linalg.norm(table, axis=1).mean()
        return scaled

    def head_weights(self) -> dict[str, npt.NDArray[np.float32]]:
        """The head as arrays: inner [h, d], bias [h], outer [d, h], places."""
        named = {"inner": self.inner, "bias": self.bias, "outer": self.outer}
        arrays = {name: value.detach().cpu().numpy() for name, value in named.items()}
        return {**arrays, "places": place_weights()}


def place_weights() -> npt.NDArray[np.float32]:
    """Weight of each place in a line, float32 [256]: even for as long as a question, then falling.

    A passage says first what it is about. A question is so short that its words count alike.
    """
    beyond = np.maximum(np.arange(_PLACES) - _EVEN_PLACES, 0)
    weights: npt.NDArray[np.float32] = (1 + beyond / _PLACE_SCALE).astype(np.float32) ** -0.5
    return weights


def save_checkpoint(path: Path, state: dict[str, object]) -> None:
    """Write ``state`` so that a kill leaves the earlier file whole."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
