"""Repair of French text, as pure functions: characters, hyphens at line ends, lines, spaces.

What the readers of every format share. No function here drops a digit or a letter, except the
invisible ones (soft hyphens, zero-width characters, controls).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set

__all__ = [
    "despace_capitals",
    "is_sentence_end",
    "join_lines",
    "join_pair",
    "repair_characters",
    "tidy",
    "words_of",
]

# Presentation forms that fonts leave behind; NFKC for all would also turn "m²" into "m2".
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "ĳ": "ij", "Ĳ": "IJ",
}  # fmt: skip
# Bullets of the Symbol and Wingdings fonts, which extractors leave in the private-use area.
_SYMBOL_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf06e\uf0e0\uf02d\uf0f0"
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
# All of them: an override without its end would turn round whatever a page shows behind it.
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DELETED = _INVISIBLE + _DIRECTIONS
_BREAKS = {"\r": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}

_TABLE: dict[int, str | None] = {
    **{ord(char): replacement for char, replacement in _LIGATURES.items()},
    **{ord(char): "•" for char in _SYMBOL_BULLETS},
    **{ord(char): None for char in _DELETED},
    **{ord(char): replacement for char, replacement in _BREAKS.items()},
    **dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288, 8289), " "),
    **{point: None for point in range(0x20) if chr(point) not in "\t\n\f\r\v"},
    **{point: None for point in range(0x7F, 0xA0) if point != 0x85},
    **dict.fromkeys(range(64976, 65008)),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# UTF-8 read as Windows-1252: "Ã©", "â€™", "Â«".
_MOJIBAKE = re.compile("[ÂÃÅ][\u0080-\u00bf\u0152-\u2122]|â€[\u0080-\u2122]")


def _unscramble(line: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, when the whole line allows it."""
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line


def repair_characters(text: str) -> str:
    """Give text one form of each character.

    Composes accents, opens ligatures, turns every kind of space (no-break, narrow, thin) into a
    plain one and every kind of line end into a newline, removes soft hyphens, zero-width
    characters and controls, straightens doubled quote glyphs, and undoes mojibake line by line.
    Newlines, tabs and form feeds stay.

    Args:
        text: any string.

    Returns:
        The repaired string; repairing it again changes nothing.
    """
    while True:
        repaired = _repair_once(text)
        # Undoing one layer can bring another one to light; nothing else needs a second look.
        if repaired == text or not _MOJIBAKE.search(repaired):
            return repaired
        text = repaired


def _repair_once(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if _MOJIBAKE.search(text):
        lines = text.split("\n")
        text = "\n".join(_unscramble(line) if _MOJIBAKE.search(line) else line for line in lines)
    # A soft hyphen at a line end is a hyphenation: the two halves meet.
    text = re.sub("\u00ad[ \t]*\n[ \t]*", "", text)
    text = _SURROGATE.sub("\ufffd", text.translate(_TABLE))
    text = _PRIVATE.sub(" ", unicodedata.normalize("NFC", text))
    return text.replace("‘‘", "“").replace("’’", "”")


_SPACES = re.compile(r"[ \t\f\n]+")
_BEFORE_MARK = re.compile(r" +([,.])(?=[\s)\]]|$)")
_OPENING = re.compile(r"([(\[]) +(?=\S)")
_CLOSING = re.compile(r"(?<=\S) +([)\]])")


def tidy(text: str) -> str:
    """Put one paragraph on one line with single spaces, none before a comma or a full stop."""
    text = _SPACES.sub(" ", text).strip()
    text = _BEFORE_MARK.sub(r"\1", text)
    return _CLOSING.sub(r"\1", _OPENING.sub(r"\1", text)).strip()


_SPACED = re.compile(r"^(?:[^\W\d_] ){3,}[^\W\d_](?:  +\w+)*$")


def despace_capitals(line: str) -> str:
    """Close up a title set in spaced capitals: ``T H È M E  2`` → ``THÈME 2``."""
    line = line.strip()
    if not _SPACED.match(line) or line != line.upper():
        return line
    return " ".join(part.replace(" ", "") for part in re.split(r"  +", line))


_WHOLE_WORD = re.compile(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)*+(?!-)")


def words_of(text: str) -> frozenset[str]:
    """Every word of a text in lower case, compounds as they are written.

    What ``join_pair`` learns spellings from. A word that a line end cuts in two is not whole,
    so it teaches nothing.
    """
    return frozenset(word.lower() for word in _WHOLE_WORD.findall(text.replace("‑", "-")))


# First halves after which French and English keep the hyphen. Only words that are not also the
# beginning of many others: «main», «mi», «ex» or «bas» would break «main-tenir», «mi-nistre».
_KEEP_AFTER = frozenset(
    """
    peut avant après arrière contre demi non sous vice semi quasi celui ceux celle celles lui elle
    eux nous vous vis rendez est sont ont doit faut dit mot chef savoir état grand grands grande
    moyen court haut plein libre mieux vingt trente quarante cinquante soixante quatre dix six
    sept huit neuf deux trois porte tiers inter intra technico politico économico médico start
    well self high low large small full cross non mid
    compte centre plus quote long états cahier là multi
    """.split()
)
# First halves that take a hyphen before these words only: «ci-|toyen», «au-|torité», «mi-|nistre».
_KEEP_BETWEEN: dict[str, frozenset[str]] = {
    "ci": frozenset("dessous dessus après avant contre devant joint jointe joints jointes".split()),
    "au": frozenset("delà dessus dessous dedans dehors devant".split()),
    "mi": frozenset(
        """
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        année an siècle mandat parcours temps chemin journée saison course
        """.split()
    ),
}
# Words inside a compound («mise-en-|œuvre»), which after a prefix begin a word («sous-en-|semble»).
_LINKS = frozenset("en de des du d sur sous la le les aux au et ou lès t".split())
_PREFIX = re.compile(
    r"\w*o|sous|non|vice|ex|semi|demi|anti|inter|multi|pluri|pré|post|sur|quasi|mi|super|ultra|"
    r"hyper|infra|intra|extra|trans|télé|avant|après|arrière|contre|entre|sans|là|ci|au|par"
)
# Beginnings of the words that these first halves write in one all the same.
_SOLID: dict[str, tuple[str, ...]] = {
    "inter": (
        "nation", "net", "ven", "vien", "médi", "view", "prét", "prèt", "dit", "dire", "dép",
        "face", "sect", "loc", "lude", "val", "act", "mod", "connect", "opér", "rog", "rup",
        "romp",
    ),
    "multi": (
        "ple", "pli", "tud", "nation", "disciplin", "media", "média", "latér", "form", "critère",
        "sector", "mod", "fonction", "part", "color", "couche", "canal", "lingu", "cultur",
        "million", "séculaire", "variable", "polaire", "risque", "tâche", "cellul", "propri",
        "support", "point", "filament",
    ),
    "long": ("temps",),
}  # fmt: skip
# Second halves before which French keeps the hyphen: inverted pronouns, ci, là, même.
_KEEP_BEFORE = frozenset("il ils elle elles je nous vous ci là même mêmes être vis delà".split())
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
_SHORT_PREFIXES = frozenset("co ré dé in im il ir é en em pré an dés més".split())
_LAST_WORD = re.compile(r"((?:[^\W\d_]+-)*)([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"^([^\W\d_]+)")


def _keeps_hyphen(before: str, left: str, right: str, vocabulary: Set[str]) -> bool:
    """True when ``left-right`` is a compound, False when the hyphen only cut a word.

    Args:
        before: what already stands before ``left`` in its compound, with its hyphens.
        left, right: the letters on both sides of the line end.
        vocabulary: spellings of the document.
    """
    chain, first, second = before.lower(), left.lower(), right.lower()
    if not vocabulary.isdisjoint({f"{chain}{first}-{second}", f"{first}-{second}"}):
        return True
    if not vocabulary.isdisjoint({f"{chain}{first}{second}", f"{first}{second}"}):
        return False
    return first == "à" or _is_link(chain, first) or _is_compound(left, right)


def _is_compound(left: str, right: str) -> bool:
    first, second = left.lower(), right.lower()
    # A capital after the hyphen belongs to a name; a word in capitals may just be cut. A single
    # letter is an elided word: «Côtes-|d’Armor».
    in_capitals = left.isupper() and len(left) > 1 and right.isupper()
    if len(right) == 1 or (right[0].isupper() and not in_capitals):
        return True
    if first in _SHORT_PREFIXES or second.startswith(_SOLID.get(first, ())):
        return False
    if first in _KEEP_AFTER or second in _KEEP_BEFORE or second in _KEEP_BETWEEN.get(first, ()):
        return True
    # French cuts a word after a vowel and before a consonant, or between two consonants. Any
    # other place is a compound: «technico-|économique», «primaires-|élémentaires».
    return second[0] in _VOWELS or (first == "trans" and second[0] == "s")


def _is_link(chain: str, first: str) -> bool:
    """True for the small word inside a compound: «en» of «mise-en-»."""
    return first in _LINKS and bool(chain) and not _PREFIX.fullmatch(chain.split("-")[-2])


_URL_TAIL = re.compile(r"(?:https?://|www\.)\S*$")
_URL_HEAD = re.compile(r"[\w%#?=&~.-]+[/=&_-]\S*")


def join_pair(left: str, right: str, vocabulary: Set[str] = frozenset()) -> str:
    """Join two consecutive lines of one paragraph.

    A hyphen at the end of ``left`` is removed when it cuts a word and kept when it belongs to a
    compound; which of the two is decided by the document's own spelling first (``vocabulary``,
    see ``words_of``), then by closed lists of prefixes and clitics, then by where French
    syllabication allows a cut. An address cut at a line end is closed up.
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return left or right
    token = left.rsplit(" ", 1)[-1]
    address = left[-1] in "/-._=?&" and _URL_TAIL.search(token)
    if address and _URL_HEAD.match(right.split(" ")[0]):
        return left + right
    if left[-1:] == "-" and len(left) > 1 and not left[-2].isspace():
        cut, start = _LAST_WORD.search(token[-100:]), _FIRST_WORD.match(right)
        if cut and start and not _keeps_hyphen(cut[1], cut[2], start[1], vocabulary):
            return left[:-1] + right
        return left + right
    if left[-1] in "/'’" and not left[-2:-1].isspace() and not address:
        return left + right
    return f"{left} {right}"


def join_lines(lines: Iterable[str], vocabulary: Set[str] = frozenset()) -> str:
    """Join the lines of one paragraph (see ``join_pair``) and tidy its spaces."""
    done: list[str] = []
    tail = ""
    for line in lines:
        tail = join_pair(tail, line, vocabulary)
        # Only the last word matters to the next line; copying a growing text would be quadratic.
        if len(tail) > 1000 and (cut := tail.rfind(" ", 0, -1)) > 0:
            done.append(tail[: cut + 1])
            tail = tail[cut + 1 :]
    return tidy("".join(done) + tail)


_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*$|[»”]$")


def is_sentence_end(text: str) -> bool:
    """True when text ends as a sentence or a clause does: ``. ! ? … : ;`` or a closing quote."""
    return bool(_SENTENCE_END.search(text.rstrip()))
