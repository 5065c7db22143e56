"""Documents added, refused, removed; originals; exports. Names of users are never paths."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pypdf
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from assistant.pages.browser import BROWSER_COOKIE
from tests.assistant.doors import HOSTILE, open_door

BROWSER = "b" * 43


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_door(tmp_path_factory.mktemp("doors")) as client:
        yield client


def upload(client, *files):
    answer = client.post("/api/documents", files=[("files", file) for file in files])
    assert answer.status_code == 202
    return finished(client, answer.json())


def finished(client, job):
    end = time.monotonic() + 60
    while job["stage"] not in ("done", "failed"):
        assert time.monotonic() < end, job
        time.sleep(0.05)
        job = client.get(f"/api/jobs/{job['id']}").json()
    return job


def pdf(*pages):
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_files_are_added_answered_from_and_removed(client):
    job = upload(
        client,
        ("girafes.txt", "Girafes\n\nIl y a 31 girafes à Brest.\n".encode()),
        ("vide.pdf", b"%PDF-1.4 broken"),
        ("photo.exe", b"MZ"),
    )
    assert [(f["name"], f["status"]) for f in job["files"]] == [
        ("girafes.txt", "indexed"),
        ("vide.pdf", "failed"),
        ("photo.exe", "refused"),
    ]
    assert job["files"][1]["message"].startswith("damaged: not a sound PDF")
    answer = client.post("/api/ask", json={"question": "Combien de girafes à Brest ?"}).json()
    assert answer["citations"][0]["title"] == "girafes"
    again = upload(client, ("autre nom.txt", "Girafes\n\nIl y a 31 girafes à Brest.\n".encode()))
    assert again["files"][0]["status"] == "duplicate"

    identifier = job["files"][0]["document_id"]
    removed = client.delete(f"/api/documents/{identifier}")
    finished(client, removed.json())
    gone = client.post("/api/ask", json={"question": "Combien de girafes à Brest ?"}).json()
    assert gone["status"] == "declined"
    listed = [d["id"] for d in client.get("/api/documents").json()["documents"]]
    assert identifier not in listed
    assert "note-2019" in listed


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt",
        "/etc/cron.d/evil.txt",
        "..\\..\\evil.txt",
        "sources.yaml.txt",
        ".hidden.txt",
        f"{HOSTILE}.txt",
        "x" * 400 + ".txt",
        "a\r\nb.txt",
        "CON.txt",
    ],
)
def test_a_name_is_shown_and_never_a_path(client, name):
    folder = client.services.uploads.folder
    before = {p for p in folder.parent.rglob("*") if "index" not in p.parts} if folder else set()
    content = f"Texte\n\nCe texte dit {hash(name)} choses.\n".encode()
    job = upload(client, (name, content))
    stored = job["files"][0]
    assert stored["status"] == "indexed"
    after = {p for p in folder.parent.rglob("*") if "index" not in p.parts}
    new = [path for path in after - before if path.name != "uploads" and path.suffix == ".txt"]
    assert len(new) == 1
    assert re.fullmatch(r"[0-9a-f]{32}\.txt", new[0].name)
    assert new[0].parent == folder
    assert len(stored["name"]) <= 150
    assert "/" not in stored["name"].replace("</script>", "")


def test_only_added_documents_can_be_removed(client):
    assert client.delete("/api/documents/note-2019").status_code == 404
    assert client.delete("/api/documents/..%2f..%2fhistory.sqlite").status_code in (404, 405)
    assert (client.folder / "note.md").is_file()


def test_refresh_reads_what_changed(client):
    (client.folder / "lynx.txt").write_text("Lynx\n\nIl y a 9 lynx à Metz.\n", encoding="utf-8")
    (client.folder / "aerospace.txt").unlink()
    job = finished(client, client.post("/api/documents/refresh").json())
    assert job["stage"] == "done"
    listed = {document["id"] for document in client.get("/api/documents").json()["documents"]}
    assert "lynx" in listed
    assert "aerospace" not in listed
    assert "9 lynx" in client.get("/documents/lynx").text


def test_an_oversized_upload_is_refused_and_leaves_nothing(tmp_path):
    with open_door(tmp_path, upload_bytes=10_000) as client:
        files = [("files", ("big.txt", b"x" * 20_000))]
        assert client.post("/api/documents", files=files).status_code == 413
        assert not client.services.uploads.folder.exists()
        assert client.get("/healthz").status_code == 200


def test_a_closed_server_changes_nothing(tmp_path):
    with open_door(tmp_path, may_change=False) as client:
        files = [("files", ("a.txt", b"x"))]
        for answer in (
            client.post("/api/documents", files=files),
            client.post("/api/documents/refresh"),
            client.delete("/api/documents/note-2019"),
            client.get("/api/feedback.jsonl"),
        ):
            assert answer.status_code == 403
            assert "POLES_SERVE_UPLOADS" in answer.json()["detail"]


@pytest.mark.parametrize("body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n"])
def test_a_broken_form_is_refused(client, body):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/api/documents", content=body, headers=headers)
    assert answer.status_code in (400, 422)


def test_a_job_nobody_began_is_unknown(client):
    assert client.get("/api/jobs/nothing").status_code == 404


def test_the_original_of_a_pdf_is_served_while_it_is_the_one_indexed(client):
    job = upload(client, ("pôle.pdf", pdf("Le pôle Girolle compte 44 membres.", "Page deux.")))
    identifier = job["files"][0]["document_id"]
    original = client.get(f"/originals/{identifier}")
    assert original.headers["content-type"] == "application/pdf"
    assert original.headers["x-frame-options"] == "SAMEORIGIN"
    assert original.content.startswith(b"%PDF")
    page = client.get(f"/documents/{identifier}?page=1").text
    assert f"/originals/{identifier}#page=1" in page
    stored = next(client.services.uploads.folder.glob("*.pdf"))
    stored.write_bytes(b"%PDF-1.4 something else")
    assert client.get(f"/originals/{identifier}").status_code == 404


# -- exports ---------------------------------------------------------------------------------


@pytest.fixture
def conversation(client):
    history, known = client.services.history, ""
    for question in (
        "Combien de membres compte Hippolia ?",
        f"Combien de membres compte Zorglub {HOSTILE} ?",
        "xyzzy plugh",
    ):
        answer = client.services.ask(question, door="test")
        known, _ = history.add(BROWSER, known, answer)
    client.cookies.set(BROWSER_COOKIE, BROWSER)
    yield known
    client.cookies.clear()


def test_markdown_has_a_footnote_for_every_call(client, conversation):
    answer = client.get(f"/export/{conversation}.md")
    assert answer.headers["content-disposition"] == (
        'attachment; filename="combien-de-membres-compte-hippolia.md"'
    )
    calls = re.findall(r"\[\^(\d+)\](?!:)", answer.text)
    notes = re.findall(r"^\[\^(\d+)\]:", answer.text, re.MULTILINE)
    assert calls
    assert sorted(set(calls), key=int) == notes == [str(n + 1) for n in range(len(notes))]
    assert "En 2016, Hippolia compte 450 membres en Normandie." in answer.text


def test_word_has_real_footnotes(client, conversation):
    content = client.get(f"/export/{conversation}.docx").content
    document = Document(io.BytesIO(content))
    assert document.paragraphs[1].text == "Combien de membres compte Hippolia ?"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        body = archive.read("word/document.xml").decode()
    called = re.findall(r'footnoteReference [^>]*w:id="(\d+)"', body)
    held = re.findall(r'<w:footnote w:id="(\d+)"', notes)
    assert called == held
    assert "Note sur les pôles" in notes
    assert "<script" not in body + notes


def test_pdf_holds_questions_answers_and_notes(client, conversation):
    content = client.get(f"/export/{conversation}.pdf").content
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "En 2016, Hippolia compte 450 membres en Normandie." in text
    assert "Note sur les pôles" in text
    assert "alert(1)" in text
    assert reader.metadata.title == "Combien de membres compte Hippolia ?"


def test_another_browser_exports_nothing(client, conversation):
    client.cookies.set(BROWSER_COOKIE, "c" * 43)
    for kind in ("md", "docx", "pdf"):
        assert client.get(f"/export/{conversation}.{kind}").status_code == 404
    client.cookies.clear()
    assert client.get(f"/export/{conversation}.md").status_code == 404


def test_a_verdict_is_kept_for_its_own_browser_only(client, conversation):
    exchange = client.services.history.exchanges(BROWSER, conversation)[0].id
    given = {"exchange": exchange, "verdict": 1, "reason": "clair"}
    assert client.post("/api/feedback", json=given).status_code == 204
    assert "Hippolia" in client.get("/api/feedback.jsonl").text
    client.cookies.set(BROWSER_COOKIE, "c" * 43)
    assert client.post("/api/feedback", json=given).status_code == 404
    assert client.post("/api/feedback", json={**given, "verdict": 5}).status_code == 422
