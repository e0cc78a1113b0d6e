"""Balances of the TFPB abatement: any grouping of lines, each line counted once, what is not given named apart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from faubourg.contracts.models import Contract
from faubourg.urban.choices import Category
from faubourg.urban.models import TfpbLine, TfpbSpending


def lines_of(contract: Contract, *, year: int | None = None, landlord: str = "", territory: str = "") -> QuerySet:
    """The lines of the contract with their spendings, the newest year first; keys narrow them. Two queries."""
    spendings = Prefetch("spendings", TfpbSpending.objects.order_by("pk"))
    rows = TfpbLine.objects.of(contract).select_related("contract", "landlord", "territory").prefetch_related(spendings)
    if year is not None:
        rows = rows.filter(year=year)
    if landlord:
        rows = rows.filter(landlord__key=landlord)
    if territory:
        rows = rows.filter(territory__key=territory)
    return rows.order_by("-year", "landlord__name", "territory__name", "pk")


def years_of(contract: Contract) -> list[int]:
    """The years that have a line, the newest first."""
    return list(TfpbLine.objects.of(contract).order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class Known:
    """The sum of what is given (None when nothing is), how many lines give it, of how many."""

    total: Decimal | int | None
    given: int
    asked: int

    @property
    def lacking(self) -> int:
        """Lines that do not give it: they are in no sum."""
        return self.asked - self.given


@dataclass(frozen=True)
class Balance:
    """What lines say together. `ratio` (1 = 100 %) and euros per dwelling use only the lines that give both numbers."""

    key: object
    label: str
    count: int
    dwellings: Known
    abatement: Known
    spent: Known
    planned: Known
    ratio: Decimal | None
    compared: int
    abatement_per_dwelling: Decimal | None
    spent_per_dwelling: Decimal | None

    @property
    def percentage(self) -> Decimal | None:
        """The ratio in percent."""
        return None if self.ratio is None else self.ratio * 100

    @property
    def is_below(self) -> bool:
        """Whether less was spent than saved, on the lines that give both."""
        return self.ratio is not None and self.ratio < 1


@dataclass(frozen=True)
class CategoryBalance:
    """One of the eight categories over lines."""

    code: str
    label: str
    planned: Known
    real: Known


#: How lines are grouped: the key of the group and its label.
GROUPINGS: dict[str, Callable[[TfpbLine], tuple[object, str]]] = {
    "year": lambda line: (line.year, str(line.year)),
    "landlord": lambda line: (line.landlord.key, line.landlord.name),
    "territory": lambda line: (line.territory.key, line.territory.name),
}


def balance(lines: Iterable[TfpbLine], *, key: object = "", label: str = "Ensemble") -> Balance:
    """What these lines say together."""
    rows = list(lines)
    compared = [row for row in rows if row.ratio is not None]
    return Balance(
        key=key,
        label=label,
        count=len(rows),
        dwellings=_known(row.dwellings for row in rows),
        abatement=_known(row.abatement for row in rows),
        spent=_known(row.spent for row in rows),
        planned=_known(row.planned_total for row in rows),
        ratio=_quotient((row.spent, row.abatement) for row in compared),
        compared=len(compared),
        abatement_per_dwelling=_quotient((row.abatement, row.dwellings) for row in rows),
        spent_per_dwelling=_quotient((row.spent, row.dwellings) for row in rows),
    )


def balances(lines: Iterable[TfpbLine], by: str) -> list[Balance]:
    """One balance a group, in the order of `lines`; `by`: a name of GROUPINGS."""
    groups: dict[tuple[object, str], list[TfpbLine]] = {}
    for line in lines:
        groups.setdefault(GROUPINGS[by](line), []).append(line)
    return [balance(rows, key=key, label=label) for (key, label), rows in groups.items()]


def category_balances(lines: Iterable[TfpbLine]) -> list[CategoryBalance]:
    """The eight categories, in the order of the national framework."""
    rows = list(lines)
    real, planned = [row.amounts("real") for row in rows], [row.amounts("planned") for row in rows]
    return [
        CategoryBalance(
            category.value,
            str(category.label),
            _known(amounts.get(category.value) for amounts in planned),
            _known(amounts.get(category.value) for amounts in real),
        )
        for category in Category
    ]


def lacks(line: TfpbLine) -> list[str]:
    """What a line does not give, in words; empty when it is whole."""
    missing = []
    if line.abatement is None:
        missing.append("le montant de l’abattement")
    if line.dwellings is None:
        missing.append("le nombre de logements")
    if line.spent is None:
        missing.append("le total des dépenses")
    given = len(line.amounts("real"))
    if given < len(Category):
        several = len(Category) - given > 1
        missing.append(f"{len(Category) - given} {'postes' if several else 'poste'} de dépenses sur {len(Category)}")
    return missing


def _known(values: Iterable[Decimal | int | None]) -> Known:
    every = list(values)
    given = [value for value in every if value is not None]
    return Known(sum(given) if given else None, len(given), len(every))


def _quotient(pairs: Iterable[tuple[Decimal | None, Decimal | int | None]]) -> Decimal | None:
    """The sum of the first numbers over the sum of the second, on the pairs that give both."""
    both = [(above, below) for above, below in pairs if above is not None and below is not None]
    below = sum(pair[1] for pair in both)
    return sum(pair[0] for pair in both) / Decimal(below) if below else None
