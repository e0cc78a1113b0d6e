"""Rows that a file leaves out: taken away last, and only when nothing else of the contract hangs on them."""

from collections import Counter, defaultdict

from django.db.models import Model

from faubourg.actions.models import ActionStatus, Public
from faubourg.contracts.models import Contract, Lineage, MilestoneApproval
from faubourg.exchange.flat import FLAT_BY_NAME, FLAT_SECTIONS
from faubourg.exchange.schema.evaluation import EVALUATION_NAMES
from faubourg.exchange.schema.section import Section
from faubourg.exchange.writing import DECLARED
from faubourg.followup.models import CampaignRequest
from faubourg.indicators.computed.models import CohortCount, ComputationInput
from faubourg.indicators.models import Contest
from faubourg.intake.problems import IntakeError, Problem
from faubourg.pathways.queries.links import LINKED
from faubourg.registers.models import RegisterCount
from faubourg.threads.operations import forget, forget_each
from faubourg.threads.queries import Tally, tallies

TITLES = {section.model: section.title for section in FLAT_SECTIONS}
#: Rows inside others, which keep what they point to: their title, and what they leave with.
INSIDE = {ComputationInput: ("Entrées des calculs", "computation"), CohortCount: ("Situations des cohortes", "cohort")}
TITLES |= {model: title for model, (title, _) in INSIDE.items()}
#: What people wrote in Faubourg, that no file holds: it keeps what it points to, but an action takes its own with it.
LIVE = {
    ActionStatus: "Avancements",
    MilestoneApproval: "Approbations de jalons",
    Contest: "Valeurs contestées",
    CampaignRequest: "Demandes de campagne",
}
#: What no file holds either, and that does not go with an indicator.
HELD = {RegisterCount: "Comptes de registres"} | LINKED


class Removal:
    """Collects the rows that leave, section by section, then removes them all."""

    def __init__(self, contract: Contract):
        self.contract = contract
        self.leaving: list[tuple[Section, Model]] = []

    def plan(self, section: Section, rows: list[Model]) -> list[tuple[Section, Model]]:
        """Note rows to remove; returns them with their section, for the journal."""
        found = [(section, row) for row in rows]
        self.leaving += found
        return found

    def _forget_files(self) -> None:
        """Remove the files joined to the evidence and stories that leave: nothing else would."""
        for section, row in self.leaving:
            if section.name in EVALUATION_NAMES:
                forget(target=row)

    def run(self) -> None:
        """Remove the rows. Raises `IntakeError` when other rows still need one of them."""
        users = self._users()
        problems = [
            _needed(section, row, users[row]) for section, row in self.leaving if users[row] and section not in DECLARED
        ]
        if problems:
            raise IntakeError(problems)
        self._forget_files()
        for model, (_, owner) in INSIDE.items():
            owners = [row.pk for _, row in self.leaving if isinstance(row, model._meta.get_field(owner).related_model)]
            model.objects.filter(**{f"{owner}__in": owners}).delete()
        for _, row in reversed(self.leaving):
            if users[row]:
                # The word stays on the rows that bear it; the document only stops explaining it.
                row.is_declared = False
                row.save(update_fields=["is_declared"])
            else:
                row.delete()
        self._sweep()

    def _sweep(self) -> None:
        """Remove what nothing refers to any more: lineages, their statuses, comments and attachments, publics."""
        if lineages := [row.lineage_id for section, row in self.leaving if section.lineage]:
            ActionStatus.objects.filter(lineage__in=lineages, lineage__actions=None).delete()
            ended = Lineage.objects.filter(
                pk__in=lineages, actions=None, nodes=None, indicators=None, request_lines=None, value_notes=None
            )
            forget_each(model=Lineage, pks=ended.values_list("pk", flat=True))
            ended.delete()
        Public.objects.filter(contract=self.contract, actions=None).delete()

    def _users(self) -> dict[Model, Counter]:
        """For each row that leaves, how many rows of each model stay and point to it (through its lineage too)."""
        gone = {(type(row), row.pk) for _, row in self.leaving}
        found: dict[Model, Counter] = defaultdict(Counter)
        by_section: dict[str, list[Model]] = defaultdict(list)
        for section, row in self.leaving:
            by_section[section.name].append(row)
        for name, rows in by_section.items():
            pointed = {row.pk: row for row in rows}
            for link in _links_to(type(rows[0])):
                _count(found, link, pointed, gone)
            if FLAT_BY_NAME[name].lineage:
                pointed = _ending(rows)
                for link in _links_to(Lineage):
                    # Its own versions are not what accumulates on a lineage.
                    if link.related_model is not type(rows[0]) and link.related_model is not ActionStatus:
                        _count(found, link, pointed, gone)
        return found


def talk_lost(section: Section, row: Model) -> Tally:
    """The comments and files that would go with a row: those of its lineage when no other version has it."""
    if not section.lineage or not _ending([row]):
        return Tally()
    return tallies(Lineage, [row.lineage_id])[str(row.lineage_id)]


def _ending(rows: list[Model]) -> dict:
    """The lineages that end with these rows: what accumulates on the others stays with their other versions."""
    lineages = {row.lineage_id: row for row in rows}
    others = type(rows[0])._default_manager.filter(lineage__in=lineages).exclude(pk__in=[row.pk for row in rows])
    for lineage in others.values_list("lineage", flat=True):
        lineages.pop(lineage, None)
    return lineages


def _links_to(model: type[Model]) -> list:
    """What points to a model from the sections of a file and from what people wrote, hidden links included."""
    links = model._meta.get_fields(include_hidden=True)
    known = TITLES | LIVE | HELD
    return [link for link in links if link.auto_created and not link.concrete and link.related_model in known]


def _count(found: dict[Model, Counter], link, pointed: dict, gone: set) -> None:
    model, name = link.related_model, link.field.name
    users = model._default_manager.filter(**{f"{name}__in": list(pointed)})
    if model in INSIDE:
        owner = INSIDE[model][1]
        above = model._meta.get_field(owner).related_model
        users = users.exclude(**{f"{owner}__in": [pk for kind, pk in gone if kind is above]})
    for pk, target in users.values_list("pk", name):
        if (model, pk) not in gone and target in pointed:
            found[pointed[target]][model] += 1


def _needed(section: Section, row: Model, users: Counter) -> Problem:
    titles = TITLES | LIVE | HELD
    lines = " et ".join(
        f"{count} {'ligne' if count == 1 else 'lignes'} de « {titles[model]} »" for model, count in users.items()
    )
    attached = "s’y rattache" if sum(users.values()) == 1 else "s’y rattachent"
    return Problem(
        f"{section.title} : « {str(row)[:120]} » ne peut pas être retiré tant que {attached} {lines}",
        remedy="Retirez-les aussi, ou gardez cette ligne",
    )
