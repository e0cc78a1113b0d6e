"""What a fiche shows of the same action in another contract, and of the indicators entered there."""

from dataclasses import dataclass
from uuid import UUID

from faubourg.actions.models import Action, SharedAction
from faubourg.contracts.models import Contract, Lineage
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Indicator, Observation, SharedIndicator


@dataclass(frozen=True)
class SharedValues:
    """An indicator of the other contract: `values` are (period, texts), as its own producers entered them."""

    indicator: Indicator
    producers: tuple[str, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Frame:
    """The other contract that holds the same action. `action`: None where the reader may not see that contract.

    `received`: its indicators shown here, read only; `given`: ours that it shows.
    """

    link: SharedAction
    contract: Contract
    action: Action | None
    received: tuple[SharedValues, ...]
    given: tuple[Indicator, ...]


def frames_of(contract: Contract, lineage: UUID, *, user) -> list[Frame]:
    """The other frames of an action, for who reads `contract`; one that is only asked for is for who sees the other."""
    links = SharedAction.objects.touching(lineage).select_related("lineage__contract", "other__contract")
    found = list(links.order_by("asked_at", "pk"))
    theirs = {link.beyond(contract).contract_id for link in found}
    seen = set(Contract.objects.for_user(user).filter(pk__in=theirs).values_list("pk", flat=True))
    frames = []
    for link in found:
        far = link.beyond(contract)
        if link.stands or far.contract_id in seen:
            frames.append(_frame(link, contract, far, far.contract_id in seen, user))
    return frames


def _frame(link: SharedAction, contract: Contract, far: Lineage, is_seen: bool, user) -> Frame:
    there = far.contract
    action = Action.objects.filter(lineage=far, version=there.current_version_id).first() if is_seen else None
    rows = list(SharedIndicator.objects.filter(link=link).values_list("lineage", flat=True)) if link.stands else []
    given = Indicator.objects.filter(version=contract.current_version_id, lineage__in=rows)
    received = Indicator.objects.filter(version=there.current_version_id, lineage__in=rows).prefetch_related(
        "producers"
    )
    # Who reads the other contract sees there what they see here; the others, what a document would print.
    masker = masker_for(user if is_seen else None, there, lineages=rows) if rows else None
    return Frame(
        link, there, action,
        tuple(_values(one, masker) for one in received.order_by("position", "pk")),
        tuple(given.order_by("position", "pk")),
    )  # fmt: skip


def _values(indicator: Indicator, masker) -> SharedValues:
    found: dict[str, list[str]] = {}
    for row in Observation.objects.filter(lineage=indicator.lineage_id).order_by("position", "pk"):
        part = ", ".join(f"{name} {value}" for name, value in (row.breakdown or {}).items())
        text = masker.shown(row)
        found.setdefault(row.period, []).append(f"{part} : {text}" if part else text)
    producers = tuple(one.name for one in indicator.producers.all())
    return SharedValues(indicator, producers, tuple((period, tuple(texts)) for period, texts in found.items()))
