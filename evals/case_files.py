"""Question sets on disk: JSONL, one case a line.

The first line of a set may be a header ``{"set": NAME, "index": …}``; each other line is a case.
Everything is checked on reading: a set with one problem is refused, with all its problems.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.records import Turn
from evals.cases import (
    ANSWERABILITY,
    SETS,
    TYPES,
    Case,
    Claim,
    Evidence,
    Examples,
    ExpectedPole,
    Nugget,
    QuestionSet,
    Value,
)
from evals.errors import Problem, SetInvalid
from evals.fields import Row
from evals.patterns import compile_pattern

__all__ = ["case_from_json", "load_set", "load_sets", "set_paths"]


def set_paths(names: Sequence[str]) -> list[Path]:
    """Files of the sets ``names``: paths, or names of shipped sets.

    Empty: all shipped sets but those that ask about documents of the user's own, which are named.

    Raises:
        SetInvalid: one of them does not exist.
    """
    if not names:
        return sorted(path for path in SETS.glob("*.jsonl") if not _asks_documents(path))
    found: list[Path] = []
    for name in names:
        candidates = [Path(name), SETS / name, SETS / f"{name}.jsonl"]
        path = next((path for path in candidates if path.is_file()), None)
        if path is None:
            shipped = ", ".join(sorted(path.stem for path in SETS.glob("*.jsonl"))) or "none yet"
            message = f"no such set: give a file, or the name of a shipped one ({shipped})"
            raise SetInvalid([Problem(name, 0, message)])
        found.append(path)
    return found


def load_sets(paths: Iterable[Path]) -> list[QuestionSet]:
    """Read several sets, whose cases must differ and whose clusters must keep to one split.

    Raises:
        SetInvalid: with every problem of every set.
    """
    sets: list[QuestionSet] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            sets.append(load_set(path))
        except SetInvalid as error:
            problems.extend(error.problems)
    problems.extend(_across(sets))
    if problems:
        raise SetInvalid(problems)
    return sets


def load_set(path: Path) -> QuestionSet:
    """Read one set.

    Raises:
        SetInvalid: with every problem: file, line and remedy.
    """
    name, index = path.stem, "corpus"
    problems: list[Problem] = []
    cases: list[Case] = []
    lines: dict[str, int] = {}
    for number, row in _rows(path, problems):
        if "set" in row and not row.keys() & {"question", "description"}:
            header = Row(row, path.name, number, problems, "header")
            name = header.text("set") or name
            index = _index_of(header.text("index", "corpus"), path)
            header.close()
            continue
        before = len(problems)
        case = case_from_json(row, path.name, number, problems)
        if case.id in lines:
            message = f"id {case.id!r} already stands on line {lines[case.id]}: give another"
            problems.append(Problem(path.name, number, message, case.id))
        lines.setdefault(case.id, number)
        if len(problems) == before:
            cases.append(case)
    found = QuestionSet(name, tuple(cases), index, lines, path)
    problems.extend(_across([found]))
    if problems:
        raise SetInvalid(sorted(problems, key=lambda problem: problem.line))
    return found


def _rows(path: Path, problems: list[Problem]) -> Iterable[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, 0, f"cannot be read ({error}): save it as UTF-8"))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("//"):
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            message = f"not JSON ({error.msg} at column {error.colno}): one case a line"
            problems.append(Problem(path.name, number, message))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            problems.append(Problem(path.name, number, "a line must be an object {…}"))


def _asks_documents(path: Path) -> bool:
    with path.open(encoding="utf-8") as lines:
        header = json.loads(next(lines, "{}"))
    return bool(header.get("index") == "documents")


def _index_of(wanted: str, path: Path) -> str:
    return wanted if wanted in ("corpus", "documents") else str((path.parent / wanted).resolve())


def _across(sets: Sequence[QuestionSet]) -> list[Problem]:
    """Clusters that stand in both splits; identifiers that two sets share."""
    problems: list[Problem] = []
    split_of: dict[str, tuple[str, str]] = {}
    file_of: dict[str, str] = {}
    for found in sets:
        for case in found.cases:
            split, first = split_of.setdefault(case.cluster, (case.split, case.id))
            where = (found.path.name, found.lines[case.id])
            if split != case.split:
                message = (
                    f"cluster {case.cluster!r} is {split!r} in case {first!r} and {case.split!r} "
                    "here: a cluster keeps to one split"
                )
                problems.append(Problem(*where, message, case.id))
            other = file_of.setdefault(case.id, found.path.name)
            if other != found.path.name:
                message = f"id {case.id!r} already stands in {other}: give another"
                problems.append(Problem(*where, message, case.id))
    return problems


# -- one case ------------------------------------------------------------------------------


def case_from_json(values: dict[str, Any], file: str, line: int, problems: list[Problem]) -> Case:
    """A case from its JSON object; problems are added to ``problems``.

    ``{"id", "split", "lang", "description", "region", "needs", "expected_poles"}`` is the short
    form of a finder case: a description that is expected to fit no pôle should be declined.
    """
    if "description" in values and "question" not in values:
        fits = any(pole.get("grade", 2) for pole in values.get("expected_poles") or [])
        values = values | {
            "type": "finder",
            "cluster": values.get("cluster") or values.get("id"),
            "question": values["description"],
            "answerability": "answerable" if fits else "unanswerable",
        }
        del values["description"]
    return _read_case(Row(values, file, line, problems, str(values.get("id", ""))))


def _read_case(row: Row) -> Case:
    case = Case(
        id=row.text("id", required=True),
        split=row.choice("split", ("dev", "test")),  # type: ignore[arg-type]
        cluster=row.text("cluster", required=True),
        type=row.choice("type", TYPES),
        lang=row.choice("lang", ("fr", "en")),
        question=row.text("question", required=True),
        answerability=row.choice("answerability", ANSWERABILITY),
        history=tuple(_turn(item) for item in row.rows("history")),
        standalone_question=row.text("standalone_question"),
        resolved_entities=row.texts("resolved_entities"),
        forbidden_entities=row.texts("forbidden_entities"),
        as_of=row.date("as_of"),
        evidence=tuple(_evidence(item) for item in row.rows("evidence")),
        nuggets=tuple(_nugget(item) for item in row.rows("nuggets")),
        forbidden_claims=tuple(_claim(item) for item in row.rows("forbidden_claims", "any_of")),
        stale_values=tuple(_value(item) for item in row.rows("stale_values", "value")),
        expected_poles=tuple(_pole(item) for item in row.rows("expected_poles", "id")),
        region=row.text("region"),
        needs=(*row.texts("needs"), *filter(None, [row.text("need")])),
        tags=row.texts("tags"),
    )
    row.close()
    _check_whole(case, row)
    return case


def _turn(row: Row) -> Turn:
    turn = Turn(row.choice("role", ("user", "assistant")), row.text("content", required=True))
    row.close()
    return turn


def _evidence(row: Row) -> Evidence:
    evidence = Evidence(
        row.text("source_id", required=True),
        row.text("page"),
        row.text("section"),
        row.text("quote"),
        row.whole("grade", (1, 2), 1),
        row.text("group"),
    )
    row.close()
    return evidence


def _nugget(row: Row) -> Nugget:
    any_of = row.texts("any_of")
    examples = next(iter(row.rows("examples")), None)
    nugget = Nugget(
        row.text("text", required=True),
        row.choice("importance", ("vital", "okay"), "vital"),  # type: ignore[arg-type]
        any_of,
        tuple(_value(item) for item in row.rows("values", "value")),
        _examples(examples) if examples else Examples(),
    )
    row.close()
    _check_patterns(any_of, row)
    if not (nugget.any_of or nugget.values):
        row.note(f"nugget {nugget.text!r} can never match: add any_of patterns or values")
    return nugget


def _examples(row: Row) -> Examples:
    examples = Examples(row.texts("match"), row.texts("miss"))
    row.close()
    if len(examples.match) < 2 or len(examples.miss) < 2:
        row.note("examples need two texts that must match and two near misses that must not")
    return examples


def _claim(row: Row) -> Claim:
    patterns = row.texts("any_of")
    claim = Claim(row.text("text") or ", ".join(patterns), patterns)
    row.close()
    _check_patterns(patterns, row)
    if not patterns:
        row.note("a forbidden claim needs any_of patterns, or is itself a pattern in quotes")
    return claim


def _value(row: Row) -> Value:
    value = Value(row.number("value"), row.text("unit"), row.year("year"), row.date("date"))
    row.close()
    if (value.value is None) == (not value.date):
        row.note(
            'a value is {"value": 53, "unit": "poles", "year": 2026} or {"date": "2021-06-08"}'
        )
    return value


def _pole(row: Row) -> ExpectedPole:
    pole = ExpectedPole(row.text("id", required=True), row.whole("grade", (0, 1, 2), 2))
    row.close()
    return pole


def _check_patterns(patterns: Sequence[str], row: Row) -> None:
    for pattern in patterns:
        try:
            compiled = compile_pattern(pattern)
        except ValueError as error:
            row.note(f"pattern {pattern!r} is no regular expression ({error}): escape it with \\")
            continue
        if compiled.search("") is not None:
            row.note(f"pattern {pattern!r} matches the empty text: every answer would match")


_NEEDS_NO_NUGGET = ("retrieval", "finder", "recommendation", "injection")


def _check_whole(case: Case, row: Row) -> None:
    vital = [nugget for nugget in case.nuggets if nugget.importance == "vital"]
    if not case.should_decline and not vital and case.type not in _NEEDS_NO_NUGGET:
        row.note(f"a {case.answerability} case needs a vital nugget: what must the answer say?")
    for item in case.evidence if case.type != "retrieval" else ():
        if not (item.page or item.section or item.quote):
            row.note(
                f"evidence in {item.source_id!r} says no place: add a quote (a few words), a page "
                "or a section"
            )
    if case.type == "retrieval" and not case.evidence:
        row.note("a retrieval case needs evidence: where does the answer stand?")
    if case.type == "finder" and not case.should_decline and not case.expected_poles:
        row.note("a finder case needs expected_poles, or the answerability 'unanswerable'")
    if case.answerability in ("unanswerable", "out_of_scope") and vital:
        row.note("vital nuggets of a question that has no answer: make it answerable, or drop them")
    if case.history and not case.standalone_question:
        row.note("a follow-up needs standalone_question: the question without the conversation")
    if case.history and case.history[-1].role != "assistant":
        row.note("history ends with the assistant's turn: the user's next turn is the question")
