"""The dated values of a pôle's card. Pure."""

from __future__ import annotations

import re

from ingest.cards import CardFact, PoleCard

__all__ = ["dated_values", "known", "latest_number", "regions_of"]


def dated_values(card: PoleCard, name: str) -> list[CardFact]:
    """Known values of a field, the latest first; of one date, totals first.

    A year alone comes after its months: what is told of them is of its beginning ("au lancement").
    """
    rows = [row for row in card.facts if row.field == name]
    return sorted(
        rows, key=lambda r: (r.as_of.ljust(7, "~"), r.perimeter.startswith("total")), reverse=True
    )


def latest_number(card: PoleCard, name: str) -> int | None:
    """The latest known value of a field that is a number, the year of a date; None for none."""
    value = next((row.value for row in dated_values(card, name)), "")
    digits = re.sub(r"\D", "", value[:4] if name == "created" else value)
    return int(digits) if digits else None


def known(card: PoleCard, name: str, year: int | None) -> tuple[str, ...]:
    """The values of a field as known in a year, else the first known after it; None: the latest."""
    rows = [row for row in card.facts if row.field == name]
    before = [row.as_of for row in rows if year is None or int(row.as_of[:4]) <= year]
    date = max(before) if before else min((row.as_of for row in rows), default="")
    return tuple(row.value for row in rows if row.as_of == date)


def regions_of(card: PoleCard, year: int | None) -> tuple[str, ...]:
    """The regions of a pôle, by their names of today, as known in a year; None: today."""
    return (known(card, "regions", year) if year else ()) or card.regions
