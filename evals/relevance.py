"""Which evidence of a case does a passage hold? By place and words, never by chunk identifiers.

So systems that cut documents differently are judged alike. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from evals.cases import Evidence
from evals.normalise import content_of, quantities, stems
from evals.outputs import PassageText
from ingest.sentences import split_sentences

__all__ = ["gold_ranking", "grades_of", "holds", "same_place", "same_section", "units_of"]

_RESTATED = 0.8
"""Share of the stems of a quote that one sentence holds when it says the same again."""


def holds(passage: PassageText, evidence: Evidence) -> bool:
    """True when ``passage`` overlaps the place that ``evidence`` names.

    The source must be the passage's document, or one that its footnotes cite. With a quote, the
    passage holds it, one half of it (a quote may run over two passages), or one sentence that
    says it again with the same figures. Without, the page or the section decides.
    """
    if not _same_source(passage, evidence):
        return False
    if evidence.quote:
        return _holds_quote(passage.text, evidence.quote)
    if evidence.page and evidence.page not in passage.pages:
        return False
    return not evidence.section or _same_section(passage, evidence)


def _same_source(passage: PassageText, evidence: Evidence) -> bool:
    return evidence.source_id == passage.source_id or any(
        source == evidence.source_id for source, _, _ in passage.cites
    )


def _same_section(passage: PassageText, evidence: Evidence) -> bool:
    locators = [place for source, place, _ in passage.cites if source == evidence.source_id]
    return any(same_section(name, evidence.section) for name in (*passage.headings, *locators))


@lru_cache(maxsize=1 << 16)
def _holds_quote(text: str, quote: str) -> bool:
    words, held = content_of(quote).split(), f" {content_of(text)} "
    if f" {' '.join(words)} " in held:
        return True
    if len(words) >= 8:
        half = len(words) // 2
        if any(f" {' '.join(part)} " in held for part in (words[:half], words[half:])):
            return True
    sentences = _sentences(text)
    # What all its sentences together do not hold, none of them does.
    return _shares(frozenset().union(*map(stems, sentences)), quote) and any(
        _says_again(sentence, quote) for sentence in sentences
    )


def _says_again(sentence: str, quote: str) -> bool:
    if not _shares(stems(sentence), quote):
        return False
    return {q.value for q in quantities(quote)} <= {q.value for q in quantities(sentence)}


def _shares(held: frozenset[str], quote: str) -> bool:
    wanted = stems(quote)
    return len(wanted) >= 4 and len(wanted & held) >= _RESTATED * len(wanted)


@lru_cache(maxsize=1 << 16)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in split_sentences(text))


def same_place(source_id: str, page: str, section: str, evidence: Evidence) -> bool:
    """True when a citation names the source and the page or section that ``evidence`` names.

    Evidence without either stands in a source that is one place: a press article, a web page.
    """
    if source_id != evidence.source_id:
        return False
    if evidence.page and evidence.page != page:
        return False
    return not evidence.section or same_section(section, evidence.section)


@lru_cache(maxsize=1 << 14)
def same_section(one: str, other: str) -> bool:
    """True when one name holds every word of the other: "annexe, 02 Industrie" and "Annexe 02,
    Industrie, Réindustrialisation" are one place, "annexe, 03 Transitions" is another."""
    left, right = set(content_of(one).split()), set(content_of(other).split())
    return bool(left and right) and (left <= right or right <= left)


def units_of(evidence: Sequence[Evidence]) -> list[tuple[Evidence, ...]]:
    """Evidence by what it proves: pieces of one group stand for one another."""
    units: dict[str, list[Evidence]] = {}
    for number, item in enumerate(evidence):
        units.setdefault(item.group or f"#{number}", []).append(item)
    return [tuple(items) for items in units.values()]


def grades_of(units: Sequence[Sequence[Evidence]]) -> dict[str, int]:
    """Grade of each unit, as ``gold_ranking`` names it."""
    return {f"g{n}": max(item.grade for item in unit) for n, unit in enumerate(units)}


def gold_ranking(
    ranked: Sequence[str],
    passages: Mapping[str, PassageText],
    units: Sequence[Sequence[Evidence]],
) -> list[str]:
    """The ranking in terms of gold: "g0", "g1"… where a unit is first met, else "-rank".

    A passage that meets two units takes two places, the better graded first; one that meets only
    units already met is a miss. So recall is a share of the evidence, and no system gains by
    cutting documents finer.
    """
    found: list[str] = []
    met: set[int] = set()
    grades = grades_of(units)
    order = sorted(range(len(units)), key=lambda n: -grades[f"g{n}"])
    for rank, identifier in enumerate(ranked, 1):
        passage = passages[identifier]
        new = [n for n in order if n not in met and any(holds(passage, e) for e in units[n])]
        met.update(new)
        found.extend(f"g{n}" for n in new)
        if not new:
            found.append(f"-{rank}")
    return found
