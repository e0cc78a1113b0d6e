"""The rows and totals of the lists that go out: only the fields that were asked for are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import MASKED
from faubourg.pathways.choices import Answer, Education, ExitKind, ExitState, Labour, QpvResult, Sex, Situation
from faubourg.pathways.models import Exit, Pathway
from faubourg.pathways.outgoing import Outgoing, OutgoingField
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.tallies import PERSONS, WHOLE, Tally
from faubourg.pathways.queries.yearly import Year
from faubourg.pathways.reporting import ReportTable

_WHO, _HOME, _ENTRY = "participant__", "residence_at_entry__", "entry_facts__"
_FIELD = OutgoingField
#: Field → where it is read from a pathway. Those of the exit are annotated (see `rows_of`).
_PATHS: dict[str, str] = {
    _FIELD.POSTCODE: f"{_HOME}postcode", _FIELD.ADDRESS: f"{_HOME}address", _FIELD.COMMUNE: f"{_HOME}commune__name",
    _FIELD.ENTERED_ON: "entered_on", _FIELD.ENDED_ON: "ended_on", _FIELD.BRSA: "brsa_at_entry",
    _FIELD.STRUCTURE: "structure__name", _FIELD.REFERENT: "referent__user__function",
    _FIELD.PRESCRIBER: "prescription__prescriber__label", _FIELD.QUALIFICATION: f"{_WHO}qualification__label",
} | {
    name: f"{_WHO}{name}" for name in (
        _FIELD.NUMBER, _FIELD.LAST_NAME, _FIELD.FIRST_NAME, _FIELD.BIRTH_NAME, _FIELD.SEX, _FIELD.BIRTH_DATE,
        _FIELD.PHONE, _FIELD.EMAIL, _FIELD.DISABLED_WORKER, _FIELD.LONG_UNEMPLOYED,
    )
} | {
    name: f"{_ENTRY}{name}" for name in (
        _FIELD.FSE_ENTERED_ON, _FIELD.LABOUR, _FIELD.EDUCATION, _FIELD.DISABILITY, _FIELD.THIRD_COUNTRY,
        _FIELD.FOREIGN_ORIGIN, _FIELD.MINORITY, _FIELD.HOMELESS, _FIELD.RURAL, _FIELD.MINIMUM_INCOME,
    )
}  # fmt: skip
#: Field → column of the exit that the cellule validated.
_EXIT: dict[str, str] = {
    _FIELD.FSE_ENDED_ON: "fse_on", _FIELD.EXIT_KIND: "kind", _FIELD.EXIT_CATEGORY: "category__label",
    _FIELD.EXIT_REASON: "reason__label", _FIELD.SITUATION: "situation", _FIELD.SITUATION_LATER: "situation_later",
} | {
    name: f"facts__{name}" for name in (
        _FIELD.SEEKING, _FIELD.TRAINING, _FIELD.QUALIFIED, _FIELD.EMPLOYED, _FIELD.EMPLOYED_LATER,
        _FIELD.IMPROVED_LATER,
    )
}  # fmt: skip
_WORDS: dict[str, Any] = {
    _FIELD.SEX: Sex, _FIELD.LABOUR: Labour, _FIELD.EDUCATION: Education, _FIELD.EXIT_KIND: ExitKind,
    _FIELD.SITUATION: Situation, _FIELD.SITUATION_LATER: Situation,
} | dict.fromkeys(
    (
        _FIELD.DISABILITY, _FIELD.THIRD_COUNTRY, _FIELD.FOREIGN_ORIGIN, _FIELD.MINORITY, _FIELD.HOMELESS,
        _FIELD.RURAL, _FIELD.MINIMUM_INCOME, _FIELD.SEEKING, _FIELD.TRAINING, _FIELD.QUALIFIED, _FIELD.EMPLOYED,
        _FIELD.EMPLOYED_LATER, _FIELD.IMPROVED_LATER,
    ),
    Answer,
)  # fmt: skip
_BILAN = (
    ReportTable.ENTRIES, ReportTable.SEX, ReportTable.BRSA, ReportTable.AGES, ReportTable.LEVELS,
    ReportTable.DWELLING, ReportTable.JOBS, ReportTable.POSITIVE_EXITS, ReportTable.EXITS,
)  # fmt: skip
#: List of totals → its tables: work and clauses for the State, training and obstacles for the Région.
TABLES: dict[str, tuple[str, ...]] = {
    Outgoing.STATE: (ReportTable.PRESCRIPTIONS, *_BILAN, ReportTable.CLAUSES, ReportTable.CLAUSE_HOURS),
    Outgoing.REGION: (*_BILAN, ReportTable.TRAININGS, ReportTable.LIFTINGS, ReportTable.WORKSHOPS),
}


def participations(contract: Contract, cut: Cut) -> QuerySet[Pathway]:
    """The pathways open on a day of the period: a second accompaniment is a second participation (FSE+)."""
    rows = Pathway.objects.filter(cut.pathways(), contract=contract).active_between(cut.first, cut.last)
    return rows.order_by("participant__number", "entered_on", "pk")


def fields_of_rows(fields: Iterable[str]) -> list[str]:
    """Those of the fields that a row has, in the order of the catalogue."""
    asked = set(fields)
    return [one.value for one in OutgoingField if one.value in asked and one != OutgoingField.TOTALS]


def rows_of(pathways: QuerySet[Pathway], fields: Sequence[str]) -> list[tuple]:
    """One tuple a pathway with the values of `fields` as they are read: words, dates, « oui » ; one query."""
    gone = Exit.objects.filter(pathway=OuterRef("pk"), state=ExitState.VALIDATED).order_by("-on", "-pk")
    told = {f"x_{name}": Subquery(gone.values(_EXIT[name])[:1]) for name in fields if name in _EXIT}
    if _FIELD.QPV in fields:
        told |= {"x_qpv": F(f"{_HOME}qpv"), "x_quarter": F(f"{_HOME}territory__name")}
    columns = [_PATHS.get(name, f"x_{name}") for name in fields]
    found = pathways.annotate(**told).values_list(*columns, *(["x_quarter"] if _FIELD.QPV in fields else []))
    return [_row(fields, values) for values in found]


def _row(fields: Sequence[str], values: tuple) -> tuple:
    quarter = values[-1] if _FIELD.QPV in fields else None
    return tuple(
        (quarter or _said(QpvResult, value)) if name == _FIELD.QPV else _plain(name, value)
        for name, value in zip(fields, values, strict=False)
    )


def _plain(name: str, value):
    if isinstance(value, bool):
        return "oui" if value else "non"
    return _said(_WORDS[name], value) if name in _WORDS else value


def _said(choices, value) -> str:
    """The words of a value; nothing where nothing was said."""
    return str(choices(value).label) if value else ""


@dataclass(frozen=True)
class Totals:
    """A table of totals as it may be read: (label, number or « masqué », share of the whole or None)."""

    title: str
    unit: str
    lines: tuple[tuple[str, int | str, float | None], ...]


def totals_of(year: Year, names: Iterable[str], threshold: int) -> list[Totals]:
    """These tables of a year without small numbers, nor what would give one back from the other tables."""
    hidden = year.hidden(threshold)
    return [_totals(year.tallies[name], hidden) for name in names if name in year.tallies]


def _totals(tally: Tally, hidden: frozenset) -> Totals:
    labels = [line.label for line in (*tally.lines, *tally.besides)]
    labels += [WHOLE] if tally.adds_up and len(tally.lines) > 1 else []
    labels += [PERSONS] if tally.persons is not None else []
    lines = []
    for label in labels:
        line = tally.line(label)
        if line is None or line.count is None:
            continue
        is_hidden = tally.key(label) in hidden
        share = line.count / line.whole if tally.has_share(line, hidden) else None
        lines.append((label, MASKED if is_hidden else line.count, share))
    return Totals(str(ReportTable(tally.table).label), tally.unit, tuple(lines))
