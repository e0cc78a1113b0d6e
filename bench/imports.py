"""Import of a real contract: from the bytes of the file to the last row, search index and journal included."""

from collections.abc import Callable, Iterable
from statistics import median

import yaml
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from bench.measure import Figure, Times, queries_of, timed
from bench.stage import Stage, contract_file, every_model
from faubourg.contracts.models import Contract
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.journal.guards import take_off

KEY = "niort-2024-2030"
RUNS = 5
BAR = 2.0


def figures(stage: Stage) -> list[Figure]:
    """The first runs of a process, on a database that holds nothing else; each is undone, but for its commit."""
    path = contract_file(KEY)
    content = path.read_bytes()

    def run() -> None:
        flat, _ = read_file(content, path.name)
        apply_import(flat=flat, at=timezone.now())

    runs = [_undone(run) for _ in range(RUNS)]
    times = Times([seconds for seconds, _ in runs], [worked for _, worked in runs])
    with transaction.atomic():
        queries = queries_of(run)
        rows = sum(model._base_manager.count() for model in every_model())
        actions = Contract.objects.get(key=KEY).current_version.actions.count()
        floor = _floor(content)
        transaction.set_rollback(True)
    volume = f"{actions} actions, {rows} lignes"
    first = f"première fois du processus {times.seconds[0]:.2f} s"
    note = f"{first} ; plancher : CSafeLoader, puis bulk_create des mêmes lignes"
    return [Figure(f"import {KEY}", volume, times.p50, times.p95, times.cpu, "s", queries, floor, BAR, note=note)]


def _undone(run: Callable[[], None]) -> tuple[float, float]:
    with transaction.atomic():
        found = timed(run)
        transaction.set_rollback(True)
    return found


def _floor(content: bytes) -> float:
    """Seconds to parse the file by the quickest loader and to insert the rows that the import made, ready as they are.

    Links are checked at the commit on both engines, so that the order of the tables does not matter.
    """
    tables = [(model, list(model._base_manager.all())) for model in every_model()]

    def least() -> None:
        yaml.load(content, Loader=yaml.CSafeLoader)
        for model, rows in tables:
            model._base_manager.bulk_create(rows, batch_size=500)

    # The floor writes the same rows again and again: the journal's own guard would refuse, the rollback brings it back.
    take_off(connection)
    seconds = []
    for _ in range(RUNS):
        _empty(model for model, _ in tables)
        seconds.append(timed(least)[0])
    return median(seconds)


def _empty(models: Iterable[type[Model]]) -> None:
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
