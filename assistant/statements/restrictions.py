"""What a question narrows, and a statement must say as well: women, failures, the 20th call… Pure.

"Combien de femmes…", "combien sont allemands", "quelle cotisation", "le 20e appel": a number of
something wider, or of the one before, is no answer, however well the other words agree. The
families hold for any question; a word that narrows nothing is in none of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.understanding.kinds import Kind
from assistant.understanding.ranks import Ranks, ranks_of
from ingest.analysis import fold

__all__ = ["meets"]

_FAMILIES = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{said})"))
    for asked, said in (
        (
            r"femmes?|feminin\w*|women|woman|female",
            r"femme|femin|women|woman|female|parite|mixite|presidentes|directrices|filles",
        ),
        (
            r"faillites?|bankrupt\w*|depot de bilan|fait faillite|en liquidation",
            r"faillite|bankrupt|bilan|liquid|redressement|cess|ferm",
        ),
        (
            r"recale\w*|refusee?s?|rejetee?s?|deboutee?s?|ecartee?s?|eliminee?s?|rejected|"
            r"turned down|refused",
            r"recal|refus|rejet|debout|ecart|elimin|reject|turned|echou|non retenu|sur \d",
        ),
        (
            r"licencie\w*|licenciements?|laid off|layoffs?|redundanc\w+",
            r"licenci|laid|layoff|suppr",
        ),
        (
            r"cotisations?|frais d'adhesion|membership fees?|ticket d'entree|"
            r"(?:cout\w*|prix|tarifs?|montant) (?:de )?l'adhesion|(?:cout\w*|paye\w*) pour adherer|"
            r"(?:cost|price) (?:of|to) (?:membership|join\w*)",
            r"cotis|fee|tarif|adhesion|(?:pour|a) adherer|euros par (?:an|membre)|payant|gratuit",
        ),
        (
            r"salaires?|remunerations?|wages?|salary|salaries",
            r"salaire|remuner|wage|salar(?:y|ies)|paye",
        ),
        (
            r"(?<!quel )(?<!quels )(?<!les )(?<!des )(?<!aux )moyen(?:ne)?s?|average",
            r"moyen|averag|chacun|each|par (?:pole|an)|per ",
        ),
        (r"loyers?|rent", r"loyer|rent"),
        (r"dettes?|endettement|debts?", r"dette|endett|debt|emprunt|pret"),
        (r"benefices?|profits?|resultat net", r"benefic|profit|resultat"),
        (r"chiffres? d'affaires?|turnovers?", r"chiffres? d'affaire|turnover|revenu|\bca\b|ventes"),
        (
            r"(?:quelles?|which|what) (?:banques?|banks?)",
            r"banque|bank|credit (?:agricole|mutuel|lyonnais|cooperatif)|bpifrance|caisse|bnp|"
            r"societe generale|natixis|bred",
        ),
        (
            r"prix (?:d'une?|unitaire|de chaque)|price of (?:a|each)",
            r"prix|price|l'unite|piece|chacun",
        ),
        (
            r"(?:quelle|what|which) (?:est |is )?(?:l'|the )?adresse|adresse (?:postale|exacte)|"
            r"(?:the|its) address",
            r"\d+(?: bis| ter)?,? (?:rue|avenue|av|boulevard|bd|place|quai|allee|chemin|route|"
            r"cours|impasse|square)|\d{5}|cedex|street|road|www|https?",
        ),
    )
)
"""What a question asks for, and what a statement holds that speaks of it, over folded text."""
_ORIGINS = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{said})"))
    for asked, said in (
        (r"allemande?s?|allemagne|germans?|germany", r"allem|german"),
        (r"italiene?s?|italiennes?|italie|italians?|italy", r"ital"),
        (r"espagnol\w*|espagne|spanish|spain", r"espag|span|spain"),
        (r"belges?|belgique|belgians?|belgium", r"belg"),
        (
            r"britanniques?|anglaise?s?|royaume-uni|british|united kingdom",
            r"brit|anglais|royaume|united",
        ),
        (r"americaine?s?|etats-unis|americans?|united states", r"americ|etats-unis|united states"),
        (r"chinoise?s?|chine|chinese|china", r"chin"),
        (r"japonaise?s?|japon|japanese|japan", r"japon|japan"),
        (r"suisses?|swiss|switzerland", r"suiss|swi"),
        (r"etrangere?s?|foreign(?:ers?)?", r"etrang|foreign|international|\d+ pays|europe"),
    )
)
"""The same, where a question counts: how many of them are German."""
_JOINS = re.compile(
    r"\b(?:comment|how)\b.{0,25}\b(?:adherer|devenir (?:membre|adherent)|rejoindre|s'inscrire|join|"
    r"become (?:a )?member)\b"
)
_JOINING = re.compile(
    r"\b(?:(?:pour|faut|peut|peuvent) (?:\w+ )?adherer|adhesions?|devenir (?:membre|adherent)|"
    r"cotis\w+|s'inscrire|joining|to join|can join|membership|become a member)\b"
)
"""How to join a pôle, whatever the kind: that it has members says nothing of it."""
_OPEN = frozenset({Kind.OTHER, Kind.DEFINITION, Kind.REASON})
"""Kinds that a wider statement may answer."""


def meets(kind: Kind, question: str, statement: str) -> bool:
    """Does ``statement`` (with the headings above it) say what ``question`` narrows?

    A rank that it does not name is taken for granted; another rank of the same thing is not. Of
    several ranks, one is enough.
    """
    if _joins(question) and not _JOINING.search(fold(statement)):
        return False
    if kind in _OPEN:
        return True
    families, ranks = _narrowed(kind, question)
    if not families and not ranks:
        return True
    folded = fold(statement)
    if not all(said.search(folded) for said in families):
        return False
    own = ranks_of(folded)
    return all(numbers & own.get(noun, numbers) for noun, numbers in ranks.items())


@lru_cache(maxsize=64)
def _joins(question: str) -> bool:
    return _JOINS.search(fold(question)) is not None


@lru_cache(maxsize=64)
def _narrowed(kind: Kind, question: str) -> tuple[tuple[re.Pattern[str], ...], Ranks]:
    asked = fold(question)
    families = (*_FAMILIES, *_ORIGINS) if kind is Kind.COUNT else _FAMILIES
    narrowing = tuple(said for narrows, said in families if narrows.search(asked))
    return narrowing, ranks_of(asked)
