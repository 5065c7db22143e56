"""Systems with a language model: the product's rewriting, and LlamaIndex's with the same model.

A system is called after its model; ``llamaindex+MODEL`` is the citation query engine of
LlamaIndex's starter. Models are those of ``assistant.models.by_name``, with the user's settings.
"""

from __future__ import annotations

import hashlib

from assistant.generate import ModelClient
from assistant.models.by_name import open_model
from evals.systems import LLAMA
from ingest.errors import ServiceUnavailable, UsageError
from ingest.settings import load_settings

__all__ = ["model_mark", "model_of", "model_systems", "open_client"]


def model_systems() -> tuple[str, ...]:
    """The systems of the configured model (``POLES_MODEL_NAME``), none when there is none."""
    name = load_settings().model.name.strip()
    return (name, f"{LLAMA}{name}") if name else ()


def model_of(system: str) -> str:
    """The model that ``system`` is called after."""
    return system.removeprefix(LLAMA)


def model_mark(system: str) -> str:
    """Changes with the model's name, address and limits: outputs of another are not taken over."""
    model = load_settings().model
    parts = f"{model_of(system)} {model.url} {model.tokens}"
    return hashlib.blake2b(parts.encode(), digest_size=4).hexdigest()


def open_client(system: str) -> ModelClient:
    """The model that ``system`` is called after; nothing is loaded or called yet.

    Raises:
        UsageError: no such model is configured.
    """
    name = model_of(system)
    try:
        client = open_model(load_settings(), name)
    except ServiceUnavailable as error:
        raise UsageError(
            f"there is no system {system!r}, nor a model of that name: {error}"
        ) from error
    if client is None:
        raise UsageError("a system needs a name: see 'poles eval run --help'")
    return client
