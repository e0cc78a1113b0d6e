"""A fiche on screen."""

from django.http import Http404
from django.shortcuts import redirect, render

from faubourg.actions.models import Action
from faubourg.contracts.layouts import Block
from faubourg.exchange.part_rights import open_parts, part_rights
from faubourg.exchange.rights import open_facts
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.indicators.queries_sharing import frames_of
from faubourg.reports.fiche import Fiche, fiche_by_key, key_of_code
from faubourg.reports.focus import focus_of
from faubourg.web.shell import contract_view, fiche_tabs

WHO = frozenset({Block.PILOTS, Block.PARTNERS, Block.FUNDERS, Block.OPERATORS, Block.PRODUCERS})
AFTERWARDS = frozenset({Block.CONTINUITY})
MONEY = (Block.COMMON_LAW, Block.SPECIFIC)


@contract_view
def detail(request, contract, key):
    """The fiche, its sections in the contract's order."""
    fiche = fiche_by_key(contract, key, user=request.user)
    if fiche is None:
        if known := key_of_code(contract, key):
            return redirect("fiche:detail", contract.key, known)
        raise Http404("Cette fiche n’existe pas.")
    context = {"fiche": fiche, "money": _money(fiche), "open_parts": _open_parts(request, contract, fiche)}
    if request.htmx and (section := fiche.section(request.GET.get("rubrique", ""))):
        beside = [fiche.section(block) for block in MONEY if section.block in MONEY and block != section.block]
        return render(request, "fiche/_saved.html", context | {"section": section, "beside": filter(None, beside)})
    context |= {
        "rows": _paired(fiche),
        "rail": _rail(fiche),
        "unwritten": _unwritten(fiche, context["open_parts"]),
        "tabs": fiche_tabs(contract, fiche.key, current="fiche:detail"),
        "frames": frames_of(contract, fiche.lineage, user=request.user) if fiche.is_elsewhere else [],
    }
    return render(request, "fiche/page.html", context)


@contract_view
def focus(request, contract, key):
    """The fiche under the seven titles of a focus."""
    found = focus_of(contract, key)
    if found is None:
        raise Http404("Cette fiche n’existe pas.")
    action = Action(pk=found.fiche.pk, key=found.fiche.key, kind=found.fiche.kind, version=contract.current_version)
    may_write = open_facts(user=request.user, contract=contract, section=ACTIONS, row=action)
    context = {"focus": found, "may_write": bool(may_write), "open_parts": frozenset(), "money": None}
    return render(request, "fiche/focus.html", context)


def _open_parts(request, contract, fiche: Fiche) -> frozenset[str]:
    """The sections that the person may change."""
    owner = Action(pk=fiche.pk, key=fiche.key, kind=fiche.kind, version=contract.current_version)
    rights = part_rights(user=request.user, contract=contract, owner=owner)
    return open_parts(rights, frozenset(section.block for section in fiche.sections if section.body))


def _unwritten(fiche: Fiche, parts: frozenset[str]) -> list[tuple[str, str]]:
    """The sections that the page does not show because nothing is there, and that the person may write."""
    shown = {section.block for section in fiche.sections}
    return [(block.value, block.label) for block in Block if block.value in parts and block.value not in shown]


def _paired(fiche: Fiche) -> list[list]:
    """The wide column: two short lists that follow one another stand side by side."""
    rows: list[list] = []
    for section in fiche.main:
        short = section.body is None or getattr(section.body, "bulleted", False)
        beside = rows and len(rows[-1]) == 1 and short and section.block != Block.NOTES
        last = rows[-1][0] if beside else None
        if last and (last.body is None or getattr(last.body, "bulleted", False)):
            rows[-1].append(section)
        else:
            rows.append([section])
    return rows


def _rail(fiche: Fiche) -> list[tuple[str, list]]:
    """The margin under three titles, each in the contract's order."""
    groups: dict[str, list] = {}
    for section in fiche.aside:
        title = "Qui" if section.block in WHO else "Continuité" if section.block in AFTERWARDS else "Où et quand"
        groups.setdefault(title, []).append(section)
    return list(groups.items())


def _money(fiche: Fiche) -> dict | None:
    """The bar of the amounts, drawn with the first section that has means; nothing when no amount is known."""
    found = [fiche.section(block) for block in MONEY]
    held = [section for section in found if section and section.body]
    totals = [section.body.total if section and section.body else None for section in found]
    if not any(totals):
        return None
    # The chart draws with floats.
    totals = [None if total is None else float(total) for total in totals]
    first = next(section for section in fiche.sections if section in held)
    series = [
        {"label": "Droit commun", "tone": "1", "short": ""},
        {"label": "Crédits spécifiques", "tone": "hatch", "short": ""},
    ]
    row = {"label": "Montants chiffrés (€)", "url": "", "values": totals, "end": sum(total or 0 for total in totals)}
    return {"block": first.block, "series": series, "rows": [row]}
