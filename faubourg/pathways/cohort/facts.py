"""What the cohort must count: figures of the report of 2022 and nothing else. Free: not printed, chosen here."""

from datetime import date

from faubourg.pathways.cohort import dispositif_facts

SEED = 2022
#: People followed at the day of the demo, beside those of the report: free.
RECENT = 60
YEAR = 2022
#: State → prescriptions on their way at the day of the demo, the most advanced first: free.
PENDING = {"a-signer": 2, "a-admettre": 3, "a-orienter": 2, "a-valider": 4, "a-verifier": 3}
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)

#: Code of the prescriber → prescriptions (lines 171 and 194: 38, 70 % of 199, the rest; free beyond the first two).
PRESCRIBERS = {"france-travail": 38, "bureau-insertion": 139, "iae": 12, "afpa": 6, "mission-locale": 4}
#: Entered (line 175), and what became of the others: free.
ENTERED, CARRIED_OVER = 113, 179
#: Carried over from before February 2021: free.
OLDEST = 30
NOT_ENTERED = {"perdu": 58, "refuse": 16, "ineligible": 12}

#: Sexes (lines 186 and 187), RSA at the entry (line 191).
WOMEN, MEN = 145, 147
BRSA, BRSA_AMONG_ENTERED = 217, 84
#: (from, to) in years on the 31st of December → persons: one of the four splits that give 1, 65, 21 and 14 %.
AGES = {(19, 25): 3, (26, 44): 189, (45, 54): 60, (55, 61): 40}
#: Code of the level → persons (line 198: two thirds at level 3 or below); free for the rest.
LEVELS = {"3": 195, "4": 62, "5": 35}
FOREIGN_DIPLOMAS = 48

#: (structure, equivalents, places of reception, share of the people): lines 127 to 135; free for the share. Of a place,
#: its name and a point of that quarter or commune: free too.
STRUCTURES = (
    ("AIN", "1", (("Niort (Clou Bouchet)", 46.314, -0.486),), 65),
    ("ASFODEP", "0.5", (("Niort (Clou Bouchet)", 46.307, -0.488),), 33),
    ("MIPE", "2", (("Niort (Clou Bouchet)", 46.312, -0.496),), 130),
    ("CSC du Marais", "0.5", (("Coulon", 46.324, -0.586), ("Niort (Tour Chabot-Gavacherie)", 46.324, -0.485)), 33),
    ("CSC du Pays Mauzéen", "0.5", (("Mauzé sur le Mignon", 46.197, -0.673),), 31),
)

#: Name of a commune or of a quarter → latitude and longitude of its centre, to two decimals (public).
CENTRES = {
    "Niort": (46.32, -0.46), "Coulon": (46.32, -0.59), "Mauzé sur le Mignon": (46.20, -0.67),
    "Clou Bouchet": (46.31, -0.49), "Tour Chabot-Gavacherie": (46.32, -0.48), "Pontreau": (46.33, -0.46),
}  # fmt: skip
#: Generation of QPV that the centres and the streets are of: those who wait to be oriented live in it.
GENERATION = "2024"
#: Quarter → (street, first number, last number, side): a start of the list that a PLIE keeps; free for the numbers.
STREETS = {
    "Clou Bouchet": (
        ("Rue Henri Sellier", None, None, ""), ("Boulevard de l’Atlantique", 1, 89, "impair"),
        ("Avenue de la Venise Verte", 2, 64, "pair"), ("Avenue de La Rochelle", 100, 260, "pair"),
    ),
    "Tour Chabot-Gavacherie": (("Rue de la Tour Chabot", None, None, ""), ("Rue de la Gavacherie", 1, 120, "")),
    "Pontreau": (("Rue du Pontreau", None, None, ""),),
}  # fmt: skip
#: Other communes of the Agglomération (public), which the protocol does not list: free. Homes hold them as words.
OTHER_COMMUNES = ("Aiffres", "Chauray", "Échiré", "Frontenay-Rohan-Rohan", "Magné", "Prahecq", "Vouillé")

#: Words of the lines of the two columns of jobs → steps (lines 216 to 231): 197 and 82, for 174 persons.
PATHWAY_JOBS = {
    "CDD < 6 mois": 48, "CDI < 17 h 30": 4, "Chèque emploi service": 3, "Mission clauses d’insertion": 4,
    "Mission en AI": 66, "Mission intérim": 57, "CDDI < 1 an": 15,
}  # fmt: skip
EXIT_JOBS = {
    "CAE ≥ 1 an": 1, "CDD ≥ 6 mois temps partiel": 5, "CDD ≥ 6 mois temps plein": 18, "CDDI ≥ 1 an": 16,
    "CDI temps partiel": 11, "CDI temps plein": 26, "Création d’entreprise": 3,
    "Mission intérim ≥ 6 mois sans interruption": 2,
}  # fmt: skip
JOB_PERSONS = 174
#: Line of the table → months, hours a week, hours in all that put a job there.
JOB_FACTS = {
    "CDD < 6 mois": (4, 30, None), "CDI < 17 h 30": (None, 12, None), "Chèque emploi service": (None, 6, None),
    "Mission clauses d’insertion": (3, 30, 210), "Mission en AI": (3, 18, None), "Mission intérim": (2, 35, None),
    "CDDI < 1 an": (6, 26, None), "CAE ≥ 1 an": (12, 26, None), "CDD ≥ 6 mois temps partiel": (8, 24, None),
    "CDD ≥ 6 mois temps plein": (8, 35, None), "CDDI ≥ 1 an": (12, 26, None), "CDI temps partiel": (None, 24, None),
    "CDI temps plein": (None, 35, None), "Création d’entreprise": (None, None, None),
    "Mission intérim ≥ 6 mois sans interruption": (7, 35, None),
}  # fmt: skip

#: Domains of training → steps (lines 239 to 253): the sentence says 49, the domains make 48; one has no domain.
TRAININGS = {
    "Bâtiment / VRD": 5, "Commerce / vente": 7, "Entretien / propreté": 1, "Industrie": 1, "Informatique": 4,
    "Social / animation": 9, "Transport": 2, "Remise à niveau": 19, "": 1,
}  # fmt: skip
TRAINING_PERSONS = 42
#: Codes of the domains of lifting → steps (lines 257 to 265): 133 said, 131 in the domains; two have none.
LIFTINGS = {"projet": 16, "ateliers": 20, "social": 35, "emploi": 45, "mobilite": 15, "": 2}
LIFTING_PERSONS = 118

#: Codes of the categories of positive exits → the lines of jobs that lead there, exits (lines 271 to 280: 50 and 12).
POSITIVE_EXITS = {
    "cdi": (("CDI temps partiel", 6), ("CDI temps plein", 17)),
    "cdd-interim": (
        ("CDD ≥ 6 mois temps partiel", 4),
        ("CDD ≥ 6 mois temps plein", 13),
        ("Mission intérim ≥ 6 mois sans interruption", 2),
    ),
    "cddi": (("CDDI ≥ 1 an", 6),),
    "aide": (("CAE ≥ 1 an", 1),),
    "creation": (("Création d’entreprise", 1),),
}
QUALIFYING_EXITS = 12
#: Kind → exits that the report defines and does not count: free.
OTHER_EXITS = {"dynamique": 14, "freins-leves": 18, "autre": 30}

#: Sessions of the cellule (line 919).
SESSIONS = tuple(
    date(YEAR, month, day)
    for month, day in (
        (1, 11), (2, 8), (3, 15), (4, 12), (5, 17), (6, 14), (7, 5), (9, 13), (10, 11), (11, 15), (12, 13),
    )
)  # fmt: skip
#: Persons of the collective workshops (line 294).
WORKSHOP_PERSONS = 13
#: Permanences at the AFPA, one a month from March (line 375): how many were met whom the PLIE does not follow.
DROPIN_DAYS = (
    date(2022, 3, 10), date(2022, 4, 14), date(2022, 5, 12), date(2022, 6, 9), date(2022, 7, 7), date(2022, 8, 25),
    date(2022, 9, 8), date(2022, 10, 13), date(2022, 11, 10), date(2022, 12, 8),
)  # fmt: skip
DROPIN_OTHERS = (1, 0, 2, 1, 1, 0, 2, 1, 1, 1)
#: Those met who have a file: 4 persons, two of them met twice; 14 persons in all.
DROPIN_FILES = ((), (0,), (), (1,), (0,), (2,), (), (3,), (2,), ())

#: Psychological support (lines 703 and 1005): prescribed, then (women, men) followed, then sittings of one hour each.
SUPPORT_PRESCRIBED, SUPPORT_WOMEN, SUPPORT_MEN = 25, 8, 12
SITTINGS = (*[20] * 6, *[9] * 4, *[8] * 10)

#: Line of the table, donneurs d'ordre of the line, operations, markets, hours (lines 799 to 809; the second: free, 15).
BUYERS = (
    ("Ville de Niort", 1, 11, 28, 21500),
    ("Autres communes de la CAN", 4, 4, 10, 951),
    ("CAN (y compris SEV)", 2, 20, 27, 6202),
    ("Conseil départemental 79", 1, 5, 5, 725),
    ("Bailleurs (SEMIE, Deux Sèvres Habitat, Immobilière Atlantique Aménagement)", 3, 14, 43, 5764),
    ("SEOLIS", 1, 1, 12, 1501),
    ("Chambre des Métiers et de l'Artisanat", 1, 1, 13, 4857),
    ("Région Nouvelle Aquitaine", 1, 1, 8, 1725),
    ("GCSMS SAS 79 (ADAPEI 79)", 1, 1, 1, 174),
)
#: Persons of the clauses (lines 792 to 818): (all, of them followed by the PLIE: 14 in all), then what they are.
CLAUSE_WOMEN, CLAUSE_MEN, CLAUSE_PERSONS = (37, 3), (149, 11), 186
CLAUSE_BRSA, CLAUSE_DELD, CLAUSE_RQTH, CLAUSE_IN_TOWN, CLAUSE_IN_QPV = 68, 79, 19, 138, 65
#: Contracts, companies, contracts through an association or an agency (373 to 377).
CLAUSE_CONTRACTS, COMPANIES, THROUGH_AN_EMPLOYER = 494, 92, 375

#: (table of the report, key of what is printed, year where its columns name none, words that differ).
SERIES = (
    ("situation", "tab-t01", YEAR, {}),
    *(("dispositifs", f"tab-t{rank}", YEAR, {}) for rank in (20, 24, 25, 26)),
    ("prescriptions", "tab-t03", None, {
        "Prescriptions": "Ensemble", "dont Pôle emploi": "France Travail",
        "part Bureau Insertion": "Bureau Insertion du Département",
    }),
    ("prescriptions", "pub-evolution-des-prescriptions-de-pole-emploi-2019-2022", YEAR, {
        "": "Évolution | France Travail | 2019",
    }),
    ("entrees", "tab-t04", None, {"NB entrées": "Entrées", "Taux d'intégration PLIE": "Entrées"}),
    ("sexe", "tab-t05", YEAR, {}),
    ("brsa", "tab-t06", None, {"BRSA": "Bénéficiaires du RSA", "Part": "Bénéficiaires du RSA"}),
    ("ages", "tab-t07", None, {}),
    ("emplois-parcours", "tab-t09", YEAR, {
        "CDI < à 17h30": "CDI < 17 h 30",
    }),
    ("emplois-parcours", "pub-emplois-de-parcours-2022", YEAR, {}),
    ("emplois-sortie", "tab-t10", YEAR, {
        "Mission clauses >ou= 600h sur les 6 derniers mois": "Mission clauses ≥ 600 h sur les 6 derniers mois",
    }),
    ("emplois-sortie", "pub-emplois-de-sortie-positive-2022", YEAR, {}),
    ("emplois", "tab-t11", None, {"Étapes": "Ensemble"}),
    ("formations", "tab-t12", YEAR, {}),
    ("formations", "pub-etapes-formation-2022", YEAR, {}),
    ("formations", "pub-personnes-en-etape-formation-2022", YEAR, {"": "Personnes"}),
    ("freins", "tab-t13", YEAR, {}),
    ("freins", "pub-etapes-levee-des-freins-2022", YEAR, {}),
    ("freins", "pub-personnes-en-levee-des-freins-2022", YEAR, {"": "Personnes"}),
    ("sorties-positives", "tab-t14", None, {}),
    *(("sorties-positives", f"pub-sorties-positives-{year}", year, {}) for year in range(2018, YEAR + 1)),
    ("sorties-positives", "pub-sorties-positives-2022-vers-l-emploi", YEAR, {"": "vers l’emploi"}),
    ("sorties-positives", "pub-sorties-positives-2022-en-siae", YEAR, {"": "dont en SIAE"}),
    ("sorties-positives", "pub-sorties-positives-2022-vers-la-formation", YEAR, {"": "vers la formation"}),
    ("clauses", "tab-t19", YEAR, {
        "Bénéficiaires": "Ensemble", "Demandeurs d'emploi de longue durée": "DELD", "Travailleurs handicapés": "RQTH",
        "dont QPV": "En QPV", "PLIE ayant fait une mission clauses": "Suivis par le PLIE",
    }),
    ("clauses-heures", "tab-t18", YEAR, {}),
    ("clauses-heures", "pub-heures-d-insertion-2022", YEAR, {}),
    ("ecoute", "pub-ecoute-psychologique-prescriptions", YEAR, {"": "Prescriptions"}),
    ("ecoute", "pub-ecoute-psychologique-personnes-suivies", YEAR, {}),
    ("ecoute", "pub-ecoute-psychologique-heures", YEAR, {"": "Heures"}),
    ("permanences", "pub-permanences-afpa", YEAR, {"": "Permanences tenues"}),
    ("permanences", "pub-personnes-rencontrees-aux-permanences-afpa", YEAR, {"": "Personnes"}),
    *dispositif_facts.SERIES,
)  # fmt: skip
#: What no table nor figure of the contract's file holds: (table, line, as printed, where).
#: Written here as printed (line 294), not taken from what the cohort is made of: a gap between the two must show.
TYPED = (("ateliers", "Personnes", "13", f"Rapport {YEAR}, partie 2.3"),)
#: Table of the report → the one column that it compares, where the printed table has others.
COLUMNS = {"clauses-heures": "Heures d'insertion"}
