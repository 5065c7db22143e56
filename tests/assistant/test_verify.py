import pytest

from assistant.records import Citation
from assistant.verify import marker_numbers, verify_citation
from ingest.records import Span

PAGES = {("note", 1): "En 2019, la France compte 56 pôles. Fin."}


def citation(quote, start, end, page=1):
    return Citation(1, "note", "Note", "", "", "", "", "", quote, "note", Span(page, start, end))


@pytest.mark.parametrize(
    ("sentence", "cited", "passed"),
    [
        ("En 2019, la France compte 56 pôles.", ("En 2019, la France compte 56 pôles.", 0, 35), True),
        ("En 2019, la France compte 57 pôles.", ("En 2019, la France compte 56 pôles.", 0, 35), False),
        ("En 2019, la France compte 56 pôles.", ("En 2019, la France compte 57 pôles.", 0, 35), False),
        ("En 2019, la France compte 56 pôles.", ("En 2019, la France compte 56 pôles.", 1, 36), False),
        ("En 2019, la France compte 56 pôles.", ("En 2019, la France compte 56 pôles.", 0, 35, 2), False),
    ],
    ids=["verbatim", "other number shown", "other number quoted", "shifted", "page off by one"],
)  # fmt: skip
def test_verify_citation(sentence, cited, passed):
    verdict = verify_citation(sentence, citation(*cited), PAGES)
    assert verdict.passed is passed
    assert bool(verdict.reason) is not passed


def test_marker_numbers():
    assert marker_numbers("Un. [1] Deux. [2][12] [x]") == [1, 2, 12]
