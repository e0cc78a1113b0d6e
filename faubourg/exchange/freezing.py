"""The lock of adopted versions, at the doors by which a plan is changed: forms and files."""

from collections.abc import Iterable

from faubourg.amendments.choices import CORRECTED
from faubourg.amendments.operations import note_corrections
from faubourg.amendments.permissions import can_manage_versions
from faubourg.contracts.choices import VersionState
from faubourg.contracts.facts import FACT_LABELS
from faubourg.contracts.models import Contract, Version
from faubourg.exchange.compare import CHANGED, Difference
from faubourg.exchange.schema.freezing import frozen_fields, is_frozen_section
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.intake.problems import IntakeError, Problem
from faubourg.journal.models import Entry
from faubourg.journal.operations import record_many

MENDED = "ligne modifiée"
GIVE_A_REASON = "Dites le motif de la correction matérielle : il est gardé au journal et imprimé avec le plan"


class FrozenError(IntakeError):
    """What is asked would change an adopted version, or one submitted. `takes_reason`: a reason opens it."""

    def __init__(self, sentence: str, remedy: str, *, takes_reason: bool = False):
        self.takes_reason = takes_reason
        super().__init__(Problem(sentence, remedy=remedy))


def hold(contract: Contract) -> None:
    """Keep other writers of the contract out until the end, and know the state of its version as it is now.

    Raises `FrozenError` when the version that the contract speaks of is no longer the one to write in.
    """
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    version = contract.current_version
    if version is None:
        return
    found = Version.objects.filter(pk=version.pk).first()
    if found is None or (not contract.is_on_draft and locked.current_version_id != version.pk):
        raise FrozenError("la version du plan a changé entre-temps", "Revenir à la page et recommencer")
    version.state = found.state


def has_lock(contract: Contract) -> bool:
    """Whether the version that the contract speaks of is submitted or adopted."""
    return contract.current_version is not None and contract.current_version.state != VersionState.DRAFT


def is_locked(contract: Contract, section: Section) -> bool:
    """Whether the plan's own words in this section ask for a correction matérielle."""
    return is_frozen_section(section.name) and has_lock(contract)


def can_mend(user, contract: Contract) -> bool:
    """Whether `user` may change what the state of the version freezes, with a reason: never while it is submitted."""
    return contract.current_version.state == VersionState.ADOPTED and can_manage_versions(user, contract)


def check_open(
    *, contract: Contract, section: Section, names: Iterable[str] | None = None, user=None, reason: str = ""
) -> bool:
    """Whether the change is a correction matérielle. `names`: the fields that change; None: the row comes or goes.

    `user` None is the command line. Raises `FrozenError` when the version does not let itself be changed so.
    """
    if not is_locked(contract, section):
        return False
    if names is not None:
        names = frozen_fields(section.name, names)
        if not names:
            return False
    titles = [f"« {section.headings.get(name) or FACT_LABELS.get(name, name)} »" for name in names or ()]
    verb = "ne changent plus" if len(titles) > 1 else "ne change plus"
    _demand(contract, f"{', '.join(titles) or f'la liste « {section.title} »'} {verb}", user, reason)
    return True


def check_import(*, contract: Contract, found: list[Difference], user=None, reason: str = "") -> bool:
    """The same for a file, of which `found` are the differences to be written."""
    frozen = frozen_differences(contract, found)
    if frozen:
        titles = ", ".join(dict.fromkeys(f"« {difference.section_title} »" for difference in frozen))
        counted = "une différence touche" if len(frozen) == 1 else f"{len(frozen)} différences touchent"
        _demand(contract, f"{counted} ce qui ne change plus ({titles})", user, reason)
    return bool(frozen)


def frozen_differences(contract: Contract, found: list[Difference]) -> list[Difference]:
    """The differences that the state of the version does not let in without a reason."""
    return [difference for difference in found if _is_frozen(contract, difference)]


def _is_frozen(contract: Contract, difference: Difference) -> bool:
    section = BY_NAME.get(difference.section)
    if section is None or not is_locked(contract, section):
        return False
    return difference.kind != CHANGED or bool(frozen_fields(section.name, [difference.field]))


def _demand(contract: Contract, what: str, user, reason: str) -> None:
    version = contract.current_version
    if version.state == VersionState.SUBMITTED:
        raise FrozenError(f"« {version} » est soumise : {what}", "La rendre au brouillon, puis la corriger")
    if user is not None and not can_manage_versions(user, contract):
        raise FrozenError(
            f"« {version} » est adoptée : {what}",
            "Demander une correction matérielle à la ou au chef·fe de projet",
        )
    if not reason.strip():
        raise FrozenError(f"« {version} » est adoptée : {what}", GIVE_A_REASON, takes_reason=True)


def save_entries(*, contract: Contract, entries: list[Entry], reason: str, corrections: Iterable[bool]) -> None:
    """Write the entries; those that `corrections` marks become corrections matérielles of the version."""
    mends = [entry for entry, is_mend in zip(entries, corrections, strict=True) if is_mend]
    for entry in mends:
        entry.verb, entry.reason = CORRECTED, reason.strip()
    record_many(entries)
    note_corrections(version=contract.current_version, entries=mends)
