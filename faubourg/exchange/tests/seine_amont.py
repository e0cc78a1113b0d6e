"""Part of the contrat de ville Seine-Amont 2015-2020, typed into the empty workbook as a person would.

Its plan is unlike the others: piliers, parties and enjeux, and under them fiches in four sections that hold project
types, funders, operators and schemes; no pilot, no calendar, no amount and no indicator. Source: the contract's fiches
opérationnelles 1-2, 2-3, 7-1 and 22-1; long titles are reworded.
"""

import io

from python_calamine import CalamineWorkbook

from faubourg.exchange.tests.workbooks import workbook
from faubourg.exchange.workbook.writing import workbook_of

KEY = "casa-2015-2020"
CONTRACT = {
    "Clé": KEY,
    "Intitulé": "Contrat de ville 2015-2020 de la Communauté d’agglomération Seine-Amont",
    "Nom court": "Seine-Amont 2015-2020",
    "Nature": "contrat de ville",
    "Territoire": "epci-casa",
    "Département": "Val-de-Marne",
    "Début": 2015,
    "Fin": 2020,
}
#: The four sections of each fiche, in their order.
SECTIONS = (
    ("actions", "Descriptif et objectifs des projets attendus"),
    ("financeurs", "Partenaires financeurs"),
    ("operateurs", "Partenaires opérateurs"),
    ("dispositifs", "Dispositifs pouvant soutenir les projets"),
)
TERRITORIES = (
    ("epci-casa", "Communauté d’agglomération Seine-Amont", "EPCI", None),
    ("commune-choisy", "Choisy-le-Roi", "commune", "epci-casa"),
    ("commune-ivry", "Ivry-sur-Seine", "commune", "epci-casa"),
    ("commune-vitry", "Vitry-sur-Seine", "commune", "epci-casa"),
    ("quartier-choisy-centre-ville", "Centre-ville", "quartier", "commune-choisy"),
    ("quartier-balzac", "Balzac", "quartier", "commune-vitry"),
    ("quartier-gagarine-truillot", "Gagarine-Truillot", "quartier", "commune-ivry"),
    ("quartier-navigateurs", "Grand Ensemble : les Navigateurs", "quartier", "commune-choisy"),
    ("quartier-peri-manouchian", "Péri-Manouchian", "quartier", "commune-vitry"),
)
ORGANISATIONS = (
    ("org-communes", "Communes", "collectivité", None),
    ("org-agglo", "Communauté d’agglomération Seine-Amont", "EPCI", None),
    ("org-cd", "Conseil départemental", "collectivité", None),
    ("org-cr", "Conseil régional", "collectivité", None),
    ("org-etat", "Etat", "Etat", None),
    ("org-ars", "Agence Régionale de Santé", "Etat", "org-etat"),
    ("org-direccte", "Direccte", "Etat", "org-etat"),
    ("org-en", "Education nationale", "Etat", "org-etat"),
    ("org-caf", "Caisse d’Allocations Familiales", "organisme social", None),
    ("org-cpam", "Caisse Primaire d’Assurance Maladie", "organisme social", None),
    ("org-cdc", "Caisse des dépôts et consignations", "établissement public", None),
    ("org-anru", "Agence nationale pour la rénovation urbaine", "établissement public", None),
    ("org-ols", "Organismes de logement social", "bailleur", None),
    ("org-fse", "Fonds Social Européen", "fonds européen", None),
    ("org-feder", "FEDER", "fonds européen", None),
    ("org-pole-emploi", "Pôle emploi", "service public emploi", None),
    ("org-missions-locales", "Missions locales", "service public emploi", None),
    ("org-associations", "Associations", "association", None),
    ("org-centres-sociaux", "Centres sociaux", "équipement", None),
)
#: Key, code, level, title, what it stands under, line of the source.
TREE = (
    ("p1", None, "pilier", "Développement économique, emploi et insertion", None, 45),
    ("partie-1", None, "partie", "Développement économique, emploi et insertion", "p1", 69),
    ("enjeu-1", "1", "enjeu stratégique", "Adapter l’offre de formation aux habitants des quartiers", "partie-1", 74),
    ("enjeu-2", "2", "enjeu stratégique", "Lutter contre les freins à l’emploi", "partie-1", 513),
    ("p2", None, "pilier", "Cadre de vie et renouvellement urbain", None, 2138),
    ("partie-2", None, "partie", "Cadre de vie et renouvellement urbain", "p2", 2041),
    ("enjeu-7", "7", "enjeu stratégique", "Prendre en compte les projets de renouvellement urbain", "partie-2", 2046),
    ("p3", None, "pilier", "Cohésion sociale", None, 51),
    ("partie-3", None, "partie", "Lien social, citoyenneté, accès aux droits, égalité femmes-hommes", "p3", 3311),
    ("enjeu-16", "16", "enjeu stratégique", "Renforcer la place des femmes dans les quartiers", "partie-3", 4099),
    ("partie-5", None, "partie", "Santé", "p3", 5189),
    ("enjeu-22", "22", "enjeu stratégique", "Adapter l’offre de santé aux besoins des quartiers", "partie-5", 5191),
    ("p4", None, "pilier", "Valeurs de la République et citoyenneté", None, 2142),
)
#: Code, enjeu, title, force of the words, the document's own words, publics, territories, first and last line.
FICHES = (
    ("1-2", "enjeu-1", "Favoriser l’accès des jeunes aux formations professionnalisantes", "doit", "doit veiller à",
     "jeunes ; demandeurs d’emploi peu qualifiés", None, 251, 512),
    ("2-3", "enjeu-2", "Offrir des modes d’accueil d’enfants adaptés aux publics en insertion",
     "il est nécessaire de", "nécessaire", "parents de jeunes enfants ; femmes", None, 774, 881),
    ("7-1", "enjeu-7", "Poursuivre les projets de renouvellement urbain et en faire émerger d’autres", None,
     "il s’agit de", None, "quartier-choisy-centre-ville ; quartier-balzac ; quartier-gagarine-truillot ; "
     "quartier-navigateurs ; quartier-peri-manouchian", 2051, 2243),
    ("22-1", "enjeu-22", "Développer l’offre de soins par l’installation de professionnels de santé", "pourrait",
     "pourraient être soutenus", None, None, 5196, 5380),
)  # fmt: skip
#: The project types of each fiche, with their line.
PROJECT_TYPES = {
    "1-2": (
        ("Postes vacants d’entreprises en difficulté de recrutement", 275),
        ("Développement de l’alternance", 285),
        ("Sensibilisation des entreprises à l’alternance", 301),
        ("Méthodes de formation alternatives", 313),
        ("Soutien financier au coût de la formation", 325),
        ("Information des élèves sur l’alternance", 340),
    ),
    "2-3": (
        ("Modes d’accueil « itinérants »", 799),
        ("Modes d’accueil « éphémères »", 805),
        ("Durée d’accueil modulable", 811),
        ("Horaires souples", 819),
    ),
    "7-1": (
        ("Fin des projets PNRU", 2081),
        ("Plans stratégiques locaux", 2085),
        ("Gestion urbaine et sociale de proximité renforcée", 2097),
        ("Projets urbains du NPNRU avec études préalables", 2128),
        ("Projets des sites d’intérêt régional (CPER)", 2148),
    ),
    "22-1": (
        ("Incitation à l’installation des libéraux", 5248),
        ("Exercice groupé et pluriprofessionnel", 5266),
        ("Pérennisation des centres de santé municipaux", 5287),
        ("Installation de médecins conventionnés secteur 1", 5297),
    ),
}
ITI = "dans le cadre de la candidature ITI de la CASA"
#: Fiche, organisation, line, then what else the line says.
FUNDERS = (
    ("1-2", "org-communes", 354, {}),
    ("1-2", "org-agglo", 356, {}),
    ("1-2", "org-cd", 358, {}),
    ("1-2", "org-cr", 360, {}),
    ("1-2", "org-etat", 364, {"Composé de": "org-en ; org-direccte"}),
    ("1-2", "org-caf", 372, {}),
    ("2-3", "org-communes", 829, {}),
    ("2-3", "org-agglo", 831, {}),
    ("2-3", "org-cd", 833, {}),
    ("2-3", "org-caf", 835, {}),
    ("2-3", "org-fse", 837, {"Condition": ITI}),
    ("7-1", "org-anru", 2166, {}),
    ("7-1", "org-communes", 2168, {}),
    ("7-1", "org-agglo", 2170, {}),
    ("7-1", "org-cr", 2172, {}),
    ("7-1", "org-cd", 2174, {}),
    ("7-1", "org-cdc", 2176, {}),
    ("7-1", "org-caf", 2180, {}),
    ("7-1", "org-feder", 2182, {"Condition": ITI, "Territoire": "commune-vitry"}),
    ("22-1", "org-communes", 5307, {}),
    ("22-1", "org-agglo", 5309, {}),
    ("22-1", "org-etat", 5311, {"Composé de": "org-ars"}),
    ("22-1", "org-cpam", 5313, {}),
    ("22-1", "org-cdc", 5315, {}),
    ("22-1", "org-cd", 5317, {}),
)
OPERATORS = (
    ("1-2", "org-pole-emploi", 384, {}),
    ("1-2", "org-missions-locales", 388, {}),
    ("1-2", "org-associations", 400, {}),
    ("1-2", "org-centres-sociaux", 402, {"Précision": "associatifs et municipaux"}),
    ("2-3", "org-associations", 843, {}),
    ("2-3", "org-centres-sociaux", 845, {"Précision": "associatifs et municipaux"}),
    ("7-1", "org-ols", 2190, {}),
    ("22-1", "org-communes", 5323, {}),
    ("22-1", "org-agglo", 5325, {}),
)
#: Key, name, kind, holders, line, then each fiche that it can support with its firmness.
SCHEMES = (
    ("disp-gpec-t", "GPEC territoriale", "démarche", "org-agglo", 419, {"1-2": "à initier"}),
    ("disp-contrat-apprentissage", "Contrat d’apprentissage", "contrat", "org-etat", 463, {"1-2": None}),
    ("disp-chequier-qualifiant", "Chéquier qualifiant", "formation", "org-cr", 477, {"1-2": "indicatif"}),
    ("disp-garde", "Financement des dispositifs de garde adaptés", "crédit", "org-caf", 855, {"2-3": None}),
    ("disp-agepi", "AGEPI", "aide", "org-pole-emploi", 865, {"2-3": None}),
    ("disp-npnru", "NPNRU", "programme", "org-etat", 2202, {"7-1": None}),
    ("disp-cper", "CPER", "programme", "org-etat", 2204, {"7-1": None}),
    ("disp-cr-investissement", "Crédits d’investissement régionaux", "crédit", "org-cr", 2229, {"7-1": "possible"}),
    ("disp-cls", "Contrat local de santé", "contrat", "org-communes ; org-etat", 5341, {"22-1": None}),
    ("disp-cdc-sante", "Études sur l’installation de professionnels de santé", "crédit", "org-cdc", 5376,
     {"22-1": "éventuel"}),
)  # fmt: skip


def sheets() -> dict[str, list[dict]]:
    """What is typed in each sheet: one dictionary a line, from the column's French title to the cell."""
    return {
        "Territoires": _lines(("Clé", "Nom", "Nature", "Situé dans"), TERRITORIES),
        "Organisations": _lines(("Clé", "Nom", "Nature", "Rattachée à"), ORGANISATIONS),
        "Niveaux": _lines(("Nom",), [("pilier",), ("partie",), ("enjeu stratégique",)]),
        "Rubriques des fiches": [
            {"Nature d’action": "fiche", "Bloc": block, "Intitulé": label} for block, label in SECTIONS
        ],
        "Arbre": _lines(("Clé", "Code", "Niveau", "Intitulé", "Sous", "Ligne de la source"), TREE),
        "Actions": _actions(),
        "Rôles": [*_roles("financeur", FUNDERS), *_roles("opérateur", OPERATORS)],
        "Dispositifs": _lines(
            ("Clé", "Nom", "Nature", "Portés par", "Ligne de la source"), [scheme[:5] for scheme in SCHEMES]
        ),
        "Dispositifs mobilisés": [
            {"Dispositif": scheme[0], "Action": f"fiche-{fiche}", "Fermeté": firmness}
            for scheme in SCHEMES
            for fiche, firmness in scheme[5].items()
        ],
    }


def filled_workbook() -> bytes:
    """The empty workbook with those cells filled. KeyError when it lacks a sheet, a field or a column."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(None)))
    empty = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    for name in ("Lisez-moi", "Listes"):
        del empty[name]
    fields = {row[0]: row for row in empty["Contrat"]}
    for field, value in CONTRACT.items():
        fields[field][1] = value
    for name, lines in sheets().items():
        places = {title: index for index, title in enumerate(empty[name][0])}
        for line in lines:
            row = [None] * len(places)
            for title, value in line.items():
                row[places[title]] = value
            empty[name].append(row)
    cells = {name: [[None if cell == "" else cell for cell in row] for row in rows] for name, rows in empty.items()}
    return workbook(cells, contract=cells.pop("Contrat"))


def _lines(titles: tuple[str, ...], rows) -> list[dict]:
    return [dict(zip(titles, row, strict=True)) for row in rows]


def _actions() -> list[dict]:
    titles = ("Code", "Place dans l’arbre", "Intitulé", "Force des mots", "Mots du document", "Publics", "Territoires",
              "Ligne de la source", "Dernière ligne de la source")  # fmt: skip
    found = []
    for fiche in _lines(titles, FICHES):
        key = f"fiche-{fiche['Code']}"
        found.append({"Clé": key, "Nature": "fiche", **fiche})
        for rank, (title, line) in enumerate(PROJECT_TYPES[fiche["Code"]], start=1):
            found.append(
                {
                    "Clé": f"{key}.{rank}",
                    "Code": f"{fiche['Code']}.{rank}",
                    "Intitulé": title,
                    "Nature": "type-de-projet",
                    "Fait partie de": key,
                    "Place dans l’arbre": fiche["Place dans l’arbre"],
                    "Ligne de la source": line,
                }
            )
    return found


def _roles(role: str, lines) -> list[dict]:
    return [
        {"Action": f"fiche-{fiche}", "Organisation": organisation, "Rôle": role, "Ligne de la source": line, **more}
        for fiche, organisation, line, more in lines
    ]
