"""Who may define an indicator, and who may enter its values."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from faubourg.actions.permissions import actions_within
from faubourg.contracts.matrix import Reach
from faubourg.contracts.models import Contract, Membership, Version
from faubourg.contracts.permissions import held, organisations_of, reach
from faubourg.indicators.models import Indicator


def indicators_within(
    user, verb: str, version: Version, *, contract: Contract, roles: Iterable[Membership] | None = None
) -> QuerySet[Indicator]:
    """The indicators of `version` on which `user` may do `verb`: those of their actions, those that they produce."""
    roles = held(user, contract) if roles is None else roles
    indicators = Indicator.objects.filter(version=version)
    found = reach(user, verb, contract, roles=roles)
    if found is None:
        return indicators.none()
    if found == Reach.ALL:
        return indicators
    organisations = organisations_of(roles, verb, reach=Reach.ORGANISATION, contract=contract)
    followed = Indicator.actions.through.objects.filter(
        action__in=actions_within(user, verb, version, contract=contract, roles=roles).values("pk")
    )
    produced = Indicator.producers.through.objects.filter(listedorganisation__in=organisations)
    return indicators.filter(Q(pk__in=followed.values("indicator")) | Q(pk__in=produced.values("indicator")))


def can_on_indicator(user, verb: str, indicator: Indicator, *, contract: Contract | None = None) -> bool:
    """Whether `user` may do `verb` (see `contracts.matrix`) on `indicator`."""
    contract = contract or indicator.version.contract
    within = indicators_within(user, verb, indicator.version, contract=contract)
    return within.filter(pk=indicator.pk).exists()
