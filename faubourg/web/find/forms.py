"""What a person asks for. Nothing is refused: what cannot be understood is left out."""

from django import forms

from faubourg.web.find.kinds import KINDS


class SearchForm(forms.Form):
    """The question, the nature of what is looked for, and where."""

    q = forms.CharField(required=False, strip=True)
    nature = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in KINDS])
    partout = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def clean_q(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["q"].split())

    @classmethod
    def read(cls, data) -> dict:
        """What the address asks for; a field with a wrong value counts as empty."""
        # A character NUL is refused by the form, with the whole question.
        data = data.copy()
        data["q"] = data.get("q", "").replace("\0", " ")
        form = cls(data)
        form.is_valid()
        return {
            "q": form.cleaned_data.get("q", ""),
            "kind": form.cleaned_data.get("nature", ""),
            "everywhere": form.cleaned_data.get("partout", False),
            "number": form.cleaned_data.get("page") or 1,
        }
