"""One call of any OpenAI-compatible chat endpoint."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from ingest.errors import ServiceUnavailable

__all__ = ["Endpoint"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers.

    Attributes:
        url: up to and without ``/chat/completions``, such as ``http://127.0.0.1:8080/v1``.
        model: its name there.
        key: sent as a bearer token when not "".
        seconds: time limit for one answer.
    """

    url: str
    model: str
    key: str = ""
    seconds: float = 120.0

    def complete(self, system: str, user: str, seed: int = 0) -> str:
        """The model's answer, at temperature 0.

        Raises:
            ServiceUnavailable: nothing answers, or not in OpenAI's shape.
        """
        body = {
            "model": self.model,
            "temperature": 0,
            "seed": seed,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        address = f"{self.url.rstrip('/')}/chat/completions"
        try:
            reply = httpx.post(address, json=body, headers=headers, timeout=self.seconds)
            reply.raise_for_status()
            return str(reply.json()["choices"][0]["message"]["content"])
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            raise ServiceUnavailable(
                f"the model {self.model!r} at {address} does not answer as expected ({error!r}): "
                "check the address, the model's name and the key"
            ) from error
