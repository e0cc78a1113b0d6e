"""The counts of a register, and the act that puts what they give among the values of an indicator.

A value that a person typed, or changed since, is never written over silently: it is a conflict, which the act leaves
as it is unless the person chose to replace it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Lineage
from faubourg.indicators.choices import Qualifier
from faubourg.indicators.locks import locks_of
from faubourg.indicators.models import Indicator, Observation
from faubourg.indicators.permissions import can_on_indicator
from faubourg.indicators.reading import written
from faubourg.journal.operations import entry_for, record, record_many
from faubourg.registers.cells import Lists
from faubourg.registers.choices import NUMERIC, Aggregate, ColumnType, part_label
from faubourg.registers.counting import Part, tally
from faubourg.registers.models import Register, RegisterCount, Reported
from faubourg.registers.permissions import can_build
from faubourg.registers.queries import rows_of
from faubourg.ui.typography import plural

REFUSED = "Les comptes d’un registre se tiennent avec la ou le chef·fe de projet."
NOT_YOURS = "Vous ne pouvez pas saisir les valeurs de cet indicateur."
FIELDS = ("lineage_id", "aggregate", "column", "year_column", "states", "where", "by")
NEW, SAME, UPDATED, CONFLICT, GONE = "nouvelle", "identique", "mise à jour", "conflit", "plus comptée"


@dataclass
class Line:
    """One value that the count gives (`part`, None when it no longer gives any), beside the one that is there."""

    part: Part | None
    observation: Observation | None
    reported: Reported | None
    state: str

    @property
    def name(self) -> str:
        """What names it on a form: its breakdown."""
        return part_label(self.part.breakdown if self.part else self.observation.breakdown)

    @property
    def present(self) -> str:
        """What the indicator says now."""
        return written(self.observation) if self.observation else ""


@transaction.atomic
def add_count(*, register: Register, values: Mapping[str, Any], by, at: datetime) -> RegisterCount:
    """Say how rows become values. Raises PermissionDenied, ValidationError."""
    contract = register.contract
    Register.objects.select_for_update().get(pk=register.pk)
    if not can_build(by, contract):
        raise PermissionDenied(REFUSED)
    count = RegisterCount(register=register, **{name: values[name] for name in FIELDS if name in values})
    _check(count)
    count.save()
    changes = {"indicateur": ["", str(Indicator.objects.filter(lineage=count.lineage_id).order_by("pk").last())]}
    record(actor=by, verb="compte de registre ajouté", scope=contract.scope, target=count, at=at, changes=changes)
    return count


@transaction.atomic
def remove_count(*, count: RegisterCount, by, at: datetime) -> None:
    """Forget a count; the values that it gave stay, as if typed. Raises PermissionDenied."""
    contract = count.register.contract
    if not can_build(by, contract):
        raise PermissionDenied(REFUSED)
    record(
        actor=by, verb="compte de registre retiré", scope=contract.scope, target=count.register, row=count, at=at,
        label=str(count),
    )  # fmt: skip
    count.delete()


def lines_of(count: RegisterCount, year: int, parts: Iterable[Part]) -> list[Line]:
    """What the count gives for a year beside what the indicator says. Two queries."""
    contract = count.register.contract
    # What several organisations each give is theirs: a register speaks for the indicator as a whole.
    there = Observation.objects.filter(contract=contract, lineage=count.lineage_id, period=str(year), producer=None)
    observations = list(there.order_by("position", "pk"))
    reported = {
        one.observation_id: one
        for one in Reported.objects.filter(count=count, observation__in=[row.pk for row in observations])
    }
    lines, met = [], set()
    for part in parts:
        same = [row for row in observations if row.breakdown == part.breakdown]
        met |= {row.pk for row in same}
        row = same[0] if same else None
        known = reported.get(row.pk) if row else None
        lines.append(Line(part, row, known, _state(part, same, known)))
    for row in observations:
        if row.pk in reported and row.pk not in met:
            state = GONE if _is_untouched(row, reported[row.pk]) else CONFLICT
            lines.append(Line(None, row, reported[row.pk], state))
    return lines


@transaction.atomic
def report(
    *, count: RegisterCount, indicator: Indicator, year: int, replace: Collection[str] = (), by, at: datetime
) -> dict[str, int]:
    """Put the values of a year in the indicator; `replace`: names of conflicts that the person gives up for ours.

    Returns how many lines are in each state, conflicts left included. Raises PermissionDenied, ValidationError.
    """
    if indicator.lineage_id != count.lineage_id:
        raise ValidationError("Ce compte est celui d’un autre indicateur.")
    if not can_on_indicator(by, Verb.ENTER_VALUES, indicator, contract=count.register.contract):
        raise PermissionDenied(NOT_YOURS)
    return _report(count, indicator, year, replace, by, at)


@dataclass
class Refreshed:
    """What a passage of `refresh_reported` did."""

    written: int = 0
    left: int = 0

    def __str__(self) -> str:
        parts = [plural(self.written, "valeur mise à jour,valeurs mises à jour")]
        if self.left:
            parts.append(plural(self.left, "valeur laissée,valeurs laissées"))
        return ", ".join(parts) if self.written or self.left else ""


def refresh_reported(now: datetime) -> Refreshed:
    """Count again what was reported once; conflicts and shut entries are left, each count in its own transaction."""
    done = Refreshed()
    found = Reported.objects.order_by("count", "observation__period").values_list("count", "observation__period")
    for pk, period in found.distinct():
        count = RegisterCount.objects.select_related("register__contract").get(pk=pk)
        version = count.register.contract.current_version_id
        indicator = Indicator.objects.filter(lineage=count.lineage_id, version=version).first()
        if indicator is None or not period.isdecimal():
            continue
        try:
            with transaction.atomic():
                states = _report(count, indicator, int(period), (), None, now)
        except ValidationError:
            done.left += 1
            continue
        done.written += sum(states.get(state, 0) for state in (NEW, UPDATED, GONE))
        done.left += states.get(CONFLICT, 0)
    return done


def _report(
    count: RegisterCount, indicator: Indicator, year: int, replace: Collection[str], by, at: datetime
) -> dict[str, int]:
    register = Register.objects.select_for_update().select_related("contract").get(pk=count.register_id)
    contract = count.register.contract
    Lineage.objects.select_for_update().get(pk=count.lineage_id)
    locks = locks_of(contract, year=year, user=by, day=timezone.localdate(at))
    if why := locks.why(count.lineage_id):
        raise ValidationError(why)
    count.register = register
    parts = tally(count, rows_of(register), register.column_list, Lists(contract)).years.get(year, [])
    done, entries = {}, []
    for line in lines_of(count, year, parts):
        is_left = line.state == SAME or (line.state == CONFLICT and line.name not in replace)
        done[line.state] = done.get(line.state, 0) + 1
        if not is_left:
            entries.append(_write(count, indicator, line, year, by, at))
        if line.state == CONFLICT and not is_left:
            done[CONFLICT] -= 1
            done[UPDATED] = done.get(UPDATED, 0) + 1
    record_many(entries)
    return {state: number for state, number in done.items() if number}


def _write(count: RegisterCount, indicator: Indicator, line: Line, year: int, by, at: datetime):
    """Write one value; returns its entry of the journal."""
    contract, old = count.register.contract, line.present
    facts = {"actor": by, "scope": contract.scope, "at": at, "label": f"{year}, {line.name} : {indicator.label}"}
    if line.part is None:
        entry = entry_for(
            verb="valeur de registre retirée", target=contract, row=line.observation, changes={"valeur": [old, ""]},
            **facts,
        )  # fmt: skip
        line.observation.delete()
        return entry
    row = line.observation or _new(count, year, line.part)
    _fill(row, line.part)
    row.save()
    Reported.objects.update_or_create(observation=row, defaults={"count": count, "value": line.part.value, "at": at})
    changes = {"valeur": [old, written(row)], "registre": ["", f"{count.register.title} ({len(line.part.rows)})"]}
    return entry_for(verb="valeur reportée d’un registre", target=row, changes=changes, **facts)


def _new(count: RegisterCount, year: int, part: Part) -> Observation:
    contract = count.register.contract
    last = Observation.objects.filter(contract=contract).aggregate(last=Max("position"))["last"]
    return Observation(
        contract=contract, lineage_id=count.lineage_id, period=str(year), breakdown=part.breakdown,
        position=0 if last is None else last + 1,
    )  # fmt: skip


def _qualifier(part: Part) -> str:
    if part.value is None:
        return Qualifier.UNKNOWN
    return Qualifier.MORE_THAN if part.lacking else Qualifier.EXACT


def _fill(row: Observation, part: Part) -> None:
    row.value, row.qualifier = part.value, _qualifier(part)
    row.minimum = row.maximum = row.numerator = row.denominator = None
    row.words, row.dated, row.printed, row.inferred, row.blanks = [], "", "", [], {}


def _state(part: Part, same: list[Observation], known: Reported | None) -> str:
    if not same:
        return NEW
    row = same[0]
    if len(same) == 1 and row.value == part.value and (row.qualifier or Qualifier.EXACT) == _qualifier(part):
        return SAME
    return UPDATED if len(same) == 1 and known is not None and _is_untouched(row, known) else CONFLICT


def _is_untouched(row: Observation, known: Reported) -> bool:
    return row.value == known.value and row.denominator is None and row.minimum is None and not row.words


def _check(count: RegisterCount) -> None:
    """Raises ValidationError when the rule says something that the columns cannot give."""
    columns = {column.key: column for column in count.register.column_list}
    year = columns.get(count.year_column)
    if year is None or year.type not in (ColumnType.DATE, ColumnType.NUMBER):
        raise ValidationError({"year_column": "L’année se prend dans une colonne de dates, ou de nombres."})
    if count.aggregate == Aggregate.SUM and (count.column not in columns or columns[count.column].type not in NUMERIC):
        raise ValidationError({"column": "Une somme porte sur une colonne de nombres ou de montants."})
    if unknown := (set(count.where) | set(count.by)) - set(columns):
        raise ValidationError(f"Ces colonnes ne sont pas dans le registre : {', '.join(sorted(unknown))}.")
    if unknown := set(count.states) - set(count.register.state_labels):
        raise ValidationError({"states": f"Ces états ne sont pas dans le registre : {', '.join(sorted(unknown))}."})
    labels = [columns[key].type if columns[key].type == ColumnType.TERRITORY else key for key in count.by]
    if len(labels) != len(set(labels)):
        raise ValidationError({"by": "Une seule colonne de territoire ventile un compte."})
    found = Indicator.objects.filter(lineage=count.lineage_id, version__contract=count.register.contract_id)
    if not found.exists():
        raise ValidationError({"lineage": "Choisissez un indicateur de ce contrat."})
