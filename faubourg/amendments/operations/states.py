"""The life of a version: opened from the last one, submitted, adopted; or abandoned."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q

from faubourg.amendments import choices
from faubourg.amendments.models import Succession
from faubourg.amendments.operations.copying import copy_version, remove_rows
from faubourg.amendments.permissions import can_manage_versions
from faubourg.amendments.queries import missing_components, version_in_progress
from faubourg.contracts.choices import VERSION_TRANSITIONS, VersionState
from faubourg.contracts.models import Contract, Deliberation, Signature, Version
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.journal.operations import record


class AmendmentError(ValueError):
    """What is asked of a version cannot be done; the message is a French sentence."""


@transaction.atomic
def open_amendment(*, contract: Contract, title: str, purpose: str = "", by, at: datetime) -> Version:
    """Make a draft version from the one in force, with all that it says; the one in force stays the one that is read.

    Raises `PermissionDenied`, and `AmendmentError` when one is being prepared already or when none was adopted.
    """
    locked = _locked(contract, by)
    if found := version_in_progress(locked):
        raise AmendmentError(f"Une version est déjà en préparation : « {found} ». Adoptez-la ou abandonnez-la d’abord.")
    base = locked.current_version
    if base is None:
        raise AmendmentError("Ce contrat n’a pas encore de plan : un avenant part d’une version adoptée.")
    number = (locked.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Version.objects.create(
        contract=locked,
        number=number,
        title=title.strip() or f"Avenant n° {number - 1}",
        purpose=purpose,
        based_on=base,
    )
    count = copy_version(source=base, target=made)
    _record(made, choices.OPENED, by, at, {"d’après": ["", str(base)], "lignes copiées": ["", count]})
    return made


@transaction.atomic
def submit_version(*, version: Version, by, at: datetime) -> None:
    """Close the draft while the partners look at it. Raises `PermissionDenied`, `AmendmentError`."""
    version = _moved(version, VersionState.SUBMITTED, by)
    version.save(update_fields=["state"])
    _record(version, choices.SUBMITTED, by, at)


@transaction.atomic
def return_version(*, version: Version, reason: str = "", by, at: datetime) -> None:
    """Open a submitted version again. Raises `PermissionDenied`, `AmendmentError`."""
    version = _moved(version, VersionState.DRAFT, by)
    version.save(update_fields=["state"])
    _record(version, choices.RETURNED, by, at, reason=reason)


@transaction.atomic
def adopt_version(
    *,
    version: Version,
    deliberation: Deliberation | None = None,
    decision: str = "",
    adopted_on: str = "",
    reason: str = "",
    by,
    at: datetime,
) -> None:
    """Make `version` the one in force, by a deliberation of the contract or by another decision, in its words.

    Raises `PermissionDenied`; `AmendmentError` without either of them, and without `reason` while a component that is
    asked for is missing. The caller renews the search index.
    """
    version = _moved(version, VersionState.ADOPTED, by)
    if deliberation is None and not decision.strip():
        raise AmendmentError("Dites quelle délibération, ou quelle autre décision, adopte cette version.")
    if deliberation is not None and deliberation.contract_id != version.contract_id:
        raise AmendmentError("Cette délibération est celle d’un autre contrat.")
    missing = missing_components(version, decided=True)
    if missing and not reason.strip():
        names = ", ".join(component.title.lower() for component in missing)
        raise AmendmentError(f"Il manque : {names}. Complétez, ou dites pourquoi la version est adoptée sans.")
    version.deliberation, version.decision = deliberation, decision.strip()
    version.adopted_on = adopted_on or (deliberation.session_date if deliberation else "") or f"{at:%Y-%m-%d}"
    version.save(update_fields=["state", "deliberation", "decision", "adopted_on"])
    if deliberation is not None:
        version.deliberations.add(deliberation)
    contract = version.contract
    before = contract.current_version
    contract.current_version = version
    contract.save(update_fields=["current_version"])
    changes = {
        "version en vigueur": [str(before or ""), str(version)],
        "adoptée par": ["", str(deliberation or decision.strip())],
        "adoptée le": ["", version.adopted_on],
    }
    if missing:
        changes["adoptée sans"] = ["", ", ".join(component.title for component in missing)]
    _record(version, choices.ADOPTED, by, at, changes, reason)


@transaction.atomic
def abandon_amendment(*, version: Version, reason: str = "", by, at: datetime) -> None:
    """Take a version that was never adopted, or one that was rebuilt, away with its rows.

    What was said meanwhile of its actions stays on their lineages. Raises `PermissionDenied`, `AmendmentError`.
    """
    version = _fresh(version, by)
    was_in_force = version.is_adopted and not version.is_reconstituted
    if was_in_force or version.contract.current_version_id == version.pk:
        raise AmendmentError(f"« {version} » est la version en vigueur, ou l’a été : elle ne s’abandonne pas.")
    label = str(version)
    Succession.objects.filter(Q(version=version) | Q(version__based_on=version)).delete()
    remove_rows(version)
    contract = version.contract
    version.delete()
    record(
        actor=by,
        verb=choices.ABANDONED,
        scope=contract.scope,
        target=contract,
        at=at,
        label=label,
        reason=reason.strip(),
    )


@transaction.atomic
def set_components(
    *,
    version: Version,
    evaluation: str,
    deliberations: Iterable[Deliberation],
    signatures: Iterable[Signature],
    by,
    at: datetime,
) -> None:
    """Say which evaluation, deliberations and signatures come with `version`. Raises as the others."""
    version = _fresh(version, by)
    if version.is_reconstituted:
        raise AmendmentError("Une version reconstituée n’a pas de composants.")
    before = _components(version)
    version.evaluation = evaluation.strip()
    version.save(update_fields=["evaluation"])
    version.deliberations.set(deliberations)
    version.signatures.set(signatures)
    after = _components(version)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        _record(version, "composants de l’avenant", by, at, changes)


def _components(version: Version) -> dict[str, str]:
    return {
        "évaluation": version.evaluation,
        "délibérations": ", ".join(map(str, version.deliberations.all())),
        "signatures": ", ".join(map(str, version.signatures.select_related("organisation"))),
    }


def _locked(contract: Contract, by) -> Contract:
    """The contract as the database has it, held until the end: two people never make two avenants."""
    if not can_manage_versions(by, contract):
        raise PermissionDenied
    return Contract.objects.select_for_update(of=("self",)).select_related("current_version").get(pk=contract.pk)


def _fresh(version: Version, by) -> Version:
    contract = _locked(version.contract, by)
    found = Version.objects.filter(pk=version.pk).first()
    if found is None:
        raise AmendmentError("Cette version n’existe plus : quelqu’un l’a abandonnée entre-temps.")
    found.contract = contract
    return found


def _moved(version: Version, state: str, by) -> Version:
    version = _fresh(version, by)
    try:
        check_transition(VERSION_TRANSITIONS, version.state, state, labels=dict(VersionState.choices))
    except TransitionError as error:
        raise AmendmentError(f"« {version} » : {error}.") from error
    if version.state == state:
        raise AmendmentError(f"« {version} » est déjà {version.get_state_display()}.")
    version.state = state
    return version


def _record(version: Version, verb: str, by, at: datetime, changes=None, reason: str = "") -> None:
    record(
        actor=by,
        verb=verb,
        scope=version.contract.scope,
        target=version,
        at=at,
        changes=changes or {},
        reason=reason.strip(),
    )
