"""The acts of the guichet des clauses on a market and on a contract."""

from django.db import transaction

from faubourg.pathways.models import Buyer, ClauseContract, ClauseOperation, Company, Lot, Market
from faubourg.pathways.operations import clauses
from faubourg.pathways.permissions import can_keep_clauses
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import clauses as forms

#: What a market itself keeps.
MARKET = ("name", "start", "end", "committed_hours")


def _keeps(user, row) -> bool:
    contract = row.beneficiary.contract if isinstance(row, ClauseContract) else row.operation.buyer.contract
    return can_keep_clauses(user, contract)


@transaction.atomic
def add_market(contract, data: dict, **who) -> Market:
    """A market, its operation and its donneur d'ordre where they are new."""
    facts = {"contract": contract} | who
    buyer = clauses.named(model=Buyer, name=data["buyer"], **facts)
    if data["buyer_line"]:
        clauses.write_market(model=Buyer, row=buyer, values={"line": data["buyer_line"]}, **facts)
    operation = clauses.named(model=ClauseOperation, name=data["operation"], buyer=buyer, **facts)
    values = {name: data[name] for name in MARKET} | {"operation": operation}
    return clauses.write_market(model=Market, values=values, **facts)


@transaction.atomic
def _change_market(row: Market, data: dict, **who) -> Market:
    buyer = row.operation.buyer
    facts = {"contract": buyer.contract} | who
    clauses.write_market(model=Buyer, row=buyer, values={"line": data["buyer_line"]}, **facts)
    return clauses.write_market(model=Market, row=row, values={name: data[name] for name in MARKET}, **facts)


@transaction.atomic
def _add_lot(row: Market, data: dict, **who) -> Lot:
    facts = {"contract": row.operation.buyer.contract} | who
    company = clauses.named(model=Company, name=data["company"], **facts)
    values = {"market": row, "name": data["name"], "company": company, "committed_hours": data["committed_hours"]}
    return clauses.write_market(model=Lot, values=values, **facts)


def mission_values(contract, form: forms.MissionForm, **who) -> dict:
    """What the form says of a contract, its companies found or added."""
    facts = {"contract": contract} | who
    values = form.values("market", "lot", "contract_type", "start", "end")
    for name in ("company", "employer"):
        values[name] = clauses.named(model=Company, name=form.cleaned_data[name], **facts)
    return values


@transaction.atomic
def add_mission(contract, form: forms.NewMissionForm, **who) -> ClauseContract:
    """A contract and its person."""
    values = mission_values(contract, form, **who)
    return clauses.add_clause_contract(contract=contract, identity=form.identity(), values=values, **who)


@transaction.atomic
def change_mission(row: ClauseContract, form: forms.MissionForm, **who) -> ClauseContract:
    """A contract said otherwise."""
    values = mission_values(row.beneficiary.contract, form, **who)
    return clauses.change_clause_contract(clause_contract=row, values=values, **who)


MARKET_ACTS: dict[str, Act] = {
    "modifier": Act("Modifier le marché", forms.MarketForm, _change_market, "Marché modifié.", _keeps),
    "lot": Act("Ajouter un lot", forms.LotForm, _add_lot, "Lot ajouté.", _keeps, submit="Ajouter le lot"),
}
CONTRACT_ACTS: dict[str, Act] = {
    "heures": Act(
        "Saisir des heures", forms.HoursForm,
        lambda row, data, **who: clauses.write_hours(clause_contract=row, hours={data["month"]: data["hours"]}, **who),
        "Heures enregistrées.", _keeps,
    ),
    "evaluation": Act(
        "Évaluer la fin de mission", forms.EvaluationForm,
        lambda row, data, **who: clauses.evaluate_mission(clause_contract=row, **data, **who),
        "Évaluation enregistrée.", _keeps,
    ),
    "retirer": Act(
        "Retirer le contrat", forms.RemovalForm,
        lambda row, data, **who: clauses.remove_clause_contract(clause_contract=row, **data, **who),
        "Contrat retiré, avec ses heures.", _keeps, submit="Retirer le contrat et ses heures",
        lead="Pour un contrat saisi par erreur. Ses heures et son évaluation partent avec lui ; le motif est noté au "
        "journal. Une mission interrompue se termine plutôt par sa date de fin.",
    ),
}  # fmt: skip
