"""Who does what: one row a role of an organisation on an action or a node."""

from django.db import models

from faubourg.actions.choices import RoleKind
from faubourg.actions.models.action import Action
from faubourg.contracts.models import ListedOrganisation, ListedTerritory, Node, ScopedQuerySet, Version
from faubourg.core.records import Record


class ActionRole(Record):
    """A role, with the service, function, qualifier and condition under which the document gives it."""

    contract_path = "version__contract"
    hangs_on = ("action", "node")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="roles")
    action = models.ForeignKey(
        Action, verbose_name="action", null=True, blank=True, on_delete=models.CASCADE, related_name="roles"
    )
    node = models.ForeignKey(
        Node, verbose_name="élément de l’arbre", null=True, blank=True, on_delete=models.CASCADE, related_name="roles"
    )
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisation", on_delete=models.PROTECT, related_name="roles"
    )
    role = models.CharField("rôle", max_length=12, choices=RoleKind.choices)
    service = models.CharField("service", max_length=200, blank=True)
    function = models.CharField("fonction", max_length=200, blank=True)
    qualifier = models.CharField("précision", max_length=200, blank=True)
    condition = models.CharField("condition", max_length=300, blank=True)
    printed = models.CharField("imprimé", max_length=300, blank=True)
    origin = models.CharField("lu dans", max_length=120, blank=True)
    territory = models.ForeignKey(
        ListedTerritory,
        verbose_name="territoire",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="roles",
    )
    components = models.ManyToManyField(
        ListedOrganisation, verbose_name="composé de", blank=True, related_name="component_roles"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle"
        verbose_name_plural = "rôles"
        ordering = ["version", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(action=None) ^ models.Q(node=None), name="role_of_an_action_or_a_node"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"
