"""How many pôles there are: the dated counts of the knowledge base, each shown by a statement.

"Combien de pôles aujourd'hui ?" has a true answer a year, "en phase V ?" one at its opening. The
counts come from the indicators, kept with the cards of an index; what is shown is a statement of
the index that gives that count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from assistant.question import Question, asks_evolution
from assistant.records import Evidence
from assistant.retrieve import search
from assistant.statements.statement import contents_of
from assistant.understanding.concepts import Concept
from assistant.understanding.dates import statement_year
from assistant.understanding.kinds import Kind
from assistant.understanding.moments import moment_of, phase_of
from ingest.analysis import fold
from ingest.cards import LabelCount
from ingest.index import Index
from ingest.store import Filters

__all__ = ["latest_count", "tally"]

_OF_POLES = re.compile(
    r"\b(?:combien|cb|nombre|nb|how many|number)\b(?: [\w'-]+){0,4}? (?:poles?|clusters?)\b"
)
_AT_LARGE = re.compile(
    r"(?:chaque|each|every|de|des|du|au|a|of|the|poles?|clusters?|nombre|nb|number|competitiv\w*|franc\w*|labe\w*|pays|"
    r"national\w*|hold\w*|total\w*|offici\w*|existe\w*|exist\w*|compt\w*|reste\w*|evolu\w*|"
    r"chang\w*|boug\w*|annee\w*|years?|time|\d{4}|phases?|[ivx]{1,4}|\d{1,2}(?:e|er|ere|eme|nd|rd|st|th)?|"
    r"premier\w*|second\w*|\w+iemes?|first|third|fourth|fifth|politiques?|policy|lance\w*|depart|demarrage|"
    r"debuts?|origines?|initial\w*|appels?|calls?|launch\w*|start\w*|beginning|outset|fin|cloture|"
    r"terme|issue|sortie|end|close|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|"
    r"octobre|novembre|decembre)"
)
"""Words of a question about the pôles of France and nothing more precise."""
_NAMED = re.compile(r"\b[A-ZÀ-Ý][\w'-]+ (?:Clusters?|P[ôo]les?)\b")
"""A body called so, of which the pôles of France are not counted."""
_BY_PHASE = re.compile(
    r"\b(?:chaque|each|every|toutes les|les (?:cinq|differentes)|d'une|par|per|by|selon la)"
    r" phases?\b"
)
_MOVED = re.compile(r"\bbouge\w*")
_READ = 12
"""Passages looked through for each count."""
_SHOWN = 8
_EARLIER = 2


def tally(
    index: Index, question: Question, concepts: Sequence[Concept], filters: Filters
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]] | None:
    """Statements that answer "how many pôles?", and those of earlier counts for the notes.

    The count of the year that is asked, that of the opening of the phase (of its end, if that is
    asked), else the latest; every one, in order of time, when the question asks how the number
    changed, that of the opening of each phase when it asks for these: no statement where fewer
    than two are told. None when it asks for something else, or of a year to come, or when the
    index does not state the counts.
    """
    if not _asks(question, concepts) or max(question.years, default=0) > datetime.now(UTC).year:
        return None
    stated = _stated(index, _rows_asked(index.cards.label_counts, question), filters)
    if _asks_by_phase(question):
        found = tuple(stated)[::-1]
        return (found if len(found) > 1 else ()), ()
    changes = _asks_evolution(question)
    found = tuple(islice(stated, _SHOWN if changes else 1 if question.years else 1 + _EARLIER))
    if not found:
        return None
    return (found[::-1], ()) if changes else (found[:1], found[1:])


def latest_count(index: Index, filters: Filters) -> tuple[Evidence, ...]:
    """The statement of the latest count, if the index states one."""
    rows = sorted(index.cards.label_counts, key=lambda row: row.as_of, reverse=True)
    return tuple(islice(_stated(index, rows, filters), 1))


def _asks_by_phase(question: Question) -> bool:
    return _BY_PHASE.search(fold(question.standalone)) is not None


def _asks_evolution(question: Question) -> bool:
    """Does it ask how a number changed? Here "bougé" is said of numbers alone."""
    return asks_evolution(question) or _MOVED.search(fold(question.standalone)) is not None


def _rows_asked(counts: Sequence[LabelCount], question: Question) -> list[LabelCount]:
    """The counts of the time that is asked, the one that answers first."""
    if _asks_by_phase(question):  # of each, the first that is known
        ordered = sorted(counts, key=lambda row: row.as_of, reverse=True)
        known = [r for r in ordered if question.as_of is None or int(r.as_of[:4]) <= question.as_of]
        return list({phase_of(int(row.as_of[:4])): row for row in known}.values())
    moment = None if question.years else moment_of(question.standalone)
    last = max(question.years, default=question.as_of or 9999)
    first, last = (moment.first, min(moment.last, last)) if moment else (0, last)
    if _asks_evolution(question) and len(question.years) > 1:
        first = min(question.years)
    rows = [row for row in counts if first <= int(row.as_of[:4]) <= last]
    ends = [row for row in rows if int(row.as_of[:4]) in question.years]
    if len(question.years) > 1 and {int(row.as_of[:4]) for row in ends} == set(question.years):
        rows = ends  # between two years, no value of others stands beside theirs
    opening = moment is not None and not moment.closing
    return sorted(rows, key=lambda row: row.as_of, reverse=not opening)


def _asks(question: Question, concepts: Sequence[Concept]) -> bool:
    asked = fold(question.standalone)
    return (
        (question.kind is Kind.COUNT or _asks_evolution(question) or _asks_by_phase(question))
        and not question.poles
        and not _NAMED.search(question.standalone)
        and _OF_POLES.search(asked) is not None
        and all(_AT_LARGE.fullmatch(word) for c in concepts for word in fold(c.word).split())
    )


def _stated(index: Index, rows: Sequence[LabelCount], filters: Filters) -> Iterator[Evidence]:
    """A statement for each count that the index states; one a value."""
    values: set[int] = set()
    for row in rows:
        if row.value not in values and (item := _statement(index, row, filters)) is not None:
            values.add(row.value)
            yield item


def _statement(index: Index, row: LabelCount, filters: Filters) -> Evidence | None:
    year = int(row.as_of[:4])
    counted = re.compile(
        rf"(?<![\d,.]){row.value} (?:french )?(?:competitiveness )?(?:poles|clusters)\b"
        r"(?! (?:signataires|adherents|membres|sur))"
    )
    asked = f"{row.value} pôles de compétitivité labellisés en {year}"
    for hit in search(index, asked, _READ, filters, weight=0.0).hits:  # its numbers are words
        document = hit.passage.source_id
        for text, span, *_ in contents_of(hit.passage).statements:
            if document.startswith("poles/") or not counted.search(fold(text)):
                continue
            stated = statement_year(text, index.sources[document].year, year)
            if stated == year or str(year) in text:
                return Evidence(text, document, span, hit.passage.headings, year=year)
    return None
