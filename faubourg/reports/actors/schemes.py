"""Schemes: the catalogue by holder, and the sheet of one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from faubourg.actions.models import ListedScheme, Means, Scheme
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.core.merging import same_ids
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.partners.similarity import words
from faubourg.reports.actors.means import MeansSummary, summarise
from faubourg.reports.actors.targets import Place, places_of

SORTS = {"nom", "nature", "validite", "actions"}
NO_HOLDER = "sans"
USES = (("mobilise", "mobilisé par le plan"), ("jamais", "jamais mobilisé"))


@dataclass(frozen=True)
class SchemeLine:
    """A scheme of the catalogue: what mobilises it, how firmly."""

    row: ListedScheme
    holders: tuple[ListedOrganisation, ...]
    actions: int
    nodes: int
    firmness: tuple[str, ...]

    @property
    def used(self) -> int:
        """How many actions and nodes mobilise it."""
        return self.actions + self.nodes


@dataclass(frozen=True)
class Group:
    """The schemes of one holder; without holder, those of which the document names none."""

    holder: ListedOrganisation | None
    lines: list[SchemeLine]


@dataclass
class Catalogue:
    """The catalogue as asked for. A scheme with several holders stands under each; it counts once."""

    lines: list[SchemeLine]
    groups: list[Group]
    total: int
    unused: int
    without_holder: int
    kinds: list[str]
    holders: list[ListedOrganisation]
    flat: bool


def scheme_catalogue(contract: Contract, query: Mapping[str, str] | None = None) -> Catalogue:
    """The schemes of `contract`, filtered by `q`, `nature`, `porteur` (a key, or « sans »), `usage`; sorted by `tri`.

    Three queries whatever the number of rows.
    """
    query = query or {}
    everything = _lines(contract)
    lines = [line for line in everything if _kept(line, query)]
    sort = query.get("tri", "")
    flat = sort.lstrip("-") in SORTS
    if flat:
        lines = sorted(sorted(lines, key=_by_name), key=_sort_key(sort.lstrip("-")), reverse=sort.startswith("-"))
    holders = {holder.pk: holder for line in everything for holder in line.holders}
    return Catalogue(
        lines=lines,
        groups=[] if flat else _groups(lines, query.get("porteur", "")),
        total=len(everything),
        unused=sum(not line.used for line in everything),
        without_holder=sum(not line.holders for line in everything),
        kinds=sorted({line.row.kind for line in everything if line.row.kind}, key=str.casefold),
        holders=sorted(holders.values(), key=lambda row: " ".join(words(row.name))),
        flat=flat,
    )


def catalogue_sheet(contract: Contract, catalogue: Catalogue) -> Sheet:
    """The catalogue as a sheet, one row a scheme."""
    columns = [
        SheetColumn("Clé", 24),
        SheetColumn("Dispositif", 46),
        SheetColumn("Sigle", 12),
        SheetColumn("Porteurs", 36),
        SheetColumn("Nature", 22),
        SheetColumn("Validité", 16),
        SheetColumn("Autres noms", 24),
        SheetColumn("Actions", 10, "number"),
        SheetColumn("Éléments de l’arbre", 12, "number"),
        SheetColumn("Fermeté", 18),
    ]
    rows = [
        (
            line.row.key,
            line.row.name,
            line.row.code,
            tuple(holder.name for holder in line.holders),
            line.row.kind,
            line.row.validity,
            tuple(line.row.aliases),
            line.actions,
            line.nodes,
            line.firmness,
        )
        for line in catalogue.lines
    ]
    return Sheet("Dispositifs", columns, rows, title=f"{contract.name} : dispositifs")


@dataclass(frozen=True)
class Mobilised:
    """An action or node that mobilises the scheme; firmness and validity belong to the link."""

    place: Place
    firmness: str
    validity: str
    is_inferred: bool


@dataclass
class SchemeSheet:
    """What the screen shows of one scheme."""

    row: ListedScheme
    holders: list[ListedOrganisation]
    actions: list[Mobilised]
    nodes: list[Mobilised]
    means: MeansSummary
    elsewhere: list[ListedScheme]


def scheme_sheet(contract: Contract, row: ListedScheme, *, user) -> SchemeSheet:
    """The sheet of `row`. The number of queries is constant."""
    links = []
    if contract.current_version is not None:
        links = list(contract.current_version.scheme_links.filter(scheme=row))
    places = places_of(contract, [link.action_id for link in links], [link.node_id for link in links])
    found = [
        Mobilised(places.at(link.action_id, link.node_id), link.firmness, link.validity, link.is_inferred())
        for link in links
    ]
    means = Means.objects.filter(action__version=contract.current_version, scheme=row)
    same = same_ids(Scheme, row.scheme_id)
    elsewhere = ListedScheme.objects.for_user(user).filter(scheme__in=same).exclude(pk=row.pk)
    return SchemeSheet(
        row=row,
        holders=list(contract.organisations.filter(schemes=row)),
        actions=[item for item, link in zip(found, links, strict=True) if link.action_id],
        nodes=[item for item, link in zip(found, links, strict=True) if link.node_id],
        means=summarise(contract, list(means.prefetch_related("shared_with", "funders").select_related("scheme"))),
        elsewhere=list(elsewhere.select_related("contract").order_by("-contract__start", "contract__title")),
    )


def _lines(contract: Contract) -> list[SchemeLine]:
    links: dict[int, list[tuple]] = defaultdict(list)
    if contract.current_version is not None:
        for scheme, action, node, firmness in contract.current_version.scheme_links.values_list(
            "scheme", "action", "node", "firmness"
        ):
            links[scheme].append((action, node, firmness))
    lines = []
    for row in contract.schemes.prefetch_related("holders"):
        held = tuple(row.holders.all())
        for holder in held:
            holder.contract = contract
        mine = links[row.pk]
        actions = len({action for action, _, _ in mine if action})
        nodes = len({node for _, node, _ in mine if node})
        firmness = tuple(dict.fromkeys(text for _, _, text in mine if text))
        lines.append(SchemeLine(row, held, actions, nodes, firmness))
    return lines


def _kept(line: SchemeLine, query: Mapping[str, str]) -> bool:
    if (kind := query.get("nature")) and line.row.kind != kind:
        return False
    if holder := query.get("porteur"):
        keys = {row.key for row in line.holders}
        if (holder not in keys) if holder != NO_HOLDER else keys:
            return False
    if (use := query.get("usage")) and bool(line.used) != (use == "mobilise"):
        return False
    asked = words(query.get("q", ""))
    names = " ".join(" ".join(words(name)) for name in (line.row.name, line.row.code, *line.row.aliases))
    return all(word in names for word in asked)


def _groups(lines: list[SchemeLine], only: str) -> list[Group]:
    holders = {holder.pk: holder for line in lines for holder in line.holders if only in ("", holder.key)}
    groups = [
        Group(holder, [line for line in lines if holder in line.holders])
        for holder in sorted(holders.values(), key=lambda row: row.position)
    ]
    orphans = [line for line in lines if not line.holders]
    return groups + ([Group(None, orphans)] if orphans else [])


def _by_name(line: SchemeLine) -> str:
    return " ".join(words(line.row.name))


def _sort_key(name: str):
    return {
        "nom": _by_name,
        "nature": lambda line: line.row.kind.casefold(),
        "validite": lambda line: line.row.validity,
        "actions": lambda line: line.used,
    }[name]
