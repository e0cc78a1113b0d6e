"""The abatement of TFPB: what a landlord saves in a QPV in a year, and what it spends there in exchange.

Source: article 1388 bis of the code général des impôts; Niort 2015-2022, lines 591-667. Amounts in euros; an amount
that nobody gave is None, never 0.
"""

from decimal import Decimal

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory, ScopedQuerySet
from faubourg.core.records import Record
from faubourg.urban.choices import (
    FIRST_YEAR,
    LAST_YEAR,
    TOLERANCE_EUROS,
    TOLERANCE_SHARE,
    Category,
    LineState,
)


class TfpbLine(Record):
    """One landlord in one QPV for one year."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="tfpb_lines")
    landlord = models.ForeignKey(
        ListedOrganisation, verbose_name="bailleur", on_delete=models.PROTECT, related_name="tfpb_lines"
    )
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="quartier", on_delete=models.PROTECT, related_name="tfpb_lines"
    )
    year = models.PositiveSmallIntegerField("année")
    dwellings = models.PositiveIntegerField("logements", null=True, blank=True)
    abatement = models.DecimalField("abattement", max_digits=12, decimal_places=2, null=True, blank=True)
    declared_total = models.DecimalField(
        "total déclaré des dépenses", max_digits=12, decimal_places=2, null=True, blank=True
    )
    state = models.CharField("état", max_length=20, choices=LineState.choices, default=LineState.DECLARED)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’abattement de TFPB"
        verbose_name_plural = "lignes d’abattement de TFPB"
        ordering = ["contract", "-year", "landlord__name", "territory__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["landlord", "territory", "year"], name="tfpb_line_unique"),
            models.CheckConstraint(condition=models.Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="tfpb_year_plausible"),
            models.CheckConstraint(
                condition=models.Q(abatement=None) | models.Q(abatement__gte=0), name="tfpb_abatement_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(declared_total=None) | models.Q(declared_total__gte=0),
                name="tfpb_declared_total_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.landlord}, {self.territory}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("urban:line", args=[self.contract.key, self.pk])

    def amounts(self, kind: str) -> dict[str, Decimal]:
        """Category → what is given of it; `kind`: « planned » or « real »."""
        found = {one.category: getattr(one, kind) for one in self.spendings.all()}
        return {code: found[code] for code in Category.values if found.get(code) is not None}

    @property
    def category_total(self) -> Decimal | None:
        """The sum of the real amounts that are given; None when none is."""
        given = self.amounts("real")
        return sum(given.values(), Decimal(0)) if given else None

    @property
    def planned_total(self) -> Decimal | None:
        """The sum of the planned amounts that are given; None when none is."""
        given = self.amounts("planned")
        return sum(given.values(), Decimal(0)) if given else None

    @property
    def spent(self) -> Decimal | None:
        """The declared total; without one, the sum of the categories when all eight are given; else not known."""
        if self.declared_total is not None:
            return self.declared_total
        return self.category_total if len(self.amounts("real")) == len(Category) else None

    @property
    def gap(self) -> Decimal | None:
        """The declared total minus the sum of the categories; None where one of them is not known."""
        if self.declared_total is None or self.category_total is None:
            return None
        return self.declared_total - self.category_total

    @property
    def differs(self) -> bool:
        """Whether the gap is beyond the tolerance. Categories not given may explain a sum that is too small."""
        gap = self.gap
        if gap is None or abs(gap) <= max(TOLERANCE_EUROS, TOLERANCE_SHARE * self.declared_total):
            return False
        return gap < 0 or len(self.amounts("real")) == len(Category)

    @property
    def ratio(self) -> Decimal | None:
        """Spent ÷ abatement (1 = 100 %); None where one is not known or there is no abatement."""
        return self.spent / self.abatement if self.spent is not None and self.abatement else None

    @property
    def percentage(self) -> Decimal | None:
        """The ratio in percent."""
        return None if self.ratio is None else self.ratio * 100

    @property
    def is_below(self) -> bool:
        """Whether less was spent than saved."""
        return self.ratio is not None and self.ratio < 1


class TfpbSpending(models.Model):
    """What is planned and what was spent on one category of a line, in euros."""

    contract_path = "line__contract"
    hangs_on = ("line",)

    line = models.ForeignKey(TfpbLine, on_delete=models.CASCADE, related_name="spendings")
    category = models.CharField("poste", max_length=20, choices=Category.choices)
    position = models.PositiveSmallIntegerField("rang", default=0)
    planned = models.DecimalField("prévu", max_digits=12, decimal_places=2, null=True, blank=True)
    real = models.DecimalField("réalisé", max_digits=12, decimal_places=2, null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "dépense de TFPB"
        verbose_name_plural = "dépenses de TFPB"
        ordering = ["line", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "category"], name="tfpb_spending_unique"),
            models.CheckConstraint(
                condition=models.Q(planned=None) | models.Q(planned__gte=0), name="tfpb_planned_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(real=None) | models.Q(real__gte=0), name="tfpb_real_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.line}"
