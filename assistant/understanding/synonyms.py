"""Words that ask for the same thing, in French and English, and words that ask for nothing.

General vocabulary of questions about clusters, money, people and dates. A group is a line
(an indented line continues it); what matters is the stem of each word. A group
must hold for any question: no line is written for one.
"""

from __future__ import annotations

from functools import lru_cache

from ingest.analysis import fold, lexical_tokens

__all__ = ["FILLERS", "alternatives", "is_filler"]

_GROUPS = """
préside président présidente présidence chair chairs chaired chairman chairwoman president presides
dirige directeur directrice direction director directs runs
membre membres adhérent adhérents adhère member members membership
adhérer adhésion adhérent rejoindre entrer inscrire inscription join joining enter
entreprise entreprises société sociétés boîte boîtes firme company companies firm firms business
PME SME SMEs smb smbs
startup start-up startups start-ups jeune pousse
pôle pôles cluster clusters
budget enveloppe dotation doté dotée envelope funding
financement finance financé financer fonds funding fund funds funded aide aides subvention grant
aide aides aid subventions soutien support
argent euros euro money
investi investissement investissements investit invest invested investment
emploi emplois poste postes job jobs
salarié salariés effectif effectifs employee employees staff
projet projets project projects
programme programmes program programs
recherche research
chercheur chercheurs researcher researchers
centre centres laboratoire laboratoires labo labos laboratory laboratories lab labs
université universités university universities
hôpital hôpitaux hospital hospitals
agence agences implantation implantations bureau bureaux antenne antennes office offices
  branch branches
usine usines factory factories plant plants
industrie industriel industriels industrielle industry industrial
filière filières sector sectors industry
eau water
mer maritime sea marine
énergie énergies energy
hydrogène hydrogen
santé health
agriculture agricole agricultural farming farm
alimentaire agroalimentaire aliment food
numérique digital
logiciel logiciels software
cybersécurité cyber cybersecurity
défense defence defense military militaire
aéronautique aviation aéronef aéronefs avion avions aircraft plane aerospace
spatial espace space
ferroviaire train trains rail railway
automobile voiture voitures car cars automotive vehicle véhicule
bateau navire navires ship ships boat
textile textiles
bois forêt wood forest timber
plastique plastiques plasturgie plastic plastics
déchet déchets waste recyclage recycling
climat carbone décarbonation décarboner decarbonisation decarbonization carbon
cheval équine équin chevaux horse equine
parfum parfumerie cosmétique cosmetics fragrance perfume
ville villes city cities
région régions regional régional régionale region regions
siège headquarters headquartered seat basée based situé située located implanté
pays country countries étranger abroad international
allemagne allemand allemands germany german
autriche autrichien austria austrian
belgique belge belges belgium belgian
danemark danois denmark danish
espagne espagnol espagnols spain spanish
estonie estonia
finlande finlandais finland finnish
grèce grec greece greek
hongrie hungary
irlande irlandais ireland irish
italie italien italiens italy italian
norvège norvégien norvégiens norway norwegian
hollande néerlandais netherlands dutch
pologne polonais poland polish
portugal portugais portuguese
roumanie romania
royaume-uni britannique britanniques uk britain british
slovénie slovenia
suède suédois sweden swedish
suisse suisses switzerland swiss
tchéquie tchèque czechia czech
américain américains usa american
canada canadien canadien canadian
chine chinois china chinese
japon japonais japan japanese
brésil brésilien brazil brazilian
maroc marocain morocco moroccan
tunisie tunisien tunisia tunisian
europe européen européenne européens européennes european
france français française french
état state gouvernement government
ministre ministère minister ministry
créé créée création fondé fondée fondation né née naissance created founded established launched
  lancé
signé signature signe signed signs sign convention accord partenariat agreement partnership
labellisé labellisés labellisation label labels labelled labeled labelling
phase phases étape
évaluation évaluations évalué évalue jugé evaluation assessment assessed evaluated
étude étudie study
formation former formations training trained skills compétences
école écoles school schools
brevet brevets patent patents
croissance growth
exportation export exports
coûte coûtent coûter coût coûts prix tarif cotisation cost costs fee fees price
réduction réduire réduit baisse diminuer reduce reduces reduced reduction cut
augmentation hausse augmenter increase rise
objectif objectifs vise but goal goals aim aims objective objectives
mission missions rôle role
mesure mesures proposition propositions propose proposes proposed proposal proposals measure
demande demandent réclame asks ask request
gagnant lauréat lauréats lauréate retenu retenus sélectionné sélectionnés selected winner winners
dirigeant patron boss head leader
porte porté portée pilote piloté pilotée coordonne coordonné mené conduit led leads lead carried
  coordinated managed
association asso association
ancien ancienne anciens former old previous
nouveau nouvelle nouveaux new
nom appelle nommé renommé devient devenu rebaptisé name named called renamed become became
annuel annuelle an année annual yearly year
janvier January
février February
mars March
avril April
juin June
juillet July
août August
septembre September
octobre October
novembre November
décembre December
sénat Senate
aujourd'hui actuellement maintenant actuel actuelle now currently today current
"""

_FILLERS = """
truc chose machin kezako kesako quesaco quésaco
exactement précisément finalement final réellement vraiment veut dire koi kwa
cb comb stp svp merci bonjour salut hello please savoir connaître dites dis explique expliquer
parle parlez donne donner existe jour moment fin début genre concrètement sert servir question
réponse aimerais voudrais cherche besoin tell explain give know mean means really actually
exactly would like want need thanks people gens fois combien appelle maintenant aujourd'hui
actuellement currently today now name called sait cest ca ya quoi jusque asap là oui non
set up did had been being get got gone through thing things stuff long much far so ever per via
cela celui celle ceux lesquels lesquelles lequel laquelle suis viens vais crois pense désormais
certains certaines jouer joue jouent play plays
pkoi pk prquoi quelque parmi our us me them he she him her his about your
selon après va vont aller according
meant they some because well most going never those while look looking something someone
used another
again might away getting already anything nothing enough everything everyone making though
trying whole maybe within able anyone anybody somebody probably saying yeah wanted either
whether myself yourself themselves itself himself herself along talking seems seemed finally
guess usually whatever perhaps upon okay towards wanna gotta certainly completely absolutely
definitely generally anyway clearly literally supposed otherwise therefore thus truly totally
somewhere somehow extremely indeed neither onto everywhere wonder wondering basically surely
specifically typically somewhat merely cannot shall ought rather quite else
jamais peux veux voulons pouvons devons devrons tant avais avons avez étais ouais hein puisque
quant tandis partout sinon probablement absolument parfaitement malheureusement apparemment
évidemment certes quasi quasiment quiconque quelconque aussitôt volontiers hélas
vraisemblablement littéralement sincèrement voyons disons croyez pensez savez
savent croient pensent faudra faudrait suffit
"""
FILLERS = frozenset(token for word in _FILLERS.split() for token in lexical_tokens(word))
"""Tokens that a question may hold and no answer needs to."""
_WHOLE = frozenset(map(fold, _FILLERS.split()))


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _GROUPS.replace("\n  ", " ").strip().splitlines():
        tokens = {t for t in lexical_tokens(line) if not t.startswith("=") and len(t) > 1}
        for token in tokens:
            table.setdefault(token, set()).update(tokens)
    return {token: frozenset(group) for token, group in table.items()}


def is_filler(word: str) -> bool:
    """Is ``word`` itself one of them? "Telli" is not, though its stem is that of "tell"."""
    return fold(word) in _WHOLE


def alternatives(token: str) -> frozenset[str]:
    """Tokens that may stand for ``token`` in an answer, itself among them."""
    return _table().get(token, frozenset()) | {token}
