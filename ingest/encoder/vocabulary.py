"""The vocabulary of the encoder: folded words, their frequency, and how they are usually spelt.

python -m ingest.encoder.vocabulary DATA WORK --words 100000 --corpus corpus
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ingest.encoder.examples import read_texts
from ingest.encoder.tokens import WordTokenizer, fold_words

__all__ = ["VOCABULARY_FILE", "Vocabulary", "count_words", "read_vocabulary", "write_vocabulary"]

VOCABULARY_FILE = "vocabulary.tsv"

_SURFACE = re.compile(r"[^\W_]+")
_LONGEST_WORD = 28
_LONGEST_NUMBER = 4
_FEWEST_MIXED = 20
# A general frequency list counts as a text of this many words in each language.
_GENERAL_WORDS = 8e6
_GENERAL_LISTS = {"fr": 120_000, "en": 60_000}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words from the most frequent to the rarest; the three lists run in parallel."""

    words: list[str]
    counts: list[float]
    surfaces: list[str]

    def tokenizer(self) -> WordTokenizer:
        """Tokenizer over these words."""
        return WordTokenizer(self.words)


class _Counts:
    """Counts of folded words and of their spellings."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, spelling: str, count: float) -> None:
        folded = fold_words(spelling)
        if len(folded) == 1 and folded[0].isascii():
            self.words[folded[0]] += count  # type: ignore[assignment]
            self.spellings[folded[0]][spelling] += count  # type: ignore[assignment]


def _kept(word: str, count: float) -> bool:
    if len(word) > _LONGEST_WORD or (word.isdigit() and len(word) > _LONGEST_NUMBER):
        return False
    return word.isalpha() or word.isdigit() or count >= _FEWEST_MIXED


def _add_general_words(counts: _Counts) -> None:
    """Add the frequency lists of the package wordfreq, where it is installed."""
    try:
        wordfreq = import_module("wordfreq")
    except ImportError:
        return
    for language, length in _GENERAL_LISTS.items():
        for word in wordfreq.top_n_list(language, length):
            if _SURFACE.fullmatch(word):
                counts.add(word, wordfreq.word_frequency(word, language) * _GENERAL_WORDS)


def count_words(texts: Iterable[str], size: int, *, general: bool = True) -> Vocabulary:
    """The ``size`` most frequent words of ``texts`` and of the general lists."""
    spellings = Counter(word for text in texts for word in _SURFACE.findall(text.lower()))
    counts = _Counts()
    for spelling, count in spellings.items():
        counts.add(spelling, count)
    if general:
        _add_general_words(counts)
    kept = [(word, float(n)) for word, n in counts.words.items() if _kept(word, n)]
    kept.sort(key=lambda item: (-item[1], item[0]))
    words = [word for word, _ in kept[:size]]
    usual = [counts.spellings[word].most_common(1)[0][0] for word in words]
    return Vocabulary(words, [n for _, n in kept[:size]], usual)


def write_vocabulary(vocabulary: Vocabulary, work: Path) -> None:
    """Write ``vocabulary`` to the folder ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    columns = zip(vocabulary.words, vocabulary.counts, vocabulary.surfaces, strict=True)
    lines = [f"{word}\t{count:.6g}\t{surface}\n" for word, count, surface in columns]
    (work / VOCABULARY_FILE).write_text("".join(lines), encoding="utf-8")


def read_vocabulary(work: Path) -> Vocabulary:
    """Read the vocabulary that ``write_vocabulary`` left in ``work``."""
    lines = (work / VOCABULARY_FILE).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return Vocabulary([r[0] for r in rows], [float(r[1]) for r in rows], [r[2] for r in rows])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.vocabulary", description=__doc__
    )
    parser.add_argument("data", type=Path, help="data folder")
    parser.add_argument("work", type=Path, help=f"{VOCABULARY_FILE} goes there")
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--corpus", type=Path, help="text files whose words count too")
    given = parser.parse_args()
    texts = list(read_texts(given.data))
    if given.corpus:
        found = (path for path in sorted(given.corpus.rglob("*")) if path.is_file())
        texts += [path.read_text(encoding="utf-8", errors="replace") for path in found]
    write_vocabulary(count_words(texts, given.words), given.work)


if __name__ == "__main__":
    main()
