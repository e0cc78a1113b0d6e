"""The kinds of objects whose history has a page: what belongs to a contract, and no person's role or file."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet

from faubourg.contracts.models import Contract, Lineage

#: Closed by default: an app that is not named here shows none of its rows.
APPS = (
    "contracts",
    "governance",
    "actions",
    "indicators",
    "amendments",
    "followup",
    "registers",
    "urban",
    "evaluation",
    "reports",
)


@dataclass(frozen=True)
class Kind:
    """A model, and the rows of it that belong to a contract."""

    model: type[Model]

    @property
    def label(self) -> str:
        """« action », « organisation du contrat »…"""
        return str(self.model._meta.verbose_name)

    def rows(self, contract: Contract) -> QuerySet:
        """The rows of `contract`, in every version of its plan."""
        path = "pk" if self.model is Contract else self.model.contract_path
        return self.model._default_manager.order_by("pk").filter(**{path: contract.pk})


def _is_shown(model: type[Model]) -> bool:
    """What belongs to a person (their role, their last visit) is nobody else's; a lineage is nothing by itself."""
    if model is Contract:
        return True
    names = {field.name for field in model._meta.fields}
    return hasattr(model, "contract_path") and "user" not in names and model is not Lineage


KINDS: dict[str, Kind] = {
    model._meta.model_name: Kind(model)
    for label in APPS
    for model in apps.get_app_config(label).get_models()
    if _is_shown(model)
}
