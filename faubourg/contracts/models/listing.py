"""The organisations and territories as one contract lists them: its keys, printed names and aliases."""

from django.db import models
from django.urls import reverse

from faubourg.contracts.models.contract import Contract, validate_key
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.records import Record
from faubourg.partners.models import Organisation
from faubourg.territories.models import Territory, TerritoryKind


class ListedTerritory(Record):
    """A territory under its key in one contract."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="territories")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    territory = models.ForeignKey(
        Territory, verbose_name="territoire de l’instance", on_delete=models.PROTECT, related_name="listings",
        editable=False,
    )  # fmt: skip
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=20, choices=TerritoryKind.choices)
    code = models.CharField("code", max_length=20, blank=True)
    code_previous = models.CharField("ancien code", max_length=20, blank=True)
    short = models.CharField("sigle", max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="situé dans", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    aliases = models.JSONField("autres noms", default=list, blank=True)
    members = models.ManyToManyField(
        "self", verbose_name="réunit", symmetrical=False, blank=True, related_name="groups"
    )
    perimeter_change = models.CharField("changement de périmètre", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire du contrat"
        verbose_name_plural = "territoires"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="listed_territory_key_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:territory", args=[self.contract.key, self.key])


class ListedOrganisation(Record):
    """An organisation under its key in one contract."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="organisations")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation de l’instance", on_delete=models.PROTECT, related_name="listings",
        editable=False,
    )  # fmt: skip
    name = models.CharField("nom", max_length=300)
    kind = models.CharField("nature", max_length=80, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="rattachée à", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    aliases = models.JSONField("autres noms", default=list, blank=True)
    members = models.ManyToManyField(
        "self", verbose_name="réunit", symmetrical=False, blank=True, related_name="groups"
    )
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="territoire", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signatory = models.BooleanField("signataire", null=True, blank=True)
    signatory_function = models.CharField("fonction du signataire", max_length=200, blank=True)
    role_text = models.JSONField("rôles dits par le document", default=list, blank=True)
    is_generic = models.BooleanField("catégorie, pas un organisme nommé", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation du contrat"
        verbose_name_plural = "organisations"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="listed_organisation_key_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The shortest of the name and its aliases, for narrow columns."""
        return min([self.name, *self.aliases], key=len)

    def get_absolute_url(self) -> str:
        return reverse("actors:organisation", args=[self.contract.key, self.key])
