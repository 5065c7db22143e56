"""Errands of private life and chores: what to buy or cook, a sum, a poem, the weather. Pure.

A consumer asks for a thing or an act that no document of the field gives, though the words beside
(a town, a pôle near by, "electric") are found in many. One who speaks of a company, of members, of
a project or of its funding asks about the field, whatever the thing; but not of a computation, a
text to write, a decision of one's own.
"""

from __future__ import annotations

import re

__all__ = ["is_errand"]


def _any(words: str) -> str:
    """Pattern of any of ``words``, singular or plural; "_" for a blank."""
    return "(?:" + "|".join(f"{word.replace('_', ' ')}s?" for word in words.split()) + ")"


_FIELD = re.compile(
    r"\b(?:poles?|clusters?|entreprises?|pme|pmi|eti|tpe|start-?ups?|societes?|boites?|"
    r"compan(?:y|ies)|firms?|business\w*|smes?|adher\w+|membres?|members?|fournisseurs?|"
    r"suppliers?|sous-traitan\w+|fabri\w+|manufactur\w+|makers?|makes|usines?|factor(?:y|ies)|"
    r"industri\w+|projets?|projects?|programmes?|programs?|filieres?|inno(?:v\w+)?|r&d|recherches?|"
    r"research\w*|brevets?|patents?|prototyp\w+|label\w*|labo(?:s|rato\w+)?|plate-?formes?|"
    r"platforms?|halles?|bancs?|bureaux|locaux|coworking|machines?|equipements?|subvention\w*|"
    r"financ\w+|fund\w*|grants?|appels? a|produi(?:t|s\w*)|develop\w*|conc[oe][iv]\w+|export\w*|"
    r"vend\w*|sells?|lance[rz]?|marches? publics?|commande publique)\b"
)
"""Words of one who asks about the field."""
_LANDMARK = re.compile(
    r"\b(?:pres|proches?|a cote|autour|non loin|en face|loin|near(?:by)?|close to|next to|around)\b"
    r".*|\b(?:pendant|durant|during)\b.*"
)
"""Where or when the errand is run: a pôle named there is a place like any other."""
_ASKS_TO = (
    r"(?:\bou|\bcomment|\bquoi|\bque|\bqu'|\bcombien (?:de temps |ca coute )?(?:pour|de)|"
    r"\bquel(?:le)?s?(?: [\w'-]+){1,4}|"
    r"\bpuis-je|\bpeut-on|\b(?:je|on|j'aimerais) ?(?:veux|voudrais|souhaite|cherche a|peut|va)?|"
    r"\b(?:un|une|des)(?: [\w'-]+){1,4} (?:a|pour)|"
    r"\b(?:where|how|what|which)(?: [\w'-]+){0,3} (?:can|could|do|should) (?:i|you|we|one)|"
    r"\b(?:can|could) i|\b(?:where|what|how|want|need|like|looking|\bi) to)"
)
_ACT = (
    r"(?:peut-on |puis-je |on peut |bien |aller )*(?:acheter|manger|diner|dejeuner|bruncher|boire|"
    r"dormir|(?:se |me |nous )?loger|sejourner|(?:se |me |nous )?garer|stationner|reserver|louer|"
    r"commander|offrir|visiter|se baigner|se promener|me promener|regarder|"
    r"faire (?:du|de la|des|les|mes) (?:cheval|velo|ski|surf|sport|shopping|courses?|rando\w*|"
    r"natation|yoga)|buy|eat|sleep|park|stay|rent|book|drink|have (?:dinner|lunch|breakfast)|"
    r"watch|visit)"
)
"""The act of a consumer, in the infinitive: it is the asker's own."""
_SERVICE = _any(
    "restaurant resto pizzeria brasserie bar pub cafe boulangerie hotel auberge camping gite "
    "airbnb chambres?_d'hote dentiste medecins?_traitant generaliste kine osteopathe veterinaire "
    "coiffeur plombier electricien serrurier garagiste supermarche piscine cinema salles?_de_sport "
    "parking stations?-service baby-?sitter notaire dentist doctor pharmac(?:y|ie) hairdresser "
    "plumber supermarket swimming_pool gym flight train vol bus tram metro taxi"
)
_PRODUCT = _any(
    "velo trottinette voiture moto scooter telephone portable smartphone iphone ordinateur ordi pc "
    "tablette tele televiseur imprimante frigo refrigerateur lave-linge aspirateur casque montre "
    "jouet console jeux?_video parfum creme shampo\\w+ maquillage vetement chaussure basket vin "
    "biere champagne fromage chocolat pizza film serie livre roman chanson maison appart(?:ement)? "
    "studio drone cadeaux? matela canape mutuelle forfait chaudiere bike car phone laptop computer "
    "printer tv toy perfume wine beer movie book song house apartment flat gift shoe"
)
_OWN = _any(
    "batterie femme mari copine? enfant fils fille bebe chat chien voisine? jardin permi loyer "
    "proprietaire do dent tete ventre cheveux peau box wifi wife husband kid son daughter baby dog "
    "cat neighbou?r landlord teeth back garden devoir homework"
)
_DISH = _any(
    "tarte quiche gateaux? cookie crepe gaufre soupe gratin ratatouille omelette mayonnaise "
    "vinaigrette sauce pate pizza riz poulet boeuf cassoulet mousse cake pie pancake omelet soup "
    "stew pasta bread bechamel lasagne couscou"
)
_GOOD = (
    r"(?:\bbon(?:ne)?s?|\bmeilleure?s?|\bbest|\bgood|\bcheap\w*|\bnearest|\bclosest|"
    r"\brecommend\w*(?: me)?|\bsuggest\w*(?: me)?|\bconseill\w+(?:-moi)?)"
)
_WANTS = re.compile(
    rf"{_ASKS_TO} {_ACT}\b|"
    # the service itself is what is asked for
    rf"{_GOOD}(?: [\w'-]+){{0,2}} {_SERVICE}\b|"
    rf"^\W*(?:(?:quel(?:le)?s?|un|une|des|which|what|a|some|y a-t-il|is there|are there|"
    rf"(?:je|i) (?:cherche|need|want)|ou (?:est|trouver|sont)|where (?:is|are)|le|la|les|the|"
    rf"prix|combien coute\w*|horaires?) )*(?:d'une? |des? |du )?{_SERVICE}\b|"
    # a product, with the mark of one who chooses or pays for it
    rf"{_GOOD}(?: [\w'-]+){{0,1}} {_PRODUCT}\b|"
    rf"\b{_PRODUCT}\b.*\b(?:d'occasion|pas chere?s?|moins de \d+|under \d+|second-?hand|"
    rf"pour (?:mon|ma|mes|un enfant|offrir|noel)|for my|a (?:louer|vendre|acheter)|"
    rf"for (?:sale|rent))\b|"
    rf"\b(?:(?:prix|tarifs?|price|cost|cout\w*) (?:d'une?|of an?)|combien coute une?) {_PRODUCT}\b|"
    # one's own things and people
    rf"\b(?:mon|ma|mes|my) (?:[\w'-]+ )?(?:{_PRODUCT}|{_OWN})\b|\bchez moi\b|\bat my place\b|"
    r"\bj'ai mal\b|\bmal (?:au|aux|a la) (?:dos|dents?|tete|ventre|gorge)\b|"
    r"\bperdre du poids\b|\blose weight\b|"
    # the kitchen
    rf"\b(?:faire|preparer|reussir|cuire|make|prepare|bake)\b(?: [\w'-]+){{1,3}}? {_DISH}\b|"
    r"\b(?:cuisiner|mijoter|to cook)\b|"
    r"\brecette (?:de |du |d'|des )(?!\w*(?:budget|fiscal))|\brecipe\b|"
    # elections
    r"\b(?:elections? )?(?:presidentielles?|legislatives?|municipales?|cantonales?)\b(?! de)|"
    r"\belections? (?:regionales?|departementales?|europeennes?)\b|"
    r"\b(?:presidential|general|parliamentary|local) elections?\b|"
    # private money
    r"\b(?:prets?|credits?|loans?) (?:immobiliers?|immo|auto|conso\w*|etudiants?|personnels?)\b|"
    r"\bmortgages?\b|\bsavings? (?:rates?|accounts?)\b|\blivret (?:a|jeune)\b|\bbitcoins?\b|"
    r"\bassurances? (?:auto|habitation|vie)\b|\bcours (?:de l'action|de bourse|du bitcoin)\b|"
    r"\b(?:share|stock) price\b|\bimpots? sur le revenu\b|\b(?:le|du|the|au) smic\b|"
    r"\bprix (?:du|d'un|de l') ?(?:litre|plein|essence|gazole|timbre|pain|baguette|billet)\b|"
    # sport and prizes
    r"\b(?:gagne\w*|remport\w+|won|score|resultats?|champion\w*)\b.{0,20}\b(?:ligue|league|coupe|"
    r"cup|match|tournoi|championnat|roland[- ]garros|tour de france|eurovision|loto|oscars?)\b|"
    r"\b(?:coupe du monde|world cup|jeux olympiques|prix nobel|nobel prize|lottery)\b|"
    # the day
    r"\b(?:meteo|quel temps (?:fait|fera|va)|il (?:fait|fera) quel temps|weather|horoscope)\b|"
    r"\bquelle heure (?:est|il)\b|\bwhat time is it\b|\bquel jour (?:sommes|on est|est-on)\b|"
    r"\bsens de la vie\b|\bmeaning of life\b"
)
"""What is an errand, unless the field is spoken of."""
_WRITE = (
    r"(?:(?:ecri\w+|redige\w*|compose\w*|raconte\w*|invente\w*|write|tell|draft|make|fais|code)"
    r"(?:[- ](?:moi|nous|me|us))?)"
)
_NUMBER = r"\d[\d.,  ]*"
_ALWAYS = re.compile(
    # one's own decisions and papers
    r"\ba ma place\b|\bin my (?:place|shoes)\b|\bif you were me\b|"
    r"\b(?:devrais-je|dois-je|est-ce que je (?:dois|devrais)|should i|do i have to)"
    r" (?:\w+ )?(?:accepter|refuser|quitter|demissionner|vendre|racheter|demenager|signer|"
    r"accept|refuse|quit|resign|leave|sell|sign)\b|"
    r"\b(?:creer|ouvrir|monter|immatriculer|devenir|set up|register) (?:(?:une?|ma|sa|an?|my) )?"
    r"(?:micro-?entrepr\w+|auto-?entrepr\w+|sarl|sasu|eurl|sci)\b|"
    # a text to write, to translate
    rf"\b{_WRITE}\b.{{0,25}}\b(?:poemes?|blagues?|chansons?|histoire drole|contes?|dissertation|cv|"
    r"lettre (?:de motivation|d'amour)|e?-?mails? (?:de|d'|pour|a)|discours|poem|jokes?|song|essay|"
    r"haiku|cover letter|python|javascript|script|programme informatique)\b|"
    r"^\W*(?:peux-tu |pouvez-vous |can you |please )?(?:tradui\w+|translate)\b|"
    r"\bcomment (?:dit-on|on dit|dire|tradui\w+|se dit)\b.{1,60}\ben (?:anglais|allemand|"
    r"espagnol|italien|chinois|japonais|arabe|russe|portugais)\b|\bhow do you say\b|"
    # a computation
    r"\b(?:resous|resoudre|solve|calcule|compute)\b.*\d\s*\w?\s*[-+*/=]|"
    r"\b(?:racine carree|square root|logarithme|factorielle) (?:de|of)\b|\bsqrt\b|"
    r"^\W*(?:(?:combien|ca|cela|font|fait|calcule[rz]?|et|what(?:'s| is)|how much is) )*"
    rf"{_NUMBER}(?:[-+*/x×÷^%]|plus|moins|fois|multiplies? par|divises? par|times|minus|"
    rf"divided by|pour ?cent|percent)\s*(?:(?:de|of) )?{_NUMBER}\W*$|"
    r"^\W*(?:combien (?:font|fait)|what is|how much is) (?:[\w-]+ ){1,3}(?:fois|plus|moins|"
    r"multiplies? par|divises? par|times|minus|divided by) [\w-]+\W*$"
)
"""What is one, whatever the words beside."""

_AGENCY = re.compile(
    r"(?<!avec )(?<!with )(?<!et )(?<!and )\b(?:pole[- ]emploi|france travail|anpe|assedic)\b"
)
"""The agency of those who seek work is no pôle of the field, whatever its name."""


def is_errand(folded: str) -> bool:
    """Does a question, folded, ask for an errand or a chore, and for nothing of the field?"""
    if _ALWAYS.search(folded):
        return True
    asked, agency = _AGENCY.subn(" ", _LANDMARK.sub(" ", folded))
    return not _FIELD.search(asked) and (agency > 0 or _WANTS.search(asked) is not None)
