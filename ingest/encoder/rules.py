"""Rules of public simulators → the development set "rules": a question, and its explanation.

    npm pack modele-social @incubateur-ademe/nosgestesclimat mesaidesreno
    python -m ingest.encoder.rules DATA MODEL...

where each MODEL is a file of rules in the language Publicodes: JSON, or a JavaScript module that
holds JSON in one string. Nothing of them is trained on: they measure how the encoder does on
administrative French that it has never met.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.encoder.examples import write_pairs
from ingest.errors import UsageError

__all__ = ["read_rules", "rule_pairs"]

_IN_JAVASCRIPT = re.compile(r'json = (?:/\*@__PURE__\*/ )?("(?:[^"\\]|\\.)*")')
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"<[^>]+>|[#*_`>|]")
_SHORTEST_QUERY, _SHORTEST_TEXT = 12, 60

Rules = Mapping[str, Any]


def read_rules(path: Path) -> Rules:
    """Rules by name.

    Raises:
        UsageError: the file holds none.
    """
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".json":
        found = _IN_JAVASCRIPT.search(content)
        if found is None:
            raise UsageError(f'{path} holds no rules: expected JSON, or a module with json = "…"')
        content = json.loads(found[1])
    rules: Rules = json.loads(content)
    return rules


def rule_pairs(rules: Rules) -> Iterator[tuple[str, str]]:
    """Question (or title) and description of each rule that has both, once each."""
    seen: set[str] = set()
    for rule in rules.values():
        if not isinstance(rule, dict):
            continue
        query = _plain(_wording(rule.get("question")) or _wording(rule.get("titre")))
        text = _plain(_wording(rule.get("description")))
        new = not {query.lower(), text} & seen
        if len(query) > _SHORTEST_QUERY and len(text) > _SHORTEST_TEXT and new:
            seen |= {query.lower(), text}
            yield query, text


def _wording(value: object) -> str:
    """A text, or the first of its variations."""
    if isinstance(value, dict):
        if "texte" in value:
            return str(value["texte"])
        cases = value.get("variations") or [{}]
        return _wording(cases[0].get("alors") or cases[0].get("sinon"))
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return " ".join(_LINK.sub(r"\1", _MARKUP.sub(" ", text)).split())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest.encoder.rules",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="data folder, made if missing")
    parser.add_argument("models", type=Path, nargs="+", help="files of rules")
    given = parser.parse_args()
    pairs = [pair for model in given.models for pair in rule_pairs(read_rules(model))]
    write_pairs(given.data / "dev_rules.jsonl.xz", pairs)
    sys.stderr.write(f"{len(pairs)} questions\n")


if __name__ == "__main__":
    main()
