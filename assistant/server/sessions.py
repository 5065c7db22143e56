"""Who is signed in: secrets compared in constant time, sessions in a signed cookie."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

__all__ = ["SESSION_COOKIE", "SESSION_SECONDS", "Sessions"]

SESSION_COOKIE = "poles_session"
SESSION_SECONDS = 12 * 3600


class Sessions:
    """Checks of the password and the token, and the cookies given for them.

    The key that signs cookies lives as long as the process: a restart signs everybody out.

    Args:
        password: what people type; "" accepts none.
        token: what programs send; "" accepts none.
        clock: seconds since the epoch.
    """

    def __init__(self, password: str, token: str, clock: Callable[[], float] = time.time) -> None:
        self._password = password
        self._token = token
        self._clock = clock
        self._key = secrets.token_bytes(32)

    @property
    def needed(self) -> bool:
        """True when nobody comes in without a secret."""
        return bool(self._password or self._token)

    def accepts(self, given: str) -> bool:
        """Is ``given`` the password or the token? Takes as long for a wrong one as for a right."""
        by_password = _same(given, self._password)
        by_token = _same(given, self._token)
        return by_password | by_token

    def new_cookie(self) -> str:
        """A cookie value that ``valid`` accepts for ``SESSION_SECONDS``."""
        expires = str(int(self._clock()) + SESSION_SECONDS)
        return f"{expires}.{self._sign(expires)}"

    def valid(self, cookie: str) -> bool:
        """Was ``cookie`` given by this process, and is it still good?"""
        expires, _, signature = cookie.partition(".")
        if not hmac.compare_digest(self._sign(expires).encode(), signature.encode()):
            return False
        return int(expires) > self._clock()

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _same(given: str, expected: str) -> bool:
    """Equal and not empty; hashed first, so that not even the length shows in the time."""
    left, right = (hashlib.sha256(value.encode()).digest() for value in (given, expected))
    return hmac.compare_digest(left, right) & bool(expected)
