"""From a kept file to a preview, and from a preview to the contract."""

from collections.abc import Callable
from datetime import datetime

from faubourg.contracts.models import Contract, Version
from faubourg.exchange.compare import Difference, differences
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import Preview, apply_import
from faubourg.exchange.operations import preview as preview_import
from faubourg.exchange.writing import flat_contract
from faubourg.intake.problems import IntakeError, Problem
from faubourg.web.transfer.uploads import Upload


def preview_of(upload: Upload, user, version: Version | None = None) -> tuple[Preview, tuple[Problem, ...]]:
    """What a kept file would do, and what was read although it may surprise. Raises `IntakeError`.

    `version`: the draft on which the person works, if any.
    """
    flat, nulls_matter = _read(upload)
    update = bool(upload.contract_key)
    found = preview_import(flat=flat, user=user, nulls_matter=nulls_matter, update=update, version=version)
    return found, (*getattr(flat, "warnings", ()), *found.kept)


def apply_upload(
    upload: Upload,
    user,
    refuse: Callable[[list[Difference]], set[str]],
    *,
    digest: str,
    at: datetime,
    lead=None,
    version: Version | None = None,
    reason: str = "",
) -> dict:
    """Write a kept file without the differences that `refuse` names; what it did, section by section.

    `lead` is the account that becomes chef·fe de projet of a new contract, `version` the draft on which the person
    works, `reason` why an adopted version is mended.

    Raises `IntakeError`, and `StaleError` when the contract is no longer the one that was previewed.
    """
    flat, nulls_matter = _read(upload)
    contract = Contract.objects.filter(key=upload.contract_key).first() if upload.contract_key else None
    if contract is not None and version is not None:
        contract.work_on(version)
    found = differences(flat_contract(contract), flat, nulls_matter=nulls_matter) if contract else []
    refused = refuse(found)
    outcome = apply_import(
        flat=flat,
        user=user,
        at=at,
        refused=refused,
        nulls_matter=nulls_matter,
        update=bool(upload.contract_key),
        digest=digest,
        lead=lead if contract is None else None,
        version=version,
        reason=reason,
    )
    counts = outcome.counts()
    titles = dict.fromkeys((*counts["created"], *counts["changed"], *counts["removed"]))
    sections = [
        {"title": title} | {kind: counts[kind].get(title, 0) for kind in ("created", "changed", "removed")}
        for title in titles
    ]
    totals = {kind: sum(counts[kind].values()) for kind in ("created", "changed", "removed")}
    facts = {"key": outcome.contract.key, "title": outcome.contract.title, "new": contract is None}
    facts |= {"sections": sections, "refused": len(refused)}
    return facts | totals | {"unchanged": outcome.unchanged}


def _read(upload: Upload) -> tuple[dict, bool]:
    flat, nulls_matter = read_file(upload.content(), upload.filename)
    key = flat["contract"][0]["key"]
    if upload.contract_key and key != upload.contract_key:
        raise IntakeError(
            Problem(
                f"ce fichier est celui du contrat « {key} », pas de « {upload.contract_key} »",
                remedy="Envoyez-le depuis la page de ce contrat, ou corrigez la clé du contrat dans le fichier",
            )
        )
    return flat, nulls_matter
