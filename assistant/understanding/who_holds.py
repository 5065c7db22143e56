"""Whether somebody holds a role, asked as who holds it: that answers yes, and no. Pure.

"Jean-Luc Beylat préside-t-il toujours l'AFPC ?" is answered by who presides it, whoever that is. A
past without a year ("a-t-il présidé l'AFPC ?") asks for any time, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.named import names_a_pole
from ingest.cards import PoleCard

__all__ = ["who_holds"]

_WHO = r"(?P<who>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}?)"
_YET = r"(?: (?:toujours|encore|bien|vraiment|aussi|actuellement|still|currently|now|really|also))*"
_FR = r"(?P<verb>pr[ée]sid(?:e|ait)|dirig(?:e|eait))"
_THAT = r"(?:est[- ]ce qu(?:e |['’]))?"
_TITLE = (
    r"(?:(?:actuel(?:le)?|current) )?(?:pr[ée]sident\w*|direct(?:eur|rice|or)|patron(?:ne)?|dg|"
    r"d[ée]l[ée]gu[ée]e? g[ée]n[ée]rale?|chair\w*|ceo|head|managing director)\b"
)
_BODY = (
    r"(?:le |la |l['’]|the )?(?:(?:p[ôo]le|cluster|association) )?(?:de |of )?(?-i:(?=[A-ZÀ-Ý]))"
)
_OF = rf"{_TITLE}[^,;?]*? (?:de |du |d['’]|of ){_BODY}"
_FORMS = tuple(
    (re.compile(rf"\W*{form}", re.IGNORECASE), who)
    for form, who in (
        (rf"{_THAT}{_WHO} {_FR}(?:-(?:t-)?(?:il|elle))?{_YET} (?P<rest>{_BODY}.+)",
         "Qui {verb} {rest}"),
        (rf"(?:est-ce|c['’]est){_YET} {_WHO} qui {_FR}{_YET} (?P<rest>{_BODY}.+)",
         "Qui {verb} {rest}"),
        (rf"{_THAT}{_WHO} (?P<verb>est|[ée]tait)(?:-(?:il|elle))?{_YET} (?:le |la )?"
         rf"(?P<rest>{_OF}.+)", "Qui {verb} {rest}"),
        (rf"(?P<verb>is|was) {_WHO}{_YET} (?:the )?(?P<rest>{_OF}.+)", "Who {verb} the {rest}"),
        (rf"does {_WHO}{_YET} (?P<verb>chair|run|lead|head|manage) (?P<rest>{_BODY}.+)",
         "Who {verb}s {rest}"),
    )
)  # fmt: skip
_PAST = re.compile(r".*ait|was", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_NOBODY = re.compile(
    r"(?:l['’]|(?:qu\w*|combien|comment|quand|depuis|o[uù]|pourquoi|lequel|laquelle|who\w*|what|"
    r"which|when|how|why|il|elle|ils|elles|on|ce|cet|cette|le|la|les|un|une|des|son|sa|ses|aucune?|"
    r"chaque|the|a|an|it|he|she|they|this|that|there|any|every|et|and|si|if|dans|en|in|sur|pour|for|chez|selon|de|du|avec)\b).*|"
    r".*\b(?:est|sont|qui|quel\w*|who|is|are)\b.*",
    re.IGNORECASE,
)
"""No name of a person."""


def who_holds(text: str, cards: Sequence[PoleCard]) -> str:
    """The question who holds the role, where ``text`` asks whether somebody does; else ``text``."""
    if not text.rstrip().endswith("?"):
        return text
    for form, asked in _FORMS:
        match = form.match(text)
        if match is None or _NOBODY.fullmatch(match["who"]) or names_a_pole(match["who"], cards):
            continue
        if _PAST.fullmatch(match["verb"]) and not _YEAR.search(match["rest"]):
            continue
        return asked.format(verb=match["verb"].lower(), rest=match["rest"])
    return text
