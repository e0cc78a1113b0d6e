"""The known clauses of the cahiers des charges: each text once, with where it is used."""

from dataclasses import dataclass, field

from django.db.models import F, Q

from faubourg.actions.arranging.verbs import folded
from faubourg.actions.choices import CLAUSE_KINDS
from faubourg.actions.models import Clause
from faubourg.contracts.models import Contract


@dataclass
class Known:
    """A text, one of its rows, and the elements that bear it as (contract, element)."""

    pk: int
    kind: str
    text: str
    places: list = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return CLAUSE_KINDS.get(self.kind, self.kind)


def known_clauses(contract: Contract, user, *, kind: str = "", text: str = "") -> list[Known]:
    """The clauses of the contracts that `user` sees, ours first, the most used first; one query."""
    rows = Clause.objects.for_user(user).filter(
        Q(node__version=contract.current_version_id)
        | Q(node__version=F("node__version__contract__current_version")) & ~Q(node__version__contract=contract)
    )
    if kind:
        rows = rows.filter(kind=kind)
    found: dict[tuple[str, str], Known] = {}
    wanted = folded(text)
    for row in rows.select_related("node__version__contract").order_by("node__version", "position", "pk"):
        said = folded(row.text)
        if wanted and wanted not in said:
            continue
        one = found.setdefault((row.kind, said), Known(row.pk, row.kind, row.text))
        one.places.append((row.node.version.contract, row.node))
    ours = {id(one) for one in found.values() if any(where.pk == contract.pk for where, _ in one.places)}
    return sorted(found.values(), key=lambda one: (id(one) not in ours, -len(one.places), one.kind, one.text))


def kinds_of(user) -> list[tuple[str, str]]:
    """The kinds of clauses that `user` sees, with their words."""
    seen = Clause.objects.for_user(user).order_by().values_list("kind", flat=True).distinct()
    return sorted(((kind, CLAUSE_KINDS.get(kind, kind)) for kind in seen), key=lambda pair: folded(pair[1]))
