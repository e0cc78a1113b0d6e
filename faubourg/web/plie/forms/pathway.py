"""What is typed along a pathway: meetings, diagnosis, steps, veille, proofs, exit."""

from django import forms
from django.core.exceptions import ValidationError

from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError
from faubourg.pathways.choices import (
    Attendance,
    ExitKind,
    JobClass,
    ObjectiveState,
    ObstacleLevel,
    RecordReason,
    Situation,
    StepKind,
    StepReason,
    StepState,
    TermKind,
)
from faubourg.pathways.models import Proof, Step
from faubourg.pathways.operations.working import OPEN_FIELDS, WEEK
from faubourg.pathways.permissions import can_read_step
from faubourg.pathways.queries.aftermath import dates_of
from faubourg.pathways.queries.people import acts_after
from faubourg.pathways.refusals import SENTENCES
from faubourg.ui.typography import nbsp
from faubourg.web.plie.forms.fields import (
    WARNING,
    ActForm,
    day,
    line,
    said,
    term,
    ternary,
    told,
    words,
)
from faubourg.web.plie.forms.outcomes import ask_outcomes

#: The classes that one gives by hand.
BY_HAND = (JobClass.PATHWAY, JobClass.POTENTIAL)
#: What stands for the content of a step that its author alone reads.
RESERVED = "étape réservée"


class MeetingForm(ActForm):
    """The interview note: the date is today's and the person came, so that two clicks are enough."""

    on = day("Date")
    attendance = forms.ChoiceField(
        label="Présence", choices=Attendance.choices, initial=Attendance.HELD, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Note d’entretien", required=False, max_length=5000, help_text=WARNING,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
    )  # fmt: skip
    time = forms.TimeField(label="Heure", required=False, widget=forms.TimeInput(attrs={"type": "time"}))


class ChangeMeetingForm(MeetingForm):
    """A meeting as it was planned or written."""

    def prepare(self) -> None:
        """What stands."""
        self.initial = {name: getattr(self.subject, name) for name in self.fields}


class ObstacleForm(ActForm):
    """How much a frein weighs today."""

    lists = {"kind": TermKind.OBSTACLE}
    kind = term("Frein", required=True)
    level = forms.TypedChoiceField(label="Niveau", choices=ObstacleLevel.choices, coerce=int, widget=forms.RadioSelect)
    priority = forms.IntegerField(label="Priorité", required=False, min_value=1, max_value=20)
    on = day("Évalué le")


class ObjectivesForm(ActForm):
    """The ranked objectives, all at once: an emptied line goes."""

    on = day("Fixés le")

    def prepare(self) -> None:
        """One line an objective, and one more."""
        present = list(self.subject.objectives.all())
        for rank in range(1, max(len(present) + 1, 3) + 1):
            help_text = (
                "" if rank > 1 else "Le premier passe avant les autres. Ni donnée de santé, ni donnée de justice."
            )
            self.fields[f"text{rank}"] = line(f"Objectif {rank}", most=300, help_text=help_text)
            state = forms.ChoiceField(label=f"État de l’objectif {rank}", choices=ObjectiveState.choices)
            self.fields[f"state{rank}"] = state
            if rank <= len(present):
                self.initial |= {f"text{rank}": present[rank - 1].text, f"state{rank}": present[rank - 1].state}

    def clean(self):
        """(text, state) by rank."""
        found = super().clean()
        ranks = [name.removeprefix("text") for name in self.fields if name.startswith("text")]
        pairs = [(found.get(f"text{rank}", ""), found.get(f"state{rank}", ObjectiveState.OPEN)) for rank in ranks]
        return {"on": found.get("on"), "texts": [pair for pair in pairs if pair[0]]}


def _why(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Choisir"), *StepReason.choices])


class StepForm(ActForm):
    """A step; the fields of another kind are left out once the kind is chosen (`kind` comes with the address)."""

    lists = {
        "domain": TermKind.TRAINING_DOMAIN, "means": TermKind.LIFTING_MEANS, "contract_type": TermKind.CONTRACT_TYPE,
        "prescriber": TermKind.PRESCRIBER,
    }  # fmt: skip
    only = {
        "contract_type": StepKind.JOB, "months": StepKind.JOB, "weekly_hours": StepKind.JOB,
        "total_hours": StepKind.JOB, "in_siae": StepKind.JOB, "is_qualifying": StepKind.TRAINING,
        "means": StepKind.OBSTACLE, "is_private": StepKind.OBSTACLE,
    }  # fmt: skip

    title = told("Intitulé")
    organisation = told("Employeur ou organisme")
    contract_type = term("Type de contrat")
    months = forms.DecimalField(
        label="Durée du contrat, en mois", required=False, min_value=0, max_digits=5, decimal_places=1
    )
    weekly_hours = forms.DecimalField(
        label="Heures par semaine",
        required=False,
        min_value=0,
        max_value=WEEK,
        max_digits=5,
        decimal_places=2,
        help_text="17,5 pour 17\u00a0h\u00a030.",
    )
    total_hours = forms.DecimalField(
        label="Heures en tout", required=False, min_value=0, max_digits=7, decimal_places=2
    )
    in_siae = ternary("Dans une SIAE")
    domain = term("Domaine", help_text="Vide : l’étape n’est comptée que dans le total.")
    means = term("Moyen", help_text="Son domaine en vient ; un autre domaine est refusé.")
    is_qualifying = ternary("Formation qualifiante")
    is_private = forms.BooleanField(label="Le contenu reste au professionnel", required=False)
    prescriber = term("Prescrite par", help_text="Vide : à l’initiative de la personne, ou non donné.")
    state = forms.ChoiceField(label="État", choices=StepState.choices, initial=StepState.ONGOING)
    start = day("Début", required=False)
    end = day("Fin", required=False)
    planned_start = day("Début prévu", required=False)
    planned_end = day("Fin prévue", required=False)
    note = words("Note")

    def prepare(self) -> None:
        """Keep the fields of the kind, and fill what the step says."""
        kind = self.subject.kind
        for name, wanted in self.only.items():
            if wanted != kind:
                del self.fields[name]
        if kind == StepKind.JOB:
            del self.fields["domain"]
        elif kind == StepKind.OBSTACLE:
            rows = self.fields["means"].queryset.model.objects.of(self.contract).filter(kind=TermKind.LIFTING_DOMAIN)
            self.fields["domain"].queryset = rows.order_by("position", "pk")
            self.fields["domain"].help_text = "Vide : celui du moyen. Sans moyen, l’étape ne compte que dans le total."
        if not can_read_step(self.user, self.subject):
            for name in set(self.fields) - OPEN_FIELDS:
                del self.fields[name]
        if self.subject.pk:
            for name in self.fields:
                value = getattr(self.subject, name)
                self.initial[name] = (
                    said(value) if name in ("in_siae", "is_qualifying") else getattr(value, "pk", value)
                )
        if not self.subject.pathway.is_open:
            self.fields["reason"] = _why("Motif de la correction")


class RemoveStepForm(ActForm):
    """Why a step is removed, where somebody else may wonder: after the exit, or when its author wrote it in private."""

    def prepare(self) -> None:
        """Ask it there only."""
        if not self.subject.pathway.is_open or not can_read_step(self.user, self.subject):
            self.fields["reason"] = _why("Motif")


def _row_of_table(row) -> str:
    classes = dict(JobClass.choices)
    return f"{row.label} ({classes[row.group]})" if row.group in classes else row.label


class ClassForm(ActForm):
    """Class a job otherwise than its rule; what the cellule validated is not offered."""

    lists = {"job_row": TermKind.JOB_ROW}
    job_class = forms.ChoiceField(
        label="Classement", required=False, widget=forms.RadioSelect,
        choices=[("", "comme la règle le dit"), *((one.value, one.label) for one in BY_HAND)],
        help_text="« Sortie positive validée » est dit par la cellule, quand elle valide la sortie.",
    )  # fmt: skip
    job_row = term("Ligne du tableau", help_text="Où l’emploi compte au rapport ; exigée avec le classement.")
    reason = words("Motif", help_text="Exigé pour classer autrement que la règle.")

    def prepare(self) -> None:
        """What stands."""
        if self.subject.is_overridden:
            is_pathway = self.subject.job_class == JobClass.PATHWAY
            self.initial = {
                "job_class": JobClass.PATHWAY if is_pathway else JobClass.POTENTIAL,
                "job_row": self.subject.job_row_id, "reason": self.subject.override_reason,
            }  # fmt: skip
        self.fields["job_row"].label_from_instance = _row_of_table


class MeasureForm(ActForm):
    """The end of a measure that was written wrong; its start follows from what precedes it."""

    end = day("Fin de la mesure", today=False)
    derogation = words("Motif de la dérogation", help_text="Exigé pour une mesure plus courte que la règle.")
    why = forms.ChoiceField(label="Motif de la correction", choices=[("", "Choisir"), *RecordReason.choices])

    def prepare(self) -> None:
        """What stands."""
        self.initial = {"end": self.subject.end, "derogation": self.subject.derogation}


class OpenWatchForm(ActForm):
    """The pathway rests; it stays open."""

    lists = {"reason": TermKind.WATCH_REASON}
    on = day("Depuis le")
    reason = term("Motif", required=True)
    back_on = day("Reprise prévue le", required=False)


class CloseWatchForm(ActForm):
    """The pathway is taken up again."""

    lists = {"reason": TermKind.WATCH_REASON}
    on = day("Reprise le")
    reason = term("Motif de la clôture", required=True)


def _file(label: str, *, required: bool) -> forms.FileField:
    return forms.FileField(
        label=label, required=required, help_text="PDF, image ou document bureautique, 20 Mo au plus.",
        widget=forms.FileInput, error_messages={"required": "Choisissez un fichier."},
    )  # fmt: skip


def _proof() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Proof.objects.none(), label="ou un justificatif déjà au dossier", required=False, empty_label="aucun"
    )


def _offer_proofs(field: forms.ModelChoiceField, pathway) -> None:
    field.queryset = pathway.proofs.order_by("at", "pk")
    field.label_from_instance = lambda row: row.name or str(row)


class _WithFile(ActForm):
    def clean_file(self):
        """The file, if its size can be read."""
        file = self.cleaned_data.get("file")
        if file:
            try:
                check_size(file.size, file.name)
            except IntakeError as error:
                raise ValidationError([problem.sentence for problem in error.problems]) from error
        return file


class ProofForm(_WithFile):
    """A file of the pathway."""

    lists = {"kind": TermKind.PROOF}
    kind = term("Nature")
    file = _file("Fichier", required=True)


class ExitForm(_WithFile):
    """How the pathway ends; a positive exit gives its category and its proof at once."""

    lists = {"reason": TermKind.EXIT_REASON, "category": TermKind.EXIT_CATEGORY}
    kind = forms.ChoiceField(label="Nature de la sortie", choices=ExitKind.choices, widget=forms.RadioSelect)
    on = day("Date de sortie du PLIE", help_text="Dans l’avenir, la sortie décidée par la cellule attend ce jour.")
    reason = term("Motif", help_text="Exigé, sauf pour une sortie positive.")
    category = term("Catégorie", help_text="Exigée pour une sortie positive : c’est la ligne du rapport.")
    step = forms.ModelChoiceField(Step.objects.none(), label="Étape qui y mène", required=False, empty_label="aucune")
    file = _file("Justificatif à joindre", required=False)
    proof = _proof()
    fse_on = day("Date de sortie FSE+", required=False, help_text="Si elle diffère de la date du PLIE.")
    note = words("Note")

    def prepare(self) -> None:
        """Offer the steps and the files of this pathway."""
        self.fields["step"].queryset = self.subject.steps.select_related("contract_type", "means", "domain").order_by(
            "start", "pk"
        )
        self.fields["step"].label_from_instance = lambda row: step_name(row, self.user)
        _offer_proofs(self.fields["proof"], self.subject)
        self.going_on = ask_outcomes(self, self.subject, lambda row: step_name(row, self.user))

    def clean(self):
        """What becomes of each step that goes on; an exit before what was done since is sure, or another day."""
        found = super().clean()
        if (on := found.get("on")) and (since := acts_after(self.subject, on)):
            self.fields["is_sure"] = forms.BooleanField(label=f"La sortie est bien du {on:%d/%m/%Y}", required=False)
            if not self.data.get("is_sure"):
                self.add_error("on", nbsp(f"{since} : corrigez la date, ou confirmez-la au bas du formulaire."))
        found["outcomes"] = {row.pk: found.pop(f"step{row.pk}", "") for row in self.going_on}
        return found


class ExitProofForm(_WithFile):
    """The proof of an exit that is proposed: a file to join, or one of the pathway's."""

    file = _file("Justificatif à joindre", required=False)
    proof = _proof()

    def prepare(self) -> None:
        """Offer the files of the pathway."""
        _offer_proofs(self.fields["proof"], self.subject.pathway)

    def clean(self):
        """One of the two."""
        found = super().clean()
        if not self.errors and not (found.get("file") or found.get("proof")):
            raise ValidationError(SENTENCES["exit-without-proof"])
        return found


class SituationAfterForm(ActForm):
    """The situation on the day after the exit, or six months after."""

    situation = forms.ChoiceField(label="Situation", choices=Situation.choices)
    later = forms.TypedChoiceField(
        label="Moment", choices=[("non", "au lendemain de la sortie"), ("oui", "six mois après")],
        coerce=lambda value: value == "oui", widget=forms.RadioSelect,
    )  # fmt: skip

    def prepare(self) -> None:
        """Propose the one that is asked now, with its dates."""
        after, later = dates_of(self.subject)
        self.fields["later"].help_text = (
            f"Le lendemain : du {after.since:%d/%m/%Y} au {after.until:%d/%m/%Y}. "
            f"À six mois : du {later.since:%d/%m/%Y} au {later.until:%d/%m/%Y}."
        )
        self.initial["later"] = "oui" if self.subject.situation else "non"


class ReopenExitForm(ActForm):
    """Why an exit that the cellule decided is taken back."""

    reason = words("Motif de la réouverture", required=True, help_text="Il reste au dossier, avec la sortie.")


def told(step: Step, reader) -> tuple[str, ...]:
    """What the reader may know of a step beside its kind, state and dates, or that it is reserved."""
    if not can_read_step(reader, step):
        return (RESERVED,)
    return tuple(str(one) for one in (step.contract_type, step.means, step.domain, step.title) if one)


def step_name(step: Step, reader) -> str:
    """« Emploi, CDDI, Ateliers » : what tells a step from another."""
    started = step.start or step.planned_start
    named = ", ".join((str(step.get_kind_display()).capitalize(), *told(step, reader)))
    return f"{named} ({started:%m/%Y})" if started else named
