"""Records around the plan: what frames it, follows it, or is printed beside it."""

from faubourg.exchange.scale.place import Place, Record
from faubourg.exchange.scale.plan import SCALE, YEARS
from faubourg.exchange.scale.words import MEASURED


def figure(at: Place) -> Record:
    number = at.words.number(500, 9000)
    label = f"{at.words.one(MEASURED)}, ligne {at.position}"
    return {"territory": at.ref("territories"), "label": label, "year": 2023, "value": number, "source": "INSEE"}


def clause(at: Place) -> Record:
    return {"node": at.ref("nodes"), "kind": "engagement_operateur", "text_summary": at.words.text(1)}


def cross_reference(at: Place) -> Record:
    return {"from": at.ref("actions"), "to": at.ref("measures_national"), "kind": "mesure nationale"}


def measure(at: Place) -> Record:
    return {"code": str(at.position + 1), "title": at.words.title()}


def review(at: Place) -> Record:
    return {
        "campaign": "evaluation-2023",
        "label": at.words.title(),
        "action": at.ref("actions"),
        "node": at.ref("nodes"),
        "pilots": at.refs("organisations", 2),
        "status": at.words.one(SCALE),
    }


def continuity(at: Place) -> Record:
    return {"from": at.ref("reviews"), "to": at.ref("actions"), "kind": "reconduite"}


def body(at: Place) -> Record:
    return {
        "name": f"Comité {at.words.town()} {at.position + 1}",
        "level": at.words.one(("stratégique", "technique", "citoyen")),
        "role": [at.words.title()],
        "members": at.refs("organisations", 4),
        "territories": at.refs("territories", 2),
    }


def meeting(at: Place) -> Record:
    date = f"{at.words.one(YEARS)}-{at.words.number(1, 12):02d}-15"
    return {"body": at.ref("bodies"), "bodies": at.refs("bodies", 2), "date": date, "title": at.words.title()}


def published(at: Place) -> Record:
    number = at.words.number(1, 400)
    measure = {"basis": "lignes", "of": "actions", "where": {"commitment_type": at.words.one("CMRA")}}
    return {"label": at.words.title(), "value": number, "measure": measure, "computable": "lignes"}


def table(at: Place) -> Record:
    rows = [[at.words.town(), at.words.number(1, 900), at.words.number(1, 90)] for _ in range(8)]
    return {"title": at.words.title(), "columns": ["Lieu", "Personnes", "Part"], "rows": rows}


def anomaly(at: Place) -> Record:
    return {"text": at.words.title(), "line": 100 + at.position}
