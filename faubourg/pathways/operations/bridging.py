"""The bridge: counts of the PLIE carried into the indicators of a contract; what somebody typed stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.indicators.cells import Place, token_of
from faubourg.indicators.models import Indicator
from faubourg.indicators.operations import Outcome, Typed, write_cells
from faubourg.indicators.permissions import can_on_indicator
from faubourg.pathways.models import BridgeRule, Carried
from faubourg.pathways.operations.tracing import day_of, locked, trace
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.queries.bridge import CARRIED, LATE_MONTHS, bridged, strictest
from faubourg.pathways.queries.bridge_places import places_of
from faubourg.pathways.refusals import refuse
from faubourg.pathways.reporting import CountedBy, Measured

VIA = "report des totaux du PLIE"


@dataclass(frozen=True)
class Carriage:
    """What a rule carried in a year. `kept`: cells where somebody else's value stays, with why; `unplaced`: QPV that
    the other contract does not list; `masked`: small numbers that stay here."""

    rule: BridgeRule
    written: int
    kept: tuple[Outcome, ...]
    masked: int
    unplaced: int


@transaction.atomic
def write_bridge(
    *, contract: Contract, indicator: Indicator, measured: str, by: User, at: datetime,
    broken_down: str = CountedBy.WHOLE, producer: ListedOrganisation | None = None,
) -> BridgeRule:  # fmt: skip
    """Say which count feeds an indicator: by the coordinatrice, who may also enter the values of that indicator.

    Raises PermissionDenied, Refused: one rule at a time feeds an indicator of a producer.
    """
    require(can_lead(by, contract), "lead")
    target = indicator.version.contract
    require(can_on_indicator(by, Verb.ENTER_VALUES, indicator, contract=target), "bridge")
    if producer is not None and producer.contract_id != target.pk:
        raise refuse("wrong-contract")
    _check_free(indicator, producer)
    row = BridgeRule.objects.create(
        contract=contract, measured=Measured(measured), by=CountedBy(broken_down), target=target,
        lineage_id=indicator.lineage_id, producer=producer, start=day_of(at),
    )  # fmt: skip
    trace(by=by, verb="report vers un indicateur", contract=contract, row=row, at=at, fields=["measured", "by"])
    return row


def _check_free(indicator: Indicator, producer: ListedOrganisation | None) -> None:
    """Refuse a second rule on the same cells, of any PLIE: every breakdown writes the total of its producer.

    Two producers each have their own values. A rule without producer reads the values of all of them.
    """
    lineage = locked(indicator.lineage)
    rules = BridgeRule.objects.filter(lineage=lineage, end=None)
    if rules.filter(producer=producer).exists():
        raise refuse("bridge-taken")
    if (rules if producer is None else rules.filter(producer=None)).exists():
        raise refuse("bridge-without-producer")


@transaction.atomic
def end_bridge(*, rule: BridgeRule, by: User, at: datetime) -> BridgeRule:
    """Stop feeding the indicator; what was written stays."""
    require(can_lead(by, rule.contract), "lead")
    row = locked(rule)
    row.end = day_of(at)
    row.save(update_fields=["end"])
    trace(by=by, verb="report arrêté", contract=row.contract, row=row, at=at, fields=["end"])
    return row


@transaction.atomic
def carry(*, contract: Contract, year: int, by: User, at: datetime) -> list[Carriage]:
    """Carry the counts of a year by every rule that stands, again as often as wished."""
    require(can_lead(by, contract), "lead")
    return _carry(contract, year, by, at)


def carry_due(*, at: datetime) -> int:
    """Carry the year, and the one before until the end of March; says how many values changed.

    For the clock: each contract and year in a transaction of its own.
    """
    day = day_of(at)
    years = [day.year - 1, day.year] if day.month <= LATE_MONTHS else [day.year]
    changed = 0
    for contract in (
        Contract.objects.filter(plie_bridges__end=None, plie_bridges__isnull=False).order_by("pk").distinct()
    ):
        for year in years:
            with transaction.atomic():
                changed += sum(one.written for one in _carry(contract, year, None, at))
    return changed


def _carry(contract: Contract, year: int, by: User | None, at: datetime) -> list[Carriage]:
    rules = BridgeRule.objects.select_for_update(of=("self",)).filter(contract=contract, end=None)
    found = [_carried(rule, year, at) for rule in rules.select_related("contract", "target").order_by("pk")]
    for one in found:
        # The clock says nothing where nothing changed: the journal tells acts, not passages.
        if by is not None or one.written:
            trace(by=by, verb=CARRIED, contract=contract, row=one.rule, at=at)
    return found


def _carried(rule: BridgeRule, year: int, at: datetime) -> Carriage:
    found = bridged(rule.contract, measured=rule.measured, by=rule.by, year=year, threshold=strictest(rule))
    places = {territory: row.pk for territory, row in places_of(rule.contract, rule.target).items()}
    texts = {
        (places.get(territory, 0), sex): str(count)
        for (territory, sex), count in found.counts.items()
        if not territory or territory in places
    }
    before = {_place(row.place): row for row in Carried.objects.filter(rule=rule, year=year)}
    # What is small now is taken back from where it was written.
    texts |= dict.fromkeys(before.keys() - texts.keys(), "")
    indicator = Indicator.objects.filter(lineage=rule.lineage_id, version=rule.target.current_version).first()
    outcomes = [] if indicator is None else _write(rule, indicator, year, texts, before, at)
    unplaced = {territory for territory, _ in found.counts if territory and territory not in places}
    kept = tuple(one for one in outcomes if one.state != "saved")
    return Carriage(rule, len(outcomes) - len(kept), kept, found.masked, len(unplaced))


def _write(
    rule: BridgeRule, indicator: Indicator, year: int, texts: dict[Place, str], before: dict[Place, Carried], at
) -> list[Outcome]:  # fmt: skip
    cells = [
        Typed(indicator.pk, place, text, token_of(before[place].text if place in before else ""))
        for place, text in sorted(texts.items())
    ]
    outcomes = write_cells(
        contract=rule.target, year=year, cells=cells, user=None, at=at, via=VIA, producer=rule.producer_id,
        within=Indicator.objects.filter(pk=indicator.pk),
    )  # fmt: skip
    for one in outcomes:
        if one.state != "saved":
            continue
        if one.text:
            Carried.objects.update_or_create(
                rule=rule, year=year, place=_name(one.typed.place), defaults={"text": one.text}
            )
        else:
            Carried.objects.filter(rule=rule, year=year, place=_name(one.typed.place)).delete()
    return outcomes


def _name(place: Place) -> str:
    return f"{place[0]}-{place[1]}"


def _place(name: str) -> Place:
    territory, _, sex = name.partition("-")
    return int(territory), sex
