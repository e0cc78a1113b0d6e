"""How every act is shown and sent: one page, one form, one operation."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.web.plie.acts import Act
from faubourg.web.plie.doors import REFUSED


def tell_refusal(form: Form, error: ValidationError) -> None:
    """Say on the form what an operation refuses; a date to come at the dates that are, since there may be several."""
    today = timezone.localdate()
    late = [name for name, value in form.cleaned_data.items() if type(value) is date and value > today]
    if getattr(error, "code", "") == "in-future" and late:
        for name in late:
            form.add_error(name, error)
    else:
        form.add_error(None, error)


def perform(
    request: HttpRequest, act: Act, subject, *, back: str, crumbs: list[tuple[str, str]], beside=None, initial=None
) -> HttpResponse:
    """Show the form of an act, or do it and go `back`; what the operation refuses is said on the form.

    `crumbs`: (label, address) pairs; `beside`: what the page shows with the form; `initial`: what is proposed.
    """
    if not act.may(request.user, subject):
        raise PermissionDenied(REFUSED)
    sent = request.method == "POST"
    form = act.form(
        request.POST if sent else None, request.FILES if sent else None, subject=subject, contract=request.contract,
        user=request.user, initial=initial,
    )  # fmt: skip
    if sent and form.is_valid():
        try:
            done = act.run(subject, form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell_refusal(form, error)
        else:
            messages.success(request, act.done)
            return redirect(act.lands(done) if act.lands else back)
    shown = {"act": act, "form": form, "back": back, "crumbs": crumbs} | (beside or {})
    return render(request, "plie/act.html", shown)
