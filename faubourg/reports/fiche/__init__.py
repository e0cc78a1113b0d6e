"""The content of a fiche: heading facts, then sections in the contract's order."""

from collections.abc import Collection

from faubourg.actions.models import Action
from faubourg.contracts.layouts import LayoutSection
from faubourg.contracts.models import Contract, Version
from faubourg.reports.fiche.compose import compose
from faubourg.reports.fiche.content import Fiche
from faubourg.reports.fiche.loading import load_many, load_one
from faubourg.search.questions import code_key

__all__ = ["Fiche", "fiche_by_key", "fiche_content", "fiche_contents", "key_of_code"]


def key_of_code(contract: Contract, text: str) -> str | None:
    """The key of the one action that « 2.1 », « 2-1 » or « fiche-2-1 » names in the current version; else None."""
    wanted = code_key(text)
    rows = Action.objects.filter(version=contract.current_version_id).order_by().values_list("key", "code")
    found = [key for key, code in rows if wanted in (code_key(key), code_key(code))]
    return found[0] if len(found) == 1 else None


def fiche_by_key(contract: Contract, key: str, *, user=None) -> Fiche | None:
    """The fiche `key` of the contract's current version; None where there is no such action.

    Six queries, a few more where values are to be masked: for a document (no `user`), or for this reader.
    """
    found = load_one(contract, key, user=user) if contract.current_version else None
    return compose(*found) if found else None


def fiche_content(action: Action, layout: tuple[LayoutSection, ...] | None = None) -> Fiche:
    """The fiche of an action. `layout` replaces the sections that its contract asks for (see `contracts.layouts`)."""
    return compose(load_many(action.version.contract, action.version, [action]), action, layout)


def fiche_contents(contract: Contract, actions: Collection[Action], version: Version | None = None) -> list[Fiche]:
    """The fiches of many actions of one version (the current one), in the order given: six queries for any number."""
    wanted = list(actions)
    if not wanted:
        return []
    loaded = load_many(contract, version or contract.current_version, wanted)
    return [compose(loaded, action) for action in wanted]
