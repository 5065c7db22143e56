"""Readers' verdicts as a question set of the evaluator. Pure.

An answer that helped becomes a retrieval case: its evidence must still be found. One that did
not is a comment, because only a person can say what the right answer was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from assistant.history import Feedback

__all__ = ["feedback_set"]


def feedback_set(feedback: Iterable[Feedback]) -> str:
    """The file's text, JSON Lines."""
    lines = [json.dumps({"set": "feedback", "index": "corpus"})]
    for item in feedback:
        line = json.dumps(_case(item), ensure_ascii=False)
        if item.exchange.verdict > 0 and item.exchange.answer.citations:
            lines.append(line)
        else:
            reason = " ".join(item.reason.split()) or "no reason given"
            lines += [f"// to complete ({reason})", f"// {line}"]
    return "\n".join(lines) + "\n"


def _case(item: Feedback) -> dict[str, Any]:
    answer = item.exchange.answer
    name = f"feedback-{item.exchange.id}"
    return {
        "id": name,
        "split": "dev",
        "cluster": name,
        "type": "retrieval",
        "lang": answer.language,
        "question": answer.standalone_question,
        "answerability": "answerable",
        "evidence": [
            {"source_id": citation.document_id, "quote": citation.quote, "grade": 1}
            for citation in answer.citations
        ],
    }
