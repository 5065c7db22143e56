"""A server without sockets: services on a small folder, and a client inside."""

from __future__ import annotations

from contextlib import contextmanager

from starlette.testclient import TestClient

from assistant.server.app import create_app
from assistant.server.services import open_services
from assistant.server.settings import ServerSettings
from ingest.build import ingest
from ingest.settings import Settings

BASE = "http://127.0.0.1"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def small_folder(folder):
    """Four documents; title, publisher and text of one are hostile."""
    folder.mkdir()
    (folder / "sources.yaml").write_text(
        "- {id: note-2019, file: note.md, title: Note sur les pôles, publisher: DGE, date: 2019}\n"
        "- {id: cited-2016, title: Brochure citée, publisher: AFPC, date: 2016-04}\n"
        f"- {{id: hostile, file: hostile.txt, title: '{HOSTILE}', publisher: '{HOSTILE}', "
        "date: '2020'}\n",
        encoding="utf-8",
    )
    (folder / "note.md").write_text(
        "# Les pôles en 2019\n\n## Nombre\n\nEn 2019, la France compte 56 pôles.\n\n"
        "- En 2016, Hippolia compte 450 membres en Normandie.\n",
        encoding="utf-8",
    )
    (folder / "aerospace.txt").write_text(
        "Aerospace Valley\n\nAerospace Valley réunit 854 membres à Toulouse et Bordeaux.\n",
        encoding="utf-8",
    )
    (folder / "hostile.txt").write_text(
        f"Zorglub\n\nLe pôle Zorglub compte 777 membres {HOSTILE}.\n", encoding="utf-8"
    )
    return folder


@contextmanager
def open_door(home, host="127.0.0.1", may_change=True, base=BASE, settings=None, **server):
    """A client of a server on an index in ``home``, made when there is none."""
    settings = settings or Settings(home=home / "home", encoder="hashing")
    if not (home / "home").exists():
        ingest([small_folder(home / "documents")], settings)
    options = ServerSettings(**({"requests_a_minute": 0} | server))
    services = open_services(settings, options, may_change=may_change)
    with TestClient(create_app(services, host), base_url=base) as client:
        client.services = services
        client.folder = home / "documents"
        yield client
