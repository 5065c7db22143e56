"""What a document that a question speaks of is about, or asks for; when it was published, by whom.

All in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.question import Question
from assistant.records import Evidence
from assistant.statements.statement import contents_of, tokens_of
from assistant.understanding.dates import MONTHS
from assistant.understanding.source_named import NamedSource, spoken_of, without_sources
from ingest.analysis import fold
from ingest.index import Index
from ingest.records import Source, Span
from ingest.sentences import split_sentences
from ingest.store import Filters

__all__ = ["about_document"]

_VERBS = (
    r"(?:publie\w*|parue?|sortie?|diffuse\w*|redige\w*|ecrite?|emise?|edite\w*|mise? (?:a jour|en "
    r"ligne)|date|fait|issued|published|released|written|wrote|dated|updated|made)"
)
_ASKS_DATE = re.compile(
    r"\W*(?:c'est )?(?:(?:de|depuis) quand|quand|when|(?:en|de) quelle annee|a quelle date|"
    r"quelle est la date|(?:la )?date|what is the date|what date|quel jour)\b"
)
_ASKS_WHO = re.compile(
    r"\W*(?:(?:par )?qui|who|by whom|quel organisme|quelle institution|l'auteur|"
    r"(?:quel|qui) est l'(?:auteur|editeur))\b"
)
_ASKING = re.compile(
    rf"(?:\W*\b(?:{_VERBS}|quand|when|dates?|datent?|annee|jour|quelle?|est|a|de|depuis|la|le|du|l|"
    r"derniere?|publication|parution|mise a jour|ete|t|il|elle|was|were|is|did|does|the|of|it|what|"
    r"who|qui|par|by|whom|organisme|institution|auteur|editeur|exacte?|en|ce?)\b)+\W*"
)
"""Nothing else is asked."""
_SAYS = re.compile(
    r"\b(?:quoi|about|parle\w*|traite\w*|contien\w*|dit|disent|racont\w*|resum\w*|sujet|objet|theme|"
    r"says?|tells?|summar\w*|topic|subject)\b"
)
_DEMANDS = re.compile(
    r"\b(?:demand|propos|reclam|recommand|recommend|preconis|souhait|ask|request|call)\w*\b"
)
_AT_LARGE = re.compile(
    rf"(?:\W*(?:{_SAYS.pattern}|{_DEMANDS.pattern}|\b(?:que|qu|quel(?:le)?s?|what|est|is|does|do|ce|c|de|"
    r"du|d|l|les?|la|the|of|it|in|for|dans|sur|s|agit|il|porte|me|moi|peux|tu|can|you|fait|faire|"
    r"bref|svp|stp|please|a|principal\w*|main)\b))+\W*"
)
"""It is asked what a document says, or wants, and nothing narrower."""
_WANTS = re.compile(
    r"\b(?:doi(?:t|vent)|devrai(?:t|ent)|faut|faudrait|(?:demand|propos|reclam|recommand|souhait)"
    r"(?:ons|ent)|donnons|appelons|must|should|needs? to)\b"
)
"""What a sentence that asks for something says."""
_GOES_ON = re.compile(r"(?:Et|Or|And|But)\b")
_TOP = 12
"""Sentences at the beginning of a document among which the one nearest its title says most."""
_WANTED = 3
_LINE = re.compile(r"(?:(?<=^• )|^(?!• ))[^\n]+", re.MULTILINE)
"""A line without the bullet before it."""
_LONGEST = 300
_FIRST = 4
"""Lines at the top of a document that tell who speaks."""
_SHOWN = 2


def about_document(index: Index, question: Question) -> tuple[Evidence, ...] | NamedSource:
    """What tells the date, the publisher, the subject or the demands that are asked of a document.

    The document itself where its text does not tell; nothing where something else is asked.
    """
    named = spoken_of(question.standalone, tuple(index.sources.values()))
    held = [i for i in sorted(named.sources if named else ()) if index.store.document(i)]
    if named is None or not held:
        return ()
    rest = fold(without_sources(question.standalone, [named]))
    if len(held) == 1 and _AT_LARGE.fullmatch(rest):
        source = index.sources[held[0]]
        if _DEMANDS.search(rest):
            return tuple(islice(_wanted(index, source), _WANTED))
        return _subject(index, source) if _SAYS.search(rest) else ()
    if not _ASKING.fullmatch(rest):
        return ()
    tells = _date_line if _ASKS_DATE.match(rest) else _publisher_line
    if tells is _publisher_line and not _ASKS_WHO.match(rest):
        return ()
    found = (tells(index, index.sources[identifier]) for identifier in held)
    told = tuple(item for item in found if item is not None)[:_SHOWN]
    return told or _cited_line(index, named, held, dated=tells is _date_line) or named


def _wanted(index: Index, source: Source) -> Iterator[Evidence]:
    """The sentences of ``source`` that ask for something."""
    said = (item for item in _sentences(index, source) if not _GOES_ON.match(item.text))
    return (item for item in said if _WANTS.search(fold(item.text)))


def _subject(index: Index, source: Source) -> tuple[Evidence, ...]:
    """The sentence at the beginning of ``source`` that says most of its title."""
    title = tokens_of(source.title)
    top = islice(_sentences(index, source), _TOP)
    best = max(top, key=lambda item: len(title & tokens_of(item.text)), default=None)
    return () if best is None or title.isdisjoint(tokens_of(best.text)) else (best,)


def _sentences(index: Index, source: Source) -> Iterator[Evidence]:
    """The whole sentences of ``source``, in order."""
    rows = index.store.matching(Filters(source_ids=(source.id,)))
    for passage in index.store.passages(sorted(rows)).values():
        for said in contents_of(passage).statements:
            if said.text[-1] in ".!?…»":
                yield Evidence(said.text, source.id, said.span, passage.headings, year=source.year)


def _cited_line(
    index: Index, named: NamedSource, held: Sequence[str], *, dated: bool
) -> tuple[Evidence, ...]:
    """The first sentence of records that speaks of the one document cited, and tells it."""
    cited = {index.sources[i] for i in named.sources if i not in held}
    tell = {str(s.year or "") if dated else fold(s.publisher) for s in cited} - {""}
    if len(tell) != 1:
        return ()
    sought = re.compile(rf"\b{re.escape(tell.pop())}\b")
    for identifier in held:
        for item in _lines(index, index.sources[identifier]):
            says = item.text.endswith(".") and sought.search(fold(item.text))
            if says and named.is_named_in(item.text):
                return (item,)
    return ()


def _date_line(index: Index, source: Source) -> Evidence | None:
    """The shortest line with the date of ``source``."""
    return min(_dated_lines(index, source), key=lambda item: len(item.text), default=None)


def _publisher_line(index: Index, source: Source) -> Evidence | None:
    """The first sentence at the top of ``source`` that names all who publish it."""
    page = index.store.page(source.id, 1)
    names = [fold(name) for name in re.split(r"\s+(?:et|and)\s+|,\s*", source.publisher) if name]
    if page is None or not names:
        return None
    for line in islice(_LINE.finditer(page.text), _FIRST):
        for start, end in split_sentences(line[0]):
            text = line[0][start:end]
            if all(name in fold(text) for name in names):
                span = Span(page.number, line.start() + start, line.start() + end)
                return Evidence(text, source.id, span, (), year=source.year)
    return None


def _dated_lines(index: Index, source: Source) -> Iterator[Evidence]:
    """Lines of ``source`` that hold its date."""
    if date := _pattern(source.date):
        yield from (item for item in _lines(index, source) if date.search(fold(item.text)))


def _lines(index: Index, source: Source) -> Iterator[Evidence]:
    """The lines of ``source`` that can be shown."""
    number = 1
    while (page := index.store.page(source.id, number)) is not None:
        for line in _LINE.finditer(page.text):
            if len(line[0]) <= _LONGEST:
                span = Span(number, line.start(), line.end())
                yield Evidence(line[0], source.id, span, (), year=source.year)
        number += 1


def _pattern(date: str) -> re.Pattern[str] | None:
    """A date in words, in either language; None for a year alone."""
    year, *rest = date.split("-")
    if not rest:
        return None
    month = int(rest[0])
    names = f"(?:{'|'.join(name for name, number in MONTHS.items() if number == month)})"
    if len(rest) == 1:
        return re.compile(rf"\b{names} {year}\b")
    day = int(rest[1])
    return re.compile(
        rf"\b0?{day}(?:er|st|nd|rd|th)? {names} {year}\b|\b{names} {day},? {year}\b|"
        rf"\b{day:02}[/.]{month:02}[/.]{year}\b"
    )
