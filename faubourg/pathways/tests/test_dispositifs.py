"""What the clauses, childcare and the dispositifs count: hours, persons once, funnels."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faubourg.journal.models import Entry
from faubourg.pathways.choices import AgentRole, ChildcareState, QpvResult
from faubourg.pathways.models import Beneficiary, ChildcareRequest, ClauseContract, ClauseHours, Enrolment, Protocol
from faubourg.pathways.operations import beneficiaries, childcare, clauses, merging, merging_persons, retention, schemes
from faubourg.pathways.queries import clauses as clause_queries
from faubourg.pathways.queries import schemes as scheme_queries
from faubourg.pathways.queries.childcare import childcare as childcare_figures
from faubourg.pathways.queries.childcare import requests_seen
from faubourg.pathways.refusals import Refused
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
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
#: Operations, markets and hours of each line of the table of 2022 (line 799).
TABLE = {
    "Ville": (11, 28, 21500), "Communes": (4, 10, 951), "Agglo": (20, 27, 6202), "Département": (5, 5, 725),
    "Bailleurs": (14, 43, 5764), "SEOLIS": (1, 12, 1501), "CMA": (1, 13, 4857), "Région": (1, 8, 1725),
    "GCSMS": (1, 1, 174),
}  # fmt: skip


def seen(model, user) -> set[int]:
    return set(model.objects.for_user(user).values_list("pk", flat=True))


def test_the_table_by_donneur_d_ordre_comes_out_of_the_hours(plie):
    person = BeneficiaryFactory(contract=plie.contract)
    for label, (operations, markets, hours) in TABLE.items():
        rows = [MarketFactory(contract=plie.contract, line=label) for _ in range(operations)]
        rows += [MarketFactory(operation=rows[0].operation) for _ in range(markets - operations)]
        missions = [ClauseContractFactory(beneficiary=person, market=market) for market in rows]
        while hours:
            months = [date(2025, month, 1) for month in range(3, 13)]
            worked = []
            for mission in missions:
                for month in months:
                    part = min(hours, 700)
                    if part:
                        worked.append(ClauseHours(clause_contract=mission, month=month, hours=part))
                    hours -= part
            ClauseHours.objects.bulk_create(worked)
    rows = clause_queries.contracts_seen(plie.lead, plie.contract)
    lines = {line.label: line for line in clause_queries.by_buyer(plie.contract, rows, *YEAR)}
    assert {label: (line.operations, line.markets, line.hours) for label, line in lines.items()} == TABLE
    found = clause_queries.summary(plie.contract, rows, *YEAR)
    assert (found.work.hours, found.work.fte, found.profile.people) == (43399, Decimal("27.0"), 1)
    Protocol.objects.create(contract=plie.contract, fte_hours=1700)
    assert clause_queries.summary(plie.contract, rows, *YEAR).work.fte == Decimal("25.5")
    quarters = clause_queries.quarterly(rows, 2025)
    assert sum(quarter.hours for quarter in quarters) == 43399
    assert [quarter.profile.people for quarter in quarters] == [1, 1, 1, 1]


def test_a_person_of_two_contracts_counts_once_by_sex_qpv_and_brsa(plie):
    followed = ParticipantFactory(contract=plie.contract, sex="F")
    same = [BeneficiaryFactory(contract=plie.contract, participant=followed, sex="") for _ in range(2)]
    ClauseContractFactory(beneficiary=same[0], is_brsa=True, qpv=QpvResult.OUTSIDE)
    ClauseContractFactory(beneficiary=same[1], is_brsa=False, qpv=QpvResult.INSIDE, disabled_worker=True)
    ClauseContractFactory(beneficiary__contract=plie.contract, long_unemployed=False)
    ClauseContractFactory(beneficiary__contract=plie.contract, start=date(2026, 1, 4))
    rows = clause_queries.contracts_seen(plie.lead, plie.contract)
    found = clause_queries.summary(plie.contract, rows, *YEAR)
    assert (found.profile.acts, found.profile.people, found.companies, found.followed) == (3, 2, 3, 1)
    said = {split.label: (split.parts[0][1], split.parts[1][1], split.unknown) for split in found.profile.splits}
    assert said == {"Sexe": (1, 1, 0), "QPV": (1, 0, 1), "BRSA": (1, 0, 1), "DELD": (0, 1, 1), "RQTH": (1, 0, 1)}


def test_the_funnel_of_2022_comes_out_of_the_passages(plie):
    counts = (120, 92, 69, 62, 45, 29)
    row = programme(plie.contract, *(f"étape {rank}" for rank in range(1, 7)))
    people = Beneficiary.objects.bulk_create(
        Beneficiary(contract=plie.contract, sex="FH"[n % 2]) for n in range(counts[0])
    )
    rows = Enrolment.objects.bulk_create(
        Enrolment(beneficiary=person, programme=row, start=DAY, is_brsa=n < 60) for n, person in enumerate(people)
    )
    for stage, count in zip(row.stages.order_by("rank"), counts, strict=True):
        stage.reached.bulk_create([stage.reached.model(stage=stage, enrolment=one, on=DAY) for one in rows[:count]])
    mine = scheme_queries.enrolments_seen(plie.lead, plie.contract)
    lines = scheme_queries.funnel(row, mine, *YEAR)
    assert [line.profile.people for line in lines] == list(counts)
    assert [line.profile.split("BRSA").first for line in lines] == [60, 60, 60, 60, 45, 29]
    assert lines[3].profile.split("Sexe").first == 31
    schemes.leave_programme(enrolment=rows[50], on=date(2025, 9, 1), **plie.by())
    rows[0].delete()
    lines = scheme_queries.funnel(row, mine, *YEAR)
    assert [line.profile.people for line in lines] == [count - 1 for count in counts]
    assert [line.stopped for line in lines] == [0, 0, 0, 1, 0, 0]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_person_in_several_dispositifs_counts_once_in_the_total(plie, acts):
    with transaction.atomic():
        files = [ParticipantFactory(contract=plie.contract) for _ in range(5)]
        programmes = [programme(plie.contract) for _ in range(2)]
        expected: dict[int, set[int]] = {}
        for who, where, again in acts:
            # Two rows of one person, whether a row was already there or is another one tied to the same file.
            known = Beneficiary.objects.filter(participant=files[who]).first()
            person = known if known and not again else BeneficiaryFactory(
                contract=plie.contract, participant=files[who]
            )  # fmt: skip
            match where:
                case 0:
                    ClauseContractFactory(beneficiary=person)
                case 1:
                    ChildcareRequestFactory(beneficiary=person)
                case _:
                    passage(programmes[where - 2], person, DAY)
            expected.setdefault(who, set()).add(where)
        PathwayFactory(contract=plie.contract, participant=files[0])
        expected.setdefault(0, set()).add(9)
        found = scheme_queries.overview(plie.lead, plie.contract, *YEAR)
        assert found.total == len(expected)
        assert found.several == sum(len(places) > 1 for places in expected.values())
        assert sum(len(line.people) for line in found.lines) == sum(len(places) for places in expected.values())
        transaction.set_rollback(True)


def test_childcare_counts_children_months_and_reasons(plie):
    nursery = NurseryFactory(contract=plie.contract)
    rows = [
        childcare.ask_place(
            contract=plie.contract, identity={"last_name": f"Parent {n}", "birth_date": date(1999 + n, 4, 1)},
            values={"date": DAY, "children": n + 1, "single_parent": n == 0, "nursery": nursery,
                    "reason": plie.terms["motif-garde"], "prescriber": plie.terms["prescripteur"] if n else None},
            **plie.by(),
        )
        for n in range(3)
    ]  # fmt: skip
    for row in rows[:2]:
        row = childcare.welcome(request=row, on=DAY, **plie.by())
    childcare.end_place(
        request=row, on=date(2025, 6, 3), months=Decimal("4.5"), situation=plie.terms["sortie-garde"], **plie.by()
    )
    childcare.leave_unplaced(request=rows[2], reason=plie.terms["motif-sans-place"], **plie.by())
    figures = childcare_figures(requests_seen(plie.lead, plie.contract), DAY.year)
    found = figures.all
    assert (found.requests, found.placed, found.children, found.single, found.young) == (3, 2, 3, 1, 2)
    assert (found.months, found.mean) == (Decimal("4.5"), Decimal("2.25"))
    assert found.by_prescriber == [("mot de prescripteur", 2), ("demandes spontanées", 1)]
    assert found.by_refusal == [("mot de motif-sans-place", 1)]
    assert [(name, some.requests, some.months) for name, some in figures.by_nursery] == [
        (nursery.name, 3, found.months)
    ]
    assert [some.requests for _, some in figures.by_quarter] == [3, 0, 0, 0]
    assert ChildcareRequest.objects.get(pk=row.pk).state == ChildcareState.ENDED


def test_each_role_sees_its_own_part(plie):
    mission = ClauseContractFactory(beneficiary__contract=plie.contract)
    nursery, other = NurseryFactory(contract=plie.contract), NurseryFactory(contract=plie.contract)
    here = ChildcareRequestFactory(beneficiary__contract=plie.contract, nursery=nursery)
    there = ChildcareRequestFactory(
        beneficiary__contract=plie.contract, nursery=other, prescriber=plie.terms["prescripteur"]
    )
    guichet = AgentFactory(contract=plie.contract, role=AgentRole.CLAUSES).user
    creche = AgentFactory(contract=plie.contract, role=AgentRole.NURSERY, nursery=nursery).user
    asker = AgentFactory(contract=plie.contract, role=AgentRole.PRESCRIBER, prescriber=plie.terms["prescripteur"]).user
    assert seen(ClauseContract, guichet) == {mission.pk}
    assert seen(Beneficiary, guichet) == {mission.beneficiary_id}
    assert seen(ChildcareRequest, guichet) == set()
    assert (seen(ChildcareRequest, creche), seen(Beneficiary, creche)) == ({here.pk}, {here.beneficiary_id})
    assert (seen(ChildcareRequest, asker), seen(ClauseContract, asker)) == ({there.pk}, set())
    assert seen(ClauseContract, plie.referent.user) == set()
    followed = PathwayFactory(contract=plie.contract, structure=plie.structure).participant
    beneficiaries.link(beneficiary=mission.beneficiary, participant=followed, **plie.by())
    assert seen(ClauseContract, plie.referent.user) == {mission.pk}


def test_persons_move_with_a_merge_and_are_forgotten_with_the_file(plie):
    Protocol.objects.create(contract=plie.contract, retention_months=1, notice_days=0)
    kept, gone = ParticipantFactory(contract=plie.contract), ParticipantFactory(contract=plie.contract)
    person = BeneficiaryFactory(contract=plie.contract, participant=gone, last_name="plantéA")
    outsider = BeneficiaryFactory(contract=plie.contract, last_name="plantéB")
    for one in (person, outsider):
        mission = ClauseContractFactory(beneficiary=one, end=date(2025, 4, 1))
        clauses.evaluate_mission(
            clause_contract=mission, on=DAY, appraisal="satisfaisante", note="plantéC", **plie.by()
        )
        beneficiaries.log_openings(beneficiaries=[one.pk], by=plie.lead, at=AT)
    row = merging.merge(kept=kept, gone=gone, **plie.by())
    person.refresh_from_db()
    assert person.participant == kept
    merging.unmerge(merge=row, **plie.by())
    pathway = PathwayFactory(contract=plie.contract, participant=gone)
    pathway.ended_on = date(2025, 2, 1)
    pathway.save()
    retention.give_notice(participant=gone, **plie.by())
    retention.anonymise(participant=gone, **plie.by())
    retention.give_outsider_notice(beneficiary=outsider, **plie.by())
    retention.anonymise_outsider(beneficiary=outsider, **plie.by())
    from faubourg.pathways.tests.test_privacy import everything

    assert "planté" not in everything()
    assert set(Beneficiary.objects.values_list("birth_year", "birth_date")) == {(1992, None)}
    rows = clause_queries.contracts_seen(plie.lead, plie.contract)
    assert clause_queries.summary(plie.contract, rows, *YEAR).profile.people == 2


def test_a_mistyped_contract_leaves_with_its_hours_and_its_reason_in_the_journal(plie):
    kept, gone = ClauseContractFactory(beneficiary__contract=plie.contract), None
    gone = ClauseContractFactory(beneficiary__contract=plie.contract, beneficiary__last_name="plantéD")
    for row in (kept, gone):
        clauses.write_hours(clause_contract=row, hours={date(2025, 3, 1): Decimal(40)}, **plie.by())
    also = ClauseContractFactory(beneficiary=kept.beneficiary)
    for row in (gone, also):
        clauses.remove_clause_contract(clause_contract=row, reason="doublon", **plie.by())
    rows = clause_queries.contracts_seen(plie.lead, plie.contract)
    found = clause_queries.summary(plie.contract, rows, *YEAR)
    assert (found.work.hours, found.profile.people) == (40, 1)
    # Nothing else names her: she goes with the contract; the other one has a contract left.
    assert Beneficiary.objects.get() == kept.beneficiary
    entry = Entry.objects.filter(verb__startswith="contrat clauses retiré").first()
    assert entry.verb.endswith("saisi deux fois") and "planté" not in str((entry.label, entry.changes))


def test_two_persons_who_are_one_count_once_until_it_is_undone(plie):
    kept, gone = (BeneficiaryFactory(contract=plie.contract, last_name="Martin", birth_date=day)
                  for day in (DAY.replace(year=1990), DAY.replace(year=1991)))  # fmt: skip
    ClauseContractFactory(beneficiary=kept)
    ClauseContractFactory(beneficiary=gone)
    ChildcareRequestFactory(beneficiary=gone)
    passage(programme(plie.contract), kept, DAY)

    def total():
        return scheme_queries.overview(plie.lead, plie.contract, *YEAR).total

    assert total() == 2
    merge = merging_persons.merge_persons(kept=kept, gone=gone, **plie.by())
    assert total() == 1
    # An import that names the other row finds the person kept; a new act is theirs.
    again = beneficiaries.known(plie.contract, {"last_name": "MARTIN", "birth_date": gone.birth_date})
    assert again == kept
    passage(programme(plie.contract), kept, DAY)
    merging_persons.unmerge_persons(merge=merge, **plie.by())
    assert total() == 2
    assert (gone.clause_contracts.count(), gone.childcare_requests.count()) == (1, 1)
    assert kept.enrolments.count() == 2
    with pytest.raises(Refused):
        merging_persons.unmerge_persons(merge=merge, **plie.by())


def test_who_was_merged_is_forgotten_with_the_person_kept(plie):
    kept, gone = (BeneficiaryFactory(contract=plie.contract, last_name=name) for name in ("plantéE", "plantéF"))
    merging_persons.merge_persons(kept=kept, gone=gone, **plie.by())
    beneficiaries.forget(Beneficiary.objects.filter(pk=kept.pk), AT)
    assert set(Beneficiary.objects.values_list("last_name", "birth_date")) == {("", None)}


def test_the_days_of_what_is_lent_against_those_of_its_stock(plie):
    row = schemes.write_programme(
        contract=plie.contract, name="Location", stages=["location"], options=["scooter", "vélo"], **plie.by()
    )
    scooter, bike = row.options.order_by("rank")
    schemes.write_stock(programme=row, year=2025, units={scooter: 2, bike: None}, **plie.by())
    person = BeneficiaryFactory(contract=plie.contract)
    # From the year before, to the 10th of January; then without an end.
    passage(row, person, date(2024, 12, 20), option=scooter, end=date(2025, 1, 10))
    passage(row, person, date(2025, 12, 22), option=scooter)
    [first, second] = scheme_queries.usage([row], Enrolment.objects.all(), *YEAR)[row.pk]
    assert (first.days, first.available, first.profile.acts, first.profile.people) == (20, 730, 2, 1)
    assert (second.days, second.available) == (0, None)


def test_what_waits_for_the_guichet(plie):
    on = date(2025, 6, 10)
    over = ClauseContractFactory(beneficiary__contract=plie.contract, end=date(2025, 5, 2))
    at_work = ClauseContractFactory(beneficiary__contract=plie.contract)
    rows = clause_queries.contracts_seen(plie.lead, plie.contract)
    assert list(clause_queries.unevaluated(rows, on=on)) == [over]
    assert list(clause_queries.hourless(rows, on=on)) == [at_work]
    clauses.write_hours(clause_contract=at_work, hours={date(2025, 5, 1): Decimal(3)}, **plie.by())
    clauses.evaluate_mission(clause_contract=over, on=on, appraisal="satisfaisante", **plie.by())
    assert not clause_queries.unevaluated(rows, on=on) and not clause_queries.hourless(rows, on=on)
