"""What is typed around a session of the cellule de suivi."""

from datetime import datetime

from django import forms
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, CaseKind, TermKind, Verdict
from faubourg.pathways.models import Agent, Participant
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.web.plie.forms.fields import WARNING, ActForm, day, line, term, words

#: Roles that sit in the cellule unless said otherwise.
SITTING = (AgentRole.COORDINATOR, AgentRole.REFERENT, AgentRole.VALIDATOR)
#: Kinds that are brought by hand; the others come by themselves.
BY_HAND = (CaseKind.DIFFICULT, CaseKind.WATCH, CaseKind.SUPPORT)
#: Under a text about the whole session.
NUMBERS = "Aucun nom : le numéro du dossier suffit."


class PlanForm(ActForm):
    """The date of a session and who is expected."""

    date = day("Date de la cellule")
    members = forms.ModelMultipleChoiceField(
        Agent.objects.none(), label="Membres, qui comptent pour le quorum",
        error_messages={"required": "Cochez au moins un membre : sans personne, la cellule ne peut pas décider."},
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    guests = forms.CharField(
        label="Invités, par leur fonction", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une fonction ou un organisme par ligne ; ils ne comptent pas pour le quorum.",
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the agents of today; those who usually sit are ticked."""
        rows = Agent.objects.of(self.contract).on(timezone.localdate()).filter(role__in=SITTING)
        rows = rows.select_related("user", "structure").order_by("role", "pk")
        self.fields["members"].queryset = rows
        self.initial["members"] = [row.pk for row in rows]

    def clean_guests(self):
        """One function a line."""
        return [one.strip()[:200] for one in self.cleaned_data["guests"].splitlines() if one.strip()]


class MoveForm(ActForm):
    """Another day for a session that has not begun."""

    date = day("Nouvelle date de la cellule", today=False)

    def prepare(self) -> None:
        """The day that is written."""
        self.initial["date"] = self.subject.date


class CancelForm(ActForm):
    """Why a session is not held."""

    reason = words("Motif de l’annulation", required=True, help_text=f"{NUMBERS} Toute l’équipe le lit.")


class RaiseForm(ActForm):
    """A situation brought by hand: by the number of the file, so that no list of names is offered."""

    number = forms.IntegerField(label="Numéro du dossier", min_value=1, max_value=10_000_000, widget=forms.TextInput)
    kind = forms.ChoiceField(label="Objet", choices=[(one.value, one.label) for one in BY_HAND])
    proposal = words("Proposition")

    def clean_number(self):
        """The person, if this user sees them."""
        rows = Participant.objects.for_user(self.user).of(self.contract).present()
        found = rows.filter(number=self.cleaned_data["number"]).first()
        if found is None:
            raise forms.ValidationError("Aucun dossier de ce numéro parmi ceux que vous suivez.")
        return found


class CloseForm(ActForm):
    """The end of the session."""

    minutes = words("Observations générales", help_text=f"{NUMBERS} Imprimées au compte rendu complet seul.", rows=5)

    def prepare(self) -> None:
        """What a former closing wrote: it is changed or emptied."""
        self.initial["minutes"] = self.subject.minutes


class ReopenForm(ActForm):
    """Why a closed session is opened again."""

    reason = words(
        "Motif de la réouverture", required=True, help_text=f"{NUMBERS} Imprimé au compte rendu complet seul."
    )


class DecisionForm(ActForm):
    """What the session decides of a case."""

    field_order = ("verdict", "reason", "effective_on", "review_on", "derogation", "remark")
    verdict = forms.ChoiceField(
        label="Décision de la cellule", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Verdict if one != Verdict.PENDING],
        error_messages={"required": "Choisissez la décision."},
    )  # fmt: skip
    remark = words("Observation au compte rendu", help_text="Envoyée au prescripteur concerné.", rows=2)
    derogation = line("Motif de la dérogation", most=1000, help_text=WARNING)
    reason = term("Motif de la veille", help_text="Exigé pour ouvrir la veille.")
    effective_on = day("Effet le", required=False)
    review_on = day("Réexaminer la veille le", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subject, **kwargs):
        self.lists = {"reason": TermKind.REFUSAL_REASON if subject.kind == CaseKind.ENTRY else TermKind.WATCH_REASON}
        super().__init__(*args, subject=subject, **kwargs)

    def prepare(self) -> None:
        """Keep what the kind of case needs; say the decision in its words."""
        kind = self.subject.kind
        if kind != CaseKind.RENEWAL:
            del self.fields["derogation"]
        if kind != CaseKind.WATCH:
            del self.fields["effective_on"]
        if kind not in (CaseKind.WATCH, CaseKind.ENTRY):
            del self.fields["reason"]
        elif kind == CaseKind.ENTRY:
            self._ask("Motif du refus", "Exigé pour refuser l’entrée : il est dit au prescripteur.")
        elif self.subject.watch_id:
            self._ask("Motif de la clôture", "Exigé pour clore la veille.")
        if kind == CaseKind.WATCH and self.subject.watch_id:
            days = protocol_of(self.contract).watch_days
            self.fields["review_on"].help_text = f"Si elle est maintenue. Vide : {days} jours après la séance."
        else:
            del self.fields["review_on"]
        told = {
            CaseKind.ENTRY: ("Valider l’entrée", "Refuser l’entrée"),
            CaseKind.RENEWAL: ("Renouveler la mesure", "Ne pas renouveler"),
            CaseKind.WATCH: ("Maintenir la veille", "Clore la veille")
            if self.subject.watch_id
            else ("Ouvrir la veille", "Ne pas ouvrir"),
            CaseKind.EXIT: ("Valider la sortie", "Refuser la sortie"),
        }.get(kind, ("Accord", "Refus"))
        self.fields["verdict"].choices = [
            (Verdict.ACCEPTED, told[0]), (Verdict.REFUSED, told[1]), (Verdict.POSTPONED, "Ajourner à la prochaine"),
        ]  # fmt: skip
        self.hints = [*self._hints(), "Revient à la prochaine cellule"]
        if kind not in (CaseKind.ENTRY, CaseKind.EXIT):
            # An entry and an exit wait for a yes or a no: noting them would decide nothing.
            self.fields["verdict"].choices += [(Verdict.NOTED, "Prendre acte")]
            self.hints.append("Sans autre effet")
        self.initial |= {
            "verdict": self.subject.verdict, "remark": self.subject.remark, "derogation": self.subject.derogation,
            "seen": self.mark(),
        }  # fmt: skip

    def _ask(self, label: str, why: str) -> None:
        self.fields["reason"].label, self.fields["reason"].help_text = label, why

    def _hints(self) -> tuple[str, str]:
        case = self.subject
        if case.kind == CaseKind.EXIT and case.exit:
            return f"{case.exit.get_kind_display().capitalize()} au {case.exit.on:%d/%m/%Y}", "Le parcours continue"
        if case.kind == CaseKind.WATCH and case.watch_id:
            return "Le parcours reste en veille", "Le parcours reprend"
        return {
            CaseKind.ENTRY: ("Le CER peut être signé", "La prescription est close"),
            CaseKind.RENEWAL: ("Une mesure de plus", "Une sortie reste à proposer"),
            CaseKind.WATCH: ("Motif exigé", "Le parcours continue"),
        }.get(case.kind, ("", ""))

    def choices_said(self) -> list:
        """The choices, each with what follows from it."""
        return list(zip(self["verdict"], self.hints, strict=True))

    def mark(self) -> str:
        """When the decision that the page shows was taken."""
        return self.subject.decided_at.isoformat() if self.subject.decided_at else ""

    def clean_seen(self) -> datetime | None:
        """A moment; what is none is no decision seen."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None

    def look_again(self) -> None:
        """The page shows what was decided meanwhile: saving again is knowing it.

        The observation that somebody else wrote is put before one's own, so that it is not lost unread.
        """
        self.data = self.data.copy()
        seen, self.data["seen"] = self.data.get("seen", ""), self.mark()
        theirs, mine = self.subject.remark.strip(), self.data.get("remark", "").strip()
        if seen != self.mark() and theirs and theirs not in mine:
            self.data["remark"] = f"{theirs}\n{mine}".strip()


class ProposalForm(ActForm):
    """What the référent proposes to the session."""

    text = words("Proposition", rows=4)

    def prepare(self) -> None:
        """What is written."""
        self.initial["text"] = self.subject.proposal
