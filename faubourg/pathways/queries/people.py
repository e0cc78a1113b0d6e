"""Reads about persons: looking for one, files that look alike, what is odd in a pathway."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Attendance, ExitKind, JobClass, StepState
from faubourg.pathways.models import Agent, NotSame, Participant, Pathway, RsaPeriod, name_key
from faubourg.pathways.models.leaving import STANDING
from faubourg.ui.typography import plural


def contract_for(user, key: str) -> Contract | None:
    """The contract of this key where `user` holds a PLIE role today; members of the contract itself have none here."""
    held = Agent.objects.held_by(user).order_by().values("contract")
    return Contract.objects.filter(key=key, pk__in=held).first()


def roles_at(user, key: str) -> list[Agent]:
    """The roles that `user` holds today in the PLIE of the contract of this key, each with it; one query."""
    found = list(Agent.objects.held_by(user).filter(contract__key=key).select_related("contract"))
    for agent in found[1:]:
        agent.contract = found[0].contract
    return found


def contracts_for(user) -> QuerySet[Contract]:
    """The contracts where `user` holds a PLIE role today, whether they are a member of the contract or not."""
    held = Agent.objects.held_by(user).order_by().values("contract")
    return Contract.objects.filter(pk__in=held).order_by("-start", "title", "pk")


def look_for(user, contract: Contract, words: str) -> QuerySet[Participant]:
    """The persons of `contract` that `user` sees whose names begin with these words: any order, accents or not."""
    found = Participant.objects.filter(contract=contract).named(words).order_by().values("pk")
    return Participant.objects.for_user(user).of(contract).present().filter(pk__in=found)


def lookalikes(contract: Contract, *, last_name: str, first_name: str, birth_date: date | None, but=None) -> QuerySet:
    """Files that may be the same person's: same names and no other birth date, or same birth date and a shared name.

    Pairs said to be two persons are left out when `but` is one of them.
    """
    one = Participant(last_name=last_name, first_name=first_name)
    key = f" {' '.join(sorted(_words(one)))}"
    same = Q(name_key=key) & (Q(birth_date=birth_date) | Q(birth_date=None) if birth_date else Q())
    shared = Q()
    for word in _words(one):
        shared |= Q(name_key__contains=f" {word}")
    found = same | (Q(birth_date=birth_date) & shared) if birth_date and shared else same
    alike = Participant.objects.filter(found, contract=contract).order_by().values("pk")
    rows = Participant.objects.of(contract).present().filter(pk__in=alike, anonymised_at=None).exclude(name_key="")
    if but is not None and but.pk:
        pairs = NotSame.objects.filter(Q(first=but) | Q(second=but)).order_by().values_list("first", "second")
        rows = rows.exclude(pk__in=[but.pk, *(pk for pair in pairs for pk in pair)])
    return rows


def _words(person: Participant) -> list[str]:
    return name_key(person.last_name, person.first_name).split()


#: The age from which one may work.
YOUNGEST = 16


@dataclass(frozen=True)
class Oddity:
    """Something odd that was let in, said in a sentence."""

    code: str
    sentence: str


def too_young(age: int | None, when: str) -> list[Oddity]:
    """An age that a PLIE does not take: most often a birth date typed wrong; `when` says at which moment."""
    if age is None or age >= YOUNGEST:
        return []
    return [Oddity("too-young", f"Moins de {YOUNGEST} ans {when} : vérifiez la date de naissance.")]


def _brsa_unclear(pathway: Pathway) -> list[Oddity]:
    """A prescription and periods of RSA that do not say the same of its day."""
    sent = pathway.prescription
    periods = list(pathway.participant.rsa_periods.all())
    if sent is None or sent.is_brsa is None or not periods:
        return []
    received = any(one.covers(sent.date) for one in periods)
    # Periods all begun later say nothing of the day of the prescription.
    if received == sent.is_brsa or (not received and all(one.start and one.start > sent.date for one in periods)):
        return []
    said, told = ("BRSA", "n’en disent rien") if sent.is_brsa else ("non BRSA", "couvrent ce jour")
    sentence = f"La prescription du {sent.date:%d/%m/%Y} dit « {said} », les périodes de RSA {told} : "
    return [Oddity("brsa-unclear", f"{sentence}corrigez l’une ou les autres.")]


def file_oddities(pathways: Iterable[Pathway], periods: Iterable[RsaPeriod]) -> list[Oddity]:
    """Pathways of a person, or periods of RSA, that overlap: two files that were merged each had theirs."""
    found = []
    paths = sorted(pathways, key=lambda row: row.entered_on)
    for former, row in pairwise(paths):
        if former.ended_on is None or row.entered_on < former.ended_on:
            told = f"entrées du {former.entered_on:%d/%m/%Y} et du {row.entered_on:%d/%m/%Y}"
            found.append(
                Oddity("pathways-overlap", f"Deux parcours se recouvrent ({told}) : l’année les compte deux fois.")
            )
    spans = sorted((one.start or date.min, one.end or date.max) for one in periods)
    if any(later[0] <= former[1] for former, later in pairwise(spans)):
        found.append(Oddity("rsa-overlap", "Deux périodes de RSA se recouvrent : corrigez l’une, ou retirez-la."))
    return found


def acts_after(pathway: Pathway, day: date) -> str:
    """What was done after a day, in words: « 2 rendez-vous et 1 étape suivent le 20/10/2025 »; empty: nothing."""
    met = pathway.meetings.filter(on__gt=day, attendance__in=(Attendance.HELD, Attendance.ABSENT)).count()
    begun = pathway.steps.filter(start__gt=day).count()
    said = [f"{met} rendez-vous"] if met else []
    said += [plural(begun, "étape,étapes")] if begun else []
    return f"{' et '.join(said)} {'suit' if met + begun == 1 else 'suivent'} le {day:%d/%m/%Y}" if said else ""


def anomalies(pathway: Pathway, longest: date | None = None) -> list[Oddity]:
    """What was done before the entry or after the exit, or is planned after it; shown with the pathway, never refused.

    Reads its person and the periods of RSA, its prescription, its meetings, its freins, its steps and its exits.
    `longest`: the last day that the protocol allows.
    """
    entry, end = pathway.entered_on, pathway.ended_on
    found = too_young(pathway.age_at_entry, "le jour de l’entrée") + _brsa_unclear(pathway)
    meetings = [row.on for row in pathway.meetings.all() if row.attendance != Attendance.CANCELLED]
    steps = [row.start for row in pathway.steps.all() if row.start]
    if any(day < entry for day in meetings):
        found.append(Oddity("meeting-before-entry", f"Un rendez-vous précède l’entrée du {entry:%d/%m/%Y}."))
    if any(day < entry for day in steps):
        found.append(Oddity("step-before-entry", f"Une étape commence avant l’entrée du {entry:%d/%m/%Y}."))
    if end and any(day > end for day in (*meetings, *steps)):
        found.append(Oddity("act-after-exit", f"Un acte suit la sortie du {end:%d/%m/%Y}."))
    died = pathway.participant.died_on
    if died and any(day > died for day in (*meetings, *steps)):
        found.append(Oddity("act-after-death", f"Un acte suit le décès du {died:%d/%m/%Y}."))
    if any(min(row.seen_on, row.changed_on or row.seen_on) < entry for row in pathway.obstacles.all()):
        found.append(Oddity("obstacle-before-entry", f"Un frein est évalué avant l’entrée du {entry:%d/%m/%Y}."))
    leaving = [row.on for row in pathway.exits.all() if row.state in STANDING]
    # What is only planned is cancelled with the exit.
    met = [row.on for row in pathway.meetings.all() if row.attendance in (Attendance.HELD, Attendance.ABSENT)]
    if leaving and end is None and any(day > leaving[0] for day in (*met, *steps)):
        found.append(Oddity("exit-before-acts", f"Un acte suit la sortie proposée au {leaving[0]:%d/%m/%Y}."))
    if longest and any(row.planned_start and row.planned_start > longest for row in pathway.steps.all()):
        sentence = f"Une étape est prévue après la durée du protocole, qui court jusqu’au {longest:%d/%m/%Y}."
        found.append(Oddity("step-planned-too-far", sentence))
    founding = {row.step_id for row in pathway.exits.all() if row.state in STANDING and row.kind == ExitKind.POSITIVE}
    if any(row.pk in founding and row.job_class == JobClass.PATHWAY for row in pathway.steps.all()):
        sentence = "L’emploi de la sortie positive compte comme emploi de parcours : corrigez-le, ou rouvrez la sortie."
        found.append(Oddity("exit-job-of-the-pathway", sentence))
    planned = [row.planned_start for row in pathway.steps.all() if row.state == StepState.PLANNED and row.planned_start]
    if leaving and any(day > leaving[0] for day in planned):
        found.append(
            Oddity("step-planned-after-exit", f"Une étape est prévue après la sortie du {leaving[0]:%d/%m/%Y}.")
        )
    if any(day < entry for day in planned):
        found.append(Oddity("step-planned-before-entry", f"Une étape est prévue avant l’entrée du {entry:%d/%m/%Y}."))
    return found
