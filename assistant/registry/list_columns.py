"""What a list tells of each of its pôles ("les présidents des pôles de Bretagne")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question import Question
from assistant.records import Evidence
from assistant.registry.pole_facts import latest_stated
from assistant.texts import text_for
from assistant.understanding.pole_fields import FIELDS
from assistant.understanding.role_words import DIRECTOR, PRESIDENT
from ingest.analysis import fold
from ingest.cards import CardFact, PoleCard
from ingest.index import Index

__all__ = ["Column", "column_asked", "told_of_each"]

_COLUMNS = ("president", "director", "members", "website", "seat", "created")
"""The facts of which a record gives one value at a time; what is told of all is seldom one."""
_POLES = re.compile(r"\b(?:poles|clusters|(?:chaque|par|each|every|per) (?:pole|cluster)s?)\b")
_LISTED = re.compile(
    r"\b(?:quels?|which|what|combien de|how many|les?quels?|liste des?|list of)\W+(?:\w+\W+)?$"
)
"""Before "pôles": they are what is asked, and no fact of them."""
_EACH = re.compile(
    r"\b(?:(?:de |dans |of |for )?(?:chaque|chacune?|each|every)\b|(?:pole|un) par (?:pole|un)\b|"
    r"(?:par|per)(?= (?:pole|cluster)\b)|(?:respecti\w+)\b)"
)
_BESIDE = re.compile(
    r"(?:^|[,:;]|\b(?:et|avec|ainsi que|plus|and|with)\b)\W*(?:(?:le|la|les|the)\W+)?"
    r"(?:(?:noms?|nombres?|names?|numbers?) )?(?:de |d'|of )?"
    r"(?:leurs?|their|(?<=avec )|(?<=with ))\b[^()]*"
)
"""Asks for a fact beside the pôles: "…avec leurs présidents", "et leur adresse ?"."""
_OR = re.compile(r"(?<=\w )ou\b(?! sont)")
_ASKS_NOTHING = re.compile(
    r"\b(?:listes?|list|cite\w*|nomme\w*|tou(?:s|tes)|all|show|sont|are|ils|elles|they|"
    r"them|leurs?|their)\b"
)
_SITES = re.compile(r"(?<=leurs )sites\b|(?<=their )sites\b")
"""Of each its website; of one pôle, where it is."""
_TOWNS = re.compile(r"\b(?:quelles|which|what) (?:villes|communes|cities|towns)\b")
"""Of each the town of its seat; of one pôle, those of its sites."""
_ONE = re.compile(rf"\b(?:l[ea]|du|une?|the|an?) (?:{PRESIDENT}|{DIRECTOR})(?<!s)\b")
"""One person, of all the pôles: "le directeur des pôles à la Région"."""


@dataclass(frozen=True, slots=True)
class Column:
    """A fact that is asked of each pôle of a list.

    Attributes:
        field: its name in ``FIELDS``.
        start, end: the words that ask for it, in the text.
        every: it may be asked of all pôles: "chaque pôle", "avec leur président".
    """

    field: str
    start: int
    end: int
    every: bool


def column_asked(text: str) -> Column | None:
    """The fact that ``text``, as long as when folded, asks of each of the pôles that it lists."""
    folded = fold(text)
    poles = _POLES.search(folded)
    if poles is None:
        return None
    each = _EACH.search(folded) is not None
    beside = _BESIDE.search(folded)
    if beside is not None and (name := _field_in(beside[0])):
        return Column(name, *beside.span(), every=True)
    before = folded[: poles.start()]
    if _LISTED.search(before) or (not each and _ONE.search(before)):
        return None
    name = _field_in(before if "où" in text.lower() else _OR.sub("  ", before))
    if not name or (name == "members" and not each):  # of all together, a text tells more
        return None
    return Column(name, 0, poles.start(), each)


def _field_in(said: str) -> str:
    """The fact that these words ask for, and nothing more."""
    said = _SITES.sub("site", said)
    said = _TOWNS.sub(" quelle ville ", _ASKS_NOTHING.sub(" ", _EACH.sub(" ", said)))
    return next((name for name in _COLUMNS if FIELDS[name].asked_in(said)), "")


def told_of_each(
    index: Index, card: PoleCard, field: str, question: Question
) -> tuple[str, Evidence] | None:
    """The latest value that the record of ``card`` states, as shown, and the sentence that does."""
    found = latest_stated(index, card, field, question)
    if found is None:
        return None
    row, item = found
    year = row.as_of[:4]
    dated = field not in ("created", "website") and year in item.text
    shown = _shown(row, question.language)
    return (f"{shown} ({year})" if dated else shown), item


def _shown(row: CardFact, language: str) -> str:
    if row.field == "website":
        return re.sub(r"^https?://|/$", "", row.value)
    if row.field == "created":
        return row.value[:4]
    more = row.field == "members" and row.perimeter.startswith("plus de")
    return text_for("over", language, row.value) if more else row.value
