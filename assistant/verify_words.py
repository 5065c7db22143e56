"""Words that a check of written sentences knows: numbers, negations, opposites, openers. Pure.

General French and English vocabulary; no line is written for one document or question.
"""

from __future__ import annotations

import re

from ingest.analysis import fold

__all__ = ["OPENERS", "clauses_of", "is_negated", "number_words", "opposite_pair"]

OPENERS = frozenset(
    """
    selon depuis pendant ainsi enfin actuellement aujourd hui cependant toutefois egalement
    notamment parmi plusieurs certains certaines apres avant entre environ pres moins oui non
    celui celle
    according since however currently today among after before between during several some thus
    finally about around nearly they he she yes no also as while both each
    """.split()
)
"""Words that may open a sentence without standing in what it cites."""

_VALUES = {
    word: value
    for value, words in {
        2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six",
        7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix dizaine ten", 11: "onze eleven",
        12: "douze douzaine twelve dozen", 13: "treize thirteen", 14: "quatorze fourteen",
        15: "quinze quinzaine fifteen", 16: "seize sixteen", 17: "seventeen", 18: "eighteen",
        19: "nineteen", 20: "vingt vingts vingtaine twenty", 30: "trente trentaine thirty",
        40: "quarante quarantaine forty", 50: "cinquante cinquantaine fifty",
        60: "soixante soixantaine sixty", 70: "seventy", 80: "eighty", 90: "ninety",
        100: "cent cents centaine hundred", 1000: "mille millier thousand",
    }.items()
    for word in words.split()
}  # fmt: skip
_SHARES = {
    "moitie": "1/2", "half": "1/2", "tiers": "1/3", "quart": "1/4", "quarter": "1/4",
    "double": "x2", "doubled": "x2", "triple": "x3", "tripled": "x3",
}  # fmt: skip
_PERCENT = re.compile(r"\b(?:pour|per) ?cent\b")
_NUMBER_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_RUN = re.compile(rf"\b(?:{_NUMBER_WORD})(?:[- ](?:et[- ]un\b|et[- ]|un\b|{_NUMBER_WORD}))*\b")
_SHARE = re.compile(rf"\b(?:{'|'.join(_SHARES)})\b")

_CLAUSE = re.compile(r"[,;:]\s+|[.!?…]+(?:\s+|$)|\s+(?:mais|but|tandis que|while|whereas)\s+|[()]")
_DENIAL = re.compile(
    r"\b(?:non(?! seulement)|pas|aucune?s?|jamais|sans|ni|nul(?:le)?|rien|not(?! only)|no|never|"
    r"without|none|neither|nor|cannot)\b|n't\b"
)
_NE = re.compile(r"\bne\b|\bn'(?=\w)")
_ONLY = re.compile(r"\bqu(?:e\b|'\w)")

_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})"), re.compile(rf"\b(?:{other})"))
    for one, other in (
        (r"hausse|augment|progress|croi(?:t|ss)|accroi|increas|r[io]se[sn]?\b|grow|grew",
         r"baiss|diminu|recul|redui|reduc|chut|declin|decreas|f[ae]ll|drop"),
        (r"au moins|minimum|at least|plus de \d|more than|over \d|au-dela",
         r"au plus\b|maximum|at most|jusqu'a|up to|moins de \d|less than|under \d|fewer than"),
        (r"avant\b|before\b|anterieur|prior to", r"apres\b|after\b|ulterieur|posterieur"),
        (r"cree|fondee?\b|lancee?\b|lance(?:ment|r)|created|founded|launched|ouv(?:re|ert)",
         r"supprim|dissou|dissol|ferme\b|ferment|fermeture|closed|abolish|abandon"),
        (r"oblig|mandatory|required|compulsory", r"faculta|optional|volontaire|voluntary"),
        (r"accept|approuv|approv|retenue?s?\b|select|autoris|allow|permit",
         r"refus|rejet|reject|ecarte|interdi|forbid|forbad|banned|prohib"),
        (r"premi(?:er|ere)s?\b|first\b", r"derni(?:er|ere)s?\b|last\b"),
        (r"export", r"import(?:e|at)"),
        (r"publi(?:c|que)s?\b", r"privee?s?\b|private\b"),
    )
)  # fmt: skip


def number_words(text: str) -> dict[str, str]:
    """Numbers written in words: value → the words, "vingt-deux" as "22"; "un" is an article."""
    folded = _PERCENT.sub(" ", fold(text))
    found = {str(_value_of(match[0])): match[0] for match in _RUN.finditer(folded)}
    return found | {_SHARES[match[0]]: match[0] for match in _SHARE.finditer(folded)}


def _value_of(run: str) -> int:
    """Value of a run of number words: "quatre-vingt-dix-sept" is 97."""
    total = current = 0
    for word in re.split(r"[- ]", run):
        value = 1 if word == "un" else _VALUES.get(word, 0)
        if value == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif value == 100 or (value == 20 and current == 4):
            current = max(1, current) * value
        else:
            current += value
    return total + current


def clauses_of(text: str) -> list[str]:
    """Clauses of ``text``: a negation reaches no further than its own."""
    return [piece for piece in _CLAUSE.split(text) if piece and piece.strip()]


def is_negated(clause: str) -> bool:
    """Does ``clause`` deny something? "ne … que" limits and "non seulement" adds: they do not."""
    folded = fold(clause)
    if _DENIAL.search(folded):
        return True
    # "né" is no negation: this word alone is looked for with its accents.
    marked = clause.lower().replace("’", "'")
    return _NE.search(marked) is not None and _ONLY.search(folded) is None


def opposite_pair(text: str, cited: str) -> str:
    """A word of ``text`` whose opposite ``cited`` holds, and not itself; "" when none."""
    mine, theirs = fold(text), fold(cited)
    for pair in _OPPOSITES:
        for said, opposite in (pair, pair[::-1]):
            match = said.search(mine)
            if match and not said.search(theirs) and opposite.search(theirs):
                return match[0]
    return ""
