"""The contract itself, its versions, its scales and its people."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from faubourg.contracts.choices import ContractKind, ContractState, Role, VersionState
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import PartialDateField, Record

validate_key = RegexValidator(
    r"^[a-zA-Z0-9][\w.\-]*$", "Une clé s’écrit avec des lettres sans accent, des chiffres, des points et des tirets."
)


class ContractQuerySet(models.QuerySet):
    """Reads of contracts."""

    def for_user(self, user):
        """The contracts where `user` has a role; all of them for the administrator of the instance."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_instance_admin:
            return self
        return self.filter(pk__in=Membership.objects.filter(user=user).values("contract"))


class Contract(models.Model):
    """A contrat de ville, an avenant or a PLIE protocol."""

    key = models.SlugField("clé", max_length=80, unique=True, validators=[validate_key])
    title = models.CharField("intitulé", max_length=300)
    short_title = models.CharField("nom court", max_length=80, blank=True)
    kind = models.CharField("nature", max_length=20, choices=ContractKind.choices)
    territory = models.ForeignKey(
        "contracts.ListedTerritory",
        verbose_name="territoire",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    department = models.CharField("département", max_length=80, blank=True)
    start = PartialDateField("début")
    end = PartialDateField("fin")
    extended_until = PartialDateField("prorogé jusqu’à")
    predecessor = models.ForeignKey(
        "self", verbose_name="succède à", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )
    state = models.CharField(
        "état", max_length=20, choices=ContractState.choices, blank=True, help_text="Vide : le document ne le dit pas."
    )
    evaluation_body = models.CharField("instance d’évaluation", max_length=300, blank=True)
    source = models.CharField("document source", max_length=120, blank=True)
    status_note = models.TextField("note sur l’échelle d’avancement", blank=True)
    current_version = models.ForeignKey(
        "contracts.Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    extra = FaithfulJSONField("autres indications du document", default=dict, blank=True, editable=False)
    blanks = FaithfulJSONField("champs donnés vides", default=dict, blank=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "contrat"
        verbose_name_plural = "contrats"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        if self.is_on_draft and kwargs.get("update_fields") is None:
            names = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [name for name in names if name != "current_version"]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("home:contract", args=[self.key])

    @property
    def name(self) -> str:
        """The short title, or the whole one."""
        return self.short_title or self.title

    @property
    def scope(self) -> str:
        """The name under which the journal and the search index keep what belongs to this contract."""
        return self.scope_of(self.key)

    @staticmethod
    def scope_of(key: str) -> str:
        """The same from the key alone."""
        return f"contrat/{key}"

    @property
    def period(self) -> str:
        """« 2024-2030 », or what is known of it."""
        return "-".join(part[:4] for part in (self.start, self.extended_until or self.end) if part)

    def work_on(self, version: "Version") -> None:
        """Make this copy in memory speak of `version`: what reads or edits it then works on that version.

        The database keeps the version that everybody reads; saving this copy does not change it.
        """
        self.published_version_id = self.current_version_id
        self.current_version = version

    @property
    def published_id(self) -> int | None:
        """The number of the version that everybody reads, whatever this copy works on."""
        return self.__dict__.get("published_version_id", self.current_version_id)

    @property
    def is_on_draft(self) -> bool:
        """Whether this copy was put by `work_on` on another version than the one that everybody reads."""
        return self.published_id != self.current_version_id


class Version(models.Model):
    """A state of the plan: draft, submitted, then adopted. Nodes, actions and indicators belong to one version.

    An avenant is a version made from another one (`based_on`). `evaluation`, `deliberations` and `signatures` are the
    components that come with it; `deliberation` or `decision` adopted it.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("numéro", default=1)
    title = models.CharField("intitulé", max_length=200, blank=True)
    purpose = models.TextField("objet", blank=True)
    state = models.CharField("état", max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    adopted_on = PartialDateField("adoptée le")
    deliberation = models.ForeignKey(
        "contracts.Deliberation",
        verbose_name="adoptée par la délibération",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adopted_versions",
    )
    decision = models.CharField("adoptée par la décision", max_length=300, blank=True)
    evaluation = models.CharField("évaluation du plan précédent", max_length=300, blank=True)
    deliberations = models.ManyToManyField(
        "contracts.Deliberation", verbose_name="délibérations", blank=True, related_name="versions"
    )
    signatures = models.ManyToManyField(
        "contracts.Signature", verbose_name="signatures", blank=True, related_name="versions"
    )
    based_on = models.ForeignKey(
        "self", verbose_name="d’après", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers"
    )
    is_reconstituted = models.BooleanField("reconstituée", default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versions"
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="version_number_unique"),
            models.UniqueConstraint(
                fields=["contract"],
                condition=models.Q(state__in=[VersionState.DRAFT, VersionState.SUBMITTED]),
                name="version_in_progress_unique",
            ),
        ]

    def __str__(self) -> str:
        name = self.title or f"Version {self.number}"
        return f"{name} (version reconstituée)" if self.is_reconstituted else name

    def get_absolute_url(self) -> str:
        return reverse("versions:version", args=[self.contract.key, self.number])

    @property
    def is_adopted(self) -> bool:
        """Whether what the plan says is frozen."""
        return self.state == VersionState.ADOPTED


class Lineage(models.Model):
    """What stays the same when a node, an action or an indicator is copied into the next version."""

    contract_path = "contract"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lineages")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lignée"
        verbose_name_plural = "lignées"

    def __str__(self) -> str:
        return str(self.id)


class Membership(models.Model):
    """The role of a person in a contract, for an organisation where the role is held for one."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        "contracts.ListedOrganisation",
        verbose_name="pour l’organisme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    lineages = models.ManyToManyField(
        Lineage,
        verbose_name="fiches suivies",
        blank=True,
        related_name="memberships",
        help_text="Aucune : toutes les fiches que l’organisme pilote ou copilote.",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle dans un contrat"
        verbose_name_plural = "rôles dans un contrat"
        ordering = ["contract", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "user", "role"],
                condition=models.Q(organisation=None),
                name="membership_unique",
            ),
            models.UniqueConstraint(
                fields=["contract", "user", "role", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="membership_unique_for_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()}"


class EngineeringMeans(Record):
    """What is put into running the contract: posts, hours, amounts."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="engineering_means")
    label = models.CharField("libellé", max_length=300)
    organisation = models.ForeignKey(
        "contracts.ListedOrganisation",
        verbose_name="apporté par",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="engineering_means",
    )
    quantity = models.DecimalField("quantité", max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField("unité", max_length=40, blank=True)
    amount = models.DecimalField("montant (€)", max_digits=18, decimal_places=2, null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "moyen d’ingénierie"
        verbose_name_plural = "moyens d’ingénierie"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.label
