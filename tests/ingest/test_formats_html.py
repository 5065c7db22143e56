"""HTML: main content, structure, metadata, depth."""

from __future__ import annotations

import pytest

from ingest.formats.html import read

TEXT = "Un paragraphe assez long pour que la page ait un contenu, avec des accents et des espaces."


def text_of(body: str, head: str = "") -> str:
    page = f"<!DOCTYPE html><html lang='fr'><head>{head}</head><body>{body}</body></html>"
    return "\n".join(p.text for p in read(page.encode()).pages)


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>à jeter</nav>",
        "<header>à jeter</header>",
        "<footer>à jeter</footer>",
        "<aside>à jeter</aside>",
        "<div class='cookie-banner'>à jeter</div>",
        "<ul id='breadcrumb'><li>à jeter</li></ul>",
        "<div role='navigation'>à jeter</div>",
        "<p hidden>à jeter</p>",
        "<p style='display: none'>à jeter</p>",
        "<script>à jeter</script><style>à jeter</style>",
        "<form><button>à jeter</button></form>",
    ],
)
def test_furniture_is_dropped(furniture: str) -> None:
    assert text_of(f"{furniture}<p>{TEXT}</p>{furniture}fin") == f"{TEXT}\n\nfin"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Les dépenses baissent.<sup>1</sup> Puis", "Les dépenses baissent. Puis"),
        ("le « label »<sup>12</sup> de 2005", "le « label » de 2005"),
        ("56 pôles<sup><a href='#n3'>[3]</a></sup> en 2019", "56 pôles en 2019"),
        ("300 m<sup>2</sup> et 10<sup>3</sup> fois", "300 m2 et 103 fois"),
        ("le 1<sup>er</sup> juillet", "le 1er juillet"),
    ],
)
def test_a_footnote_call_is_no_text(written: str, read_as: str) -> None:
    assert text_of(f"<p>{TEXT} {written}</p>") == f"{TEXT} {read_as}"


HIDDEN = [
    "color:white;font-size:0",
    "color: #FFFFFF",
    "color:#fff; background-color: white",
    "color:rgb(254, 254, 254)",
    "background:#000;color:black",
    "color:transparent",
    "font-size: 0px",
    "font-size:.5px",
    "opacity: 0",
    "opacity:0.0 !important",
    "visibility:hidden",
    "position:absolute; left:-9999px",
    "position: fixed; top: -10000px;",
    "text-indent:-9999px",
    "width:0;height:0;overflow:hidden",
    "clip: rect(0,0,0,0); position:absolute",
    "display : none",
]
SHOWN = [
    "color:white;background:#003366",
    "color:#333",
    "font-size:10px",
    "font-size:0.9em",
    "opacity:0.8",
    "opacity:.05",
    "position:absolute;left:-5px",
    "text-indent:-12px",
    "margin-left:-15px",
    "width:100%;overflow:hidden",
    "color:inherit",
]


@pytest.mark.parametrize("style", HIDDEN)
@pytest.mark.parametrize("tag", ["p", "div", "span"])
def test_what_is_not_seen_is_not_read(style: str, tag: str) -> None:
    body = f"<p>{TEXT}</p><{tag} style='{style}'>présidé par Attila <b>et lui</b></{tag}><p>fin</p>"
    assert text_of(body) == f"{TEXT}\n\nfin"


@pytest.mark.parametrize("style", SHOWN)
def test_what_is_seen_is_read(style: str) -> None:
    assert "présidé par Anne" in text_of(f"<p>{TEXT}</p><p style='{style}'>présidé par Anne</p>")


def test_what_hides_from_screen_readers_alone_is_read() -> None:
    assert text_of(f"<p>{TEXT}</p><p aria-hidden='true'>fin</p>") == f"{TEXT}\n\nfin"


def test_white_text_is_read_where_a_style_sheet_may_darken_its_ground() -> None:
    banner = "<div class='dark'><p style='color:white'>fin</p></div>"
    assert text_of(f"<p>{TEXT}</p>{banner}") == f"{TEXT}\n\nfin"
    inner = "<div style='font-size:0'><p style='font-size:14px'>fin</p></div>"
    assert text_of(f"<p>{TEXT}</p>{inner}") == f"{TEXT}\n\nfin"
    white = "<body bgcolor='#ffffff'><p class='a'>x</p><p><font color='white'>Attila</font></p>"
    assert "Attila" not in text_of(f"<p>{TEXT}</p>{white}")


def test_an_unclosed_menu_does_not_swallow_the_page() -> None:
    assert TEXT in text_of(f"<nav>menu<p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p>")


def test_main_content() -> None:
    assert text_of(f"<div>autour</div><main><p>{TEXT}</p></main><div>après</div>") == TEXT


def test_structure() -> None:
    page = read(
        f"<h1>Titre <em>un</em></h1><p>{TEXT}<br>Suite.</p><ul><li>un<ul><li>deux</li></ul></li>"
        "</ul><ol start=3><li>trois<li><p>quatre</p></ol><h2>Titre 2</h2>fin".encode()
    ).pages[0]
    assert page.text == (
        f"Titre un\n\n{TEXT} Suite.\n\n• un\n• deux\n• 3. trois\n• 4. quatre\n\nTitre 2\n\nfin"
    )
    assert [(h.level, page.text[h.start : h.end]) for h in page.headings] == [
        (1, "Titre un"),
        (2, "Titre 2"),
    ]


def test_tables() -> None:
    table = (
        "<table><thead><tr><th>Région<th>Pôles</thead>"
        "<tr><td>Bretagne<td>4</tr><tr><td>Corse<td><p>1</p></tr></table>"
    )
    assert text_of(table) == "Région : Bretagne · Pôles : 4\nRégion : Corse · Pôles : 1"


def test_a_layout_table_is_text() -> None:
    assert text_of(f"<table><tr><td>{TEXT * 4}</td></tr></table>") == TEXT * 4


def test_metadata() -> None:
    document = read(
        "<html lang='fr-FR'><head><title>Les pôles | DGE</title>"
        "<meta property='article:published_time' content='2023-03-27T10:00:00'>"
        f"<meta property='og:site_name' content='DGE'></head><body><p>{TEXT}</body>".encode()
    )
    assert document.title == "Les pôles | DGE"
    assert document.publisher == "DGE"
    assert document.date == "2023-03-27"
    assert document.language == "fr"


def test_the_declared_charset_is_used_when_it_is_right() -> None:
    page = f"<meta charset='iso-8859-1'><p>{TEXT} 20 € à l’été</p>"
    assert read(page.encode("cp1252")).pages[0].text == f"{TEXT} 20 € à l’été"


def test_a_wrong_charset_is_not() -> None:
    assert read(f"<meta charset=utf-8><p>{TEXT} été".encode("cp1252")).pages[0].text.endswith("été")


def test_depth_costs_nothing() -> None:
    deep = "<div>" * 50_000 + f"<p>{TEXT}</p>" + "</div>" * 50_000 + "<p>après</p>"
    text = text_of(deep)
    assert TEXT in text
    assert "après" in text
