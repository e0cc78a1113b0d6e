"""What looks like bad input and is legal: a derogation, a longer protocol, unknown facts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.pathways.models import Protocol
from faubourg.pathways.operations import following, people
from faubourg.pathways.tests.factories import PathwayFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db


def renew(plie, pathway, times, **more):
    for _ in range(times):
        following.renew(pathway=pathway, **plie.by(at=AT + timedelta(days=30)), **more)


def test_a_derogation_goes_past_the_maximum(plie):
    pathway = plie.pathway()
    renew(plie, pathway, 3)
    renew(plie, pathway, 1, derogation="CDDI en cours")
    assert list(pathway.measures.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]


def test_thirty_months_are_a_setting(plie):
    Protocol.objects.create(contract=plie.contract, maximum_months=30)
    renew(plie, plie.pathway(), 4)


def test_a_measure_follows_the_last_one_whatever_its_length_and_the_setting(plie):
    pathway = plie.pathway()
    pathway.measures.update(end=date(2024, 10, 20))
    renew(plie, pathway, 1)
    protocol = Protocol.objects.create(contract=plie.contract, measure_months=3)
    renew(plie, pathway, 1)
    protocol.measure_months = 7
    protocol.save()
    renew(plie, pathway, 1)
    assert list(pathway.measures.values_list("start", "end")) == [
        (date(2024, 3, 4), date(2024, 10, 20)), (date(2024, 10, 21), date(2025, 4, 20)),
        (date(2025, 4, 21), date(2025, 7, 20)), (date(2025, 7, 21), date(2026, 2, 20)),
    ]  # fmt: skip


def test_unknown_birth_date_sex_and_address_are_legal(plie):
    person = people.add_participant(contract=plie.contract, values={"first_name": "Zoé"}, **plie.by())
    pathway = plie.pathway(person)
    assert (pathway.age_at_entry, person.sex, person.birth_year, person.residence) == (None, "", None, None)


def test_a_file_of_another_contract_is_not_written(plie):
    elsewhere = PathwayFactory()
    with pytest.raises(PermissionDenied, match="référente"):
        following.write_meeting(pathway=elsewhere, on=date(2025, 1, 1), **plie.by())
