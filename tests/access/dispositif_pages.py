"""The addresses of the clauses, childcare and dispositifs, and one row of each kind; asked for by `test_plie`."""

from datetime import date

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.tests.dispositifs import (
    BeneficiaryFactory,
    ChildcareRequestFactory,
    ClauseContractFactory,
    NurseryFactory,
    passage,
    programme,
)

LEAD = {AgentRole.COORDINATOR}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
GUICHET = LEAD | {AgentRole.CLAUSES}
GARDE = TEAM | {AgentRole.PRESCRIBER, AgentRole.NURSERY}
ASKING = LEAD | {AgentRole.PRESCRIBER}
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address), as in `test_plie`.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:clauses": (GUICHET, NOBODY, {}),
    "plie:clauses-export": (GUICHET, NOBODY, {"ending": "xlsx"}),
    "plie:clauses-totals": (GUICHET | {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}, NOBODY, {}),
    "plie:clause-model": (GUICHET, NOBODY, {}),
    "plie:clause-import": (GUICHET, GUICHET, {}),
    "plie:markets": (GUICHET, NOBODY, {}),
    "plie:market-add": (GUICHET, GUICHET, {}),
    "plie:market": (GUICHET, NOBODY, {"pk": "market"}),
    "plie:market-act": (GUICHET, GUICHET, {"pk": "market", "name": "lot"}),
    "plie:clause-contracts": (GUICHET | TEAM, NOBODY, {}),
    "plie:clause-contract-add": (GUICHET, GUICHET, {}),
    "plie:clause-contract": (GUICHET | TEAM, NOBODY, {"pk": "mission"}),
    "plie:clause-contract-change": (GUICHET, GUICHET, {"pk": "mission"}),
    "plie:clause-contract-act": (GUICHET, GUICHET, {"pk": "mission", "name": "heures"}),
    "plie:childcare": (GARDE, NOBODY, {}),
    "plie:childcare-add": (ASKING, ASKING, {}),
    "plie:childcare-request": (GARDE, NOBODY, {"pk": "demand"}),
    "plie:childcare-change": (ASKING, ASKING, {"pk": "demand"}),
    "plie:childcare-act": (LEAD | {AgentRole.NURSERY}, LEAD | {AgentRole.NURSERY}, {"pk": "demand", "name": "accueil"}),
    "plie:nurseries": (GARDE, NOBODY, {}),
    "plie:nursery-add": (LEAD, LEAD, {}),
    "plie:nursery-act": (LEAD, LEAD, {"pk": "nursery", "name": "places"}),
    "plie:schemes": (TEAM, NOBODY, {}),
    "plie:scheme-add": (LEAD, LEAD, {}),
    "plie:scheme": (TEAM, NOBODY, {"pk": "scheme"}),
    "plie:scheme-export": (TEAM, NOBODY, {"pk": "scheme", "ending": "csv"}),
    "plie:scheme-change": (LEAD, LEAD, {"pk": "scheme"}),
    "plie:scheme-enrol": (TEAM, TEAM, {"pk": "scheme"}),
    "plie:scheme-enrol-outsider": (LEAD, LEAD, {"pk": "scheme"}),
    "plie:scheme-act": (LEAD, LEAD, {"pk": "scheme", "name": "parc"}),
    "plie:enrolment": (TEAM, NOBODY, {"pk": "passage"}),
    "plie:enrolment-act": (TEAM, TEAM, {"pk": "passage", "name": "etapes"}),
    "plie:dispositif-person": ((GARDE | GUICHET) - {AgentRole.NURSERY}, NOBODY, {"pk": "beneficiary"}),
    "plie:dispositif-person-act": (LEAD, LEAD, {"pk": "beneficiary", "name": "rapprocher"}),
}


def rows_about(person, prescriber) -> dict:
    """One row of each kind about a participant, the demand sent by the prescriber to the crèche."""
    contract, day = person.contract, date(2025, 3, 3)
    beneficiary, nursery = BeneficiaryFactory(contract=contract, participant=person), NurseryFactory(contract=contract)
    mission = ClauseContractFactory(beneficiary=beneficiary)
    scheme = programme(contract, "orientée", "entrée")
    scheme.options.create(label="scooter", rank=1)
    demand = ChildcareRequestFactory(beneficiary=beneficiary, nursery=nursery, prescriber=prescriber)
    return {
        "beneficiary": beneficiary, "mission": mission, "market": mission.market, "nursery": nursery, "demand": demand,
        "scheme": scheme, "passage": passage(scheme, beneficiary, day),
    }  # fmt: skip
