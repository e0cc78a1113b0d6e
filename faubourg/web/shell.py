"""What every screen of a contract shares: the contract of the address, and the navigation around it."""

import re
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from faubourg.accounts.permissions import can_manage_accounts
from faubourg.amendments.permissions import can_work_on_draft
from faubourg.amendments.queries import working_version
from faubourg.contracts.choices import ContractKind
from faubourg.contracts.models import Contract, Version
from faubourg.contracts.permissions import can_edit_contract, can_manage_members
from faubourg.pathways.queries.people import contract_for
from faubourg.reports.wording import dated
from faubourg.ui.context import empty_shell
from faubourg.ui.typography import nbsp

#: Title of the group, then (label, url name, icon, how the addresses that it stands for go on after the contract's).
NAVIGATION = (
    (
        "Contrat",
        (
            ("Accueil", "home:contract", "home", ()),
            ("Mon travail", "mywork:contract", "list-check", ("mon-travail/",)),
            ("Plan", "plan:plan", "list-tree", ("plan/", "fiches/")),
            ("Échéances", "deadlines:calendar", "calendar-event", ("echeances/", "conventions/", "cadres/")),
            ("Échanges", "talk:contract", "message-circle", ("commentaires/", "pieces/")),
            ("Versions", "versions:page", "history", ("versions/",)),
            ("Le contrat", "home:pages", "book", ("texte/",)),
        ),
    ),
    (
        "Suivre et évaluer",
        (
            ("Tableau de bord", "dashboards:page", "report-analytics", ("tableau-de-bord",)),
            ("Avancement", "life:progress", "chart-bar", ("avancement/",)),
            ("Bilans", "reviews:synthesis", "file-text", ("bilans/", "socle/")),
            ("Campagnes", "followup:campaigns", "speakerphone", ("campagnes/",)),
            ("Valeurs", "values:grid", "table", ("valeurs/", "indicateurs/")),
            ("Objectifs chiffrés", "values:objectives", "target", ("objectifs",)),
            ("Droit commun", "means:page", "coin", ("moyens/",)),
            ("Indicateurs calculés", "computed:page", "sum", ("calculs/", "cohortes/")),
            ("Registres", "registers:page", "list-details", ("registres/", "registres-nouveau/")),
            ("Évaluation", "evaluation:index", "scale", ("evaluation/",)),
            ("Abattement TFPB", "urban:page", "coin", ("tfpb/",)),
            ("Rapports", "publications:list", "report-analytics", ("rapports/",)),
        ),
    ),
    (
        "Lire et imprimer",
        (
            ("Tableau récapitulatif", "overview:summary", "table", ("recapitulatif/",)),
            ("État des fiches", "overview:annex", "list-details", ("etat-des-fiches",)),
            ("Fiches matrices", "overview:matrices", "layout-columns", ("matrices/",)),
            ("Croisements", "overview:crossings", "grid-dots", ("croisements/",)),
            ("Acteurs", "actors:organisations", "building", ("acteurs/", "annuaire/")),
            ("Dispositifs", "actors:schemes", "puzzle", ("dispositifs/",)),
            ("Quartiers", "actors:territories", "map-pin", ("quartiers/",)),
            ("Tableaux et remarques", "actors:tables", "file-text", ("tableaux/", "remarques/", "chiffres-publies/")),
            ("Sigles", "actors:acronyms", "letter-case", ("sigles/",)),
            ("Éditions", "editions:page", "printer", ("editions/",)),
        ),
    ),
    (
        "Tenir à jour",
        (
            ("Données", "records:sections", "database", ("donnees/",)),
            ("Complétude", "completeness:page", "flag", ("completude/",)),
            ("Propositions", "arrange:proposals", "bulb", ("propositions/",)),
            ("Modèles et clauses", "arrange:templates", "copy", ("modeles/", "clauses/")),
            ("Membres et référents", "people:members", "users", ("membres/", "referents/")),
            ("Import et export", "transfer:page", "transfer", ("echanges/",)),
        ),
    ),
)
#: In a PLIE: the desk for those who hold a role there, the team for those who give the roles.
PLIE = (
    ("Bureau du PLIE", "plie:desk", "users", ("plie/bureau",)),
    ("Équipe du PLIE", "plie:team", "building", ("plie/equipe/",)),
)
#: The tabs of a fiche: (label, url name); each journey that hangs a page on a fiche adds its line.
FICHE_TABS = (
    ("Fiche", "fiche:detail"),
    ("Suivi", "life:fiche"),
    ("Bilans", "reviews:fiche"),
    ("Moyens", "means:fiche"),
    ("Échanges", "talk:fiche"),
    ("Historique", "history:fiche"),
)
#: Where the session keeps, by key of contract, the version in preparation on which the person works.
DRAFTS = "versions"
#: Contracts offered by the switcher; the list of all of them is one line below.
SWITCHER_LENGTH = 20
QUOTED = re.compile(r"«\s*([^«»]+?)\s*»")


def contract_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view its contract instead of the key of the address; 404 to those who do not see it."""

    @wraps(view)
    def wrapped(request: HttpRequest, contract_key: str, **kwargs) -> HttpResponse:
        # PostgreSQL refuses the very question with such a byte (NUL) in it.
        if any("\0" in str(value) for value in (contract_key, *kwargs.values())):
            raise Http404("Cette adresse n’existe pas.")
        contracts = Contract.objects.for_user(request.user).select_related("current_version", "territory")
        request.contract = put_on_draft(request, get_object_or_404(contracts, key=contract_key))
        return view(request, request.contract, **kwargs)

    return wrapped


def put_on_draft(request: HttpRequest, contract: Contract | None) -> Contract | None:
    """Make the contract speak of the version in preparation, for a person who chose to work on it and may edit."""
    chosen = request.session.get(DRAFTS, {}).get(contract.key) if contract else None
    if chosen is not None:
        found = working_version(contract, chosen)
        if found is not None and can_work_on_draft(request.user, contract):
            contract.work_on(found)
        else:
            choose_draft(request, contract, None)
    return contract


def choose_draft(request: HttpRequest, contract: Contract, version: Version | None) -> None:
    """Remember, for this session, that the person works on a version in preparation; None: no longer."""
    chosen = {key: pk for key, pk in request.session.get(DRAFTS, {}).items() if key != contract.key}
    request.session[DRAFTS] = chosen | ({contract.key: version.pk} if version else {})


def draft_of(request: HttpRequest) -> Version | None:
    """The version in preparation on which the person works; None on the version in force."""
    contract = getattr(request, "contract", None)
    return contract.current_version if contract is not None and contract.is_on_draft else None


def shell(request: HttpRequest) -> dict:
    """Context processor: who is signed in, and around a contract its navigation, switcher and search address."""
    frame = empty_shell() | {"home_url": reverse("home:start")}
    if not request.user.is_authenticated:
        return {"shell": frame}
    frame["account"] = {
        "label": str(request.user),
        "initials": request.user.initials,
        "items": _account_items(request.user),
        "sign_out_url": reverse("home:sign-out"),
    }
    frame["help_url"] = reverse("home:help")
    contract = getattr(request, "contract", None)
    if contract is None:
        return {"shell": frame}
    # The PLIE has its own doors and its own navigation: see `web.plie.doors`.
    frame |= getattr(request, "own_frame", None) or _frame(request, contract)
    frame |= {"print_title": dated(contract.title, contract), "notice": _draft_notice(contract)}
    # Asked for only by the pages that show what can be edited: the others save a query.
    can_edit = SimpleLazyObject(lambda: can_edit_contract(request.user, contract))
    return {"shell": frame, "contract": contract, "contract_name": display_name(contract), "can_edit": can_edit}


def _frame(request: HttpRequest, contract: Contract) -> dict:
    """The search, the navigation and the switcher of the contract itself."""
    root = reverse("home:contract", args=[contract.key])
    groups = NAVIGATION
    if contract.kind == ContractKind.PLIE:
        opened = (contract_for(request.user, contract.key), can_manage_members(request.user, contract))
        entries = tuple(entry for entry, shown in zip(PLIE, opened, strict=True) if shown)
        groups = (*NAVIGATION[:1], *([("Parcours", entries)] if entries else []), *NAVIGATION[1:])
    return {
        "search_url": reverse("find:page", args=[contract.key]),
        "search_label": "Chercher une fiche, un acteur, un indicateur…",
        "nav_label": "Contrat",
        "nav": [
            {"title": title, "items": [_item(request, contract, root, *entry) for entry in entries]}
            for title, entries in groups
        ],
        "switcher": _switcher(request.user, contract),
    }


def fiche_tabs(contract: Contract, key: str, *, current: str) -> list[dict]:
    """The tabs of the fiche `key`; `current` is the url name of the page shown."""
    return [
        {"label": label, "url": reverse(name, args=[contract.key, key]), "current": name == current, "count": None}
        for label, name in FICHE_TABS
    ]


def _draft_notice(contract: Contract) -> dict | None:
    """What is said at the top of every page to a person who works on a version in preparation."""
    if not contract.is_on_draft:
        return None
    version = contract.current_version
    return {
        "title": nbsp(f"Vous travaillez sur « {version} » ({version.get_state_display()})."),
        "text": "Les autres lisent toujours la version en vigueur.",
        "url": reverse("versions:version", args=[contract.key, version.number]),
        "label": "Voir l’avenant ou revenir à la version en vigueur",
    }


def display_name(contract: Contract) -> str:
    """The name of a contract where there is little room: the short one, else what its title puts between « »."""
    quoted = QUOTED.search(contract.title)
    return nbsp(contract.short_title or (quoted.group(1) if quoted else contract.title))


def _account_items(user) -> list[dict]:
    items = [
        {"label": "Mon travail", "url": reverse("mywork:page")},
        {"label": "Tous mes contrats", "url": reverse("home:start")},
        {"label": "Mon compte", "url": reverse("people:account")},
    ]
    if can_manage_accounts(user):
        items.append({"label": "Comptes de l’instance", "url": reverse("people:accounts")})
        items.append({"label": "Tâches et messages", "url": reverse("people:instance")})
    if settings.DEMO:
        items.append({"label": "Messages envoyés", "url": reverse("people:outbox")})
        items.append({"label": "Changer de rôle", "url": reverse("home:sign-in")})
    return items


def _switcher(user, contract: Contract) -> dict:
    """Where to go from this contract: the others of the person, in the order of the list of contracts."""
    fields = ("key", "short_title", "title", "start", "end", "extended_until")
    seen = Contract.objects.for_user(user).only(*fields).order_by("-start", "title", "pk")[: SWITCHER_LENGTH + 1]
    items = [{"label": dated(display_name(found), found), "url": found.get_absolute_url()} for found in seen]
    place = str(contract.territory or contract.get_kind_display())
    if len(items) > 1:
        items = [*items[:SWITCHER_LENGTH], {"label": "Tous les contrats", "url": reverse("home:start")}]
    else:
        items = []
    return {
        "title": display_name(contract),
        "subtitle": nbsp(" · ".join(filter(None, (place, contract.period)))),
        "current": contract.get_absolute_url(),
        "items": items,
    }


def _item(request, contract, root: str, label: str, name: str, icon: str, beginnings: tuple[str, ...]) -> dict:
    path = request.path.removeprefix(root)
    current = path.startswith(beginnings) if beginnings else path == ""
    return {"label": label, "url": reverse(name, args=[contract.key]), "icon": icon, "current": current}
