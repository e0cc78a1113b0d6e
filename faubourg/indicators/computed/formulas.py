"""The formula of a computation in plain French words, and the cycles that computations may form."""

from collections.abc import Mapping, Sequence

from faubourg.indicators.computed.choices import ComputationKind, InputRole, Where
from faubourg.indicators.computed.inputs import Facts, name_of
from faubourg.indicators.computed.models import Computation
from faubourg.ui.typography import number


def formula_of(computation: Computation, facts: Facts) -> str:
    """« [numérateur] ÷ [dénominateur] × 100 », with the names of the inputs."""
    found = {entry.role: _told(entry, facts) for entry in computation.inputs.all()}
    part, whole, weight, value, done, planned = (
        found.get(role, f"[{role.label} : à choisir]")
        for role in (
            InputRole.NUMERATOR, InputRole.DENOMINATOR, InputRole.WEIGHT, InputRole.VALUE, InputRole.DONE,
            InputRole.PLANNED,
        )
    )  # fmt: skip
    base = f"en {computation.base}" if computation.base else "de l’année d’avant"
    per = "" if computation.per is None else f" × {number(computation.per)}"
    promised = _promised(computation, planned if InputRole.PLANNED in found else "")
    return {
        ComputationKind.SHARE: f"{part} ÷ {whole} × 100",
        ComputationKind.RATE: f"{part} ÷ {whole}{per}",
        ComputationKind.PARITY: f"({part} ÷ {whole} × 100) ÷ {weight} ; 1 est la parité",
        ComputationKind.GAP: f"{value} moins la même valeur de « {computation.territory or '[à choisir]'} »",
        ComputationKind.POINTS: f"{value} moins sa valeur {base}",
        ComputationKind.PERCENT: f"({value} moins sa valeur {base}) ÷ cette valeur × 100",
        ComputationKind.FREQUENCY: f"{done}, comparé à ce qui est promis : {promised}",
        ComputationKind.MILESTONE: f"date de {done}, comparée à l’échéance {computation.due or '[non donnée]'}",
        ComputationKind.TABLE: f"la cible que le barème donne pour {value}, sans rien entre deux lignes",
    }[computation.kind]


def _told(entry, facts: Facts) -> str:
    place = " pour l’ensemble" if entry.where == Where.WHOLE else ""
    place = f" de {entry.territory}" if entry.territory_id else place
    when = f" en {entry.period}" if entry.period else ""
    return f"« {name_of(entry, facts)} »{place}{when}"


def _promised(computation: Computation, planned: str) -> str:
    words = [
        f"{word} {number(bound)}"
        for word, bound in (("au moins", computation.minimum), ("au plus", computation.maximum))
        if bound is not None
    ]
    said = " et ".join(words) or planned or "[rien]"
    return f"{said}, {computation.season}" if computation.season else said


def cycle_in(uses: Mapping[int, Sequence[int]]) -> list[int]:
    """A loop of computations that use one another, back to its first; empty when there is none."""
    left = {one: set(others) for one, others in uses.items()}
    while sound := [one for one, others in left.items() if not others & left.keys()]:
        for one in sound:
            del left[one]
    path = list(left)[:1]
    while path:
        following = min(left[path[-1]] & left.keys())
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)
    return []
