"""Plausible French sentences for fictitious contracts: words of the field, towns that do not exist, nobody's name."""

from random import Random

VERBS = (
    "Développer", "Renforcer", "Soutenir", "Créer", "Maintenir", "Adapter", "Organiser", "Mettre en place", "Favoriser",
    "Faciliter", "Valoriser", "Poursuivre", "Expérimenter", "Animer", "Coordonner", "Accompagner", "Étendre",
)  # fmt: skip
THINGS = (
    "l’accès aux droits", "les permanences numériques", "l’accompagnement vers l’emploi", "les chantiers d’insertion",
    "la médiation sociale", "les ateliers de parentalité", "la pratique sportive", "l’offre culturelle de proximité",
    "les jardins partagés", "la prévention en santé", "le dépistage des cancers", "le soutien à la scolarité",
    "la lutte contre l’illettrisme", "les cours de français", "la mobilité à vélo", "le garage solidaire",
    "la création d’entreprise", "le parrainage des jeunes", "les clauses sociales des marchés", "la garde d’enfants",
    "la tranquillité publique", "la gestion urbaine de proximité", "la rénovation thermique des logements",
    "le tri des déchets", "l’accès à une alimentation saine", "la participation des conseils citoyens",
    "l’égalité entre les femmes et les hommes", "la lutte contre les discriminations", "la mémoire du quartier",
    "les vacances des familles", "l’accueil des nouveaux habitants", "la prévention du décrochage scolaire",
    "les stages de troisième", "le relogement des ménages", "la santé mentale", "la conduite accompagnée",
)  # fmt: skip
PUBLICS = (
    "habitants des quartiers prioritaires", "jeunes de 16 à 25 ans", "demandeurs d’emploi de longue durée",
    "familles monoparentales", "personnes âgées isolées", "enfants de 6 à 11 ans", "collégiens", "parents d’élèves",
    "femmes éloignées de l’emploi", "bénéficiaires du RSA", "locataires du parc social", "allophones",
    "personnes en situation de handicap", "créateurs d’entreprise", "associations de quartier",
)  # fmt: skip
WAYS = (
    "par des actions d’aller-vers", "au pied des immeubles", "en lien avec les centres sociaux",
    "avec les bailleurs sociaux", "pendant les vacances scolaires", "dans les écoles et les collèges",
    "en partenariat avec la mission locale", "par un guichet unique", "avec des relais habitants", "chaque trimestre",
    "dans le cadre de la cité éducative", "par une équipe pluridisciplinaire", "au plus près des lieux de vie",
)  # fmt: skip
BODIES = (
    "Centre social", "Mission locale", "Maison de quartier", "Régie de quartier", "Office public de l’habitat",
    "Service jeunesse", "Direction de la cohésion sociale", "Caisse locale", "Association d’insertion", "Club sportif",
    "Médiathèque", "Épicerie solidaire", "Agence d’urbanisme", "Chambre consulaire", "Collège", "Pôle santé",
)  # fmt: skip
MEASURED = (
    "Nombre de participants", "Nombre de séances", "Part d’habitants des QPV", "Nombre de personnes accompagnées",
    "Taux de sortie positive", "Nombre de partenaires mobilisés", "Satisfaction des bénéficiaires",
    "Nombre de logements rénovés", "Nombre d’ateliers", "Évolution de la fréquentation", "Nombre de ménages informés",
)  # fmt: skip
_FIRST = ("Val", "Mont", "Roche", "Clair", "Haute", "Beau", "Ville", "Pont", "Fonte", "Aigue", "Sable", "Chante")
_LAST = ("brune", "fleur", "lande", "roc", "combe", "mare", "rive", "grise", "loup", "perdrix", "source", "noire")
_BESIDE = ("", "-les-Prés", "-sur-Vène", "-le-Haut", "-en-Plaine", "-la-Forêt", "-sous-Bois")


class Words:
    """Sentences drawn from one seed: the same seed writes the same contract."""

    def __init__(self, seed: str):
        self.random = Random(seed)  # noqa: S311 — words, not secrets

    def one(self, choices):
        """One of `choices`."""
        return self.random.choice(choices)

    def some(self, choices, most: int) -> list:
        """One to `most` of `choices`, each once."""
        return self.random.sample(choices, min(len(choices), self.random.randint(1, most)))

    def number(self, least: int, most: int) -> int:
        """A whole number between two bounds, both possible."""
        return self.random.randint(least, most)

    def town(self) -> str:
        """A town that does not exist."""
        return self.one(_FIRST) + self.one(_LAST) + self.one(_BESIDE)

    def title(self) -> str:
        """« Développer la pratique sportive des collégiens, avec les bailleurs sociaux »: what an action promises."""
        return f"{self.one(VERBS)} {self.one(THINGS)} pour les {self.one(PUBLICS)}, {self.one(WAYS)}"

    def text(self, sentences: int) -> str:
        """A paragraph."""
        return " ".join(f"{self.title()} ; {self.one(VERBS).lower()} {self.one(THINGS)}." for _ in range(sentences))

    def organisation(self, number: int) -> str:
        """The name of a body, different for each number."""
        return f"{BODIES[number % len(BODIES)]} {self.town()} {number // len(BODIES) + 1}"
