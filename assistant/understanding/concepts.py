"""What a question needs to find: its words as concepts, each with the tokens that stand for it.

A concept weighs as much as it is rare in the documents. A paraphrase ("cursus" for "formation")
covers it in part. A word that no document holds and that means none of theirs is read as a typing
error; if nothing near is known either, it stays a concept that nothing can cover, so that a
question about something else is not answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.understanding.asking import YEAR
from assistant.understanding.named import by_acronym, terms_named
from assistant.understanding.paraphrases import near_tokens, phrases_in
from assistant.understanding.synonyms import FILLERS, alternatives, is_filler
from ingest.analysis import fold, query_tokens
from ingest.cards import TermCard
from ingest.lexical import LexicalIndex

__all__ = ["Concept", "concepts_of", "defined_by", "expansion", "without_subject"]

_POLE = "pol"
"""Stem of "pôle", which tells nothing in a name ("join a cluster")."""
_UNKNOWN_WORD = 0.35
"""Weight of an unknown common word, against an unknown name's 1: people paraphrase words."""
_SHORTEST_NAME = 7
"""A shorter name is a name, not a word mistyped ("Apple" is no "appel")."""
_INVERTED = re.compile(
    r"-(?:t-)?(?:il|elle|ils|elles|on|ce|je|tu|nous|(?<!rendez-)vous|moi|y|en)$", re.IGNORECASE
)
"""The subject behind a verb: "est-ce", "a-t-il", "réunit-elle"."""
_POSSESSIVE = re.compile(r"(?:['’]s|-(?:supported|backed|funded|led|based|run|labelled))$")
_SUBJECT = re.compile(
    r"\b(p[ôo]les?) de comp[ée]titivit[ée]s?\b|\bcompetitiveness (clusters?)\b", re.I
)
"""What all documents are about: those that say "pôle" alone mean it as well."""
_ALONE = re.compile(r"\W*[^\W\d_a-zà-ÿ][^\W\d_]+\s*(?:[,:?]|$)")
_INSIDE = re.compile(r"[^\W_][^.?!:]*$")
"""A sentence that has begun."""
_TITLE = re.compile(r"[^\W\d_a-zà-ÿ][^\W_]*(?:(?:[ '’-][^\W_]{1,3})*[ '’-][^\W\d_a-zà-ÿ][^\W_]*)*")
"""Words with capitals, small ones between them: "Île-de-France"."""
_DECADE = re.compile(
    r"\b(?:(?:milieu|début|fin|debut|courant|cours) (?:des |de )?)?(?:(?:années|annees) "
    r"(?:19|20)?\d0|the (?:19|20)?\d0s)\b",
    re.IGNORECASE,
)
"""A decade is no year that a statement must name."""
_THERE_IS = re.compile(r"\b[Yy] (?:aura|aurait|avait)(?:-t-il)?\b")
_SHORT = 5
"""Letters of a name that in small letters may be a word ("aura", "Safe")."""
_IS_NO_WORD = re.compile(r"\w[ -]\w|[a-z][A-Z]|[A-Z]{2}[a-z]")
_NEAR = 0.7
"""What a paraphrase of a concept counts, against its own word."""
_OFTENER = 1.5
"""Difference of rarity from which an acronym and a word of its letters are two things."""
_THEY = "ent"
"""What stemming leaves on "bossent"."""
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
        near: tokens that paraphrase it.
        phrase: what a text must hold word for word to cover it ("france strategie", each of
            whose words means something else alone), folded; "" when any token does.
        also: other names of it: a text that holds one covers it.
    """

    word: str
    tokens: frozenset[str]
    weight: float
    known: bool
    is_name: bool
    near: frozenset[str] = frozenset()
    phrase: str = ""
    also: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year that it is, None for anything else."""
        return int(self.word) if YEAR.fullmatch(self.word) else None

    def covered(self, tokens: AbstractSet[str]) -> float:
        """How far a text with these tokens covers the concept, in [0, 1]."""
        if not self.tokens.isdisjoint(tokens):
            return 1.0
        return 0.0 if self.near.isdisjoint(tokens) else _NEAR

    @property
    def is_acronym(self) -> bool:
        """Typed with two capitals or more: an answer that lacks it is about something else.

        Those of "Île-de-France" or "Club Sully" stand in words of their own.
        """
        return _has_capitals(self.word)

    def called(self, names: Sequence[str]) -> Concept:
        """It, which a text may call by other ``names``: a short one in capitals, or a long one."""
        if not names:
            return self
        short = {f"={fold(n)}" for n in names if n.isupper() and n.isalnum()}
        long = (n for n in names if len(n) > _SHORT or _IS_NO_WORD.search(n))
        also = dict.fromkeys((*self.also, *long))
        return replace(self, tokens=self.tokens | short, also=tuple(also))


@lru_cache(maxsize=4096)
def _has_capitals(word: str) -> bool:
    return any(sum(map(str.isupper, part)) > 1 for part in re.split(r"[\s-]", word))


def concepts_of(
    question: str, lexical: LexicalIndex, terms: Sequence[TermCard] = ()
) -> tuple[Concept, ...]:
    """The concepts of ``question``, each once; fillers and stop words are none.

    A name of a term ("research tax credit", "asso des pôles") is one concept: the term's acronym
    or its most telling word covers it.
    """
    concepts: dict[frozenset[str], Concept] = {}
    question = _THERE_IS.sub(" ", without_subject(question))
    opening = _first_word(question)
    acronyms = by_acronym(tuple(terms))
    for found, term in terms_named(question, terms):
        concept = _term_concept(found, term, lexical)
        if concept is not None:
            concepts.setdefault(concept.tokens, concept)
            question = question.replace(found, " ")
    question = _DECADE.sub(" ", question)
    for phrase in reversed(tuple(phrases_in(question))):
        concept = _phrase_concept(question[phrase.start : phrase.end], phrase.tokens, lexical)
        if concept is not None:
            inside = _INSIDE.search(question, 0, phrase.start) is not None
            named = inside and _TITLE.fullmatch(concept.word) is not None
            concept = replace(concept, is_name=concept.is_name or named)
            concepts.setdefault(concept.tokens, concept)
            question = f"{question[: phrase.start]} {question[phrase.end :]}"
    # The capital of the word that a question begins with makes no name of it, no other's; but for
    # one that stands alone there, like no word that asks ("Telli, c'est quoi ?").
    later = _first_word(question) != opening or _names_alone(question, opening)
    for position, match in enumerate(_WORD.finditer(question), int(later)):
        for concept in _concepts(match[0], position, lexical):
            card = acronyms.get(concept.word)
            names = (card.term, *card.names) if card else ()
            concepts.setdefault(concept.tokens, concept.called(names))
    return tuple(concepts.values())


def _names_alone(question: str, opening: str) -> bool:
    """Does a question open with a name, which only its stem takes for a word that asks?"""
    stems = query_tokens(opening)
    like = any(t in FILLERS for t in stems) and not is_filler(opening)
    return like and _ALONE.match(question) is not None


def _first_word(text: str) -> str:
    match = _WORD.search(text)
    return match[0] if match else ""


def without_subject(text: str) -> str:
    """``text`` with "pôles" for "pôles de compétitivité"."""
    return _SUBJECT.sub(lambda match: match[1] or match[2], text)


def _term_concept(found: str, term: TermCard, lexical: LexicalIndex) -> Concept | None:
    """Acronym and rarest known word of a term; None when no document holds them."""
    tokens = {t for t in query_tokens(term.acronym) if lexical.knows(t)}
    for name in (term.term, found):
        stems = [t for t in query_tokens(name) if t[0] != "=" and lexical.knows(t)]
        telling = [t for t in stems if t not in alternatives(_POLE)]
        tokens |= set(sorted(telling, key=lexical.rarity)[-1:])
    if not tokens:
        return None
    near = frozenset(t for token in tokens for t in alternatives(token)) - tokens
    concept = _known(found, frozenset(tokens), lexical, bool(term.acronym))
    is_name = not term.acronym and " " in found and found.istitle()
    is_name, phrase = is_name or concept.is_name, fold(found) if is_name else ""
    return replace(concept, near=near, is_name=is_name, phrase=phrase)


def _phrase_concept(typed: str, meant: frozenset[str], lexical: LexicalIndex) -> Concept | None:
    """A phrase is what it means; the rarest of its own words says it as well.

    One of question words alone ("combien de", "c'est quoi") asks for a type of thing, and no
    document need hold it.
    """
    near = frozenset(token for token in meant if lexical.knows(token))
    said = [t for t in query_tokens(typed) if t[0] != "=" and t not in FILLERS]
    if not near or not said:
        return None
    own = [t for t in said if t not in alternatives(_POLE)]
    if len(own) == 1:  # "aider à": the word keeps what it means by itself
        alone = _concept(typed, own[0], False, lexical)
        if alone.known:
            return replace(alone, near=alone.near | near)
        if own == said:
            return None
    known = frozenset(token for token in own if lexical.knows(token))
    top = max(map(lexical.rarity, known), default=0.0)
    rarest = frozenset(token for token in known if lexical.rarity(token) == top)
    weight = min(lexical.rarity(token) for token in near | rarest)
    return Concept(typed, rarest or near, weight, True, False, near)


def _concepts(word: str, position: int, lexical: LexicalIndex) -> list[Concept]:
    word = _INVERTED.sub("", re.sub(r"^(?:[cdjlmnst]|qu)['’]", "", word, flags=re.IGNORECASE))
    word = _POSSESSIVE.sub("", word)
    typed_as_name = position > 0 and word[:1].isupper()
    spared = typed_as_name and not is_filler(word)
    tokens = [
        t
        for t in query_tokens(word)
        if (spared or t not in FILLERS) and (len(t) > 1 or t.isdigit())
    ]
    whole = [t for t in tokens if t[0] == "=" and lexical.knows(t)]
    stems = [t for t in tokens if t[0] != "="]
    if not stems and not whole:
        return []
    is_name = typed_as_name or word[1:] != word[1:].lower()
    if len(stems) == 1 and word.islower() and len(alternatives(stems[0])) > 1:
        whole = []  # "clusters" is a word, whatever stands somewhere in capitals
    if whole and (len(stems) < 2 or "-" in word):  # an acronym or a compound name, known as such
        also = stems if len(stems) == 1 and not _is_a_word(whole[0], stems[0], lexical) else []
        said = frozenset(whole[:1] + also) | alternatives(whole[0])
        return [_known(word, said, lexical, True)]
    found = [_concept(word, stem, is_name, lexical) for stem in stems]
    if spared and FILLERS.intersection(stems):  # "telles" is no "Telli"
        return [replace(concept, phrase=fold(word)) for concept in found]
    return found


def _is_a_word(acronym: str, stem: str, lexical: LexicalIndex) -> bool:
    """Is what ``acronym`` spells a word, that the documents hold oftener: "AID" is no "aide"?"""
    return lexical.knows(stem) and lexical.rarity(acronym) - lexical.rarity(stem) > _OFTENER


def _concept(word: str, stem: str, is_name: bool, lexical: LexicalIndex) -> Concept:
    group, near = alternatives(stem), frozenset() if is_name else near_tokens(stem)
    if stem.endswith(_THEY) and not (is_name or near or lexical.knows(stem)):
        return _concept(word, stem.removesuffix(_THEY), is_name, lexical)
    if any(lexical.knows(token) for token in group):
        return replace(_known(word, group, lexical, is_name), near=near)
    meant = frozenset(token for token in near if lexical.knows(token))
    if meant:
        return replace(_known(word, meant | {stem}, lexical, False), near=meant)
    meant_word = "" if is_name and len(stem) < _SHORTEST_NAME else nearest_token(stem, lexical)
    if meant_word:
        near = frozenset() if is_name else near_tokens(meant_word)
        meant = alternatives(meant_word) | {stem}
        return replace(_known(word, meant, lexical, is_name), near=near)
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


def defined_by(concepts: tuple[Concept, ...], terms: Sequence[TermCard]) -> tuple[str, ...]:
    """Tokens of the full names of the acronyms among ``concepts``: their definitions hold them."""
    words = {fold(concept.word) for concept in concepts if concept.is_acronym}
    named = (term.term for term in terms if term.acronym and fold(term.acronym) in words)
    return tuple(token for name in named for token in query_tokens(name) if token[0] != "=")


def expansion(concepts: tuple[Concept, ...]) -> tuple[str, ...]:
    """Tokens to search besides those typed: synonyms, translations, corrections."""
    tokens = {t for concept in concepts if concept.known for t in concept.tokens | concept.near}
    names = " ".join(name for concept in concepts for name in concept.also[:1])
    return tuple(sorted(tokens.union(t for t in query_tokens(names) if t[0] != "=")))
