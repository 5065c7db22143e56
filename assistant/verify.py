"""Sentence ↔ evidence: nothing is shown that its citation does not hold. Pure.

Extracted sentences must be their quote, at its place in the page. Written sentences (by a model)
must take every number with its unit and with what it counts, every year, acronym and proper name
from the quotes they cite, agree with them on negations and opposites, and share enough of their
words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.records import Citation
from assistant.synonyms import alternatives
from assistant.verify_words import (
    OPENERS,
    clauses_of,
    is_negated,
    number_words,
    opposite_pair,
)
from ingest.analysis import STOP_WORDS, fold, lexical_tokens

__all__ = [
    "MIN_COVERAGE",
    "Verdict",
    "left_out_name",
    "marker_numbers",
    "verify_citation",
    "verify_sentence",
]

MIN_COVERAGE = 0.5
"""Least share of a written sentence's telling words that its quotes hold."""

_MARKER = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.]\d{3}(?!\d))*(?:[.,]\d+)?")
_UNIT = re.compile(
    r"^\s*(?:(%|pour cent|percent|per cent)|"
    r"(milliards?|billions?|mds?\b|bn\b)|(millions?|m€|m eur|meur|m\b)|(k€|k\b|milliers?|mille)|"
    r"(€|euros?|eur\b)|(points?)|(ans?\b|annees?|years?)|(mois|months?))"
)
_CURRENCY = re.compile(r"^[^\d.;]{0,16}?(?:€|euros?|eur\b)")
_ACRONYM = re.compile(r"\b[A-ZÀ-Ý][A-ZÀ-Ý0-9&-]*[A-ZÀ-Ý0-9]\b")
_NAME = re.compile(r"(?<![.!?:»] )(?<!^)\b[A-ZÀ-Ý][a-zà-ÿ][\w’'-]*")
_OPENING = re.compile(r"(?:^|(?<=[.!?:»] ))[^\w]*([A-ZÀ-Ý][\w’'-]*)")
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"\b[A-ZÀ-Ý\d]\w*")
_PAIR = re.compile(r"\b([A-ZÀ-Ý][\w’'-]*) (?=([A-ZÀ-Ý][\w’'-]*))")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAME_CLAUSE = 0.6
"""Share of words from which two clauses say the same thing, negation aside."""
_DENIALS = frozenset(lexical_tokens("ne non pas jamais aucun aucune sans not no never without"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a check passed, and why not."""

    passed: bool
    reason: str = ""


def marker_numbers(text: str) -> list[int]:
    """Numbers of the markers "[n]" in ``text``, in order."""
    return [int(number) for number in _MARKER.findall(text)]


def verify_citation(
    sentence: str, citation: Citation, pages: Mapping[tuple[str, int], str]
) -> Verdict:
    """Check an extracted sentence against its page.

    Args:
        sentence: what will be shown, without markers.
        citation: what it cites.
        pages: cleaned texts by (document, physical page).
    """
    page = pages.get((citation.document_id, citation.span.page))
    if page is None:
        return Verdict(False, f"page {citation.span.page} of {citation.document_id} is not held")
    if page[citation.span.start : citation.span.end] != citation.quote:
        return Verdict(False, "the quote is not at its place in the page")
    if " ".join(sentence.split()) != " ".join(citation.quote.split()):
        return Verdict(False, "the sentence is not the quote")
    return Verdict(True)


def verify_sentence(
    sentence: str,
    quotes: Mapping[int, str],
    *,
    contexts: Mapping[int, str] = MappingProxyType({}),
    min_coverage: float = MIN_COVERAGE,
    max_gap: int | None = None,
) -> Verdict:
    """Check a written sentence against the quotes that its markers call.

    Args:
        sentence: with its markers "[n]".
        quotes: quote by marker number.
        contexts: headings above a quote, by marker number: they may give a name that the quote
            leaves out, and nothing else.
        min_coverage: least share of the sentence's telling words found in the quotes, in [0, 1].
        max_gap: most telling words in a row that the quotes may lack; None sets no limit.
    """
    markers = marker_numbers(sentence)
    unknown = [number for number in markers if number not in quotes]
    if unknown or not markers:
        reason = f"the marker [{unknown[0]}] cites nothing" if unknown else "nothing is cited"
        return Verdict(False, reason)
    text = _MARKER.sub("", sentence).strip()
    cited = [quotes[number] for number in markers]
    if any(_is_sentence_of(text, quote) for quote in cited):
        return Verdict(True)
    around = [*cited, *(contexts[number] for number in markers if number in contexts)]
    reason = _unfaithful(text, cited, around)
    if reason:
        return Verdict(False, reason)
    covered = _coverage(text, around)
    if covered < min_coverage:
        return Verdict(False, f"the cited text holds {covered:.2f} of the sentence's words")
    gap = _longest_gap(text, around)
    if max_gap is not None and len(gap) > max_gap:
        return Verdict(False, f"« {' '.join(gap)} » is not in the cited text")
    return Verdict(True)


def _is_sentence_of(text: str, quote: str) -> bool:
    """Is ``text`` a whole sentence of ``quote``, or several, word for word?"""
    said, held = " ".join(text.split()).rstrip("."), " ".join(quote.split())
    start = held.find(said)
    if start < 0 or not said:
        return False
    before, after = held[:start].rstrip(' «“"'), held[start + len(said) :].lstrip()
    return (not before or before[-1] in ".!?…»") and (not after or after[0] in ".!?…»")


def _unfaithful(text: str, cited: Sequence[str], around: Sequence[str]) -> str:
    """The first thing that ``text`` says and the quotes do not, "" when none."""
    for missing in (_missing_number(text, cited), _missing_name(text, around)):
        if missing:
            return f"« {missing} » is not in the cited text"
    repeated = _repeated_name(text, cited)
    if repeated:
        return f"« {repeated} » stands there more often than in the cited text"
    swapped = _swapped_count(text, cited)
    if swapped:
        return f"« {swapped} » counts something else in the cited text"
    if _denies(text, cited):
        return "the sentence and the cited text disagree on a negation"
    opposite = opposite_pair(text, " ".join(cited))
    return f"« {opposite} » is the opposite of the cited text" if opposite else ""


def _missing_number(text: str, cited: Sequence[str]) -> str:
    """The first number of ``text`` that no quote holds with the same unit, "" when none."""
    held = {number for quote in cited for number in _numbers(quote)}
    for value, unit in _numbers(text):
        if (value, unit) not in held:
            return f"{value} {unit}".strip()
    values = {value for value, _ in held} | {n for quote in cited for n in number_words(quote)}
    return next((word for n, word in number_words(text).items() if n not in values), "")


def _numbers(text: str) -> list[tuple[str, str]]:
    """Numbers as (value, unit): "1 816", "4,5 M€" and "4.5 million euros" read alike."""
    folded = fold(text)
    found: list[tuple[str, str]] = []
    for match in _NUMBER.finditer(folded):
        after = folded[match.end() :]
        unit = _UNIT.match(after)
        names = ("%", "10^9", "10^6", "10^3", "", "points", "years", "months")
        scale = (
            next((n for n, g in zip(names, unit.groups(), strict=True) if g), "") if unit else ""
        )
        rest = after[unit.start() :] if unit else ""
        money = (
            "EUR"
            if unit and scale in {"", "10^3", "10^6", "10^9"} and _CURRENCY.match(rest)
            else ""
        )
        found.append((_value(match[0]), f"{scale} {money}".strip()))
    return found


def _value(number: str) -> str:
    """Digits with a decimal point, thousands apart: "1 234,50" → "1234.5"."""
    digits = re.sub(r"[ \u00a0\u202f](?=\d{3})|\.(?=\d{3}(?!\d))", "", number).replace(",", ".")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _swapped_count(text: str, cited: Sequence[str]) -> str:
    """A count of ``text`` whose noun the quotes count with another number: "600 membres"."""
    held: dict[str, set[str]] = {}
    for quote in cited:
        for value, noun in _counts(quote):
            held.setdefault(value, set()).add(noun)
    nouns = {noun for group in held.values() for noun in group}
    for value, noun in _counts(text):
        same = alternatives(noun)
        if same & nouns and value in held and not same & held[value]:
            return f"{value} {noun}"
    return ""


def _counts(text: str) -> list[tuple[str, str]]:
    """Numbers with the first telling word after each, years aside."""
    found: list[tuple[str, str]] = []
    for match in _NUMBER.finditer(text):
        after = re.split(r"[,.;:()]|\d", text[match.end() :], maxsplit=1)[0]
        noun = next((t for t in lexical_tokens(after) if t[0] != "="), "")
        if noun and not _YEAR.fullmatch(match[0]):
            found.append((_value(match[0]), noun))
    return found


def _missing_name(text: str, cited: Sequence[str]) -> str:
    """The first acronym or proper name of ``text`` that no quote holds, "" when none."""
    joined = " ".join(cited)
    held, tokens = set(_WORD.findall(fold(joined))), set(lexical_tokens(joined))
    for name in (*_ACRONYM.findall(text), *_NAME.findall(text)):
        if fold(name) not in STOP_WORDS and not _held(name, held, tokens):
            return str(name)
    for name in _OPENING.findall(text):
        if not _held(name, held | STOP_WORDS | OPENERS, tokens):
            return str(name)
    return _torn_name(text, cited, held)


def left_out_name(text: str, quote: str, known: str) -> str:
    """A name that limits a number of ``quote`` when ``text`` keeps none of them, "" otherwise.

    "Quatre pôles labellisés en Aquitaine" is no answer about four pôles in general.

    Args:
        text: a written sentence that cites ``quote``.
        quote: what it cites.
        known: what the reader has been told already: the question, earlier sentences.
    """
    taken = {value for value, _ in _numbers(text)} | set(number_words(text))
    told = f"{text} {known}"
    words, tokens = set(_WORD.findall(fold(told))), set(lexical_tokens(told))
    names = {*_ACRONYM.findall(quote), *_NAME.findall(quote)}
    for clause in clauses_of(quote):
        counted = {v for v, _ in _numbers(clause) if not _YEAR.fullmatch(v)}
        if taken & (counted | set(number_words(clause))):
            limits = sorted(
                name
                for name in names
                if fold(name) not in STOP_WORDS and re.search(rf"\b{re.escape(name)}\b", clause)
            )
            if limits and not any(_held(name, words, tokens) for name in limits):
                return str(limits[0])
    return ""


def _repeated_name(text: str, cited: Sequence[str]) -> str:
    """A name or number said more often than the quotes say it, "" when none.

    The extra one ties it to something that the quotes say of another: "la phase V suit la
    phase V", of "la phase 6 suit la phase V".
    """
    said = Counter(fold(name) for name in _CAPITAL.findall(text))
    held = Counter(_WORD.findall(fold(" ".join(cited))))
    return next((n for n, times in said.items() if times > 1 and times > held[n] > 0), "")


def _held(name: str, words: Collection[str], tokens: Collection[str]) -> bool:
    """Every word of ``name`` is in the quotes, or a word that means the same ("Cluster")."""
    return all(
        word in words or any(alternatives(t) & set(tokens) for t in lexical_tokens(word))
        for word in _WORD.findall(fold(name))
    )


def _torn_name(text: str, cited: Sequence[str], held: Collection[str]) -> str:
    """A first name and a family name that the quotes never put together, "" when none."""
    near = {
        pair
        for quote in cited
        for words in [_WORD.findall(fold(quote))]
        for reach in (1, 2)
        for pair in zip(words, words[reach:], strict=False)
    }
    for match in _PAIR.finditer(text):
        first, last = _WORD.findall(fold(match[1]))[-1], _WORD.findall(fold(match[2]))[0]
        both = first in held and last in held and first not in STOP_WORDS
        if both and (first, last) not in near:
            return f"{match[1]} {match[2]}"
    return ""


def _denies(text: str, cited: Sequence[str]) -> bool:
    """Does a clause of ``text`` deny what the quotes say, or say what they deny?"""
    quoted = [(clause, is_negated(clause)) for quote in cited for clause in clauses_of(quote)]
    for clause in clauses_of(text):
        wanted = _telling(clause)
        best = {True: 0.0, False: 0.0}
        for other, negated in quoted:
            best[negated] = max(best[negated], _overlap(wanted, _telling(other)))
        if is_negated(clause):
            if best[True] < _SAME_CLAUSE:
                return True
        elif len(wanted) > 1 and best[True] >= _SAME_CLAUSE and best[True] > best[False]:
            return True
    return False


def _telling(text: str) -> set[str]:
    return {token for token in lexical_tokens(text) if token[0] != "=" and token not in _DENIALS}


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    """Share of the shorter clause's words that the other holds."""
    if not one or not other:
        return 0.0
    held = {same for token in other for same in alternatives(token)}
    return sum(token in held for token in one) / min(len(one), len(other))


def _coverage(text: str, cited: Sequence[str]) -> float:
    wanted = {token for token in lexical_tokens(text) if token[0] != "="}
    held = set(lexical_tokens(" ".join(cited)))
    if not wanted:
        return 0.0
    return sum(bool(alternatives(token) & held) for token in wanted) / len(wanted)


def _longest_gap(text: str, cited: Sequence[str]) -> list[str]:
    """The longest run of telling words of ``text`` that no quote holds: something added."""
    held = set(lexical_tokens(" ".join(cited)))
    longest: list[str] = []
    run: list[str] = []
    for token in lexical_tokens(text):
        if token[0] == "=":
            continue
        run = [] if alternatives(token) & held else [*run, token]
        longest = max(longest, run, key=len)
    return longest
