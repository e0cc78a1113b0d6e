"""« Réglages »: the rules of the protocol, the dated lists, the table that classes jobs; the coordinatrice's."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.choices import TermKind
from faubourg.pathways.classing import classify, said_bounds
from faubourg.pathways.models import JobRule, Protocol, Structure, Term
from faubourg.pathways.operations.lists import move_setting, remove_setting
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.reclassing import classed_otherwise
from faubourg.pathways.queries.terms import counts_by_list, jobs_of_rule, uses_of, words_of
from faubourg.ui.typography import number
from faubourg.web.plie.acts.settings import ACTS, RULE, WORD
from faubourg.web.plie.desk import field_name
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.forms.settings import HELP, TryForm
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.reclassing import first_of_year
from faubourg.web.plie.views.saying import try_act

MOVES = {"monter": True, "descendre": False}


def _said(name: str, value: object) -> str:
    """A rule as it is read: years stay years, hours have their thousands."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return number(value) if name == "fte_hours" else str(value if value is not None else "")


@plie_view(LEAD)
def page(request, contract):
    """All that the PLIE sets for itself."""
    protocol, counts = protocol_of(contract), counts_by_list(contract)
    shown = {
        "rules": [(Protocol._meta.get_field(name).verbose_name, _said(name, getattr(protocol, name))) for name in HELP],
        "summary_names": [field_name(name) for name in protocol.summary_fields],
        "lists": [(kind, kind.label, counts.get(kind, 0)) for kind in TermKind],
        "rule_count": JobRule.objects.of(contract).count(),
        "structures": Structure.objects.of(contract).order_by("name", "pk"),
        "today": timezone.localdate(),
    }
    return render(request, "plie/settings_page.html", shown)


@plie_view(LEAD)
def act(request, contract, name):
    """The rules of the protocol, or the trame de bilan."""
    if name not in ACTS:
        raise Http404("Cette adresse n’existe pas.")
    back = reverse("plie:settings", args=[contract.key])
    return perform(request, ACTS[name], protocol_of(contract), back=back, crumbs=_crumbs(contract))


@plie_view(LEAD)
def words(request, contract, kind):
    """A list: its words in order, how often each is used."""
    rows = list(words_of(contract, _kind(kind)))
    used, today = uses_of(rows), timezone.localdate()
    shown = {
        "kind": TermKind(kind),
        "lines": [(row, used[row.pk], row.is_offered_on(today)) for row in rows],
        "crumbs": _crumbs(contract),
    }
    return render(request, "plie/settings_list.html", shown)


@plie_view(LEAD)
def word_add(request, contract, kind):
    """A new word."""
    return _word(request, contract, Term(contract=contract, kind=_kind(kind)))


@plie_view(LEAD)
def word(request, contract, pk):
    """A word reworded, dated."""
    return _word(request, contract, _term(contract, pk))


@require_POST
@plie_view(LEAD)
def word_step(request, contract, pk, name):
    """A word one rank higher or lower, or taken away if nothing uses it."""
    row = _term(contract, pk)
    if name in MOVES:
        _move(request, row, name)
    elif name == "retirer":
        _remove(request, row, "Mot retiré de la liste.")
    else:
        raise Http404("Cette adresse n’existe pas.")
    return redirect("plie:settings-list", contract.key, row.kind)


@plie_view(LEAD)
def rules(request, contract):
    """The table that classes jobs, and a job to try on it."""
    rows = list(_rules(contract))
    sent = request.GET if "contract_type" in request.GET else None
    form = TryForm(sent, subject=None, contract=contract, user=request.user)
    lines = [(rank, row, said_bounds(row)) for rank, row in enumerate(rows, start=1)]
    since = first_of_year()
    shown = {"lines": lines, "form": form, "crumbs": _crumbs(contract), "answer": None, "since": since}
    shown["otherwise"] = classed_otherwise(contract, rows, since=since).count()
    if form.is_bound and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("months", "weekly_hours", "total_hours")}
        found = classify(form.cleaned_data["contract_type"].pk, **facts, rules=rows)
        shown |= {"answer": found, "rank": rows.index(found.rule) + 1 if found.rule else None}
    return render(request, "plie/settings_rules.html", shown)


@plie_view(LEAD)
def rule_add(request, contract):
    """A new rule, tried last."""
    return _rule(request, contract, JobRule(contract=contract))


@plie_view(LEAD)
def rule(request, contract, pk):
    """A rule changed."""
    return _rule(request, contract, get_object_or_404(_rules(contract), pk=pk))


@require_POST
@plie_view(LEAD)
def rule_step(request, contract, pk, name):
    """A rule one rank higher or lower."""
    row = get_object_or_404(_rules(contract), pk=pk)
    if name not in MOVES:
        raise Http404("Cette adresse n’existe pas.")
    _move(request, row, name)
    return redirect("plie:settings-rules", contract.key)


@plie_view(LEAD)
def rule_remove(request, contract, pk):
    """A rule taken away, once it is told how many jobs it classes."""
    row = get_object_or_404(_rules(contract), pk=pk)
    back = reverse("plie:settings-rules", args=[contract.key])
    if request.method == "POST":
        _remove(request, row, "Règle retirée.")
        return redirect(back)
    crumbs = [*_crumbs(contract), ("Classement des emplois", back)]
    shown = {"row": row, "bounds": said_bounds(row), "jobs": jobs_of_rule(row), "back": back, "crumbs": crumbs}
    return render(request, "plie/settings_rule_remove.html", shown)


def _move(request, row, name: str) -> None:
    who = {"by": request.user, "at": timezone.now()}
    try_act(request, lambda: move_setting(row=row, up=MOVES[name], **who), "Ordre enregistré.")


def _remove(request, row, removed: str) -> None:
    try_act(request, lambda: remove_setting(row=row, by=request.user, at=timezone.now()), removed)


def _word(request, contract, row: Term):
    back = reverse("plie:settings-list", args=[contract.key, row.kind])
    crumbs = [*_crumbs(contract), (row.get_kind_display().capitalize(), back)]
    return perform(request, WORD, row, back=back, crumbs=crumbs, beside={"kind": row.label} if row.pk else None)


def _rule(request, contract, row: JobRule):
    back = reverse("plie:settings-rules", args=[contract.key])
    return perform(request, RULE, row, back=back, crumbs=[*_crumbs(contract), ("Classement des emplois", back)])


def _rules(contract):
    rows = JobRule.objects.of(contract).select_related("contract", "contract_type", "row", "category")
    return rows.order_by("position", "pk")


def _kind(name: str) -> str:
    if name not in TermKind.values:
        raise Http404("Cette liste n’existe pas.")
    return name


def _term(contract, pk: int) -> Term:
    return get_object_or_404(Term.objects.of(contract).select_related("contract", "parent"), pk=pk)


def _crumbs(contract) -> list[tuple[str, str]]:
    return [("Réglages", reverse("plie:settings", args=[contract.key]))]
