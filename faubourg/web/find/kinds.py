"""The kinds of things that can be found, in the order of the page, with their names and what loads them."""

from dataclasses import dataclass

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse

from faubourg.actions.models import Action, ListedScheme, NationalMeasure
from faubourg.contracts.models import (
    Contract,
    ContractPage,
    ListedOrganisation,
    ListedTerritory,
    Node,
    PrintedTable,
)
from faubourg.governance.models import Body
from faubourg.indicators.models import Indicator
from faubourg.registers.models import Register, RegisterRow
from faubourg.urban.models import TfpbLine


@dataclass(frozen=True)
class Kind:
    """How a kind is called: as a tab, and counted (« 1 acteur », « 2 acteurs »)."""

    label: str
    noun: str


KINDS = {
    "action": Kind("Actions", "action,actions"),
    "indicateur": Kind("Indicateurs", "indicateur,indicateurs"),
    "acteur": Kind("Acteurs", "acteur,acteurs"),
    "dispositif": Kind("Dispositifs", "dispositif,dispositifs"),
    "plan": Kind("Constats et objectifs", "élément de l’arbre,éléments de l’arbre"),
    "instance": Kind("Instances", "instance,instances"),
    "quartier": Kind("Quartiers et territoires", "territoire,territoires"),
    "tableau": Kind("Tableaux", "tableau,tableaux"),
    "mesure": Kind("Mesures nationales", "mesure nationale,mesures nationales"),
    "page": Kind("Pages du contrat", "page,pages"),
    "registre": Kind("Registres", "registre,registres"),
    "ligne": Kind("Lignes des registres", "ligne de registre,lignes de registre"),
    "tfpb": Kind("Abattement TFPB", "ligne de TFPB,lignes de TFPB"),
}


#: What the page needs of each model beside its contract's key: texts and facts of documents are long to read.
_COLUMNS = {
    ListedOrganisation: ("key", "kind"),
    ListedScheme: ("key", "kind"),
    ListedTerritory: ("key", "kind"),
    Body: ("level",),
    PrintedTable: ("key",),
    NationalMeasure: ("key",),
    ContractPage: ("kind",),
    Register: ("key", "unit"),
    TfpbLine: (),
}


def _querysets() -> list[QuerySet]:
    def light(model, path, *columns):
        return model._default_manager.select_related(path).only(f"{path}__key", *columns)

    actions = light(Action, "version__contract", "key", "code", "title", "kind", "commitment_type")
    nodes = light(Node, "version__contract", "key", "code", "title", "level__name").select_related("level")
    nodes = nodes.order_by("position", "pk")
    followed = [Prefetch("actions", actions), Prefetch("nodes", nodes)]
    return [
        actions,
        nodes,
        light(Indicator, "version__contract", "key", "kind").prefetch_related(*followed),
        light(RegisterRow, "register__contract", "register__key", "register__title"),
        *(light(model, "contract", *columns) for model, columns in _COLUMNS.items()),
    ]


def targets() -> GenericPrefetch:
    """Loads what entries point to: one query a kind, whatever the number of entries."""
    return GenericPrefetch("target", _querysets())


def contract_of(target: Model) -> Contract:
    """The contract to which something found belongs."""
    if isinstance(target, RegisterRow):
        return target.register.contract
    return target.contract if hasattr(target, "contract") else target.version.contract


def url_of(target: Model) -> str:
    """Where something found is shown; a thing without a page of its own is shown on a page of the contract."""
    key = contract_of(target).key
    if isinstance(target, Body):
        return f"{reverse('home:pages', args=[key])}#instances"
    if isinstance(target, ContractPage):
        return f"{reverse('home:pages', args=[key])}#page-{target.pk}"
    if isinstance(target, NationalMeasure):
        return reverse("overview:crossings", args=[key])
    if isinstance(target, Indicator) and not target.actions.all() and not target.nodes.all():
        return reverse("plan:plan", args=[key])
    return target.get_absolute_url()


def facts_of(target: Model) -> list[str]:
    """A few words that place something found."""
    if isinstance(target, Action):
        return [target.get_kind_display()]
    if isinstance(target, Indicator):
        followed = [*target.actions.all(), *target.nodes.all()]
        names = [row.code or row.title for row in followed[:2]] + ["…"] * (len(followed) > 2)
        return [f"{target.get_kind_display()}", f"suit {', '.join(names)}"] if names else [target.get_kind_display()]
    if isinstance(target, Node):
        return [target.level.name]
    if isinstance(target, ListedTerritory):
        return [target.get_kind_display()]
    if isinstance(target, ListedScheme):
        return [target.kind or "dispositif"]
    if isinstance(target, RegisterRow):
        return [target.register.title]
    if isinstance(target, Register):
        return [f"une ligne est {target.unit}"]
    words = getattr(target, "kind", "") or getattr(target, "level", "")
    return [words] if words else []
