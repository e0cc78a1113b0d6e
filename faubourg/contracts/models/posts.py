"""Posts of référents apart from those who hold them (Niort 2024-2030, lines 2018-2031 and 2187-3142)."""

from django.conf import settings
from django.db import models

from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.listing import ListedOrganisation
from faubourg.contracts.models.scoped import ScopedQuerySet


class Post(models.Model):
    """A function that an organisation keeps for the contract: who holds it changes, the post stays."""

    contract_path = "contract"
    hangs_on = ("organisation",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisme", on_delete=models.PROTECT, related_name="posts"
    )
    function = models.CharField("fonction", max_length=200)
    service = models.CharField("service", max_length=200, blank=True)
    paired_with = models.ForeignKey(
        "self", verbose_name="en binôme avec", null=True, blank=True, on_delete=models.SET_NULL, related_name="pairs"
    )
    opened_on = models.DateField("ouvert le", null=True, blank=True)
    closed_on = models.DateField("supprimé le", null=True, blank=True)
    note = models.TextField("note", blank=True)
    line = models.PositiveIntegerField("ligne de la source", null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "poste de référent·e"
        verbose_name_plural = "postes de référent·e"
        ordering = ["contract", "organisation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_on=None)
                | models.Q(closed_on=None)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="post_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.organisation}"


class PostHolder(models.Model):
    """A person in a post, from a day to another; the one without end holds it now."""

    contract_path = "post__contract"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="titulaire", on_delete=models.PROTECT, related_name="+"
    )
    start = models.DateField("depuis le")
    end = models.DateField("jusqu’au", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "titulaire d’un poste"
        verbose_name_plural = "titulaires des postes"
        ordering = ["post", "-start", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(end=None), name="post_held_by_one_person_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("start")), name="post_left_after_taken"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
