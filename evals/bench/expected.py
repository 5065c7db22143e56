"""Does a question find the statement that it was written for?

``python -m evals.bench.expected HOME``: HOME holds the index of a knowledge base. Its expected
questions (``corpus/questions``) are asked, each with itself hidden from the index: the statement
has to be found by its own words and by the other questions that it answers. Thousands of questions,
written from the statements without sight of the code, with a known answer; what is lost of them is
lost to readers as well. Many facts are told twice, so an answer from another statement is often
right too: only the share that is declined counts errors alone. ``--every N --first K`` asks every
N-th from the K-th, ``--show N`` prints so many that were declined.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import answer_question
from assistant.records import Answer
from ingest.expected import statement_key
from ingest.expected_index import ExpectedIndex
from ingest.index import Index, open_index
from ingest.settings import Settings

__all__ = ["Asked", "ask_hidden", "main", "summary"]


@dataclass(frozen=True, slots=True)
class Asked:
    """An expected question, asked with itself hidden.

    Attributes:
        text: the question.
        declined: nothing was shown.
        place: from 1, the citation that quotes the statement it was written for; 0 for none.
    """

    text: str
    declined: bool
    place: int


class _Hiding(ExpectedIndex):
    """Expected questions, one of them hidden."""

    hidden = -1

    def of(self, statement: str) -> Sequence[int]:
        """See ``ExpectedIndex``."""
        return [row for row in super().of(statement) if row != self.hidden]


def ask_hidden(index: Index, every: int = 1, first: int = 0) -> Iterator[Asked]:
    """Ask every so many-th expected question of ``index`` from the ``first``, from 0."""
    hiding = _Hiding(index.generation, index.manifest.dimension)
    index.__dict__["expected"] = hiding  # where the index keeps what it opens once
    try:
        for row in range(first, len(hiding.texts), every):
            hiding.hidden = row
            yield _asked(hiding, row, answer_question(index, hiding.texts[row]))
    finally:
        del index.__dict__["expected"]


def _asked(hiding: _Hiding, row: int, answer: Answer) -> Asked:
    keys = [statement_key(citation.quote) for citation in answer.citations]
    key = hiding.keys[row]
    place = keys.index(key) + 1 if key in keys else 0
    return Asked(hiding.texts[row], answer.status == "declined", place)


def summary(asked: Sequence[Asked]) -> str:
    """One line: how many were asked, declined, answered from their statement, by it first."""
    counts = {
        "declined": sum(one.declined for one in asked),
        "cite their statement": sum(one.place > 0 for one in asked),
        "by it first": sum(one.place == 1 for one in asked),
    }
    told = ", ".join(f"{count / len(asked):.3f} {what}" for what, count in counts.items())
    return f"{len(asked)} questions: {told}"


def main() -> None:
    """Print the summary."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("home", type=Path, help="folder that holds the index")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask every N-th")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="from the K-th, from 0")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N declined ones")
    options = parser.parse_args()
    index = open_index(Settings(home=options.home))
    asked = list(ask_hidden(index, options.every, options.first))
    if not asked:
        parser.error(f"the index in {options.home} holds no expected questions")
    print(summary(asked))
    for one in [one for one in asked if one.declined][: options.show]:
        print(f"  {one.text}")


if __name__ == "__main__":
    main()
