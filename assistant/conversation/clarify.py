"""Questions that say too little to be answered: "c'est quoi son budget ?". Pure."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.understanding.concepts import Concept
from assistant.understanding.kinds import Kind
from ingest.analysis import fold

__all__ = ["goes_without_saying", "is_underspecified"]

_REFERS = re.compile(
    r"\b(?:son|sa|ses|leur|leurs|il|elle|ils|elles|(?<![,:;»] )ca|celui-ci|celle-ci|celui-la|"
    r"celle-la|ceux-la|ce pole|ce projet|la-bas|eux|lui|its|their|it|they|them|he|"
    r"she|his|her|this one|that one)\b|\b[ln]'a-t-"
)
"""Speaks of what was said elsewhere; "X, ça veut dire quoi ?" speaks of X."""
_AND = re.compile(r"\W*(?:et|and|mais|but) ")
_INVERSION = re.compile(
    r"\b\w+[- ](?:t[- ])?(?:il|elle|ils|elles|on)\b(?<!\bexistent-ils)(?<!\bexistent-elles)|"
    r"\b(?:is|are|was|were) (?:it|there|they)\b|\bca\b(?=[^,]*, (?:les?|la|l'|une?|des) ?\w)"
)
"""A subject said again with its verb ("y a-t-il", "ça coûte combien, un pôle ?") is no other."""
_FEW = 3
_ALONE = frozenset({Kind.PERSON, Kind.MONEY, Kind.PLACE, Kind.PERCENT, Kind.COUNT})
"""Kinds of which every subject has one: without a subject they ask nothing."""
_ONE = re.compile(
    r"\b(?:le|du|au|ce|this|the|that) (?:pole|cluster|projet|dispositif|project|scheme)\W*$"
)
"""The same, spoken of as known: "le budget du pôle ?"."""
_POLE = re.compile(r"\b(?:pole|cluster)\b")
_ALL = re.compile(r"\b(?:poles|clusters)\b")
"""All of them are a subject: "combien de pôles mondiaux ?"."""
_BEST = re.compile(
    r"^\W*(?:c'est |et )?(?:lequel|laquelle|lesquels|quel|which(?: one)?)\b.{0,12}"
    r"\b(?:mieux|meilleure?s?|best|better)\W*$"
)
"""Of what, is not said."""
_SOME = re.compile(
    r"^\W*(?:et |mais )?(?:le|la|les|ce|cet|cette|the|this) (?:projet|programme|pole|cluster|"
    r"dispositif|dossier|convention|accord|budget|project|programme|program|agreement|call)"
    r"(?:(?<!pole)(?<!cluster)s)?"
    r" (?:est|sont|a|ont|etait|sera|va|is|are|has|was|will)\b"
)
"""A project, a pôle… spoken of as if it had been named: "le projet est financé par qui ?"."""


def is_underspecified(question: Question, concepts: tuple[Concept, ...]) -> bool:
    """Nothing is named, and the question refers to something said elsewhere, or to any subject;
    or what it names may be several pôles.
    """
    spoken_of = question.standalone != question.text and "(" in question.standalone
    told = [concept for concept in concepts if concept.year is None]  # a year is no subject
    if question.poles or spoken_of or any(concept.is_name for concept in told):
        return False
    folded, few = fold(question.standalone), len(concepts) <= _FEW
    spoken_as_known = bool(_SOME.search(folded) or _ONE.search(folded))
    one_of_several = bool(question.choices) and question.kind in _ALONE
    if _BEST.search(folded) or (few and (spoken_as_known or one_of_several)):
        return True
    if len(told) > 2:
        return False
    if not concepts:
        return True
    return _refers(folded) or (
        question.kind in _ALONE and len(told) == 1 and not _ALL.search(folded)
    )


def goes_without_saying(question: Question, concepts: tuple[Concept, ...]) -> bool:
    """Is the subject that an underspecified question leaves out that of the documents at hand?

    "Quel est le budget ?", "combien d'adhérents a le pôle ?" ask it of the report that was read;
    "son budget", "et le montant ?" do not.
    """
    folded = fold(question.standalone)
    known = (_SOME.search(folded) or _ONE.search(folded)) and not _POLE.search(folded)
    refers = known or _refers(folded) or _AND.match(folded) or _BEST.search(folded)
    return bool(concepts) and not refers


def _refers(folded: str) -> bool:
    return _REFERS.search(_INVERSION.sub(" ", folded)) is not None
