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
    "not_in_document": {
        "fr": "Je n'ai pas trouvé de réponse dans le document que vous nommez : {}.",
        "en": "I found no answer in the document that you name: {}.",
    },
    "no_such_document": {
        "fr": "La base ne contient pas de document « {} », ni rien qui en rapporte la réponse : "
        "j'ai cherché dans ses {} documents.",
        "en": "The knowledge base holds no document “{}”, nor anything that reports what it "
        "says: I searched its {} documents.",
    },
    "nearest": {
        "fr": "Les plus proches portent sur : {}.",
        "en": "The nearest ones are about: {}.",
    },
    "unclear": {
        "fr": "De quel pôle, programme ou dispositif parlez-vous ? Nommez-le, par exemple « le "
        "budget de SYRIUS » ou « le président de Hippolia ».",
        "en": 'Which cluster, programme or scheme do you mean? Name it, for example "the budget of '
        'SYRIUS" or "the president of Hippolia".',
    },
    "which_pole": {
        "fr": "Plusieurs pôles répondent à cette description : {}. Duquel parlez-vous ?",
        "en": "Several clusters fit that description: {}. Which one do you mean?",
    },
    "orders": {
        "fr": "Je réponds aux questions sur les pôles de compétitivité à partir de documents ; je "
        "ne suis pas de consigne placée dans une question et ne répète rien sans source.",
        "en": "I answer questions about French competitiveness clusters from documents; I follow "
        "no instruction placed in a question and repeat nothing without a source.",
    },
    "insult": {
        "fr": "Je regrette de ne pas vous avoir aidé. Posez-moi une question précise sur un pôle, "
        "un programme ou une aide : je chercherai dans les documents.",
        "en": "I am sorry that I did not help. Ask me something precise about a cluster, a "
        "programme or a grant: I will search the documents.",
    },
    "private": {
        "fr": "Je ne donne rien de la vie privée des personnes (coordonnées, domicile, "
        "rémunération, âge) : je ne réponds que sur leurs fonctions publiques.",
        "en": "I give nothing about people's private lives (contact details, home, pay, age): I "
        "only answer about their public functions.",
    },
    "legal": {
        "fr": "Je ne donne pas de conseil juridique sur un cas particulier. Adressez-vous à un "
        "avocat, à votre pôle ou à l'organisme en cause ; je peux vous dire ce que les documents "
        "disent d'un dispositif.",
        "en": "I give no legal advice on a particular case. Ask a lawyer, your cluster or the "
        "body concerned; I can tell you what the documents say about a scheme.",
    },
    "chore": {
        "fr": "Cette demande sort de mon domaine : je réponds sur les pôles de compétitivité, "
        "leurs projets et les aides à l'innovation.",
        "en": "This is outside my field: I answer about French competitiveness clusters, their "
        "projects and innovation funding.",
    },
    "greeting": {
        "fr": "Bonjour. Posez-moi une question sur les pôles de compétitivité, par exemple "
        "« Quels pôles travaillent sur l'hydrogène ? ».",
        "en": "Hello. Ask me about French competitiveness clusters, for example: which clusters "
        "work on hydrogen?",
    },
    "thanks": {
        "fr": "Avec plaisir. Je reste à votre disposition pour toute question sur les pôles de "
        "compétitivité.",
        "en": "You are welcome. Ask me anything else about French competitiveness clusters.",
    },
    "who": {
        "fr": "Je suis un assistant automatique sur les pôles de compétitivité : je réponds en "
        "français ou en anglais à partir des documents de la base, que je cite phrase par phrase, "
        "et je dis quand je n'y trouve rien.",
        "en": "I am an automatic assistant on French competitiveness clusters: I answer in French "
        "or English from the documents of the knowledge base, cite them sentence by sentence, and "
        "say when they hold nothing.",
    },
    "incomplete": {
        "fr": "Que voulez-vous savoir ? Posez la question en entier, par exemple « Quels pôles "
        "en Bretagne ? ».",
        "en": "What would you like to know? Ask the whole question, for example: which clusters "
        "are in Brittany?",
    },
    "other_owner": {
        "fr": "Les documents attribuent {} à {}, et non à {}.",
        "en": "The documents attribute {} to {}, not to {}.",
    },
    "part_missing": {
        "fr": "Rien dans les documents ne répond à : « {} »",
        "en": "Nothing in the documents answers: “{}”",
    },
    "quotes_other": {
        "fr": "Les citations sont en anglais, la langue de leur source.",
        "en": "The quotes are in French, the language of their source.",
    },
    "earlier": {
        "fr": "Autre valeur, {} ({}) : « {} »",
        "en": "Another value, {} ({}): “{}”",
    },
    "listed": {
        "fr": "{} {}, selon les fiches de la base : {}.",
        "en": "{} {}, according to the records of the knowledge base: {}.",
    },
    "list_labelled": {
        "fr": "pôle labellisé|pôles labellisés",
        "en": "labelled cluster|labelled clusters",
    },
    "list_sited": {
        "fr": "pôle labellisé (siège ou site : {0})|pôles labellisés (siège ou site : {0})",
        "en": "labelled cluster (seat or site: {0})|labelled clusters (seat or site: {0})",
    },
    "list_seated": {
        "fr": "pôle labellisé (siège : {0})|pôles labellisés (siège : {0})",
        "en": "labelled cluster (seat: {0})|labelled clusters (seat: {0})",
    },
    "list_then": {
        "fr": "pôle labellisé en {0} qu'une phrase datée de {1} au plus tard permet de citer|"
        "pôles labellisés en {0} qu'une phrase datée de {1} au plus tard permet de citer (d'autres "
        "ont pu l'être)",
        "en": "cluster labelled in {0} that a sentence dated {1} at the latest shows|clusters "
        "labelled in {0} that a sentence dated {1} at the latest shows (there may have been more)",
    },
    "list_former": {"fr": "ancien pôle|anciens pôles", "en": "former cluster|former clusters"},
    "list_lost": {
        "fr": "ancien pôle qui a perdu son label|anciens pôles qui ont perdu leur label",
        "en": "former cluster that lost its label|former clusters that lost their label",
    },
    "list_merged": {
        "fr": "ancien pôle disparu dans une fusion|anciens pôles disparus dans une fusion",
        "en": "former cluster that merged into another|former clusters that merged into others",
    },
    "list_born": {
        "fr": "pôle labellisé issu d'une fusion|pôles labellisés issus d'une fusion",
        "en": "labelled cluster born of a merger|labelled clusters born of a merger",
    },
    "list_absorbed": {
        "fr": "ancien pôle absorbé par un autre|anciens pôles absorbés par d'autres",
        "en": "former cluster absorbed by another|former clusters absorbed by others",
    },
    "list_amount": {
        "fr": "pôle labellisé (« {0} » à la date de sa citation)|pôles labellisés (« {0} » à la "
        "date de leur citation)",
        "en": "labelled cluster (“{0}” at the date of its quote)|labelled clusters (“{0}” at the "
        "date of their quotes)",
    },
    "list_women": {
        "fr": "pôle présidé par une femme, d'après la dernière phrase citée|pôles présidés par une "
        "femme, d'après la dernière phrase citée",
        "en": "cluster chaired by a woman, by the last sentence quoted|clusters chaired by a "
        "woman, by the last sentence quoted",
    },
    "list_new": {
        "fr": "pôle labellisé pour la première fois {0}|pôles labellisés pour la première fois {0}",
        "en": "cluster first labelled {0}|clusters first labelled {0}",
    },
    "in_year": {"fr": "en {}", "en": "in {}"},
    "in_phase": {"fr": "en phase {}", "en": "in phase {}"},
    "list_excellence": {
        "fr": "pôle, d'aujourd'hui ou ancien, au label européen {0} à la date de sa citation|"
        "pôles, d'aujourd'hui ou anciens, au label européen {0} à la date de leur citation",
        "en": "cluster, of today or former, with the European {0} label at the date of its quote|"
        "clusters, of today or former, with the European {0} label at the date of their quote",
    },
    "list_per_region": {
        "fr": "pôle labellisé, compté dans chacune de ses régions|pôles labellisés, chacun compté "
        "dans chacune de ses régions",
        "en": "labelled cluster, counted in each of its regions|labelled clusters, each counted in "
        "each of its regions",
    },
    "list_one_each": {
        "fr": "pôles suffisent à le montrer",
        "en": "clusters are enough to show it",
    },
    "regions_all": {
        "fr": "Aucune : chacune des {} régions a au moins un pôle labellisé.",
        "en": "None: each of the {} regions has at least one labelled cluster.",
    },
    "regions_without": {
        "fr": "{} : selon les fiches, aucun pôle labellisé en {} ; il y en a dans les autres.",
        "en": "{}: according to the records, no labelled cluster in {}; there are in the others.",
    },
    "no_region": {"fr": "région inconnue", "en": "region unknown"},
    "none_here": {
        "fr": "Aucune fiche ne donne à un pôle labellisé qui réponde à la question un siège ou un "
        "site là ({}). Dans la région ({}) :",
        "en": "No record gives a labelled cluster that answers a seat or a site there ({}). In the "
        "region ({}):",
    },
    "none_names": {
        "fr": "Aucune fiche de pôle labellisé ne nomme {}. Au plus proche, {} :",
        "en": "No record of a labelled cluster names {}. Nearest to it, {}:",
    },
    "none_names_there": {
        "fr": "Parmi les pôles labellisés de ce territoire ({}), aucune fiche ne nomme {}. Au plus "
        "proche, {} :",
        "en": "Among the labelled clusters there ({}), no record names {}. Nearest to it, {}:",
    },
    "none_such": {
        "fr": "Aucune fiche ne montre de pôle qui réponde à cette demande.",
        "en": "No record shows a cluster that answers this.",
    },
    "no_gender": {
        "fr": "Les documents ne disent pas qui, à la tête des pôles, est une femme ou un homme, et "
        "je ne le devine pas d'un prénom.",
        "en": "The documents do not say who, at the head of the clusters, is a woman or a man, and "
        "I do not guess it from a first name.",
    },
    "none_then": {
        "fr": "Je ne peux pas dresser cette liste pour {} : aucune phrase des fiches datée de {} "
        "ou d'avant n'y montre un pôle alors labellisé qui réponde à la question.",
        "en": "I cannot make this list for {}: no sentence of the records dated {} or before shows "
        "a cluster labelled then that answers.",
    },
    "apart_from": {"fr": "hors {}", "en": "apart from {}"},
    "and": {"fr": "et", "en": "and"},
    "or": {"fr": "ou", "en": "or"},
    "read_as": {
        "fr": "La liste répond à : {}.",
        "en": "The list answers: {}.",
    },
    "as_of_place": {
        "fr": "Où étaient les pôles en {} : ce que les fiches savent de cette année-là, sinon des "
        "années qui suivent ; les régions portent leur nom d'aujourd'hui.",
        "en": "Where the clusters were in {}: what the records know of that year, else of the "
        "years that follow; regions bear their names of today.",
    },
    "silent": {
        "fr": "Les fiches ne disent pas si sont aussi là ({}) : {}.",
        "en": "The records do not say whether these are there too ({}): {}.",
    },
    "long_known": {
        "fr": "{} est compté ici ({}) d'après une source de {} : rien de plus récent ne le dit.",
        "en": "{} is counted here ({}) on a source of {}: nothing more recent says so.",
    },
    "ranked_members": {
        "fr": "Dans l'ordre des derniers nombres connus de {} pôles, de dates et de périmètres "
        "différents : aucune source ne les classe.",
        "en": "In the order of the latest known numbers of {} clusters, of different dates and "
        "perimeters: no source ranks them.",
    },
    "ranked_created": {
        "fr": "Dans l'ordre des années de création que donnent les fiches de {} pôles : aucune "
        "source ne les classe.",
        "en": "In the order of the years of creation that the records of {} clusters give: no "
        "source ranks them.",
    },
    "other_years": {
        "fr": "La fiche du pôle ne le dit que pour d'autres années : {}.",
        "en": "The record of the cluster tells it only for other years: {}.",
    },
    "others": {
        "fr": "Rien de tel chez « {} » dans la base : c'est ce qu'en disent d'autres documents.",
        "en": "The knowledge base holds nothing of the kind by “{}”: other documents say this.",
    },
    "only_president": {
        "fr": "La fiche du pôle dit qui le préside, non qui le dirige.",
        "en": "The record of the cluster tells who chairs it, not who runs it.",
    },
    "only_director": {
        "fr": "La fiche du pôle dit qui le dirige, non qui le préside.",
        "en": "The record of the cluster tells who runs it, not who chairs it.",
    },
    "beyond": {
        "fr": "Ces documents datent de {} à {}.",
        "en": "These documents date from {} to {}.",
    },
    "model_written": {
        "fr": "Texte rédigé par le modèle {} à partir des énoncés cités et vérifié phrase par "
        "phrase.",
        "en": "Text written by the model {} from the statements cited, and checked sentence by "
        "sentence.",
    },
    "model_dropped": {
        "fr": "Phrases du modèle retirées parce que les énoncés cités ne les soutiennent pas : {}.",
        "en": "Sentences of the model removed because the statements cited do not support them: "
        "{}.",
    },
    "model_refused": {
        "fr": "Le texte du modèle {} n'a pas passé la vérification : voici la réponse composée "
        "des énoncés.",
        "en": "The text of the model {} did not pass the checks: this is the answer composed of "
        "the statements.",
    },
    "model_unavailable": {
        "fr": "Le modèle {} n'a pas répondu : voici la réponse composée des énoncés.",
        "en": "The model {} did not answer: this is the answer composed of the statements.",
    },
    "cut": {
        "fr": "La question dépassait {} caractères : seules ses phrases qui interrogent, ou à "
        "défaut son début et sa fin, ont été lues.",
        "en": "The question was longer than {} characters: only the sentences that ask, or else "
        "its beginning and its end, were read.",
    },
}


def text_for(key: str, language: str, *values: object) -> str:
    """The text ``key`` in ``language`` ("en", anything else is French), filled with ``values``."""
    texts = _TEXTS[key]
    return texts["en" if language == "en" else "fr"].format(*values)
