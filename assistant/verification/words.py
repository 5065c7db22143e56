"""Words that a check of written sentences knows: which are silent, which say the same. Pure.

General French and English vocabulary; no line is written for one document or question.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.data import DATA
from ingest.analysis import fold, stem

__all__ = [
    "AND",
    "AUXILIARIES",
    "BY",
    "COUNTS",
    "FALSE_FRIENDS",
    "GENERIC",
    "PLACED_BY",
    "RELATIONS",
    "RESTRICTING",
    "ROLES",
    "SILENT_ENGLISH",
    "SILENT_FRENCH",
    "groups_of",
    "root",
    "stems",
]


def root(word: str) -> str:
    """What the forms of ``word`` share: "accompagne", "accompagnée", "accompagnent" agree."""
    folded = fold(word)
    if folded.endswith("ent") and len(folded) > 6 and not folded.endswith("ment"):
        folded = folded[:-2]
    return stem(folded).rstrip("e") or folded


def stems(words: str) -> frozenset[str]:
    """The roots of ``words``."""
    return frozenset(map(root, words.split()))


AND, BY, COUNTS = frozenset({"et", "and"}), frozenset({"par", "by"}), root("compte")

AUXILIARIES = {
    **dict.fromkeys("est sont ete etre etant is are been be being".split(), ("be", "")),
    **dict.fromkeys("etait etaient was were".split(), ("be", "past")),
    **dict.fromkeys("fut furent".split(), ("be", "")),
    **dict.fromkeys("a ont ayant avoir has have having".split(), ("have", "")),
    **dict.fromkeys("avait avaient had".split(), ("have", "past")),
}
"""Verb of each form of "être" and "avoir", and its tense where it matters.

The future and the conditional are words like any other: nothing that is may become what will be.
"""

SILENT_FRENCH = {
    **dict.fromkeys("le la les l un une se s y son sa ses leur leurs cet cette ces".split(), ""),
    **dict.fromkeys("egalement aussi notamment m mme".split(), ""),
    **dict.fromkeys("de d du des".split(), "of"),
    **dict.fromkeys("il elle ils elles on ce c cela".split(), "pronoun"),
}
SILENT_ENGLISH = {
    **dict.fromkeys("the a an its their his her did do does than also mr mrs ms".split(), ""),
    "of": "of",
    **dict.fromkeys("it he she they this these that".split(), "pronoun"),
}


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    table = (DATA / "same_words.txt").read_text(encoding="utf-8")
    for number, line in enumerate(table.splitlines()[1:]):
        for word in line.split():
            written = "à" if word in {"à", "au", "aux"} else root(word)
            groups.setdefault(written, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in groups.items()}


def groups_of(key: str) -> frozenset[int]:
    """Groups of a root: two that share one say the same, in one language or in two."""
    return _groups().get(key, frozenset())


FALSE_FRIENDS = frozenset(
    "former pays chair main car but son or as on an four pain chat coin location comment large "
    "legs sale fin pour cent rang actual sensible important fund tour".split()
)
"""Words written alike in French and English that say something else."""

GENERIC = stems(
    "pôle pôles cluster projet programme association société entreprise région fonds réseau "
    "start-up startup agence project company network"
)
"""Nouns that may stand before a name, and be part of it."""

RELATIONS = stems(
    "préside présidé dirige dirigé porte porté pilote piloté coordonne coordonné accompagne "
    "accompagné finance financé crée créé fondé anime animé gère géré lancé organisé soutient "
    "soutenu labellise labellisé chaired headed led funded founded created supported run managed"
)
"""Verbs that may be turned from active into passive, both sides named."""
ROLES = frozenset("président présidente directeur directrice president chair director".split())
"""Nouns that say the same of two names: "A, président de B"."""

PLACED_BY = stems("en dans in at selon sur chez par pour avec") | {"à"}
"""Words that open a complement."""

RESTRICTING = stems(
    "sauf hors excepté exception si sans pas ni que seul seulement uniquement condition "
    "réserve limite jamais mais quand lorsque tant jusque jusqu moins maximum minimum moyenne "
    "selon contrairement prétend unless except if without not only but when until provided "
    "never average alleged"
)
"""Words that take back or limit what stands before them: no sentence may end there."""
