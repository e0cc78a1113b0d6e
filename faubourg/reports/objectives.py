"""The objectives in figures of a contract: each target beside what was achieved year by year.

The COPIL of a PLIE looks at the target of its protocol (report of 2022, line 856). Where a document gives no number,
none is made up.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from faubourg.contracts.choices import ContractKind
from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Column, Table
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.adding import single
from faubourg.indicators.masking import MASKED, Masker, masker_for
from faubourg.indicators.models import Indicator, Observation, Target
from faubourg.indicators.queries_series import target_text
from faubourg.indicators.reading import written
from faubourg.indicators.verdicts import APART, Verdict, bears_on, verdict
from faubourg.ui.typography import NBSP

#: Years shown: the last ones that have values.
MOST_YEARS = 6


@dataclass(frozen=True)
class Achieved:
    """What a year says: the value as it may be read, and its gap to the target (None: nothing to compare)."""

    year: int
    value: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Objective:
    """A target of an indicator, or an indicator of a first objective that the document leaves without number."""

    indicator: Indicator
    target: str
    period: str
    is_figured: bool
    years: tuple[Achieved, ...]

    def of(self, year: int) -> Achieved:
        """What one of the years says."""
        return next(one for one in self.years if one.year == year)


@dataclass(frozen=True)
class Objectives:
    """All of them, in the order of the document; `silent`: what stands for a number that it does not give."""

    lines: tuple[Objective, ...]
    years: tuple[int, ...]
    silent: str


def objectives_of(contract: Contract, *, user=None, years: Iterable[int] = ()) -> Objectives:
    """The indicators that carry a target, and those of no fiche but of the first level; masked for this reader.

    `years`: those to show; the last ones that have values if none.
    """
    silent = f"non chiffré par le {'protocole' if contract.kind == ContractKind.PLIE else 'contrat'}"
    # A file ties every indicator to the plan: those of its first level follow the whole of it.
    asked = Q(targets__isnull=False) | ~Q(target="") | Q(actions=None, nodes__parent=None)
    rows = Indicator.objects.filter(asked, version=contract.current_version_id, kind="quantitatif")
    indicators = list(rows.distinct().order_by("position", "pk").prefetch_related("targets"))
    values = _values(contract, indicators)
    shown = tuple(years) or tuple(sorted({year for found in values.values() for year in found})[-MOST_YEARS:])
    masker = masker_for(user, contract, lineages=[one.lineage_id for one in indicators])
    lines = tuple(
        _line(one, target, values[one.lineage_id], shown, masker, silent)
        for one in indicators
        for target in list(one.targets.all()) or [None]
    )
    return Objectives(lines, shown, silent)


def _values(contract: Contract, indicators: Iterable[Indicator]) -> dict[object, dict[int, list[Observation]]]:
    """Lineage → year → what was given for the whole of it."""
    found: dict = defaultdict(lambda: defaultdict(list))
    rows = Observation.objects.filter(contract=contract, lineage__in=[one.lineage_id for one in indicators])
    for row in rows.order_by("position", "pk"):
        if not row.breakdown and row.period.isascii() and row.period.isdigit() and len(row.period) == 4:
            found[row.lineage_id][int(row.period)].append(row)
    return found


def _line(one: Indicator, target: Target | None, values, years, masker: Masker, silent: str) -> Objective:
    is_figured = target is not None and any(
        bound is not None for bound in (target.value, target.minimum, target.maximum)
    )
    words = (target_text(target) if target else one.target) or silent
    unit = (target.unit if target else "") or one.spoken_unit
    achieved = tuple(
        _achieved(one, target if is_figured else None, values.get(year, []), year, masker) for year in years
    )
    text = f"{words}{NBSP}{unit}" if is_figured and unit and unit not in words else words
    return Objective(one, text, (target.period or target.due) if target else "", is_figured, achieved)


def _achieved(one: Indicator, target: Target | None, rows: list[Observation], year: int, masker: Masker) -> Achieved:
    row = single(rows, one.reference_producer_id)
    if row is None:
        return Achieved(year, " ; ".join(map(masker.shown, rows)), None)
    if masker.hides(row):
        # A gap would give the number back.
        return Achieved(year, MASKED, Verdict(APART, "écart masqué") if target else None)
    judged = verdict(target, one, row) if target and bears_on(target, year) else None
    words = written(row)
    share = one.spoken_unit == "%" and row.unit in ("", "%") and row.value is not None and "%" not in words
    return Achieved(year, f"{words}{NBSP}%" if share else words, judged)


def objectives_blocks(contract: Contract, year: int) -> list[Block]:
    """The objectives beside a year, as its report prints them for the COPIL."""
    found = objectives_of(contract, years=(year,))
    rows = tuple(
        (line.indicator.label, line.target, line.of(year).value or None, _gap(line, year)) for line in found.lines
    )
    columns = (Column("Objectif", 3), Column("Cible", 1.6), Column(f"Réalisé {year}", 1, "right"), Column("Écart", 1.8))
    return [Table(columns, rows, empty="Aucun objectif chiffré ni indicateur de l’ensemble", compact=True)]


def _gap(line: Objective, year: int) -> str:
    found = line.of(year).verdict
    return found.words if found else "" if line.is_figured else "rien à comparer"


def objectives_sheet(contract: Contract, found: Objectives) -> Sheet:
    """The same as a list."""
    columns = [SheetColumn("Indicateur", 60), SheetColumn("Cible", 30), SheetColumn("Échéance de la cible", 20)]
    for year in found.years:
        columns += [SheetColumn(f"Réalisé {year}", 16), SheetColumn(f"Écart {year}", 30)]
    rows = [
        (
            line.indicator.label, line.target, line.period or None,
            *(cell for year in found.years for cell in (line.of(year).value or None, _gap(line, year) or None)),
        )
        for line in found.lines
    ]  # fmt: skip
    return Sheet("Objectifs", tuple(columns), rows, title=f"{contract.name} : objectifs chiffrés")
