"""Settings: environment ``POLES_*``, then ``poles.toml`` of the current folder, then defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ingest.errors import UsageError

__all__ = ["Settings", "load_settings"]


def _folder(value: object) -> object:
    """A path with "~" expanded; an empty one is no folder."""
    if isinstance(value, str) and not value.strip():
        raise ValueError("give a folder, or leave the setting out for the usual one")
    return Path(value).expanduser() if isinstance(value, str | Path) else value


class Settings(BaseSettings):
    """What an operator can change. Each field is also ``POLES_<NAME>`` in the environment.

    Attributes:
        home: folder of indexes, models and history.
        encoder: "embedded" (default), "hashing", or the name or folder of a
            sentence-transformers model (extra ``[hub]``).
        chroma_url: address of a Chroma server ("http://127.0.0.1:8000"); "" keeps the
            vectors in process, under ``home``.
        workers: processes that read files at the same time.
        read_seconds: time limit for one file, in seconds.
        read_memory_mb: memory limit for one file, in MiB.
        read_pages: page limit for one file.
        read_file_mb: size limit for one file, in MiB.
    """

    model_config = SettingsConfigDict(
        env_prefix="POLES_", toml_file="poles.toml", extra="forbid", frozen=True
    )

    home: Annotated[Path, BeforeValidator(_folder)] = Field(
        default_factory=lambda: user_data_path("poles", appauthor=False)
    )
    encoder: Annotated[str, Field(min_length=1)] = "embedded"
    chroma_url: str = ""
    workers: Annotated[int, Field(ge=1, le=64)] = 2
    read_seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] = 60.0
    read_memory_mb: Annotated[int, Field(ge=64, le=1 << 20)] = 1024
    read_pages: Annotated[int, Field(ge=1, le=1_000_000)] = 5000
    read_file_mb: Annotated[int, Field(ge=1, le=1 << 20)] = 200

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: the call, the environment, the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(home: Path | None = None) -> Settings:
    """The settings in force; ``home`` (an option of a command) wins over them.

    Raises:
        UsageError: a value is not valid; the message names the setting.
    """
    try:
        return Settings(home=home) if home is not None else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"setting {name!r} is not valid: {first['msg']} "
            f"(see POLES_{name.upper()} in the environment, or poles.toml)"
        ) from error
    except ValueError as error:
        raise UsageError(f"poles.toml cannot be read: {error}") from error
