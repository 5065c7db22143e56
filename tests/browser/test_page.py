"""The page in Chromium, as a new user meets it."""

from __future__ import annotations

import re
import time
from itertools import groupby

import pytest

from tests.assistant.doors import HOSTILE
from tests.assistant.fake_model import endpoint
from tests.browser.conftest import serving

QUESTION = "Combien de membres compte Hippolia en Normandie en 2016 ?"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def ask(page, question):
    known = page.locator(".exchange").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator(".exchange").nth(known).wait_for()
    return page.locator(".exchange").nth(known)


SHOWN = {
    "Questions": ".chat",
    "Trouver un pôle": "#company textarea",
    "Documents": ".coverage .bars",
    "Conversations": ".conversations [role=status]",
    "Qualité": ".quality",
    "Réglages": "form.settings[data-ready]",
}
"""Tab → what is there when it is complete."""


def go(page, name):
    """Open a tab, and wait until it is complete."""
    choose(page, name)
    page.locator(SHOWN[name]).first.wait_for()


def choose(page, name):
    """Open a tab, from the menu where the screen is too narrow to show it."""
    tab = page.get_by_role("tab", name=name, exact=True)
    if tab.count() and tab.first.is_visible():
        tab.first.click()
    else:
        page.locator(".overflow-menu > button").click()
        page.locator(".overflow-dropdown button", has_text=name).click()


def test_an_answer_its_citation_and_the_highlight(open_page, address, shoot):
    page = open_page()
    shoot(page, "01-welcome")
    exchange = ask(page, QUESTION)
    shoot(page, "02-answer", full_page=True)
    cites = exchange.locator("a.cite")
    quotes = exchange.locator(".sources blockquote")
    assert cites.count() == exchange.locator(".sources li").count() > 0
    given = page.request.post(f"{address}/api/ask", data={"question": QUESTION}).json()
    said = [quote for quote, _ in groupby(citation["quote"] for citation in given["citations"])]
    assert quotes.all_inner_texts() == said  # once, whatever the number of its sources
    shown = exchange.locator(".answer").inner_text()
    assert re.sub(r"\s*\[(\d+)\]", r"\1", given["answer"]) == shown
    quote = quotes.first.inner_text()
    cites.first.click()
    mark = page.locator("#viewer mark")
    mark.first.wait_for()
    assert "".join(mark.all_inner_texts()) == quote
    assert mark.first.evaluate("e => document.activeElement === e")
    box, view = mark.first.bounding_box(), page.locator("#viewer").bounding_box()
    assert view["y"] < box["y"] < view["y"] + view["height"]
    shoot(page, "03-viewer")
    page.keyboard.press("Escape")
    assert not page.locator("#viewer[open]").count()
    assert cites.first.evaluate("e => document.activeElement === e")


UNTIL_SEEN = """question => new Promise(seen => {
  const exchanges = document.querySelector(".chat .exchanges");
  new MutationObserver((_, observer) => {
    if (exchanges.querySelector(".exchange:last-child")) {
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now() - began)));
    }
  }).observe(exchanges, { childList: true });
  const box = document.querySelector("#question textarea");
  box.value = question;
  const began = performance.now();
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
})"""
"""Presses Enter; gives the milliseconds until the answer has been painted."""


def waiting_share():
    """Seconds that pass here for a second of work: 1 on a machine at rest."""
    began, spent = time.perf_counter(), time.process_time()
    sum(range(3_000_000))
    return max(1.0, (time.perf_counter() - began) / (time.process_time() - spent))


def test_a_first_answer_is_visible_soon_after_enter(open_page):
    page = open_page()
    ask(page, QUESTION)
    times = []
    for question in (
        "Que fait Hippolia ?",
        "Combien de pôles en 2019 ?",
        "Que fait le FUI ?",
        "Qui préside Minalogic ?",
        "Où est Cap Digital ?",
    ):
        share = waiting_share()
        times.append(page.evaluate(UNTIL_SEEN, question) / share)
    # The bar is 300 ms on a machine at rest; this one may be busy, now more and now less.
    assert min(times) < 300, times


def test_a_follow_up_says_how_it_was_understood_and_can_be_edited(open_page, shoot):
    page = open_page()
    ask(page, "Qui préside Aerospace Valley ?")
    exchange = ask(page, "Et combien de membres ?")
    understood = exchange.locator(".understood q").inner_text()
    assert "Aerospace Valley" in understood
    exchange.get_by_role("button", name="Modifier").click()
    assert page.input_value("#question textarea") == understood
    shoot(page, "04-follow-up", full_page=True)


def test_a_refusal_lists_no_source_and_offers_questions_that_work(open_page, shoot):
    page = open_page()
    exchange = ask(page, "xyzzy plugh")
    assert "declined" in exchange.get_attribute("class")
    assert not exchange.locator(".sources").count()
    offered = exchange.locator("button.example")
    offered.first.wait_for()  # each has been asked meanwhile
    shoot(page, "05-refusal", full_page=True)
    offered.first.click()
    page.locator(".exchange.answered").wait_for()


def test_every_example_is_answered(open_page):
    page = open_page()
    examples = page.locator(".welcome button.example")
    for number in range(examples.count()):
        examples.nth(number).click()
        page.locator(".exchange").wait_for()
        assert page.locator(".exchange.answered, .exchange.partial").count() == 1
        page.click("#new-conversation")
    assert number >= 2


def test_markup_in_questions_titles_and_quotes_is_shown_and_never_run(open_page, shoot):
    page = open_page()
    exchange = ask(page, f"Combien de membres compte Zorglub {HOSTILE} ?")
    assert HOSTILE in exchange.locator(".asked").inner_text()
    assert HOSTILE in exchange.locator(".source-title").first.inner_text()
    assert HOSTILE in exchange.locator("blockquote").first.inner_text()
    assert not exchange.locator("a[href^=javascript]").count()
    exchange.locator("a.cite").first.click()
    page.locator("#viewer mark").first.wait_for()
    shoot(page, "06-hostile")
    assert page.watch.dialogs == []
    assert not page.locator("img[src=x], .exchange script, #viewer script").count()


def test_verdict_and_reason(open_page):
    page = open_page()
    exchange = ask(page, QUESTION)
    button = exchange.get_by_role("button", name="Pas utile")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    exchange.get_by_label("Pourquoi ? (facultatif)").fill("trop court")
    with page.expect_response("**/api/feedback") as posted:
        exchange.get_by_role("button", name="Envoyer").click()
    assert posted.value.status == 204
    go(page, "Qualité")
    page.get_by_role("cell", name="trop court").wait_for()


def test_copy_gives_the_sources_too(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    exchange = ask(page, QUESTION)
    exchange.get_by_role("button", name="Copier avec les sources").click()
    page.get_by_role("button", name="Copié").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert exchange.locator("blockquote").first.inner_text() in copied
    assert "[1]" in copied


def test_the_history_finds_opens_renames_and_deletes(open_page, shoot):
    page = open_page()
    ask(page, QUESTION)
    page.reload()
    page.wait_for_selector(".examples")
    go(page, "Conversations")
    rows = page.locator(".conversations li")
    rows.filter(has_text="Hippolia").wait_for()
    page.fill("#history-search textarea", "HIPPOLIA")
    rows.filter(has_text="Hippolia").wait_for()
    shoot(page, "07-history")
    page.watch.reply = "La filière équine"
    rows.get_by_role("button", name="Renommer").click()
    rows.filter(has_text="équine").wait_for()
    page.fill("#history-search textarea", "equine")
    rows.get_by_role("button", name="La filière équine", exact=True).click()
    page.locator(".exchange").wait_for()
    ask(page, "Et en 2019 ?")
    assert page.locator(".exchange").count() == 2
    go(page, "Conversations")
    rows.filter(has_text="2 questions").wait_for()
    rows.get_by_role("button", name="Supprimer").click()
    rows.wait_for(state="detached")
    assert page.watch.dialogs == ["Nouveau titre", "Supprimer cette conversation ?"]
    go(page, "Questions")
    assert page.locator(".welcome").is_visible()  # the one on the page was deleted


def test_the_conversation_is_exported(open_page):
    page = open_page()
    ask(page, QUESTION)
    for kind, suffix in (("Markdown", ".md"), ("Word", ".docx"), ("PDF", ".pdf")):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind).click()
        assert download.value.suggested_filename.startswith("combien-de-membres")
        assert download.value.suggested_filename.endswith(suffix)
        assert download.value.path().stat().st_size > 200


def test_the_finder(open_page, shoot):
    page = open_page()
    go(page, "Trouver un pôle")
    page.get_by_role("button", name="Trouver les pôles").click()
    page.get_by_role("alert").filter(has_text="Décrivez d'abord").wait_for()
    page.fill("#company textarea", "zzz qqq")
    page.get_by_role("button", name="Trouver les pôles").click()
    page.locator(".finding", has_text="Aucun pôle").wait_for()
    assert not page.get_by_text("Critères compris").count()
    page.fill("#company textarea", "PME de Toulouse, capteurs pour surveiller la qualité de l'eau")
    page.get_by_role("button", name="Trouver les pôles").click()
    page.locator(".matches li").first.wait_for()
    shoot(page, "08-finder", full_page=True)
    first = page.locator("#finding .message").inner_text()
    box = page.locator("#understood label", has_text="Eau").locator("input")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        "t => document.querySelector('#finding .message').innerText !== t", arg=first
    )
    assert not page.locator(".matches th", has_text="Secteur : Eau").count()
    page.locator("#added input").fill("ferrov")
    page.keyboard.press("Enter")
    page.locator(".matches th", has_text="Secteur : Ferroviaire").first.wait_for()
    shoot(page, "08-finder-added", full_page=True)
    assert page.locator(".deliverable input[name=also]").get_attribute("value")
    names = [name.split(". ", 1)[1] for name in page.locator(".matches h3").all_inner_texts()]
    table = page.locator(".map table").inner_text()
    assert all(name in table for name in names)
    assert page.locator("svg.tiles .tile").count() == 18
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
    assert download.value.path().read_bytes().startswith(b"PK")
    for row in page.locator(".matches tr:has(td.verdict-yes)").all():
        assert row.locator("q, .field").count() == 1


def test_a_document_is_added_asked_about_and_removed(open_page, shoot):
    page = open_page()
    go(page, "Documents")
    page.set_input_files(
        "#upload-files",
        [
            {"name": f"{HOSTILE}.txt", "mimeType": "text/plain",
             "buffer": "Ocelots\n\nIl y a 63 ocelots à Rodez.\n".encode()},
            {"name": "photo.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
            {"name": "vide.pdf", "mimeType": "application/pdf", "buffer": b""},
        ],
    )  # fmt: skip
    page.get_by_role("button", name="Ajouter").click()
    page.locator("#upload-progress", has_text="Terminé").wait_for()
    results = page.locator("#upload-results li").all_inner_texts()
    assert HOSTILE.rpartition("/")[2] in results[0]
    assert "ajouté" in results[0]
    assert results[1] == "photo.exe : refusé (format non lu)"
    assert results[2] == "vide.pdf : Échec (le fichier est vide)"
    page.route("**/api/documents", lambda route: route.fulfill(status=413, json={"detail": "…"}))
    page.get_by_role("button", name="Ajouter").click()
    page.locator("#upload-progress", has_text="Envoi trop volumineux").wait_for()
    assert not page.locator("#upload-results li").count()
    page.unroute("**/api/documents")
    page.watch.errors.clear()  # the browser notes the refusal
    page.fill("#documents-search input, #documents-search textarea", "alert(2)")
    page.locator(".documents button.remove").wait_for()
    shoot(page, "09-documents", full_page=True)
    go(page, "Questions")
    exchange = ask(page, "Combien d'ocelots à Rodez ?")
    assert "63 ocelots" in exchange.locator(".answer").inner_text()
    go(page, "Documents")
    page.fill("#documents-search input, #documents-search textarea", "alert(2)")
    page.locator(".documents button.remove").first.click()
    page.locator("#upload-progress", has_text="Terminé").wait_for()
    page.locator(".documents button.remove").wait_for(state="detached")


def test_an_indexed_folder_is_read_again_while_answers_go_on(open_page, home):
    page, note = open_page(), home / "documents" / "tapirs.txt"
    note.write_text("Tapirs\n\nIl y a 41 tapirs à Guéret.\n", encoding="utf-8")
    try:
        read_again(page)
        go(page, "Questions")
        assert "41 tapirs" in ask(page, "Combien de tapirs à Guéret ?").inner_text()
    finally:
        note.unlink()
    read_again(page)
    go(page, "Questions")
    assert "declined" in ask(page, "Combien de tapirs à Guéret ?").get_attribute("class")


def read_again(page):
    go(page, "Documents")
    page.get_by_role("button", name="Relire les dossiers indexés").click()
    page.locator("#upload-progress", has_text="Terminé").wait_for(state="detached")
    page.locator("#upload-progress", has_text="Terminé").wait_for()


def test_english_is_remembered(open_page, shoot):
    page = open_page()
    assert page.get_attribute("html", "lang") == "fr"
    page.get_by_role("link", name="English").first.click()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    assert page.get_attribute("html", "lang") == "en"
    page.wait_for_selector(".welcome[data-loaded]")
    exchange = ask(page, "How many members does Aerospace Valley have?")
    assert exchange.locator(".answer").get_attribute("lang") == "en"
    shoot(page, "10-english", full_page=True)
    page.goto(page.url.removesuffix("en/"))
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    page.wait_for_selector(".welcome[data-loaded]")  # leaving earlier breaks off its request
    page.get_by_role("link", name="Français").first.click()
    page.get_by_role("button", name="Demander", exact=True).wait_for()
    page.wait_for_selector(".welcome[data-loaded]")


def test_size_and_theme_are_remembered(open_page, shoot):
    page = open_page()
    go(page, "Réglages")
    page.get_by_label("Très grande").check()
    page.get_by_label("Sombre").check()
    shoot(page, "11-settings")
    page.reload()
    page.wait_for_selector(".examples")
    assert page.evaluate("document.body.classList.contains('dark')")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 24


def test_without_scripts_the_simple_page_answers(browser, address, shoot):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/simple")
    page.fill("#q", QUESTION)
    page.press("#q", "Enter")
    page.locator(".answer").wait_for()
    page.locator("a.cite").first.click()
    assert page.locator("mark#quote").count() == 1
    shoot(page, "12-simple")
    context.close()


PASSWORD = "a password of some length"
WRITTEN = "Hippolia compte 450 membres en Normandie en 2016. [1]"


def sign_in(page, password=PASSWORD):
    page.fill("#password", password)
    page.press("#password", "Enter")


@pytest.fixture(scope="module")
def guarded(home):
    """A server with a password and a language model; yields its address and the model."""
    with endpoint(WRITTEN) as model:
        chosen = {"POLES_MODEL_NAME": "petit", "POLES_MODEL_URL": model.url}
        with serving(home, "/healthz", POLES_SERVE_PASSWORD=PASSWORD, **chosen) as address:
            yield address, model


def test_people_sign_in_with_a_password(browser, guarded, shoot):
    page = browser.new_page()
    page.goto(f"{guarded[0]}/simple")
    sign_in(page, "wrong")
    page.get_by_role("alert").wait_for()
    shoot(page, "13-sign-in")
    sign_in(page)
    page.locator("#q").wait_for()
    page.close()


def test_a_model_is_chosen_in_the_settings_and_none_again(browser, guarded, shoot):
    address, model = guarded
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{address}/login")
    sign_in(page)
    page.locator("#question textarea").wait_for(timeout=120_000)  # the full page takes over
    page.wait_for_selector(".welcome[data-loaded]")
    exchange = ask(page, QUESTION)
    exchange.locator(".notes", has_text="petit").wait_for()
    assert exchange.locator(".answer").inner_text().startswith(WRITTEN[:-4])
    assert not page.locator("[aria-busy=true], .writing").count()
    shoot(page, "14-written")
    asked = len(model.asked)
    go(page, "Réglages")
    page.get_by_label("Extraits vérifiés").check()
    shoot(page, "15-modes")
    go(page, "Questions")
    exchange = ask(page, "Combien de membres compte Hippolia ?")
    assert not exchange.locator(".notes", has_text="petit").count()
    assert len(model.asked) == asked
    page.reload()
    page.wait_for_selector(".welcome[data-loaded]", state="attached")
    go(page, "Réglages")
    assert page.get_by_label("Extraits vérifiés").is_checked()
    context.close()


def test_without_a_model_the_settings_say_so(open_page):
    page = open_page()
    go(page, "Réglages")
    page.get_by_text("Modèle local : aucun").wait_for()
    page.get_by_text("Modèle distant : aucun").wait_for()
    assert page.get_by_label("Extraits vérifiés").is_checked()
