"""Drop-down lists: the values of a choice, and the keys of another sheet."""

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from faubourg.exchange.schema.fields import Choice, Flag, Letter, Ref, Refs
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import LevelName, StatusOf
from faubourg.exchange.workbook.cells import choices_of
from faubourg.exchange.workbook.layout import LISTS, Column, SheetLayout, layouts

YES_NO = ["oui", "non"]
REFUSED = {"error_title": "Valeur non prévue", "error_message": "Choisissez une valeur de la liste."}
#: A key may be typed before its line exists: Excel only warns.
WARNED = {
    "error_type": "warning",
    "error_title": "Clé inconnue",
    "error_message": "Cette clé n’est pas (encore) dans la feuille indiquée par le commentaire du titre.",
}


class ChoiceLists:
    """The lists of a workbook. Excel names a range for each; those of choices stand on a hidden sheet."""

    def __init__(self, book: xlsxwriter.Workbook, last_rows: dict[str, int]):
        self.choices: dict[str, list[str]] = {}
        for layout in layouts():
            if column := _key_column(layout):
                letter = xl_col_to_name(layout.columns.index(column))
                end = last_rows[layout.section.name] + 1
                book.define_name(f"cles_{layout.section.name}", f"='{layout.title}'!${letter}$2:${letter}${end}")

    def offer(
        self, sheet: Worksheet, section: Section, column: Column, first: int, last: int, index: int, inside=None
    ) -> None:
        """Tie the cells of a column, from row `first` to `last` (0 is the first), to its list, if it has one.

        `inside` is the section of nested records; `section` then is the one above.
        """
        source, otherwise = self._source(inside or section, column)
        if column.above:
            source, otherwise = f"=cles_{section.name}", WARNED
        if source:
            options = {"validate": "list", "source": source, "ignore_blank": True, **otherwise}
            sheet.data_validation(first, index, last, index, options)

    def _source(self, section: Section, column: Column) -> tuple[str | list[str], dict]:
        field = column.field
        if isinstance(field, Flag):
            return YES_NO, REFUSED
        if isinstance(field, Choice):
            name = f"liste_{section.name}_{field.name}"
            self.choices[name] = [label for _, label in choices_of(field, section.model)]
            return f"={name}", REFUSED
        target = "levels" if isinstance(field, LevelName) else "status_scale" if isinstance(field, StatusOf) else ""
        if isinstance(field, Ref) and not isinstance(field, Refs):
            target = field.target.removesuffix(" lineages") + ("s" if field.target.endswith(" lineages") else "")
        if isinstance(field, Letter):
            target = "commitment_types"
        return (f"=cles_{target}", WARNED) if target in _targets() else ("", {})

    def write(self, book: xlsxwriter.Workbook) -> None:
        """Write the hidden sheet of choices; the last one, once every sheet asked for its lists."""
        sheet = book.add_worksheet(LISTS)
        longest = max(map(len, self.choices.values()), default=0)
        for index, (name, labels) in enumerate(self.choices.items()):
            letter = xl_col_to_name(index)
            book.define_name(name, f"={LISTS}!${letter}$2:${letter}${len(labels) + 1}")
            sheet.write_string(0, index, name)
        for row in range(longest):
            for index, labels in enumerate(self.choices.values()):
                if row < len(labels):
                    sheet.write_string(row + 1, index, labels[row])
        sheet.hide()


def _key_column(layout: SheetLayout) -> Column | None:
    """The column by which other sheets name the lines of this one."""
    names = ("name", "letter") if layout.section.name in ("levels", "commitment_types") else ("key",)
    if layout.link is not None or layout.section.name == "contract":
        return None
    return next((column for column in layout.columns if column.name in names), None)


def _targets() -> set[str]:
    return {layout.section.name for layout in layouts() if _key_column(layout)}
