"""Cases and passages as BEIR folders and TREC files, for other people's tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from evals.beir import BeirDocument, write_beir
from evals.cases import Case
from evals.index_view import IndexView
from evals.outputs import Output
from evals.relevance import holds

__all__ = ["export_beir", "export_trec", "passage_qrels", "write_trec_run"]
__all__ += ["write_trec_runs"]


def passage_qrels(view: IndexView, cases: Iterable[Case]) -> dict[str, dict[str, dict[str, int]]]:
    """Grades by split, case and passage, for every case that names evidence held by the index."""
    qrels: dict[str, dict[str, dict[str, int]]] = {}
    for case in cases:
        grades: dict[str, int] = {}
        for evidence in case.evidence:
            for passage in view.passages_of(evidence.source_id):
                if holds(passage, evidence):
                    grades[passage.id] = max(evidence.grade, grades.get(passage.id, 0))
        if grades and not case.should_decline:
            qrels.setdefault(case.split, {})[case.id] = grades
    return qrels


def export_beir(view: IndexView, cases: Sequence[Case], out: Path) -> None:
    """Write ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/SPLIT.tsv`` into ``out``."""
    documents = (
        BeirDocument(p.id, " — ".join(filter(None, (p.title, *p.headings))), p.text)
        for p in view.passages
    )
    qrels = passage_qrels(view, cases)
    judged = {query for grades in qrels.values() for query in grades}
    write_beir(out, documents, {c.id: c.query for c in cases if c.id in judged}, qrels)


def export_trec(view: IndexView, cases: Sequence[Case], out: Path) -> None:
    """Write ``topics.tsv``, ``qrels.SPLIT.txt`` and ``passages.tsv`` into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    qrels = passage_qrels(view, cases)
    judged = {query for grades in qrels.values() for query in grades}
    topics = [f"{c.id}\t{_one_line(c.query)}" for c in cases if c.id in judged]
    _write(out / "topics.tsv", topics)
    _write(out / "passages.tsv", [f"{p.id}\t{_one_line(p.text)}" for p in view.passages])
    for split, judgements in qrels.items():
        lines = [
            f"{q} 0 {p} {grade}" for q, grades in judgements.items() for p, grade in grades.items()
        ]
        _write(out / f"qrels.{split}.txt", lines)


def write_trec_runs(outputs: Iterable[Output], out: Path) -> None:
    """Write ``run.SYSTEM.txt`` for each system that retrieves."""
    ranked: dict[str, dict[str, tuple[str, ...]]] = {}
    for output in outputs:
        if output.passages:
            ranked.setdefault(output.system, {})[output.case_id] = output.passages
    for system, run in ranked.items():
        write_trec_run(run, system, out)


def write_trec_run(ranked: Mapping[str, Sequence[str]], name: str, out: Path) -> None:
    """Write ``run.NAME.txt``: rankings by query, best first; the score is minus the rank."""
    out.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^\w.+-]+", "-", name)  # a model's name may hold a slash
    lines = [
        f"{query} Q0 {document} {rank} {-rank} {plain}"
        for query, documents in ranked.items()
        for rank, document in enumerate(documents, 1)
    ]
    _write(out / f"run.{plain}.txt", lines)


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _one_line(text: str) -> str:
    return " ".join(text.split())
