"""A run on disk: what was asked, what was given, how it scored.

run.json        what was run, with what
cases.jsonl     the cases as they were
outputs.jsonl   raw outputs, one a line
passages.jsonl  texts of the passages that outputs name
rarity.json     inverse document frequencies that the support proxy needs
scores.jsonl    scores of each case with explanations
figures.json    aggregates; two runs of the same code on the same cases give the same bytes
times.json      milliseconds; never the same twice, so they stand apart
report.html     all of it, for people
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evals.errors import RunInvalid
from evals.outputs import Output, PassageText, plain
from evals.scorers import CaseScore, Score
from evals.support import SentenceVerdict

__all__ = ["BASELINE", "RunFolder"]

BASELINE = Path(__file__).resolve().parent / "baseline"
"""The committed baseline; only ``poles eval promote`` writes it."""


class RunFolder:
    """Reads and writes the files of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def existing(cls, path: Path) -> RunFolder:
        """A finished run.

        Raises:
            RunInvalid: ``path`` holds none.
        """
        missing = [
            n for n in ("run.json", "cases.jsonl", "scores.jsonl") if not (path / n).is_file()
        ]
        if missing:
            raise RunInvalid(
                f"{path} holds no finished run ({missing[0]} is missing): "
                "make one with 'poles eval run SET --out DIR'"
            )
        return cls(path)

    # -- single objects --------------------------------------------------------------------

    def write(self, name: str, value: Any) -> None:
        """Write ``value`` as JSON, keys sorted."""
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        self._file(name).write_text(text + "\n", encoding="utf-8")

    def read(self, name: str) -> Any:
        """The value of a JSON file; {} when it is missing."""
        path = self.path / name
        if not path.is_file():
            return {}
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise RunInvalid(
                f"{path} is damaged ({error}): run again into an empty folder"
            ) from error

    def _file(self, name: str) -> Path:
        self.path.mkdir(parents=True, exist_ok=True)
        return self.path / name

    # -- lines -----------------------------------------------------------------------------

    def write_lines(self, name: str, rows: Iterable[Any]) -> None:
        """Write one JSON object, or record, a line."""
        text = "".join(f"{_line(row)}\n" for row in rows)
        self._file(name).write_text(text, encoding="utf-8")

    def append_lines(self, name: str, rows: Iterable[Any]) -> None:
        """Add lines; a kill loses at most the last one, and the next call cuts it off."""
        path = self._file(name)
        _cut_torn_line(path)
        with path.open("a", encoding="utf-8") as file:
            for row in rows:
                file.write(f"{_line(row)}\n")

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The objects of a file; a line cut by a kill is passed over when it is the last.

        Raises:
            RunInvalid: any other line is damaged.
        """
        path = self.path / name
        if not path.is_file():
            return
        rows = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(rows, 1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                if number < len(rows):
                    raise RunInvalid(
                        f"{path}:{number} is damaged: run again into an empty folder"
                    ) from error

    # -- records ---------------------------------------------------------------------------

    def outputs(self) -> list[Output]:
        """Every output; where one was given twice, the last."""
        found = {
            (o.system, o.case_id): o for o in map(Output.from_json, self.lines("outputs.jsonl"))
        }
        return list(found.values())

    def passages(self) -> dict[str, PassageText]:
        """Texts of passages by identifier."""
        rows = map(PassageText.from_json, self.lines("passages.jsonl"))
        return {passage.id: passage for passage in rows}

    def scores(self) -> list[CaseScore]:
        """The scores of each case, as they were written."""
        return [_case_score(row) for row in self.lines("scores.jsonl")]


def _line(row: Any) -> str:
    return json.dumps(plain(row), ensure_ascii=False, separators=(",", ":"))


def _cut_torn_line(path: Path) -> None:
    """Cut off a last line without its end; only the last byte is read where there is none."""
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb+") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) != b"\n":
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)


def _case_score(row: dict[str, Any]) -> CaseScore:
    sentences = tuple(
        SentenceVerdict(**(sentence | {"markers": tuple(sentence["markers"])}))
        for sentence in row["sentences"]
    )
    scores = {name: Score(**score) for name, score in row["scores"].items()}
    return CaseScore(row["system"], row["case_id"], scores, sentences, tuple(row["broken"]))
