"""What a PLIE sets for itself, and portfolios handed over: each refusal its sentence, nobody forgotten."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.contracts.tests.factories import ContractFactory
from faubourg.journal.models import Entry
from faubourg.pathways.choices import AgentRole, JobClass, TermKind
from faubourg.pathways.models import Agent, JobRule, Pathway, Prescription, Protocol, Structure, Support, Term
from faubourg.pathways.operations import collective, handing, lists, setup, workshops
from faubourg.pathways.operations.reclassing import class_again
from faubourg.pathways.orienting import share_out
from faubourg.pathways.queries.portfolio import holders, listeners, portfolio_of, sources
from faubourg.pathways.queries.terms import uses_of
from faubourg.pathways.refusals import SETTINGS, Refused
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory, StructureFactory, TermFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db
ON = date(2025, 6, 2)


def write(plie, model, row=None, **values):
    return setup.write_setting(contract=plie.contract, model=model, values=values, row=row, **plie.by())


def places(plie, *rows):
    setup.write_places(structure=plie.structure, places=rows, **plie.by())


def heir(plie, **more) -> Agent:
    structure = StructureFactory(contract=plie.contract)
    return AgentFactory(contract=plie.contract, **({"role": AgentRole.REFERENT, "structure": structure} | more))


def hand(plie, source, to, *, but=(), **more):
    held = portfolio_of(source)
    pathways = {pk: to for pk in held.pathways.values_list("pk", flat=True) if pk not in but}
    waiting = dict.fromkeys(held.prescriptions.values_list("pk", flat=True), to)
    more = {"on": ON} | more
    return handing.hand_over(source=source, pathways=pathways, prescriptions=waiting, **more, **plie.by())


def used_word_removed(plie):
    plie.prescription()
    lists.remove_setting(row=plie.terms[TermKind.PRESCRIBER], **plie.by())


def followed_structure_closed(plie):
    plie.pathway()
    handing.close_structure(structure=plie.structure, on=ON, **plie.by())


def somebody_forgotten(plie):
    forgotten = plie.pathway()
    plie.pathway()
    hand(plie, plie.referent, heir(plie), but={forgotten.pk})


def handed_inside_the_structure_that_closes(plie):
    plie.pathway()
    hand(plie, plie.structure, heir(plie, structure=plie.structure))


RULES = {
    "term-twin": lambda plie: write(
        plie, Term, kind=TermKind.PROOF, label=plie.terms[TermKind.PROOF].label, position=2
    ),
    "term-used": used_word_removed,
    "measure-longer": lambda plie: write(plie, Protocol, measure_months=6, maximum_months=5),
    "rhythm-off": lambda plie: write(plie, Protocol, close_days=0),
    "summary-unknown": lambda plie: write(plie, Protocol, summary_fields=["sex", "password"]),
    "rule-empty": lambda plie: write(
        plie, JobRule, contract_type=plie.terms[TermKind.CONTRACT_TYPE], min_months=6, below_months=6,
        job_class=JobClass.PATHWAY,
    ),
    "structure-twin": lambda plie: write(plie, Structure, name=plie.structure.name, fte=1),
    "places-disorder": lambda plie: write(plie, Structure, plie.structure, places_min=91, places_max=90),
    "structure-follows": followed_structure_closed,
    "handover-changed": somebody_forgotten,
    "handover-empty": lambda plie: hand(plie, plie.referent, heir(plie)),
    "handover-same": handed_inside_the_structure_that_closes,
}  # fmt: skip


def workshop(plie, *days, **more):
    return collective.plan_workshop(
        contract=plie.contract, theme=plie.terms[TermKind.WORKSHOP], days=days, **more, **plie.by()
    )


def enrol(plie, row, *pathways):
    return workshops.enrol_in_workshop(workshop=row, pathways=pathways, **plie.by())


def withdrawn_after_having_come(plie):
    row, pathway = workshop(plie, ON), plie.pathway()
    enrol(plie, row, pathway)
    collective.mark_attendance(meeting=row.meetings.get(), attendance={pathway: "tenu"}, **plie.by())
    workshops.withdraw_from_workshop(workshop=row, pathway=pathway, **plie.by())


def support(plie, **more):
    return collective.prescribe_support(pathway=plie.pathway(), on=ON, **more, **plie.by())


def sitting_after_the_end(plie):
    row = collective.end_support(support=support(plie), on=ON, **plie.by())
    collective.add_support_hours(support=row, on=date(2025, 7, 1), hours=1, **plie.by())


RULES |= {
    "workshop-full": lambda plie: enrol(plie, workshop(plie, ON, places=1), plie.pathway(), plie.pathway()),
    "workshop-without-meeting": lambda plie: enrol(plie, workshop(plie), plie.pathway()),
    "workshop-attended": withdrawn_after_having_come,
    "classing-changed": lambda plie: class_again(contract=plie.contract, since=ON, expected=1, **plie.by()),
    "support-ended": sitting_after_the_end,
    "wrong-psychologist": lambda plie: support(plie, psychologist=plie.referent),
}


@pytest.mark.parametrize("code", RULES)
def test_each_bad_setting_is_refused_with_its_sentence(plie, code):
    with pytest.raises(Refused) as refused, transaction.atomic():
        RULES[code](plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message


def test_every_rule_is_tried():
    assert set(SETTINGS) == set(RULES)


@pytest.mark.parametrize(("point", "code"), [((46.3, None), "coordinates-half"), ((146.3, 0.4), "coordinates-wrong")])
def test_a_place_has_both_coordinates_or_none(plie, point, code):
    places(plie, ("Antenne", 46.3, -0.4))
    with pytest.raises(Refused) as refused, transaction.atomic():
        places(plie, ("Antenne", *point))
    assert refused.value.code == code
    assert plie.structure.places.get().longitude == -0.4


def test_a_word_is_renamed_ended_ordered_and_its_uses_counted(plie):
    used = plie.terms[TermKind.PRESCRIBER]
    plie.prescription()
    plie.prescription()
    AgentFactory(contract=plie.contract, role=AgentRole.PRESCRIBER, prescriber=used)
    other = write(plie, Term, kind=TermKind.PRESCRIBER, label="Mission locale", position=9)
    write(plie, Term, used, label="France Travail", end=ON)
    lists.move_setting(row=other, up=True, **plie.by())
    assert uses_of([used, other]) == {used.pk: 3}
    words = Term.objects.of(plie.contract).filter(kind=TermKind.PRESCRIBER).order_by("position")
    assert [(one.label, one.position) for one in words] == [("Mission locale", 1), ("France Travail", 2)]
    assert not Term.objects.get(pk=used.pk).is_offered_on(date(2025, 6, 3))
    lists.remove_setting(row=other, **plie.by())
    assert list(words.all()) == [used]
    # The journal says that a setting changed, never what a person's file holds.
    assert Entry.objects.filter(verb="réglage du PLIE").count() == 3


def test_a_means_makes_a_domain_of_the_same_contract_precise(plie):
    domain = plie.terms[TermKind.LIFTING_DOMAIN]
    write(plie, Term, kind=TermKind.LIFTING_MEANS, label="PMSMP", parent=domain)
    elsewhere = TermFactory(contract=ContractFactory(), kind=TermKind.LIFTING_DOMAIN)
    with pytest.raises(Refused) as refused:
        write(plie, Term, kind=TermKind.LIFTING_MEANS, label="Bilan", parent=elsewhere)
    assert refused.value.code == "wrong-list"


def test_a_portfolio_goes_whole_and_who_left_sees_nothing_more(plie):
    rows = [plie.pathway() for _ in range(2)]
    coming = plie.ready()
    lost = plie.prescription()
    one, other = heir(plie), heir(plie)
    held = portfolio_of(plie.referent)
    assert set(held.pathways) == set(rows)
    assert list(held.prescriptions) == [coming]
    moved = handing.hand_over(
        source=plie.referent, pathways={rows[0].pk: one, rows[1].pk: other}, prescriptions={coming.pk: other}, on=ON,
        end_role=True, **plie.by(),
    )  # fmt: skip
    assert moved == 3
    coming.refresh_from_db()
    lost.refresh_from_db()
    assert (coming.referent, coming.structure, lost.referent) == (other, other.structure, None)
    assert [Pathway.objects.for_user(agent.user).count() for agent in (plie.referent, one, other)] == [0, 1, 1]
    assert Prescription.objects.for_user(plie.referent.user).count() == 0
    assert Prescription.objects.for_user(other.user).filter(pk=coming.pk).exists()
    assert {holder.agent: holder.load for holder in holders(plie.contract, on=ON)} == {
        plie.coordinator: 0, plie.referent: 0, one: 1, other: 2,
    }  # fmt: skip
    plie.referent.refresh_from_db()
    assert plie.referent.end == ON
    verbs = list(Entry.objects.filter(verb__contains="transmis").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["parcours transmis", "parcours transmis", "prescription transmise", "portefeuille transmis"]


def test_the_ecoutes_of_a_psychologist_go_as_a_portfolio_with_what_was_written(plie):
    one, other, gone = (AgentFactory(contract=plie.contract, role=AgentRole.PSYCHOLOGIST) for _ in range(3))
    gone.end = date(2025, 1, 1)
    gone.save()
    rows = [support(plie, psychologist=one) for _ in range(2)]
    ended = collective.end_support(support=support(plie, psychologist=one), on=ON, **plie.by())
    collective.add_support_hours(support=rows[0], on=ON, hours=1, by=one.user, at=AT)
    assert {row.agent: row.load for row in listeners(plie.contract, on=ON)} == {one: 2, other: 0}
    assert dict(sources(plie.contract))[one] == 2

    def handed(**more):
        to = {"source": one, "pathways": {}, "prescriptions": {}, "on": ON} | more
        return handing.hand_over(**to, **plie.by())

    for code, heirs in (
        ("handover-changed", {rows[0].pk: other}),
        ("handover-same", {rows[0].pk: other, rows[1].pk: one}),
        ("wrong-psychologist", dict.fromkeys((row.pk for row in rows), gone)),
        ("wrong-psychologist", dict.fromkeys((row.pk for row in rows), plie.referent)),
    ):
        with pytest.raises(Refused) as refused, transaction.atomic():
            handed(supports=heirs)
        assert refused.value.code == code
    assert handed(supports=dict.fromkeys((row.pk for row in rows), other), end_role=True) == 2
    assert list(Support.objects.for_user(one.user)) == []
    assert set(Support.objects.for_user(other.user)) == set(rows)
    ended.refresh_from_db()
    assert (ended.psychologist, rows[0].hours.get().on) == (one, ON)
    assert Entry.objects.filter(verb="écoute confiée").count() == 2
    assert Agent.objects.get(pk=one.pk).end == ON


def test_a_structure_closes_once_everybody_is_elsewhere(plie):
    # Followed by a référente of the structure, the pathway itself written under another.
    elsewhere = PathwayFactory(contract=plie.contract, referent=plie.referent)
    inside = PathwayFactory(contract=plie.contract, structure=plie.structure)
    new = heir(plie)
    assert hand(plie, plie.structure, new) == 2
    handing.close_structure(structure=plie.structure, on=ON, **plie.by())
    for row in (elsewhere, inside):
        row.refresh_from_db()
        assert (row.referent, row.structure) == (new, new.structure)
    plie.structure.refresh_from_db()
    plie.referent.refresh_from_db()
    assert (plie.structure.closed_on, plie.referent.end) == (ON, ON)


def test_a_refused_hand_over_writes_nothing(plie):
    row = plie.pathway()
    one, psychologist = heir(plie), heir(plie, role=AgentRole.PSYCHOLOGIST)
    second = plie.pathway()
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        handing.hand_over(
            source=plie.referent, pathways={row.pk: one, second.pk: psychologist}, prescriptions={}, on=ON, **plie.by()
        )
    assert (refused.value.code, Entry.objects.count()) == ("wrong-referent", before)
    assert Pathway.objects.filter(referent=plie.referent).count() == 2


def test_only_the_coordinatrice_sets_and_hands_over(plie):
    plie.pathway()
    who = plie.by(by=plie.referent.user)
    with pytest.raises(PermissionDenied):
        lists.move_setting(row=plie.terms[TermKind.PROOF], up=True, **who)
    with pytest.raises(PermissionDenied):
        handing.hand_over(source=plie.referent, pathways={}, prescriptions={}, on=ON, **who)


def test_each_person_goes_to_the_least_loaded():
    assert share_out(5, {"a": 3, "b": 1, "c": 1}) == ["b", "c", "b", "c", "a"]
