"""The reviews of a campaign, action by action: who still owes one, what waits to be validated."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import reach
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.followup.choices import ReviewState
from faubourg.followup.models import Review
from faubourg.followup.operations import validate_review
from faubourg.followup.operations.refusals import FollowupError
from faubourg.ui.typography import nbsp, partial_date, plural
from faubourg.web.reviews.showing import STEPS, Board, board_of, download, tabs_of
from faubourg.web.shell import contract_view

PAGE = 50
#: Reviews that one act validates.
MANY = 500
COLUMNS = (
    SheetColumn("Code", 12),
    SheetColumn("Action", 70),
    SheetColumn("Pilotes", 32),
    SheetColumn("Étape du bilan", 18),
    SheetColumn("État", 24),
    SheetColumn("Constaté le", 14),
    SheetColumn("Réalisations", 60),
    SheetColumn("Perspectives", 40),
    SheetColumn("Motif de non-réalisation", 40),
    SheetColumn("Correction demandée", 40),
)


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The actions of the plan with their reviews in a campaign."""
    board = board_of(contract, request.GET, timezone.localdate())
    context = {
        "board": board,
        "page": Paginator(board.rows, PAGE).get_page(request.GET.get("page")),
        "campaigns": [(one.key, one.title) for one in board.rounds],
        "steps": STEPS,
        "submitted": ReviewState.SUBMITTED,
        "validates": reach(request.user, Verb.VALIDATE_STATUS, contract) is not None,
        "tabs": tabs_of(contract, "reviews:list"),
    }
    return render(request, "reviews/list.html", context)


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The list as filtered."""
    board = board_of(contract, request.GET, timezone.localdate())
    title = f"{contract.name} : bilans des actions, {board.campaign.title if board.campaign else 'aucune campagne'}"
    sheet = Sheet("Bilans", COLUMNS, _cells(board), title=title)
    return download(contract, sheet, ending, "bilans")


def _cells(board: Board) -> list[tuple]:
    found = []
    for row in board.rows:
        said = row.review or Review()
        told = (said.achievements, said.outlook, said.shortfall, said.correction)
        state = said.status.label if said.status_id else None
        day = partial_date(said.stated_on) or None
        pilots = tuple(row.pilots) or None
        found.append(
            (
                row.action.code or None,
                row.action.title,
                pilots,
                row.step_label,
                state,
                day,
                *(one or None for one in told),
            )
        )
    return found


@contract_view
@require_POST
def validate(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Validate the reviews that were ticked; those that cannot be stay as they are, and are told."""
    if reach(request.user, Verb.VALIDATE_STATUS, contract) is None:
        raise PermissionDenied("Vous ne pouvez pas valider les bilans de ce contrat.")
    ticked = [int(pk) for pk in request.POST.getlist("bilan") if pk.isdecimal() and len(pk) < 19][:MANY]
    rows = Review.objects.filter(contract=contract, round__isnull=False, pk__in=ticked).select_related("round")
    done, refused = 0, []
    for review in rows.order_by("position", "pk"):
        try:
            validate_review(review=review, user=request.user, at=timezone.now())
        except (FollowupError, ValidationError) as error:
            why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            refused.append(f"{review.code} {review.label} : {why}".strip())
        else:
            done += 1
    if done:
        messages.success(request, plural(done, "bilan validé,bilans validés") + ".")
    for sentence in refused[:10]:
        messages.error(request, nbsp(sentence))
    if not done and not refused:
        messages.warning(request, nbsp("Aucun bilan n’était coché : cochez ceux à valider."))
    return redirect("reviews:list", contract.key)
