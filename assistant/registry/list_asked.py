"""What a question that asks for pôles asks: where, on what, of which standing, of when.

Every word of it must be understood ("quels pôles de la santé ont lancé un observatoire ?" asks
more than a list); else it is no request for a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.places.regions import load_places
from assistant.question import Question
from assistant.registry.advice import tells_trade
from assistant.registry.list_columns import Column, column_asked
from assistant.registry.list_criteria import (
    Amount,
    Labels,
    ListAsked,
    Theme,
    content_tokens,
    place_of,
    themes_of,
)
from assistant.registry.superlatives import First, first_asked
from assistant.understanding.kinds import Kind, asks_pole
from assistant.understanding.moments import phase_of, phase_years
from assistant.understanding.ranks import ranks_of
from assistant.understanding.role_words import PRESIDES, RUNS
from assistant.understanding.synonyms import FILLERS
from assistant.understanding.theme_terms import overlaps, terms_of
from ingest.analysis import fold, stem

if TYPE_CHECKING:
    from assistant.understanding.lexicon import Found

__all__ = ["read_list_asked"]

Spans = Sequence[tuple[int, int]]
"""Where parts of a text begin and end."""
_POLES = re.compile(r"\b(?:poles?|clusters?)\b")
_ASKS_REGIONS = re.compile(
    r"\b(?:quelles?|combien de|nombre de|which|what|how many|y a-t-il|are there)\W+(?:\w+\W+)?"
    r"regions?\b"
)
_AT_LEAST_ONE = re.compile(r"\b(?:au moins|at least) (?:une?|one)\b", re.IGNORECASE)
_ASKS_ELSE = re.compile(
    r"(?:^\W*|[,:;.?!] )(?:que|qu'\w+|(?:de|a|sur|en|par|pour) quoi|comment|pourquoi|faut-il|"
    r"how (?!many)|why|what do)\b"
)
"""Opens a question on what pôles think or do."""
_WHETHER = re.compile(
    r"(?<!\by a)(?<!existe)-(?:t-)?(?:ils?|elles?)\b|"
    r"^\W*(?:est-ce que|do|does|did|are|is|have|has)\b"
)
_OF_THEM = re.compile(
    r"(?<!\bdans )(?<!parmi )\b(?:les|ses|leurs|the|its|their)(?: memes?| same)? (?:\w+ )?"
    r"(?:poles|clusters)\b|\w (?:des|of the) (?:\w+ )?(?:poles|clusters)\b|"
    r"\b(?:chaque|d'un|each|every|of an?) (?:pole|cluster)\b"
)
"""Asks whether something is true of pôles that it takes as known."""
_QUOTED = re.compile(r'[«»“”"]')
"""Round the name of something, whatever it sounds like."""
_ONLY = re.compile(r"\bn(?:e |')\w+(?: \w+)? qu(?:e |')")
"""Narrows what is asked: "n'ont eu qu'un an"."""
_MAY = re.compile(
    r"\b(?:poles?|clusters?)(?: (?!qui\b)[\w'-]+){0,3} (?:peu(?:t|vent)|pourrai\w+|doi(?:t|vent)|"
    r"risquent?)\b|\b(?:can|could|may|must) (?:an? |any |the )?(?:\w+ )?clusters?\b"
)
"""Asks, with no interrogative, what may befall one."""
_LEVELS = re.compile(r"\b(?:quels|what|which) (?:sont les |are the )?(?:niveaux|rangs|levels)\b")
"""Asks what there is to have, not who has it."""
_ASKS_ON = re.compile(r" — (?:et |and )?(?:qui|combien|comment|pourquoi|quand|who|how|why|when)\b")
"""What the conversation asks of the pôles that it had listed."""
_AMONG = re.compile(r"^\W*(?:qui|who)\b.*\b(?:parmi les|among the) (?:poles|clusters)\b")
"""Asks who of the pôles does what they are listed by: "Qui fait du quantique parmi les pôles ?"."""
_WHICH = re.compile(r"\b(?:quel(?:le)?s?|what|which) (?!est\b|etait\b|is\b|was\b)")
_FOR_WHOM = re.compile(
    r"\b(?:pour|dans) (?:une?|mon|ma|notre|nos|des|les) (?:petites? |jeunes? )?"
    r"(?:entreprises?|pmes?|tpe|eti|start-?ups?|startups?|societes?|boites?|projets?|produits?|usines?)\b|"
    r"\b(?:contacter|rejoindre|choisir|viser|solliciter)\b"
)
"""For whom a pôle is looked for: any company finds the same ones."""
_OF_A_COMPANY = re.compile(r"\b(?:nous|notre|nos|mon|ma|mes|we|our|my|startups?|start-ups?)\b")
_SEVERAL = re.compile(r"\b(?:poles|clusters)\b")
_ASKS_ALL = frozenset({Kind.LIST, Kind.COUNT, Kind.NAME, Kind.OTHER, Kind.PLACE})
_CLAUSE = re.compile(r"[:;.?!,—]|\s-\s")
_PREAMBLE = re.compile(
    r"^\W*(?:je|j'|nous|on|i|we|i'm|bonjour|salut|hello|hi|merci|svp|stp|please|s'il vous plait|"
    r"pour (?:un|une|mon|ma)|il (?:me|nous) faut|besoin|dans le cadre)\b"
)
_PURPOSE = re.compile(
    r"\bpour (?:un|une|mon|ma|le|la) (?:note|article|expose|rapport|dossier|presentation|reunion|"
    r"etude|memoire|cours)\b.*"
)
_SIGNS = {
    "lost": re.compile(
        r"\b(?:perd\w*|lost|los(?:e|ing)|perte|loss|retrait|(?:vus?|fait) retirer)\b(?=.*\blabel)|"
        r"\bdelabel\w+|\bdeclasse\w*|\blabel\w* (?:a ete |was )?(?:retire|withdrawn)"
    ),
    "born": re.compile(
        r"\b(?:issus?|nes?|venus?|born|formed|result\w*) (?:d'une |de |of |from |out of |by )"
        r"(?:la |a |the )?(?:fusions?|mergers?)(?: faite| conclue| made)?"
    ),
    "merged": re.compile(r"\b(?:fusionn\w+|merged)(?: entre eux| ensemble| together)?"),
    "renamed": re.compile(
        r"\b(?:change\w*|changer) de nom\b|\brenom+es?\b|\brenamed\b|\brebaptis\w+|"
        r"\bchanged? (?:their |its )?names?\b|\bchangements? de nom\b"
    ),
    "absorbed": re.compile(r"\babsorb(?:es?|ed)\b"),
    "former": re.compile(
        r"\b(?:n'|ne )(?:existe|sont|ont)\w* plus(?: (?:des poles|(?:le |de |leur )?label\w*))?\b|"
        r"\b(?:disparus?|disappeared|vanished)\b|(?<!plus )\banciens?(?= pole)|"
        r"\bex(?=[ -]pole)|\b(?:former|defunct)(?= (?:french )?(?:competitiveness )?cluster)|"
        r"\b(?:that |which )?no longer (?:exist\w*|hold\w* the label|label\w*)|"
        r"\bplus label\w*|\bsans (?:le )?label\b"
    ),
    "new": re.compile(
        r"\bnouveaux?(?= poles?\b)|\bnew(?= (?:french )?(?:competitiveness )?clusters?\b)|"
        r"\b(?:newly|nouvellement) label\w*|\bpour la premiere fois\b|\bfor the first time\b|"
        r"\b(?:ont|a) ete (?:nouvellement )?label\w*(?= (?:en|pour la premiere) )|"
        r"\b(?:were|was) (?:first )?label\w*(?= (?:in|for the first) )"
    ),
    "level": re.compile(
        r"\b(?:rang )?(gold|silver|bronze)\b(?: level)?|"
        r"\b(?:label\w*|certifi\w*|niveau|rang|medaille\w*)(?: europeen\w*)? (?:d'|en )?"
        r"(or|argent)\b|"
        r"\b(?:europeen|european|cluster|label)(?: cluster)? (?:d'|of )?(excellence)\b"
    ),
    "per_region": re.compile(
        r"\b(?:par|selon la|selon les|dans chaque|pour chaque|by|per|in each|for each|each|across)"
        r" regions?\b(?: par region\b)?|\bregion (?:par|by) region\b|\bregional breakdown\b|"
        r"\brepartition (?:geographique|regionale|territoriale)\b|\bdistribution\b(?=.*\bregion)"
    ),
    "both": re.compile(
        r"\ba la fois\b|\ben meme temps\b|\bsimultane\w+|\bboth\b|\b(?:et |mais )?aussi\b|"
        r"\begalement\b|\bas well as\b|\band also\b|\bcommuns? a\b"
    ),
    "seat": re.compile(r"\b(?:siege\w*|headquarter\w*)"),
}
"""What a list may ask beside places and themes."""
_AMOUNTS = {
    "members": re.compile(
        r"\b(?:(?:ont|compt\w+|avec|reuni\w+|federe\w*|with|have|has|having) )?(?P<how>plus|moins|"
        r"au moins|more|over|fewer|less|under|at least)(?: de| d'| than)? ?(?P<number>\d[\d ]*)"
        r" ?(?:membres?|adherents?|members?)\b"
    ),
    "created": re.compile(
        r"\b(?:crees?|nes?|fondes?|datent|datant|created|founded|established|dating|date) "
        r"(?P<how>en|(?:d'|de )?avant|(?:d')?apres|depuis|de|in|before|after|since|from|back to) "
        r"(?P<number>(?:19|20)\d\d)\b"
    ),
}
"""How many members a list may ask for, or of which year."""
_ABOVE = frozenset(("plus", "more", "over", "apres", "after"))
_BELOW = frozenset(("moins", "fewer", "less", "under", "avant", "before"))
_EXACTLY = frozenset(("en", "in", "de", "from", "back to"))
_OF_AROUND = re.compile(r"^(?:d'|de )(?=a)")
_IN_FRENCH = {"or": "gold", "argent": "silver"}
_ALL_LEVELS = ("gold", "silver", "bronze")
_BY_STANDING = ("lost", "born", "merged", "absorbed", "renamed", "former", "new")
_YEAR = re.compile(
    r"\b(?:en|in|depuis|since|fin|debut|l'annee|year|of|de|au|\W)*\b(?:19|20)\d\d\b(?! ?%)"
)
_SINCE = re.compile(r"\b(?:depuis|since)(?: l'annee| the year)? ((?:19|20)\d\d)\b")
_ALL_BY_NUMBER = re.compile(r"(?<=\b(?:les|des|the|all) )\d{2} (?=poles\b|clusters\b)")
"""All of them, "les 53 pôles"."""
_HEADED = (
    re.compile(
        r"\b(?:femmes?|wom[ae]n|feminin\w*|females?|chairwom[ae]n|hommes?|m[ae]n)\b|"
        r"\b(?:une|des|de|d'une|les) (?:presidente|directrice|dirigeante)s?\b"
    ),
    re.compile(rf"\b(?:{PRESIDES}|{RUNS}|dirig\w*|tete|le[ad]d?\w*)\b"),
    re.compile(r"\b(?:poles|clusters|(?:un|quel|a|which) (?:pole|cluster))\b"),
)
"""Asks for the pôles that women, or men, head."""
_OF_MEN = re.compile(r"\b(?:hommes?|m[ae]n|directrices?)\b")
_PHASE = re.compile(
    r"\b(?:(?:en|de|in|of|a|for|pour|durant|pendant|during) )*(?:la |l'|the )*"
    r"(?:\w+ )?phase (?:[ivx]+|\d)\b|\b(?:la |the )?\w+(?:eme|ieme|th|rd|nd|st) phase\b"
)
_NOT = re.compile(
    r"\bhors\b|\bsauf\b|\bhormis\b|\bexcept\w*|\bexclu\w*|\boutside\b|\ben dehors\b|\ba part\b|"
    r"\bautres? (?:poles )?que\b|\bother than\b|\bapart from\b|\bailleurs qu\w*|\bni\b|\bpas\b|"
    r"\bnot?\b|\w+n't\b|\bsans\b|\bwithout\b|\baucune?\b"
)
_BESIDE = re.compile(
    r"(?:\W|\b(?:en|a|au|aux|dans|de|du|des|d|la|le|les|l|the|in|of|on|sur|et|ou|ni|and|or|nor)\b)*"
)
_BETWEEN = r"(?:\W|\b(?:en|a|aux?|dans|de|du|des?|d|l[ae]?|les|the|in|of|on|sur|for|pour|une?)\b)*"
_JOINS = re.compile(
    rf"(?:\W|\b(?:de|du|des|d|la|le|les|l|the|of)\b)*|{_BETWEEN}\b(?:et|ou|ni|and|n?or)\b{_BETWEEN}"
)
"""Between themes of which each would do: "la chimie et le bois", not "la chimie pour le bois"."""
_PLAIN = frozenset(
    content_tokens(
        """
        pôle cluster clusters compétitivité compétitif label labellisé actif active présent concerné
        compétent français french existent competitiveness labelled labeled hold held holding
        détenir détiennent détient obtenu obtenir reçu received européen european excellence niveau
        certifié certified right travailler travaillent work working worked bosser bossent faire
        faisaient occuper occupent intervenir interviennent intervient toucher touchent traiter
        traitent deal dealt couvrir couvrent cover covers trouver trouvent avaient compter comptent
        implantés situés basés based located siègent domaine secteur champ sujet filière spécialisé
        total nombre liste région area dedans lié liés autour officiel faut show autres other
        répartition breakdown installé site antenne bureau office établi réparti cite all number
        disposer disposons dispose territoire territory
        intéresser intéressent interested engagés involved mobilisés positionnés dédié consacrés
        dedicated focused focus specialised specialized experts dealing investis ones each nb
        accompagner accompagnent aider aident soutenir soutiennent supports supporting help
        """
    )
)
"""Words of a question that asks for pôles by place, theme and standing, and for nothing more."""


def read_list_asked(question: Question, labels: Labels) -> ListAsked | None:
    """The list that ``question`` asks for, None when it asks for none, or for more."""
    text = question.standalone.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae")
    asked = fold(text)
    which = question.choices and question.kind is Kind.PLACE  # "où est le pôle de la mer ?"
    if question.poles or which or len(asked) != len(text) or len(question.years) > 1:
        return None
    if all(pattern.search(asked) for pattern in _HEADED):
        headed = "men" if _OF_MEN.search(asked) else "women"
        return _read(question, text, labels, headed)
    if _ASKS_REGIONS.search(asked):
        return _regions_asked(question, text, labels)
    if column := column_asked(text):
        rest = _blank(text, [(column.start, column.end)])
        wanted = _read(question, rest, labels)
        return replace(wanted, column=column.field) if wanted and _fits(wanted, column) else None
    return _read(question, text, labels) if _asks_poles(question, asked) else None


def _fits(wanted: ListAsked, column: Column) -> bool:
    """Is a fact of each asked of some pôles, or plainly of every one of them?"""
    return not wanted.first and (column.every or not wanted.every)


def _regions_asked(question: Question, text: str, labels: Labels) -> ListAsked | None:
    """Which region comes first, which have any pôle or none, or have one of a theme."""
    asked = fold(text)
    if first := _first(question, asked):
        return ListAsked(first=first)
    if not _POLES.search(asked) or question.years or question.as_of:
        return None
    if _says_no_more(_AT_LEAST_ONE.sub(" ", text), ()):
        return ListAsked(without=True)
    wanted = _read(question, text, labels)
    return replace(wanted, per_region=True) if wanted and wanted.themes else None


def _first(question: Question, asked: str) -> First | None:
    """What comes first today is asked, if that is all; of no past year."""
    dated = question.years or question.as_of or question.kind is Kind.COUNT
    return None if dated else first_asked(asked)


def _asks_poles(question: Question, asked: str) -> bool:
    if question.kind not in _ASKS_ALL or _ASKS_ON.search(asked) or _ASKS_ELSE.search(asked):
        return False
    if _LEVELS.search(asked) or _ONLY.search(asked) or _QUOTED.search(asked):
        return False
    if question.kind is Kind.OTHER and _MAY.search(asked):
        return False
    if question.kind in (Kind.OTHER, Kind.PLACE) and _is_whether(asked):
        return False
    named = question.kind is Kind.NAME or (question.kind is Kind.OTHER and _WHICH.search(asked))
    if named and not (asks_pole(asked) or _AMONG.search(asked)):
        return False
    return _POLES.search(asked) is not None


def _is_whether(asked: str) -> bool:
    """Does it ask whether something is true of the pôles, rather than for any?"""
    return _WHETHER.search(asked) is not None and _OF_THEM.search(asked) is not None


def _read(question: Question, text: str, labels: Labels, headed: str = "") -> ListAsked | None:
    """The criteria of ``text``, if they are all it says.

    Of who heads pôles, a text that tells it answers, whatever more is said.
    """
    asked = fold(text)
    found = _criteria(text, asked, labels)
    if found is None:
        return None
    wanted, items, spans = found
    if headed:
        return replace(wanted, headed=headed)
    if first := _first(question, _blank(asked, items)):
        return replace(wanted, first=first)
    wanted = _timed(question, asked, wanted)
    whole = wanted.every and not wanted.per_region  # no word of theirs is left unread
    since = wanted.standing and wanted.year and _SINCE.search(asked)  # they know of one, or of all
    says_more = since or not _says_no_more(text, spans if whole else [*items, *spans])
    return None if says_more or _counted_elsewhere(question, asked, wanted) else wanted


def _counted_elsewhere(question: Question, asked: str, wanted: ListAsked) -> bool:
    """Do documents answer better: all of today by their count, those of a past year at large?"""
    counts = question.kind is Kind.COUNT
    if wanted.every and not wanted.per_region:
        return counts or not _SEVERAL.search(asked)
    past = wanted.as_of is not None and question.as_of is None
    return past and (counts or not (wanted.places or wanted.themes))


def _criteria(text: str, asked: str, labels: Labels) -> tuple[ListAsked, Spans, Spans] | None:
    """The places, themes and signs of ``text``; where it names places and themes, where the rest.

    None where it sets aside anything else than these.
    """
    found = load_places().find(text)
    taken = [(place.start, place.start + len(place.matched)) for place in found]
    signs = {name: said for name, p in _SIGNS.items() if (said := _outside(p, asked, taken))}
    spans = [match.span() for matches in signs.values() for match in matches]
    amounts = [amount for name in _AMOUNTS if (amount := _amount(name, text))]
    spans += [m.span() for p in _AMOUNTS.values() for m in p.finditer(asked)]
    terms = terms_of(text, [*taken, *spans])
    for pattern in (_YEAR, _PHASE, _ALL_BY_NUMBER):
        spans += [m.span() for m in pattern.finditer(asked)]
    items = [*taken, *((term.start, term.end) for term in terms)]
    refused = _refused(asked, items, len(found), spans)
    if refused is None:
        return None
    company = bool(_FOR_WHOM.search(asked) or _OF_A_COMPANY.search(asked))
    places = [(n, place_of(place, wide=company)) for n, place in enumerate(found)]
    themes = _grouped(text, terms, list(themes_of(text, terms, labels, wide=company)))
    themes = [(n + len(found), theme) for n, theme in themes]
    wanted = ListAsked(
        places=tuple(place for n, place in places if n not in refused),
        not_places=tuple(place for n, place in places if n in refused),
        themes=tuple(theme for n, theme in themes if n not in refused),
        not_themes=tuple(theme for n, theme in themes if n in refused),
        both="both" in signs,
        standing=next((name for name in _BY_STANDING if name in signs), ""),
        levels=tuple(level for m in signs.get("level", ()) for level in _levels(m)),
        amount=next(iter(amounts), None),
        per_region="per_region" in signs,
        seat="seat" in signs,
    )
    return wanted, items, spans


def _levels(match: re.Match[str]) -> tuple[str, ...]:
    """The levels of the European label that are asked for: any, where it alone is named."""
    english, french, excellence = match.groups()
    return _ALL_LEVELS if excellence else (_IN_FRENCH.get(french, english),)


def _grouped(
    text: str, terms: Sequence[Found], themes: Sequence[tuple[int, Theme]]
) -> list[tuple[int, Theme]]:
    """``themes``, each with the number of its last term, told apart where no "and" joins them."""
    folded, group, after, grouped = fold(text), 0, 0, list[tuple[int, Theme]]()
    for last, theme in themes:
        start = terms[after].start
        if after and not _JOINS.fullmatch(folded, terms[after - 1].end, start):
            group += 1
        grouped.append((last, replace(theme, group=group)))
        after = last + 1
    return grouped


def _amount(field: str, text: str) -> Amount | None:
    found = _AMOUNTS[field].search(fold(text))
    if found is None:
        return None
    how, number = _OF_AROUND.sub("", found["how"]), int(found["number"].replace(" ", ""))
    least = 0 if how in _BELOW else number + (how in _ABOVE)
    most = number if how in _EXACTLY else number - 1 if how in _BELOW else 10**6
    said = text[found.start("how" if field == "members" else 0) : found.end()]
    return Amount(field, least, most, said)


def _timed(question: Question, asked: str, wanted: ListAsked) -> ListAsked:
    """``wanted``, with the year or the phase in which it befell them, or as of which it is asked.

    Those who hold the label in a year or a phase were labelled then; a year to come is today.
    """
    since = _SINCE.search(asked) if wanted.standing else None
    ever = since is not None and int(since[1]) <= phase_years(1)[0]
    year = question.years[0] if question.years and not wanted.amount and not ever else None
    phase = min(ranks_of(asked).get(stem("phase"), ()), default=0)
    this_year = datetime.now(UTC).year
    if wanted.standing == "new" and not (phase or year):
        phase = phase_of(this_year)
    limits = [question.as_of]
    if not wanted.standing and not wanted.levels:
        limits += [year, phase_years(phase)[1] if phase else None]
        year = None
    as_of = min((limit for limit in limits if limit is not None), default=this_year)
    return replace(wanted, year=year, phase=phase, as_of=as_of if as_of < this_year else None)


def _blank(text: str, spans: Spans) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _outside(pattern: re.Pattern[str], asked: str, taken: Spans) -> list[re.Match[str]]:
    """The matches that are no part of a place's name."""
    return [match for match in pattern.finditer(asked) if not overlaps(*match.span(), taken)]


def _refused(asked: str, items: Spans, places: int, spans: Spans) -> frozenset[int] | None:
    """Which items a "not" or an "except" sets aside; None when one sets aside anything else.

    It reaches over what is joined to an item, of the same sort: the first ``places`` are places.
    """
    bare = _blank(asked, items)
    said = _blank(bare, spans)
    nots = [m.end() for m in _NOT.finditer(bare) if not overlaps(*m.span(), spans)]
    left, refused, before = set(nots), set[int](), -1
    for n in sorted(range(len(items)), key=lambda n: items[n]):
        start = items[n][0]
        reach = [e for e in nots if e <= start and _PLAIN.issuperset(content_tokens(said[e:start]))]
        reach = [e for e in reach if not (before >= 0 and e < items[before][1])]
        beside = (
            before in refused
            and (before < places) == (n < places)
            and _BESIDE.fullmatch(bare, items[before][1], start)
        )
        if reach or beside:
            refused.add(n)
            left -= set(reach)
        before = n
    return None if left else frozenset(refused)


def _says_no_more(text: str, spans: Spans) -> bool:
    """Are all words of ``text`` explained by what was found in it, or of no weight?

    A clause that only says who is asking ("je prépare une note") is of no weight; what a company
    makes is.
    """
    clauses = [
        _FOR_WHOM.sub(" ", _PURPOSE.sub(" ", _NOT.sub(" ", clause)))
        for clause in _CLAUSE.split(fold(_blank(text, spans)))
        if _POLES.search(clause) or tells_trade(clause) or not _PREAMBLE.match(clause)
    ]
    words = {t for c in clauses for t in content_tokens(c)}
    return not words - _PLAIN - FILLERS
