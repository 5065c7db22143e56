"""Interface texts, French and English."""

from __future__ import annotations

__all__ = ["LANGUAGES", "text"]

LANGUAGES = ("fr", "en")

_NBSP, _THIN = "\u00a0", "\u202f"

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Pôles de compétitivité", "Pôles de compétitivité"),
    "tagline": (
        "Des réponses que l'on peut vérifier, phrase par phrase.",
        "Answers you can check, sentence by sentence.",
    ),
    "skip": ("Aller à la question", "Skip to the question"),
    "tab_chat": ("Questions", "Questions"),
    "question": ("Votre question", "Your question"),
    "question_hint": (
        "Par exemple : quels pôles travaillent sur l'hydrogène ?",
        "For example: which pôles work on hydrogen?",
    ),
    "send": ("Demander", "Ask"),
    "sources": ("Sources", "Sources"),
    "sources_of": ("Sources de la réponse à « {} »", "Sources of the answer to “{}”"),
    "you": ("Question", "Question"),
    "understood": ("Question comprise comme :", "Question understood as:"),
    "edit": ("Modifier", "Edit"),
    "open_citation": ("Source {} : {} (voir la citation)", "Source {}: {} (see the quote)"),
    "page_n": ("page {}", "page {}"),
    "same_quote": (
        "La phrase qui précède se fonde aussi sur cette source.",
        "The sentence above rests on this source too.",
    ),
    "see_quote": ("Voir dans le document", "See in the document"),
    "public_original": ("Original en ligne", "Original online"),
    "new_tab": ("(nouvel onglet)", "(new tab)"),
    "undated": ("sans date", "undated"),
    "tab_finder": ("Trouver un pôle", "Find a pôle"),
    "tab_corpus": ("Documents", "Documents"),
    "tab_history": ("Conversations", "Conversations"),
    "tab_quality": ("Qualité", "Quality"),
    "tab_settings": ("Réglages", "Settings"),
    "other_language": ("English", "Français"),
    "sign_out": ("Se déconnecter", "Sign out"),
    "api_docs": ("API pour les programmes", "API for programs"),
    "stop": ("Arrêter", "Stop"),
    "new_conversation": ("Nouvelle conversation", "New conversation"),
    "copy": ("Copier avec les sources", "Copy with sources"),
    "retry": ("Reposer", "Ask again"),
    "helpful": ("Utile", "Helpful"),
    "not_helpful": ("Pas utile", "Not helpful"),
    "judge": ("Cette réponse est-elle utile ?", "Is this answer helpful?"),
    "reason": ("Pourquoi ? (facultatif)", "Why? (optional)"),
    "send_reason": ("Envoyer", "Send"),
    "others": ("Questions auxquelles les documents répondent", "Questions the documents answer"),
    "export": ("Exporter la conversation :", "Export the conversation:"),
    "export_md": ("Markdown", "Markdown"),
    "export_docx": ("Word", "Word"),
    "export_pdf": ("PDF", "PDF"),
    "search_history": ("Chercher dans mes conversations", "Search my conversations"),
    "conversations_n": ("Mes conversations ({})", "My conversations ({})"),
    "questions_1": ("{} question", "{} question"),
    "questions_n": ("{} questions", "{} questions"),
    "rename": ("Renommer", "Rename"),
    "delete": ("Supprimer", "Delete"),
    "company": ("L'entreprise et son projet", "The company and its project"),
    "company_hint": (
        "Par exemple : PME de 20 personnes à Toulouse qui conçoit des capteurs pour surveiller "
        "la qualité de l'eau et cherche des partenaires de R&D.",
        "For example: a 20-person firm in Toulouse that designs sensors to monitor water quality "
        "and looks for R&D partners.",
    ),
    "company_missing": (
        "Décrivez d'abord l'entreprise : son activité, ses technologies, son projet.",
        "Describe the company first: its activity, its technologies, its project.",
    ),
    "finder_intro": (
        "Décrivez une entreprise. Les pôles qui lui correspondent s'affichent avec, pour chaque "
        "critère, la phrase qui le prouve. Rien de ce que vous écrivez ici n'est conservé.",
        "Describe a company. The pôles that fit appear with, for each criterion, the sentence "
        "that proves it. Nothing you write here is kept.",
    ),
    "regions": (
        "Régions (facultatif : sinon, lues dans la description)",
        "Regions (optional: otherwise read in the description)",
    ),
    "needs": ("Besoins (facultatif)", "Needs (optional)"),
    "find": ("Trouver les pôles", "Find the pôles"),
    "add_theme": (
        "Ajouter un secteur ou une technologie (tapez les premières lettres)",
        "Add a sector or a technology (type its first letters)",
    ),
    "criteria": (
        "Critères compris : décochez pour retirer, la recherche est refaite",
        "Criteria understood: untick to remove, the search is run again",
    ),
    "reasons": ("Critère par critère", "Criterion by criterion"),
    "criterion": ("Critère", "Criterion"),
    "verdict": ("Réponse", "Verdict"),
    "proof": ("Preuve", "Proof"),
    "verdict_oui": ("oui", "yes"),
    "verdict_non": ("non", "no"),
    "verdict_non documenté": ("non documenté", "not documented"),
    "website": ("Site du pôle", "The pôle's website"),
    "score": ("adéquation {} %", "fit {}%"),
    "sheet": ("Fiche de comparaison à télécharger", "Comparison sheet to download"),
    "map": ("Carte des pôles trouvés, par région", "Map of the pôles found, by region"),
    "map_all": ("Pôles labellisés par région", "Labelled pôles by region"),
    "region": ("Région", "Region"),
    "poles": ("Pôles", "Pôles"),
    "none": ("aucun", "none"),
    "search_documents": (
        "Chercher un document ou une source (titre, éditeur, année)",
        "Search a document or a source (title, publisher, year)",
    ),
    "documents_n": (
        "{} documents et sources, {} affichés",
        "{} documents and sources, {} shown",
    ),
    "col_title": ("Titre", "Title"),
    "col_publisher": ("Éditeur", "Publisher"),
    "col_date": ("Date", "Date"),
    "col_actions": ("Actions", "Actions"),
    "remove": ("Retirer", "Remove"),
    "reload_list": ("Actualiser la liste", "Reload the list"),
    "add_documents": ("Ajouter des documents", "Add documents"),
    "add_hint": ("Formats lus : {}.", "Formats read: {}."),
    "add": ("Ajouter", "Add"),
    "refresh_index": ("Relire les dossiers indexés", "Read the indexed folders again"),
    "coverage": ("Ce que couvrent les documents", "What the documents cover"),
    "totals": (
        "{} documents, {} passages, {} sources citées ou citables.",
        "{} documents, {} passages, {} sources cited or citable.",
    ),
    "by_fact_year": ("Faits sourcés par année", "Sourced facts by year"),
    "by_source_year": ("Sources par année de publication", "Sources by year of publication"),
    "by_sector": ("Pôles labellisés par filière", "Labelled pôles by sector"),
    "by_publisher": ("Éditeurs les plus cités", "Publishers cited most"),
    "year": ("Année", "Year"),
    "count": ("Nombre", "Count"),
    "sector": ("Filière", "Sector"),
    "reports": ("Rapports d'évaluation", "Evaluation reports"),
    "no_reports": (
        "Aucun rapport pour l'instant. L'administrateur du service en produit avec la commande "
        "« poles eval run ».",
        "No report yet. The administrator of this service makes them with “poles eval run”.",
    ),
    "feedback": ("Avis des lecteurs", "What readers said"),
    "opinion": ("Avis", "Verdict"),
    "why": ("Raison", "Reason"),
    "no_feedback": ("Aucun avis pour l'instant.", "Nothing yet."),
    "feedback_export": ("Exporter en jeu de questions (JSONL)", "Export as a question set (JSONL)"),
    "settings_mode": ("Mode de réponse", "Answer mode"),
    "mode_extracts": (
        "Extraits vérifiés : les phrases mêmes des documents, sans modèle de langue",
        "Checked extracts: the documents' own sentences, without a language model",
    ),
    "mode_local": (
        "Modèle local {} : il reformule les extraits, chaque phrase est vérifiée",
        "Local model {}: it rewrites the extracts, each sentence is checked",
    ),
    "mode_remote": (
        "Modèle distant {} : il reformule les extraits, chaque phrase est vérifiée. La question "
        "et les extraits lui sont envoyés",
        "Remote model {}: it rewrites the extracts, each sentence is checked. The question and "
        "the extracts are sent to it",
    ),
    "mode_no_local": (
        "Modèle local : aucun (l'administrateur en installe avec « poles models pull »)",
        "Local model: none (the administrator installs one with “poles models pull”)",
    ),
    "mode_no_remote": (
        "Modèle distant : aucun (l'administrateur en choisit un par POLES_MODEL_URL et "
        "POLES_MODEL_NAME)",
        "Remote model: none (the administrator chooses one by POLES_MODEL_URL and "
        "POLES_MODEL_NAME)",
    ),
    "writing": ("Le modèle {} rédige…", "The model {} is writing…"),
    "settings_size": ("Taille du texte", "Text size"),
    "size_normal": ("Normale", "Normal"),
    "size_large": ("Grande", "Large"),
    "size_larger": ("Très grande", "Larger"),
    "settings_theme": ("Thème", "Theme"),
    "theme_system": ("Comme l'appareil", "As the device"),
    "theme_light": ("Clair", "Light"),
    "theme_dark": ("Sombre", "Dark"),
    "settings_language": ("Langue", "Language"),
    "settings_kept": (
        "Ces choix restent dans ce navigateur. Vos conversations ne sont visibles que depuis "
        "ce navigateur.",
        "These choices stay in this browser. Your conversations can only be seen from this "
        "browser.",
    ),
    "login": ("Se connecter", "Sign in"),
    "password": ("Mot de passe", "Password"),
    "login_wrong": ("Ce mot de passe n'est pas le bon.", "This is not the password."),
    "login_wait": (
        "Trop d'essais. Attendez une minute, puis réessayez.",
        "Too many tries. Wait a minute, then try again.",
    ),
    "full_page": ("Page complète", "Full page"),
    "page_loads": (
        "La page complète se charge : vous pouvez déjà poser votre question.",
        "The full page is loading: you can ask already.",
    ),
    "quoted": ("« {} »", "“{}”"),
    "sources_colon": ("Sources :", "Sources:"),
    "notes": ("À savoir", "Note"),
    "examples": ("Pour commencer", "To begin"),
    "welcome": (
        "Posez une question sur les pôles de compétitivité. Chaque phrase de la réponse renvoie "
        "au passage qui l'appuie ; sans appui, il n'y a pas de réponse.",
        "Ask about France's pôles de compétitivité (innovation clusters). Each sentence of an "
        "answer leads to the passage that supports it; without support, there is no answer.",
    ),
    "declined": ("Pas de réponse appuyée", "No supported answer"),
    "back": ("Retour à la page", "Back to the page"),
    "previous_page": ("Page précédente", "Previous page"),
    "next_page": ("Page suivante", "Next page"),
    "original_page": ("Page d'origine (PDF)", "Original page (PDF)"),
    "text_view": ("Texte", "Text"),
    "close": ("Fermer", "Close"),
    "document": ("Document", "Document"),
    "loading": ("Chargement…", "Loading…"),
    "failed": ("Le service n'a pas répondu. Réessayez.", "The service did not answer. Try again."),
}


def text(key: str, language: str, *values: object) -> str:
    """The text ``key`` in ``language``, filled with ``values``; French gets its thin spaces."""
    french, english = _TEXTS[key]
    if language == "en":
        return english.format(*values)
    return _french_spaces(french).format(*values)


def _french_spaces(text: str) -> str:
    """No line may begin with « : ; ? ! » or end with an opening guillemet."""
    for mark, space in ((" :", _NBSP), (" ;", _THIN), (" ?", _THIN), (" !", _THIN), (" »", _NBSP)):
        text = text.replace(mark, f"{space}{mark[1]}")
    return text.replace("« ", f"«{_NBSP}")
