"""Follow-ups on what was listed or counted: "le deuxième ?", "lesquels ?". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.ellipsis import CONNECTIVE, asked_again, telling
from assistant.conversation.leaning import IMPERSONAL, IN_TOTAL, PLURAL, POLES
from assistant.places.regions import load_places
from assistant.understanding.asking import INTERROGATIVES, PREPOSITIONS
from assistant.understanding.kinds import Kind, find_kind
from assistant.understanding.named import poles_named
from assistant.understanding.ranks import number_of
from assistant.understanding.subjects import subjects
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = [
    "FEW",
    "RANK",
    "all_of_them",
    "asked_of_the_list",
    "counted_again",
    "one_of_the_list",
    "ranked",
    "told_of",
]

_OF_THEM = re.compile(
    rf"{PLURAL.pattern}|\b(?:lequel|laquelle|lesquels|which(?: one)?|chacun|each|every one)\b"
)
"""Behind a list of pôles, these are the pôles of the list."""
_LISTED = re.compile(r"(?:^|\()[^()]*\b(?P<poles>(?:poles|clusters)\b[^()]*)")
_COUNTS_THEM = re.compile(
    r"\bcombien (?:y )?en (?:a|reste|existe|compte)\w*(?:-t-(?:il|on))?\b|"
    r"\b(?:il y )?en a combien\b|"
    r"\bcombien (?:sont-ils|sont-elles|ils sont)\b|\bhow many (?:are there|of them|in total)\b"
)
_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:et|and)\s+)?(?:c['’](?:est|était)\s+)?(?:lesquel(?:le)?s?|laquelle|lequel|"
    r"which(?!(?: \w+){1,2} (?:do|does|did|is|are|was|were|has|have)\b)(?: ones?)?"
    r"(?: of (?:them|those|these))?|"
    r"(?:cite|liste|nomme)\w*(?:[- ](?:les|moi|tous))+|"
    r"donne\w*[- ](?:moi )?(?:les|la liste|leurs? noms?)|(?:list|name) them(?: all)?|"
    r"quel(?:le)?s sont-(?:ils|elles))\b\W*(?:d['’]entre (?:eux|elles)\W*)?"
    r"(?:(?:svp|stp|please)\W*)?"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\W*(?:et |and |mais |alors )?(?:(?:ils|elles) sont |(?:ca|cela) (?:en )?fait )?"
    r"(?:combien|cb|how many)(?: (?:sont-(?:ils|elles)|are (?:they|there)|y en a-t-il|il y en a))?"
    r"(?: (?:exactement|precisement|au juste|exactly|precisely))?\W*"
)
"""How many, of what was counted or listed."""
_THE_ONES = re.compile(r"(?:sont|étaient|are|were) (?:les|the) ")
"""Before what a question lists: "quels sont les pôles de Normandie ?"."""
_COUNTED = re.compile(
    r"\b(?P<fr>combien d(?:e |['’])|quel(?:le)?s? )|\b(?:how many|which|what) ", re.IGNORECASE
)
"""What a question counts or lists stands behind it."""
_WHICH = re.compile(r"quel|which|what", re.IGNORECASE)
RANK = re.compile(
    r"\b(?P<before>le|la|the|du|au|numero|n[o°]) (?:numero )?(?P<rank>premiere?|deuxieme|seconde?|"
    r"troisieme|quatrieme|cinquieme|derniere?|first|second|third|fourth|fifth|last|\d{1,2}(?![\d/:,]))"
    r"(?: one| pole| projet| cluster| (?:cite|nomme|liste)e?)*"
    r"(?=\W*$|\W+(?:des|of|ils?|elles?|est|a|a-t-il|en|y|fait|siege|compte|existe|c'est|is|was|has|does)\b)"
)
_TELL_ME = re.compile(
    r"^\W*(?:(?:parle|dis)\w*[ -]moi|tell me)(?: (?:plus|more|tout|en))*\W*(?:sur|about|de|d['’])"
    r"\s?|^\W*(?:de|pour|sur|about|for) ",
    re.IGNORECASE,
)
_CLUSTERS = re.compile(r"\bclusters\b", re.IGNORECASE)
_ASKED = re.compile(
    rf"^\W*(?:et|and|ok|alors)\b\W*|\b(?:(?:{PREPOSITIONS}) )?"
    rf"(?:combien d['’]|(?:{INTERROGATIVES}|où)"
    r"(?:(?<=combien) de)?(?: (?:many|much))?\b)(?:\s+(?:est|sont|était|is|are|was|were)\b)?|"
    r"^\W*(?:que|qu['’])\s*|\bc['’]est\b|\b(?:did|does|do)\b|[()—?]",
    re.IGNORECASE,
)
"""What asks in a question: the rest is what it is about."""
_TOPIC = re.compile(r"\(((?:une?|an?) [^()]+)\)\W*$")
"""What the conversation is about, where it is a thing and no name."""
_EVERY_POLE = "Combien de pôles de compétitivité en tout ?"
FEW = 3
"""Pôles of an answer that a question may be about together."""


def ranked(text: str, answer: str, cards: Sequence[PoleCard]) -> str:
    """``text`` with the name that stands in the answer at the rank it speaks of."""
    match = RANK.search(fold(text))
    if match is None or len(fold(text)) != len(text):
        return text
    poles = [card.name for card in poles_named(answer, cards)]
    names = poles if len(poles) > 1 else subjects(answer)
    place = number_of(match["rank"]) - 1  # of the last, -1
    if not -len(names) <= place < len(names):
        return text
    of = {"du": "de ", "au": "à "}.get(match["before"], "")
    return f"{text[: match.start()]}{of}{names[place]}{text[match.end() :]}"


def one_of_the_list(text: str, before: str, answer: str, cards: Sequence[PoleCard]) -> str:
    """What it is, of a pôle that is all ``text`` says, one of those that were listed; else ""."""
    name = _TELL_ME.sub("", CONNECTIVE.sub("", text)).strip(" .?!,")
    if not _LISTED.search(fold(before)) or poles_named(before, cards):
        return ""
    if not any(card.name == name for card in poles_named(answer, cards)):
        return ""
    return f"What is {name}?" if _CLUSTERS.search(before) else f"{name}, c'est quoi ?"


def counted_again(text: str, before: str) -> str:
    """``before``, where ``text`` asks how many there are of what it counts or lists; else ""."""
    counts = find_kind(before) is Kind.COUNT or _LISTED.search(fold(before))
    return before if counts and _HOW_MANY.fullmatch(fold(text)) else ""


def all_of_them(text: str, before: str, cards: Sequence[PoleCard]) -> str:
    """The question that asks which, or how many in all, of what ``before`` counts or lists."""
    folded = IMPERSONAL.sub(" ", fold(text))
    if _COUNTS_THEM.search(fold(text)) and IN_TOTAL.search(folded):
        return _EVERY_POLE if POLES.search(fold(before)) or POLES.search(folded) else ""
    which, counted = _WHICH_OF_THEM.match(text), _COUNTED.search(before)
    if which is None or counted is None:
        return ""
    asked = "Quels " if counted["fr"] else "Which "
    rest = which["rest"].strip(" ?")
    if not rest:
        return f"{before[: counted.start()]}{asked.lower()}{before[counted.end() :]}"
    if POLES.match(fold(rest)):
        return ""
    listed = _WHICH.match(counted[0])
    if listed and (again := asked_again(f"et {rest} ?", before, cards)):
        return again
    told = _THE_ONES.sub("", before[counted.end() :].rstrip(" ?"), count=1)
    thing, _, about = told.partition(" ")
    if load_places().find(rest) and (known := load_places().find(about)):
        about = about.replace(known[0].matched, "")
    about = " ".join(filter(None, [told_of(before[: counted.start()]), told_of(about)]))
    return f"{asked}{thing} {rest}{f' ({about})' if telling(about) else ''} ?"


def asked_of_the_list(text: str, before: str, answer: str, cards: Sequence[PoleCard]) -> str:
    """``text`` of all the pôles that ``before`` asked for, too many to be named; else ""."""
    listed = _LISTED.search(fold(before))
    if listed is None or not _OF_THEM.search(fold(text)) or len(fold(before)) != len(before):
        return ""
    again = listed[0].startswith("(")  # a fact of theirs was asked, and now another
    many = again or len(poles_named(answer, cards)) > FEW
    many = many and not poles_named(before, cards)
    return (
        f"{text.rstrip(' ?')} ({before[slice(*listed.span('poles'))].rstrip(' ?')}) ?"
        if many
        else ""
    )


def told_of(question: str) -> str:
    """What ``question`` is about: it without what asks."""
    topic = _TOPIC.search(question)
    return topic[1] if topic else " ".join(_ASKED.sub(" ", question).split()).strip(" ,")
