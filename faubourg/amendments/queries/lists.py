"""The versions of a contract, and what was mended in one."""

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from faubourg.actions.models import Action
from faubourg.amendments.models import Correction
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Version

IN_PROGRESS = (VersionState.DRAFT, VersionState.SUBMITTED)


def versions_of(contract: Contract) -> QuerySet[Version]:
    """The versions of a contract, the last one first, with their numbers of actions and of corrections. One query."""
    actions = Action.objects.filter(version=OuterRef("pk")).order_by().values("version")
    mends = Correction.objects.filter(version=OuterRef("pk")).order_by().values("version")
    return (
        Version.objects.filter(contract=contract)
        .select_related("deliberation", "based_on")
        .annotate(
            action_count=Coalesce(Subquery(actions.annotate(n=Count("pk")).values("n")), 0),
            correction_count=Coalesce(Subquery(mends.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-number")
    )


def version_in_progress(contract: Contract) -> Version | None:
    """The version that is being prepared, if there is one."""
    return Version.objects.filter(contract=contract, state__in=IN_PROGRESS).first()


def working_version(contract: Contract, pk: object) -> Version | None:
    """The version in progress of this number, when it is not the one that everybody reads already."""
    found = Version.objects.filter(contract=contract, pk=pk, state__in=IN_PROGRESS).first()
    return found if found is not None and found.pk != contract.current_version_id else None


def corrections_of(version: Version) -> QuerySet[Correction]:
    """The corrections matérielles of a version, the newest first, with who, when and why. One query."""
    return version.corrections.select_related("entry__actor").order_by("-entry")


def number_before(contract: Contract) -> int | None:
    """The number of a version that would stand before all others; None when 0 is taken."""
    first = contract.versions.aggregate(first=Min("number"), last=Max("number"))["first"]
    return None if first == 0 else 0
