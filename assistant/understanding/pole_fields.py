"""The facts of a pôle that a question may ask for, and how each is asked and stated. Pure.

A question asks for a fact when all its words, beside the pôle's name, are words of that fact: one
word more ("combien de membres étrangers", "le directeur de la recherche") asks for something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question import Question
from assistant.understanding.beside import rest_of, words_of
from assistant.understanding.kinds import Kind
from assistant.understanding.named import name_pattern
from assistant.understanding.role_words import AT_HEAD, DIRECTOR, HEADS, LEADING, PRESIDES, RUNS
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.numbers import FRENCH, FRENCH_TENS

__all__ = [
    "COVERS",
    "FIELDS",
    "ROLES",
    "SITED",
    "Field",
    "facts_asked_together",
    "fields_asked",
    "plain",
]

_pattern = lru_cache(maxsize=512)(re.compile)


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
    asks: str
    more: str
    states: str
    changes: bool = True
    told: str = ""
    not_told: str = r"(?!)"
    only: bool = False

    def asked_in(self, rest: str) -> bool:
        """Does ``rest``, a question beside the name of its pôle, ask for it and nothing more?"""
        return self.named_in(rest) and all(map(_pattern(self.more).fullmatch, words_of(rest)))

    def named_in(self, rest: str) -> bool:
        """Does ``rest`` hold the words that ask for it?"""
        return _pattern(self.asks).search(rest) is not None

    def stated_in(self, text: str) -> list[re.Match[str]]:
        """The words of ``text`` that state it."""
        return list(_pattern(self.states).finditer(plain(text)))

    def told_in(self, text: str, card: PoleCard) -> bool:
        """Does ``text`` tell the fact by itself, of the pôle and not of its projects?"""
        return self._telling(text, card) is not None and not self.tells_else(text)

    def total_in(self, text: str, card: PoleCard) -> int:
        """The total that ``text`` tells, of a fact that only grows; 0 of any other, or in words."""
        match = self._telling(text, card)
        told = filter(None, match.groupdict().values()) if match else ()
        return next((int(number) for number in told if number.isdigit()), 0)

    def _telling(self, text: str, card: PoleCard) -> re.Match[str] | None:
        told = self.told and _pattern(self.told.replace("{name}", name_pattern(card).pattern))
        return told.search(plain(text)) if told else None

    def tells_else(self, text: str) -> bool:
        """Does ``text`` tell the same of something else?"""
        return _pattern(self.not_told).search(plain(text)) is not None


@lru_cache(maxsize=1 << 13)
def plain(text: str) -> str:
    """``text`` folded, the digits of a number together."""
    return re.sub(r"(?<=\d)[\s\u202f\u00a0.](?=\d{3}(?!\d))", "", fold(text))


_OPENING = r"^(?:[^,]{2,60}, ){0,2}{name}"
"""The pôle alone is what the statement speaks of, after its date."""
_NAMES = r"^(?=.*{name}).*"
_OF = r"(?:de |d'|du |of ){name}"
_STAFF = r"(?:salarie\w*|permanents?|collaborat\w+|employe\w*|employees)"
_SUM = r"(?:\d[\d,]*|un) (?:millions?|m€|milliers?|€|euros?)"
_FEW = "|".join([*FRENCH[2:17], FRENCH_TENS[0]])
_NUMBER = rf"(?:\d+|\w+aine d[e'] ?|{_FEW})"
_WORDS = r"(?:[^\s\d,;]+ )"
_TENS = r"(?:vingt|trent|quarant|cinquant|soixant|cent)aine d[e'] ?"
_MEMBERS = r"(?:membres?|adherents?|members?|inscrits|cotisants|monde|tetes)"
_COMPANIES = r"(?:entreprises|societes|boites|companies|firms)"
SITED = r"siege\w*|bas[ei]e?s?|based|situe\w*|install\w*|implant\w*|located|headquarter\w*"
COVERS = r"present\w*|couvr\w*|cover\w*"
"""What says where a pôle is, and where it works."""
_HOW_MANY = r"\b(?:combien|cb|nombre|nb|how many|number)\b"
_STILL = r"\b(?:encore|toujours|still)\b"
_WHEN = r"\b(?:depuis|since|quand|when|date|annee|year)\b"
_BORN = r"creat\w*|found\w*|establish\w*|fond\w*|cree\w*|naissance|ne|nait|born|lance\w*"
_AGE = r"\b(?:vie(?:ux|ille)|recente?)\b"
_RANK = (
    r"\b(?:a vocation (?:mondiale|nationale|internationale)|(?:poles?|competitivite|niveau|rang) "
    r"(?:mondia\w+|nationa\w+)(?! d[eu']))\b|\b(?:world|national)[ -](?:class|rank)\b"
)
_JOINS = (
    r"(?:adherer|adhere|rejoindre|(?:devenir|etre) (?:membre|adherent)|join|(?:be|become) a member)"
)
_DUES = r"(?:adhesion|cotisation|membership)"
_PRICE = r"\b(?:combien|prix|tarifs?|cout\w*|cher|montant|how much|cost\w*|price|fees?|expensive)\b"
_HEAD, _RUNNER = rf"\b(?:{PRESIDES})\b", rf"\b(?:{RUNS})\b"
_FIELDS = (
    Field("president", rf"{_HEAD}|{HEADS}", LEADING, rf"{_HEAD}|{AT_HEAD}"),
    Field("director", rf"\bdirig\w*|{_RUNNER}|{HEADS}", LEADING, rf"\bdirig|{_RUNNER}"),
    Field(
        "staff",
        rf"\b(?:effectifs?|headcount|staff|{_STAFF})\b|\bpersonnes (?:y )?travaill|"
        r"\b(?:combien|how many)\b.*\b(?:emploie|employ)|\bpeople (?:work|does)",
        rf"personnes?|people|travaill\w*|work\w*|effectifs?|headcount|staff|{_STAFF}|equipe|"
        r"team|nombre|nb|cb|number|total|compte\w*|emploi\w*|have|has|employs?|taille|size",
        rf"\b{_STAFF}|\bequipe de\b",
        told=_NAMES + rf"(?:(?<!\d)(?:\d{{1,3}}|\w+aine d[e']|{_FEW}) ?{_STAFF}\b|"
        r"\bequipe de \d{1,3} personnes)",
    ),
    Field(
        "companies",
        rf"{_HOW_MANY}.*\b{_COMPANIES}\b|\b{_COMPANIES}\b.*\bcombien\b",
        rf"{_COMPANIES}|nombre|nb|cb|number|total|adherent\w*|adherer|membres?|members?|compte\w*|"
        r"reuni\w*|federe\w*|rassemble\w*|regroupe\w*|have|has|are|there|ils?|y|a",
        rf"\b{_COMPANIES}\b",
        told=_OPENING + r" (?:\w+ ){0,2}?(?:compte|reunit|federe|rassemble|regroupe|depasse|"
        r"revendique|annonce|counts|has|had|brings)\b[^;.]{0,60}(?<!\d)\d+ (?:\w+ )?"
        rf"{_COMPANIES}\b",
    ),
    Field(
        "members",
        rf"{_HOW_MANY}.*\b(?:{_MEMBERS}|{_COMPANIES})\b|\b{_MEMBERS}\b.*\bcombien\b|"
        rf"\b\d[\d ]*{_MEMBERS}\b|\beffectifs?\b|"
        r"^\W*(?:(?:et|and) )?(?:les |the )?(?:membres|adherents|members)\W*"
        r"(?:(?:de|d'|du|of|for|chez)\W*)?$",
        rf"\d+|{_MEMBERS}|effectifs?|nombre|nb|cb|number|total|compte\w*|reuni\w*|federe\w*|"
        rf"rassemble\w*|regroupe\w*|have|has|{_COMPANIES}",
        r"\bmembre|\badherent|\bpartenaire|\bentreprise|\bmember|\bacteurs?\b",
        told=_OPENING + r"[^.;,]{0,40}(?<!\d)\d+ (?:\w+ ){0,2}(?:membres|adherent\w+|partenaires|"
        rf"members|partners|acteurs)\b|{_NAMES}\b{_TENS}(?:membres|adherents)\b",
    ),
    Field(
        "projects",
        rf"^(?=.*{_HOW_MANY})(?=.*\bproje(?:t|ct)s?\b).*\blabel",
        r"proje(?:t|ct)s?|label\w*|nombre|nb|cb|number|total|compte\w*|depuis|since|debuts?|"
        r"creation|origine|start|rd|collaborati\w+|deja|already|fait|have|has",
        r"\blabel",
        told=_OPENING + rf".{{0,120}}?(?<![\w,])(?:(?P<of>{_NUMBER}) ?(?:{_WORDS}{{0,2}}?proje\w+ "
        rf"{_WORDS}{{0,4}}?)?(?:labellises|labelled)\b|label(?:lise|led)\w* (?:\S+ ){{0,4}}?"
        rf"(?P<total>{_NUMBER})(?: {_WORDS}{{0,2}}?proje|,? et\b))",
    ),
    Field(
        "budget",
        r"\bbudgets?\b",
        r"budgets?|annuel\w*|annual|fonctionnement|operating|yearly|montant|total\w*|global\w*|"
        r"dispose\w*|have|has|taille|size|quel\w*|propre|own|much|combien",
        r"\bbudget|\bfrais de fonctionnement",
        told=rf"^(?=.*{_SUM})(?:{_OPENING[1:]}.*\b(?:budget|frais de fonctionnement)\b|"
        rf".*\bbudget\b[^,;.]{{0,40}} {_OF})",
        not_told=r"\b(?:projets?|dossiers?|etudes?|programmes?)\b[^;.]{0,70}\bbudget|"
        r"\bbudget (?:prevu|cumule (?:de|superieur))|% de son budget\b",
    ),
    Field(
        "seat",
        r"\bsiege\w*|\b(?:seats?|ou|where|adresses?|address\w*|localisation)\b|\bheadquarter\w*|"
        r"\b(?:quelle|which|what) (?:ville|commune|city|town)\b",
        rf"{SITED}|trouve\w*|localis\w*|location|seats?|ville|commune|city|town|"
        r"adresses?|address\w*|social|find|bureaux",
        rf"\b(?:{SITED}|loge|a|au|in)\b",
        told=r"{name},? (?:(?:a|est|s'est|is|was) )?(?:s')?(?:\w+ ){0,2}?"
        r"(?:son siege|bas[ei]e?s?|based|install\w+|situee?|implant\w+|logee?|headquartered|"
        r"located)\b|"
        rf"\b(?:siege|headquarters|adresse|bureaux|locaux)[^.;,]{{0,20}} {_OF}",
    ),
    Field(
        "website",
        r"\bsites? (?:internet|web|officiel)|\bsite\b(?!s)|\bweb ?sites?\b|\burl\b|\bpage web\b|"
        r"\badresse (?:internet|web)\b|\b(?:comment|how)\b.*\b(?:contact\w*|joindre|reach)\b|"
        r"\b(?:sur|on) (?:le |the )?(?:web|internet|toile)\b|\bonline\b",
        r"comment|how|contact\w*|joindre|reach|sites?|internet|web|websites?|officiel\w*|official|"
        r"url|page|adresse|lien|link|ou|where|trouv\w+|find|online|toile",
        r"\bsite\b|\bwebsite\b|\bwww\.|https?:",
        changes=False,
    ),
    Field(
        "created",
        rf"\b(?:{_BORN}|existe\w*|date)\b.*\b(?:quand|when|quelle annee|what year)\b|{_AGE}|"
        rf"{_WHEN}.*\b(?:cree|creation|fond|ne\b|nait\b|naissance|lance|creat|born|set up\b|found|"
        r"establish|exist)|^\W*(?:creation|naissance|foundation|fondation)\b|\bde quand date\b",
        rf"date|annee|year|{_BORN}|set|up|exist\w*|quelle|depuis|ages?|how|old|"
        r"vie(?:ux|ille)|recente?",
        r"\b(?:cree|creation|fond|nait\b|ne[es]?\b|born\b|naissance|lance|creat|found|establish|form|"
        r"voit le jour\b|prend le nom\b|label|premiers? poles?\b|choisi|etabli|retenu|demarr|"
        r"selected|started)",
        changes=False,
        told=r"^(?:nee?|creee?|fondee?|born|created|founded|established) [^,]{0,40}, "
        r"(?:[^,;.]{0,70}, )?(?:\w+ ){0,2}{name}|"
        r"\bsa (?:creation|naissance|fondation)[^,]{0,30}, {name}|"
        r"{name},? (?:\w+ ){0,3}?(?:creee?|fondee?|nee?|nait|constitu\w+|voit le jour|created|"
        rf"founded|formed|established)\b|\b(?:creation|naissance|fondation|birth) {_OF}|"
        r"\b(?:former|forment|creent?|naissance a|form|formed|into|prend le nom de|"
        r"prend le nom d') ?{name}",
        not_told=r"\blabellise\w* (?:\w+ ){0,2}\d|\bprojets? labellise",
    ),
    Field(
        "founders",
        r"\b(?:co)?fondat(?:eurs?|rices?)\b|\bfound(?:ers?|ing)\b|"
        r"\b(?:qui|who)\b.*\b(?:fonde|cree|lance|a l'origine|founded|created|started|set up|"
        r"behind)\b",
        r"(?:co)?fondat\w*|found\w*|membres?|members?|partenaires?|partners?|fonde|cree|lance|"
        r"created|started|set|up|behind|entreprises|original|origine",
        r"\b(?:fond|cree|ne\b|nait\b|lance|found|initiati|set up\b|created\b|started\b)",
        changes=False,
        told=r"{name}(?:, [^,]{2,60},)? (?:est|a ete|was) (?:co-?)?(?:fonde|cree|ne|lance|founded|"
        r"created|started|set up)e?s?\b[^.;]{0,60}\b(?:par|by|initiative)\b|{name},? (?:\w+ ){0,2}?"
        r"(?:ne|nait) de l'|{name}(?:, [^,]{2,60},)? a pour fondateurs|{name}, que [^.;,]{2,40} a "
        r"(?:fonde|cree)|\b(?:fondent?|creent?|lancent?|founded|created) "
        r"(?:le projet (?:de |d'|du )(?:la |le |l')?)?{name}|"
        rf"\b(?:fond(?:ateur|atrice)s?|initiative|origine) {_OF}",
    ),
    Field(
        "end_of_label",
        rf"\b(?:perd\w*|fin|retire\w*|lost?|lose|end|gard\w+|conserv\w+|ke(?:pt|ep)|renouvel\w+|"
        rf"renewed)\b.*\blabel|\blabel\w*\b.*(?:{_STILL}|\b(?:perd\w*|lost|renouvel\w+|renewed)\b)|{_STILL}.*\b(?:label\w*|existe\w*|exists?|poles?|clusters?|activ\w+|actifs?)\b|"
        rf"\bexist\w*\b.*{_STILL}|\betait\b.*\b(?:label\w*|poles?)\b",
        r"perd\w*|fin|retire\w*|lost?|lose|gard\w+|conserv\w+|kept|keep|renouvel\w+|renewed|label\w*|encore|toujours|still|existe\w*|exists?|"
        r"end|date|quelle|annee|year|poles?|clusters?|competitiv\w*|activ\w+|actifs?",
        r"\b(?:perd|retir|fin)\w* .{0,20}\blabel|\bn'est (?:plus|pas)\b|\b(?:fusion|absorb|"
        r"integr|rejoin|devien|dispara|merg|join|replac|repris|repren|form|liquidat|cess)|"
        r"\b(?:figure (?:pas|plus)|not among|became|lost|no longer|labellise)\b",
        changes=False,
    ),
    Field(
        "labelled",
        rf"{_WHEN}.*\blabel\w*|\blabel\w*\b.*\b(?:depuis|since|quand|when)\b",
        r"label\w*|obten\w*|obtien\w*|recu|recoi\w*|depuis|since|date|annee|year|first|"
        r"premiere?|fois|time|get|got",
        r"\blabel",
        changes=False,
        told=_NAMES + r"(?:\blabellis(?:e|ee|ent)\b|\b(?:obtien\w+|recoi\w+|decroch\w+) "
        r"(?:\w+ ){0,3}?label|\bpremiers poles\b|\bnouveaux poles\b|"
        r"\b(?:retenu|choisi|selectionne)\w*\b|\b(?:selected|labelled)\b)",
        not_told=r"\bproje(?:ts|cts)\b|\b(?:a|ont|avait) labellise|\blabelled (?:\w+ )?\d|"
        r"\bpas retenus?\b|\blabel europeen\b",
        only=True,
    ),
    Field(
        "rank",
        rf"\b(?:rang|rank)\b|{_RANK}|\bmondia\w+ ou\b|\bclasse\w* (?:mondia|nationa)",
        r"rang|rank|fait|partie|mondia\w+|nationa\w+|internationa\w+|vocation|niveau|class\w*|world|global|"
        r"statut|status|avait|plutot|or",
        r"\b(?:mondia|nationa|internationa|vocation|world|global)",
        told=_NAMES + _RANK,
    ),
    Field(
        "joining",
        rf"\b(?:comment|how)\b.*\b{_JOINS}\b|\b{_JOINS}\b.*\bcomment\b",
        rf"comment|how|{_JOINS}|faire|fais|fait|procede\w*|veux|voudrais|souhaite\w*|entreprise|"
        r"devenir|devient|become|company|can|get|i|membre|member|adherent",
        rf"\b(?:{_JOINS}|adhesion)\b",
        changes=False,
        told=r"\b(?:adherer|adhesion|rejoindre) a {name}",
    ),
    Field(
        "fee",
        rf"{_PRICE}.*\b(?:{_JOINS}|{_DUES})|\b(?:{_JOINS}|{_DUES}).*{_PRICE}|^\W*cotisations?\b",
        rf"{_JOINS}|{_DUES}\w*|combien|prix|tarifs?|cout\w*|cher|montant|cost\w*|price|much|fees?|"
        r"expensive|annuel\w*|annual|yearly|an|year|ca|faut|il|payer|pay|pmes?|tpes?|smes?|start|"
        r"ups?|startups?|entreprise|petite",
        rf"\b(?:{_JOINS}|{_DUES})",
        told=rf"^(?=.*{_SUM})(?=.*{{name}}).*\b(?:{_JOINS}|{_DUES})\b",
    ),
    Field(
        "regions",
        r"\b(?:quelles?|which|what) regions?\b|^\W*regions?\b",
        rf"regions?|{SITED}|{COVERS}|trouve\w*|depend\w*|rattache\w*|interv\w*|agi\w*|active|operate\w*|"
        r"travaille\w*|work\w*",
        r"\bregion",
        only=True,
    ),
)
ROLES = ("president", "director")
FIELDS = {field.name: field for field in _FIELDS}
"""Each fact with the words that ask for it and state it; where two fit, the first one."""

_BETWEEN = re.compile(r"\s*(?:[,;/+&]|\bet\b|\bpuis\b|\band\b)\s*")
_FACT_NOUN = re.compile(
    rf"{PRESIDES}|{DIRECTOR}|"
    r"siege|seat|adresse|address|ville|location|"
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
    pieces = [words for piece in _BETWEEN.split(rest) if (words := words_of(piece))]
    several = len(pieces) > 1 and all(map(_names_a_fact, pieces))
    return tuple(map(" ".join, pieces)) if several else ()


def _names_a_fact(words: Sequence[str]) -> bool:
    others = [word for word in words if not _FACT_NOUN.fullmatch(word)]
    return len(others) < len(words) and all(map(_OF_NOUN.fullmatch, others))


def fields_asked(question: Question) -> tuple[Field, ...]:
    """The facts of its one pôle that ``question`` may ask for, the likeliest first.

    None when it asks for anything more; how many presided it is not who did. An "effectif" is of
    people employed, or else of members.
    """
    if len(question.poles) != 1:
        return ()
    rest = rest_of(question)
    found = (field for field in FIELDS.values() if field.asked_in(rest))
    return tuple(f for f in found if question.kind is not Kind.COUNT or f.name not in ROLES)
