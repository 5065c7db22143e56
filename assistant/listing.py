"""Exact lists and counts of pôles: from the records of the knowledge base, not from passages.

"Quels pôles travaillent sur l'hydrogène ?", "combien en Bretagne ?": every labelled pôle whose
record has the region, the sector or the technology, each with a sentence of its record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.concepts import Concept
from assistant.kinds import Kind, asks_pole
from assistant.named import name_pattern
from assistant.question import Question
from assistant.record_statements import record_statements
from assistant.records import Evidence
from assistant.synonyms import FILLERS
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard
from ingest.index import Index

if TYPE_CHECKING:
    from assistant.finder_lexicon import Found, Lexicon
    from assistant.gazetteer import Locality

__all__ = ["Criteria", "Listing", "criteria_of", "list_poles", "listing_of"]

_POLES = re.compile(r"\b(?:poles?|clusters?)\b")
_ASKS_POLES = re.compile(
    r"\b(?:quels?|quelles?|which|what|lesquels|listes?|lister|combien (?:de|y a de|il y a de)|"
    r"cb de|how many|nombre de|tous les|cite[rz]?|list of|parmi les|"
    r"donne[rz]?(?:[- ](?:moi|nous))?(?: les)?)\W+"
    r"(?:\w+\W+){0,2}?(?:poles?|clusters?)\b|^\W*(?:poles|clusters)\b|"
    r"\b(?:y a-t-il|existe-t-il|is there|are there)\W+(?:(?:une?|des|an?|any)\W+)?"
    r"(?:poles?|clusters?)\b"
)
_ASKS_ON = re.compile(r" — (?:et |and )?(?:qui|combien|comment|pourquoi|quand|who|how|why|when)\b")
"""What the conversation asks of the pôles that it had listed."""
_AMONG = re.compile(r"^\W*(?:qui|who)\b.*\b(?:parmi les|among the) (?:poles|clusters)\b")
"""Asks who of the pôles does what they are listed by: "Qui fait du quantique parmi les pôles ?"."""
_FORMER = re.compile(
    r"\bn(?:e |')\w+ (?:plus|pas|jamais)\b|\bsans (?:le )?label|\b(?:anciens?|ex|former|perdu\w*|"
    r"perdent|lost|not|never|no longer|disparu\w*|exclus?)\b"
)
"""Asks for others than the pôles of today."""
_FOR_WHOM = re.compile(
    r"\b(?:pour|dans) (?:une?|mon|ma|notre|nos|des|les) (?:petites? |jeunes? )?"
    r"(?:entreprises?|pmes?|tpe|eti|start-?ups?|startups?|societes?|boites?|projets?|produits?|usines?)\b|"
    r"\b(?:contacter|rejoindre|choisir|viser|solliciter)\b"
)
"""For whom a pôle is looked for: any company finds the same ones."""
_SEVERAL = re.compile(r"\b(?:poles|clusters)\b")
_LAST = "~"
"""Comes after every region: pôles without one."""
_ASKS_ALL = frozenset({Kind.LIST, Kind.COUNT, Kind.NAME, Kind.OTHER})
_CLAUSE = re.compile(r"[:;.?!,—]|\s-\s")
_PREAMBLE = re.compile(
    r"^\W*(?:je|j'|nous|on|i|we|i'm|bonjour|salut|hello|hi|merci|svp|stp|please|s'il vous plait|"
    r"pour (?:un|une|mon|ma)|il (?:me|nous) faut|besoin|dans le cadre)\b"
)
_PURPOSE = re.compile(
    r"\bpour (?:un|une|mon|ma|le|la) (?:note|article|expose|rapport|dossier|presentation|reunion|"
    r"etude|memoire|cours)\b.*"
)
_PLAIN = frozenset(
    token
    for word in """
    pôle pôles cluster clusters compétitivité compétitif label labellisé labellisés labellisation
    actuel actuels actif actifs active présent présents concerné concernés compétent compétents
    français france french existant existants existent exist exists competitiveness
    aujourd hui today travailler travaillent travaille work works working
    bosser bossent faire font fait occuper occupent occupe intervenir interviennent intervient
    toucher touchent traiter traitent deal couvrir couvrent cover covers trouver trouve trouvent
    compter compte comptent implantés implanté implantation situés situé basés basé located based
    siègent domaine domaines secteur secteurs champ thème thèmes sujet filière filières spécialisé
    spécialisés total nombre liste région régions area parmi dedans lié liés autour officiel
    officiels région faut donner list name give there autres other
    """.split()
    for token in lexical_tokens(word)
)
"""Words of a question that asks for pôles by place and theme, and for nothing more."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which pôles a text speaks of.

    Attributes:
        regions: names of the regions of its places.
        themes: kinds and keys of the vocabulary.
        spans: where it says so.
        read_as: its places and themes, as they were understood.
    """

    regions: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    spans: tuple[tuple[int, int], ...]
    read_as: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Does it speak of no place and of no theme?"""
        return not self.regions and not self.themes

    def met_by(self, card: PoleCard) -> bool:
        """Has the record of ``card`` a region and a theme of each kind that is named?"""
        keys = {*card.sectors, *card.technologies}
        in_region = not self.regions or bool(set(self.regions) & set(card.regions))
        return in_region and (not self.themes or any(key in keys for _, key in self.themes))


@dataclass(frozen=True, slots=True)
class Listing:
    """Pôles that meet what a question asks.

    Attributes:
        criteria: regions and keys of the vocabulary that were understood.
        rows: a pôle and the sentence of its record that shows it belongs.
        read_as: the places and themes of the question, as they were understood.
    """

    criteria: tuple[str, ...]
    rows: tuple[tuple[PoleCard, Evidence], ...]
    read_as: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[str, ...]:
        """The region that each row is filed under, where every pôle of today is listed."""
        return () if self.criteria else tuple("".join(card.regions[:1]) for card, _ in self.rows)

    @property
    def poles(self) -> tuple[str, ...]:
        """Identifiers of the pôles, in order."""
        return tuple(card.id for card, _ in self.rows)


def list_poles(index: Index, question: Question, concepts: tuple[Concept, ...]) -> Listing | None:
    """The list that ``question`` asks for, None when it asks for none that the cards hold."""
    if not _asks_for_all(question):
        return None
    asked = criteria_of(question.standalone)
    every = asked.none
    if not _says_no_more(question.standalone, () if every else asked.spans):
        return None  # the cards cannot answer it exactly: left to the passages
    cards = [c for c in index.cards.poles if c.labelled and asked.met_by(c)]
    if every:
        if question.kind is Kind.COUNT or not _SEVERAL.search(fold(question.standalone)):
            return None
        cards.sort(key=lambda card: (card.regions[:1] or (_LAST,), fold(card.name)))
    wanted = frozenset(
        token
        for concept in concepts
        for token in concept.tokens
        if not _POLES.search(fold(concept.word))
    )
    criteria = (*asked.regions, *(key for _, key in asked.themes))
    return listing_of(index, cards, criteria, asked.read_as, wanted)


def criteria_of(text: str) -> Criteria:
    """The places and themes that ``text`` names."""
    from assistant.places import load_places

    places = load_places().find(text)
    spans = [(place.start, place.start + len(place.matched)) for place in places]
    named = [  # the sea in "outre-mer" is no theme
        term
        for term in _lexicon().themes(text)
        if not any(a <= term.start and term.end <= b for a, b in spans) and _themes(term)
    ]
    typed = (f"« {text[term.start : term.end]} »" for term in named)
    return Criteria(
        regions=tuple(dict.fromkeys(region for place in places for region in place.regions)),
        themes=tuple(dict.fromkeys(theme for term in named for theme in _themes(term))),
        spans=(*spans, *((term.start, term.end) for term in named)),
        read_as=tuple(dict.fromkeys((*map(_read_as, places), *typed))),
    )


def listing_of(
    index: Index,
    cards: Sequence[PoleCard],
    criteria: tuple[str, ...],
    read_as: tuple[str, ...],
    wanted: frozenset[str] = frozenset(),
) -> Listing | None:
    """The list of ``cards``; None when a record is not in the index: it would not be complete.

    The row of a pôle is a sentence that holds a token of ``wanted`` or of the criteria, if any.
    """
    shown = wanted.union(*map(lexical_tokens, criteria)) if criteria else wanted
    rows = [(card, _row(index, card, shown)) for card in cards]
    kept = tuple((card, row) for card, row in rows if row is not None)
    return Listing(criteria, kept, read_as) if kept and len(kept) == len(cards) else None


def _read_as(place: Locality) -> str:
    """A place with the regions that stand for it: "Toulouse : Occitanie"."""
    regions = ", ".join(place.regions)
    return regions if place.name in place.regions else f"{place.name} : {regions}"


def _asks_for_all(question: Question) -> bool:
    if question.kind not in _ASKS_ALL or question.poles or question.years or question.as_of:
        return False
    asked = fold(question.standalone)
    if question.kind is Kind.NAME and not (asks_pole(asked) or _AMONG.search(asked)):
        return False
    others = _ASKS_ON.search(asked) or _FORMER.search(asked)
    return _ASKS_POLES.search(asked) is not None and not others


def _says_no_more(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Are all words of ``text`` explained by the places and themes found, or of no weight?

    A clause that only says who is asking ("je prépare une note") is of no weight.
    """
    rest = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))
    clauses = [
        _FOR_WHOM.sub(" ", _PURPOSE.sub(" ", clause))
        for clause in _CLAUSE.split(fold(rest))
        if _POLES.search(clause) or not _PREAMBLE.match(clause)
    ]
    words = {t for c in clauses for t in lexical_tokens(c) if t[0] != "=" and len(t) > 1}
    return not words - _PLAIN - FILLERS


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    from assistant.finder_lexicon import load_lexicon

    return load_lexicon(trades=False)


def _themes(term: Found) -> list[tuple[str, str]]:
    """Technologies that a term names strongly, which say more than sectors; else its sectors.

    None of a term that names a need ("budget", "export").
    """
    from assistant.finder_lexicon import STRONG

    strong = [(t.kind, t.key) for t in term.targets if t.weight >= STRONG]
    precise = [target for target in strong if target[0].startswith("techno")]
    return precise or [target for target in strong if target[0].startswith("sector")]


def _row(index: Index, card: PoleCard, wanted: frozenset[str]) -> Evidence | None:
    """The first sentence of the record that shows the criterion, else the first about it."""
    items = list(record_statements(index, card))
    pattern = name_pattern(card)
    named = [item for item in items if pattern.search(fold(item.text))]
    shown = (item for item in named if wanted & set(lexical_tokens(item.text)))
    return next(shown, None) or next(iter(named or items), None)
