"""Indicators with their targets and values."""

from dataclasses import dataclass
from decimal import Decimal

from faubourg.indicators.choices import Qualifier
from faubourg.indicators.masking import MASKED, Masker, counts_beside_a_share
from faubourg.indicators.models import Indicator
from faubourg.reports.fiche.content import IndicatorGroup, IndicatorRow, Indicators
from faubourg.reports.fiche.loading import Row
from faubourg.reports.fiche.scope import Scope
from faubourg.reports.fiche.words import (
    category_words,
    deduced,
    fact_phrase,
    letters_joined,
    period_told,
    spoken,
    value_of,
)  # fmt: skip
from faubourg.ui.typography import NBSP, number, partial_date

BEFORE_VALUE = {Qualifier.ABOUT: "environ ", Qualifier.MORE_THAN: "plus de "}
AFTER_VALUE = {Qualifier.FORECAST: " (prévision)"}
COMPARISONS = {">": "plus de ", ">=": "au moins ", "<": "moins de ", "<=": "au plus "}
RHYTHMS = ("an", "mois", "semaine", "trimestre", "semestre")
_FIELDS = {"unit": "unité", "producers": "producteur", "target": "cible", "kind": "nature", "measures": "action suivie"}


def indicators(scope: Scope) -> tuple[Indicators | None, str]:
    """The indicators of the action and its sub-actions, then those of its objectives."""
    loaded = scope.loaded
    own = dict.fromkeys(row.owner for action in scope.family for row in loaded.of("followed", action.pk))
    groups = [IndicatorGroup("", _rows(scope, own))] if own else []
    for node in scope.nodes:
        above = [row.owner for row in loaded.of("followed-node", node) if row.owner not in own]
        if above:
            name = loaded.outline.name("node", node)
            title = f"Communs aux actions de : {name.detail} {name.code}".strip()
            groups.append(IndicatorGroup(title, _rows(scope, above)))
    if not groups:
        reason = scope.action.no_indicator_reason
        return None, f"Aucun indicateur : {reason}" if reason else "Aucun indicateur donné."
    rows = [row for group in groups for row in group.rows]
    body = Indicators(tuple(groups), any(row.follows for row in rows), any(row.values for row in rows))
    return body, ""


def _rows(scope: Scope, pks) -> tuple[IndicatorRow, ...]:
    found = sorted((scope.loaded.indicators[pk] for pk in pks), key=lambda row: (row.position, row.pk))
    return tuple(_row(scope, indicator) for indicator in found)


def _row(scope: Scope, indicator: Indicator) -> IndicatorRow:
    loaded = scope.loaded
    mark = deduced(indicator.inferred, "producers")
    return IndicatorRow(
        key=indicator.key,
        follows=_follows(scope, indicator),
        label=indicator.label,
        kind=indicator.get_kind_display(),
        facts=tuple(_facts(indicator)),
        unit=indicator.unit,
        frequency=indicator.frequency,
        producers=scope.items("organisation", loaded.of("producer", indicator.pk), mark),
        targets=tuple(_targets(indicator, loaded.of("target", indicator.pk))),
        values=_values(loaded.of("value", indicator.pk), indicator.unit, loaded.masker),
        deduced=tuple(label for name, label in _FIELDS.items() if name in indicator.inferred and name != "producers"),
        line=indicator.line,
    )


def _follows(scope: Scope, indicator: Indicator) -> str:
    """The codes of what it follows, in the order of the plan, unless it is the fiche itself and nothing else."""
    ranks = scope.loaded.outline.action_ranks
    followed = sorted(scope.loaded.others("follows", indicator.pk), key=ranks.__getitem__)
    if followed == [scope.action.pk]:
        return ""
    names = [scope.loaded.outline.name("action", pk) for pk in followed]
    return ", ".join(name.code or name.key for name in names if name)


def _facts(indicator: Indicator):
    """What the document adds: nature, state of the definition, breakdowns, direction, method…"""
    if indicator.definition_state:
        yield indicator.get_definition_state_display()
    if indicator.nature:
        yield indicator.get_nature_display()
    if indicator.measure_type:
        yield spoken(indicator.measure_type)
    if indicator.breakdowns:
        yield f"par {', '.join(letters_joined(indicator.breakdowns))}"
    labelled = (
        ("échelle", " → ".join(indicator.steps)),
        ("catégories", ", ".join(indicator.categories)),
        ("sens attendu", spoken(indicator.direction)),
        ("départ", indicator.baseline),
        ("échéance", indicator.due),
        ("formule", indicator.formula),
        ("méthode", indicator.method),
        ("pièces", ", ".join(indicator.evidence)),
    )
    yield from (f"{label} : {text}" for label, text in labelled if text)
    if indicator.confidence:
        yield f"confiance {indicator.confidence}"
    # « Annuelle » printed beside « annuelle » read says nothing more.
    said = {indicator.frequency.casefold(), indicator.unit.casefold()}
    yield from (fact_phrase(k, value) for k, value in indicator.extra.items() if str(value).casefold() not in said)
    if indicator.note:
        yield indicator.note


def _targets(indicator: Indicator, rows: list[Row]):
    if indicator.target:
        yield indicator.target
    for row in rows:
        period, due, condition, value, bounds, words, rest = row.texts
        unit, _, extra = rest.partition("|")
        facts = value_of(extra) or {}
        text = words or COMPARISONS.get(facts.pop("op", ""), "") + _amount(value, bounds)
        unit = unit or (indicator.unit if indicator.unit == "%" else "")
        around = [f"par {period}" if period in RHYTHMS else period, f"en {partial_date(due)}" if due else ""]
        around += [condition, row.note, *(fact_phrase(name, value) for name, value in facts.items())]
        yield ", ".join(part for part in (f"{text}{NBSP}{unit}".strip(), *around) if part)


def _values(rows: list[Row], unit: str, masker: Masker) -> tuple[tuple[str, str], ...]:
    """Each period with its values, the total first; a breakdown says its category once, whatever it is told in."""
    totals: dict[str, list[str]] = {}
    parts: dict[str, dict[str, list[str]]] = {}
    bare = counts_beside_a_share(map(_Told.of, rows)) if unit == "%" else set()
    for row in rows:
        period, *_, breakdown, _ = row.texts
        categories = category_words(value_of(breakdown) or {})
        text = MASKED if row.pk in masker.hidden else _value(row, "" if row.pk in bare else unit)
        totals.setdefault(period, [])
        if categories:
            parts.setdefault(period, {}).setdefault(categories, []).append(text)
        else:
            totals[period].append(text)
    return tuple(
        (period_told(period), " ; ".join([*found, *(_category(*one) for one in parts.get(period, {}).items())]))
        for period, found in totals.items()
    )


def _category(words: str, texts: list[str]) -> str:
    return f"{words} : {', '.join(dict.fromkeys(texts))}"


@dataclass(frozen=True)
class _Told:
    """What `counts_beside_a_share` reads of a value."""

    pk: int
    period: str
    value: Decimal | None
    unit: str
    breakdown: dict

    @classmethod
    def of(cls, row: Row) -> "_Told":
        period, _, value, *_, breakdown, qualified = row.texts
        told = Decimal(value) if value else None
        return cls(row.pk, period, told, qualified.split("|", 2)[2], value_of(breakdown) or {})


def _value(row: Row, unit: str) -> str:
    """One value as it may be said: exact or not, with what was printed when it says more."""
    _, printed, value, bounds, words, _, qualified = row.texts
    qualifier, dated, own_unit = qualified.split("|", 2)
    shown = own_unit or (unit if unit == "%" else "")
    text = ", ".join(value_of(words) or []) or _amount(value, bounds)
    if text:
        text = f"{BEFORE_VALUE.get(qualifier, '')}{text}{NBSP + shown if shown else ''}{AFTER_VALUE.get(qualifier, '')}"
    notes = [f"imprimé «{NBSP}{printed}{NBSP}»"] if text and printed and printed != text else []
    notes += [f"daté {'du' if len(dated) == 10 else 'de'} {partial_date(dated)}"] if dated else []
    notes += [row.note] if row.note else []
    text = text or printed or "n. d."
    return f"{text} ({' ; '.join(notes)})" if notes else text


def _amount(value: str, bounds: str) -> str:
    if value:
        return number(Decimal(value))
    minimum, _, maximum = bounds.partition("|")
    if minimum and maximum:
        return f"{number(Decimal(minimum))} à {number(Decimal(maximum))}"
    if minimum:
        return f"au moins {number(Decimal(minimum))}"
    return f"au plus {number(Decimal(maximum))}" if maximum else ""
