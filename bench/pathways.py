"""The PLIE among 100,000 people and a million steps: desks, a file, a name, a session, what counts everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle

from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import plie_plain
from bench.measure import Figure, Times, get, problem_of, queries_of
from bench.plie_volume import fill
from bench.stage import Stage, analyze, client_of, user_of
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import CaseKind, SessionState
from faubourg.pathways.cohort import plant_cohort
from faubourg.pathways.models import Agent, Case, Measure, Participant, Pathway, Session, Step, name_key
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.yearly import year_of
from faubourg.reports.documents.kinds import make_document
from faubourg.ui.typography import number

LARGE, SMALL, SMALL_PEOPLE, SITUATIONS = "scale-0001", "plie-niort-2022-2028", 1_000, 60
DESK_BAR, FILE_BAR, NAME_BAR, SESSION_BAR, COUNTS_BAR, YEAR_RATIO, REPORT_BAR = 40, 40, 60, 150, 300, 2, 4
#: Runs of what lasts seconds.
RUNS = 5


def figures(stage: Stage) -> list[Figure]:
    """Everything in the one PLIE that has all the people; the report in one of a thousand beside it."""
    contract, coordinator = _large(stage)
    small = _small(stage)
    analyze()
    volume = f"{number(Participant.objects.count())} personnes, {number(Step.objects.count())} étapes"
    lead, referent = client_of(coordinator.user), client_of(_referent(contract).user)
    person = Participant.objects.filter(contract=contract, pathways__ended_on=None).order_by("pk").last()
    session = _session(contract)
    page = _Pages(stage, contract, volume)
    case = session.cases.order_by("position")[SITUATIONS // 2]
    return [
        page("bureau, référent·e", get(referent, page.url("desk")), DESK_BAR),
        page("bureau, coordinatrice", get(lead, page.url("desk")), DESK_BAR),
        page("participants, 50 lignes", get(lead, page.url("people")), DESK_BAR),
        page("dossier", get(lead, page.url("file", person.number)), FILE_BAR),
        page("recherche d’un nom", _names(lead, page.url("people"), person), NAME_BAR),
        page(f"cellule, {SITUATIONS} situations", get(lead, page.url("session", session.pk)), SESSION_BAR),
        page("cellule, une situation", get(lead, page.url("wall", session.pk, case.pk)), SESSION_BAR),
        page("chiffres d’une année", get(lead, page.url("numbers")), COUNTS_BAR),
        page("qualité des données", get(lead, page.url("quality")), COUNTS_BAR),
        page("conservation", get(lead, page.url("retention")), COUNTS_BAR),
        _year(contract, volume),
        _report(small),
    ]


def _large(stage: Stage) -> tuple[Contract, Agent]:
    call_command("seed_scale", contracts=1, actions=50, verbosity=0)
    contract = Contract.objects.get(key=LARGE)
    return contract, fill(_led(stage, contract), lead=stage.lead, people=stage.people, at=timezone.now())


def _led(stage: Stage, contract: Contract) -> Contract:
    return contract if contract.memberships.filter(user=stage.lead).exists() else stage.led(contract)


def _small(stage: Stage) -> Contract:
    contract, now = stage.contract(SMALL), timezone.now()
    users = [user_of(name, name.capitalize()) for name in ("coordinatrice", "referent")]
    plant_cohort(contract=contract, coordinator=users[0], referent=users[1], by=stage.lead, at=now)
    fill(contract, lead=stage.lead, people=SMALL_PEOPLE, at=now)
    return contract


def _referent(contract: Contract) -> Agent:
    """Whoever follows the most people."""
    rows = Pathway.objects.filter(contract=contract, ended_on=None).order_by()
    first = rows.values_list("referent").annotate(count=Count("pk")).order_by("-count", "referent").first()
    return Agent.objects.get(pk=first[0])


def _session(contract: Contract) -> Session:
    """One in session, whose agenda is full."""
    session, created = Session.objects.get_or_create(
        contract=contract, date=timezone.localdate(), defaults={"state": SessionState.OPEN, "opened_at": timezone.now()}
    )
    if created:
        # Only those whose measure ends: what there is nothing to decide about leaves the agenda.
        later = Measure.objects.filter(pathway=OuterRef("pk"), end__gt=timezone.localdate())
        pathways = Pathway.objects.filter(~Exists(later), contract=contract, ended_on=None).order_by("pk")[:SITUATIONS]
        Case.objects.bulk_create(
            Case(session=session, participant_id=row.participant_id, pathway=row, kind=CaseKind.RENEWAL, position=rank)
            for rank, row in enumerate(pathways, start=1)
        )
    return session


@dataclass(frozen=True)
class _Pages:
    stage: Stage
    contract: Contract
    volume: str

    def url(self, name: str, *args) -> str:
        return reverse(f"plie:{name}", args=[self.contract.key, *args])

    def __call__(self, name: str, work: Callable[[], bytes], bar: float) -> Figure:
        try:
            times, queries, size = self.stage.times(work), queries_of(work), len(work())
        except Exception as error:
            return Figure(name, self.volume, bar=bar, problem=problem_of(error))
        p50, p95, cpu = (seconds * 1000 for seconds in (times.p50, times.p95, times.cpu))
        return Figure(name, self.volume, p50, p95, cpu, "ms", queries, bar=bar, note=f"{size / 1000:.0f} ko")


def _names(client: Client, url: str, person: Participant) -> Callable[[], bytes]:
    """Names in and out of order, without their accents, begun, shared by many, of nobody."""
    last, first = person.last_name, person.first_name
    asked = cycle(
        (f"{last} {first}", f"{first} {last}".upper(), name_key(last), first[:3], f"{last[:4]} {first[:3]}", "xyz")
    )

    def request() -> bytes:
        answer = client.post(url, {"nom": next(asked)})
        if answer.status_code != 200:
            raise AssertionError(f"{url} a répondu {answer.status_code}")
        return answer.content

    return request


def _year(contract: Contract, volume: str) -> Figure:
    cut = Cut.of_year(timezone.localdate().year - 1)

    def plain() -> None:
        with connection.cursor() as cursor:
            for statement in plie_plain.STATEMENTS:
                cursor.execute(statement, {"contract": contract.pk, "first": cut.first, "last": cut.last})
                cursor.fetchall()

    times, least = Times.of(lambda: year_of(contract, cut), RUNS), Times.of(plain, RUNS)
    queries = queries_of(lambda: year_of(contract, cut))
    note = f"{times.p50 / least.p50:.2f} × le SQL nu ({len(plie_plain.STATEMENTS)} requêtes)"
    return Figure(
        "tableaux d’une année", volume, times.p50, times.p95, times.cpu, "s", queries, least.p50,
        YEAR_RATIO * least.p50, note=note,
    )  # fmt: skip


def _report(contract: Contract) -> Figure:
    today = timezone.localdate()

    def report() -> None:
        made = make_document(
            kind="plie-rapport", ending="pdf", contract=contract, options={"year": today.year - 1}, printed_on=today
        )
        if not made.startswith(b"%PDF"):
            raise AssertionError("le rapport n’est pas un PDF")

    times, queries = Times.of(report, RUNS), queries_of(report)
    people = f"{number(Participant.objects.filter(contract=contract).count())} personnes parmi elles"
    return Figure("rapport du PLIE en PDF", people, times.p50, times.p95, times.cpu, "s", queries, bar=REPORT_BAR)
