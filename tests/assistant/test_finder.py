"""The finder on a small corpus: what is understood, ranked, proved, declined."""

from __future__ import annotations

import csv
import datetime
from dataclasses import replace

import pytest

from assistant.exports.sheet import build_sheet, check_format, write_deliverable
from assistant.finder import Finder
from assistant.matching.batch import csv_safe, run_batch
from assistant.records import Citation
from ingest.encode import HashingEncoder
from ingest.errors import UsageError
from ingest.records import Span
from ingest.registry import load_corpus
from tests.assistant.finder_corpus import write_corpus

PLASTICS = "PME à Oyonnax, injection plastique, cherche un projet de R&D"


@pytest.fixture(scope="module")
def finder(tmp_path_factory):
    folder = write_corpus(tmp_path_factory.mktemp("base") / "corpus")
    return Finder(load_corpus(folder), HashingEncoder())


def reason(match, criterion):
    return next(r for r in match.reasons if r.criterion == criterion)


def test_criteria_keep_the_words_that_said_them(finder):
    criteria = finder.understand(PLASTICS)
    first = criteria.sectors[0]
    assert (first.key, first.matched) == ("plasturgie", "injection plastique")
    assert [c.key for c in criteria.technologies] == ["polymeres"]
    assert [c.key for c in criteria.regions] == ["Auvergne-Rhône-Alpes"]
    assert [c.key for c in criteria.needs] == ["projets-rd"]
    assert (criteria.size, criteria.language, criteria.places) == ("pme", "fr", ("Oyonnax",))


def test_the_first_match_has_its_reasons_and_citations(finder):
    match = finder.find(PLASTICS).matches[0]
    assert (match.pole, match.region) == ("plastia", "Auvergne-Rhône-Alpes")
    assert match.website == "https://plastia.example"
    sector = reason(match, "Secteur : Plasturgie et caoutchouc")
    assert sector.verdict == "oui"
    statement = "En 2026, Plastia est le seul pôle français des plastiques et du caoutchouc."
    assert sector.proof.quote == statement
    assert (sector.proof.page, sector.proof.section) == ("3", "")
    region = reason(match, "Région : Auvergne-Rhône-Alpes")
    assert region.proof.quote == "En 2026, Plastia réunit les plasturgistes d'Auvergne-Rhône-Alpes."
    assert reason(match, "Besoin : Montage et labellisation de projets de R&D").verdict == "oui"


def test_every_yes_is_proved_word_for_word(finder):
    texts = {s.text for pole in finder.corpus.poles.values() for s in pole.statements}
    values = {"e-sante", "europe", "Occitanie", "Bretagne"}  # as the fields hold them
    seen = set()
    for text in (
        PLASTICS,
        "Logiciel de télésurveillance des patients, Rennes",
        "Capteurs pour eaux usées à Montpellier, besoin d'un projet européen",
    ):
        for match in finder.find(text).matches:
            for cell in match.reasons:
                if cell.verdict == "oui":
                    assert cell.proof.quote in texts | values
                    seen.add(cell.proof.quote)
    assert seen & values
    assert seen & texts


def test_json_has_the_contract_and_citations_have_the_answer_s_keys(finder):
    found = finder.find(PLASTICS).to_dict()
    assert {"matches", "declined", "message"} <= set(found)
    match = found["matches"][0]
    assert {"pole", "name", "region", "website", "score", "reasons"} <= set(match)
    assert all(set(r) == {"criterion", "verdict", "quote", "citation"} for r in match["reasons"])
    numbers = [r["citation"]["n"] for m in found["matches"] for r in m["reasons"] if r["citation"]]
    assert numbers == list(range(1, len(numbers) + 1))
    span = Span(1, 0, 0)
    cited = Citation(1, "", "", "", "", "", "", "", "", "", span).to_dict()
    assert set(match["reasons"][0]["citation"]) == set(cited)


def test_a_competent_pole_outside_the_region_says_so(finder):
    match = finder.find("Injection plastique", regions=["Bretagne"]).matches[0]
    assert match.pole == "plastia"
    cell = reason(match, "Région : Bretagne")
    assert cell.verdict == "non"
    assert cell.proof.quote == "Auvergne-Rhône-Alpes"
    assert cell.proof.section == "fiche « Plastia », régions, 2026"
    assert match.notes[0] == "Compétent, mais hors région : Plastia couvre Auvergne-Rhône-Alpes."
    assert match.notes[1].startswith("Portée nationale")


def test_what_the_record_does_not_say_is_not_documented(finder):
    match = finder.find("Cybersécurité à Lyon, besoin de financement").matches[0]
    assert match.pole == "numera"
    assert reason(match, "Région : Auvergne-Rhône-Alpes").verdict == "non documenté"
    need = reason(match, "Besoin : Accès au financement public et privé")
    assert (need.verdict, need.proof) == ("non documenté", None)
    assert match.notes[0].startswith("Région non documentée")
    assert match.website == ""


def test_a_service_is_proved_by_what_is_done_for_companies_not_by_a_project_s_story(finder):
    """A member that exports, or a project that was paid for, is no service of the pôle."""
    needs = ["international", "financement", "competences"]
    hydria = finder.find("Réutilisation des eaux usées", needs=needs).matches[0]
    assert hydria.pole == "hydria"
    verdicts = {r.key: r.verdict for r in hydria.reasons if r.field == "need"}
    assert verdicts == {
        "international": "non documenté",
        "financement": "non documenté",
        "competences": "oui",
    }


def test_a_text_that_tells_no_activity_matches_nothing(finder, monkeypatch):
    """However like a company it looks: a match would have no reason to show."""
    monkeypatch.setattr(finder, "_alike", lambda criteria: ({"plastia": 1.0}, 1.0))
    for said in ("Bonjour", "asdf qwer zxcv", "PME de 40 salariés à Nantes"):
        finding = finder.find(said)
        assert (finding.declined, finding.matches) == (True, ())


def test_the_employment_office_in_a_signature_is_no_need_of_skills(finder):
    for text in (
        "Injection plastique. Transmis par Pôle Emploi",
        "Injection plastique, 20 emplois",
    ):
        assert "competences" not in [item.key for item in finder.understand(text).needs]
    read = finder.understand("Injection plastique, cinq offres d'emploi sans réponse")
    assert "competences" in [item.key for item in read.needs]


def test_a_sector_that_the_record_leaves_out_is_no(finder):
    matches = finder.find("Logiciel pour hôpitaux").matches
    by_pole = {match.pole: match for match in matches}
    assert reason(by_pole["medica"], "Secteur : Numérique").verdict == "non"


def test_a_sector_of_which_a_technology_of_the_record_is_a_part_is_not_ruled_out(finder):
    (plastia,) = [m for m in finder.find("Matériaux composites").matches if m.pole == "plastia"]
    assert "composites" in [t for fact in finder.corpus.poles["plastia"].technologies
                            for t in fact.value]  # fmt: skip
    assert reason(plastia, "Secteur : Matériaux").verdict == "non documenté"


def test_the_region_decides_between_equals_and_the_score_is_its_sum(finder):
    near = finder.find("Dispositif médical connecté, logiciel", regions=["Bretagne"])
    assert near.matches[0].pole == "medica"
    for match in near.matches:
        assert match.score == pytest.approx(sum(value for _, value in match.parts))
        assert 0 < match.score <= 1


def test_an_ocean_counts_more_than_a_border(finder):
    (plastia, *_) = [p for p in finder._profiles if p.pole.id == "plastia"]
    far = replace(plastia, regions=replace(plastia.regions, value=("La Réunion",)))

    def worth(profile, place):
        return finder._ranker.region(
            profile, finder.understand("Injection plastique", regions=[place])
        )

    assert worth(plastia, "Ain") == 1.0
    assert worth(plastia, "Marseille") == finder.weights.neighbour
    assert worth(far, "Saint-Pierre (974)") == 1.0
    assert worth(far, "Lille") == finder.weights.overseas < 0


@pytest.mark.parametrize(
    "description",
    [
        "Salon de coiffure à Dijon, deux coiffeuses",
        "Cabinet d'avocats en droit de la famille",
        "Small law firm in Paris",
        "Auto-école associative",
        "Vente de chaussures en ligne",
        "Traductrice indépendante espagnol-français",
    ],
)
def test_what_no_pole_deals_with_is_declined(finder, description):
    finding = finder.find(description)
    assert finding.declined
    assert finding.matches == ()
    expected = "Aucun pôle" if finding.criteria.language == "fr" else "No pôle"
    assert finding.message.startswith(expected)


def test_a_maker_whose_customers_are_restaurants_is_not_declined(finder):
    finding = finder.find("Emballages plastiques recyclés pour la restauration rapide")
    assert not finding.declined
    assert finding.matches[0].pole == "plastia"


def test_a_refusal_names_the_nearest_themes(finder):
    message = finder.find("Garage de réparation automobile, Vannes").message
    assert "« Garage de réparation » n'est pas une activité" in message
    assert "Automobile et mobilités routières" in message


def test_a_former_pole_leads_to_its_successor_and_is_no_match(finder):
    finding = finder.find("Adhérents de Pôle Moulage Ain : moules pour plastiques")
    assert finding.matches[0].pole == "plastia"
    assert "moulage" not in {match.pole for match in finding.matches}
    assert finding.message.endswith("Moulage n'est plus labellisé ; il a pour suite Plastia.")


def test_a_trade_that_bears_a_pole_s_name_is_not_that_pole():
    from assistant.finder import load_finder

    finder = load_finder()
    plain = finder.understand("Logiciel de gestion des risques pour les communes")
    assert plain.former_poles == ()
    assert "risques" in [item.key for item in plain.sectors]
    assert finder.understand("Ancien membre de Gestion des Risques").former_poles
    assert finder.understand("membre du pole risques").former_poles
    assert finder.understand("membre du pôle Fibres, papier").former_poles == ("fibres",)
    assert finder.understand("Fibres techniques, papier").former_poles == ()


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Injection plastique à Tours et à Pau", ["Centre-Val de Loire", "Nouvelle-Aquitaine"]),
        ("Plastics moulder in Lyon and Rennes", ["Auvergne-Rhône-Alpes", "Bretagne"]),
        ("Injection plastique à Lyon, qui livre ses clients à Lille", ["Auvergne-Rhône-Alpes"]),
    ],
)
def test_places_said_in_one_breath_are_all_meant(finder, text, regions):
    assert [c.key for c in finder.understand(text).regions] == regions


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("Injection plastique, réseau fédéré de plasturgistes", "europe"),
        ("Injection plastique pour un club d'équitation", "mise-en-reseau"),
    ],
)
def test_a_word_that_only_resembles_a_need_is_none(finder, text, need):
    assert need not in [c.key for c in finder.understand(text).needs]


def test_a_word_that_only_resembles_a_sector_is_none(finder):
    for text in ("An alert app for parents", "Une alerte pour les abonnés d'un journal"):
        assert "risques" not in [c.key for c in finder.understand(text).sectors]
    for text in ("Système d'alerte aux crues", "Dossier FEDER et club d'entreprises"):
        criteria = finder.understand(text)
        assert {"risques", "europe", "mise-en-reseau"} & {
            c.key for c in (*criteria.sectors, *criteria.needs)
        }


def test_a_criterion_that_is_removed_is_searched_for_no_more(finder):
    read = finder.understand(PLASTICS)
    assert finder.changed(read) == read
    left = finder.changed(read, ["region:Auvergne-Rhône-Alpes", "technology:polymeres"])
    assert [item.id for item in left.all] == ["sector:plasturgie", "need:projets-rd"]
    assert {r.field for r in finder.search(left).matches[0].reasons} <= {"sector", "need", "text"}


def test_a_theme_that_the_user_adds_is_searched_for(finder):
    read = finder.understand(PLASTICS)
    more = finder.changed(read, ["sector:plasturgie"], ["sector:eau", "technology:drones"])
    assert "sector:plasturgie" not in [item.id for item in more.all]
    assert {"sector:eau", "technology:drones"} <= {item.id for item in more.all}
    assert "Hydria" in [match.name for match in finder.search(more).matches]
    with pytest.raises(UsageError, match="nulle-part"):
        finder.changed(read, added=["sector:nulle-part"])


def test_given_regions_and_needs_replace_those_of_the_text(finder):
    criteria = finder.understand(
        PLASTICS, regions=["Languedoc-Roussillon"], needs=["Projets européens", "financement"]
    )
    assert [c.key for c in criteria.regions] == ["Occitanie"]
    assert [c.key for c in criteria.needs] == ["europe", "financement"]


def test_changed_criteria_can_be_searched_again(finder):
    read = finder.understand("Salon de coiffure : capteurs pour eaux usées")
    every = [item.id for item in read.all]
    changed = finder.changed(read, every, ["sector:eau", "region:Nîmes", "need:europe"])
    assert [item.key for item in changed.all] == ["eau", "Occitanie", "europe"]
    assert finder.search(changed).matches[0].pole == "hydria"
    with pytest.raises(UsageError, match="'magie'"):
        finder.changed(read, added=["sector:magie"])
    criteria = finder.understand("Capteurs pour eaux usées")
    water = tuple(item for item in criteria.sectors if item.key == "eau")
    assert (
        finder.search(replace(criteria, sectors=water, technologies=())).matches[0].pole == "hydria"
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"description": "  "}, "is empty"),
        ({"description": "123 !"}, "is empty"),
        ({"description": PLASTICS, "regions": ["Atlantide"]}, "Atlantide"),
        ({"description": PLASTICS, "needs": ["zzz"]}, "need 'zzz'"),
        ({"description": PLASTICS, "top": 0}, "--top 0"),
    ],
)
def test_bad_calls_say_what_to_do(finder, call, message):
    with pytest.raises(UsageError, match=message):
        finder.find(**call)


def test_top_limits_and_a_long_text_is_cut_with_a_note(finder):
    finding = finder.find("injection plastique " * 400, top=1)
    assert len(finding.matches) == 1
    assert "6000" in finding.criteria.notes[0]


def test_two_runs_give_the_same(finder):
    assert finder.find(PLASTICS).to_dict() == finder.find(PLASTICS).to_dict()


# The deliverable.


def test_the_sheet_points_each_yes_to_its_evidence(finder):

    sheet = build_sheet(finder.corpus, finder.find(PLASTICS), datetime.date(2026, 3, 1))
    assert sheet.head[:2] == ("Critère", "Plastia")
    sector = next(row for row in sheet.rows if row[0] == "Secteur : Plasturgie et caoutchouc")
    assert sector[1] == "oui [1]"
    assert sheet.evidence[0].proof.quote.startswith("En 2026, Plastia est le seul pôle")
    assert sheet.evidence[0].source == (
        "Note sur les pôles, DGE, 2026-01-05, p. 3, https://example.org/note"
    )
    assert sheet.footer.startswith("Établi le 2026-03-01 sur le corpus des pôles, état 2026")
    assert sheet.steps[0] == (
        "Prendre contact avec Plastia par son site et lui soumettre le projet : "
        "https://plastia.example."
    )


@pytest.mark.parametrize("ending", [".md", ".docx", ".pdf", ".csv"])
@pytest.mark.parametrize("text", [PLASTICS, "Salon de coiffure", "AI | software <b>& sensors"])
def test_the_deliverable_is_written_in_every_format(finder, tmp_path, ending, text):
    path = tmp_path / f"comparaison{ending}"
    write_deliverable(finder.corpus, finder.find(text), path)
    data = path.read_bytes()
    assert data.startswith(
        {".md": b"# ", ".docx": b"PK", ".pdf": b"%PDF", ".csv": b"\xef\xbb"}[ending]
    )


def test_a_description_is_no_markup_in_the_markdown_sheet(finder, tmp_path):
    path = tmp_path / "comparaison.md"
    hostile = f"{PLASTICS} [ici](https://evil.example) <b>gras</b> | *fin*"
    write_deliverable(finder.corpus, finder.find(hostile), path)
    line = next(x for x in path.read_text("utf-8").splitlines() if x.startswith("> "))
    assert r"\[ici\](https\://evil.example) \<b\>gras\</b\> \| \*fin\*" in line


def test_the_pdf_is_one_page_and_holds_the_quotes(finder, tmp_path):
    from pypdf import PdfReader

    path = tmp_path / "comparaison.pdf"
    write_deliverable(finder.corpus, finder.find(PLASTICS), path)
    reader = PdfReader(path)
    assert reader.metadata.author == "Pôles de compétitivité"
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    assert "En 2026, Plastia est le seul pôle français" in text
    assert "Étapes suivantes" in text


def test_the_word_file_holds_the_grid(finder, tmp_path):
    from docx import Document

    path = tmp_path / "comparaison.docx"
    write_deliverable(finder.corpus, finder.find(PLASTICS), path)
    document = Document(str(path))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Critère", "Plastia"]
    assert "tblHeader" in table.rows[0]._tr.xml
    properties = document.core_properties
    assert (properties.author, properties.language) == ("Pôles de compétitivité", "fr-FR")
    assert properties.created.date() == datetime.datetime.now(datetime.UTC).date()
    assert 'w:val="en-US"' not in document.styles.element.xml


def test_an_unknown_ending_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UsageError, match=r"\.docx"):
        check_format(tmp_path / "comparaison.odt")


@pytest.mark.parametrize("value", ["=1+1", "+33", "-2", "@x", "\tx", " =1+1", "＝1"])
def test_a_cell_never_starts_a_formula(value):
    assert csv_safe(value) == f"'{value}"


def test_a_field_is_shown_in_words_and_quoted_as_it_stands(finder, tmp_path):
    finding = finder.find("Eaux usées à Montpellier, besoin d'un projet européen")
    (proof,) = [r.proof for r in finding.matches[0].reasons if r.key == "europe"]
    label = finder.corpus.vocabulary.services["europe"].fr
    assert (proof.quote, proof.field) == ("europe", f"Fiche : service {label}")
    for ending in (".md", ".csv"):
        path = tmp_path / f"comparaison{ending}"
        write_deliverable(finder.corpus, finding, path)
        text = path.read_text("utf-8-sig")
        assert proof.field in text
        assert "« europe »" not in text
    english = finder.find("Wastewater treatment, looking for a European project")
    fields = [
        r.proof.field for m in english.matches for r in m.reasons if r.key == "europe" and r.proof
    ]
    assert fields == [f"Record: service {finder.corpus.vocabulary.services['europe'].en}"]


def test_how_many_fit_is_not_how_many_are_shown(finder):
    text = "Logiciel de télésurveillance des patients"
    every = finder.find(text, top=50)
    one = finder.find(text, top=1)
    assert every.fitting == len(every.matches) == one.fitting > 1
    assert len(one.matches) == 1
    assert one.message.startswith(
        f"{len(every.matches)} pôles ont un rapport avec l'activité (nombre montré : 1)"
    )
    assert "montré" not in every.message


# The batch.


def test_a_batch_writes_matches_refusals_and_errors(finder, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(
        "Nom;Activité;Région;Besoins\n"
        "a;Injection plastique;Ain;europe|financement\n"
        "b;Salon de coiffure;;\n"
        "c;Injection plastique;Atlantide;\n"
        "\n"
        "=d;Traitement des eaux usées;Occitanie;\n".encode("cp1252")
    )
    told = []
    report = run_batch(finder, source, target, 1, lambda done, total: told.append((done, total)))
    assert (report.rows, report.matched, report.declined) == (4, 2, 1)
    assert len(report.errors) == 1
    assert report.errors[0].startswith("line 4: no place of France")
    assert told[-1] == (4, 4)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["pole"]) for row in rows] == [
        ("a", "plastia"),
        ("b", ""),
        ("c", ""),
        ("'=d", "hydria"),
    ]
    assert rows[1]["message"].startswith("Aucun pôle")
    assert "Atlantide" in rows[2]["error"]


def test_a_batch_without_descriptions_is_refused(finder, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("nom,ville\na,Lyon\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no column"):
        run_batch(finder, source, tmp_path / "out.csv", 1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "no text file"),
        (b"id,description,description\n1,a,b\n", "several columns “description”"),
        (b'id,description\n1,"robots a Angers\n2,velos a Lyon\n', "line 2: a quotation mark"),
        (b"", "no column"),
    ],
)
def test_a_batch_that_is_no_clean_csv_is_refused_before_anything_is_written(
    finder, tmp_path, data, message
):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        run_batch(finder, source, target, 1)
    assert not target.exists()


def test_a_batch_never_overwrites_its_companies(finder, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("description\nInjection plastique\n", encoding="utf-8")
    with pytest.raises(UsageError, match="would overwrite"):
        run_batch(finder, source, source, 1)
    assert source.read_text(encoding="utf-8") == "description\nInjection plastique\n"


def test_a_batch_reads_utf_16_and_cells_of_several_lines(finder, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    text = 'id\tdescription\r\na\t"Injection\r\nplastique"\r\nb\t' + "usinage " * 20_000 + "\r\n"
    source.write_bytes(text.encode("utf-16"))
    report = run_batch(finder, source, target, 1)
    assert (report.rows, report.errors) == (2, ())
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["id"]) for row in rows][:2] == [("2", "a"), ("4", "b")]
    assert rows[0]["pole"] == "plastia"


def test_themes_that_the_user_gives_silence_the_description(finder):
    """Who replaces "plasturgie" by "santé" no longer means the plastics company of the text."""
    read = finder.understand(PLASTICS)
    assert not finder.changed(read, added=["region:Bretagne"]).retold
    given = finder.changed(read, ["sector:plasturgie"], ["sector:sante"])
    assert given.retold
    assert finder.changed(given, added=["need:europe"]).retold


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Salon de coiffure, deux fauteuils", "Salon de coiffure"),
        ("Solid soaps sold to hotel chains", ""),
        ("Nous équipons les salons de coiffure", ""),
        ("Un prêt pour ouvrir un salon de coiffure", "salon de coiffure"),
    ],
)
def test_a_local_trade_that_is_the_customer_is_not_the_activity(finder, text, trade):
    assert finder.understand(text).local_trade == trade


def test_trades_are_named_customers_aside(finder):
    read = finder.understand("Logiciel pour salons de coiffure, et petit pressing à Agen")
    assert read.trades == ("pressing",)
