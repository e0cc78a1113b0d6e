"""What a desk shows, by role: one's people and alerts, the coordinatrice's loads, a prescriber's own prescriptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import threshold_of
from faubourg.pathways.choices import AgentRole, PrescriptionState
from faubourg.pathways.models import Agent, Exit, Measure, Participant, Pathway, Prescription, Session
from faubourg.pathways.queries.aftermath import late_situations
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.desk import Alert, Followed, crowd, loads
from faubourg.pathways.queries.minutes import parts_of
from faubourg.pathways.queries.persons import maybe_followed
from faubourg.pathways.queries.yearly import year_of
from faubourg.ui.typography import day_words
from faubourg.web.plie.numbers import figures_of, tables_of

#: Names of the trame de bilan that belong to the pathway's own rows.
OWN_NAMES = {"obstacles": "freins", "objectives": "objectifs", "measures": "mesures", "steps": "étapes"}
#: Field of the trame de bilan → the act that fills it; the référent·e is the coordinatrice's to give.
FILLED_BY = {
    "birth_date": "identite", "sex": "identite", "qualification": "situation", "residence": "domicile",
    "obstacles": "frein", "objectives": "objectifs", "disabled_worker": "situation", "long_unemployed": "situation",
}  # fmt: skip
#: What names a person, or shows their initials.
NAMES = ("number", "last_name", "first_name")
#: Exits decided ahead that the coordinatrice's desk lists.
UPCOMING = 8
#: Where an alert leads when no single act answers it.
FILE = "dossier"
#: Minutes listed on a prescriber's desk: a year of monthly sessions.
PARTS = 12


@dataclass(frozen=True)
class Told:
    """An alert in words: what, since when, where to go (the name of an act, or the file), its tone."""

    pathway: Pathway
    what: str
    text: str
    act: str
    label: str
    tone: str


def tell(alerts: Iterable[Alert], *, on: date) -> list[Told]:
    """Alerts as a desk says them."""
    return [_told(alert, on) for alert in alerts]


def _told(alert: Alert, on: date) -> Told:
    row, late = alert.pathway, alert.due is not None and alert.due < on
    match alert.kind:
        case "measure":
            words = f"Mesure {'terminée' if late else 'à renouveler'}"
            # The agenda of the cellule takes the measure by itself: the file is what it is prepared from.
            return Told(row, words, f"fin le {day_words(alert.due)}", FILE, "Préparer", "fix")
        case "meeting":
            return Told(row, "Rendez-vous en retard", f"dû le {day_words(alert.due)}", "rendez-vous", "Noter", "fix")
        case "watch":
            return Told(row, "Veille à réexaminer", f"depuis le {day_words(alert.due)}", "reprise", "Reprendre", "fix")
    missing = ", ".join(field_name(name) for name in alert.missing)
    return Told(row, "Trame de bilan incomplète", f"il manque : {missing}", "", "Compléter", "")


@dataclass(frozen=True)
class Line:
    """A line of a list of participants: the pathway, what is due, its last measure, the last meeting held."""

    row: Pathway
    told: list[Told]
    measure: Measure | None
    met: date | None


def lines(rows: Iterable[Followed], told: Iterable[Told]) -> list[Line]:
    """The pathways read by `page_of` beside what is due on each."""
    due: dict[int, list[Told]] = {}
    for one in told:
        due.setdefault(one.pathway.pk, []).append(one)
    return [Line(one.pathway, due.get(one.pathway.pk, []), one.measure, one.last_meeting) for one in rows]


def field_name(name: str) -> str:
    """How a field of the trame de bilan is called."""
    if name in OWN_NAMES:
        return OWN_NAMES[name]
    for model in (Participant, Pathway):
        try:
            return str(model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            continue
    return name


def lead_facts(contract: Contract, *, on: date) -> dict:
    """The coordinatrice's part: load per structure, pathways that nobody follows, prescriptions that wait."""
    held = crowd(contract)
    counted = held.waiting_by(0)
    states = [(state, label, counted[state]) for state, label in PrescriptionState.choices if state in counted]
    return {
        "alike": maybe_followed(contract).count(),
        "loads": loads(contract, on=on, among=held),
        "people": held.people,
        "alone": held.alone,
        "waiting": states,
        "waiting_count": sum(counted.values()),
        "late_situations": late_situations(contract, on=on),
        "upcoming": _upcoming(contract),
        "next_session": Session.objects.of(contract)
        .filter(date__gte=on)
        .exclude(state="annulee")
        .order_by("date")
        .first(),
    }


def _upcoming(contract: Contract) -> QuerySet[Exit]:
    return exits_named(Exit.objects.of(contract).upcoming()).order_by("on", "pk")[:UPCOMING]


def exits_named(rows: QuerySet[Exit]) -> QuerySet[Exit]:
    """These exits with what a desk says of them: the day, the person."""
    return rows.select_related("pathway__participant").only("on", *(f"pathway__participant__{name}" for name in NAMES))


def own_prescriptions(user, contract: Contract) -> QuerySet[Prescription]:
    """What a prescriber made, or a validator is asked about, newest first."""
    rows = Prescription.objects.for_user(user).of(contract)
    return rows.select_related("participant", "prescriber", "structure").order_by("-date", "-pk")


def own_parts(agents: Iterable[Agent]) -> list[tuple[Session, int]]:
    """The last minutes that have a part for these roles, each with the prescriber whose part it is."""
    held = [agent for agent in agents if agent.role == AgentRole.PRESCRIBER and agent.prescriber_id]
    found = [
        (row, agent.prescriber_id) for agent in held for row in parts_of(agent.contract, agent.prescriber_id)[:PARTS]
    ]
    return sorted(found, key=lambda one: one[0].date, reverse=True)[:PARTS]


def totals(contract: Contract, *, on: date) -> list[tuple[str, str]]:
    """What the Département and the FSE cell read without a legal basis: the first figures of « Chiffres » this year.

    The same cells, masked together: how many are followed today, beside them, would tell how many left.
    """
    year = year_of(contract, Cut.of_year(on.year))
    tables = tables_of(year, year.hidden(threshold_of(contract)))
    return [(f"{label} en {on.year}", one.words) for label, one, _ in figures_of(tables)]
