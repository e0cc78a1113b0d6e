"""Where one edits: a part of an action or of an element of the tree, with the rights of the person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from faubourg.accounts.operations import author_mark, author_of
from faubourg.accounts.queries import draft_of
from faubourg.actions.models import Action
from faubourg.contracts.layouts import ASIDE, Block
from faubourg.contracts.models import Contract, Node
from faubourg.exchange.part_rights import PartRights, part_rights
from faubourg.exchange.parts import IDENTITY, PARTS, Part, label_of
from faubourg.exchange.schema.plan import ACTIONS, NODES
from faubourg.web.forms.expiry import MARK, RESUME
from faubourg.web.shell import contract_view

FICHE, NODE = "fiche", "element"
#: Parts told elsewhere on the page too: it is shown again whole.
SPREADING = frozenset({IDENTITY, Block.SUB_ACTIONS.value, "fiches"})
NOT_YOURS = "Vous n’avez pas le droit de modifier cette rubrique : voir « Rôles et droits »."


@dataclass(frozen=True)
class Place:
    """A part of `owner`, and who edits it."""

    request: HttpRequest
    contract: Contract
    owner: Model
    part: Part
    rights: PartRights

    @property
    def on(self) -> str:
        """What is edited: an action or an element of the tree."""
        return FICHE if isinstance(self.owner, Action) else NODE

    @property
    def label(self) -> str:
        """What the contract calls the part."""
        return label_of(self.part, self.contract, self.owner)

    @property
    def owner_url(self) -> str:
        """The page of the action or of the element."""
        name = "fiche:detail" if self.on == FICHE else "plan:node"
        return reverse(name, args=[self.contract.key, self.owner.key])

    def url(self, name: str = "part", pk: int | None = None) -> str:
        """An address of the part: `part`, `add`, and for one row `row`, `remove`, `move`."""
        prefix = "" if self.on == FICHE else "node-"
        args = [self.contract.key, self.owner.key, self.part.slug, *([pk] if pk else [])]
        return reverse(f"edit:{prefix}{name}", args=args)

    @property
    def shown_url(self) -> str:
        """Where the part is read: in its page."""
        if self.on == NODE or self.part.slug == IDENTITY:
            return self.owner_url
        return f"{self.owner_url}?rubrique={self.part.slug}#rubrique-{self.part.slug}"

    @property
    def is_in_page(self) -> bool:
        """Whether the answer goes into the page on screen, by HTMX."""
        return bool(self.request.htmx)

    def typed(self) -> object:
        """What the form is to be filled with: what was sent, else the draft that the person resumes, else nothing."""
        if self.request.method == "POST":
            return self.request.POST
        draft = self.draft
        if draft is None or RESUME not in self.request.GET:
            return None
        data = self.request.GET.copy()
        data.clear()
        for name, texts in draft.typed.items():
            data.setlist(name, texts)
        return data

    @property
    def draft(self):
        """What the person typed in this form and did not send."""
        return draft_of(self.request.user, self.request.path)

    @property
    def auto_id(self) -> str:
        """How inputs are known in the page: several parts may be open in it at once."""
        return f"id_{self.part.slug}_%s"

    def show(self, inner: str, context: dict, *, title: str = "") -> HttpResponse:
        """The page of the form, or the form alone for HTMX."""
        slug = self.part.slug
        facts = {
            "place": self,
            "inner": inner,
            "title": title or self.label,
            "slug": slug,
            "is_aside": self.is_in_page and slug in ASIDE,
            "mark_name": MARK,
            "mark": author_mark(user=self.request.user, place=self.request.path),
            "draft": None if self.request.method == "POST" or RESUME in self.request.GET else self.draft,
        }
        return render(self.request, "edit/_part.html" if self.is_in_page else "edit/page.html", facts | context)

    def leave(self) -> HttpResponse:
        """Back to where the part is read, once it is saved."""
        if self.is_in_page and self.part.slug in SPREADING:
            return HttpResponseClientRedirect(self.owner_url)
        return redirect(self.shown_url)


def part_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view its place instead of the keys of the address; 404 for what does not exist."""

    @wraps(view)
    def wrapped(request, contract, key, section, on=FICHE, **kwargs):
        declared = ACTIONS if on == FICHE else NODES
        part = PARTS[declared.name].get(section)
        if part is None:
            raise Http404("Cette rubrique n’existe pas.")
        model = Action if on == FICHE else Node
        owner = model.objects.filter(version=contract.current_version_id, key=key).first()
        if owner is None:
            return gone(request, contract, on)
        owner.version = contract.current_version
        rights = part_rights(user=request.user, contract=contract, owner=owner)
        return view(request, Place(request, contract, owner, part, rights), **kwargs)

    return contract_view(wrapped)


def was_shown(request: HttpRequest) -> bool:
    """Whether the form that is sent was shown to this person at this address: what it was about existed then."""
    return request.method == "POST" and author_of(request.POST.get(MARK, "")) == (request.user, request.path)


def gone(request: HttpRequest, contract: Contract, on: str) -> HttpResponse:
    """The whole fiche was taken away while the person was writing: what they typed is shown, to be copied."""
    if not was_shown(request):
        raise Http404("Cette fiche n’existe pas." if on == FICHE else "Cet élément n’existe pas.")
    hidden = ("seen", MARK, "csrfmiddlewaretoken")
    typed = [(name, text) for name, texts in request.POST.lists() if name not in hidden for text in texts if text]
    context = {"typed": typed, "what": "fiche" if on == FICHE else "élément du plan", "contract": contract}
    return render(request, "edit/_gone.html" if request.htmx else "edit/gone.html", context)


def refuse_unless(allowed: object) -> None:
    """Raise `PermissionDenied` with a sentence for who may not."""
    if not allowed:
        raise PermissionDenied(NOT_YOURS)
