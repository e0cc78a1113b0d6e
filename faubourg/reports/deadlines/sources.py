"""Where the events of a calendar come from; each source asks a fixed number of queries."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from faubourg.actions.choices import WindowRecurrence
from faubourg.actions.models import Action, ListedScheme
from faubourg.contracts.agreement_stages import AgreementStage
from faubourg.contracts.models import Contract, Milestone
from faubourg.core.periods import first_day, in_year, last_day
from faubourg.governance.models import Body, Meeting
from faubourg.reports.deadlines.agreements import agreement_lines
from faubourg.reports.deadlines.alerts import notice_day
from faubourg.reports.deadlines.events import Event, EventKind, Scope
from faubourg.ui.typography import plural

_KEY = "CLE-DE-L-ACTION"


def milestones(scope: Scope) -> Iterator[Event]:
    """The milestones of the contract; they belong to no organisation and no territory."""
    if not scope.is_whole:
        return
    for row in Milestone.objects.of(scope.contract):
        url = reverse("records:edit", args=[scope.contract.key, "jalons", row.pk])
        yield Event(EventKind.MILESTONE, row.date, row.label, url, f"jalon-{row.pk}")


def meetings(scope: Scope) -> Iterator[Event]:
    """The meetings held or planned."""
    if scope.organisation is not None:
        return
    rows = Meeting.objects.of(scope.contract).select_related("body").prefetch_related("bodies")
    if scope.territory is not None:
        rows = rows.filter(Q(body__territories=scope.territory) | Q(bodies__territories=scope.territory)).distinct()
    for row in rows:
        bodies = [body.name for body in row.bodies.all()] or ([row.body.name] if row.body else [])
        url = reverse("records:edit", args=[scope.contract.key, "reunions", row.pk])
        detail = ", ".join(name for name in bodies if name != row.title)
        yield Event(EventKind.MEETING, row.date, row.title or ", ".join(bodies), url, f"reunion-{row.pk}", detail)


def recurrences(scope: Scope) -> Iterator[Event]:
    """For each body that must meet n times a year, each year of the contract: what was held, what is missing."""
    if scope.organisation is not None:
        return
    bodies = Body.objects.of(scope.contract)
    if scope.territory is not None:
        bodies = bodies.filter(territories=scope.territory)
    held = _held(scope.contract)
    for body in bodies:
        url = reverse("records:edit", args=[scope.contract.key, "instances", body.pk])
        if body.min_per_year:
            for year in scope.years:
                yield _expected(body, year, held[body.pk, str(year)], url, scope)
        elif body.frequency:
            yield Event(EventKind.RECURRENCE, "", body.name, url, f"instance-{body.pk}", body.frequency)


def _held(contract: Contract) -> Counter:
    """How many meetings of each body each year, joint ones included, each once."""
    found = set(
        Meeting.objects.of(contract).exclude(date="").exclude(body=None).order_by().values_list("pk", "body", "date")
    )
    joint = Meeting.bodies.through.objects.filter(meeting__contract=contract).exclude(meeting__date="")
    found |= set(joint.values_list("meeting", "body", "meeting__date"))
    return Counter((body, when[:4]) for _, body, when in found)


def _expected(body: Body, year: int, held: int, url: str, scope: Scope) -> Event:
    missing = max(0, body.min_per_year - held)
    is_over = date(year, 12, 31) < scope.today
    missed = bool(missing) and is_over and _covers(scope.contract, year)
    detail = f"{plural(held, 'réunion enregistrée,réunions enregistrées')} sur {body.min_per_year} au moins"
    if missed:
        detail += f" : {plural(missing, 'manquée,manquées')}"
    elif missing and not is_over:
        detail += f" : {missing} à tenir"
    return Event(EventKind.RECURRENCE, str(year), body.name, url, f"instance-{body.pk}-{year}", detail, missed)


def _covers(contract: Contract, year: int) -> bool:
    """Whether the contract runs through the whole year: a year that it only touches asks for no full count."""
    start, end = first_day(contract.start), last_day(contract.extended_until or contract.end)
    return (start is None or start <= date(year, 1, 1)) and (end is None or end >= date(year, 12, 31))


def windows(scope: Scope) -> Iterator[Event]:
    """When files can be handed in: a yearly window comes back until its scheme, or the contract, ends."""
    if scope.territory is not None:
        return
    schemes = ListedScheme.objects.of(scope.contract).filter(windows__isnull=False).distinct()
    if scope.organisation is not None:
        schemes = schemes.filter(holders=scope.organisation)
    for scheme in schemes.order_by("position", "pk").prefetch_related("windows"):
        url = reverse("actors:scheme", args=[scope.contract.key, scheme.key])
        for window in scheme.windows.all():
            uid = f"dispositif-{scheme.pk}-fenetre-{window.position}"
            if not window.opens and not window.closes:
                yield Event(EventKind.WINDOW, "", scheme.name, url, uid, window.words)
            for opens, closes in _occurrences(scheme, window, scope):
                for word, code, when in (("Ouverture", "ouvre", opens), ("Clôture", "ferme", closes)):
                    if when:
                        title = f"{word} des dépôts : {scheme.name}"
                        yield Event(EventKind.WINDOW, when, title, url, f"{uid}-{code}-{when[:4]}", window.words)


def _occurrences(scheme: ListedScheme, window, scope: Scope) -> Iterator[tuple[str, str]]:
    """The dates of a window, year by year for one that comes back."""
    yield window.opens, window.closes
    if window.recurrence != WindowRecurrence.YEARLY:
        return
    first = int((window.opens or window.closes)[:4])
    gap = int(window.closes[:4]) - first if window.closes else 0
    end = scheme.period[1]
    for year in range(max(first + 1, scope.years[0]), scope.years[-1] + 1):
        if not end or year <= int(end[:4]):
            yield (
                in_year(window.opens, year) if window.opens else "",
                in_year(window.closes, year + gap) if window.closes else "",
            )


def agreements(scope: Scope) -> Iterator[Event]:
    """What is to be concluded, ends, or must be denounced before."""
    if scope.territory is not None:
        return
    for line in agreement_lines(scope.contract, today=scope.today):
        row, url, uid = line.row, line.row.get_absolute_url(), f"convention-{line.row.pk}"
        if scope.organisation is not None and scope.organisation not in line.parties:
            continue
        if line.stage == AgreementStage.TO_CONCLUDE:
            yield Event(EventKind.AGREEMENT, row.due, f"À conclure : {row.title}", url, f"{uid}-conclure", row.state)
            continue
        word = "Reconduction tacite" if row.tacit_renewal else "Fin"
        yield Event(EventKind.AGREEMENT, row.end, f"{word} : {row.title}", url, f"{uid}-fin", line.stage_label)
        if limit := notice_day(row):
            title = f"Préavis à donner : {row.title}"
            yield Event(EventKind.AGREEMENT, limit.isoformat(), title, url, f"{uid}-preavis")


def frameworks(scope: Scope) -> Iterator[Event]:
    """The ends of the framework documents."""
    if scope.territory is not None:
        return
    schemes = ListedScheme.objects.of(scope.contract)
    if scope.organisation is not None:
        schemes = schemes.filter(holders=scope.organisation)
    for row in schemes.order_by("position", "pk"):
        if row.is_strategic:
            url = reverse("actors:scheme", args=[scope.contract.key, row.key])
            yield Event(
                EventKind.FRAMEWORK, row.period[1], f"Fin : {row.name}", url, f"cadre-{row.pk}-fin", row.validity
            )


def actions(scope: Scope) -> Iterator[Event]:
    """The beginnings and ends of actions that have a calendar; one that only says it in words has no date."""
    rows = Action.objects.of(scope.contract).exclude(start="", end="", calendar="").order_by("position", "pk")
    if scope.organisation is not None:
        rows = rows.filter(roles__organisation=scope.organisation).distinct()
    if scope.territory is not None:
        rows = rows.filter(territories=scope.territory)
    pattern = reverse("fiche:detail", args=[scope.contract.key, _KEY])
    for pk, key, code, name, start, end, words in rows.values_list(
        "lineage", "key", "code", "title", "start", "end", "calendar"
    ):
        url, title, uid = pattern.replace(_KEY, key), f"{code} {name}".strip(), f"action-{pk}"
        if not start and not end:
            yield Event(EventKind.ACTION, "", title, url, uid, words)
        if start:
            yield Event(EventKind.ACTION, start, f"Début : {title}", url, f"{uid}-debut", words)
        if end:
            yield Event(EventKind.ACTION, end, f"Fin : {title}", url, f"{uid}-fin", words)


#: Kind → source, in the order in which events of one date are shown.
SOURCES = {
    EventKind.MILESTONE: milestones,
    EventKind.MEETING: meetings,
    EventKind.RECURRENCE: recurrences,
    EventKind.WINDOW: windows,
    EventKind.AGREEMENT: agreements,
    EventKind.FRAMEWORK: frameworks,
    EventKind.ACTION: actions,
}
