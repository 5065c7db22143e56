"""Roles at the head of a body: which one a question asks for, and what tells who holds it. Pure.

Who presides a body does not direct it, and "le président de X, qui dirige Y" directs Y: a statement
answers where it tells the very role, of the very body, or of nothing else. A role with words of its
own ("directeur technique", "président du conseil scientifique") is told with these words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.question import Question
from assistant.records import Evidence
from assistant.understanding.beside import words_of
from assistant.understanding.dates import covers
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern
from assistant.understanding.role_words import AT_HEAD, HEADS, PRESIDES, RUNS
from assistant.understanding.synonyms import is_filler
from ingest.analysis import fold, lexical_tokens

__all__ = ["of_its_time", "tells_role", "told_under"]

_PRESIDES = rf"(?<!vice-)(?<!vice )\b(?:{PRESIDES})\b"
_RUNS = rf"\b(?:{RUNS})\b"
_ROLES = (
    r"\bvice[- ](?:presid|chair)\w*",
    r"\btresor(?:ier|iere)s?\b|\btreasurers?\b",
    r"\bsecretaires? general\w*|\bsecretary general\b",
    _PRESIDES,
    _RUNS,
)
"""What asks for a role, and tells it; the narrower first."""
_VERB = re.compile(
    r"preside|presidera|presidai(?:en)?t|dirig(?:e|ent|eait|eaient|era)|chairs|runs?|ran|heads?"
)
_POINTS = re.compile(r"(?:\b(?:que|dont|le|la|les|en|who|which)|qu'|l') ?$")
"""Before a verb: what it is done to was named before."""
_TITLE = re.compile(
    r"general\w*|delegue\w*|executi\w*|manag\w*|directeur|directrice|actuel\w*|nouve\w*|fondat\w*|"
    r"sortant\w*|nom|name|current|new|national\w*|structure|association|organisme|equipe|team|"
    r"annee|mois|year|month"
)
"""Words of a title, of a body or of a time that make no other role of it."""
_OF = r"(?:de la |de l'|du |des |de |d'|of the |of |chez |at )"
_GENERIC = r"(?:(?:conseil d'administration|bureau|directoire|board) " + _OF + r")?"
_BODY = (
    r"(?:le |la |l'|les |the )?"
    r"(?:(?:poles?|cluster|association|structure|competitivite)\b[ ,]*(?:de )?)*"
)
_OBJECT = re.compile(rf"(?P<words>(?: |-)[^,;.():]*?)?? {_OF}{_GENERIC}{_BODY}(?P<of>@?)")
_DONE_TO = re.compile(rf"(?:-t-\w+)? ?{_BODY}(?P<of>@|\w[^,;.()]*)?")
_LOOSE = re.compile(r"(?:par|by|depuis|since|en|in|avec|jusqu|pour|for|a|au|from|et|and|until)\b")
# A name of several words may be told by its acronym.
_NAME = r"(?:la |le |les |l'|the )?([A-ZÀ-Ý][\w&'-]+)(?! (?:& )?[A-ZÀ-Ý])"
_LED = re.compile(rf"(?:-t-\w+)? {_NAME}")
_OF_WHICH = re.compile(rf"(?: [\w'-]+){{0,3}}? {_OF}{_NAME}")
_SIGNED = re.compile(r"[^,]{3,40}, [^,]{2,40}")
"""A person and a role, under a text of the body."""
_TIMED = re.compile(r"\b(?:avant|apres|depuis|before|after|since|jusqu\w*|until)\b")
_ATTACHED = re.compile(r"[,;:?.!(]|\b(?:en|a|au|aux|dans|qui|que|et|pour|in|at|who|and|for)\b")
"""Behind a role: what follows is no word of its own."""
_FIRST = r"\b(?:premi(?:er|ere)s?|first) (?:vice[- ])?"
_MOST = 4
"""Words of its own of a role."""


class _Asked(NamedTuple):
    role: re.Pattern[str]
    body: re.Pattern[str]
    own: frozenset[str]
    first: re.Pattern[str] | None


def tells_role(question: Question, text: str) -> bool:
    """Does ``text`` tell the role whose holder is asked? True where not one is, of one body."""
    asked = _asked(question)
    if asked is None:
        return True
    said = asked.body.sub("@", fold(text))
    if "@" not in said and not question.poles and not _SIGNED.fullmatch(text):
        return False
    if asked.first and not asked.first.search(said):
        return False
    if asked.own:
        return asked.role.search(said) is not None and asked.own <= set(lexical_tokens(text))
    return any(_is_of_body(said, found) for found in asked.role.finditer(said))


def of_its_time(question: Question, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """``found`` where no role is asked; else what tells of the years asked, or the latest first."""
    asked = _asked(question) if found else None
    if asked is None or _TIMED.search(fold(question.standalone)):
        return tuple(found)
    if years := question.years:
        then = (e for e in found if any(e.year == y or covers(e.text, y) for y in years))
        return tuple(e for e in then if tells_role(question, told_under(e)))
    return tuple(found) if asked.first else tuple(sorted(found, key=lambda e: -(e.year or 0)))


def told_under(item: Evidence) -> str:
    """A statement behind what it is shown under, which may name the body whose role it tells."""
    before = (item.introduced_by.text,) if item.introduced_by else ()
    return " · ".join((*item.headings, *before, item.text))


@lru_cache(maxsize=64)
def _asked(question: Question) -> _Asked | None:
    folded = fold(question.standalone)
    if question.kind is not Kind.PERSON or len(question.poles) > 1:
        return None
    found = [(role, match) for role in _ROLES if (match := re.search(role, folded))]
    head = next(reversed([*re.finditer(HEADS, folded)]), None)  # the body stands behind the last
    if head and all(match[0] in head[0] for _, match in found):
        found = [(f"{_PRESIDES}|{_RUNS}", head)]
    body = _body(question, folded, found[0][1]) if len(found) == 1 else None
    if body is None:
        return None
    role, match = found[0]
    before = folded[: match.start()]
    between, named, _ = body.sub("@", folded[match.end() :]).partition("@")
    between = between if named else _ATTACHED.split(between)[0]
    own = [] if _TIMED.search(folded) else words_of(between)
    own = [w for w in own if not (_TITLE.fullmatch(w) or re.fullmatch(role, w) or is_filler(w))]
    tokens = lexical_tokens(" ".join(own)) if len(own) <= _MOST else []
    heads = f"{role}|{AT_HEAD}" if _PRESIDES in role or _RUNS in role else role
    first = re.compile(rf"{_FIRST}(?:{role})") if re.search(rf"{_FIRST}$", before) else None
    return _Asked(re.compile(heads), body, frozenset(tokens), first)


def _body(question: Question, folded: str, found: re.Match[str]) -> re.Pattern[str] | None:
    """The body whose role is asked: the one pôle named, or the name behind the role."""
    if question.poles:
        return name_pattern(question.poles[0])
    if len(folded) != len(question.standalone):
        return None
    behind = _LED if _VERB.fullmatch(found[0]) else _OF_WHICH
    named = behind.match(question.standalone.replace("’", "'"), found.end())
    return re.compile(rf"\b{re.escape(fold(named[1]))}\b") if named else None


def _is_of_body(said: str, found: re.Match[str]) -> bool:
    """Is a role told of the body, "@", or of nothing else?"""
    after = said[found.end() :]
    if _VERB.fullmatch(found[0]):
        done = _DONE_TO.match(after)
        what = (done["of"] or "") if done else ""
        near = re.split(r"[,;.()]", what)[0]
        points = _POINTS.search(said[: found.start()]) is not None
        return points or not near or "@" in near or _LOOSE.match(near) is not None
    told = _OBJECT.match(re.split(r"[,;.():]", after)[0])
    if told is None:
        return True
    between = (told["words"] or "").replace("-", " ").split()
    return bool(told["of"]) and all(map(_TITLE.fullmatch, between))
