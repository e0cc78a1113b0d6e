"""The quality of data, for the coordinatrice: counts, each with the list of its files."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import WAITING_PRESCRIPTION
from faubourg.pathways.models import Participant, Pathway, Prescription
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries import quality
from faubourg.pathways.queries.desk import missing_fields
from faubourg.pathways.queries.persons import maybe_followed
from faubourg.web.plie.desk import field_name
from faubourg.web.plie.doors import LEAD, note_names, plie_view

A_PAGE = 50
#: Check → its title, and what to do.
TITLES = {
    "sans-referent": ("Sans référent·e", "Personne ne les suit, ou la personne qui les suivait est partie."),
    "trame": ("Trame de bilan incomplète", "Un champ exigé est vide."),
    "rendez-vous": ("Rendez-vous en retard", "Le rythme du protocole est dépassé, veilles à part."),
    "mesures": ("Mesures finies sans décision", "Ni renouvellement, ni sortie proposée."),
    "situations": ("Sorties sans situation", "La situation du lendemain ou à six mois n’est pas saisie à temps."),
    "homonymes": ("Homonymes à décider", "Mêmes noms : une personne ou deux, à dire sur le dossier."),
    "sans-sexe": ("Sexe non renseigné", "Parmi les personnes accompagnées cette année."),
    "sans-naissance": ("Date de naissance non renseignée", "Parmi les personnes accompagnées cette année."),
    "sans-domicile": ("Domicile non renseigné", "Parmi les personnes accompagnées cette année."),
    "qpv-indetermine": ("QPV indéterminé", "Compté « non ventilé » au rapport, pour les personnes de cette année."),
    "domicile-entree": (
        "Domicile à l’entrée inconnu",
        "Aucun domicile ce jour-là, ou son QPV est indéterminé : corrigez « depuis le », ou le QPV.",
    ),
    "brsa-entree": (
        "RSA à l’entrée inconnu",
        "Ni période de RSA, ni réponse à la prescription : complétez l’une ou l’autre.",
    ),
}


@plie_view(LEAD)
def page(request, contract):
    """Every check with its count, then what the trame lacks by structure and référent·e."""
    protocol, today = protocol_of(contract), timezone.localdate()
    holders = quality.gaps_by_holder(contract, protocol)
    known = {"trame": sum(one.incomplete for one in holders)}
    counts = quality.counts(contract, protocol, on=today, known=known)
    names = [(name, field_name(name)) for name in protocol.summary_fields]
    shown = {
        "checks": [(name, *TITLES[name], count) for name, count in counts.items()],
        "waiting": Prescription.objects.of(contract).filter(state__in=WAITING_PRESCRIPTION).count(),
        "alike": maybe_followed(contract),
        "names": names,
        "lines": [(one, [(name, label, one.lacking[name]) for name, label in names]) for one in holders],
    }
    return render(request, "plie/quality_page.html", shown)


@plie_view(LEAD)
def listed(request, contract, check):
    """The files behind a count, by structure and référent·e where they are followed."""
    if check not in quality.CHECKS:
        raise Http404("Cette adresse n’existe pas.")
    protocol, today = protocol_of(contract), timezone.localdate()
    field = request.GET.get("champ", "")
    if check == "trame" and field in protocol.summary_fields:
        rows = quality.incomplete(contract, protocol, field)
    else:
        rows, field = quality.CHECKS[check](contract, protocol, today), ""
    if rows.model is Pathway:
        rows = _held_by(rows, request.GET)
    page = Paginator(_joined(rows), A_PAGE).get_page(request.GET.get("page"))
    title, told = TITLES[check]
    shown = {
        "title": title, "told": told, "field": field_name(field) if field else "", "page": page,
        "rows": [_line(row, protocol, check) for row in page.object_list], "check": check,
        "is_followed": rows.model is Pathway,
        "names": request.GET.get("noms") == "oui",
        "crumbs": [("Qualité des données", reverse("plie:quality", args=[contract.key]))],
    }  # fmt: skip
    if shown["names"]:
        note_names(request, [person.pk for person, _, _ in shown["rows"]])
    return render(request, "plie/quality_list.html", shown)


def _held_by(rows: QuerySet, asked) -> QuerySet:
    for name in ("structure", "referent"):
        value = asked.get(name, "")
        if value == "sans":
            rows = rows.filter(**{name: None})
        elif value.isdecimal() and len(value) < 10:
            rows = rows.filter(**{f"{name}_id": int(value)})
    return rows


def _joined(rows: QuerySet) -> QuerySet:
    if rows.model is Participant:
        return rows.order_by("last_name", "first_name", "pk")
    joined = ("participant__qualification", "participant__residence", "structure", "referent__user")
    rows = rows.select_related(*joined).prefetch_related("obstacles", "objectives", "measures", "steps")
    return rows.order_by("participant__last_name", "participant__first_name", "participant_id", "pk")


def _line(row, protocol, check: str) -> tuple[Participant, Pathway | None, list[str]]:
    if isinstance(row, Participant):
        return row, None, []
    missing = missing_fields(row, protocol) if check == "trame" else []
    return row.participant, row, [field_name(name) for name in missing]
