"""Exact lists and counts of pôles: from the records of the knowledge base, not from passages.

"Quels pôles travaillent sur l'hydrogène ?", "combien en Bretagne ?": every labelled pôle whose
record has the region, the sector or the technology, each with a sentence of its record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.concepts import Concept
from assistant.kinds import Kind
from assistant.named import name_pattern
from assistant.question import Question
from assistant.records import Evidence
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard
from ingest.index import Index
from ingest.records import Page, Span
from ingest.sentences import split_sentences

if TYPE_CHECKING:
    from assistant.finder_lexicon import Lexicon

__all__ = ["Listing", "list_poles"]

_POLES = re.compile(r"\b(?:poles?|clusters?)\b")
_ASKS_POLES = re.compile(
    r"\b(?:quels?|quelles?|which|what|lesquels|listes?|lister|combien de|cb de|how many|nombre de|"
    r"tous les|cite[rz]?|list of|parmi les)\W+(?:\w+\W+){0,2}?(?:poles?|clusters?)\b"
    r"(?!.*\b(?:veulent|proposent|demandent|want|propose|ask)\b)"
)
_ASKS_ALL = frozenset({Kind.LIST, Kind.COUNT, Kind.NAME})
_OTHER_CRITERIA = re.compile(
    r"\b(?:fusion\w*|merge\w*|preside\w*|chair\w*|siege|rang|mondia\w*|perdu|declass\w*|phase|"
    r"signataire\w*|nouveaux|new|ancien\w*|former|label \w+ (?:or|gold|argent|bronze)|gold|silver|"
    r"membres|members|adherents|budget|salaries|interpole\w*|projets?|projects?)\b"
)
"""Questions that the cards cannot answer exactly: left to the passages."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Pôles that meet what a question asks.

    Attributes:
        criteria: regions and keys of the vocabulary that were understood.
        rows: a pôle and the sentence of its record that shows it belongs.
    """

    criteria: tuple[str, ...]
    rows: tuple[tuple[PoleCard, Evidence], ...]

    @property
    def poles(self) -> tuple[str, ...]:
        """Identifiers of the pôles, in order."""
        return tuple(card.id for card, _ in self.rows)


def list_poles(index: Index, question: Question, concepts: tuple[Concept, ...]) -> Listing | None:
    """The list that ``question`` asks for, None when it asks for none that the cards hold."""
    asked = fold(question.standalone)
    if question.kind not in _ASKS_ALL or question.poles or question.years or question.as_of:
        return None
    if not _ASKS_POLES.search(asked) or _OTHER_CRITERIA.search(asked):
        return None
    regions = _regions(question.standalone)
    themes = _themes(question.standalone)
    if not regions and not themes:
        return None
    cards = [c for c in index.cards.poles if c.labelled and _meets(c, regions, themes)]
    wanted = frozenset(
        token
        for concept in concepts
        for token in concept.tokens
        if not _POLES.search(fold(concept.word))
    ) | frozenset(token for region in regions for token in lexical_tokens(region))
    rows = [(card, _row(index, card, wanted)) for card in cards]
    kept = tuple((card, row) for card, row in rows if row is not None)
    if not kept or len(kept) < len(cards):
        return None  # the records are not all in this index: a list would not be complete
    return Listing((*regions, *(key for _, key in themes)), kept)


def _regions(text: str) -> tuple[str, ...]:
    from assistant.places import load_places

    found = [region for place in load_places().find(text) for region in place.regions]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    from assistant.finder_lexicon import load_lexicon

    return load_lexicon(trades=False)


def _themes(text: str) -> tuple[tuple[str, str], ...]:
    """Sectors and technologies that a word of the text names strongly; sectors first."""
    from assistant.finder_lexicon import STRONG

    found: list[tuple[str, str]] = []
    for term in _lexicon().themes(text):
        strong = [(t.kind, t.key) for t in term.targets if t.weight >= STRONG]
        sectors = [target for target in strong if target[0].startswith("sector")]
        found += sectors or [target for target in strong if target[0].startswith("techno")]
    return tuple(dict.fromkeys(found))


def _meets(card: PoleCard, regions: tuple[str, ...], themes: tuple[tuple[str, str], ...]) -> bool:
    keys = {*card.sectors, *card.technologies}
    in_region = not regions or bool(set(regions) & set(card.regions))
    return in_region and (not themes or any(key in keys for _, key in themes))


def _row(index: Index, card: PoleCard, wanted: frozenset[str]) -> Evidence | None:
    """The first sentence of the record that shows the criterion, else the first about it."""
    document = f"poles/{card.id}"
    page = index.store.page(document, 1)
    if page is None:
        return None
    spans = [s for s in split_sentences(page.text) if s[1] - s[0] > 40]
    pattern = name_pattern(card)
    named = [s for s in spans if pattern.search(fold(page.text[slice(*s)]))]
    shown = [s for s in named if wanted & set(lexical_tokens(page.text[slice(*s)]))]
    chosen = (shown or named or spans)[:1]
    return _evidence(page, document, chosen[0]) if chosen else None


def _evidence(page: Page, document: str, span: tuple[int, int]) -> Evidence:
    heads = [h for h in page.headings if h.start <= span[0]]
    return Evidence(
        text=page.text[slice(*span)],
        document_id=document,
        span=Span(page.number, *span),
        headings=tuple(page.text[h.start : h.end] for h in heads[-1:]),
    )
