"""What a question needs to find: its words as concepts, each with the tokens that stand for it.

A concept weighs as much as it is rare in the documents. A word that no document holds is first
read as a typing error; if nothing near is known, it stays a concept that nothing can cover, so
that a question about something else is not answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.named import terms_named
from assistant.synonyms import FILLERS, alternatives
from ingest.analysis import query_tokens
from ingest.cards import TermCard
from ingest.lexical import LexicalIndex

__all__ = ["Concept", "concepts_of", "coverage", "expansion"]

_UNKNOWN_WORD = 0.35
"""Weight of an unknown common word, against an unknown name's 1: people paraphrase words."""
_CONTEXT_SHARE = 0.8
"""What a concept found only in headings or title counts, against one in the statement."""
_SHORTEST_NAME = 7
"""A shorter name is a name, not a word mistyped ("Apple" is no "appel")."""
_WORD = re.compile(r"[^\W_][\w&]*(?:[-'’.][^\W_][\w&]*)*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that an answer should be about.

    Attributes:
        word: as typed.
        tokens: any of these in a text covers it.
        weight: inverse document frequency of the most frequent of them.
        known: some document holds one of them.
        is_name: typed with a capital or in capitals inside the sentence, or with a digit.
    """

    word: str
    tokens: frozenset[str]
    weight: float
    known: bool
    is_name: bool

    @property
    def is_acronym(self) -> bool:
        """Typed with two capitals or more: an answer that lacks it is about something else."""
        return _has_capitals(self.word)


@lru_cache(maxsize=4096)
def _has_capitals(word: str) -> bool:
    return sum(char.isupper() for char in word) > 1


def concepts_of(
    question: str, lexical: LexicalIndex, terms: Sequence[TermCard] = ()
) -> tuple[Concept, ...]:
    """The concepts of ``question``, each once; fillers and stop words are none.

    A name of a term ("research tax credit", "asso des pôles") is one concept: the term's acronym
    or its most telling word covers it.
    """
    concepts: dict[frozenset[str], Concept] = {}
    for found, term in terms_named(question, terms):
        concept = _term_concept(found, term, lexical)
        if concept is not None:
            concepts.setdefault(concept.tokens, concept)
            question = question.replace(found, " ")
    for position, match in enumerate(_WORD.finditer(question)):
        for concept in _concepts(match[0], position, lexical):
            concepts.setdefault(concept.tokens, concept)
    return tuple(concepts.values())


def _term_concept(found: str, term: TermCard, lexical: LexicalIndex) -> Concept | None:
    """Acronym and rarest known word of a term; None when no document holds them."""
    tokens = {t for t in query_tokens(term.acronym) if lexical.knows(t)}
    for name in (term.term, found):
        stems = [t for t in query_tokens(name) if t[0] != "=" and lexical.knows(t)]
        tokens |= set(sorted(stems, key=lexical.rarity)[-1:])
    return _known(found, frozenset(tokens), lexical, bool(term.acronym)) if tokens else None


def _concepts(word: str, position: int, lexical: LexicalIndex) -> list[Concept]:
    word = re.sub(r"^(?:[cdjlmnst]|qu)['’]", "", word, flags=re.IGNORECASE)
    tokens = [t for t in query_tokens(word) if t not in FILLERS and (len(t) > 1 or t.isdigit())]
    whole = [t for t in tokens if t[0] == "=" and lexical.knows(t)]
    stems = [t for t in tokens if t[0] != "="]
    if not stems and not whole:
        return []
    is_name = (position > 0 and word[:1].isupper()) or word[1:] != word[1:].lower()
    if whole and (len(stems) < 2 or "-" in word):  # an acronym or a compound name, known as such
        return [_known(word, frozenset(whole[:1] + stems[:1] * (len(stems) == 1)), lexical, True)]
    return [_concept(word, stem, is_name, lexical) for stem in stems]


def _concept(word: str, stem: str, is_name: bool, lexical: LexicalIndex) -> Concept:
    group = alternatives(stem)
    if any(lexical.knows(token) for token in group):
        return _known(word, group, lexical, is_name)
    near = "" if is_name and len(stem) < _SHORTEST_NAME else nearest_token(stem, lexical)
    if near:
        return _known(word, alternatives(near), lexical, is_name)
    weight = lexical.rarity(stem) * (1.0 if is_name else _UNKNOWN_WORD)
    return Concept(word, frozenset({stem}), weight, False, is_name)


def _known(word: str, tokens: frozenset[str], lexical: LexicalIndex, is_name: bool) -> Concept:
    weight = min(lexical.rarity(token) for token in tokens if lexical.knows(token))
    return Concept(word, tokens, weight, True, is_name or word[:1].isdigit())


def nearest_token(stem: str, lexical: LexicalIndex) -> str:
    """The indexed token that ``stem`` is most likely a mistyping of, "" when none is near.

    One edit from five letters on, two from nine on (Damerau–Levenshtein); the more frequent of
    two that are as near.
    """
    if len(stem) < 5 or any(char.isdigit() for char in stem):
        return ""
    return _nearest(stem, 1 if len(stem) < 9 else 2, lexical.words)


@lru_cache(maxsize=4096)
def _nearest(stem: str, edits: int, words: tuple[str, ...]) -> str:
    found = process.extractOne(stem, words, scorer=DamerauLevenshtein.distance, score_cutoff=edits)
    return str(found[0]) if found and found[0][0] == stem[0] else ""


def coverage(
    concepts: tuple[Concept, ...], inside: AbstractSet[str], around: AbstractSet[str]
) -> float:
    """Share of the concepts' weight that the tokens of a statement cover, in [0, 1].

    Args:
        concepts: of the question.
        inside: tokens of the statement.
        around: tokens of its headings and title, which count for a little less.
    """
    total = sum(concept.weight for concept in concepts)
    if not total:
        return 0.0
    found = 0.0
    for concept in concepts:
        if concept.tokens & inside:
            found += concept.weight
        elif concept.tokens & around:
            found += _CONTEXT_SHARE * concept.weight
    return found / total


def expansion(concepts: tuple[Concept, ...]) -> tuple[str, ...]:
    """Tokens to search besides those typed: synonyms, translations, corrections."""
    tokens = {token for concept in concepts if concept.known for token in concept.tokens}
    return tuple(sorted(tokens))
