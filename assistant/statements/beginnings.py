"""Of what a statement tells the beginning: "quand la DGE a-t-elle été créée ?" is not answered by
what was created with her support. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.understanding.asking import asked_clause
from ingest.analysis import fold

__all__ = ["beginning_demanded", "doer_demanded"]

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


_POLICY = (
    r"(?:la politique |the policy )?(?:des |les |of |the )?(?:the )?(?:pôles|poles|clusters)\b"
)
_ASKS_BEGINNER = re.compile(
    r"\b(?:(?:re)?(?:cree|lance|fonde|institue|invente)r?|created|launched|founded|started|"
    rf"(?:a l'origine|a l'initiative|createurs?|fondateurs?|peres?)(?: de)?) {_POLICY}"
    r"(?: de competitivite)?(?: (?:en|in) (?:france|\d{4}))?\W*$"
)
"""Who began the policy, and nothing less: "qui a créé les pôles ?"."""
_ASKS_JUDGE = re.compile(
    r"\b(?:evaluee?|audite|evaluated|assessed|audited|"
    r"(?:fait|mene|realise|conduit|remis|signe|did|made|led|carried out) "
    r"(?:l'|la |le |une? |the |an? )?(?:evaluation|audit|assessment)(?: de)?) "
    rf"{fold(_POLICY)}(?: de competitivite)?(?: (?:en|in) (?:france|\d{{4}}))?\W*$"
)
"""Who judged the policy: "qui a fait l'audit des pôles en 2008 ?"."""
_JUDGED_POLICY = re.compile(
    r"(?=.*\b(?:[Pp]ôles|politique|clusters|policy|phase)\b).*(?:"
    r"\bconfi(?:é|ée|ées)\b.* (?:à|au|aux) |"
    r"\b(?:évaluation|audit|rapport|référé|avis|étude)s?\b[^.;]{0,60} (?:par|du|de|des) "
    r"(?:la |les |l['’])?[A-ZÀ-Ý]|\b(?:auteurs|cabinets)\b.* (?:évaluation|audit)|"
    r"\b(?:avis|rapport|référé|étude) sur [^.;]{0,30}\b(?:politique|pôles)\b|"
    rf"\b(?:évalue|juge|jugeait|(?:a|ont) (?:évalué|jugé|étudié)) {_POLICY})"
)
_BEGAN_POLICY = re.compile(
    rf"(?i:{_VERB} {_POLICY}|\borigine de {_POLICY}|"
    rf"\b(?:les pôles|the clusters)\b{_WITH}{{0,30}}\b(?:été|were) (?:{_PARTICIPLE}) (?:par|by)\b)"
)
_DONE_TO_POLICY = ((_ASKS_BEGINNER, _BEGAN_POLICY), (_ASKS_JUDGE, _JUDGED_POLICY))


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


def doer_demanded(asked: str) -> Callable[[str, str], bool] | None:
    """Does a statement say who began, or judged, the policy, as ``asked``, folded, asks?

    None where that is not asked: what a pôle has launched, or those who advised, began no policy;
    how one pôle was judged tells no judge.
    """
    said = next((told for asks, told in _DONE_TO_POLICY if asks.search(asked)), None)
    if said is None:
        return None

    def is_met(statement: str, headings: str) -> bool:
        return said.search(statement) is not None

    return is_met


def _begun(question: str) -> tuple[str, ...]:
    """The names in the clause that asks for a beginning, in lower case."""
    clause = asked_clause(question)
    if not _ASKS.search(clause):
        return ()
    names = (match[1].lower() for match in _NAME.finditer(question))
    return tuple(n for n in names if fold(n) in clause and not _INTERROGATIVE.fullmatch(fold(n)))


def _begins(name: str) -> re.Pattern[str]:
    """Where ``name`` is what begins: before a participle, behind a noun or an active verb, or as
    the subject of what a participle opens ("Created in 2005, with 854 members, X is…").
    """
    said = re.escape(name)
    return re.compile(
        rf"\b{said}\b{_WITH}{{0,80}}\b(?:{_PARTICIPLE}|na[iî]t|voit le jour|vu le jour)\b|"
        rf"\b(?:création|fondation|naissance|lancement|launch|birth|founding)\b{_WITH}{{0,40}}"
        rf"\b{said}\b|(?:{_VERB}|\b(?:{_PARTICIPLE})\b){_WITH}{{0,60}}\b{said}\b|"
        rf"(?:^|[.!?]\s)\W*(?:{_PARTICIPLE})\b[^.;:]{{0,250}}?, "
        rf"(?:l['’]|(?:le|la|les|the) (?:pôle )?)?{said}\b"
    )
