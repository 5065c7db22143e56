"""Names in text: does a text contain one of these names, case, accents and hyphens aside? Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.analysis import fold

__all__ = ["mentions_any"]


def mentions_any(text: str, names: Sequence[str]) -> bool:
    """True when ``text`` contains one of ``names`` as whole words."""
    return _pattern(tuple(names)).search(fold(text)) is not None


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    words = (re.findall(r"[^\W_]+", fold(name)) for name in names)
    alternatives = "|".join(r"[\s'&-]*".join(map(re.escape, w)) for w in words if w)
    return re.compile(rf"(?<!\w)(?:{alternatives or '(?!)'})(?!\w)")
