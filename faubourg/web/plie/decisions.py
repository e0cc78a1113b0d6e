"""What the cellule decided, in the words of each kind of case; and how many of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.pathways.choices import CaseKind, Verdict
from faubourg.pathways.models import Case, Term
from faubourg.ui.typography import day

#: Kind → how several are called.
SEVERAL = {
    CaseKind.ENTRY: "Entrées", CaseKind.RENEWAL: "Renouvellements", CaseKind.WATCH: "Veilles", CaseKind.EXIT: "Sorties",
    CaseKind.DIFFICULT: "Situations difficiles", CaseKind.SUPPORT: "Écoutes psychologiques",
}  # fmt: skip
#: Kind → (accepted, refused), in the words of minutes.
TOLD = {
    CaseKind.ENTRY: ("Entrée validée", "Entrée refusée"),
    CaseKind.RENEWAL: ("Mesure renouvelée", "Mesure non renouvelée"),
    CaseKind.WATCH: ("Veille maintenue", "Veille close"),
    CaseKind.EXIT: ("Sortie validée", "Sortie refusée"),
}
SAME = {
    Verdict.POSTPONED: "Ajournée à la prochaine cellule",
    Verdict.NOTED: "Pris acte",
    Verdict.PENDING: "Non examinée",
}
#: The columns of the table of counts.
COLUMNS = (
    ("Accord", Verdict.ACCEPTED), ("Refus", Verdict.REFUSED), ("Ajournées", Verdict.POSTPONED),
    ("Pris acte", Verdict.NOTED), ("Non examinées", Verdict.PENDING),
)  # fmt: skip


def decision_words(case: Case) -> str:
    """« Veille close au 12/11/2026 », « Mesure renouvelée jusqu’au 31/12/2026 »: the decision, and its day."""
    if case.verdict in SAME:
        return SAME[case.verdict]
    accepted = case.verdict == Verdict.ACCEPTED
    words = TOLD.get(case.kind, ("Accord", "Refus"))[not accepted]
    if case.kind == CaseKind.WATCH and case.watch and case.watch.start == case.effective_on:
        words = "Veille ouverte"
    elif case.kind == CaseKind.WATCH and case.watch is None:
        words = "Veille non ouverte"
    if case.kind == CaseKind.RENEWAL and case.renewed_until:
        return f"{words} jusqu’au {day(case.renewed_until)}"
    on = case.exit.on if case.kind == CaseKind.EXIT and case.exit and accepted else case.effective_on
    return f"{words} au {day(on)}" if on and case.kind in (CaseKind.WATCH, CaseKind.EXIT) else words


def refusal_of(case: Case) -> Term | None:
    """Why the session refused an entry."""
    refused = case.kind == CaseKind.ENTRY and case.verdict == Verdict.REFUSED and case.prescription
    return case.prescription.refusal_reason if refused else None


@dataclass(frozen=True)
class Tally:
    """Decisions counted by kind of case: `names` of the columns, `rows` of (kind, its (name, count) pairs)."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def tally(cases: Iterable[Case]) -> Tally:
    """The counts that everybody reads; kinds without any case are left out."""
    cases = list(cases)
    rows = []
    for kind in CaseKind:
        found = [case.verdict for case in cases if case.kind == kind]
        if found:
            rows.append((SEVERAL[kind], tuple((name, found.count(verdict)) for name, verdict in COLUMNS)))
    return Tally(tuple(name for name, _ in COLUMNS), tuple(rows))
