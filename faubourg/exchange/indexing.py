"""The search index of a contract: what each of its rows says, and under which names it is looked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from faubourg.actions.models import (
    Action,
    ActionRole,
    Clause,
    CrossReference,
    ListedScheme,
    Means,
    NationalMeasure,
    SchemeLink,
)
from faubourg.contracts.models import (
    Contract,
    ContractPage,
    ListedOrganisation,
    ListedTerritory,
    Node,
    PrintedTable,
)
from faubourg.evaluation import models as evaluation
from faubourg.followup.models import Continuity, Review
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.models import Figure, Indicator, Observation
from faubourg.registers.cells import Lists, words_of
from faubourg.registers.models import Register, RegisterRow
from faubourg.search.operations import Document, refresh, replace
from faubourg.urban.models import TfpbLine

#: Rows to index: for each model, the numbers of its rows.
Wanted = Mapping[type[Model], set[int]]


@transaction.atomic
def index_contract(contract: Contract) -> None:
    """Make the index hold what the contract holds now; only what changed since the last time is written.

    The index holds the version that everybody reads: work on a draft is not found.
    """
    # Writers of one scope go one at a time: see `faubourg.search.operations`.
    read = Contract.objects.select_for_update().get(pk=contract.pk)
    replace(scope=read.scope, documents=_documents(read))


@transaction.atomic
def index_rows(contract: Contract, wanted: Wanted) -> None:
    """Make the index say what these rows say now; those that are no more leave it. The caller holds the contract."""
    if not wanted or contract.is_on_draft:
        return
    documents = list(_documents(contract, wanted))
    found = {(type(document.target), document.target.pk) for document in documents}
    named = {(model, pk) for model, pks in wanted.items() for pk in pks}
    refresh(scope=contract.scope, documents=documents, gone=named - found)


def index_told(contract: Contract, *told: Wanted | None) -> None:
    """Index again the rows that `shown_by` gave before and after a change; the whole contract if it gave None."""
    if None in told:
        return index_contract(contract)
    models = {model for wanted in told for model in wanted}
    return index_rows(contract, {model: set().union(*(one.get(model, ()) for one in told)) for model in models})


def shown_by(row: Model) -> Wanted | None:
    """The rows whose entry tells what `row` says, to be indexed again when it changes; None: any of the contract's."""
    model = type(row)
    if model in ALONE:
        return {model: {row.pk}}
    if model in SHOWN_BY:
        found: dict[type[Model], set[int]] = defaultdict(set)
        for owner, pk in SHOWN_BY[model](row):
            if pk:
                found[owner].add(pk)
        return found
    return {} if model in UNSEEN else None


def _with_links(row: ListedScheme) -> Iterator[tuple[type[Model], int | None]]:
    yield ListedScheme, row.pk
    for action, node in row.links.values_list("action", "node"):
        yield from ((Action, action), (Node, node))


def _documents(contract: Contract, wanted: Wanted | None = None) -> Iterator[Document]:
    """In the order in which equal answers are shown. `wanted`: those only."""
    scope = contract.scope

    def of(model: type[Model], rows=None):
        rows = model.objects.of(contract) if rows is None else rows
        if wanted is None:
            return rows
        return rows.filter(pk__in=wanted[model]) if model in wanted else rows.none()

    links = _links(contract, wanted)
    yield from _actions(of(Action).prefetch_related("publics"), scope, links)
    yield from _indicators(of(Indicator), scope)
    yield from _nodes(of(Node), scope, links)
    yield from _organisations(of(ListedOrganisation), scope)
    for row in of(ListedScheme):
        names = _texts(row.code, row.aliases)
        text = _text(row.kind, row.validity, row.note)
        yield Document(row, scope, "dispositif", row.name, text, names=names, is_named=True)
    for row in of(Body):
        text = _text(row.level, row.role, row.chair, row.members, row.frequency, row.note)
        yield Document(row, scope, "instance", row.name, text, names=_texts(row.aliases), is_named=True)
    for row in of(ListedTerritory):
        text = _text(row.perimeter_change, row.note)
        names = _texts(row.short, row.code, row.code_previous, row.aliases)
        yield Document(row, scope, "quartier", row.name, text, names=names, is_named=True)
    for row in of(PrintedTable):
        yield Document(row, scope, "tableau", row.title, _text(row.columns, row.rows, row.note))
    for row in of(NationalMeasure):
        codes = _texts(row.code, f"mesure {row.code}" if row.code else "")
        yield Document(row, scope, "mesure", row.title, _text(row.note), codes)
    for row in of(ContractPage):
        yield Document(row, scope, "page", row.title, _text(row.body, row.note))
    yield from _registers(of(Register), of(RegisterRow), contract)
    for row in of(TfpbLine).select_related("landlord", "territory"):
        text = _text(str(row.year), "abattement TFPB", row.get_state_display(), row.note)
        yield Document(row, scope, "tfpb", str(row), text)


def _actions(rows: QuerySet, scope: str, links: dict) -> Iterator[Document]:
    means = defaultdict(list)
    for action, text in Means.objects.filter(action__in=_pks(rows)).exclude(text="").values_list("action", "text"):
        means[action].append(text)
    for row in rows:
        text = _text(
            row.subtitle,
            row.title_variants,
            row.extra.get("thematic_titles"),
            row.text,
            row.summary,
            row.condition,
            row.calendar,
            row.objectives,
            row.effects,
            [public.label for public in row.publics.all()],
            row.scale,
            row.participation,
            means[row.pk],
            links["action", row.pk],
            row.note,
        )
        codes = _codes(row.code, row.get_kind_display(), row.get_kind_display().split()[0], "action")
        yield Document(row, scope, "action", row.title, text, codes)


def _indicators(rows: QuerySet, scope: str) -> Iterator[Document]:
    for row in rows.prefetch_related("targets"):
        targets = [target.words for target in row.targets.all()]
        text = _text(
            row.unit, row.measure_type, row.frequency, row.breakdowns, row.baseline, row.target, targets,
            row.method, row.formula, row.evidence, row.due, row.note,
        )  # fmt: skip
        yield Document(row, scope, "indicateur", row.label, text)


def _nodes(rows: QuerySet, scope: str, links: dict) -> Iterator[Document]:
    clauses = defaultdict(list)
    for node, text in Clause.objects.filter(node__in=_pks(rows)).values_list("node", "text"):
        clauses[node].append(text)
    for row in rows.select_related("level").order_by("position", "pk"):
        text = _text(
            row.title_variants, row.summary, row.theme, row.handled_elsewhere, row.empty_reason,
            row.extra.get("concertation_findings"), clauses[row.pk], links["node", row.pk], row.note,
        )  # fmt: skip
        codes = _codes(row.code, row.level.name, row.level.name.split()[0])
        yield Document(row, scope, "plan", row.title, text, codes)


def _organisations(rows: QuerySet, scope: str) -> Iterator[Document]:
    services = defaultdict(list)
    for parent, name in ListedOrganisation.objects.filter(parent__in=_pks(rows)).values_list("parent", "name"):
        services[parent].append(name)
    for row in rows:
        text = _text(row.kind, row.role_text, row.signatory_function, services[row.pk], row.note)
        yield Document(row, scope, "acteur", row.name, text, names=_texts(row.aliases), is_named=True)


def _registers(registers: QuerySet, rows: QuerySet, contract: Contract) -> Iterator[Document]:
    for row in registers.prefetch_related("columns"):
        labels = [column.label for column in row.columns.all()]
        yield Document(row, contract.scope, "registre", row.title, _text(row.unit, row.help_text, labels, row.note))
    known, lists = {}, Lists(contract)
    for row in rows.select_related("register", "organisation"):
        # One list of columns a register, not one a row.
        row.register = known.setdefault(row.register_id, row.register)
        said = words_of(row, row.register.column_list, lists)
        yield Document(row, contract.scope, "ligne", str(row), _text(row.register.title, said))


def _links(contract: Contract, wanted: Wanted | None) -> dict[tuple[str, int], list[str]]:
    """What the schemes that an action or a node mobilises are called, for the search to find it by them."""
    links = SchemeLink.objects.of(contract)
    if wanted is not None:
        links = links.filter(Q(action__in=wanted.get(Action, ())) | Q(node__in=wanted.get(Node, ())))
    names = {row.pk: row for row in ListedScheme.objects.filter(pk__in=links.order_by().values("scheme"))}
    found = defaultdict(list)
    for scheme, action, node in links.values_list("scheme", "action", "node"):
        row = names[scheme]
        found[("action", action) if action else ("node", node)] += _texts(row.name, row.code, row.aliases)
    return found


def _pks(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("pk")


def _codes(code: str, *labels: str) -> tuple[str, ...]:
    """The ways to ask for a code: « 16 », « fiche 16 », « fiche action 16 »."""
    return tuple(dict.fromkeys([code, *(f"{label} {code}" for label in labels)])) if code else ()


def _texts(*values) -> tuple[str, ...]:
    """Every text of the values, lists opened, without empty ones and repeats."""
    return tuple(dict.fromkeys(_opened(values)))


def _text(*values) -> str:
    return " · ".join(_texts(*values))


def _opened(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        if text := value.strip():
            yield text
    elif isinstance(value, Iterable):
        for item in value:
            yield from _opened(item)
    elif value is not None and not isinstance(value, bool | Model):
        yield str(value)


#: What each row is found by: itself, what it hangs on, or nothing.
#: A draft is for a few, and the index for all: evaluations are not in it.
EVALUATIONS = tuple(getattr(evaluation, name) for name in evaluation.__all__)
ALONE = (
    Action,
    Indicator,
    Node,
    Body,
    ListedTerritory,
    PrintedTable,
    NationalMeasure,
    ContractPage,
    Register,
    RegisterRow,
    TfpbLine,
)
SHOWN_BY: dict[type[Model], Callable[[Model], Iterable[tuple[type[Model], int | None]]]] = {
    Means: lambda row: ((Action, row.action_id),),
    SchemeLink: lambda row: ((Action, row.action_id), (Node, row.node_id)),
    Clause: lambda row: ((Node, row.node_id),),
    ListedOrganisation: lambda row: ((ListedOrganisation, row.pk), (ListedOrganisation, row.parent_id)),
    ListedScheme: _with_links,
}
UNSEEN = (ActionRole, CrossReference, Observation, Figure, Review, Continuity, Meeting, *EVALUATIONS)
