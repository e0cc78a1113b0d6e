"""Checks of dates: what starts, ends or happens outside the contract's period, its prorogation counted."""

from faubourg.reports.completeness.actions import item
from faubourg.reports.completeness.checks import Check, Item, Severity
from faubourg.reports.completeness.material import Material
from faubourg.ui.typography import partial_date


def _period(material: Material) -> str:
    return f"période {material.first_year}-{material.last_year}"


def _is_outside(material: Material, date: str) -> bool:
    year = date[:4]
    if not year:
        return False
    before = bool(material.first_year) and year < material.first_year
    return before or (bool(material.last_year) and year > material.last_year)


def _actions(material: Material) -> list[Item]:
    found = []
    for row in material.rows:
        facts = material.actions[row.pk]
        outside = [
            f"{word} {partial_date(date)}"
            for word, date in (("début", facts.start), ("fin", facts.end))
            if _is_outside(material, date)
        ]
        if outside:
            found.append(item(material, row, f"{', '.join(outside)} ; {_period(material)}"))
    return found


def _dated(material: Material) -> int:
    return sum(bool(facts.start or facts.end) for facts in material.actions.values())


def _milestones(material: Material) -> list[Item]:
    return [
        Item(
            milestone.label,
            material.mend("jalons", milestone.pk),
            words=f"{partial_date(milestone.date)} ; {_period(material)}",
        )
        for milestone in material.milestones
        if _is_outside(material, milestone.date)
    ]


def _reversed(material: Material) -> list[Item]:
    return [
        item(material, row, f"début {partial_date(facts.start)}, fin {partial_date(facts.end)}")
        for row in material.rows
        if (facts := material.actions[row.pk]).start and facts.end and facts.end < facts.start[: len(facts.end)]
    ]


def _period_problems(material: Material) -> list[Item]:
    contract = material.contract
    if not contract.start or not contract.end:
        words = "le début ou la fin n’est pas donné"
    elif contract.end < contract.start[: len(contract.end)]:
        words = f"début {partial_date(contract.start)}, fin {partial_date(contract.end)}"
    else:
        return []
    return [Item(contract.name, material.mend("contrat", contract.pk), words=words)]


CHECKS = (
    Check(
        "periode",
        "Période du contrat",
        "Sans période, aucune date ne peut être contrôlée.",
        Severity.MEND,
        "contrat,contrats",
        _period_problems,
        lambda material: 1,
    ),
    Check(
        "actions-hors-periode",
        "Actions datées hors de la période",
        "Une action qui commence avant le contrat ou finit après lui relève aussi d’un autre cadre.",
        Severity.LOOK,
        "action datée,actions datées",
        _actions,
        _dated,
    ),
    Check(
        "dates-inversees",
        "Actions qui finissent avant de commencer",
        "Les deux dates ont été échangées ou mal lues.",
        Severity.MEND,
        "action datée,actions datées",
        _reversed,
        _dated,
    ),
    Check(
        "jalons-hors-periode",
        "Jalons hors de la période",
        "Un jalon antérieur raconte la préparation ; un jalon postérieur est peut-être une erreur de date.",
        Severity.LOOK,
        "jalon,jalons",
        _milestones,
        lambda material: len(material.milestones),
    ),
)
