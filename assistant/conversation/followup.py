"""Questions that lean on the conversation ("et en 2013 ?", "qui le préside ?") made standalone.

A question says what it asks, and of what. What a follow-up says itself is its own; what it leaves
out is the last question's:

- only another year, place, name or complement: the last question with that in the place of its own
  (``ellipsis``);
- a subject of its own, or all pôles after one: nothing is inherited;
- words of its own, but no subject: the names that the conversation was about; where these words
  could open a conversation, they may be asked of anything as well, and the surer answer tells;
- hardly a word, or "ce poste", "elles", "lesquels": all that the last question was about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.ellipsis import CONNECTIVE, NOW, asked_again
from assistant.conversation.leaning import THE_SAME, may_stand_alone, stands_alone
from assistant.conversation.listed import (
    FEW,
    RANK,
    all_of_them,
    asked_of_the_list,
    counted_again,
    one_of_the_list,
    ranked,
    told_of,
)
from assistant.conversation.two_poles import asked_of_two
from assistant.records import Turn
from assistant.texts import text_for
from assistant.understanding.asking import (
    ASKS,
    INVERTED,
    PHASE,
    YEAR,
    parted,
)
from assistant.understanding.kinds import Kind, asks_pole, find_kind
from assistant.understanding.named import poles_named, renamed
from assistant.understanding.ranks import number_of
from assistant.understanding.role_words import DIRECTOR, PRESIDENT
from assistant.understanding.subjects import GENERIC, subjects
from ingest.analysis import STOP_WORDS, fold
from ingest.cards import PoleCard

__all__ = ["adds_to", "standalone_readings"]

_NEW_TOPIC = re.compile(
    r"^\W*(?:(?:non|no|ok|bon|bref|sinon|allez|well)[\s,]+)*(?:rien [àa] voir|"
    r"autre (?:question|sujet|chose)|laisse[zr]? tomber|oublie[zr]?|changeons de sujet|"
    r"nouvelle question|never ?mind|"
    r"forget (?:it|that)|unrelated|another question|different (?:question|topic)|new topic|"
    r"on another (?:note|topic))(?:\s+alors)?\s*[:,;.!–—-]*\s*",
    re.IGNORECASE,
)
_SORRY = (
    r"(?:(?:non|no|nope|pardon|d[ée]sol[ée]e?|excuse[sz]?(?:-moi)?|sorry|oups|oops|euh|enfin|"
    r"en fait|actually|wait|ah)\b[\s,.!:;—–-]*)"
)
_MEANT = (
    r"(?:je (?:voulais|veux) (?:dire|parler (?=d))|je parlais(?= d)|je pensais à|je demandais|"
    r"i (?:mean[t]?|was (?:talking|asking|thinking)|wanted to say)|make (?:that|it)|"
    r"plut[ôo]t|rather)\s*(?:de\b|d['’]|du\b|about|of)?"
)
_CORRECTS = re.compile(
    rf"^\W*(?:{_SORRY}*{_MEANT}\s*[:,]?\s*|"
    rf"{_SORRY}+(?=[^\W\d_]+(?: [^\W\d_]+){{0,2}}\W*$|(?:en|à|in|pour|for) )|"
    rf"{_SORRY}*(?:pas|not) [^,;]{{2,40}}?(?:[,;]\s*(?:mais |but )?|\s(?:mais|but) ))"
    r"(?P<meant>.+)$",
    re.IGNORECASE,
)
"""Another name, place or year in the place of that which was typed."""
_MEANT_BEHIND = re.compile(
    r"[\s,]*\b(?:je veux dire|je voulais dire|i mean|i meant|plut[ôo]t|rather|instead|pardon|"
    r"sorry)\s*[.?!]*\s*$|\s*,\s*(?:et )?(?:pas|not) (?!.*\b(?:mais|but)\b)[\w' -]{2,40}[.?!]*\s*$",
    re.IGNORECASE,
)
_UNDATED = re.compile(r"\b(?:adresses?|address\w*|siege|sites?|websites?|ou|where)\b")
"""Of where a body is reached, today's is asked."""
_DATED = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.PERSON})
"""Each year has its own: those of the year that was spoken of are asked for."""
_ASKS = re.compile(rf"{ASKS.pattern}|\b{INVERTED}")
_AS_OF = re.compile(r"(?:\b(?:en|in|fin|d[ée]but|end of)|,) ((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
"""The year of which something is asked."""
_OF_ITSELF = frozenset({Kind.PLACE, Kind.DEFINITION})
_DOES_WHAT = re.compile(r"\bf(?:ait|ont)\b|\bdo(?:es)? (?:it|they|he|she) do\b")
"""Where somebody or something is, what it is or does, is asked of it alone."""
_SEEKS = re.compile(
    r"\b(?:un|a) (?:pole|cluster)\b|"
    r"\b(?:je|nous|ma|mon|notre|nos|my|our|we) (?!(?:vous|te|you)\b)\w+"
)
"""One who looks for a pôle, or tells what his company makes."""
_THEY = re.compile(r"\b(?:ils?|they|it)\b")
_PLACEHOLDERS = STOP_WORDS | frozenset(
    """
    poste mandat fonction tient tenait occupe occupait periode duree avant apres depuis au dela
    ensuite plus tard since until before after beyond then post position job held holds period
    he she him her his predecesseur successeur predecessor successor
    """.split()
)
"""Words that stand for what was said before, or ask for its time: no thing of their own."""
_WHO_IS_IT = re.compile(r"\b(?:c'est qui|qui c'est|qui est-ce|qui est-il|who is (?:it|he|she))\b")
_ROLE_OF = re.compile(
    rf"\b(?:le |la |l['’]|the )(?:{PRESIDENT}|{DIRECTOR})(?: \w+)? (?:de |du |d['’]|of ).*",
    re.IGNORECASE,
)
_SINCE_WHEN = re.compile(r"^\W*depuis quand \((pr[ée]side|dirige)\b([^()]*)\)", re.IGNORECASE)
"""Asks since when somebody holds a role."""
_BEFORE_OR_AFTER = re.compile(
    r"^\W*(?:et |and |qui |who )*((?:juste |just )?(?:avant|après|apres|before|after)"
    r"(?: (?:lui|elle|eux|cela|ça|him|her|them|that))?)\W*$",
    re.IGNORECASE,
)
"""Who held the role that was asked about, before or after whoever holds it."""
_IS_LIST = re.compile(r"[^.]{0,90}?\b\d+ (?:\w+ )?(?:p[ôo]les?|clusters?)\b")
"""An answer that lists pôles."""
_WORD = re.compile(r"[^\W_]+")
_LEAD = re.compile(r" \[1\]")
"""Ends the sentence that answers; those behind it support it, and may name others."""
_HERE = re.compile(r"\b(?:y|dedans|there|projet|programme|project|programme?)\b")
"""Speaks of the thing that the pôle was asked for."""
_OTHER_PHASE = re.compile(
    r"\b(?:(?P<later>phase (?:d['’]apr[èe]s|suivante)|next (?:phase|one)|la suivante)|"
    r"phase (?:d['’]avant|pr[ée]c[ée]dente)|previous (?:phase|one)|la pr[ée]c[ée]dente)\b",
    re.IGNORECASE,
)
_COUNTS_POLES = re.compile(
    r"\W*(?:et |and )?(?:(?:il y a(?:vait)? )?combien de|how many) (?:poles|clusters)"
    r"(?: au (?:depart|debut)| a la fin| (?:at the )?(?:start|end))?\W*"
)
"""Counts the pôles, and says of no time: of a phase that was spoken of, those of the phase."""
_REFUSALS = tuple(text_for("declined", language, 0).split(".")[0] for language in ("fr", "en"))
"""An answer that begins so names only the documents searched."""
_LEADS_IT = re.compile(
    r"\b(?:qui|who)\b.*\b(?:(?:(?:le|la) |l')(?:presid|dirig|men)\w+|"
    r"(?:chair|run|lead|head|manage)s? it|(?:ran|led|chaired|headed|managed) it)\b"
)
"""Asks for a role at the head of the pôle that was spoken of, and of nobody else."""
_ITS_HEAD = re.compile(rf"\b(?:son|sa|leur|its|their) (?:{PRESIDENT}|{DIRECTOR})")
"""The same, of whoever runs what a definition is about: a pôle has a president, a label none."""
_THEN = re.compile(r"\b\w+ait\b|\b(?:ran|led|chaired|headed|managed|was)\b")


def standalone_readings(
    text: str, history: Sequence[Turn], cards: Sequence[PoleCard] = ()
) -> tuple[str, ...]:
    """What ``text`` may mean after ``history``, the likeliest first; ``text`` itself without one.

    The second reading, where there is one, is about what the last answer named; or it is ``text``
    without what the first one adds (``adds_to``), where either may be meant.
    """
    before: list[str] = []
    readings: tuple[str, ...] = ()
    answer = listed = ""
    for turn in history:
        if turn.role == "user":
            asked = ranked(_well_named(turn.content, cards), listed or answer, cards)
            listed = listed if RANK.search(fold(turn.content)) else ""
            readings = _readings(asked, before, answer, cards)
            before.append(readings[0])
            if len(poles_named(readings[0], cards)) > 1:  # "le premier" is the first of them
                listed = readings[0]
        else:
            answer = turn.content
            if len(readings) > 1 and not _is_about(readings, answer, cards):
                before[-1] = readings[1]
            listed = answer if _IS_LIST.match(answer) else listed
    if not before:
        return (text,)
    text = ranked(_well_named(text, cards), listed or answer, cards)
    return _readings(text, before, answer, cards)


def adds_to(first: str, second: str) -> bool:
    """Is the ``first`` reading the ``second`` one with what it may be about?"""
    asked, added = parted(first)
    return bool(added) and asked.rstrip(" ?") == second.rstrip(" ?")


def _is_about(readings: Sequence[str], answer: str, cards: Sequence[PoleCard]) -> bool:
    """Does ``answer`` name what the first of ``readings`` adds to the second, if it does?"""
    names = subjects(parted(readings[0])[1], cards)
    named = any(fold(name) in fold(answer) for name in names)
    return named or not adds_to(readings[0], readings[1])


def _well_named(text: str, cards: Sequence[PoleCard]) -> str:
    """``text`` with the names of pôles as their records write them: "et aquimer ?"."""
    for card in poles_named(text, cards):
        text = renamed(text, (card,), card.name)
    return text


def _readings(
    text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> tuple[str, ...]:
    if not before:
        return (text,)
    topic = _NEW_TOPIC.match(text)
    if topic and len(text) - topic.end() > 3:
        return (text[topic.end() :],)
    last = before[-1]
    if again := asked_of_two(text, before, answer, cards):
        return (again,)
    text = _corrected(text)
    text = _next_phase(text, last)
    one = one_of_the_list(text, last, answer, cards) or all_of_them(text, last, cards)
    if changed := counted_again(text, last) or one or asked_again(text, last, cards):
        return (changed,)
    if stands_alone(text, last, cards):
        phase = PHASE.search(last)
        counts = phase and _COUNTS_POLES.fullmatch(fold(text))
        return (f"{text.rstrip(' ?')} ({phase[0]}) ?", text) if phase and counts else (text,)
    return _with_what_was_said(text, before, answer, cards)


def _corrected(text: str) -> str:
    """ "et X ?" for "non, je voulais dire X", which asks the last question of X."""
    behind = _MEANT_BEHIND.sub("", text)
    match = _CORRECTS.match(behind)
    meant = match["meant"] if match else behind
    if (match is None and behind == text) or ASKS.search(fold(meant)):
        return text if match is None else meant
    meant = CONNECTIVE.sub("", meant).strip(" .!?,")
    return f"et {meant} ?" if meant else text


def _with_what_was_said(
    text: str, before: Sequence[str], answer: str, cards: Sequence[PoleCard]
) -> tuple[str, ...]:
    """``text`` with what the last question was about, then with what the last answer named.

    The answer's names, those of its first sentence, go first where the last question asked for a
    pôle, or named nothing.
    """
    if listed := asked_of_the_list(text, before[-1], answer, cards):
        return (listed,)
    asked: list[str] = next((names for q in reversed(before) if (names := _topic(q, cards))), [])
    asked = [name for name in asked if fold(name) not in GENERIC] or asked
    lead = "" if answer.startswith(_REFUSALS) else _LEAD.split(answer, maxsplit=1)[0]
    told = subjects(lead, cards, told=True)
    said = [name for name in told if name not in asked and fold(name) not in GENERIC][:3]
    seeks = asks_pole(before[-1]) or _SEEKS.search(fold(before[-1]))
    found = [card.name for card in poles_named(answer, cards)] if seeks else []
    if found and GENERIC.issuperset(map(fold, asked)):
        asked = []  # "un pôle pour ma PME": of the pôles, not of PME
    if 0 < len(found) <= FEW and found[0] not in asked and not _HERE.search(fold(text)):
        asked, said = found, asked
    years = _AS_OF.findall(before[-1]) if _is_of_a_year(text) else []
    if _LEADS_IT.search(fold(text)) and (led := [n for n in asked if poles_named(n, cards)]):
        asked, said = led, []
        years = years if _THEN.search(fold(text)) else []
    head = _ITS_HEAD.search(fold(text)) is not None
    headed = [card.name for card in poles_named(", ".join(said), cards)] if head else []
    said = headed or said
    readings = [
        f"{text.rstrip(' ?')} ({', '.join([_together(names), *years[:1]])}) ?"
        for names in (asked, said)
        if names
    ]
    if may_stand_alone(text, cards):
        return (readings[0], text) if asked else (text,)
    whole = _about_the_same(text, before[-1])
    bare = _PLACEHOLDERS.issuperset(_WORD.findall(fold(text)))
    alone = (
        find_kind(text) in _OF_ITSELF
        or _DOES_WHAT.search(fold(text))
        or (found and _THEY.search(fold(text)))
    )
    if THE_SAME.search(fold(text)) or (bare and not (asked and alone)):
        return (whole,)
    if not asked and not headed and find_kind(before[-1]) is Kind.DEFINITION:
        return (whole, *readings)  # what it is was asked: its definition names others
    return tuple(readings) if asked else (*readings, whole)


def _topic(question: str, cards: Sequence[PoleCard]) -> list[str]:
    """The names that ``question`` is about: those that the conversation added, else its own."""
    return subjects(parted(question)[1], cards) or subjects(question, cards)


def _is_of_a_year(text: str) -> bool:
    """Is ``text`` asked of the year that was spoken of: a value, or no more than a name of one?"""
    own = YEAR.search(text) or NOW.search(text) or _UNDATED.search(fold(text))
    value = find_kind(text) in _DATED or not _ASKS.search(fold(text))
    return bool(CONNECTIVE.match(text) and value and not own)


def _together(names: Sequence[str]) -> str:
    """ "A, B et C", of which each is asked on its own."""
    return " et ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _about_the_same(text: str, before: str) -> str:
    """``text``, asked of all that ``before`` was about; where it asks nothing, ``before`` does."""
    if _WHO_IS_IT.search(fold(text)) and (role := _ROLE_OF.search(fold(before))):
        return f"Qui est {before[slice(*role.span())].rstrip(' ?')} ?"
    if (then := _BEFORE_OR_AFTER.match(text)) and (since := _SINCE_WHEN.search(before)):
        return f"qui {since[1]}{since[2]} {then[1]} ?"
    if then and find_kind(before) is Kind.PERSON:
        return f"{before.rstrip(' ?')} {then[1]} ?"
    if not _ASKS.search(fold(text)):
        return f"{before.rstrip(' ?')} — {text}"
    return f"{text.rstrip(' ?')} ({told_of(before)}) ?"


def _next_phase(text: str, before: str) -> str:
    """``text`` with the number of the phase that follows, or precedes, that of ``before``."""
    match, known = _OTHER_PHASE.search(text), PHASE.search(before)
    if match is None or known is None:
        return text
    other = number_of(known[0].lower().split()[1]) + (1 if match["later"] else -1)
    return f"{text[: match.start()]}phase {other}{text[match.end() :]}"
