"""Files of contracts on the web: taken out, sent in, looked at before they are applied."""

from functools import cache, partial, wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_import
from faubourg.documents.sheets import Sheet, SheetColumn, write_csv
from faubourg.evaluation.permissions import hides_drafts
from faubourg.exchange.files import yaml_of
from faubourg.exchange.operations import KeyTakenError, StaleError
from faubourg.exchange.schema.evaluation import EVALUATION_NAMES
from faubourg.exchange.workbook.writing import workbook_of
from faubourg.intake.problems import IntakeError
from faubourg.web.shell import contract_view, draft_of, put_on_draft
from faubourg.web.transfer import uploads
from faubourg.web.transfer.forms import LeadForm, ReasonForm, UploadForm
from faubourg.web.transfer.imports import apply_upload, preview_of
from faubourg.web.transfer.presentation import PROBLEMS_SHOWN, groups_of, problem_lines, refused_by, totals_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STALE = "Le contrat a changé depuis l’aperçu : rien n’a été écrit. Voici ce que le fichier changerait maintenant."
EXPIRED = "Ce fichier n’est plus là (il est gardé une heure) : envoyez-le de nouveau."


def upload_view(view):
    """Hand the view the upload of the address, if it is of this session; else send back to the start."""

    @wraps(view)
    def wrapped(request, token):
        upload = uploads.find(request, token, now=timezone.now())
        if upload is None:
            messages.warning(request, EXPIRED)
            return redirect("transfer:new" if request.user.is_instance_admin else "home:start")
        if upload.contract_key:
            contracts = Contract.objects.for_user(request.user).select_related("current_version")
            request.contract = put_on_draft(request, contracts.filter(key=upload.contract_key).first())
        if not can_import(request.user, getattr(request, "contract", None)):
            raise PermissionDenied
        return view(request, upload)

    return wrapped


@contract_view
def page(request, contract):
    """Take the contract out, send a file in."""
    allowed = can_import(request.user, contract)
    if request.method == "POST" and not allowed:
        raise PermissionDenied
    form = _form(request) if allowed else None
    if allowed and form.is_valid():
        return _kept(request, form, contract.key)
    return render(request, "transfer/page.html", {"form": form, "allowed": allowed})


def new(request):
    """Send the file of a contract that the instance does not have yet."""
    if not can_import(request.user, None):
        raise PermissionDenied
    form = _form(request)
    if form.is_valid():
        return _kept(request, form, "")
    return render(request, "transfer/new.html", {"form": form})


def _form(request) -> UploadForm:
    return UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()


def _kept(request, form: UploadForm, contract_key: str) -> HttpResponse:
    upload = uploads.keep(request, form.cleaned_data["file"], contract_key=contract_key, now=timezone.now())
    return redirect("transfer:preview", upload.token)


@require_GET
@contract_view
def export(request, contract, ending):
    """The whole contract as a file."""
    if ending not in ("yaml", "xlsx"):
        raise Http404
    # Who imports needs the whole contract back; the others read it. What is left out is left alone when it comes back.
    masked = not can_import(request.user, contract)
    hidden = EVALUATION_NAMES if hides_drafts(request.user, contract) else frozenset()
    content = (yaml_of if ending == "yaml" else workbook_of)(contract, masked=masked, without=hidden)
    return _file(content, f"{contract.key}.{ending}", XLSX if ending == "xlsx" else "application/yaml; charset=utf-8")


@require_GET
def blank(request):
    """The empty workbook."""
    return _file(_blank(), "contrat-vide.xlsx", XLSX)


@cache
def _blank() -> bytes:
    """The same for everybody: made once a process."""
    return workbook_of(None)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_GET
@upload_view
def preview(request, upload):
    """What the file would do; nothing is written."""
    if upload.report:
        return redirect("transfer:report", upload.token)
    return _preview(request, upload)


def _preview(request, upload: uploads.Upload, problems=(), lead_form: LeadForm | None = None) -> HttpResponse:
    found = taken = None
    warnings = ()
    try:
        found, warnings = preview_of(upload, request.user, draft_of(request))
    except IntakeError as error:
        problems = [*problems, *error.problems]
        taken = getattr(error, "contract", None)
    context = {
        "taken": taken,
        "lead_form": lead_form or LeadForm(),
        "reason_form": ReasonForm(request.POST or None),
        "upload": upload,
        "found": found,
        "groups": groups_of(found.differences) if found else [],
        "totals": totals_of(found) if found else {},
        "problems": problem_lines(problems[:PROBLEMS_SHOWN]),
        "problem_count": len(problems),
        "more_problems": max(len(problems) - PROBLEMS_SHOWN, 0),
        "warnings": problem_lines(warnings),
        "start": _start(upload),
    }
    return render(request, "transfer/preview.html", context)


def _start(upload: uploads.Upload) -> str:
    """The page where the file was sent."""
    return reverse("transfer:page", args=[upload.contract_key]) if upload.contract_key else reverse("transfer:new")


@require_GET
@upload_view
def problems(request, upload):
    """Every problem of the file, as a list that a spreadsheet opens."""
    found = []
    try:
        preview_of(upload, request.user, draft_of(request))
    except IntakeError as error:
        found = error.problems
    columns = [SheetColumn(title) for title in ("Feuille", "Ligne", "Colonne", "Problème", "Que faire")]
    rows = [(p.sheet, p.row, p.column, p.message, p.remedy) for p in found]
    return _file(write_csv(Sheet("Erreurs", columns, rows)), "erreurs.csv", "text/csv; charset=utf-8")


@require_POST
@upload_view
def apply(request, upload):
    """Write what was accepted, in one transaction, if the contract is still what the preview showed."""
    if "drop" in request.POST:
        uploads.drop(request, upload)
        return redirect(_start(upload))
    if upload.report:
        return redirect("transfer:report", upload.token)
    form = LeadForm(request.POST)
    if not form.is_valid():
        return _preview(request, upload, lead_form=form)
    lead = form.cleaned_data["lead"]
    digest = request.POST.get("digest", "")
    try:
        report = apply_upload(
            upload,
            request.user,
            partial(_refused, request),
            digest=digest,
            at=timezone.now(),
            lead=lead,
            version=draft_of(request),
            reason=request.POST.get("motif", ""),
        )
    except StaleError:
        messages.warning(request, STALE)
        return redirect("transfer:preview", upload.token)
    except IntakeError as error:
        return _preview(request, upload, error.problems)
    uploads.finish(request, upload, report)
    return redirect("transfer:report", upload.token)


@require_POST
@upload_view
def update(request, upload):
    """Take a file sent for a new contract as an update of the contract that has its key."""
    try:
        preview_of(upload, request.user, draft_of(request))
    except KeyTakenError as error:
        uploads.aim(request, upload, error.contract.key)
    except IntakeError:
        pass  # the preview says what is wrong
    return redirect("transfer:preview", upload.token)


def _refused(request, differences) -> set[str]:
    return refused_by(groups_of(differences), request.POST)


@require_GET
@upload_view
def report(request, upload):
    """What the import did."""
    if not upload.report:
        return redirect("transfer:preview", upload.token)
    contract = Contract.objects.for_user(request.user).filter(key=upload.report["key"]).first()
    return render(request, "transfer/report.html", {"upload": upload, "report": upload.report, "imported": contract})
