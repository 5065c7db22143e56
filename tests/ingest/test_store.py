import pytest

from ingest.errors import IndexUnavailable
from ingest.records import Heading, Page, Passage, Reference, Source, Span
from ingest.store import Filters, Store, StoredDocument

PAGE = Page(2, "Titre\n\nUn fait.", "ii", (Heading(1, 0, 5),), (Reference(15, "s", "p. 3"),))
SOURCE = Source("a", "Titre A", "Éditeur", "rapport", "2019-03", "https://example.org", "fr")
PASSAGE = Passage("p1", "a", ("Titre",), (Span(2, 7, 15),), "Un fait.")


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "store.sqlite", writable=True)
    store.put_source(SOURCE, "/root")
    store.put_document(StoredDocument("a", "/root", "a.pdf", "f:1", True, ("page 1",)), [PAGE])
    store.put_passage(PASSAGE, SOURCE, "Titre A — Titre\nUn fait.", ["fait"])
    store.commit()
    yield store
    store.close()


def test_what_is_put_comes_back(store):
    assert store.page("a", 2) == PAGE
    assert store.page("a", 1) is None
    assert store.sources() == [SOURCE]
    assert store.sources_of("/root") == frozenset({SOURCE})
    assert store.document("a").warnings == ("page 1",)
    assert store.document("b") is None
    assert store.counts() == (1, 1, 1)
    assert store.rows_of(["p1", "p2"]) == {"p1": 1}
    assert store.passages([1, 9]) == {1: PASSAGE}
    assert list(store.token_lists()) == [(1, ["fait"])]


def test_many_rows_are_read_in_chunks(store):
    for number in range(2, 1203):
        passage = Passage(f"p{number}", "a", (), (Span(2, 7, 15),), "Un fait.")
        store.put_passage(passage, SOURCE, "x", [])
    assert len(store.passages(range(1, 1203))) == 1202
    assert len(store.rows_of([f"p{n}" for n in range(1, 1203)])) == 1202


def test_a_forgotten_document_takes_its_passages_along(store):
    assert store.forget_document("a") == ["p1"]
    assert store.counts() == (0, 0, 0)


def test_nothing_uncommitted_is_kept(store, tmp_path):
    store.forget_document("a")
    store.close()
    again = Store(tmp_path / "store.sqlite")
    assert again.counts() == (1, 1, 1)
    again.close()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(source_ids=("a",)), 1),
        (Filters(source_ids=("b",)), 0),
        (Filters(years=(2019,), languages=("fr",)), 1),
        (Filters(years=(2020,)), 0),
        (Filters(until=2018), 0),
        (Filters(mentions=("titre a",)), 1),
    ],
)
def test_filters(store, filters, found):
    assert len(store.matching(filters)) == found


def test_a_missing_or_damaged_store_is_a_clear_error(tmp_path):
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        Store(tmp_path / "none.sqlite")
    (tmp_path / "bad.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexUnavailable, match="poles ingest"):
        Store(tmp_path / "bad.sqlite")


def test_a_store_that_is_written_remembers_no_rows(tmp_path):
    store = Store(tmp_path / "store.sqlite", writable=True)
    source = Source("a", "Titre")
    passage = Passage("a#1", "a", (), (Span(1, 0, 4),), "Mots")
    store.put_passage(passage, source, "Mots", ["mot"])
    first = store.rows_of(["a#1"])["a#1"]
    store.forget_document("a")
    assert store.rows_of(["a#1"]) == {} and store.ids_of([first]) == {}
    store.put_passage(passage, source, "Mots", ["mot"])
    assert store.rows_of(["a#1"])["a#1"] != first
    store.close()
