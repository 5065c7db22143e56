"""A corpus of Markdown and its glossary → training pairs: questions by templates, and answers.

    python -m ingest.encoder.questions DATA --corpus corpus

writes ``DATA/pairs_corpus.jsonl.xz``, which ``train`` and ``train_context`` read with the rest: for
each section of a Markdown file a question after it, by the title of the file and its heading; for
each term of ``glossary.yaml`` questions after its definition, in both languages, and what people
type for it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ingest.encoder.examples import write_pairs

__all__ = ["glossary_pairs", "section_pairs"]

_SECTION_QUESTIONS = (
    "{title} : {heading}",
    "que sait-on de {title}, {heading} ?",
    "{heading} de {title} ?",
    "je cherche {heading} pour {title}",
    "what about {title}: {heading}?",
)
_TERM_QUESTIONS = (
    "qu'est-ce que {term} ?",
    "que veut dire {term} ?",
    "{term} : définition",
    "à quoi sert {term} ?",
)
_ENGLISH_QUESTIONS = ("what is {term}?", "what does {term} mean?")
_HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]]+\](?::.*)?")
_MARK = re.compile(r"^\s*[-*•]\s+", re.MULTILINE)
_SHORTEST = 60

Pair = tuple[str, str]


def section_pairs(markdown: str, choose: random.Random) -> Iterator[Pair]:
    """A question and the text of each section of ``markdown``, without footnotes."""
    title, heading, lines = "", "", list[str]()
    for line in [*_HEADER.sub("", markdown).splitlines(), "## "]:
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            text = _MARK.sub("", _FOOTNOTE.sub("", "\n".join(lines))).strip()
            if title and heading and len(text) >= _SHORTEST:
                question = choose.choice(_SECTION_QUESTIONS)
                yield question.format(title=title, heading=heading.lower()), text
            heading, lines = line[3:].strip(), []
        else:
            lines.append(line)


def glossary_pairs(terms: Iterable[Mapping[str, Any]], choose: random.Random) -> Iterator[Pair]:
    """Questions after the definition of each term: by its name, its English, what people type."""
    for term in terms:
        definition = term.get("definition")
        if not definition:
            continue
        yield choose.choice(_TERM_QUESTIONS).format(term=term["term"]), definition
        if term.get("english"):
            yield choose.choice(_ENGLISH_QUESTIONS).format(term=term["english"]), definition
        if term.get("synonyms"):
            typed = choose.choice(term["synonyms"])
            yield choose.choice(_TERM_QUESTIONS).format(term=typed), definition


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.questions",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="data folder, made if missing")
    parser.add_argument("--corpus", type=Path, required=True, help="Markdown files, glossary.yaml")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    choose = random.Random(given.seed)  # noqa: S311 - a sample, not a secret
    pairs = [
        pair
        for path in sorted(given.corpus.rglob("*.md"))
        for pair in section_pairs(path.read_text(encoding="utf-8"), choose)
    ]
    glossary = given.corpus / "glossary.yaml"
    if glossary.is_file():
        pairs += glossary_pairs(yaml.safe_load(glossary.read_text(encoding="utf-8")), choose)
    write_pairs(given.data / "pairs_corpus.jsonl.xz", pairs)
    sys.stderr.write(f"{len(pairs)} questions\n")


if __name__ == "__main__":
    main()
