"""Acronyms of the field, explained; and those that a contract gives itself in the names that it lists."""

import re
from collections.abc import Iterable

#: What the letters stand for, in the words of the administrations concerned. A contract's own meaning comes first.
BUILT_IN: dict[str, str] = {
    "AAH": "Allocation aux adultes handicapés",
    "AAP": "Appel à projets",
    "ACI": "Atelier et chantier d’insertion",
    "ADEME": "Agence de la transition écologique",
    "ADIE": "Association pour le droit à l’initiative économique",
    "ADIL": "Agence départementale d’information sur le logement",
    "AGEFIPH": "Association de gestion du fonds pour l’insertion professionnelle des personnes handicapées",
    "AIO": "Accueil, information, orientation",
    "ANAH": "Agence nationale de l’habitat",
    "ANCT": "Agence nationale de la cohésion des territoires",
    "ANRU": "Agence nationale pour la rénovation urbaine",
    "ARS": "Agence régionale de santé",
    "ASV": "Atelier santé ville",
    "BAFA": "Brevet d’aptitude aux fonctions d’animateur",
    "BRSA": "Bénéficiaire du revenu de solidarité active",
    "BPI": "Banque publique d’investissement",
    "CADA": "Centre d’accueil de demandeurs d’asile",
    "CAF": "Caisse d’allocations familiales",
    "CCAS": "Centre communal d’action sociale",
    "CCI": "Chambre de commerce et d’industrie",
    "CDAD": "Conseil départemental de l’accès au droit",
    "CDD": "Contrat à durée déterminée",
    "CDDI": "Contrat à durée déterminée d’insertion",
    "CDI": "Contrat à durée indéterminée",
    "CEJ": "Contrat d’engagement jeune",
    "CESF": "Conseil en économie sociale et familiale",
    "CFA": "Centre de formation d’apprentis",
    "CGET": "Commissariat général à l’égalité des territoires, devenu l’ANCT en 2020",
    "CIA": "Convention intercommunale d’attribution",
    "CIAS": "Centre intercommunal d’action sociale",
    "CIDFF": "Centre d’information sur les droits des femmes et des familles",
    "CIJ": "Centre d’information jeunesse",
    "CIO": "Centre d’information et d’orientation",
    "CISPD": "Conseil intercommunal de sécurité et de prévention de la délinquance",
    "CIV": "Comité interministériel des villes",
    "CLAS": "Contrat local d’accompagnement à la scolarité",
    "CLEE": "Comité local école-entreprise",
    "CLS": "Contrat local de santé",
    "CLSM": "Conseil local de santé mentale",
    "CLSPD": "Conseil local de sécurité et de prévention de la délinquance",
    "CMA": "Chambre de métiers et de l’artisanat",
    "CMU": "Couverture maladie universelle",
    "CNDS": "Centre national pour le développement du sport",
    "COG": "Convention d’objectifs et de gestion",
    "COPIL": "Comité de pilotage",
    "COTECH": "Comité technique",
    "CPAM": "Caisse primaire d’assurance maladie",
    "CPO": "Convention pluriannuelle d’objectifs",
    "CPTS": "Communauté professionnelle territoriale de santé",
    "CRTE": "Contrat de relance et de transition écologique",
    "CSC": "Centre socioculturel",
    "CSS": "Complémentaire santé solidaire",
    "CSU": "Centre de supervision urbaine",
    "CTEAC": "Contrat territorial d’éducation artistique et culturelle",
    "CTG": "Convention territoriale globale",
    "CUI": "Contrat unique d’insertion",
    "DASEN": "Direction académique des services de l’Éducation nationale",
    "DDCS": "Direction départementale de la cohésion sociale, devenue DDETS en 2021",
    "DDCSPP": "Direction départementale de la cohésion sociale et de la protection des populations",
    "DDETS": "Direction départementale de l’emploi, du travail et des solidarités",
    "DDETSPP": "Direction départementale de l’emploi, du travail, des solidarités et de la protection des populations",
    "DDSP": "Direction départementale de la sécurité publique",
    "DDT": "Direction départementale des territoires",
    "DDTM": "Direction départementale des territoires et de la mer",
    "DIRECCTE": "Direction régionale des entreprises, de la concurrence, de la consommation, du travail et de l’emploi",
    "DGS": "Direction générale des services",
    "DPV": "Dotation politique de la ville",
    "DRAC": "Direction régionale des affaires culturelles",
    "DREETS": "Direction régionale de l’économie, de l’emploi, du travail et des solidarités",
    "DSDEN": "Direction des services départementaux de l’Éducation nationale",
    "DSU": "Dotation de solidarité urbaine",
    "E2C": "École de la 2e chance",
    "EAJE": "Établissement d’accueil du jeune enfant",
    "EBE": "Entreprise à but d’emploi",
    "EHPAD": "Établissement d’hébergement pour personnes âgées dépendantes",
    "EPCI": "Établissement public de coopération intercommunale",
    "EPIDE": "Établissement pour l’insertion dans l’emploi",
    "ESS": "Économie sociale et solidaire",
    "ETP": "Équivalent temps plein",
    "ETTI": "Entreprise de travail temporaire d’insertion",
    "FEDER": "Fonds européen de développement régional",
    "FIPD": "Fonds interministériel de prévention de la délinquance",
    "FJT": "Foyer de jeunes travailleurs",
    "FLE": "Français langue étrangère",
    "FONJEP": "Fonds de coopération de la jeunesse et de l’éducation populaire",
    "FPH": "Fonds de participation des habitants",
    "FSE": "Fonds social européen",
    "FSL": "Fonds de solidarité pour le logement",
    "GIP": "Groupement d’intérêt public",
    "GUP": "Gestion urbaine de proximité",
    "GUSP": "Gestion urbaine et sociale de proximité",
    "HLM": "Habitation à loyer modéré",
    "IAE": "Insertion par l’activité économique",
    "INSEE": "Institut national de la statistique et des études économiques",
    "IREPS": "Instance régionale d’éducation et de promotion de la santé",
    "LAEP": "Lieu d’accueil enfants-parents",
    "LCD": "Lutte contre les discriminations",
    "MDE": "Maison de l’emploi",
    "MDPH": "Maison départementale des personnes handicapées",
    "MILDECA": "Mission interministérielle de lutte contre les drogues et les conduites addictives",
    "MLDS": "Mission de lutte contre le décrochage scolaire",
    "MLJ": "Mission locale jeunes",
    "MOUS": "Maîtrise d’œuvre urbaine et sociale",
    "NEET": "Jeune ni en emploi, ni en études, ni en formation",
    "NPNRU": "Nouveau programme national de renouvellement urbain",
    "ODD": "Objectifs de développement durable",
    "OEPRE": "Ouvrir l’école aux parents pour la réussite des enfants",
    "ONPV": "Observatoire national de la politique de la ville",
    "OPAH": "Opération programmée d’amélioration de l’habitat",
    "OPH": "Office public de l’habitat",
    "PAT": "Projet alimentaire territorial",
    "PCAET": "Plan climat-air-énergie territorial",
    "PDALHPD": "Plan départemental d’action pour le logement et l’hébergement des personnes défavorisées",
    "PEDT": "Projet éducatif de territoire",
    "PEL": "Projet éducatif local",
    "PERR": "Protocole d’engagements renforcés et réciproques",
    "PIG": "Programme d’intérêt général",
    "PJJ": "Protection judiciaire de la jeunesse",
    "PLAI": "Prêt locatif aidé d’intégration",
    "PLH": "Programme local de l’habitat",
    "PLHI": "Programme local de lutte contre l’habitat indigne",
    "PLIE": "Plan local pour l’insertion et l’emploi",
    "PLU": "Plan local d’urbanisme",
    "PMI": "Protection maternelle et infantile",
    "PMSMP": "Période de mise en situation en milieu professionnel",
    "PRAPS": "Programme régional pour l’accès à la prévention et aux soins",
    "PRE": "Programme de réussite éducative",
    "PRIJ": "Plan régional d’insertion de la jeunesse",
    "PRS": "Projet régional de santé",
    "PRU": "Projet de rénovation urbaine",
    "PTZ": "Prêt à taux zéro",
    "QPV": "Quartier prioritaire de la politique de la ville",
    "QVA": "Quartier de veille active",
    "REAAP": "Réseau d’écoute, d’appui et d’accompagnement des parents",
    "REP": "Réseau d’éducation prioritaire",
    "RQTH": "Reconnaissance de la qualité de travailleur handicapé",
    "RSA": "Revenu de solidarité active",
    "SCOT": "Schéma de cohérence territoriale",
    "SIAE": "Structure d’insertion par l’activité économique",
    "SPEP": "Service public de l’emploi de proximité",
    "SPIP": "Service pénitentiaire d’insertion et de probation",
    "SPRO": "Service public régional de l’orientation",
    "STSPD": "Stratégie territoriale de sécurité et de prévention de la délinquance",
    "TFPB": "Taxe foncière sur les propriétés bâties",
    "TIG": "Travail d’intérêt général",
    "TZCLD": "Territoire zéro chômeur de longue durée",
    "USEP": "Union sportive de l’enseignement du premier degré",
    "VAE": "Validation des acquis de l’expérience",
    "VVV": "Ville, vie, vacances",
    "ZFU": "Zone franche urbaine",
    "ZUS": "Zone urbaine sensible",
}

_SHAPE = re.compile(r"(?=.*[A-Z].*[A-Z0-9])[A-Z][A-Z0-9&-]{1,9}")
_IN_BRACKETS = re.compile(r"\s*\(\s*((?=[^)]*[A-Z])[A-Z0-9&-]{2,10})(?:\s*[/;,][^)]*)?\)")
_BEFORE_DASH = re.compile(r"^([A-Z][A-Z0-9&-]{1,9})\s+[–—-]\s+(.+)$")


def looks_like_acronym(text: str) -> bool:
    """« CAF », « E2C », « CD 79 » without its space; not « Ville »."""
    return bool(_SHAPE.fullmatch(text.replace(" ", "") if len(text) <= 6 else text))


def own_acronyms(name: str, aliases: Iterable[str] = (), code: str = "") -> dict[str, tuple[str, bool]]:
    """The acronyms that a listed name explains, with their meaning and whether they are surely its own.

    An alias, a code or letters before a dash are; letters in brackets may be those of what it belongs to
    (« Service petite enfance (CCAS) »).
    """
    found: dict[str, tuple[str, bool]] = {}
    meaning = _without_brackets(name)
    if match := _BEFORE_DASH.match(name):
        meaning = _without_brackets(match[2])
        found[match[1]] = (meaning, True)
    for short in (code, *aliases):
        if looks_like_acronym(short):
            found.setdefault(short, (meaning, True))
    for match in _IN_BRACKETS.finditer(name):
        found.setdefault(match[1], (meaning, False))
    return {short: told for short, told in found.items() if _explains(short, told[0])}


def _without_brackets(name: str) -> str:
    return " ".join(_IN_BRACKETS.sub("", name).split())


def _explains(short: str, meaning: str) -> bool:
    """Whether the meaning says more than the letters."""
    return len(meaning) > len(short) + 3 and not meaning.upper().startswith(short.upper())
