"""Where the QPV and communes of a PLIE lie: outlines by generation, centres that are typed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.models import Outline, Protocol
from faubourg.pathways.operations.tracing import day_of, protocol_of, trace
from faubourg.pathways.outline_reading import Found
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse
from faubourg.territories.models import TerritoryKind


@transaction.atomic
def replace_outlines(*, contract: Contract, generation: str, found: Iterable[Found], by: User, at: datetime) -> int:
    """Replace the outlines of the QPV of a generation, and those of the communes named; says how many.

    Raises PermissionDenied, Refused.
    """
    require(can_lead(by, contract), "lead")
    rows = [_outline(contract, one, generation, at) for one in found]
    held = Outline.objects.of(contract)
    if any(row.generation for row in rows):
        held.filter(generation=generation).exclude(polygons=[]).delete()
    for row in rows:
        held.filter(territory=row.territory, generation=row.generation).delete()
    Outline.objects.bulk_create(rows)
    _trace(contract, "contours remplacés", by, at)
    return len(rows)


@transaction.atomic
def write_centre(
    *, contract: Contract, territory: ListedTerritory, latitude: float, longitude: float, by: User, at: datetime
) -> Outline:
    """Type the centre of a QPV or a commune, in degrees; an outline that is known stays. Raises Refused."""
    require(can_lead(by, contract), "lead")
    if territory.contract_id != contract.pk:
        raise refuse("wrong-contract")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise refuse("coordinates-wrong")
    generation = protocol_of(contract).qpv_generation if territory.kind == TerritoryKind.QPV else ""
    row, _ = Outline.objects.update_or_create(
        contract=contract, territory=territory, generation=generation,
        defaults={"latitude": latitude, "longitude": longitude, "determined_on": day_of(at)},
    )  # fmt: skip
    _trace(contract, "centre d’un territoire", by, at)
    return row


def _outline(contract: Contract, one: Found, generation: str, at: datetime) -> Outline:
    if one.territory.contract_id != contract.pk:
        raise refuse("wrong-contract")
    longitude, latitude = one.centre
    return Outline(
        contract=contract, territory=one.territory, polygons=one.polygons, latitude=latitude, longitude=longitude,
        generation=generation if one.territory.kind == TerritoryKind.QPV else "", determined_on=day_of(at),
    )  # fmt: skip


def _trace(contract: Contract, verb: str, by: User, at: datetime) -> None:
    row = Protocol.objects.filter(contract=contract).first() or contract
    trace(by=by, verb=verb, contract=contract, row=row, at=at)
