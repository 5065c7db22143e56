"""Roots of an index: the folders and files that were given to an ingest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import UsageError
from ingest.generations import Generations
from ingest.store import roots_of

__all__ = ["absolute_roots", "holds", "known_roots", "outermost"]


def absolute_roots(roots: Sequence[Path], known: Sequence[Path]) -> list[Path]:
    """``roots``, once each.

    Raises:
        UsageError: one does not exist and is not ``known`` either.
    """
    paths = list(dict.fromkeys(root.absolute() for root in roots))
    for path in paths:
        if not path.exists() and path not in known:
            raise UsageError(f"{path} does not exist: give a file or a folder of documents")
    return paths


def outermost(roots: Sequence[Path], known: Sequence[Path]) -> list[Path]:
    """``roots``, each replaced by the known root that it lies in: no file is held twice."""
    return list(dict.fromkeys(next((k for k in known if holds(k, r)), r) for r in roots))


def holds(root: Path, inner: Path) -> bool:
    """Does the folder ``root`` offer what lies at ``inner``? What is hidden it does not offer."""
    if root not in inner.parents:
        return False
    return not any(part.startswith(".") for part in inner.relative_to(root).parts)


def known_roots(generations: Generations) -> list[Path]:
    """Roots of the generation that answers, even when this version cannot read the rest."""
    folder = generations.current()
    return roots_of(folder / "store.sqlite") if folder else []
