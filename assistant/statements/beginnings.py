"""Of what a statement tells the beginning: "quand la DGE a-t-elle été créée ?" is not answered by
what was created with her support. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.understanding.asking import asked_clause
from assistant.understanding.kinds import Kind
from ingest.analysis import fold

__all__ = ["tells_beginning"]

_PARTICIPLE = (
    r"(?:re)?(?:cré|fond|lanc|institu|constitu)ée?s?|née?s?|created|founded|launched|born|"
    r"established|set up"
)
"""In lower case, with its accents: "lancé", which is not "lance"."""
_ASKS = re.compile(
    rf"\b(?:{fold(_PARTICIPLE)}|nait|(?:voit|vu) le jour|creation|fondation|naissance|"
    r"lancement|create|founding|launch|birth)\b"
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
_WITH = r"(?:(?!\b(?:avec|par|grâce|soutien|appui|with|by)\b)[^.;:])"
"""No word that brings in whoever helped."""


def tells_beginning(kind: Kind, question: str, statement: str) -> bool:
    """Does ``statement`` tell when that began whose beginning ``question`` asks?

    True where none is asked, and of a statement that does not name it: others judge that.
    """
    names = _begun(question) if kind is Kind.DATE else ()
    said = statement.lower()
    held = [name for name in names if re.search(rf"\b{re.escape(name)}\b", said)]
    return not held or any(_begins(name).search(said) for name in held)


@lru_cache(maxsize=64)
def _begun(question: str) -> tuple[str, ...]:
    """The names in the clause that asks for a beginning, in lower case."""
    clause = asked_clause(question)
    if not _ASKS.search(clause):
        return ()
    names = (match[1].lower() for match in _NAME.finditer(question))
    return tuple(n for n in names if fold(n) in clause and not _INTERROGATIVE.fullmatch(fold(n)))


@lru_cache(maxsize=64)
def _begins(name: str) -> re.Pattern[str]:
    """Where ``name`` is what begins: before a participle, behind a noun or an active verb."""
    said = re.escape(name)
    return re.compile(
        rf"\b{said}\b{_WITH}{{0,80}}\b(?:{_PARTICIPLE}|na[iî]t|voit le jour|vu le jour)\b|"
        rf"\b(?:création|fondation|naissance|lancement|launch|birth|founding)\b{_WITH}{{0,40}}"
        rf"\b{said}\b|(?:{_VERB}|\b(?:{_PARTICIPLE})\b){_WITH}{{0,60}}\b{said}\b"
    )
