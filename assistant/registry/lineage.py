"""Where pôles come from and what they become: the sentences of the records that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.question import Question, guess_language
from assistant.records import Evidence
from assistant.statements.likeness import distinct
from assistant.statements.record_statements import naming, record_statements
from assistant.understanding.beside import rest_of, words_of
from assistant.understanding.named import name_pattern
from ingest.analysis import fold
from ingest.cards import PoleCard
from ingest.index import Index

__all__ = [
    "GIVEN_UP",
    "asks_succession",
    "asks_whether_merged",
    "between",
    "pole_lineage",
    "succession",
    "successors_of",
]

_ASKS = re.compile(
    r"\b(?:s'appelle|appelle|nomme|nouveau nom|devenu\w*|devient|rebaptise\w*|renomme\w*|"
    r"remplace\w*|succede\w*|existe (?:encore|toujours)|renamed|called|became|become|new name|"
    r"happened|replaced)\b"
)
_BECAME = re.compile(
    r"\b(?:devien\w*|fusion\w*|absorb\w*|integre\w*|rejoin\w*|repren\w*|repris\w*|renomm\w*|"
    r"prend le nom|nait|s'uni\w*|(?:nee?s?|issue?s?) d(?:e|u|es)|forme\w*|dispara\w*|passent|"
    r"became|merged|joined|renamed|formed)\b"
)
"""What a sentence that tells of a succession holds, rather than one that names both pôles."""
_WORDS = re.compile(
    r"s|avant|nom|noms|ancien\w*|appel\w*|nomm\w*|nouveau\w*|sort|dev[ei]\w+|fusion\w*|absorb\w*|"
    r"rejoi\w+|integr\w*|issu\w*|ne|nee|nes|vient|viennent|reuni\w*|rapproch\w*|mari\w*|annee|"
    r"cree\w*|form\w*|donn\w*|fait|compose\w*|naissance|entites?|poles?|structures?|associations?|quelle|date|encore|toujours|vraiment|bien|"
    r"called|before|former\w*|formerly|previous\w*|name[ds]?|renamed|became|become|merge[drs]?|"
    r"merger|joined|join|absorbed|year|happened|ever|still|used"
)
"""Words of a question about the lineage of a pôle, and about nothing more."""
_ASKS_ORIGIN = re.compile(
    r"\bs'appelai\w*|\bancien\w*|\bissue?s?\b|\bnee?s? de\b|"
    r"\bde qu\w+\b.*\bnee?s?\b|\b(?:vient|viennent) (?:de|d'|il|elle)|"
    r"\bd'ou (?:vient|viennent|sort)\b(?!.*\bnoms?\b)|"
    r"\b(?:appel\w*|nom|nomm\w*|called|named?)\b.*\b(?:avant|before)\b|"
    r"\b(?:avant|before)\b.*\b(?:appel\w*|nom|nomm\w*|called|named?)\b|"
    r"\bcomment (?:est|a ete) (?:nee?|cree\w*|forme\w*)\b|\bnaissance a\b|\bde quels poles\b|"
    r"\b(?:former|previous)\w* (?:name|called)|\bused to be called\b|\bformerly\b"
)
_BORN_OF = re.compile(
    r"\bquels? poles?\b.*\b(?:nee?s?|issue?s?|vien\w+|sorti\w*) (?:de |d'|du )\W*$"
)
"""Asks what came from the pôle named: "quel pôle est né de X ?"."""
_MERGED = re.compile(r"\b(?:fusion\w*|absorb\w*|merge[drs]?|merger)\b")
GIVEN_UP = re.compile(r"\b(?:renonc\w*|s(?:e|'en) retir\w*|echou\w*|withdr\w*)\b")
"""Says that a merger was not made, or did not last."""
_NEARED = re.compile(r"\brapproch\w*\b")
_ASKS_MERGER = re.compile(rf"{_MERGED.pattern}|\b(?:rapproch|mari)\w*\b")
_OF_WHICH = re.compile(r"\b(?:quels?|which|what) (?:poles|clusters)\b|\bde qu(?:els|oi|i)\b")
"""Asks a merger for those that merged: "la fusion de quels pôles ?"."""
_WHY = re.compile(r"\b(?:pourquoi|why)\b")
_TOLD = 2
"""Most sentences that tell the lineage of a pôle."""


def pole_lineage(index: Index, question: Question) -> tuple[Evidence, ...]:
    """What the records say of a merger, or of the pôles that one comes from; the latest first.

    Nothing when the question asks for anything more, or when no sentence says so.
    """
    rest = rest_of(question)
    if _WHY.search(rest) or question.as_of:
        return ()
    if not question.poles or not all(map(_WORDS.fullmatch, words_of(rest))):
        return ()
    merges = _ASKS_MERGER.search(rest) is not None
    kin = _kin_asked(index, question, merges, rest)
    if not kin:
        return ()
    cards = (*question.poles, *_relatives(question.poles, index.cards.poles))
    told = [
        item
        for card in cards
        for item in record_statements(index, card)
        if all(any(p.search(fold(item.text)) for p in group) for group in kin)
    ]
    fit = [item for item in told if _BECAME.search(fold(item.text))]
    if not merges or _ASKS_ORIGIN.search(rest):  # what gives up a merger tells of no birth
        fit = [item for item in fit if not GIVEN_UP.search(fold(item.text))]
    elif not fit:
        fit = [item for item in told if _NEARED.search(fold(item.text))]
    own = [item for item in fit if guess_language(item.text) == question.language] or fit
    if merges:
        merged = [item for item in own if _MERGED.search(fold(item.text))]
        own = merged if len(kin) == 1 else merged or own
    ordered = sorted(enumerate(own), key=lambda row: (row[1].year or 0, row[0]), reverse=True)
    latest = [item for _, item in ordered]
    before = kin[-1] if len(kin) > len(question.poles) else []
    each = (next((i for i in latest if p.search(fold(i.text))), None) for p in before)
    first = list(dict.fromkeys(filter(None, each)))  # none of those before is left out
    return distinct([*first, *latest], max(_TOLD, len(first)), 0.0)


def asks_whether_merged(question: Question) -> bool:
    """Does the question ask whether two pôles merged, and nothing more?"""
    rest = rest_of(question)
    only = all(map(_WORDS.fullmatch, words_of(rest))) and not _WHY.search(rest)
    return len(question.poles) > 1 and only and _ASKS_MERGER.search(rest) is not None


def _relatives(poles: Sequence[PoleCard], cards: Sequence[PoleCard]) -> Iterator[PoleCard]:
    """What pôles became, and what became them."""
    ids = {pole.id for pole in poles}
    later = {i for pole in poles for i in pole.successors}
    for card in cards:
        if card.id not in ids and (card.id in later or ids & set(card.successors)):
            yield card


def _kin_asked(
    index: Index, question: Question, merges: bool, rest: str
) -> list[list[re.Pattern[str]]]:
    """Names that a sentence must hold, one of each group: the pôles asked about, those before."""
    pole, own = question.poles[0], [[name_pattern(pole)] for pole in question.poles]
    asked = _ASKS_ORIGIN.search(rest) or (merges and _OF_WHICH.search(rest))
    if len(own) > 1 or not asked:
        heirs = [name_pattern(card) for card in index.cards.poles if card.id in pole.successors]
        return [*own, heirs] if merges and len(own) == 1 and heirs else own if merges else []
    before = [name_pattern(card) for card in index.cards.poles if pole.id in card.successors]
    if _BORN_OF.search(rest):
        before = [name_pattern(card) for card in index.cards.poles if card.id in pole.successors]
    return [*own, before] if before else own if merges else []


def asks_succession(question: Question) -> bool:
    """Does the question ask what a former pôle is called, or what became of it?"""
    return bool(_ASKS.search(fold(question.standalone))) and any(
        not pole.labelled for pole in question.poles
    )


def successors_of(pole: PoleCard, cards: tuple[PoleCard, ...]) -> tuple[PoleCard, ...]:
    """The pôles of today that ``pole`` became, itself when it still holds the label."""
    by_id = {card.id: card for card in cards}
    found: dict[str, PoleCard] = {}
    waiting, seen = [pole], {pole.id}
    while waiting:
        card = waiting.pop()
        following = [by_id[i] for i in card.successors if i in by_id and i not in seen]
        seen.update(c.id for c in following)
        waiting.extend(following)
        if card.labelled or (not following and card.id != pole.id):
            found[card.id] = card
    return tuple(found.values())


def succession(
    index: Index, pole: PoleCard, until: int | None, language: str = "fr"
) -> tuple[Evidence, ...]:
    """The sentence of the records that tells best what ``pole`` became; none of one of today.

    Args:
        index: the index.
        pole: a former pôle.
        until: what was known in that year is told; None: today.
        language: in which one of those that tell it as well is preferred.
    """
    heirs = (heir for heir in successors_of(pole, index.cards.poles) if heir.id != pole.id)
    told = next(filter(None, (between(index, pole, heir) for heir in heirs)), [])
    told = [item for item in told if until is None or (item.year or 0) <= until]
    return tuple(
        sorted(
            told,
            key=lambda item: (
                not _BECAME.search(fold(item.text)),
                guess_language(item.text) != language,
            ),
        )[:1]
    )


def between(index: Index, pole: PoleCard, successor: PoleCard) -> list[Evidence]:
    """The sentences of both records that name ``pole`` and ``successor``."""
    return [*naming(index, pole, successor), *naming(index, successor, pole)]
