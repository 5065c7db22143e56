import errno
import os
from dataclasses import replace

import pytest

from ingest.catalogue import Entry, is_knowledge_base, open_catalogue, source_of
from ingest.corpus_path import corpus_folder
from ingest.read import SUFFIXES
from ingest.records import Document, Page, Source

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


@pytest.fixture
def base(folder):
    """The three documents in a folder that is a knowledge base."""
    (folder / "poles").mkdir()
    (folder / "poles" / "hippolia.md").write_text("# Hippolia")
    (folder / "parts").mkdir()
    for name in ("glossary.yaml", "vocabulary.yaml", "indicators.yaml", "parts/a-sources.yaml"):
        (folder / name).write_text("[]")
    for name in ("README.md", "LICENSE", "LICENCE.txt"):
        (folder / name).write_text("Lisez-moi")
    return folder


def test_a_knowledge_base_offers_its_records_and_what_it_declares(base):
    (base / "poles" / "photo.png").write_bytes(b"x")
    catalogue = open_catalogue(base, TEXT)
    assert is_knowledge_base(base)
    assert names(catalogue) == ["glossary.yaml", "note.md", "poles/hippolia.md"]
    assert catalogue.entries[1].declared.id == "note-2019"
    assert catalogue.skipped == ("aerospace.txt", "english.txt", "poles/photo.png")
    assert catalogue.problems == ()


def test_the_questions_of_a_knowledge_base_are_no_documents(base):
    before = open_catalogue(base, TEXT)
    (base / "questions").mkdir()
    for name in ("hippolia.txt", "hippolia.md", "photo.png"):
        (base / "questions" / name).write_text("# Hippolia")
    assert open_catalogue(base, TEXT) == before
    (base / "glossary.yaml").unlink()
    assert "questions/hippolia.txt" in names(open_catalogue(base, TEXT))


@pytest.mark.parametrize("missing", ["glossary.yaml", "vocabulary.yaml"])
def test_a_folder_called_poles_makes_no_knowledge_base(base, missing):
    (base / missing).unlink()
    assert not is_knowledge_base(base)
    assert {"aerospace.txt", "README.md"} <= set(names(open_catalogue(base, TEXT)))


def test_the_shipped_corpus_leaves_nothing_out():
    catalogue = open_catalogue(corpus_folder(), SUFFIXES)
    assert is_knowledge_base(catalogue.root)
    assert (catalogue.skipped, catalogue.problems) == ((), ())
    assert "glossary.yaml" in names(catalogue)
    assert not {"README.md", "LICENSE"} & set(names(catalogue))


def test_a_folder_called_parts_is_read(folder):
    (folder / "parts").mkdir()
    (folder / "parts" / "a.txt").write_text("x")
    assert "parts/a.txt" in names(open_catalogue(folder, TEXT))


@pytest.mark.parametrize("name", ["sources.yml", "Sources.yml", "SOURCES.YAML"])
def test_a_list_of_sources_under_another_name_is_told(folder, name):
    (folder / "sources.yaml").rename(folder / name)
    catalogue = open_catalogue(folder, TEXT)
    ((found, error),) = catalogue.problems
    assert (found, error.reason) == (name, "misnamed")
    assert "rename it sources.yaml" in str(error)
    assert catalogue.skipped == ()


def test_control_characters_of_a_name_are_spelt_out(folder):
    (folder / "v\x1b]0;T\x07\u202e\u2028é.txt").write_text("x")
    assert names(open_catalogue(folder, TEXT))[-1] == r"v\x1b]0;T\x07\u202e\u2028é.txt"


def test_a_declared_name_with_a_control_character_is_found(folder):
    (folder / "a\tb.bin").write_text("x")
    (folder / "sources.yaml").write_text('- {id: n, file: "a\\tb.bin", title: Note}\n')
    catalogue = open_catalogue(folder, TEXT)
    assert catalogue.problems == ()
    assert catalogue.entries[0].declared.id == "n"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("date", "2022-13-45", "no YYYY, YYYY-MM or"),
        ("date", "hier", "'hier'"),
        ("date", "2023-02-29", "'2023-02-29'"),
        ("date", "2016-4", "'2016-4'"),
        ("date", "20210608", "'20210608'"),
        ("date", "0000", "'0000'"),
        ("language", "français", "no code of two letters"),
        ("language", "fra", "'fra'"),
        ("language", "no", "in quotes"),
        ("url", "javascript:alert(1)", "not one of the web"),
    ],
)
def test_a_bad_field_is_named_and_left_empty(folder, field, value, said):
    (folder / "sources.yaml").write_text(
        f"- {{id: n, file: note.md, title: Note, publisher: DGE, {field}: '{value}'}}\n"
        if value != "no"
        else "- {id: n, file: note.md, title: Note, publisher: DGE, language: no}\n",
        "utf-8",
    )
    catalogue = open_catalogue(folder, TEXT)
    ((name, error),) = catalogue.problems
    assert name == "sources.yaml"
    assert str(error).startswith(f"record 1 has a {field}, ")
    assert said in str(error)
    assert catalogue.entries[2].declared == Source("n", "Note", "DGE", language="")


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29", '"2024-02-29"'])
def test_a_good_date_stays(folder, date):
    (folder / "sources.yaml").write_text(f"- {{id: n, title: N, date: {date}, language: FR}}\n")
    catalogue = open_catalogue(folder, TEXT)
    assert catalogue.problems == ()
    assert catalogue.cited == (Source("n", "N", date=date.strip('"'), language="fr"),)


def test_an_unknown_key_is_named_and_the_rest_is_used(folder):
    (folder / "sources.yaml").write_text(
        "- {id: n, file: note.md, title: Note, titel: X, 3: x}\n- {id: m, titel: Note}\n"
    )
    catalogue = open_catalogue(folder, TEXT)
    messages = [str(error) for _, error in catalogue.problems]
    keys = "id, file, title, publisher, kind, date, url, language"
    assert messages == [
        f"record 1 has 'titel', 3, which is none of {keys}",
        f"record 2 has no id or no title, and has 'titel', which is none of {keys}",
    ]
    assert catalogue.entries[2].declared.title == "Note"


def test_an_identifier_given_twice_is_named(folder):
    (folder / "sources.yaml").write_text(
        "- {id: n, title: Citée}\n- {id: n, file: note.md, title: Note}\n"
        "- {id: n, title: Encore}\n- {id: n, file: english.txt, title: English}\n"
    )
    catalogue = open_catalogue(folder, TEXT)
    said = [f"record {i} has the id n, which record 1 has already" for i in (2, 3, 4)]
    assert [str(error) for _, error in catalogue.problems] == said
    assert [source.title for source in catalogue.cited] == ["Citée"]
    declared = [entry.declared for entry in catalogue.entries if entry.declared]
    assert [(source.id, source.title) for source in declared] == [
        ("n-4", "English"),
        ("n-2", "Note"),
    ]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("rien.txt", "it is not there"),
        (".cache/a.txt", "hidden files"),
        ("node_modules/a.txt", "hidden files"),
        ("../ailleurs.txt", "not below this folder"),
        ("dossier", "a folder"),
        ('"a\\0b"', "it is not there"),
    ],
)
def test_a_declared_file_that_is_not_read_is_told_why(folder, file, said):
    for name in (".cache", "node_modules", "dossier"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text("x")
    (folder.parent / "ailleurs.txt").write_text("x")
    (folder / "sources.yaml").write_text(f"- {{id: n, file: {file}, title: Note}}\n")
    ((_, error),) = open_catalogue(folder, TEXT).problems
    assert said in str(error)


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


def test_the_text_tells_the_language_that_nothing_else_tells(tmp_path):
    text = "The cluster brings together the companies and the laboratories of the region. " * 3
    entry = Entry(tmp_path / "note.txt", "note.txt", None)
    assert source_of(entry, Document((Page(1, text),)), frozenset()).language == "en"
    declared = replace(entry, declared=Source("n", "N", language="fr"))
    assert source_of(declared, Document((Page(1, text),)), frozenset()).language == "fr"


def test_an_identifier_that_is_taken_gets_a_number(tmp_path):
    entry = Entry(tmp_path / "a.txt", "a.txt", None)
    assert source_of(entry, Document(()), frozenset({"a", "a-2"})).id == "a-3"
