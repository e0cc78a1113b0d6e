"""The findings as lists to take away."""

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.completeness.checks import Outcome
from faubourg.reports.completeness.law import legal_contents
from faubourg.reports.completeness.material import Material
from faubourg.reports.completeness.registry import outcomes_of
from faubourg.reports.wording import dated


def outcome_sheet(contract: Contract, outcome: Outcome) -> Sheet:
    """What one check found, one line a row."""
    columns = [SheetColumn("N°", 8, "number"), SheetColumn("Ligne", 90), SheetColumn("Précision", 70)]
    rows = [(rank, item.label, item.words or None) for rank, item in enumerate(outcome.items, start=1)]
    title = dated(f"{outcome.check.title} : {contract.title}", contract)
    return Sheet(outcome.check.title, columns, rows, title, outcome.check.why)


def overview_sheets(material: Material) -> list[Sheet]:
    """The counts of every check, then what answers the law."""
    columns = [
        SheetColumn("Groupe", 20),
        SheetColumn("Contrôle", 44),
        SheetColumn("Demande", 14),
        SheetColumn("Trouvé", 10, "number"),
        SheetColumn("Sur", 10, "number"),
        SheetColumn("Pourquoi", 90),
    ]
    rows = [
        (title, one.check.title, one.check.severity.value, one.count, one.population, one.check.why)
        for title, outcomes in outcomes_of(material)
        for one in outcomes
    ]
    law = [SheetColumn("N°", 6, "number"), SheetColumn("Contenu", 80), SheetColumn("Réponse", 26),
           SheetColumn("Ce qui répond", 60)]  # fmt: skip
    contents = [
        (content.number, content.title, content.answer.value, tuple(content.words))
        for content in legal_contents(material)
    ]
    contract = material.contract
    title = dated(f"Complétude : {contract.title}", contract)
    return [Sheet("Contrôles", columns, rows, title), Sheet("Ce que la loi demande", law, contents, title)]
