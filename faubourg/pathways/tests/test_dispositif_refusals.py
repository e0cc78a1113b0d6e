"""Each bad input of the clauses, childcare and dispositifs has its rule and its sentence: one case a rule."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from faubourg.pathways.models import Lot, Option
from faubourg.pathways.operations import beneficiaries, childcare, clauses, merging_persons, schemes
from faubourg.pathways.refusals import DISPOSITIFS, Refused
from faubourg.pathways.tests.dispositifs import (
    DAY,
    BeneficiaryFactory,
    ChildcareRequestFactory,
    ClauseContractFactory,
    MarketFactory,
    NurseryFactory,
    passage,
    programme,
)
from faubourg.pathways.tests.factories import ParticipantFactory

pytestmark = pytest.mark.django_db
EARLY, LATER = date(2025, 1, 1), date(2025, 9, 1)


def mission(plie, **more):
    return ClauseContractFactory(beneficiary__contract=plie.contract, **more)


def demand(plie, **more):
    return ChildcareRequestFactory(beneficiary__contract=plie.contract, **more)


def placed(plie):
    row = demand(plie, nursery=NurseryFactory(contract=plie.contract))
    return childcare.welcome(request=row, on=DAY, **plie.by())


def enrolled(plie, *days, **more):
    row = programme(plie.contract, "orientée", "entrée", "permis")
    return passage(row, BeneficiaryFactory(contract=plie.contract), *(days or (DAY,)), **more)


def change(plie, **values):
    row = mission(plie)
    return clauses.change_clause_contract(clause_contract=row, values=values, **plie.by())


def demand_twice(plie):
    row = demand(plie, nursery=NurseryFactory(contract=plie.contract))
    values = {"date": row.date, "nursery": row.nursery}
    childcare.ask_place(contract=plie.contract, beneficiary=row.beneficiary, values=values, **plie.by())


def hours(plie, month, count):
    row = mission(plie, end=LATER)
    clauses.write_hours(clause_contract=row, hours={month: Decimal(count)}, **plie.by())


def twin(plie):
    row = mission(plie)
    values = {"market": row.market, "company": row.company, "start": row.start}
    clauses.add_clause_contract(contract=plie.contract, beneficiary=row.beneficiary, values=values, **plie.by())


def homonym(plie):
    BeneficiaryFactory(contract=plie.contract, last_name="Martin", first_name="Ali")
    beneficiaries.known(plie.contract, {"last_name": "MARTIN", "first_name": "Ali"})


def stages(plie, days, **more):
    row = enrolled(plie, **more)
    named = {stage.rank: stage for stage in row.programme.stages.all()}
    schemes.reach_stages(enrolment=row, days={named[rank]: day for rank, day in days.items()}, **plie.by())


def stage_elsewhere(plie):
    row = enrolled(plie)
    schemes.reach_stages(enrolment=row, days={programme(plie.contract).stages.get(): LATER}, **plie.by())


def twice(plie):
    row = enrolled(plie)
    person = row.beneficiary
    identity = {"last_name": person.last_name, "birth_date": person.birth_date}
    schemes.enrol(programme=row.programme, values={"start": LATER}, identity=identity, **plie.by())


def stage_used(plie):
    row = enrolled(plie).programme
    schemes.write_programme(contract=plie.contract, programme=row, name="A", stages=["entrée"], **plie.by())


def welcome(plie, on=DAY, **more):
    row = demand(plie, nursery=NurseryFactory(contract=plie.contract), **more)
    childcare.welcome(request=row, on=on, **plie.by())


def merged(plie, *files):
    kept, gone = (BeneficiaryFactory(contract=plie.contract, participant=one) for one in files or (None, None))
    return merging_persons.merge_persons(kept=kept, gone=gone, **plie.by())


def two_passages(plie):
    row = enrolled(plie)
    other = passage(row.programme, BeneficiaryFactory(contract=plie.contract), DAY)
    merging_persons.merge_persons(kept=row.beneficiary, gone=other.beneficiary, **plie.by())


def merged_person(plie):
    row = merged(plie)
    row.gone.refresh_from_db()
    beneficiaries.change_beneficiary(beneficiary=row.gone, values={"sex": "F"}, **plie.by())


def lent(plie):
    """An option that somebody took; the same one each time."""
    row = Option.objects.filter(programme__contract=plie.contract).first()
    if row is None:
        scheme = programme(plie.contract, "entrée")
        row = Option.objects.create(programme=scheme, label="scooter", rank=1)
        passage(scheme, BeneficiaryFactory(contract=plie.contract), DAY, option=row)
    return row


RULES = {
    "homonym": homonym,
    "lot-elsewhere": lambda plie: change(
        plie, lot=Lot.objects.create(market=MarketFactory(contract=plie.contract), name="Lot 9")
    ),
    "mission-overlaps": twin,
    "hours-outside": lambda plie: hours(plie, EARLY, 3),
    "hours-too-many": lambda plie: hours(plie, LATER, 745),
    "hours-negative": lambda plie: hours(plie, LATER, -1),
    "removal-without-reason": lambda plie: clauses.remove_clause_contract(
        clause_contract=mission(plie), reason="", **plie.by()
    ),
    "two-files": lambda plie: merged(plie, *(ParticipantFactory(contract=plie.contract) for _ in range(2))),
    "two-passages": two_passages,
    "merged-person": merged_person,
    "stock-negative": lambda plie: schemes.write_stock(
        programme=lent(plie).programme, year=2025, units={lent(plie): -1}, **plie.by()
    ),
    "option-used": lambda plie: schemes.write_programme(
        contract=plie.contract, programme=lent(plie).programme, name="A", stages=["entrée"], **plie.by()
    ),
    "option-elsewhere": lambda plie: schemes.write_stock(
        programme=programme(plie.contract), year=2025, units={lent(plie): 1}, **plie.by()
    ),
    "evaluation-too-early": lambda plie: clauses.evaluate_mission(
        clause_contract=mission(plie), on=EARLY, appraisal="insuffisante", **plie.by()
    ),
    "no-nursery": lambda plie: childcare.welcome(request=demand(plie), on=DAY, **plie.by()),
    "request-twin": demand_twice,
    "no-child": lambda plie: childcare.change_request(request=demand(plie), values={"children": 0}, **plie.by()),
    "months-wrong": lambda plie: childcare.end_place(request=placed(plie), on=LATER, months=Decimal(9), **plie.by()),
    "request-not-waiting": lambda plie: childcare.welcome(request=placed(plie), on=DAY, **plie.by()),
    "request-not-placed": lambda plie: childcare.end_place(request=demand(plie), on=LATER, **plie.by()),
    "unplaced-without-reason": lambda plie: childcare.leave_unplaced(request=demand(plie), reason=None, **plie.by()),
    "before-request": lambda plie: welcome(plie, on=EARLY),
    "stage-elsewhere": stage_elsewhere,
    "stage-disorder": lambda plie: stages(plie, {3: date(2025, 4, 1), 2: LATER}),
    "before-enrolment": lambda plie: stages(plie, {2: EARLY}),
    "enrolment-ended": lambda plie: stages(plie, {2: LATER}, end=DAY),
    "enrolment-open": twice,
    "stages-missing": lambda plie: schemes.write_programme(
        contract=plie.contract, name="A", stages=["Entrée", "entrée"], **plie.by()
    ),
    "stage-used": stage_used,
}


@pytest.mark.parametrize("code", RULES)
def test_each_bad_input_is_refused_with_its_sentence(plie, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        RULES[code](plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message


def test_every_rule_is_tried():
    # Two lines of a workbook that say the same: see test_clause_import.
    assert set(DISPOSITIFS) == set(RULES) | {"line-twice"}


def test_stages_change_rank_and_keep_their_days(plie):
    row = enrolled(plie, DAY, LATER).programme
    schemes.write_programme(
        contract=plie.contract, programme=row, name="Auto-école", stages=["orientée", "évaluée", "entrée"], **plie.by()
    )
    assert list(row.stages.order_by("rank").values_list("label", "rank")) == [
        ("orientée", 1), ("évaluée", 2), ("entrée", 3),
    ]  # fmt: skip
    assert row.enrolments.get().reached.count() == 2
