"""Of what a statement tells the beginning: "quand la DGE a-t-elle été créée ?" is not answered by
what was created with her support. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.understanding.asking import asked_clause
from ingest.analysis import fold

__all__ = ["beginning_demanded"]

_PARTICIPLE = (
    r"(?:re)?(?:cré|fond|lanc|institu|constitu)ée?s?|née?s?|created|founded|launched|born|"
    r"established|set up"
)
"""In lower case, with its accents: "lancé", which is not "lance"."""
_NEGATION = r"ne (?:\w+ )?(?:pas|plus|jamais)\b"
_ASKS = re.compile(
    rf"\b(?!{_NEGATION})(?:{fold(_PARTICIPLE)}|nait|(?:voit|vu) le jour|creation|fondation|"
    r"naissance|lancement|create|founding|launch|birth)\b"
)
_NAME = re.compile(r"(?<![\w'’-])(?:[dlDL]['’])?([A-ZÀ-Ý][\w&-]*[A-Za-zà-ÿ0-9&])")
_INTERROGATIVE = re.compile(
    r"(?:quand|quel|quelle|en|depuis|when|what|in|since|le|la|les|de|du|a|au|est|dans|date|annee|"
    r"c'est|bonjour|on|the)"
)
_VERB = (
    r"\b(?:(?:a|ont) (?:cré|fond|lanc)é|(?:crée|fonde|lance|institue)(?:nt)?|créa|lança|fonda|"
    r"creates?|launch(?:es|ed)?|founded|established|created)\b"
)
_RUN_SINCE = (
    r"^(?:depuis|à partir de|dès|since|from)\b[^,]{0,30}\d{4}, [^.;,]{2,60}? "
    r"(?:anime|pilote|gère|regroupe|réunit|porte|organise|publie|runs|leads|organises)\b"
)
"""What somebody has run since a year is as old."""
_WITH = r"(?:(?!\b(?:avec|par|grâce|soutien|appui|with|by)\b)[^.;:])"
"""No word that brings in whoever helped."""


def beginning_demanded(question: str) -> Callable[[str, str], bool] | None:
    """Does a statement that names what began tell its beginning, which ``question`` asks?

    None where none is asked. A statement that does not name it is for others to judge.
    """
    names = {re.compile(rf"\b{re.escape(name)}\b"): _begins(name) for name in _begun(question)}

    def is_met(statement: str, headings: str) -> bool:
        said = statement.lower()
        held = [begins for name, begins in names.items() if name.search(said)]
        return not held or any(begins.search(said) for begins in held)

    return is_met if names else None


_OF_NAME = re.compile(
    r"\b(?!(?:creation|fondation|naissance|lancement|date|annee|jour|mois|origine|nom|label|poles?|"
    r"association|birth|founding|launch|name|animation|existence)\b)([a-z][\w-]+) "
    r"(?:de la |de l'|du |des |de |d'|of )"
    r"(?:pole |cluster )?$"
)
"""What is of a name is what begins, and not who bears it: "le club de partenaires du pôle X"."""


def _begun(question: str) -> tuple[str, ...]:
    """The names in the clause that asks for a beginning, in lower case."""
    clause = asked_clause(question)
    if not _ASKS.search(clause):
        return ()
    begun: list[str] = []
    end, owns = 0, False
    for match in _NAME.finditer(question):
        name = match[1].lower()
        if question[end : match.start(1)] != " ":  # else it goes on with the name before it
            owns = _OF_NAME.search(fold(question[: match.start(1)])) is not None
        end = match.end()
        if not owns and fold(name) in clause and not _INTERROGATIVE.fullmatch(fold(name)):
            begun.append(name)
    return tuple(begun)


def _begins(name: str) -> re.Pattern[str]:
    """Where ``name`` is what begins: before a participle, behind a noun or an active verb, or as
    the subject of what a participle opens ("Created in 2005, with 854 members, X is…").
    """
    said = re.escape(name)
    return re.compile(
        rf"\b{said}\b{_WITH}{{0,80}}\b(?:{_PARTICIPLE}|na[iî]t|voit le jour|vu le jour)\b|"
        rf"\b(?:création|fondation|naissance|lancement|première édition|launch|birth|founding|"
        rf"first edition)\b{_WITH}{{0,40}}"
        rf"\b{said}\b|(?:{_VERB}|\b(?:{_PARTICIPLE})\b){_WITH}{{0,60}}\b{said}\b|"
        rf"\b{said}\b (?:ont |a )?(?:remplac|succèd|succéd)|{_RUN_SINCE} [^.;]{{0,120}}\b{said}\b|"
        rf"(?:^|[.!?]\s)\W*(?:{_PARTICIPLE})\b[^.;:]{{0,250}}?, "
        rf"(?:l['’]|(?:le|la|les|the) (?:pôle )?)?{said}\b"
    )
