"""What could be mended in a plan, told line by line and never applied alone.

Near-identical titles, the same organisation twice on an action, a first verb that says another type of commitment.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from faubourg.actions.arranging.verbs import root_said, roots_of
from faubourg.actions.choices import RoleKind
from faubourg.actions.models import ActionRole, DismissedProposal
from faubourg.contracts.models import Contract
from faubourg.reports.completeness.near import near_pairs
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.records import PlanData, PlanRow


class Kind(StrEnum):
    """The kinds of proposals, as addresses name them."""

    NEAR = "textes-semblables"
    TWICE = "organisme-deux-fois"
    VERB = "verbe-et-type"


TITLES = {
    Kind.NEAR: ("Intitulés identiques ou presque", "Deux actions de même intitulé se comptent deux fois."),
    Kind.TWICE: ("Le même organisme deux fois sur une action", "Un organisme nommé deux fois n’y est compté qu’une."),
    Kind.VERB: ("Le verbe et le type ne disent pas la même chose", "« Poursuivre » ne va pas avec « à créer »."),
}
#: A partner who also holds one of these roles is named twice.
STRONGER = {RoleKind.PILOT.value, RoleKind.CO_PILOT.value}


@dataclass(frozen=True)
class Proposal:
    """A line, what was noticed, what « Appliquer » would do. `target` says on what: a key, a row, a letter."""

    kind: Kind
    row: PlanRow
    noticed: str
    would: str
    target: str
    mark: str


def proposals_of(contract: Contract) -> dict[Kind, list[Proposal]]:
    """Every proposal that nobody put aside, by kind, in the order of the document."""
    plan = load_plan(contract)
    found = {Kind.NEAR: _near(plan), Kind.TWICE: _twice(contract, plan), Kind.VERB: _verbs(plan)}
    aside = DismissedProposal.objects.filter(contract=contract).order_by()
    gone = set(aside.values_list("lineage__actions__key", "kind", "mark"))
    return {
        kind: [one for one in many if (one.row.key, one.kind.value, one.mark) not in gone]
        for kind, many in found.items()
    }


def find_proposal(contract: Contract, kind: str, key: str, mark: str) -> Proposal | None:
    """The proposal of an address; None when it has no more reason to be."""
    if kind not in set(Kind):
        return None
    return next((one for one in proposals_of(contract)[Kind(kind)] if (one.row.key, one.mark) == (key, mark)), None)


def _mark(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _named(row: PlanRow) -> str:
    return f"{row.code} {row.title}".strip()


def _near(plan: PlanData) -> list[Proposal]:
    return [
        Proposal(
            Kind.NEAR,
            first,
            f"{'mêmes mots que' if likeness == 1 else 'presque les mots de'} « {_named(second)} »",
            "Les deux lignes sont dites partagées : elles ne sont plus proposées, et chacune renvoie à l’autre.",
            second.key,
            _mark(second.key),
        )
        for first, second, likeness in near_pairs(plan.rows)
    ]


def _twice(contract: Contract, plan: PlanData) -> list[Proposal]:
    roles = ActionRole.objects.filter(version=contract.current_version_id, action__isnull=False)
    held: dict[tuple[str, int, str], list] = defaultdict(list)
    columns = ("pk", "action__key", "organisation_id", "organisation__name", "role", "service")
    for pk, key, organisation, name, role, service in roles.order_by("position", "pk").values_list(*columns):
        held[key, organisation, service].append((pk, role, name))
    found = []
    for (key, organisation, service), rows in held.items():
        for pk, role, name, why in _spare(rows):
            label = RoleKind(role).label if role in set(RoleKind) else role
            found.append(
                Proposal(
                    Kind.TWICE,
                    plan.by_key[key],
                    f"{name}{f', {service}' if service else ''} : {why}",
                    f"Le rôle « {label} » de trop est retiré.",
                    str(pk),
                    _mark(str(organisation), role, service),
                )
            )
    ranks = {key: rank for rank, key in enumerate(plan.by_key)}
    return sorted(found, key=lambda one: ranks[one.row.key])


def _spare(rows: list[tuple[int, str, str]]) -> list[tuple[int, str, str, str]]:
    """The rows too many: the same role said again, or a partner who leads already."""
    found, seen = [], set()
    roles = {role for _, role, _ in rows}
    for pk, role, name in rows:
        if role in seen:
            found.append((pk, role, name, "deux fois dans le même rôle"))
        elif role == RoleKind.PARTNER and roles & STRONGER:
            found.append((pk, role, name, "pilote, et partenaire aussi"))
        seen.add(role)
    return found


def _verbs(plan: PlanData) -> list[Proposal]:
    roots = roots_of(plan.types)
    letters = {root: letter for letter, root in roots.items()}
    found = []
    for row in plan.by_key.values():
        said, verb = root_said(row.title)
        letter = letters.get(said)
        if row.letter not in roots or letter is None or roots[row.letter] == said:
            continue
        found.append(
            Proposal(
                Kind.VERB,
                row,
                f"commence par « {row.title[: len(verb)]} », et porte le type « {row.letter} · {row.type_label} »",
                f"Le type devient « {letter} · {plan.types[letter]} ».",
                letter,
                _mark(row.letter, letter, verb),
            )
        )
    return found
