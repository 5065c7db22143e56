"""A company's description → criteria: what it makes, where it is, what it needs.

Every criterion keeps the words that said it, so that the user can see why it is there, change
it, and search again. Nothing is guessed: a place that cannot be told apart gives a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.matching.records import KIND_OF, Criteria, Field, Wanted
from assistant.matching.tally import Tally, label_of, soften, tally, wanted
from assistant.places.gazetteer import Locality
from assistant.places.near import within_one_edit
from assistant.places.regions import Places
from assistant.question import guess_language
from assistant.texts import Texts
from assistant.understanding.lexicon import STRONG, Found, Lexicon, common_words
from ingest.analysis import fold
from ingest.errors import UsageError
from ingest.knowledge import Corpus, Term, Vocabulary, current, name_key

__all__ = ["CriteriaReader", "label_of", "need_key"]

_say = Texts("finder")

LONGEST = 6000
"""Characters of a description that are read; an adviser's note is ten times shorter."""

_SPLIT = re.compile(r"[\W_]+")
_CUSTOMER = re.compile(
    r"\b(?:pour|chez|auprès d\w+|(?:vend|destin)\w+ (?:à|aux?)|équip\w+|for|to)\s+"
    r"(?:(?:l[ea]s?|l['’]|d[eu]s?|d['’]|une?|the|large|small)\s*)*$",
    re.IGNORECASE,
)
"""What stands right before the customers: "logiciel pour salons de coiffure"."""
_JOINED = re.compile(
    r"[\s,;/&]*(?:et|ou|and|or|ainsi que|as well as|&|/)?\s*"
    r"(?:(?:à|au|aux|en|dans|près|de|du|in|at|near|la|le|les|the|l['’])\s*)*",
    re.IGNORECASE,
)
"""What stands between two places that are both meant: "à Tours et à Pau"."""
_BREATH = 12  # characters between two regions said in one breath
_PLAIN_WORDS = 40_000  # the most frequent words: beyond them stand names of pôles, too
_IMPLIED = 0.8  # a technology's sector counts that much of what the table says,
_IMPLIED_BESIDE = 0.5  # and that much beside a sector that is named
_COMBINED = 0.8  # weight of a technology that two sectors designate
_NAMED = 0.5  # from this weight on, a sector is what the company does and not an aside
_THEMES = ("sectors", "technologies")
_FEW_LEADING, _FEW_BEHIND = 2, 1  # themes beside which a local trade still is the activity


def need_key(vocabulary: Vocabulary, name: str, lexicon: Lexicon) -> str:
    """Key of the service that ``name`` (key, label or usual word) designates.

    Raises:
        UsageError: none does.
    """
    wanted = name_key(name)
    for key, term in vocabulary.services.items():
        if wanted in {name_key(key), name_key(term.fr), name_key(term.en)}:
            return key
    if fold(name).strip() in lexicon.need_names:
        return lexicon.need_names[fold(name).strip()]
    for found in lexicon.themes(name):
        for target in found.targets:
            if target.kind == "services":
                return target.key
    for key in vocabulary.services:
        if len(wanted) > 4 and within_one_edit(wanted, name_key(key)):
            return key
    known = ", ".join(vocabulary.services)
    raise UsageError(f"need {name!r} is no service of the vocabulary: use one of {known}")


class CriteriaReader:
    """Reads descriptions with a lexicon, a gazetteer and the corpus' vocabulary."""

    def __init__(self, corpus: Corpus, lexicon: Lexicon, places: Places) -> None:
        self._corpus = corpus
        self._vocabulary = corpus.vocabulary
        self._lexicon = lexicon
        self._places = places
        self._names = _names_of_poles(corpus)
        common = common_words(_PLAIN_WORDS)
        self._plain_names = frozenset(
            name
            for name in self._names
            if not name.startswith("pole ") and all(w in common for w in _SPLIT.split(name))
        )

    def read(
        self,
        description: str,
        *,
        regions: Sequence[str] = (),
        needs: Sequence[str] = (),
        language: str = "",
    ) -> Criteria:
        """Criteria of ``description``; ``regions`` and ``needs`` replace what it says of them.

        Raises:
            UsageError: an empty description, an unknown place or an unknown need.
        """
        text = description[:LONGEST].strip()
        if not any(char.isalpha() for char in text):
            raise UsageError("the description is empty: say what the company does, in a sentence")
        language = language or guess_language(text)
        localities = self._places.find(text)
        named = self._poles_named(text)
        bare = _blank(text, [(place.start, place.start + len(place.matched)) for place in localities
                             if place.kind != "autre" or len(place.regions) == 1])  # fmt: skip
        bare = _blank(bare, [span for _, span in named])
        found = self._lexicon.themes(bare)
        technologies = self._technologies(bare, found, language)
        sectors = self._sectors(bare, found, technologies, language)
        where, notes = self._regions(regions, text, localities, language)
        marks = {(t.kind, t.key) for entry in self._lexicon.marks(text) for t in entry.targets}
        if len(description) > LONGEST:
            notes = (*notes, _say("cut", language, LONGEST))
        return Criteria(
            description=text,
            language=language,
            sectors=sectors,
            technologies=technologies,
            needs=self._needs(bare, found, needs, language),
            regions=where,
            content=self._content(bare, found),
            places=tuple(dict.fromkeys(place.name for place in localities)),
            size=next((key for kind, key in sorted(marks) if kind == "sizes"), ""),
            stage=next((key for kind, key in sorted(marks) if kind == "stages"), ""),
            local_trade=_local_trade(text, found),
            trades=tuple(text[entry.start : entry.end] for entry in _trades(text, found)),
            innovative=("innovation", "") in marks,
            former_poles=tuple(dict.fromkeys(pole for pole, _ in named if self._is_former(pole))),
            notes=notes,
        )

    def changed(
        self, criteria: Criteria, removed: Collection[str] = (), added: Sequence[str] = ()
    ) -> Criteria:
        """``criteria`` less those that the user removed, and those added: ids as of ``Wanted.id``.

        Raises:
            UsageError: one that is added is not of the vocabulary, or an unknown place.
        """
        asked = dict.fromkeys(identifier.partition(":")[::2] for identifier in added)

        def kept(field: Field, own: Sequence[Wanted]) -> tuple[Wanted, ...]:
            left = {item.key: item for item in own if item.id not in removed}
            keys = (key for of, key in asked if of == field)
            new = (item for key in keys for item in self._given(field, key, criteria.language))
            return (*left.values(), *(item for item in new if item.key not in left))

        given = replace(
            criteria,
            sectors=kept("sector", criteria.sectors),
            technologies=kept("technology", criteria.technologies),
            needs=kept("need", criteria.needs),
            regions=kept("region", criteria.regions),
        )
        if given == criteria:
            return criteria
        other = {item.id for item in criteria.themes} != {item.id for item in given.themes}
        # The user vouches for the activity.
        return replace(given, local_trade="", retold=criteria.retold or other)

    def _given(self, field: Field, key: str, language: str) -> tuple[Wanted, ...]:
        if field == "region":
            return self._regions([key], "", (), language)[0]
        terms: Mapping[str, Term] = getattr(self._vocabulary, KIND_OF[field])
        if key not in terms:
            raise UsageError(f"{field} {key!r} is not in the vocabulary: use {', '.join(terms)}")
        return (Wanted(field, key, label_of(terms[key], language)),)

    def _content(self, text: str, found: Sequence[Found]) -> str:
        """What is compared with the statements: neither places, nor needs, nor names of pôles."""
        needs = (
            (entry.start, entry.end)
            for entry in found
            if all(target.kind == "services" for target in entry.targets)
        )
        spared = _blank(text, needs)
        return " ".join(spared[w.start : w.end] for w in self._lexicon.content(spared))

    def _poles_named(self, text: str) -> list[tuple[str, tuple[int, int]]]:
        folded = fold(text)
        if len(folded) != len(text):  # a ligature moved the offsets: names are then not looked for
            return []
        found: list[tuple[str, tuple[int, int]]] = []
        for name, pole in self._names.items():
            start = folded.find(name)
            end = start + len(name)
            if start < 0 or not _stands_alone(folded, start, end):
                continue
            if name in self._plain_names and not _titled(text, start, end):
                continue  # "la gestion des risques" is a trade, "Gestion des Risques" a pôle
            found.append((pole, (start, end)))
        return found

    def _is_former(self, pole_id: str) -> bool:
        status = current(self._corpus.poles[pole_id].status)
        return status is not None and status.value == "ancien"

    def _technologies(self, text: str, found: Sequence[Found], language: str) -> tuple[Wanted, ...]:
        """Technologies that are named, and those that two sectors said together designate."""
        tallies = tally(text, found, "technologies")
        sectors = tally(text, found, "sectors")
        for pair, key in self._lexicon.combines:
            if all(sectors.get(name, Tally()).weight >= 1.0 for name in pair):
                held = tallies.setdefault(key, Tally(0.0, 0, sectors[pair[1]].matched))
                held.weight = max(held.weight, _COMBINED)
        if self._has_trade(sectors):
            soften(tallies, self._lexicon.horizontal_technologies, {})
        return wanted("technology", self._vocabulary.technologies, tallies, language)

    def _has_trade(self, sectors: Mapping[str, Tally]) -> bool:
        """Is a sector named that is not one of those every company has to do with?"""
        return any(
            held.weight >= _NAMED
            for key, held in sectors.items()
            if key not in self._lexicon.horizontal
        )

    def _sectors(
        self,
        text: str,
        found: Sequence[Found],
        technologies: Sequence[Wanted],
        language: str,
    ) -> tuple[Wanted, ...]:
        """Sectors that are named, and more lightly those that a technology belongs to."""
        tallies = tally(text, found, "sectors")
        implied = _IMPLIED_BESIDE if self._has_trade(tallies) else _IMPLIED
        for technology in technologies:
            for sector, share in self._lexicon.implies[technology.key].items():
                weight = technology.weight * share * implied
                if weight > tallies.setdefault(sector, Tally(0.0, 99, technology.matched)).weight:
                    tallies[sector].weight = weight
        if self._has_trade(tallies):
            soften(tallies, self._lexicon.horizontal, self._lexicon.leading)
        return wanted("sector", self._vocabulary.sectors, tallies, language)

    def _needs(
        self, text: str, found: Sequence[Found], given: Sequence[str], language: str
    ) -> tuple[Wanted, ...]:
        services = self._vocabulary.services
        if given:
            keys = dict.fromkeys(need_key(self._vocabulary, name, self._lexicon) for name in given)
            return tuple(Wanted("need", key, label_of(services[key], language)) for key in keys)
        tallies = {
            key: replace(held, rank=0)
            for key, held in tally(text, found, "services").items()
            if held.weight >= 1.0
        }
        return wanted("need", services, tallies, language)

    def _regions(
        self, given: Sequence[str], text: str, found: Sequence[Locality], language: str
    ) -> tuple[tuple[Wanted, ...], tuple[str, ...]]:
        if given:
            regions = dict.fromkeys(r for name in given for r in self._places.regions_of(name))
            return tuple(Wanted("region", region, region) for region in regions), ()
        if not found:
            return (), ()
        first = found[0]
        sure = [place for place in found if not place.ambiguous]
        if first.ambiguous:
            inside = [p for p in sure if set(p.regions) <= set(first.regions)]
            if not inside:
                return (), (_say("ambiguous", language, first.name, ", ".join(first.regions)),)
            first = inside[0]
        kept = [first]
        for place in (p for p in sure if p.start > first.start):
            if _in_one_breath(text, kept[-1], place):
                kept.append(place)
        pairs = {region: place for place in reversed(kept) for region in place.regions}
        ordered = dict.fromkeys(region for place in kept for region in place.regions)
        return tuple(Wanted("region", name, name, 1.0, pairs[name].matched) for name in ordered), ()


def _in_one_breath(text: str, place: Locality, later: Locality) -> bool:
    """Are both meant: "Bretagne et Pays de la Loire", "à Tours et à Pau"?"""
    between = text[place.start + len(place.matched) : later.start]
    if {place.kind, later.kind} <= {"région", "autre"}:
        return len(between) <= _BREATH
    return _JOINED.fullmatch(between) is not None and (
        place.kind == later.kind or any(char.isalpha() for char in between)
    )


def _local_trade(text: str, found: Sequence[Found]) -> str:
    """The trade that the description is about: said before, or beside, hardly any theme.

    A maker of compostable packaging "pour la restauration" is no restaurant.
    """
    trades = _trades(text, found)
    if not trades:
        return ""
    themes = [entry for entry in found if _says(entry, _THEMES) and entry not in trades]
    leads = not themes or trades[0].start < themes[0].start
    few = _FEW_LEADING if leads else _FEW_BEHIND
    # A baker's loaves, cakes and pies are one theme, said three times.
    said = {t.key for entry in themes for t in entry.targets if t.kind in _THEMES}
    return text[trades[0].start : trades[0].end] if len(said) <= few else ""


def _trades(text: str, found: Sequence[Found]) -> list[Found]:
    """Local trades that are named, and not as customers."""
    return [
        entry
        for entry in found
        if _says(entry, {"local_trades"}) and not _CUSTOMER.search(text, 0, entry.start)
    ]


def _says(entry: Found, kinds: Collection[str]) -> bool:
    return any(target.kind in kinds and target.weight >= STRONG for target in entry.targets)


def _titled(text: str, start: int, end: int) -> bool:
    """Several words, each of some length with its capital; or one that has it inside a sentence."""
    long = [word for word in _SPLIT.split(text[start:end]) if len(word) > 3]
    before = text[:start].rstrip()
    inside = bool(before) and before[-1] not in ".!?:;•-–—\n"
    return (len(long) > 1 or inside) and all(word[0].isupper() for word in long)


def _names_of_poles(corpus: Corpus) -> dict[str, str]:
    """Folded names of pôles, the longest first."""
    names: dict[str, str] = {}
    for pole in corpus.poles.values():
        for name in pole.names:
            folded = fold(name)
            if len(folded) >= 4:
                names.setdefault(folded, pole.id)
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not after.isalnum()


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
