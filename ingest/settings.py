"""Settings: environment ``POLES_*``, then ``poles.toml`` of the current folder, then defaults.

The language model's are a table of their own: ``POLES_MODEL_URL`` in the environment, ``url``
under ``[model]`` in the file. So are those of ``poles serve``: see assistant/server/settings.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from ingest.errors import UsageError

__all__ = ["ModelSettings", "Settings", "load_settings"]


def _folder(value: object) -> object:
    """A path with "~" expanded; an empty one is no folder."""
    if isinstance(value, str) and not value.strip():
        raise ValueError("give a folder, or leave the setting out for the usual one")
    return Path(value).expanduser() if isinstance(value, str | Path) else value


def _address(value: str) -> str:
    """The address of an endpoint, "" for none."""
    value = value.strip().rstrip("/").removesuffix("/chat/completions")
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("give an address such as http://127.0.0.1:11434/v1")
    try:
        urlsplit(value).port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise ValueError(f"{value} has no usable port: give one from 1 to 65535") from error
    return value


def _key(value: SecretStr) -> SecretStr:
    """A key that can stand in a header."""
    bare = value.get_secret_value().strip()
    if not (bare.isascii() and bare.isprintable()):
        raise ValueError("a key has printable ASCII characters only")
    return SecretStr(bare)


class ModelSettings(BaseModel):
    """The optional language model. Each field is ``POLES_MODEL_<NAME>`` in the environment.

    Attributes:
        name: model that every door uses when none is asked for; "" uses none. A name of
            ``poles models list``, the path of a ``.gguf`` file, or a name that the endpoint
            knows.
        url: address of an OpenAI-compatible endpoint (Ollama, vLLM, llama.cpp, Mistral,
            Albert…), up to and without ``/chat/completions``.
        key: sent to the endpoint as a bearer token when not "".
        seconds: time limit for one answer, in seconds.
        retries: further tries when the endpoint is busy or cannot be reached.
        tokens: length limit of what the model writes, in tokens.
        threads: threads of a local model; 0 takes one a core.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    url: Annotated[str, AfterValidator(_address)] = ""
    key: Annotated[SecretStr, AfterValidator(_key)] = SecretStr("")
    seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = 60.0
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    tokens: Annotated[int, Field(ge=16, le=8192)] = 400
    threads: Annotated[int, Field(ge=0, le=256)] = 0


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
        model: the optional language model.
    """

    model_config = SettingsConfigDict(
        env_prefix="POLES_",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        extra="forbid",
        frozen=True,
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
    model: ModelSettings = ModelSettings()

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
        file = TomlConfigSettingsSource(settings_cls, Path("poles.toml")).toml_data
        ours = {name: value for name, value in file.items() if name != "serve"}
        return init_settings, env_settings, InitSettingsSource(settings_cls, ours)


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
            f"(see POLES_{name.upper().replace('.', '_')} in the environment, or poles.toml)"
        ) from error
    except SettingsError as error:
        raise UsageError(
            f"a setting of the environment cannot be read: {error} "
            "(a model is named by POLES_MODEL_NAME, not by POLES_MODEL)"
        ) from error
    except ValueError as error:
        raise UsageError(f"poles.toml cannot be read: {error}") from error
