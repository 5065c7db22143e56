"""Typed values out of YAML, each with its line; problems are collected, not raised.

PyYAML's constructors forget lines and turn dates into objects; nodes keep both as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ingest.errors import CorpusError

__all__ = ["Fields", "YamlFile"]

_ISO_PREFIX = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_NULL = "tag:yaml.org,2002:null"

T = TypeVar("T")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that tells nothing from texts but what is left empty."""


_Loader.yaml_implicit_resolvers = {
    first: kept
    for first, rules in _Loader.yaml_implicit_resolvers.items()
    if (kept := [(tag, pattern) for tag, pattern in rules if tag == _NULL])
}


class YamlFile:
    """One YAML text: gives nodes, and notes each problem with its line.

    Args:
        file: name for messages, relative to the corpus.
        problems: where problems are added.
        first_line: line of the file on which the text starts, from 1.
    """

    def __init__(self, file: str, problems: list[CorpusError], first_line: int = 1) -> None:
        self.file = file
        self.problems = problems
        self.first_line = first_line

    def compose(self, text: str) -> Node | None:
        """The root node; None when ``text`` is empty or not YAML (which is noted)."""
        try:
            node: Node | None = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + self.first_line if mark else 0
            what = getattr(error, "problem", None) or str(error)
            self.problems.append(
                CorpusError(self.file, line, f"not valid YAML ({what}): quote the value or indent")
            )
            return None
        return node

    def line(self, node: Node) -> int:
        """1-based line of ``node`` in the file."""
        return int(node.start_mark.line) + self.first_line

    def note(self, node: Node, message: str) -> None:
        """Add a problem at ``node``."""
        self.problems.append(CorpusError(self.file, self.line(node), message))

    def items(self, node: Node | None, what: str) -> list[Node]:
        """The items of a list; [] for nothing; anything else is noted."""
        if node is None or _is_null(node):
            return []
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.note(node, f"{what} must be a list: write [a, b] or one “- ” a line")
        return []

    def fields(
        self, node: Node | None, known: Mapping[str, bool], what: str = "entry"
    ) -> Fields | None:
        """The keys of a mapping; ``known`` tells for each allowed key whether it is required."""
        if not isinstance(node, MappingNode):
            if node is not None:
                self.note(node, f"{what} must be “key: value” lines")
            return None
        found: dict[str, Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if key not in known:
                allowed = ", ".join(known)
                self.note(key_node, f"unknown key {key!r} in {what}: allowed are {allowed}")
            elif key in found:
                self.note(key_node, f"key {key!r} stands twice in {what}: keep one")
            else:
                found[key] = value
        for key in (key for key, required in known.items() if required and key not in found):
            self.note(node, f"{what} lacks {key!r}: add it")
        return Fields(self, node, found)

    def text(self, node: Node, what: str) -> str:
        """A scalar as written, trimmed; "" (noted) for anything else or when empty."""
        if isinstance(node, ScalarNode) and not _is_null(node) and node.value.strip():
            return str(node.value).strip()
        self.note(node, f"{what} must be a text: fill it in or leave the key out")
        return ""

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, what) for item in self.items(node, what))

    def date(self, node: Node, what: str) -> str:
        """A year, a month or a day: ISO prefix."""
        value = self.text(node, what)
        if value and not _ISO_PREFIX.fullmatch(value):
            self.note(node, f"{what} {value!r} is no date: write 2023, 2023-03 or 2023-03-27")
            return ""
        return value

    def whole(self, node: Node, what: str) -> int:
        """A whole number."""
        value = self.number(node, what)
        if value != int(value):
            self.note(node, f"{what} {value!r} must be a whole number")
        return int(value)

    def number(self, node: Node, what: str) -> float:
        """A number, an int when written as one; 0 (noted) when it is none."""
        value = self.text(node, what).replace("_", "")
        try:
            return int(value) if re.fullmatch(r"[+-]?\d+", value) else float(value)
        except ValueError:
            self.note(node, f"{what} {value!r} is no number: write 1816 or 7.5, without unit")
            return 0


class Fields:
    """The values of one mapping, read by key."""

    def __init__(self, source: YamlFile, node: Node, values: Mapping[str, Node]) -> None:
        self._source = source
        self._values = values
        self.node = node
        self.line = source.line(node)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def node_of(self, key: str) -> Node | None:
        """The node of ``key``, None when absent."""
        return self._values.get(key)

    def read(self, key: str, convert: Callable[[Node, str], T], default: T) -> T:
        """``convert`` applied to the node of ``key``; ``default`` when the key is absent."""
        node = self._values.get(key)
        return default if node is None else convert(node, key)

    def text(self, key: str) -> str:
        """The text of ``key``, "" when absent."""
        return self.read(key, self._source.text, "")

    def date(self, key: str) -> str:
        """The date of ``key``, "" when absent."""
        return self.read(key, self._source.date, "")

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of ``key``, () when absent."""
        return self.read(key, self._source.texts, ())


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == _NULL
