"""Public question sets as they are: BEIR folders and SQuAD-format files → sets of ours.

An import writes ``cases.jsonl``, a set whose index is the folder ``documents/`` beside it, and,
from SQuAD, the same as a folder in BEIR's format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.beir import BeirDocument, read_beir, write_beir
from evals.normalise import normalise
from ingest.analysis import fold
from ingest.errors import UsageError
from ingest.sentences import split_sentences

__all__ = ["Imported", "import_beir", "import_squad"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: the set's file, and how many."""

    path: Path
    cases: int
    documents: int


def import_beir(folder: Path, out: Path, lang: str = "fr", split: str = "") -> Imported:
    """A folder in BEIR's format as a retrieval set.

    Args:
        folder: what to read.
        out: where to write.
        lang: language of the questions.
        split: judgements to read; see ``read_beir``.

    Raises:
        UsageError: the folder is not in the format.
    """
    opened = read_beir(folder, split)
    ids = _write_documents(out / "documents", opened.documents(), lang)
    name = "dev" if opened.split in ("dev", "validation", "train") else "test"
    rows = [
        {
            "id": f"{_slug(out.name)}-{_slug(query)}",
            "split": name,
            "cluster": f"{_slug(out.name)}-{_slug(query)}",
            "type": "retrieval",
            "lang": lang,
            "question": opened.queries[query],
            "answerability": "answerable",
            "evidence": [
                {"source_id": ids[document], "grade": min(grade, 2)}
                for document, grade in grades.items()
                if grade > 0 and document in ids
            ],
        }
        for query, grades in opened.qrels.items()
    ]
    rows = [row for row in rows if row["evidence"]]
    return _write_set(out, rows, len(ids))


def import_squad(path: Path, out: Path, lang: str = "fr", split: str = "test") -> Imported:
    """A file in SQuAD's format (PIAF, FQuAD…) as a set of answer cases, and as a BEIR folder.

    Args:
        path: the file, version 1.1 or 2.0.
        out: where to write.
        lang: language of texts and questions.
        split: "dev" or "test", for every case.

    Raises:
        UsageError: the file is not in the format.
    """
    paragraphs = list(_paragraphs(path))
    documents = [
        BeirDocument(f"p{number}", title, str(paragraph["context"]))
        for number, (title, paragraph) in enumerate(paragraphs)
    ]
    ids = _write_documents(out / "documents", documents, lang)
    rows: list[dict[str, Any]] = []
    qrels: dict[str, dict[str, int]] = {}
    for number, (title, paragraph) in enumerate(paragraphs):
        for question in paragraph["qas"]:
            row = _squad_case(question, str(paragraph["context"]), ids[f"p{number}"], lang, split)
            row |= {"id": f"{_slug(out.name)}-{len(rows)}", "cluster": _slug(title) or f"p{number}"}
            rows.append(row)
            if row["answerability"] == "answerable":
                qrels[str(row["id"])] = {f"p{number}": 1}
    queries = {str(row["id"]): str(row["question"]) for row in rows if row["id"] in qrels}
    write_beir(out / "beir", documents, queries, {split: qrels})
    return _write_set(out, rows, len(documents))


def _paragraphs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        for article in data["data"]:
            for paragraph in article["paragraphs"]:
                if not isinstance(paragraph["context"], str):
                    raise TypeError("a context is no text")
                yield str(article.get("title") or ""), {"qas": [], **paragraph}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is not in SQuAD's format ({error!r}): expected "
            '{"data": [{"title", "paragraphs": [{"context", "qas": […]}]}]}'
        ) from error


def _squad_case(
    question: dict[str, Any], context: str, source_id: str, lang: str, split: str
) -> dict[str, Any]:
    answers = [a for a in question.get("answers") or [] if str(a.get("text") or "").strip()]
    texts = list(dict.fromkeys(str(answer["text"]).strip() for answer in answers))
    row: dict[str, Any] = {
        "split": split,
        "type": "factoid" if texts else "near_miss",
        "lang": lang,
        "question": str(question["question"]).strip() or "?",
        "answerability": "answerable" if texts else "unanswerable",
    }
    if texts:
        row["nuggets"] = [
            {"text": texts[0], "any_of": [re.escape(normalise(text)) for text in texts]}
        ]
        quote = _sentence_around(context, answers[0])
        row["evidence"] = [{"source_id": source_id, "quote": quote, "grade": 2}]
    return row


def _sentence_around(context: str, answer: dict[str, Any]) -> str:
    at = int(answer.get("answer_start") or max(0, context.find(str(answer["text"]))))
    spans = [(start, end) for start, end in split_sentences(context) if start <= at < end]
    start, end = spans[0] if spans else (0, len(context))
    return context[start:end]


def _write_documents(folder: Path, documents: Iterable[BeirDocument], lang: str) -> dict[str, str]:
    """One text file a document, and their ``sources.yaml``; identifiers of sources by document."""
    folder.mkdir(parents=True, exist_ok=True)
    ids: dict[str, str] = {}
    sources: list[dict[str, str]] = []
    for number, document in enumerate(documents):
        name = f"{number:06d}.txt"
        (folder / name).write_text(document.text + "\n", encoding="utf-8")
        ids[document.id] = f"d{number:06d}"
        title = " ".join(document.title.split()) or document.id
        sources.append({"id": ids[document.id], "file": name, "title": title, "language": lang})
    text = yaml.safe_dump(sources, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    return ids


def _write_set(out: Path, rows: list[dict[str, Any]], documents: int) -> Imported:
    path = out / "cases.jsonl"
    header = {"set": out.name, "index": "./documents"}
    lines = [json.dumps(row, ensure_ascii=False) for row in [header, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Imported(path, len(rows), documents)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
