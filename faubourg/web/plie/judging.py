"""What the wall shows to judge on: how an entry was prescribed, checked and oriented, what the cellule said before."""

from dataclasses import dataclass
from datetime import date, timedelta

from faubourg.pathways.choices import QpvResult, Verdict
from faubourg.pathways.models import Case, Prescription, Residence, Session
from faubourg.pathways.orienting import Suggestion
from faubourg.pathways.queries.desk import Whence, suggestions, whence
from faubourg.pathways.queries.quarters import lives_in
from faubourg.pathways.stages import asked_of
from faubourg.ui.typography import day, nbsp
from faubourg.web.plie.decisions import decision_words

#: How many decisions of former sessions are recalled.
RECALLED = 4


@dataclass(frozen=True)
class Entry:
    """A prescription as it is projected: no name of a participant, no address, no free text."""

    prescription: Prescription
    waited: timedelta
    lives: str
    qpv: str
    opinions: list[tuple[str, str]]
    oriented: Suggestion | None
    first: Suggestion | None
    start: Whence

    @property
    def distance(self) -> float | None:
        """From the home, or the nearest known point, to the structure, in km."""
        return self.oriented.distance if self.oriented else None

    @property
    def beyond(self) -> int:
        """How many people more than its places the structure has; 0 while it has some left."""
        return max(-self.oriented.left, 0) if self.oriented else 0


def entry_of(case: Case) -> Entry:
    """The facts of an entry that a session examines; some ten queries."""
    row = Prescription.objects.select_related(
        "contract", "prescriber", "reason", "structure", "referent__user", "participant__residence__territory",
        "participant__residence__commune",
    ).get(pk=case.prescription_id)  # fmt: skip
    home = row.participant.residence
    start = whence(home)
    offers = suggestions(row, start, on=case.session.date)
    oriented = next((one for one in offers if one.offer.structure.pk == row.structure_id), None)
    best = offers[0] if offers and offers[0] is not oriented else None
    waited = case.session.date - row.date
    return Entry(row, waited, lives_in(home, row.contract), _qpv(home), _opinions(row), oriented, best, start)


def _qpv(home: Residence | None) -> str:
    if home is None:
        return ""
    return home.territory.name if home.qpv == QpvResult.INSIDE else str(home.get_qpv_display())


def _opinions(row: Prescription) -> list[tuple[str, str]]:
    """Who was asked, and what each said: when, and who wrote it."""
    given = {one.validator: one for one in row.validations.select_related("recorded_by")}
    return [(str(one.label), _opinion(given.get(one))) for one in asked_of(row)]


def _opinion(one) -> str:
    if one is None:
        return "attendue"
    said = f", par {one.said_by}" if one.said_by else ""
    return nbsp(f"{one.get_opinion_display()} le {day(one.on)}{said}, saisi par {one.recorded_by}")


def before(user, case: Case, session: Session) -> list[tuple[date, str]]:
    """What former sessions decided of the same person, the last first; one query."""
    rows = Case.objects.for_user(user).filter(participant=case.participant_id, session__contract=session.contract_id)
    rows = rows.exclude(session=session).exclude(verdict=Verdict.PENDING).filter(session__date__lte=session.date)
    rows = rows.select_related("session", "exit", "watch").order_by("-session__date", "-pk")[:RECALLED]
    return [(one.session.date, nbsp(f"{one.get_kind_display().capitalize()} : {_said(one)}")) for one in rows]


def _said(case: Case) -> str:
    words = decision_words(case)
    return words[:1].lower() + words[1:]
