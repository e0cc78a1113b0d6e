"""The result of a computation at one place, from its inputs: exact, and never a number where one of them lacks.

Two generations of a neighbourhood's outline are never put together: the result is then not known, and says why.
"""

from collections.abc import Callable
from dataclasses import replace

from faubourg.indicators.computed import promises, ratios
from faubourg.indicators.computed.cases import Case, Result
from faubourg.indicators.computed.choices import ROLES, ComputationKind, InputRole
from faubourg.indicators.computed.inputs import Facts, Place
from faubourg.indicators.computed.models import Computation, ComputationInput
from faubourg.indicators.perimeters import crosses

CYCLE = "ce calcul se sert de lui-même"


def evaluate(computation: Computation, place: Place, facts: Facts, above: tuple[int, ...] = ()) -> Result:
    """The result at `place`. `above`: the computations that wait for this one, to find a cycle."""
    if computation.pk in above:
        return Result(computation, place, lacks=(f"« {computation} » : {CYCLE}",))
    known = (computation.pk, place.period, place.territory and place.territory.pk)
    if known not in facts.done:
        facts.done[known] = _evaluate(computation, place, facts, (*above, computation.pk))
    return facts.done[known]


def _evaluate(computation: Computation, place: Place, facts: Facts, above: tuple[int, ...]) -> Result:
    needed, allowed = ROLES[computation.kind]
    entries: dict[str, ComputationInput] = {}
    for entry in computation.inputs.all():
        if entry.role in entries:
            return Result(computation, place, lacks=(f"deux entrées ont le rôle « {entry.get_role_display()} »",))
        if entry.role in (*needed, *allowed):
            entries[entry.role] = entry
    lacks = tuple(f"il manque l’entrée « {InputRole(role).label} »" for role in needed if role not in entries)
    if lacks:
        return Result(computation, place, lacks=lacks)

    def inner(other: Computation, at: Place) -> Result:
        return evaluate(other, at, facts, above)

    return _checked(KINDS[computation.kind](Case(computation, place, facts, inner, entries)), facts)


def _checked(result: Result, facts: Facts) -> Result:
    """No result over two outlines of one territory."""
    years: dict[int, set[int]] = {}
    for one in result.used:
        if one.place and one.place.territory and one.place.year:
            years.setdefault(one.place.territory.pk, set()).add(one.place.year)
    for pk, found in sorted(years.items()):
        change = facts.changes.get(pk)
        if crosses(found, change):
            why = f"le périmètre de « {facts.by_pk[pk]} » a changé en {change} : {min(found)} et {max(found)} ne "
            return replace(result, value=None, text="", verdict="", lacks=(f"{why}se comparent pas",))
    return result


KINDS: dict[str, Callable[[Case], Result]] = {
    ComputationKind.SHARE: ratios.share,
    ComputationKind.RATE: ratios.rate,
    ComputationKind.PARITY: ratios.parity,
    ComputationKind.GAP: ratios.gap,
    ComputationKind.POINTS: ratios.points,
    ComputationKind.PERCENT: ratios.percent,
    ComputationKind.FREQUENCY: promises.frequency,
    ComputationKind.MILESTONE: promises.milestone,
    ComputationKind.TABLE: promises.table,
}
