"""Means: droit commun apart from crédits spécifiques, each amount counted once, not given never 0 €."""

from decimal import Decimal

from faubourg.actions.choices import MeansKind
from faubourg.actions.models import Action, Means
from faubourg.contracts.layouts import Block
from faubourg.reports.fiche.content import Item, MeansBody, MeansGroup, MeansRow
from faubourg.reports.fiche.scope import Scope, codes_title
from faubourg.reports.fiche.words import deduced, natures
from faubourg.ui.typography import NBSP, euro, number

KINDS = {Block.COMMON_LAW: MeansKind.COMMON_LAW, Block.SPECIFIC: MeansKind.SPECIFIC}
EMPTY = {
    Block.COMMON_LAW: "Aucun moyen de droit commun donné : ce n’est pas 0 €.",
    Block.SPECIFIC: "Aucun crédit spécifique donné : ce n’est pas 0 €.",
}


def means(scope: Scope, block: str) -> tuple[MeansBody | None, str]:
    """The means of one origin, put into the fiche and into each of its sub-actions."""
    kind = KINDS[block]
    family = {action.pk for action in scope.family}
    groups, counted, unpriced = [], {}, set()
    for action in scope.family:
        found = [row for row in scope.loaded.means.get(action.pk, []) if row.kind == kind]
        # By its number, so that a means which several sub-actions share is one contribution.
        counted |= {row.pk: row for row in found if row.action_id in family and row.amount is not None}
        unpriced |= {row.pk for row in found if row.action_id in family and row.amount is None}
        if found:
            title = "" if action is scope.action else codes_title([action])
            groups.append(MeansGroup(title, tuple(means_row(scope, row, action) for row in found)))
    if not groups:
        return None, EMPTY[block]
    shared = [row.amount for row in counted.values() if scope.loaded.of("sharing", row.pk)]
    return MeansBody(
        groups=tuple(groups),
        total=sum((row.amount for row in counted.values()), Decimal()) if counted else None,
        priced=len(counted),
        unpriced=len(unpriced),
        shared_total=sum(shared, Decimal()) if shared else None,
        givers=tuple(dict.fromkeys(_giver(scope, row) for row in counted.values() if row.organisation_id)),
    ), ""


def rows_of(scope: Scope, action: Action, kind: str) -> tuple[MeansRow, ...]:
    """The means of one origin put into one action."""
    return tuple(means_row(scope, row, action) for row in scope.loaded.means.get(action.pk, []) if row.kind == kind)


def _giver(scope: Scope, row: Means) -> str:
    return scope.item("organisation", row.organisation_id).label


def means_row(scope: Scope, row: Means, action: Action) -> MeansRow:
    """A means as seen from `action`, which may only share it."""
    owner = scope.item("action", row.action_id)
    shared = [row.action_id, *scope.loaded.others("sharing", row.pk)]
    sharing = tuple(_short(scope, pk) for pk in dict.fromkeys(shared) if pk != action.pk)
    return MeansRow(
        text=row.text,
        organisation=scope.item("organisation", row.organisation_id),
        nature=natures(row.nature),
        quantity=f"{number(row.quantity)}{NBSP}{row.unit}".strip() if row.quantity is not None else "",
        amount=row.amount,
        amount_text=_amount_text(row),
        details=tuple(_details(scope, row)),
        shared=sharing if len(shared) > 1 else (),
        counted_with="" if row.action_id == action.pk else f"compté avec {owner.prefix or owner.label}",
        deduced=deduced(row.inferred, "kind", "organisation", "amount", confidence=row.confidence),
        line=row.line,
    )


def _short(scope: Scope, pk: int) -> Item:
    name = scope.loaded.outline.name("action", pk)
    return Item(label=name.code or name.label, url=scope.loaded.outline.url(name))


def _amount_text(row: Means) -> str:
    if row.amount is None:
        return ""
    return f"{euro(row.amount)}{f' ({row.amount_period})' if row.amount_period else ''}"


def _details(scope: Scope, row: Means):
    if row.share_pct is not None:
        yield f"{number(row.share_pct)}{NBSP}%"
    yield from (text for text in (row.frame, row.condition) if text)
    funders = scope.items("organisation", scope.loaded.of("funder", row.pk))
    if funders:
        yield f"financé par {', '.join(item.label for item in funders)}"
    if row.scheme_id:
        yield scope.item("scheme", row.scheme_id, prefix="").label
    if row.note:
        yield row.note
