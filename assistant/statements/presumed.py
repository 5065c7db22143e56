"""What a question takes for granted, or asks of a day, and a statement must speak of. Pure.

"Depuis quand X a-t-il fermé ?", "Pourquoi X a-t-il tourné le dos à… ?" presume an end: a statement
that speaks of none, however near, would confirm it. "X ouvre-t-il le samedi ?" asks for hours, "le
site internet de X ?" for a site, "le trésorier de X", "le téléphone de X" for what neither its
president nor its address is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.analysis import fold

__all__ = ["speaks_of_it"]

_HAS = (
    r"(?:a|ont|avait|avaient|s'est|se sont|est|sont|etait)"
    r"(?:[- ](?:t[- ])?(?:il|elle|ils|elles|on))?(?: (?:ete|deja|jamais|definitivement|soudain))*"
)
_HAD = r"(?:has|have|had|was|were|is|are|did|does)(?: [\w'-]+){1,5}?"
_WAS = r"(?:(?:has|have|had|was|were|is|are)(?: (?:been|ever|suddenly))*)"
_ENDED = (
    r"(?:fermee?s?|abandonnee?s?|quittee?s?|perdue?s?|renonce|arretee?s?|cessee?|supprimee?s?|"
    r"dissoute?s?|dissous|rachetee?s?|expulsee?s?|exclue?s?|radiee?s?|interdite?s?|licenciee?s?|"
    r"disparue?s?|tourne (?:le dos|la page)|claque la porte|mis fin|fait faillite|jete l'eponge)"
)
_CLOSED = (
    r"(?:closed?|abandon(?:ed)?|leave|left|lost|lose|dropped|drop|give up|given up|stopped|"
    r"shut down|dissolved|bought out|taken over|expelled|banned|fired|abolished|scrapped)"
)
_PRESUMES_END = re.compile(
    rf"\b(?:pourquoi|quand|depuis qu\w+|qui|comment|combien)\b.*\b{_HAS} {_ENDED}\b|"
    rf"\b(?:why|since when|when|who)\b.*\b(?:{_HAD}|{_WAS}) {_CLOSED}\b"
)
_END = re.compile(
    r"\b(?:ferm|abandon|quitt|perd|renonc|arret|cess|supprim|suppress|diss[ou]|rachet|repris|"
    r"absor|integr|fusion|expuls|exclu|radi[eé]|interdi|licenci|dispar|retir|sort|mis fin|faillite|"
    r"liquid|(?:prend|prit|pris|a la|la|sa) fin|non renouvel|ne\b.*\bplus|n'\w+\b.*\bplus|rejoint|"
    r"rejoind|deven|remplac|succed|delabel|dechu|retro|"
    r"clos|left|leav|los[et]|drop|gave up|stop|shut|bought|acqui|taken over|merg|expel|bann|"
    r"fired|no longer|withdr|abol|scrap|renouvel|maint|renew|end(?:s|ed)?\b|became|replac)"
)
"""A statement that tells an end, or that there was none ("renouvelé", "maintenu")."""
_PRESUMES_RETURN = re.compile(
    r"\b(?:retabli|ressuscite|reinstaure)(?:e|es|s)?\b|\b(?:restored|reinstated|revived)\b"
)
_RETURN = re.compile(r"\b(?:retabl|ressuscit|re-?instaur|restor|reinstat|reviv|de nouveau|again)")
_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-?end|jours? feries?|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday)s?"
)
_ASKS_HOURS = re.compile(
    r"\b(?:a quelle heure|quelle heure|what time|opening (?:hours|times)|horaires?|hours)\b|"
    rf"\b(?:ouv\w+|ferm\w+|open\w*|clos\w+)\b.{{0,25}}\b{_DAY}\b"
)
_HOURS = re.compile(
    rf"\b(?:\d{{1,2}} ?(?:h\d*|heures?|am|pm)|\d{{1,2}}:\d\d|midi|noon|horaires?|{_DAY})\b"
)
_NOTHING_ELSE = re.compile(
    r"\b(?:vice[- ](?:presid|chair)|tresori|secretaire|porte-parole|president\w* d'honneur|"
    r"direct(?:eur|rice|or)s? (?:adjoint|scientifique|technique|financi|commercial|"
    r"(?:de |des |d'|of )(?:la |l')?(?:recherche|communication|projet|operation|programme|"
    r"innovation|research|project))|treasurer|"
    r"deputy|spokes|linkedin|twitter|facebook|instagram|youtube|telephon|phone|fax\b|courriel|"
    r"(?:e-?)?mail\b)"
)
"""A role beside that of the head, a way to reach somebody: no other role or way stands for it."""
_HEAD = (
    r"(?:^\W*|\b(?:quel(?:le)? est|quelle etait|what is|what was|what's|donne\w*|besoin de|cherche|"
    r"connaitre|d'apres|selon)\b[\W]*)(?:(?:moi|nous) )?(?:le |la |l'|the |son |sa |its |votre )?"
    r"(?:[\w&-]+'s )?"
)
"""What is asked for comes next."""
_ASKS_SITE = re.compile(
    rf"{_HEAD}(?:adresse du )?(?:site (?:web|internet)|website|adresse (?:web|internet)|url)\b"
)
_SITE = re.compile(
    r"\bwww\.|https?:|\w\.(?:fr|com|eu|org|net|info)\b|\bsite (?:web|internet)\b|\bwebsite"
)
_ASKS_ADDRESS = re.compile(
    rf"{_HEAD}(?:postal |exact )?add?resse?\b(?! (?:du site|web|internet|e-?mail|mail))"
)
_ADDRESS = re.compile(
    r"\badresse|\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|av|boulevard|bd|place|quai|allee|chemin|"
    r"route|cours|impasse|square)\b|\b\d{5}\b|\bcedex\b|\bsiege"
)


def speaks_of_it(question: str, statement: str) -> bool:
    """Does ``statement`` (with the headings above it) speak of what ``question`` presumes?"""
    needed = _needed(question)
    return not needed or all(said.search(fold(statement)) for said in needed)


@lru_cache(maxsize=64)
def _needed(question: str) -> tuple[re.Pattern[str], ...]:
    asked = fold(question)
    pairs = (
        (_PRESUMES_END, _END),
        (_PRESUMES_RETURN, _RETURN),
        (_ASKS_HOURS, _HOURS),
        (_ASKS_SITE, _SITE),
        (_ASKS_ADDRESS, _ADDRESS),
    )
    as_said = (re.compile(rf"\b{re.escape(m[0])}") for m in _NOTHING_ELSE.finditer(asked))
    return (*(said for asks, said in pairs if asks.search(asked)), *as_said)
