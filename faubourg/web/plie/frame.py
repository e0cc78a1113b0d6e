"""The navigation of the PLIE: each role finds its own pages, the contract itself is one link away for its members."""

from django.http import HttpRequest
from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models.reach import TEAM
from faubourg.ui.typography import nbsp

#: (label, url name, icon, how its addresses go on, roles).
ENTRIES = (
    ("Mon bureau", "plie:desk", "home", "plie/", frozenset(AgentRole)),
    ("Participants", "plie:people", "users", "plie/dossiers/", TEAM),
    (
        "Prescriptions", "plie:prescriptions", "send", "plie/prescriptions/",
        TEAM | {AgentRole.PRESCRIBER, AgentRole.VALIDATOR},
    ),
    ("Équipe", "plie:team", "building", "plie/equipe/", frozenset({AgentRole.COORDINATOR})),
    ("Cellule de suivi", "plie:sessions", "gavel", "plie/cellules/", TEAM),
    (
        "Comptes rendus", "plie:minutes-list", "file-text", "plie/comptes-rendus/",
        {AgentRole.VALIDATOR, AgentRole.DEPARTMENT},
    ),
    (
        "Clauses d’insertion", "plie:clauses", "building", "plie/clauses/", {AgentRole.COORDINATOR, AgentRole.CLAUSES},
    ),
    (
        "Contrats clauses", "plie:clause-contracts", "building", "plie/clauses/",
        {AgentRole.REFERENT, AgentRole.STRUCTURE},
    ),
    (
        "Garde d’enfants", "plie:childcare", "users", "plie/gardes/",
        TEAM | {AgentRole.PRESCRIBER, AgentRole.NURSERY},
    ),
    (
        "Totaux des clauses", "plie:clauses-totals", "building", "plie/clauses/totaux/",
        {AgentRole.DEPARTMENT, AgentRole.FSE_CELL},
    ),
    ("Dispositifs", "plie:schemes", "puzzle", "plie/dispositifs/", TEAM),
    ("Ateliers", "plie:workshops", "bulb", "plie/ateliers/", TEAM),
    ("Permanences", "plie:dropins", "calendar-event", "plie/permanences/", TEAM),
    (
        "Écoutes", "plie:supports", "message-circle", "plie/ecoutes/",
        {AgentRole.COORDINATOR, AgentRole.PSYCHOLOGIST},
    ),
    ("Qualité des données", "plie:quality", "shield-check", "plie/qualite/", frozenset({AgentRole.COORDINATOR})),
    ("Quartiers et voies", "plie:ground", "map-pin", "plie/quartiers/", frozenset({AgentRole.COORDINATOR})),
    ("Réglages", "plie:settings", "settings", "plie/reglages/", frozenset({AgentRole.COORDINATOR})),
    ("Chiffres", "plie:numbers", "chart-bar", "plie/chiffres/", TEAM | {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}),
    ("Transmissions", "plie:outgoing", "file-export", "plie/transmissions/", frozenset({AgentRole.COORDINATOR})),
    ("Conservation", "plie:retention", "archive", "plie/conservation/", frozenset({AgentRole.COORDINATOR})),
    (
        "Liste transmise", "plie:shared", "list-details", "plie/liste-transmise/",
        {AgentRole.DEPARTMENT, AgentRole.FSE_CELL},
    ),
)  # fmt: skip


def frame_for(request: HttpRequest, contract: Contract) -> dict:
    """What the shell shows around a page of the PLIE: no general search, since it knows no person."""
    root = f"/contrats/{contract.key}/"
    path = request.path.removeprefix(root)
    items = [
        {
            "label": label,
            "url": reverse(name, args=[contract.key]),
            "icon": icon,
            "current": path == beginning if beginning == "plie/" else path.startswith(beginning),
        }
        for label, name, icon, beginning, roles in ENTRIES
        if request.roles & roles
    ]
    groups = [{"title": "Parcours", "items": items}]
    if Contract.objects.for_user(request.user).filter(pk=contract.pk).exists():
        home = {"label": "Le contrat", "url": contract.get_absolute_url(), "icon": "book", "current": False}
        groups.append({"title": "Protocole", "items": [home]})
    words = ", ".join(dict.fromkeys(str(agent.get_role_display()) for agent in request.agents))
    return {
        "nav_label": "PLIE",
        "nav": groups,
        "search_url": "",
        "switcher": {"title": nbsp(contract.short_title or contract.title), "subtitle": words, "items": []},
        "foot": "Vos consultations de dossiers sont enregistrées et montrées à l’équipe de la personne.",
    }
