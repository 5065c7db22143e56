"""Does what a sentence cites support it? A deterministic proxy, and ALCE's two figures. Pure.

A sentence with a marker that does not resolve is not supported (ALCE), and a citation whose quote
is not in its source supports nothing. Else the cited quotes together must hold every number, date,
name and acronym of the sentence, enough of its words weighted by rarity, and the same negation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.normalise import Quantity, canonical_unit, content_of, iso_dates, quantities, stems
from evals.outputs import Cited, Shown
from evals.sentences import Sentence, answer_sentences
from ingest.analysis import STOP_WORDS
from ingest.sentences import split_sentences

__all__ = ["TAU", "SentenceVerdict", "judge_sentences", "supports"]

TAU = 0.7
"""Least share of a sentence's words, by rarity, that its quotes hold: one of the best on the dev
half of ``sets/support/pairs.jsonl``, as a test shows."""

_NAME = re.compile(r"(?<![\w.])(?:[A-ZÀ-Þ][\w&@'’-]*\w|[A-Z]{2,})")
_NEGATION = re.compile(
    r"\b(?:ne|n'\w+|pas|jamais|aucun\w*|sans|ni|non|not|never|no|none|without|neither|nor|\w+n't|"
    r"cannot)\b"
)
_NOT_NAMES = STOP_WORDS | frozenset(
    "en au il elle ils elles les cette dans pour selon ainsi depuis entre enfin il y "
    "according since between finally although however".split()
)


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """What the proxy says of one sentence.

    Attributes:
        text: the sentence, without markers.
        markers: numbers it cites.
        supported: by its citations together.
        reason: why not, or what held.
        precise: number of citations that are needed or sufficient.
        copied: the sentence stands word for word in a quote that it cites.
        broken: what breaks the rule that nothing unsupported is shown, "" when nothing does.
    """

    text: str
    markers: tuple[int, ...]
    supported: bool
    reason: str
    precise: int
    copied: bool
    broken: str = ""


def judge_sentences(shown: Shown, rarity: Mapping[str, float]) -> tuple[SentenceVerdict, ...]:
    """A verdict for each sentence of an answer.

    Args:
        shown: the answer.
        rarity: inverse document frequency of tokens; a token that is missing counts as the rarest.
    """
    cited = {citation.n: citation for citation in shown.citations}
    return tuple(_judge(sentence, cited, rarity) for sentence in answer_sentences(shown.answer))


def _judge(
    sentence: Sentence, cited: Mapping[int, Cited], rarity: Mapping[str, float]
) -> SentenceVerdict:
    found = [cited[n] for n in sentence.markers if n in cited]
    broken = _broken(sentence, cited)
    usable = [citation for citation in found if citation.verbatim is not False]
    if sentence.items and not broken:
        return _judge_list(sentence, cited)
    supported, reason = supports(sentence.text, usable, rarity)
    supported = supported and len(found) == len(sentence.markers)
    words = content_of(sentence.text)
    return SentenceVerdict(
        text=sentence.text,
        markers=sentence.markers,
        supported=supported,
        reason=broken or reason,
        precise=_precise(sentence.text, usable, rarity) if supported else 0,
        copied=any(words and words in content_of(citation.quote) for citation in found),
        broken=broken,
    )


def _judge_list(sentence: Sentence, cited: Mapping[int, Cited]) -> SentenceVerdict:
    """An enumeration: each item must be named by its own citation, and a count must be theirs.

    So must the figures of an item be its citation's. What the items have in common is not checked
    here: it is seldom a citation's own wording.
    """
    named = [_is_item_of(item, cited[n]) for item, n in sentence.items]
    lost = [item for (item, _), held in zip(sentence.items, named, strict=True) if not held]
    lead = sentence.text.partition(":")[0]
    quotes = " \n".join(cited[n].quote for n in sentence.markers)
    held = quantities(quotes)
    wrong = [q.value for q in quantities(lead) if not _is_count(q, len(named), held)]
    reason = f"énumération de {len(named)} éléments, chacun nommé par sa citation"
    if lost:
        reason = f"« {lost[0]} » n'est pas dans sa citation"
    elif wrong:
        reason = f"le nombre {wrong[0]:g} n'est pas celui des éléments cités"
    return SentenceVerdict(
        sentence.text, sentence.markers, not lost and not wrong, reason, sum(named), copied=False
    )


def _is_count(quantity: Quantity, items: int, held: Sequence[Quantity]) -> bool:
    """True for the number of items, and for one that the citations give of the same thing."""
    if quantity.value == items:
        return True
    same = (other for other in held if other.value == quantity.value)
    return any(not quantity.units or {*quantity.units} & {*other.units} for other in same)


def _is_item_of(item: str, citation: Cited) -> bool:
    around = _around(citation)
    return not (_missing_name(f"de {item}", around) or _missing_figure(item, around))


def _around(citation: Cited) -> str:
    return f"{citation.quote} {citation.title} {citation.section} {citation.publisher}"


def _broken(sentence: Sentence, cited: Mapping[int, Cited]) -> str:
    if not sentence.markers:
        return "aucune citation"
    lost = [n for n in sentence.markers if n not in cited]
    if lost:
        return f"le renvoi [{lost[0]}] ne mène à aucune citation"
    altered = [n for n in sentence.markers if cited[n].verbatim is False]
    if altered:
        return f"la citation [{altered[0]}] n'est pas mot pour mot à la place indiquée"
    return ""


def _precise(text: str, cited: Sequence[Cited], rarity: Mapping[str, float]) -> int:
    """ALCE (arXiv 2305.14627, §3): a citation is precise if it supports the sentence alone, or
    if the others no longer support it without it."""
    if len(cited) == 1:
        return 1
    precise = 0
    for citation in cited:
        others = [other for other in cited if other is not citation]
        precise += supports(text, [citation], rarity)[0] or not supports(text, others, rarity)[0]
    return precise


def supports(
    text: str, cited: Sequence[Cited], rarity: Mapping[str, float], tau: float = TAU
) -> tuple[bool, str]:
    """Whether the quotes of ``cited`` support the sentence ``text``, and why (not), in French."""
    if not cited:
        return False, "aucune citation"
    quotes = " \n".join(citation.quote for citation in cited)
    around = " ".join(map(_around, cited))
    for missing in (_missing_figure(text, quotes), _missing_name(text, around)):
        if missing:
            return False, missing
    share = coverage(text, quotes, rarity)
    if share < tau:
        return False, f"mots couverts à {share:.0%} seulement (seuil {tau:.0%})"
    if not _same_negation(text, quotes, rarity):
        return False, "négation différente de la citation"
    return True, f"chiffres, noms et dates présents ; mots couverts à {share:.0%}"


def _missing_figure(text: str, quotes: str) -> str:
    held = {quantity.value for quantity in quantities(quotes)}
    units = {(q.value, q.units[0]) for q in quantities(quotes) if q.units[:1] in (("%",), ("eur",))}
    for quantity in quantities(text):
        if quantity.value not in held:
            return f"le nombre {quantity.value:g} n'est pas dans la citation"
        unit = quantity.units[0] if quantity.units else ""
        if unit in ("%", "eur") and (quantity.value, unit) not in units:
            return f"l'unité de {quantity.value:g} n'est pas celle de la citation"
    dates = iso_dates(text) - iso_dates(quotes)
    return f"la date {min(dates)} n'est pas dans la citation" if dates else ""


def _missing_name(text: str, held: str) -> str:
    words = frozenset(content_of(held).split())
    joined = content_of(held).replace(" ", "")
    for position, match in enumerate(_NAME.finditer(text)):
        name = match[0]
        starts = position == 0 and not text[: match.start()].strip(" «\"'(-–•")
        if starts and not name[1:2].isupper() and "-" not in name:
            continue  # the first word has a capital whatever it is
        parts = [p for p in content_of(name).split() if len(p) > 1 and p not in _NOT_NAMES]
        if not all(p in words or canonical_unit(p) in words for p in parts):
            if content_of(name).replace(" ", "") in joined:
                continue
            return f"« {name} » n'est pas dans la citation"
    return ""


def coverage(text: str, quotes: str, rarity: Mapping[str, float]) -> float:
    """Share of the stems of ``text`` that ``quotes`` hold, weighted by rarity; in [0, 1]."""
    wanted, held = stems(text), stems(quotes)
    rarest = max(rarity.values(), default=1.0)
    total = sum(rarity.get(token, rarest) for token in sorted(wanted))
    if not total:
        return 1.0
    return sum(rarity.get(token, rarest) for token in sorted(wanted & held)) / total


def _same_negation(text: str, quotes: str, rarity: Mapping[str, float]) -> bool:
    """Compare with the quoted sentence that covers ``text`` best: others may well be negative."""
    pieces = [quotes[start:end] for start, end in split_sentences(quotes)]
    if not pieces:
        return True
    best = max(pieces, key=lambda piece: coverage(text, piece, rarity))
    if content_of(text) in content_of(quotes):
        return True
    return _denies(text) == _denies(best)


def _denies(text: str) -> bool:
    """With accents: « né » denies nothing."""
    return _NEGATION.search(text.lower().replace("’", "'")) is not None
