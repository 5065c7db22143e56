"""The table of trades: what companies make and do, by line of the French activity nomenclature.

A line of ``data/finder_trades.txt`` is ``theme theme? : term, term``: the terms name the themes,
those with ``?`` only come to mind. ``local`` stands for the trades that no pôle is for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.data import DATA

__all__ = ["LOCAL", "TRADES", "Trade", "read_trades"]

LOCAL = "local"
"""The name, in the table, of trades that serve a neighbourhood."""

TRADES = DATA / "finder_trades.txt"


class Trade(NamedTuple):
    """A term of the table, and one theme that it says.

    Attributes:
        kind: ``sectors``, ``technologies`` or ``local_trades``.
        key: key of the vocabulary; "" for a local trade.
        sure: the term names the theme; else it only suggests it.
    """

    term: str
    kind: str
    key: str
    sure: bool


def read_trades(kinds: Mapping[str, Collection[str]], path: Path = TRADES) -> Iterator[Trade]:
    """Every term of the table, once a theme.

    Args:
        kinds: keys of the vocabulary, by kind.
        path: the table.

    Raises:
        ValueError: a line names a theme that the vocabulary has not.
    """
    of_key = {key: kind for kind, keys in kinds.items() for key in keys} | {LOCAL: "local_trades"}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, _, terms = line.partition(":")
        for theme in head.split():
            key = theme.removesuffix("?")
            if key not in of_key:
                raise ValueError(f"{path.name}, line {number}: no theme is called {key!r}")
            for term in dict.fromkeys(part.strip() for part in terms.split(",")):
                if term:
                    shown = "" if key == LOCAL else key
                    yield Trade(term, of_key[key], shown, not theme.endswith("?"))
