"""The people of the PLIE and their roles, the structures that follow, and what allows to hand a list out."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.pathways.choices import AgentRole, Validator
from faubourg.pathways.models.reach import AgentQuerySet, ContractQuerySet


class LegalBasis(models.Model):
    """What allows a recipient to receive rows about persons: which fields, for what, from when to when."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="legal_bases")
    recipient = models.CharField("destinataire", max_length=200)
    basis = models.CharField("base légale", max_length=300, help_text="Texte ou convention.")
    purpose = models.CharField("finalité", max_length=300)
    fields = models.JSONField("champs transmis", default=list)
    start = models.DateField("à partir du")
    end = models.DateField("jusqu’au", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "base légale de transmission"
        verbose_name_plural = "bases légales de transmission"
        ordering = ["contract_id", "recipient", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="legal_basis_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} : {self.basis}"

    def stands_on(self, day) -> bool:
        """Whether it allows anything that day."""
        return self.start <= day and (self.end is None or self.end >= day)


class Release(models.Model):
    """A list that went out: to whom, under which basis, which fields, how many rows; never the rows."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_releases")
    legal_basis = models.ForeignKey(
        LegalBasis, verbose_name="base légale", on_delete=models.PROTECT, related_name="releases"
    )
    title = models.CharField("liste", max_length=200)
    fields = models.JSONField("champs", default=list)
    rows = models.PositiveIntegerField("nombre de lignes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "liste transmise"
        verbose_name_plural = "listes transmises"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Structure(models.Model):
    """A body that follows people: its full-time equivalents give its places (70 to 90 each a year, line 130)."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_structures")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisme", null=True, blank=True, on_delete=models.PROTECT,
        related_name="plie_structures",
    )  # fmt: skip
    name = models.CharField("nom", max_length=200)
    fte = models.DecimalField("équivalents temps plein", max_digits=5, decimal_places=2)
    places_min = models.PositiveSmallIntegerField("places par ETP, au moins", default=70)
    places_max = models.PositiveSmallIntegerField("places par ETP, au plus", default=90)
    opened_on = models.DateField("ouverte le", null=True, blank=True)
    closed_on = models.DateField("fermée le", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "structure porteuse"
        verbose_name_plural = "structures porteuses"
        ordering = ["contract_id", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "name"], name="structure_name_unique"),
            models.CheckConstraint(condition=Q(fte__gte=0), name="structure_fte_not_negative"),
            models.CheckConstraint(condition=Q(places_max__gte=F("places_min")), name="structure_places_ordered"),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="structure_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def capacity(self) -> tuple[int, int]:
        """Places a year, at least and at most; halves are rounded down."""
        fte = Decimal(self.fte)
        return int(fte * self.places_min), int(fte * self.places_max)


class Place(models.Model):
    """Where a structure receives people; coordinates in degrees (WGS 84)."""

    contract_path = "structure__contract"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="places")
    name = models.CharField("lieu d’accueil", max_length=200)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu d’accueil"
        verbose_name_plural = "lieux d’accueil"
        ordering = ["structure_id", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Agent(models.Model):
    """A person's role in the PLIE of a contract, from a day to another; apart from the roles of the contract itself."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_agents")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="personne", on_delete=models.PROTECT, related_name="plie_roles"
    )
    role = models.CharField("rôle", max_length=20, choices=AgentRole.choices)
    structure = models.ForeignKey(
        Structure, verbose_name="structure", null=True, blank=True, on_delete=models.PROTECT, related_name="agents"
    )
    prescriber = models.ForeignKey(
        "pathways.Term", verbose_name="prescripteur", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    nursery = models.ForeignKey(
        "pathways.Nursery", verbose_name="crèche", null=True, blank=True, on_delete=models.PROTECT,
        related_name="agents",
    )  # fmt: skip
    validates = models.CharField("valide pour", max_length=20, choices=Validator.choices, blank=True)
    legal_basis = models.ForeignKey(
        LegalBasis, verbose_name="base légale", null=True, blank=True, on_delete=models.PROTECT, related_name="agents",
        help_text="Sans elle, le Département et la cellule FSE ne lisent que des totaux.",
    )  # fmt: skip
    start = models.DateField("depuis le")
    end = models.DateField("jusqu’au", null=True, blank=True)

    objects = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle dans le PLIE"
        verbose_name_plural = "rôles dans le PLIE"
        ordering = ["contract_id", "role", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="agent_dates"),
        ]

    def __str__(self) -> str:
        name, role = str(self.user), str(self.get_role_display())
        return name if name == role else f"{name}, {role}"

    @property
    def is_founded(self) -> bool:
        """Whether the role shows persons today: the Département and the FSE cell need a legal basis that stands."""
        if self.role not in (AgentRole.DEPARTMENT, AgentRole.FSE_CELL):
            return True
        return self.legal_basis is not None and self.legal_basis.stands_on(timezone.localdate())
