"""The socle: who keeps which general commitment, a year; the answers of a signatory; the choice of the commitments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.contracts.permissions import can_edit_contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.followup.models import CommitmentYear
from faubourg.followup.operations import choose_commitments, say_commitment
from faubourg.followup.operations.refusals import FollowupError
from faubourg.followup.permissions import answered_by
from faubourg.followup.queries import socle_candidates, socle_of
from faubourg.ui.typography import plural
from faubourg.web.reviews.forms import ChooseForm, CommitmentForm
from faubourg.web.reviews.showing import download, tabs_of
from faubourg.web.shell import contract_view

KINDS = {"tenu": "ok", "partiel": "partial", "non-tenu": "none"}


def _year(request: HttpRequest, contract: Contract) -> tuple[int, list[int]]:
    this = timezone.localdate().year
    start = int(str(contract.start)[:4]) if contract.start else this
    said = CommitmentYear.objects.filter(commitment__contract=contract).order_by().values_list("year", flat=True)
    years = sorted({*range(min(start, this), this + 1), *said}, reverse=True)
    asked = request.GET.get("annee", "")
    return (int(asked) if asked.isdecimal() and int(asked) in years else years[0]), years


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Signatories × commitments in a year."""
    year, years = _year(request, contract)
    found = socle_of(contract, year)
    theirs = answered_by(request.user, contract)
    lines = [
        {
            "line": line,
            "writes": theirs is None or line.organisation.pk in theirs,
            "answers": [{"said": said, "kind": KINDS[said.outcome] if said else ""} for said in line.answers],
        }
        for line in found.lines
    ]
    context = {
        "found": found,
        "year": year,
        "years": [(str(one), str(one)) for one in years],
        "lines": lines,
        "can_choose": can_edit_contract(request.user, contract),
        "tabs": tabs_of(contract, "reviews:socle"),
    }
    return render(request, "reviews/socle.html", context)


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """A row an answer; silence is told."""
    year, _ = _year(request, contract)
    found = socle_of(contract, year)
    columns = (
        SheetColumn("Signataire", 32), SheetColumn("Engagement général", 60), SheetColumn("Réponse", 18),
        SheetColumn("Preuve", 50), SheetColumn("Interprétation", 60),
    )  # fmt: skip
    rows = [
        (
            line.organisation.name,
            action.title if action else str(commitment),
            said.get_outcome_display() if said else "non renseigné",
            said.proof or None if said else None,
            said.interpretation if said else None,
        )
        for line in found.lines
        for (commitment, action), said in zip(found.commitments, line.answers, strict=True)
    ]
    sheet = Sheet("Socle", columns, rows, title=f"{contract.name} : socle, {year}")
    return download(contract, sheet, ending, f"socle-{year}")


@contract_view
def answer(request: HttpRequest, contract: Contract, year: int, key: str) -> HttpResponse:
    """The answers of one signatory for a year, one form a commitment, saved together."""
    organisation = get_object_or_404(ListedOrganisation.objects.of(contract).filter(signatory=True), key=key)
    theirs = answered_by(request.user, contract)
    if theirs is not None and organisation.pk not in theirs:
        raise PermissionDenied("Vous ne pouvez répondre que pour votre organisme.")
    found = socle_of(contract, year)
    if not 1990 <= year <= 2100:
        raise Http404("Cette année n’est pas celle d’un contrat.")
    line = next(one for one in found.lines if one.organisation == organisation)
    data = request.POST if request.method == "POST" else None
    rows = []
    for (commitment, action), said in zip(found.commitments, line.answers, strict=True):
        form = CommitmentForm(data, said=said, prefix=str(commitment.pk))
        rows.append({"commitment": commitment, "action": action, "said": said, "form": form})
    if data is not None and _save(request, rows, organisation, year):
        return redirect("reviews:socle-answer", contract.key, year, key)
    return render(request, "reviews/socle_answer.html", {"organisation": organisation, "year": year, "rows": rows})


def _save(request: HttpRequest, rows: list[dict], organisation: ListedOrganisation, year: int) -> bool:
    """Save every answer that changed, or none: then the forms say why."""
    # Each form says its own problems, so each is asked.
    valid = [row["form"].is_valid() for row in rows]
    if not all(valid):
        return False
    changed, good = [row for row in rows if row["form"].has_changed() and not row["form"].is_empty], True
    with transaction.atomic():
        for row in changed:
            form = row["form"]
            try:
                say_commitment(
                    commitment=row["commitment"], organisation=organisation, year=year, user=request.user,
                    at=timezone.now(), **form.cleaned_data,
                )  # fmt: skip
            except (FollowupError, ValidationError) as error:
                form.add_error(None, error if isinstance(error, ValidationError) else str(error))
                good = False
        if not good:
            transaction.set_rollback(True)
    if good:
        messages.success(request, plural(len(changed), "réponse enregistrée,réponses enregistrées") + ".")
    return good


@contract_view
def choose(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Choose which actions are taken by every signatory."""
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied("Les engagements généraux se choisissent avec la ou le chef·fe de projet.")
    chosen = [row.lineage_id for row in contract.core_commitments.order_by("position", "pk")]
    offered = {action.pk for action in socle_candidates(contract)}
    version = Action.objects.filter(version=contract.current_version_id)
    offered |= set(version.filter(lineage__in=chosen).values_list("pk", flat=True))
    rows = version.filter(pk__in=offered).order_by("position", "pk")
    first = rows.filter(lineage__in=chosen) if chosen else rows
    form = ChooseForm(request.POST or None, rows=rows, initial={"actions": first})
    if request.method == "POST" and form.is_valid():
        facts = {"actions": form.cleaned_data["actions"].order_by("position", "pk"), "user": request.user}
        try:
            choose_commitments(contract=contract, at=timezone.now(), **facts)
        except FollowupError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Socle enregistré.")
            return redirect("reviews:socle", contract.key)
    return render(request, "reviews/socle_choose.html", {"form": form, "offered": bool(offered)})
