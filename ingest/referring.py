"""Does a sentence say of whom it speaks, or does it go on from those before it? Pure."""

from __future__ import annotations

import re

__all__ = ["continues", "leaves_unnamed", "names_something", "refers_back", "stands_alone"]

_IMPERSONAL = (
    r"(?:ne |n['’])?(?:faut|faudra|faudrait|a fallu|y a|s['’]agit|convient|existe|importe|apparaît|"
    r"semble|reste|(?:est|était|serait|sera) (?:\w+ )?(?:nécessaire|important|possible|essentiel|"
    r"indispensable|impératif|souhaitable|primordial|vital|urgent|temps|proposé|recommandé|prévu|"
    r"noté|vrai|clair|certain|évident|difficile|utile|rare|préférable|opportun|probable|fréquent|"
    r"interdit|permis|conseillé|demandé|question|à noter|crucial|fondamental|normal|dommage))\b"
)
_REFERS = re.compile(
    r"\W*(?:(?:de plus|en outre|ainsi|enfin|par ailleurs|au total|aujourd['’]hui|à ce titre|"
    r"dans ce cadre|à cet effet|en parallèle|also|moreover|in addition|"
    r"(?:depuis|en|dès|since|in|dot[ée]e?s? d[e'’]|créée?s? |labellisée?s? |implantée?s? |"
    r"portée?s? par) ?(?:[^,.;]|,\d){2,40}(?=, )),? )?(?:"
    rf"il\b(?! {_IMPERSONAL})|(?:elle|ils|elles)\b|"
    r"(?:ce|cet|cette|ces|son|sa|ses|leur|leurs) \w|celui-ci|celle-ci|ceux-ci|celles-ci|"
    r"(?:it|they|its|their|this|these|those) \w)",
    re.IGNORECASE,
)
"""Openings that speak of what came before; an impersonal "il faut" does not."""
_UNNAMED = re.compile(
    r"\b(?:[Ll]e|[Dd]u|[Aa]u|[Cc]e|[Tt]he|[Tt]his) (?:pôle|projet|programme|réseau|dispositif|"
    r"consortium|plan|cluster|project|network)\b(?! (?:[A-ZÀ-Ý«\"“]|de |d['’]))"
)
_NAMED = re.compile(r"(?<=[\w,;)»] )[«“\"]?[A-ZÀ-Ý][\w&-]+|\b[A-Z][A-Z0-9&]+\b")
_LABEL = re.compile(r"[A-ZÀ-Ý][\w'’-]+(?: [\w'’-]+){0,3} ?: ")
"""Begins as a line of a form: "Objectif : …", "Budget total : …"."""


def refers_back(sentence: str) -> bool:
    """Does ``sentence`` open with a pronoun or "ce projet", "son budget"?"""
    return _REFERS.match(sentence) is not None


def names_something(text: str) -> bool:
    """Does ``text`` hold a name inside it?"""
    return _NAMED.search(text) is not None


def leaves_unnamed(text: str) -> bool:
    """Does ``text`` speak of what it does not name: "Il…", "…, le projet mobilise…"?"""
    return refers_back(text) or _UNNAMED.search(text) is not None


def stands_alone(sentence: str) -> bool:
    """Does ``sentence`` say whom or what it speaks of?

    "Il réunit 450 membres." and "En dix ans, le pôle a obtenu 5 M€." do not.
    """
    if refers_back(sentence):
        return False
    said = _LABEL.sub("", sentence, count=1)  # "Composition of the cluster: …" stands in a form
    unnamed, named = _UNNAMED.search(said), _NAMED.search(said)
    return unnamed is None or (named is not None and named.start() < unnamed.start())


def continues(sentence: str) -> bool:
    """Does ``sentence`` go on from what stands before it: unnamed, or as a line of a form?"""
    return not stands_alone(sentence) or _LABEL.match(sentence) is not None
