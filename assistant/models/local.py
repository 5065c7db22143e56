"""A language model in a GGUF file, run in this process by llama.cpp (extra ``[local-llm]``).

The binding is imported when a model is first asked, and the weights stay in memory for the next
question. Its engine also opens a port of this machine, which nothing here uses: it is locked
with a key that nobody is told.
"""

from __future__ import annotations

import os
import queue
import secrets
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ingest.errors import ServiceUnavailable, UsageError
from ingest.settings import ModelSettings

__all__ = ["LocalModel", "binding_is_installed"]

_CONTEXT = 4096
"""Tokens of a question, its statements and the answer together."""


def binding_is_installed() -> bool:
    """Is the extra ``[local-llm]`` here? Nothing is imported."""
    return find_spec("xllamacpp") is not None


class LocalModel:
    """A model in a file.

    Args:
        name: what people call it.
        path: the ``.gguf`` file.
        settings: limits.

    Raises:
        UsageError: the file is missing, or is no GGUF file.
        ServiceUnavailable: the extra ``[local-llm]`` is not installed.
    """

    def __init__(self, name: str, path: Path, settings: ModelSettings) -> None:
        if not binding_is_installed():
            raise ServiceUnavailable(
                f"the model {name!r} runs here with the extra [local-llm]: "
                'pip install "poles-assistant[local-llm]"'
            )
        _check_file(path)
        self._name = name
        self._path = path
        self._settings = settings

    @property
    def name(self) -> str:
        """What people call it."""
        return self._name

    def stream(self, system: str, user: str) -> Iterator[str]:
        """What the model writes, in pieces.

        Raises:
            ServiceUnavailable: the file cannot be loaded, or the time is over.
        """
        threads = self._settings.threads or os.cpu_count() or 1
        engine = _engine(str(self._path), threads)
        end = time.monotonic() + self._settings.seconds
        asked = _Asked(engine, _body(system, user, self._settings.tokens))
        try:
            while (piece := asked.next_piece(end - time.monotonic())) is not None:
                yield piece
        except queue.Empty:
            raise ServiceUnavailable(
                f"the model {self._name!r} was not done after {self._settings.seconds:g} s "
                "(POLES_MODEL_SECONDS)"
            ) from None
        except RuntimeError as error:
            raise ServiceUnavailable(f"the model {self._name!r} failed: {error}") from error
        finally:
            asked.stop()


class _Asked:
    """One request: the engine calls back from a thread of its own."""

    def __init__(self, engine: Any, body: dict[str, Any]) -> None:
        self._pieces: queue.Queue[str | RuntimeError | None] = queue.Queue()
        self._stopped = threading.Event()
        threading.Thread(target=self._run, args=(engine, body), daemon=True).start()

    def next_piece(self, seconds: float) -> str | None:
        """The next piece, None at the end.

        Raises:
            queue.Empty: there is none within ``seconds``.
            RuntimeError: the engine reports a failure.
        """
        piece = self._pieces.get(timeout=max(0.0, seconds))
        if isinstance(piece, RuntimeError):
            raise piece
        return piece

    def stop(self) -> None:
        """Have the engine stop at its next token."""
        self._stopped.set()

    def _run(self, engine: Any, body: dict[str, Any]) -> None:
        try:
            engine.handle_chat_completions(body, self._take)
        except (RuntimeError, ValueError) as error:
            self._pieces.put(RuntimeError(str(error)))
        self._pieces.put(None)

    def _take(self, event: dict[str, Any]) -> bool:
        """Keep the text of an event; True asks the engine to stop."""
        if "error" in event:
            self._pieces.put(RuntimeError(str(event["error"].get("message", event["error"]))))
        for choice in event.get("choices") or []:
            content = (choice.get("delta") or {}).get("content")
            if content:
                self._pieces.put(content)
        return self._stopped.is_set()


def _body(system: str, user: str, tokens: int) -> dict[str, Any]:
    return {
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "temperature": 0,
        "seed": 0,
        "max_tokens": tokens,
        "stream": True,
    }


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise UsageError(f"the model {path} cannot be read: {error.strerror or error}") from error
    if magic != b"GGUF":
        raise UsageError(f"{path} is no GGUF file: it does not begin with GGUF")


@lru_cache(maxsize=1)
def _engine(path: str, threads: int) -> Any:
    """llama.cpp's server in this process, quiet; one model is held at a time.

    Raises:
        ServiceUnavailable: the file cannot be loaded.
    """
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx, params.n_parallel = _CONTEXT, 1
    for cpu in (params.cpuparams, params.cpuparams_batch):
        cpu.n_threads = threads
        cpu.poll = 0  # waiting threads sleep: spinning starves whatever else runs here
    params.verbosity, params.warmup = -1, False
    params.cache_ram_mib = 0
    params.ui = params.endpoint_slots = False
    params.api_keys = [secrets.token_urlsafe(32)]
    try:
        return xllamacpp.Server(params)
    except (RuntimeError, ValueError) as error:
        raise ServiceUnavailable(f"the model {path} cannot be loaded: {error}") from error
