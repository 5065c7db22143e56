"""Questions that lean on the conversation ("et en 2013 ?", "qui le préside ?") made standalone.

What says only what changes takes the place of that in the last question (``ellipsis``); a question
with words of its own gets the names that the conversation was about. A question about all pôles,
and a change of topic, carry nothing over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ellipsis import ASKS, CONNECTIVE, asked_again, in_place, telling
from assistant.kinds import asks_pole
from assistant.named import poles_named
from assistant.places import load_places
from assistant.records import Turn
from assistant.subjects import GENERIC, subjects
from ingest.analysis import STOP_WORDS, fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = ["standalone_readings"]

_NEW_TOPIC = re.compile(
    r"^\W*(?:(?:non|no|ok|bon|bref|sinon|allez|well)[\s,]+)*(?:rien [àa] voir|"
    r"autre (?:question|sujet|chose)|laisse[zr]? tomber|oublie[zr]?|changeons de sujet|"
    r"nouvelle question|never ?mind|"
    r"forget (?:it|that)|unrelated|another question|different (?:question|topic)|new topic|"
    r"on another (?:note|topic))(?:\s+alors)?\s*[:,;.!–—-]*\s*",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\by (?:en )?a(?:-t-il)?\b|\ba-t-il\b|\bil (?:y (?:en )?a|faut|existe)\b|\bexiste-t-il\b|"
    r"\b(?:is|are) there\b|\bthere (?:is|are)\b"
)
_REFERS = re.compile(
    r"\b(?:il|elle|ils|elles|y|lui|eux|leurs?|son|sa|ses|ca|cela|dedans|ce dernier|cette derniere|"
    r"(?:ce|cet|cette|ces) \w+|celui-ci|celle-ci|ceux-ci|it|its|they|their|them|he|she|his|her|"
    r"there|that one|this one)\b|\b(?:la|le|les|the) (?:premi\w+|deuxieme|second\w*|dernier\w*|"
    r"first|last|autres?|other) \w+|\bqui l(?:e|a|es) ?\w+\W*$|\bl'a\b|\bdeja\b"
)
_ELLIPTIC = re.compile(
    r"^\W*(?:avec|par|pour|dans|sur|depuis|avant|apres|with|by|for|from|since|before|after)\b|"
    r"^\W*\w+e?e?s? (?:par|by)\b|\b(?:d'apres|suivante?|precedente?|next|previous) ?\W*$"
)
_DEFINES = re.compile(
    r"\b(?:quoi|qu'est-ce que?|what is|what are|what's) (?:un|une|le|la|les|l'|a|an|the)\b"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ALL_POLES = re.compile(
    r"\b(?:quels?|lesquels?|which|what|combien|how many|nombre|tous|all|autres|other|liste\w*|list|"
    r"cite\w*|donne\w*)\b(?:\W+[\w'-]+){0,5}?\W+(?:poles|clusters)\b"
)
"""A question about the pôles at large, whatever was spoken of before."""
_POLES = re.compile(r"\b(?:poles?|clusters?)\b")
_COUNTS_THEM = re.compile(
    r"\bcombien (?:y )?en (?:a|reste|existe|compte)\w*(?:-t-(?:il|on))?\b|"
    r"\b(?:il y )?en a combien\b|"
    r"\bcombien (?:sont-ils|sont-elles|ils sont)\b|\bhow many (?:are there|of them|in total)\b"
)
_IN_TOTAL = re.compile(
    r"\b(?:en tout|au total|en france|dans toute la france|in total|in all|altogether|overall|"
    r"in france)\b"
)
_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:et|and)\s+)?(?:lesquels?|lequel|which(?: ones?| of them)?)\b(?=\W+\w)\W+"
    r"(?:d['’]entre eux\W+)?(?!poles?\b|pôles?\b|clusters?\b)",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:le|la|the) (premiere?|deuxieme|seconde?|troisieme|derniere?|first|second|third|last)"
    r"(?: one| pole| projet| cluster)?(?=\W*$|\W+(?:des|of|est|a|a-t-il|en|y|fait|siege|compte|"
    r"existe|is|was|has|does)\b)"
)
_RANKS = {"premier": 0, "deuxieme": 1, "second": 1, "troisieme": 2, "dernier": -1, "first": 0,
          "third": 2, "last": -1}  # fmt: skip
_ASKED = re.compile(
    r"^\W*(?:et |and )?(?:qui|que|quel(?:le)?s?|combien|comment|pourquoi|quand|où|ou|who|what|"
    r"which|how (?:many|much)|how|why|where|when)\b"
    r"(?:\s+(?:est|sont|était|a|is|are|was|de|des|d['’]))?\s*",
    re.IGNORECASE,
)
"""The interrogative that opens a question."""
_WORD = re.compile(r"[^\W_]+")
_ADVERBS = re.compile(r"\b(?:au-dela|avant|apres|ensuite|depuis|plus tard|before|after|beyond)\b")
_LEAD = re.compile(r" \[1\]")
"""Ends the sentence that answers; those behind it support it, and may name others."""
_HERE = re.compile(r"\b(?:y|dedans|there|projet|programme|project|programme?)\b")
"""Speaks of the thing that the pôle was asked for."""
_OTHER_PHASE = re.compile(
    r"\bphase (?:(?P<later>d['’]après|d['’]apres|suivante)|d['’]avant|précédente|precedente)|"
    r"\b(?:(?P<next>next)|previous) (?:phase|one)|"
    r"\bla (?:(?P<after>suivante)|précédente|precedente)\b",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\bphase (\d|[ivx]{1,4})\b", re.IGNORECASE)
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_EVERY_POLE = "Combien de pôles de compétitivité en tout ?"
_BARE = 2
"""A question without a name and with at most this many telling words leans on the last one."""


def standalone_readings(
    text: str, history: Sequence[Turn], cards: Sequence[PoleCard] = ()
) -> tuple[str, ...]:
    """What ``text`` may mean after ``history``, the likeliest first; ``text`` itself without one.

    The second reading, where there is one, is about what the last answer named.
    """
    before: list[str] = []
    answer = ""
    for turn in history:
        if turn.role == "user":
            before.append(_readings(turn.content, before, answer, cards)[0])
        else:
            answer = turn.content
    return _readings(text, before, answer, cards)


def _readings(
    text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> tuple[str, ...]:
    if not before:
        return (text,)
    topic = _NEW_TOPIC.match(text)
    if topic and len(text) - topic.end() > 3:
        return (text[topic.end() :],)
    text = _ranked(_next_phase(text, before[-1]), answer, cards)
    if at_large := _of_all_poles(text, before[-1]):
        return (at_large,)
    if again := asked_again(text, before[-1], cards):
        return (again,)
    own = {fold(name) for name in subjects(text, cards)}
    if own - GENERIC or not _leans(text):
        return (text,)
    return _with_names(text, before, answer, cards)


def _ranked(text: str, answer: str, cards: Sequence[PoleCard]) -> str:
    """``text`` with the name that stands in the answer at the rank it speaks of."""
    match = _RANK.search(fold(text))
    if match is None or len(fold(text)) != len(text):
        return text
    poles = [card.name for card in poles_named(answer, cards)]
    names = poles if len(poles) > 1 else subjects(answer)
    place = next(at for word, at in _RANKS.items() if match[1].startswith(word))
    if not -len(names) <= place < len(names):
        return text
    return f"{text[: match.start()]}{names[place]}{text[match.end() :]}"


def _of_all_poles(text: str, before: str) -> str:
    """The question about pôles at large that ``text`` asks after ``before``; "" for another."""
    folded = _IMPERSONAL.sub(" ", fold(text))
    after_poles = _ALL_POLES.search(fold(before)) is not None
    if _COUNTS_THEM.search(fold(text)) and _IN_TOTAL.search(folded):
        return _EVERY_POLE if after_poles or _POLES.search(folded) else ""
    if after_poles and (which := _WHICH_OF_THEM.match(text)):
        return _narrowed(text[which.end() :], before)
    if not _ALL_POLES.search(fold(text)) or _REFERS.search(folded):
        return ""
    places = load_places().find(text)
    if places and after_poles and CONNECTIVE.match(text):
        only_place = telling(text) <= telling(f"pôles clusters {places[0].matched}")
        return in_place(before, places[0].matched) if only_place else text
    complete = places or _IN_TOTAL.search(folded)
    more = telling(_POLES.sub(" ", fold(text))) and not CONNECTIVE.match(text)
    return text if complete or more else ""


def _narrowed(rest: str, before: str) -> str:
    """Which of the pôles of the last question: those of its place, where it had one."""
    places = () if load_places().find(rest) else load_places().find(before)
    where = f" ({places[0].matched})" if places else ""
    return f"Quels pôles {rest.strip(' ?')}{where} ?"


def _with_names(
    text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> tuple[str, ...]:
    """``text`` with the names of the last question that has some, then with the answer's.

    The answer's, those of its first sentence, go first where the last question asked for a pôle,
    or named nothing.
    """
    asked: list[str] = next((names for q in reversed(before) if (names := subjects(q, cards))), [])
    told = subjects(_LEAD.split(answer, maxsplit=1)[0], cards, told=True)
    said = [name for name in told if name not in asked and fold(name) not in GENERIC][:3]
    found = [card.name for card in poles_named(answer, cards)] if asks_pole(before[-1]) else []
    if len(found) == 1 and found[0] not in asked and not _HERE.search(fold(text)):
        asked, said = found, asked
    years = _YEAR.findall(before[-1]) if CONNECTIVE.match(text) and not _YEAR.search(text) else []
    readings = [
        f"{text.rstrip(' ?')} ({', '.join([*names, *years[:1]])}) ?"
        for names in (asked, said)
        if names
    ]
    if not asked:
        whole = f"{before[-1].rstrip(' ?')} — {text}"
        readings.insert(0 if _ALL_POLES.search(fold(before[-1])) else len(readings), whole)
    elif _is_bare(text):
        readings.insert(0, _about_the_same(text, before[-1]))
    return tuple(readings)


def _is_bare(text: str) -> bool:
    """Does ``text`` hold no word but those of grammar ("depuis quand ?")?"""
    return not set(_WORD.findall(_ADVERBS.sub(" ", fold(text)))) - STOP_WORDS


def _about_the_same(text: str, before: str) -> str:
    """A question with no telling word of its own ("depuis quand ?") asks it of all the last one."""
    if ASKS.search(fold(text)):
        said = re.sub(r"[()]", " ", _ASKED.sub("", before)).strip(" ?")
        return f"{text.rstrip(' ?')} ({' '.join(said.split())}) ?"
    return f"{before.rstrip(' ?')} — {text}"


def _next_phase(text: str, before: str) -> str:
    """``text`` with the number of the phase that follows, or precedes, that of ``before``."""
    match, known = _OTHER_PHASE.search(text), _PHASE.search(before)
    if match is None or known is None:
        return text
    number = _ROMAN.index(known[1].lower()) if known[1].lower() in _ROMAN else int(known[1])
    other = number + (1 if (match["later"] or match["next"] or match["after"]) else -1)
    return f"{text[: match.start()]}phase {other}{text[match.end() :]}"


def _leans(text: str) -> bool:
    folded = _IMPERSONAL.sub(" ", fold(text))
    if CONNECTIVE.match(text) or _ELLIPTIC.search(folded) or _REFERS.search(folded):
        return True
    if _DEFINES.search(folded) or load_places().find(text):
        return False
    own = {token for token in telling(text) if token not in GENERIC}
    return len(own) <= _BARE and not own & set(lexical_tokens("pôles clusters"))
