"""Counts carried into indicators: distinct persons, small numbers kept back, a typed value never written over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
)
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry
from faubourg.pathways.choices import QpvResult
from faubourg.pathways.clock import carry_totals
from faubourg.pathways.models import BridgeRule, Pathway, Residence
from faubourg.pathways.operations.bridging import carry, end_bridge, write_bridge
from faubourg.pathways.queries.bridge import standing_of, waiting_years
from faubourg.pathways.queries.bridge_places import places_of
from faubourg.pathways.refusals import Refused
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


def test_one_rule_at_a_time_feeds_an_indicator(plie, town):
    linked = {"contract": plie.contract, "indicator": town, "by": plie.lead, "at": AT}
    rule = write_bridge(measured=Measured.PARTICIPANTS, **linked)
    for measured, broken_down in (
        (Measured.PARTICIPANTS, CountedBy.WHOLE), (Measured.PARTICIPANTS, CountedBy.SEX),
        (Measured.ENTRIES, CountedBy.WHOLE),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            write_bridge(measured=measured, broken_down=broken_down, **linked)
        assert refused.value.code == "bridge-taken"
    end_bridge(rule=rule, by=plie.lead, at=AT)
    assert write_bridge(measured=Measured.ENTRIES, **linked).end is None


def test_two_producers_each_feed_their_own_values_of_an_indicator(plie, town):
    follow(plie, 8, "F")
    mine, other = (ListedOrganisationFactory(contract=town.version.contract) for _ in range(2))
    linked = {"contract": plie.contract, "indicator": town, "by": plie.lead, "at": AT}
    for producer in (mine, other):
        write_bridge(measured=Measured.PARTICIPANTS, producer=producer, **linked)
    for producer, code in ((mine, "bridge-taken"), (None, "bridge-without-producer")):
        with pytest.raises(Refused) as refused:
            write_bridge(measured=Measured.ENTRIES, producer=producer, **linked)
        assert refused.value.code == code
    found = carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert [(one.written, one.kept) for one in found] == [(1, ()), (1, ())]
    rows = Observation.objects.filter(lineage=town.lineage_id)
    assert {row.producer_id: row.value for row in rows} == {mine.pk: 8, other.pk: 8}


def test_a_rule_without_producer_stands_alone(plie, town):
    linked = {"contract": plie.contract, "indicator": town, "by": plie.lead, "at": AT}
    rule = write_bridge(measured=Measured.PARTICIPANTS, **linked)
    producer = ListedOrganisationFactory(contract=town.version.contract)
    with pytest.raises(Refused) as refused:
        write_bridge(measured=Measured.ENTRIES, producer=producer, **linked)
    assert refused.value.code == "bridge-without-producer"
    with pytest.raises(IntegrityError), transaction.atomic():
        BridgeRule.objects.create(
            contract=plie.contract,
            target=rule.target,
            lineage=rule.lineage,
            measured=Measured.ENTRIES,
            start=rule.start,
        )


def test_others_neither_link_nor_carry(plie, town, stranger):
    for user in (plie.referent.user, stranger):
        with pytest.raises(PermissionDenied):
            carry(contract=plie.contract, year=2024, by=user, at=AT)
        with pytest.raises(PermissionDenied):
            write_bridge(contract=plie.contract, indicator=town, measured=Measured.ENTRIES, by=user, at=AT)
    closed = IndicatorFactory(version=ContractFactory().current_version)
    with pytest.raises(PermissionDenied):
        write_bridge(contract=plie.contract, indicator=closed, measured=Measured.ENTRIES, by=plie.lead, at=AT)


def test_the_inhabitants_of_the_qpv_alone_may_feed_an_indicator(plie, town):
    quarter = plie.contract.territories.get(key="clou")
    follow(plie, 6, "F", quarter)
    follow(plie, 9, "F")
    write_bridge(
        contract=plie.contract, indicator=town, measured=Measured.PARTICIPANTS, broken_down=CountedBy.IN_QPV,
        by=plie.lead, at=AT,
    )  # fmt: skip
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert values(town) == {(): 6, ("Clou Bouchet",): 6}


def test_the_clock_carries_the_year_and_tells_what_changed_only(plie, town):
    follow(plie, 8, "F")
    rule = write_bridge(contract=plie.contract, indicator=town, measured=Measured.PARTICIPANTS, by=plie.lead, at=AT)
    january = datetime(2025, 1, 5, 9, tzinfo=UTC)
    assert carry_totals(now=january) == "2\xa0valeurs reportées"
    assert Observation.objects.filter(lineage=town.lineage_id).count() == 2
    assert carry_totals(now=january) == ""
    assert Entry.objects.about(rule).filter(actor=None).count() == 2
    found = standing_of(rule, 2024)
    assert found.cells == (("Ensemble", "total", 8, "8", True, False),)
    Observation.objects.filter(lineage=town.lineage_id, period="2024").update(value=300)
    found = standing_of(rule, 2024)
    assert (found.cells[0][3:], found.typed) == (("300", False, False), 1)


def test_two_rules_together_give_no_small_quarter_back(plie, town):
    there = town.version.contract
    quarters = [plie.contract.territories.get(key="clou")]
    for key in ("tour", "pontreau"):
        row = ListedTerritoryFactory(contract=plie.contract, key=key, name=key, kind="QPV")
        ListedTerritoryFactory(contract=there, key=key, name=key, kind="QPV", territory=row.territory)
        quarters.append(row)
    for quarter, count in zip(quarters, (3, 7, 9), strict=True):
        follow(plie, count, "F", quarter)
    follow(plie, 12, "F")
    inside = IndicatorFactory(version=there.current_version, label="Habitants des QPV", unit="personnes")
    for indicator, by in ((town, CountedBy.QPV), (inside, CountedBy.IN_QPV)):
        write_bridge(
            contract=plie.contract, indicator=indicator, measured=Measured.PARTICIPANTS, broken_down=by, by=plie.lead,
            at=AT,
        )  # fmt: skip
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert values(town) == {(): 31, ("pontreau",): 9}
    assert values(inside) == {(): 19, ("pontreau",): 9}


def test_a_qpv_that_two_contracts_list_apart_is_found_by_its_code_or_its_key_in_the_commune(plie):
    here, there = plie.contract, ContractFactory()
    niort, other = (
        [
            ListedTerritoryFactory(contract=contract, key=f"v-{name}", name=name, kind="commune")
            for contract in (here, there)
        ]
        for name in ("Niort", "Ailleurs")
    )
    coded, keyed, apart = (
        [
            ListedTerritoryFactory(contract=contract, kind="QPV", key=key, name=name, code=code, parent=parent)
            for contract, key, name, code, parent in pair
        ]
        for pair in (
            ((here, "q1", "Clou", "QN07901M", niort[0]), (there, "clou", "Le Clou Bouchet", "QN07901M", niort[1])),
            ((here, "tour", "Tour-Chabot", "TCG", niort[0]), (there, "tour", "Tour Chabot", "", niort[1])),
            ((here, "gare", "La Gare", "", niort[0]), (there, "gare", "La Gare", "", other[1])),
        )
    )
    found = places_of(here, there)
    assert found[coded[0].territory_id] == coded[1]
    assert found[keyed[0].territory_id] == keyed[1]
    assert apart[0].territory_id not in found
    # Two of ours for one of theirs: persons do not add up, neither is carried.
    ListedTerritoryFactory(contract=here, kind="QPV", key="q2", name="Clou, bis", code="QN07901M", parent=niort[0])
    assert coded[0].territory_id not in places_of(here, there)


def test_a_year_carried_long_ago_waits_once_its_files_are_corrected(plie, town):
    follow(plie, 8, "F")
    rule = write_bridge(contract=plie.contract, indicator=town, measured=Measured.PARTICIPANTS, by=plie.lead, at=AT)
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert waiting_years(plie.contract, date(2026, 1, 5)) == []
    follow(plie, 1, "F")
    assert waiting_years(plie.contract, date(2026, 1, 5)) == [2024]
    assert standing_of(rule, 2024).cells[0][4:] == (True, True)
    # The nights carry it by themselves then.
    assert waiting_years(plie.contract, date(2025, 1, 5)) == []
    carry(contract=plie.contract, year=2024, by=plie.lead, at=AT)
    assert waiting_years(plie.contract, date(2026, 1, 5)) == []
