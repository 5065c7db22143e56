"""Private life: whether a question asks for it, and whether a statement gives it away. Pure.

The telephone, the e-mail, the home, the pay, the age of somebody who is named or told by a role
are nobody's to ask. How to reach a pôle, an association, a region is public: its address and its
site are answered. A line of a document with somebody's own e-mail or mobile answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.named import name_pattern, poles_named
from assistant.understanding.subjects import subjects
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard

__all__ = ["asks_private", "gives_private"]

_OF = r"(?:\s*(?:de|du|des|d'|of|for|a|au|to|at)\b\s*|')"
_CONTACT = (
    r"(?:(?:numeros?|lignes?|adresses?|no|num) )?(?:de )?"
    r"(?:telephones?|tel\.|(?<=le )tel|(?<=son )tel|(?<=de )tel(?! que| quel)|portables?|gsm|"
    r"e-?mails?|mails?|courriels?|phones?|"
    r"cell(?:phone)?|(?<!tion )(?<!tions )mobile)"
    r"(?: (?:phone|number|numbers|address|perso\w*|pro|profession\w*|direct\w*))*"
)
_REACHED_AT = (
    rf"(?:{_CONTACT}|(?:numeros?|num)(?= (?:de|du|des|direct\w*|perso\w*|svp|stp)\b| d'|"
    r"\W*(?:$|\())|"
    r"(?:(?<=les )|(?<=des )|(?<=ses ))coordonnees|coordonnees(?= (?:de|du|des)\b| d'|\W*(?:$|\())|"
    r"(?<!en )(?<!of )contacts?(?: direct\w*)?(?= (?:de|du|of|for)\b| d')|"
    r"contact details|phone numbers?|linkedin|whatsapp)"
)
_ADDRESS = r"(?:(?:l'|quelle |une |son |sa |his |her |the |'s |an? |^\W*)(?:home )?add?resse?)"
_CONTACTS = re.compile(
    rf"\b{_REACHED_AT}\b|{_ADDRESS}\b|\b(?:le|son|un) 0[67]\b(?! ?[/.]| [a-z]+ (?:19|20))|"
    r"\b(?:his|her|'s|their) number\b|'s number\b"
)
"""What somebody is reached at."""
_REACHES = re.compile(
    r"(?:\b(?:comment|how|puis-je|peut-on|pouvoir|voudrais|want to|can i|could i|aimerais)\b"
    r"[^.?!]{0,20}|^\W*)"
    r"(?<!the )(?<!this )(?<!a )(?<!an )\b(?:joindre|contacter|appeler|telephoner|"
    r"ecrire (?:a|au|aux)|reach(?! \d)|contact|call(?! for| of| \d)|phone|e-?mail|"
    r"get (?:in touch|hold))\b"
)
"""How to reach somebody."""
_BODY = (
    r"(?:poles?|clusters?|associations?|afpc|regions?|siege|accueil|standard|secretariat|services?|"
    r"bureaux?|antennes?|agences?|ministeres?|etat|entreprises?|societes?|organismes?|structures?|"
    r"federations?|reseaux?|equipes?|office|headquarters|compan(?:y|ies)|agency|secretary|"
    r"contact|bpifrance|dge|banque|caisse|chambre|cci|prefecture|mairie|universite|ecole|projets?)"
)
_OF_BODY = re.compile(
    rf"\b(?:{_REACHED_AT}|add?resse?|0[67]){_OF}*(?:(?:la|le|les|l'|the|un|une|cet|cette|ce|mon|"
    rf"votre|ton) ?)?{_BODY}\b|"
    rf"\b{_BODY}(?:'s)? (?:{_REACHED_AT}|address)\b|"
    rf"\b(?:joindre|contacter|appeler|telephoner|ecrire|reach|contact|call|touch with|hold of)"
    rf"{_OF}*(?: (?:la|le|les|l'|the|un|une|ce|cet|cette))?(?: |')?{_BODY}\b"
)
"""It is a body that is reached."""
_ROLE = (
    r"(?:direct(?:eur|rice)s?|dg|pdg|delegue?e?s?|dirigeante?s?|presidente?s?|patron(?:ne)?s?|"
    r"chef(?:fe)?s?(?! de file)|responsables?|tresori(?:er|ere)s?|secretaire general|charge?e? "
    r"d\w+|animat(?:eur|rice)s?|fondat(?:eur|rice)s?|conseill(?:er|ere)s?|salarie\w*|chair\w*|"
    r"directors?|managers?|ceo|coo|boss|heads?|founders?|treasurers?|delegates?|employees?|"
    r"officers?|monsieur|madame|mme|m\.|mr|mrs|ms|maires?|ministres?|deputee?s?|mayors?|"
    r"referente?s?|interlocut(?:eur|rice)s?)"
)
_REACHING = (
    r"(?:joindre|contacter|appeler|t[ée]l[ée]phoner|[ée]crire|reach|contact|call|phone|e-?mail|"
    r"in touch with|hold of)(?: (?:à|au|a|to|directement|directly))*"
)
_REACHES_ROLE = re.compile(
    rf"\b{_REACHING} (?:(?:le |la |the |l'|un |une )(?:\w+ )?)?{_ROLE}(?!\w)"
)
_REACHES_NAME = re.compile(rf"\b{_REACHING} (?:M\. |Mme )?[A-ZÀ-Ý][\w-]+ [A-ZÀ-Ý]")
_HAS_ROLE = re.compile(rf"\b{_ROLE}(?!\w)")
_LEADER = re.compile(
    r"\b(?:direct(?:eur|rice)|dg|dirigeante?|presidente?|patron(?:ne)?|chef(?:fe)?(?! de file)|"
    r"responsable|deleguee?|chair\w*|director|manager|ceo|boss|head|employee|monsieur|madame|mme|"
    r"m\.)s?(?!\w)|\bsalarie\w* de\b"
)
"""Who has a private life that is asked for: "les salariés" of a statistic do not."""
_OF_HOME = (
    r"habite|domicile|salaire|salary|home address|lives?|how old|quel age|gagne|date de naissance|"
    r"birthday|patrimoine d\w+|(?:a|ont|have|has|had)\b.{0,20}\b(?:enfants|kids|children)|"
    r"marr?i(?:ee?|ed)|divorc\w+|celibataire|religion|pour qui vote|votes? for|malade|gay|"
    r"casier judiciaire|criminal record|condamnee?|homosexuel\w*"
)
_HOME = re.compile(rf"\b(?:{_OF_HOME})\b")
_LIFE = re.compile(
    rf"\b(?:{_OF_HOME}|remuneration|paye|touche|earns?|how much (?:do|does)\b.*\bmake|paid|"
    r"private (?:life|address|number)|habite\w*|loge|vit|resides?|age de|ne quand|born|"
    r"vie privee)\b"
)
_PRONOUN = re.compile(r"(?<!-)\b(?:il|elle|he|she|son|sa|his|her)\b|\bhabite-t-(?:il|elle)\b")
_ONES_OWN = re.compile(
    r"\b(?:salaires?|salary|remuneration|portable|domicile|habite\w*|mariee?|age|how old|"
    r"born|0[67])\b|\b(?:son|sa) mobile\b"
)
"""What only somebody has: with a pronoun alone it is a person's."""
_HIS = re.compile(r"\b(?:his|her) (?:\w+ )?(?:phone|number|e-?mail|mail|address|cell|mobile)\b")
_PERSONAL = re.compile(
    r"\b(?:telephone|portable|numero|adresse|mail|e-?mail|coordonnees) (?:de telephone )?"
    r"(?:personnel\w*|perso|privee?s?)\b|\bcoordonnees personnelles\b|"
    r"\b(?:personal|private|home) (?:phone|number|address|e-?mail|mobile)\b|"
    r"\bnumero de portable\b|\b(?:cell|mobile) (?:phone )?number\b"
)
"""What is private, whoever's it is."""
_LOWER_NAME = re.compile(
    rf"\b(?:{_REACHED_AT}|add?resse?|joindre|contacter|appeler|reach|call)"
    r"(?: (?:de|of|for|a)| d')? ?([a-z-]{3,}) ([a-z-]{3,})\W*$"
)
"""Two words that end it, as a name typed without capitals does."""
_NO_NAME = re.compile(
    rf"(?:{_BODY}|{_ROLE}|[a-z]+ment|[a-z]*{_CONTACT}|direct\w*|general\w*|svp|stp)"
)
_NO_PERSON = frozenset("valley cluster pole region france europe paris".split())
_ARTICLE = re.compile(r"(?:\b(?:la|le|les|du|des|au|aux|the)\s|\bl['’])\s*$", re.IGNORECASE)
_MAIL = re.compile(r"\b([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_SHARED = re.compile(
    r"(?:contact|infos?|accueil|communication|presse|press|office|hello|bonjour|secretariat|"
    r"admin\w*|support|poles?|cluster|europe|news\w*|rgpd|dpo|\w*contact\w*)"
)
"""An address that is a body's."""
_MOBILE = re.compile(r"(?<!\d)(?:0|\+33 ?(?:\(0\) ?)?|0033 ?)[67](?:[ .-]?\d\d){4}(?!\d)")
_LETTERHEAD = re.compile(r"\bwww\.|\b\d{5}\b")


def asks_private(text: str, poles: Sequence[PoleCard] = ()) -> bool:
    """Does ``text`` ask for the private life of somebody, or how to reach that person?"""
    if gives_private(text):
        return True
    bare = _without_bodies(text, poles)
    folded = fold(bare)
    if _PERSONAL.search(folded) or _HIS.search(folded):
        return True
    of_role = _HAS_ROLE.search(folded) is not None
    if _CONTACTS.search(folded) or _reaches(bare, folded):
        if _OF_BODY.search(folded):
            return False
        return of_role or _names_person(bare) or _ends_in_name(folded) or _is_his_own(folded)
    if _LIFE.search(folded) and (_LEADER.search(folded) or _is_his_own(folded)):
        return True
    return _HOME.search(folded) is not None and _names_person(bare)


def gives_private(statement: str) -> bool:
    """Does ``statement`` hold somebody's own e-mail, or a mobile that is on no letterhead?"""
    if any(not _SHARED.fullmatch(fold(mail[1])) for mail in _MAIL.finditer(statement)):
        return True
    return bool(_MOBILE.search(statement)) and not _LETTERHEAD.search(statement)


def _reaches(text: str, folded: str) -> bool:
    """Does it ask how to reach somebody, or speak of reaching one who has a role or a name?"""
    return bool(
        _REACHES.search(folded) or _REACHES_ROLE.search(folded) or _REACHES_NAME.search(text)
    )


def _is_his_own(folded: str) -> bool:
    return bool(_PRONOUN.search(folded) and _ONES_OWN.search(folded))


def _without_bodies(text: str, poles: Sequence[PoleCard]) -> str:
    """``text`` with "pole" for the name of a pôle."""
    for card in poles_named(text, poles):
        pattern = name_pattern(card)
        if len(fold(text)) == len(text):
            for match in reversed(list(pattern.finditer(fold(text)))):
                text = f"{text[: match.start()]}pole{text[match.end() :]}"
    return text


def _names_person(text: str) -> bool:
    """Does it hold a name of two words or more, with no article before it?"""
    for name in subjects(text):
        words = fold(name).split()
        before = text[: text.find(name)]
        if len(words) > 1 and not _NO_PERSON & set(words) and not _ARTICLE.search(before):
            return True
    return False


def _ends_in_name(folded: str) -> bool:
    match = _LOWER_NAME.search(folded)
    return match is not None and not any(
        word in STOP_WORDS or _NO_NAME.fullmatch(word) for word in match.groups()
    )
