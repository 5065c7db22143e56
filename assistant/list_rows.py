"""Which sentence of its record shows that a pôle belongs on a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from assistant.lineage import between, succession
from assistant.list_themes import Theme, lexicon
from assistant.moments import phase_years
from assistant.named import name_pattern
from assistant.places import load_places
from assistant.record_statements import record_statements
from assistant.records import Evidence
from assistant.synonyms import alternatives
from ingest.analysis import fold, lexical_tokens
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = [
    "Proof",
    "fate_of",
    "in_regions",
    "of_label",
    "of_level",
    "of_loss",
    "of_new_label",
    "of_themes",
    "of_town",
    "row_of",
]

_SITED = (
    r"(?:\b(?:siege\w*|bas[ei]e?s?|based|situe\w*|install\w*|implant\w*|located|headquarter\w*|"
    r"antennes?|bureaux?|offices?|etabli\w*|loge|sites? (?:a|in)|presente? a|est a)\b|\bsites? :)"
)
_NEAR = 25
"""Characters between that and a town: nearer, it is said of the town."""
_LOST = re.compile(
    r"\b(?:perd|perdu|lost|loses)\b.{0,20}\blabel|\bretir\w* (?:le |son |leur )?label|"
    r"\b(?:perte|retrait) (?:du|de son) label"
)
_ENDED = re.compile(
    r"\bliquidation\b|\bdissou\w*|\bdispara\w*|\bcess\w*|\bclosed\b|\bne figure (?:pas|plus)\b|"
    r"\bis not among\b|\bn'est plus\b|\bfin\b"
)
_LABELLED = re.compile(
    r"\b(?:est|sont|fut|a ete|was|were|been) (?:first )?label\w*|\blabellises? parmi|"
    r"\b(?:recoit|recu|obtient|obtenu|received|obtained|decroche) (?:le|son|the|its) label|"
    r"\bnouveaux? poles?\b|\bnew clusters?\b|\b(?:retenu|choisi|selected)\b"
)
_JOINED = {"merged": re.compile(r"\bfusion|\bmerge"), "absorbed": re.compile(r"\babsor")}


@dataclass(frozen=True, slots=True)
class Proof:
    """What a sentence must show of a pôle.

    Attributes:
        shows: how plainly a sentence, by its text, does: 0 not at all.
        also: whether one does so in other words; looked at where none shows it plainly.
        needed: whether a record without such a sentence leaves its pôle out.
    """

    shows: Callable[[str], int]
    also: Callable[[str], bool] | None = None
    needed: bool = True


def row_of(
    index: Index, card: PoleCard, proofs: Sequence[Proof], until: int | None = None
) -> Evidence | None:
    """The sentence of the record that shows the first proof, and most of the others; else None.

    Args:
        index: the records.
        card: of the pôle.
        proofs: what is to be shown, the most telling first.
        until: year after which no sentence counts.
    """
    items = [
        item for item in record_statements(index, card) if until is None or _latest(item) <= until
    ]
    pattern = name_pattern(card)
    items.sort(key=lambda item: pattern.search(fold(item.text)) is None)
    shown = [_shown(proof, items) for proof in proofs]
    if any(proof.needed and not some for proof, some in zip(proofs, shown, strict=True)):
        return None
    first = next((some for some in shown if some), dict.fromkeys(range(len(items)), 1))
    best = max(
        first,
        key=lambda n: (sum(n in some for some in shown), first[n], -n),
        default=None,
    )
    return None if best is None else items[best]


def _shown(proof: Proof, items: Sequence[Evidence]) -> dict[int, int]:
    """The sentences that show ``proof``, by number, and how plainly."""
    plain = {n: worth for n, item in enumerate(items) if (worth := proof.shows(item.text))}
    if plain or proof.also is None:
        return plain
    also = proof.also
    return dict.fromkeys(islice((n for n, item in enumerate(items) if also(item.text)), 1), 1)


def _latest(item: Evidence) -> int:
    """The latest year that a sentence names: nothing in it is of later."""
    years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", item.text)]
    return max(years, default=9999)


def in_regions(regions: Sequence[str], *, needed: bool = False) -> Proof:
    """Names ``regions``, the more the better; or a place in one of them."""
    names = [fold(region) for region in regions]
    return Proof(
        lambda text: sum(name in fold(text) for name in names),
        lambda text: bool(_regions_in(text) & set(regions)),
        needed,
    )


@lru_cache(maxsize=8192)
def _regions_in(text: str) -> frozenset[str]:
    return frozenset(region for place in load_places().find(text) for region in place.regions)


def of_town(town: str) -> Proof:
    """Says that the pôle sits in the town."""
    name = rf"(?<![\w-]){re.escape(fold(town))}(?![\w-])"
    near = re.compile(rf"{_SITED}.{{0,{_NEAR}}}{name}")
    far = re.compile(rf"{_SITED}.*{name}")

    def shows(text: str) -> int:
        folded = fold(text)
        return 2 if near.search(folded) else 1 if far.search(folded) else 0

    return Proof(shows)


def of_themes(themes: Sequence[tuple[Theme, bool]], cards: Sequence[PoleCard]) -> Proof:
    """Says one of the themes in its own words; a broad one also in any word that names it.

    The names of ``cards`` say nothing: the Pôle Mer is no proof that its partner goes to sea.
    """
    keys = {key for theme, broad in themes if broad for key in theme.keys}
    readings = [reading for theme, _ in themes for reading in theme.readings]
    wanted = frozenset(near for reading in readings for t in reading for near in alternatives(t))
    names = _names_saying(tuple(cards), wanted)

    def shows(text: str) -> int:
        tokens = _tokens(names.sub(" ", fold(text)) if names else text)
        return any(all(alternatives(token) & tokens for token in reading) for reading in readings)

    return Proof(shows, (lambda text: bool(_keys_in(text) & keys)) if keys else None)


@lru_cache(maxsize=64)
def _names_saying(cards: tuple[PoleCard, ...], tokens: frozenset[str]) -> re.Pattern[str] | None:
    """The names of pôles that hold one of ``tokens``."""
    names = {fold(name) for card in cards for name in card.names if tokens & _tokens(name)}
    ordered = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile("|".join(ordered)) if ordered else None


@lru_cache(maxsize=8192)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(lexical_tokens(text))


@lru_cache(maxsize=8192)
def _keys_in(text: str) -> frozenset[str]:
    from assistant.finder_lexicon import STRONG

    found = lexicon().themes(text)
    return frozenset(t.key for term in found for t in term.targets if t.weight >= STRONG)


def of_label() -> Proof:
    """Says that the label was received or held, the better where several sentences fit."""
    return Proof(lambda text: _LABELLED.search(fold(text)) is not None, needed=False)


def of_level(level: str) -> Proof:
    """Gives a level of the European label."""
    return Proof(lambda text: re.search(rf"\b{level}\b", fold(text)) is not None)


def of_loss(year: int | None) -> Proof:
    """Says that the label was lost, in ``year`` if any."""
    return Proof(
        lambda text: _LOST.search(fold(text)) is not None and (not year or str(year) in text)
    )


def of_new_label(phase: int, year: int | None) -> Proof:
    """Says that the label was received, in ``year`` or else in ``phase``."""
    first, last = (year, year) if year else phase_years(phase)
    years = [str(year) for year in range(first, last + 1)]
    return Proof(
        lambda text: _LABELLED.search(fold(text)) is not None and any(y in text for y in years)
    )


def fate_of(index: Index, card: PoleCard, standing: str, year: int | None) -> Evidence | None:
    """The sentence that tells what became of a former pôle, by a merger, an absorption or not."""
    if standing == "former":
        loss = Proof(lambda text: _LOST.search(fold(text)) is not None, needed=False)
        ended = Proof(lambda text: _ENDED.search(fold(text)) is not None, needed=False)
        return succession(index, card) or row_of(index, card, (loss, ended))
    later = [other for other in index.cards.poles if other.id in card.successors]
    told = (item for other in later for item in between(index, card, other))
    plain = [item for item in told if _JOINED[standing].search(fold(item.text))]
    return max(plain, key=lambda item: str(year) in item.text, default=None)
