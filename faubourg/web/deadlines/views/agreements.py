"""Agreements and charters: the list, the page of one, what can be done with it."""

from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.agreement_stages import AGREEMENT_TRANSITIONS, AgreementStage
from faubourg.contracts.models import Agreement
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.renewing import TAKEN_OVER, renew_agreement
from faubourg.exchange.rows_editing import add_record
from faubourg.exchange.schema.contract import AGREEMENTS
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.reports.deadlines.agreements import NO_STAGE, agreement_lines, agreement_register, agreement_sheet
from faubourg.reports.deadlines.alerts import AHEAD_CHOICES, AgreementAlert, notice_day
from faubourg.web.deadlines.files import sheet_response
from faubourg.web.deadlines.forms import AgreementForm, NewAgreementForm, RenewalForm, StageForm
from faubourg.web.deadlines.views.saving import check_edits
from faubourg.web.forms.saving import save_part
from faubourg.web.shell import contract_view

FILTERS = ("q", "nature", "suivi", "partie", "alerte", "mois")


@contract_view
def agreement_list(request, contract):
    """The register, filtered and sorted."""
    register = agreement_register(contract, request.GET, today=timezone.localdate())
    context = {
        "register": register,
        "asked": {name: request.GET.get(name, "") for name in FILTERS},
        "stages": [*AgreementStage.choices, (NO_STAGE, "suivi non donné")],
        "kinds": [(kind, kind) for kind in register.kinds],
        "parties": [(row.key, row.name) for row in register.parties],
        "alerts": [("toutes", "toute alerte"), *AgreementAlert.choices],
        "horizons": [(str(months), f"dans les {months} mois") for months in AHEAD_CHOICES],
        "stage_counts": [(key, label, register.by_stage[key]) for key, label in AgreementStage.choices],
    }
    return render(request, "deadlines/agreements.html", context)


@contract_view
def agreements_file(request, contract, ending):
    """The register as filtered, to download."""
    register = agreement_register(contract, request.GET, today=timezone.localdate())
    return sheet_response(agreement_sheet(contract, register.lines), ending, f"{contract.key}-conventions")


@contract_view
def agreement(request, contract, pk):
    """One agreement: what it says, what it follows, where it goes from here."""
    row = _row(contract, pk)
    line = next(line for line in agreement_lines(contract, today=timezone.localdate()) if line.row.pk == row.pk)
    following = AGREEMENT_TRANSITIONS[line.stage] if line.stage else AgreementStage.values
    context = {
        "line": line,
        "row": line.row,
        "notice": notice_day(row),
        "form": StageForm(stage=line.stage) if following else None,
    }
    return render(request, "deadlines/agreement.html", context)


@contract_view
def add(request, contract):
    """A new agreement; `dispositif` names a scheme of the plan from which it is prefilled."""
    check_edits(request, contract)
    form = NewAgreementForm(request.POST or None, contract=contract, prefill=_from_scheme(request, contract))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_record(
                contract=contract, section=AGREEMENTS, values=form.values(), user=request.user, at=timezone.now()
            )
        except IntakeError as error:
            form.take(error)
        else:
            messages.success(request, "Convention ajoutée.")
            return redirect("deadlines:agreement", contract.key, made.pk)
    return render(request, "deadlines/agreement_add.html", {"form": form, "former": None})


@contract_view
def edit(request, contract, pk):
    """What an agreement says."""
    check_edits(request, contract)
    row = _row(contract, pk)
    record = record_of(contract=contract, section=AGREEMENTS, row=row)
    form = AgreementForm(request.POST or None, contract=contract, record=record, row=row)
    if request.method == "POST" and form.is_valid():
        changes = save_part(form, contract=contract, row=row, user=request.user, at=timezone.now())
        if changes is not None:
            messages.success(request, "Convention enregistrée." if changes else "Rien n’a changé.")
            return redirect("deadlines:agreement", contract.key, row.pk)
    last = Entry.objects.about(row).first() if form.clashes else None
    return render(request, "deadlines/agreement_edit.html", {"form": form, "row": row, "last": last})


@contract_view
@require_POST
def follow(request, contract, pk):
    """Move an agreement to the stage that follows."""
    check_edits(request, contract)
    row = _row(contract, pk)
    form = StageForm(request.POST, stage=row.current_stage)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("deadlines:agreement", contract.key, row.pk)
    digest = digest_of(record_of(contract=contract, section=AGREEMENTS, row=row))
    facts = {"contract": contract, "section": AGREEMENTS, "row": row, "values": form.values(), "digest": digest}
    try:
        change_record(**facts, user=request.user, at=timezone.now())
    except IntakeError as error:
        messages.error(request, " ".join(problem.sentence for problem in error.problems))
    else:
        messages.success(request, "Suivi enregistré.")
    return redirect("deadlines:agreement", contract.key, row.pk)


@contract_view
def renew(request, contract, pk):
    """The agreement that follows this one, as a row of its own."""
    check_edits(request, contract)
    former = _row(contract, pk)
    form = RenewalForm(request.POST or None, contract=contract, prefill=_from_former(contract, former))
    if request.method == "POST" and form.is_valid():
        facts = {"contract": contract, "former": former, "values": form.values()}
        try:
            made = renew_agreement(**facts, user=request.user, at=timezone.now())
        except IntakeError as error:
            form.take(error)
        else:
            messages.success(request, "Reconduction ajoutée.")
            return redirect("deadlines:agreement", contract.key, made.pk)
    return render(request, "deadlines/agreement_add.html", {"form": form, "former": former})


def _row(contract, pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.of(contract), pk=pk)


def _from_scheme(request, contract) -> dict:
    """What a scheme that the plan names as a convention already says."""
    key = request.GET.get("dispositif", "")
    scheme = contract.schemes.filter(key=key).first() if key and "\0" not in key else None
    if scheme is None:
        return {}
    start, end = scheme.period
    return {"title": scheme.name, "parties": [row.key for row in scheme.holders.all()], "start": start, "end": end}


def _from_former(contract, former: Agreement) -> dict:
    """What a renewal takes over, and the day after the former one's last where that day is known."""
    said = record_of(contract=contract, section=AGREEMENTS, row=former)
    prefill = {name: said[name] for name in TAKEN_OVER if name in said}
    if isinstance(prefill.get("tacit_renewal"), bool):
        prefill["tacit_renewal"] = "oui" if prefill["tacit_renewal"] else "non"
    prefill["stage"] = AgreementStage.TO_CONCLUDE
    if len(former.end) == len("2024-09-30"):
        prefill["start"] = (date.fromisoformat(former.end) + timedelta(days=1)).isoformat()
    return prefill
