"""Jobs that a changed rule would class otherwise: found in the database as each is classed, classed again at once."""

from datetime import date
from random import Random

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.journal.models import Entry
from faubourg.pathways.choices import JobClass, StepKind, TermKind
from faubourg.pathways.models import JobRule, Participant, Step, Term
from faubourg.pathways.operations import setup
from faubourg.pathways.operations.reclassing import class_again
from faubourg.pathways.operations.working import class_job, classed, job_rules, write_step
from faubourg.pathways.queries.reclassing import classed_otherwise
from faubourg.pathways.refusals import Refused
from faubourg.pathways.tests.factories import PathwayFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db
SINCE, START = date(2025, 1, 1), date(2025, 3, 1)


@pytest.fixture
def rule(plie) -> JobRule:
    """From six months a positive exit to be validated; under, a job of the pathway."""
    return JobRule.objects.create(
        contract=plie.contract, contract_type=plie.terms[TermKind.CONTRACT_TYPE], min_months=6,
        job_class=JobClass.POTENTIAL, row=plie.terms[TermKind.JOB_ROW],
    )  # fmt: skip


def job(plie, pathway, months=4, start=START) -> Step:
    values = {"kind": StepKind.JOB, "contract_type": plie.terms[TermKind.CONTRACT_TYPE], "months": months}
    return write_step(pathway=pathway, values=values | {"start": start}, **plie.by())


def otherwise(plie, since=SINCE) -> list[int]:
    rows = classed_otherwise(plie.contract, list(job_rules(plie.contract.pk)), since=since)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def changed(plie, rule, months=3) -> None:
    setup.write_setting(contract=plie.contract, model=JobRule, values={"min_months": months}, row=rule, **plie.by())


def test_the_database_says_of_every_job_what_the_rules_say_of_one(contract, lead):
    setup.open_plie(contract=contract, by=lead, at=AT)
    random, path = Random(7), PathwayFactory(contract=contract)
    types = [None, *Term.objects.filter(contract=contract, kind=TermKind.CONTRACT_TYPE)]
    rules = list(job_rules(contract.pk))
    rules_held = [None, *rules]
    Step.objects.bulk_create(
        Step(
            pathway=path, kind=StepKind.JOB, start=START, contract_type=random.choice(types),
            months=random.choice([None, 0, 3, 5, 6, 12]), weekly_hours=random.choice([None, 10, 17, 20, 35]),
            total_hours=random.choice([None, 100, 600]), job_class=random.choice(["", "parcours", "a-valider"]),
            job_row=held.row if (held := random.choice(rules_held)) else None,
        )
        for _ in range(600)
    )  # fmt: skip
    said = {
        row.pk: (row.said_class, row.said_row, row.said_rule) for row in classed_otherwise(contract, rules, since=SINCE)
    }
    expected = {}
    for row in Step.objects.select_related("pathway"):
        found = classed(row, rules)
        line = found.rule.row_id if found.rule else None
        if (row.job_class, row.job_row_id) != (found.job_class, line):
            expected[row.pk] = (found.job_class, line or 0, found.rule.pk if found.rule else 0)
    assert said == expected
    assert 100 < len(expected) < 600


def test_a_changed_rule_classes_again_what_began_from_a_day_on(plie, rule):
    path = plie.pathway()
    early, late = job(plie, path, start=date(2024, 12, 31)), job(plie, path)
    by_hand, validated, long = job(plie, path), job(plie, path), job(plie, path, months=8)
    rule_row = plie.terms[TermKind.JOB_ROW]
    class_job(step=by_hand, job_class=JobClass.PATHWAY, reason="Saisonnier", job_row=rule_row, **plie.by())
    # A session validated this one by another rule of its time.
    Step.objects.filter(pk=validated.pk).update(job_class=JobClass.VALIDATED)
    assert otherwise(plie) == []
    changed(plie, rule)
    assert otherwise(plie) == [late.pk]
    assert class_again(contract=plie.contract, since=SINCE, expected=1, **plie.by()) == 1
    classes = dict(Step.objects.values_list("pk", "job_class"))
    assert classes == {
        early.pk: "parcours", late.pk: "a-valider", by_hand.pk: "parcours", validated.pk: "validee",
        long.pk: "a-valider",
    }  # fmt: skip
    late.refresh_from_db()
    assert (late.rule, late.job_row) == (rule, rule.row)
    assert Entry.objects.filter(verb="emploi classé par la règle changée").count() == 1
    assert Entry.objects.filter(verb="emplois classés de nouveau").count() == 1
    assert (otherwise(plie), otherwise(plie, date(2024, 1, 1))) == ([], [early.pk])


def test_a_rule_taken_away_or_that_asks_what_is_unknown_gives_the_job_back(plie, rule):
    step = job(plie, plie.pathway(), months=8)
    setup.write_setting(contract=plie.contract, model=JobRule, values={"min_weekly": 20}, row=rule, **plie.by())
    class_again(contract=plie.contract, since=SINCE, expected=1, **plie.by())
    step.refresh_from_db()
    assert (step.job_class, step.rule, step.job_row) == ("", None, None)
    rule.delete()
    assert otherwise(plie) == []


def test_what_changed_since_the_list_is_looked_at_again_and_an_anonymised_file_stays(plie, rule):
    path = plie.pathway()
    job(plie, path)
    changed(plie, rule)
    with pytest.raises(Refused, match="relisez"):
        class_again(contract=plie.contract, since=SINCE, expected=3, **plie.by())
    with pytest.raises(PermissionDenied):
        class_again(contract=plie.contract, since=SINCE, expected=1, by=plie.referent.user, at=AT)
    Participant.objects.filter(pk=path.participant_id).update(anonymised_at=AT)
    assert otherwise(plie) == []
