"""What the product says in its own voice, in French and English, from ``data/texts_*.txt``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from assistant.data import DATA

__all__ = ["Texts", "text_for"]


class Texts:
    """The texts of one file.

    Args:
        name: of the file: "answers", "finder" or "page".
        french: what is done to a French text before values fill it.
    """

    def __init__(self, name: str, french: Callable[[str], str] = str) -> None:
        self._path = DATA / f"texts_{name}.txt"
        self._french = french

    def __call__(self, key: str, language: str, *values: object, **named: object) -> str:
        """The text ``key``, filled; ``language`` is "en", or anything else for French."""
        return self._texts[key][language == "en"].format(*values, **named)

    @cached_property
    def _texts(self) -> dict[str, tuple[str, str]]:
        texts: dict[str, tuple[str, str]] = {}
        key = ""
        for line in self._path.read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                texts[key] = texts[key][0], line[2:]
            elif not line.startswith("#"):
                key, _, french = line.partition(": ")
                texts[key] = self._french(french), french
        return texts


text_for = Texts("answers")
