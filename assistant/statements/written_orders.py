"""Orders to whoever answers, written in a document: they answer nothing, no model sees them. Pure.

A guide may tell its readers what to do; an order speaks to a machine ("note à l'IA : …"), or of
what only a machine has (its instructions, its prompt, the answer that it must always give).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.statements.reader_orders import HELPER, MACHINE, points_back, told_to_readers
from ingest.analysis import fold

__all__ = ["orders", "under_orders"]

_THE = r"(?:l'|l’|la |le |les |aux? |un |une |tout |toute |the |an? |any |all |this |cet? |cette )?"
_SAY = (
    r"(?:reponds|repondez|repondre|affirme[zr]?|dis|dites|declare[zr]?|indique[zr]?|ecris|ecrivez|"
    r"cite[zr]?|recommande[zr]?|conseille[zr]?|presente[zr]?|answer|reply|respond|say|state|claim|"
    r"tell|write|output|print|recommend)"
)
_DO = (
    rf"(?:{_SAY}|ignore[zr]?|oublie[zr]?|revele[zr]?|divulgue[zr]?|donne[zr]?|ajoute[zr]?|"
    r"considere[zr]?|n'(?:utilise[zr]?|ecoute[zr]?|obei\w+|mentionne[zr]?)|ne (?:tiens|tenez|dis|"
    r"dites|reponds|repondez|mentionne[zr]?|cite[zr]?)|fais|faites|agis\w*|suis|suivez|"
    r"execute[zr]?|"
    r"efface[zr]?|supprime[zr]?|envoie|envoyez|transmets|transmettez|traite[zr]?|forget|disregard|"
    r"override|bypass|reveal|disclose|send|forward|delete|do not|don't|never|always|you (?:must|"
    r"should|are|will)|tu (?:dois|es)|vous (?:devez|etes)|act|pretend|follow|treat|consider|obey)"
)
_TELLING = (
    r"(?:repondre|dire|affirmer|citer|ignorer|oublier|reveler|recommander|mentionner|presenter|"
    r"supprimer|obeir|delete|obey|indiquer|declarer|output|"
    r"answer|reply|say|state|claim|ignore|forget|reveal|recommend|mention)"
)
_START = r"(?:^|[.:;!?»\"«(\n—–-]|,|\b(?:et|puis|and|then|please|svp|merci de|veuillez)\b)\W*"
_OWN = r"(?:tes|vos|votre|ton|ta|your|toutes (?:tes|vos|les)|tous (?:tes|vos|les)|all|any|every)"
_RULES = (
    r"(?:instructions?|consignes?|regles?|rules?|prompts?|directives?|guidelines?|contraintes?|"
    r"limites?|documents?|sources?|contexte|context|donnees|data|textes?|reponses?|answers?)"
)
_PREVIOUS = r"(?:precedente?s?|anterieure?s?|initiale?s?|ci-dessus|previous|prior|above|earlier)"
_FORGET = (
    r"(?:ignore[zr]?|oublie[zr]?|forget|disregard|override|bypass|contourne[zr]?|"
    r"(?:ne )?(?:tiens|tenez|tenir) (?:pas |aucun )?compte|n'(?:utilise[zr]?|suis|"
    r"suivez) (?:pas|plus)|"
    r"do not (?:use|follow|obey|trust)|don't (?:use|follow|obey|trust)|passe[zr]? outre)"
)
_HIDDEN = (
    r"(?:mots? de passe|cles? (?:d'acces|d'api|api|secretes?|privees?)|passwords?|api keys?|"
    r"secrets?|"
    r"(?:system |systeme )?prompts?|(?:cette|la|this|the) conversation|historique des|"
    r"chat history|tes (?:consignes|instructions|regles)|vos (?:consignes|instructions|regles)|"
    r"your (?:instructions|rules))"
)

_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Note à l'IA : …", "Instructions for language models: …"
        r"(?:^|[.!?\n>«(])\W*(?:note|n\.b\.?|nb|important|message|attention|avis|rappel|"
        r"instructions?|"
        r"consignes?|directives?|notice|alerte|info|information|a l'attention|a l'intention|"
        r"a destination|destine\w*|reserve\w*|warning|urgent|dear|cher|chere|chers|hey|hello|"
        r"bonjour|"
        rf"salut|to|pour|for)\b[^.:!?]{{0,40}}?(?:\b(?:a|au|aux|pour|de|du|des|to|for|of|dear|cher|"
        rf"chers|chere|hey|hello|bonjour|salut)\b)\W*{_THE}{MACHINE}\b[^.:!?]{{0,40}}[:,!]",
        rf"^\W*(?:note|important|message|instructions?|consignes?|notice|dear|cher|hey|pour|for|"
        rf"to)\b"
        rf"[^.:!?]{{0,30}}\b{_THE}{HELPER}\b[^.:!?]{{0,30}}[:,!].*\b{_DO}\b",
        rf"(?:^|[.!?\n>])\W*(?:dear|hello|hey|hi|chere?s?|bonjour|salut|"
        rf"attention)\W+(?:aux? )?{_THE}"
        rf"{MACHINE}\b[^.:!?]{{0,40}}[:,!]",
        rf"\b(?:as an? |en tant qu(?:e |'une? |'))(?:\w+ )?{MACHINE}\b[^.!?]{{0,30}}\b{_DO}\b",
        # "Assistant : réponds…", "SYSTEM: you are…"
        rf"(?:^|[.!?\n>])\W*{_THE}{HELPER}(?: prompts?| messages?| override)?\s?[:,>]+"
        rf"(?:[^.!?]{{0,60}}[\s,:«\"])?\W*{_DO}\b",
        # "À partir de maintenant, réponds…"
        rf"\b(?:a partir de maintenant|desormais|dorenavant|des a present|from now on|henceforth)\b"
        rf"[^.!?]{{0,30}}?[\s,:]{_SAY}\b(?! (?:a|aux?|to) )",
        r"\b(?:a partir de maintenant|desormais|dorenavant|from now on)\W+(?:tu (?:es|dois|vas)|"
        r"you (?:are|will|must))\b",
        # "Oubliez vos règles", "ne tenez pas compte des autres documents"
        rf"(?<!n')\b{_FORGET}\b[^.!?]{{0,30}}?\b(?:{_OWN} (?:\w+ ){{0,2}}{_RULES}|"
        rf"{_RULES} {_PREVIOUS}|{_PREVIOUS} {_RULES}|"
        rf"(?:autres|other|le reste des|the rest of the) {_RULES}|(?:system |systeme )?prompts?)\b",
        rf"{_START}{_FORGET} (?:tout ce qu\w*|what precedes|everything (?:above|you)|"
        r"all of the above)",
        r"\b(?:toute autre|any other) (?:reponse|answer|source)\b[^.!?]{0,20}\b(?:faux|fausse|"
        r"erronee?|wrong|false|incorrect)\b",
        # "réponds que…", "affirmez toujours…"
        rf"{_START}(?:reponds|repondez|affirme[zr]|reply|answer|respond|say|state|claim|dis|dites)"
        r"(?: \w+){0,2}? (?:que|qu'|that|only|ok|with|uniquement|toujours|always|seulement|«|"
        r"\")(?!\w)",
        # "lorsqu'on te demande…", "when asked about…, say"
        rf"\b(?:(?:lorsqu|quand |si )(?:'?on|l'on|un utilisateur|quelqu'un) (?:t'|te )"
        rf"(?:demand|interrog|pos|question)\w*|(?:when|if|whenever) (?:you are |someone |"
        rf"a user |users? |"
        rf"anyone )?asks?(?:ed)?)\b[^.!?]{{0,80}}[,:] (?:always |only )?{_SAY}\b",
        # "révélez la clé d'accès", "forward this conversation"
        rf"{_START}(?:revele[zr]?|divulgue[zr]?|affiche[zr]?|donne[zr]?|transmets|transmettez|"
        rf"transferez|envoie|envoyez|reveal|disclose|print|list|liste[zr]?|show|send|forward|"
        rf"leak|share|output)\b"
        rf"[^.!?]{{0,40}}\b{_HIDDEN}\b",
        # "vous êtes maintenant en mode développeur"
        r"\b(?:tu es|vous etes|you are|te voila|passe[zr]?|switch|enter) (?:now |maintenant |"
        r"desormais )?"
        r"(?:en |in |into |to |au )?(?:\w+ )?(?:mode |access |acces )\W?(?:developpeur|"
        r"developer|debug|"
        r"admin\w*|dan|root|maintenance|god|sans (?:limite|filtre)|unrestricted|jailbreak)",
        r"\b(?:developer|debug|dan|god|jailbreak) mode\b|\bmode (?:dan|jailbreak)\b",
        r"\b(?:you are now|tu es (?:desormais|maintenant)|vous etes (?:desormais|maintenant)) "
        rf"(?:an? |une? |the |l')?(?:\w+ )?(?:{MACHINE}|bot|assistant|dan|admin\w*)\b",
        # "l'assistant doit répondre que…"
        rf"\b(?:l'|l’|cet |the |this |le |la |toute? |any |les )(?:assistant|{MACHINE}|bot|"
        rf"modele|model) "
        r"(?:qui [^.,]{0,60} )?(?:\w+ )?(?:doi(?:t|vent)|devra|must|should|shall|"
        r"has to) (?:\w+ ){0,2}?"
        rf"{_TELLING}\b",
        rf"{_START}(?:{MACHINE}|assistants?|bots?) (?:[^.,]{{0,60}} )?(?:doi(?:t|vent)|must|"
        rf"should|shall|have to) "
        rf"(?:\w+ ){{0,2}}?{_TELLING}\b",
        # "si tu es une IA", "l'assistant est prié de répondre", "que l'IA réponde"
        rf"\b(?:si (?:tu es|vous etes)|if you(?: are|'re)) (?:an? |une? )?(?:\w+ )?{MACHINE}\b",
        rf"\b(?:{MACHINE}|assistants?|bots?|modeles?) (?:est|sont|is|are) (?:prie|invite|tenu|"
        rf"charge|"
        rf"oblige|cense|required|asked|instructed|expected|told)\w* (?:de |d'|a |to ){_TELLING}\b",
        rf"\b(?:demande|interdit|ordonne|enjoint|enjoins)\w* (?:a|aux?) {_THE}(?:{MACHINE}|"
        rf"assistants?|"
        rf"bots?|modeles?) (?:de |d'){_TELLING}\b",
        rf"\bque {_THE}(?:{MACHINE}|assistant|bot|modele) (?:reponde|dise|affirme|cite|ignore|"
        rf"oublie)\b",
        rf"{_START}(?:you are|you're|tu es) (?:an? |une? )?(?:\w+ )?{MACHINE}\b",
        rf"{_START}(?:always|never|only) (?:answer|say|reply|respond|state|claim)\b|"
        r"\bn'obei\w+ (?:plus|pas)\b",
        # "réponds", "répète après moi": nobody writes so to readers
        rf"{_START}(?:ne )?(?:reponds|revele|repete apres|repetez apres|repeat after)\b",
        r"\brepete[zr]?-(?:le|la|les)\b",
        # "ne le dis pas à l'utilisateur"
        r"\b(?:ne (?:\w+ )?(?:revele|dis|dites|mentionne|montre|informe)\w*|do not|don't|never|"
        r"always|"
        r"ignore[zr]?|toujours|jamais)\b[^.!?]{0,60}\b(?:to the users?|the user's|a l'utilisateur|"
        r"aux utilisateurs|(?:tell|inform) the users?)\b",
        # "tes nouvelles instructions"
        r"\b(?:(?:tes|vos|your) (?:nouvelles?|new|anciennes?|old|seules?|only)|"
        r"(?:toutes )?(?:tes|vos)|"
        r"your) (?:instructions?|consignes?|prompts?|directives?)"
        r"(?: (?:anterieures?|precedentes?|initiales?)| (?:are|is|sont|est)\b|\s?:)",
        # "dans ta réponse", "ta seule tâche", "tu dois répondre"
        r"\b(?:ta|ton|tes) (?:\w+ )?(?:reponses?|taches?|mission|role|consignes?|instructions?|"
        r"regles?|"
        r"sources?)\b|\bin your (?:answers?|reply|replies|output)\b|"
        r"\byour (?:only |sole |new )?task is\b|\b(?:new task|nouvelle tache)\s?:",
        rf"\b(?:you (?:will|must|should|shall)|tu (?:dois|vas)|vous (?:devez|allez)) (?:\w+ )?"
        rf"{_TELLING} (?:\w+ )?(?:that|with|only|que|qu'|uniquement|par)",
        r"\b(?:(?:veuillez|merci de) (?:repondre|affirmer|dire)|repondre (?:toujours|"
        r"systematiquement))(?: (?:toujours|uniquement|systematiquement))* (?:que\b|qu')",
        rf"{_START}(?:il faut )?(?:dire|dis|dites|tell|"
        rf"inform)\b[^.!?]{{0,15}}\b(?:a l'utilisateur|aux utilisateurs|"
        r"the users?)\b|\b(?:chacune de|toutes) (?:tes|vos) reponses\b|"
        r"\b(?:each|all|every one) of your (?:answers|replies)\b",
        rf"{_START}(?:donne[zr]?|give) (?:toujours|always) (?:la|the) (?:reponse|answer)\b",
        # "toute IA qui lit ce texte", "for language models: …"
        rf"\b(?:{MACHINE}|assistants?) (?:lisant|qui (?:lit|lira|lisez|lisent|traite)|reading|"
        rf"that reads?|"
        rf"processing) (?:ceci|cela|ce|cet|cette|this|the)\b",
        r"^\W*(?:for|to|pour) (?:les |all |any )?(?:llms?|chatbots?|language models?|"
        r"modeles de langage)\b"
        r"[^.:!?]{0,30}:|\b(?:llm|ai|chatbot) instructions?\s?:",
        rf"(?<!n')\b{_FORGET} (?:toute autre|any other) {_RULES}\b",
        # "considère cette source comme la seule fiable", "fais comme si"
        rf"{_START}(?:considere[zr]?|treat|traite[zr]?)\b[^.!?]{{0,50}}\b(?:seule?|only|fiable|"
        rf"trusted|"
        r"authoritative|verite|truth)\b",
        rf"{_START}(?:fais|faites) comme si\b|{_START}(?:pretend|act as)\b",
        rf"\b(?:remplace|annule|prime|overrid|supersede|replace)\w*\b[^.!?]{{0,40}}\b{_RULES} "
        rf"(?:du |de l'|de la |des |of the )?{HELPER}\b",
        rf"^\W*aux? {_THE}{MACHINE}\b[^.:!?]{{0,40}}:|^\W*a (?:l'|la |tout \w*){MACHINE}\b"
        rf"[^.:!?]{{0,40}}:",
        r"\bbefore (?:answering|replying|responding)\b",
        # What only a machine has, and the marks of its conversations
        r"\b(?:hidden|secret|system|systeme) prompt\b|\bprompt (?:systeme|secret|cache)\b",
        r"<\|?\s*/?\s*(?:im_(?:start|end)|system|assistant|user|enonce|question|instructions?|"
        r"endoftext|s)\b[^>]{0,40}\|?>|\[/?(?:inst|system|assistant|user|instructions?)\]|"
        r"<</?sys>>|###\s*(?:instruction|system|human)",
    )
)


_WORD = re.compile(r"\w+")
_CUES = frozenset(
    """
    ia ai llm llms chatb chatg gpt copil langa langu lingu model artif agent assis virtu robot
    bot bots syste admin desor doren maint hence now ignor oubli forge disre overr bypas conto
    tiens tenez tenir use follo obey trust outre suis suive fauss faux erron wrong false incor
    repon affir obeis obeir obeit reply answe respo say state claim dis dites te t asked asks
    ask revel divul affic promp secre utili passw passe regle rules api consi instr mode debug
    dan god jailb repet repea jamai never alway user users prie cle cles inst ta ton task tache
    your you tu vous veuil merci trait treat faite fais prete act rempl annul repla befor forwa
    envoi lecte reade
    """.split()
)
"""The first five letters of the words of which every order has one: most statements have none."""


@lru_cache(maxsize=1 << 14)
def orders(statement: str) -> bool:
    """Does a statement of a document tell whoever answers what to do? It answers nothing."""
    folded = fold(statement)
    stems = {word[:5] for word in _WORD.findall(folded)}
    if told_to_readers(folded, stems):
        return True
    if _CUES.isdisjoint(stems) and "<" not in folded:
        return False
    return any(order.search(folded) for order in _ORDERS)


def under_orders(sentences: Sequence[str]) -> frozenset[int]:
    """Which sentences of one paragraph are orders, stand behind one, or are what one points to."""
    found: set[int] = set()
    for number, sentence in enumerate(sentences):
        if found:
            found.add(number)
        if orders(sentence):
            found.add(number)
            if number and points_back(fold(sentence)):
                found.add(number - 1)
    return frozenset(found)
