from __future__ import annotations

import pytest

from assistant.places.regions import load_neighbours, load_places
from ingest.errors import UsageError

ARA, BFC, CVL = "Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Centre-Val de Loire"
PACA, HDF, PDL = "Provence-Alpes-Côte d'Azur", "Hauts-de-France", "Pays de la Loire"


@pytest.mark.parametrize(
    ("text", "names", "regions"),
    [
        ("PME de 30 salariés à Oyonnax", ["Oyonnax"], [ARA]),
        ("basé a lens", ["Lens"], [HDF]),
        ("à Saint-Etienne", ["Saint-Étienne"], [ARA]),
        ("usine au Mans", ["Le Mans"], [PDL]),
        ("usine au Havre", ["Le Havre"], ["Normandie"]),
        ("une PME de la Rochelle", ["La Rochelle"], ["Nouvelle-Aquitaine"]),
        ("start-up lyonnaise", ["lyonnaise"], [ARA]),
        ("Rhone-Alpes", ["Rhone-Alpes"], [ARA]),
        ("société en Limousin", ["Limousin"], ["Nouvelle-Aquitaine"]),
        ("in Brittany", ["Brittany"], ["Bretagne"]),
        ("the overseas territories", ["overseas territories"], ["Guadeloupe"]),
        ("basée dans le Var", ["Var"], [PACA]),
        ("communes du Var", ["Var"], [PACA]),
        ("PME du 67, diagnostic", ["Bas-Rhin"], ["Grand Est"]),
        ("dans le 29", ["Finistère"], ["Bretagne"]),
        ("Béton de chanvre, Aube", ["Aube"], ["Grand Est"]),
        ("à Vienne", ["Vienne"], [ARA]),
        ("dans la Vienne", ["Vienne"], ["Nouvelle-Aquitaine"]),
        ("implantée à Toulousse", ["Toulouse"], ["Occitanie"]),
        ("à l'Isle-d'Abeau", ["L'Isle-d'Abeau"], [ARA]),
        ("l'usine du Havre", ["Le Havre"], ["Normandie"]),
        ("mareyeur du Portel", ["Le Portel"], [HDF]),
        ("Joints, Romorantin, 90 salariés", ["Romorantin-Lanthenay"], [CVL]),
        ("équipementier de Vélizy", ["Vélizy-Villacoublay"], ["Île-de-France"]),
        ("tour à La Défense", ["La Défense"], ["Île-de-France"]),
        ("à Saint-Quentin-en-Yvelines", ["Saint-Quentin-en-Yvelines"], ["Île-de-France"]),
        ("une minoterie de la Marne", ["Marne"], ["Grand Est"]),
        ("menuisier de la Creuse", ["Creuse"], ["Nouvelle-Aquitaine"]),
        ("camions et barges au port du Havre", ["Le Havre"], ["Normandie"]),
        ("Vannes : douze salariés", ["Vannes"], ["Bretagne"]),
        ("Vannes cryogéniques, Normandie", ["Normandie"], ["Normandie"]),
        ("un pôle textile dans le nord ?", ["Nord"], [HDF]),
        ("20100 Bastia", ["Corse-du-Sud", "Bastia"], ["Corse", "Corse"]),
    ],
)
def test_places_in_a_text(text, names, regions):
    found = load_places().find(text)
    assert [place.name for place in found] == names
    assert [place.regions[0] for place in found] == regions


@pytest.mark.parametrize(
    "text",
    [
        "le sens de la mer",
        "Orange nous achète des antennes",
        "vente de chaussures en ligne",
        "Cannes à pêche en carbone",
        "12000 m² et 45000 euros",
        "du 15 mars au 20 avril",
        "eau, bois, air",
        "un tour de table, une marche, une source",
        "bulles de champagne et fromage de brie",
        "câbles pour le ferroviaire et la défense",
        "le directeur du Projet, la Ligne du Temps",
        "Le cahier des charges a changé",
        "quais et grues au port",
        "il cherche dans le nord du pays",
        "combien de membres dans le lot qui reste",
        "",
    ],
)
def test_words_that_are_communes_elsewhere_are_no_places(text):
    assert load_places().find(text) == ()


def test_a_name_shared_across_regions_is_ambiguous():
    (place,) = load_places().find("société basée à Saint-Denis")
    assert place.ambiguous
    assert set(place.regions) == {"La Réunion", "Île-de-France"}


@pytest.mark.parametrize(
    ("name", "regions"),
    [
        ("PACA", (PACA,)),
        ("bretagne", ("Bretagne",)),
        ("Ile de France", ("Île-de-France",)),
        ("Midi-Pyrénées", ("Occitanie",)),
        ("69", (ARA,)),
        ("2a", ("Corse",)),
        ("Haute-Savoie", (ARA,)),
        ("Bretagn", ("Bretagne",)),
        ("Dijon", (BFC,)),
        ("Grand Ouest", ("Bretagne", PDL)),
        ("Région PACA", (PACA,)),
        ("l'Isère", (ARA,)),
        ("L'Isle-d'Abeau", (ARA,)),
        ("Alsace-Champagne-Ardenne-Lorraine", ("Grand Est",)),
        ("Champagne", ("Grand Est",)),
        ("Havre", ("Normandie",)),
        ("Vélizy", ("Île-de-France",)),
        ("69003", (ARA,)),
        ("1100", (ARA,)),
        ("1", (ARA,)),
        ("Toulouse (31)", ("Occitanie",)),
        ("Nouvelle-Aquitaine;Bretagne", ("Nouvelle-Aquitaine", "Bretagne")),
        ("Bretagne | Corse", ("Bretagne", "Corse")),
        ("Ain, Bretagne", (ARA, "Bretagne")),
        ("Tours et Pau", (CVL, "Nouvelle-Aquitaine")),
        ("Ille et Vilaine", ("Bretagne",)),
        ("Saint-Denis, La Réunion", ("La Réunion",)),
        ("12 rue du Port, Pau, France", ("Nouvelle-Aquitaine",)),
    ],
)
def test_regions_of_a_name(name, regions):
    assert load_places().regions_of(name) == regions


@pytest.mark.parametrize("names", ["Atlantide", "Bretagne;Atlantide", "Bretagne, Atlantide"])
def test_an_unknown_place_is_refused(names):
    with pytest.raises(UsageError, match="'Atlantide'"):
        load_places().regions_of(names)


def test_neighbours_are_mutual_regions_of_today():
    neighbours = load_neighbours()
    known = set(load_places().regions)
    for region, near in neighbours.items():
        assert {region, *near} <= known
        assert all(region in neighbours[other] for other in near)
    assert CVL in neighbours["Normandie"]
