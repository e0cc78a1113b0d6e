"""Whose time is over, or nearly: files of the PLIE and persons of the dispositifs, by number, without any name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, DateField, Exists, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.journal.models import Entry
from faubourg.pathways.choices import KeepReason
from faubourg.pathways.dates import add_months, last_lapsed
from faubourg.pathways.models import Beneficiary, Participant, Pathway, Prescription, Protocol

#: A term is near in the months before it.
NEAR_MONTHS = 6
#: Where the last day of each act of a person of the dispositifs lies.
LAST_DAYS = (
    "clause_contracts__start", "clause_contracts__end", "clause_contracts__hours__month", "childcare_requests__date",
    "childcare_requests__end", "enrolments__start", "enrolments__end", "enrolments__reached__on",
)  # fmt: skip
#: What is read of a row: no name.
FACTS = ("retention_notice_on", "kept_since", "kept_reason")
#: Acts of retention itself: they change nothing of a file, and do not make its term run anew.
KEEPING = ("avis avant anonymisation", "conservation prolongée", "prolongation levée")
#: Stands for « no act »: its term is over on any day.
NEVER = date(1, 1, 1)


class Stage:
    """Where a file stands before its anonymisation; the words of the page, in their order."""

    NEAR, OVER, NOTICED, READY, KEPT = "proche", "a-aviser", "avise", "a-anonymiser", "prolonge"


@dataclass(frozen=True)
class Standing:
    """A file (`number`) or a person of the dispositifs (`number` is None): last act, end of its term, notice, stage.

    `ready`: the day from which a noticed one may be anonymised. `reason`: why it is kept longer. `is_bare`: a file
    without prescription nor pathway, whose `last` is the last change that a person made, its opening at least.
    """

    pk: int
    number: int | None
    last: date | None
    until: date | None
    noticed: date | None
    ready: date | None
    kept: date | None
    reason: str
    stage: str
    is_bare: bool = False


class _Row(NamedTuple):
    """What is read of a file, or of a person of the dispositifs: thousands of them, no more than that."""

    pk: int
    number: int | None
    noticed: date | None
    kept: date | None
    reason: str
    last_act: date
    is_bare: bool = False


def standings(contract: Contract, *, on: date) -> list[Standing]:
    """Everybody whose term is over that day or within six months, the oldest first."""
    protocol, lapsed = _near(contract, on)
    rows = [*_files(contract, lapsed, Q()), *_outsiders(contract, lapsed, Q())]
    return sorted(
        (_standing(row, protocol, on) for row in rows), key=lambda one: (one.until or NEVER, one.number or 0, one.pk)
    )


def standing_of(row: Participant | Beneficiary, *, on: date) -> Standing | None:
    """Where one stands; None while its term is not near, or never runs by itself."""
    protocol, lapsed = _near(row.contract, on)
    found = (_files if isinstance(row, Participant) else _outsiders)(row.contract, lapsed, Q(pk=row.pk))
    return next((_standing(one, protocol, on) for one in found), None)


def kept_until(participant: Participant, protocol: Protocol) -> date | None:
    """The last day of retention; None while the person is followed or awaited."""
    far = date(9999, 1, 1)
    return next(
        (
            add_months(row.last_act, protocol.retention_months)
            for row in _files(participant.contract, far, Q(pk=participant.pk))
        ),
        None,
    )


def _near(contract: Contract, on: date) -> tuple[Protocol, date]:
    protocol = Protocol.objects.filter(contract=contract).first() or Protocol(contract=contract)
    return protocol, last_lapsed(add_months(on, NEAR_MONTHS), protocol.retention_months)


def _files(contract: Contract, last: date, among: Q) -> list[_Row]:
    """Files that nobody follows nor awaits, whose `last_act` is of that day or before."""
    # Said of each act rather than of the latest: it is worked out for those that are left, not for everybody.
    rows = Participant.objects.filter(
        among, ~Exists(_since(Pathway, "ended_on", last)), ~Exists(_since(Prescription, "closed_on", last)),
        contract=contract, anonymised_at=None, merged_into=None,
    )  # fmt: skip
    ends = (_latest(Pathway, "participant", "ended_on"), _latest(Prescription, "participant", "closed_on"))
    read = rows.annotate(last_act=_greatest(ends)).order_by().values_list("pk", "number", *FACTS, "last_act")
    rows = [_Row(*facts) for facts in read]
    bare = {row.pk for row in rows if row.last_act == NEVER}
    acts, changes = _acts_elsewhere(contract, among), _changes(contract, among) if bare else {}
    for rank, row in enumerate(rows):
        if row.pk in bare or row.pk in acts:
            latest = max(row.last_act, acts.get(row.pk) or changes.get(row.pk, NEVER))
            rows[rank] = row._replace(last_act=latest, is_bare=row.pk in bare and row.pk not in acts)
    # A file that nobody ever wrote in, of which the journal knows nothing, says no day from which its term runs.
    return [row for row in rows if NEVER < row.last_act <= last]


def _changes(contract: Contract, among: Q) -> dict[int, date]:
    """File without prescription nor pathway → the day when a person opened it or last wrote in it; one query."""
    rows = Participant.objects.filter(among, contract=contract, prescriptions=None, pathways=None, anonymised_at=None)
    told = Entry.objects.filter(
        content_type=ContentType.objects.get_for_model(Participant), object_id=Cast(OuterRef("pk"), CharField()),
        actor__isnull=False,
    )  # fmt: skip
    latest = told.exclude(verb__in=KEEPING).order_by("-at").values("at")[:1]
    found = rows.order_by().annotate(latest=Subquery(latest)).values_list("pk", "latest")
    return {pk: timezone.localtime(at).date() for pk, at in found if at is not None}


def _since(model: type[Model], path: str, last: date) -> QuerySet:
    """The rows of a person that are not ended, or ended after that day."""
    return model._base_manager.filter(Q(**{path: None}) | Q(**{f"{path}__gt": last}), participant=OuterRef("pk"))


def _outsiders(contract: Contract, last: date, among: Q) -> list[_Row]:
    """Persons of the dispositifs without a file of the PLIE: those who have one are forgotten with it."""
    rows = Beneficiary.objects.filter(among, contract=contract, participant=None, anonymised_at=None, merged_into=None)
    ends = [_latest(Beneficiary, "pk", path) for path in LAST_DAYS]
    found = rows.annotate(last_act=_greatest(ends)).filter(last_act__lte=last).order_by()
    return [_Row(pk, None, *facts) for pk, *facts in found.values_list("pk", *FACTS, "last_act")]


def _acts_elsewhere(contract: Contract, among: Q) -> dict[int, date]:
    """File → the last act of its person in the dispositifs: who works under a clause is not forgotten; one query."""
    files = Participant.objects.filter(among, contract=contract).order_by()
    rows = Beneficiary.objects.filter(contract=contract, participant__in=files.values("pk")).order_by()
    ends = [_latest(Beneficiary, "pk", path) for path in LAST_DAYS]
    found: dict[int, date] = {}
    for pk, day in rows.annotate(last_act=_greatest(ends)).values_list("participant", "last_act"):
        found[pk] = max(found.get(pk, NEVER), day)
    return found


def _latest(model: type[Model], key: str, path: str) -> Subquery:
    # Grouped by the person, so that the subquery gives one row.
    rows = model._base_manager.filter(**{key: OuterRef("pk")}).order_by().values(key)
    return Subquery(rows.annotate(latest=Max(path)).values("latest")[:1])


def _greatest(ends: Iterable[Subquery]) -> Greatest:
    return Greatest(*(Coalesce(one, Value(NEVER), output_field=DateField()) for one in ends))


def _standing(row: _Row, protocol: Protocol, on: date) -> Standing:
    last, noticed = None if row.last_act == NEVER else row.last_act, row.noticed
    until = add_months(last, protocol.retention_months) if last else None
    # A notice given before the person came back is worth nothing for the term that runs now.
    noticed = noticed if noticed and (until is None or noticed > until) else None
    ready = noticed + timedelta(days=protocol.notice_days) if noticed else None
    if until is not None and until >= on:
        stage = Stage.NEAR
    elif row.kept:
        stage = Stage.KEPT
    elif ready is None:
        stage = Stage.OVER
    else:
        stage = Stage.READY if ready <= on else Stage.NOTICED
    reason = str(KeepReason(row.reason).label) if row.reason else ""
    return Standing(row.pk, row.number, last, until, noticed, ready, row.kept, reason, stage, row.is_bare)
