"""A file sent, read and shown before anything is written, then confirmed: the same three steps for every file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from faubourg.contracts.models import Contract
from faubourg.intake.problems import IntakeError
from faubourg.web.plie.forms.files import WorkbookForm
from faubourg.web.plie.keeping import STALE, TOO_LONG, keep, kept, listed_problems

#: Sentences told above the page when the file kept no longer holds.
TOLD = 5


@dataclass(frozen=True)
class Taking:
    """A kind of file. `preview(data)`: what to show, and under `content` the plain JSON that travels to the
    confirmation; `written(content)` writes it and says so. Both raise IntakeError. `done`: name of the page after.
    """

    what: str
    template: str
    done: str
    preview: Callable[[dict], dict]
    written: Callable[[Any], str]
    form: Callable = WorkbookForm


def take(
    request: HttpRequest, contract: Contract, file: Taking, crumbs: Iterable[tuple[str, str]] = ()
) -> HttpResponse:
    """Send a file, read its preview, confirm."""
    if request.method == "POST" and "kept" in request.POST:
        return _confirmed(request, contract, file)
    form, shown = file.form(request.POST or None, request.FILES or None), listed_problems([])
    if request.method == "POST" and form.is_valid():
        try:
            shown |= file.preview(form.cleaned_data)
        except IntakeError as error:
            shown = listed_problems(error.problems)
        else:
            shown["kept"] = keep(request, contract, file.what, shown.pop("content"))
            if shown["kept"] is None:
                shown = listed_problems([TOO_LONG])
    return render(request, file.template, shown | {"form": form, "crumbs": list(crumbs)})


def _confirmed(request: HttpRequest, contract: Contract, file: Taking) -> HttpResponse:
    try:
        messages.success(request, file.written(kept(request, contract, file.what)))
    except signing.BadSignature:
        messages.error(request, STALE)
    except IntakeError as error:
        messages.error(request, " ".join(problem.sentence for problem in error.problems[:TOLD]))
    else:
        return redirect(file.done, contract.key)
    return redirect(request.path)
