"""What is typed around a session of the cellule de suivi."""

from django import forms
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, CaseKind, TermKind, Verdict
from faubourg.pathways.models import Agent, Participant
from faubourg.web.plie.forms.fields import ActForm, day, line, term, words

#: Roles that sit in the cellule unless said otherwise.
SITTING = (AgentRole.COORDINATOR, AgentRole.REFERENT, AgentRole.VALIDATOR)
#: Kinds that are brought by hand; the others come by themselves.
BY_HAND = (CaseKind.DIFFICULT, CaseKind.WATCH, CaseKind.SUPPORT)


class PlanForm(ActForm):
    """The date of a session and who is expected."""

    date = day("Date de la cellule")
    members = forms.ModelMultipleChoiceField(
        Agent.objects.none(), label="Membres, qui comptent pour le quorum", required=False,
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

    minutes = words(
        "Observations générales", help_text="Sans aucun nom : elles figurent au compte rendu lu par tous.", rows=5
    )


class ReopenForm(ActForm):
    """Why a closed session is opened again."""

    reason = words("Motif de la réouverture", required=True, help_text="Il est imprimé au compte rendu.")


class DecisionForm(ActForm):
    """What the session decides of a case."""

    lists = {"reason": TermKind.WATCH_REASON}
    verdict = forms.ChoiceField(
        label="Décision de la cellule", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Verdict if one != Verdict.PENDING],
        error_messages={"required": "Choisissez la décision."},
    )  # fmt: skip
    remark = words("Observation au compte rendu", help_text="Envoyée au prescripteur concerné.", rows=2)
    derogation = line("Motif de la dérogation", most=1000)
    reason = term("Motif de la veille")
    effective_on = day("Effet le", required=False)

    def prepare(self) -> None:
        """Keep what the kind of case needs; say the decision in its words."""
        kind = self.subject.kind
        if kind != CaseKind.RENEWAL:
            del self.fields["derogation"]
        if kind != CaseKind.WATCH:
            del self.fields["effective_on"]
        if kind != CaseKind.WATCH or self.subject.watch_id:
            del self.fields["reason"]
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
            (Verdict.NOTED, "Prendre acte"),
        ]  # fmt: skip
        self.initial |= {"verdict": self.subject.verdict, "remark": self.subject.remark}


class ProposalForm(ActForm):
    """What the référent proposes to the session."""

    text = words("Proposition", rows=4)

    def prepare(self) -> None:
        """What is written."""
        self.initial["text"] = self.subject.proposal
