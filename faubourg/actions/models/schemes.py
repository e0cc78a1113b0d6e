"""Schemes (dispositifs): once in the instance, listed by contract, held by several, tied to actions and nodes."""

import re

from django.db import models
from django.urls import reverse

from faubourg.actions.choices import WindowRecurrence
from faubourg.actions.models.action import Action
from faubourg.contracts.models import Contract, ListedOrganisation, Node, ScopedQuerySet, Version
from faubourg.contracts.models.contract import validate_key
from faubourg.core.periods import years_written
from faubourg.core.records import PartialDateField, Record

FRAMEWORK_WORDS = re.compile(r"\bcadre\b|\bplanification\b", re.IGNORECASE)


class Scheme(models.Model):
    """A scheme of the instance. A merge keeps both rows."""

    name = models.CharField("nom", max_length=300)
    code = models.CharField("sigle", max_length=40, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="réuni à", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        verbose_name = "dispositif de l’instance"
        verbose_name_plural = "dispositifs de l’instance"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="scheme_not_merged_into_itself"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def canonical(self) -> "Scheme":
        """The scheme that stands for this one after merges."""
        found = self
        while found.merged_into_id:
            found = found.merged_into
        return found


class ListedScheme(Record):
    """A scheme under its key in one contract."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="schemes")
    key = models.CharField("clé", max_length=120, validators=[validate_key])
    scheme = models.ForeignKey(
        Scheme, verbose_name="dispositif de l’instance", on_delete=models.PROTECT, related_name="listings",
        editable=False,
    )  # fmt: skip
    name = models.CharField("nom", max_length=300)
    code = models.CharField("sigle", max_length=40, blank=True)
    kind = models.CharField("nature", max_length=120, blank=True)
    aliases = models.JSONField("autres noms", default=list, blank=True)
    validity = models.CharField("validité", max_length=120, blank=True)
    holders = models.ManyToManyField(ListedOrganisation, verbose_name="portés par", blank=True, related_name="schemes")
    is_framework = models.BooleanField(
        "cadre stratégique", null=True, blank=True,
        help_text="PLH, PAT, CLS, PLIE… Non dit : lu dans la nature.",
    )  # fmt: skip
    start = PartialDateField("début", help_text="Vide : lu dans la validité.")
    end = PartialDateField("fin", help_text="Vide : lue dans la validité.")
    qpv_focus = models.BooleanField(
        "volet quartiers prioritaires", null=True, blank=True, help_text="Le document a-t-il une partie sur les QPV ?"
    )
    qpv_focus_where = models.CharField("où dans le document", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "dispositif"
        verbose_name_plural = "dispositifs"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="listed_scheme_key_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:scheme", args=[self.contract.key, self.key])

    @property
    def is_strategic(self) -> bool:
        """Whether it is a framework document: as said, else as its kind reads (« cadre stratégique »)."""
        if self.is_framework is not None:
            return self.is_framework
        return bool(FRAMEWORK_WORDS.search(self.kind))

    @property
    def period(self) -> tuple[str, str]:
        """Its start and end: as given, else as its validity reads (« 2022-2027 »); empty where unknown."""
        start, end = years_written(self.validity)
        return self.start or start, self.end or end


class DepositWindow(Record):
    """When a file can be handed in for a scheme. The document's words (« selon les opportunités ») stand beside."""

    contract_path = "scheme__contract"
    hangs_on = ("scheme",)

    scheme = models.ForeignKey(
        ListedScheme, verbose_name="dispositif", on_delete=models.CASCADE, related_name="windows"
    )
    words = models.CharField("écrit dans le document", max_length=300, blank=True)
    opens = PartialDateField("ouvre")
    closes = PartialDateField("ferme")
    recurrence = models.CharField("revient", max_length=12, choices=WindowRecurrence.choices, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "fenêtre de dépôt"
        verbose_name_plural = "fenêtres de dépôt"
        ordering = ["scheme", "position", "pk"]

    def __str__(self) -> str:
        return self.words or " – ".join(filter(None, (self.opens, self.closes)))


class SchemeLink(Record):
    """A scheme mobilised by an action or a node; how firmly and until when belongs to the link."""

    contract_path = "version__contract"
    hangs_on = ("action", "node")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="scheme_links")
    scheme = models.ForeignKey(ListedScheme, verbose_name="dispositif", on_delete=models.PROTECT, related_name="links")
    action = models.ForeignKey(
        Action, verbose_name="action", null=True, blank=True, on_delete=models.CASCADE, related_name="scheme_links"
    )
    node = models.ForeignKey(
        Node, verbose_name="élément de l’arbre", null=True, blank=True, on_delete=models.CASCADE,
        related_name="scheme_links",
    )  # fmt: skip
    firmness = models.CharField("fermeté", max_length=60, blank=True)
    validity = models.CharField("validité", max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lien à un dispositif"
        verbose_name_plural = "liens aux dispositifs"
        ordering = ["version", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action=None) ^ models.Q(node=None), name="scheme_link_of_an_action_or_a_node"
            )
        ]

    def __str__(self) -> str:
        return str(self.scheme)
