"""The language of an answer, quotes aside: French, English, or unknown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

__all__ = ["language_of"]

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 4
"""Fewer words outside quotes tell nothing sure about a language."""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import (  # type: ignore[import-untyped]
        MODEL_FILE,
        LanguageIdentifier,
    )

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["fr", "en"])
    return identifier


def language_of(text: str) -> str:
    """ "fr" or "en", "" when too few words stand outside quotes."""
    text = _QUOTED.sub(" ", text)
    if len(_WORD.findall(text)) < _LEAST_WORDS:
        return ""
    return str(_identifier().classify(text)[0])
