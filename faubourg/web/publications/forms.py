"""What is typed around a report: its year, a text, the DSU, a step, an opinion."""

from django import forms
from django.core.exceptions import ValidationError

from faubourg.reports.annual.operations.writing import digest_of
from faubourg.reports.choices import OPINION_MONTHS, Consulted, Stage, Verdict
from faubourg.reports.models import ReportDsu, ReportOpinion, ReportText

_DATE = {"type": "date"}


def _date(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class OpenForm(forms.Form):
    """The year of a new report."""

    year = forms.IntegerField(label="Année du rapport", min_value=2015, max_value=2100, help_text="L’année écoulée.")
    reason = forms.CharField(
        label="Motif de la nouvelle édition",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Demandé seulement si le rapport de cette année est déjà figé. Il est imprimé.",
    )


class TextForm(forms.Form):
    """The text of one content, with the mark of what it said when the page was shown."""

    text = forms.CharField(label="Texte", required=False, widget=forms.Textarea(attrs={"rows": 16}))
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, row: ReportText | None, **kwargs) -> None:
        text = row.text if row else ""
        super().__init__(*args, initial={"text": text, "digest": digest_of(text)}, **kwargs)

    def tell_change(self, present: str) -> None:
        """Say that somebody wrote meanwhile; the next sending replaces their text knowingly."""
        self.data = self.data.copy()
        self.data["digest"] = digest_of(present)
        self.add_error(
            None,
            ValidationError(
                "Quelqu’un d’autre a écrit ici pendant votre saisie : son texte est sous le vôtre. Reprenez-en "
                "ce qu’il faut ; enregistrer de nouveau garde le vôtre."
            ),
        )


class DsuForm(forms.Form):
    """What one commune received."""

    received = forms.TypedChoiceField(
        label="A reçu la DSU pour l’année",
        choices=[("", "non donné"), ("oui", "oui"), ("non", "non")],
        coerce={"oui": True, "non": False}.get,
        empty_value=None,
        required=False,
    )
    amount = forms.DecimalField(
        label="Montant (€)",
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text="Vide : non donné, jamais 0 €.",
    )
    actions = forms.CharField(
        label="Actions de développement social urbain menées",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, row: ReportDsu | None, **kwargs) -> None:
        told = {True: "oui", False: "non"}
        initial = {"received": told.get(row.received), "amount": row.amount, "actions": row.actions} if row else {}
        super().__init__(*args, initial=initial, **kwargs)


class StepForm(forms.Form):
    """A step of the procedure. `stage` decides what is asked."""

    on = _date("Date")

    def __init__(self, *args, stage: Stage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if stage == Stage.SENT:
            least = "un mois" if OPINION_MONTHS == 1 else f"{OPINION_MONTHS} mois"
            self.fields["due"] = _date(
                "Avis attendus jusqu’au",
                required=False,
                help_text=f"Vide : {least} après l’envoi, le moins que la loi donne.",
            )
        if stage != Stage.DRAFT:
            self.fields["reference"] = forms.CharField(
                label="Délibération ou pièce", required=stage in (Stage.APPROVED, Stage.DEBATED), max_length=200
            )
        self.fields["note"] = forms.CharField(
            label="Note", required=stage == Stage.DRAFT, widget=forms.Textarea(attrs={"rows": 3})
        )


class ConsultForm(forms.ModelForm):
    """Somebody to consult."""

    class Meta:
        model = ReportOpinion
        fields = ["kind", "name"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Consulted.choices


class OpinionForm(forms.Form):
    """An opinion, with its contribution as a text or a file."""

    verdict = forms.ChoiceField(label="Avis", choices=[("", "pas encore rendu"), *Verdict.choices], required=False)
    given_on = _date("Rendu le", required=False)
    reference = forms.CharField(label="Délibération ou compte rendu", max_length=200, required=False)
    text = forms.CharField(
        label="Contribution", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    upload = forms.FileField(label="Ou un fichier", required=False, help_text="PDF, Word, image : 20 Mo au plus.")

    def __init__(self, *args, row: ReportOpinion, **kwargs) -> None:
        initial = {name: getattr(row, name) for name in ("verdict", "given_on", "reference", "text")}
        super().__init__(*args, initial=initial, **kwargs)


class AnswerForm(forms.Form):
    """What follows from an opinion."""

    answer = forms.CharField(
        label="Suite donnée",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ce que l’intercommunalité répond aux observations ; imprimé en annexe.",
    )
