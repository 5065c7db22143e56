"""What the page says: French text in it has its no-break spaces."""

from __future__ import annotations

from assistant.texts import Texts

__all__ = ["french_spaces", "text"]

_NBSP, _THIN = "\u00a0", "\u202f"


def french_spaces(text: str) -> str:
    """No line may begin with « : ; ? ! » or end with an opening guillemet."""
    for mark, space in ((" :", _NBSP), (" ;", _THIN), (" ?", _THIN), (" !", _THIN), (" »", _NBSP)):
        text = text.replace(mark, f"{space}{mark[1]}")
    return text.replace("« ", f"«{_NBSP}")


text = Texts("page", french_spaces)
