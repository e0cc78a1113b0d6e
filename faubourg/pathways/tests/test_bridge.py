"""Counts carried into indicators: distinct persons, small numbers kept back, a typed value never written over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ContractFactory, ListedTerritoryFactory, MembershipFactory
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.pathways.choices import QpvResult
from faubourg.pathways.models import Pathway, Residence
from faubourg.pathways.operations.bridging import carry, end_bridge, write_bridge
from faubourg.pathways.reporting import CountedBy, Measured
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def town(plie):
    """Another contract that lists the same QPV, its indicator, and the coordinatrice who may enter there."""
    there = ContractFactory()
    MembershipFactory(contract=there, user=plie.lead, role=Role.PROJECT_LEAD)
    here = ListedTerritoryFactory(contract=plie.contract, key="clou", name="Clou", kind="QPV")
    ListedTerritoryFactory(contract=there, key="qp-1", name="Clou Bouchet", kind="QPV", territory=here.territory)
    return IndicatorFactory(version=there.current_version, label="Participants du PLIE", unit="personnes")


def follow(plie, count, sex, quarter=None):
    for _ in range(count):
        person = ParticipantFactory(contract=plie.contract, sex=sex)
        home = Residence.objects.create(
            participant=person, territory=quarter, qpv=QpvResult.INSIDE if quarter else QpvResult.OUTSIDE
        )
        PathwayFactory(contract=plie.contract, participant=person, residence_at_entry=home)


def values(indicator):
    rows = Observation.objects.filter(lineage=indicator.lineage_id)
    return {tuple(sorted(row.breakdown.values())): row.value for row in rows}


def test_counts_arrive_without_small_numbers_and_follow_the_records(plie, town):
    quarter = plie.contract.territories.get(key="clou")
    follow(plie, 6, "F", quarter)
    follow(plie, 2, "H", quarter)
    follow(plie, 7, "H")
    follow(plie, 6, "F")
    rule = write_bridge(
        contract=plie.contract, indicator=town, measured=Measured.PARTICIPANTS, broken_down=CountedBy.QPV_SEX,
        by=plie.lead, at=AT,
    )  # fmt: skip
    [found] = carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert values(town) == {(): 21, ("F",): 12, ("H",): 9, ("Clou Bouchet",): 8}
    assert (found.kept, found.masked, found.written) == ((), 2, 4)
    one = Pathway.objects.filter(contract=plie.contract, participant__sex="F").first()
    again = PathwayFactory(contract=plie.contract, participant=ParticipantFactory(contract=plie.contract, sex="F"))
    assert again.residence_at_entry is None
    Pathway.objects.filter(pk=one.pk).update(ended_on=date(2024, 6, 1))
    PathwayFactory(contract=plie.contract, participant=one.participant, entered_on=date(2024, 7, 1))
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert values(town)[()] == 22
    end_bridge(rule=rule, by=plie.lead, at=AT)
    assert carry(contract=plie.contract, year=2024, by=plie.lead, at=AT) == []
    told = Entry.objects.filter(scope=town.version.contract.scope, reason="report des totaux du PLIE")
    assert told.exists()


def test_a_typed_value_stays_and_is_told(plie, town):
    follow(plie, 8, "F")
    mine = Observation.objects.create(
        contract=town.version.contract, lineage_id=town.lineage_id, period="2024", value=300, breakdown={}
    )
    write_bridge(contract=plie.contract, indicator=town, measured=Measured.ENTRIES, by=plie.lead, at=AT)
    [found] = carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    mine.refresh_from_db()
    assert mine.value == 300
    assert [(one.state, one.text) for one in found.kept] == [("conflict", "300")]


def test_what_becomes_small_is_taken_back(plie, town):
    follow(plie, 5, "F")
    write_bridge(contract=plie.contract, indicator=town, measured=Measured.PARTICIPANTS, by=plie.lead, at=AT)
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert values(town) == {(): 5}
    Pathway.objects.filter(contract=plie.contract).first().delete()
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert values(town) == {}


def test_others_neither_link_nor_carry(plie, town, stranger):
    for user in (plie.referent.user, stranger):
        with pytest.raises(PermissionDenied):
            carry(contract=plie.contract, year=2024, by=user, at=AT)
        with pytest.raises(PermissionDenied):
            write_bridge(contract=plie.contract, indicator=town, measured=Measured.ENTRIES, by=user, at=AT)
    closed = IndicatorFactory(version=ContractFactory().current_version)
    with pytest.raises(PermissionDenied):
        write_bridge(contract=plie.contract, indicator=closed, measured=Measured.ENTRIES, by=plie.lead, at=AT)
