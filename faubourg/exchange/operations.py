"""The doors through which a contract comes in and goes out. Everything in one transaction, or nothing."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.models import Contract, Membership, Version
from faubourg.contracts.permissions import can_import
from faubourg.exchange.accepting import accept, without_blanks
from faubourg.exchange.codes import read_codes
from faubourg.exchange.compare import Difference, differences
from faubourg.exchange.flat import SourceFlat, flatten
from faubourg.exchange.freezing import MENDED, check_import, frozen_differences, has_lock, is_locked, save_entries
from faubourg.exchange.indexing import index_contract
from faubourg.exchange.lines import with_lines
from faubourg.exchange.reading import Outcome, Writer, new_contract
from faubourg.exchange.sameness import canonical, same
from faubourg.exchange.schema.freezing import frozen_fields
from faubourg.exchange.sharing import settle_outcome, unlinked
from faubourg.exchange.validation import flat_problems, shape_problems
from faubourg.exchange.writing import flat_contract
from faubourg.intake.problems import IntakeError, Problem
from faubourg.journal.operations import entry_for, record, record_many


class StaleError(Exception):
    """The contract changed since the preview that the person accepted."""


class KeyTakenError(IntakeError):
    """The file is meant for a new contract, and `contract` has its key already."""

    def __init__(self, contract: Contract):
        self.contract = contract
        super().__init__(
            Problem(
                f"Un contrat porte déjà la clé « {contract.key} » : {contract.title}.",
                remedy="Changer la clé du fichier, ou l’importer comme mise à jour de ce contrat.",
            )
        )


@dataclass(frozen=True)
class Preview:
    """What a file would do to a contract (None: a new one): each difference, and the rows of each kind of change."""

    key: str
    title: str
    contract: Contract | None
    differences: list[Difference]
    created: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]
    unchanged: int
    digest: str
    frozen: int = 0  # differences that an adopted version lets in only as a correction matérielle
    kept: tuple[Problem, ...] = ()  # what it says of other contracts and that stays words


def flat_from_document(document: Any, content: bytes = b"") -> dict[str, Any]:
    """The flat form of a YAML file that was read from `content`; without it, problems have no line.

    Raises `IntakeError` with every problem of shape and keys.
    """
    if problems := shape_problems(document):
        raise IntakeError(with_lines(problems, {}, content))
    flat = SourceFlat(flatten({name: given for name, given in document.items() if given is not None}))
    flat.content = content
    if problems := flat_problems(flat):
        raise IntakeError(with_lines(problems, flat, content))
    return flat


def digest_of_contract(contract: Contract | None) -> str:
    """What stands for all that a contract says, to know whether it changed since."""
    return _digest(flat_contract(contract)) if contract else ""


def _digest(flat: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(flat).encode("utf-8", "backslashreplace")).hexdigest()


def preview(
    *, flat: dict[str, Any], user=None, nulls_matter: bool = True, update: bool = True, version: Version | None = None
) -> Preview:
    """Try the import for good, then undo it: what it would do, or `IntakeError` with every problem.

    `version`: the draft to which the file is brought; None: the version in force.
    """
    given = flat["contract"][0]
    contract = _on(Contract.objects.filter(key=given.get("key")).first(), version)
    if user is not None and not can_import(user, contract):
        raise PermissionDenied
    if contract is not None and not update:
        raise KeyTakenError(contract)
    current = flat_contract(contract) if contract else None
    read_codes(flat, current)
    found = differences(current, flat, nulls_matter=nulls_matter) if contract else []
    with transaction.atomic():
        outcome = _write(contract, current, flat, nulls_matter=nulls_matter)
        transaction.set_rollback(True)
    return Preview(
        key=str(given.get("key")),
        title=str(given.get("title") or (contract.title if contract else "")),
        contract=contract,
        differences=found,
        digest=_digest(current) if contract else "",
        frozen=len(frozen_differences(contract, found)) if contract else 0,
        kept=tuple(unlinked(flat, user=user)),
        **outcome.counts(),
    )


@transaction.atomic
def apply_import(
    *,
    flat: dict[str, Any],
    at: datetime,
    user=None,
    refused: set[str] = frozenset(),
    nulls_matter: bool = True,
    update: bool = True,
    digest: str | None = None,
    lead: User | None = None,
    version: Version | None = None,
    reason: str = "",
) -> Outcome:
    """Write the contract that `flat` describes.

    `user` None is the command line. `refused` holds ids of `Difference` to leave as they are. With `update` False a
    contract that has the same key already is a problem. `lead` becomes chef·fe de projet of the contract, who lets
    others in. `version` is the draft to which the file is brought (None: the version in force); `reason` lets it mend
    an adopted version. Raises `IntakeError` (`FrozenError` for want of that reason), and `StaleError` when the
    contract is no longer what `digest` stands for; nothing is then written.
    """
    contract = Contract.objects.select_for_update().filter(key=flat["contract"][0].get("key")).first()
    contract = _on(contract, version)
    if user is not None and not can_import(user, contract):
        raise PermissionDenied
    if contract is not None and not update:
        raise KeyTakenError(contract)
    current = flat_contract(contract) if contract else None
    read_codes(flat, current)
    if digest is not None and digest != (_digest(current) if contract else ""):
        raise StaleError
    if contract is not None and has_lock(contract):
        found = differences(current, flat, nulls_matter=nulls_matter)
        taken = [difference for difference in found if difference.id not in refused]
        check_import(contract=contract, found=taken, user=user, reason=reason)
    outcome = _write(contract, current, flat, set(refused), nulls_matter)
    _journal(outcome, user=user, at=at, is_new=contract is None, reason=reason)
    settle_outcome(outcome, user=user, at=at)
    if contract is None or outcome.created or outcome.changed or outcome.removed:
        index_contract(outcome.contract)
    if lead is not None:
        _give_lead(outcome.contract, lead, user=user, at=at)
    return outcome


def _on(contract: Contract | None, version: Version | None) -> Contract | None:
    if contract is not None and version is not None and version.contract_id == contract.pk:
        contract.work_on(version)
    return contract


def _give_lead(contract: Contract, lead: User, *, user, at: datetime) -> None:
    role, is_new = Membership.objects.get_or_create(contract=contract, user=lead, role=Role.PROJECT_LEAD)
    if is_new:
        changes = {"rôle": ["", role.get_role_display()]}
        record(
            actor=user, verb="rôle donné", scope=contract.scope, target=role, at=at, label=str(lead), changes=changes
        )


def _write(
    contract: Contract | None,
    current: dict[str, Any] | None,
    flat: dict[str, Any],
    refused: set[str] = frozenset(),
    nulls_matter: bool = True,
) -> Outcome:
    """Make the rows say what `flat` says. Raises `IntakeError`; call inside a transaction."""
    try:
        if contract is not None:
            accepted = accept(current, flat, refused, nulls_matter=nulls_matter)
            return Writer(contract, current).apply(accepted)
        made = new_contract(flat)
        outcome = Writer(made, None).apply(flat if nulls_matter else without_blanks(flat))
    except IntakeError as error:
        raise IntakeError(with_lines(error.problems, flat, getattr(flat, "content", b""))) from error
    _adopt_if_said(made)
    return outcome


def _adopt_if_said(contract: Contract) -> None:
    """An import arrives adopted if the document says so (a vote or signatures), else as a draft."""
    said = contract.deliberations.exists() or contract.signatures.exists()
    if said or contract.state in ("signe", "en-vigueur", "proroge", "clos"):
        contract.current_version.state = VersionState.ADOPTED
        contract.current_version.save(update_fields=["state"])


def _journal(outcome: Outcome, *, user, at: datetime, is_new: bool, reason: str = "") -> None:
    """One entry for a new contract; one entry a row for an update, in one insert; corrections matérielles with why."""
    contract = outcome.contract
    facts = {"actor": user, "scope": contract.scope, "at": at}
    if is_new:
        counts = Counter(section.title for section, _ in outcome.created)
        changes = {title: [None, count] for title, count in counts.items()}
        record_many([entry_for(verb="contrat importé", target=contract, changes=changes, **facts)])
        return
    entries = [entry_for(verb="ligne ajoutée", target=row, **facts) for _, row in outcome.created]
    mends = [is_locked(contract, section) for section, _ in outcome.created]
    entries += [
        entry_for(verb="ligne retirée", target=contract, row=row, label=f"{section.title} : {row}", **facts)
        for section, row in outcome.removed
    ]
    mends += [is_locked(contract, section) for section, _ in outcome.removed]
    for section, row, old, new in outcome.changed:
        names = [name for name in dict.fromkeys((*old, *new)) if not same(old.get(name), new.get(name))]
        changes = {
            section.headings.get(name, str(name)): _for_journal([old.get(name), new.get(name)]) for name in names
        }
        entries.append(entry_for(verb=MENDED, target=row, changes=changes, **facts))
        mends.append(is_locked(contract, section) and bool(frozen_fields(section.name, names)))
    save_entries(contract=contract, entries=entries, reason=reason, corrections=mends)


def _for_journal(values: list) -> list:
    """Values as plain JSON: the journal is read by people, and never goes back into the contract."""
    return json.loads(json.dumps(values, default=str, ensure_ascii=False))
