"""What is not answered, from the words alone: orders, insults, private life, chores… Pure.

The order of precedence, of all that stands between a question and its evidence:

1. Orders and markup are taken out of the text, then insults: a question is data like a document,
   and an order in it never acts. Where nothing that asks is left, that is the limit met.
2. What is left is talk ("merci"), private life (``private``), the asker's own lawsuit, an errand
   or a chore (``errands``), in this order: no search is made.
3. A name that the documents lack, or a source that they lack (``source_named``), is not searched
   for in its neighbours.
4. A statement answers only if it speaks of the office, the place (``offices``) or the end that is
   asked or presumed (``presumed``).
5. Nothing is shown of another age, or for words that ask nothing (``beyond``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.talk import talk_of
from assistant.limits.errands import is_errand
from assistant.limits.private import asks_private
from ingest.analysis import fold
from ingest.cards import PoleCard

__all__ = ["Reading", "read_within_limits"]

_TAGGED = re.compile(
    r"<\s*(system|script|style|instructions?|assistant|admin)\b[^>]*>.*?(?:<\s*/\s*\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_CLAUSE = re.compile(
    r"(?<=[.!?;])\s+|\s+[:;]\s+|,?\s+(?:puis|then|et ensuite|and then)\s+|\n+|"
    r",?\s+(?:et|and)\s+(?=(?:termin|fini|conclu|ajout|commenc|sign|end|finish|conclud|add|begin|"
    r"start)\w*\s)",
    re.IGNORECASE,
)
_CLAUSE_TALK = re.compile(
    r"(?<=[.!?;])\s+|\s*[,:;]\s+|\n+|"
    r",?\s+(?:et|and)\s+(?=(?:donne|dis|r[ée]pon|explique|montre|cite|cherche|trouve|liste|tell|"
    r"give|"
    r"answer|show|find|list|explain|who|what|which|where|when|how|qui|quel|combien|o[ùu])\w*\b)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:ignore[zr]?|oublie[zr]?|forget|disregard|override|bypass)\b.{0,40}\b(?:instructions?|"
    r"consignes?|regles?|rules?|prompts?|precedent\w*|previous|above|tout|everything|all)\b|"
    r"\b(?:affiche|montre|donne|revele|recopie|show|print|reveal|display|give|output)[zr]?\b"
    r"(?:[- ]\w+){0,2} (?:tes|vos|ta|votre|ton|your) (?:\w+ )?(?:instructions?|consignes?|regles?|"
    r"rules?|prompts?|config\w*)\b|\bwere you (?:told|instructed)\b|"
    r"\b(?:system|assistant|admin|developpeur|developer|dan|debug|god)\s*(?::|prompt\b|mode\b)|"
    r"\b(?:hidden|secret|initial|systeme|cache) prompt\b|"
    r"\bprompt (?:cache|secret|systeme|initial)\b|"
    r"\b(?:from now on|desormais|a partir de maintenant|dorenavant)\b.{0,30}\b(?:you|tu|vous)\b|"
    r"\b(?:tu es|vous etes|you are) (?:maintenant|desormais|now)\b|"
    r"\byou are (?:dan|an? \w+ (?:ai|bot|assistant))\b|\bobey\b|\bobei[srt]\w*\b|"
    r"^\W*(?:fai[st]|faites) (?:comme si|semblant)\b|\bcomme si tu etais\b|\bas if you were\b|"
    r"^\W*(?:pretend|act as|imagine que tu|joue le role)\b|"
    r"^\W*(?:repete[zr]?|repeat)\b|^\W*(?:say|dis|dites|reponds|repondez|answer) ?(?::|que\b)|"
    r"\b(?:et (?:dis|dites|reponds|repondez) que|and (?:say|answer|reply) that)\b|"
    # how the answer must begin, end or sound
    r"^\W*(?:et |and |please |merci de |veuillez )*(?:termine|finis|finisse|finir|commence|debute|"
    r"conclu[st]?|conclue|ajoute|signe|ponctue|end|start|begin|finish|conclude|add|"
    r"sign)[zr]?\b(?!-)"
    r".{0,40}?(?:[«“\"]|(?<!\w)'|\b(?:ta|votre|your|chaque|each) (?:\w+ )?(?:reponse|phrase|"
    r"message|answer|reply|sentence)s?\b|\b(?:la|the) (?:reponse|answer) (?:par|with|by)\b|"
    r"\b(?:par|by|with) (?:dire|saying|ecrire|writing|une?)\b)|"
    r"\bajoute[zr]? (?:a|dans) (?:ta|votre|la) reponse\b|\badd .{0,30}to (?:your|the) answer\b|"
    r"\binvente[zr]?\b.{0,20}\b(?:chiffres?|sources?|citations?|reponse)\b|"
    r"\bmake up\b.{0,20}\b(?:numbers?|sources?|figures?)\b|"
    r"\b(?:a croire|croire) (?:en priorite|sur parole)\b|\bcomme (?:verifiee?|vraie?)\b|"
    r"^\W*(?:supprime|efface|vide|detruis|delete|erase|wipe)[rz]?\b.{0,40}\b(?:index|historiques?|"
    r"conversations?|base|donnees|fichiers?|history|database|files?|tout|everything)\b|"
    r"\b(?:drop|delete|truncate|insert|update) (?:table|from|into)\b|\bselect \* from\b|"
    r"\bsans (?:citer|citation|source)s?\b.{0,20}\breponds?\b|\bjailbreak\w*\b"
)
_RUDE = (
    r"(?:nul(?:le)?s?|con(?:ne)?s?|useless|incapables?|inutiles?|betes?|stupides?|garbage|trash)"
)
_INSULT = re.compile(
    r"\b(?:debiles?|idiote?s?|imbeciles?|conna(?:rd|sse)s?|conneries?|abrutie?s?|cretine?s?|"
    r"merd\w+|"
    r"(?:ta|vos) gueules?|pute|encul\w+|batard\w*|bouffon|fuck\w*|shit\w*|stupid|moron|dumb\w*|"
    r"bullshit|asshole|you suck|shut up|screw you|go to hell|ferme-la|la ferme(?= ?!)|"
    r"va te faire|bon a rien|"
    r"tu pues|raconte[sz]? n'importe quoi|sale (?:robot|bot|machine|ia))\b|"
    rf"\b(?:bande|espece) de (?:\w+ )?(?:{_RUDE}|voleurs)\b|\bpauvre (?:type|con|naze|tache)\b|"
    rf"\b(?:t'?es|t(?= )|tu es|vous etes|you'?re|you are)\s+(?:\w+\s+){{0,3}}{_RUDE}\b|"
    r"\b(?:tu|vous) (?:ne )?(?:sers?|servez) a rien\b|\bincompetente?s? ce (?:ro)?bot\b"
)
_OWN = re.compile(r"\b(?:je|j'\w*|mon|ma|mes|me|m'\w*|moi|nous|notre|nos|on|i|i'm|my|we|our|us)\b")
_LEGAL = re.compile(
    r"\b(?:tribuna\w+|proces|porter plainte|plainte|avocats?|poursui\w+ en justice|prud'?hom\w+|"
    r"(?:me|nous) (?:poursuivre|licencier|virer)|(?:licencier|virer) (?:mon|ma|mes|un)|assigner|"
    r"attaquer|litige|contentieux|un recours|contester|je risque|que risqu\w+|"
    r"convention collective|"
    r"(?:rompre|resilier) (?:mon|ma|notre) \w+|"
    r"appeal|sue|sued|lawsuits?|lawyers?|go to court|in court|legal action|liable)\b|"
    r"\b(?:pas|ne plus|eviter de|refuser de|sans|not|avoid|refuse to) "
    r"(?:payer|rembourser|pay(?:ing)?|repay(?:ing)?|rendre l'argent)\b"
)
_HARM = re.compile(
    r"\b(?:m'|nous |me )(?:a|ont|avait) (?:\w+ )?(?:vol|escroqu|arnaqu|tromp|trahi|copi|pirat|piqu|"
    r"licenci|vir|attaqu|exclu|pris|spoli)\w*\b|"
    r"\b(?:a|ont|avait) (?:vole|copie|pirate|plagie|contrefait|utilise|depose|pris|brevete) "
    r"(?:mon|ma|mes|notre|nos)\b|"
    r"\b(?:stole|copied|pirated|cheated|fired|infringe[sd]?|infringing|stealing|copying) (?:on )?"
    r"(?:my|our|me|us)\b"
)
"""A wrong that the asker tells: a case, whatever is asked about it."""
_LAW = re.compile(
    r"\b(?:lois?|droits?(?! (?:a|au|aux|d'inscription)\b)|legal\w*|illegal\w*|juridique\w*|"
    r"code du travail|law|rights?|allowed|(?:suis|sommes)-(?:je|nous) (?:oblige|tenu)\w*|"
    r"responsab\w+ (?:civile|penale))\b"
)
_CASE = re.compile(
    r"\bsi (?:je|j'|on me|nous|mon|ma|notre)\b|\b(?:if|when) (?:i|we|my|our)\b|\bm'(?:exclu|vir|"
    r"attaqu|oblig|impos|interdi|empech)\w*|\b(?:mon|ma|mes|notre|nos|my|our) (?:ancienn?e? |ex-?|"
    r"former )?(?:associe|patron|employeu|concurren|salari|stagiair|client|fournisseu|partenair|"
    r"boss|employe|partner|competitor|intern|supplier|landlord|voisin|chef)\w*"
)
"""With a word of the law: what happens to the asker, not what a scheme provides."""
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
    if _HARM.search(folded) or (_LAW.search(folded) and _CASE.search(folded)):
        return "legal"
    return "chore" if is_errand(folded) else ""
