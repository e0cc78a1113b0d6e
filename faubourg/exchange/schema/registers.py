"""Registers with their columns and rows, and the lines of the TFPB abatement: lists kept while the contract lives."""

from dataclasses import dataclass

from faubourg.exchange.schema.fields import Choice, Flag, Number, Ref, Table, Text, Whole, Words, plain_number
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import Nested
from faubourg.exchange.schema.values import shown
from faubourg.registers.cells import read_cell
from faubourg.registers.models import Register, RegisterColumn, RegisterRow
from faubourg.urban.choices import FIRST_YEAR, LAST_YEAR, Category
from faubourg.urban.models import TfpbLine, TfpbSpending

STATE_WORDS = {"key", "label", "counts"}
KINDS = ("planned", "real")


class States(Table):
    """The states of a register: mappings of a key, a label, and whether rows in that state count."""

    def parse(self, value):
        if not isinstance(value, list) or not all(map(_is_state, value)):
            raise ValueError("une liste d’états est attendue, chacun avec key, label et au besoin counts")
        return value


def _is_state(one) -> bool:
    if not isinstance(one, dict) or not set(one) <= STATE_WORDS or not isinstance(one.get("counts", True), bool):
        return False
    return bool(one.get("key")) and all(isinstance(one.get(name), str) for name in ("key", "label"))


class Ticked(Flag):
    """Yes; what the file does not say is no."""

    def dump(self, row, book):
        return True if getattr(row, self.column) else None

    def is_rewritten(self, row, value, book):
        return value is False


class RegisterOf(Ref):
    """The register of a row; its cells are checked once both are known, whatever their order in the file."""

    def load(self, row, value, book):
        super().load(row, value, book)
        if row.values:
            row.values = checked(row, row.values, book)


class Cells(Table):
    """The cells of a row, each under the key of its column."""

    def load(self, row, value, book):
        if not isinstance(value, dict):
            raise ValueError(f"un groupe « colonne : valeur » est attendu, pas {shown(value)}")
        row.values = checked(row, value, book)


def checked(row: RegisterRow, cells: dict, book) -> dict:
    """The cells as they are kept. Raises ValueError with the first that its column cannot hold."""
    if row.register_id is None:
        return cells
    columns, kept = {column.key: column for column in row.register.column_list}, {}
    for key, cell in cells.items():
        if key not in columns:
            raise ValueError(f"« {key} » n’est pas une colonne du registre « {row.register} »")
        try:
            found = read_cell(columns[key], cell, book.lists)
        except ValueError as error:
            raise ValueError(f"colonne « {columns[key].label} » : {error}") from error
        if found is not None:
            kept[key] = found
    return kept


REGISTER_COLUMNS = Section(
    "register_columns",
    "Colonnes de registre",
    RegisterColumn,
    (
        # Not « key »: a sheet of nested rows has no keys of its own.
        Text("column", "key", required=True),
        Text("label", required=True),
        Choice("type", required=True),
        Words("options"),
        Ticked("required"),
        Ticked("breaks_down"),
        Text("help_text"),
        Text("note"),
    ),
)
REGISTERS = Section(
    "registers",
    "Registres",
    Register,
    (
        Text("key", required=True),
        Text("title", required=True),
        Text("unit", required=True),
        Text("help_text"),
        States("states"),
        Nested("columns", label="colonnes", section=REGISTER_COLUMNS, link="register"),
        Whole("line"),
        Text("note"),
        Text("confidence"),
    ),
)
REGISTER_ROWS = Section(
    "register_rows",
    "Lignes de registre",
    RegisterRow,
    (
        RegisterOf("register", target="registers", required=True),
        Ref("organisation", target="organisations"),
        Text("state"),
        Cells("values", required=True),
        Whole("line"),
        Text("note"),
        Text("confidence"),
    ),
    anchor=("register", "values"),
)


class AbatementYear(Whole):
    """A year of the abatement."""

    def parse(self, value):
        number = super().parse(value)
        if not FIRST_YEAR <= number <= LAST_YEAR:
            raise ValueError(f"une année entre {FIRST_YEAR} et {LAST_YEAR} est attendue, pas « {number} »")
        return number


class Amount(Number):
    """Euros, never negative."""

    def parse(self, value):
        number = super().parse(value)
        if number < 0:
            raise ValueError(f"« {number} » est négatif : écrire un montant positif")
        return number


@dataclass(frozen=True)
class Spendings(Table):
    """What is planned and real of each category: « poste : {planned, real} »."""

    link = "line"
    deferred = True

    def title(self, model) -> str:
        return self.label

    def load(self, row, value, book):
        if not isinstance(value, dict):
            raise ValueError("un groupe « poste : {planned, real} » est attendu")
        rows = []
        for position, (category, amounts) in enumerate(value.items()):
            if category not in Category.values:
                raise ValueError(f"« {category} » n’est pas l’un des huit postes : {', '.join(Category.values)}")
            if not isinstance(amounts, dict) or not amounts or set(amounts) - set(KINDS):
                raise ValueError(f"« {category} » dit planned, real, ou les deux")
            spending = TfpbSpending(line=row, category=category, position=position)
            for kind, amount in amounts.items():
                Amount(kind).load(spending, amount, book)
            rows.append(spending)
        book.nest(row, self, rows)

    def dump(self, row, book):
        said = {}
        for one in book.nested(row, self):
            amounts = {kind: plain_number(getattr(one, kind)) for kind in KINDS}
            said[one.category] = {kind: amount for kind, amount in amounts.items() if amount is not None}
        return said or None

    def rows_of(self, contract):
        """The spendings of the contract, in order."""
        return TfpbSpending.objects.filter(line__contract=contract).order_by("position", "pk")

    def forget(self, row) -> None:
        """Remove the spendings of a line."""
        row.spendings.all().delete()


TFPB = Section(
    "tfpb",
    "Abattement TFPB",
    TfpbLine,
    (
        Ref("landlord", target="organisations", required=True),
        Ref("territory", target="territories", required=True),
        AbatementYear("year", required=True),
        Whole("dwellings"),
        Amount("abatement"),
        Amount("declared_total"),
        Choice("state", required=True),
        Spendings("spendings", label="dépenses par poste"),
        Whole("line"),
        Text("note"),
        Text("confidence"),
    ),
    anchor=("landlord", "territory", "year"),
    unique=("landlord", "territory", "year"),
)
