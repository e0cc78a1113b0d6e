"""The yearly balance of the TFPB abatement: who saved what, what was spent in exchange, and what is not given."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Bullets, Cell, Column, Document, Facts, Heading, Paragraph, Table
from faubourg.ui.typography import euro, nbsp, number, percent, plural
from faubourg.urban.choices import TOLERANCE_WORDS
from faubourg.urban.models import TfpbLine
from faubourg.urban.queries import Balance, Known, balance, balances, category_balances, lacks, lines_of, years_of

NOTHING = "Aucune ligne d’abattement n’est saisie dans ce contrat."
_AMOUNTS = ("Abattement", "Dépenses", "Dépenses / abattement", "Logements", "Abattement par logement")
_RULES = (
    "Les dépenses d’une ligne sont son total déclaré ; sans lui, la somme des huit postes quand tous sont donnés. "
    "Ce qui n’est pas donné n’est compté nulle part, et jamais pour 0 €. Le ratio ne compare que les lignes qui "
    "donnent les deux montants. Un total déclaré est signalé quand il s’écarte de la somme des postes de plus de "
    f"{TOLERANCE_WORDS}."
)


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The balance of one year. `options`: `year`; without it, the newest that has a line."""
    year = (options or {}).get("year") or next(iter(years_of(contract)), None)
    lines = list(lines_of(contract, year=year)) if year else []
    blocks = _blocks(lines) if lines else [Paragraph(NOTHING, "unknown")]
    return Document(
        title=f"Abattement de TFPB : bilan {year}" if year else "Abattement de TFPB",
        subtitle=contract.title,
        header=contract.name,
        printed_on=printed_on,
        landscape=True,
        blocks=tuple(blocks),
        keywords=("TFPB", "abattement", "bailleurs", "contrat de ville"),
    )


def _blocks(lines: list[TfpbLine]) -> list[Block]:
    whole = balance(lines)
    below = [line for line in lines if line.is_below]
    differing = [line for line in lines if line.differs]
    return [
        Heading(1, "L’ensemble"),
        Facts(
            (
                ("Abattement", _euros(whole.abatement)),
                ("Dépenses en contrepartie", _euros(whole.spent)),
                ("Dépenses sur abattement", percent(whole.ratio, 1, 1) or None),
                ("Logements", _count(whole.dwellings)),
                ("Abattement par logement", _per_dwelling(whole.abatement_per_dwelling)),
                ("Dépenses par logement", _per_dwelling(whole.spent_per_dwelling)),
            )
        ),
        Paragraph(nbsp(_RULES), "note"),
        Heading(2, "Dépenses inférieures à l’abattement"),
        Bullets(tuple(nbsp(f"{_name(line)} : {percent(line.ratio, 1, 1)}") for line in below), "Aucune ligne"),
        Heading(1, "Par bailleur"),
        _balances("Bailleur", balances(lines, "landlord")),
        Heading(1, "Par quartier"),
        _balances("Quartier", balances(lines, "territory")),
        Heading(1, "Par poste de dépense"),
        _categories(lines),
        Heading(1, "Ligne à ligne"),
        _lines(lines),
        Heading(2, "Totaux qui s’écartent de la somme des postes"),
        Bullets(
            tuple(nbsp(f"{_name(line)} : {euro(line.gap)}") for line in differing),
            "Aucun au-delà de l’écart admis",
        ),
        Heading(2, "Ce qui n’est pas donné"),
        Bullets(
            tuple(nbsp(f"{_name(line)} : {', '.join(found)}") for line in lines if (found := lacks(line))),
            "Toutes les lignes sont complètes",
        ),
    ]


def _balances(title: str, rows: Iterable[Balance]) -> Table:
    columns = (Column(title, 2.4), *(Column(name, 1.2, "right") for name in _AMOUNTS))
    return Table(columns, tuple(_balance(row) for row in rows))


def _balance(row: Balance) -> tuple[Cell, ...]:
    money = (_euros(row.abatement), _euros(row.spent), percent(row.ratio, 1, 1) or None)
    return (row.label, *money, _count(row.dwellings), _per_dwelling(row.abatement_per_dwelling))


def _categories(lines: list[TfpbLine]) -> Table:
    columns = (Column("Poste", 3.5), Column("Prévu", 1.4, "right"), Column("Réalisé", 1.4, "right"))
    return Table(columns, tuple((one.label, _euros(one.planned), _euros(one.real)) for one in category_balances(lines)))


def _lines(lines: list[TfpbLine]) -> Table:
    titles = ("Abattement", "Total déclaré", "Somme des postes", "Dépenses / abattement", "Logements")
    columns = (Column("Bailleur", 2), Column("Quartier", 2), *(Column(name, 1.2, "right") for name in titles))
    rows = (
        (
            line.landlord.name, line.territory.name, euro(line.abatement) or None, euro(line.declared_total) or None,
            euro(line.category_total) or None, percent(line.ratio, 1, 1) or None, number(line.dwellings) or None,
        )
        for line in lines
    )  # fmt: skip
    return Table(columns, tuple(rows), compact=True)


def _name(line: TfpbLine) -> str:
    return f"{line.landlord.name}, {line.territory.name}"


def _euros(known: Known) -> str | None:
    return None if known.total is None else f"{euro(known.total)}{_lacking(known)}"


def _count(known: Known) -> str | None:
    return None if known.total is None else f"{number(known.total)}{_lacking(known)}"


def _lacking(known: Known) -> str:
    """What a sum leaves out, beside it: a sum that looks whole and is not would mislead."""
    return nbsp(f" ({plural(known.lacking, 'ligne non donnée,lignes non données')})") if known.lacking else ""


def _per_dwelling(value: Decimal | None) -> str | None:
    return None if value is None else euro(round(value, 2))
