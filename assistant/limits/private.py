"""Private life: whether a question asks for it, and whether a statement gives it away. Pure.

The telephone, the e-mail, the home, the pay, the age of somebody who is named or told by a role
are nobody's to ask. How to reach a pôle, an association, a region is public: its address and its
site are answered. A line of a document with somebody's own e-mail or mobile answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.limits.wordings import wordings
from assistant.understanding.named import poles_named, renamed
from assistant.understanding.subjects import subjects
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard

__all__ = ["asks_address", "asks_private", "gives_private"]

_NAME = re.compile(r" (?:M\. |Mme )?[A-ZÀ-Ý][\w-]+ [A-ZÀ-Ý]")
_MARIE = re.compile(r"\b[Mm]arie(?=-\w| [A-ZÀ-Ý])|(?<=-)[Mm]arie\b")
"""A first name, beside another or before a name: nobody is said to be married."""
_NO_PERSON = frozenset("valley cluster pole region france europe paris".split())
_ARTICLE = re.compile(
    r"(?:\b(?:la|le|les|du|des|au|aux|the|p[oô]les?)\s|\bl['’])\s*$", re.IGNORECASE
)
_MAIL = re.compile(r"\b([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_MOBILE = re.compile(r"(?<!\d)(?:0|\+33 ?(?:\(0\) ?)?|0033 ?)[67](?:[ .-]?\d\d){4}(?!\d)")
_LETTERHEAD = re.compile(r"\bwww\.|\b\d{5}\b")


def asks_private(text: str, poles: Sequence[PoleCard] = ()) -> bool:
    """Does ``text`` ask for the private life of somebody, or how to reach that person?"""
    if gives_private(text):
        return True
    bare = _MARIE.sub("Lucie", renamed(text, poles_named(text, poles), "pole"))
    folded = fold(bare)

    def says(*names: str) -> bool:
        return any(wordings(name).search(folded) for name in names)

    his_own = says("pronoun") and says("ones-own")
    if says("personal", "his"):
        return True
    if says("contacts", "reaches", "reaches-role") or _reaches_name(bare, folded):
        of_person = says("has-role") or his_own or _names_person(bare) or _ends_in_name(folded)
        return of_person and not says("of-body")
    if says("life") and (says("leader") or his_own):
        return not says("borne") or _names_person(bare)
    return says("home") and _names_person(bare)


def asks_address(text: str) -> bool:
    """Does ``text`` ask for an address, which a body has as well, and for nothing else to reach?"""
    folded = fold(text)
    said = (wordings(name).search(folded) for name in ("reached-at", "personal", "his", "home"))
    return wordings("address").search(folded) is not None and not any(said)


def gives_private(statement: str) -> bool:
    """Does ``statement`` hold somebody's own e-mail, or a mobile that is on no letterhead?"""
    if any(not wordings("shared").fullmatch(fold(mail[1])) for mail in _MAIL.finditer(statement)):
        return True
    return bool(_MOBILE.search(statement)) and not _LETTERHEAD.search(statement)


def _reaches_name(text: str, folded: str) -> bool:
    """Does ``text`` speak of reaching somebody by a name in two words?"""
    return len(text) == len(folded) and any(
        _NAME.match(text, reached.end()) for reached in wordings("reaching").finditer(folded)
    )


def _names_person(text: str) -> bool:
    """Does it hold a name of two words or more, with no article before it?"""
    for name in subjects(text):
        words = fold(name).split()
        before = text[: text.find(name)]
        if len(words) > 1 and not _NO_PERSON & set(words) and not _ARTICLE.search(before):
            return True
    return False


def _ends_in_name(folded: str) -> bool:
    match = wordings("lower-name").search(folded)
    return match is not None and not any(
        word in STOP_WORDS or wordings("no-name").fullmatch(word) for word in match.groups()
    )
