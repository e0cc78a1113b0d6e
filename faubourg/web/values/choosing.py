"""Which lines and columns of the grid a person asks for, and what the filters offer."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict

from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory, Node
from faubourg.contracts.permissions import held, reach
from faubourg.indicators.cells import SEXES, quarters_of
from faubourg.indicators.masking import Masker, masker_for
from faubourg.indicators.models import Indicator
from faubourg.indicators.permissions import indicators_within
from faubourg.indicators.queries import Grid, categories_of, grid_of
from faubourg.territories.models import TerritoryKind

#: Cells on one page, so that a page stays light and its form within what the server takes.
CELLS = 1_000
EARLIEST = 2000
COLUMNS = (
    ("qpv", "Quartiers prioritaires"),
    ("groupe", "Groupes de quartiers"),
    ("quartier", "Autres quartiers"),
    ("commune", "Communes"),
    ("epci", "Intercommunalité"),
    ("autre", "Département et autres périmètres"),
    ("sexe", "Femmes, hommes, non ventilé"),
    ("categorie", "Autres catégories"),
)
SHOWN = frozenset({"qpv", "sexe"})


@dataclass
class Chosen:
    """The filters as they were read, and what they offer. `shown`: the kinds of columns, of `COLUMNS`."""

    contract: Contract
    year: int
    years: list[int]
    organisation: ListedOrganisation | None
    organisations: list[ListedOrganisation]
    node: Node | None
    nodes: list[Node]
    quarter: ListedTerritory | None
    quarters: list[ListedTerritory]
    words: str
    every: bool
    writes: bool
    rows: QuerySet[Indicator]
    territories: list[ListedTerritory]
    shown: frozenset[str]

    @property
    def selects(self) -> list[dict]:
        """The filters of the page: name, label, options, what is chosen."""
        chosen = (
            ("annee", "Année", [(str(year), str(year)) for year in self.years], str(self.year)),
            ("organisme", "Tous les organismes", _pairs(self.organisations), _key(self.organisation)),
            (
                "pilier",
                "Tout le plan",
                [(one.key, f"{one.code} {one.title}".strip()) for one in self.nodes],
                _key(self.node),
            ),
            ("quartier", "Tous les quartiers", _pairs(self.quarters), _key(self.quarter)),
            ("ventilations", "Ventilations demandées", [("toutes", "Toutes les ventilations")], "toutes" * self.every),
        )
        return [{"name": name, "label": label, "options": rows, "value": value} for name, label, rows, value in chosen]

    def grid(self, user, page: int | str | None) -> tuple[Grid, Page]:
        """The grid of one page of the lines."""
        lines = max(5, CELLS // ((len(self.columns) + 1) * len(self.sexes)))
        found = Paginator(self.rows, lines).get_page(page)
        rows = list(found.object_list)
        masker = masker_for(user, self.contract, lineages=[one.lineage_id for one in rows])
        return self.grid_of(rows, masker), found

    def grid_of(self, rows: list[Indicator], masker: Masker) -> Grid:
        """These lines under the columns chosen."""
        categories = categories_of(rows, contract=self.contract) if "categorie" in self.shown else ()
        facts = {"contract": self.contract, "year": self.year, "every": self.every, "masker": masker}
        return grid_of(rows, self.columns, categories=categories, sexes=self.sexes, **facts)

    @property
    def columns(self) -> list[ListedTerritory]:
        """The territories that have columns."""
        return [self.quarter] if self.quarter else [row for row in self.territories if _kind(row) in self.shown]

    @property
    def sexes(self) -> tuple[str, ...]:
        """The codes of the sexes that have columns."""
        return tuple(SEXES) if "sexe" in self.shown else ("t",)

    @property
    def column_choices(self) -> list[tuple[str, str, bool]]:
        """The kinds of columns that this contract can have: name, label, whether it is shown."""
        there = {_kind(row) for row in self.territories} | {"sexe", "categorie"}
        return [(name, label, name in self.shown) for name, label in COLUMNS if name in there]


def _pairs(rows) -> list[tuple[str, str]]:
    return [(row.key, row.name) for row in rows]


def _key(row) -> str:
    return row.key if row else ""


def years_of(contract: Contract, today: date) -> list[int]:
    """The years of the contract up to this one, the newest first; a contract without dates: the last ten."""
    last = _year(contract.extended_until or contract.end) or today.year
    first = _year(contract.start) or today.year - 10
    newest = min(max(first, today.year), max(first, last))
    return list(range(newest, max(first, newest - 60) - 1, -1))


def default_year(years: list[int], today: date) -> int:
    """The last complete year, as near as the contract has it."""
    return min(years, key=lambda year: (abs(year - (today.year - 1)), year))


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() and int(text[:4]) >= EARLIEST - 100 else None


def read_year(text: str, years: list[int], today: date) -> int:
    """The year asked for, else the default one."""
    return int(text) if text.isascii() and text.isdigit() and int(text[:5]) in years else default_year(years, today)


def choose(user, contract: Contract, asked: QueryDict, *, today: date) -> Chosen:
    """Read the filters. Those who may enter values see what they may fill; the others read everything."""
    version, roles = contract.current_version, held(user, contract)
    writes = reach(user, Verb.ENTER_VALUES, contract, roles=roles) is not None
    rows = Indicator.objects.filter(version=version)
    if writes:
        rows = indicators_within(user, Verb.ENTER_VALUES, version, contract=contract, roles=roles)
    years = years_of(contract, today)
    offered = _organisations(contract)
    organisation = _by_key(offered, asked.get("organisme")) if "organisme" in asked else _own(offered, roles)
    tree = list(Node.objects.filter(version=version).order_by("position", "pk"))
    nodes = [node for node in tree if node.parent_id is None]
    node = _by_key(nodes, asked.get("pilier"))
    territories = list(ListedTerritory.objects.of(contract).prefetch_related("members"))
    quarters = quarters_of(territories)
    shown = frozenset(asked.getlist("colonnes")) if "choix" in asked else SHOWN
    words = asked.get("q", "").replace("\0", "").strip()[:200]
    rows = _narrowed(rows, organisation, _under(tree, node), words, asked.get("fiche", "").replace("\0", ""))
    return Chosen(
        contract, read_year(asked.get("annee", ""), years, today), years, organisation, offered, node, nodes,
        _by_key(quarters, asked.get("quartier")), quarters, words, asked.get("ventilations") == "toutes", writes,
        rows.order_by("position", "pk"), territories, shown,
    )  # fmt: skip


def _kind(territory: ListedTerritory) -> str:
    """The name of its kind in `COLUMNS`."""
    if territory.kind == TerritoryKind.OTHER:
        return "groupe" if territory.members.all() else "autre"
    return territory.kind.casefold()


def _by_key(rows, key: str | None):
    return next((row for row in rows if row.key == key), None)


def _own(offered: list[ListedOrganisation], roles) -> ListedOrganisation | None:
    mine = {one.organisation_id for one in roles}
    return next((row for row in offered if row.pk in mine), None)


def _organisations(contract: Contract) -> list[ListedOrganisation]:
    """Those that produce an indicator, or have a part in an action that an indicator follows."""
    version = contract.current_version_id
    followed = Indicator.actions.through.objects.filter(indicator__version=version).values("action")
    named = ActionRole.objects.filter(action__in=followed).values("organisation")
    produced = Indicator.producers.through.objects.filter(indicator__version=version).values("listedorganisation")
    rows = ListedOrganisation.objects.of(contract).filter(Q(pk__in=named) | Q(pk__in=produced))
    return list(rows.order_by("name", "pk"))


def _under(tree: list[Node], node: Node | None) -> set[int] | None:
    """The element and all that stands under it; None: the whole plan."""
    if node is None:
        return None
    found, waiting = {node.pk}, [node.pk]
    while waiting:
        parent = waiting.pop()
        fresh = [one.pk for one in tree if one.parent_id == parent and one.pk not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _narrowed(rows, organisation, nodes: set[int] | None, words: str, fiche: str):
    follows, links = Indicator.actions.through.objects, Indicator.nodes.through.objects
    if organisation is not None:
        held_by = ActionRole.objects.filter(organisation=organisation, action__isnull=False).values("action")
        produced = Indicator.producers.through.objects.filter(listedorganisation=organisation).values("indicator")
        rows = rows.filter(Q(pk__in=follows.filter(action__in=held_by).values("indicator")) | Q(pk__in=produced))
    if nodes is not None:
        placed = Q(nodes__in=nodes) | Q(parent__nodes__in=nodes) | Q(parent__parent__nodes__in=nodes)
        under = Action.objects.filter(placed).values("pk")
        rows = rows.filter(
            Q(pk__in=follows.filter(action__in=under).values("indicator"))
            | Q(pk__in=links.filter(node__in=nodes).values("indicator"))
        )
    if fiche:
        family = Q(action__key=fiche) | Q(action__parent__key=fiche) | Q(action__parent__parent__key=fiche)
        rows = rows.filter(pk__in=follows.filter(family).values("indicator"))
    return rows.filter(label__icontains=words) if words else rows
