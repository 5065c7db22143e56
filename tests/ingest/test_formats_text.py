"""Plain text: encodings, paragraphs, lists, headings, traces of extraction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.formats.encodings import decode
from ingest.formats.text import read
from ingest.passages import split_passages
from ingest.records import Page, Source

FRENCH = "Les pôles – créés en 2005 – réunissent « PME » et laboratoires ; l’État… œuvre.\n"


def page_of(text: str) -> Page:
    (page,) = read(text.encode()).pages
    return page


def headings_of(page: Page) -> list[tuple[int, str]]:
    return [(h.level, page.text[h.start : h.end]) for h in page.headings]


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman",
    ],
)  # fmt: skip
def test_decode_french(encoding: str) -> None:
    assert decode((FRENCH * 3).encode(encoding)).lstrip("\ufeff") == FRENCH * 3


def test_decode_latin_1() -> None:
    text = "Déjà l'été : où est le pôle ? Ça dépend.\n" * 3
    assert decode(text.encode("latin-1")) == text


def test_decode_latin_9() -> None:
    text = "Un budget de 3 M€ où l'œuvre est née. Ça dépend de l'été.\n" * 3
    assert decode(text.encode("iso8859-15")) == text


DOS = "Déjà l'été : où est le pôle ? Ça dépend, naïf et sûr de lui. L'État même.\n"


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "cp1252", "latin-1", "mac-roman"])
@pytest.mark.parametrize(
    "text", [DOS.replace("L'État", "L'état"), "Le pôle.", "Un pôle à Évry, créé en 2005."]
)
def test_decode_files_of_old_systems(text: str, encoding: str) -> None:
    if encoding == "cp437" and "à É" in text:
        text = text.replace("É", "é")
    assert decode(text.encode(encoding)) == text


def test_capitals_inside_names_say_nothing_of_the_encoding() -> None:
    text = "En mai 2017, Marco devient directeur général d'Alsace BioValley."
    assert decode(text.encode("cp1252")) == text


def test_decode_english_quotes() -> None:
    text = "SMEs – “small firms” – joined; it’s a “network”…"
    assert decode(text.encode("cp1252")) == text


def test_decode_keeps_utf_8_with_a_bad_byte() -> None:
    data = (FRENCH * 40).encode() + b"\xff fin"
    assert decode(data) == FRENCH * 40 + "\ufffd fin"


def test_decode_refuses_zeros() -> None:
    with pytest.raises(ReadError) as caught:
        decode(b"a\x00\x00\xff\x00b" * 100)
    assert caught.value.reason == "encoding"


def test_wrapped_lines_are_joined() -> None:
    page = page_of(
        "Les pôles de compétitivité associent des acteurs \n"
        "académiques et des entreprises, petites et gran-\n"
        "des, contribuant à la création d’emplois. Leur porte-\n"
        "parole est l’association.\n\n"
        "Un second paragraphe commence ici et il tient sur\n"
        "deux lignes.\n"
    )
    assert page.text == (
        "Les pôles de compétitivité associent des acteurs académiques et des entreprises, petites "
        "et grandes, contribuant à la création d’emplois. Leur porte-parole est l’association.\n\n"
        "Un second paragraphe commence ici et il tient sur deux lignes."
    )


def test_a_word_cut_across_a_blank_line_is_whole() -> None:
    text = (
        "Les pôles bâtissent des filières dans plusieurs pays voisins. Ces réseaux in-\n\n"
        "fluencent aussi les règles qui s'appliquent aux entreprises.\n"
    )
    assert page_of(text).text == text.replace("in-\n\nfluencent", "influencent").strip()


def test_a_sentence_cut_across_a_blank_line_is_whole() -> None:
    page = page_of(
        "Ils sont en lien permanent avec les entreprises, les acteurs de la recherche et\n\n"
        "les collectivités, et détectent les ruptures technologiques au plus près du terrain, ce "
        "que nul autre acteur ne fait aujourd’hui en France ni même en Europe.\n"
    )
    assert "la recherche et les collectivités, et détectent" in page.text


@pytest.mark.parametrize("bullet", ["•", ">", "-", "–", "●", "*", "·", "\uf0b7"])
def test_bullets(bullet: str) -> None:
    page = page_of(f"Il faut :\n\n{bullet}\tcréer un label ;\n\n{bullet}\tle faire vivre.\n")
    assert page.text == "Il faut :\n\n• créer un label ;\n• le faire vivre."


def test_a_dash_inside_a_paragraph_is_no_bullet() -> None:
    page = page_of(
        "La banque finance les entreprises à chaque étape de leur développement\n"
        "– en crédit, en garantie et en fonds propres. Elle les accompagne.\n"
    )
    assert "développement – en crédit" in page.text


def test_items_that_lost_their_bullets() -> None:
    text = (
        "Les pôles aident à développer la croissance et l’emploi sur des marchés clefs, et "
        "cela de plusieurs façons que la loi énumère, à savoir notamment les suivantes :\n"
        "en soutenant les activités à fort contenu technologique des entreprises ;\n"
        "en améliorant l’attractivité de la France.\n"
        "Le reste de ce document décrit ces façons une à une, avec leurs moyens, leurs effets "
        "et les limites que l’évaluation nationale a relevées dans chacun des territoires.\n"
    )
    items = [line for line in page_of(text).text.split("\n") if line.startswith("• ")]
    assert items == [
        "• en soutenant les activités à fort contenu technologique des entreprises ;",
        "• en améliorant l’attractivité de la France.",
    ]


BODY = (
    "En 2004, le gouvernement a ouvert un appel à candidatures pour réunir des entreprises et "
    "des laboratoires autour de projets communs, de formations et d’essais, dans chaque "
    "territoire.\n\n"
)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Politique des pôles", 3),
        ("Qu'est-ce qu'un pôle de compétitivité ?", 3),
        ("02 Une mission nationale", 2),
        ("2.1 Un sous-titre", 2),
        ("À PROPOS DE L'AGENCE", 1),
        ("**Une industrie souveraine**", 1),
        ("## Titre de niveau deux", 2),
        ("[bookmark: _Toc337205635]What is a cluster", 2),
        ("Mission 1: Be the voice of the clusters", 3),
    ],
)
def test_headings(title: str, level: int) -> None:
    page = page_of(f"{BODY}{title}\n\n{BODY}")
    shown = title.strip("#* ").split("]")[-1]
    assert headings_of(page) == [(level, shown)]


@pytest.mark.parametrize(
    "line",
    [
        "Jean Martin, Président de l’association",
        "20 000 adhérents",
        "Source : enquête de novembre 2025",
        "Une phrase courte, mais une phrase.",
        "contact@exemple.fr",
        "Tél. : 01 02 03 04 05",
        "Effectif : 12, 14 et 15",
    ],
)
def test_no_heading(line: str) -> None:
    page = page_of(f"{BODY}{line}\n\n{BODY}")
    assert headings_of(page) == []
    assert line in page.text


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_rows_of_a_table_saved_as_text_keep_their_header(delimiter: str) -> None:
    rows = ["Pôle;Région;Adhérents", "CARA;Nouvelle-Aquitaine;150", '"Lyon; biopôle";;260']
    text = "\n".join(rows).replace(";", delimiter) + "\n\nSource : le ministère, 2023.\n"
    assert page_of(text).text == (
        "Pôle : CARA · Région : Nouvelle-Aquitaine · Adhérents : 150\n"
        f"Pôle : Lyon{delimiter.replace(chr(9), '')} biopôle · Adhérents : 260\n\n"
        "Source : le ministère, 2023."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Lyon, le pôle de santé\nParis, le pôle du logiciel\nNantes, le pôle de la mer\n",
        "- recherche ;\n- innovation ;\n- formation ;\n",
        "3,5\n4,2\n6,1\n",
        "Pôle;Région\nCARA;Nouvelle-Aquitaine\n",
    ],
)
def test_lines_that_are_not_clearly_a_table_stay_lines(text: str) -> None:
    assert " · " not in page_of(text).text


def test_a_number_alone_numbers_the_title_below() -> None:
    page = page_of(f"{BODY}01\n\nUne politique publique\n\n{BODY}")
    assert headings_of(page) == [(2, "01 Une politique publique")]


def test_a_label_joins_its_title() -> None:
    page = page_of(f"{BODY}Financement des entreprises\nT H È M E  3\n\n{BODY}")
    assert headings_of(page) == [(2, "THÈME 3 – Financement des entreprises")]


def test_running_feet_and_page_numbers_are_dropped() -> None:
    foot = "Association – 1 rue Haute – Tél. : 01 02 03 04 05"
    pages = [
        f"La page {word} parle de {word}, longuement et sans se lasser, comme il se doit.\n\n{foot}"
        f"\n\n{number}"
        for number, word in enumerate(("un", "deux", "trois", "quatre"), 11)
    ]
    text = page_of("\f".join(pages)).text
    assert foot not in text
    assert "11" not in text
    assert text.count("longuement") == 4


def test_a_title_moved_to_the_end_of_its_page_is_put_back() -> None:
    first = "Un texte d’introduction qui tient sur la première page du document, sans titre.\n"
    second = (
        "Le dispositif est adapté à l’agriculture et à l’agroalimentaire, pour ne pas dire\n"
        "indispensable à leur avenir commun dans les territoires.\n\nLa place des pôles\n"
    )
    page = page_of(f"{first}\f{second}\f{first}")
    assert page.text.index("La place des pôles") < page.text.index("Le dispositif")
    assert headings_of(page) == [(3, "La place des pôles")]


CONTACT = "Association – 1 rue Haute – Tél. : 01 02 03 04 05"
LONG = "Les membres s’y engagent {} avec constance, dans la durée et sur tous les territoires.\n\n"


def paths_of(page: Page) -> list[tuple[str, str]]:
    """Each paragraph's first words, behind the titles that it stands under."""
    source = Source(id="s", title="T", publisher="P")
    return [
        (" > ".join(passage.headings), passage.text[:45])
        for passage in split_passages(source, (page,))
    ]


def test_a_part_whose_title_was_a_picture_ends_the_part_before() -> None:
    def part(name: str, word: str) -> str:
        chapter = f"Des emplois {word}s\nT H È M E  1\n\n" + LONG.format(word)
        return f"{name}Méthode\n\n" + LONG.format("ainsi") + f"\f{chapter}"

    titled = [part(f"{name}\nV O L E T\n\n", name.lower()) for name in ("Rural", "Urbain")]
    page = page_of("\f".join([LONG.format("déjà"), *titled, part("", "marin")]))
    assert [path for path, _ in paths_of(page)][1:] == [
        "VOLET – Rural > Méthode",
        "VOLET – Rural > THÈME 1 – Des emplois rurals",
        "VOLET – Urbain > Méthode",
        "VOLET – Urbain > THÈME 1 – Des emplois urbains",
        "Méthode",
        "THÈME 1 – Des emplois marins",
    ]


def test_a_running_head_gives_its_name_to_the_part_it_runs_over() -> None:
    def sheet(part: str, word: str) -> str:
        foot = f"Rapport 2025 | Volet {part}" if part else ""
        return LONG.format(word) + foot

    pages = [
        sheet("", "déjà"), sheet("Énergie", "un"), sheet("Énergie", "deux"), sheet("", "trois"),
        sheet("Climat", "quatre"), sheet("Climat", "cinq"),
    ]  # fmt: skip
    page = page_of("\f".join(pages))
    assert headings_of(page) == [(1, "Volet Énergie"), (1, "Volet Climat")]
    assert page.text.index("engagent deux") < page.text.index("Volet Climat")
    assert page.text.index("Volet Climat") < page.text.index("engagent trois")


def test_sub_titles_that_repeat_stand_under_the_title_of_their_chapter() -> None:
    def chapter(name: str) -> str:
        return "".join(
            f"{title}\n\n" + LONG.format(name.lower())
            for title in (name, "Actions menées", "Propositions nouvelles")
        )

    page = page_of("".join(chapter(name) for name in ("Compétences", "Énergie", "Eau")))
    levels = {text: level for level, text in headings_of(page)}
    assert levels["Énergie"] == levels["Compétences"] == levels["Eau"] == 3
    assert levels["Actions menées"] == levels["Propositions nouvelles"] == 4


def test_a_band_extracted_after_its_columns_is_put_back_above_them() -> None:
    series = "Actions menées\n\n" + LONG.format("un")
    pages = [LONG.format("déjà"), f"Énergie\n\n{LONG.format('ici')}" + series,
             series + f"Compétences\n\n{LONG.format('là')}",
             f"Eau\n\n{LONG.format('encore')}" + series]  # fmt: skip
    page = page_of("\f".join(pages))
    titles = [text for _, text in headings_of(page)]
    assert titles == ["Énergie", "Actions menées", "Compétences", "Actions menées", "Eau",
                      "Actions menées"]  # fmt: skip


def test_a_title_at_the_end_of_a_page_in_columns_is_put_back() -> None:
    items = ">\tUne première mesure pour les entreprises\n\n>\tUne autre pour les écoles\n\n"
    second = f"{items}NUMÉRIQUE INDUSTRIE\n\nINNOVATION\n\nPropositions prioritaires par thème\n"
    page = page_of(f"{LONG.format('un')}\f{second}\fAGRICULTURE\n\n{LONG.format('deux')}")
    assert page.text.index("Propositions prioritaires") < page.text.index("Une première mesure")


def test_a_footnote_call_leaves_its_word() -> None:
    page = page_of(
        "Un avis technico-économique1 peut être demandé sur certains projets étudiés.\n\n"
        "1 Sous réserve des règles de confidentialité.\n"
    )
    assert page.text == (
        "Un avis technico-économique peut être demandé sur certains projets étudiés.\n\n"
        "Note 1 : Sous réserve des règles de confidentialité."
    )


def test_formulas_and_names_keep_their_figures() -> None:
    text = "Le pôle EMC2 réduit le CO2 de 35 % et les D3E, d’après 2 500 mesures faites en 2024."
    assert page_of(text + "\n\n2 500 Nantais.\n").text.startswith(text)


def test_a_table_of_contents_is_dropped() -> None:
    contents = "Le contexte ............ 3\nLes moyens . . . . . . . 12\nAnnexes .......... iv\n\n"
    assert page_of(contents + BODY).text == BODY.strip()


def test_short_lines_stay_one_a_line() -> None:
    page = page_of("Agence régionale\n4 place Haute\n25000 Besançon\nTél : 03 81\n\n" + BODY * 3)
    assert page.text.startswith("Agence régionale\n4 place Haute\n25000 Besançon\nTél : 03 81\n\n")


@given(st.text(st.sampled_from("aé 1.-•\n\t:;?ABÉ(«»\f0"), max_size=300))
def test_any_text_gives_headings_inside_the_text(text: str) -> None:
    for page in read(text.encode()).pages:
        for heading in page.headings:
            assert 0 <= heading.start < heading.end <= len(page.text)
            assert "\n" not in page.text[heading.start : heading.end]
        assert page.text == page.text.strip()
        assert "\n\n\n" not in page.text
