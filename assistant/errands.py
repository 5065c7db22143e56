"""Errands of private life: what to buy or cook, whom to elect, one's own car, a loan. Pure.

A consumer asks for a thing or an act that no document of the field gives, though the words beside
(a town, a pôle near by, "electric") are found in many. One who speaks of a company, of members, of
a project or of its funding asks about the field, whatever the thing.
"""

from __future__ import annotations

import re

__all__ = ["is_errand"]

_FIELD = re.compile(
    r"\b(?:poles?|clusters?|entreprises?|pme|pmi|eti|tpe|start-?ups?|startups?|societes?|boites?|"
    r"compan(?:y|ies)|firms?|business\w*|smes?|adherents?|adher\w+|membres?|members?|"
    r"fournisseurs?|suppliers?|sous-traitan\w+|fabri\w+|manufactur\w+|makers?|makes|usines?|"
    r"factor(?:y|ies)|industri\w+|projets?|projects?|programmes?|programs?|filieres?|innov\w+|"
    r"inno\b|r&d|recherches?|research\w*|brevets?|patents?|prototyp\w+|label\w*|laborato\w+|"
    r"labos?|plate-?formes?|platforms?|halles?|bancs?|bureaux|locaux|coworking|machines?|"
    r"equipements?|subvention\w*|financ\w+|fund\w*|grants?|appels? a|produis\w*|produit|"
    r"developp\w+|develop\w*|concoi\w+|concev\w+|export\w*|vend\w*|sells?|lance[rz]?|"
    r"marches? publics?|commande publique)\b"
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
_DOES = re.compile(rf"{_ASKS_TO} {_ACT}\b")
"""The act of a consumer, in the infinitive: it is the asker's own."""
_SERVICE = (
    r"(?:restaurants?|restos?|pizzerias?|brasseries?|bars?|pubs?|cafes|boulangeries?|hotels?|"
    r"auberges?|campings?|gites?|airbnb|chambres? d'hotes?|dentistes?|medecins? traitants?|"
    r"generalistes?|kines?|osteopathes?|veterinaires?|pharmacies?|coiffeurs?|plombiers?|"
    r"electriciens?|serruriers?|garagistes?|supermarches?|piscines?|cinemas?|salles? de sport|"
    r"parkings?|stations?-service|baby-?sitters?|notaires?|dentists?|doctors?|pharmac(?:y|ies)|"
    r"hairdressers?|plumbers?|supermarkets?|swimming pools?|gyms?|flights?|trains?|vols?|bus|tram|"
    r"metro|taxis?)"
)
_PRODUCT = (
    r"(?:velos?|trottinettes?|voitures?|motos?|scooters?|telephones?|portables?|smartphones?|"
    r"iphones?|ordinateurs?|ordi|pc|tablettes?|tele|televiseurs?|imprimantes?|frigos?|"
    r"refrigerateurs?|lave-linge|aspirateurs?|casques?|montres?|jouets?|consoles?|jeux? video|"
    r"parfums?|cremes?|shampo\w+|maquillages?|vetements?|chaussures|baskets|vins?|bieres?|"
    r"champagnes?|fromages?|chocolats?|pizzas?|films?|series?|livres?|romans?|chansons?|maisons?|"
    r"appartements?|appart|studios?|drones?|cadeaux?|matelas|canapes?|mutuelles?|forfaits?|"
    r"chaudieres?|bikes?|cars?|phones?|laptops?|computers?|printers?|tvs?|toys?|perfumes?|wines?|"
    r"beers?|movies?|books?|songs?|houses?|apartments?|flats?|gifts?|shoes)"
)
_OWN = (
    r"(?:batteries?|femme|mari|copine?|enfants?|fils|fille|bebe|chats?|chiens?|voisine?s?|jardin|"
    r"permis|loyer|proprietaire|dos|dents?|tete|ventre|cheveux|peau|box|wifi|wife|husband|kids?|"
    r"son|daughter|baby|dogs?|cats?|neighbou?rs?|landlord|teeth|back|garden)"
)
_GOOD = (
    r"(?:\bbon(?:ne)?s?|\bmeilleure?s?|\bbest|\bgood|\bcheap\w*|\bnearest|\bclosest|"
    r"\brecommend\w*(?: me)?|\bsuggest\w*(?: me)?|\bconseill\w+(?:-moi)?)"
)
_DISH = (
    r"(?:tartes?|quiches?|gateaux?|cookies|crepes?|gaufres?|soupes?|gratins?|ratatouille|omelettes?|"
    r"mayonnaise|vinaigrettes?|sauces?|pates?|pizzas?|riz|poulet|boeuf|cassoulet|mousses?|"
    r"cakes?|pies?|pancakes?|omelets?|soups?|stews?|pasta|bread|bechamel|lasagnes?|couscous)"
)
_WANTS = re.compile(
    # the service itself is what is asked for
    rf"{_GOOD}(?: [\w'-]+){{0,2}} {_SERVICE}\b|"
    rf"^\W*(?:(?:quel(?:le)?s?|un|une|des|which|what|a|some|y a-t-il|is there|are there|"
    rf"(?:je|i) (?:cherche|need|want)|ou (?:est|trouver|sont)|where (?:is|are)|le|la|les|the|"
    rf"prix|combien coute\w*|horaires?) )*(?:d'une? |des? |du )?{_SERVICE}\b|"
    # a product, with the mark of one who chooses or pays for it
    rf"{_GOOD}(?: [\w'-]+){{0,1}} {_PRODUCT}\b|"
    rf"\b{_PRODUCT}\b.*\b(?:d'occasion|pas chere?s?|moins de \d+|under \d+|second-?hand|"
    rf"pour (?:mon|ma|mes|un enfant|offrir|noel)|for my|a (?:louer|vendre|acheter)|"
    rf"for (?:sale|rent))\b|\b(?:prix|tarifs?|price|cost|cout\w*) (?:d'une?|of an?) {_PRODUCT}\b|"
    # one's own things and people
    rf"\b(?:mon|ma|mes|my) (?:[\w'-]+ )?(?:{_PRODUCT}|{_OWN})\b|\bchez moi\b|\bat my place\b|"
    r"\bj'ai mal\b|\bmal (?:au|aux|a la) (?:dos|dents?|tete|ventre|gorge)\b|"
    r"\bperdre du poids\b|\blose weight\b|"
    # the kitchen
    rf"\b(?:faire|preparer|reussir|cuire|make|prepare|bake)\b(?: [\w'-]+){{1,3}}? {_DISH}\b|"
    r"\b(?:cuisiner|mijoter|to cook)\b|"
    # elections
    r"\b(?:elections? )?(?:presidentielles?|legislatives?|municipales?|cantonales?)\b(?! de)|"
    r"\belections? (?:regionales?|departementales?|europeennes?)\b|"
    r"\b(?:presidential|general|parliamentary|local) elections?\b|"
    # private money
    r"\b(?:prets?|credits?|loans?) (?:immobiliers?|immo|auto|conso\w*|etudiants?|personnels?)\b|"
    r"\bmortgages?\b|\bsavings? (?:rates?|accounts?)\b|\blivret (?:a|jeune)\b|\bbitcoins?\b|"
    r"\bassurances? (?:auto|habitation|vie)\b|\bcours (?:de l'action|de bourse|du bitcoin)\b|"
    r"\b(?:share|stock) price\b|\bimpots? sur le revenu\b|"
    r"\bprix (?:du|d'un|de l') ?(?:litre|plein|essence|gazole|timbre|pain|baguette|billet)\b|"
    # sport
    r"\b(?:gagne\w*|remport\w+|won|score|resultats?|champion\w*)\b.{0,20}\b(?:ligue|league|coupe|"
    r"cup|match|tournoi|championnat|roland[- ]garros|tour de france|eurovision)\b"
)
_DECIDES = re.compile(
    r"\ba ma place\b|\bin my (?:place|shoes)\b|\bif you were me\b|"
    r"\b(?:devrais-je|dois-je|est-ce que je (?:dois|devrais)|should i|do i have to)"
    r" (?:\w+ )?(?:accepter|refuser|quitter|demissionner|vendre|racheter|demenager|signer|"
    r"accept|refuse|quit|resign|leave|sell|sign)\b|"
    r"\b(?:creer|ouvrir|monter|immatriculer|devenir|set up|register) (?:(?:une?|ma|sa|an?|my) )?"
    r"(?:micro-?entrepr\w+|auto-?entrepr\w+|sarl|sasu|eurl|sci)\b"
)
"""One's own decisions and papers, whatever the words beside."""


def is_errand(folded: str) -> bool:
    """Does a question, folded, ask for an errand of private life and for nothing of the field?"""
    if _DECIDES.search(folded):
        return True
    asked = _LANDMARK.sub(" ", folded)
    if _FIELD.search(asked):
        return False
    return bool(_DOES.search(asked) or _WANTS.search(asked))
