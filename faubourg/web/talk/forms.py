"""What a person writes of a fiche, and the files that they join to it."""

from collections.abc import Iterable

from django import forms

from faubourg.actions.queries_talk import Colleague
from faubourg.threads.operations import MAX_TEXT
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import nbsp

FILES_AT_ONCE = 10


class CommentForm(forms.Form):
    """Words, the people whom they name, and whether they are an opinion, for those who may give one."""

    text = forms.CharField(
        label="Votre commentaire",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Écrivez quelque chose : un commentaire vide ne peut pas être enregistré.",
            "max_length": nbsp(
                "Ce commentaire compte %(show_value)d caractères : la limite est de %(limit_value)d. "
                "Joignez plutôt un document."
            ),
        },
    )
    is_opinion = forms.BooleanField(
        label="C’est un avis",
        required=False,
        help_text="Un avis a droit à une réponse : il la demande tant qu’il n’en a pas.",
    )
    mentions = forms.TypedMultipleChoiceField(
        label="Prévenir des collègues",
        required=False,
        coerce=int,
        widget=TickList,
        help_text="Chaque personne cochée reçoit un courriel avec un lien vers ce commentaire.",
        error_messages={
            "invalid_choice": "Une des personnes choisies n’est plus dans ce contrat : choisissez à nouveau."
        },
    )
    reply_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, people: Iterable[Colleague], opines: bool = False, is_reply: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentions"].choices = [(one.account.pk, one.label) for one in people]
        if is_reply:
            self.fields["text"].label = "Votre réponse"
        if is_reply or not opines:
            del self.fields["is_opinion"]

    def words(self) -> dict:
        """What the operations take."""
        return {name: self.cleaned_data[name] for name in ("text", "mentions")}


class RemovalForm(forms.Form):
    """Why the words of another person are taken away."""

    reason = forms.CharField(
        label="Motif",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Il reste dans l’historique de la fiche.",
        error_messages={"required": "Dites pourquoi vous retirez les mots d’une autre personne : le motif reste."},
    )


class SeveralFiles(forms.FileInput):
    """A field where several files are chosen at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of uploads, not looked at: the service examines each and has a sentence for every refusal."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        """Only their number is checked here."""
        if not data:
            raise forms.ValidationError("Choisissez au moins un fichier.")
        if len(data) > FILES_AT_ONCE:
            raise forms.ValidationError(
                nbsp(f"Vous avez choisi {len(data)} fichiers : joignez-en {FILES_AT_ONCE} au plus à la fois.")
            )
        return data


class FilesForm(forms.Form):
    """Files to join."""

    files = SeveralFilesField(label="Joindre des fichiers")
