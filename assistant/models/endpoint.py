"""A language model behind any OpenAI-compatible endpoint, streamed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ingest.errors import ServiceUnavailable
from ingest.settings import ModelSettings

if TYPE_CHECKING:
    import httpx

__all__ = ["EndpointModel"]

_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Answers after which trying again makes sense."""
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
_CONNECT = 5.0
"""Seconds to reach the endpoint."""
_LONGEST_TEXT = 20_000
"""Characters after which a model that does not stop is cut off."""
_LONGEST_REPLY = 16 << 20
"""Bytes after which an endpoint that does not stop is cut off, whatever it sends."""


class _TryAgain(Exception):
    """Nothing was written yet and the reason may pass; ``wait`` is what the endpoint asks for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class EndpointModel:
    """A model of an endpoint.

    Attributes:
        name: its name there.
        settings: address, key and limits.
    """

    name: str
    settings: ModelSettings
    _sleep: Any = field(default=time.sleep, repr=False)

    def stream(self, system: str, user: str) -> Iterator[str]:
        """What the model writes, in pieces.

        Until the first piece a busy or unreachable endpoint is tried again, each time after
        twice as long; later a failure is final, for nobody can tell what would have come.

        Raises:
            ServiceUnavailable: it does not answer in time, or not in OpenAI's shape.
        """
        end = time.monotonic() + self.settings.seconds
        for attempt in range(self.settings.retries + 1):
            try:
                yield from self._once(system, user, end)
                return
            except _TryAgain as error:
                backoff = _FIRST_WAIT * 2**attempt * random.uniform(0.8, 1.2)  # noqa: S311
                wait = min(_LONGEST_WAIT, max(error.wait, backoff))
                last = attempt == self.settings.retries
                if last or time.monotonic() + wait >= end:
                    raise self._unavailable(str(error)) from error
                self._sleep(wait)

    def _once(self, system: str, user: str, end: float) -> Iterator[str]:
        import httpx

        limits = httpx.Timeout(max(0.1, end - time.monotonic()), connect=_CONNECT)
        started = False
        try:
            with httpx.stream(
                "POST", self._address(), json=self._body(system, user), headers=self._headers(),
                timeout=limits,
            ) as reply:  # fmt: skip
                self._check(reply)
                length = 0
                for piece in self._pieces(reply, end):
                    started = True
                    length += len(piece)
                    if length > _LONGEST_TEXT:
                        raise self._unavailable(f"it wrote more than {_LONGEST_TEXT} characters")
                    yield piece
        except httpx.TimeoutException as error:
            if started or time.monotonic() >= end:
                raise self._too_slow() from error
            raise _TryAgain(f"it did not answer in time ({type(error).__name__})") from error
        except httpx.DecodingError as error:
            raise self._unavailable(f"what it sends cannot be unpacked ({error})") from error
        except (httpx.TransportError, httpx.InvalidURL, httpx.StreamError) as error:
            reason = f"{error or type(error).__name__}"
            if started:
                raise self._unavailable(f"it stopped half way ({reason})") from error
            raise _TryAgain(f"it cannot be reached ({reason})") from error

    def _check(self, reply: httpx.Response) -> None:
        """Raise for anything but a success."""
        if reply.is_success:
            return
        status = reply.status_code
        if status in _BUSY:
            raise _TryAgain(f"it answered {status}", _asked_wait(reply))
        advice = {
            401: "check POLES_MODEL_KEY",
            403: "check POLES_MODEL_KEY",
            404: "check POLES_MODEL_URL and the model's name",
        }.get(status, "check POLES_MODEL_URL, the key and the model's name")
        raise self._unavailable(f"it answered {status}: {advice}")

    def _pieces(self, reply: httpx.Response, end: float) -> Iterator[str]:
        """Contents of the events; of the whole body when the endpoint does not stream."""
        arriving = self._arriving(reply, end)
        if "text/event-stream" not in reply.headers.get("content-type", ""):
            yield self._content(b"".join(arriving).decode("utf-8", "replace"), "message")
            return
        done = False
        for line in _lines(arriving):
            if not line.startswith("data:"):
                continue  # comments and names of events
            data = line.removeprefix("data:").strip()
            if data == "[DONE]":
                return
            piece = self._content(data, "delta")
            done = done or _finished(data)
            if piece:
                yield piece
        if not done:
            raise self._unavailable("it stopped half way")

    def _arriving(self, reply: httpx.Response, end: float) -> Iterator[bytes]:
        """The body as it comes: a sign of life is no answer, and is not waited for longer."""
        size = 0
        for chunk in reply.iter_bytes():
            size += len(chunk)
            if size > _LONGEST_REPLY:
                raise self._unavailable(f"it sent more than {_LONGEST_REPLY >> 20} MiB")
            if time.monotonic() > end:
                raise self._too_slow()
            yield chunk

    def _content(self, text: str, part: str) -> str:
        """The text in ``choices[0]``; an event without choices (usage) holds none."""
        try:
            body = json.loads(text)
            if "error" in body:
                raise self._unavailable(f"it reports: {str(body['error'])[:200]}")
            choices = body["choices"]
            content = (choices[0].get(part) or {}).get("content") if choices else ""
            if content is not None and not isinstance(content, str):
                raise TypeError(content)
        except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise self._unavailable(f"it does not answer in OpenAI's shape ({error!r})") from error
        return content or ""

    def _address(self) -> str:
        return f"{self.settings.url}/chat/completions"

    def _headers(self) -> dict[str, str]:
        key = self.settings.key.get_secret_value()
        return {"Authorization": f"Bearer {key}"} if key else {}

    def _body(self, system: str, user: str) -> dict[str, Any]:
        return {
            "model": self.name,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            "temperature": 0,
            "max_tokens": self.settings.tokens,
            "stream": True,
        }

    def _too_slow(self) -> ServiceUnavailable:
        return self._unavailable(
            f"it was not done after {self.settings.seconds:g} s (POLES_MODEL_SECONDS)"
        )

    def _unavailable(self, reason: str) -> ServiceUnavailable:
        return ServiceUnavailable(f"the model {self.name!r} at {self._address()}: {reason}")


def _lines(arriving: Iterable[bytes]) -> Iterator[str]:
    """The lines of a body, each as soon as it is whole."""
    rest = b""
    for chunk in arriving:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in whole)
    yield rest.decode("utf-8", "replace")


def _finished(data: str) -> bool:
    """Does this event say why the model stopped?"""
    choices = json.loads(data).get("choices") or [{}]
    return bool(choices[0].get("finish_reason"))


def _asked_wait(reply: httpx.Response) -> float:
    """Seconds of ``Retry-After``; 0 when it is missing or a date."""
    try:
        return max(0.0, float(reply.headers.get("retry-after", "0")))
    except ValueError:
        return 0.0
