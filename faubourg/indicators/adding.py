"""How the values of an indicator add up over periods, territories and producers: pure functions, no row counts twice.

What is not known stays said: « au moins 1 234, 2 valeurs manquent ». Distinct persons never add up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from faubourg.indicators.choices import Adding, Qualifier
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.periods import Period, period_of, period_words
from faubourg.ui.typography import number, plural

DISTINCT = "distinct"
HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
#: Why parts make no whole, by rule.
_APART = {
    Adding.NEVER: "des personnes distinctes ne s’additionnent jamais",
    "": "la définition ne dit pas comment ses valeurs s’ajoutent",
}
_WORDS = {
    Adding.SUM: "somme",
    Adding.LAST: "dernière valeur",
    Adding.MEAN: "moyenne",
    Adding.RATIO: "rapport des sommes",
}


@dataclass(frozen=True)
class Whole:
    """What parts make together. `value` is None where they make no number: `why` says so.

    `rows`: those that it rests on, each once; `lacking`: the parts without number; `floor`: it is at least `value`.
    """

    rule: str
    count: int
    value: Decimal | None = None
    rows: tuple[Observation, ...] = ()
    lacking: tuple[str, ...] = ()
    floor: bool = False
    about: bool = False
    why: str = ""

    @property
    def text(self) -> str:
        """« au moins 1 234, 2 valeurs manquent », or nothing."""
        if self.value is None:
            return ""
        before = "au moins " if self.floor else "env. " if self.about else ""
        lack = f", {plural(len(self.lacking), 'valeur manque,valeurs manquent')}" if self.lacking else ""
        value = self.value.quantize(_CENT) if self.rule in (Adding.MEAN, Adding.RATIO) else self.value
        return f"{before}{number(value)}{lack}"

    @property
    def how(self) -> str:
        """« somme de 12 valeurs », with what lacks."""
        if self.value is None:
            return self.why
        if self.rule == Adding.LAST:
            return _WORDS[self.rule]
        found = plural(len(self.rows), "valeur,valeurs")
        lack = f" (sans {', '.join(self.lacking)})" if self.lacking else ""
        return f"{_WORDS[self.rule]} de {found}{lack}"


def rule_of(indicator: Indicator, breakdown: Mapping) -> str:
    """The rule of the indicator; what a breakdown calls distinct persons never adds up."""
    told = any(DISTINCT in str(word).casefold() for pair in breakdown.items() for word in pair)
    return Adding.NEVER if told else indicator.adding


def single(rows: Iterable[Observation], reference: int | None) -> Observation | None:
    """The value that counts where several producers say one cell: that of `reference`; None where nobody chose."""
    rows = list(rows)
    if len(rows) > 1:
        rows = [row for row in rows if reference is not None and row.producer_id == reference]
    return rows[0] if len(rows) == 1 else None


def together(rule: str, parts: Mapping[str, Observation | None], *, in_time: bool = False) -> Whole:
    """The whole of `parts`, by their names; a part without row lacks. `in_time`: one after the other, in order."""
    names = _once(parts)
    if rule in _APART or (rule == Adding.LAST and not in_time):
        why = _APART.get(rule, "seule la dernière valeur vaut, et seulement dans le temps")
        return Whole(rule, len(names), rows=tuple(row for row in names.values() if row), why=why)
    if rule == Adding.RATIO:
        return _ratio(names)
    known = {name: found for name, row in names.items() if row is not None and (found := _number(row)) is not None}
    if not known:
        return Whole(rule, len(names), lacking=tuple(names), why="aucune valeur n’est un nombre")
    if rule == Adding.LAST:
        name = list(known)[-1]
        return Whole(rule, 1, known[name][0], (names[name],), floor=known[name][1], about=known[name][2])
    lacking = tuple(name for name in names if name not in known)
    total = sum((value for value, _, _ in known.values()), Decimal(0))
    floor = any(is_floor for _, is_floor, _ in known.values()) or (bool(lacking) and rule == Adding.SUM)
    about = any(is_about for _, _, is_about in known.values())
    value = total / len(known) if rule == Adding.MEAN else total
    return Whole(rule, len(names), value, tuple(names[name] for name in known), lacking, floor, about)


def _once(parts: Mapping[str, Observation | None]) -> dict[str, Observation | None]:
    """The parts, a row met before left out."""
    seen: set[int] = set()
    kept = {}
    for name, row in parts.items():
        mark = 0 if row is None else row.pk or id(row)
        if row is None or mark not in seen:
            kept[name] = row
        seen.add(mark)
    return kept


def _number(row: Observation) -> tuple[Decimal, bool, bool] | None:
    """Number, whether it is a floor, whether it is about; None where the row says none. A forecast is no fact."""
    if row.qualifier in (Qualifier.UNKNOWN, Qualifier.FORECAST):
        return None
    if row.minimum is not None:
        return row.minimum, True, False
    if row.value is None:
        return None
    return row.value, row.qualifier == Qualifier.MORE_THAN, row.qualifier == Qualifier.ABOUT


def _ratio(names: Mapping[str, Observation | None]) -> Whole:
    """Numerators over denominators: a mean of percentages would weigh a small part as much as a large one."""
    known = {name: row for name, row in names.items() if row and row.numerator is not None and row.denominator}
    lacking = tuple(name for name in names if name not in known)
    if not known:
        why = "aucune part ne donne son numérateur et son dénominateur"
        return Whole(Adding.RATIO, len(names), lacking=lacking, why=why)
    above = sum((row.numerator for row in known.values()), Decimal(0))
    below = sum((row.denominator for row in known.values()), Decimal(0))
    # A part without percentage is written 1/3: so is the whole.
    is_percent = all(row.value is not None for row in known.values())
    value = above * HUNDRED / below if is_percent else above / below
    return Whole(Adding.RATIO, len(names), value, tuple(known.values()), lacking)


def parts_of_year(found: Mapping[Period, Observation | None], year: int) -> dict[str, Observation | None]:
    """The quarters of a year, each by its months where it is not known itself; those that lack are None."""
    by_month = any(one.month for one in found) and not any(one.quarter for one in found)
    parts: dict[str, Observation | None] = {}
    for quarter in range(1, 5):
        whole = Period(year, quarter)
        months = [Period(year, 0, month) for month in range(3 * quarter - 2, 3 * quarter + 1)]
        row = found.get(whole)
        if (row is not None and _says(row)) or not (by_month or any(one in found for one in months)):
            parts[period_words(whole)] = row
        else:
            parts |= {period_words(month): found.get(month) for month in months}
    return parts


def _says(row: Observation) -> bool:
    return _number(row) is not None or (row.numerator is not None and bool(row.denominator))


def years_within(periods: Iterable[str]) -> dict[int, list[str]]:
    """Year → the months and quarters of it that are among `periods`, in order."""
    found: dict[int, list[tuple[Period, str]]] = {}
    for text in periods:
        period = period_of(text)
        if period is not None and period.above:
            found.setdefault(period.year, []).append((period, text))
    return {year: [text for _, text in sorted(pairs, key=_in_order)] for year, pairs in sorted(found.items())}


def _in_order(pair: tuple[Period, str]) -> tuple:
    """A quarter after its months."""
    period, text = pair
    return (period.quarter * 3 or period.month, period.quarter > 0, text)


def of_year(indicator: Indicator, breakdown: Mapping, rows: Mapping[str, list[Observation]], year: int) -> Whole | None:
    """What the months and quarters of `year` make, in one cell: period → its rows. None where there is none."""
    found: dict[Period, list[Observation]] = {}
    for text, several in rows.items():
        period = period_of(text)
        if period is not None and period.above and period.year == year and several:
            found.setdefault(period, []).extend(several)
    if not found:
        return None
    kept = {period: single(several, indicator.reference_producer_id) for period, several in found.items()}
    rule = rule_of(indicator, breakdown)
    return together(rule, parts_of_year(kept, year), in_time=True)


def disagreement(given: Observation | None, whole: Whole | None) -> str:
    """The gap between what was given and what its parts make; nothing where they agree or cannot be compared."""
    found = None if given is None else _number(given)
    if whole is None or whole.value is None or found is None or found[1] or found[2] or whole.about:
        return ""
    gap = found[0] - (whole.value.quantize(_CENT) if whole.rule in (Adding.MEAN, Adding.RATIO) else whole.value)
    # What lacks may fill a gap upwards, never one downwards.
    if gap == 0 or (gap > 0 and (whole.floor or whole.lacking)) or (whole.lacking and whole.rule != Adding.SUM):
        return ""
    return f"écart de {number(abs(gap))} avec la valeur donnée"
