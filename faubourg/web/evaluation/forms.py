"""What a person says of each row of an evaluation, and what becomes of a recommendation or a proposal."""

from django import forms

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract
from faubourg.evaluation.choices import USUAL_SCALE, EvaluationState, ProposalState
from faubourg.evaluation.models import Criterion, Evaluation
from faubourg.evaluation.models.evaluation import Part as Row
from faubourg.exchange.schema.evaluation import CRITERIA, EVALUATIONS, EVIDENCE, PROPOSALS, QUESTIONS, WORKSHOPS
from faubourg.exchange.schema.fields import Field
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.ui.typography import nbsp
from faubourg.web.evaluation.parts import Part
from faubourg.web.forms.options import options_of
from faubourg.web.forms.part import NewPartForm, PartForm

_GROUPS = {
    "indicator lineages": "Indicateur", "reviews": "Bilan", "published": "Chiffre publié", "tables": "Tableau",
    "workshops": "Atelier", "action lineages": "Action",
}  # fmt: skip
#: Fields whose choices are rows of the same evaluation.
_INSIDE = ("question", "criterion", "workshop", "findings", "criteria")


class _Rules:
    """The rules that a form of the workspace adds to those of the schema. `within`: the evaluation of the row."""

    within: Evaluation | None = None

    def made(self, field: Field) -> forms.Field:
        """The input of a field, its choices narrowed to what makes sense here."""
        if field.name == "judgement":
            return self._judgement(field)
        if field.name == "about":
            return self._about(field)
        made = super().made(field)
        if field.name == "kind" and self.section is not EVIDENCE and hasattr(made, "choices"):
            made.choices = [pair for pair in made.choices if pair[0] != ""] or made.choices
        if field.name == "evaluation":
            open_ones = Evaluation.objects.of(self.contract).exclude(state=EvaluationState.CLOSED)
            keys = {"", *open_ones.values_list("key", flat=True)}
            made.choices = [pair for pair in made.choices if pair[0] in keys]
        if field.name in _INSIDE:
            self._narrow(field, made)
        return made

    def clean(self):
        """Refuse what contradicts itself, with the sentence at its field."""
        found = super().clean()
        check = {
            EVALUATIONS.name: self._check_scale, WORKSHOPS.name: self._check_counts, EVIDENCE.name: self._check_origin,
            QUESTIONS.name: self._check_decision, PROPOSALS.name: self._check_drop, CRITERIA.name: self._check_argument,
        }.get(self.section.name)  # fmt: skip
        if check is not None:
            check(found)
        return found

    def _narrow(self, field: Field, made: forms.Field) -> None:
        model = BY_NAME[field.target].model
        path, rows = model.evaluation_path, model.objects.of(self.contract)
        if self.within is not None:
            rows = rows.filter(**{path: self.within})
        else:
            rows = rows.exclude(**{f"{path}__state": EvaluationState.CLOSED})
        keys = {"", *rows.values_list("key", flat=True)}
        made.choices = [pair for pair in made.choices if pair[0] in keys]

    def _judgement(self, field: Field) -> forms.Field:
        made = super().made(field)
        scale = self.within.scale if self.within is not None else []
        if not scale:
            return made
        offered = [("", "pas encore jugé"), *((word, word) for word in scale)]
        return forms.ChoiceField(label=made.label, required=False, choices=offered)

    def _about(self, field: Field) -> forms.Field:
        offered = []
        for target, _ in field.targets:
            single = type(field)(field.name, label=field.label, targets=((target, ""),))
            pairs = options_of(single, self.section, self.contract)
            offered += [(key, nbsp(f"{_GROUPS[target]} : {words}")) for key, words in pairs]
        help_text = "Une ligne du contrat, s’il y en a une."
        return forms.ChoiceField(
            label="S’appuie sur", required=False, choices=[("", "rien dans le contrat"), *offered], help_text=help_text
        )

    def _check_scale(self, found: dict) -> None:
        used = set()
        if key := self.record.get("key"):
            rows = Criterion.objects.of(self.contract).filter(question__evaluation__key=key).exclude(judgement="")
            used = set(rows.values_list("judgement", flat=True))
        scale = found.get("scale") or []
        if lost := sorted(used - set(scale)) if scale else []:
            listed = ", ".join(f"« {word} »" for word in lost)
            self.add_error("scale", nbsp(f"Des critères sont déjà jugés {listed} : gardez ce degré dans l’échelle."))

    def _check_counts(self, found: dict) -> None:
        distinct, participations = found.get("distinct"), found.get("participations")
        if distinct is not None and participations is not None and distinct > participations:
            sentence = "Plus de personnes distinctes que de participations : vérifiez les deux nombres."
            self.add_error("distinct", sentence)

    def _check_origin(self, found: dict) -> None:
        if not any(found.get(name) for name in ("about", "meeting", "source")):
            self.add_error("source", "Dites d’où vient cette preuve : une ligne du contrat, une réunion ou une source.")

    def _check_decision(self, found: dict) -> None:
        if found.get("decision") and not found.get("decided_on"):
            self.add_error("decided_on", "Donnez la date de cette décision : sans elle, la question n’est pas validée.")

    def _check_drop(self, found: dict) -> None:
        if found.get("state") == ProposalState.DROPPED and not found.get("reason"):
            self.add_error("reason", "Dites pourquoi la proposition est écartée : le motif est gardé.")

    def _check_argument(self, found: dict) -> None:
        if found.get("judgement") and not found.get("argument"):
            self.add_error("argument", "Dites ce qui fonde ce jugement, en une phrase au moins.")


class RowForm(_Rules, PartForm):
    """The fields of a row that is there."""

    def __init__(self, *args, part: Part, row: Row, **kwargs):
        self.within = row.own_evaluation
        super().__init__(*args, section=part.section, names=part.changed, **kwargs)


class NewRowForm(_Rules, NewPartForm):
    """A row that is not there yet; `parent` is what it hangs on, where the page knows it."""

    def __init__(self, *args, part: Part, within: Evaluation | None, prefill: dict, **kwargs):
        self.within = within
        super().__init__(*args, section=part.section, names=part.asked, fixed_values={}, **kwargs)
        if part.section is EVALUATIONS:
            self.initial["scale"] = list(USUAL_SCALE)
        self.initial |= prefill


class FicheForm(NewPartForm):
    """The fiche opened for a recommendation or a proposal."""

    def __init__(self, *args, contract: Contract, title: str, **kwargs):
        super().__init__(
            *args, section=ACTIONS, contract=contract, names=("title", "kind", "nodes"), fixed_values={}, **kwargs
        )
        self.initial |= {"title": title, "kind": "fiche"}


class TieForm(forms.Form):
    """An action of the plan."""

    action = forms.ModelChoiceField(
        Action.objects.none(), label="Action du plan", empty_label="Choisir une action",
        error_messages={"required": "Choisissez une action.", "invalid_choice": "Cette action n’est pas dans le plan."},
    )  # fmt: skip

    def __init__(self, *args, contract: Contract, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Action.objects.filter(version=contract.current_version_id).order_by("position", "pk")
        self.fields["action"].queryset = rows
        self.fields["action"].label_from_instance = lambda row: f"{row.code} · {row.title}"[:110].lstrip(" ·")


class ReasonForm(forms.Form):
    """Why a recommendation is closed."""

    reason = forms.CharField(
        label="Motif", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi cette recommandation est close : le motif est gardé et imprimé."},
    )  # fmt: skip


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label="Fichier", error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."}
    )
