"""The merge screen: what may be one, what was merged, what was set apart. Nothing merges unless a person says so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions import merging
from faubourg.contracts.permissions import can_merge
from faubourg.partners.choices import InstanceRow
from faubourg.partners.models import DismissedPair
from faubourg.partners.similarity import Level
from faubourg.reports.actors.duplicates import chosen_pair, merges_done, pairs, pairs_apart, proposals, subjects
from faubourg.web.actors.forms import DecisionForm

PAGE = 15
TITLES = {
    InstanceRow.ORGANISATION: "Organisations",
    InstanceRow.TERRITORY: "Territoires",
    InstanceRow.SCHEME: "Dispositifs",
}
LEVELS = [(Level.SURE, "Même code officiel"), (Level.PROBABLE, "Probables"), (Level.CHECK, "À vérifier de près")]
SENTENCES = {
    "merge": "Réunies sous « {} ». La fiche de chacune montre désormais ses autres contrats.",
    "unmerge": "Séparée de « {} ».",
    "dismiss": "Noté : ce ne sont pas les mêmes. La paire n’est plus proposée.",
    "restore": "La paire est de nouveau proposée.",
}


def merges(request):
    """Pairs worth a look, for one kind of rows."""
    if not can_merge(request.user):
        raise PermissionDenied
    kind = request.GET.get("genre", "")
    kind = kind if kind in InstanceRow.values else InstanceRow.ORGANISATION
    rows = subjects(request.user, kind)
    found = proposals(kind, rows)
    level = request.GET.get("niveau", "")
    page = Paginator([one for one in found if level in ("", str(int(one.level)))], PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "kind": kind,
        "page": page,
        "pairs": pairs(request.user, kind, page.object_list),
        "tabs": [{"label": title, "url": f"?genre={name}", "current": name == kind} for name, title in TITLES.items()],
        "levels": [(int(value), title, sum(one.level == value for one in found)) for value, title in LEVELS],
        "level": level,
        "done": merges_done(request.user, kind),
        "apart": pairs_apart(request.user, kind),
        "by_hand": _by_hand(request, kind, rows),
    }
    return render(request, "actors/merges.html", context)


@require_POST
def decide(request):
    """Carry out one decision, then come back to the list."""
    if not can_merge(request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    back = f"{reverse('actors:merges')}?{request.POST.get('retour', '')}"
    if not form.is_valid():
        messages.error(request, "La demande est incomplète : recommencer depuis la liste.")
        return redirect(back)
    try:
        said = SENTENCES[form.cleaned_data["act"]].format(_carry_out(request.user, **form.cleaned_data))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect(back)


def _carry_out(user, *, act: str, kind: str, kept: int, other: int | None):
    now = timezone.now()
    if act == "merge":
        return merging.merge(kind=kind, kept=kept, absorbed=other, user=user, at=now)
    if act == "unmerge":
        return merging.unmerge(kind=kind, absorbed=kept, user=user, at=now)
    if act == "dismiss":
        return merging.dismiss(kind=kind, pair=(kept, other), user=user, at=now)
    dismissed = get_object_or_404(DismissedPair, pk=kept, kind=kind)
    return merging.restore(dismissed=dismissed, user=user, at=now)


def _by_hand(request, kind: str, rows: dict) -> dict:
    """Two rows that the person chooses, when nothing proposes them."""
    first, second = (_number(request.GET.get(name)) for name in ("a", "b"))
    chosen = chosen_pair(kind, rows, first, second) if first and second else None
    by_name = sorted(rows.values(), key=lambda subject: subject.name.casefold())
    return {
        "options": [(subject.pk, subject.name) for subject in by_name],
        "first": first,
        "second": second,
        "asked": bool(first and second),
        "pair": pairs(request.user, kind, [chosen])[0] if chosen else None,
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 15 else 0
