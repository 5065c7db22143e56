"""The models that can be pulled: pinned by size and hash, with licence and sources. Pure data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from assistant.data import DATA
from ingest.errors import UsageError

__all__ = ["CatalogueEntry", "HubSource", "PackageSource", "find_entry", "load_catalogue"]


@dataclass(frozen=True, slots=True)
class HubSource:
    """A file of a repository of the model hub, at a revision."""

    repository: str
    file: str
    revision: str

    def __str__(self) -> str:
        return f"hub {self.repository}"


@dataclass(frozen=True, slots=True)
class PackageSource:
    """A file cut in parts, each the one data file of a package of the Python registry.

    Attributes:
        prefix: the packages are named prefix + 1, prefix + 2, …
        count: how many there are.
        version: of every one.
        part_bytes: size of each part but the last, in bytes.
    """

    prefix: str
    count: int
    version: str
    part_bytes: int

    def __str__(self) -> str:
        return f"packages {self.prefix}1…{self.count}"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model that can be pulled.

    Attributes:
        name: what people call it.
        title: its full name.
        licence: SPDX identifier.
        file: name of the file under ``POLES_HOME/models``.
        bytes: its size.
        sha256: its hash, in hexadecimal.
        sources: where it can be had, in the order in which they are tried.
    """

    name: str
    title: str
    licence: str
    file: str
    bytes: int
    sha256: str
    sources: tuple[HubSource | PackageSource, ...]


@lru_cache(maxsize=1)
def load_catalogue() -> tuple[CatalogueEntry, ...]:
    """The entries of ``assistant/data/models.yaml``."""
    text = (DATA / "models.yaml").read_text(encoding="utf-8")
    return tuple(read_entry(row) for row in yaml.safe_load(text))


def read_entry(row: Mapping[str, Any]) -> CatalogueEntry:
    """An entry from its YAML mapping.

    Raises:
        ValueError, KeyError, TypeError: it lacks a field, or one is not what it should be.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) or not row["file"].endswith(".gguf"):
        raise ValueError(f"the entry {row['name']!r} has no SHA-256 or no .gguf file")
    kinds: dict[str, Any] = {"hub": HubSource, "packages": PackageSource}
    sources = tuple(
        kinds[kind](**fields) for source in row["sources"] for kind, fields in source.items()
    )
    return CatalogueEntry(**{**row, "sources": sources})


def find_entry(name: str) -> CatalogueEntry:
    """The entry ``name``.

    Raises:
        UsageError: there is none; the message names those there are.
    """
    entries = {entry.name: entry for entry in load_catalogue()}
    if name not in entries:
        raise UsageError(f"no model {name!r} in the catalogue: choose among {', '.join(entries)}")
    return entries[name]
