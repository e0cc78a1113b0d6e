"""The filters of the journal."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.journal.models import Entry

#: The lists of choices are made of the latest entries: reading a journal of years for them would be slow.
LATEST = 2_000
COMMAND_LINE = "commande"
DAY = {"type": "date", "class": "form-control"}


class JournalForm(forms.Form):
    """Who, what kind of object, which act, from when to when, which words."""

    q = forms.CharField(label="Objet ou motif", required=False, max_length=200, empty_value="")
    personne = forms.ChoiceField(label="Toutes les personnes", required=False)
    nature = forms.ChoiceField(label="Tous les objets", required=False)
    acte = forms.ChoiceField(label="Tous les actes", required=False)
    depuis = forms.DateField(label="Depuis le", required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    jusqua = forms.DateField(label="Jusqu’au", required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))

    def __init__(self, data, *, contract: Contract):
        super().__init__(data)
        latest = Entry.objects.in_scope(contract.scope).values("pk")[:LATEST]
        told = Entry.objects.filter(pk__in=latest).order_by().values_list("actor", "content_type", "verb").distinct()
        actors, kinds, verbs = (set(values) - {None} for values in zip(*told, strict=True)) if told else ((), (), ())
        people = User.objects.filter(pk__in=actors).order_by("function", "pk")
        self._offer("personne", [(str(user.pk), str(user)) for user in people] + [(COMMAND_LINE, "Ligne de commande")])
        self._offer("nature", sorted(map(_named, kinds), key=lambda pair: pair[1]))
        self._offer("acte", [(verb, capfirst(verb)) for verb in sorted(verbs)])
        for name in ("personne", "nature", "acte"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def clean(self) -> dict:
        found = super().clean()
        since, until = found.get("depuis"), found.get("jusqua")
        if since and until and until < since:
            self.add_error("jusqua", "Choisir une fin après le début.")
        return found

    def conditions(self) -> dict:
        """What the filters of a valid form ask of an entry, its words left out, as conditions of a QuerySet."""
        found = self.cleaned_data
        conditions = {}
        if person := found.get("personne"):
            conditions |= {"actor": None} if person == COMMAND_LINE else {"actor": int(person)}
        if found.get("nature"):
            conditions["content_type"] = int(found["nature"])
        if found.get("acte"):
            conditions["verb"] = found["acte"]
        if found.get("depuis"):
            conditions["at__date__gte"] = found["depuis"]
        if found.get("jusqua"):
            conditions["at__date__lte"] = found["jusqua"]
        return conditions

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", self.fields[name].label), *choices]


def _named(pk: int) -> tuple[str, str]:
    kind = ContentType.objects.get_for_id(pk)
    model = kind.model_class()
    return str(pk), capfirst(str(model._meta.verbose_name)) if model else kind.model
