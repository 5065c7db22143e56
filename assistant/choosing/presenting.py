"""What presents a pôle, led by what is expected to answer the very question.

The record says in order what a pôle is and does; of two questions that ask for it ("de quoi
s'occupe X ?", "quels sont les domaines de X ?"), each has statements that tell it best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.choosing.asked import asked_of
from assistant.choosing.expected import EXPECTED, expected_of
from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.told import Told
from assistant.statements.statement import vectors_of
from assistant.understanding.concepts import Concept
from assistant.understanding.named import name_pattern
from ingest.analysis import fold
from ingest.index import Index

__all__ = ["likeliest_first"]

_SHOWN = 3
"""Most statements that present a pôle."""
_FIRST, _NAMED = 0.8, 1.5
"""What the first of the record, and one that gives the name typed, counts beside its likeness."""
_SELDOM = 0.1
"""Share of the statements on a pôle that give a name that it does not go by today."""
_FURTHER = re.compile(r"(?: [A-ZÀ-Ý][\w'’]*)+")
_POLE = re.compile(r"^(?:the )?pole (?:d[eu] )?")


def likeliest_first(
    index: Index, question: Question, concepts: tuple[Concept, ...], answer: Told
) -> tuple[Evidence, ...]:
    """What presents a pôle, led by what is expected to answer the very question.

    As many statements as records give, each the further behind the later they give it, with those
    of the same pôle that are expected to answer, or that alone give the name that is typed.
    """
    shown = answer.statements[:_SHOWN]
    every = list({item.text: item for item in (*shown, *answer.among)}.values())
    asked = asked_of(question, concepts, index.cards.poles, index.encoder)
    vector = vectors_of(index.encoder, [question.standalone])[0]
    likely = expected_of(index, asked, [item.text for item in every], vector)
    named = _naming_as_typed(question, every)
    place = {item.text: _FIRST * (1 - n / _SHOWN) for n, item in enumerate(shown)}
    worth = [
        (item, p + place.get(item.text, 0.0) + _NAMED * (item in named))
        for item, p in zip(every, likely, strict=True)
        if item.text in place or p >= EXPECTED or item in named
    ]
    best = [item for item, _ in sorted(worth, key=lambda row: -row[1])[:_SHOWN]]
    return (*best, *(item for item in answer.statements[_SHOWN:] if item not in best))


def _naming_as_typed(question: Question, every: Sequence[Evidence]) -> list[Evidence]:
    """The few statements that give the pôle, or what is called after it, the name typed."""
    asked = question.standalone
    found = name_pattern(question.poles[0]).search(fold(asked))
    if found is None:
        return []
    further = _FURTHER.match(asked, found.end())
    typed = _POLE.sub("", found[0]) + fold(further[0] if further else "")
    named = [item for item in every if typed in fold(item.text)]
    return named if further or len(named) < _SELDOM * len(every) else []
