"""Train the encoder: from a data folder to the files that ``EmbeddedEncoder`` opens.

Three commands, each resumable; the formats are in ``examples`` and ``teacher``:

    python -m ingest.encoder.vocabulary DATA WORK --corpus corpus
    python -m ingest.encoder.teacher    DATA WORK --model intfloat/multilingual-e5-small
    python -m ingest.encoder.train      DATA WORK --out MODEL

To train for another field, put its titles with their texts, or its questions with their
answers, into ``DATA/pairs_<name>.jsonl.xz`` and name its texts after ``--corpus``. The teacher
is optional; without it the table starts from random rows and learns from the pairs alone. Word
vectors of a second encoder, written to ``WORK/second_word.npz`` by ``teacher.save_vectors``, join
the starting point.

A run that is stopped (Ctrl-C) or killed goes on where it was with the same command. ``MODEL`` is
then an encoder like any other: ``python -m ingest.encoder.measure DATA --encoder MODEL``, ``poles
eval retrieval FOLDER --encoder MODEL``, ``POLES_ENCODER=MODEL``, and ``python -m
ingest.encoder.export FOLDER --model MODEL`` for sentence-transformers.

A batch is one task: its queries must find their passages among those of the batch (InfoNCE,
both ways). Where the teacher knows both sides, the student also copies the teacher's ranking of
the batch (KL divergence) and its vectors (a linear projection). Some batches hold teacher texts
alone, and single words go along with many, which keeps rare ones where the teacher put them.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit

from ingest.encoder.batches import Batch, Sampler
from ingest.encoder.examples import Bag, Examples, read_examples
from ingest.encoder.pack import write_model
from ingest.encoder.student import Encoded, Student, initial_table, save_checkpoint, word_weights
from ingest.encoder.teacher import PASSAGE, QUERY, Teacher, read_teacher
from ingest.encoder.vocabulary import Vocabulary, read_vocabulary

__all__ = ["Recipe", "train"]

_TEMPERATURE = 0.05
_TEACHER_TEMPERATURE = 0.05
_NEVER = -1e4
_FEWEST_TAUGHT = 64
_TEACHER_SHARE = 0.2
_WORDS_A_BATCH = 256
_MOST_COMPARED = 384
_CHECKPOINT_EVERY = 200
CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the result, together with the data.

    Attributes:
        steps: batches.
        batch: pairs a batch.
        words: longest side of a pair, in words.
        drop: see ``Sampler``.
        dimension: length of a vector, at most 512.
        hidden: units of the head.
        rate: learning rate of the table, falling to a twentieth along a line.
        head_rate: learning rate of the head.
        seed: of every random number.
    """

    steps: int = 2500
    batch: int = 512
    words: int = 96
    drop: float = 0.3
    dimension: int = 512
    hidden: int = 512
    rate: float = 2e-3
    head_rate: float = 5e-4
    seed: int = 0


class Trainer:
    """Losses and steps. ``run`` does as many as the recipe says."""

    def __init__(
        self, examples: Examples, vocabulary: Vocabulary, work: Path, recipe: Recipe, device: str
    ) -> None:
        """Read the teacher from ``work`` and make a student."""
        torch.manual_seed(recipe.seed)
        self.recipe, self.work = recipe, work
        self._examples = examples
        self._texts = list(examples.numbers)
        teacher = read_teacher(work)
        self._word_targets = teacher.word_table(vocabulary.surfaces)
        second = read_teacher(work, "second_*.npz").word_table(vocabulary.surfaces) * 0.6
        table = initial_table(vocabulary, [self._word_targets, second], recipe.dimension)
        weights = word_weights(vocabulary)
        self.student = Student(
            table, weights, hidden=recipe.hidden, taught=teacher.dimension, device=device
        )
        if teacher.dimension:
            self.student.start_projection(self._word_targets)
        self._sampler = Sampler(
            examples, size=recipe.batch, words=recipe.words, drop=recipe.drop, seed=recipe.seed
        )
        self._taught = self._find_taught(teacher)
        self._taught_keys = list(self._taught)
        counts = np.asarray(vocabulary.counts)
        shares = np.sqrt(np.minimum(counts / counts.sum(), 1e-6))
        self._word_shares = np.cumsum(shares / shares.sum())

    def _find_taught(self, teacher: Teacher) -> dict[tuple[str, int], npt.NDArray[np.float32]]:
        found = ((role, n, teacher.get(role, text)) for n, text in enumerate(self._texts)
                 for role in (QUERY, PASSAGE))  # fmt: skip
        return {(role, n): vector for role, n, vector in found if vector is not None}

    def run(self, start: int = 0, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Train from step ``start``, saving a checkpoint now and then; False when ``stopped``."""
        recipe, began = self.recipe, time.monotonic()
        averages: dict[str, float] = {}
        for step in range(start, recipe.steps):
            share = max(0.05, 1 - step / recipe.steps) * min(1.0, (step + 1) / 30)
            task, loss = self.step(recipe.rate * share, recipe.head_rate * share)
            averages[task] = 0.9 * averages.get(task, loss) + 0.1 * loss
            if (step + 1) % 50 == 0:
                shown = " ".join(f"{name} {value:.2f}" for name, value in sorted(averages.items()))
                elapsed = time.monotonic() - began
                sys.stderr.write(f"{step + 1}/{recipe.steps} {elapsed:.0f} s {shown}\n")
            stopping = stopped()
            if stopping or (step + 1) % _CHECKPOINT_EVERY == 0:
                self.save(step + 1)
            if stopping:
                return False
        return True

    def save(self, step: int) -> None:
        """Write the checkpoint."""
        save_checkpoint(
            self.work / CHECKPOINT,
            {"step": step, "recipe": asdict(self.recipe), "student": self.student.state(),
             "random": self._sampler.random.bit_generator.state, "torch": torch.get_rng_state()},
        )  # fmt: skip

    def resume(self) -> int:
        """Load the checkpoint, where there is one of the same recipe; the step to go on from."""
        path = self.work / CHECKPOINT
        if not path.exists():
            return 0
        saved = torch.load(path, weights_only=True, map_location="cpu")
        if saved["recipe"] != asdict(self.recipe):
            sys.stderr.write(f"{path} is of another recipe ({saved['recipe']}): starting anew\n")
            return 0
        self.student.restore(saved["student"])
        self._sampler.random.bit_generator.state = saved["random"]
        torch.set_rng_state(saved["torch"])
        return int(saved["step"])

    def step(self, rate: float, head_rate: float) -> tuple[str, float]:
        """One batch; its task's name and loss."""
        if self._taught and self._sampler.random.random() < _TEACHER_SHARE:
            name, encoded, loss = self._teacher_step()
        else:
            batch = self._sampler.draw()
            name, encoded, loss = batch.task, *self._pair_step(batch)
        self.student.update(encoded, loss, rate, head_rate)
        return name, float(loss.detach())

    def _teacher_step(self) -> tuple[str, Encoded, torch.Tensor]:
        """Texts that the teacher knows, copied for their own sake."""
        size = min(len(self._taught_keys), self.recipe.batch * 3 // 2)
        chosen = self._sampler.random.choice(len(self._taught_keys), size, replace=False)
        keys = [self._taught_keys[i] for i in chosen.tolist()]
        bags = [self._sampler.window(self._examples.bag(number)) for _, number in keys]
        keys = [key for key, bag in zip(keys, bags, strict=True) if len(bag)]
        encoded = self.student.encode([bag for bag in bags if len(bag)])
        targets = self._targets(keys)
        itself = torch.eye(len(keys), dtype=torch.bool, device=targets.device)
        ranking = _ranking_loss(encoded.vectors @ encoded.vectors.T, targets @ targets.T, itself)
        return "teacher", encoded, ranking / 2 + self._copy_loss(encoded.vectors, targets)

    def _pair_step(self, batch: Batch) -> tuple[Encoded, torch.Tensor]:
        words = self._sample_words()
        bags = [*batch.queries, *batch.passages, *words]
        encoded = self.student.encode(bags)
        count = len(batch.queries)
        queries, passages = encoded.vectors[:count], encoded.vectors[count : 2 * count]
        scores = queries @ passages.T
        loss = _contrastive_loss(scores, self._same(batch))
        both = [
            i for i, (q, p) in enumerate(zip(batch.query_texts, batch.passage_texts, strict=True))
            if (QUERY, int(q)) in self._taught and (PASSAGE, int(p)) in self._taught
        ] if batch.query_texts[0] >= 0 else []  # fmt: skip
        if len(both) >= _FEWEST_TAUGHT:
            asked = self._targets([(QUERY, int(batch.query_texts[i])) for i in both])
            found = self._targets([(PASSAGE, int(batch.passage_texts[i])) for i in both])
            theirs, ours = asked @ found.T, scores[both][:, both]
            loss = loss + (_ranking_loss(ours, theirs) + _ranking_loss(ours.T, theirs.T)) / 2
            ours = torch.cat([queries[both], passages[both]])
            loss = loss + self._copy_loss(ours, torch.cat([asked, found]))
        if words:
            targets = self._word_rows(words)
            loss = loss + self._copy_loss(encoded.vectors[2 * count :], targets, share=3.0)
        return encoded, loss

    def _sample_words(self) -> list[Bag]:
        random = self._sampler.random
        if not self.student.to_teacher.any() or random.random() < 0.5:
            return []
        drawn = np.searchsorted(self._word_shares, random.random(_WORDS_A_BATCH))
        kept = np.minimum(drawn, len(self._word_shares) - 1).astype(np.int32)
        return [kept[i : i + 1] for i in range(len(kept)) if self._word_targets[kept[i]].any()]

    def _word_rows(self, words: list[Bag]) -> torch.Tensor:
        return torch.from_numpy(self._word_targets[np.concatenate(words)]).to(self.student.device)

    def _targets(self, keys: list[tuple[str, int]]) -> torch.Tensor:
        stacked = np.stack([self._taught[key] for key in keys])
        return torch.from_numpy(stacked).to(self.student.device)

    def _same(self, batch: Batch) -> torch.Tensor:
        """Pairs of the batch that are no negatives: same passage, or same query."""
        same = batch.passage_texts[:, None] == batch.passage_texts[None]
        if batch.query_texts[0] >= 0:
            same |= batch.query_texts[:, None] == batch.query_texts[None]
        np.fill_diagonal(same, val=False)
        return torch.from_numpy(same).to(self.student.device)

    def _copy_loss(
        self, vectors: torch.Tensor, targets: torch.Tensor, share: float = 5.0
    ) -> torch.Tensor:
        """Distance to the teacher's vectors after projection, and between the two Gram matrices."""
        projected = F.normalize(vectors @ self.student.to_teacher, dim=1)
        direct = (1 - (projected * targets).sum(dim=1)).mean()
        few = torch.randperm(len(vectors))[:_MOST_COMPARED].to(vectors.device)
        ours, theirs = vectors[few] @ vectors[few].T, targets[few] @ targets[few].T
        return share * direct + 20 * ((ours - theirs) ** 2).mean()


def _contrastive_loss(scores: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """InfoNCE in both directions (van den Oord et al. 2018), without false negatives."""
    logits = (scores / _TEMPERATURE).masked_fill(same, _NEVER)
    right = torch.arange(len(scores), device=scores.device)
    return (F.cross_entropy(logits, right) + F.cross_entropy(logits.T, right)) / 2


def _ranking_loss(
    ours: torch.Tensor, theirs: torch.Tensor, hidden: torch.Tensor | None = None
) -> torch.Tensor:
    """KL divergence from the teacher's distribution over the batch to the student's."""
    if hidden is not None:
        ours, theirs = ours.masked_fill(hidden, _NEVER), theirs.masked_fill(hidden, _NEVER)
    target = F.softmax(theirs / _TEACHER_TEMPERATURE, dim=1)
    return F.kl_div(F.log_softmax(ours / _TEMPERATURE, dim=1), target, reduction="batchmean")


def train(
    data: Path,
    work: Path,
    out: Path,
    recipe: Recipe,
    *,
    device: str,
    name: str,
    stopped: Callable[[], bool] = lambda: False,
) -> str | None:
    """Train by ``recipe`` and write the model to ``out``; the model's full name.

    Asked after each step, ``stopped`` may end the run early: its checkpoint is kept, nothing is
    written to ``out`` and there is no name.
    """
    vocabulary = read_vocabulary(work)
    examples = read_examples(data, vocabulary.tokenizer())
    trainer = Trainer(examples, vocabulary, work, recipe, device)
    if not trainer.run(trainer.resume(), stopped):
        return None
    return write_model(
        out,
        vocabulary.words,
        trainer.student.weighted_table(),
        trainer.student.head_weights(),
        name=name,
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="data folder")
    parser.add_argument("work", type=Path, help="vocabulary, teacher's vectors, checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--name", default="poles-bilingual-v2")
    usual = Recipe()
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--batch", type=int, default=usual.batch)
    parser.add_argument("--drop", type=float, default=usual.drop)
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    recipe = Recipe(given.steps, given.batch, drop=given.drop, rate=given.rate, seed=given.seed)
    interrupts: list[int] = []

    def interrupt(number: int, _: object) -> None:
        interrupts.append(number)
        signal.signal(number, signal.SIG_DFL)  # a second one does not wait for the step's end

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    full_name = train(
        given.data, given.work, given.out, recipe, device=given.device, name=given.name,
        stopped=lambda: bool(interrupts),
    )  # fmt: skip
    if full_name is None:
        sys.stderr.write(f"stopped; the same command goes on from {given.work / CHECKPOINT}\n")
        sys.exit(128 + interrupts[0])
    sys.stderr.write(f"{full_name} written to {given.out}\n")


if __name__ == "__main__":
    main()
