"""Checks of the actions: who, when, how it is measured, who pays; conditions and views."""

from collections.abc import Callable

from faubourg.actions.choices import RoleKind
from faubourg.reports.completeness.checks import Check, Item, Severity
from faubourg.reports.completeness.material import Material
from faubourg.reports.plan.records import PlanRow

NOUN = "action,actions"


def item(material: Material, row: PlanRow, words: str = "") -> Item:
    """An action in a list of findings."""
    return Item(f"{row.code} {row.title}".strip(), material.mend("actions", row.pk), row.url, words)


def _promises(material: Material) -> int:
    return len(material.promises)


def _every(material: Material) -> int:
    return len(material.rows)


def _lacking(
    has: Callable[[Material, PlanRow], object], words: Callable[[PlanRow], str] = lambda row: ""
) -> Callable[[Material], list[Item]]:
    """The promises of which neither the action nor any of its sub-actions has it."""
    return lambda material: [
        item(material, row, words(row))
        for row in material.promises
        if not any(has(material, member) for member in row.family)
    ]


def _has_pilot(material: Material, row: PlanRow) -> bool:
    return bool(row.roles.get(RoleKind.PILOT) or row.roles.get(RoleKind.CO_PILOT) or row.no_pilot_reason)


def _has_indicator(material: Material, row: PlanRow) -> bool:
    return bool(row.followed_by or row.node_indicators)


def _has_funder(material: Material, row: PlanRow) -> bool:
    return bool(row.links.get("funder") or row.roles.get(RoleKind.FUNDER))


def _only_co_pilots(material: Material) -> list[Item]:
    return [
        item(material, row, "plusieurs co-pilotes, aucun pilote")
        for row in material.promises
        if any(member.roles.get(RoleKind.CO_PILOT) for member in row.family)
        and not any(member.roles.get(RoleKind.PILOT) for member in row.family)
    ]


def _in_one_view(material: Material) -> list[Item]:
    found = []
    for row in material.rows:
        facts = material.actions[row.pk]
        if facts.in_toolbox is True and facts.in_thematic_part is False:
            found.append(item(material, row, "dans la boîte à outils, pas dans la partie thématique"))
        elif facts.in_thematic_part is True and facts.in_toolbox is False:
            found.append(item(material, row, "dans la partie thématique, pas dans la boîte à outils"))
    return found


def _in_views(material: Material) -> int:
    return sum(
        facts.in_toolbox is not None or facts.in_thematic_part is not None for facts in material.actions.values()
    )


def _conditional(material: Material) -> list[Item]:
    return [item(material, row, row.condition) for row in material.rows if row.condition]


def _unplaced(material: Material) -> list[Item]:
    return [item(material, row) for row in material.plan.rows if not row.links.get("node")]


CHECKS = (
    Check(
        "sans-pilote",
        "Sans pilote",
        "Sans pilote, personne ne répond de l’action. Une fiche a les pilotes de ses sous-actions ; "
        "une raison écrite (« pilote à désigner ») vaut réponse.",
        Severity.FILL,
        NOUN,
        _lacking(_has_pilot),
        _promises,
    ),
    Check(
        "co-pilotes-seuls",
        "Des co-pilotes, mais pas de pilote",
        "À plusieurs sans chef de file, on ne sait pas qui rend compte.",
        Severity.LOOK,
        NOUN,
        _only_co_pilots,
        _promises,
    ),
    Check(
        "sans-calendrier",
        "Sans calendrier",
        "Sans calendrier, ni retard ni avance ne se voient. « Selon les opportunités » est un calendrier.",
        Severity.FILL,
        NOUN,
        _lacking(lambda material, row: row.calendar or material.actions[row.pk].start),
        _promises,
    ),
    Check(
        "sans-indicateur",
        "Sans indicateur",
        "Ce qui n’a pas d’indicateur ne pourra pas être évalué (loi de 2014, article 6, IV, 5°).",
        Severity.FILL,
        NOUN,
        _lacking(_has_indicator, lambda row: row.no_indicator_reason),
        _promises,
    ),
    Check(
        "sans-financeur",
        "Sans financeur ni moyen",
        "La loi demande les moyens humains et financiers de chaque action, droit commun et crédits spécifiques.",
        Severity.FILL,
        NOUN,
        _lacking(_has_funder),
        _promises,
    ),
    Check(
        "sous-condition",
        "Sous condition",
        "Une action « sous réserve de… » n’est pas acquise : la condition est à lever ou à confirmer.",
        Severity.LOOK,
        NOUN,
        _conditional,
        _every,
    ),
    Check(
        "une-seule-vue",
        "Dans une seule vue du document",
        "Le document présente ses engagements deux fois : ce qui ne figure qu’une fois a pu être oublié ou ajouté.",
        Severity.LOOK,
        NOUN,
        _in_one_view,
        _in_views,
    ),
    Check(
        "sans-objectif",
        "Sans place dans l’arbre",
        "Une action rattachée à aucun objectif n’apparaît dans aucun compte par objectif.",
        Severity.LOOK,
        NOUN,
        _unplaced,
        lambda material: len(material.plan.rows),
    ),
)
