"""The plan before, rebuilt from what its evaluation says of each action and from what became of them.

Niort 2015-2022 is the case: the contract holds the plan of 2019 and the evaluation of the one of 2016, under its own
numbers (../shared/domain, 2.7 and traps 3, 4 and 6). Nothing is guessed: what the evaluation does not say stays unsaid.
"""

import re
from collections import Counter, defaultdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.actions.choices import ActionKind, ContinuityKind, RoleKind
from faubourg.actions.models import Action, ActionRole
from faubourg.amendments.models import Succession
from faubourg.amendments.operations import AmendmentError
from faubourg.amendments.permissions import can_manage_versions
from faubourg.amendments.queries import number_before
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Lineage, Node, Version
from faubourg.followup.models import Continuity, Review
from faubourg.followup.queries import past_reviews
from faubourg.journal.operations import record

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SOURCE = "bilan"


@transaction.atomic
def rebuild_past(*, contract: Contract, by, at: datetime) -> Version:
    """Make the version before the first one from the contract's reviews and continuities, marked as rebuilt.

    Raises `PermissionDenied`; `AmendmentError` when the contract says nothing of it, or when it is there already.
    """
    if not can_manage_versions(by, contract):
        raise PermissionDenied
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    reviews = list(past_reviews(locked))
    if not reviews:
        raise AmendmentError("Aucun bilan ne dit d’où viennent les actions : il n’y a rien à reconstituer.")
    number = number_before(locked)
    if number is None:
        raise AmendmentError("La version précédente est déjà reconstituée : la retirer avant de la refaire.")
    following = locked.versions.order_by("number").first()
    version = Version.objects.create(
        contract=locked, number=number, title=_title(reviews), state=VersionState.ADOPTED, is_reconstituted=True
    )
    past = _Past(version, following, reviews)
    past.build()
    if following.based_on is None:
        following.based_on = version
        following.save(update_fields=["based_on"])
    changes = {"actions reconstituées": ["", len(past.actions)], "d’après": ["", f"{len(reviews)} bilans"]}
    record(actor=by, verb="version reconstituée", scope=locked.scope, target=version, at=at, changes=changes)
    return version


def _title(reviews: list[Review]) -> str:
    years = sorted(year for review in reviews for year in YEAR.findall(review.campaign))
    return f"Plan de {years[0]}" if years else "Plan précédent"


def _free_key(key: str, taken: set[str]) -> str:
    while key in taken:
        key += "-bis"
    return key


class _Past:
    """The rows of the version being rebuilt."""

    def __init__(self, version: Version, following: Version, reviews: list[Review]):
        self.version, self.following, self.reviews = version, following, reviews
        self.continuities = list(Continuity.objects.filter(contract=version.contract).order_by("position", "pk"))
        self.actions: list[Action] = []
        self.of_review: dict[int, Action] = {}

    def build(self) -> None:
        """Write the tree, the fiches, their actions, the pilots, and what became of each."""
        nodes = self._nodes()
        fiches = self._fiches()
        lineages = self._lineages()
        for review in self.reviews:
            fiche = fiches.get(review.source_number)
            kind = ActionKind.SUB_ACTION if fiche else ActionKind.FICHE
            found = self._action(review.key, review.code, review.label, kind, lineages[review.pk], fiche)
            found.line, found.confidence = review.line, review.confidence
            found.note = "Réunie à la ligne du dessus dans l’évaluation." if review.counts_as == 0 else ""
            self.of_review[review.pk] = found
        Lineage.objects.bulk_create([row.lineage for row in self.actions if row.lineage._state.adding])
        Action.objects.bulk_create([row for row in self.actions if row.parent is None])
        Action.objects.bulk_create([row for row in self.actions if row.parent is not None])
        self._place(nodes)
        self._pilots()
        self._successions()

    def _nodes(self) -> dict[object, Node]:
        """The elements under which the evaluation lists the actions, and those above, by lineage."""
        rows = {row.pk: row for row in Node.objects.without_tree_fields().filter(version=self.following)}
        named = {mark for review in self.reviews for mark in (review.node_lineage_id, review.objective_lineage_id)}
        wanted: set[int] = set()
        for row in rows.values():
            pk = row.pk if row.lineage_id in named else None
            while pk is not None and pk not in wanted:
                wanted.add(pk)
                pk = rows[pk].parent_id
        made: dict[int, Node] = {}
        waiting = [rows[pk] for pk in sorted(wanted, key=lambda pk: rows[pk].position)]
        while waiting:
            ready = [row for row in waiting if row.parent_id is None or row.parent_id in made]
            for row in ready:
                made[row.pk] = Node.objects.create(
                    version=self.version, lineage_id=row.lineage_id, key=row.key, code=row.code, level_id=row.level_id,
                    title=row.title, parent=made.get(row.parent_id), position=row.position, inferred=["record"],
                )  # fmt: skip
            waiting = [row for row in waiting if row.pk not in made]
        return {row.lineage_id: row for row in made.values()}

    def _fiches(self) -> dict[int, Action]:
        """The fiches that hold several actions, or whose title is told apart from that of their only action."""
        titles: dict[int, str] = {}
        codes: dict[int, list[str]] = defaultdict(list)
        for review in self.reviews:
            if review.source_number is not None:
                codes[review.source_number].append(review.code)
                titles[review.source_number] = titles.get(review.source_number) or review.source_title
        taken = {review.key for review in self.reviews}
        return {
            number: self._action(
                _free_key(f"fiche-{number}", taken),
                str(number),
                titles[number] or "Titre non donné",
                ActionKind.FICHE,
                self._lineage(),
            )
            for number in codes
            if titles[number] or codes[number] != [str(number)]
        }

    def _lineages(self) -> dict[int, Lineage]:
        """The lineage of each reviewed action: that of the action it became when each is all that the other became."""
        told = [row for row in self.continuities if row.review_id and row.lineage_id]
        leaving = Counter(row.review_id for row in told)
        coming = Counter(row.lineage_id for row in told)
        same = {
            row.review_id: row.lineage
            for row in told
            if row.kind == ContinuityKind.CONTINUED and leaving[row.review_id] == coming[row.lineage_id] == 1
        }
        return {review.pk: same.get(review.pk) or self._lineage() for review in self.reviews}

    def _lineage(self) -> Lineage:
        return Lineage(contract=self.version.contract)

    def _action(self, key: str, code: str, title: str, kind: str, lineage: Lineage, parent=None) -> Action:
        made = Action(
            version=self.version, lineage=lineage, key=key, code=code, title=title, kind=kind, parent=parent,
            position=len(self.actions), inferred=["record"],
        )  # fmt: skip
        self.actions.append(made)
        return made

    def _place(self, nodes: dict[object, Node]) -> None:
        link, links = Action.nodes.through, []
        for review in self.reviews:
            node = nodes.get(review.node_lineage_id) or nodes.get(review.objective_lineage_id)
            if node is not None:
                links.append(link(action_id=self.of_review[review.pk].pk, node_id=node.pk))
        link.objects.bulk_create(links)

    def _pilots(self) -> None:
        pilots = Review.pilots.through.objects.filter(review__in=self.reviews).order_by("pk")
        ActionRole.objects.bulk_create(
            [
                ActionRole(
                    version=self.version, action=self.of_review[review], organisation_id=organisation,
                    role=RoleKind.PILOT, origin=SOURCE, position=position,
                )
                for position, (review, organisation) in enumerate(pilots.values_list("review", "listedorganisation"))
            ]
        )  # fmt: skip

    def _successions(self) -> None:
        """One row a continuity of the document, between the rebuilt plan and the one that followed."""
        rows: dict[tuple, Succession] = {}
        for told in self.continuities:
            source = self.of_review[told.review_id].lineage_id if told.review_id in self.of_review else None
            if source or told.lineage_id:
                rows[source, told.lineage_id] = Succession(
                    version=self.following, source_id=source, target_id=told.lineage_id, kind=told.kind,
                    renumbered=bool(told.renumbered), note=told.note,
                )  # fmt: skip
        Succession.objects.bulk_create(rows.values(), ignore_conflicts=True)
