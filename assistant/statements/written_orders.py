"""Orders to whoever answers, written in a document: they answer nothing, no model sees them. Pure.

Policy prose says what bodies must do ("les pôles sont priés de répondre à l'appel"), a guide what
its reader must tell a body ("indiquez que vous êtes membre"). An order addresses a machine, or has
any reader answer for the document: it bids somebody (in an imperative, a polite form, a duty, a
wish) to say that something is so, to repeat or hide what was said, to believe it, or to ignore
what else is known. Its words are in ``data/orders.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.data import sections
from assistant.wordings import Wordings
from ingest.analysis import fold

__all__ = ["orders", "under_orders"]

_GROUPS = {
    **{act: (act,) for act in ("state", "mention", "serve", "hide", "believe", "ignore")},
    "say": ("state", "mention"),
    "do": ("state", "mention", "hide", "believe", "ignore"),
}
_CELL, _HEADING = re.compile(r"\s[|·]\s"), re.compile(r"[^:]{1,40} : ")
_WORD, _MARKUP = re.compile(r"\w+"), re.compile(r"<|\[/|###")


@lru_cache(maxsize=1 << 14)
def orders(statement: str) -> bool:
    """Does a statement of a document tell whoever answers what to do? It answers nothing."""
    folded = fold(statement)
    cues, wordings = _read()
    if cues.isdisjoint(_WORD.findall(folded)) and not _MARKUP.search(folded):
        return False
    patterns = wordings.each("to-readers") + wordings.each("to-machines")
    told = (folded, *_cells(folded))
    return any(order.search(text) for order in patterns for text in told)


def _cells(folded: str) -> Iterator[str]:
    """The cells of a row of a table, each without its heading too."""
    cells = _CELL.split(folded)
    for cell in cells if len(cells) > 1 else ():
        yield cell
        if heading := _HEADING.match(cell):
            yield cell[heading.end() :]


def under_orders(sentences: Sequence[str]) -> frozenset[int]:
    """Which sentences of one paragraph are orders, stand behind one, or are what one points to."""
    found: set[int] = set()
    for number, sentence in enumerate(sentences):
        if found:
            found.add(number)
        if orders(sentence):
            found.add(number)
            if number and _read()[1].any_of("points-back").search(fold(sentence)):
                found.add(number - 1)
    return frozenset(found)


@cache
def _read() -> tuple[frozenset[str], Wordings]:
    """The words of which every order has one (most statements have none), and the patterns."""
    words = sections("orders.txt")
    irregular = {verb: forms for verb, *forms in map(str.split, words["irregular"])}
    cues = set(words["cues"][0].split())
    for group, acts in _GROUPS.items():
        french, english = (" ".join(words[act][n] for act in acts).split() for n in (0, 1))
        forms: dict[str, list[str]] = {}
        for lemma in french:
            for mood, form in _forms(lemma, irregular):
                forms.setdefault(mood, []).append(form)
                cues.add(form.split()[0])
        cues.update(english)
        words[f"{group}-english"] = [rf"\b(?:{'|'.join(english)})\b"]
        for mood, found in forms.items():
            words[f"{group}-{mood}"] = [rf"\b(?:re)?(?:{'|'.join(found)})\b"]
    return frozenset(cues), Wordings(words)


def _forms(lemma: str, irregular: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The forms of a French verb with what follows it ("faire_savoir"), each with its mood."""
    verb, *rest = lemma.removeprefix("se_").split("_")
    root = verb.removesuffix("r")
    regular = [root, f"{root}z", verb, root[:-1]]
    thou, you, future, wish = irregular.get(verb, regular)
    moods = {
        "inf": [verb],
        "thou": [thou],
        "you": [you],
        "future": [future + ending for ending in ("a", "as", "ez", "ont")],
        "wish": [wish + ending for ending in ("e", "es", "ent", "iez")],
    }
    for mood, forms in moods.items():
        for form in forms:
            yield mood, " ".join((form, *rest))
