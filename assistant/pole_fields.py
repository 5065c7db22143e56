"""The facts of a pôle that a question may ask for, and how each is asked and stated. Pure.

A question asks for a fact when all its words, beside the pôle's name, are words of that fact: one
word more ("combien de membres étrangers", "le directeur de la recherche") asks for something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.beside import rest_of, words_of
from assistant.question import Question

__all__ = ["FIELDS", "Field", "facts_asked_together", "fields_asked"]


@dataclass(frozen=True, slots=True)
class Field:
    """How a fact is asked for and stated, as patterns over folded text.

    Attributes:
        name: of the field of ``CardFact``, or of a fact that only statements tell.
        asks: what a question for it holds.
        more: whole words that such a question may hold besides.
        states: what a statement of it holds beside the value.
        changes: another value may follow; earlier ones are worth a note.
        told: what a statement holds that tells it by itself, where no card keeps its value;
            "{name}" stands for any name of the pôle. "" where a statement can only hold a value.
        not_told: what no such statement holds: the same of something else.
        only: its record alone tells it: where that does not, no other statement does.
    """

    name: str
    asks: re.Pattern[str]
    more: re.Pattern[str]
    states: re.Pattern[str]
    changes: bool = True
    told: str = ""
    not_told: re.Pattern[str] = re.compile(r"(?!)")
    only: bool = False


def _field(
    name: str,
    asks: str,
    more: str,
    states: str,
    *,
    changes: bool = True,
    told: str = "",
    not_told: str = "(?!)",
    only: bool = False,
) -> Field:
    return Field(
        name,
        re.compile(asks),
        re.compile(more),
        re.compile(states),
        changes,
        told,
        re.compile(not_told),
        only,
    )


_OPENING = r"^(?:[^,]{2,60}, ){0,2}{name}"
"""The pôle alone is what the statement speaks of, after its date."""
_NAMES = r"^(?=.*{name}).*"
_STAFF = r"(?:salarie\w*|permanents?|collaborat\w+|employe\w*|employees)"
_SUM = r"(?:\d[\d,]*|un) (?:millions?|m€|milliers?|€|euros?)"
FIELDS = (
    _field(
        "president",
        r"\bpresid\w*|\bchair(?:s|ed|man|woman|person)?\b",
        r"presid\w*|chair\w*|nom|name|personne",
        r"\bpresid|\bchair|\ba la tete\b",
    ),
    _field(
        "director",
        r"\bdirig\w*|\bdirect(?:eur|rice|ion|or)\b|\bdelegue\w* general\w*|\bdg\b|\bceo\b|\bruns\b|"
        r"\bheads?\b",
        r"dirig\w*|direct(?:eur|rice|ion|or)|delegue\w*|general\w*|managing|executive|dg|ceo|runs|"
        r"heads?|nom|name|personne",
        r"\bdirig|\bdirect(?:eur|rice|ion|or)\b|\bdelegue\w* general|\bmanag|\bruns\b|\bheads?\b",
    ),
    _field(
        "staff",
        rf"\beffectifs?\b|\bheadcount\b|\bstaff\b|\b{_STAFF}\b|\bpersonnes (?:y )?travaill|"
        r"\b(?:combien|how many)\b.*\b(?:emploie|employ)|\bpeople (?:work|does)",
        rf"personnes?|people|travaill\w*|work\w*|effectifs?|headcount|staff|{_STAFF}|equipe|team|nombre|nb|cb|number|total|compte\w*|"
        r"emploi\w*|have|has|employs?|taille|size",
        rf"\b{_STAFF}|\bequipe de\b",
        told=_NAMES
        + r"(?:(?<!\d)(?:\d{1,3}|\w+aine d[e']|deux|trois|quatre|cinq|six|sept|huit|neuf|"
        r"dix|onze|douze|treize|quatorze|quinze|seize|vingt) ?"
        + _STAFF
        + r"\b|\bequipe de \d{1,3} "
        r"personnes)",
    ),
    _field(
        "members",
        r"(?:\bcombien\b|\bcb\b|\bnombre\b|\bnb\b|\bhow many\b|\bnumber\b).*"
        r"\b(?:membres?|adherents?|members?)\b|\b(?:membres?|adherents?|members?)\b.*\bcombien\b|"
        r"\b\d[\d ]*(?:membres?|adherents?|members?)\b|\beffectifs?\b|"
        r"^\W*(?:les |the )?(?:membres|adherents|members)\W*(?:(?:de|d'|du|of|for|chez)\W*)?$",
        r"\d+|membres?|adherents?|members?|effectifs?|nombre|nb|cb|number|total|compte\w*|"
        r"reuni\w*|federe\w*|rassemble\w*|regroupe\w*|have|has|entreprises",
        r"\bmembre|\badherent|\bpartenaire|\bentreprise|\bmember|\bacteurs?\b",
        told=_OPENING + r"[^.;,]{0,40}(?<!\d)\d+ (?:\w+ ){0,2}(?:membres|adherent\w+|partenaires|"
        r"members|partners|acteurs)\b|"
        + _NAMES
        + r"\b(?:vingt|trent|quarant|cinquant|soixant|cent)aine "
        r"d[e'] ?(?:membres|adherents)\b",
    ),
    _field(
        "budget",
        r"\bbudgets?\b",
        r"budgets?|annuel\w*|annual|fonctionnement|operating|yearly|montant|total\w*|global\w*|"
        r"dispose\w*|have|has|taille|size|quel\w*|propre|own|much|combien",
        r"\bbudget",
        told=rf"^(?=.*{_SUM})(?:" + _OPENING[1:] + r".*\bbudget\b|"
        r".*\bbudget\b[^,;.]{0,40} (?:de |d'|du |of ){name})",
        not_told=r"\b(?:projets?|dossiers?|etudes?|programmes?)\b[^;.]{0,70}\bbudget|"
        r"\bbudget (?:prevu|cumule (?:de|superieur))|% de son budget\b",
    ),
    _field(
        "seat",
        r"\bsiege\w*|\bseat\b|\bou\b|\bwhere\b|\badresse\b|\bheadquarter\w*|\blocalisation\b|"
        r"\b(?:quelle|which|what) (?:ville|commune|city|town)\b",
        r"siege\w*|seat|ville|commune|city|town|adresse|social|base\w*|situe\w*|install\w*|implant\w*|"
        r"trouve\w*|localis\w*|locat\w*|headquarter\w*|find|bureaux",
        r"\bsiege|\bbas[ei]|\binstall|\bsitue|\bimplant|\bloge\b|\bheadquarter|\blocated\b|\ba\b|"
        r"\bau\b|\bin\b",
        told=r"{name},? (?:(?:a|est|s'est|is|was) )?(?:s')?(?:\w+ ){0,2}?(?:son siege|based|"
        r"bas[ei]e?s?|install\w+|situee?|implant\w+|logee?|headquartered|located)\b|"
        r"\b(?:siege|headquarters|adresse|bureaux|locaux)[^.;,]{0,20} (?:de |d'|du |of ){name}",
    ),
    _field(
        "website",
        r"\bsites? (?:internet|web|officiel)|\bsite\b(?!s)|\bweb ?site\b|\burl\b|\bpage web\b|"
        r"\badresse (?:internet|web)\b",
        r"site|internet|web|website|officiel\w*|official|url|page|adresse|lien|link",
        r"\bsite\b|\bwebsite\b|\bwww\.|https?:",
        changes=False,
    ),
    _field(
        "created",
        r"(?:\bquand\b|\bdate\b|\bannee\b|\bwhen\b|\byear\b|\bdepuis\b).*"
        r"(?:\bcree|\bcreation|\bfond|\bne\b|\bnait\b|\bnaissance|\blance|\bcreat|\bset up\b|"
        r"\bfound|\bestablish|\bexist)|^\W*(?:creation|naissance|foundation|fondation)\b",
        r"date|annee|year|cree\w*|creation|creat\w*|fond\w*|found\w*|ne|nait|naissance|lance\w*|"
        r"set|up|establish\w*|existe\w*|exists?|quelle|depuis",
        r"\bcree|\bcreation|\bfond|\bne[es]?\b|\bnait\b|\bnaissance|\blance|\bcreat|\bfound|"
        r"\bestablish|\bform|\blabel|\bpremiers? poles?\b|\bchoisi|\betabli|\bretenu|\bdemarr|"
        r"\bselected|\bstarted",
        changes=False,
        told=r"{name},? (?:\w+ ){0,3}?(?:creee?|fondee?|nee?|nait|constitu\w+|voit le jour|created|"
        r"founded|formed|established)\b|\b(?:creation|naissance|fondation|birth) (?:de |d'|du |of )"
        r"{name}|\b(?:former|forment|creent?|naissance a|form|formed|into) {name}",
    ),
    _field(
        "founders",
        r"\b(?:co)?fondat(?:eurs?|rices?)\b|\bfound(?:ers?|ing)\b|"
        r"\b(?:qui|who)\b.*\b(?:fonde|cree|lance|founded|created|started|set up)\b",
        r"(?:co)?fondat\w*|found\w*|membres?|members?|partenaires?|partners?|fonde|cree|lance|"
        r"created|started|set|up|entreprises|original|origine",
        r"\bfond|\bcree|\bcreent|\bne\b|\bnait\b|\blance|\bfound|\binitiati|\bset up\b|\bcreated\b|"
        r"\bstarted\b",
        changes=False,
        told=r"{name}(?:, [^,]{2,60},)? (?:est|a ete|was) (?:co-?)?(?:fonde|cree|ne|lance|founded|"
        r"created|started|set up)e?s?\b[^.;]{0,60}\b(?:par|by|initiative)\b|{name},? (?:\w+ ){0,2}?"
        r"(?:ne|nait) de l'|{name}(?:, [^,]{2,60},)? a pour fondateurs|{name}, que [^.;,]{2,40} a "
        r"(?:fonde|cree)|\b(?:fondent?|creent?|lancent?|founded|created) "
        r"(?:le projet (?:de |d'|du )(?:la |le |l')?)?{name}|"
        r"\bfond(?:ateur|atrice)s? (?:de |d'|du ){name}|"
        r"\b(?:initiative|origine) (?:de |d'|du |of ){name}",
    ),
    _field(
        "end_of_label",
        r"\b(?:perd\w*|fin|retire\w*|lost?|lose|end)\b.*\blabel|\blabel\w*\b.*\b(?:encore|toujours|"
        r"perd\w*|still|lost)\b|\b(?:encore|toujours|still)\b.*\b(?:label\w*|existe\w*|exists?|"
        r"poles?|clusters?)\b|"
        r"\bexist\w*\b.*\b(?:encore|toujours|still)\b",
        r"perd\w*|fin|retire\w*|lost?|lose|label\w*|encore|toujours|still|existe\w*|exists?|end|"
        r"date|quelle|annee|year",
        r"\b(?:perd|retir|fin)\w* .{0,20}\blabel|\bn'est (?:plus|pas)\b|\bfusion|\babsorb|\bintegr|"
        r"\brejoin|\bdevien|\bdispara|\bmerg|\bjoin|\breplac|\brepris|\brepren|\bbecame\b|\bform|"
        r"\bliquidat|\bcess|\bfigure pas\b|\bnot among\b|\blost\b|\bno longer\b|\blabellise\b",
        changes=False,
    ),
    _field(
        "labelled",
        r"\b(?:depuis|since|quand|when|date|annee|year)\b.*\blabel\w*|\blabel\w*\b.*\b(?:depuis|"
        r"since|quand|when)\b",
        r"label\w*|obten\w*|obtien\w*|recu|recoi\w*|depuis|since|date|annee|year|first|premiere?|"
        r"fois|time|get|got",
        r"\blabel",
        changes=False,
        told=_NAMES + r"(?:\blabellis(?:e|ee|ent)\b|\b(?:obtien\w+|"
        r"recoi\w+|decroch\w+) (?:\w+ ){0,3}?label|\bpremiers poles\b|\bnouveaux poles\b|"
        r"\b(?:retenu|choisi|selectionne)\w*\b|\b(?:selected|labelled)\b)",
        not_told=r"\bproje(?:ts|cts)\b|\b(?:a|ont|avait) labellise|\blabelled (?:\w+ )?\d|"
        r"\bpas retenus?\b|\blabel europeen\b",
        only=True,
    ),
    _field(
        "regions",
        r"\b(?:quelles?|which|what) regions?\b|^\W*regions?\b",
        r"regions?|depend\w*|present\w*|couvr\w*|cover\w*|situe\w*|implant\w*|bas[ei]\w*|install\w*|"
        r"rattache\w*|trouve\w*|locat\w*|interv\w*|agi\w*|active|operate\w*|travaille\w*|work\w*",
        r"\bregion",
        only=True,
    ),
)
"""Each fact with the words that ask for it and state it; where two fit, the first one."""

_BETWEEN = re.compile(r"\s*(?:[,;/+&]|\bet\b|\bpuis\b|\band\b)\s*")
_FACT_NOUN = re.compile(
    r"presid\w+|chair\w*|direct(?:eur|rice|or)s?|dg|ceo|siege|seat|adresse|address|ville|location|"
    r"headquarters|sites?|website|url|effectifs?|headcount|staff|salaries|membres|adherents|members|"
    r"budgets?|creation|founding|foundation|fondation|regions?|themes?|thematiques?|domaines?|"
    r"secteurs?|sectors?|successeurs?|label\w*|projets?|projects|missions?|services|histoire|"
    r"history|contact|telephone|phone|e?mail|statut|status|date|annee|year"
)
_OF_NOUN = re.compile(
    r"nombre|number|nb|internet|web|social|officiel\w*|general\w*|delegue\w*|postale?|annuel\w*|"
    r"europeens?|european|nom|name"
)
"""What may stand beside such a noun ("nombre de membres")."""


def facts_asked_together(rest: str) -> tuple[str, ...]:
    """The nouns of a request for several facts ("adresse, site et effectif"); () of any other.

    Args:
        rest: what a question says beside the name of its pôle, folded.
    """
    pieces = [words_of(piece) for piece in _BETWEEN.split(rest)]
    pieces = [words for words in pieces if words]
    if len(pieces) < 2 or not all(map(_names_a_fact, pieces)):
        return ()
    return tuple(" ".join(words) for words in pieces)


def _names_a_fact(words: Sequence[str]) -> bool:
    nouns = [word for word in words if _FACT_NOUN.fullmatch(word)]
    others = (word for word in words if word not in nouns)
    return bool(nouns) and all(map(_OF_NOUN.fullmatch, others))


def fields_asked(question: Question) -> tuple[Field, ...]:
    """The facts of its one pôle that ``question`` may ask for, the likeliest first.

    None when it asks for anything more. An "effectif" is of people employed, or else of members.
    """
    if len(question.poles) != 1:
        return ()
    rest = rest_of(question)
    words = words_of(rest)
    return tuple(f for f in FIELDS if f.asks.search(rest) and all(map(f.more.fullmatch, words)))
