"""``poles serve``: what it refuses before it serves."""

from __future__ import annotations

import socket

import pytest

from assistant.commands import serve as serve_command
from ingest.errors import UsageError


def test_an_address_in_use_is_refused_in_plain_words():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve_command.run(host="127.0.0.1", port=port, home=None)


def test_a_name_that_is_no_address_is_refused():
    with pytest.raises(UsageError, match="choose another"):
        serve_command._check_free("no.such.name.invalid", 0)
