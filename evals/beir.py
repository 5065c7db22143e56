"""Folders in BEIR's format: ``corpus.jsonl``, ``queries.jsonl``, ``qrels/SPLIT.tsv``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import UsageError

__all__ = ["BeirDocument", "BeirFolder", "read_beir", "write_beir"]

_SPLITS = ("test", "dev", "validation", "train")


@dataclass(frozen=True, slots=True)
class BeirDocument:
    """One document; ``title`` may be ""."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BeirFolder:
    """Queries and judgements in memory; documents are read from the file as they are needed.

    Attributes:
        path: the folder.
        split: name of the judgements that were read.
        queries: texts by identifier; only those that have a judgement.
        qrels: grades above 0 and below, by query, then document.
    """

    path: Path
    split: str
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]

    def documents(self) -> Iterator[BeirDocument]:
        """Every document, in the file's order."""
        for number, row in _rows(self.path / "corpus.jsonl"):
            identifier = row.get("_id", row.get("id"))
            if identifier is None:
                raise UsageError(f"{self.path / 'corpus.jsonl'}:{number}: a document needs an _id")
            yield BeirDocument(
                str(identifier), str(row.get("title") or ""), str(row.get("text") or "")
            )


def read_beir(path: Path, split: str = "") -> BeirFolder:
    """Open a folder.

    Args:
        path: the folder.
        split: "test", "dev" or "train"; by default the first of them that is there.

    Raises:
        UsageError: a file is missing or is not in the format.
    """
    for name in ("corpus.jsonl", "queries.jsonl"):
        if not (path / name).is_file():
            raise UsageError(
                f"{path} is no folder in BEIR's format: {name} is missing "
                "(it needs corpus.jsonl, queries.jsonl and qrels/test.tsv)"
            )
    judged = _judgements(path, split)
    qrels = _read_qrels(judged)
    texts = {
        str(row.get("_id", row.get("id"))): str(row.get("text") or "")
        for _, row in _rows(path / "queries.jsonl")
    }
    lost = [query for query in qrels if query not in texts]
    if lost:
        raise UsageError(f"{judged} judges the query {lost[0]!r}, which queries.jsonl lacks")
    return BeirFolder(path, judged.stem, {query: texts[query] for query in qrels}, qrels)


def _judgements(path: Path, split: str) -> Path:
    found = {file.stem: file for file in sorted((path / "qrels").glob("*.tsv"))}
    if split and split in found:
        return found[split]
    if not found or split:
        there = ", ".join(found) or "none"
        raise UsageError(f"{path / 'qrels'} has no {split or 'test'}.tsv (there: {there})")
    return next((found[name] for name in _SPLITS if name in found), next(iter(found.values())))


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Three columns with or without a header, or TREC's four."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        columns = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or (number == 1 and not _is_grade(columns[-1])):
            continue
        if len(columns) not in (3, 4) or not _is_grade(columns[-1]):
            raise UsageError(f"{path}:{number}: expected query, document, grade; got {line!r}")
        query, document, grade = columns[0], columns[-2], int(float(columns[-1]))
        qrels.setdefault(query, {})[document] = grade
    if not any(grade > 0 for grades in qrels.values() for grade in grades.values()):
        raise UsageError(f"{path} judges no document relevant: nothing can be measured")
    return qrels


def _is_grade(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise UsageError(f"{path}:{number}: not JSON ({error.msg})") from error
            if not isinstance(row, dict):
                raise UsageError(f"{path}:{number}: a line must be an object {{…}}")
            yield number, row


def write_beir(
    path: Path,
    documents: Iterable[BeirDocument],
    queries: Mapping[str, str],
    qrels: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> None:
    """Write a folder; ``qrels`` holds grades by split, query and document."""
    (path / "qrels").mkdir(parents=True, exist_ok=True)
    with (path / "corpus.jsonl").open("w", encoding="utf-8") as file:
        for document in documents:
            row = {"_id": document.id, "title": document.title, "text": document.text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    with (path / "queries.jsonl").open("w", encoding="utf-8") as file:
        for identifier, text in queries.items():
            file.write(json.dumps({"_id": identifier, "text": text}, ensure_ascii=False) + "\n")
    for split, judged in qrels.items():
        lines = ["query-id\tcorpus-id\tscore"]
        lines += [
            f"{q}\t{d}\t{grade}" for q, grades in judged.items() for d, grade in grades.items()
        ]
        (path / "qrels" / f"{split}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
