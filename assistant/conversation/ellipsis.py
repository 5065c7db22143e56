"""Follow-ups that say only what changes: another year, place, name or complement. Pure.

"Combien de membres en 2012 ?" – "et en 2016 ?"; "Quels pôles en Bretagne ?" – "et en Corse ?";
"Quels pôles travaillent sur l'hydrogène ?" – "et sur le nucléaire ?"; "Selon la brochure, …" – "et
dans le communiqué ?": the last question is asked again with that in the place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.places.regions import load_places
from assistant.understanding.asking import ASKS, PHASE, YEAR, parted
from assistant.understanding.kinds import Kind, counted_tokens, find_kind
from assistant.understanding.source_named import named_sources, without_sources
from assistant.understanding.subjects import GENERIC, subjects
from assistant.understanding.synonyms import FILLERS
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard
from ingest.numbers import SMALL

__all__ = ["CONNECTIVE", "NOW", "asked_again", "says_too_little", "telling"]

CONNECTIVE = re.compile(
    r"^\W*(?:ok|et|and|mais|but|alors|puis|then|so|donc|what about|how about|qu'en est-il)\b",
    re.IGNORECASE,
)
"""How a follow-up begins."""
NOW = re.compile(r"\b(?:aujourd'?hui|maintenant|actuellement|now|today|currently)\b", re.IGNORECASE)
_THEN = re.compile(
    r"\s*\b(?:(?:à|a) (?:l['’][ée]poque|ce moment(?:-là)?)|at (?:the|that) time|back then)\b",
    re.IGNORECASE,
)
_NUMBERS = dict.fromkeys("un une one a".split(), 1) | SMALL
_BARE = re.compile(r"^\W*(?:(?:le|la|les|un|des|the|a|et) )*(?:poles?|clusters?)\W*$")
_YEARS_LATER = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:ans?|annees?|years?) "
    r"(apres|plus tard|later|after|on|avant|plus tot|before|earlier)\b"
)
_AROUND = re.compile(
    r"\b(?:avant|apr[èe]s|depuis|before|after|since) (?:19|20)\d{2}(?!\d)", re.IGNORECASE
)
"""A time before, or after, a year: no value of that year."""
_PHASE_ALONE = re.compile(r"\b(?:la|the) ([1-9]|[ivx]{1,4})(?=\W*$)", re.IGNORECASE)
"""The phase of that number, behind a question on another."""
_COUNTRY = re.compile(r"(?<=\b(?:en|in) )France\b")
_OF_PLACE_OR_TIME = re.compile(
    r"\b(?:seulement|uniquement|only|just|svp|stp|please|fin|debut|mi|vers|end of|chez|annee|year|"
    r"region|ville|pour|for|cote|meme chose|same)\b"
)
_COMPLEMENT = re.compile(
    r"^\W*(?:ok |alors |sinon )?(?:et|and|what about|how about|mais|but)\W+"
    r"(sur|pour|dans|avec|contre|on|for|with|in|about|against)\b\s+(\S.*?)\s*\?*\s*$",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(
    r"^\W*(?:ok |alors )?et\W+((?:du |de la |de l['’]|des )\S+(?: \S+)?)\s*\?*\s*$", re.IGNORECASE
)
_DOES = re.compile(
    r"\b(?:font|fait|faire|s['’]occup\w+|p[ôo]les?) "
    r"(?P<what>(?:du |de la |de l['’]|des )[\w'’-]+(?: [\w'’-]+)?)"
    r"(?=\s*\?*\s*$| (?:en|à|a|dans|au|aux) )",
    re.IGNORECASE,
)
"""What pôles do or are of: "font du bois", in the place of which stands "et du textile ?"."""
_OTHER_NOUN = re.compile(
    r"^\W*(?:ok |alors )?(?:et|and|what about|how about)\W+(?:(?:de|des|les|the) |d['’])?"
    r"(?!(?:sa|son|ses|its|their|leurs?|le|la|du|aux?|par|avant|apres|après)\b|l['’])"
    r"([^\W\d_]{3,}(?: [^\W\d_]{4,})?)\s*\?*\s*$",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"^\W*(?:et|and|what about|how about)\W+((?:une?|an?) [^\W\d_][\w-]+(?: [\w'-]+)?)\s*\?*\s*$",
    re.IGNORECASE,
)
_A_KIND = re.compile(
    r"\b(?:une?|an?) (?:p[ôo]le(?: de comp[ée]titivit[ée])?|(?:competitiveness )?cluster|"
    r"[^\W\d_][\w-]+)",
    re.IGNORECASE,
)
"""A kind of thing: "une SATT"."""
_IN_PHASE = re.compile(
    r"\b(?:en|dans|pendant|lors de|durant|à|pour|in|during|for) (?:la |the )?"
    r"(phase (?:\d|[ivx]{1,4}))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(\bcombien d(?:e |['’])|\bhow many )([\w-]+)", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyh]")


def asked_again(text: str, before: str, cards: Sequence[PoleCard]) -> str:
    """``before`` with the year, place, name… or source that is all ``text`` says; else ""."""
    if again := _of_another_kind(text, before):
        return again
    places = load_places().find(text)
    names = subjects(text, cards)
    if names and GENERIC.issuperset(map(fold, names)) and (again := _counting(text, before)):
        return again  # "et de PME ?"
    rest = _beside(text, (*names, *(place.matched for place in places)))
    asks = {ask.strip() for ask in ASKS.findall(rest)}
    counts = counted_tokens(text) & telling(rest) - counted_tokens(before)
    if counts or telling(rest) - telling(before) or not asks <= set(ASKS.findall(fold(before))):
        again = _of_source(text, before) or _with_complement(text, before)
        return again or _counting(text, before)
    if again := _at_moment(text, before):
        return again
    if places and not names:
        return _in_place(before, places[0].matched)
    return _about(before, names, cards, whole=bool(asks)) if names else ""


def _at_moment(text: str, before: str) -> str:
    """``before``, asked of the year, of the phase or of today, as ``text`` says; "" without one."""
    said = _moment_of(text, before)
    own = next((moment for moment in (_AROUND, YEAR, PHASE) if moment.search(said)), None)
    if own and own.search(before):
        return own.sub(own.findall(said)[0], before)
    return f"{_undated(before).rstrip(' ?')} {said} ?" if said else ""


def _moment_of(text: str, before: str) -> str:
    if later := _YEARS_LATER.search(fold(text)):
        return _shifted(before, later)
    if around := _AROUND.search(text):
        return around[0]
    if years := YEAR.findall(text):
        return f"en {years[0]}"
    if phase := _IN_PHASE.search(text):
        return phase[0]
    if (number := _PHASE_ALONE.search(text)) and PHASE.search(before):
        return f"phase {number[1]}"
    return "aujourd'hui" if NOW.search(text) else ""


def _beside(text: str, names: Iterable[str]) -> str:
    """What ``text`` says beside ``names``, a connective and a moment, folded."""
    for name in names:
        text = text.replace(name, " ")
    for moment in (_AROUND, YEAR, _IN_PHASE, _PHASE_ALONE):
        text = moment.sub(" ", text)
    rest = fold(CONNECTIVE.sub(" ", text))
    return _OF_PLACE_OR_TIME.sub(" ", NOW.sub(" ", _YEARS_LATER.sub(" ", rest)))


def says_too_little(text: str) -> bool:
    """Is ``text`` a follow-up ("et en Corse ?", "and in 2012?") that says nothing but that?

    Or "le pôle", of which nothing is asked.
    """
    if _BARE.match(fold(text)):
        return True
    places, moment = load_places().find(text), YEAR.search(text) or _IN_PHASE.search(text)
    if not CONNECTIVE.match(text) or not (places or moment):
        return False
    rest = _beside(text, (place.matched for place in places))
    return not telling(rest) and not ASKS.search(rest)


def telling(text: str) -> set[str]:
    """Tokens of ``text`` that say something."""
    return {t for t in lexical_tokens(text) if t[0] != "=" and t not in FILLERS and len(t) > 1}


def _in_place(before: str, place: str) -> str:
    """``before``, asked of ``place``."""
    known = load_places().find(before)
    if not known and (country := _COUNTRY.search(before)):
        return f"{before[: country.start()]}{place}{before[country.end() :]}"
    if not known:
        return f"{before.rstrip(' ?')} ({place}) ?"
    first = known[0]
    return before[: first.start] + place + before[first.start + len(first.matched) :]


def _with_complement(text: str, before: str) -> str:
    """``before`` with another complement behind the preposition of ``text``, if it has that one."""
    if (part := _PARTITIVE.match(text)) and (does := _DOES.search(before)):
        what = part[1].rstrip(" ?")
        return f"{before[: does.start('what')]}{what}{before[does.end('what') :]}"
    match = _COMPLEMENT.match(text)
    if match is None or ASKS.match(fold(match[2])):
        return ""
    body, added = parted(before.rstrip(" ?"))
    own = list(re.finditer(rf"\b{match[1]}\b", body, re.IGNORECASE))
    if not own:
        inside = list(re.finditer(rf"\b{match[1]}\b", added, re.IGNORECASE))
        again = inside and f"{added[: inside[-1].start()]}{match[1]} {match[2]}"
        return f"{body.rstrip(' ?')} ({again}) ?" if again else ""
    again = f"{body[: own[-1].start()]}{match[1]} {match[2]}"
    return f"{again} ({added}) ?" if added else f"{again} ?"


def _of_source(text: str, before: str) -> str:
    """``before`` of the document that is all ``text`` says, in the place of the one it names."""
    own, others = CONNECTIVE.sub("", text).strip(" ?,"), named_sources(before, ())
    found = named_sources(own, ())
    if others and not found:  # "et le communiqué ?" beside "selon la brochure"
        own = f"selon {own}"
        found = named_sources(own, ())
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(own)):
        return ""
    return f"{own}, {without_sources(before, others)} ?"


def _of_another_kind(text: str, before: str) -> str:
    """``before`` of what ``text`` names ("et une technopole ?"), where it is asked of a kind."""
    own, known = _KIND.match(text), list(_A_KIND.finditer(before))
    if own is None or not known or find_kind(text) is not Kind.OTHER:
        return ""
    start, end = known[-1].span()
    return f"{before[:start]}{own[1]}{before[end:]}"


def _counting(text: str, before: str) -> str:
    """``before``, where it counts something, of what ``text`` names ("et de salariés ?")."""
    own, counted = _OTHER_NOUN.match(text), _COUNTED.search(before)
    if own is None or counted is None or find_kind(text) is not Kind.OTHER:
        return ""
    elided = _VOWEL.match(fold(own[1])) is not None
    asks = re.sub(r"d(?:e |['’])$", "d'" if elided else "de ", counted[1])
    return f"{before[: counted.start()]}{asks}{own[1]}{before[counted.end() :]}"


def _shifted(before: str, later: re.Match[str]) -> str:
    years = YEAR.findall(before)
    count = int(later[1]) if later[1].isdigit() else _NUMBERS[later[1]]
    backwards = later[2] in {"avant", "plus tot", "before", "earlier"}
    return f"en {int(years[-1]) + (-count if backwards else count)}" if years else ""


def _undated(before: str) -> str:
    """``before`` without the year, or the "aujourd'hui", of which it asks."""
    without = _THEN.sub("", re.sub(r"\s*\b(?:en|in|fin|début)? ?(?:19|20)\d{2}\b", "", before))
    return re.sub(rf"\s*{NOW.pattern}", "", without, flags=re.IGNORECASE)


def _about(before: str, names: Sequence[str], cards: Sequence[PoleCard], *, whole: bool) -> str:
    """``before`` with its first name, or list of names, replaced; with a name where it had none.

    ``whole``: what says the name asks by itself, and needs no question that has none.
    """
    known = "|".join(map(re.escape, subjects(before, cards)))
    listed = known and re.search(rf"(?:{known})(?:(?:, | et | and )(?:{known}))*", before)
    if listed:
        return before[: listed.start()] + names[0] + before[listed.end() :]
    return "" if whole else f"{before.rstrip(' ?')} ({names[0]}) ?"
