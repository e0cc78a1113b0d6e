"""A part of an action or of an element: its own fields, and the list of the rows that hang on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from faubourg.accounts.operations import drop_draft
from faubourg.actions.models import Action
from faubourg.exchange.editing import record_of
from faubourg.exchange.freezing import is_locked
from faubourg.journal.models import Entry
from faubourg.web.edit.lines import lines_of
from faubourg.web.edit.places import FICHE, Place, part_view, refuse_unless
from faubourg.web.forms.part import PartForm
from faubourg.web.forms.record import CorrectionForm
from faubourg.web.forms.saving import save_part


@require_http_methods(["GET", "POST"])
@part_view
def part(request, place: Place) -> HttpResponse:
    """The form of a part."""
    rows, fields = place.part.rows, place.rights.fields(place.part)
    refuse_unless(place.rights.opens(place.part))
    form = _form(place, fields) if fields else None
    if request.method == "POST":
        refuse_unless(form)
        if form.is_valid() and _save(place, form):
            return place.leave()
    context = {"form": form, "rows": rows, "last": Entry.objects.about(place.owner).first() if _clashes(form) else None}
    if rows:
        context |= {
            "lines": lines_of(place.rights, rows, place.url),
            "add_url": place.url("add") if place.rights.may_add(rows) else "",
            "reason": CorrectionForm() if is_locked(place.contract, rows.section) else None,
            "children": _children(place),
            "moved": request.GET.get("ligne", ""),
        }
    return place.show("edit/_section.html", context)


def _children(place: Place) -> list[Action]:
    """The sub-actions whose own rows the page shows with those of the fiche."""
    if place.on != FICHE or place.part.rows.opens_page:
        return []
    place.owner.version.contract = place.contract
    found = list(Action.objects.filter(parent=place.owner).order_by("position", "pk"))
    for child in found:
        child.version = place.owner.version
    return found


def _clashes(form) -> list:
    return form.clashes if form is not None else []


def _form(place: Place, fields: tuple[str, ...]) -> PartForm:
    section = place.rights.section
    record = record_of(contract=place.contract, section=section, row=place.owner)
    facts = {"section": section, "contract": place.contract, "record": record, "auto_id": place.auto_id}
    return PartForm(place.typed(), names=fields, **facts)


def _save(place: Place, form: PartForm) -> bool:
    facts = {"contract": place.contract, "row": place.owner, "user": place.request.user, "at": timezone.now()}
    changes = save_part(form, **facts)
    if changes is None:
        return False
    drop_draft(user=place.request.user, place=place.request.path)
    messages.success(place.request, f"« {place.label} » : enregistré." if changes else "Rien n’a changé.")
    return True
