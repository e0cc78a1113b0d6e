"""How the plan's list stands on its page: filters, chips, views, fold links and the way out of an empty list."""

from dataclasses import dataclass

from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.reports.plan import OBJECTIVE, VIEWS, PlanView, costliest_filter
from faubourg.reports.plan.filters import PlanForm

#: Filters that stand in the first row; the others are behind « Autres filtres ».
FIRST = ("type", "acteur", "quartier", "avancement", "nature")
SECOND = (
    "element", "role", "dispositif", "financeur", "public", "etiquette", "portee", "marque", "indicateur", "pilote",
    "calendrier",
)  # fmt: skip


@dataclass
class Select:
    """A filter of the form."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str


@dataclass
class PlanPage:
    """What the page needs beside the view; addresses are relative, to keep filters and view."""

    views: list[dict]
    chips: list[dict]
    types: list[dict]
    export: dict[str, str]
    fold: dict
    reset: str
    suggestion: dict | None
    bulk: str


def selects_of(view: PlanView) -> dict:
    """The filters that this contract can use: `first`, `more`, and whether one of the latter is set."""
    offered = view.filters.choices

    def make(names: tuple[str, ...]) -> list[Select]:
        fields = {name: PlanForm.base_fields[name] for name in names}
        made = [
            Select(name, field.label, offered.get(name, getattr(field, "choices", [])), view.filters.get(name))
            for name, field in fields.items()
        ]
        return [select for select in made if len(select.choices) > (1 if select.name == "nature" else 0)]

    return {"first": make(FIRST), "more": make(SECOND), "more_open": any(map(view.filters.get, SECOND))}


def page_of(view: PlanView, contract: Contract, *, folded: bool) -> PlanPage:
    """The addresses around the list."""
    filters, mode = view.filters, "" if view.view == OBJECTIVE else view.view
    fold = "1" if folded else ""

    def here(**changes: str) -> str:
        return f"?{filters.query(**({'vue': mode, 'plie': fold} | changes))}"

    return PlanPage(
        views=[
            {"label": label, "url": here(vue="" if name == OBJECTIVE else name), "current": name == view.view}
            for name, label in VIEWS.items()
        ],
        chips=[
            {"label": label, "url": f"?{filters.without(name).query(vue=mode, plie=fold)}", "name": name}
            for name, label in filters.labels.items()
        ],
        types=[
            {"letter": letter, "label": label, "count": count, "url": here(type=letter)}
            for letter, label, count in view.types
        ],
        export={
            ending: f"{reverse('plan:export', args=[contract.key, ending])}?{filters.query(vue=mode)}"
            for ending in ("xlsx", "csv")
        },
        fold={"on": folded, "url": here(plie="" if folded else "1")},
        reset=f"?vue={mode}" if mode else reverse("plan:plan", args=[contract.key]),
        suggestion=_suggestion(view, mode),
        bulk=f"{reverse('arrange:bulk', args=[contract.key])}?{filters.query()}",
    )


def _suggestion(view: PlanView, mode: str) -> dict | None:
    """Which filter to remove when nothing is found."""
    found = costliest_filter(view.plan, view.filters) if not view.rows and view.filters else None
    if not found:
        return None
    name, count = found
    return {
        "label": view.filters.labels[name],
        "count": count,
        "url": f"?{view.filters.without(name).query(vue=mode)}",
    }
