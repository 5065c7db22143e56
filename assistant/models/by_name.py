"""The language model that a name means, opened by settings.

A name is, in this order: the path of a ``.gguf`` file; a model of the catalogue that has been
pulled; a file of ``POLES_HOME/models``; a model of the endpoint ``POLES_MODEL_URL``. See
``ingest.settings.ModelSettings`` for what can be set.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.generate import ModelClient
from assistant.models.catalogue import CatalogueEntry, load_catalogue
from ingest.errors import ServiceUnavailable
from ingest.settings import Settings

__all__ = ["PatientModel", "models_folder", "open_model"]


def models_folder(settings: Settings) -> Path:
    """Where pulled models are."""
    return settings.home / "models"


def open_model(settings: Settings, name: str | None = None) -> ModelClient | None:
    """The model to use, None when none is wanted. Nothing is loaded or called yet.

    Args:
        settings: in force.
        name: what the caller asks for; None takes ``POLES_MODEL_NAME``, "" wants none.

    Raises:
        UsageError: the file is no model.
        ServiceUnavailable: there is no such model here, and no endpoint to ask for it.
    """
    wanted = settings.model.name if name is None else name
    return PatientModel(_open(settings, wanted)) if wanted.strip() else None


def _open(settings: Settings, name: str) -> ModelClient:
    path = _file_of(settings, name)
    if path is not None:
        from assistant.models.local import LocalModel

        return LocalModel(name, path, settings.model)
    if settings.model.url:
        from assistant.models.endpoint import EndpointModel

        return EndpointModel(name, settings.model)
    if _entry(name) is not None:
        raise ServiceUnavailable(f"the model {name!r} is not here yet: poles models pull {name}")
    raise ServiceUnavailable(
        f"no language model {name!r} is configured: set POLES_MODEL_URL to an endpoint that has "
        "it, or choose one of `poles models list`; without --model answers are extracted"
    )


def _file_of(settings: Settings, name: str) -> Path | None:
    """The file that ``name`` means, None when it means none that is here."""
    if name.endswith(".gguf"):
        own = models_folder(settings) / Path(name).name
        return own if own.is_file() and Path(name).name == name else Path(name).expanduser()
    entry = _entry(name)
    if entry is None:
        return None
    path = models_folder(settings) / entry.file
    # A hash of a gigabyte takes seconds: `pull` and `verify` do it, here the size must do.
    return path if path.is_file() and path.stat().st_size == entry.bytes else None


def _entry(name: str) -> CatalogueEntry | None:
    return next((entry for entry in load_catalogue() if entry.name == name), None)


class PatientModel:
    """A model that is left alone for a while after it failed.

    A batch of questions, or a busy page, would otherwise wait for a dead endpoint each time.

    Args:
        client: the model.
        pause: seconds during which it is not called after a failure.
    """

    def __init__(self, client: ModelClient, pause: float = 30.0) -> None:
        self._client = client
        self._pause = pause
        self._lock = threading.Lock()
        self._failed: tuple[float, ServiceUnavailable] | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self._client.name

    def stream(self, system: str, user: str) -> Iterator[str]:
        """What the model writes, in pieces.

        Raises:
            ServiceUnavailable: it fails, or failed a short while ago.
        """
        with self._lock:
            failed = self._failed
        if failed and time.monotonic() - failed[0] < self._pause:
            raise ServiceUnavailable(str(failed[1]))
        try:
            yield from self._client.stream(system, user)
        except ServiceUnavailable as error:
            with self._lock:
                self._failed = (time.monotonic(), error)
            raise
        with self._lock:
            self._failed = None
