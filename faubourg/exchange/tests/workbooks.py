"""Workbooks made by hand for tests: a sound contract sheet, and whatever sheets a test wants to spoil."""

import io
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.workbook import Workbook

CONTRACT = [["Champ", "Valeur"], ["Clé", "essai"], ["Intitulé", "Contrat d’essai"], ["Nature", "contrat de ville"]]
TREE = [["Clé", "Niveau", "Intitulé", "Sous"], ["a1", "axe", "Axe un", None], ["o1", "objectif", "Objectif un", "a1"]]


def workbook(sheets: dict[str, list[list]] | None = None, *, finish: Callable[[Workbook], None] | None = None,
             contract: list[list] | None = None, **options) -> bytes:  # fmt: skip
    """A workbook with a contract sheet and these; `finish` may still change it before it is closed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy", **options}) as book:
        for name, rows in {"Contrat": contract or CONTRACT, **(sheets or {})}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if finish:
            finish(book)
    return out.getvalue()
