"""The registers of a contract, one register with its rows under filters, its file and its empty model."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render

from faubourg.registers.permissions import can_build, holders_of
from faubourg.registers.queries import counts_of, registers_of
from faubourg.registers.starters import STARTERS
from faubourg.web.registers.acts import register_at
from faubourg.web.registers.board import board_of
from faubourg.web.registers.sheets import download, model_sheets, row_sheet
from faubourg.web.shell import contract_view

PAGE = 100


@contract_view
def page(request, contract):
    """The registers, each with how many rows it has; ready-made ones to start from."""
    shown = {
        "registers": list(registers_of(contract)),
        "starters": STARTERS,
        "can_build": can_build(request.user, contract),
    }
    return render(request, "registers/page.html", shown)


@contract_view
def register(request, contract, key):
    """One register: its figures, then its rows as filtered and sorted."""
    row = register_at(contract, key)
    board = board_of(row, request.GET)
    page_of_rows = Paginator(board.rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "register": row,
        "board": board,
        "page": page_of_rows,
        "lines": [board.line(one) for one in page_of_rows],
        "counts": counts_of(row),
        "can_build": can_build(request.user, contract),
        "can_write": bool(holders_of(request.user, contract)),
    }
    return render(request, "registers/register.html", shown)


@contract_view
def export(request, contract, key, ending):
    """The rows as filtered, to download; the workbook can be imported again."""
    row = register_at(contract, key)
    sheet = row_sheet(row, board_of(row, request.GET).rows)
    return download([sheet], ending, f"{contract.key}-{row.key}", row.title)


@contract_view
def model(request, contract, key):
    """The empty workbook to fill."""
    row = register_at(contract, key)
    if not holders_of(request.user, contract):
        raise PermissionDenied
    return download(model_sheets(row), "xlsx", f"{contract.key}-{row.key}-modele", row.title)
