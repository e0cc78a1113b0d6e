"""The QPV of a PLIE on the ground: streets and outlines sent, previewed, then written; centres typed."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.models import ListedTerritory
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.pathways.models import Outline, StreetRange
from faubourg.pathways.operations.ground import replace_outlines
from faubourg.pathways.operations.homes import locate_again
from faubourg.pathways.operations.setup import replace_streets
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.outline_reading import Found, match
from faubourg.pathways.outlines import read_features
from faubourg.pathways.queries.quarters import undetermined
from faubourg.pathways.street_reading import COLUMNS, read_ranges, read_streets
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import plural
from faubourg.web.plie.acts.ground import CENTRE
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.forms.ground import OutlinesForm, StreetsForm
from faubourg.web.plie.keeping import LISTED, packed, unpacked
from faubourg.web.plie.periods import download
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.taking import Taking, take

A_PAGE = 100
#: What is sent → its page.
PAGES = {"voies": "plie/ground_voies.html", "contours": "plie/ground_contours.html"}


@plie_view(LEAD)
def page(request, contract):
    """Each QPV with its streets and outline, the streets themselves, the homes that could not be placed."""
    rows = StreetRange.objects.of(contract).select_related("territory")
    quarters = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV).order_by("name", "pk")
    counted = rows.order_by().values_list("territory", "generation").annotate(count=Count("pk"))
    streets: dict[int, list] = {}
    for territory, generation, count in counted.order_by("generation"):
        streets.setdefault(territory, []).append((generation, count))
    outlines: dict[int, list] = {}
    for row in Outline.objects.of(contract).order_by("generation").select_related("territory"):
        outlines.setdefault(row.territory_id, []).append(row)
    asked = request.GET.get("quartier", "")[:9]
    listed = rows.filter(territory=int(asked)) if asked.isdecimal() else rows
    shown = {
        "protocol": protocol_of(contract),
        "quarters": [(one, streets.get(one.pk, []), outlines.get(one.pk, [])) for one in quarters],
        "communes": [row for some in outlines.values() for row in some if row.territory.kind == TerritoryKind.COMMUNE],
        "page": Paginator(listed.order_by("key", "first", "pk"), A_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "choices": [(str(one.pk), one.name) for one in quarters],
        "lost": undetermined(contract).count(),
    }
    return render(request, "plie/ground.html", shown)


@plie_view(LEAD)
def model(request, contract):
    """The empty list of streets, one line a QPV."""
    quarters = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV).order_by("name", "pk")
    rows = [(None, None, None, None, one.name) for one in quarters]
    return download([Sheet("Voies", [SheetColumn(title) for title in COLUMNS], rows)], "csv", "voies-modele", "Voies")


@plie_view(LEAD)
def streets(request, contract):
    """Streets per QPV: a CSV sent, its preview, the confirmation."""

    def written(held) -> str:
        (sheet,) = unpacked(held["sheets"]).values()
        rows = read_ranges(sheet, contract)
        count = replace_streets(contract=contract, generation=held["generation"], rows=rows, **_who(request))
        return f"{plural(count, 'tronçon de voie enregistré,tronçons de voies enregistrés')}."

    def preview(data) -> dict:
        sheet = read_streets(data["file"].read(), data["file"].name)
        rows = read_ranges(sheet, contract)
        return {
            "content": {"generation": data["generation"], "sheets": packed([sheet])},
            "generation": data["generation"],
            "lines": rows[:LISTED],
            "hidden": max(len(rows) - LISTED, 0),
            "count": len(rows),
            "gone": StreetRange.objects.of(contract).filter(generation=data["generation"]).count(),
        }

    return _take(request, contract, "voies", StreetsForm, preview, written)


@plie_view(LEAD)
def outlines(request, contract):
    """Outlines of QPV and communes: a GeoJSON sent, its preview, the confirmation."""

    def written(held) -> str:
        places = ListedTerritory.objects.of(contract).in_bulk([pk for pk, _ in held["outlines"]])
        found = [Found(places[pk], polygons) for pk, polygons in held["outlines"] if pk in places]
        count = replace_outlines(contract=contract, generation=held["generation"], found=found, **_who(request))
        return f"{plural(count, 'contour enregistré,contours enregistrés')}."

    def preview(data) -> dict:
        features = read_features(data["file"].read(), data["file"].name)
        found, left = match(features, contract, data["generation"])
        content = {"generation": data["generation"], "outlines": [[one.territory.pk, one.polygons] for one in found]}
        return {"content": content, "generation": data["generation"], "found": found, "left": left}

    return _take(request, contract, "contours", OutlinesForm, preview, written)


@plie_view(LEAD)
def centre(request, contract):
    """The centre of a QPV or a commune, typed."""
    back = reverse("plie:ground", args=[contract.key])
    return perform(request, CENTRE, contract, back=back, crumbs=[("Quartiers et voies", back)])


@require_POST
@plie_view(LEAD)
def again(request, contract):
    """The homes that could not be placed, asked again of the streets and outlines."""
    count = locate_again(contract=contract, **_who(request))
    messages.success(request, f"{plural(count, 'domicile situé,domiciles situés')}.")
    return redirect("plie:ground", contract.key)


def _who(request) -> dict:
    return {"by": request.user, "at": timezone.now()}


def _take(request, contract, what, form, preview, written):
    """A file of the ground, sent in a form that says its generation."""
    made = partial(form, protocol=protocol_of(contract))
    crumbs = [("Quartiers et voies", reverse("plie:ground", args=[contract.key]))]
    return take(request, contract, Taking(what, PAGES[what], "plie:ground", preview, written, made), crumbs)
