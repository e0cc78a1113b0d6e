"""What the history of an entity gathers: its own entries and those of what hangs on it, in all versions of the plan."""

from collections.abc import Iterable

from django.db.models import Model, Q

from faubourg.actions.models import Action
from faubourg.contracts.models import Lineage, Node
from faubourg.indicators.models import Indicator
from faubourg.journal.models import Entry
from faubourg.journal.subjects import subject_at, subject_of


def entries_about(row: Model):
    """The entries that the history of `row` tells, the newest first, with their authors."""
    return Entry.objects.on(subjects_of(row)).select_related("actor", "content_type")


def subjects_of(row: Model) -> list[str]:
    """The subjects of the journal (`journal.subjects`) that belong to the history of `row`; a few queries.

    A fiche is told with its sub-actions and with the indicators that follow them, an element of the tree with its own.
    """
    if isinstance(row, Action):
        family = Q(pk=row.pk) | Q(parent=row.pk) | Q(parent__parent=row.pk)
        return subjects_of_actions(Action.objects.filter(family, version=row.version_id))
    if isinstance(row, Node):
        return [*_through_versions(Node, [row.lineage_id]), *_indicators(nodes=[row.pk])]
    if isinstance(row, Indicator):
        return _through_versions(Indicator, [row.lineage_id])
    return list(dict.fromkeys([subject_of(row), subject_at(type(row), row.pk)]))


def subjects_of_actions(actions) -> list[str]:
    """The subjects of several actions (a QuerySet), indicators included; three queries."""
    pairs = list(actions.order_by().values_list("pk", "lineage"))
    found = _through_versions(Action, [lineage for _, lineage in pairs])
    return [*found, *_indicators(actions=[pk for pk, _ in pairs])]


def _indicators(**followed: Iterable[int]) -> list[str]:
    ((name, pks),) = followed.items()
    lineages = Indicator.objects.filter(**{f"{name}__in": pks}).order_by().values_list("lineage", flat=True)
    return _through_versions(Indicator, list(lineages.distinct()))


def _through_versions(model: type[Model], lineages: list) -> list[str]:
    """The lineages themselves, and the rows of `model` that bear them in any version."""
    pks = model.objects.filter(lineage__in=lineages).order_by().values_list("pk", flat=True)
    return [*(subject_at(Lineage, pk) for pk in lineages), *(subject_at(model, pk) for pk in pks)]
