"""What a term of the glossary means: its own entry.

"C'est quoi un pôle ?" is answered by the entry of that term and not by one that holds its words
("label de pôle de compétitivité").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.question import Question
from assistant.records import Evidence
from assistant.understanding.kinds import Kind
from assistant.understanding.synonyms import FILLERS
from ingest.analysis import fold, lexical_tokens
from ingest.cards import TermCard
from ingest.index import Index
from ingest.records import Span

__all__ = ["entry_asked", "is_told_of"]

_GLOSSARY = "glossary"
_LONGEST = 12
"""Words of a question that asks for a meaning and nothing more."""
_ASKING = frozenset(
    token
    for word in """
    définition définir définit signifie signification sigle acronyme veut dire sert appelle mean
    means meaning stand stands definition define acronym exactement terme mot abréviation
    entendre entend entendez désigne désigner définis définissez expliquer explique expliquez
    peux pouvez refer refers meant genre exact simplement
    """.split()
    for token in lexical_tokens(word)
)
"""Words that ask for a meaning."""
_TIMES = re.compile(
    r"\b(?:elle|il|it|s'est|a|date|dates|annee|year|commenc\w*|debut\w*|demarr\w*|fin|fini\w*|"
    r"termin\w*|achev\w*|dur\w*|start\w*|beg[aiu]n\w*|end|ends|ended|last|lasts|did|does|when|"
    r"quand|exactement|dernier\w*)\b"
)
"""Words that ask when a period begins or ends."""
_PART = re.compile(r"\s*[,:;?!.()«»\"“”—–]\s*|\s+-\s+")
"""Between the parts of a question, one of which may be the term alone: "l'amorçage, en finance"."""
_SETTING = re.compile(r"^(?:dans|en|au|aux|pour|chez|sur|selon|in|for|among|par rapport)\b")
"""Opens a part that says where a term is used."""
_WHO = re.compile(r"^(?:qu(?:i|e) sont|qui est|c'est qui|who (?:is|are))\b")
"""Who an institution is: what its name means."""
_ROLE = re.compile(
    r"^(?:quel(?:le)?s? (?:est|sont) )?(?:le |la |les )?(?:roles?|fonctions?) "
    r"(?:de la |de l'|de |du |des |d')|^what is the role of (?:the )?|"
    r"^(?:que fait|what does) (?:la |le |l'|the )(?=[^ ]+(?: do)?$)"
)
"""What an institution is for: what its name means comes first."""
_PERIOD = re.compile(r"\b(?:19|20)\d{2}\b.{1,12}\b(?:19|20)\d{2}\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_EXISTS = re.compile(
    r"\bexist\w+|\b(?:still (?:running|active|there|open|in force)|en vigueur|d'actualite)\b"
)
"""Asks whether something is there: an entry that is dated tells since when, and until when."""
_STILL = re.compile(r"\b(?:encore|toujours|deja|still|already|yet|plus|en|in)\b")


def entry_asked(index: Index, question: Question) -> Evidence | None:
    """The entry of the term whose meaning is asked, None when the glossary has none."""
    asked = fold(question.standalone).strip(" ?!.")
    asked, role = _ROLE.subn("", asked)
    means = question.kind is Kind.DEFINITION or bool(role) or _WHO.match(asked) is not None
    exists = _EXISTS.search(asked) is not None
    dated = question.kind is Kind.DATE and not exists
    if not (means or dated or exists) or len(asked.split()) > _LONGEST:
        return None
    terms = index.cards.terms
    if exists:
        asked = _STILL.sub(" ", _YEAR.sub(" ", _EXISTS.sub(" ", asked)))
    term = _term(_TIMES.sub(" ", asked), terms) if dated or exists else _named(asked, terms)
    entry = None if term is None else _entry(index, term)
    needs = _PERIOD if dated else _YEAR if exists else None
    return None if entry is None or (needs and not needs.search(entry.text)) else entry


def is_told_of(index: Index, name: str, text: str) -> bool:
    """Does ``text`` speak of the term that ``name`` is one of the names of, by any of these?"""
    known = (set(map(fold, term.names)) | {fold(term.term)} for term in index.cards.terms)
    said = fold(text)
    return any(other in said for names in known if fold(name) in names for other in names)


def _named(asked: str, terms: Sequence[TermCard]) -> TermCard | None:
    """The term that a question is about, or the first that is a part of it by itself."""
    parts = [part for part in _PART.split(asked) if not _SETTING.match(part)]
    whole = _term(asked, terms)
    return whole or next((term for part in parts if (term := _term(part, terms))), None)


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
