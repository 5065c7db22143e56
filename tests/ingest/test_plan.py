import os
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue, Entry
from ingest.errors import ReadError
from ingest.plan import file_fingerprint, plan_ingest
from ingest.store import StoredDocument

ROOT = Path("/r")


def entry(name):
    return Entry(ROOT / name, name, None)


def held(name, fingerprint, root=ROOT):
    return StoredDocument(f"id-{name}", str(root), name, fingerprint, False)


def plan(names, documents, fingerprints):
    catalogue = Catalogue(ROOT, tuple(entry(n) for n in names))
    return plan_ingest([catalogue], documents, lambda e: fingerprints[e.name])


def test_new_changed_kept_and_removed():
    result = plan(
        ["new", "changed", "kept"],
        [held("changed", "c1:x"), held("kept", "k:x"), held("removed", "r:x")],
        {"new": "n:x", "changed": "c2:x", "kept": "k:x"},
    )
    assert [c.entry.name for c in result.read] == ["new", "changed"]
    assert result.forget == ("id-changed", "id-removed")


def test_another_root_is_left_alone():
    result = plan([], [held("a", "a:x", Path("/other"))], {})
    assert result.forget == ()


def test_the_same_content_twice_is_read_once():
    result = plan(["a", "b"], [], {"a": "same:x", "b": "same:y"})
    assert [c.entry.name for c in result.read] == ["a"]
    assert [c.entry.name for c in result.duplicates] == ["b"]


def test_a_copy_takes_over_when_the_original_goes():
    result = plan(["copy"], [held("original", "same:x")], {"copy": "same:x"})
    assert [c.entry.name for c in result.read] == ["copy"]
    assert result.forget == ("id-original",)


def test_a_file_that_cannot_be_opened_is_named():
    def fail(entry):
        raise PermissionError(13, "Permission denied")

    result = plan_ingest([Catalogue(ROOT, (entry("a"),))], [], fail)
    assert [(f.name, f.reason) for f in result.failures] == [("a", "unreadable")]


def test_fingerprint_depends_on_content_and_declaration(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("un")
    first = file_fingerprint(Entry(path, "a.txt", None))
    path.write_text("deux")
    assert file_fingerprint(Entry(path, "a.txt", None)) != first
    path.write_text("un")
    assert file_fingerprint(Entry(path, "a.txt", None)) == first


def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(OSError, match="not a regular file"):
        file_fingerprint(Entry(tmp_path / "pipe.txt", "pipe.txt", None))


def test_a_huge_file_is_not_hashed(tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert file_fingerprint(Entry(path, "huge.pdf", None)).startswith(f"size {1 << 40} ")


@pytest.mark.parametrize("closed", ["a", "sub/"])
def test_what_is_closed_for_now_keeps_its_document(closed):
    path = "a" if closed == "a" else "sub/a"
    error = ReadError("unreadable", "cannot be opened")
    catalogue = Catalogue(ROOT, (), problems=((closed, error),))
    documents = [held(path, "a:x"), held("other", "o:x")]
    assert plan_ingest([catalogue], documents, dict).forget == ("id-other",)


def test_a_file_without_permission_keeps_its_document_and_a_lost_one_does_not():
    def fail(entry):
        raise PermissionError(13, "no") if entry.name == "a" else FileNotFoundError(2, "gone")

    catalogue = Catalogue(ROOT, (entry("a"), entry("b")))
    result = plan_ingest([catalogue], [held("a", "a:x"), held("b", "b:x")], fail)
    assert result.forget == ("id-b",)
    assert len(result.failures) == 2
