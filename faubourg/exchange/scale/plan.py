"""Records of the plan: who, where, what is promised, by whom, measured how."""

from faubourg.exchange.scale.place import Place, Record
from faubourg.exchange.scale.words import MEASURED, PUBLICS, Words

LEVELS = ("objectif prioritaire", "constat", "orientation")
TYPES = {"C": "à créer", "M": "à maintenir", "R": "à renforcer", "A": "à adapter"}
SCALE = ("a-venir", "en-cours", "realisee", "abandonnee")
ROLES = ("pilote", "pilote", "pilote", "partenaire", "co-pilote", "financeur", "operateur")
YEARS = ("2024", "2025", "2026", "2027")


def contract(words: Words, key: str) -> Record:
    town = words.town()
    return {
        "key": key,
        "title": f"Contrat de ville fictif {key.removeprefix('scale-')} de {town}",
        "kind": "contrat de ville",
        "territory": "territories-0",
        "start": 2024,
        "end": 2030,
        "state": "en-vigueur",
        "levels": [*LEVELS, "engagement"],
        "commitment_types": TYPES,
        "status_scale": [{"key": state, "label": state.replace("-", " ")} for state in SCALE],
        "milestones": [{"date": year, "label": f"Point d’étape {year}"} for year in YEARS],
        "signatories": [{"organisation": f"organisations-{n}", "function": "présidence"} for n in range(3)],
        "pages": [{"title": f"Méthode fictive, partie {n}", "body": words.text(4)} for n in (1, 2, 3)],
    }


def territory(at: Place) -> Record:
    kind = ("EPCI", "commune", "QPV")[min(at.position, 2)]
    return {
        "name": f"{'Quartier ' if kind == 'QPV' else ''}{at.words.town()} {at.position}",
        "kind": kind,
        "parent": f"territories-{min(at.position, 2) - 1}" if at.position else None,
    }


def organisation(at: Place) -> Record:
    within = at.position % 4
    return {
        "name": at.words.organisation(at.position),
        "kind": "direction" if within in (1, 2) else "partenaire",
        "parent": f"organisations-{at.position - within}" if within in (1, 2) else None,
        "signatory": at.every(4, True),
        "aliases": at.every(3, [f"ORG{at.position}"]),
    }


def level_of(position: int) -> int:
    """The level of the node at this place: each objective has 5 constats and 14 orientations, in their order."""
    within = position % 20
    return 0 if within == 0 else 1 if within % 4 == 1 else 2


def node(at: Place) -> Record:
    level = level_of(at.position)
    above = next((n for n in range(at.position, -1, -1) if level_of(n) == level - 1), None)
    return {
        "code": f"{at.position + 1}",
        "level": LEVELS[level],
        "title": at.words.title(),
        "parent": None if above is None else f"nodes-{above}",
        "summary": at.every(4, at.words.text(1)),
    }


def action(at: Place) -> Record:
    last = at.counts["nodes"] - 1
    node = at.position * at.counts["nodes"] // at.counts["actions"]
    below = next((n for n in range(node, last) if level_of(n) == 2), last)
    within = at.position % 10
    return {
        "code": f"ENG-{at.position + 1}",
        "title": at.words.title(),
        "kind": "sous-action" if within == 5 else "action" if within == 9 else "engagement",
        "parent": f"actions-{at.position - 1}" if within == 5 else None,
        "nodes": [f"nodes-{below}"],
        "commitment_type": None if within == 9 else at.words.one("CCCCCRRRRRMMA"),
        "sheet": at.ref("organisations"),
        "in_toolbox": True,
        "objectives": at.every(3, [at.words.title()]),
        "effects": at.every(5, [at.words.title()]),
        "beneficiaries": at.words.some(PUBLICS, 2),
        "territories": at.refs("territories", 2),
        "calendar": at.every(2, f"de {at.words.one(YEARS)} à 2030"),
        "condition": at.every(8, "sous réserve des financements"),
        "status": at.every(2, at.words.one(SCALE)),
        "text_summary": at.words.text(1),
        "shared_with": at.every(25, [f"actions-{(at.position + 1) % at.counts['actions']}"]),
        "flags": at.every(6, ["hors_appel_a_projets"]),
        "line_start": 100 + at.position,
    }


def role(at: Place) -> Record:
    # Each action has its pilot first; the other roles fall where they may.
    action = f"actions-{at.position}" if at.position < at.counts["actions"] else at.ref("actions")
    role = "pilote" if at.position < at.counts["actions"] else at.words.one(ROLES)
    return {
        "action": action,
        "organisation": at.ref("organisations"),
        "role": role,
        "service": at.every(5, "service des projets"),
        "components": at.every(20, at.refs("organisations", 2)),
    }


def indicator(at: Place) -> Record:
    return {
        "label": f"{at.words.one(MEASURED)} ({at.words.one(PUBLICS)})",
        "kind": at.words.one(("quantitatif", "quantitatif", "quantitatif", "qualitatif", "jalon")),
        "unit": at.every(2, "nombre"),
        "frequency": at.every(3, "annuelle"),
        "producers": at.refs("organisations", 2),
        "measures": [at.ref("actions" if at.position % 12 else "nodes")],
        "breakdowns": at.every(4, ["QPV", "F/H"]),
        "targets": at.every(9, [{"period": "2030", "value": at.words.number(10, 500)}]),
    }


def scheme(at: Place) -> Record:
    return {
        "name": f"Dispositif {at.words.town()} {at.position + 1}",
        "kind": "dispositif",
        "holders": at.refs("organisations", 2),
        "validity": at.every(4, "2024-2027"),
    }


def scheme_link(at: Place) -> Record:
    # The first scheme has links of both kinds, whatever the size.
    scheme = "schemes-0" if at.position < 4 else at.ref("schemes")
    target = "node" if at.position % 4 == 3 else "action"
    return {"scheme": scheme, target: at.ref(f"{target}s"), "firmness": at.every(5, "mobilisable")}


def means(at: Place) -> Record:
    return {
        "action": at.ref("actions"),
        "kind": at.words.one(("droit commun", "credits specifiques")),
        "organisation": at.ref("organisations"),
        "text": at.words.title(),
        "amount": at.every(2, at.words.number(1, 90) * 1000),
        "funders": at.refs("organisations", 2),
    }


def real_means(at: Place) -> Record:
    return {
        "action": at.ref("actions"),
        "organisation": at.ref("organisations"),
        "year": at.words.number(2024, 2026),
        "kind": at.words.one(("droit commun", "droit commun", "credits specifiques")),
        "nature": "etp" if at.position % 4 == 3 else "euros",
        "quantity": at.words.number(1, 4) if at.position % 4 == 3 else at.every(2, at.words.number(1, 90) * 500),
        "state": at.words.one(("declare", "justifie", "justifie", "refuse")),
        "proof": at.every(3, "état des dépenses"),
    }


def value(at: Place) -> Record:
    number = at.words.number(1, 400)
    period = at.words.one(YEARS)
    return {"indicator": at.ref("indicators"), "period": period, "value": number, "printed": str(number)}
