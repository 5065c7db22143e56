"""Questions that ask where to go ("quel pôle pour…", "à quelle porte frapper ?").

The finder of pôles answers them. It reads the shipped records; it is asked only when the index
holds them, and each pôle is shown with a sentence of its record, found word for word in the index.
"""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.records import Evidence
from ingest.analysis import fold
from ingest.errors import CorpusError, UsageError
from ingest.index import Index
from ingest.records import Span

__all__ = ["advised", "asks_advice"]

_ASKS = re.compile(
    r"\b(?:quel(?:le)?s? (?:poles?|clusters?|reseaux?|communaute|interlocuteurs?|partenaires?|"
    r"structures?)|(?:vers|chez|a) (?:qui|quels? \w+)|a quelles? portes?|"
    r"qui (?:contacter|appeler|voir|peut)|which (?:cluster|clusters|network)|"
    r"who (?:can|should|could)|where should|"
    r"(?:existe-t-il|y a-t-il|is there)\b.{0,30}?\b(?:un|une|a|an) (?:pole|reseau|cluster|network)|"
    r"(?:cherch\w+|look\w* for) (?:un|une|des|a|some)? ?(?:poles?|clusters?|reseaux?|partenaires?|"
    r"partners?))\b"
)
_COMPANY = re.compile(
    r"\b(?:je|j'\w+|on|nous|notre|nos|mon|ma|mes|i|i'm|we|our|my|pme|tpe|eti|start-?up|startup|"
    r"jeune pousse|usine|fournisseur|fabricant|equipementier|labo|laboratoire|atelier|boite|"
    r"societe|entreprise|produit|dispositif|brevet|prototype|sme|company|factory|supplier|maker|"
    r"product|device)\b"
)
_ELLIPTIC = re.compile(r"[:,]\s*(?:quel|which)\w* (?:pole|cluster|interlocuteur|reseau)")
_SCHEMES = re.compile(
    r"\b(?:concours|credit d'impot|subventions?|prets?|aides?|guichets?|financement|"
    r"dispositifs? cit\w+|labels?|appels? a projets?|tax credit|grants?|loans?|funding|"
    r"taux|combien|how (?:many|much))\b"
)
_SHOWN = 3
_LEAST = 0.5
"""Least score of a pôle that is shown."""
_NEAR = 0.75
"""Further pôles score at least this share of the first."""


def asks_advice(question: Question) -> bool:
    """Does a company, or one who speaks for one, ask which pôle to turn to?"""
    asked = fold(question.standalone)
    if question.poles or question.years or _SCHEMES.search(asked):
        return False
    elliptic = _ELLIPTIC.search(asked)
    return bool(_ASKS.search(asked) and (_COMPANY.search(asked) or elliptic))


def advised(index: Index, question: Question) -> tuple[Evidence, ...]:
    """A sentence of the record of each pôle that fits, the best first; none when none does."""
    if not any(index.store.page(f"poles/{card.id}", 1) for card in index.cards.poles[:1]):
        return ()  # no shipped records here: the passages answer
    from assistant.finder import load_finder

    try:
        settings = index.settings
        finder = load_finder(encoder=settings.encoder, store=settings.home / "finder")
        finding = finder.find(question.standalone)
    except (UsageError, CorpusError):
        return ()
    best = finding.matches[0].score if finding.matches else 0.0
    rows: list[Evidence] = []
    for match in finding.matches[:_SHOWN]:
        quotes = [reason.proof.quote for reason in match.reasons if reason.proof]
        if match.score < max(_LEAST, _NEAR * best):
            continue
        row = next((e for q in quotes if (e := _placed(index, match.pole, q, match.name))), None)
        if row is not None:
            rows.append(row)
    return tuple(rows)


def _placed(index: Index, pole: str, quote: str, name: str) -> Evidence | None:
    """``quote`` where it stands in the record; None when it does not name the pôle."""
    page = index.store.page(f"poles/{pole}", 1)
    start = page.text.find(quote) if page else -1
    if start < 0 or fold(name) not in fold(quote):
        return None
    span = Span(1, start, start + len(quote))
    return Evidence(quote, f"poles/{pole}", span, ())
