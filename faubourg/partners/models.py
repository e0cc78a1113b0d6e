"""Organisations, once in the instance: institutions, their directions and services, groups and categories."""

from django.core.validators import RegexValidator
from django.db import models

from faubourg.partners.choices import InstanceRow


class OrganisationQuerySet(models.QuerySet):
    """Reads of organisations."""

    def current(self):
        """Those that no merge replaced."""
        return self.filter(merged_into=None)


class Organisation(models.Model):
    """A body, a service of a body, or a category (« opérateur retenu »). A merge keeps both rows."""

    name = models.CharField("nom", max_length=300)
    kind = models.CharField("nature", max_length=80, blank=True)
    siret = models.CharField(
        "SIRET", max_length=14, blank=True, validators=[RegexValidator(r"^\d{14}$", "Un SIRET a 14 chiffres.")]
    )
    is_generic = models.BooleanField("catégorie, pas un organisme nommé", default=False)
    parent = models.ForeignKey(
        "self", verbose_name="rattachée à", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    merged_into = models.ForeignKey(
        "self", verbose_name="réunie à", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["siret"], condition=~models.Q(siret=""), name="organisation_siret_unique"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="organisation_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def canonical(self) -> "Organisation":
        """The organisation that stands for this one after merges."""
        found = self
        while found.merged_into_id:
            found = found.merged_into
        return found


class DismissedPair(models.Model):
    """Two rows that a person said are not the same: the merge screen leaves them alone until it is taken back."""

    kind = models.CharField("nature", max_length=20, choices=InstanceRow.choices)
    first = models.PositiveBigIntegerField("première ligne", help_text="La plus petite des deux clés primaires.")
    second = models.PositiveBigIntegerField("seconde ligne")

    class Meta:
        verbose_name = "paire écartée"
        verbose_name_plural = "paires écartées"
        ordering = ["kind", "first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="dismissed_pair_unique"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="dismissed_pair_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first} ≠ {self.second}"
