"""Which pôle a company is told to turn to."""

import assistant.choosing.select
from assistant.answer import answer_question
from assistant.records import Evidence
from ingest.records import Span
from tests.indexed import indexed

LIBRARY = {
    "wood.md": (
        "# Le bois\n\nXylofutur est le pôle de la filière forêt et bois.\n\n"
        "Industries et pin maritime du futur est le pôle de la menuiserie, du bois et de la "
        "charpente pour les PME des Landes.\n"
    )
}


def test_a_company_is_not_sent_to_a_former_pole(tmp_path_factory, monkeypatch):
    with indexed(tmp_path_factory, LIBRARY) as index:
        page = index.store.page("wood", 1).text
        start = page.index("Xylofutur")
        row = "Xylofutur est le pôle de la filière forêt et bois."
        found = Evidence(row, "wood", Span(1, start, start + len(row)), ())
        monkeypatch.setattr(assistant.choosing.select, "advised", lambda *_: (found,))
        asked = "PME de menuiserie et charpente dans les Landes, à quel pôle m'adresser ?"
        answer = answer_question(index, asked)
    assert [citation.quote for citation in answer.citations] == [row]
