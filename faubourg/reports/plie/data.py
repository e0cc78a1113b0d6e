"""The report as data: numbers as numbers, what the document says under each title, masked as it is."""

from decimal import Decimal

from faubourg.documents.blocks import Bullets, Document, Facts, Figure, Heading, Mark, Paragraph, Table
from faubourg.indicators.masking import MASKED
from faubourg.reports.plie.cells import Cell
from faubourg.reports.plie.compose import PlieReport, document_of
from faubourg.reports.plie.counted import Counted, CountedTable
from faubourg.reports.plie.tables import by_sex, unanswered

#: Decimals of a share (0 to 1) in the data.
DECIMALS = 4


def sections_of(document: Document) -> list[dict]:
    """Each title (`code`, `titre`, `niveau`) with its texts, lists, facts and tables in order (`contenu`)."""
    found: list[dict] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append({"code": block.code, "titre": block.text, "niveau": block.level, "contenu": []})
        elif found and (said := _said(block)):
            found[-1]["contenu"].append(said)
    return found


def _said(block: object) -> dict | None:
    if isinstance(block, Paragraph):
        return {"texte": block.text}
    if isinstance(block, Bullets):
        return {"liste": list(block.items)}
    if isinstance(block, Facts):
        return {"faits": {label: _cell(value) for label, value in block.items}}
    if isinstance(block, Table):
        titles = [column.title for column in block.columns]
        return {"titre": block.caption, "colonnes": titles, "lignes": [list(map(_cell, row)) for row in block.rows]}
    return None


def _cell(value: object) -> object:
    if isinstance(value, Mark):
        return value.text
    if isinstance(value, Figure):
        return _figure(value)
    return list(map(_cell, value)) if isinstance(value, tuple | list) else value


def _figure(value: Figure) -> dict:
    share = {} if value.share is None else {"part": _rounded(value.share)}
    return {"valeur": _rounded(value.number), **share, "masque": value.text == MASKED, "texte": value.text}


def _rounded(value: int | float | Decimal | None) -> int | float | None:
    return value if value is None or isinstance(value, int) else round(float(value), DECIMALS)


def data_of(made: PlieReport) -> dict:
    """The report as data, masked as the document is."""
    counted = made.counted
    return {
        "contrat": made.contract.key,
        "titre": made.title,
        "annee": counted.year,
        "edite_le": made.printed_on.isoformat(),
        "seuil": counted.threshold,
        "tableaux": [_table_data(table) for table in counted.tables.values()],
        "indicateurs_fse": _indicators(counted) if counted.from_records else [],
        "sections": sections_of(document_of(made)),
        "textes": dict(made.texts),
        "cellules": [one.isoformat() for one in made.frame.sessions],
    }


def _indicators(counted: Counted) -> list[dict]:
    return [
        {"code": one.code, "libelle": one.label}
        | dict(zip(("femmes", "hommes", "non_ventile", "total"), map(_cell, by_sex(one)), strict=True))
        | dict(zip(("ne_se_prononce_pas", "sans_reponse"), map(_cell, unanswered(one)), strict=True))
        for one in counted.indicators
    ]


def _table_data(table: CountedTable) -> dict:
    rows = [
        {
            "libelle": row.label, "imprime": row.printed, "ecart": row.gap, "evolution": row.evolution,
            "compris_dans_le_total": row.among, "annees": {str(one): _year(cell) for one, cell in row.cells.items()},
        }
        for row in table.rows
    ]  # fmt: skip
    told = [
        {"libelle": one.label, "depuis": one.since, "valeur": one.computed, "imprime": one.printed, "ecart": one.gap}
        for one in table.told
    ]
    return {
        "code": table.code, "titre": table.title, "unite": table.unit, "lignes": rows, "evolutions_imprimees": told,
        "contradiction": table.contradiction,
    }  # fmt: skip


def _year(cell: Cell) -> dict:
    """The number, its share of the whole (0 to 1), and whether it is masked or taken from a document."""
    return {
        "valeur": _rounded(cell.number), "part": _rounded(cell.rate), "masque": cell.is_masked,
        "publie": cell.is_published, "texte": cell.text,
    }  # fmt: skip
