"""What the parts of a report are composed of, read once: actions and their states, indicators and their values."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from faubourg.actions.models import Action, ActionRole
from faubourg.actions.permissions import PILOTING
from faubourg.actions.progress.following import Followed, Following, follow
from faubourg.contracts.models import Contract, Level, ListedOrganisation, ListedTerritory
from faubourg.contracts.permissions import family
from faubourg.indicators.models import Indicator, Observation, Target, ValueNote
from faubourg.reports.computed import Row, rows_of
from faubourg.territories.models import TerritoryKind

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass
class Measured:
    """An indicator of the version with all its values, its targets, and what is said of the year."""

    indicator: Indicator
    values: list[Observation] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    note: ValueNote | None = None

    def of(self, year: int) -> list[Observation]:
        """The values whose period names the year: the year itself first."""
        found = [row for row in self.values if str(year) in _YEAR.findall(row.period)]
        return sorted(found, key=lambda row: (row.period != str(year), row.position, row.pk))

    def same_before(self, row: Observation, year: int) -> Observation | None:
        """The value of the year before with the same breakdown; only a whole year has one before it."""
        if row.period != str(year):
            return None
        before = [one for one in self.values if one.period == str(year - 1) and one.breakdown == row.breakdown]
        return before[0] if len(before) == 1 else None


class Sources:
    """The records of a contract for the report of one year, as they are on `today`."""

    def __init__(self, contract: Contract, year: int, today: date) -> None:
        self.contract, self.year, self.today = contract, year, today

    @cached_property
    def following(self) -> Following:
        """The actions with their states."""
        return follow(self.contract, today=self.today)

    @cached_property
    def levels(self) -> dict[int, str]:
        """The names of the levels of the tree."""
        return dict(Level.objects.filter(contract=self.contract).order_by().values_list("pk", "name"))

    @cached_property
    def territories(self) -> list[ListedTerritory]:
        """In the order of the contract."""
        return list(self.contract.territories.select_related("territory", "parent").order_by("position", "pk"))

    @property
    def communes(self) -> list[ListedTerritory]:
        """Those of the list."""
        return [one for one in self.territories if one.kind == TerritoryKind.COMMUNE]

    @property
    def quarters(self) -> list[ListedTerritory]:
        """The priority neighbourhoods."""
        return [one for one in self.territories if one.kind == TerritoryKind.QPV]

    @cached_property
    def organisations(self) -> list[ListedOrganisation]:
        """In the order of the contract."""
        return list(self.contract.organisations.select_related("territory").order_by("position", "pk"))

    def of_epci(self) -> set[int]:
        """The organisations of the intercommunalité, services included."""
        found = [
            one.pk
            for one in self.organisations
            if one.kind.casefold() == "epci" or (one.territory and one.territory.kind == TerritoryKind.EPCI)
        ]
        return family(self.contract, found)

    def of_commune(self, commune: ListedTerritory) -> set[int]:
        """The organisations of a commune: those tied to it, else a « commune » tied to nothing that bears its name."""
        tied = [one.pk for one in self.organisations if one.territory_id == commune.pk]
        return family(self.contract, [*tied, *(one.pk for one in self.by_name_of(commune))])

    def by_name_of(self, commune: ListedTerritory) -> list[ListedOrganisation]:
        """The organisations that only their name ties to a commune; « Saint-Gelais » is not « Gelais »."""
        name = re.compile(rf"(?<![\w-]){re.escape(commune.name)}(?![\w-])", re.IGNORECASE)
        untied = (one for one in self.organisations if one.territory_id is None and one.kind.casefold() == "commune")
        return [one for one in untied if name.search(one.name)]

    def carried_by(self, organisations: set[int]) -> list[Followed]:
        """The actions that one of these pilots, each once."""
        return [one for one in self.following.tops if organisations.intersection(self.pilots_of(one))]

    def pilots_of(self, action: Followed) -> list[int]:
        """Those of the action, and of its sub-actions."""
        return list(dict.fromkeys([*action.pilots, *(pk for part in action.parts for pk in self.pilots_of(part))]))

    @cached_property
    def carriers(self) -> dict[int, str]:
        """Every organisation that pilots an action of the version, by name."""
        roles = ActionRole.objects.filter(
            version=self.contract.current_version_id, action__isnull=False, role__in=PILOTING
        )
        pks = set(roles.order_by().values_list("organisation", flat=True))
        return {one.pk: one.name for one in self.organisations if one.pk in pks}

    @cached_property
    def measured(self) -> list[Measured]:
        """The indicators of the version in document order; four queries."""
        version = self.contract.current_version_id
        found = {
            one.lineage_id: Measured(one)
            for one in Indicator.objects.filter(version=version).select_related("version__contract")
        }
        for row in Observation.objects.filter(contract=self.contract).order_by("position", "pk"):
            if row.lineage_id in found:
                found[row.lineage_id].values.append(row)
        for target in Target.objects.filter(indicator__version=version).select_related("indicator"):
            found[target.indicator.lineage_id].targets.append(target)
        for note in ValueNote.objects.filter(contract=self.contract, period=str(self.year)):
            if note.lineage_id in found:
                found[note.lineage_id].note = note
        return list(found.values())

    @cached_property
    def producers(self) -> dict[int, list[str]]:
        """Indicator → the names of those who produce it."""
        links = Indicator.producers.through.objects.filter(indicator__version=self.contract.current_version_id)
        names = {one.pk: one.name for one in self.organisations}
        found: dict[int, list[str]] = defaultdict(list)
        for indicator, organisation in links.order_by("pk").values_list("indicator", "listedorganisation"):
            found[indicator].append(names[organisation])
        return found

    @cached_property
    def computed(self) -> list[Row]:
        """The computed indicators with their results, masked for everybody."""
        return rows_of(self.contract, None)

    def root_of(self, node: int) -> int:
        """The first level above an element."""
        return self.following.above(node)[-1]

    @cached_property
    def roots_of_indicators(self) -> dict[int, int]:
        """Indicator → the first-level element that it follows, through its own elements or those of its actions."""
        version = self.contract.current_version_id
        found: dict[int, int] = {}
        own = Indicator.nodes.through.objects.filter(indicator__version=version).order_by("pk")
        for indicator, node in own.values_list("indicator", "node"):
            found.setdefault(indicator, self.root_of(node))
        of_actions = Indicator.actions.through.objects.filter(indicator__version=version).order_by("pk")
        for indicator, pk in of_actions.values_list("indicator", "action"):
            action = self.following.actions.get(pk)
            while action is not None and not action.nodes:
                action = self.following.actions.get(action.parent)
            if action is not None:
                found.setdefault(indicator, self.root_of(action.nodes[0]))
        return found

    @cached_property
    def actions_of_territories(self) -> dict[int, set[int]]:
        """Territory → the actions that name it; one query."""
        found: dict[int, set[int]] = defaultdict(set)
        links = Action.territories.through.objects.filter(action__version=self.contract.current_version_id)
        for action, territory in links.order_by().values_list("action", "listedterritory"):
            found[territory].add(action)
        return found
