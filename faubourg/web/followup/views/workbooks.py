"""The lines of a request as a workbook: taken away, filled, sent back, shown, then written whole or not at all."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.documents.sheets import write_xlsx
from faubourg.followup.authors import Author
from faubourg.followup.operations import Answer, answer_lines, mark_unavailable
from faubourg.followup.operations.refusals import NOT_YOURS, FollowupError
from faubourg.indicators.operations import Typed
from faubourg.intake.problems import IntakeError
from faubourg.ui.typography import nbsp, plural
from faubourg.web.followup.filling import Filling
from faubourg.web.followup.forms import FileForm
from faubourg.web.followup.views.links import link_view
from faubourg.web.followup.views.requests import request_of
from faubourg.web.followup.workbook import Read, answer_sheet, read_answers
from faubourg.web.shell import contract_view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Problems and changes that the page lists; the others are counted.
LISTED = 200
LIFETIME = 3600
STALE = "Cet aperçu n’est plus valable : quelqu’un a écrit entre-temps, ou une heure a passé. Renvoyez le fichier."
NO_CHANGE = "Ce classeur ne change rien : toutes ses cases disent ce qui est déjà écrit."


@contract_view
def download(request, contract, key, organisation):
    """The lines to fill."""
    return _file(_filling(request, contract, key, organisation))


@contract_view
def take(request, contract, key, organisation):
    """Read a filled workbook, show what it changes, write it."""
    filling = _filling(request, contract, key, organisation)
    return _take(request, filling, filling.row.get_absolute_url(), f"{filling.row.get_absolute_url()}classeur.xlsx")


@link_view
def link_download(request, filling, token):
    """The same, by a personal link."""
    return _file(filling)


@link_view
def link_take(request, filling, token):
    """The same, by a personal link."""
    return _take(request, filling, reverse("followup:link", args=[token]), reverse("followup:link-file", args=[token]))


def _filling(request, contract, key: str, organisation: str) -> Filling:
    filling = Filling(request_of(contract, key, organisation), contract, Author(user=request.user))
    if not filling.answers:
        raise PermissionDenied(NOT_YOURS)
    return filling


def _file(filling: Filling) -> HttpResponse:
    row = filling.row
    sheet = answer_sheet(filling.cards(filling.every))
    response = HttpResponse(write_xlsx([sheet], title=f"{row.campaign} : {row.organisation}"), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{row.campaign.key}-{row.organisation.key}.xlsx"'
    return response


def _take(request, filling: Filling, back: str, file: str) -> HttpResponse:
    if request.method == "POST" and "garde" in request.POST:
        return redirect(back if _apply(request, filling) else request.path)
    form, read, problems = FileForm(request.POST or None, request.FILES or None), None, []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            read = read_answers(given.read(), given.name, filling.cards(filling.every))
        except IntakeError as error:
            problems = [problem.sentence for problem in error.problems]
        else:
            if not read.changes:
                read = messages.info(request, NO_CHANGE)
    shown = {
        "row": filling.row, "by_link": filling.author.link, "back": back, "file": file, "form": form, "read": read,
        "changes": read.changes[:LISTED] if read else [], "kept": _signed(filling, read) if read else "",
        "problems": problems[:LISTED], "problem_count": len(problems), "more": max(len(problems) - LISTED, 0),
    }  # fmt: skip
    return render(request, "followup/workbook.html", shown)


def _signed(filling: Filling, read: Read) -> str:
    """What the preview shows, for the form that confirms it: nothing is stored."""
    answers = [
        [one.line, [[cell.indicator, cell.place, cell.text, cell.token] for cell in one.cells], one.note, one.choice,
         one.token]
        for one in read.answers
    ]  # fmt: skip
    return signing.dumps([answers, list(read.unavailable.items())], salt=_salt(filling), compress=True)


def _apply(request, filling: Filling) -> bool:
    try:
        answers, unavailable = signing.loads(request.POST["garde"], salt=_salt(filling), max_age=LIFETIME)
        count = _write(filling, answers, unavailable)
    except signing.BadSignature:
        messages.error(request, nbsp(STALE))
        return False
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))
        return False
    messages.success(request, nbsp(f"{plural(count, 'ligne enregistrée,lignes enregistrées')}."))
    if request.POST.get("faire") == "transmettre":
        try:
            messages.success(request, nbsp(filling.act(request.POST)))
        except FollowupError as error:
            messages.error(request, nbsp(str(error)))
    return True


@transaction.atomic
def _write(filling: Filling, answers: list, unavailable: list) -> int:
    """Write everything, or nothing; how many lines. Raises FollowupError."""
    at, lines = timezone.now(), {one.line.pk: one.line for one in filling.every}
    told = [
        Answer(pk, tuple(Typed(indicator, tuple(place), text, token) for indicator, place, text, token in cells),
               note, choice, token)
        for pk, cells, note, choice, token in answers
    ]  # fmt: skip
    done = answer_lines(request=filling.row, answers=told, author=filling.author, at=at)
    if not all(one.is_whole for one in done):
        raise FollowupError(STALE)
    for pk, reason in unavailable:
        mark_unavailable(line=lines[pk], reason=reason, author=filling.author, at=at)
    return len({one.line for one in told} | {pk for pk, _ in unavailable})


def _salt(filling: Filling) -> str:
    link, user = filling.author.link, filling.author.user
    return f"followup.workbook.{filling.row.pk}.{f'l{link.pk}' if link else user.pk}"
