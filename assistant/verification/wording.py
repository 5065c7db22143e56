"""The words of a sentence, as far as they decide what it says. Pure.

Articles, "de", auxiliaries and subject pronouns leave no word of their own, only a mark on the
next one; prepositions, negations and "qui" are words like any other. A number carries its unit,
a date its preposition: "jusqu'en 2026" is not "en 2026".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.dates import MONTHS
from assistant.verification.words import (
    AUXILIARIES,
    COUNTS,
    FALSE_FRIENDS,
    SILENT_ENGLISH,
    SILENT_FRENCH,
    groups_of,
    root,
)
from ingest.analysis import fold
from ingest.numbers import digits_for_words
from ingest.sentences import split_sentences

__all__ = ["Word", "same", "sentences_of", "words_of"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word that counts.

    Attributes:
        key: stem, number with its unit, or date with its preposition.
        text: as written.
        kind: "word", "number" or "date".
        name: it has a capital, or digits among letters.
        before: punctuation between the word before and this one.
        aux: "be" or "have" when such a verb stands just before.
        tense: "past" or "future" of the word or its auxiliary, "" otherwise.
        pronoun: a subject pronoun stands just before.
        of: "de" stands just before.
    """

    key: str
    text: str
    kind: str = "word"
    name: bool = False
    before: str = ""
    aux: str = ""
    tense: str = ""
    pronoun: bool = False
    of: bool = False

    @property
    def low(self) -> str:
        """As written, in lower case."""
        return self.text.lower()


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_PREPOSITIONS = {
    "in": r"en|au(?: mois de)?|le|in|on|courant",
    "since": r"depuis(?: le| la)?|des(?: le)?|a (?:partir|compter) d[eu]|since|from|as of",
    "until": r"jusqu'(?:en|au|a)(?: la)?|until|till|up to",
    "before": r"avant(?: le| la)?|before", "after": r"apres(?: le| la)?|after",
    "by": r"d'ici(?: a| le| fin)?|by", "around": r"vers|around|about",
    "end": r"(?:a la |en )?fin(?: de)?|(?:at the )?end of|(?:in )?late",
    "start": r"(?:au |en )?debut(?: de)?|(?:at the )?(?:start|beginning) of|(?:in )?early",
    "middle": r"(?:a la )?mi(?: |-)?|(?:in )?mid",
}  # fmt: skip
_BEFORE_DATE = "|".join(f"(?P<{name}>{words})" for name, words in _PREPOSITIONS.items())
_YEAR = r"(?:19|20)\d\d(?![\d.,]\d|\d)(?!\s*(?:[-–/]|a|et|to|and)\s*(?:19|20)?\d\d\b)"
_DATE = re.compile(
    rf"(?<![\w'])(?:(?:{_BEFORE_DATE})(?:\s+|(?<=mi-)))?(?:"
    rf"(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+)?(?P<month>{_MONTH})"
    rf"(?:\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,)?\s+(?P<dated>{_YEAR})|(?P<year>{_YEAR}))"
)
_RANGE = re.compile(
    r"(?<![\w'])(?:(?:de|entre|from|between)\s+(?P<first>(?:19|20)\d\d)\s+(?:a|et|to|and)\s+|"
    r"(?:(?:en|in)\s+)?(?P<start>(?:19|20)\d\d)\s?[-–]\s?)(?P<last>(?:19|20)\d\d)\b"
)
_NUMBER = re.compile(
    r"(?<!\w)(?P<pre>€\s?)?(?P<value>\d+(?:[ \u00a0\u202f.]\d{3}(?!\d))*(?:[.,]\d+)?)"
    r"(?:\s*(?:(?P<share>%|pour ?cent\b|per ?cent\b)|"
    r"(?P<scale>milliards?|billions?|mds?(?=€|\b)|bn\b|millions?|meur\b|m(?=€|\b)|k(?=€|\b)|"
    r"milliers?)(?:\s*(?:d'|de |of )?(?P<scaled>€|euros?\b|eur\b))?|(?P<euros>€|euros?\b|eur\b)))?"
)
_WORD = re.compile(r"[^\W\d_]\w*|\d\w*")
_PUNCTUATION = re.compile(r"[,;:()–—]|(?<=\s)-(?=\s)|[.!?…]")
_FUTURE = re.compile(r"(?:[eid]r|tr)(?:a|ont|ait|aient|ons|ions)$")
_PAST = re.compile(r"(?:ait|aient)$")


def sentences_of(text: str, language: str) -> list[list[Word]]:
    """The words of each sentence of ``text``; a semicolon ends one too."""
    pieces = [text[start:end] for start, end in split_sentences(text)] or [text]
    parts = (words_of(part, language) for piece in pieces for part in re.split(r";\s", piece))
    return [part for part in parts if part]


def same(one: Word, other: Word, *, translated: bool = False) -> bool:
    """Do two words say the same? A date may be less precise in the first."""
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        when, at = one.key.split(":"), other.key.split(":")
        return when[0] == at[0] and at[1].startswith(when[1])
    shared = bool(groups_of(one.key) & groups_of(other.key))
    if one.name and other.name:
        return shared or (one.key == other.key and fold(one.text) == fold(other.text))
    if one.key == other.key:
        return not (translated and one.low in FALSE_FRIENDS and one.low == other.low)
    return one.kind == "word" and shared


@lru_cache(maxsize=1 << 10)
def words_of(text: str, language: str) -> list[Word]:
    """The words of one sentence, in order."""
    text = re.sub(r"(?<=\w)n['’]t\b", " not", text.replace("’", "'"))
    text = re.sub(r"\bs'[ée]l[èe]v\w+ à|\bamounts? to", "est de", text)
    text = digits_for_words(re.sub(r"(?<=\w)'s\b", " ’s", text))
    folded = fold(text.replace("’", "\0"))
    if len(folded) != len(text):  # a ligature: places must agree
        text = folded
    return _Reader(text, folded, language).read()


class _Reader:
    """Goes through a sentence; keeps what has been read since the last word."""

    def __init__(self, text: str, folded: str, language: str) -> None:
        self._text, self._folded = text, folded
        self._silent = SILENT_ENGLISH if language == "en" else SILENT_FRENCH
        self._english = language == "en"
        self._denied = bool(_DENYING.search(folded))
        self._negated = False
        self._words: list[Word] = []
        self._clear()

    def _clear(self) -> None:
        self._before, self._aux, self._tense = "", "", ""
        self._pronoun = self._of = False

    def read(self) -> list[Word]:
        at = 0
        while at < len(self._folded):
            at = self._step(at)
        return self._words

    def _step(self, at: int) -> int:
        """Read what stands at ``at``; where to go on."""
        date, number = _DATE.match(self._folded, at), _NUMBER.match(self._folded, at)
        word = _WORD.match(self._folded, at)
        if date and (date["month"] or date.start("year") != at):
            self._add(_date_key(date), self._text[at : date.end()], "date")
            return date.end()
        span = _RANGE.match(self._folded, at)
        if span:
            self._add(
                f"during:{span['first'] or span['start']}/{span['last']}",
                self._text[at : span.end()],
                "date",
            )
            return span.end()
        if number:
            if self._aux == "have":
                self._add(COUNTS, "a")  # "a 851 membres" as "compte 851 membres"
            self._add(_number_key(number), self._text[at : number.end()], "number")
            return number.end()
        if word:
            if self._aux == "have" and _ABOUT.match(self._folded, at):
                self._add(COUNTS, "a")  # "a plus de 851 membres"
            led = _LED.match(self._text, word.end()) is not None  # "i-Trans"
            self._take(self._text[at : word.end()], word[0], led=led and len(word[0]) == 1)
            return word.end()
        if self._folded.startswith("\0s", at):
            self._add("’s", "’s")
            return at + 2
        if _PUNCTUATION.match(self._folded, at):
            self._before += self._folded[at]
            self._negated = False
        return at + 1

    def _take(self, written: str, folded: str, *, led: bool) -> None:
        """One word as written: it marks the next one, or is one."""
        acronym = written.isupper() and len(written) > 1
        low = written.lower()
        if folded in AUXILIARIES and not acronym and low != "à" and not self._is_article(folded):
            verb, tense = AUXILIARIES[folded]
            self._aux = "be" if verb == "be" else self._aux or "have"
            self._tense = tense or self._tense
        elif folded in self._silent and not acronym and low != "à":
            mark = self._silent[folded]
            self._pronoun = self._pronoun or mark == "pronoun"
            self._of = self._of or mark == "of"
        elif folded in {"ne", "n"} and not acronym and low != "né" and not self._english:
            self._negated = True
            if not self._denied:
                self._add("pas", "ne")
        elif folded == "plus" and self._negated:
            self._add("ne plus", written)  # "ne compte plus 900 membres"
        elif folded in {"que", "qu"} and self._folded and _LIMITING.search(self._folded):
            self._add("seul", "que")
        else:
            key = "à" if low in {"à", "au", "aux"} and not self._english else root(written)
            name = led or written[0].isupper() or any(char.isdigit() for char in written)
            opens = not self._words and not acronym and (bool(groups_of(key)) or len(written) < 4)
            self._add(key, written, name=name and not opens)

    def _is_article(self, folded: str) -> bool:
        return self._english and folded == "a"

    def _add(self, key: str, text: str, kind: str = "word", *, name: bool = False) -> None:
        tense, low = self._tense, text.lower()
        if kind == "word" and not name and not self._english:
            tense = "future" if _FUTURE.search(low) else tense
            tense = tense or ("past" if _PAST.search(low) else "")
        marks = self._before, self._aux, tense, self._pronoun, self._of
        self._words.append(Word(key, text, kind, name, *marks))
        self._clear()


_ABOUT = re.compile(
    r"(?:plus d[e']|pres d[e']|environ|quelque|more than|over|nearly|almost|about|around)\s?(?=\d)"
)
_LED = re.compile(r"-(?=[A-Z])")
_DENYING = re.compile(r"\b(?:pas|plus|jamais|aucune?|que|qu'|rien|ni|nul(?:le)?|personne|guere)\b")
_LIMITING = re.compile(r"\b(?:ne |n')(?!.*\b(?:pas|plus|jamais|aucune?|ni)\b).*\bqu(?:e\b|')")


def _date_key(match: re.Match[str]) -> str:
    when = next((name for name in _PREPOSITIONS if match[name]), "in")
    day, month = match["day"] or match["day2"], match["month"]
    iso = match["dated"] or match["year"]
    if month:
        iso += f"-{MONTHS[month]:02d}"
    return f"{when}:{iso}" + (f"-{int(day):02d}" if month and day else "")


def _number_key(match: re.Match[str]) -> str:
    digits = re.sub(r"[ \u00a0\u202f](?=\d{3})|\.(?=\d{3}(?!\d))", "", match["value"])
    digits = digits.replace(",", ".")
    value = digits.rstrip("0").rstrip(".") if "." in digits else digits
    scale = match["scale"] or ""
    power = ""
    if scale:
        power = "10^9" if scale[:2] in {"md", "bi", "bn"} or scale.startswith("milliard") else ""
        power = power or ("10^3" if scale.startswith(("k", "millier")) else "10^6")
    money = "EUR" if match["pre"] or match["scaled"] or match["euros"] or scale == "meur" else ""
    return " ".join(filter(None, (value, power, money, "%" if match["share"] else "")))
