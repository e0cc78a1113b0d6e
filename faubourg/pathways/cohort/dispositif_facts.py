"""What childcare and the dispositifs of the cohort must count (lines 428 to 441, 584 to 664, 962 to 1024)."""

from dataclasses import dataclass
from datetime import date

#: Prescribers of the dispositifs that the list of the PLIE does not have (lines 586, 610 and 1022).
PRESCRIBERS = ("ACTIF", "ASPIR", "CCAS de Niort", "CMA", "Référent·es du PLIE")
PLIE = "Référent·es du PLIE"

#: Crèche, dispositif, kind of reception, periods (from, to, places). Stock or flow: not written (line 531).
NURSERIES = (
    ("Les Colibris (UDAF)", "Département", "Régulier, occasionnel, en urgence", (
        (date(2020, 11, 1), date(2020, 12, 31), "2"), (date(2021, 1, 1), date(2022, 8, 31), "1"),
        (date(2022, 9, 1), None, "3"),
    )),
    ("L’île aux câlins (Mutualité)", "Département", "", ((date(2022, 9, 1), None, "4"),)),
    ("Crèche Angélique", "CCAS", "Temps plein", ((date(2021, 10, 1), None, "1"),)),
    ("Halte-garderie du Clou Bouchet", "CCAS", "Occasionnel, temporaire", ((date(2021, 10, 1), None, "0.5"),)),
)  # fmt: skip


@dataclass(frozen=True)
class Childcare:
    """Demands of a dispositif: `first` to `last` are their days; lists give (word, demands) in order.

    `received`: for each demand with a place, (children, months of all of them); single and young parents, quarters and
    situations are dealt among those.
    """

    nurseries: tuple[str, ...]
    first: date
    last: date
    prescribers: tuple[tuple[str, int], ...]
    received: tuple[tuple[int, str], ...]
    single: int
    young: int
    quarters: tuple[tuple[int, int], ...]
    reasons: tuple[tuple[str, int], ...]
    exits: tuple[tuple[str, int], ...]
    refusals: tuple[tuple[str, int], ...]


#: 51 demands are printed, their prescribers make 48 (line 586): those whose prescriber is told are the records.
DEPARTMENT = Childcare(
    ("Les Colibris (UDAF)",), date(2020, 11, 2), date(2022, 9, 20),
    (("bureau-insertion", 24), ("mission-locale", 10), ("ACTIF", 6), (PLIE, 1), ("france-travail", 3), ("", 2),
     ("CMA", 1), ("CCAS de Niort", 1)),
    (*[(1, "2.5")] * 13, *[(2, "3")] * 3, (1, "2")), 15, 9, ((0, 5), (1, 1), (2, 2)),
    (("Démarches d’insertion professionnelle", 7), ("Recherche de formation", 8), ("Recherche d’emploi", 4),
     ("Activité indépendante", 2)),
    (("Emploi", 11), ("Formation", 2), ("Activité indépendante", 2)), (("Pas de place libre", 31),),
)  # fmt: skip
_TOWN = {"single": 2, "young": 1, "quarters": ((0, 2), (1, 1)), "nurseries": ("Halte-garderie du Clou Bouchet",)}
#: Three demands of 2021, then nine of 2022 (12 since the beginning, line 610); the public of both years is the same.
TOWN_FIRST = Childcare(
    first=date(2021, 10, 4), last=date(2021, 10, 18), prescribers=((PLIE, 2), ("mission-locale", 1)),
    received=((1, "2.5"),) * 3, reasons=(("Recherche de formation", 2), ("Recherche d’emploi", 1)),
    exits=(("Emploi", 2), ("Activité indépendante", 1)), refusals=(), **_TOWN,
)  # fmt: skip
TOWN_SECOND = Childcare(
    first=date(2022, 1, 10), last=date(2022, 6, 10),
    prescribers=((PLIE, 2), ("mission-locale", 4), ("bureau-insertion", 2), ("ACTIF", 1)),
    received=((1, "6"),) * 3, reasons=(("Recherche de formation", 2), ("Démarches d’insertion professionnelle", 1)),
    exits=(("Emploi", 2), ("Arrêt du parcours", 1)),
    refusals=tuple((word, 1) for word in (
        "Déménagement", "Enfant scolarisé", "Accueilli sur une place de droit commun",
        "Accueilli dans une autre crèche", "Sorti du parcours d’insertion", "Pas de place libre",
    )), **_TOWN,
)  # fmt: skip
CHILDCARE = (DEPARTMENT, TOWN_FIRST, TOWN_SECOND)


@dataclass(frozen=True)
class Group:
    """Persons who went as far: `reached` stages, whether the passage is over, whether it began the year before.

    In a group of the year before, stages beyond `before` are reached in the year.
    """

    count: int
    reached: int
    sex: str = ""
    brsa: bool | None = None
    qpv: bool | None = None
    is_over: bool = False
    before: int = 0
    option: str = ""
    days: int = 0


@dataclass(frozen=True)
class Scheme:
    """A dispositif; `options`: label → stock; `prescribers`: (word, passages of the year), the rest unsaid."""

    name: str
    stages: tuple[str, ...]
    groups: tuple[Group, ...]
    options: tuple[tuple[str, int], ...] = ()
    prescribers: tuple[tuple[str, int], ...] = ()


#: 120, 92, 69, 62, 45, 29 (line 430), and women, men and BRSA from the entry on (line 963). Nine men give up before the
#: code and nineteen obtain it, of the twenty-six who entered: two of the nine entered the year before.
DRIVING = Scheme(
    "Auto-école solidaire",
    ("Orientée, évaluation proposée", "Évaluation des compétences validée", "Compétences de base validées",
     "Entrée à l’auto-école", "Code obtenu", "Permis obtenu"),
    (
        Group(5, 6, "F", True, is_over=True), Group(10, 6, "F", False, is_over=True),
        Group(5, 6, "H", True, is_over=True), Group(9, 6, "H", False, is_over=True),
        Group(1, 5, "F", True, is_over=True), Group(2, 5, "F", False, is_over=True), Group(5, 5, "F", True),
        Group(3, 5, "F", False), Group(1, 5, "H", True, is_over=True), Group(1, 5, "H", False, is_over=True),
        Group(2, 5, "H", True), Group(1, 5, "H", False),
        Group(3, 4, "F", True, is_over=True), Group(1, 4, "F", False, is_over=True), Group(6, 4, "F", False),
        Group(3, 4, "H", True, is_over=True), Group(4, 4, "H", False, is_over=True),
        Group(2, 4, "H", False, is_over=True, before=4),
        Group(7, 3, brsa=False), Group(23, 2, brsa=True, is_over=True), Group(28, 1, brsa=False, is_over=True),
    ),
    prescribers=((PLIE, 15), ("iae", 30), ("mission-locale", 40), ("bureau-insertion", 35)),
)  # fmt: skip
#: 89 oriented, 59 entered, 20 of them in a QPV (34 %); 64 left, 38 towards a job, 24 of them a lasting one (line 1022):
#: more left than entered, so that ten had entered the year before.
COMPANIES = Scheme(
    "AEE79", ("Orientée", "Entrée", "Sortie en emploi", "Emploi durable validé"),
    (
        Group(8, 4, qpv=True, is_over=True), Group(12, 4, qpv=False, is_over=True),
        Group(4, 3, qpv=True, is_over=True), Group(8, 3, qpv=False, is_over=True),
        Group(6, 2, qpv=True, is_over=True), Group(16, 2, qpv=False, is_over=True),
        Group(2, 2, qpv=True), Group(3, 2, qpv=False), Group(30, 1, qpv=False),
        Group(4, 4, qpv=False, is_over=True, before=2), Group(2, 3, qpv=False, is_over=True, before=2),
        Group(4, 2, qpv=False, is_over=True, before=2),
    ),
    prescribers=((PLIE, 22), ("ASPIR", 25), ("mission-locale", 15), ("iae", 14)),
)  # fmt: skip
#: 36 men and 34 women, 38 in a QPV, 6 microcredits among those (line 1024).
BUSINESS = Scheme(
    "ADIE", ("Accompagnée", "Microcrédit obtenu"),
    (
        Group(3, 2, "F", qpv=True), Group(3, 2, "H", qpv=True), Group(16, 1, "F", qpv=True),
        Group(16, 1, "H", qpv=True), Group(15, 1, "F", qpv=False), Group(17, 1, "H", qpv=False),
    ),
)  # fmt: skip
#: Each vehicle with its stock and its rentals by sex (line 967); 35 persons in a QPV, 26 men and 9 women. `days`: of
#: all the rentals of the kind, so that they are 57, 24, 73 and 14 % of the days of the stock.
RENTAL = Scheme(
    "Location de véhicules", ("Location",),
    (
        Group(12, 1, "H", qpv=True, option="Scooters", days=5617), Group(34, 1, "H", qpv=False, option="Scooters"),
        Group(2, 1, "F", qpv=True, option="Scooters"), Group(11, 1, "F", qpv=False, option="Scooters"),
        Group(6, 1, "H", qpv=False, option="VAE", days=701), Group(2, 1, "F", qpv=False, option="VAE"),
        Group(14, 1, "H", qpv=True, option="Voitures", days=4796), Group(29, 1, "H", qpv=False, option="Voitures"),
        Group(7, 1, "F", qpv=True, option="Voitures"), Group(35, 1, "F", qpv=False, option="Voitures"),
        Group(6, 1, "H", qpv=False, option="Voitures sans permis", days=256),
        Group(3, 1, "F", qpv=False, option="Voitures sans permis"),
    ),
    options=(("Scooters", 27), ("VAE", 8), ("Voitures", 18), ("Voitures sans permis", 5)),
)  # fmt: skip
SCHEMES = (DRIVING, COMPANIES, BUSINESS, RENTAL)


def _cells(scheme: Scheme, told: dict[str, str]) -> dict[str, str]:
    return {cell: f"{scheme.name} : {label}" for cell, label in told.items()}


def _by_sex(row: str, label: str, *columns: str) -> dict[str, str]:
    words = {"2022": "", "2022 H": ", hommes", "2022 F": ", femmes", "2022 BRSA": ", BRSA"}
    return {f"{row} | {column}": f"{label}{words[column]}" for column in columns or words}


def _demands(row: str, name: str, suffix: str = "") -> dict[str, str]:
    told = {"Enfants": "Enfants accueillis", "Parents isolés": "Parents isolés",
            "Jeunes parents <26": "Parents de moins de 26 ans", "Mois d'accueil": "Mois d’accueil",
            "Moyenne mois/enfant": "Mois par enfant"}  # fmt: skip
    return {f"{row} | {column}": f"{name} : {label}{suffix}" for column, label in told.items()}


#: As `facts.SERIES`: (table of the report, key of what is printed, year, words or cells → ours).
SERIES = (
    ("garde", "tab-t21", 2022, {
        "CD79 (depuis 2020) | Prescriptions": "Département : Ensemble",
        "CCAS (depuis le début) | Prescriptions": "CCAS : Ensemble",
        **_demands("CD79 (depuis 2020)", "Département"),
        **_demands("CCAS 2021", "CCAS", ", demandes de l’année"),
        **_demands("CCAS 2022", "CCAS", ", demandes de l’année"),
    }),
    ("entonnoirs", "tab-t15", 2022, _cells(DRIVING, dict(zip(
        ("orientées et évaluation proposée", "évaluation des compétences validée",
         "compétences de base préalables à la conduite validées", "entrées effectives à l'auto-école", "code obtenu",
         "permis obtenu"), DRIVING.stages, strict=True,
    )))),
    ("entonnoirs", "tab-t16", 2022, _cells(DRIVING, {
        **_by_sex("entrées code", "Entrée à l’auto-école"),
        **_by_sex("codes obtenus", "Code obtenu"),
        **_by_sex("permis obtenus", "Permis obtenu"),
        "abandons / sorties code | 2022": "Entrée à l’auto-école, terminés là",
        "abandons / sorties permis | 2022": "Code obtenu, terminés là",
    })),
    ("entonnoirs", "tab-t17", 2022, _cells(RENTAL, {
        f"{row} | {column}": f"{label}{end}"
        for row, (label, _) in zip(("Scooters", "VAE", "Voitures", "Voitures sans Permis"), RENTAL.options, strict=True)
        for column, end in (("Parc 2022", ", parc"), ("Taux occ. 2022", ", jours d’usage"), ("Loc. 2022", ""),
                            ("H 2022", ", hommes"), ("F 2022", ", femmes"))
    })),
    ("entonnoirs", "tab-t22", 2022, _cells(COMPANIES, {
        "orientées": "Orientée", "entrées": "Entrée", "sorties": "Passages terminés",
        "sorties en emploi": "Sortie en emploi", "sorties en emploi durable": "Emploi durable validé",
    })),
    ("entonnoirs", "tab-t23", 2022, _cells(BUSINESS, {
        "accompagnées": "Accompagnée", "Hommes": "Accompagnée, hommes", "Femmes": "Accompagnée, femmes",
        "QPV": "Accompagnée, en QPV", "microcrédits": "Microcrédit obtenu",
    })),
)  # fmt: skip
