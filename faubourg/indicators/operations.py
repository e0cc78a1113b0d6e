"""Writing values and what is said of them. Values stay open on an adopted version: they hang on the lineage."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, Lineage, ListedTerritory
from faubourg.indicators.cells import Column, Place, Places, columns_of, token_of
from faubourg.indicators.locks import locks_of
from faubourg.indicators.masking import Masker, masker_for
from faubourg.indicators.models import Indicator, Observation, ValueNote
from faubourg.indicators.permissions import can_on_indicator, indicators_within
from faubourg.indicators.queries import categories_of, values_of
from faubourg.indicators.reading import Reading, RefusedError, meaning_of, read, written
from faubourg.journal.operations import entry_for, record, record_many

NOTE_FIELDS = ("source", "comment", "interpretation")
REFUSED = "Vous ne pouvez pas saisir les valeurs de cet indicateur."
FIELDS = ("value", "minimum", "maximum", "numerator", "denominator", "qualifier", "dated", "printed")


@dataclass(frozen=True)
class Typed:
    """What was typed in a cell; `token` stands for the text that the cell had when it was shown (`cells.token_of`)."""

    indicator: int
    place: Place
    text: str
    token: str


@dataclass(frozen=True)
class Outcome:
    """What became of a cell: `saved`, `refused` (why), or `conflict` (`text` is what somebody else wrote meanwhile)."""

    typed: Typed
    state: str
    text: str
    message: str = ""


@transaction.atomic
def write_cells(
    *,
    contract: Contract,
    year: int,
    cells: Iterable[Typed],
    user,
    at: datetime,
    within: QuerySet[Indicator] | None = None,
    via: str = "",
    producer: int | None = None,
) -> list[Outcome]:
    """Write the cells that were changed; those that are refused or in conflict are left as they are, and told.

    `within`: the indicators that the caller has found open to the author, instead of the rights of `user`, None for
    the holder of a personal link whom `via` names. `producer`: the organisation of the contract whose values these
    are, where several give theirs; None: whoever's they are. Raises `PermissionDenied` when one of the indicators is
    not theirs to fill; nothing is then written.
    """
    changed = [cell for cell in cells if token_of(cell.text) != cell.token]
    if within is None:
        within = indicators_within(user, Verb.ENTER_VALUES, contract.current_version, contract=contract)
    indicators = _held(within, {cell.indicator for cell in changed})
    locks = locks_of(contract, year=year, user=user, day=timezone.localdate(at))
    territories = list(ListedTerritory.objects.of(contract))
    by_category = any(len(cell.place) > 2 for cell in changed)
    categories = categories_of(indicators.values(), contract=contract) if by_category else ()
    columns = columns_of(territories, categories)
    values = values_of(indicators.values(), Places(territories), contract=contract, years=(year,), producer=producer)
    last = Observation.objects.filter(contract=contract).aggregate(last=Max("position"))["last"]
    # With a personal link, the lines are those of the organisation that answers.
    lineages = [one.lineage_id for one in indicators.values()]
    masker = Masker(0) if user is None else masker_for(user, contract, lineages=lineages)
    positions = itertools.count(0 if last is None else last + 1)
    writer = _Writer(contract, year, user, at, positions, [], via, producer, masker)
    outcomes = []
    for cell in changed:
        indicator, column = indicators[cell.indicator], columns.get(cell.place)
        if column is None:
            outcomes.append(Outcome(cell, "refused", "", "Ce territoire ou cette catégorie n’est plus dans la liste."))
            continue
        there = values.at(indicator, year, cell.place)
        if why := locks.why(indicator.lineage_id, producer):
            outcomes.append(Outcome(cell, "refused", masker.shown(there[0]) if len(there) == 1 else "", why))
            continue
        if not there and (made := values.made(indicator, year, column)):
            why = f"L’année vient de ses mois et trimestres ({made.how}) : corrigez-les dans « Données »."
            outcomes.append(Outcome(cell, "refused", "", why))
            continue
        outcomes.append(writer.write(indicator, column, cell, there))
    record_many(writer.entries)
    return outcomes


def _held(within: QuerySet[Indicator], asked: set[int]) -> dict[int, Indicator]:
    """The indicators asked for, their lineages held until the end: two people on one cell come one after the other."""
    if not asked:
        return {}
    found = {one.pk: one for one in within.filter(pk__in=asked)}
    if found.keys() != asked:
        raise PermissionDenied(REFUSED)
    lineages = {one.lineage_id for one in found.values()}
    list(Lineage.objects.select_for_update().filter(pk__in=lineages).order_by("pk"))
    return found


@dataclass
class _Writer:
    """Writes one cell after the other; `entries` are those of the journal, saved together at the end."""

    contract: Contract
    year: int
    user: object
    at: datetime
    positions: Iterator[int]
    entries: list
    via: str
    producer: int | None
    masker: Masker

    def write(self, indicator: Indicator, column: Column, cell: Typed, there: list[Observation]) -> Outcome:
        """What becomes of the cell, where `there` stands now."""
        if len(there) > 1:
            return Outcome(cell, "refused", "", "Plusieurs valeurs sont là : voyez la page de l’indicateur.")
        row = there[0] if there else None
        if row is not None and self.masker.hides(row):
            return Outcome(cell, "refused", "", "Un autre producteur a saisi ici un petit nombre, masqué.")
        old = written(row) if row else ""
        if token_of(old) == token_of(cell.text):
            return Outcome(cell, "saved", old)
        if token_of(old) != cell.token:
            return Outcome(cell, "conflict", old, _conflict(old))
        try:
            reading = read(cell.text, meaning_of(indicator))
        except RefusedError as error:
            return Outcome(cell, "refused", old, str(error))
        new = written(reading) if reading else ""
        if reading is None:
            self._tell("valeur retirée", row, indicator, column, [old, new])
            row.delete()
            return Outcome(cell, "saved", "")
        verb = "valeur modifiée" if row else "valeur saisie"
        row = row or self._new(indicator, column)
        fill(row, reading)
        row.save()
        self._tell(verb, row, indicator, column, [old, new])
        return Outcome(cell, "saved", new)

    def _tell(self, verb: str, row: Observation, indicator: Indicator, column: Column, change: list[str]) -> None:
        label = f"{self.year}, {column.label} : {indicator.label}"
        self.entries.append(
            entry_for(
                actor=self.user, verb=verb, scope=self.contract.scope, target=row, at=self.at, label=label,
                changes={"valeur": change}, reason=self.via,
            )
        )  # fmt: skip

    def _new(self, indicator: Indicator, column: Column) -> Observation:
        return Observation(
            contract=self.contract, lineage_id=indicator.lineage_id, period=str(self.year),
            breakdown=column.breakdown, position=next(self.positions), producer_id=self.producer,
        )  # fmt: skip


def _conflict(old: str) -> str:
    there = f"« {old} »" if old else "rien : la cellule a été vidée"
    return f"Quelqu’un d’autre a écrit ici pendant votre saisie : {there}. Enregistrez de nouveau pour garder la vôtre."


def fill(row: Observation, reading: Reading) -> None:
    """Put what was typed on a row; the caller saves it."""
    for name in FIELDS:
        setattr(row, name, getattr(reading, name))
    row.words = list(reading.words)
    # What was deduced by a reader of the document is now said by a person.
    row.inferred = [name for name in row.inferred if name not in {*FIELDS, "words", "record"}]
    row.blanks = {}


@transaction.atomic
def say_of_values(
    *,
    contract: Contract,
    indicator: Indicator,
    year: int,
    values: dict[str, str],
    user,
    at: datetime,
    is_theirs: bool = False,
    via: str = "",
) -> ValueNote | None:
    """Keep the source, the comment and the interpretation of a year; all three empty remove them.

    `is_theirs`: the caller has found the indicator open to the author; `via`: see `write_cells`.
    Raises `PermissionDenied`; `ValidationError` with a sentence a field, or with why nothing can be typed any more.
    """
    if not is_theirs and not can_on_indicator(user, Verb.ENTER_VALUES, indicator, contract=contract):
        raise PermissionDenied(REFUSED)
    Lineage.objects.select_for_update().get(pk=indicator.lineage_id)
    key = {"contract": contract, "lineage_id": indicator.lineage_id, "period": str(year)}
    note = ValueNote.objects.filter(**key).first() or ValueNote(**key)
    given = {name: " ".join(values[name].split()) if name == "source" else values[name].strip() for name in NOTE_FIELDS}
    changes = {
        ValueNote._meta.get_field(name).verbose_name: [getattr(note, name), new]
        for name, new in given.items()
        if getattr(note, name) != new
    }
    if not changes:
        return note if note.pk else None
    for name, new in given.items():
        setattr(note, name, new)
    locks = locks_of(contract, year=year, user=user, day=timezone.localdate(at))
    if why := locks.why(indicator.lineage_id):
        raise ValidationError(why)
    facts = {"actor": user, "scope": contract.scope, "at": at, "changes": changes, "reason": via}
    facts["label"] = f"{year} : {indicator.label}"
    if not any(given.values()):
        record(verb="interprétation retirée", target=note, **facts)
        note.delete()
        return None
    note.full_clean(exclude=["contract", "lineage"])
    note.save()
    record(verb="interprétation écrite", target=note, **facts)
    return note
