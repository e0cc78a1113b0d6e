"""The lists of a PLIE: their words, how often each is used, whether each is offered today."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import TermKind
from faubourg.pathways.models import JobRule, Step, Term


def words_of(contract: Contract, kind: str) -> QuerySet[Term]:
    """The words of a list, in its order."""
    return Term.objects.of(contract).filter(kind=TermKind(kind)).select_related("parent").order_by("position", "pk")


def uses_of(terms: Iterable[Term]) -> Counter[int]:
    """Term → how many rows point at it, of whatever kind; one query a column that may hold a word."""
    keys = [term.pk for term in terms]
    found: Counter[int] = Counter()
    for relation in Term._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and relation.one_to_many):
            continue
        column = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{column}__in": keys}).order_by()
        found.update(dict(rows.values_list(column).annotate(count=Count("pk"))))
    return found


def jobs_of_rule(rule: JobRule) -> int:
    """How many jobs a rule classes."""
    return Step.objects.filter(rule=rule).count()


def counts_by_list(contract: Contract) -> dict[str, int]:
    """List → how many words it holds."""
    rows = Term.objects.of(contract).order_by().values_list("kind").annotate(count=Count("pk"))
    return dict(rows)
