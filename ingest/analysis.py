"""French text → lexical tokens. Pure; the same function serves documents and questions.

A token is a lower-case, accent-folded Snowball stem. Elided articles go (``l'``, ``d'``, ``qu'``);
numbers are written one way (``20 000``, ``20.000`` and ``20000`` agree); an acronym also gives
itself whole, behind ``=``, so that stemming never turns ``CARA`` into the word ``car``; so does
a compound, joined (``I-Trans`` gives ``=itrans``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import _lru_cache_wrapper, lru_cache
from itertools import chain, filterfalse

import Stemmer

__all__ = ["ANALYSIS_VERSION", "STOP_WORDS", "fold", "lexical_tokens", "query_tokens", "stem"]

ANALYSIS_VERSION = 1
"""Part of an index's identity: change it whenever the tokens change."""

STOP_WORDS = frozenset(
    """
    a ai ainsi alors as au aucun aussi autre aux avait avec avoir ayant c ca car ce ceci cela
    ces cet cette ceux chaque chez ci combien comme comment d dans de des donc dont du elle
    elles en encore entre es est et etaient etait etant ete etes etre eu eux fait font fut il
    ils j je l la le les leur leurs lors lui m ma mais me meme memes mes moi mon n ne ni nos
    notre nous on ont or ou par pas peu peut peuvent plus pour pourquoi qu quand que quel quelle
    quelles quels qui quoi s sa sans se sera ses si soit son sont sous sur t ta te tel telle tes
    toi ton tous tout toute toutes tres tu un une vers via vos votre vous y
    an and are at be by can do does for from has have how in many much is it its of on that the
    their there these this to was were what when where which who why will with would
    """.split()
)

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)", re.IGNORECASE)
_DOTTED_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}(?![A-Za-z])")
_GROUPED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|\w+(?:&\w+)*", re.UNICODE)
_COMPOUND = re.compile(r"\b[^\W\d_]\w*(?:-\w+)+")
_LETTER_DIGIT = re.compile(r"(?<=\d)(?=[^\W\d_])")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]+")
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""Combining marks of Latin letters; U+034F joins and is none."""
_OTHER_MARKS = re.compile(
    "[\u0483-\u1dff\u20d0-\u20ff\u2c00-\u30ff\ua600-\uabff\ufb1e\ufe20-\ufe2f\U00010000-\U0010ffff]"
)
"""Where all others are, and letters of many scripts."""
_LONGEST_KEPT, _LONGEST_FOLDED = 48, 1000
"""Characters of what is kept once analysed; folded."""
_stemmer = Stemmer.Stemmer("french")
_stemmer.maxCacheSize = 0  # ``stem`` remembers; its own memory costs three times what it saves


def fold(text: str) -> str:
    """Lower-case ``text`` without accents, ligatures or typographic apostrophes."""
    if text.isascii():
        return text.lower()
    return _folded(text) if len(text) <= _LONGEST_FOLDED else _folded.__wrapped__(text)


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'").replace("ʼ", "'")
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    if _OTHER_MARKS.search(plain):
        plain = "".join(filterfalse(unicodedata.combining, plain))
    return plain.lower()


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The stem of one folded word; a number stays as it is."""
    return word if word[0].isdigit() else str(_stemmer.stemWord(word))


def _pieces(text: str) -> list[str]:
    """Parts of ``text`` between blanks; the groups of a number are one part.

    Nothing else reaches across a blank, and texts are mostly made of parts that were met before:
    each part is analysed once.
    """
    text = unicodedata.normalize("NFKC", text)
    return _GROUPED_NUMBER.sub(lambda match: re.sub(r"\D", "", match[0]), text).split()


def _words(piece: str) -> list[str]:
    """Words and numbers of a part of a text, case and accents kept."""
    piece = _DOTTED_ACRONYM.sub(lambda match: match[0].replace(".", "") + " ", piece)
    piece = _DECIMAL_COMMA.sub(".", _ELISION.sub(" ", piece))
    return _TOKEN.findall(_LETTER_DIGIT.sub(" ", piece))


def _compounds(piece: str) -> list[str]:
    return ["=" + fold(match).replace("-", "") for match in _COMPOUND.findall(piece)]


def _tokens(word: str) -> tuple[str, ...]:
    folded = fold(word)
    if folded in STOP_WORDS:
        return ()
    return (stem(folded),)


def _analysed(
    analyse: _lru_cache_wrapper[tuple[str, ...]], pieces: list[str]
) -> Iterable[tuple[str, ...]]:
    """Tokens of pieces; long ones (addresses, encoded data) seldom come back and are not kept."""
    if max(map(len, pieces), default=0) <= _LONGEST_KEPT:
        return map(analyse, pieces)
    raw = analyse.__wrapped__
    return [analyse(p) if len(p) <= _LONGEST_KEPT else raw(p) for p in pieces]


def lexical_tokens(text: str) -> list[str]:
    """Tokens of a passage; acronyms and compounds add their exact form (``=cara``)."""
    return list(chain.from_iterable(_analysed(_passage_piece, _pieces(text))))


@lru_cache(maxsize=1 << 16)
def _passage_piece(piece: str) -> tuple[str, ...]:
    tokens = _compounds(piece)
    for word in _words(piece):
        if _ACRONYM.fullmatch(word):
            tokens.append("=" + word.lower())
        tokens.extend(_tokens(word))
    return tuple(tokens)


def query_tokens(text: str) -> list[str]:
    """Tokens of a question: as a passage's, and every word may be an acronym typed in any case.

    The exact forms cost nothing when no document holds such an acronym: the index ignores
    tokens that it has never seen.
    """
    return list(chain.from_iterable(_analysed(_query_piece, _pieces(text))))


@lru_cache(maxsize=1 << 16)
def _query_piece(piece: str) -> tuple[str, ...]:
    tokens = _compounds(piece)
    for word in _words(piece):
        tokens.extend(_query_word(word))
    return tuple(tokens)


def _query_word(word: str) -> tuple[str, ...]:
    folded = fold(word)
    if len(folded) > 1 and not folded[0].isdigit() and folded not in STOP_WORDS:
        return ("=" + folded, *_tokens(word))
    if _ACRONYM.fullmatch(word):  # "EST", "SON" in capitals are names, not stop words
        return ("=" + word.lower(), *_tokens(word))
    return _tokens(word)
