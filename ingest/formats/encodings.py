"""Bytes in any common encoding → text."""

from __future__ import annotations

import re

from ingest.errors import ReadError

__all__ = ["decode"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes) -> str:
    """Decode bytes of unknown encoding: a mark first, then UTF-8, UTF-16, then a guess.

    Windows-1252 and Mac Roman give other letters to the same bytes, so what they give is scored
    by how French it looks; charset-normalizer decides for everything else.

    Raises:
        ReadError: "encoding".
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if wide := _wide_encoding(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One bad byte in a long UTF-8 file is damage, not another encoding.
        sound = data[: error.start].decode("utf-8")
        mostly = data.decode("utf-8", errors="replace")
        if mostly.count("\ufffd") * 1000 < len(mostly) and not sound.isascii():
            return mostly
    if data.count(b"\x00") > len(data) // 100:
        raise ReadError("encoding", "not a text file: it is full of zero bytes")
    return _decode_eight_bits(data)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of western text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or len(sample) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else ""


_FRENCH = frozenset("éèàêçùâîôûëïœÉÀÈÊÇŒ«»’–… €“”")
# What a wrong reading leaves: signs that French text hardly has, marks between letters,
# accented capitals inside words, and letters at places where French never has them.
_UNLIKELY = re.compile(
    r"[¤¦¨¬¯¶¸ºª†‡‰ŽžÞþÐð¡¢¥§ƒ∂∑∏π∫Ω√≈∆◊\u0080-\u009f]|[^\W\d_][«‚„]|[a-z][À-Þ]"
    r"|[^\W\d_][»…“”–—ˆ‹›•˜™](?=[^\W\d_])|[çÇ](?![aouàâôûAOUÀÂÔÛ])"
    r"|\bê(?!tre|tes)|\bô(?!t)|\b[ùû]|(?<![lj\W])à\b"
)


def _decode_eight_bits(data: bytes) -> str:
    best, best_score = "", -1.0
    for name in ("cp1252", "mac-roman", "cp850", "latin-1", "iso8859-15"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        high = [char for char in text if ord(char) > 127]
        score = sum(char in _FRENCH for char in high) - 2 * len(_UNLIKELY.findall(text))
        if score / max(1, len(high)) > best_score:
            best, best_score = text, score / max(1, len(high))
    if best_score >= 0.5:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:1_000_000]).best()
    if guess is not None:
        return data.decode(guess.encoding, errors="replace")
    if best:
        return best
    raise ReadError("encoding", "no known text encoding fits; save the file as UTF-8")
