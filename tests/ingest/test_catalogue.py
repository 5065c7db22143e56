import errno
import os

import pytest

from ingest.catalogue import Entry, open_catalogue, source_of
from ingest.records import Document, Source

TEXT = frozenset({".txt", ".md"})


def names(catalogue):
    return [entry.name for entry in catalogue.entries]


def test_a_folder_gives_declared_and_undeclared_files(folder):
    catalogue = open_catalogue(folder, TEXT)
    assert names(catalogue) == ["aerospace.txt", "english.txt", "note.md"]
    assert catalogue.entries[2].declared == Source(
        "note-2019", "Note sur les pôles", "DGE", "", "2019", "https://example.org/note", "fr"
    )
    assert [source.id for source in catalogue.cited] == ["cited-2016"]
    assert catalogue.cited[0].date == "2016-04"


def test_a_file_of_another_kind_is_skipped_and_hidden_files_are_not_seen(folder):
    (folder / "logo.png").write_bytes(b"x")
    (folder / ".secret.txt").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text("x")
    catalogue = open_catalogue(folder, TEXT)
    assert catalogue.skipped == ("logo.png",)
    assert ".secret.txt" not in names(catalogue)


def test_a_declared_file_that_is_missing_is_named(folder):
    (folder / "note.md").unlink()
    ((name, error),) = open_catalogue(folder, TEXT).problems
    assert (name, error.reason) == ("note.md", "missing")
    assert "note-2019" in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "- [1",
        "title: x",
        "- {id: only}",
        "\x00",
        "- {id: a, title: t, date: 0b_}",
        "- &a {id: a, title: [x]}\n- *a",
        "- {id: [a], title: t}",
        "- {id: ../../etc, title: t}",
        "- {id: a, title: t, url: 'javascript:alert(1)'}",
    ],
)
def test_a_bad_sources_file_is_named_and_the_files_stay(folder, text):
    (folder / "sources.yaml").write_text(text)
    catalogue = open_catalogue(folder, TEXT)
    assert [(n, e.reason) for n, e in catalogue.problems] == [("sources.yaml", "damaged")]
    assert len(catalogue.entries) == 3


def test_a_name_may_start_with_a_dot_or_be_decomposed(folder):
    (folder / "e\u0301te\u0301.txt").write_text("x")
    (folder / "sources.yaml").write_text(
        "- {id: n, file: ./note.md, title: Note}\n- {id: e, file: été.txt, title: Été}\n", "utf-8"
    )
    catalogue = open_catalogue(folder, TEXT)
    assert catalogue.problems == ()
    assert {e.declared.id for e in catalogue.entries if e.declared} == {"n", "e"}


def test_a_loop_of_links_ends(folder):
    (folder / "loop").symlink_to(folder)
    assert len(open_catalogue(folder, TEXT).entries) == 3


def test_a_folder_that_cannot_be_listed_is_named(folder, monkeypatch):
    (folder / "fermé").mkdir()
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("fermé"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    catalogue = open_catalogue(folder, TEXT)
    assert [(name, error.reason) for name, error in catalogue.problems] == [
        ("fermé/", "unreadable")
    ]
    assert len(catalogue.entries) == 3


def test_a_knowledge_base_offers_its_records_only(folder):
    (folder / "poles").mkdir()
    (folder / "poles" / "hippolia.md").write_text("# Hippolia")
    (folder / "README.md").write_text("# Lisez-moi")
    assert names(open_catalogue(folder, TEXT)) == ["poles/hippolia.md"]


def test_one_file_is_a_root_of_its_own(folder):
    catalogue = open_catalogue(folder / "aerospace.txt", TEXT)
    assert names(catalogue) == ["aerospace.txt"]


@pytest.mark.parametrize(
    ("name", "document", "expected"),
    [
        (
            "Été 2020/Rapport_final.v2.txt",
            Document(()),
            ("ete-2020/rapport-final-v2", "Rapport final.v2"),
        ),
        ("a.pdf", Document((), title="Vrai titre"), ("a", "Vrai titre")),
        ("....txt", Document(()), ("document", "...")),
    ],
)
def test_without_a_declaration_the_file_speaks(tmp_path, name, document, expected):
    source = source_of(Entry(tmp_path / name, name, None), document, frozenset())
    assert (source.id, source.title) == expected


def test_an_identifier_that_is_taken_gets_a_number(tmp_path):
    entry = Entry(tmp_path / "a.txt", "a.txt", None)
    assert source_of(entry, Document(()), frozenset({"a", "a-2"})).id == "a-3"
