"""The rows that the checks read, loaded once: ten queries beside the plan’s, whatever the size of the contract."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from faubourg.actions.models import Action, ActionRole, CrossReference, ListedScheme, Means
from faubourg.contracts.models import Agreement, Contract, ListedOrganisation, Node
from faubourg.followup.models import Review
from faubourg.governance.models import Body, Meeting
from faubourg.indicators.models import Indicator, Target
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.records import PlanData, PlanRow


@dataclass(frozen=True)
class ActionFacts:
    """What the checks need of an action beside what the plan shows."""

    start: str
    end: str
    in_toolbox: bool | None
    in_thematic_part: bool | None


@dataclass(frozen=True)
class IndicatorFacts:
    """An indicator, and whether something is given for it; `kind` as in `IndicatorKind`."""

    pk: int
    key: str
    label: str
    kind: str
    unit: str
    frequency: str
    definition: str
    aimed: bool
    produced: bool


@dataclass(frozen=True)
class Text:
    """A page, an engineering means or a milestone: its words, and its date if it has one."""

    pk: int
    label: str
    date: str


@dataclass(frozen=True)
class NodeFacts:
    """What the document prints of a node."""

    declared: dict


@dataclass
class Material:
    """Everything that the checks read."""

    contract: Contract
    plan: PlanData
    actions: dict[int, ActionFacts]
    nodes: dict[int, NodeFacts]
    indicators: list[IndicatorFacts]
    references: list[CrossReference]
    bodies: list[Body]
    met: set[int]
    holders: dict[int, list[int]]
    organisations: list[ListedOrganisation]
    named: set[int]
    signing: set[int]
    milestones: list[Text]
    fundings: list[dict]
    pages: list[str]
    engineering: int
    means: dict[str, int]

    @cached_property
    def rows(self) -> list[PlanRow]:
        """Every action and sub-action, in document order."""
        return [member for row in self.plan.rows for member in row.family]

    @cached_property
    def by_pk(self) -> dict[int, PlanRow]:
        """Actions and sub-actions by primary key."""
        return {row.pk: row for row in self.rows}

    @cached_property
    def promises(self) -> list[PlanRow]:
        """The actions that the contract's figures count: those with a type where it has types, else all of them.

        A sub-action is not counted apart: what it has, its fiche has.
        """
        return [row for row in self.plan.rows if row.letter] or self.plan.rows

    def kin(self, organisation: int) -> set[int]:
        """An organisation with what it is a service of: the State's services pay for the State."""
        found: set[int] = set()
        while organisation and organisation not in found:
            found.add(organisation)
            organisation = self._parents.get(organisation)
        return found

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return {row.pk: row.parent_id for row in self.organisations}

    @property
    def first_year(self) -> str:
        """The year in which the contract starts, or nothing."""
        return self.contract.start[:4]

    @property
    def last_year(self) -> str:
        """The year in which it ends, its prorogation counted, or nothing."""
        return (self.contract.extended_until or self.contract.end)[:4]

    def mend(self, section: str, pk: int) -> str:
        """The screen where a row is changed; `section` is its French address."""
        if section not in self._bases:
            self._bases[section] = reverse("records:edit", args=[self.contract.key, section, "0"])
        return self._bases[section].removesuffix("0/") + f"{pk}/"

    def organisation_url(self, key: str) -> str:
        """The sheet of an organisation."""
        return self._organisations.removesuffix("-/") + f"{key}/"

    @cached_property
    def _organisations(self) -> str:
        return reverse("actors:organisation", args=[self.contract.key, "-"])

    @cached_property
    def _bases(self) -> dict[str, str]:
        return {}


def load_material(contract: Contract) -> Material:
    """Read everything that the checks of `contract` need."""
    version, of = contract.current_version_id, {"contract": contract}
    plan = load_plan(contract)
    sections = dict(contract.source_sections.values_list("name", "content"))
    links, texts = _links(contract), _texts(contract)
    facts = Action.objects.filter(version=version).order_by()
    means = Means.objects.filter(action__version=version).order_by()
    organisations = list(ListedOrganisation.objects.filter(**of).order_by("position", "pk"))
    return Material(
        contract=contract,
        plan=plan,
        actions={
            pk: ActionFacts(*rest)
            for pk, *rest in facts.values_list("pk", "start", "end", "in_toolbox", "in_thematic_part")
        },
        nodes={
            pk: NodeFacts(declared)
            for pk, declared in Node.objects.filter(version=version).order_by().values_list("pk", "declared_counts")
        },
        indicators=_indicators(version),
        references=list(
            CrossReference.objects.filter(version=version).select_related("to_measure").order_by("position", "pk")
        ),
        bodies=list(Body.objects.filter(**of).order_by("position", "pk")),
        met=set(links["met"][0]),
        holders=links["held"],
        organisations=organisations,
        named=set(links["named"][0]) | {pk for holders in links["held"].values() for pk in holders},
        signing=set(links["signed"][0]),
        milestones=texts["milestone"],
        fundings=list(sections.get("fundings") or []),
        pages=[text.label for text in texts["page"]],
        engineering=len(texts["engineering"]),
        means=Counter(means.values_list("kind", flat=True)),
    )


def _indicators(version: int | None) -> list[IndicatorFacts]:
    produced = Indicator.producers.through.objects.filter(indicator=OuterRef("pk"))
    rows = Indicator.objects.filter(version=version).annotate(
        has_target=Exists(Target.objects.filter(indicator=OuterRef("pk"))), has_producer=Exists(produced)
    )
    return [
        IndicatorFacts(pk, key, label, kind, unit, frequency, definition, bool(target or aimed), produced)
        for pk, key, label, kind, unit, frequency, definition, target, aimed, produced in rows.order_by(
            "position", "pk"
        ).values_list(
            "pk", "key", "label", "kind", "unit", "frequency", "definition_state", "target", "has_target",
            "has_producer",
        )
    ]  # fmt: skip


def _links(contract: Contract) -> dict[str, dict[int, list[int]]]:
    """Kind of link → owner → targets: who is named by what, which bodies met, who holds which scheme."""
    version, of = contract.current_version_id, {"contract": contract}
    produced = Indicator.producers.through.objects.filter(indicator__version=version)
    joint = Meeting.bodies.through.objects.filter(meeting__contract=contract)
    held = ListedScheme.holders.through.objects.filter(listedscheme__contract=contract)
    parties = Agreement.parties.through.objects.filter(agreement__contract=contract)
    piloted = Review.pilots.through.objects.filter(review__contract=contract)
    parts = ActionRole.components.through.objects.filter(actionrole__version=version)
    paid = Means.funders.through.objects.filter(means__action__version=version)
    members = ListedOrganisation.members.through.objects.filter(from_listedorganisation__contract=contract)
    selects = (
        _pairs("named", ActionRole.objects.filter(version=version), "organisation"),
        _pairs("named", Means.objects.filter(action__version=version, organisation__isnull=False), "organisation"),
        _pairs("named", Action.objects.filter(version=version, sheet__isnull=False), "sheet"),
        _pairs("named", contract.engineering_means.filter(organisation__isnull=False), "organisation"),
        _pairs("named", ListedOrganisation.objects.filter(**of, parent__isnull=False), "parent"),
        _pairs("named", members, "to_listedorganisation"),
        *(_pairs("named", rows, "listedorganisation") for rows in (parts, paid, produced, parties, piloted)),
        _pairs("signed", contract.signatures.all(), "organisation"),
        _pairs("met", Meeting.objects.filter(contract=contract, body__isnull=False), "body"),
        _pairs("met", joint, "body"),
        _pairs("held", held, "listedorganisation", "listedscheme"),
    )
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for kind, owner, target in selects[0].union(*selects[1:]):
        found[kind][owner].append(target)
    return found


def _pairs(kind: str, rows: QuerySet, target: str, owner: str = "") -> QuerySet:
    whose = Cast(F(owner), BigIntegerField()) if owner else Value(0, BigIntegerField())
    return rows.order_by().values_list(Value(kind, CharField()), whose, Cast(F(target), BigIntegerField()))


def _texts(contract: Contract) -> dict[str, list[Text]]:
    """The contract's pages, its engineering means and its milestones, by kind, in document order."""
    selects = (
        _text("page", contract.pages.all(), Concat("kind", Value(" "), "title", output_field=TextField())),
        _text("engineering", contract.engineering_means.all(), F("label")),
        _text("milestone", contract.milestones.all(), F("label"), F("date")),
    )
    found: dict[str, list[Text]] = defaultdict(list)
    for kind, pk, label, date, _ in sorted(selects[0].union(*selects[1:], all=True), key=itemgetter(4, 1)):
        found[kind].append(Text(pk, label, date))
    return found


def _text(kind: str, rows: QuerySet, label, date=None) -> QuerySet:
    return rows.order_by().values_list(
        Value(kind, CharField()),
        Cast("pk", BigIntegerField()),
        Cast(label, TextField()),
        Cast(date or Value(""), CharField()),
        F("position"),
    )
