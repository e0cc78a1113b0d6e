"""Steps corrected once the pathway is ended, and private steps removed: by whom, with which reason, what follows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.journal.models import Entry
from faubourg.pathways.choices import AgentRole, ExitKind, JobClass, StepKind, StepReason, TermKind
from faubourg.pathways.models import Exit, JobRule, Pathway, Step
from faubourg.pathways.operations import leaving, working
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.people import anomalies
from faubourg.pathways.queries.yearly import table_of
from faubourg.pathways.refusals import Refused
from faubourg.pathways.reporting import ReportTable
from faubourg.pathways.tests.factories import AgentFactory, TermFactory
from faubourg.pathways.tests.plie import AT, proof_of

pytestmark = pytest.mark.django_db
START, GONE = date(2025, 3, 1), date(2025, 9, 1)


@pytest.fixture
def rules(plie) -> dict[str, JobRule]:
    """Under six months a job of the pathway, under twelve a positive exit of a kind, from twelve of another."""

    def term(kind: str, label: str, group: str = ""):
        return TermFactory(contract=plie.contract, kind=kind, label=label, group=group)

    asked = {"court": (None, 6, JobClass.PATHWAY), "moyen": (6, 12, JobClass.POTENTIAL),
             "long": (12, None, JobClass.POTENTIAL)}  # fmt: skip
    return {
        label: JobRule.objects.create(
            contract=plie.contract, contract_type=plie.terms[TermKind.CONTRACT_TYPE], position=rank, min_months=least,
            below_months=below, job_class=job_class, row=term(TermKind.JOB_ROW, label, job_class),
            category=term(TermKind.EXIT_CATEGORY, label) if least else None,
        )
        for rank, (label, (least, below, job_class)) in enumerate(asked.items())
    }  # fmt: skip


def job(plie, months: int, **more) -> dict:
    values = {"kind": StepKind.JOB, "contract_type": plie.terms[TermKind.CONTRACT_TYPE], "months": months}
    return values | {"start": START} | more


@pytest.fixture
def left(plie, rules) -> Step:
    """The job of nine months to which a positive exit was validated."""
    path = plie.pathway()
    step = working.write_step(pathway=path, values=job(plie, 9), **plie.by())
    found = leaving.propose_exit(
        pathway=path, kind=ExitKind.POSITIVE, on=GONE, step=step, category=rules["moyen"].category,
        proof=proof_of(path, plie.lead), **plie.by(),
    )  # fmt: skip
    leaving.validate_exit(exit=found, on=GONE, **plie.by())
    return Step.objects.get()


def counted(plie, table: str) -> dict[str, int]:
    """The lines of a table of the report of 2025 that are not empty."""
    return {line.label: line.count for line in table_of(plie.contract, Cut.of_year(2025), table).lines if line.count}


def test_the_coordinatrice_corrects_a_job_after_the_exit_and_its_class_follows(plie, rules, left):
    tables = ReportTable.EXIT_JOBS, ReportTable.POSITIVE_EXITS
    assert [counted(plie, table) for table in tables] == [{"moyen": 1}, {"moyen": 1}]
    working.write_step(pathway=left.pathway, step=left, values=job(plie, 14), reason=StepReason.TYPED, **plie.by())
    left.refresh_from_db()
    assert (left.job_class, left.rule, left.job_row.label) == (JobClass.VALIDATED, rules["long"], "long")
    assert [counted(plie, table) for table in tables] == [{"long": 1}, {"long": 1}]
    assert Entry.objects.filter(verb="étape modifiée après la sortie : erreur de saisie").count() == 1
    assert Entry.objects.filter(verb="sortie comptée autrement").count() == 1


def test_a_job_that_is_no_positive_exit_any_more_is_told_and_the_exit_stands(plie, rules, left):
    working.write_step(pathway=left.pathway, step=left, values=job(plie, 3), reason=StepReason.LEARNT, **plie.by())
    left.refresh_from_db()
    assert (left.job_class, Exit.objects.get().state) == (JobClass.PATHWAY, "validee")
    assert counted(plie, ReportTable.PATHWAY_JOBS) == {"court": 1}
    assert [one.code for one in anomalies(Pathway.objects.get())] == ["exit-job-of-the-pathway"]


def test_a_step_is_added_after_the_exit_within_the_pathway_only(plie, left):
    who = plie.by(reason=StepReason.LEARNT)
    working.write_step(pathway=left.pathway, values=job(plie, 2), **who)
    with pytest.raises(Refused) as refused:
        working.write_step(pathway=left.pathway, values=job(plie, 2, start=date(2025, 10, 1)), **who)
    assert refused.value.code == "step-outside"
    assert Step.objects.count() == 2


def test_the_referent_neither_corrects_nor_classes_nor_removes_after_the_exit(plie, left):
    who = {"by": plie.referent.user, "at": AT, "reason": StepReason.TYPED}
    with pytest.raises(PermissionDenied, match="coordinatrice"):
        working.write_step(pathway=left.pathway, step=left, values=job(plie, 14), **who)
    with pytest.raises(PermissionDenied, match="coordinatrice"):
        working.class_job(step=left, job_class=JobClass.PATHWAY, **who)
    with pytest.raises(PermissionDenied, match="coordinatrice"):
        working.remove_step(step=left, **who)
    with pytest.raises(Refused) as refused:
        working.remove_step(step=left, **plie.by())
    assert refused.value.code == "step-after-exit"
    working.remove_step(step=left, **plie.by(reason=StepReason.PERSON))
    assert (Step.objects.count(), Exit.objects.get().step) == (0, None)
    assert Entry.objects.filter(verb="étape retirée après la sortie : étape de quelqu’un d’autre").exists()


def test_a_private_step_is_removed_by_its_author_or_the_coordinatrice_with_a_reason(plie):
    author = plie.referent.user
    path = plie.pathway()
    colleague = AgentFactory(contract=plie.contract, role=AgentRole.REFERENT, structure=plie.structure)
    values = {"kind": StepKind.OBSTACLE, "title": "Réservé", "start": START, "is_private": True}
    first, second = (working.write_step(pathway=path, values=values, by=author, at=AT) for _ in range(2))
    with pytest.raises(Refused) as refused:
        working.remove_step(step=second, **plie.by())
    assert refused.value.code == "private-without-reason"
    with pytest.raises(PermissionDenied, match="réservée"):
        working.remove_step(step=first, by=colleague.user, at=AT, reason=StepReason.TYPED)
    working.remove_step(step=first, by=author, at=AT)
    working.remove_step(step=second, **plie.by(reason=StepReason.ASKED))
    assert not Step.objects.exists()
    assert Entry.objects.filter(verb="étape retirée : demande de la personne").count() == 1
