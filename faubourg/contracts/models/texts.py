"""The contract's own text, its reference texts, and how its fiches are laid out."""

from django.db import models

from faubourg.contracts.choices import ActionKind
from faubourg.contracts.layouts import Block
from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import PartialDateField, Record


class ContractPage(Record):
    """A page of the contract's own text: preamble, method, notes, statements of funders; in order."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="pages")
    kind = models.CharField("nature", max_length=60, blank=True, help_text="Préambule, méthode, note, déclaration…")
    title = models.CharField("titre", max_length=300)
    body = models.TextField("texte", blank=True)
    page = models.PositiveIntegerField("page imprimée", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "page du contrat"
        verbose_name_plural = "pages du contrat"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class ReferenceText(Record):
    """A law, a circular or a framework document that the contract cites."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="reference_texts")
    title = models.CharField("intitulé", max_length=300)
    kind = models.CharField("nature", max_length=60, blank=True)
    date = PartialDateField("date")
    content = models.TextField("ce qu’on en retient", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "texte de référence"
        verbose_name_plural = "textes de référence"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class FicheSection(Record):
    """A section of the contract's fiches of one kind: which block, under which label, with which help, in order."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="fiche_sections")
    action_kind = models.CharField("nature d’action", max_length=20, choices=ActionKind.choices)
    block = models.CharField("bloc", max_length=60, choices=Block.choices)
    label = models.CharField("intitulé", max_length=120)
    help_text = models.TextField("aide", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "rubrique des fiches"
        verbose_name_plural = "rubriques des fiches"
        ordering = ["contract", "action_kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "action_kind", "block"], name="fiche_section_unique")
        ]

    def __str__(self) -> str:
        return self.label


class SourceSection(models.Model):
    """A section of the document whose own screens come later (citizens, fundings, extra), kept as given."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="source_sections")
    name = models.CharField("section", max_length=40)
    content = FaithfulJSONField("contenu")
    position = models.PositiveIntegerField("rang", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "section du document"
        verbose_name_plural = "sections du document"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "name"], name="source_section_unique")]

    def __str__(self) -> str:
        return self.name
