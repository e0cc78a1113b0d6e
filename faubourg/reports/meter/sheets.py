"""The meter as lists to download: its rows, and its totals, each unit in its own column."""

from faubourg.actions.choices import MeansKind, MeansState
from faubourg.actions.meter import EUROS, Contribution
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.meter.board import Board, Row

_LINES = (
    ("Volet", 12, "text"), ("Origine", 18, "text"), ("Action", 50, "text"), ("Partagé avec", 30, "text"),
    ("Apporté par", 30, "text"), ("Année", 10, "number"), ("Montant (€)", 16, "euro"), ("Quantité", 12, "number"),
    ("Unité", 12, "text"), ("État", 12, "text"), ("Motif du refus", 30, "text"), ("Pièce", 30, "text"),
    ("Ce qui est apporté", 50, "text"), ("Piliers", 30, "text"), ("Quartiers", 30, "text"),
)  # fmt: skip
_PARTS = ("Droit commun, prévu", "Droit commun, réel", "Crédits spécifiques, prévu", "Crédits spécifiques, réel")


def line_sheet(board: Board) -> Sheet:
    """The rows on screen; an empty cell is « not given »."""
    columns = [SheetColumn(*column) for column in _LINES]
    return Sheet("Moyens", columns, [_line(board, one) for one in board.rows])


def meter_sheets(board: Board) -> list[Sheet]:
    """The rows, then the totals by unit, pillar, organisation and QPV."""
    unit = board.measure
    kind = "euro" if unit == EUROS else "number"
    parts = [SheetColumn(f"{title} ({unit})", 22, kind) for title in _PARTS]
    states = [SheetColumn(title, 16, "number") for title in ("Prévu", "Déclaré", "Justifié", "Refusé", "Réel")]
    return [
        line_sheet(board),
        _sheet("Par unité", "Origine et unité", states, board.by_unit),
        _sheet("Par pilier", "Pilier", parts, [*board.by_pillar, board.whole]),
        _sheet("Par organisme", "Organisme", parts, [*board.by_giver, board.whole]),
        _sheet("Par quartier", "Quartier", parts, [*board.by_place, board.whole]),
    ]


def _sheet(name: str, heading: str, columns: list[SheetColumn], rows: list[Row]) -> Sheet:
    lines = [(row.label, *(cell.sum.total for cell in row.cells)) for row in rows]
    note = "Un montant partagé compte une fois ; une cellule vide est « non donné »."
    return Sheet(name, [SheetColumn(heading, 44), *columns], lines, note=note)


def _line(board: Board, one: Contribution) -> tuple:
    meter, row = board.meter, one.row
    titles = [meter.actions[lineage] for lineage in one.lineages if lineage in meter.actions]
    names = [f"{action.code} {action.title}".strip() for action in titles]
    money = one.measure == EUROS
    return (
        "prévu" if one.planned else "réel",
        str(MeansKind(one.kind).label),
        names[0] if names else "",
        tuple(names[1:]),
        meter.givers[one.giver].label if one.giver else "",
        one.year,
        one.value if money else None,
        None if money else one.value,
        one.measure,
        str(MeansState(one.state).label) if one.state else "",
        "" if one.planned else row.reason,
        "" if one.planned else row.proof,
        row.text,
        tuple(named.label for pk, named in meter.pillars.items() if pk in one.pillars),
        tuple(named.label for pk, named in meter.places.items() if pk in one.places),
    )
