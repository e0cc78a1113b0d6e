"""The sheet of one organisation: all that a contract says it does, gives and holds."""

from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import ActionRole, ListedScheme
from faubourg.contracts.models import Agreement, Contract, EngineeringMeans, ListedOrganisation, Signature
from faubourg.core.merging import same_ids
from faubourg.partners.models import Organisation
from faubourg.reports.actors.bodies import Mention, mentions_of
from faubourg.reports.actors.means import MeansSummary, means_of
from faubourg.reports.actors.outputs import Produced, Reviewed, produced_by, reviewed_by
from faubourg.reports.actors.targets import Place, places_of
from faubourg.reports.actors.uses import Tree, is_category, tree_of

#: Title of each section of roles, in the order of the sheet.
ROLE_TITLES = {
    RoleKind.PILOT: "Pilote",
    RoleKind.CO_PILOT: "Co-pilote",
    RoleKind.PARTNER: "Est partenaire de",
    RoleKind.FUNDER: "Finance",
    RoleKind.OPERATOR: "Opère",
    RoleKind.PRODUCER: "Produit les indicateurs de",
}


@dataclass
class Task:
    """An action or node on which the organisation has a role, and how the document words it."""

    place: Place
    words: list[str] = field(default_factory=list)
    holders: list[ListedOrganisation] = field(default_factory=list)
    is_inferred: bool = True


@dataclass(frozen=True)
class RoleSection:
    """All the tasks of one role. `by_type`: how many of each commitment type (letter, label, count)."""

    role: str
    title: str
    tasks: list[Task]
    by_type: list[tuple[str, str, int]]


@dataclass
class OrganisationSheet:
    """What the screen shows. `family`: the organisation and, when asked for, its services."""

    row: ListedOrganisation
    path: list[ListedOrganisation]
    family: list[ListedOrganisation]
    services: list[ListedOrganisation]
    with_services: bool
    is_category: bool
    sections: list[RoleSection]
    through: list[RoleSection]
    produced: list[Produced]
    means: MeansSummary
    engineering: list[EngineeringMeans]
    schemes: list[ListedScheme]
    signatures: list[Signature]
    agreements: list[Agreement]
    mentions: list[Mention]
    reviews: list[Reviewed]
    members: list[ListedOrganisation]
    groups: list[ListedOrganisation]
    elsewhere: list[ListedOrganisation]

    def count(self, role: str) -> int:
        """How many actions and nodes under a role."""
        return next((len(section.tasks) for section in self.sections if section.role == role), 0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in the contract names it."""
        return not any(
            (self.sections, self.through, self.produced, self.means, self.engineering, self.schemes, self.signatures)
        ) and not any(
            (self.agreements, self.mentions, self.reviews, self.members, self.groups, self.is_declared_signatory)
        )

    @property
    def is_declared_signatory(self) -> bool:
        """Whether the document names it among the signatories without telling of any signature."""
        return bool(self.row.signatory and not self.signatures)


def organisation_sheet(
    contract: Contract, row: ListedOrganisation, *, user, with_services: bool | None = None
) -> OrganisationSheet:
    """The sheet of `row`; services are counted with it unless asked not to. The number of queries is constant."""
    tree = tree_of(contract)
    row = tree.rows[row.pk]
    services = [tree.rows[pk] for pk in tree.family(row.pk)[1:]]
    together = bool(services) and with_services is not False
    family = [row, *services] if together else [row]
    pks = [found.pk for found in family]
    groups = [tree.rows[pk] for pk in row.groups.values_list("pk", flat=True).order_by("position")]
    return OrganisationSheet(
        row=row,
        path=tree.path(row.pk),
        family=family,
        services=services,
        with_services=together,
        is_category=is_category(row),
        sections=_role_sections(contract, _roles(contract, pks), tree, row),
        through=_role_sections(contract, _roles_through(contract, row, groups), tree, row),
        produced=produced_by(contract, pks),
        means=means_of(contract, pks),
        engineering=list(contract.engineering_means.filter(organisation__in=pks)),
        schemes=list(contract.schemes.filter(holders__in=pks).distinct()),
        signatures=list(contract.signatures.filter(organisation__in=pks).select_related("organisation")),
        agreements=list(contract.agreements.filter(parties__in=pks).distinct()),
        mentions=mentions_of(contract, family),
        reviews=reviewed_by(contract, pks),
        members=[tree.rows[pk] for pk in row.members.values_list("pk", flat=True).order_by("position")],
        groups=groups,
        elsewhere=listings_elsewhere(row, user),
    )


def listings_elsewhere(row: ListedOrganisation, user) -> list[ListedOrganisation]:
    """The same organisation in the other contracts that `user` sees, merges followed. Two queries."""
    same = same_ids(Organisation, row.organisation_id)
    found = ListedOrganisation.objects.for_user(user).filter(organisation__in=same).exclude(pk=row.pk)
    return list(found.select_related("contract").order_by("-contract__start", "contract__title", "position"))


def _roles(contract: Contract, pks: list[int]) -> list[ActionRole]:
    if contract.current_version is None:
        return []
    return list(contract.current_version.roles.filter(organisation__in=pks).select_related("territory"))


def _roles_through(contract: Contract, row: ListedOrganisation, groups: list[ListedOrganisation]) -> list[ActionRole]:
    """Roles that a group holds of which the organisation is a member, or of which it is one component."""
    if contract.current_version is None:
        return []
    roles = contract.current_version.roles.select_related("territory")
    found = {role.pk: role for role in roles.filter(components=row)}
    if groups:
        found |= {role.pk: role for role in roles.filter(organisation__in=groups)}
    return sorted(found.values(), key=lambda role: role.position)


def _role_sections(
    contract: Contract, roles: list[ActionRole], tree: Tree, row: ListedOrganisation
) -> list[RoleSection]:
    if not roles:
        return []
    places = places_of(contract, [role.action_id for role in roles], [role.node_id for role in roles])
    tasks: dict[str, dict[tuple, Task]] = defaultdict(dict)
    for role in roles:
        place = places.at(role.action_id, role.node_id)
        task = tasks[role.role].setdefault((role.action_id, role.node_id), Task(place))
        _tell(task, role, tree.rows[role.organisation_id], row)
    labels = {found.letter: found.label for found in contract.commitment_types.all()}
    return [
        _section(role, sorted(tasks[role].values(), key=lambda task: task.place.position), labels)
        for role in ROLE_TITLES
        if role in tasks
    ]


def _tell(task: Task, role: ActionRole, holder: ListedOrganisation, row: ListedOrganisation) -> None:
    if holder.pk != row.pk and holder not in task.holders:
        task.holders.append(holder)
    facts = (role.service, role.function, role.qualifier, role.condition, role.territory and str(role.territory))
    task.words += [fact for fact in facts if fact and fact not in task.words]
    task.is_inferred = task.is_inferred and role.is_inferred()


def _section(role: str, tasks: list[Task], labels: dict[str, str]) -> RoleSection:
    letters = [task.place.letter for task in tasks]
    by_type = [(letter, label, letters.count(letter)) for letter, label in labels.items() if letter in letters]
    return RoleSection(role, ROLE_TITLES[role], tasks, by_type)
