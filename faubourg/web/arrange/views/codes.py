"""Codes made again after the order, and references named by their codes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from faubourg.actions.arranging.mentions import mentions
from faubourg.actions.arranging.moves import MoveError
from faubourg.actions.arranging.tree import read_tree
from faubourg.contracts.models import Contract
from faubourg.exchange.arranging import renumbering
from faubourg.exchange.arranging.moving import find_item
from faubourg.exchange.arranging.references import add_references, known_targets
from faubourg.intake.problems import IntakeError
from faubourg.ui.typography import plural
from faubourg.web.arrange.doors import facts_of, only_the_lead, reason_form, sentences
from faubourg.web.arrange.forms.codes import NumberingForm, ReferencesForm
from faubourg.web.shell import contract_view

NOT_YOURS = "Renuméroter le plan revient à la ou au chef·fe de projet."
MENTIONS = 200


@contract_view
def renumber(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Old and new codes side by side; a POST writes what was shown."""
    only_the_lead(request, contract, NOT_YOURS)
    tree = read_tree(contract.current_version)
    sent = request.POST if request.method == "POST" else request.GET
    form = NumberingForm(sent if "voir" in sent else None, tree=tree)
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            digest = request.POST.get("digest", "")
            count = renumbering.write_codes(contract=contract, digest=digest, **form.chosen, **facts_of(request))
        except (renumbering.CodesChangedError, IntakeError) as error:
            problems = sentences(error) if isinstance(error, IntakeError) else [str(error)]
        else:
            messages.success(request, f"{plural(count, 'code refait,codes refaits')}.")
            return redirect("arrange:order", contract.key)
    numbering = renumbering.preview(contract=contract, **form.chosen)
    printed = mentions(contract.current_version, {one.old for one in numbering.changes})
    context = {
        "form": form,
        "chosen": form.chosen,
        "numbering": numbering,
        "digest": renumbering.digest_of(numbering),
        "mentions": printed[:MENTIONS],
        "more_mentions": max(0, len(printed) - MENTIONS),
        "problems": problems,
        "correction": reason_form(request, contract),
    }
    return render(request, "arrange/renumber.html", context)


@contract_view
def references(request: HttpRequest, contract: Contract, kind: str, key: str) -> HttpResponse:
    """A text of references read, shown, and added once chosen."""
    only_the_lead(request, contract, "Les renvois se tiennent avec la ou le chef·fe de projet.")
    tree = read_tree(contract.current_version)
    try:
        source = find_item(tree, f"{kind}:{key}")
    except MoveError as error:
        raise Http404(str(error)) from error
    sent = request.POST if request.method == "POST" else request.GET
    form = ReferencesForm(sent if "renvois" in sent else None)
    found = form.found(tree) if form.is_valid() else []
    problems = []
    if request.method == "POST" and form.is_valid():
        count, problems = _add(request, contract, tree, source, form)
        if not problems:
            messages.success(request, f"{plural(count, 'renvoi ajouté,renvois ajoutés')}.")
            return redirect(request.path)
    known = known_targets(contract, source)
    context = {
        "source": source,
        "kind": kind,
        "form": form,
        "found": [(one, [(item, (item.is_node, item.pk) in known) for item in one.items]) for one in found],
        "problems": problems,
        "known": [item for item in (*tree.nodes, *tree.actions) if (item.is_node, item.pk) in known],
        "correction": reason_form(request, contract),
    }
    return render(request, "arrange/references.html", context)


def _add(request: HttpRequest, contract: Contract, tree, source, form: ReferencesForm) -> tuple[int, list[str]]:
    try:
        targets = [find_item(tree, name) for name in request.POST.getlist("vers")]
        count = add_references(
            contract=contract,
            source=source,
            targets=[one for one in targets if one is not None],
            kind=form.cleaned_data["nature"],
            printed=form.cleaned_data["renvois"],
            **facts_of(request),
        )
    except MoveError as error:
        return 0, [str(error)]
    except IntakeError as error:
        return 0, sentences(error)
    return count, [] if count else ["Aucun renvoi n’est choisi, ou tous existent déjà."]
