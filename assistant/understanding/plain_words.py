"""Interrogatives as text messages and speech have them, in plain words. Pure."""

from __future__ import annotations

import re

__all__ = ["in_plain_words"]

_SPELT = {
    "quand": "kan kand qd qand kant",
    "qui": "ki",
    "quoi": "koi kwa koa quoa",
    "que": "ke",
    "pourquoi": "pk pkoi prkoi prquoi pourkoi pourqoi pourqwa pourquoii pkw",
    "combien": "cb cmb kombien combi1 combient conbien combein cobmien konbien",
    "comment": "koman coment commant comen komment",
    "quel": "kel",
    "quels": "kels",
    "quelle": "kelle",
    "quelles": "kelles",
    "lequel": "lekel",
    "qu'est-ce que": "keske kesk kesske qeske qesque kesque",
    "qu'est-ce qui": "keski kesski",
    "c'est": "cé",
    "chez": "ché",
    "beaucoup": "bcp",
    "travaille": "bosse taffe",
    "travaillent": "bossent taffent",
    "travailler": "bosser taffer",
    "travaillait": "bossait taffait",
    "travaillé": "bossé taffé",
    "toujours": "tjs tjrs tjr",
    "depuis": "dpuis dps depui",
    "quelqu'un": "qqn qqun",
    "quelque chose": "qqch",
}
_WORDS = {spelt: plain for plain, words in _SPELT.items() for spelt in words.split()}
_SPELLING = re.compile(
    rf"(?<![\w'’.-])(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
    r"(?![\w’]|-(?!(?:t-)?(?:ils?|elles?|on)\b))"
)
"""In small letters: "KI" may be a name."""
_IT_IS = re.compile(r"(?<![\w'’-])[cC] (?=(?:quoi|qui|quand|combien|comment|où|ou|quel\w*)\b)")
_ARTICLE = r"(?:(?:le|la|les|ce|cette)\s|l['’])?"
_AGE = re.compile(
    r"\b(?:de quand (?:date|datent)|(?:à|a) quand remonte(?:nt)?)\s+"
    rf"(?!{_ARTICLE}(?:communiqu|manifest|brochure|page|rapport|note|lettre|document|[ée]tude|"
    r"charte|convention|accord|texte|article|consultation|plaquette))"
    rf"(?={_ARTICLE}[\w'’&-]+(?: [\w'’&-]+)?\s*\?*$)",
    re.IGNORECASE,
)
"""How old a thing is whose name is all that follows; of a document its date is meant."""
_BEST_FOR = re.compile(
    r"\b(?:(quel)|what|which) (?:est|is) (?:le|the) (?:meilleur|bon|best|right) "
    r"(p[oô]le|cluster) (?=(?:pour|for|dans|en|in)\b)",
    re.IGNORECASE,
)
"""The best for somebody or something is one that fits."""


def in_plain_words(text: str) -> str:
    """``text`` with its interrogatives spelt out: "kan", "ki", "c koi", "de quand date"."""
    text = _SPELLING.sub(lambda match: _WORDS[match[0]], text)
    text = _BEST_FOR.sub(lambda match: f"{match[1] or 'which'} {match[2]} ", text)
    return _AGE.sub("quand a été créé ", _IT_IS.sub("c'est ", text))
