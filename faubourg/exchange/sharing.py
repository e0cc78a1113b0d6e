"""What a file says of the same action in other contracts: linked where it can be, kept where it cannot."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from faubourg.actions.models import Action, SharedAction
from faubourg.actions.operations import can_ask_to_share, end_sharing, share_action
from faubourg.contracts.models import Contract
from faubourg.exchange.reading import Outcome
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.intake.problems import Problem

NAME = "shared_elsewhere"


def settle_outcome(outcome: Outcome, *, user, at: datetime) -> None:
    """Link and end what an import said, then what other contracts said of this one before it came."""
    contract = outcome.contract
    for section, row, old, new in outcome.changed:
        if section is ACTIONS and old.get(NAME) != new.get(NAME):
            settle(contract=contract, row=row, old=old.get(NAME) or [], new=new.get(NAME) or [], user=user, at=at)
    for row in ACTIONS.rows(contract).exclude(shared_elsewhere=[]).select_related("lineage"):
        settle(contract=contract, row=row, old=[], new=row.shared_elsewhere, user=user, at=at)
    waiting = Action.objects.exclude(shared_elsewhere=[]).exclude(lineage__contract=contract)
    for action in waiting.select_related("version__contract").order_by("pk"):
        there = action.version.contract
        if action.version_id == there.current_version_id:
            named = [words for words in action.shared_elsewhere if words.startswith(f"{contract.key}/")]
            settle(contract=there, row=action, old=named, new=named, user=user, at=at)


def settle(*, contract: Contract, row: Action, old: Iterable[str], new: Iterable[str], user, at: datetime) -> None:
    """End the links that `old` named and `new` does not; link those of `new` whose action is there, if `user` may."""
    for words in dict.fromkeys((*old, *new)):
        other = action_named(words)
        if other is None or other.lineage_id == row.lineage_id:
            continue
        there = other.version.contract
        link = SharedAction.objects.touching(row.lineage_id).touching(other.lineage_id).first()
        if words not in new:
            if link is not None:
                end_sharing(contract=contract, link=link, user=user, at=at)
        elif link is None and there.pk != contract.pk and can_ask_to_share(user, contract, there):
            share_action(contract=contract, action=row, other=other, user=user, at=at)


def unlinked(flat: Mapping[str, Any], *, user) -> Iterator[Problem]:
    """What the file says of other contracts and that would stay words: the contract or its action is not there."""
    seen = Contract.objects.all() if user is None else Contract.objects.for_user(user)
    for record in flat.get(ACTIONS.name, ()):
        for words in record.get(NAME) or ():
            key, _, there = str(words).partition("/")
            if not seen.filter(key=key).exists():
                yield _kept(record, there, key, "ce contrat n’est pas dans l’instance, ou vous ne le voyez pas")
            elif action_named(str(words)) is None:
                yield _kept(record, there, key, "ce contrat n’a pas cette action")


def action_named(words: str) -> Action | None:
    """The action « contract/action » in the version in force there."""
    key, _, there = words.partition("/")
    contract = Contract.objects.filter(key=key).first()
    rows = Action.objects.select_related("version__contract", "lineage")
    return contract and rows.filter(version=contract.current_version_id, key=there).first()


def _kept(record: Mapping[str, Any], there: str, contract: str, why: str) -> Problem:
    return Problem(
        f"l’action « {record.get('key')} » est dite partagée avec « {there} » du contrat « {contract} » : {why}",
        remedy="La mention est gardée ; le partage se fera à l’import de ce contrat, ou depuis la fiche",
    )
