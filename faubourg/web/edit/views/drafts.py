"""What is typed and not sent: kept while one writes, thrown away on demand."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.accounts.operations import author_of, drop_draft, keep_draft
from faubourg.web.forms.expiry import MARK, typed_in


@require_POST
def draft(request) -> HttpResponse:
    """Keep what a form holds now; 413 when it is too long to be kept."""
    found = keep_draft(user=request.user, place=_place(request), typed=typed_in(request), at=timezone.now())
    return HttpResponse(status=204 if found else 413)


@require_POST
def drop(request) -> HttpResponse:
    """Throw the draft of a form away, and open the form as it is recorded."""
    place = _place(request)
    drop_draft(user=request.user, place=place)
    messages.success(request, "Brouillon jeté.")
    return redirect(place)


def _place(request) -> str:
    """The form that the mark names, which was shown to this very person; 404 for any other."""
    found = author_of(request.POST.get(MARK, ""))
    if found is None or found[0] != request.user:
        raise Http404("Ce formulaire n’existe pas.")
    return found[1]
