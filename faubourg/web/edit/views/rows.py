"""One row that hangs on an action or an element: added, changed, taken away, put higher or lower."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from faubourg.accounts.operations import drop_draft
from faubourg.exchange.editing import record_of
from faubourg.exchange.freezing import is_locked
from faubourg.exchange.ordering import move_row
from faubourg.exchange.rows_editing import add_record, remove_record
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.ui.typography import nbsp
from faubourg.web.edit.lines import name_of
from faubourg.web.edit.places import FICHE, NOT_YOURS, Place, part_view, refuse_unless, was_shown
from faubourg.web.forms.part import NewPartForm, PartForm
from faubourg.web.forms.record import CorrectionForm
from faubourg.web.forms.saving import save_part

WORN = "Cette ligne est gardée : {}"


@require_http_methods(["GET", "POST"])
@part_view
def add(request, place: Place) -> HttpResponse:
    """A new row, at the end."""
    rows = _rows(place)
    refuse_unless(place.rights.may_add(rows))
    form = _new_form(place, place.typed())
    if request.method == "POST" and form.is_valid():
        try:
            made = add_record(
                contract=place.contract,
                section=rows.section,
                values=form.values(),
                user=request.user,
                at=timezone.now(),
                reason=form.reason,
            )
        except IntakeError as error:
            form.take(error)
        else:
            return _added(place, made)
    return place.show("edit/_row.html", {"form": form, "is_new": True}, title=f"Ajouter {rows.noun}")


def _added(place: Place, made) -> HttpResponse:
    drop_draft(user=place.request.user, place=place.request.path)
    messages.success(place.request, nbsp(f"« {name_of(place.part.rows, made)} » : ajouté."))
    if place.on != FICHE and place.part.rows.opens_page:
        url = reverse("fiche:detail", args=[place.contract.key, made.key])
        return HttpResponseClientRedirect(url) if place.is_in_page else redirect(url)
    return redirect(f"{place.url()}?ligne={made.pk}")


@require_http_methods(["GET", "POST"])
@part_view
def row(request, place: Place, pk: int) -> HttpResponse:
    """The form of one row."""
    rows = _rows(place)
    found = rows.of(place.contract, place.owner).filter(pk=pk).first()
    if found is None:
        return _lost(place)
    names = place.rights.row_fields(rows, found)
    refuse_unless(names)
    record = record_of(contract=place.contract, section=rows.section, row=found)
    facts = {"section": rows.section, "contract": place.contract, "record": record, "names": names, "only": rows.only}
    form = PartForm(place.typed(), auto_id=place.auto_id, **facts)
    if request.method == "POST" and form.is_valid():
        facts = {"contract": place.contract, "row": found, "user": request.user, "at": timezone.now()}
        changes = save_part(form, **facts)
        if changes is not None:
            drop_draft(user=request.user, place=request.path)
            messages.success(
                request, nbsp(f"« {name_of(rows, found)} » : enregistré.") if changes else "Rien n’a changé."
            )
            return redirect(f"{place.url()}?ligne={pk}")
    last = Entry.objects.about(found).first() if form.clashes else None
    return place.show("edit/_row.html", {"form": form, "last": last}, title=f"Modifier « {name_of(rows, found)} »")


def _lost(place: Place) -> HttpResponse:
    """The row was taken away while the person was writing: what they typed is kept, and may be added again."""
    if not was_shown(place.request) and place.draft is None:
        raise Http404("Cette ligne n’existe pas.")
    may_add = place.rights.may_add(place.part.rows)
    refuse_unless(may_add or place.rights.opens(place.part))
    typed = place.request.POST if place.request.method == "POST" else place.typed()
    context = {"form": _new_form(place, typed), "is_new": True, "is_lost": True, "may_add": may_add}
    context["add_url"] = place.url("add")
    return place.show("edit/_row.html", context, title="Cette ligne a été retirée entre-temps")


@require_http_methods(["GET", "POST"])
@part_view
def remove(request, place: Place, pk: int) -> HttpResponse:
    """Take a row away, once it is confirmed."""
    rows = _rows(place)
    found = rows.of(place.contract, place.owner).filter(pk=pk).first()
    if found is None:
        raise Http404("Cette ligne n’existe pas.")
    refuse_unless(place.rights.may_remove(rows))
    name, form, problems = name_of(rows, found), _reason(place, request.POST or None), []
    if request.method == "POST":
        facts = {"user": request.user, "at": timezone.now(), "reason": request.POST.get("motif", "")}
        try:
            remove_record(contract=place.contract, section=rows.section, row=found, **facts)
        except IntakeError as error:
            problems = [problem.sentence for problem in error.problems]
        else:
            messages.success(request, nbsp(f"« {name} » : retiré."))
            return redirect(place.url())
    return place.show(
        "edit/_remove.html", {"name": name, "form": form, "problems": problems}, title=f"Retirer « {name} »"
    )


@require_POST
@part_view
def move(request, place: Place, pk: int) -> HttpResponse:
    """Put a row one rank higher or lower."""
    rows = _rows(place)
    found = rows.of(place.contract, place.owner).filter(pk=pk).first()
    if found is None:
        raise Http404("Cette ligne n’existe pas.")
    down = request.POST.get("sens") == "bas"
    facts = {"user": request.user, "at": timezone.now(), "reason": request.POST.get("motif", "")}
    try:
        moved = move_row(contract=place.contract, owner=place.owner, rows=rows, row=found, down=down, **facts)
    except PermissionDenied:
        raise PermissionDenied(NOT_YOURS) from None
    except IntakeError as error:
        messages.error(request, " ".join(problem.sentence for problem in error.problems))
    else:
        rank = "plus bas" if down else "plus haut"
        messages.success(request, nbsp(f"« {name_of(rows, found)} » : {rank if moved else 'déjà à ce bout'}."))
    return redirect(f"{place.url()}?ligne={pk}-{'bas' if down else 'haut'}")


def _rows(place: Place):
    if place.part.rows is None:
        raise Http404("Cette rubrique n’a pas de lignes.")
    return place.part.rows


def _reason(place: Place, data):
    return CorrectionForm(data) if is_locked(place.contract, place.part.rows.section) else None


def _new_form(place: Place, data) -> NewPartForm:
    rows = place.part.rows
    fixed = rows.fixed(place.owner)
    names = tuple(name for name in rows.asked if name not in fixed)
    facts = {"section": rows.section, "contract": place.contract, "names": names, "only": rows.only}
    return NewPartForm(data, fixed_values=fixed, auto_id=place.auto_id, **facts)
