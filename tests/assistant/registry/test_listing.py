"""Which questions ask for a list of pôles that the records hold exactly."""

import re

import pytest

from assistant.answer import answer_question
from assistant.registry.list_criteria import whole_tokens
from assistant.understanding.named import poles_named
from ingest.analysis import stem
from tests.indexed import indexed

PARISIAN = {"cap-digital", "systematic-paris-region", "medicen-paris-region"}


@pytest.mark.parametrize(
    ("asked", "some", "others"),
    [
        ("Quels pôles en Bretagne ?", {"valorial", "images-et-reseaux"}, {"minalogic"}),
        ("Combien de pôles travaillent sur l'hydrogène ?", {"tenerrdis"}, {"hippolia"}),
        ("Which French clusters deal with wine?", {"vitagora"}, {"aquimer", "valorial"}),
        ("Which clusters work on solar power?", {"derbi-cemater", "capenergies"}, {"valorial"}),
        ("Which clusters deal with health?", {"lyonbiopole", "eurobiomed"}, {"tenerrdis"}),
        ("cybersécurité : donnez-moi tous les pôles concernés", {"systematic-paris-region"}, set()),
        ("Je prépare une note : quels pôles en Bretagne ?", {"valorial"}, {"minalogic"}),
        ("Quel pôle contacter pour un projet sur les batteries ?", {"tenerrdis"}, {"valorial"}),
        ("Quel pôle pour une PME de robotique à Lyon ?", {"minalogic"}, {"tenerrdis"}),
        ("Qui s'occupe de l'hydrogène parmi les pôles ?", {"tenerrdis"}, {"hippolia"}),
        ("Y a-t-il un pôle en Corse ?", {"capenergies"}, {"valorial"}),
        ("Quels pôles accompagnent la filière bois ?", {"xylofutur"}, {"valorial"}),
        ("pole IA a paris", {"cap-digital"}, {"minalogic"}),
        ("Quels pôles outre-mer ?", {"qualitropic"}, {"valorial"}),
        ("Which cluster covers the overseas territories?", {"qualitropic"}, {"valorial"}),
        ("Which clusters are in Occitanie right now?", {"aerospace-valley"}, {"valorial"}),
        ("Show me the clusters that work on water", {"aqua-valley", "aquanova"}, {"valorial"}),
        ("Quels pôles n'existent plus ?", {"enfant", "derbi", "elastopole"}, {"minalogic"}),
        ("quels poles ont perdu le label", {"imaginove", "enfant"}, {"derbi", "minalogic"}),
        ("Quels pôles ont disparu depuis 2005 ?", {"enfant", "derbi"}, {"minalogic"}),
        ("Which clusters lost their label in 2010?", {"sporaltec"}, {"imaginove"}),
        ("Quels pôles ont fusionné ?", {"derbi", "elastopole"}, {"moveo", "advancity"}),
        ("pôles créés avant 2000", {"cosmetic-valley", "aquimer"}, {"minalogic"}),
        ("quels pôles datent de 1999 ?", {"aquimer"}, {"cosmetic-valley"}),
        ("quels pôles datent d'avant 1999 ?", {"cosmetic-valley"}, {"aquimer"}),
        ("les pôles implantés dans le Grand Est", {"biovalley-france", "aquanova"}, {"valorial"}),
        ("En Bretagne, quels pôles couvrent notre territoire ?", {"valorial"}, {"cimes"}),
        ("nous, en Hauts-de-France, de quels pôles disposons-nous ?", {"i-trans"}, {"cimes"}),
        ("Quels pôles ont changé de nom ?", {"nextmove", "nuclear-valley"}, {"moveo", "axelera"}),
        ("Which clusters were renamed in 2021?", {"nextmove"}, {"nuclear-valley"}),
        ("Quels pôles ont été absorbés ?", {"picom", "optitec"}, {"derbi"}),
        ("Quels sont les anciens pôles de la santé ?", {"orpheme"}, {"lyonbiopole", "derbi"}),
        ("Which clusters were newly labelled in 2023?", {"enter", "infra2050"}, {"tes", "cimes"}),
        # Cosmetic Valley is seated in Chartres.
        ("Quels pôles n'ont pas leur siège en Île-de-France ?", {"cosmetic-valley"}, PARISIAN),
        ("Which clusters do not have their headquarters in Paris?", {"valorial"}, {"cap-digital"}),
        # Qualitropic sits in Sainte-Marie on La Réunion, not in that of Ille-et-Vilaine.
        ("Quels pôles dans le 35 ?", {"valorial"}, {"qualitropic"}),
    ],
)
def test_every_pole_of_the_records_and_no_other(shipped, asked, some, others):
    answer = answer_question(shipped, asked)
    assert some <= set(answer.poles)
    assert not others & set(answer.poles)
    assert len(answer.citations) == len(answer.poles)
    assert str(len(answer.poles)) in answer.answer


@pytest.mark.parametrize(
    "asked",
    [
        "Qui finance les pôles ?",
        "Quel pôle ?",
        "Quel pôle préside l'AFPC ?",
        "Que pensent les pôles de l'eau ?",
        "Quels pôles de la santé ont lancé un observatoire commun ?",
        "Combien de PME dans les pôles bretons ?",
        "Quels sont les plus anciens pôles ?",
        "Quels pôles n'ont pas de site internet ?",
        "Chapitre numérique du texte : combien de pôles y ont travaillé ?",
        "Quels pôles ont fusionné depuis 2019 ?",
        "De quoi a besoin l'agriculture numérique selon les pôles agricoles ?",
        "est-ce que les pôles agricoles croient à l'intelligence artificielle ?",
        "Auvergne-Rhône-Alpes aide-t-elle ses pôles ?",
        "est-ce que chaque pôle s'occupe d'économie circulaire ?",
        "Quels pôles des Hauts-de-France n'ont eu qu'un an de label ?",
        "j'ai une start-up du numérique, que peut faire un pôle pour moi ?",
        "je cherche des investisseurs, un pôle numérique peut-il m'accompagner ?",
        "« Energies Françaises » est-il un pôle ?",
    ],
)
def test_a_question_about_poles_is_no_request_for_a_list(shipped, asked):
    assert "selon les fiches" not in answer_question(shipped, asked).answer


@pytest.mark.parametrize(
    "asked",
    [
        "liste des pôles de compétitivité",
        "Donne-moi tous les pôles labellisés aujourd'hui",
        "Donne la liste des 53 pôles",
        "Which competitiveness clusters exist in France?",
    ],
)
def test_all_of_them_by_region_with_the_official_count_in_a_note(shipped, asked):
    answer = answer_question(shipped, asked)
    labelled = {card.id for card in shipped.cards.poles if card.labelled}
    assert set(answer.poles) == labelled
    assert "Bretagne (ID4MOBILITY [" in answer.answer
    assert any("53" in note for note in answer.notes)


def test_a_theme_told_in_a_sentence_does_not_present_its_pole(shipped):
    first = answer_question(shipped, "Capenergies, kezako ?").answer.partition("[1]")[0]
    assert "réseaux électriques" not in first
    asked = "Capenergies travaille sur les réseaux électriques intelligents ?"
    assert "réseaux électriques intelligents" in answer_question(shipped, asked).answer


def test_two_lists_are_two(shipped):
    answer = answer_question(shipped, "Combien de pôles en Bretagne et combien en Corse ?").answer
    bretagne, corse = answer.split("Combien de pôles en Corse :")
    assert "Valorial" in bretagne
    assert "Capenergies" not in bretagne
    assert "Capenergies" in corse


def test_a_list_beside_another_answer(shipped):
    answer = answer_question(shipped, "Quels pôles en Corse et qui préside Minalogic ?")
    assert answer.status == "answered"
    assert answer.answer.startswith("Quels pôles en Corse : 1 pôle")
    assert "Minalogic" in answer.citations[-1].quote
    assert answer.answer.count("[1]") == 1


def test_a_former_name_brings_its_successor_once(shipped):
    answer = answer_question(shipped, "Comment s'appelle aujourd'hui Mov'eo ?")
    assert "NextMove" in answer.answer
    assert len({(c.quote, c.source_id) for c in answer.citations}) == len(answer.citations)


@pytest.mark.parametrize(
    ("asked", "read_as"),
    [
        ("Quels pôles en Corse ?", ("La liste répond à : Corse.",)),
        (
            "Quels pôles en Bretagne sur la cybersécurité ?",
            ("La liste répond à : Bretagne ; « cybersécurité ».",),
        ),
    ],
)
def test_a_note_says_how_place_and_theme_were_read(shipped, asked, read_as):
    assert answer_question(shipped, asked).notes == read_as


def test_all_poles_need_no_such_note(shipped):
    notes = answer_question(shipped, "Quels sont tous les pôles ?").notes
    assert not any("La liste" in note for note in notes)


def test_no_row_is_proved_by_a_title(shipped):
    quotes = [c.quote for c in answer_question(shipped, "Quels pôles à Toulouse ?").citations]
    assert quotes
    assert all(quote.endswith(".") for quote in quotes)


def held(index, *, region="", key="", labelled=True):
    """The pôles whose cards have the region and the key."""
    return {
        card.id
        for card in index.cards.poles
        if card.labelled is labelled
        and (not region or region in card.regions)
        and (not key or key in (*card.sectors, *card.technologies))
    }


@pytest.mark.parametrize(
    "asked",
    [
        "Combien de pôles par région ?",
        "repartition des poles par region",
        "How many clusters are there in each region?",
    ],
)
def test_counts_by_region_count_a_pole_in_each_of_its_regions(shipped, asked):
    answer = answer_question(shipped, asked)
    assert set(answer.poles) == held(shipped)
    for region in ("Bretagne", "Normandie", "Auvergne-Rhône-Alpes"):
        assert f"{region} : {len(held(shipped, region=region))} (" in answer.answer


def test_a_town_without_any_is_said_to_have_none_and_its_region_is_told_apart(shipped):
    answer = answer_question(shipped, "Y a-t-il un pôle à Nice ?")
    assert answer.status == "partial"
    assert answer.answer.startswith("Aucune fiche ne donne")
    assert set(answer.poles) == held(shipped, region="Provence-Alpes-Côte d'Azur")


def test_both_is_the_intersection_or_the_union_except_the_complement(shipped):
    def listed(asked):
        return set(answer_question(shipped, asked).poles)

    normandie, paris = (held(shipped, region=r) for r in ("Normandie", "Île-de-France"))
    assert listed("Quels pôles sont à la fois en Normandie et en Île-de-France ?") == (
        normandie & paris
    )
    assert listed("Which clusters cover both Normandy and Île-de-France?") == normandie & paris
    assert listed("Quels pôles en Normandie ou en Île-de-France ?") == normandie | paris
    health = held(shipped, key="sante")
    assert listed("Quels pôles de la santé hors Île-de-France ?") == health - paris
    assert (
        listed("Quels pôles ne sont pas en Île-de-France ?")
        == {card.id for card in shipped.cards.poles if card.labelled and card.regions} - paris
    )
    assert listed("All clusters in Normandy except the digital ones") == (
        normandie - held(shipped, key="numerique")
    )


def test_of_a_place_only_its_own_records_are_said_not_to_name_a_theme(shipped):
    answer = answer_question(shipped, "Quels pôles pour le chocolat en Bretagne ?").answer
    assert answer.startswith("Parmi les pôles labellisés de ce territoire (Bretagne), aucune fiche")


def test_a_theme_that_no_record_names_is_not_said_to_be_answered(shipped):
    answer = answer_question(shipped, "Quels pôles travaillent sur le chocolat ?")
    assert answer.status == "partial"
    assert answer.answer.startswith("Aucune fiche de pôle labellisé ne nomme « chocolat » ;")
    assert "Agroalimentaire et nutrition" in answer.answer
    assert not any("chocolat" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Quel pôle travaille sur le numérique pour le cheval ?", {"hippolia"}),
        ("Quel pôle de l'eau fait de la métrologie de l'environnement ?", {"aquanova"}),
        (
            "quel pôle maritime de Bretagne s'intéresse à l'hydrogène ?",
            {"mer-bretagne-atlantique"},
        ),
    ],
)
def test_what_a_pole_of_one_theme_does_on_another_is_of_both(shipped, asked, listed):
    assert set(answer_question(shipped, asked).poles) == listed


def test_themes_joined_by_and_are_of_either(shipped):
    both = answer_question(shipped, "Quels pôles travaillent sur le bois et sur le cheval ?").poles
    assert {"hippolia", "xylofutur"} <= set(both)


def test_themes_that_no_record_joins_are_said_not_to_be_joined(shipped):
    answer = answer_question(shipped, "Quels pôles de la santé travaillent sur le nucléaire ?")
    assert answer.status == "partial"
    assert answer.answer.startswith(
        "Aucune fiche de pôle labellisé ne réunit « santé » et « nucléaire » ; l'un ou l'autre :"
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("quel pôle s'occupait du laser à Bordeaux ?", "la Route des Lasers"),
        ("Quel pôle s'occupe de l'usine du futur à Nantes ?", "En 2022, EMC2"),
        ("le traitement des surfaces, quel pôle y travaillait en 2011 ?", "travaille ViaMéca"),
        ("quels pôles de l'eau ont été labellisés en 2024 ?", "Aqua-Valley et Dream-Hydreos"),
    ],
)
def test_where_a_list_is_only_near_a_statement_that_tells_the_very_thing_answers(
    shipped, asked, told
):
    answer = answer_question(shipped, asked)
    assert told in answer.answer.split("[1]")[0]
    assert "fiches" not in answer.answer


def test_where_no_statement_tells_it_what_is_near_is_said(shipped):
    answer = answer_question(shipped, "Y avait-il un pôle de la maroquinerie ?")
    assert answer.status != "answered"


def test_a_row_is_not_proved_by_the_name_of_a_partner(shipped):
    answer = answer_question(shipped, "Quels pôles de la mer en Bretagne ?")
    rows = {c.document_id: c.quote for c in answer.citations}
    assert "navale" in rows["poles/emc2"]  # rather than a day held with the Pôle Mer


def test_the_european_label_comes_with_its_date_from_pole_of_today_and_before(shipped):
    answer = answer_question(shipped, "Quels pôles sont labellisés Gold ?")
    gold = {
        card.id
        for card in shipped.cards.poles
        if any(f.field == "european_label" and f.value == "gold" for f in card.facts)
    }
    assert set(answer.poles) == gold
    assert all("gold" in citation.quote.lower() for citation in answer.citations)
    french = answer_question(shipped, "Combien de pôles ont le label européen d'or ?")
    assert set(french.poles) == gold
    assert set(answer_question(shipped, "les pôles certifiés or").poles) == gold
    every = answer_question(shipped, "Quels pôles ont le label européen d'excellence ?")
    assert gold < set(every.poles) <= {c.id for c in shipped.cards.poles if c.phases}
    assert all(re.search("gold|bronze", c.quote, re.IGNORECASE) for c in every.citations)
    none = answer_question(shipped, "Quels pôles ont un label Silver ?")
    assert (none.status, none.citations) == ("declined", ())


def test_regions_without_a_pole(shipped):
    for asked in ("Combien de régions n'ont pas de pôle ?", "Which regions have no cluster?"):
        answer = answer_question(shipped, asked)
        assert answer.answer.startswith(("Chacune des 18", "Each of the 18"))
        assert "Corse (Capenergies" in answer.answer


@pytest.mark.parametrize(
    ("asked", "as_of", "poles", "others"),
    [
        (
            "Quels pôles en Rhône-Alpes en 2010 ?",
            None,
            {"axelera", "lyonbiopole", "minalogic", "techtera", "tenerrdis"},
            {"cereales-vallee", "viameca", "innoviandes"},  # of Auvergne
        ),
        ("pôles à Lyon en 2012", None, {"lyonbiopole"}, {"minalogic"}),
        ("Quels pôles en Nouvelle-Aquitaine ?", 2016, {"elopsys"}, {"cosmetic-valley"}),
        ("Quels pôles en Île-de-France ?", 2006, {"cap-digital"}, {"vitagora"}),
        ("pôles alsaciens en 2010", None, {"alsace-biovalley", "vehicule-du-futur"}, {"materalia"}),
        ("Quels pôles en Bretagne ?", 2010, {"valorial", "mer-bretagne"}, set()),
        ("Quels pôles travaillent sur l'hydrogène ?", 2012, {"tenerrdis"}, set()),
        ("Quels pôles en 2012 travaillaient sur la santé ?", None, {"lyonbiopole"}, set()),
        ("Quels pôles en Occitanie ?", 2008, {"aerospace-valley"}, set()),
    ],
)
def test_a_past_list_goes_by_the_regions_and_the_label_of_its_year_and_cites_nothing_later(
    shipped, asked, as_of, poles, others
):
    answer = answer_question(shipped, asked, as_of=as_of)
    assert poles <= set(answer.poles)
    assert not others & set(answer.poles)
    years = [int(y) for c in answer.citations for y in re.findall(r"\b(?:19|20)\d\d\b", c.quote)]
    assert max(years) <= (as_of or 2012)


@pytest.mark.parametrize(
    ("asked", "poles", "silent"),
    [
        ("Which clusters are based in Grenoble?", {"minalogic", "tenerrdis"}, ""),
        ("Quels pôles ont leur siège à Paris ?", {"cap-digital", "finance-innovation"}, ""),
        ("pôles installés à nantes", {"id4mobility", "vegepolys-valley", "xylofutur"}, ""),
        ("Quel pôle dans le Finistère ?", {"mer-bretagne-atlantique", "vegepolys-valley"}, ""),
        (
            "Quels pôles travaillent sur les jeux vidéo ?",
            {"minalogic"},
            "",
        ),  # no record else says it
        ("Quels pôles en Alsace ?", {"biovalley-france", "vehicule-du-futur"}, "Aquanova"),
        ("Quels pôles en Auvergne ?", {"vegepolys-valley"}, "CARA"),
        ("Quels pôles en Haute-Normandie ?", {"tes"}, "NextMove"),
        ("Combien de pôles en Picardie ?", {"bioeconomy-for-change"}, ""),
    ],
)
def test_of_a_town_or_a_former_region_a_seat_or_a_site_tells_and_a_note_says_where_none_does(
    shipped, asked, poles, silent
):
    answer = answer_question(shipped, asked)
    assert (answer.status, set(answer.poles)) == ("answered", poles)
    assert any("ne disent pas" in note and silent in note for note in answer.notes) is bool(silent)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Quels pôles travaillent sur l'H2 ?", "Quels pôles travaillent sur l'hydrogène ?"),
        ("Quels pôles dans l'IA en Bretagne ?", "pôles intelligence artificielle Bretagne"),
        ("clusters working on IoT", "clusters working on the internet of things"),
        ("pôles EnR", "Quels pôles pour les énergies renouvelables ?"),
        ("Combien de pôles TIC en Normandie ?", "Combien de pôles numériques en Normandie ?"),
    ],
)
def test_an_acronym_and_its_long_form_are_one_theme(shipped, short, long):
    first, second = (set(answer_question(shipped, asked).poles) for asked in (short, long))
    assert first
    assert first == second


def test_so_many_members_or_created_then_by_the_latest_known_value_each_shown(shipped):
    def listed(asked):
        answer = answer_question(shipped, asked)
        assert len(answer.citations) == len(answer.poles)
        return set(answer.poles)

    many = listed("Quels pôles ont plus de 500 membres ?")
    assert {"aerospace-valley", "cap-digital", "vitagora"} <= many
    assert not {"tes", "minalogic", "bioeconomy-for-change"} & many  # of B4C, 500
    assert many & held(shipped, key="sante") == listed(
        "Combien de pôles de la santé ont plus de 500 membres ?"
    )
    young = listed("pôles créés après 2015")
    assert {"infra2050", "polymeris"} <= young
    assert not {"minalogic", "aquimer"} & young


def test_a_seat_in_a_region_and_the_pole_whose_seat_is_not_known(shipped):
    answer = answer_question(shipped, "combien de pôles ont leur siège en Bretagne ?")
    assert set(answer.poles) == {"images-et-reseaux", "mer-bretagne-atlantique", "valorial"}
    assert "Atlanpole" in answer.notes[-1]


def row_of(answer, pole):
    return next(c.quote for c in answer.citations if c.document_id == f"poles/{pole}")


def test_a_row_holds_its_theme_as_a_word_and_its_region_outside_the_name_of_a_pole(shipped):
    wine = answer_question(shipped, "Quel pôle pour le vin ?")
    games = answer_question(shipped, "Quels pôles travaillent sur les jeux vidéo ?")
    assert "jeu vidéo" in row_of(games, "minalogic")
    assert "vitagora" in wine.poles
    assert "qualitropic" not in wine.poles  # whose record tells of vinasse
    brittany = answer_question(shipped, "Combien de pôles en Bretagne ?")
    assert "antenne en Bretagne" in row_of(brittany, "emc2")
    corsica = answer_question(shipped, "Show me clusters in Corsica")
    assert re.search(r"\bCorse\b", row_of(corsica, "capenergies"))  # no "projets corses"


def test_a_short_stem_is_that_of_a_short_word_alone():
    assert "vin" in whole_tokens("la vigne et le vin")
    assert "vin" not in whole_tokens("le traitement de la vinasse")
    assert stem("eaux") in whole_tokens("les eaux usées")


def test_a_region_told_by_an_old_source_alone_is_dated_in_a_note(shipped):
    note = "d'après une source de 2006"
    assert any(note in n for n in answer_question(shipped, "Quels pôles en Occitanie ?").notes)
    sure = answer_question(shipped, "Quels pôles en Nouvelle-Aquitaine ?")  # where its seat is
    assert "pole-europeen-de-la-ceramique" in sure.poles
    assert not any(note in n for n in sure.notes)


def test_the_list_of_all_tells_whom_another_count_leaves_out(shipped):
    notes = answer_question(shipped, "Liste tous les pôles").notes
    assert any("TES ne figure pas parmi les 53" in note for note in notes)
    some = answer_question(shipped, "Quels pôles en Normandie ?").notes
    assert not any("TES" in note for note in some)


@pytest.mark.parametrize(
    "asked",
    [
        "Quels pôles sont présidés par une femme ?",
        "combien de pôles ont une présidente ?",
        "Which clusters are chaired by women?",
        "Qui sont les présidentes de pôles ?",
        "Combien de femmes président un pôle ?",
    ],
)
def test_of_women_a_statement_about_them_answers(shipped, asked):
    answer = answer_question(shipped, asked)
    assert "sont des présidentes" in answer.answer
    assert len(answer.poles) == len(answer.citations) - 1 == 5


@pytest.mark.parametrize(
    "asked",
    ["Quels pôles sont dirigés par un homme ?", "Quels pôles avaient une présidente en 2015 ?"],
)
def test_of_women_what_no_text_says_is_not_guessed(shipped, asked):
    answer = answer_question(shipped, asked)
    assert (answer.status, answer.citations) == ("declined", ())
    assert "prénom" in answer.answer


def test_of_women_a_theme_or_place_narrows_the_list(shipped):
    answer = answer_question(shipped, "Quels pôles de la mer sont présidés par une femme ?")
    assert answer.poles == ("mer-mediterranee",)
    assert "sont des présidentes" in answer.citations[-1].quote


def test_a_president_with_a_first_name_is_no_proof(tmp_path_factory):
    text = "# Pôles\n\nEn 2020, le pôle Hydria est présidé par Anne Martin, élue par ses membres.\n"
    with indexed(tmp_path_factory, {"poles.md": text}) as index:
        answer = answer_question(index, "Quels pôles sont présidés par une femme ?")
    assert answer.citations == ()


def test_of_one_pole_or_of_a_project_nothing_is_refused(shipped):
    assert "prénom" not in answer_question(shipped, "Qui préside Hippolia, une femme ?").answer
    assert "prénom" not in answer_question(shipped, "Quels pôles pour la santé des femmes ?").answer


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("Combien de régions ont un pôle ?", "Chacune des 18 régions"),
        ("Quelles régions n'ont aucun pôle ?", "Chacune des 18 régions"),
        ("How many regions have at least one cluster?", "Each of the 18 regions"),
        ("Quelles régions ont des pôles du bois ?", "2 pôles labellisés, chacun compté"),
    ],
)
def test_which_regions_have_poles(shipped, asked, begins):
    assert answer_question(shipped, asked).answer.startswith(begins)


@pytest.mark.parametrize(
    "asked",
    ["Un pôle peut-il être délabellisé ?", "Label européen des pôles : quels sont les niveaux ?"],
)
def test_what_may_befall_a_pole_or_what_levels_there_are_is_no_list(shipped, asked):
    assert "selon les fiches" not in answer_question(shipped, asked).answer


def test_what_regions_do_is_no_list(shipped):
    answer = answer_question(shipped, "Quelles régions financent les pôles ?").answer
    assert "selon les fiches" not in answer


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("les présidents des pôles de Bretagne", ["Valorial : Eric Philippe (2026)"]),
        ("liste des pôles avec leur président", ["EMC2 : Stéphane Klein (2026)"]),
        ("Dans quelles villes sont les pôles bretons ?", ["Valorial : Rennes", "Brest (2015)"]),
        ("combien de membres dans chaque pôle normand", ["Hippolia : plus de 200 (2019)"]),
        ("Les pôles de l'eau et leurs adresses", ["Aqua-Valley : Montpellier (2024)"]),
        ("websites of the clusters in Brittany", ["EMC2: www.pole-emc2.fr"]),
        ("En quelle année ont été créés les pôles du Grand Est ?", ["Aquanova : 2024 ["]),
        ("pôles bretons et nom de leurs directeurs", ["Valorial : Jean-Luc Perrot (2019)"]),
        ("tous les pôles de la santé avec président", ["Medicen Paris Region : Christian Del"]),
        ("et leurs présidents (pôles en Corse) ?", ["Capenergies : Christophe Bourmaud"]),
    ],
)
def test_a_fact_may_be_asked_of_each_pole_of_a_list(shipped, asked, told):
    answer = answer_question(shipped, asked)
    assert all(value in answer.answer for value in told)
    assert len(answer.citations) == len(answer.poles)


def test_the_poles_whose_record_does_not_tell_it_are_named(shipped):
    answer = answer_question(shipped, "adresses des pôles normands")
    assert any("NextMove" in note for note in answer.notes)
    assert "NextMove [" in answer.answer


@pytest.mark.parametrize(
    "asked",
    [
        "Quels pôles ont leur siège en Bretagne ?",
        "quels pôles en Bretagne ou en Normandie ?",
        "Combien de membres ont les pôles de Bretagne ?",
        "Qui est le directeur des pôles de la région Bretagne ?",
        "Les présidents des pôles de Bretagne qui ont démissionné",
        "Les numéros de téléphone des pôles de Bretagne",
    ],
)
def test_a_fact_of_all_together_is_no_fact_of_each(shipped, asked):
    answer = answer_question(shipped, asked)
    assert not re.search(r"(?:fiches de la base|[\]]), ?[^:\[]+ : ", answer.answer)


@pytest.mark.parametrize(
    "asked", ["Quels pôles ont changé de nom ?", "Quels pôles sont nés de fusions ?"]
)
def test_each_row_of_what_became_names_its_pole(shipped, asked):
    answer = answer_question(shipped, asked)
    assert len(answer.poles) >= 10
    for pole, citation in zip(answer.poles, answer.citations, strict=False):
        assert pole in {card.id for card in poles_named(citation.quote, shipped.cards.poles)}
