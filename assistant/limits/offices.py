"""Offices of the wide world: who is mayor, minister; the capital, the people of a place. Pure.

No document of the field is about them, though the words beside (a town, a region, "Économie") are
in many. Such a question is answered only by a statement that tells the office of that very place
or portfolio, and, where the holder of today is asked, one as new as what the documents tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.subjects import subjects
from ingest.analysis import STOP_WORDS, fold

__all__ = ["tells_office"]

_BODY = (
    r"(?:regions?|conseils? (?:regional|departemental|general)|departements?|metropoles?|"
    r"agglomerations?|communautes?|commission europeenne|union europeenne|senat|"
    r"assemblee nationale|regional council|european commission|city council)"
)
_PRESIDES = r"(?:presid\w+|dirige\w*|chair\w*|heads?|runs?)"
_OFFICES = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{said or asked})\b"), held)
    for asked, said, held in (
        (r"(?:dirige |gere |runs )?(?:la )?mairie|maires?|mayors?|lord mayor",
         r"(?<!le )maires?|mairie|mayor", True),
        (r"prefete?s?|prefects?", "", True),
        (r"(?:vice-)?presidente? de la republique|president of (?:the (?:french )?republic|france)|"
         r"chef de l'etat|head of state|chef du gouvernement",
         r"presidente? de la republique|president of|chef de l'etat|head of state", True),
        (r"premiere? ministre|prime minister", "", True),
        (r"ministres?|ministers?|secretaires? d'etat", "", True),
        (r"deputee?s?|senat(?:eur|rice)s?|members? of parliament|mps?", "", True),
        (rf"{_PRESIDES}(?: (?:de|du|la|le|les|des|of|the))* {_BODY}", "", True),
        (r"rois?|reines?|papes?|kings?|queens?|popes?", "", True),
        (r"capitales?|capital(?: city)?(?= of)|chefs?-lieux?",
         r"capitales?|capital (?:city|of)|chefs?-lieux?", False),
        (r"population|habitants?|inhabitants?|superficie|altitude|(?<!\ba )hauteur|height", "",
         False),
        (r"(?:taux de )?chomage|unemployment(?: rate)?|pib|gdp|produit interieur brut|inflation|"
         r"esperance de vie|life expectancy", "", False),
    )
)  # fmt: skip
"""What asks for an office or a fact of a place, what a statement of it holds (the same where
empty), whether it is held for a time."""
_ASIDE = frozenset(
    """
    nom noms name names appelle called actuel actuelle actuels current currently actuellement
    aujourd'hui aujourd hui maintenant now today nouveau nouvelle new dis moi donne tell me sais
    connais know quel quelle who's what's please stp svp france francais francaise french
    compte fait nombre number people y-a-t-il a-t-il est-ce ville city combien how many s'appelle
    presentement presently jour heure exactement ok alors salut bonjour
    """.split()
)
"""Words that ask, or say when: no thing of their own."""
_FIELD = re.compile(
    r"\b(?:poles?|clusters?|phases?|volets?|thematiques?|consultations?|comites?|groupes?|"
    r"manifeste|labels?|labellis\w+|afpc|contrats?|projets?|filieres?|theme)\b"
)
"""A thing of the field: the office is one of its people, or did something for it."""
_OF = re.compile(
    r"\W*(?:adjoint|delegue|chargee?|in charge)?\W*"
    r"(?:de|du|des|d'|a|au|aux|of|for|in|to|compte\w*|en|(?:19|20)\d{2}|y a-t-il|"
    r"live[s]?|are|actuel\w*|aujourd'hui)(?!\w)"
)
"""What binds an office to its place; another word asks what its holder does."""
_MOST = 5
"""Words of a place or a portfolio."""
_NEAR = 60
"""Characters between an office and its place."""
_BEGINS = 5
"""Letters that a word has in common in both languages ("économie", "economy")."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WAS = re.compile(r"\b(?:etait|etaient|was|were|ancien\w*|former|premiere? femme|first)\b")
_LED_BY = re.compile(
    r"\b(?:dirig\w+|présid\w+|presid\w+|chaired|headed|run)\s+(?:par|by)\s+(?=[A-ZÀ-Ý])"
)
_LEADS = re.compile(r"\b(?:presid\w+|dirig\w+|direct\w+|chair\w*|head\w*|runs?|led|leads?|tete)\b")


@dataclass(frozen=True, slots=True)
class _Office:
    """What is asked for: an office ``of`` a place or a portfolio; ``today``: by whom it is held."""

    said: re.Pattern[str]
    of: tuple[str, ...]
    today: bool


def tells_office(question: str, statement: str, year: int | None, newest: int) -> bool:
    """Does ``statement`` tell the office, or who is led by the person, that ``question`` asks for?

    Args:
        question: standalone.
        statement: with the headings above it.
        year: of the statement.
        newest: the year of the latest statement found.
    """
    if (leader := _leader_asked(question)) is not None:
        folded = fold(statement)
        return leader in _WORD.findall(folded) and _LEADS.search(folded) is not None
    office = _office_asked(question)
    if office is None:
        return True
    if office.today and year is not None and year < newest - 1:
        return False
    folded = fold(statement)
    return any(_is_of(folded, found, office.of) for found in office.said.finditer(folded))


@lru_cache(maxsize=64)
def _leader_asked(question: str) -> str | None:
    """The surname of the person by whom a thing that is asked for is led."""
    match = _LED_BY.search(question)
    names = subjects(question[match.end() :]) if match else []
    return fold(names[0]).split()[-1] if names and " " in names[0] else None


@lru_cache(maxsize=64)
def _office_asked(question: str) -> _Office | None:
    """The office that is all that ``question`` asks for; None where it asks something else."""
    folded = fold(question).replace("’", "'")
    if _FIELD.search(folded):
        return None
    for asked, said, held in _OFFICES:
        match = asked.search(folded)
        if match is None:
            continue
        before, behind = _telling(folded[: match.start()]), _telling(folded[match.end() :])
        years = _YEAR.search(folded)
        of = tuple(word for word in (*before, *behind) if not _YEAR.fullmatch(word))
        alone = re.search(_BODY, match[0]) or not behind or _OF.match(folded[match.end() :])
        if not alone or len(before) > 1 or len(of) > _MOST:
            return None
        return _Office(said, of, held and not years and not _WAS.search(folded))
    return None


def _telling(text: str) -> list[str]:
    pieces = (piece for word in _WORD.findall(text) for piece in word.split("-"))
    return [p for p in pieces if p not in STOP_WORDS and p not in _ASIDE and len(p) > 1]


def _is_of(folded: str, found: re.Match[str], of: tuple[str, ...]) -> bool:
    around = folded[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    words = _telling(around)
    return all(any(word.startswith(part[:_BEGINS]) for word in words) for part in of)
