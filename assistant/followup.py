"""Questions that lean on the conversation ("et en 2013 ?", "qui le préside ?") made standalone.

A year, a place or a name alone takes the place of the last question's; a question with words of
its own gets the names that the conversation was about. A change of topic carries nothing over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.named import name_pattern, poles_named
from assistant.places import load_places
from assistant.records import Turn
from assistant.synonyms import FILLERS
from ingest.analysis import STOP_WORDS, fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = ["standalone_readings", "subjects"]

_NEW_TOPIC = re.compile(
    r"^\W*(?:(?:non|no|ok|bon|bref|sinon|allez|well)[\s,]+)*(?:rien [àa] voir|"
    r"autre (?:question|sujet|chose)|laisse[zr]? tomber|oublie[zr]?|changeons de sujet|"
    r"nouvelle question|never ?mind|"
    r"forget (?:it|that)|unrelated|another question|different (?:question|topic)|new topic|"
    r"on another (?:note|topic))(?:\s+alors)?\s*[:,;.!–—-]*\s*",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"^\W*(?:ok|et|and|mais|but|alors|puis|then|so|donc|what about|how about|qu'en est-il)\b",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\by a(?:-t-il)?\b|\ba-t-il\b|\bil (?:y a|faut|existe)\b|\bexiste-t-il\b|\b(?:is|are) there\b|"
    r"\bthere (?:is|are)\b"
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
_NOW = re.compile(
    r"\b(?:aujourd'?hui|maintenant|actuellement|now|today|currently)\b", re.IGNORECASE
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        "un une one a/deux two/trois three/quatre four/cinq five/six/sept seven/huit eight/"
        "neuf nine/dix ten".split("/"),
        start=1,
    )
    for word in words.split()
}
_YEARS_LATER = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:ans?|annees?|years?) "
    r"(apres|plus tard|later|after|on|avant|plus tot|before|earlier)\b"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Ý][\w'’&-]*|\b[A-Z]{2,}\b)(?:[ -](?:[A-ZÀ-Ý&][\w'’&-]*|de|du|des))*"
    r"(?: (?:\d{1,3}|1000)(?!\d))?"
)
_ASKS = re.compile(
    r"\b(?:qui|que|quoi|quel(?:le)?s?|combien|comment|pourquoi|quand|who|what|which|how|why|where|"
    r"when)\b|^\W*ou\b|\bou (?:est|sont|se)\b"
)
_OPENERS = frozenset(
    """
    combien quel quels quelle quelles qui que quoi quand ou comment pourquoi est dans pour en et
    avec par sur de il elle y c'est ca donne donnez cite citez liste explique parle parlez dis peux
    peut existe depuis avant apres sinon mais alors concernant d'apres selon lesquels which what who
    whom
    where when why how is are was does do did can could tell give list name show about in on
    oui non yes no un une deux trois quatre cinq six sept huit neuf dix
    """.split()
)
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


def subjects(text: str, cards: Sequence[PoleCard] = ()) -> list[str]:
    """Names in ``text``: capitalised words, acronyms, and pôles however typed; no place."""
    places = {fold(place.matched) for place in load_places().find(text)}
    found: list[str] = []
    for match in _NAME.finditer(text):
        name = match[0].removesuffix(" de").removesuffix(" du").removesuffix(" des")
        name = re.sub(r"^(?:(?:[LDJNSCMT]|Qu)['’]|(?:Le|La|Les|The) )", "", name)
        if not text[: match.start()].strip() and re.split(r"[ '’-]", fold(name))[0] in _OPENERS:
            name = name.partition(" ")[2]
        if name[:1].isupper() and fold(name) not in STOP_WORDS | places:
            found.append(name)
    for card in poles_named(text, cards):
        if not any(name_pattern(card).search(fold(name)) for name in found):
            found.append(card.name)
    return list(dict.fromkeys(name for name in found if len(name) > 1))


def _readings(
    text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> tuple[str, ...]:
    if not before:
        return (text,)
    topic = _NEW_TOPIC.match(text)
    if topic and len(text) - topic.end() > 3:
        return (text[topic.end() :],)
    swapped = _swapped(text, before[-1], cards)
    if swapped:
        return (swapped,)
    own = subjects(text, cards)
    if own or not _leans(text):
        return (text,)
    return _with_names(text, before, answer, cards)


def _with_names(
    text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> tuple[str, ...]:
    """``text`` with the names of the last question that has some, then with the answer's."""
    asked: list[str] = next((names for q in reversed(before) if (names := subjects(q, cards))), [])
    said = [name for name in subjects(answer, cards) if name not in asked][:3]
    years = _YEAR.findall(before[-1]) if _CONNECTIVE.match(text) and not _YEAR.search(text) else []
    readings = [
        f"{text.rstrip(' ?')} ({', '.join([*names, *years[:1]])}) ?"
        for names in (asked, said)
        if names
    ]
    if not asked:
        readings.insert(0, f"{before[-1].rstrip(' ?')} — {text}")
    return tuple(readings)


def _leans(text: str) -> bool:
    folded = _IMPERSONAL.sub(" ", fold(text))
    if _CONNECTIVE.match(text) or _ELLIPTIC.search(folded) or _REFERS.search(folded):
        return True
    if _DEFINES.search(folded) or load_places().find(text):
        return False
    telling = _telling(text)
    return len(telling) <= _BARE and not telling & set(lexical_tokens("pôles clusters"))


def _telling(text: str) -> set[str]:
    return {t for t in lexical_tokens(text) if t[0] != "=" and t not in FILLERS and len(t) > 1}


def _swapped(text: str, before: str, cards: Sequence[PoleCard]) -> str:
    """``before`` with the year, place or name that is all ``text`` says; "" if it says more."""
    years = _YEAR.findall(text)
    later = _YEARS_LATER.search(fold(text))
    places = load_places().find(text)
    names = subjects(text, cards)
    rest = _CONNECTIVE.sub(" ", text)
    for piece in (*years, *names, *(place.matched for place in places)):
        rest = rest.replace(piece, " ")
    rest = _NOW.sub(" ", _YEARS_LATER.sub(" ", fold(rest)))
    rest = re.sub(r"\b(?:fin|debut|mi|vers|end of|chez|annee|year|region|ville)\b", " ", rest)
    if _telling(rest) or _ASKS.search(rest):
        return ""
    if later:
        return _at_year(before, _shifted(before, later))
    if years:
        return _at_year(before, years[0])
    if _NOW.search(text):
        return _at_year(before, "aujourd'hui")
    if places and not names:
        return _in_place(before, places[0].matched)
    return _about(before, names, cards) if names else ""


def _shifted(before: str, later: re.Match[str]) -> str:
    years = _YEAR.findall(before)
    count = int(later[1]) if later[1].isdigit() else _NUMBERS[later[1]]
    backwards = later[2] in {"avant", "plus tot", "before", "earlier"}
    return str(int(years[-1]) + (-count if backwards else count)) if years else ""


def _at_year(before: str, year: str) -> str:
    if not year:
        return ""
    if year.isdigit() and _YEAR.search(before):
        return _YEAR.sub(year, before)
    without = re.sub(r"\s*\b(?:en|in|fin|début)? ?(?:19|20)\d{2}\b", "", before)
    return f"{without.rstrip(' ?')} {f'en {year}' if year.isdigit() else year} ?"


def _in_place(before: str, place: str) -> str:
    known = load_places().find(before)
    if not known:
        return f"{before.rstrip(' ?')} ({place}) ?"
    first = known[0]
    return before[: first.start] + place + before[first.start + len(first.matched) :]


def _about(before: str, names: Sequence[str], cards: Sequence[PoleCard]) -> str:
    """``before`` with its first name replaced; "" when it has none to replace."""
    old = next((name for name in subjects(before, cards) if name in before), "")
    return before.replace(old, names[0], 1) if old else ""
