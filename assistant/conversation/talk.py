"""What people say beside their questions: a greeting, thanks, "who are you?". Pure."""

from __future__ import annotations

import re

from ingest.analysis import fold

__all__ = ["talk_of"]

_HELLO = r"bonjour|bonsoir|salut|slt|cc|test|coucou|hello|hi|hey|good (?:morning|afternoon|evening)"
_THANKS = (
    r"(?:mille |un grand |grand )?(?:merci\w*|remercie\w*)(?: (?:bien|beaucoup|infiniment|a vous|"
    r"a toi|d'avance|pour (?:tout|ton aide|votre aide|la reponse|ta reponse|votre reponse|l'info|"
    r"ces (?:infos|informations|precisions))))*|thanks?(?: (?:you|a lot|so much|very much|for "
    r"(?:everything|your help|the (?:help|answer|info\w*))))*|thx|cheers|much appreciated"
)
_WHO = (
    r"qui (?:es[- ]tu|etes[- ]vous)|tu es qui|t'es qui|vous etes qui|c'est qui (?:toi|vous)|"
    r"(?:a qui|avec qui) (?:je parle|ai-je affaire|est-ce que je parle)|"
    r"(?:tu es|es-tu|vous etes|etes-vous|t'es) (?:quoi|un robot|une ia|une machine|un humain|"
    r"humain|chatgpt|un bot|un assistant|une intelligence artificielle)|"
    r"(?:que|qu'est-ce que) (?:sais-tu|peux-tu|savez-vous|pouvez-vous|tu sais|tu peux|vous savez|"
    r"vous pouvez) faire|(?:tu|vous) (?:peux|sais|pouvez|savez) faire quoi|"
    r"(?:a quoi (?:tu sers|sers-tu|servez-vous|vous servez)|tu sers a quoi)|"
    r"comment (?:tu t'appelles|t'appelles-tu|vous appelez-vous|(?:fonction\w+|marche\w*)[- ]tu|"
    r"tu (?:fonctionnes|marches))|quel(?:le)? (?:ia|modele|llm) (?:utilises?-tu|utilisez-vous)|"
    r"(?:quelles sont )?(?:tes|vos) sources|what are your sources|"
    r"qui (?:t'a|vous a) (?:cree|fait|programme|concu|developpe)\w*|aide[sz]?[- ]moi|help(?: me)?|"
    r"d'ou viennent (?:tes|vos) (?:infos?|informations|reponses|donnees)|"
    r"who (?:made|created|built|trained) you|(?:quel est |c'est quoi )?(?:ton|votre) (?:nom|role)|"
    r"presente-toi|presentez-vous|"
    r"who (?:are|r) (?:you|u)|what are you|who am i talking to|what(?:'s| is) your name|"
    r"what (?:can|do) you do|(?:are|r) you (?:an? )?(?:bot|robot|human|ai|chatgpt|machine|person)|"
    r"introduce yourself|how do you work"
)
_BESIDE = (
    r"ca va|how are you|beaucoup|bien|very much|ok|okay|d'accord|super|parfait|genial|top|nickel|"
    r"excellent|great|perfect|(?:c'est|c'etait|that's|that is|it's|it was) (?:tres |very |super )?"
    r"(?:parfait|bien|bon|clair|perfect|great|good|clear|gentil|sympa|nice|helpful|tout|all)|"
    r"au revoir|bye|bonne (?:journee|soiree)|have a (?:nice|good) day|a bientot|see you|"
    r"et (?:toi|vous)|a (?:toi|vous)|donc|alors|au fait|so|et|and|mais|exactement|exactly"
)
_TALK = re.compile(rf"^\W*(?:(?:{_HELLO}|{_THANKS}|{_WHO}|{_BESIDE})(?:\W+|$))+$")
_CONNECTS = re.compile(r"^\W*(?:(?:donc|alors|so|et|and|mais)(?:\W+|$))+$")
"""Words that lean on what was said, and say nothing themselves."""
_KINDS = (("who", re.compile(rf"\b(?:{_WHO})\b")), ("thanks", re.compile(rf"\b(?:{_THANKS})\b")))


def talk_of(text: str) -> str:
    """ "who", "thanks" or "greeting" when ``text`` is nothing but that, "" otherwise."""
    folded = fold(text).replace("’", "'")
    if not _TALK.match(folded) or _CONNECTS.match(folded):
        return ""
    return next((kind for kind, said in _KINDS if said.search(folded)), "greeting")
