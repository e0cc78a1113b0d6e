"""The posts of référents: who holds what, what is vacant, and what nobody follows any more."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts import operations_posts
from faubourg.contracts.models import Contract, Post
from faubourg.contracts.permissions import can_manage_members
from faubourg.contracts.queries_posts import holder_of, posts, printed_posts, signatories_without_post
from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx
from faubourg.reports.posts import orphans_of
from faubourg.ui.typography import plural
from faubourg.web.people.post_forms import AppointForm, PostForm, VacateForm
from faubourg.web.shell import contract_view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _check_manages(request: HttpRequest, contract: Contract) -> None:
    if not can_manage_members(request.user, contract):
        raise PermissionDenied("Les postes se tiennent avec la ou le chef·fe de projet.")


def _post(contract: Contract, pk: int) -> Post:
    return get_object_or_404(Post.objects.of(contract).select_related("organisation", "contract", "paired_with"), pk=pk)


@contract_view
def post_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Every post with its holder; the vacant ones and what they leave without anybody."""
    found = posts(contract)
    rows = [{"post": post, "holder": holder_of(post)} for post in found]
    is_open = [row for row in rows if row["post"].closed_on is None]
    context = {
        "rows": rows,
        "held": sum(1 for row in is_open if row["holder"]),
        "vacant": sum(1 for row in is_open if not row["holder"]),
        "orphans": orphans_of(contract, found),
        "without": signatories_without_post(contract),
        "printed": len(printed_posts(contract)),
        "can_manage": can_manage_members(request.user, contract),
    }
    return render(request, "people/posts.html", context)


@contract_view
def post_file(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The directory of the posts as a workbook."""
    titles = ("Organisme", "Service", "Fonction", "Titulaire", "Depuis le", "Binôme", "Supprimé le", "Note")
    kinds = ("text",) * 4 + ("date", "text", "date", "text")
    rows = [
        (
            str(post.organisation),
            post.service,
            post.function,
            str(holder.user) if holder else "vacant",
            holder.start if holder else None,
            post.paired_with.function if post.paired_with else "",
            post.closed_on,
            post.note,
        )
        for post, holder in ((post, holder_of(post)) for post in posts(contract))
    ]
    columns = [SheetColumn(title, 28, kind) for title, kind in zip(titles, kinds, strict=True)]
    book = write_xlsx([Sheet("Référents", columns, rows, title=f"Postes de référents, {contract}")])
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-referents.xlsx"'
    return response


@contract_view
def post_add(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Open a post."""
    _check_manages(request, contract)
    form = PostForm(request.POST or None, contract=contract)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations_posts.write_post(
                contract=contract, post=None, values=form.cleaned_data, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Poste ouvert.")
            return redirect("people:post", contract.key, row.pk)
    return render(request, "people/post_add.html", {"form": form})


@contract_view
def post_page(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """A post: its facts, who holds it and held it."""
    found = _post(contract, pk)
    can_manage = can_manage_members(request.user, contract)
    if request.method == "POST":
        _check_manages(request, contract)
    form = PostForm(request.POST or None, instance=found, contract=contract)
    if request.method == "POST" and form.is_valid():
        facts = {"values": form.cleaned_data, "by": request.user, "at": timezone.now()}
        try:
            operations_posts.write_post(contract=contract, post=_post(contract, pk), **facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Poste enregistré.")
            return redirect("people:post", contract.key, pk)
    return render(request, "people/post.html", _shown(contract, found) | {"form": form, "can_manage": can_manage})


def _shown(contract: Contract, post: Post) -> dict:
    history = list(post.holders.select_related("user").order_by("-start", "-pk"))
    today = {"start": timezone.localdate(), "end": timezone.localdate(), "gives_role": True, "takes_role": True}
    return {
        "post": post,
        "history": history,
        "holder": next((one for one in history if one.end is None), None),
        "appoint": AppointForm(initial=today, contract=contract),
        "vacate": VacateForm(initial=today),
    }


@contract_view
@require_POST
def post_appoint(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Put somebody in the post."""
    form = AppointForm(request.POST, contract=contract)
    return _act(request, contract, pk, {"appoint": form}, operations_posts.appoint, "Poste pourvu.")


@contract_view
@require_POST
def post_vacate(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Note a departure."""
    form = VacateForm(request.POST)
    return _act(request, contract, pk, {"vacate": form}, operations_posts.vacate, "Le poste est vacant.")


def _act(
    request: HttpRequest, contract: Contract, pk: int, named: dict[str, Form], act: Callable, done: str
) -> HttpResponse:
    """Do what the form asks; on refusal show the post again with that form under its name."""
    _check_manages(request, contract)
    found, (form,) = _post(contract, pk), named.values()
    if form.is_valid():
        try:
            act(post=found, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, done)
            return redirect("people:post", contract.key, pk)
    shown = _shown(contract, found) | {"form": PostForm(instance=found, contract=contract), "can_manage": True}
    return render(request, "people/post.html", shown | named)


@contract_view
@require_POST
def posts_take(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Open the posts that the document names."""
    count = operations_posts.take_printed_posts(contract=contract, by=request.user, at=timezone.now())
    messages.success(request, f"{plural(count, 'poste repris,postes repris')} du document.")
    return redirect("people:posts", contract.key)
