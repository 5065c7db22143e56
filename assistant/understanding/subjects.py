"""What a text is about: names, acronyms, pôles however typed, numbered things ("phase 5"). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.places.regions import load_places
from assistant.understanding.asking import INVERTED
from assistant.understanding.dates import MONTHS
from assistant.understanding.named import name_pattern, poles_named
from assistant.understanding.paraphrases import near_tokens
from assistant.understanding.synonyms import alternatives, is_filler
from ingest.analysis import STOP_WORDS, fold, stem
from ingest.cards import PoleCard

__all__ = ["GENERIC", "subjects"]

_NAME = re.compile(
    r"(?:(?<![\w'’-])[a-z]-)?(?:[A-ZÀ-Ý][\w'’&-]*|\b[A-Z]{2,}\b)"
    r"(?:[ -](?:[A-ZÀ-Ý&][\w'’&-]*|de|du|des))*"
    r"(?: (?:\d{1,3}|1000|20[2-5]0)(?!\d))?"
)
_NUMBERED = re.compile(
    r"\b(?:phase|annexe|annex|volet|vague|wave|appel|th[eè]me|theme|article)s? (?:n[°o] ?)?"
    r"(?:\d{1,2}|[IVX]{1,4}|[ivx]{2,4})\b|\bvolet (?!de |du |des |d['’])[^\W\d_]{4,}",
    re.IGNORECASE,
)
"""A thing that its number or its theme names: "phase 5", "le volet énergie"."""
GENERIC = frozenset(
    """
    etat state region regions france french europe gouvernement government r&d pme eti tpe sme smes
    ue eu
    """.split()
)
"""Names that every subject has: a question that names only these may lean on another."""
_OPENERS = STOP_WORDS | frozenset(
    """
    avant bonsoir c'est cinq cite citez concernant could d'apres depuis desole deux dix donnez hi
    huit list liste neuf no pardon quatre sept show six sorry trois whom yes
    """.split()
)


_KINDS = frozenset("pole poles cluster clusters".split())
_SENTENCE = re.compile(r"(?:^|[.!?:\]»])\s*$")
"""Before the first word of a sentence."""
_VERB = re.compile(INVERTED, re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[A-ZÀ-Ý][a-zà-ÿœ]+")


def _opens(word: str) -> bool:
    """Is it a word that opens a question, and no name: "Combien", "Merci"?"""
    return fold(word) in _OPENERS or is_filler(word)


def _is_word(name: str) -> bool:
    """Is it a word that people use, with the capital of a first one: "Montant", "Budget"?"""
    if not _PLAIN_WORD.fullmatch(name):
        return False
    token = stem(fold(name))
    return bool(near_tokens(token) or alternatives(token) - {token})


def subjects(text: str, cards: Sequence[PoleCard] = (), *, told: bool = False) -> list[str]:
    """Names in ``text``: capitalised words, acronyms, numbered things, and pôles; no place.

    Args:
        text: a question, or an answer.
        cards: the pôles that may be named.
        told: it is an answer, whose every sentence begins with a capital.
    """
    places = {fold(place.matched) for place in load_places().find(text)}
    found: list[str] = []
    for match in _NAME.finditer(text):
        name = match[0].removesuffix(" de").removesuffix(" du").removesuffix(" des")
        if _VERB.fullmatch(name):
            continue
        name = re.sub(r"^(?:(?:[LDJNSCMT]|Qu)['’]|(?:Le|La|Les|The) )", "", name)
        if not text[: match.start()].strip() and _opens(re.split(r"[ '’-]", name)[0]):
            name = name.partition(" ")[2]
        if not text[: match.start()].strip() and _is_word(name):
            continue
        if told and _PLAIN_WORD.fullmatch(name) and _SENTENCE.search(text[: match.start()]):
            continue
        known = STOP_WORDS | places | MONTHS.keys() | _KINDS
        if any(map(str.isupper, name[:3])) and fold(name) not in known:
            found.append(name)
    for match in _NUMBERED.finditer(text):
        if not any(fold(match[0]) in fold(name) for name in found):
            found = [name for name in found if fold(name) not in fold(match[0])]
            found.append(match[0])
    for card in poles_named(text, cards):
        if not any(name_pattern(card).search(fold(name)) for name in found):
            found = [name for name in found if fold(name) not in fold(card.name)]
            found.append(card.name)
    return list(dict.fromkeys(name for name in found if len(name) > 1))
