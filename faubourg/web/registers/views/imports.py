"""A file of rows: read, shown before anything is written, then taken whole or not at all."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render

from faubourg.contracts.models import ListedOrganisation
from faubourg.intake.problems import IntakeError
from faubourg.registers.cells import Lists, shown
from faubourg.registers.models import Register
from faubourg.registers.operations.rows import REFUSED, Draft, RowChangedError, digest_of
from faubourg.registers.permissions import holders_of
from faubourg.registers.queries import rows_of
from faubourg.registers.reading import Read, read_rows
from faubourg.ui.typography import plural
from faubourg.web.registers.acts import register_at, save_rows
from faubourg.web.registers.forms import FileForm
from faubourg.web.shell import contract_view

#: Problems and lines that the page lists; the others are counted.
LISTED = 100
#: What the form of the preview may carry, under the limit of what a form may send.
LARGEST = 2_000_000
LIFETIME = 3600
STALE = "Cet aperçu n’est plus valable : le registre a changé, ou une heure a passé. Envoyez de nouveau le fichier."


@contract_view
def take(request, contract, key):
    """Send a file, read its preview, confirm: all of its rows, or none."""
    register, holders = register_at(contract, key), holders_of(request.user, contract)
    if not holders:
        raise PermissionDenied(REFUSED)
    if request.method == "POST" and "kept" in request.POST:
        return _apply(request, register)
    form, shown_page = FileForm(request.POST or None, request.FILES or None), {"problems": []}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_rows(file.read(), file.name, register=register, holders=holders)
            shown_page = _preview(register, read, request.user)
        except IntakeError as error:
            shown_page = {"problems": [problem.sentence for problem in error.problems]}
    problems = shown_page["problems"]
    shown_page |= {"form": form, "register": register, "problem_count": len(problems), "problems": problems[:LISTED]}
    return render(request, "registers/import.html", shown_page | {"more": max(len(problems) - LISTED, 0)})


def _preview(register: Register, read: list[Read], user) -> dict:
    """What the file would do, and its rows signed for the confirmation: the form carries them, nothing is stored."""
    lines = [
        [one.draft.row and one.draft.row.pk, one.draft.cells,
         {name: getattr(value, "pk", value) for name, value in one.draft.facts.items()},
         digest_of(one.draft.row) if one.draft.row else ""]
        for one in read
    ]  # fmt: skip
    kept = signing.dumps(lines, salt=_salt(register, user), compress=True)
    if len(kept) > LARGEST:
        return {"problems": ["Ce fichier a trop de lignes pour un aperçu : coupez-le en plusieurs fichiers."]}
    lists, columns = Lists(register.contract), register.column_list
    shown_lines = [
        {
            "number": one.number,
            "is_new": one.draft.row is None,
            "cells": [(column.label, shown(column, one.draft.cells.get(column.key), lists)) for column in columns],
        }
        for one in read[:LISTED]
    ]
    added = sum(one.draft.row is None for one in read)
    return {
        "problems": [], "kept": kept, "lines": shown_lines, "columns": columns, "added": added,
        "changed": len(read) - added, "hidden": max(len(read) - LISTED, 0),
    }  # fmt: skip


def _apply(request, register: Register):
    try:
        lines = signing.loads(request.POST["kept"], salt=_salt(register, request.user), max_age=LIFETIME)
        drafts = _drafts(register, lines)
        save_rows(register, drafts, by=request.user)
    except (signing.BadSignature, RowChangedError, KeyError):
        messages.error(request, STALE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        added = sum(draft.row is None for draft in drafts)
        said = plural(added, "ligne ajoutée,lignes ajoutées")
        changed = plural(len(drafts) - added, "relue et mise à jour,relues et mises à jour")
        messages.success(request, f"{said}, {changed}.")
        return redirect(register)
    return redirect("registers:import", register.contract.key, register.key)


def _drafts(register: Register, lines: list) -> list[Draft]:
    """The drafts of a preview. Raises KeyError when a row or an organisation is gone."""
    rows = {row.pk: row for row in rows_of(register)}
    organisations = {one.pk: one for one in ListedOrganisation.objects.of(register.contract).order_by("pk")}
    drafts = []
    for pk, cells, facts, digest in lines:
        told = facts | ({"organisation": organisations[facts["organisation"]]} if facts.get("organisation") else {})
        drafts.append(Draft(rows[pk] if pk else None, cells, told, digest))
    return drafts


def _salt(register: Register, user) -> str:
    return f"registers.import.{register.pk}.{user.pk}"
