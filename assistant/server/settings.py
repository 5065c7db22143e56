"""What an operator decides about the server: who may come in, and how much they may ask.

Environment ``POLES_SERVE_*``, then the table ``[serve]`` of ``poles.toml``, then defaults.
"""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from ingest.errors import UsageError

__all__ = ["ServerSettings", "check_address", "is_loopback", "load_server_settings"]


class ServerSettings(BaseSettings):
    """Settings of ``poles serve``; each field is ``POLES_SERVE_<NAME>`` in the environment.

    In ``poles.toml`` it is ``name`` under ``[serve]``.

    Attributes:
        password: what people type on the sign-in page; "" asks for none.
        token: what programs send as ``Authorization: Bearer …``; "" asks for none.
        hosts: names under which the page may be opened besides the address it listens on
            (a request with another ``Host`` is refused: it comes from a rebound name).
        requests_a_minute: of one client that is not on this machine; 0 sets no limit.
        body_bytes: size limit of a request, uploads aside.
        upload_bytes: size limit of one upload request.
        uploads: whether documents can be added and removed from the page; by default only
            when nobody but this machine can come in.
        history_days: conversations untouched for longer are deleted; 0 keeps them for ever.
        processes: that answer at the same time, each with the index in its memory; 0: one a
            core, four at most.
        behind_proxy: whether ``X-Forwarded-For`` and ``-Proto`` come from a proxy of ours.
    """

    model_config = SettingsConfigDict(env_prefix="POLES_SERVE_", extra="forbid", frozen=True)

    password: SecretStr = SecretStr("")
    token: SecretStr = SecretStr("")
    hosts: tuple[str, ...] = ()
    requests_a_minute: Annotated[int, Field(ge=0)] = 120
    body_bytes: Annotated[int, Field(ge=1024)] = 256 * 1024
    upload_bytes: Annotated[int, Field(ge=1024)] = 50 * 1024 * 1024
    uploads: bool | None = None
    history_days: Annotated[int, Field(ge=0)] = 365
    processes: Annotated[int, Field(ge=0, le=64)] = 0
    behind_proxy: bool = False

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
        table = TomlConfigSettingsSource(settings_cls, Path("poles.toml")).toml_data.get("serve")
        if table is not None and not isinstance(table, dict):
            raise ValueError("'serve' in poles.toml must be a table: [serve]")
        return init_settings, env_settings, InitSettingsSource(settings_cls, table or {})

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password and the token, those that are set."""
        values = (self.password.get_secret_value(), self.token.get_secret_value())
        return tuple(value for value in values if value)


def load_server_settings() -> ServerSettings:
    """The server's settings in force.

    Raises:
        UsageError: a value is not valid; the message names the setting, never its value.
    """
    try:
        return ServerSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise UsageError(
            f"setting POLES_SERVE_{name.upper()} ({name} under [serve] in poles.toml) is not "
            f"valid: {first['msg']}"
        ) from error
    except SettingsError as error:
        raise UsageError(f"a setting POLES_SERVE_… cannot be read: {error}") from error
    except ValueError as error:
        raise UsageError(f"poles.toml cannot be read: {error}") from error


def is_loopback(host: str) -> bool:
    """True when ``host`` only reaches this machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(host: str, server: ServerSettings) -> None:
    """Refuse to open the server to others without a lock.

    Raises:
        UsageError: ``host`` is not loopback, and neither a password nor a token is set, or one
            that is set can be guessed.
    """
    if is_loopback(host):
        return
    if not server.secrets:
        raise UsageError(
            f"--host {host} lets other machines in: set POLES_SERVE_PASSWORD (people) or "
            "POLES_SERVE_TOKEN (programs) first, or keep --host 127.0.0.1"
        )
    if any(len(secret) < 12 for secret in server.secrets):
        raise UsageError(
            "POLES_SERVE_PASSWORD and POLES_SERVE_TOKEN need at least 12 characters when other "
            "machines can come in"
        )
