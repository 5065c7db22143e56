"""A question with what every statement is compared with: names, counted things, concepts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import mul

from assistant.choosing.located import looked_in
from assistant.places.regions import load_places
from assistant.question import Question
from assistant.registry.advice import asks_advice
from assistant.registry.lineage import successors_of
from assistant.statements.bodies import asks_bodies
from assistant.understanding.acronyms import letters_asked
from assistant.understanding.asking import PHASE, asked_clause
from assistant.understanding.concepts import Concept
from assistant.understanding.kinds import Kind, asks_pole, counted_tokens, counted_words
from assistant.understanding.named import in_any_number, name_pattern
from assistant.understanding.paraphrases import near_tokens
from assistant.understanding.ranks import BY_CALLS, Ranks, ranks_of
from assistant.understanding.subjects import GENERIC
from assistant.understanding.synonyms import FILLERS, alternatives
from assistant.understanding.whose import besides, clause_names, clause_words, whose
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard
from ingest.encode import Encoder

__all__ = ["Asked", "asked_of"]

_UNTYPED = frozenset({Kind.OTHER, Kind.DEFINITION, Kind.LIST})
"""Kinds of which no statement can be said to lack the type."""
_ONE_VALUE = frozenset(
    (Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DATE, Kind.PERSON, Kind.PLACE, Kind.DEFINITION)
)
"""Kinds that no list answers."""
_NAMED = frozenset({Kind.NAME, Kind.LIST, Kind.OTHER})
_OF_ALL = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT})
_POLES = re.compile(r"\b(?:poles|clusters|(?:un|chaque|par|an?|each|per) (?:pole|cluster))\b")
_MEMBERSHIP = frozenset(
    lexical_tokens("membres adhérents members PME SMEs ETI start-up entreprises companies firms")
)
_FUND = re.compile(BY_CALLS)
_MEANING = frozenset({Kind.DEFINITION, Kind.OTHER, Kind.REASON})
_SEVERAL = re.compile(
    r"\b(?:quels|quelles|lesquel(?:le)?s|which ones|liste\w*|cite[rz]?)\b|"
    r"\b(?:which|what) (?:\w+ )?(?:two|three|four|\w+s)\b"
)
"""Asks for several things, to be named."""
_OPEN = re.compile(
    r"(?:^|[,:;.?!]) ?(?:et |and )?(?:que |qu['’]|quoi |comment |pourquoi |what |how |why )"
)
"""Asks a question that a list may answer: "Que recommande…", "Comment améliorer…"."""
_ANYONE = frozenset(
    lexical_tokens(
        "monde gens personnes people agents salariés employés collaborateurs staff employees"
    )
)
_PEOPLE = frozenset(
    lexical_tokens(
        "personnes emplois salariés participants visiteurs chercheurs étudiants apprenants jeunes "
        "stagiaires ingénieurs employees jobs researchers students people visitors attendees "
        "postes recrutements"
    )
)
"""Who may be counted when a question says only "combien de monde"."""
_FIRMS = frozenset(lexical_tokens("entreprises businesses companies firms sociétés"))
_SMALL = re.compile(r"\b(?:petites?|small|smaller)\b")
_SMALL_FIRMS = frozenset(lexical_tokens("PME SME SMEs TPE"))
_SAID_BY = re.compile(r"\b(?:selon|d'apres|according to) ([^,;?]+)")
_DAY = re.compile(r"\b(?:quel jour|what day|which day|jour exact|exact day)\b")
_TELLING_ACRONYM = 3.5
"""Weight from which an acronym tells what a question is about: some three passages in a hundred."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with what every statement is compared with.

    Attributes:
        owners: the pôles that it names, and what they became.
        names: patterns of their names.
        wants_type: it asks for a type of thing that a statement can lack.
        wants_pole: it asks for the name of a pôle.
        counted: tokens that may stand for the things that it counts.
        counted_words: what it counts, as typed.
        encoder: gives the vectors of words.
        wants_day: a year is no answer.
        weights: of the concepts.
        total: their sum.
        looked_in: of each concept, the regions of the place that it names, where a pôle is sought.
        acronyms: concepts that are rare acronyms.
        whose: names that a statement must tell to be of what is asked.
        clause_names: names in the clause that asks.
        clause_words: which concepts are other words of that clause.
        holders: names that a role must be tied to, where the holder of one is asked.
        besides: what it says of a pôle, of which a statement must tell something.
        bearers: token → the concepts that it covers, by number, and how far.
        words: the tokens of ``bearers``.
        said: its own tokens, those of the names of its pôles, and those that ask nothing.
        phrases: the concepts that only words side by side cover, by number.
        others: the concepts with other names, by number, and a pattern of these.
        today: the year.
        letters: the acronym whose letters are asked for, "" when none is.
        wants_several: it asks for several things, to be named.
        wants_list: a list may answer it.
        wants_names: it asks which bodies, by their names.
        of_all: it asks a value of the pôles or of a national fund at large, or the date of a
            phase, and names nothing else.
        ranks: of the phases, calls… that it names.
    """

    question: Question
    concepts: tuple[Concept, ...]
    cards: tuple[PoleCard, ...]
    owners: tuple[PoleCard, ...]
    names: tuple[re.Pattern[str], ...]
    wants_type: bool
    wants_pole: bool
    counted: frozenset[str]
    counted_words: tuple[str, ...]
    encoder: Encoder
    wants_day: bool
    weights: tuple[float, ...]
    total: float
    looked_in: tuple[frozenset[str], ...]
    acronyms: tuple[Concept, ...]
    whose: tuple[Concept, ...]
    clause_names: tuple[Concept, ...]
    clause_words: tuple[bool, ...]
    holders: tuple[Concept, ...]
    besides: tuple[Concept, ...]
    bearers: Mapping[str, Sequence[tuple[int, float]]]
    words: frozenset[str]
    said: frozenset[str]
    phrases: tuple[tuple[int, Concept], ...]
    others: tuple[tuple[int, re.Pattern[str]], ...]
    today: int
    letters: str
    wants_several: bool
    wants_list: bool
    wants_names: bool
    of_all: bool
    ranks: Ranks

    def held(self, tokens: frozenset[str], text: str) -> tuple[float, ...]:
        """How far ``text``, of these tokens, covers each concept (``Concept.covered``)."""
        parts = [0.0] * len(self.concepts)
        for token in self.words & tokens:
            for number, value in self.bearers[token]:
                parts[number] = max(parts[number], value)
        folded = fold(text) if self.phrases or self.others else ""
        for number, concept in self.phrases:
            if parts[number] and concept.phrase not in folded:
                parts[number] = 0.0
        for number, names in self.others:
            if parts[number] < 1.0 and names.search(folded):
                parts[number] = 1.0
        return tuple(parts)

    def covers(self, token: str) -> float:
        """How far one of the concepts covers ``token``, in [0, 1]."""
        return max((value for _, value in self.bearers.get(token, ())), default=0.0)

    def share(self, parts: Sequence[float]) -> float:
        """Share of the weight of a question's concepts that is held, in [0, 1]."""
        return sum(map(mul, self.weights, parts)) / self.total if self.total else 0.0


def asked_of(
    question: Question,
    concepts: tuple[Concept, ...],
    cards: tuple[PoleCard, ...],
    encoder: Encoder,
) -> Asked:
    """What the statements that may answer ``question`` are compared with."""
    folded = fold(question.standalone)
    counted = counted_tokens(question.standalone)
    wanted = frozenset(t for token in counted for t in alternatives(token) | near_tokens(token))
    if counted & _ANYONE:
        wanted |= _PEOPLE
    if wanted & _FIRMS and _SMALL.search(folded):
        wanted |= _SMALL_FIRMS
    wants_pole = _wants_pole(question)
    several = _SEVERAL.search(folded) is not None
    owners = tuple(c for pole in question.poles for c in (pole, *successors_of(pole, cards)))
    bearers: dict[str, list[tuple[int, float]]] = {}
    for number, concept in enumerate(concepts):
        for token in concept.tokens | concept.near:
            bearers.setdefault(token, []).append((number, concept.covered({token})))
    return Asked(
        question=question,
        concepts=concepts,
        cards=cards,
        owners=owners,
        names=tuple(name_pattern(card) for card in owners),
        wants_type=wants_pole or question.kind not in _UNTYPED,
        wants_pole=wants_pole,
        counted=wanted,
        counted_words=counted_words(question.standalone),
        encoder=encoder,
        wants_day=_DAY.search(fold(question.standalone)) is not None,
        weights=tuple(concept.weight for concept in concepts),
        total=sum(concept.weight for concept in concepts),
        looked_in=looked_in(question, concepts) if wants_pole else (frozenset(),) * len(concepts),
        acronyms=_telling_acronyms(question.standalone, concepts),
        whose=whose(question.kind, question.standalone, concepts),
        clause_names=clause_names(question.standalone, concepts),
        clause_words=clause_words(question.standalone, concepts),
        holders=tuple(filter(_has_roles, concepts)),
        besides=besides(question, concepts),
        bearers=bearers,
        words=frozenset(bearers),
        said=FILLERS.union(lexical_tokens(" ".join([folded, *(p.name for p in question.poles)]))),
        phrases=tuple((n, concept) for n, concept in enumerate(concepts) if concept.phrase),
        others=tuple((n, in_any_number(c.also)) for n, c in enumerate(concepts) if c.also),
        today=datetime.now(UTC).year,
        letters=letters_asked(question.standalone) if question.kind in _MEANING else "",
        wants_several=several,
        wants_list=question.kind is Kind.LIST
        or (question.kind not in _ONE_VALUE and (several or bool(_OPEN.search(folded)))),
        wants_names=question.kind in _NAMED and asks_bodies(question.standalone),
        of_all=_is_of_all(question, folded, concepts),
        ranks=ranks_of(folded),
    )


def _is_of_all(question: Question, folded: str, concepts: Sequence[Concept]) -> bool:
    """Is a value of the pôles or a national fund at large asked, or the date of a phase?"""
    of_members = len(concepts) > 1 and all(c.tokens & _MEMBERSHIP for c in concepts)
    if question.kind is Kind.COUNT and of_members:
        return True  # "how many SMEs are members?"
    whose = PHASE if question.kind is Kind.DATE else _POLES
    if question.kind not in _OF_ALL | {Kind.DATE}:
        return False
    found = whose.search(folded) or _FUND.search(asked_clause(question.standalone))
    if found is None:
        return False
    names = (fold(c.word) for c in concepts if c.is_name and not c.year)
    return GENERIC.union(found[0].split()).issuperset(names)


def _telling_acronyms(question: str, concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Rare acronyms; who is said to say it ("selon la Région…") is not what it is about, nor where
    it is ("en PACA").
    """
    telling = (c for c in concepts if c.is_acronym and c.weight >= _TELLING_ACRONYM)
    places = (fold(place.matched) for place in load_places().find(question))
    beside = " ".join((*_SAID_BY.findall(fold(question)), *places))
    return tuple(c for c in telling if fold(c.word) not in beside)


def _has_roles(concept: Concept) -> bool:
    """Is it a name, or a year, and no common word that others stand for ("Régions")?"""
    return concept.is_name and any(alternatives(token) == {token} for token in concept.tokens)


def _wants_pole(question: Question) -> bool:
    """Is the name of a pôle asked for?"""
    if question.kind in (Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DATE):
        return False
    return asks_pole(question.standalone) or asks_advice(question)
