"""What the product says in its own voice, in French and English."""

from __future__ import annotations

__all__ = ["text_for"]

_TEXTS = {
    "declined": {
        "fr": "Je n'ai pas trouvé de réponse appuyée par un document. J'ai cherché dans les {} "
        "documents de la base.",
        "en": "I found no answer that a document supports. I searched the {} documents of the "
        "knowledge base.",
    },
    "nearest": {
        "fr": "Les plus proches portent sur : {}.",
        "en": "The nearest ones are about: {}.",
    },
    "unclear": {
        "fr": "De quel pôle, programme ou dispositif parlez-vous ? Nommez-le, par exemple « le "
        "budget de SYRIUS » ou « le président de Hippolia ».",
        "en": "Which cluster, programme or scheme do you mean? Name it, for example \"the budget of "
        "SYRIUS\" or \"the president of Hippolia\".",
    },
    "listed": {
        "fr": "{} pôles labellisés, selon les fiches de la base : {}.",
        "en": "{} labelled clusters, according to the records of the knowledge base: {}.",
    },
    "listed_one": {
        "fr": "{} pôle labellisé, selon les fiches de la base : {}.",
        "en": "{} labelled cluster, according to the records of the knowledge base: {}.",
    },
    "cut": {
        "fr": "La question dépassait {} caractères : seul son début a été lu.",
        "en": "The question was longer than {} characters: only its beginning was read.",
    },
}


def text_for(key: str, language: str, *values: object) -> str:
    """The text ``key`` in ``language`` ("en", anything else is French), filled with ``values``."""
    texts = _TEXTS[key]
    return texts["en" if language == "en" else "fr"].format(*values)
