"""Files that are sent: workbooks, lists of streets, outlines."""

from django import forms
from django.core.exceptions import ValidationError

from faubourg.intake.limits import check_size
from faubourg.intake.problems import IntakeError


class SentForm(forms.Form):
    """A file whose size can be read."""

    file = forms.FileField(
        label="Fichier", allow_empty_file=True, error_messages={"required": "Choisissez un fichier."}
    )

    def clean_file(self):
        """The file, if its size can be read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, file.name)
        except IntakeError as error:
            raise ValidationError([problem.sentence for problem in error.problems]) from error
        return file


class WorkbookForm(SentForm):
    """A workbook in the columns of a model."""

    file = forms.FileField(
        label="Classeur", help_text="Fichier .xlsx ou .ods, dans les colonnes du modèle.", allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}), error_messages={"required": "Choisissez un fichier."},
    )  # fmt: skip
