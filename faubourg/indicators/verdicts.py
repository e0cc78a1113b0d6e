"""What a year's value says of a target: reached, by how much, or why the two cannot be compared."""

import re
from dataclasses import dataclass
from decimal import Decimal

from faubourg.indicators.choices import Adding, Qualifier
from faubourg.indicators.models import Indicator, Observation, Target
from faubourg.ui.typography import number

REACHED, EXCEEDED, MISSED, APART = "atteint", "depasse", "non-atteint", "non-comparable"
YEARLY = frozenset({"", "an", "annuel", "annuelle", "année", "par an", "chaque année"})
_DOWN = ("baiss", "diminu", "rédu", "réduc", "moins")
_SPAN = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4})")


@dataclass(frozen=True)
class Verdict:
    """`kind`: one of the words above; `words`: the sentence shown, with the gap or the reason."""

    kind: str
    words: str


def bears_on(target: Target, year: int) -> bool:
    """Whether the target says something of `year`: every year, that year, a span that holds it, or the contract."""
    period = (target.period or target.due).strip().casefold()
    if span := _SPAN.search(period):
        return int(span[1]) <= year <= int(span[2])
    if found := re.match(r"\d{4}", period):
        return int(found[0]) == year
    return True


def verdict(target: Target, indicator: Indicator, value: Observation | None) -> Verdict:
    """What the total of one year says of the target."""
    if reason := _apart(target, indicator, value):
        return Verdict(APART, f"non comparable : {reason}")
    low, high = _bounds(target, indicator)
    lower, upper = _held(value)
    if high is not None and low is None:
        return _below(high, lower, upper)
    if lower is None or (low is not None and upper is not None and lower < low <= upper and lower != upper):
        return Verdict(APART, "non comparable : la valeur est une fourchette qui contient la cible")
    if low is not None and lower < low:
        if upper is None:
            return Verdict(APART, f"non comparable : « plus de {number(lower)} » ne dit pas si la cible est atteinte")
        return Verdict(MISSED, f"non atteint : il manque {number(low - upper)}")
    over = lower - (high if high is not None else low)
    if over > 0:
        by = "d’au moins" if upper is None else "de"
        return Verdict(EXCEEDED, f"dépassé {by} {number(over)}")
    return Verdict(REACHED, "atteint")


def _below(high: Decimal, lower: Decimal | None, upper: Decimal | None) -> Verdict:
    """A target not to go above."""
    if lower is not None and lower > high:
        return Verdict(MISSED, f"non atteint : {number(lower - high)} de trop")
    if upper is None or upper > high:
        return Verdict(APART, "non comparable : la valeur n’est pas exacte")
    return Verdict(REACHED, "atteint") if upper == high else Verdict(EXCEEDED, f"dépassé de {number(high - upper)}")


def _bounds(target: Target, indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """At least, at most. A single number is a floor, a ceiling where less is better."""
    if target.minimum is not None or target.maximum is not None:
        return target.minimum, target.maximum
    operator = str(target.extra.get("op", ""))
    down = any(word in indicator.direction.casefold() for word in _DOWN) or "<" in operator
    return (None, target.value) if down else (target.value, None)


def _held(value: Observation) -> tuple[Decimal | None, Decimal | None]:
    """Between what and what the value is; no upper end for « plus de »."""
    if value.minimum is not None or value.maximum is not None:
        return value.minimum, value.maximum
    return value.value, None if value.qualifier == Qualifier.MORE_THAN else value.value


def _apart(target: Target, indicator: Indicator, value: Observation | None) -> str:
    """Why the two cannot be compared; nothing where they can."""
    if target.value is None and target.minimum is None and target.maximum is None:
        return "la cible est en mots"
    if value is None:
        return "aucune valeur"
    if value.qualifier == Qualifier.UNKNOWN or (
        value.value is None and value.minimum is None and value.maximum is None
    ):
        return "la valeur n’est pas un nombre connu"
    if value.qualifier == Qualifier.FORECAST:
        return "la valeur est une prévision"
    if target.condition:
        return f"la cible vaut sous condition ({target.condition})"
    unit = (value.unit or indicator.unit).strip()
    if (target.unit.strip() == "%") != (unit == "%") and target.unit.strip():
        return f"la cible est en {target.unit}, la valeur en {unit or 'nombre'}"
    period = (target.period or target.due).strip().casefold()
    if period not in YEARLY and not re.fullmatch(r"\d{4}(-\d{2}){0,2}", period) and indicator.adding == Adding.SUM:
        return "la cible porte sur plusieurs années"
    if period in ("contrat", "durée du contrat"):
        return "la cible porte sur tout le contrat"
    return ""
