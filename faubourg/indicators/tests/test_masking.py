"""Who does not see small numbers, and which."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, MembershipFactory
from faubourg.indicators.choices import MaskReason
from faubourg.indicators.masking import counts_persons, masked_values, masker_for, threshold_of
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.operations_ruling import set_threshold
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.models import Entry

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def young(contract):
    return IndicatorFactory(contract=contract, label="Nombre de jeunes suivis", unit="nombre")


def say(indicator, value, period="2025", producer=None, **breakdown):
    return Observation.objects.create(
        contract=indicator.version.contract, lineage=indicator.lineage, period=period, value=value, breakdown=breakdown,
        producer=producer,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "unit", "expected"),
    [
        ("Nombre de jeunes suivis", "nombre", True),
        ("Jeunes en vacances", "", True),
        ("Nb de bénéficiaires du RSA", "", True),
        ("Nombre de nouveaux adhérents", "nombre", True),
        ("Entrées dans l’année", "participants", True),
        ("Part des femmes", "%", True),
        ("Nombre d’ateliers pour les jeunes", "nombre", False),
        ("Nombre de logements", "", False),
        ("Femmes", "heures", False),
    ],
)
def test_what_counts_persons_is_deduced_unless_said(label, unit, expected):
    assert counts_persons(Indicator(label=label, unit=unit)) is expected
    assert counts_persons(Indicator(label=label, unit=unit, counts_persons=not expected)) is not expected


def test_a_small_number_and_the_one_that_protects_it_are_masked_for_those_who_read(contract, elected, lead, young):
    total, women, men = say(young, 56), say(young, 3, sexe="F"), say(young, 53, sexe="H")
    none = say(young, 0, period="2024")
    masker = masker_for(elected, contract)
    assert [masker.shown(row) for row in (total, women, men, none)] == ["56", "masqué", "masqué", "0"]
    assert masker.hidden == {women.pk: MaskReason.FEW, men.pk: MaskReason.PROTECTS}
    assert masker_for(lead, contract).shown(women) == "3"
    assert masker_for(None, contract).hides(women)


def test_a_range_of_few_persons_is_masked_and_a_wide_one_is_not(contract, young):
    few, wide = say(young, None, period="2024"), say(young, None, period="2025")
    Observation.objects.filter(pk=few.pk).update(minimum=1, maximum=3, qualifier="range")
    Observation.objects.filter(pk=wide.pk).update(minimum=1, maximum=30, qualifier="range")
    assert masker_for(None, contract).hidden == {few.pk: MaskReason.FEW}


def test_neighbourhoods_by_any_name_groups_and_months_are_tied(contract, young):
    names = {name: ListedTerritoryFactory(contract=contract, name=name, kind="QPV") for name in ("Clou", "Tour")}
    both = ListedTerritoryFactory(contract=contract, name="Les deux", kind="autre")
    both.members.set(names.values())
    names["Clou"].aliases = ["Le Clou"]
    names["Clou"].save()
    say(young, 500)
    say(young, 33, territoire="Les deux")
    clou, tour = say(young, 3, territoire="le clou"), say(young, 30, territoire="Tour")
    march, april, year = (say(young, n, period=p) for n, p in ((2, "2024-03"), (20, "2024-04"), (22, "2024")))
    found = {row.pk for row, _ in masked_values(contract, 5)}
    assert found == {clou.pk, tour.pk, march.pk, april.pk}
    assert year.pk not in found


def test_who_enters_the_value_sees_it_but_not_that_of_another_producer(contract, young):
    caf, other = (ListedOrganisationFactory(contract=contract) for _ in range(2))
    young.producers.set([caf, other])
    user = MembershipFactory(contract=contract, role=Role.PRODUCER, organisation=caf).user
    plain, mine, theirs = say(young, 2), say(young, 3, producer=caf), say(young, 4, producer=other)
    masker = masker_for(user, contract)
    assert [masker.hides(row) for row in (plain, mine, theirs)] == [False, False, True]


def test_a_share_of_few_persons_is_masked(contract, elected):
    share = IndicatorFactory(contract=contract, label="Part des femmes", unit="%")
    row = say(share, 10)
    row.numerator, row.denominator = 3, 30
    row.save()
    other = say(share, 2, period="2024")
    masker = masker_for(elected, contract)
    assert (masker.hides(row), masker.hides(other)) == (True, False)


def test_the_owner_sets_the_threshold(contract, elected, lead, young):
    row = say(young, 7)
    assert threshold_of(contract) == 5
    with pytest.raises(PermissionDenied):
        set_threshold(contract=contract, threshold=11, user=elected, at=NOW)
    with pytest.raises(ValidationError):
        set_threshold(contract=contract, threshold=101, user=lead, at=NOW)
    set_threshold(contract=contract, threshold=11, user=lead, at=NOW)
    assert masker_for(elected, contract).hides(row)
    assert masker_for(elected, contract).count(10) == "masqué"
    set_threshold(contract=contract, threshold=0, user=lead, at=NOW)
    assert not masker_for(elected, contract).hidden
    assert Entry.objects.filter(verb="seuil des petits nombres fixé").count() == 2


def test_the_number_of_queries_does_not_grow(contract, elected, django_assert_max_num_queries):
    for _ in range(20):
        for sex, count in (("F", 3), ("H", 9)):
            say(IndicatorFactory(contract=contract, label="Femmes"), count, sexe=sex)
    with django_assert_max_num_queries(9):
        assert len(masker_for(elected, contract).hidden) == 20


def test_acts_told_by_sex_or_public_are_somebodys(contract):
    left = IndicatorFactory(contract=contract, label="Nombre d’abandons / sorties code", unit="sorties")
    hours = IndicatorFactory(contract=contract, label="Conduite supervisée", unit="heures")
    rentals = IndicatorFactory(contract=contract, label="Taux d’occupation - VAE", unit="%")
    part = IndicatorFactory(contract=contract, label="Part de réussite", unit="%")
    for indicator, whole, men, women in ((left, 13, 9, 4), (hours, 7, 4, 3), (rentals, 24, 6, 2), (part, 4, 6, 2)):
        for value, told in ((whole, {}), (men, {"sexe": "H"}), (women, {"sexe": "F"})):
            say(indicator, value, **told)
    say(left, 3, public="BRSA")
    hidden = {(row.lineage_id, *row.breakdown.values()) for row, _ in masked_values(contract, 5)}
    assert hidden == {
        (left.lineage_id, "H"), (left.lineage_id, "F"), (left.lineage_id, "BRSA"), (rentals.lineage_id, "F"),
        (rentals.lineage_id, "H"),
    }  # fmt: skip
