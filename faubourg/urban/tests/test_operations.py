"""Writing lines: who may, what is refused, what the journal keeps, two people at once."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
)
from faubourg.journal.models import Entry
from faubourg.urban.models import TfpbLine, TfpbSpending
from faubourg.urban.operations import LineChangedError, amount_name, digest_of, remove_line, write_line
from faubourg.urban.tests.factories import TfpbLineFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def landlord(contract):
    return ListedOrganisationFactory(contract=contract, name="Bailleur des quartiers")


@pytest.fixture
def place(contract):
    return ListedTerritoryFactory(contract=contract, name="Les Tilleuls")


def write(contract, by, line=None, digest="", **values):
    return write_line(contract=contract, line=line, values=values, by=by, at=AT, digest=digest)


def test_a_line_is_added_and_changed_with_its_history(contract, lead, landlord, place):
    real = {amount_name("real", "presence"): Decimal("10.50")}
    line = write(contract, lead, landlord=landlord, territory=place, year=2018, **real)
    assert line.abatement is None
    write(contract, lead, line, abatement=Decimal(100), **{amount_name("real", "presence"): None})
    assert not TfpbSpending.objects.exists()
    said = [entry.changes for entry in Entry.objects.about(line)]
    assert said[0] == {
        "abattement": ["", "100,00 €"],
        "Renforcement de la présence du personnel de proximité, réalisé": ["10,50 €", ""]
    }  # fmt: skip
    assert said[1]["bailleur"] == ["", "Bailleur des quartiers"]


def test_writing_the_same_again_leaves_no_trace(contract, lead, landlord, place):
    line = write(contract, lead, landlord=landlord, territory=place, year=2018)
    write(contract, lead, line, year=2018)
    assert Entry.objects.about(line).count() == 1


def test_one_line_a_landlord_a_quarter_and_a_year(contract, lead, landlord, place):
    write(contract, lead, landlord=landlord, territory=place, year=2018)
    with pytest.raises(ValidationError, match="déjà une ligne"):
        write(contract, lead, landlord=landlord, territory=place, year=2018)


def test_only_a_priority_neighbourhood_of_the_contract(contract, lead, landlord):
    town = ListedTerritoryFactory(contract=contract, kind="commune")
    with pytest.raises(ValidationError, match="QPV"):
        write(contract, lead, landlord=landlord, territory=town, year=2018)
    with pytest.raises(ValidationError, match="liste du contrat"):
        write(contract, lead, landlord=landlord, territory=ListedTerritoryFactory(), year=2018)


def test_the_landlord_writes_its_own_lines_only(contract, landlord, place):
    member = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=landlord)
    line = write(contract, member.user, landlord=landlord, territory=place, year=2018)
    other = TfpbLineFactory(contract=contract)
    with pytest.raises(PermissionDenied):
        write(contract, member.user, other, dwellings=3)
    with pytest.raises(PermissionDenied):
        write(contract, member.user, line, landlord=other.landlord)
    with pytest.raises(PermissionDenied):
        remove_line(line=other, by=member.user, at=AT)


@pytest.mark.parametrize("role", [Role.PILOT, Role.PARTNER, Role.ELECTED])
def test_the_other_roles_do_not_write(contract, landlord, place, role):
    member = MembershipFactory(contract=contract, role=role, organisation=landlord)
    with pytest.raises(PermissionDenied):
        write(contract, member.user, landlord=landlord, territory=place, year=2018)
    assert not TfpbLine.objects.exists()


def test_two_people_on_one_line_are_told(contract, lead, landlord, place):
    line = write(contract, lead, landlord=landlord, territory=place, year=2018)
    seen = digest_of(line)
    write(contract, lead, line, dwellings=12, digest=seen)
    with pytest.raises(LineChangedError) as told:
        write(contract, lead, line, dwellings=15, digest=seen)
    assert told.value.present["logements"] == "12"
    assert TfpbLine.objects.get().dwellings == 12


def test_a_removed_line_stays_in_the_journal(contract, lead, landlord, place):
    line = write(contract, lead, landlord=landlord, territory=place, year=2018, abatement=Decimal(5))
    remove_line(line=line, by=lead, at=AT)
    assert Entry.objects.order_by("-pk").first().changes["abattement"] == ["5,00 €", ""]
    with pytest.raises(ValidationError, match="retirée"):
        write(contract, lead, TfpbLine(pk=999_999, contract=contract), year=2019)
