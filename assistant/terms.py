"""What a term of the glossary means, and how two terms differ: their own entries.

"C'est quoi un pôle ?" is answered by the entry of that term and not by one that holds its words
("label de pôle de compétitivité"); "différence entre X et Y" by both entries, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.kinds import Kind
from assistant.question import Question
from assistant.records import Evidence
from assistant.synonyms import FILLERS
from ingest.analysis import fold, lexical_tokens
from ingest.cards import TermCard
from ingest.index import Index
from ingest.records import Span

__all__ = ["entries_asked"]

_GLOSSARY = "glossary"
_LONGEST = 12
"""Words of a question that asks for a meaning and nothing more."""
_DIFFERENCE = re.compile(
    r"\b(?:differences?|distinctions?|distingu\w+|differe\w*)\b.*?\b(?:entre|between|d'avec)\s+"
    r"(?:une?|les?|la|l'|des|an?|the)?\s*(?P<a>.+?)\s+(?:et|and)\s+(?P<b>.+)$|"
    r"(?P<c>.+?)\s+(?:ou|et|vs\.?|versus|or|and)\s+(?P<d>.+?)\W+"
    r"(?:(?:quelles?|what)\b.*)?\bdifferences?\b|"
    r"\ben quoi\s+(?P<e>.+?)\s+(?:est\b.*\bdifferent\w*|differe\w*|se distingue\w*)\s+"
    r"(?:d'|des?\s|du\s)\s*(?P<f>.+)$"
)
_ASKING = frozenset(
    token
    for word in """
    définition définir définit signifie signification sigle acronyme veut dire sert appelle mean
    means meaning stand stands definition define acronym exactement terme mot abréviation
    entendre entend entendez désigne désigner
    """.split()
    for token in lexical_tokens(word)
)
"""Words that ask for a meaning."""


def entries_asked(index: Index, question: Question) -> tuple[Evidence, ...]:
    """The entries of the terms whose meaning, or difference, is asked; none when one is unknown."""
    if _GLOSSARY not in index.sources:
        return ()
    asked = fold(question.standalone).strip(" ?!.")
    pair = _DIFFERENCE.search(asked)
    if pair:
        phrases = [phrase for phrase in pair.groups() if phrase]
    elif question.kind is Kind.DEFINITION and len(asked.split()) <= _LONGEST:
        phrases = [asked]
    else:
        return ()
    terms = [_term(phrase, index.cards.terms) for phrase in phrases]
    entries = [_entry(index, term) for term in terms if term is not None]
    found = tuple(entry for entry in entries if entry is not None)
    return found if len(found) == len(phrases) else ()


def _term(phrase: str, terms: Sequence[TermCard]) -> TermCard | None:
    """The term that ``phrase`` names and adds nothing to."""
    return _by_words(tuple(terms)).get(_words(phrase) - _ASKING - FILLERS)


@lru_cache(maxsize=4)
def _by_words(terms: tuple[TermCard, ...]) -> dict[frozenset[str], TermCard]:
    """Terms by the words of each of their names; usual names before other ways to write them."""
    found: dict[frozenset[str], TermCard] = {}
    for term in terms:
        for name in (term.term, term.acronym):
            found.setdefault(_words(name), term)
    for term in terms:
        for name in term.names:
            found.setdefault(_words(name), term)
    found.pop(frozenset(), None)
    pole = found.get(_words("pôle de compétitivité"))
    if pole is not None:
        found.setdefault(_words("pôle"), pole)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(token for token in lexical_tokens(fold(text)) if token[0] != "=")


def _entry(index: Index, term: TermCard) -> Evidence | None:
    """The line of the glossary that defines ``term``."""
    page = index.store.page(_GLOSSARY, 1)
    if page is None:
        return None
    head = re.search(rf"^{re.escape(term.term)} (?:\([^\n]*?\) )?: ", page.text, re.MULTILINE)
    if head is None:
        return None
    end = page.text.find("\n", head.end())
    span = Span(page.number, head.start(), end if end > 0 else len(page.text))
    return Evidence(page.text[span.start : span.end], _GLOSSARY, span, ())
