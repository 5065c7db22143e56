"""Questions of the knowledge base, each asked with itself hidden."""

import pytest

from assistant.answer import answer_question
from evals.bench.expected import Asked, ask_hidden, summary
from ingest.expected import statement_key
from tests.indexed import indexed

SEAT = "En 2024, Houle a son siège à Brest, près du port."
BIG = "En 2024, Houle se range parmi les premiers de la façade atlantique."
ASKED = (
    (SEAT, "Où est le siège de Houle ?"),
    (BIG, "Houle est-il un poids lourd ?"),
    (BIG, "Houle, a heavyweight?"),
)
FILES = {
    "glossary.yaml": "[]\n",
    "vocabulary.yaml": "regions: []\nsectors: {}\ntechnologies: {}\nservices: {}\n",
    "sources.yaml": "[]\n",
    "poles/houle.md": f"# Houle\n\n- {SEAT}\n- {BIG}\n",
    "questions/houle.txt": "\n".join(f"{statement_key(said)} {asks}" for said, asks in ASKED),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with indexed(tmp_path_factory, FILES, encoder="embedded") as index:
        yield index


def test_each_is_asked_without_itself(index):
    seat, *_ = asked = list(ask_hidden(index))
    assert [one.text for one in asked] == [question for _, question in ASKED]
    assert seat == Asked(ASKED[0][1], declined=False, place=1)  # its own words find it


def test_the_question_is_hidden_while_it_is_asked(index, monkeypatch):
    seen = []

    def ask(index, text):
        seen.append((text, [index.expected.texts[row] for row in index.expected.of(BIG)]))
        return answer_question(index, text)

    monkeypatch.setattr("evals.bench.expected.answer_question", ask)
    list(ask_hidden(index))
    (_, both), (heavy, english), (_, french) = seen
    assert both == [ASKED[1][1], ASKED[2][1]]
    assert (heavy, english, french) == (ASKED[1][1], [ASKED[2][1]], [ASKED[1][1]])
    assert len(index.expected.of(BIG)) == 2  # nothing is hidden any more


def test_some_may_be_asked(index):
    assert [one.text for one in ask_hidden(index, every=2)] == [ASKED[0][1], ASKED[2][1]]


def test_summary():
    asked = [Asked("a", True, 0), Asked("b", False, 0), Asked("c", False, 1), Asked("d", False, 3)]
    assert summary(asked) == (
        "4 questions: 0.250 declined, 0.500 cite their statement, 0.250 by it first"
    )
