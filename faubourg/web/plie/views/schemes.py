"""The dispositifs on screen: all of them side by side, the funnel of one, a passage, a person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Programme
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.schemes import enrol, write_programme
from faubourg.pathways.queries import schemes as queries
from faubourg.web.plie.acts.schemes import ENROLMENT_ACTS, SCHEME_ACTS
from faubourg.web.plie.doors import LEAD, note_opening, note_openings, plie_view
from faubourg.web.plie.figures import funnel_sheet, options_sheet
from faubourg.web.plie.forms.schemes import EnrolForm, EnrolOutsiderForm, ProgrammeForm
from faubourg.web.plie.periods import download, period_of
from faubourg.web.plie.views.acting import perform

A_PAGE = 50
TOLD = ("start", "prescriber", "option", "note")
TONES = (
    {"label": "Femmes", "tone": "1"},
    {"label": "Hommes", "tone": "2"},
    {"label": "Non renseigné", "tone": "hatch"},
)


@plie_view(TEAM)
def page(request, contract):
    """All the dispositifs of a year; a person in several counts once in the total."""
    period = period_of(request)
    overview = queries.overview(request.user, contract, period.first, period.last)
    shown = {"period": period, "overview": overview, "leads": AgentRole.COORDINATOR in request.roles}
    return render(request, "plie/schemes_page.html", shown)


def _crumbs(contract, programme=None, row=None) -> list[tuple[str, str]]:
    found = [("Dispositifs", reverse("plie:schemes", args=[contract.key]))]
    found += [] if programme is None else [(programme.name, programme.get_absolute_url())]
    return found if row is None else [*found, (str(row), row.get_absolute_url())]


def _programme(contract, pk) -> Programme:
    return get_object_or_404(Programme.objects.of(contract).select_related("contract"), pk=pk)


@plie_view(TEAM)
def scheme(request, contract, pk):
    """The funnel of a dispositif, its table, its passages."""
    row = _programme(contract, pk)
    seen = queries.enrolments_seen(request.user, contract).filter(programme=row)
    period = period_of(request, {day.year for day in seen.dates("start", "year")})
    lines = queries.funnel(row, seen, period.first, period.last)
    rank = request.GET.get("etape", "")
    found = seen.filter(reached__stage__rank=int(rank), reached__on__range=(period.first, period.last)) if (
        rank.isascii() and rank.isdecimal() and len(rank) < 4
    ) else seen.filter(start__lte=period.last).exclude(end__lt=period.first)  # fmt: skip
    shown = {
        "row": row,
        "period": period,
        "lines": lines,
        "options": queries.usage([row], seen, period.first, period.last)[row.pk],
        "series": TONES,
        "bars": [_bar(line) for line in lines],
        "stages": [(str(line.rank), line.label) for line in lines],
        "stage": rank,
        "page": Paginator(found.order_by("-start", "-pk"), A_PAGE).get_page(request.GET.get("page")),
        "leads": AgentRole.COORDINATOR in request.roles,
        "crumbs": _crumbs(contract),
    }
    note_openings(request, [one.beneficiary for one in shown["page"].object_list])
    return render(request, "plie/schemes_scheme.html", shown)


def _bar(line) -> dict:
    sex = line.profile.split("Sexe")
    values = [*(count for _, count in sex.parts), sex.unknown]
    return {"label": line.label, "url": "", "values": values, "end": line.profile.people}


@plie_view(TEAM)
def export(request, contract, pk, ending):
    """The funnel as a file."""
    row = _programme(contract, pk)
    seen = queries.enrolments_seen(request.user, contract)
    period = period_of(request)
    sheets = [funnel_sheet(row.name, queries.funnel(row, seen, period.first, period.last))]
    if options := queries.usage([row], seen, period.first, period.last)[row.pk]:
        sheets.append(options_sheet(options))
    return download(sheets, ending, f"dispositif-{row.pk}-{period.year}", f"{row.name} {period.year}")


@plie_view(LEAD)
def add(request, contract):
    """A new dispositif."""
    return _written(request, contract, None, "Nouveau dispositif")


@plie_view(LEAD)
def change(request, contract, pk):
    """Its name and its stages."""
    return _written(request, contract, _programme(contract, pk), "Modifier le dispositif")


def _written(request, contract, row, title):
    def write(form):
        facts = {name: form.cleaned_data[name] for name in ("name", "stages", "options")} | {"programme": row}
        facts["organisation"] = row.organisation if row else None
        return write_programme(contract=contract, **facts, **_who(request))

    return _typed(request, contract, ProgrammeForm, write, title, row, _crumbs(contract, row), "Dispositif enregistré.")


@plie_view(TEAM)
def enrol_file(request, contract, pk):
    """Orient a person of the PLIE towards a dispositif."""
    row = _programme(contract, pk)

    def write(form):
        told = {name: form.cleaned_data.get(name) for name in TOLD}
        return enrol(programme=row, participant=form.cleaned_data["number"], values=told, **_who(request))

    return _typed(request, contract, EnrolForm, write, "Orienter une personne du PLIE", row, _crumbs(contract, row),
                  "Orientation enregistrée.")  # fmt: skip


@plie_view(LEAD)
def enrol_outsider(request, contract, pk):
    """Orient somebody whom the PLIE does not follow."""
    row = _programme(contract, pk)

    def write(form):
        told = {name: form.cleaned_data.get(name) for name in TOLD} | form.circumstances()
        return enrol(programme=row, identity=form.identity(), values=told, **_who(request))

    return _typed(request, contract, EnrolOutsiderForm, write, "Orienter une autre personne", row,
                  _crumbs(contract, row), "Orientation enregistrée.")  # fmt: skip


@plie_view(LEAD)
def act(request, contract, pk, name):
    """The stock of a year."""
    row = _programme(contract, pk)
    if name not in SCHEME_ACTS or not row.options.exists():
        raise Http404("Cette adresse n’existe pas.")
    return perform(request, SCHEME_ACTS[name], row, back=row.get_absolute_url(), crumbs=_crumbs(contract, row))


def _who(request) -> dict:
    return {"by": request.user, "at": timezone.now()}


def _typed(request, contract, kind, write, title, subject, crumbs, done):
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, subject=subject, contract=contract, user=request.user)
    if sent is not None and form.is_valid():
        try:
            row = write(form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done)
            return redirect(row)
    back = crumbs[-1][1]
    return render(request, "plie/dispositif_form.html", {"form": form, "title": title, "back": back, "crumbs": crumbs})


@plie_view(TEAM)
def passage(request, contract, pk):
    """One passage: the person and the day of each stage."""
    row = get_object_or_404(queries.enrolments_seen(request.user, contract), pk=pk)
    note_opening(request, row.beneficiary, "Passage dans un dispositif")
    reached = {one.stage_id: one.on for one in row.reached.all()}
    shown = {
        "row": row,
        "stages": [(stage, reached.get(stage.pk)) for stage in row.programme.stages.order_by("rank")],
        "acts": [(name, act) for name, act in ENROLMENT_ACTS.items()
                 if act.may(request.user, row) and not (name == "arret" and row.end)],
        "crumbs": _crumbs(contract, row.programme),
    }  # fmt: skip
    return render(request, "plie/schemes_passage.html", shown)


@plie_view(TEAM)
def passage_act(request, contract, pk, name):
    """Stages reached, or a stop."""
    if name not in ENROLMENT_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = get_object_or_404(queries.enrolments_seen(request.user, contract), pk=pk)
    crumbs = _crumbs(contract, row.programme, row)
    return perform(request, ENROLMENT_ACTS[name], row, back=row.get_absolute_url(), crumbs=crumbs)
