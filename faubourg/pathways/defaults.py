"""The lists that a new PLIE starts with, after the report of 2022 (lines 78 to 294); each PLIE rewords its own."""

from faubourg.pathways.choices import JobClass, TermKind

#: List → words in order; a word may be followed by the code by which the rules below name it.
TERMS: dict[str, tuple[tuple[str, str], ...]] = {
    TermKind.PRESCRIBER: (
        ("Bureau Insertion du Département", "bureau-insertion"),
        ("France Travail", "france-travail"),
        ("Structures de l’IAE", "iae"),
        ("AFPA", "afpa"),
        ("Mission Locale", "mission-locale"),
    ),
    TermKind.PRESCRIPTION_REASON: tuple(
        (label, "")
        for label in (
            "Accompagnement renforcé", "Projet professionnel à construire", "Freins multiples",
            "Recherche d’emploi à soutenir", "Accès à une formation",
        )
    ),
    TermKind.REFUSAL_REASON: (
        ("Ne réside pas sur le territoire", "hors-territoire"),
        ("Sans difficulté d’insertion professionnelle", ""),
        ("Déjà accompagné ailleurs", ""),
    ),
    TermKind.LOSS_REASON: (
        ("Sans nouvelles", ""),
        ("A trouvé un emploi ou une formation", ""),
        ("A déménagé", ""),
        ("Ne souhaite pas être accompagné", ""),
        ("Autre", ""),
    ),
    TermKind.OBSTACLE: (
        ("Mobilité", ""),
        ("Modes de garde", ""),
        ("Maîtrise de la langue et des savoirs de base", ""),
        ("Numérique", ""),
        ("Santé", ""),
        ("Estime de soi", ""),
    ),
    TermKind.CONTRACT_TYPE: (
        ("CDD", "cdd"),
        ("CDI", "cdi"),
        ("CDDI", "cddi"),
        ("CDIE", "cdie"),
        ("CAE", "cae"),
        ("Chèque emploi service", "ces"),
        ("Mission clauses d’insertion", "clauses"),
        ("Mission en AI", "ai"),
        ("Mission intérim", "interim"),
        ("Contrat de professionnalisation", "pro"),
        ("Création d’entreprise", "creation"),
    ),
    TermKind.TRAINING_DOMAIN: tuple(
        (label, "")
        for label in (
            "Administration / comptabilité", "Bâtiment / VRD", "Commerce / vente", "Entretien / propreté", "Industrie",
            "Mécanique", "Informatique", "Restauration", "Sécurité", "Social / animation", "Transport",
            "Remise à niveau",
        )
    ),
    TermKind.LIFTING_DOMAIN: (
        ("Définition du projet professionnel", "projet"),
        ("Ateliers collectifs PLIE", "ateliers"),
        ("Accompagnement social / santé", "social"),
        ("Accompagnement à l’emploi", "emploi"),
        ("Accompagnement à la mobilité", "mobilite"),
    ),
    TermKind.WATCH_REASON: tuple(
        (label, "") for label in ("Santé", "Emploi de parcours", "Formation", "Famille", "Autre")
    ),
    TermKind.EXIT_REASON: (
        ("Accès à l’emploi", ""),
        ("Accès à une formation", ""),
        ("Abandon du parcours", ""),
        ("Déménagement", ""),
        ("Réorientation", ""),
        ("Durée maximale atteinte", ""),
        ("Décès", "deces"),
    ),
    TermKind.EXIT_CATEGORY: (
        ("CDI", "cdi"),
        ("CDD et intérim + de 6 mois", "cdd-interim"),
        ("Missions clause > 600 heures", "clauses"),
        ("Contrats de professionnalisation", "pro"),
        ("CDDI", "cddi"),
        ("Contrat aidé (hors chantier)", "aide"),
        ("Formations qualifiantes", "formation"),
        ("Création entreprise", "creation"),
    ),
    TermKind.PROOF: (("CER", ""), ("Contrat de travail", ""), ("Extrait KBIS", ""), ("Attestation de formation", "")),
    TermKind.QUALIFICATION: (
        ("Niveau 3 ou infra", "3"),
        ("Niveau 4 (bac)", "4"),
        ("Niveau 5 et plus", "5"),
    ),
    TermKind.DROPIN_PLACE: (("AFPA", "afpa"),),
    TermKind.WORKSHOP: (("Estime de soi", ""), ("Prendre confiance en soi pour se présenter en entreprise", "")),
    TermKind.SUPPORT_END: tuple(
        (label, "")
        for label in ("Terme convenu", "Arrêt par la personne", "Sans nouvelles", "Relais", "Fin du parcours")
    ),
    TermKind.MISSION_OUTCOME: tuple(
        (label, "")
        for label in ("Embauche en CDI", "Embauche en CDD", "Nouvelle mission", "Formation", "Recherche d’emploi")
    ),
    TermKind.CHILDCARE_REASON: tuple(
        (label, "")
        for label in (
            "Démarches d’insertion professionnelle", "Recherche de formation", "Recherche d’emploi", "Entrée en emploi",
            "Entrée en formation", "Activité indépendante",
        )
    ),
    TermKind.CHILDCARE_REFUSAL: tuple(
        (label, "")
        for label in (
            "Déménagement", "Enfant scolarisé", "Accueilli sur une place de droit commun",
            "Accueilli dans une autre crèche",
            "Sorti du parcours d’insertion", "Pas de place libre",
        )
    ),
    TermKind.CHILDCARE_EXIT: tuple(
        (label, "")
        for label in (
            "Emploi", "Formation", "Activité indépendante", "Place de droit commun", "Arrêt du parcours",
            "Sans solution",
        )
    ),
    TermKind.SCHEME_REASON: tuple((label, "") for label in ("Abandon", "Déménagement", "Emploi ou formation", "Autre")),
}  # fmt: skip
#: Lifting domain → its means.
MEANS: dict[str, tuple[str, ...]] = {
    "projet": ("PMSMP", "Inventaire des intérêts professionnels", "Bilan de compétences"),
    "ateliers": ("Estime de soi", "Confiance pour l’entretien d’embauche"),
    "social": ("Écoute psychologique", "Dossier MDPH", "Parcours emploi-santé", "Atout pour la forme"),
    "emploi": ("AEE79", "Infos co / job dating / forum", "Bénévolat", "Activ’projet", "Simulation d’entretien"),
    "mobilite": ("Conseil en mobilité", "Location", "Auto-école solidaire"),
}
_PATHWAY, _EXIT = JobClass.PATHWAY, JobClass.POTENTIAL
#: (type, line of the table, class, category of exit, bounds), in the order in which they are tried (lines 216 to 231).
JOB_RULES: tuple[tuple[str, str, str, str, dict], ...] = (
    ("cdd", "CDD < 6 mois", _PATHWAY, "", {"below_months": 6}),
    ("cdd", "CDD ≥ 6 mois temps partiel", _EXIT, "cdd-interim", {"min_months": 6, "below_weekly": 35}),
    ("cdd", "CDD ≥ 6 mois temps plein", _EXIT, "cdd-interim", {"min_months": 6, "min_weekly": 35}),
    ("cdi", "CDI < 17 h 30", _PATHWAY, "", {"below_weekly": "17.5"}),
    ("cdi", "CDI temps partiel", _EXIT, "cdi", {"min_weekly": "17.5", "below_weekly": 35}),
    ("cdi", "CDI temps plein", _EXIT, "cdi", {"min_weekly": 35}),
    ("ces", "Chèque emploi service", _PATHWAY, "", {}),
    ("clauses", "Mission clauses ≥ 600 h sur les 6 derniers mois", _EXIT, "clauses", {"min_hours": 600}),
    ("clauses", "Mission clauses d’insertion", _PATHWAY, "", {}),
    ("ai", "Mission en AI", _PATHWAY, "", {}),
    ("interim", "Mission intérim ≥ 6 mois sans interruption", _EXIT, "cdd-interim", {"min_months": 6}),
    ("interim", "Mission intérim", _PATHWAY, "", {}),
    ("cddi", "CDDI < 1 an", _PATHWAY, "", {"below_months": 12}),
    ("cddi", "CDDI ≥ 1 an", _EXIT, "cddi", {"min_months": 12}),
    ("cae", "CAE ≥ 1 an", _EXIT, "aide", {"min_months": 12}),
    ("cdie", "CDIE ≥ 1 an", _EXIT, "cdi", {"min_months": 12}),
    ("pro", "Contrat de professionnalisation", _EXIT, "pro", {}),
    ("creation", "Création d’entreprise", _EXIT, "creation", {}),
)
#: What the trame de bilan asks for (line 354): fields of the participant and of the pathway.
SUMMARY_FIELDS = ("birth_date", "sex", "qualification", "residence", "referent", "obstacles", "objectives")
#: What the trame may ask for.
SUMMARY_CHOICES = (
    *SUMMARY_FIELDS, "disabled_worker", "long_unemployed", "foreign_diploma", "phone", "email", "informed_on",
    "structure", "brsa_at_entry", "measures", "steps",
)  # fmt: skip
