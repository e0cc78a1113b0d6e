"""Balances: real figures from their rows, each line counted once, what is not given never counted as 0 €."""

from datetime import UTC, datetime
from decimal import Decimal
from random import Random

import pytest
import yaml

from faubourg.contracts.models import ListedOrganisation, ListedTerritory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory
from faubourg.urban.choices import Category
from faubourg.urban.models import TfpbLine
from faubourg.urban.operations import amount_name, write_line
from faubourg.urban.queries import GROUPINGS, balance, balances, category_balances, lacks, lines_of
from faubourg.urban.tests.factories import TfpbLineFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
PRESENT = dict.fromkeys(Category.values, Decimal(10))
#: The first words of each row of the printed tables.
BEGINNINGS = {
    "Renforcement": "presence", "Formation": "formation", "Sur": "sur-entretien", "Gestion": "dechets",
    "Tranquillité": "tranquillite", "Concertation": "concertation", "Animation": "lien-social",
    "Petits": "petits-travaux",
}  # fmt: skip


def one(contract, **facts):
    return lines_of(contract).get(pk=TfpbLineFactory(contract=contract, **facts).pk)


def test_without_declared_total_the_eight_categories_make_it(contract):
    assert one(contract, real=PRESENT).spent == 80
    seven = dict.fromkeys(Category.values[1:], 10)
    line = one(contract, real=seven, abatement=Decimal(100))
    assert line.spent is None
    assert line.ratio is None
    assert lacks(line) == ["le nombre de logements", "le total des dépenses", "1 poste de dépenses sur 8"]


@pytest.mark.parametrize(
    ("declared", "differs"),
    [(Decimal("80.00"), False), (Decimal("81.00"), False), (Decimal("79.00"), False), (Decimal("81.01"), True)],
)
def test_the_tolerance_is_one_euro_on_small_totals(contract, declared, differs):
    assert one(contract, real=PRESENT, declared_total=declared).differs is differs


def test_the_tolerance_is_half_a_percent_on_large_totals(contract):
    large = dict.fromkeys(Category.values, Decimal(12500))
    assert not one(contract, real=large, declared_total=Decimal("100500")).differs
    assert one(contract, real=large, declared_total=Decimal("100600")).differs


def test_categories_not_given_may_explain_a_sum_that_is_too_small(contract):
    assert not one(contract, real={"presence": 10}, declared_total=Decimal(500)).differs
    assert one(contract, real={"presence": 900}, declared_total=Decimal(500)).differs


def test_an_abatement_of_nothing_has_no_ratio(contract):
    line = one(contract, declared_total=Decimal(500), abatement=Decimal(0))
    assert line.ratio is None
    assert not line.is_below


def test_a_line_without_amount_is_counted_apart_and_never_as_nothing(contract):
    TfpbLineFactory(contract=contract, abatement=Decimal(100), declared_total=Decimal(150), dwellings=10)
    TfpbLineFactory(contract=contract, abatement=Decimal(900))
    found = balance(lines_of(contract))
    assert (found.abatement.total, found.spent.total, found.spent.lacking) == (1000, 150, 1)
    assert found.ratio == Decimal("1.5")
    assert found.compared == 1
    assert found.abatement_per_dwelling == 10
    assert balance([]).spent.total is None


def test_no_grouping_counts_a_line_twice_and_the_order_changes_nothing(contract):
    chance = Random(20181130)
    landlords = ListedOrganisationFactory.create_batch(4, contract=contract)
    places = ListedTerritoryFactory.create_batch(5, contract=contract)
    for landlord in landlords:
        for place in places:
            for year in (2018, 2019, 2020):
                TfpbLineFactory(
                    contract=contract, landlord=landlord, territory=place, year=year,
                    dwellings=chance.choice([None, 0, 118, 713]),
                    abatement=chance.choice([None, Decimal(chance.randrange(10**8)) / 100]),
                    declared_total=chance.choice([None, Decimal(chance.randrange(10**8)) / 100]),
                    real={code: Decimal(chance.randrange(10**7)) / 100 for code in chance.sample(Category.values, 7)},
                )  # fmt: skip
    lines = list(lines_of(contract))
    whole = balance(lines)
    for by in GROUPINGS:
        shuffled = chance.sample(lines, len(lines))
        assert balance(shuffled) == whole
        groups = balances(shuffled, by)
        assert sum(group.count for group in groups) == whole.count == len(lines)
        for name in ("dwellings", "abatement", "spent"):
            parts = [getattr(group, name) for group in groups]
            assert sum(part.total or 0 for part in parts) == getattr(whole, name).total
            assert sum(part.given for part in parts) == getattr(whole, name).given
    by_category = category_balances(chance.sample(lines, len(lines)))
    assert sum(one.real.total for one in by_category) == sum(line.category_total or 0 for line in lines)


@pytest.mark.shared
def test_the_printed_tables_of_niort_entered_as_lines(contract, lead, shared_data):
    data = yaml.safe_load(shared_data("data/niort-2015-2022.yaml").read_text(encoding="utf-8"))
    tables = {table["key"]: table for table in data["tables"] if table["key"].startswith("tab-t-tfpb")}
    ratios = []
    for table in tables.values():
        ListedOrganisationFactory(contract=contract, key=table["key"])
        for column, place in enumerate(table["columns"][1:], 1):
            _enter(contract, lead, table, column, place)
    for key, table in tables.items():
        checks, found = table["checks"], list(lines_of(contract, landlord=key).order_by("pk"))
        sums, totals = checks["sum_of_lines"], checks.get("printed_totals", checks.get("printed_total"))
        assert [line.category_total for line in found] == (sums if isinstance(sums, list) else [sums])
        assert [line.declared_total for line in found] == (totals if isinstance(totals, list) else [totals])
        assert not any(line.differs for line in found)
        whole = balance(found)
        ratios = [line.ratio for line in found] + ([whole.ratio] if len(found) > 1 else [])
        printed = checks["ratio_valued_to_abatement_pct"]
        assert [float(round(ratio * 100, 1)) for ratio in ratios] == (
            printed if isinstance(printed, list) else [printed]
        )
        if "sum_abatement" in checks:
            assert (whole.abatement.total, whole.spent.total) == (checks["sum_abatement"], checks["sum_valued"])
            assert [line.territory.name for line in found if line.is_below] == ["Tour Chabot /Gavacherie"]


def _enter(contract, lead, table, column, place) -> TfpbLine:
    values = {
        "landlord": ListedOrganisation.objects.get(contract=contract, key=table["key"]),
        "territory": ListedTerritory.objects.filter(contract=contract, name=place).first()
        or ListedTerritoryFactory(contract=contract, name=place),
        "year": table["year"],
        "line": table["line"],
    }
    for row in table["rows"]:
        title, amount = row[0], Decimal(row[column])
        if title.startswith("Montant"):
            values["abatement"] = amount
        elif title.startswith("Nombre"):
            values["dwellings"] = int(amount)
        elif title.startswith("Total"):
            values["declared_total"] = amount
        else:
            category = next(code for words, code in BEGINNINGS.items() if title.startswith(words))
            values[amount_name("real", category)] = amount
    return write_line(contract=contract, line=None, values=values, by=lead, at=AT)
