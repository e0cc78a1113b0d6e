"""How a job counts, by the rules that the PLIE keeps: pure, so that a page can show it before anything is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from faubourg.pathways.choices import JobClass
from faubourg.ui.typography import hours, nbsp, number

BOUNDS = (
    ("months", "min_months", "below_months"),
    ("weekly_hours", "min_weekly", "below_weekly"),
    ("total_hours", "min_hours", None),
)
FACT_NAMES = {"months": "durée", "weekly_hours": "heures par semaine", "total_hours": "heures en tout"}


@dataclass(frozen=True)
class Classed:
    """What the rules say: a class and the rule, or nothing and the names of the facts that they miss."""

    job_class: str = ""
    rule: object | None = None
    missing: tuple[str, ...] = field(default=())


def classify(
    contract_type_id: int | None,
    *,
    months: Decimal | None,
    weekly_hours: Decimal | None,
    total_hours: Decimal | None,
    rules: Iterable,
) -> Classed:
    """The first rule of this contract type whose bounds fit; a bound on an unknown fact stops there (DESIGN rule 2)."""
    facts = {"months": months, "weekly_hours": weekly_hours, "total_hours": total_hours}
    own = [rule for rule in rules if rule.contract_type_id == contract_type_id]
    for rule in own:
        missing = [name for name, *bounds in BOUNDS if facts[name] is None and _bounded(rule, bounds)]
        if all(_fits(facts[name], rule, bounds) for name, *bounds in BOUNDS if name not in missing):
            if missing:
                return Classed(missing=tuple(FACT_NAMES[name] for name in missing))
            return Classed(rule.job_class, rule)
    # A type that has rules and fits none counts as the least: a job of the pathway.
    return Classed(JobClass.PATHWAY) if own else Classed(missing=("type de contrat",))


def _bounded(rule, bounds) -> bool:
    return any(name and getattr(rule, name) is not None for name in bounds)


def _fits(value: Decimal | None, rule, bounds) -> bool:
    low, high = (getattr(rule, name) if name else None for name in bounds)
    if low is None and high is None:
        return True
    return (low is None or value >= low) and (high is None or value < high)


#: Bounds in words: the least (included), then the limit (left out).
_SAID = {
    "months": ("dès {} mois", "moins de {} mois"),
    "weekly_hours": ("dès {} par semaine", "moins de {} par semaine"),
    "total_hours": ("dès {} en tout", ""),
}


def said_bounds(rule) -> str:
    """What a rule asks besides the contract type: « dès 6 mois, moins de 17 h 30 par semaine »; empty: nothing."""
    found = []
    for name, *bounds in BOUNDS:
        for bound, words in zip(bounds, _SAID[name], strict=True):
            value = getattr(rule, bound) if bound else None
            if value is not None:
                found.append(words.format(number(value) if name == "months" else hours(value)))
    return nbsp(", ".join(found))
