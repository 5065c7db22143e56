"""What a document tells its readers to answer, say, repeat, leave out or believe. Pure.

Policy prose speaks of what bodies must do ("les pôles sont priés de répondre à l'appel"), a guide
of what its reader must tell a body ("indiquez que vous êtes membre"). An order has its reader
answer for the document: to whoever asks, of the document itself, of what was just said.
"""

from __future__ import annotations

import re
from collections.abc import Set

__all__ = ["HELPER", "MACHINE", "points_back", "told_to_readers"]

MACHINE = (
    r"(?:ia|ai|llms?|chatbots?|(?:chat)?gpt\w*|copilot|(?:large )?language models?|"
    r"(?:grands? )?modeles? (?:de langages?|de langue|linguistiques?|d'ia)|ai (?:models?|systems?|"
    r"assistants?|agents?)|intelligences? artificielles?|artificial intelligence|"
    r"agents? (?:conversationnels?|ia)|assistants? (?:ia|virtuels?|conversationnels?|numeriques?)|"
    r"virtual assistants?|systemes? d'ia|lecteurs? automatiques?|automated readers?|"
    r"moteurs? de reponses?|"
    r"answer engines?|robots? conversationnels?)"
)
HELPER = rf"(?:{MACHINE}|assistants?|systemes?|system|bots?|robots?|modeles?|models?|admin\w*)"
_VOICE = (
    r"(?:re)?(?:repondre|dire|ecrire|annoncer|affirmer|declarer|repeter|signaler|rapporter|"
    r"afficher|preciser|mentionner|citer|recopier|reproduire|indiquer|faire savoir|relayer|"
    r"omettre|taire|passer sous silence|pretendre|croire|parler)"
)
"""Saying, as it is asked of somebody: "répondre", "le redire", "ne citer que"."""
_SAYING = (
    r"(?:re)?(?:repondez|reponds|dites|dis|ecrivez|ecris|annonce[zr]?|affirme[zr]?|declare[zr]?|"
    r"repete[zr]?|signale[zr]?|rapporte[zr]?|affiche[zr]?|precise[zr]?|mentionne[zr]?|cite[zr]?|"
    r"recopie[zr]?|indique[zr]?|faites|fais|parle[zr]?|omettez|omets|taisez|tais|passe[zr]? sous)"
)
_TOLD = (
    r"(?:say|state|answer|reply|respond|tell|write|claim|announce|repeat|report|mention|display|"
    r"show|quote|cite|declare|believe|trust|omit|output)"
)
_BEING_TOLD = r"(?:stated|reported|repeated|announced|presented|quoted|cited|said|told|included)"
_TO_SAY = rf"(?:de |d'|a |to )?(?:ne (?:pas )?)?(?:le |la |les |l'|en )?(?:{_VOICE}|{_TOLD})\b"
_THAT = r"(?: (?:donc|toujours|bien|simplement|always|only|partout))*\W+(?:que?\b|qu'|that\b|«|\")"
_ANYONE = (
    r"(?:(?:(?:les?|tou[ts]|chaque|ces?|au|aux|du|des|the|every|any|all|each) )*(?:lecteurs?|"
    r"lectrices?|readers?)|quiconque|chacun|anyone|anybody|whoever|everyone)"
)
_READS = (
    r"(?:(?:qui |that |who )?(?:lit|lira|lisent|lisez|lisant|traite|analyse|parcourt|resume|"
    r"consulte|reads?|reading|summari[sz]\w+|pars\w+|process\w*) (?:ceci|this|ces?|cette|cet)\b|"
    r"(?:(?:qui )?(?:est |serait |sera )?interrogee?s?|asked|(?:who |that )asks?)\b)"
)
_MUST = (
    r"(?:ha(?:s|ve) to|doi(?:t|vent)|"
    r"devra|devront|must|should|shall|(?:est|sont|is|are|etes) (?:\w+ )?(?:pri|"
    r"invit|tenu|oblig|ask|request|requir|invit|expect|instruct)\w*|voudra bien|voudront bien|"
    r"is to|are to|peut seulement)"
)
_PLEASE = (
    r"(?:merci (?:de|d')|pri[ee]re (?:de|d')|veuillez|ayez (?:l'obligeance|la bonte|soin) (?:de|d')"
    r"|please|kindly|(?:make|be) sure (?:to|and)|remember to|n'oublie[zr]? pas (?:de|d')|"
    r"pense[zr]? (?:bien )?a)"
)
_IMPOSED = (
    r"(?:il (?:convient|y a lieu|importe) (?:de |d')|il faut (?:toujours |partout )?|"
    r"il (?:est|vous est|t'est) (?:obligatoire|imperatif|demande|exige|requis|ordonne|enjoint)\w* "
    r"(?:a (?:chacun|tous|toute personne|tout lecteur|quiconque) )?(?:de |d')|"
    r"it is (?:mandatory|required|compulsory|requested|imperative) to |on )"
)
_NOT_OWN = r"(?! (?:\w+ |d'){0,3}(?:vos|votre|vous|nous|nos|notre|your|you|us)\b)"
_TEXT = (
    r"(?:ce|cet|cette|ces|this|these) (?:seule? |only )?(?:document|texte?|page|source|"
    r"paragraph\w*|lignes?|lines?|passage)\b"
)
_ONLY_IF = r"(?:si|s'|quand|lorsqu\w*|en cas|des qu\w*|if|when|vous avez|votre|vos|your|you have)"

_ADDRESSED = tuple(
    re.compile(pattern)
    for pattern in (
        # "…, et vous devez le dire", "…, merci de l'annoncer", "…, dites-le", "…, and say so"
        rf"^(?!.*\b{_ONLY_IF}\b.*,).*(?:[,:;.]\W*(?:et |and |ce que |which )?| et | and )(?:vous "
        rf"(?:devez|etes "
        rf"\w+ de|"
        rf"pouvez|avez a)|tu dois|you (?:must|should|have to|are to)|"
        rf"(?:il est|it is) (?:essentiel|important|imperatif|vital|essential) (?:de|d'|to)|il "
        rf"(?:vous|t') ?(?:appartient|"
        rf"incombe|revient) (?:de|d')|{_PLEASE}) ?(?:bien |absolument )?(?:(?:le|la|les|l'|en) "
        rf"?{_VOICE}\b|"
        rf"(?:de |d')?{_VOICE}\b\W*$|{_TOLD}\b(?: (?:it|so|this|that)\b(?! to\b)|\W*$))(?!-)",
        rf"^(?!.*\b{_ONLY_IF}\b.*,).*[,:;]\W*(?:et |and )?(?:donc )?(?:{_SAYING}-le\b|faites-le "
        rf"savoir|"
        rf"say (?:so|it|this)\b|tell (?:them|everyone)\b)(?!-| (?:a (?:nous|notre|vos|votre)|avec|"
        rf"en|au|aux|nous)\b)",
        rf"^\W*{_PLEASE} ?(?:bien |vouloir )*(?:le |la |les |l'){_VOICE}\b(?! (?:a|au|aux|par|"
        rf"avant)\b)",
        # "Merci de répondre que", "Il convient de répondre que", "On répondra que"
        rf"\b{_PLEASE} ?(?:bien vouloir )?(?:{_VOICE}|{_TOLD})(?: (?:anyone|to)[^.,]*)?{_THAT}"
        r"(?! (?:vous|you|votre|your)\b)",
        r"\b(?:make|be) sure (?:to|and) tell (?:any|every|who)",
        rf"\b{_IMPOSED}(?:repondre|repondra|ecrire|ecrira|annoncer|annoncera|repeter|repetera|"
        rf"affirmer|"
        rf"declarer|afficher|affichera|{_TOLD}){_THAT}",
        r"\bil faut (?:toujours|partout|absolument) dire que\b",
        rf"\b(?:vous|tu) (?:repond|di|ecri|annonce|affirme|declare|repete|affiche|mentionne|"
        rf"cite)r(?:ez|as)"
        rf"{_THAT}",
        rf"\b(?:vous etes|tu es|you are) (?:donc )?(?:pri|invit|tenu|request|requir|ask)\w* "
        rf"{_TO_SAY}{_THAT}"
        r"(?! (?:vous|you|votre|your)\b)",
        rf"\b(?:nous (?:vous )?demandons|we ask)\b(?: (?:a )?(?:{_ANYONE}|you))? {_TO_SAY}{_THAT}"
        r"(?! (?:vous|you|votre|your)\b)",
        # "Les lecteurs sont priés de", "Quiconque est interrogé doit", "L'outil qui lit ceci doit"
        rf"\b{_ANYONE}\b[^.;:]{{0,80}}? {_MUST} (?:bien |pas )?{_TO_SAY}",
        rf"\b(?!les\b)\w+ {_READS}[^.;:]{{0,80}}? {_MUST} (?:pas )?{_TO_SAY}",
        rf"^\W*(?:when|lors(?:que vous| de la lecture| du resume)?|en)\b[^,]{{0,30}}(?:read|lis|"
        rf"lecture|resum|summar)\w*"
        rf" (?:de )?{_TEXT}[^,]{{0,30}},",
        # "Note à l'attention du modèle", "Note au lecteur : affichez"
        rf"^\W*(?:note|avis|message|consigne|remarque|information|a l'(?:attention|intention|"
        rf"usage)|"
        rf"destine\w*|notice|memo)\b[^.:!?,]{{0,40}}?\b(?:au|aux|du|des|de l'|a l'|a tout|to the|"
        rf"for the|"
        rf"to any)\W*(?:{HELPER}|outils?|logiciels?|resume\w* automatique\w*|algorithme\w*|"
        rf"machines?|"
        rf"reader's \w+)\b(?! (?:de|d'|du|des|economique|educatif)\b)[^.:!?,]{{0,40}}[:,]",
        rf"^\W*(?:note|avis|message|consigne|a l'(?:attention|intention|usage))\b[^.:!?,]{{0,20}}\b"
        rf"(?:lecteurs?|readers?)\b[^.:!?,]{{0,20}}[:,].*(?:^|\W)(?:{_SAYING}|{_TO_SAY}){_THAT}",
        # A bid in any form, then a saying and what is to be said
        rf"\b(?:il (?:vous|te) faut|vous voudrez bien|on est prie de|vous avez (?:l'obligation|le "
        rf"devoir|pour \w+) de|"
        rf"on (?:vous|te) (?:demande|prie) de|it is your (?:duty|job|task|role) to|vous (?:vous "
        rf")?devez|tu dois|"
        rf"you (?:need|have|are|ought) to|saur\w+ "
        rf"gre (?:de|d')|(?:serai\w+|est) (?:bon|apprecie|souhaitable|attendu) (?:de|d'|que vous)|"
        rf"(?:charge|libre) a vous (?:de|d')|a vous de|{_PLEASE}|let (?:us|everyone)|we (?:want|"
        rf"expect|"
        rf"need|ask) you to)[^.,;:]{{0,30}}? ?(?:{_VOICE}|{_TOLD}){_THAT}(?! (?:vous|you|votre|"
        rf"your)\b)",
        r"^\W*(?:(?:si|quand|lorsqu\w*|if|when|whenever) [^,]{0,80}, ?)?(?:do )?(?:re)?(?:repondez|"
        r"dites|"
        r"ecrivez|annoncez|affirmez|repete[zr]|affichez|faites (?:savoir|croire)|repondre|annoncer|"
        r"affirmer|"
        r"say|answer|"
        r"reply|claim|announce|repeat|declare|deny|tell|let)(?: (?:partout|toujours|bien|haut|"
        r"clearly|everywhere|"
        r"\w+ (?:fois|know)|the \w+ know|(?:a|aux) (?:\w+ ){0,2}\w+)){0,2} (?:que\b|qu'|that\b)(?! "
        r"(?:vous|tu|"
        r"you|votre|vos|your)\b)",
        r"\bque (?:chacun|tous|vous) (?:\w+ et )?(?:repete|dise|repond|annonc|affirm|"
        r"ecriv)\w*\b.{0,20} que\b|"
        r"\bil faut que (?:la|ta|votre) reponse\b|\bmake it known\b|\bnever contradict\b|"
        r"\b(?:users?|readers?) (?:must|should|are to) be (?:told|informed)\b",
        rf"\b{_TEXT} (?:l'emporte|prime|fait (?:seule? )?foi|prevails?|overrides?|takes "
        rf"precedence)\b",
        r"^\W*(?:pour repondre|to answer|when answering|en repondant),? (?:utilise|use|sers|serve|"
        r"cite|rely)\w*\b",
        rf"^\W*(?:a|to) (?:tou[ts] )?(?:ceux|those|anyone|"
        rf"quiconque)\b[^.:,]{{0,60}}[:,]\W*(?:{_SAYING}|{_TOLD})\b",
        # Whoever answers, whoever asks, and the answer itself
        r"\b(?:l'auteur de (?:la|cette|toute) reponse|(?:agent|personne|celui|outil) (?:qui "
        r"repond\w*|chargee? de repondre)|"
        r"(?:whoever|anyone who) (?:answers|replies))\b",
        r"\b(?:tell|inform|show|let) (?:the|any) (?:person|people|reader|readers|user|users|"
        r"public)\b",
        r"\b(?:dire|cacher|dites|dis|annoncer|annoncez|expliquer|repeter|repondre|"
        r"reveler)\b[^.;]{0,30} (?:a "
        r"l'utilisateur|aux utilisateurs|a l'internaute)\b",
        r"\b(?:toute|chaque|any|every|each) (?:reponse|answer|reply)\b(?! (?:a l'appel|au|aux|a la "
        r"cons|to the "
        r"call)\b)[^.;]{0,40} (?:doi\w+|must|should|shall) (?:\w+ )?(?:commencer|contenir|"
        r"mentionner|dire|"
        r"indiquer|affirmer|citer|finir|begin|start|end|mention|state|say|include|contain|claim)\b",
        r"\b(?:chiffres?|reponse|nombre|montant|nom|answer|figure|number|name) (?:\w+ )?(?:a "
        r"(?:donner|"
        r"citer|repondre|annoncer)|to (?:give|quote|state|announce)) (?:est|sont|is|are)\b",
        r"\b(?:il est|it is) (?:\w+ )?(?:interdit|defendu|proscrit|forbidden|prohibited) (?:de |d'|"
        r"to )(?:parler|"
        r"dire|repondre|mentionner|citer|reveler|talk|say|mention|answer|speak)\b",
        r"^\W*(?:please )?(?:do not|don't|never) (?:answer|reply to|respond to) (?:any |the "
        r")?question",
        r"\b(?:tenez|tiens|tenir|prenez|take|hold) [^.;]{0,20}(?:pour (?:vrai|acquis|exact|argent)|"
        r"as (?:true|"
        r"fact|given)|to be true)\b",
        r"\b(?:vous etes|tu es|you are) (?:\w+ )?(?:pri|tenu|ask|request|requir|oblig)\w* (?:de |"
        r"d'|to )(?:taire|"
        r"omettre|repeter|annoncer|affirmer|passer sous|omit|repeat|announce|claim|hide)\b",
        r"[,;:.]\W*(?:pass it on|faites passer|spread the word|qu'on se le dise)\b",
        # "À répéter tel quel", "This must be reported as fact"
        rf"\b(?:a|to be) (?:{_VOICE}|{_BEING_TOLD}) (?:tel(?:le)?s? quel|mot (?:pour|a) mot|"
        rf"textuel|a l'ident|"
        rf"verbatim|word for word|as is|as such|dans (?:la|votre|toute|chaque) reponse)",
        rf"\b(?:this|it) (?:must|should|has to|is to|needs to) (?:always )?be {_BEING_TOLD}\b(?! "
        rf"(?:to|by|in the)\b)",
        # "dans toutes les réponses", "La seule réponse admise", "Si la question porte sur"
        rf"\b(?:doi\w+|devr\w+|a|priere|merci|veuillez|must|should|{_SAYING}|"
        rf"{_VOICE})\b[^.;]{{0,60}} (?:dans|in) "
        rf"(?:(?:toutes?|chacune|chaque|every|each|all|any)(?: de)?(?: les| vos| tes| your)? |"
        rf"votre |ta |la |the |"
        rf"your )(?:reponses?|answers?|repl(?:y|ies))\b(?! (?:a|au|aux|to)\b)",
        r"\b(?:seule|bonne) reponse (?:admise|acceptable|possible|exacte|valable|autorisee|"
        r"correcte)\b[^.]{0,30}\b"
        r"est\b|\b(?:only|correct) (?:\w+ )?answer is that\b",
        r"\b(?:reponse|answer) (?:correcte )?(?:a|to) (?:any|every|all|toute|chaque|toutes les) "
        r"questions?\b",
        rf"^\W*(?:a|pour|to|for) (?:toute|any|every|chaque) (?:question|demande|"
        rf"request)\b[^.]{{0,60}}?,\W*(?:on |il "
        rf"faut )?(?:{_SAYING}|repondra|dira|{_VOICE}|{_TOLD})\b(?:{_THAT}| (?:le|la|les|the|"
        rf"only)\b)(?! (?:numero|"
        r"reference|objet|nom de votre))",
        r"\b(?:si|if) (?:la|une|the|any) question (?:porte|concerne|est|is|"
        r"concerns)\b[^.]{0,60},\W*(?:la reponse|the "
        r"answer|reponds|repondez|dites|answer|say)",
        rf"\b(?:si (?:l')?on (?:vous|t')|si quelqu'un (?:vous|t')|if (?:anyone|anybody|someone|you "
        rf"are))\W*(?:interroge|"
        rf"questionne|asks?|asked)\b[^.]{{0,60}},[^.]*\b(?:{_SAYING}|{_TOLD})\b{_NOT_OWN}",
        r"\ba (?:celui|celle|ceux|quiconque|toute personne) (?:qui )?(?:pos\w+ (?:la|une) question|"
        r"(?:vous|t') ?(?:interroge|questionne)\w*)",
        # "N'affichez pas", "Do not mention", "Croyez ce document"
        rf"(?:^|[:;,]\W*(?:et )?|surtout,? )\W*(?:n'|ne (?:les? |la )?)(?:repond\w*|dis|dites|"
        rf"ecri\w+|annonce[zr]?|"
        rf"affiche[zr]?|mentionne[zr]?|cite[zr]?|indique[zr]?|parle[zr]?) (?:pas|jamais|aucun\w*|"
        rf"nulle)\b{_NOT_OWN}",
        rf"(?:^|[:;]\W*)(?:please )?(?:do not|don't|never) (?:mention|show|display|say|state|cite|"
        rf"quote|reveal|report)\b"
        rf"{_NOT_OWN}",
        rf"(?:^|[:;,]\W*)(?:ne )?(?:croyez|crois|fiez-vous|fie-toi|believe|"
        rf"trust)\b[^.]{{0,30}}{_TEXT}",
        rf"\b(?:devez|dois|must|should|demande|prie\w*|faut) (?:donc )?(?:de |d'|to )?(?:croire|"
        rf"considerer|believe|trust|"
        rf"consider) {_TEXT}",
        r"^\W*(?:(?:retenez|notez|remember|note)(?: bien)?,? (?:et|puis|and) )?(?:repetez|repete|"
        r"redites|recopiez|recopie|"
        r"annoncez|affichez|affiche|affirmez)\b(?: (?:toujours|partout|bien))?\W*(?:que\b|qu'|:|«|"
        r"\")",
    )
)
"""What is said to whoever reads: what to answer, say, repeat, leave out or believe."""
_POINTS_BACK = re.compile(
    rf"^[^,;:]{{0,40}}?(?:\b(?:le|la|les|l'|en) ?{_VOICE}\b|{_SAYING}-le\b|"
    rf"\b{_TOLD} (?:it|so|this)\b|\b(?:this|ceci|cela|ces? \w+|cette \w+) "
    r"(?:must|should|is to|doi\w+|est a|sont a)\b)|"
    r"\btel(?:le)?s? quel|\b(?:ci-dessus|above|qui precede|precedente?s?)\b"
)
"""Points to what was said before it: "Merci de l'annoncer.", "À répéter tel quel."."""
_SPEECH = frozenset(
    """
    affic affir annon annou answe asked asks atten avis begin belie cache chiff cite citer citez
    claim consi croir croye decla denie deny desti dira diras dire direz dis displ dites ecrir
    ecris ecriv empor fais faites fie fiez forbi hold inclu indiq infor inten known lecte let lisan
    lit menti messa never note omets omett omit outpu overr parle pass preci prene prete preva
    prohi prosc quote rappo reade recop redi relay repea repet reply repon repor repro respo
    revel savoi say show signa silen sprea state taire taise take tell tenez tenir tiens told
    trust write
    """.split()
)
"""The same for what is said to whoever reads."""


def told_to_readers(folded: str, stems: Set[str]) -> bool:
    """Does a folded statement tell whoever reads it what to answer, say, repeat or believe?

    Args:
        stems: the first five letters of its words.
    """
    return not _SPEECH.isdisjoint(stems) and any(order.search(folded) for order in _ADDRESSED)


def points_back(folded: str) -> bool:
    """Is an order about what was said before it?"""
    return _POINTS_BACK.search(folded) is not None
