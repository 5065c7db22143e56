"""Word lists and tables that the code reads."""

import re
from pathlib import Path

__all__ = ["DATA", "any_of", "sections"]

DATA = Path(__file__).parent
_HEADER = re.compile(r"^\[(.+)\]\n", re.MULTILINE)


def sections(name: str) -> dict[str, list[str]]:
    """The lines of a file of ours below each of its ``[headers]``.

    Comments ("#") and empty lines aside; what is indented by two blanks continues the line above.
    """
    text = (DATA / name).read_text(encoding="utf-8")
    text = re.sub(r"^(?:#.*)?\n", "", text, flags=re.MULTILINE).replace("\n  ", "")
    _, *pieces = _HEADER.split(text)
    return {
        header: body.splitlines() for header, body in zip(pieces[::2], pieces[1::2], strict=True)
    }


def any_of(words: str) -> str:
    """Alternatives for the words of a list, each in singular or plural; "_" is a blank."""
    return "|".join(f"{word.replace('_', ' ')}s?" for word in words.split())
