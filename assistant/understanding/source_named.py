"""The document that a question names: "dans le communiqué de 2021", "selon l'AFPC". Pure.

Such words say where to look, not what to find: they choose documents by kind, publisher, title and
date, and no sentence has to hold them. The year of a named document is not that of the fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.asking import YEAR
from assistant.understanding.dates import MONTHS
from assistant.understanding.subjects import GENERIC
from ingest.analysis import fold, lexical_tokens
from ingest.records import Source

__all__ = ["NamedSource", "named_sources", "without_sources"]

_KINDS: tuple[tuple[str, str], ...] = (
    (r"communiques?(?: de presse)?|press releases?", r"communique"),
    (r"manifestes?|manifestos?", r"manifest"),
    (r"brochures?|plaquettes?|livrets?|booklets?|leaflets?", r"brochure|plaquette|livret|booklet"),
    (r"contributions?|consultations?|submissions?", r"contribution|consultation|submission"),
    (r"rapports?|reports?", r"rapport|report"),
    (r"articles?", r"article|depeche|entretien|reportage"),
    (r"depeches?", r"depeche"),
    (r"entretiens?|interviews?", r"entretien|interview"),
    (r"comptes?[- ]rendus?|minutes", r"compte"),
    (r"discours|speech", r"discours|speech"),
    (r"pages?(?: web| internet)?|sites? (?:web|internet)|web ?pages?|websites?", r"page|site"),
    (r"(?:textes?|documents?|annonces?|publications?|papers?|announcements?|texts?)", r""),
)
"""Words for a kind of document, and what the kind or the title of one holds; "": any kind."""
_ALWAYS = 3
"""The first so many always mean a document; the others ("contribution", "rapport", "page") are one
only with its publisher, title or date."""
_MISSED = 10
"""The first so many are missed where the index has none such; a page or a text may be anything."""
_NOUN = re.compile("|".join(rf"(?P<k{n}>\b(?:{noun})\b)" for n, (noun, _) in enumerate(_KINDS)))
_WITHIN = (
    r"(?:\b(?:selon|d'apres|suivant|a en croire|dans|sur|according to|as per|per|in|on|from)\s+)"
)
_ARTICLE = r"(?:\bl'|\b(?:le|la|les|ce|cet|cette|the|this|that|its|their|leur|son|sa|un|une|an?) )"
_DEFINITE = tuple(
    re.compile(
        rf"(?:(?P<within>{_WITHIN}){_ARTICLE}?|\bl'|"
        r"\b(?:le|la|les|du|des|au|ce|cet|cette|the|this|that|its|their|leur|son|sa) )"
        rf"(?P<before>(?:[\w&-]+(?:'s)? ){{{count}}})$"
    )
    for count in range(4)
)
"""What stands before a noun, with so many words between: "in the June 2021 …"."""
_OWNER = re.compile(rf"(?P<within>{_WITHIN})?(?P<before>\b[\w&-]+'s )$")
_SAYS = (
    r"(?:(?:parl|propos|demand|prevoy|annonc|indiqu|recommand|preconis|affirm|precis|mentionn|"
    r"soulign|evoqu|reclam|donn|cit|expliqu|chiffr|estim|avanc|compt|dis|promett)(?:e|ait|ent)|"
    r"dit|prevoi[st]|ecrit|defend|promet|said|gave|(?:propos|ask|stat|claim|list)ed|"
    r"(?:tell|say|mention|propose|ask|state|claim|give|name|list|recommend|announce)s?)"
)
_SUBJECT_OF = re.compile(rf"(?:\b{_SAYS}|\b(?:does|did|do)) $")
_THEN_SAYS = re.compile(rf"\)?,? (?:ne |n')?{_SAYS}\b")
_ENDS_OPENING = re.compile(r"\)|\s*[:,—–-]")
"""Ends the words that stand before or beside a question: "brochure 2016 : budget moyen ?"."""
_AND = re.compile(r"\W*(?:et|ou|and|or)?\W*$")
"""Between two documents that are named together."""
_SAID_BY = re.compile(
    r"\b(?:(?:selon|d'apres|a en croire|according to)\s+|"
    rf"(?:que|qu'est-ce que) (?:nous )?{_SAYS} |(?P<asks>what (?:does|did|do) ))"
    r"(?:l'|(?:le|la|les|the) )?"
)
_PRESS = re.compile(r"\b(?:[Dd]ans|[Ii]n)\s+(?:(?:Le|La|Les|The) |L['’])(?=[A-ZÀ-Ý])")
"""A newspaper is told from a place by the capital of its article: "dans Le Monde"."""
_REPORTS = re.compile(r"\b(?:selon|d'apres|croire|according|dit|disait)\b")
"""Says by itself that somebody says it; one "propose" or "compte" may do so himself."""
_TITLED = re.compile(r"(?:(?:Le|La|Les|The) |L['’])$")
_PROPER = re.compile(r"[A-ZÀ-Ý][\w&-]*(?:(?: (?:of|for|de|du|des))? [A-ZÀ-Ý][\w&-]*)*")
_GOES_ON = re.compile(r"\w|'s\b|-\w")
"""A name that is only the beginning of what is named."""
_JOINS = re.compile(
    r"[\s(«\"“]*(?:(?:de la|de l'|du|des|de|d'|aux?|date du|date de|paru en|publiee? (?:par|en)|"
    r"of the|of|by the|by|from|dated|published (?:by|in)|en|in|et (?:de )?(?:l')?|and(?: the)?)"
    r"(?:\s+|(?<=')))?[\s(«\"“]*(?:l'|la |le |the )?"
)
_OWNED = re.compile(r"\b(?:de|du|des|d|aux?|by|of|from|par)\b")
_AT = re.compile(r"\b(?:en|in)\b")
_CLOSING = re.compile(r"\s*[»\"”]")
_WORD = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")
_DAY = re.compile(r"\d{1,2}(?:er|st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class NamedSource:
    """What names a document in a question.

    Attributes:
        start, end: its place, with "dans", "selon" before it.
        words: it, without them.
        sources: identifiers of the documents that fit; none when the index has no such document.
        noun: pattern of the words for its kind; "" for a publisher alone.
        told: words that tell it from others of its kind, as typed: publisher, title, date.
    """

    start: int
    end: int
    words: str
    sources: frozenset[str]
    noun: str
    told: tuple[str, ...]

    def is_named_in(self, text: str) -> bool:
        """Does ``text`` speak of this very document?"""
        folded = fold(text)
        names = [word for word in self.told if word[:1].isupper()]
        said = re.search(rf"\b(?:{self.noun}|selon|d'apres|according)\b", folded) is not None
        if not said and (self.sources or not names):
            return False
        return all(
            re.search(rf"\b{re.escape(word)}", text if word in names else folded)
            for word in self.told
        )


def named_sources(question: str, sources: Sequence[Source]) -> tuple[NamedSource, ...]:
    """The documents from which ``question`` wants its answer, in order.

    A document that it only speaks of ("combien de pôles ont signé le manifeste ?") is none.
    """
    folded = fold(question)
    if len(folded) != len(question):
        return ()
    found: list[NamedSource] = []
    for noun in _NOUN.finditer(folded):
        last = found[-1].end if found else 0
        if noun.start() >= last and (one := _document(question, folded, noun, sources, last)):
            found.append(one)
    for said in (*_SAID_BY.finditer(folded), *_PRESS.finditer(question)):
        apart = not any(one.start < said.end() and said.start() < one.end for one in found)
        if apart and (named := _publisher(question, folded, said, sources)):
            found.append(named)
    return tuple(sorted(found, key=lambda one: one.start))


def spoken_of(question: str, sources: Sequence[Source]) -> NamedSource | None:
    """The first document that ``question`` names in any manner: "de quand date le manifeste ?"."""
    folded = fold(question)
    if len(folded) != len(question):
        return None
    found = (
        _document(question, folded, noun, sources, 0, anyhow=True)
        for noun in _NOUN.finditer(folded)
    )
    return next((one for one in found if one is not None), None)


def without_sources(question: str, named: Sequence[NamedSource]) -> str:
    """``question`` without the words that name its sources."""
    for one in reversed(named):
        question = f"{question[: one.start]} {question[one.end :]}"
    return " ".join(question.split()).strip(" ,:;—–-?")


def _document(
    question: str,
    folded: str,
    noun: re.Match[str],
    sources: Sequence[Source],
    last: int,
    *,
    anyhow: bool = False,
) -> NamedSource | None:
    """The document whose kind ``noun`` is, if an answer is wanted from it, or ``anyhow``.

    ``last``: where another one ends.
    """
    family = int((noun.lastgroup or "k0")[1:])
    words, kind = _KINDS[family]
    fit = [source for source in sources if _is_of_kind(source.kind, source.title, kind)]
    start = name = noun.start()
    within = False
    told: list[str] = []
    first = not folded[:start].strip() or folded[start - 1] == "("
    if not first:
        before = _before(question, folded, start, fit)
        if before is None:
            return None
        start, name, within, fit, told = before
    end, fit = _told_after(question, folded, noun[0], noun.end(), fit, told)
    if (family >= _ALWAYS and not told) or not (fit or family < _MISSED):
        return None  # "les documents de l'administration": none that could be missing
    after = folded[end:]
    if first:
        within = _ENDS_OPENING.match(after) is not None
        start -= start > 0
        end += after.startswith(")")
    elif last and _AND.match(folded[last:start]):
        within = True
    elif not within:
        within = bool(_SUBJECT_OF.search(folded[:start]) or _THEN_SAYS.match(after))
    if not (within or anyhow):
        return None
    typed = question[name:end].strip(" )")
    return NamedSource(start, end, typed, frozenset(s.id for s in fit), words, tuple(told))


def _before(
    question: str, folded: str, noun: int, fit: list[Source]
) -> tuple[int, int, bool, list[Source], list[str]] | None:
    """Where the words begin that name a document, and its name among them; whether they ask to
    look into it; which documents those before its ``noun`` leave, and these words themselves.

    None: it is spoken of at large.
    """
    for pattern in (*_DEFINITE, _OWNER):
        match = pattern.search(folded, 0, noun)
        if match is None:
            continue
        told = _WORD.findall(question[match.start("before") : noun].replace("'s ", " "))
        left: list[Source] | None = fit
        for word in told:
            left = None if left is None else _narrowed(fold(word), left)
        if left is not None:
            within = match["within"] is not None
            return match.start(), match.start("before"), within, left, told
    return None


def _told_after(
    question: str, folded: str, noun: str, end: int, fit: list[Source], told: list[str]
) -> tuple[int, list[Source]]:
    """Where the words end that tell a document from others, and which documents they leave."""
    while True:
        joined = _JOINS.match(folded, end)
        match = _WORD.match(folded, joined.end() if joined else end)
        if joined is None or match is None or match.start() == end:
            return end, fit
        word, typed = match[0], question[match.start() : match.end()]
        owned = _OWNED.search(joined[0]) is not None
        telling = typed[:1].isupper() or typed[:1].isdigit() or word in MONTHS
        titled = _titled(fold(told[-1]) if told else noun, word, fit)
        telling |= bool(titled)
        narrowed = _narrowed(word, fit)
        if YEAR.fullmatch(word):  # "Manifeste 2026, annexe 1" beside the manifesto of 2026
            narrowed = [s for s in fit if s in titled or s in (narrowed or ())]
        elif titled:
            narrowed = titled
        if narrowed is None and typed[:1].isupper() and (owned or not fit):
            narrowed = []  # of somebody by whom there is none
        if narrowed is None or not (telling or owned):
            return end, fit
        if not narrowed and (not telling or _AT.search(joined[0])):
            return end, fit  # "la brochure en 2011": that is when, not which
        if "(" in joined[0] and not (typed[:1].isdigit() or word in MONTHS):
            return end, fit  # a name in brackets is what the question is about
        told.append(typed)
        end, fit = match.end(), narrowed
        closing = _CLOSING.match(folded, end)
        end = closing.end() if closing else end


def _titled(before: str, word: str, fit: Sequence[Source]) -> list[Source]:
    """Those of ``fit`` in whose title ``word`` follows ``before``."""
    return [
        source for source in fit if f"{before} {word}" in _kind_and_title(source.kind, source.title)
    ]


def _narrowed(word: str, fit: Sequence[Source]) -> list[Source] | None:
    """Those of ``fit`` that ``word`` tells: by date, publisher or title; None: it tells none."""
    if YEAR.fullmatch(word):
        return [s for s in fit if s.date[:4] == word or (not s.date and word in s.title)]
    if word in MONTHS:
        month = f"{MONTHS[word]:02}"
        return [s for s in fit if s.date[5:7] in ("", month)]
    if _DAY.fullmatch(word) and any(_is_day(word, s) for s in fit):
        return [s for s in fit if _is_day(word, s)]
    tokens = _tokens(word)
    told = [s for s in fit if tokens and tokens <= _tokens(f"{s.publisher} {s.title} {s.kind}")]
    return told or None


def _is_day(word: str, source: Source) -> bool:
    return len(source.date) == 10 and int(source.date[8:]) == int(re.sub(r"\D", "", word))


@lru_cache(maxsize=1 << 15)
def _is_of_kind(kind: str, title: str, wanted: str) -> bool:
    return bool(re.search(rf"\b(?:{wanted})", _kind_and_title(kind, title)))


@lru_cache(maxsize=4096)
def _kind_and_title(kind: str, title: str) -> str:
    return fold(f"{kind} | {title}")


@lru_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(lexical_tokens(text.replace("-", " ")))  # "Bourgogne Franche-Comté"


def _publisher(
    question: str, folded: str, said: re.Match[str], sources: Sequence[Source]
) -> NamedSource | None:
    """The publisher who is said to say it; another name, by whom the base holds nothing."""
    asks = bool(said.groupdict().get("asks"))
    best = ""
    fit: set[str] = set()
    for source in sources:
        for name in _names(source.publisher):
            if len(name) < len(best) or not folded.startswith(name, said.end()):
                continue
            after = folded[said.end() + len(name) :]
            if _GOES_ON.match(after) or (asks and not _THEN_SAYS.match(after)):
                continue
            fit = fit if name == best else set()
            best = name
            fit.add(source.id)
    if best:
        end = said.end() + len(best)
        return NamedSource(said.start(), end, question[said.end() : end], frozenset(fit), "", ())
    match = _PROPER.match(question, said.end())
    reports = match and (re.match(r" say\b", folded[match.end() :]) if asks else _reports(said))
    if match is None or not reports or fold(match[0]) in GENERIC:
        return None
    title = _TITLED.search(question, 0, said.end())
    words = question[title.start() if title else said.end() : match.end()]
    told = tuple(word for word in match[0].split() if word[:1].isupper())
    return NamedSource(said.start(), match.end(), words, frozenset(), "selon", told)


def _reports(said: re.Match[str]) -> bool:
    return said.re is _PRESS or _REPORTS.search(said[0]) is not None


@lru_cache(maxsize=4096)
def _names(publisher: str) -> tuple[str, ...]:
    """The names that a publisher goes by: the whole, each of several, what stands in brackets."""
    parts = re.split(r"\s+et\s+|\s+and\s+|[,()]", fold(publisher))
    names = (re.sub(r"^(?:l'|(?:le|la|les|the) )", "", part.strip()) for part in parts)
    return tuple(dict.fromkeys(name for name in names if len(name) > 1 and name != "poles"))
