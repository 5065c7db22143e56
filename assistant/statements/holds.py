"""Does a statement hold the type of thing that a question asks for? Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from assistant.places.communes import key_of
from assistant.places.territories import places_in, territories_asked, territories_in
from assistant.statements.rows import cells_of
from assistant.understanding.acronyms import spells_out
from assistant.understanding.dates import MONTHS
from assistant.understanding.kinds import Kind
from ingest.analysis import fold, lexical_tokens, query_tokens
from ingest.numbers import ENGLISH, FRENCH, FRENCH_TENS

__all__ = [
    "aims",
    "counted_in",
    "counts",
    "counts_spelt_out",
    "defines",
    "enumerates",
    "holds",
    "is_entry",
    "is_role_of",
    "names_day",
]

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d])")
_COUNTED = [
    *(*FRENCH[2:17], *FRENCH_TENS, *ENGLISH[2:13], "cent", "mille", "millier", "hundred"),
    *"dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine".split(),
    *("centaine", "moitie", "half"),
]
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_COUNTED)})\b")
_NUMBERS = frozenset([*_COUNTED, *"tiers un une one unique seul aucun".split()])
_FEW = r"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|three|four|five|ten)"
_AMOUNT = re.compile(
    r"\d[\d\s.,]*\s*(?:k|m|md|mds)?\s?(?:€|eur\b|euros?\b)|(?:€|eur)\s?\d|"
    r"\d[\d\s.,]*\s*(?:millions?|milliards?|billions?)\b(?! d(?:e |')(?!euro|dollar|franc|livre)|"
    r" (?:jobs|people|members|visitors|users|companies|tonn?e?s)\b)|"
    rf"\b(?:millions?|milliards?) d'?eu|\b(?:{_FEW} |(?:centaine|millier)s? d'|thousands? )euros?\b"
)
_COST = re.compile(
    r"\d\s?%[^.;%]{0,20}\b(?:investi\w+|investment|depenses?|couts?|costs?|prix|budget|montants?|"
    r"financements?|funding|chiffre d'affaires|turnover|capital)\b"
)
"""A price that is told as the share of a sum."""
_ASKS_COST = re.compile(r"\b(?:cout\w*|prix|cher|costs?|price|tarif\w*|frais|fees?)\b")
_SHARE = re.compile(
    r"\d\s?%|pour cent|per ?cent|\bmoitie\b|\btiers\b|\bhalf\b|\bquart\b|\bdont (?:\w+ ){0,2}\d|"
    rf"(?:\d|\b{_FEW}) (?:[a-z-]+ ){{1,2}}(?:sur|in|out of) (?:\d|{_FEW}\b)"
)
"""A share, or a part and its whole: "un projet sur quatre", "12 millions, dont 4,5 publics"."""
_NUMBERED_NAME = re.compile(r"\b(?:h2020|co2|\w*[a-z]\d+\w*|france 2030|horizon 2020)\b")
_DATE = re.compile(r"(?:19|20)\d{2}")
_PERSON = re.compile(
    r"(?<![\w'’])(?!(?:Le|La|Les|Un|Une|En|The|In)\b)[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*"
    r"(?: (?:de |d'|Le |La )?[A-ZÀ-Ý][\wà-ÿ-]+)+"
)
_REASON = re.compile(
    r"\b(?:car|parce|puisque|raisons?|causes?|causee?s?|afin|grace|motif\w*|motive\w*|"
    r"en vue|suite a|a la suite|en effet|compte tenu|pour (?:\w+ )?\w+[eio]i?r[es]?|vise\w*|but|"
    r"objectifs?|permet\w*|sert|pour que|en reaction|reponse a|repond\w* a|juge\w*|alors que|"
    r"pour (?:l[ae]s?|l'|une?) ?\w+(?:tion|ment|ance|ence)|"
    r"because|due|since|so that|in order|aims?|reasons?|after|apres|"
    r"indispensables?|necessaires?|essentiel\w*|reproch\w*|il faut|needs?|necessary|essential|"
    r"face a|divergen\w*|faute)\b"
)
"""Words with which a statement says why."""
_PLACE = re.compile(
    r"(?:\b(?:à|À|au|aux|in|at|près de|near|dans le|dans la|dans l['’]|en|sites? de|"
    r"dans (?:[\w'’-]+ ){1,3}d[eu]s?)\s+|['’(,:]\s?)"
    r"(?:la |le |les |l['’])?[A-ZÀ-Ý][\w'’-]{2,}"
)
_LONGEST = 5
"""Words of the name of a place."""
_PLACED = re.compile(
    r"\b(?:siege\w*|install\w+|implant\w+|etabli\w*|presen[ct]\w*|interv(?:ien|en)\w+|couvr\w+|base[es]?|based|situ\w+|locali\w+|locat\w+|adresse|"
    r"bureaux?|antennes?|offices?|headquarter\w*|heberg\w+|"
    r"sites?(?! (?:internet|web)\b)(?![^;]{0,60}\bwww\.)|technopole|campus|seat|ville|"
    r"region\w*|territoire|departement|pays|countr\w+|organis\w*|experiment\w+|deploy\w+|se tient|"
    r"(?:a|ont|aura|auront|eu) lieu|trouve)\b"
)
_AIM = re.compile(
    r"\b(?:vise(?:nt|ra|ront|ait)?|ambitionne\w*|espere(?:nt)?|objectif (?:de|est)|"
    r"aims? (?:to|at|for)|targets?|plans? to|hopes? to) (?:[^\W\d]+ ){0,4}\d"
)
_ASKS_AIM = re.compile(
    r"\b(?:vis(?:e|er|ent|ee?s?|ait|aient)|ambition\w*|objectifs?|cibles?|prev\w+|espere\w*|promet\w*|"
    r"d'ici|sera|seront|aim\w*|targets?|goals?|plan\w*|hope\w*|by 20\d\d|will)\b"
)
_LABELLED = re.compile(r"[A-ZÀ-Ý][^.:;,]{2,50} : ")
"""A line that says what it tells: "Prochaine réunion : le 11 juin, à Vannes"."""
_WORD = re.compile(r"[\w&'’-]+")
_ROLE = re.compile(
    r"(?:vice-|co-?)?(?:presid|chair|d\.?g\b|pdg\b|ceo\b|direct|dirig|delegu|lead|head|elu|deput|senat|ministr|minister|"
    r"prefet|rapporteur|secretaire|secretary)"
)
_VALUES = {Kind.MONEY: _AMOUNT, Kind.PERCENT: _SHARE, Kind.REASON: _REASON}
_ROLE_REACH = 7
_BY = frozenset(("par", "by"))
"""Behind a role: the person; the body stands anywhere before it."""
_COMPLEMENT = frozenset("des du de d a au aux dans pour en of in for and et dont ou".split())
_ARTICLES = frozenset(("un", "une", "one"))
_NO_COUNT = frozenset([*"% e er re eme ere st nd rd th".split(), *MONTHS])
"""What stands behind a number that counts nothing: "61 %", "24e", "20 mai"."""
_APART = frozenset("a au aux dans pour en in for dont with".split())
"""Behind these stands another thing than what a number counts: "25 appels à projets"."""
_NUMBERED = frozenset(
    ("phase", "annexe", "article", "volet", "mission", "theme", "page", "argument")
)
_REACH = 3
"""Words between a number and what it counts."""
_FAR = 10
"""Words before a number among which a word for how many, or for a change, says what it counts."""
_WENT = frozenset("passe passes passee passees grew rose went fell".split())
_ARE = frozenset("ont sont etaient seront have are were".split())
_COUNTS = "compt"
"""The verb that tells any number: "compte 50 salariés" counts nothing else."""
_OF_A_SIZE = re.compile(
    r"\b((?:entreprise|societe|pme|eti|start-up|startup|firm|compan(?:y|ie))s? )"
    r"(?:de (?:moins|plus) de|(?:with )?(?:fewer|less|more) than) \d[\d\s.,]*"
)
"""The size of any such company bounds it, and counts nothing."""
_ONE_IN = re.compile(rf"\bune? (?=[a-z-]+ sur (?:\d|{_FEW}\b))")
_CELL = re.compile(r"[\d\s\u202f\u00a0.,]*\d")
_PIECE = re.compile(
    r"(?<![a-z\d])\d+(?:[\s\u202f]\d{3}(?!\d)|[.,]\d+)*|[%:]|[^\W\d_]+(?:&[^\W\d_]+)?"
)
"""A number ("1 313", "2,5") and no part of a name ("VIP4SME"), a sign that tells what it is, a
word."""

_ENTRY = re.compile(r"^[^.:]{2,90}\([^)]{2,90}\) : ")
_DEFINES = re.compile(
    r"\b(?:designe\w*|signifie\w*|defini(?:t|ssent|e)\w*|consiste\w*|s'agit|means|stands for|"
    r"defined as)\b|\b(?:est|sont|etait|is|are|was) (?:un|une|des|le|la|l'|a|an|the)\b"
)


def is_entry(statement: str) -> bool:
    """Is ``statement`` an entry of a glossary: "X (acronym) : …"?"""
    return _ENTRY.match(statement) is not None


def defines(statement: str) -> bool:
    """Does ``statement`` say what something is ("X est un…", "X (acronym) : …")?"""
    return is_entry(statement) or _DEFINES.search(fold(statement)) is not None


_DATED_OPENING = re.compile(r"^[^,]{0,40}\b(?:19|20)\d{2},")
_LISTED = re.compile(r"[^,;:.]{2,60}(?:, [^,;:.]{2,60}){1,}(?:,? (?:et|ou|and|or) )[^,;:.]{2,60}")


@lru_cache(maxsize=8192)
def enumerates(statement: str) -> bool:
    """Does ``statement`` list three things or more ("A, B et C")?"""
    return "\n•" in statement or _LISTED.search(_DATED_OPENING.sub("", statement)) is not None


def holds(kind: Kind, statement: str, question: str) -> bool:
    """Does ``statement`` hold a value of ``kind`` that ``question`` does not already hold?

    Years are no counts, and a number that the question names ("Reconversion 1000") is no answer.
    A name is held by nearly all, those that answer no more often than others: it tells nothing.
    """
    folded = fold(statement)
    if kind is Kind.MONEY and _matches(_COST, folded) and _ASKS_COST.search(fold(question)):
        return True
    if kind in _VALUES:
        return _matches(_VALUES[kind], folded)
    if kind in (Kind.COUNT, Kind.DATE):
        own = frozenset(number for number in _given_numbers(question) if number in folded)
        if kind is Kind.COUNT:
            return _has_count(folded, own)
        return _dates_an_event(folded, own) or _tells_relative_time(folded, fold(question))
    if kind is Kind.PLACE:
        return _holds_place(statement, question)
    return kind is not Kind.PERSON or _PERSON.search(statement) is not None


def _holds_place(statement: str, question: str) -> bool:
    """Does it name a country or a region that the question does not, or tell where something is?"""
    asked = fold(question)
    wanted = territories_asked(asked)
    if wanted:
        return not territories_in(wanted, fold(statement)) <= territories_in(wanted, asked)
    placed = _LABELLED.match(statement) or _matches(_PLACED, fold(statement))
    return bool(placed and _matches(_PLACE, statement)) or not places_in(statement) <= _named(
        question
    )


@lru_cache(maxsize=64)
def _named(question: str) -> frozenset[str]:
    """The words of a question, as the keys of places have them."""
    words = key_of(question).split()
    spans = range(1, _LONGEST + 1)
    return frozenset(" ".join(words[i : i + n]) for n in spans for i in range(len(words)))


@lru_cache(maxsize=8192)
def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


@lru_cache(maxsize=64)
def _given_numbers(question: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", fold(question)))


_SOURCE_YEAR = re.compile(
    r"^\W*(?:selon|d'apres|according to) [^,]{2,60}\b20\d\d,|\(document [^)]*\)"
)
"""The year of the document that tells it."""
_LEADING_YEAR = re.compile(r"^\W*(?:en|in|fin|debut|d'ici|apres|avant) (?:19|20)\d{2}\b")
_DAY = re.compile(rf"\b(\d{{1,2}})(?:er)? (?:{'|'.join(MONTHS)})\b")
_EVENT = re.compile(
    r"\b(?:depuis|cre[ee]\w*|creation|fond(?:e|ee|es|ees|ation)|lance\w*|lancement|ne|nee|nait|signe\w*|"
    r"fusion\w*|devien\w*|succede\w*|elue?|elu|nomme\w*|ouver\w*|ouvre\w*|pren\w*|obt\w+|"
    r"entre[er]?|adhere\w*|annonce\w*|publi\w+|adopt\w+|labellis\w+|perd\w*|fin|disparai\w*|"
    r"remplac\w+|adress\w+|rend\w*|recoi\w+|recue?s?|tient|tenue?s?|(?:co)?organis\w+|"
    r"le jour|rejoi\w+|remi[st]\w*|inaugur\w+|cl(?:ot|os|ose|ture)\w*|"
    r"decid\w+|valid\w+|confi\w+|decern\w+|created|founded|launched|signed|merged|became|elected|joined|labelled|since)\b"
)


_RELATIVE = re.compile(
    r"\b(?:a|apres|avant|des|lors de|au moment de|before|after|upon|on) "
    r"(?:la |le |l'|the |toute? |tout )*"
    r"(signature|remise|reception|depot|demarrage|debut|fin|cloture|notification|inscription|"
    r"commencement|validation|accord|signing|receipt|submission|start|end|approval)\b"
)
"""A time told by what comes before or after it: "70 % à la signature"."""
_STEM = 4


def _tells_relative_time(folded: str, asked: str) -> bool:
    """Is a time told by other events than the one whose date is asked?"""
    events = _RELATIVE.findall(folded)
    return bool(events) and all(event[:_STEM] not in asked for event in events)


@lru_cache(maxsize=8192)
def _dates_an_event(folded: str, given: frozenset[str]) -> bool:
    """A year of its own, not the date at which a state of things is told ("En 2019, X compte…")."""
    folded = _SOURCE_YEAR.sub(" ", folded)
    if _DAY.search(folded) and _EVENT.search(folded) and not set(_DAY.findall(folded)) <= given:
        return True
    if not any(year not in given for year in _DATE.findall(folded)):
        return False
    inside = _LEADING_YEAR.sub(" ", folded)
    return any(y not in given for y in _DATE.findall(inside)) or bool(_EVENT.search(folded))


def aims(statement: str, question: str) -> bool:
    """Does ``statement`` tell a number that is aimed at ("vise 120 adhérents"), where ``question``
    asks for one that is reached?"""
    return _AIM.search(fold(statement)) is not None and not _ASKS_AIM.search(fold(question))


def names_day(statement: str) -> bool:
    """Does ``statement`` name a day of a month?"""
    return _DAY.search(fold(statement)) is not None


@lru_cache(maxsize=8192)
def _has_count(folded: str, given: frozenset[str]) -> bool:
    """A number that is no year, no day, no part of a name, and not in the question."""
    rest = _YEAR.sub(" ", _DAY.sub(" ", folded))
    for number in given:
        rest = re.sub(rf"(?<!\d){number}(?!\d)", " ", rest)
    return _NUMBER.search(_NUMBERED_NAME.sub(" ", rest)) is not None


def is_role_of(statement: str, names: Sequence[frozenset[str]]) -> bool:
    """Does ``statement`` tie a role (president, director…) to every name, within a few words?

    "Jean-Luc Beylat, président de l'AFPC" does; "le vice-président d'i-Trans pilote la réponse
    de l'AFPC" does not.
    """
    near = _near_a_role(statement)
    return bool(near) and all(any(not tokens.isdisjoint(name) for tokens in near) for name in names)


@lru_cache(maxsize=8192)
def _near_a_role(statement: str) -> tuple[frozenset[str], ...]:
    """Tokens of each word that stands within reach of a role."""
    dated = _LEADING_YEAR.match(fold(statement))
    words = _WORD.findall(statement)
    roles = [place for place, word in enumerate(words) if _ROLE.match(fold(word))]
    near: set[int] = set(range(2)) if dated and roles else set()
    for role in roles:
        held_by = not _BY.isdisjoint(words[role + 1 : role + 2])
        first = 0 if held_by else max(0, role - _ROLE_REACH)
        near.update(range(first, min(len(words), role + _ROLE_REACH + 1)))
    return tuple(frozenset(query_tokens(words[place])) for place in sorted(near))


@lru_cache(maxsize=8192)
def _numbers_and_words(statement: str) -> list[str]:
    return _PIECE.findall(_ONE_IN.sub("1 ", _OF_A_SIZE.sub(r"\1", fold(statement))))


def _is_share(words: list[str], position: int) -> bool:
    """Is the number at ``position`` one "des …": some of a whole?"""
    return words[position + 1 : position + 2] in (["des"], ["of"])


def _predicate(words: list[str]) -> set[str]:
    """Tokens of what some of a whole are: "cinq des 53 signataires sont des présidentes"."""
    place = next((n for n, word in enumerate(words) if word in ("sont", "are", "etaient")), None)
    said = [] if place is None else words[place + 1 : place + 2 + _REACH]
    return {token for word in said for token in lexical_tokens(word)}


def _counts_in_row(cells: Sequence[tuple[str, str]], counted: frozenset[str]) -> bool:
    """Does a row ("Collège : Écoles · 2023 : 18 · 2024 : 21") count them?

    Its first cell or the head of a column says what, and the number stands alone in its cell; or
    a cell says both.
    """
    numbers = [head for head, value in cells[1:] if _CELL.fullmatch(value.rstrip("."))]
    named = (cells[0][1], *numbers) if numbers else ()
    return any(counted & set(lexical_tokens(name)) for name in named) or any(
        counts(value, counted) for _, value in cells
    )


@lru_cache(maxsize=8192)
def counted_in(statement: str) -> tuple[str, ...]:
    """Words that stand behind a number of ``statement``, in reach: what it may count."""
    found: list[str] = []
    for _, after in _counting(_numbers_and_words(statement)):
        thing = takewhile(lambda w: w not in _APART, after)
        found += [w for w in thing if w.isalpha() and len(w) > 2 and w not in _COMPLEMENT]
    return tuple(dict.fromkeys(found))


def counts_spelt_out(statement: str, acronym: str) -> bool:
    """Does ``statement`` count what the letters of ``acronym`` stand for: "vingt centres…"?"""
    after = (behind for _, behind in _counting(_numbers_and_words(statement)))
    return any(spells_out(" ".join(behind), acronym) for behind in after)


def _counting(words: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Each place of a number that counts something, with the words behind it, in reach."""
    for position, word in enumerate(words):
        after = words[position + 1 : position + 2 + _REACH]
        numbered = words[max(0, position - 1)] in _NUMBERED
        if _is_number(word) and not numbered and _NO_COUNT.isdisjoint(after[:1]):
            yield position, after


def _is_number(word: str) -> bool:
    """Is it a number that counts: no year, no article?"""
    if word in _ARTICLES or _YEAR.fullmatch(word):
        return False
    return word[0].isdigit() or word in _NUMBERS


def _said_before(words: list[str], after: list[str]) -> list[str]:
    """Of the words before a number, those that may say what it counts.

    "Les pôles comptent 2 500 centres" counts centres; "retient 31 projets", winners.
    """
    if words[-1:] == [":"]:
        return words[-_REACH:]
    for place in range(len(words) - 1, -1, -1):
        if words[place] in ("nombre", "nb", "number"):
            return words[place:]
        if words[place] in _WENT and place >= len(words) - _REACH - 1:
            return words[:place]
    if after[:1] and after[0] in _ARE:  # "17 dossiers, et huit ont été retenus"
        return words
    return [word for word in words[-1:] if not word.startswith(_COUNTS)]


def counts(statement: str, counted: frozenset[str]) -> bool:
    """Does ``statement`` give a number of the things ``counted``, the two words near each other?

    "854 membres", "près de 400 jeunes entreprises", "pôles labellisés : 53"; a percentage is no
    count.
    """
    if cells := cells_of(statement):
        return _counts_in_row(cells, counted)
    words = _numbers_and_words(statement)
    for position, after in _counting(words):
        # up to a complement: "membres des pôles" are members
        thing = [*after[:1], *takewhile(lambda w: w not in _COMPLEMENT, after[1:])]
        before = _said_before(words[max(0, position - _FAR) : position], after)
        if any(counted & set(lexical_tokens(other)) for other in (*thing, *before)):
            return True
        if _is_share(words, position) and counted & _predicate(words[position:]):
            return True
    return False
