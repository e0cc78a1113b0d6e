"""The contract's data, section by section: lists to read and export, records to mend."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.actions import queries_clauses as clauses
from faubourg.contracts.facts import fact_label, fact_text
from faubourg.exchange.editing import record_of
from faubourg.exchange.freezing import is_locked
from faubourg.exchange.removing import talk_lost
from faubourg.exchange.rights import can_add_some, can_remove, open_fields
from faubourg.exchange.rows import is_empty
from faubourg.exchange.rows_editing import add_record, remove_record
from faubourg.exchange.schema.computed import COHORTS
from faubourg.exchange.schema.contract import CONTRACT
from faubourg.exchange.schema.section import Section
from faubourg.indicators.masking import reads_small_numbers
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.web.forms.names import Names
from faubourg.web.forms.part import PartForm
from faubourg.web.forms.record import CorrectionForm, NewRecordForm
from faubourg.web.forms.saving import save_part
from faubourg.web.records.catalogue import LISTED_SECTIONS, SLUG_OF, lines_of, name_of, rows_of, section_of, veil
from faubourg.web.records.entering import ASKED, offer_own_indicators
from faubourg.web.records.offers import FIELD, offer_texts
from faubourg.web.records.sheets import CONTENT_TYPES, sheet_file
from faubourg.web.shell import contract_view

PAGE = 50
#: From so many letters on, known texts are offered.
SHORTEST = 3


@contract_view
def sections(request, contract):
    """Every section, with the number of its rows."""
    found = [
        {"title": section.title, "slug": SLUG_OF[section.name], "count": rows_of(section, contract).count()}
        for section in LISTED_SECTIONS
    ]
    return render(request, "records/sections.html", {"sections": found})


@contract_view
def section_list(request, contract, section):
    """The rows of a section."""
    declared = section_of(section)
    if declared is CONTRACT:
        return redirect("records:edit", contract.key, section, contract.pk)
    if declared is COHORTS and not reads_small_numbers(request.user, contract):
        return redirect("computed:cohorts", contract.key)
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    page = Paginator(rows_of(declared, contract, text), PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    veil(request.user, contract, shown)
    columns, lines = lines_of(declared, contract, shown)
    context = {
        "declared": declared,
        "slug": section,
        "page": page,
        "columns": [field.title(declared.model) for field in columns],
        "lines": lines,
        "text": text,
        "may_add": can_add_some(user=request.user, contract=contract, section=declared),
    }
    return render(request, "records/section.html", context)


@contract_view
def export(request, contract, section, ending):
    """The rows on screen, as a workbook or as CSV."""
    if ending not in CONTENT_TYPES:
        raise Http404
    declared = section_of(section)
    if declared is COHORTS:
        return redirect("computed:cohorts-export", contract.key, ending)
    rows = list(rows_of(declared, contract, request.GET.get("q", "").replace("\0", "").strip()[:200]))
    veil(None, contract, rows)
    response = HttpResponse(sheet_file(declared, contract, rows, ending), content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-{section}.{ending}"'
    return response


@contract_view
def edit(request, contract, section, pk):
    """One record: its form, what the document says besides, and its history."""
    declared = section_of(section)
    row = get_object_or_404(rows_of(declared, contract), pk=_number(declared, pk))
    if declared is COHORTS and not reads_small_numbers(request.user, contract):
        return redirect(row)
    is_masked = veil(request.user, contract, [row])
    record = record_of(contract=contract, section=declared, row=row)
    # What is masked is another producer's: it is not written over either.
    allowed = frozenset() if is_masked else open_fields(user=request.user, contract=contract, section=declared, row=row)
    form = _form(request, contract, declared, record, allowed)
    offer_texts(form, contract)
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied
        if form.is_valid() and _save(request, contract, declared, row, form):
            return redirect("records:edit", contract.key, section, row.pk)
    context = {
        "declared": declared,
        "slug": section,
        "pk": row.pk,
        "form": form,
        "name": name_of(declared, record, Names(contract)),
        "key": record.get("key", ""),
        "extra": _facts(declared, record),
        "row_kind": declared.model._meta.model_name,
        "last": Entry.objects.about(row).select_related("actor").first(),
        "may_edit": bool(allowed),
        "removable": declared is not CONTRACT
        and can_remove(user=request.user, contract=contract, section=declared, row=row),
        "row_url": row.get_absolute_url() if hasattr(row, "get_absolute_url") else "",
    }
    return render(request, "records/edit.html", context)


@contract_view
def clause_texts(request, contract):
    """The known clauses that hold what is typed in the form of one; a fragment under its field."""
    typed = request.GET.get(FIELD, "").replace("\0", "").strip()[:300]
    found = clauses.clause_texts(user=request.user, contract=contract, typed=typed) if len(typed) >= SHORTEST else []
    return render(request, "records/_texts.html", {"found": found})


@contract_view
def add(request, contract, section):
    """A new row at the end of a section."""
    declared = _open_section(request, contract, section)
    form = NewRecordForm(request.POST or None, section=declared, contract=contract)
    offer_texts(form, contract)
    offer_own_indicators(form, contract, request.user, request.GET.get(ASKED, ""))
    if request.method == "POST" and form.is_valid():
        try:
            row = add_record(
                contract=contract,
                section=declared,
                values=form.values(),
                user=request.user,
                at=timezone.now(),
                reason=form.reason,
            )
        except IntakeError as error:
            form.take(error)
        else:
            messages.success(request, "Ligne ajoutée.")
            return redirect("records:edit", contract.key, section, row.pk)
    return render(request, "records/add.html", {"declared": declared, "slug": section, "form": form})


@contract_view
def remove(request, contract, section, pk):
    """Take a row away, once it is confirmed."""
    declared = _list_section(section)
    row = get_object_or_404(rows_of(declared, contract), pk=_number(declared, pk))
    if not can_remove(user=request.user, contract=contract, section=declared, row=row):
        raise PermissionDenied
    name = name_of(declared, record_of(contract=contract, section=declared, row=row), Names(contract))
    problems = []
    if request.method == "POST":
        try:
            facts = {"user": request.user, "at": timezone.now(), "reason": request.POST.get("motif", "")}
            remove_record(contract=contract, section=declared, row=row, **facts)
        except IntakeError as error:
            problems = [problem.sentence for problem in error.problems]
        else:
            messages.success(request, "Ligne retirée.")
            return redirect("records:section", contract.key, section)
    context = {"declared": declared, "slug": section, "pk": pk, "name": name, "problems": problems}
    context["lost"] = talk_lost(declared, row)
    context["form"] = CorrectionForm(request.POST or None) if is_locked(contract, declared) else None
    return render(request, "records/remove.html", context)


def _list_section(slug: str) -> Section:
    """A section to which rows are added, or from which they are taken."""
    declared = section_of(slug)
    if declared is CONTRACT:
        raise Http404("Un contrat n’a qu’une ligne.")
    return declared


def _open_section(request, contract, slug: str) -> Section:
    """The section, for a person who may add a row to it."""
    declared = _list_section(slug)
    if not can_add_some(user=request.user, contract=contract, section=declared):
        raise PermissionDenied
    return declared


def _facts(declared, record: dict) -> list[tuple[str, str]]:
    """What the document says beside the fields of the form, in French."""
    titles = {f"{name}_inferred": field.title(declared.model) for name, field in declared.by_name.items()}
    return [
        (f"{titles[name]} : valeur déduite", "oui") if name in titles else (fact_label(name), fact_text(value))
        for name, value in record.items()
        if name not in declared.by_name and not is_empty(value)
    ]


def _form(request, contract, declared, record: dict, allowed: frozenset[str]) -> PartForm:
    shown = tuple(field.name for field in declared.fields if field.name != "key")
    names = tuple(name for name in shown if name in allowed)
    facts = {"section": declared, "contract": contract, "record": record, "names": names, "shown": shown}
    return PartForm(request.POST or None, **facts)


def _save(request, contract, declared, row, form: PartForm) -> bool:
    """Write the form; on refusal put the sentences on it."""
    changes = save_part(form, contract=contract, row=row, user=request.user, at=timezone.now())
    if changes is None:
        return False
    messages.success(request, "Ligne enregistrée." if changes else "Rien n’a changé.")
    return True


def _number(declared, pk: str) -> str:
    if not pk.isdigit() or len(pk) > 18:
        raise Http404("Cette ligne n’existe pas.")
    return pk
