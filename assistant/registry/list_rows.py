"""Which pôles meet the criteria of a list, each with the sentence of its record that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from assistant.places.regions import load_places
from assistant.question import Question, understand
from assistant.records import Evidence
from assistant.registry.card_values import latest_number, regions_of
from assistant.registry.lineage import GIVEN_UP, between, succession
from assistant.registry.list_criteria import (
    Amount,
    ListAsked,
    Place,
    Theme,
    place_of,
    whole_tokens,
)
from assistant.retrieve import search
from assistant.statements.demands import meets
from assistant.statements.record_statements import record_statements
from assistant.statements.statement import contents_of
from assistant.understanding.moments import phase_of, phase_years
from assistant.understanding.named import name_pattern, poles_named
from assistant.understanding.pole_fields import FIELDS, SITED
from assistant.understanding.synonyms import alternatives
from assistant.understanding.theme_terms import lexicon
from ingest.analysis import fold
from ingest.cards import CardFact, PoleCard
from ingest.index import Index
from ingest.store import Filters

__all__ = ["Row", "rows_of", "shows_all", "told_of_women", "untold"]

Row = tuple[PoleCard, Evidence]
"""A pôle of a list and the sentence that shows it."""

_JOINED = {
    "merged": "fusion", "born": "fusion", "absorbed": "absorption", "renamed": "renommage",
}  # fmt: skip
"""How the records name what became of a former pôle."""
_OF_TODAY = frozenset({"born", "renamed"})
"""Of which the pôles of today are listed, and not what they came from."""
_SITED = (
    rf"(?:\b(?:{SITED}|antennes?|bureaux?|offices?|etabli\w*|loge|sites? (?:a|in)|presente? a|"
    r"est a)\b|\bsites? :)"
)
_SITED_THERE = re.compile(r"\b(?:implante|installe|base|situe|antenne en|couvre|present dans)\b")
_ARTICLE = re.compile(r"^l(?:es?|a) ")
"""Opens the name of a town, and is not always written so: "au Petit-Quevilly"."""
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
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SOUGHT = "Quels pôles sont présidés par une femme ? présidentes"
_OF_PRESIDENTS = re.compile(
    r"\bpresid.*\b(?:poles?|clusters?|signataires|afpc)\b|"
    r"\b(?:poles?|clusters?|signataires|afpc)\b.*\bpresid"
)
_READ = 24
"""Passages in which such a statement is looked for."""
_TELLS = {"fusion": re.compile(r"\bfusion|\bmerge"), "absorption": re.compile(r"\babsor")}
_TELLS["renommage"] = re.compile(
    r"\b(?:pren\w*|pris|nouveau) (?:le )?nom\b|\bchange\w* (?:\w+ )?nom|\brenom\w*|\brenamed?\b|"
    r"\bdev(?:ien|enu)\w*|\bs'appel\w*|\bnomme\w*|\bnoms?\b|\bbecame\b|\bbecomes\b|\bname\b|"
    r"\b(?:ancien\w*|ex|former\w*)\b"
)


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


def rows_of(index: Index, asked: ListAsked) -> Iterator[Row]:
    """The pôles that are asked for, in the order of the records."""
    for card in index.cards.poles:
        if _stands(card, asked, index.cards.poles) and _meets(card, asked):
            row = _row(index, card, asked)
            if row is not None:
                yield card, row


def shows_all(asked: ListAsked, text: str) -> bool:
    """Does ``text`` say, in the words of the question, what is asked and where, and is this all?"""
    if asked.standing or asked.levels or asked.amount or not (asked.themes or asked.places):
        return False
    joined = all if asked.both else any
    on = all(any(_of_themes([t], ()).shows(text) for t in group) for group in asked.theme_groups)
    there = [place_of(found, wide=False) for found in load_places().find(text)]
    places = [any(_is_in(found, place) for found in there) for place in asked.places]
    return on and (not places or joined(places))


def _is_in(found: Place, place: Place) -> bool:
    """Is a place of a text the one that is asked, or one of its towns?"""
    if place.towns:
        return not found.towns.isdisjoint(place.towns)
    return not set(found.regions).isdisjoint(place.regions)


def untold(index: Index, asked: ListAsked, place: Place, rows: Sequence[Row]) -> list[PoleCard]:
    """The pôles, none of ``rows``, of which the records do not tell if they are, or were, there."""
    here = replace(asked, places=(place,))
    cards = index.cards.poles
    near = (card for card in cards if _stands(card, here, cards) and _meets(card, here))
    unsure = (card for card in near if place.former or place.there(card, here) is None)
    listed = {card.id for card, _ in rows}
    return [card for card in unsure if card.id not in listed]


def told_of_women(
    index: Index, question: Question, filters: Filters
) -> tuple[Evidence | None, Mapping[str, str]]:
    """The newest statement that tells which presidents of pôles are women, and who heads which.

    No record tells who is a woman, and no first name is read as one.
    """
    years = set(map(str, question.years))
    sought = understand(_SOUGHT)
    told = [
        Evidence(text, hit.passage.source_id, span, hit.passage.headings)
        for hit in search(index, _SOUGHT, _READ, filters, weight=0.0).hits  # its words alone
        for text, span, *_ in contents_of(hit.passage).statements
        if meets(sought, text)
        and _OF_PRESIDENTS.search(fold(text))
        and (not years or years.intersection(_YEAR.findall(text)))
    ]
    best = max(told, key=lambda item: max(_YEAR.findall(item.text), default=""), default=None)
    labelled = [card for card in index.cards.poles if card.labelled and best]
    facts = [(card, fact) for card in labelled for fact in card.facts if fact.field == "president"]
    return best, {card.id: fact.value for card, fact in facts if best and fact.value in best.text}


def _meets(card: PoleCard, asked: ListAsked) -> bool:
    """Is it where and on what it is asked to be, and not where or on what it is asked not to be?"""
    joined = all if asked.both else any
    here, away = (
        [place.there(card, asked) is not False for place in places]
        for places in (asked.places, asked.not_places)
    )
    on = all(any(theme.holds(card) for theme in group) for group in asked.theme_groups)
    off = any(theme.holds(card) for theme in asked.not_themes)
    if any(away) or off or (away and not card.regions):
        return False
    if asked.amount and not asked.amount.holds(card):
        return False
    if asked.heads is not None and card.id not in asked.heads:
        return False
    return on and (not here or joined(here))


def _stands(card: PoleCard, asked: ListAsked, cards: Sequence[PoleCard]) -> bool:
    """Is ``card``, one of ``cards``, of the standing that is asked?"""
    if asked.levels:
        return bool(set(asked.levels) & _levels_of(card))
    if asked.standing == "new":
        phase = asked.phase or phase_of(asked.year or 0)
        before = any(card.id in other.successors for other in cards)
        return min(card.phases, default=0) == phase and not before
    if asked.standing in _OF_TODAY:
        return card.labelled and bool(_merged_into(card, asked, cards))
    if asked.standing in _JOINED:
        return any(_joined_then(f, asked) for f in card.facts)
    if asked.standing:
        ends = [f for f in card.facts if f.field in ("became", "end_of_label")]
        then = asked.standing == "lost" or not asked.year
        return not card.labelled and (then or any(str(asked.year) in f.as_of for f in ends))
    return _labelled_then(card, asked.as_of) if asked.as_of else card.labelled


def _merged_into(card: PoleCard, asked: ListAsked, cards: Sequence[PoleCard]) -> list[PoleCard]:
    """The pôles that became it as is asked, in the year that is asked if any."""
    return [
        other
        for other in cards
        if any(f.perimeter == card.id and _joined_then(f, asked) for f in other.facts)
    ]


def _joined_then(fact: CardFact, asked: ListAsked) -> bool:
    """Does it tell how a pôle passed into another, as is asked, in the year that is asked?"""
    then = not asked.year or fact.as_of.startswith(str(asked.year))
    return fact.field == "became" and fact.value == _JOINED.get(asked.standing) and then


def _levels_of(card: PoleCard) -> set[str]:
    """Of the European label, that the record gives."""
    return {fact.value for fact in card.facts if fact.field == "european_label"}


def _labelled_then(card: PoleCard, year: int) -> bool:
    """Had the pôle received the label by ``year``, and does its record know of no end by then?"""
    began = any(f.field == "phases" and int(f.as_of[:4]) <= year for f in card.facts)
    ends = [f.value if f.field == "end_of_label" else f.as_of for f in card.facts if _is_end(f)]
    held = card.labelled or any(phase >= phase_of(year) for phase in card.phases)
    known = any(f.field in ("end_of_label", "became") for f in card.facts)
    return began and (held or known) and not any(int(end[:4]) <= year for end in ends)


def _is_end(fact: CardFact) -> bool:
    return fact.field == "end_of_label" or (fact.field == "status" and fact.value == "ancien")


def _row(index: Index, card: PoleCard, asked: ListAsked) -> Evidence | None:
    if asked.seat and asked.places and not _sure(card, asked):
        return None
    cards = index.cards.poles
    groups = [[theme for theme in some if theme.holds(card)] for some in asked.theme_groups]
    proofs = [*(_of_themes(group, cards) for group in groups), *_of_places(card, asked, cards)]
    first = _of_standing(card, asked)
    if first is not None:
        proofs.insert(0, first)
    elif asked.standing:
        return _fate_of(index, card, asked)
    elif asked.as_of:  # where the card tells that it was there, any sentence that old will do
        there = proofs[len(groups) :]
        needed = [proof for proof in there if proof.needed and not _sure(card, asked)]
        told = _any_of([*there, _of_words(_LABELLED)], card, needed=not groups)
        proofs = [*proofs[: len(groups)], *needed, told]
    return _best(index, card, proofs, asked.as_of)


def _of_standing(card: PoleCard, asked: ListAsked) -> Proof | None:
    """What shows the level, head, size, or the label won or lost, that is asked; else None."""
    if asked.levels:
        return _of_words(re.compile(rf"\b(?:{'|'.join(_levels_of(card) & set(asked.levels))})\b"))
    if asked.heads:
        name = asked.heads[card.id]
        return Proof(lambda text: name in text)
    if asked.amount:
        return _of_amount(card, asked.amount)
    if asked.standing == "lost":
        return _of_words(_LOST, (asked.year,) if asked.year else ())
    if asked.standing == "new":
        first, last = (asked.year, asked.year) if asked.year else phase_years(asked.phase)
        return _of_words(_LABELLED, range(first, last + 1))
    return None


def _sure(card: PoleCard, asked: ListAsked) -> bool:
    return any(place.there(card, asked) for place in asked.places)


def _of_places(card: PoleCard, asked: ListAsked, cards: Sequence[PoleCard]) -> list[Proof]:
    proofs = [
        _of_towns(towns) if towns else _of_former(place)
        for place in asked.places
        if (place.towns or asked.seat) and place.there(card, asked) is not False
        for towns in (place.towns_of(card, asked),)
        if towns or place.former
    ]
    its = regions_of(card, asked.as_of)
    regions = [r for p in asked.places if not p.former for r in p.regions if r in its]
    if not asked.places and not asked.themes:
        regions = list(its)
    if regions:
        needed = bool(asked.as_of and asked.places) and not proofs
        proofs.append(_in_regions(regions, cards, needed=needed))
    return proofs


def _best(
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
    return max(map(int, _YEAR.findall(item.text)), default=9999)


def _any_of(proofs: Sequence[Proof], card: PoleCard, *, needed: bool) -> Proof:
    """Shows one of ``proofs``, the better the more of them; else tells anything of the pôle."""
    return Proof(
        lambda text: sum(bool(proof.shows(text)) for proof in proofs),
        lambda text: name_pattern(card).search(fold(text)) is not None,
        needed,
    )


def _of_former(place: Place) -> Proof:
    """Names a region of before 2016."""
    names = load_places().names.former_names(place.name)
    near = re.compile(rf"\b(?:{'|'.join(names)})")

    def shows(text: str) -> int:
        if not near.search(fold(text).replace("-", " ")):
            return 0
        return any(
            place_of(found, wide=False).towns == place.towns for found in load_places().find(text)
        )

    return Proof(shows)


def _in_regions(regions: Sequence[str], cards: Sequence[PoleCard], *, needed: bool) -> Proof:
    """Names ``regions``, the more the better, and best as where a pôle sits; or a place in one.

    The names of ``cards`` say nothing: a partner of the Pôle Mer Bretagne need not be there.
    """
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(fold(r)) for r in regions)})(?![\w-])")
    spoken = _names_saying(tuple(cards), whole_tokens(" ".join(regions)))

    def shows(text: str) -> int:
        folded = spoken.sub(" ", fold(text))
        told = len(set(names.findall(folded)))
        return told and 2 * told + bool(_SITED_THERE.search(folded))

    return Proof(shows, lambda text: bool(_regions_in(text) & set(regions)), needed)


@lru_cache(maxsize=8192)
def _regions_in(text: str) -> frozenset[str]:
    return frozenset(region for place in load_places().find(text) for region in place.regions)


def _of_towns(towns: Sequence[str]) -> Proof:
    """Says that the pôle sits in one of the towns."""
    names = "|".join(re.escape(_ARTICLE.sub("", fold(town))) for town in towns)
    name = rf"(?<![\w-])(?:{names})(?![\w-])"
    return _of_words(re.compile(rf"{_SITED}.*{name}|{name}.*{_SITED}"))


def _of_themes(themes: Sequence[Theme], cards: Sequence[PoleCard]) -> Proof:
    """Says one of the themes in its own words, or in any word that names a key that shows it.

    The names of ``cards`` say nothing: the Pôle Mer is no proof that its partner goes to sea.
    """
    keys = {key for theme in themes for key in theme.shown_by}
    readings = [reading for theme in themes for reading in theme.readings]
    wanted = frozenset(near for reading in readings for t in reading for near in alternatives(t))
    names = _names_saying(tuple(cards), wanted)

    def shows(text: str) -> int:
        tokens = whole_tokens(names.sub(" ", fold(text)))
        return any(all(alternatives(token) & tokens for token in reading) for reading in readings)

    return Proof(shows, (lambda text: bool(_keys_in(text) & keys)) if keys else None)


@lru_cache(maxsize=64)
def _names_saying(cards: tuple[PoleCard, ...], tokens: frozenset[str]) -> re.Pattern[str]:
    """The names of pôles that hold one of ``tokens``."""
    names = {fold(name) for card in cards for name in card.names if tokens & whole_tokens(name)}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)")


@lru_cache(maxsize=8192)
def _keys_in(text: str) -> frozenset[str]:
    from assistant.understanding.lexicon import STRONG

    found = lexicon().themes(text)
    return frozenset(t.key for term in found for t in term.targets if t.weight >= STRONG)


def _of_words(pattern: re.Pattern[str], years: Sequence[int] = (), *, needed: bool = True) -> Proof:
    """Holds ``pattern``, and one of the ``years`` if there are any."""
    return Proof(
        lambda text: (
            pattern.search(fold(text)) is not None
            and (not years or any(str(year) in text for year in years))
        ),
        needed=needed,
    )


def _of_amount(card: PoleCard, amount: Amount) -> Proof:
    """Gives the number of members of the pôle, or the year of its creation."""
    number = re.compile(
        r"(?<!\d)" + r"\W?".join(str(latest_number(card, amount.field))) + r"(?!\d)"
    )
    field = FIELDS[amount.field]

    def shows(text: str) -> int:
        if not number.search(text):
            return 0
        if amount.field == "created":
            return 2 * field.told_in(text, card) or _LABELLED.search(fold(text)) is not None
        return bool(field.stated_in(text))

    return Proof(shows)


def _fate_of(index: Index, card: PoleCard, asked: ListAsked) -> Evidence | None:
    """The sentence that tells of the merger or absorption of a pôle, or what became of it."""
    cards = index.cards.poles
    if asked.standing == "former":
        proofs = [_of_words(pattern, needed=False) for pattern in (_LOST, _ENDED)]
        return next(iter(succession(index, card, asked.as_of)), None) or _best(index, card, proofs)
    if asked.standing in _OF_TODAY:
        pairs = [(other, card) for other in _merged_into(card, asked, cards)]
    else:
        pairs = [(card, other) for other in cards if other.id in card.successors]
    tells = _TELLS[_JOINED[asked.standing]]
    told = ((between(index, *pair), pair[0]) for pair in pairs)
    lasting = (some for some, former in told if not any(_left(former, e, cards) for e in some))
    plain = [item for some in lasting for item in some if tells.search(fold(item.text))]
    if asked.standing in _OF_TODAY:  # "X devient directeur" of a former pôle renames none
        plain = [item for item in plain if card in poles_named(item.text, cards)]
    return max(plain, key=lambda item: str(asked.year) in item.text, default=None)


def _left(former: PoleCard, item: Evidence, cards: Sequence[PoleCard]) -> bool:
    """Does it tell that ``former``, the first that it names, gave the merger up?"""
    return bool(GIVEN_UP.search(fold(item.text))) and poles_named(item.text, cards)[0] == former
