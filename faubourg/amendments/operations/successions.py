"""Where an action of a draft comes from, when its lineage does not say it: split from one, merged from several."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.actions.choices import ContinuityKind
from faubourg.actions.models import Action
from faubourg.amendments.models import Succession
from faubourg.amendments.operations.states import AmendmentError
from faubourg.amendments.permissions import can_manage_versions
from faubourg.contracts.models import Version
from faubourg.journal.operations import record

TOLD = (ContinuityKind.SPLIT, ContinuityKind.MERGED)


@transaction.atomic
def declare_succession(
    *, version: Version, source: Action, target: Action, kind: str, note: str = "", by, at: datetime
) -> Succession:
    """Say that `target`, an action of `version`, comes from `source`, one of the version before, by split or merge.

    Raises `PermissionDenied`, `AmendmentError`.
    """
    _check(version, by)
    if kind not in TOLD:
        raise AmendmentError("Une filiation se déclare pour une action scindée ou fusionnée.")
    if source.version_id != version.based_on_id or target.version_id != version.pk:
        raise AmendmentError("L’action d’origine vient de la version précédente, l’autre de cette version.")
    if source.lineage_id == target.lineage_id:
        raise AmendmentError("C’est la même action d’une version à l’autre : sa continuité est déjà tenue.")
    made, is_new = Succession.objects.get_or_create(
        version=version, source=source.lineage, target=target.lineage, defaults={"kind": kind, "note": note}
    )
    if not is_new:
        raise AmendmentError("Cette filiation est déjà déclarée.")
    changes = {"vient de": ["", str(source)], "devenir": ["", made.get_kind_display()]}
    record(
        actor=by, verb="filiation déclarée", scope=version.contract.scope, target=target, at=at, changes=changes,
        reason=note,
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_succession(*, succession: Succession, by, at: datetime) -> None:
    """Forget what `declare_succession` said. Raises `PermissionDenied`, `AmendmentError`."""
    version = succession.version
    _check(version, by)
    label = f"{succession.get_kind_display()} ({version})"
    succession.delete()
    record(actor=by, verb="filiation retirée", scope=version.contract.scope, target=version, at=at, label=label)


def _check(version: Version, by) -> None:
    if not can_manage_versions(by, version.contract):
        raise PermissionDenied
    if version.is_adopted:
        raise AmendmentError(f"« {version} » est adoptée : ses filiations ne changent plus.")
