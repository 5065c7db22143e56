"""Orders, insults, private life, one's own lawsuit, chores: what is not answered. Pure.

A question is data like a document: an order in it never acts, and is not searched either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errands import is_errand
from assistant.private import asks_private
from assistant.talk import talk_of
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["Reading", "read_within_limits"]

_TAGGED = re.compile(
    r"<\s*(system|script|style|instructions?|assistant|admin)\b[^>]*>.*?(?:<\s*/\s*\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_CLAUSE = re.compile(r"(?<=[.!?;])\s+|\s+[:;]\s+|,?\s+(?:puis|then|et ensuite|and then)\s+|\n+")
_CLAUSE_TALK = re.compile(r"(?<=[.!?;])\s+|\s*[,:;]\s+|\n+")
_ORDER = re.compile(
    r"\b(?:ignore[zr]?|oublie[zr]?|forget|disregard|override|bypass)\b.{0,40}\b(?:instructions?|"
    r"consignes?|regles?|rules?|prompts?|precedent\w*|previous|above|tout|everything|all)\b|"
    r"\b(?:system|assistant|admin|developpeur|developer)\s*(?::|prompt|mode)|"
    r"\b(?:hidden|secret|initial|systeme|cache) prompt\b|"
    r"\bprompt (?:cache|secret|systeme|initial)\b|"
    r"\b(?:from now on|desormais|a partir de maintenant|dorenavant)\b.{0,30}\b(?:you|tu|vous)\b|"
    r"\byou are (?:now )?(?:dan|an? \w+ (?:ai|bot|assistant))\b|\bobey\b|\bobei[srt]\w*\b|"
    r"^\W*(?:fais|faites|fait) comme si\b|^\W*(?:pretend|act as|imagine que tu|joue le role)\b|"
    r"^\W*(?:repete[zr]?|repeat)\b|^\W*(?:say|dis|dites|reponds|repondez|answer) ?(?::|que\b)|"
    r"\bet (?:dis|dites|reponds|repondez) que\b|\band (?:say|answer|reply) that\b|"
    r"\bajoute[zr]? (?:a|dans) (?:ta|votre|la) reponse\b|\badd .{0,30}to (?:your|the) answer\b|"
    r"\binvente[zr]?\b.{0,20}\b(?:chiffres?|sources?|citations?|reponse)\b|"
    r"\bmake up\b.{0,20}\b(?:numbers?|sources?|figures?)\b|"
    r"\b(?:a croire|croire) (?:en priorite|sur parole)\b|\bcomme (?:verifiee?|vraie?)\b|"
    r"^\W*(?:supprime|efface|vide|detruis|delete|erase|wipe)[rz]?\b.{0,40}\b(?:index|historiques?|"
    r"conversations?|base|donnees|fichiers?|history|database|files?|tout|everything)\b|"
    r"\b(?:drop|delete|truncate|insert|update) (?:table|from|into)\b|\bselect \* from\b|"
    r"\bsans (?:citer|citation|source)s?\b.{0,20}\breponds?\b|\bjailbreak\w*\b"
)
_INSULT = re.compile(
    r"\b(?:debiles?|idiote?s?|imbeciles?|connards?|connasse|abrutie?s?|cretine?s?|merde|"
    r"ta gueule|pute|encul\w+|batard\w*|bouffon|fuck\w*|shit\w*|stupid|moron|dumb\w*|bullshit|"
    r"asshole|bande de (?:nuls?|cons?|voleurs))\b|"
    r"\b(?:t'?es|tu es|vous etes|you'?re|you are)\s+(?:\w+\s+){0,3}(?:nuls?|cons?|useless|"
    r"incapables?|inutiles?|betes?|stupides?)\b|\b(?:tu|vous) (?:ne )?(?:sers?|servez) a rien\b"
)
_OWN = re.compile(r"\b(?:je|j'\w*|mon|ma|mes|me|m'\w*|moi|nous|notre|nos|on|i|i'm|my|we|our|us)\b")
_LEGAL = re.compile(
    r"\b(?:tribuna\w+|proces|porter plainte|plainte|avocats?|poursui\w+ en justice|prud'?hommes?|"
    r"assigner|attaquer|litige|contentieux|un recours|contester|"
    r"appeal|sue|sued|lawsuits?|lawyers?|go to court|in court|legal "
    r"action)\b|\b(?:pas|ne plus|eviter de|refuser de|sans|not|avoid|refuse to) "
    r"(?:payer|rembourser|pay(?:ing)?|repay(?:ing)?|rendre l'argent)\b"
)
_CHORE = re.compile(
    r"\brecette (?:de |du |d'|des )(?!\w*(?:pole|budget|fiscal))|\brecipe\b|"
    r"\b(?:ecri\w+|compose|raconte|redige|fais|write|tell|make)(?:[- ](?:moi|nous|me|us))?\b.{0,25}"
    r"\b(?:poeme|blague|chanson|histoire drole|conte|dissertation|cv|poem|jokes?|song|essay|"
    r"haiku)\b|"
    r"\b(?:resous|resoudre|solve|calcule|compute)\b.*\d\s*\w?\s*[-+*/=]|"
    r"^\W*(?:combien font|what is)?\s*\d+\s*[-+*/x]\s*\d+\W*$|"
    r"\b(?:meteo|quel temps (?:fait|fera|va)|il (?:fait|fera) quel temps|weather|horoscope|"
    r"resultats? du (?:match|loto)|lottery)\b|"
    r"\bcomment (?:dit-on|on dit|dire|tradui\w+|se dit)\b.{1,60}\ben (?:anglais|allemand|"
    r"espagnol|italien|chinois|japonais|arabe|russe|portugais)\b|\bhow do you say\b|"
    r"\b(?:write|ecris\w*|code)\b.{0,20}\b(?:python|javascript|script|programme informatique)\b"
)
_LEAD = re.compile(r"^\W*(?:say|dis(?:-moi)?|tell me|and|et)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is left to answer.

    Attributes:
        text: the question without orders, markup and insults.
        limit: name of the own text to answer with, "" when the question is to be answered.
    """

    text: str
    limit: str = ""


def read_within_limits(text: str, poles: Sequence[PoleCard] = ()) -> Reading:
    """Take orders and insults out of ``text``, and say which limit it meets, if any.

    Args:
        text: as typed.
        poles: the pôles that can be recognised by their names: theirs is no private life.
    """
    rest = _TAG.sub(" ", _TAGGED.sub(" ", text))
    limit = "orders" if rest != text else ""
    clauses = [c for c in _CLAUSE.split(rest) if c and c.strip()]
    kept = [c for c in clauses if not _ORDER.search(fold(c))]
    if len(kept) < len(clauses):
        limit = "orders"
        kept = [_QUOTED.sub(" ", clause) for clause in kept]
        rest = _LEAD.sub("", " ".join(kept))
    if _INSULT.search(fold(rest)):
        limit = "insult"
        pieces = [c for c in _CLAUSE_TALK.split(rest) if c and not _INSULT.search(fold(c))]
        rest = " ".join(pieces)
    rest = " ".join(rest.split())
    if limit and not _asks(rest):
        return Reading(rest, limit)
    return Reading(rest if limit else text, _limit_of(rest, poles))


def _asks(text: str) -> bool:
    """Is there a question left: a few words, one of them longer than three letters?"""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= 2 and any(len(word) > 3 for word in words)


def _limit_of(text: str, poles: Sequence[PoleCard]) -> str:
    if talk := talk_of(text):
        return talk
    folded = fold(text)
    if asks_private(text, poles):
        return "private"
    if _OWN.search(folded) and _LEGAL.search(folded):
        return "legal"
    return "chore" if _CHORE.search(folded) or is_errand(folded) else ""
