"""The same fact between two names said the other way round: passive, active, role. Pure.

"A est présidé par B", "B préside A", "B, président de A", "le président de A est B": a small
closed list of verbs and roles, with a name on both sides; a merger joins its two names both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.verification.wording import Word
from assistant.verification.words import AND, BY, COUNTS, GENERIC, RELATIONS, ROLES, stems

__all__ = ["other_voices"]

_WITH = frozenset({"avec", "with"})
_MERGERS = stems("fusionne fusionnent fusionné merges merged merge")
_PRESIDED = stems("préside présidé dirige dirigé chaired")
_OWNERS = Word("’s", "’s")


def other_voices(words: Sequence[Word], opening: int, subject: int) -> Iterator[list[Word]]:
    """Other ways to say what one sentence says of its subject.

    Args:
        words: of the sentence.
        opening: how many of them stand before the subject.
        subject: where the subject ends, a name.
    """
    if not opening < subject < len(words):
        return
    head, names, verb = list(words[:opening]), list(words[opening:subject]), words[subject]
    yield from _measured(head, names, words, subject)
    if verb.key in _MERGERS:
        yield from _merged(head, names, words, subject)
    elif verb.key in AND:
        yield from _joined(head, names, words, subject)
    elif verb.key in RELATIONS or verb.low in ROLES:
        yield from _turned(head, names, words, subject)


def _measured(
    head: list[Word], names: list[Word], words: Sequence[Word], subject: int
) -> Iterator[list[Word]]:
    """ "A a un budget de 3 M€": "le budget de A est de 3 M€", "A's budget is …"."""
    for at in range(subject, len(words) - 1):
        noun, number = words[at : at + 2]
        resumes = at == subject or "," in noun.before
        counted = number.kind == "number" and number.of and not number.before
        if resumes and noun.aux == "have" and counted and noun.key != COUNTS:
            plain, rest = replace(noun, before="", aux="", tense=""), _rest(words, at + 2)
            valued = replace(number, aux="be")
            yield [*head, plain, *_fresh(names), valued, *rest]
            yield [*head, *_fresh(names), _OWNERS, plain, valued, *rest]


def _turned(
    head: list[Word], names: list[Word], words: Sequence[Word], at: int
) -> Iterator[list[Word]]:
    verb, start = words[at], at + 1
    passive = start < len(words) and words[start].key in BY
    if passive and not (verb.aux == "be" or verb.before):
        return
    start += passive
    end = _names_end(words, start)
    others = list(words[start:end])
    if not others or (not passive and verb.low not in ROLES and verb.before):
        return
    rest = [] if verb.before else _rest(words, end)
    plain = replace(verb, text="", before="", aux="", pronoun=False, tense="")
    told = replace(plain, aux="be")
    by = Word("par", "par")
    owner, owned = (others, names) if passive else (names, others)
    # ``owner`` presides, ``owned`` is presided over.
    if passive or verb.low in ROLES:
        yield [*head, *_fresh(owner), plain, *_fresh(owned), *rest]
    yield [*head, *_fresh(owned), told, by, *_fresh(owner), *rest]
    if verb.low in ROLES or plain.key in _PRESIDED:
        be = [replace(one, aux="be" if n == 0 else one.aux) for n, one in enumerate(_fresh(owner))]
        yield [*head, plain, *_fresh(owned), *be, *rest]
        yield [*head, *_fresh(owned), _OWNERS, plain, *be, *rest]


def _merged(
    head: list[Word], names: list[Word], words: Sequence[Word], at: int
) -> Iterator[list[Word]]:
    """ "A fusionne avec B …": "B fusionne avec A …", "A et B fusionnent …"."""
    if at + 1 >= len(words) or words[at + 1].key not in _WITH:
        return
    end = _names_end(words, at + 2)
    others = list(words[at + 2 : end])
    if others:
        verb, rest, both = words[at], list(words[end:]), Word("et", "et")
        yield [*head, *_fresh(others), verb, words[at + 1], *_fresh(names), *rest]
        yield [*head, *_fresh(names), both, *_fresh(others), verb, *rest]
        yield [*head, *_fresh(others), both, *_fresh(names), verb, *rest]


def _joined(
    head: list[Word], names: list[Word], words: Sequence[Word], at: int
) -> Iterator[list[Word]]:
    """ "A et B fusionnent …": "A fusionne avec B …"."""
    end = _names_end(words, at + 1)
    if not at + 1 < end < len(words) or words[end].key not in _MERGERS or words[end].before:
        return
    others, rest, along = list(words[at + 1 : end]), list(words[end + 1 :]), Word("avec", "avec")
    yield [*head, *_fresh(names), words[end], along, *_fresh(others), *rest]
    yield [*head, *_fresh(others), words[end], along, *_fresh(names), *rest]
    yield [*head, *_fresh(others), words[at], *_fresh(names), words[end], *rest]


def _names_end(words: Sequence[Word], start: int) -> int:
    """Where the run of names from ``start`` on ends; ``start`` when there is none."""
    end = start
    if start + 1 < len(words) and words[start].kind == "number" and words[start + 1].key in GENERIC:
        end += 1  # "18 pôles"
    while end < len(words) and (words[end].name or words[end].key in GENERIC):
        if words[end].aux or (end > start and words[end].before):
            break
        end += 1
    goes_on = end < len(words) and not words[end].before
    joined = goes_on and words[end].key in AND and any(w.name for w in words[end + 1 : end + 2])
    limited = goes_on and words[end].of
    named = any(word.name or word.kind == "number" for word in words[start:end])
    return end if named and not joined and not limited else start


def _rest(words: Sequence[Word], start: int) -> list[Word]:
    """What follows in the same breath: nothing when a comma or "et" comes first."""
    rest: list[Word] = []
    for word in words[start:]:
        if word.before or word.key in AND:
            break
        rest.append(word)
    return rest


def _fresh(names: Sequence[Word]) -> list[Word]:
    """Names without what stood before them elsewhere."""
    first, *others = names
    return [replace(first, before="", aux="", pronoun=False, of=False), *others]
