"""What the command prints."""

import os
import platform
from collections.abc import Sequence

from django.db import connection

from bench.growth import LARGE, SMALL, Growth
from bench.measure import Figure

HEADINGS = ("mesure", "volume", "p50", "p95", "CPU", "requêtes", "plancher", "rapport", "barre", "verdict")
NOTHING = "—"


def machine() -> str:
    """Where and how busy: a figure means nothing without it."""
    loads = os.getloadavg()
    load = ", ".join(_number(value, 1) for value in loads)
    version = connection.Database.sqlite_version if connection.vendor == "sqlite" else _server()
    cores = os.cpu_count() or 1
    busy = "\nMachine occupée : lire les colonnes CPU et rapport plutôt que les temps." if loads[0] > cores else ""
    return (
        f"{connection.display_name} {version}, Python {platform.python_version()}, {cores} cœurs "
        f"({platform.machine()}), charge {load}{busy}"
    )


def _server() -> str:
    return ".".join(map(str, connection.get_database_version()))


def print_figures(figures: Sequence[Figure]) -> set[str]:
    """The table, one line a figure; gives back its verdicts."""
    print_rows([HEADINGS, *(_line(figure) for figure in figures)])
    for figure in figures:
        if figure.note or figure.problem:
            print(f"  {figure.name} : {figure.problem or figure.note}")
    return {figure.verdict for figure in figures}


def print_growths(growths: Sequence[Growth]) -> set[str]:
    """The query counts of each page, few rows against many; gives back the verdicts."""
    counted = [(row.page, "", str(row.small), str(row.large), row.verdict) for row in growths if row.small is not None]
    print_rows([("requêtes de la page", "", f"{SMALL} actions", f"{LARGE} actions", ""), *counted])
    for row in growths:
        if row.small is None:
            print(f"{row.page} : {row.verdict} {row.problem}".rstrip())
    return {row.verdict for row in growths}


def _line(figure: Figure) -> tuple[str, ...]:
    ratio = figure.p50 / figure.floor if figure.p50 is not None and figure.floor else None
    queries = NOTHING if figure.queries is None else str(figure.queries)
    if figure.query_bar is not None:
        queries += f" (≤ {figure.query_bar})"
    return (
        figure.name,
        figure.volume,
        _quantity(figure.p50, figure.unit),
        _quantity(figure.p95, figure.unit),
        _quantity(figure.cpu, figure.unit),
        queries,
        _quantity(figure.floor, figure.unit),
        NOTHING if ratio is None else f"× {_number(ratio, 1)}",
        NOTHING if figure.bar is None else f"≤ {_quantity(figure.bar, figure.unit)}",
        figure.verdict,
    )


def print_rows(rows: Sequence[tuple[str, ...]]) -> None:
    """Columns as wide as their longest cell; numbers to the right, names to the left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if column < 2 or column == len(row) - 1 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def _quantity(value: float | None, unit: str) -> str:
    decimals = {"s": 2, "Mo": 0}.get(unit, 1)
    return NOTHING if value is None else f"{_number(value, decimals)} {unit}"


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")
