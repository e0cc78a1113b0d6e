"""The journal: what one entry costs, and its page once a contract has a hundred thousand of them."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from bench.measure import Figure, Times, get, queries_of, repeated
from bench.stage import Stage
from faubourg.contracts.models import Contract
from faubourg.journal.operations import entry_for, record, record_many
from faubourg.journal.subjects import subject_of

KEY = "niort-2024-2030"
#: Entries of one run: a single one is shorter than what the clock of the machine tells well.
WRITES = 200
ENTRIES = 100_000
WRITE_BAR, PAGE_BAR = 1.0, 100.0
CHANGES = {"calendrier": ["2024-2025", "2024-2026"], "condition": [None, "sous réserve du vote du budget"]}
INSERT = """INSERT INTO journal_entry
    (at, actor_id, verb, scope, subject, content_type_id, object_id, label, changes, reason)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""


def figures(stage: Stage) -> list[Figure]:
    """One write as operations make it, inside their transaction; then the page, read from the newest and filtered."""
    contract = stage.contract(KEY)
    found = [_write(stage, contract)]
    facts = {"actor": stage.lead, "verb": "ligne modifiée", "scope": contract.scope, "at": timezone.now()}
    actions = list(contract.current_version.actions.order_by("pk")[:100])
    record_many(entry_for(target=actions[n % len(actions)], changes=CHANGES, **facts) for n in range(ENTRIES))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    address = reverse("history:journal", args=[contract.key])
    for name, query in (("journal, les plus récentes", ""), ("journal filtré", "?q=jeunes&acte=ligne+modifi%C3%A9e")):
        request = get(stage.client, address + query)
        times = repeated(request, stage.requests)
        facts_of_page = (times.p50 * 1000, times.p95 * 1000, times.cpu * 1000, "ms", queries_of(request))
        found.append(Figure(name, f"{ENTRIES} entrées", *facts_of_page, bar=PAGE_BAR))
    return found


def _write(stage: Stage, contract: Contract) -> Figure:
    action = contract.current_version.actions.order_by("pk").first()
    now, kind = timezone.now(), ContentType.objects.get_for_model(action)
    facts = {"actor": stage.lead, "verb": "ligne modifiée", "scope": contract.scope, "at": now}
    row = (
        now, stage.lead.pk, "ligne modifiée", contract.scope, subject_of(action), kind.pk, str(action.pk),
        str(action)[:300], "{}", "",
    )  # fmt: skip

    def ours() -> None:
        for _ in range(WRITES):
            record(target=action, changes=CHANGES, **facts)

    def floor() -> None:
        with connection.cursor() as cursor:
            for _ in range(WRITES):
                cursor.execute(INSERT, row)

    with transaction.atomic():
        times, least = repeated(ours, stage.requests), repeated(floor, stage.requests)
        transaction.set_rollback(True)
    return Figure(
        "une entrée du journal", "2 champs", _each(times, "p50"), _each(times, "p95"), _each(times, "cpu"), "ms", 1,
        _each(least, "p50"), WRITE_BAR, note="plancher : la même ligne par INSERT, sans rien d’autre",
    )  # fmt: skip


def _each(times: Times, name: str) -> float:
    return getattr(times, name) * 1000 / WRITES
