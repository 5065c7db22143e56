"""Whether somebody holds a role, asked as who holds it: that answers yes, and no. Pure.

"Jean-Luc Beylat préside-t-il toujours l'AFPC ?" is answered by who presides it, whoever that is. A
past without a year ("a-t-il présidé l'AFPC ?") asks for any time, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.named import names_a_pole
from assistant.understanding.role_words import CHIEF, DIRECTOR, PRESIDENT
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard

__all__ = ["who_holds"]

_WHO = r"(?P<who>[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,4}?)"
_YET = r"(?: (?:toujours|encore|bien|vraiment|aussi|actuellement|still|currently|now|really|also))*"
_FR = r"(?P<verb>preside|presidait|dirige|dirigeait)"
_THAT = r"(?:est[- ]ce qu(?:e |'))?"
_TITLE = (
    r"(?:(?:actuel(?:le)?|current) )?(?:managing )?"
    rf"(?:{PRESIDENT}|{DIRECTOR}|{CHIEF}|delegue\w* general\w*|head)\b"
)
_BODY = r"(?:le |la |l'|the )?(?:(?:pole|cluster|association) )?(?:de |of )?(?-i:(?=[A-Z]))"
_OF = rf"{_TITLE}[^,;?]*? (?:de |du |d'|of ){_BODY}"
_FORMS = tuple(
    (re.compile(rf"\W*{form}", re.IGNORECASE), asked)
    for form, asked in (
        (rf"{_THAT}{_WHO} {_FR}(?:-(?:t-)?(?:il|elle))?{_YET} (?P<rest>{_BODY}.+)",
         "Qui {verb} {rest}"),
        (rf"(?:est-ce|c'est){_YET} {_WHO} qui {_FR}{_YET} (?P<rest>{_BODY}.+)",
         "Qui {verb} {rest}"),
        (rf"{_THAT}{_WHO} (?P<verb>est|etait)(?:-(?:il|elle))?{_YET} (?:le |la )?"
         rf"(?P<rest>{_OF}.+)", "Qui {verb} {rest}"),
        (rf"(?P<verb>is|was) {_WHO}{_YET} (?:the )?(?P<rest>{_OF}.+)", "Who {verb} the {rest}"),
        (rf"does {_WHO}{_YET} (?P<verb>chair|run|lead|head|manage) (?P<rest>{_BODY}.+)",
         "Who {verb}s {rest}"),
    )
)  # fmt: skip
"""Over a text without accents: how it is asked whether somebody holds a role, and who does."""
_PAST = re.compile(r".*ait|was")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_NO_NAME = frozenset("depuis lequel laquelle whom aucune he she they any every if selon".split())
_ASKS = re.compile(r"\b(?:a|est|sont|qui|quel\w*|who|is|are)\b")


def who_holds(text: str, cards: Sequence[PoleCard]) -> str:
    """The question who holds the role, where ``text`` asks whether somebody does; else ``text``."""
    folded = fold(text)
    if not text.rstrip().endswith("?") or len(folded) != len(text):
        return text
    plain = "".join(f.upper() if c.isupper() else f for c, f in zip(text, folded, strict=True))
    for form, asked in _FORMS:
        match = form.match(plain)
        if match is None or not _is_name(fold(match["who"])) or names_a_pole(match["who"], cards):
            continue
        verb, rest = (text[slice(*match.span(name))] for name in ("verb", "rest"))
        if _PAST.fullmatch(verb.lower()) and not _YEAR.search(rest):
            continue
        return asked.format(verb=verb.lower(), rest=rest)
    return text


def _is_name(who: str) -> bool:
    """Can it be the name of a person?"""
    return re.split(r"\W", who)[0] not in STOP_WORDS | _NO_NAME and not _ASKS.search(who)
