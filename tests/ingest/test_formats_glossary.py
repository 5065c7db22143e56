import pytest

from ingest.errors import ReadError
from ingest.read import read_bytes

GLOSSARY = """
- id: fui
  term: Fonds unique interministériel
  acronym: FUI
  english: Single Interministerial Fund
  definition: "Fonds de l'État qui aidait la R&D des pôles."
  source: bfc-poles-2013
- {id: grappe, term: Grappe, definition: "Réseau d'entreprises d'un territoire."}
""".encode()


def test_a_term_a_line_with_its_source():
    document = read_bytes("corpus/glossary.yaml", GLOSSARY)
    (page,) = document.pages
    first, second = page.text.split("\n\n")
    assert first == (
        "Fonds unique interministériel (FUI, Single Interministerial Fund) : "
        "Fonds de l'État qui aidait la R&D des pôles."
    )
    assert second == "Grappe : Réseau d'entreprises d'un territoire."
    assert [(r.end, r.source_id) for r in page.references] == [(len(first), "bfc-poles-2013")]


@pytest.mark.parametrize("data", [b"- [1", b"- x", b"{a: 1}", b"- {term: x}", b"\xff\xfe- {"])
def test_what_is_no_glossary_is_a_clear_error(data):
    with pytest.raises(ReadError, match="glossary"):
        read_bytes("glossary.yaml", data)
