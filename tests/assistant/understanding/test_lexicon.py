from __future__ import annotations

import pytest
import yaml

from assistant.understanding import lexicon as finder_lexicon
from assistant.understanding.lexicon import common_words, load_lexicon, words_of
from ingest.analysis import fold
from ingest.corpus_path import shipped_corpus


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(common_words())


@pytest.fixture(scope="module")
def data():
    return yaml.safe_load(finder_lexicon._FILE.read_text(encoding="utf-8"))


def keys(lexicon, text, kind="sectors", least=1.0):
    return {
        target.key
        for found in lexicon.themes(text)
        for target in found.targets
        if target.kind == kind and target.weight >= least
    }


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("crème solaire", {"cosmetique"}),
        ("panneaux solaires", {"energie"}),
        ("eau de parfum", {"cosmetique"}),
        ("Fabricant de sirops", {"agroalimentaire"}),
        ("date de création", set()),
        ("teinture sans eau", {"textile"}),
        ("en train de grandir", set()),
        ("trains", {"ferroviaire"}),
        ("chevaux", {"filiere-equine"}),
        ("offshore wind farm", {"energie", "maritime"}),
        ("cosmetqiues", {"cosmetique"}),
        ("jeux video", {"creation-culture"}),
        ("toutes les industries du monde", set()),
        ("trains d'atterrissage", {"aeronautique-spatial"}),
        ("vélos cargos", {"automobile-mobilites"}),
        ("drones sous-marins", {"maritime"}),
        ("biocide-free hull", {"maritime"}),
        ("coques sans biocide", set()),
        ("pain au levain", {"agroalimentaire"}),
        ("édition de logiciels", {"numerique"}),
        ("film alimentaire", {"plasturgie"}),
    ],
)
def test_sectors_that_words_name(lexicon, text, sectors):
    assert keys(lexicon, text) == sectors


@pytest.mark.parametrize(
    ("text", "technologies"),
    [
        ("We use AI for images", {"intelligence-artificielle"}),
        ("j'ai une idée", set()),
        ("e-santé", {"e-sante"}),
        ("santé", set()),
        ("sous-sol", {"geothermie"}),
        ("sol", set()),
        ("apprentissage automatique", {"intelligence-artificielle"}),
        ("éoliennes flottantes", {"energies-marines"}),
        ("crème solaire", set()),
        ("film plastique", {"polymeres"}),
        ("crèmes sans silicone", set()),
        ("crèmes sans aucun silicone", set()),
        ("we automate claims", set()),
    ],
)
def test_technologies_that_words_name(lexicon, text, technologies):
    assert keys(lexicon, text, "technologies") == technologies


def test_needs_do_not_say_sectors(lexicon):
    assert keys(lexicon, "réussir notre transformation numérique") == set()
    assert keys(lexicon, "réussir notre transformation numérique", "services") == {"numerique"}


def test_a_group_of_words_keeps_what_its_words_say_of_the_same_thing(lexicon):
    assert keys(lexicon, "pièces composites") == {"materiaux", "plasturgie"}
    assert keys(lexicon, "pièces composites", "technologies") == {"composites"}


def test_names_of_needs_are_services(data):
    assert set(data["need_names"]) == set(data["services"])


def test_found_words_are_where_they_are_said_to_be(lexicon):
    text = "Des nœuds, puis une crème solaire bio"
    found = [text[entry.start : entry.end] for entry in lexicon.themes(text)]
    assert found == ["crème solaire"]


def test_content_leaves_what_every_company_says(lexicon):
    words = lexicon.content("Notre PME développe des membranes pour ses clients")
    assert [word.folded for word in words] == ["membranes"]


def test_singular_leaves_short_words_whole():
    assert [word.singular for word in words_of("ports portes régionaux industrielles")] == [
        "port",
        "porte",
        "regional",
        "industriel",
    ]


def test_the_lexicon_speaks_of_the_vocabulary_and_of_nothing_else(data):
    vocabulary = yaml.safe_load((shipped_corpus() / "vocabulary.yaml").read_text("utf-8"))
    for kind in ("sectors", "technologies", "services"):
        assert set(data[kind]) == set(vocabulary[kind])
    sectors, technologies = set(vocabulary["sectors"]), set(vocabulary["technologies"])
    for entry in data["technologies"].values():
        assert set(entry["implies"]) <= sectors
    assert set(data["related"]) == sectors
    assert {key for near in data["related"].values() for key in near} <= sectors
    assert set(data["leading"]) <= set(data["horizontal"]) <= sectors
    assert set(data["horizontal_technologies"]) <= technologies
    for first, second, key in data["combines"]:
        assert {first, second} <= sectors
        assert key in technologies


@pytest.mark.parametrize(
    ("word", "stranger"),
    [
        ("livrer", "creation-culture"), ("laquelle", "chimie"),
        ("soutenir", "aeronautique-spatial"),
        ("rationaliser", "agriculture"), ("congress", "peche-aquaculture"),
        ("exhaustif", "automobile-mobilites"), ("étalonnage", "filiere-equine"),
        ("parcelle", "logistique"), ("tournesol", "metallurgie"), ("obtention", "agriculture"),
        ("ressortissants", "metallurgie"), ("Flandre", "agroalimentaire"),
        ("forget", "metallurgie"), ("carpet", "peche-aquaculture"), ("sensorielle", "capteurs-iot"),
        ("implantations", "sante"),
    ],
)  # fmt: skip
def test_a_beginning_catches_no_stranger(lexicon, word, stranger):
    """ "livre*" once made a book of every delivery."""
    said = {target.key for found in lexicon.themes(word) for target in found.targets}
    assert stranger not in said


@pytest.mark.parametrize("word", ["desserte", "forçage"])
def test_a_rare_word_is_no_slip(lexicon, word):
    assert [w.folded for w in lexicon.content(f"la {word} du site")][:1] == [fold(word)]


def _said(lexicon, text):
    return {target.key for found in lexicon.themes(text) for target in found.targets}


def test_what_is_paid_for_is_no_bank(lexicon):
    assert "finance-assurance" not in _said(lexicon, "un projet financé par la Région")
    assert "finance-assurance" in _said(lexicon, "la finance solidaire")


def test_a_name_in_capitals_is_no_slip(lexicon):
    assert "aeronautique-spatial" not in _said(lexicon, "le programme DIRIGABLE")
    assert "cosmetique" in _said(lexicon, "FABRICANT DE COSMETIQQUES")
