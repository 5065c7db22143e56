"""The value that a question presumes, and the question of it: "le FUI a été créé en 2012 ?" asks
when, "Minalogic est basé à Lyon ?" where, "pourquoi y a-t-il 40 pôles ?" how many there are. Pure.

Searched as typed, the value finds what else is told of it, which seems to agree; or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.places.regions import load_places
from assistant.understanding.asking import ASKS
from assistant.understanding.kinds import Kind
from assistant.understanding.subjects import subjects
from ingest.analysis import fold
from ingest.numbers import digits_for_words

__all__ = ["Presumed", "presumed_in"]

_YEAR = r"(?:19|20)\d{2}"
_HAPPENED = re.compile(
    r"\b(?!ne (?:\w+ )?(?:pas|plus|jamais)\b)(?:cree|fonde|lance|institue|"
    r"nee?s?|dissous|dissoute?s?|supprime|ferme|signe|disparu|fusionne|rebaptise|renomme|labellise|commence\w*|debut\w*|fini\w*|termine\w*|acheve\w*|"
    r"arrete|created|founded|launched|born|dissolved|abolished|closed|signed|merged|renamed|"
    r"labelled|start(?:ed|s)?|end(?:ed|s)?|began|begins?)e?s?\b"
)
_IN_YEAR = re.compile(rf"\s+(?:dès |seulement |only )?(?:en|in)\s+{_YEAR}\b", re.IGNORECASE)
_STATE = re.compile(r"\betai(?:t|ent)\b")
"""What was so in a year did not happen then: "était-il labellisé en 2016 ?"."""
_WAITED = re.compile(
    rf"\s+(?:attend\w*|wait(?:ed|ing)?)\s+(?:jusqu['’](?:à|en)\s+|until\s+)?(?:l['’]ann?(?:ée)?\s+)?"
    rf"{_YEAR}\s+(?:pour|avant d[e'’]|to)\b",
    re.IGNORECASE,
)
"""Waited until a year to do something: it was done then."""
_OPENING = re.compile(r"^\W*(?:est-ce que|est-ce qu['’])\s*", re.IGNORECASE)
_WHY = re.compile(
    r"^\W*(?:(?:et|mais|and|but|alors)\s+)?(?:pourquoi(?: est-ce qu(?:e |['’]))?|why|how come|"
    r"pour quelles? raisons?|comment (?:[çc]a se|cela se|se) fait-(?:il )?qu(?:e |['’]))\s*",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"^\W*(?:comme|puisque?|sachant que?|vu que?|(?:étant )?donné que?|since|given that|as)[ '’]"
    r"\s*([^,?]{12,}),",
    re.IGNORECASE,
)
"""What a question takes for granted before it asks."""
_THEN_WHY = re.compile(r"[,;:]\s*(?:alors\s+|so\s+)?(?:pourquoi|why)\s+(.+)$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\W*((?:[^\W\d_]['’])?[\w'’& -]{2,40}?)\s+(?=(?:(?:s['’]|n['’]|ne |se |has |had )\s?)?"
    r"(?:est|a|ont|sont|avait|avaient|était|étaient|étant|ayant|is|was|were|are|has|had|did)\b)",
    re.IGNORECASE,
)
"""Who "pourquoi n'a-t-elle…?" asks of, in the clause before it."""
_NOT = re.compile(
    r"\bn(?:e\s|['’])((?:\w+\s)?[\w'-]+)\s(?:pas|jamais)\b|"
    r"\b(was|were|did|is|does|has|have)(?:n['’]t|(?=\s(?:[\w&'-]+\s){1,4}?not\b))",
    re.IGNORECASE,
)
"""Takes something not to be so; what is so no longer, no statement of the past denies."""
_NO = "pas"
"""The value of what is taken not to be so."""
_DENIES = re.compile(
    r"\b(?:ne |n')(?:[\w'-]+ ){1,2}?(?:pas|plus|jamais|aucun\w*)\b|\bne pas\b|\bnot\b|"
    r"\bno longer\b|\b(?:refuse|rejete|ecarte|perd|rejected|refused|lost|loses)\w*"
)
_ENGLISH = re.compile(r"\b(?:was|were|did|is|does|has|have|the|are|of)\b", re.IGNORECASE)
_NAME = r"[A-ZÀ-Ý][\w'’&.-]*"
_BY = re.compile(
    r"\b(?:\w+[ée]e?s?|faite?s?|écrite?s?|made|done|written|led|\w+ed)\s+(par|by)\s+"
    rf"(?:l['’]|(?:la|le|les|the)\s+)?({_NAME}(?:\s(?:(?:de|du|des|et|and|of|&)\s)?{_NAME})*)"
    rf"(\s+(?:en|in)\s+{_YEAR})?\s*$"
)
"""Who did it, and when, at the end of what is presumed."""
_PERCENT = re.compile(r"\b\d[\d,.]*\s?(?:%|pour ?cent\b|per ?cent\b)")
_SUM = re.compile(
    r"\b(\d[\d\s,.]*?\s?(?:(?:millions?|milliards?|billions?)(?: d['’]euros| euros)?|"
    r"[MmKk]?d?€|euros))(?!\w)|€\s?(\d[\d,.]*(?:\s(?:m|b)illion)?)"
)
_NUMBER = re.compile(
    r"(?<![\w,.])(?<!\bles )(?<!\bdes )(?<!\bces )(?<!\bthe )(?<!phase )"
    r"(\d{1,3}(?:\s\d{3})+|\d+)\s(?!(?:%|pour|et|ou|à|ans|years|millions?|milliards?|billions?|euros)\b)([a-zà-ÿ'-]+[sx])\b"
)
"""A number of things; those that an article opens are known ones."""
_AT_PLACE = re.compile(
    r"\b(?:est|sont|siège|se trouve|\w*bas[ée]e?s?|situ[ée]\w*|install[ée]\w*|implant[ée]\w*|"
    r"localis[ée]\w*|is|based|located|headquartered)(?:-(?:il|elle))?(?:\s(?:bien|toujours))?\s+"
    r"((?:à|au|aux|en|dans|in|at)\s+(?:l['’]|(?:la|le|les|the)\s+)?)([A-ZÀ-Ý][^,?]*?)\s*$"
)
"""Where it is, at the end of what is presumed."""
_LEVELS = re.compile(r"\b(?:or|gold|argent|silver|bronze)\b")
_LEVEL = re.compile(
    r"(?:\b(?:the|le|la|de|d['’]|un)\s*)?\b(?:label|médaille|medal)\s+(?:d['’]excellence\s+)?"
    r"(?:de\s+|d['’]\s*|en\s+)?(or|gold|argent|silver|bronze)\b|"
    r"\b(?:the|a)\s+(gold|silver|bronze)(?:\s\w+){0,2}\slabel\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Presumed:
    """A value that a question presumes.

    Attributes:
        question: what asks for it.
        value: its words, folded; of kind OTHER, "" for "it is so" and "pas" for "it is not".
        asked: whether it is so is what is asked, so that the same value answers as well.
        kind: what it is.
        aside: it stands beside what is asked ("comme…, quel…"), which may be answered all the same.
    """

    question: str
    value: str
    asked: bool
    kind: Kind
    aside: bool = False

    def is_held_by(self, text: str) -> bool:
        """Does ``text`` hold the value?"""
        if self.kind is Kind.OTHER:
            return bool(self.value) is bool(_DENIES.search(_plain(text)))
        words = rf"(?<!\w){re.escape(self.value)}(?!\w)"
        return re.search(words, _plain(digits_for_words(text))) is not None

    def is_of_sort(self, text: str) -> bool:
        """Does ``text`` hold a value of that sort, this one or another? Of levels alone to tell."""
        return not _LEVELS.fullmatch(self.value) or bool(_LEVELS.search(_plain(text)))


def presumed_in(question: str) -> Iterator[Presumed]:
    """The values that ``question`` presumes, where it asks yes or no, or why; likeliest first."""
    asked = _OPENING.sub("", question).strip().rstrip("?.! ")
    if given := _GIVEN.match(asked):
        yield from (replace(presumed, aside=True) for presumed in _taken(given[1]))
    elif why := _WHY.match(asked):
        yield from _taken(asked[why.end() :])
    elif (then := _THEN_WHY.search(asked)) and (whose := _SUBJECT.match(asked)):
        yield from _taken(f"{whose[1]} {then[1]}")
    elif not ASKS.search(fold(asked)):
        yield from _values(asked, asked=True)
    elif level := _LEVEL.search(asked):
        yield from _of_its_label(asked, level)


def _taken(said: str) -> Iterator[Presumed]:
    """What ``said``, a clause without what asks, takes for granted: its value, or that it is so."""
    yield from _values(said, asked=False)
    denied = _NOT.search(said)
    if denied:
        said = f"{said[: denied.start()]}{denied[1] or denied[2]}{said[denied.end() :]}"
    if "?" not in said:
        yield Presumed(f"{said} ?", _NO if denied else "", asked=False, kind=Kind.OTHER)


def _of_its_label(asked: str, level: re.Match[str]) -> Iterator[Presumed]:
    """The level of the label of the one body of which ``asked`` asks something else."""
    names = subjects(f"{asked[: level.start()]} {asked[level.end() :]}")
    if len(names) == 1:
        english = _ENGLISH.search(asked)
        which = "Which excellence label has" if english else "Quel label d'excellence a"
        value = _plain(level[1] or level[2])
        yield Presumed(f"{which} {names[0]} ?", value, asked=False, kind=Kind.NAME, aside=True)


def _values(said: str, *, asked: bool) -> Iterator[Presumed]:
    """The values in ``said``, a clause without what asks."""
    if "?" in said:
        return
    for kind, reader in _READERS:
        if found := reader(said):
            yield Presumed(f"{found[0]} ?", _plain(found[1]), asked, kind)


def _year(said: str) -> tuple[str, str] | None:
    waited = _WAITED.search(said)
    match = waited or _IN_YEAR.search(said)
    happened = waited or _HAPPENED.search(fold(said))
    if not match or not happened or len(_IN_YEAR.findall(said)) > 1 or _STATE.search(fold(said)):
        return None
    return _asking("Quand", "When", said, match), re.findall(_YEAR, match[0])[0]


def _asking(french: str, english: str, said: str, match: re.Match[str]) -> str:
    """``said`` without what matched, behind the interrogative of its language."""
    rest = f"{said[: match.start()].strip()} {said[match.end() :].strip()}".strip(" ,")
    return f"{english if _ENGLISH.search(said) else french} {rest}"


def _doer(said: str) -> tuple[str, str] | None:
    match = _BY.search(said)
    if not match:
        return None
    whom = "par qui" if match[1] == "par" else "by whom"
    return f"{said[: match.start(1)]}{whom}{match[3] or ''}", match[2]


def _level(said: str) -> tuple[str, str] | None:
    match = _LEVEL.search(said)
    if not match:
        return None
    asks = _asking("Quel label d'excellence", "Which excellence label", said, match)
    return asks, match[1] or match[2]


def _percent(said: str) -> tuple[str, str] | None:
    match = _PERCENT.search(said)
    if not match:
        return None
    return _asking("Quel pourcentage", "What percentage", said, match), match[0]


def _sum(said: str) -> tuple[str, str] | None:
    match = _SUM.search(said)
    return (_asking("Combien d'euros", "How much", said, match), match[0]) if match else None


def _number(said: str) -> tuple[str, str] | None:
    said = digits_for_words(said)
    match = _NUMBER.search(said)
    if not match:
        return None
    return _asking(f"Combien de {match[2]}", f"How many {match[2]}", said, match), match[1]


def _place(said: str) -> tuple[str, str] | None:
    match = _AT_PLACE.search(said)
    if not match or not load_places().find(match[2]):
        return None
    opening = "Where" if _ENGLISH.search(said) else "Où"
    return f"{opening} {said[: match.start(1)].strip()}", match[2]


_READERS: tuple[tuple[Kind, Callable[[str], tuple[str, str] | None]], ...] = (
    (Kind.DATE, _year),
    (Kind.NAME, _doer),
    (Kind.NAME, _level),
    (Kind.PERCENT, _percent),
    (Kind.MONEY, _sum),
    (Kind.COUNT, _number),
    (Kind.PLACE, _place),
)


def _plain(text: str) -> str:
    """``text`` folded, the digits of a number together."""
    return re.sub(r"(?<=\d)[\s\u202f\u00a0.](?=\d{3}(?!\d))", "", fold(text))
