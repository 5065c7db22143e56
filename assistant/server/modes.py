"""Answer modes of a server: the documents' own sentences, or a language model that rewrites them.

Which models there are is the operator's choice (``poles models pull``, ``[model]`` of
``poles.toml``); who asks chooses among them, a question at a time. A name that is not among them
is refused: it could be any file of this machine.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.models.catalogue import load_catalogue
from assistant.records import Answer
from assistant.texts import text_for
from ingest.errors import ServiceUnavailable, UsageError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.generate import ModelClient

__all__ = ["EXTRACTS", "Mode", "Modes"]

EXTRACTS = "extracts"
"""Name of the mode without a language model."""

_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Mode:
    """A language model that can be chosen."""

    name: str
    kind: Literal["local", "remote"]


class Modes:
    """The models of a server, opened on first use.

    Args:
        settings: in force.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._clients: dict[str, ModelClient] = {}
        # Apart from the threads that compose: a slow model must not keep those who want extracts.
        self._writers = ThreadPoolExecutor(_AT_ONCE, "write")

    @property
    def usual(self) -> str:
        """The model of those who choose none; "" for extracts."""
        return self._settings.model.name.strip()

    def available(self) -> tuple[Mode, ...]:
        """The models that can be chosen now: files that are here, then the endpoint's."""
        folder = self._settings.home / "models"
        names = [
            entry.name
            for entry in load_catalogue()
            if (path := folder / entry.file).is_file() and path.stat().st_size == entry.bytes
        ]
        known = {entry.file for entry in load_catalogue()}
        names += sorted(path.name for path in folder.glob("*.gguf") if path.name not in known)
        modes = [Mode(name, "local") for name in names]
        if self.usual.endswith(".gguf") and self.usual not in names:
            modes.append(Mode(self.usual, "local"))
        elif self.usual and self.usual not in names and self._settings.model.url:
            modes.append(Mode(self.usual, "remote"))
        return tuple(modes)

    def chosen(self, name: str | None) -> str:
        """The model that ``name`` means: "" for none, None for the usual one.

        Raises:
            UsageError: there is no such model.
        """
        if name is None:
            return self.usual
        if name in ("", EXTRACTS):
            return ""
        names = [mode.name for mode in self.available()]
        if name not in names:
            known = ", ".join(names) or "none: see poles models list, or set POLES_MODEL_URL"
            raise UsageError(f"there is no language model {name!r} here (there is {known})")
        return name

    def wanted(self, name: str | None) -> str:
        """The same for a choice that a browser kept: a model that is gone is the usual one."""
        try:
            return self.chosen(name)
        except UsageError:
            return self.usual

    def can_write(self, answer: Answer) -> bool:
        """Is there something in ``answer`` to put in other words?"""
        from assistant.generate import can_be_rewritten

        return can_be_rewritten(answer)

    def write(self, answer: Answer, name: str) -> Answer:
        """``answer`` as the model ``name`` puts it, or itself with a note that says why not."""
        from assistant.generate import rewrite

        try:
            client = self._client(name)
        except (ServiceUnavailable, UsageError):
            note = text_for("model_absent", answer.language, name)
            return replace(answer, notes=(*answer.notes, note))
        return self._writers.submit(rewrite, answer, client).result().answer

    def close(self) -> None:
        """Begin no more texts."""
        self._writers.shutdown(wait=False, cancel_futures=True)

    def _client(self, name: str) -> ModelClient:
        from assistant.models.by_name import open_model

        with self._lock:
            if name not in self._clients:
                opened = open_model(self._settings, name)
                assert opened is not None  # noqa: S101 - only an empty name opens none
                self._clients[name] = opened
            return self._clients[name]
