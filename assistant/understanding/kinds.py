"""What kind of thing a question asks for, read from its interrogative and the noun behind it. Pure.

The first interrogative decides: "qui pilotait le volet quand l'AFPC a répondu ?" asks for a name,
not for a date. A relative "qui", a "quand" that opens a clause of time, "pays" beside "payer" are
no interrogatives of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import takewhile

from assistant.data import any_of, sections
from assistant.places.near import NearWords
from assistant.understanding.asking import INVERTED, PREPOSITIONS, parted
from assistant.understanding.named import renamed
from assistant.understanding.role_words import CHIEF, DIRECTOR, HEADS, PRESIDENT, PRESIDES
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard

__all__ = [
    "BODIES",
    "Kind",
    "asks_pole",
    "counted_tokens",
    "counted_words",
    "find_kind",
    "kind_of",
]


class Kind(Enum):
    """The type of the expected answer."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    DEFINITION = "definition"
    LIST = "list"
    NAME = "name"
    REASON = "reason"
    OTHER = "other"


_MISTYPED = NearWords(
    "budget montant enveloppe pourcentage cotisation adresse president directeur directrice".split()
)
"""Nouns that are read with one typing error: no other word of a question is near them."""
_SKIPPED = re.compile(
    r"(?:\W*(?:(?:est|etait|sont|etaient|sera|is|was|are|were|le|la|les|the|un|une|a|an|son|sa|ses|"
    r"leurs?|its|their|your|ce|cette|c'est|en|total\w*|annuel\w*|exacte?|autres?)\b|l'))*\W*"
)
_NAMED_THING = 6
"""Words of a thing whose definition is asked; "what was the loan meant to pay for" is longer."""
_HEAD_WORDS = 3
"""Words after the interrogative among which its noun stands ("a cluster's average budget")."""
_FRAGMENT = 6
"""Words of a question that is a heap of keywords: "flexitanie prix d'une borne"."""
_OPENS_NOUN = re.compile(
    r"(?:^|[:,;—]|\bc'est|\b(?:cherch\w+|connai(?!ssances?\b)\w+|savoir|dire|di[ts]|dites|donn\w+|indiqu\w+|"
    r"precis\w+|rappel\w+|voudrai\w+|aimerai\w+|souhait\w+|besoin d[e']|auri\w+|avez|"
    r"looking for|like|need|want|know|tell|give|find)(?:[ -](?:moi|nous|vous|me|us))?)"
    r"(?: svp| stp)?\s*(?:le |la |les |l'|the )?$"
)
"""What stands before the noun that is asked for: "le budget de…", "je cherche le nombre de…"."""
_WHETHER = re.compile(
    rf"(?<!\bou )\b{INVERTED}(?<!nous)(?<!vous)|"
    r"^\W*(?:is|are|was|were|does|do|did|has|have|had|can|will|should)\b(?! (?:you|we|i)\b)|"
    r"^\W*(?:que\b|qu'|comment\b|how\b)"
)
"""A question for yes or no, or for what or how; "pouvez-vous me donner le budget" is none."""
_ARTICLE = re.compile(r"\b(?:le|la|l'|un|son|sa|the|its) ?$")
_STOPS = frozenset(
    "de du des d of for pour dans en in on sur au aux a par avec with que qui et and to".split()
)
_BEHIND_NOUN = _STOPS | frozenset(
    "le la les l un une est sont etait etaient a ont the an is are was were do does did has".split()
)
"""What no longer says which thing is asked for: "quel rôle le pôle…"."""
_OPENS = r"(?:^|[?!.,;:(—–-]|\b(?:et|and|mais|but|alors|c'est|donc|sinon|ou))\s*"
_WITH = rf"(?:(?:{PREPOSITIONS})\s+)?"
_WHICH = re.compile(
    r"\b(?:quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|what|which|whose)(?:'s)?\b"
)
_GRANTED = re.compile(
    r"\s*(?:subventions?|aide|financement|soutien|grants?|funding|aid)\b(?!.*\bpeu(?:t|vent)\b).*"
    r"\b(?:accord\w*|vers\w+|donn\w+|recu\w*|recoi\w*|touch\w+|obten\w*|obtien\w*|allou\w*|"
    r"attribu\w+|propos\w+|give[ns]?|gave|get|gets|got|receive[ds]?|award\w*)\b|"
    r"\s*(?:subventions?|grants?)\W*$"
)
"""Aid that somebody gives somebody: how much, not which; "quelles aides" are several."""
_RANK = re.compile(r"\s*(?:rang|place|position)\b")
_OWNED = re.compile(r".*?\w's (?=\w)")
_NUMBERED = re.compile(r"\W*(?:the )?(?:main )?(?:two|three|four|five|six|seven|eight|ten|\d+)\b")
_WHAT_IS = re.compile(
    r"\b(?:c'?(?:est|etait) quoi|qu'?est[ -]ce qu(?:e|')|what is|what are|"
    r"what was|what were|what's|definition)\b"
)
_RELATION = re.compile(
    r"[\s,]*(?:la |le |les |l'|the )(?:main )?(?:differences?|liens?|links?|roles?|rapports?|"
    r"interets?|avantages?|advantages?|benefits?|effets?|effects?|impacts?|points? communs?)\b"
)
"""What one thing is to another: "c'est quoi la différence entre…" asks for no meaning."""
_HAPPENED = re.compile(
    r"qu'?est[ -]ce qu[e']\s*(?:j'|(?:je|tu|nous|vous|ils?|elles?|on(?! appelle)|ca|cela)\b|"
    r".*\b(?:devenue?s?|passe|arrive|decide|change|propos\w+|demand\w+|prevo\w+|prevu|apport\w+|permet\w*|fait|font|"
    r"finance\w*|pens\w+|voul\w+|veut|veulent)\b)"
)
"""What somebody or something did, does or became: no definition."""
_MEANS = re.compile(
    r"\b(?:a quoi (?:ca |cela )?(?:sert|servent|sert-il|sert-elle)|sert a quoi|"
    r"que (?:signifie|veut dire)|comment\b.{1,40}\bdefini\w*|how\b.{1,40}\bdefin\w+|"
    r"ca signifie|veut dire|(?:signifie|designe) quoi|"
    r"ce que? ?'?(?:est|sont|signifie\w*|designe\w*|c'est qu\w*)|(?:qu|k)e[sz]a[ck]o|"
    r"qu'(?:est[ -]ce qu'on )?appelle(?:-t-on)?|qu'entend\w*[ -]\w+ par|"
    r"(?:what|who) or (?:what|who) (?:is|are)|(?:is|are) meant by|"
    r"what do(?:es)? .{1,40} (?:mean|stand for|refer to)|(?:le )?sigle)\b|"
    r"^\W*(?:please )?(?:defini(?:s|ssez|r)|define)\b|[.!?] (?:definis|definissez|define)\b"
)
_SUBJECT = re.compile(r"\W*(?:(?:les?|la|son|sa|ses|leurs?|the|its|their)\b|l')")
"""A noun opens the question."""
_HOW_MANY = re.compile(
    r"\b(?:combien|comb|how (?:many|much|big|large|long|often|far))\b(?<!tous les combien)"
)
_FOR_WHOM = (
    r"(?:pour qui (?:est|sont|c'est)|(?:a|pour) qui (?:s'adress\w+|sert|(?:est|sont) destine))\b"
)
"""Asks whom something is meant for, of which no name tells."""
_WHO = re.compile(rf"{_OPENS}(?!{_FOR_WHOM}){_WITH}(?:qui|who|whom)\b|\bqui\W*$")
_MAY = re.compile(
    r"\W*(?:peu(?:t|vent)|pourra\w*|a(?: le)? droit|ont droit|est (?:eligible|concerne)|"
    r"sont (?:eligibles|concernes)|can|may|is (?:eligible|entitled|concerned))\b"
)
"""Behind "who": asks for whoever may do something."""
_WHEN = re.compile(
    rf"{_OPENS}(?:depuis |since |jusqu'a )?(?:quand|when)\b|\b(?:depuis|since|jusqu'a|"
    r"a partir de|d'ici|vers|pour|avant|a|de|until|by) (?:quand|when)\b|\b(?:quand|when)\W*$"
)
_WHERE = re.compile(
    rf"^\W*(?:et |mais )?ou\b(?! bien| en )|"
    rf"{_OPENS}ou (?:est|se|sont|ca|siege|trouver)\b(?! en)|"
    r"\b(?:where|based in|headquarter\w*|situe\w*|localise\w*)\b|\bou\W*$"
)
_CALLED = re.compile(
    r"\b(?:comment (?:s'appel\w+|se nomm\w+)|(?:s'appel\w+|se nomm\w+) comment|what .{1,60} called|"
    r"(?:son|leur|le|its|the) (?:nom|name)\W*$|"
    r"(?:le|les|the) (?:noms?|names?) (?:de|du|des|d'|of))\b"
)
_ORIGIN = re.compile(
    r"\bd'ou\b|\bque? (?:cache|recouvre|evoque)\w*\b.{1,20}"
    r"\b(?:noms?|mots?|sigles?|appellations?)\b|"
    r"\bwhere do(?:es)?\b.{1,40}\b(?:names?\b|come from\b)"
)
"""What something comes from, a name above all: neither a place nor a name."""
_ANYWHERE = re.compile(
    r"\W*(?:(?:me|se|l')\W*|s')?(?:(?!(?:trouver|joindre|are|were|there)\b)[a-z]+(?:er|ir|re)\b"
    r"(?!-| [a-z]+-| (?:est|sera|etait)\b)|"
    r"trouver (?:de|des|du|une?|toute?s?)\b|(?:can|could|should|do) (?:i|we|you|one)\b|to\b)|"
    r".*\b(?:peu(?:t|vent)|puis)-|"
    r".*\b(?:sur (?:internet|le web|la toile)|en ligne|online|on the (?:web|internet))\b"
)
"""Behind "where": what one may do somewhere, with whomever; a page."""
_WHY = re.compile(
    r"\b(?:pourquoi|why|how come|comment (?:ca se|cela se|se) fait|a cause de quoi|a quoi bon|"
    r"qu'est[ -]ce qu(?:e |')(?:j'|on |nous |l'on )?y gagne\w*)\b"
)
_LISTS = re.compile(
    r"^\W*cite[rz]?\b|\b(?:listes?|lister|listez|enumere[rz]?|"
    r"donne[rz]?[- ](?:moi |nous )?(?:tous|toutes|la liste|les noms)|list|name the)\b"
)
_ROLE = re.compile(
    rf"\b(?:{PRESIDES}|{DIRECTOR}|{CHIEF}|dirig\w+|numero un|chef(?:fe)?s?(?! de file)|a la tete|"
    r"aux commandes|ministres?|ministers?|parl\w+ au nom|sp(?:eaks?|oke) (?:on behalf|for))\b"
)
_OF_ROLE = re.compile(
    rf"\W*(?:(?:le|la|l|du|de|des|the|its|son|sa|actuel(?:le)?)\b\W*)*(?:co-?|vice-)?"
    rf"(?:{PRESIDENT}|{DIRECTOR}|{CHIEF})\b"
)
"""Behind "comment s'appelle": whoever holds a role."""
_LEADS_IT = re.compile(
    rf"(?:{HEADS})(?:\W+(?:it|le|la|the|poles?|clusters?|of|de|du|d|l)\b)*\W*@"
    r"(?!\W*(?!(?:now|today|currently|aujourd|actuellement|maintenant|en|in)\b)[a-z])"
)
_ROLE_FIRST = re.compile(rf"{_ROLE.pattern}\W+(?:c'est|est|is|was) (?:qui|who)\b|preside par qui\b")
_WITH_OTHERS = re.compile(
    r"\b(?:avec|par|aux|des|with|by|to) (?:[\w'-]+ )?"
    rf"(?:{PRESIDES}|{DIRECTOR}|dirig\w*|minist\w*)\b"
)
"""People who hold a role and are not those asked for: "qui a parlé avec onze présidents"."""
_MONEY_WORDS = re.compile(
    r"\b(?:argent|thunes?|fric|pognon|oseille|flouze|pactole|balles|euros?|eur|sous|millions?|milliards?|budget\w*|cout\w*|prix|pes(?:e|ent|ait|er)|"
    r"finance\w*|aides?|vers(?:e|er|era|ent|ait|ements?)|subvention\w*|invest\w+|rapporte\w*|ramene\w*|"
    r"leve[res]?|pay(?!s\b)\w+|pai(?:e|es|ent|era?)|paid|depens\w+|dote[es]?|cotis\w+|factur\w+|met|mis|mettre|"
    r"touch(?:e|es|ent|ait|aient|er)|donn(?!ee)\w+|apport\w+|accord(?!s?\b)\w*|attribu\w+|give[ns]?|gave|credits?|money|funding|funds?|cost\w*|rais\w+|spend|spent|grants?|aid|granted|budget)\b|€"
)
_BY = re.compile(
    r"\bby how much\b(?!.*\b(?:budget|funding|cost|price|grant|turnover)\w*)|"
    r"\bhow much of\b|\bhow much (?:do|does|did|will|would|can|has|have)\b.*"
    r"\b(?:cut|save[sd]?|reduced?|shr[aiu]nk|gr[eo]wn?|recover|improve[ds]?)\b"
)
"""How far something grew or fell, how much of it: a number, not a sum."""
_VERB = r"(?:do|does|did|is|was|were|are|will|would|can|could|has|have|had|should|for|in|per)\b"
_MUCH_OF = re.compile(rf"how much (?!{_VERB})(.*?)(?:\b{_VERB}|\W*$)")
"""How much of a thing: "how much water"; the thing."""
_SUMS = re.compile(r"(?:complement|chiffre d'affaires)\b")
"""What "combien de" counts in euros, beside ``_MONEY_WORDS``."""
_COUNTED = re.compile(
    r"(?:(?:combien|comb|(?:nombre|nb)(?: (?:m(?:in|ax)im\w+|total|moyen|exact|annuel))?)\s+"
    r"(?:(?:(?:y|(?!de |d')[\w'-]+ [\w'-]+|[\w'-]+) )?"
    r"(?:il y a|a|ont|avait|avaient|compt\w+|recens\w+)"
    r"(?:-t)?(?:-(?:il|elle|on|ils|elles))? (?:eu )?)?"
    r"(?:de\s+|d'(?!ici|apres|ores|autant|ailleurs))|"
    r"how many\s+(?:of\s+(?:(?:them|these|those|which)\s+(?:are|were)\s+)?)?|number of\s+)"
    r"([\w'&-]+(?:\s[\w'&-]+){0,4})"
)
_COUNTED_SUBJECT = re.compile(
    r"\W*(?:les|the) ([\w-]+s)\b.*\b(?:combien|how many)(?: en tout| au total| in all)?\W*$"
)
"""What is counted opens the question: "Les emplois créés, ça fait combien ?"."""
_OF_THEM = re.compile(
    r"\s*(?:(?:en )?(?:(?:ont|avaient) ete|sont|etaient|"
    r"ont (?:eu|obtenu|recu|trouve) (?:une?|des|leur)\b)|d'entre)"
)
"""Behind "combien": how many of those that were named, whatever was done with them."""
_MEASURES = frozenset("moins plus temps fois reste mieux less more time".split())
"""What "combien de" counts in no unit of its own."""
_AUXILIARIES = frozenset(
    "do does did has have had is are was were will would can could may might must".split()
)
_ENDS_NOUN = (
    _AUXILIARIES | _STOPS | frozenset("between from at since per go goes went get got".split())
)
_SEVERAL = re.compile(r"people|staff|personnel|women|men|children|[^']*s")
_BEFORE_NOUN = frozenset(
    """
    jeunes jeune nouveaux nouvelles nouvelle nouveau grands grandes petits petites autres anciens
    anciennes principaux vrais new young small large other former total different differents de
    differentes tels
    """.split()
)
_AND_WHICH = re.compile(
    r"\b(?:combien|how many|nombre)\b.*\b(?:et|and) (?:lesquel(?:le)?s|quels sont-ils|which ones?|"
    r"which)\W*$"
)
"""How many, and which: who is given the list can count it."""
_DEAR = re.compile(
    r"\b(?:c'est|est-ce|est-il|ca coute|is it|how) (?:tres |vraiment |very )?(?:chere?|expensive)\b"
)
_ASKS_POLE = re.compile(
    r"\b(?:quels?|which|what|lequel|lesquels) (?:\w+ )?(?:poles?|clusters?)\b|"
    r"\b(?:lequel|which(?: one)?)\b[^()]*\((?:poles|clusters)\b"
)
"""The pôle itself, or which of the pôles that were listed."""


def find_kind(question: str) -> Kind:
    """The kind of ``question``; OTHER asks for no particular type (how, why, yes or no)."""
    asked = fold(parted(question)[0])
    if _AND_WHICH.search(asked):
        return Kind.LIST
    found = (
        (match.start(), -match.end(), order, match)
        for order, (pattern, _) in enumerate(_READERS)
        if (match := pattern.search(asked))
    )
    first = min(found, default=None)
    if first is None:
        return _of_fragment(asked)
    _, _, order, match = first
    reader = _READERS[order][1]
    return reader if isinstance(reader, Kind) else reader(asked, match)


def kind_of(question: str, poles: Sequence[PoleCard]) -> Kind:
    """The kind of ``question``, that names ``poles``: who leads one of them is a person."""
    kind = find_kind(question)
    if kind is not Kind.NAME or len(poles) != 1:
        return kind
    led = _LEADS_IT.search(renamed(fold(question), poles, "@"))
    return Kind.PERSON if led else kind


def asks_pole(question: str) -> bool:
    """Is a pôle asked for ("quel pôle s'y connaît ?")?"""
    return _ASKS_POLE.search(fold(question)) is not None


def counted_tokens(question: str) -> frozenset[str]:
    """Tokens of the noun that "combien de …" counts; empty when it is not said."""
    before, words = _counted(question)
    return frozenset(lexical_tokens(" ".join([*before, *words[-1:]])))


def counted_words(question: str) -> tuple[str, ...]:
    """What "combien de …" counts, folded, its noun last; empty when it is not said."""
    return _counted(question)[1]


BODIES = frozenset(
    "pme pmi eti tpe irt ite satt cti gie edih dih start-up startup spin-off".split()
)
"""Bodies that can be counted, and whose plural has no ending: acronyms, English words."""


@lru_cache(maxsize=64)
def _counted(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Adjectives before what is counted ("jeunes"), and what is counted."""
    asked = fold(question)
    match = _COUNTED.search(asked)
    if match is None:
        subject = _COUNTED_SUBJECT.match(asked)
        return (), (subject[1],) if subject and not _head(asked) else ()
    words = tuple(match[1].split())
    if words[0] in _MEASURES:
        return (), ()
    if match[0].startswith(("how", "number")):  # English names the thing last: "charging points"
        words = tuple(takewhile(lambda word: word not in _ENDS_NOUN, words))
        nouns = [n for n, word in enumerate(words) if _SEVERAL.fullmatch(word)]
        return (), words[: nouns[-1] + 1 if nouns else 1]
    head = next((i for i, word in enumerate(words) if word not in _BEFORE_NOUN), 0)
    several = words[head].endswith(("s", "x", "monde")) or words[head] in BODIES
    if not several:  # "combien de R&D": how much of it
        return (), ()
    return words[:head], words[head : head + 1]


@cache
def _heads() -> dict[Kind, re.Pattern[str]]:
    """Nouns behind "quel", "what is", "c'est quoi"… that say what is asked for."""
    listed = (line.split(": ") for line in sections("synonyms.txt")["kinds"])
    nouns = {Kind(kind): any_of(words) for kind, words in listed}
    nouns[Kind.PERSON] += f"|{PRESIDENT}|{DIRECTOR}|{CHIEF}"
    return {kind: re.compile(rf"(?:{words})\b") for kind, words in nouns.items()}


@cache
def _named_things() -> re.Pattern[str]:
    return re.compile(any_of(sections("synonyms.txt")["named"][0]))


def _bears_name(text: str) -> bool:
    """Has the thing with which ``text`` begins a name of its own, as a project, and no sector?"""
    words = re.findall(r"[\w-]+", text)[:_HEAD_WORDS]
    head = takewhile(lambda word: word not in _BEHIND_NOUN, words)
    return any(_named_things().fullmatch(word) for word in head)


def _head(text: str) -> Kind | None:
    """The kind that the noun says with which ``text`` begins, after articles and "est"."""
    rest = text[_skipped(text) :]
    words = re.findall(r"[\w'-]+", rest)[:_HEAD_WORDS]
    for place, word in enumerate(words):
        if word in _STOPS or (word.startswith("d'") and not place):
            break
        noun = _MISTYPED.nearest(word) or word
        near = " ".join(words[place:])
        for kind, nouns in _heads().items():
            if nouns.fullmatch(noun) or nouns.match(near):
                return kind
        if word.startswith("d'"):
            break
    return None


def _skipped(text: str) -> int:
    match = _SKIPPED.match(text)
    return match.end() if match else 0


def _which(asked: str, match: re.Match[str]) -> Kind:
    rest = asked[match.end() :]
    if _GRANTED.match(rest):
        return Kind.MONEY
    if match[0].startswith("quel") and _RANK.match(rest):
        # "à quelle place était-il ?"; "quel rang a-t-il reçu ?" may be "mondial"
        return Kind.COUNT if asked[: match.start()].endswith("a ") else Kind.OTHER
    kind = _head(rest)
    if kind is not None:
        return kind
    if re.match(r"\s*(?:poles|clusters|sont|are|ones|were)\b", rest) or match[0].startswith("lesq"):
        return Kind.LIST
    return Kind.NAME if _bears_name(rest) else Kind.OTHER


def _what_is(asked: str, match: re.Match[str]) -> Kind:
    rest = asked[match.end() :]
    if _HAPPENED.match(asked, match.start()):
        return Kind.OTHER
    owned = _OWNED.match(rest)  # "what was CARA's budget"
    if kind := _head(rest[owned.end() :] if owned else rest):
        return kind
    if match[0] in ("what are", "what were") and (owned or _NUMBERED.match(rest)):
        return Kind.LIST
    if _RELATION.match(rest):
        return Kind.OTHER
    short = len(re.split(r",|\band\b", rest)[0].split()) <= _NAMED_THING
    return Kind.DEFINITION if short or not match[0].startswith("what") else Kind.OTHER


def _how_many(asked: str, match: re.Match[str]) -> Kind:
    rest = asked[match.end() :]
    counted = _COUNTED.match(asked, match.start())
    if counted and not _MONEY_WORDS.fullmatch(counted[1].split()[0]):
        return Kind.MONEY if _SUMS.match(asked, counted.start(1)) else Kind.COUNT
    much = _MUCH_OF.match(asked, match.start())
    measured = match[0] in ("how big", "how large", "how long", "how often", "how far", "how many")
    fraction = re.match(r"\s*(?:du|de la|des|d'un|d'une)\b", rest) or _OF_THEM.match(rest)
    if measured or fraction or (much and not _MONEY_WORDS.search(much[1])):
        return Kind.COUNT
    if match[0] == "how much" and not _BY.search(asked):
        return Kind.MONEY
    subject = _head(asked[: match.start()]) if _SUBJECT.match(asked) else None
    if subject in (Kind.MONEY, Kind.PERCENT):  # "la part des PME est de combien ?"
        return subject
    return Kind.MONEY if _MONEY_WORDS.search(asked) else Kind.COUNT


def _where(asked: str, match: re.Match[str]) -> Kind:
    return Kind.OTHER if _ANYWHERE.match(asked, match.end()) else Kind.PLACE


def _called(asked: str, match: re.Match[str]) -> Kind:
    return Kind.PERSON if _OF_ROLE.match(asked, match.end()) else Kind.NAME


def _who(asked: str, match: re.Match[str]) -> Kind:
    if _MAY.match(asked, match.end()):
        return Kind.OTHER  # whoever fits a description, which needs no name
    named = _ROLE.search(_WITH_OTHERS.sub(" ", asked[match.start() :]))
    return Kind.PERSON if named or _ROLE_FIRST.search(asked) else Kind.NAME


_READERS: tuple[tuple[re.Pattern[str], Kind | Callable[[str, re.Match[str]], Kind]], ...] = (
    (_ORIGIN, Kind.OTHER),
    (_DEAR, Kind.MONEY),
    (_CALLED, _called),
    (_WHAT_IS, _what_is),
    (_MEANS, Kind.DEFINITION),
    (_HOW_MANY, _how_many),
    (_WHICH, _which),
    (_WHO, _who),
    (_WHEN, Kind.DATE),
    (_WHY, Kind.REASON),
    (_WHERE, _where),
    (_LISTS, Kind.LIST),
)


def _of_fragment(asked: str) -> Kind:
    """A question without an interrogative: "DECLYC, budget ?", "part des PME en 2011 ?"."""
    if _WHETHER.search(asked):
        return Kind.OTHER
    named = [
        (kind, asked[: noun.start()], asked[noun.end() :])
        for kind, nouns in _heads().items()
        for noun in re.finditer(rf"(?<!s')\b{nouns.pattern}", asked)
    ]
    for kind, before, behind in named:
        if _OPENS_NOUN.search(before) or (_ARTICLE.search(before) and not re.search(r"\w", behind)):
            return kind
    return named[0][0] if named and len(asked.split()) <= _FRAGMENT else Kind.OTHER
