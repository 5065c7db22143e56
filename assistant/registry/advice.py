"""Questions that ask where to go ("quel pôle pour…", "à quelle porte frapper ?").

The finder of pôles answers them. It reads the shipped records; it is asked only when the index
holds them, and each pôle is shown with a sentence of its record, found word for word in the index.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.places.regions import load_places
from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.pole_profile import says_what
from assistant.understanding.synonyms import FILLERS
from assistant.understanding.theme_terms import KINDS
from ingest.analysis import fold, lexical_tokens
from ingest.errors import CorpusError, UsageError
from ingest.index import Index
from ingest.records import Span

if TYPE_CHECKING:
    from assistant.understanding.lexicon import Lexicon

__all__ = ["advised", "asks_advice", "tells_trade"]

_ASKS = re.compile(
    r"\b(?:quel(?:le)?s? (?:poles?|clusters?|reseaux?|communaute|interlocuteurs?|partenaires?|"
    r"structures?)|(?:vers|chez|a) (?:qui|quels? \w+)|a quelles? portes?|"
    r"qui (?:contacter|appeler|voir|peut)|which (?:cluster|clusters|network)|"
    r"who (?:can|should|could)|where should|"
    r"(?:existe-t-il|y a(?:-t-il)?|is there)\b.{0,30}?\b(?:un|une|a|an) "
    r"(?:pole|reseau|cluster|network)|"
    r"(?:cherch\w+|look\w* for) (?:un|une|des|a|some)? ?(?:poles?|clusters?|reseaux?|partenaires?|"
    r"partners?))\b"
)
_TRADES = (
    r"(?:\w+cult(?:eur|rice)s?|eleveu(?:r|se)s?|producte?u?r(?:ice)?s?|fabricante?s?|artisane?s?|"
    r"equipementiers?|sous-traitante?s?|pecheurs?|manufacturers?|farmers?|producers?)"
)
_MAKERS = (
    rf"{_TRADES}|start[- ]?ups?|pmes?|tpe|eti|entreprises?|societes?|boites?|cooperatives?|"
    r"usines?|sme|company"
)
_OF_TRADE = re.compile(
    r"\b(?:je|nous|on|i|we) (?:fabriqu|produi[st]|cultiv|eleve|elevons|concoi|concev|developp|"
    r"commercialis|vend|transform|distribu|recycl|constru|make|manufacture|produce|sell|develop|"
    r"build|grow|design)\w*\b|"
    r"\b(?:je|nous|on) (?:fais|fait|faisons) (?:des|du|de la|de l')(?! ?(?:recherches?|etudes?)\b)|"
    r"\b(?:ma|mon|notre|my|our) (?:petite |jeune |small )?(?:start[- ]?up|pme|tpe|eti|boite|"
    r"societe|entreprise|usine|company|firm|business|sme) (?:qui |that )?"
    r"(?:fait|fabrique|produit|cultive|concoit|developpe|commercialise|vend|transforme|recycle|"
    r"construit|travaille|est (?:dans|specialis\w+)|makes|manufactures|produces|sells|develops|"
    r"builds|grows|designs|does|works)\b|"
    r"\b(?:je suis|nous sommes|on est|i am|i'm|we are|we're) (?:une? |des |a |an )?"
    rf"(?:petite? |jeunes? |small |young )?(?:{_MAKERS})\b|"
    rf"\b(?:pour|for) (?:une? |a |an )?{_TRADES} (?:de\b|d'|du\b|of\b)"
)
"""What a company makes or does, as it tells it: "ma boîte fait…", "nous sommes une PME de…"."""
_ASKS_ELSE = re.compile(
    r"\?|\b(?:comment|combien|pourquoi|quand|quel\w*|qui|est-ce|peut-on|ai-je|puis-je|how|what|"
    r"why|when|who|which|can|could|should|do|does|aide[rsz]?|cherch\w+|besoin|veu[xt]|voul\w+|"
    r"voudr\w+|aimer\w+|want|need|would|look\w*)\b"
)
_COMPANY = re.compile(
    r"\b(?:je|j'\w+|on|nous|notre|nos|mon|ma|mes|i|i'm|we|our|my|"
    rf"jeune pousse|fournisseur|labo|laboratoire|atelier|{_MAKERS}|produit|dispositif|brevet|"
    r"prototype|factory|supplier|maker|product|device)\b"
)
_ELLIPTIC = re.compile(r"[:,]\s*(?:quel|which)\w* (?:pole|cluster|interlocuteur|reseau)")
_WHERE = re.compile(
    r"\W+(?:a|au|aux|en|dans|sur|vers|chez|pres d[eu']|autour d[eu']|pas loin d[eu']|cote|in|near|"
    r"around|at)\W*(?:l[ae]s?\W*|the\W+)?$"
)
"""Between what is made and where."""
_MAKER = re.compile(
    r"\b(?:fabri(?:cant|que)|[ée]diteur|producteur|cr[ée]ateur|concepteur|constructeur|fournisseur|"
    r"maker|manufacturer|producer|publisher|supplier|builder)s?\b",
    re.IGNORECASE,
)
"""Who makes a thing: the thing tells the trade."""
_WHO_ASKS = re.compile(
    r"\b(?:journalist|etudiant|student|chercheu|researcher|enseignant|professeur|teacher|elue?s?\b)"
)
"""Says who asks, and of no trade."""
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
    if _ASKS.search(asked):
        return bool(_COMPANY.search(asked) or _ELLIPTIC.search(asked))
    if _ASKS_ELSE.search(asked):
        return False
    return tells_trade(asked) or _names_trade(question.standalone)


def _names_trade(text: str) -> bool:
    """Is it a trade or a product, and where, and no word more ("ostréiculteur à Arcachon")?"""
    found = load_places().find(text)
    place = found[-1] if found else None
    if (
        place is None
        or _WHO_ASKS.search(fold(text))
        or text[place.start + len(place.matched) :].strip(" .!")
    ):
        return False
    near = _WHERE.search(fold(text[: place.start]))
    said = _MAKER.sub(" ", text[: near.start()]) if near else ""
    terms = _trades().themes(said) if said else []
    for term in reversed([t for t in terms if any(x.kind in KINDS for x in t.targets)]):
        said = f"{said[: term.start]} {said[term.end :]}"
    return bool(terms) and not set(lexical_tokens(said)) - FILLERS


@lru_cache(maxsize=1)
def _trades() -> Lexicon:
    from assistant.understanding.lexicon import load_lexicon

    return load_lexicon()


def tells_trade(folded: str) -> bool:
    """Does a company say what it makes or does? Alone, that asks which pôles fit it."""
    return _OF_TRADE.search(folded) is not None


def advised(index: Index, question: Question) -> tuple[Evidence, ...] | None:
    """A sentence of the record of each pôle that fits, the best first; none when none does.

    None where the finder cannot tell, and what the search finds is to answer: no records are at
    hand, or the question does not say what a company makes.
    """
    if not any(index.store.page(f"poles/{card.id}", 1) for card in index.cards.poles[:1]):
        return None
    from assistant.finder import load_finder

    try:
        settings = index.settings
        finder = load_finder(encoder=settings.encoder, store=settings.home / "finder")
        finding = finder.find(question.standalone)
    except (UsageError, CorpusError):
        return None
    best = finding.matches[0].score if finding.matches else 0.0
    rows: list[Evidence] = []
    for match in finding.matches[:_SHOWN]:
        proofs = (reason.proof.quote for reason in match.reasons if reason.proof)
        quotes = sorted(proofs, key=lambda quote: not says_what(quote))
        if match.score < max(_LEAST, _NEAR * best):
            continue
        row = next((e for q in quotes if (e := _placed(index, match.pole, q, match.name))), None)
        if row is not None:
            rows.append(row)
    return tuple(rows) if rows or tells_trade(fold(question.standalone)) else None


def _placed(index: Index, pole: str, quote: str, name: str) -> Evidence | None:
    """``quote`` where it stands in the record; None when it does not name the pôle."""
    page = index.store.page(f"poles/{pole}", 1)
    start = page.text.find(quote) if page else -1
    if start < 0 or fold(name) not in fold(quote):
        return None
    span = Span(1, start, start + len(quote))
    return Evidence(quote, f"poles/{pole}", span, ())
