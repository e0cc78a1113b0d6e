"""Checks of the indicators: what must be known before a value can be entered."""

from collections.abc import Callable

from faubourg.indicators.choices import DefinitionState, IndicatorKind
from faubourg.reports.completeness.checks import Check, Item, Severity
from faubourg.reports.completeness.material import IndicatorFacts, Material

NOUN = "indicateur,indicateurs"
DEFINITIONS = dict(DefinitionState.choices)


def item(material: Material, row: IndicatorFacts) -> Item:
    """An indicator in a list of findings."""
    words = DEFINITIONS.get(row.definition, "") if row.definition else ""
    return Item(row.label, material.mend("indicateurs", row.pk), words=words)


def _lacking(has: Callable[[IndicatorFacts], object]) -> Callable[[Material], list[Item]]:
    return lambda material: [item(material, row) for row in material.indicators if not has(row)]


def _all(material: Material) -> int:
    return len(material.indicators)


def _counted(material: Material) -> list[IndicatorFacts]:
    return [row for row in material.indicators if row.kind == IndicatorKind.QUANTITATIVE]


CHECKS = (
    Check(
        "sans-frequence",
        "Sans fréquence",
        "Sans fréquence, personne ne sait quand la valeur est attendue.",
        Severity.FILL,
        NOUN,
        _lacking(lambda row: row.frequency),
        _all,
    ),
    Check(
        "sans-producteur",
        "Sans producteur",
        "Sans producteur, la valeur ne sera demandée à personne.",
        Severity.FILL,
        NOUN,
        _lacking(lambda row: row.produced),
        _all,
    ),
    Check(
        "sans-cible",
        "Sans cible",
        "La loi demande des objectifs « notamment chiffrés » : sans cible, une valeur ne dit pas si c’est assez.",
        Severity.FILL,
        NOUN,
        _lacking(lambda row: row.aimed),
        _all,
    ),
    Check(
        "sans-unite",
        "Quantitatif sans unité",
        "Un nombre sans unité ne s’additionne pas et ne se compare pas.",
        Severity.FILL,
        NOUN,
        lambda material: [item(material, row) for row in _counted(material) if not row.unit],
        lambda material: len(_counted(material)),
    ),
    Check(
        "a-definir",
        "Définition à écrire",
        "Le document renvoie leur définition à plus tard ou à un autre texte.",
        Severity.FILL,
        NOUN,
        lambda material: [item(material, row) for row in material.indicators if row.definition],
        _all,
    ),
)
