"""What is typed of a permanence: where, when, by whom, how many were met; nothing about anybody."""

from django import forms
from django.core.exceptions import ValidationError

from faubourg.pathways.choices import TermKind
from faubourg.pathways.models import Agent, DropIn, DropInVisit, Participant
from faubourg.web.plie.forms.fields import ActForm, day, line, referent, term


class DropInForm(ActForm):
    """A permanence, new or not; `subject`: the permanence, or the contract."""

    lists = {"place": TermKind.DROPIN_PLACE}

    place = term("Lieu", required=True)
    on = day("Date")
    held_by = referent("Tenue par", required=True)
    numbers = line("Numéros des dossiers rencontrés", help_text="Séparés par des virgules, par exemple 12, 45.")
    others = forms.IntegerField(
        label="Autres personnes rencontrées", min_value=0, max_value=500, initial=0,
        help_text="Celles que le PLIE ne suit pas, comptées par leur nombre, chacune une seule fois dans l’année.",
    )  # fmt: skip

    def prepare(self) -> None:
        """Show the permanence that is changed; else propose the last place and who notes it."""
        row = self.subject if isinstance(self.subject, DropIn) else None
        shown = row or DropIn.objects.of(self.contract).filter(held_by__user=self.user).order_by("-on", "-pk").first()
        offered = self.fields["place"].queryset
        if shown is not None:
            self.initial["place"] = shown.place_id
        elif len(offered) == 1:
            self.initial["place"] = offered[0].pk
        if row is None:
            mine = self.fields["held_by"].queryset.filter(user=self.user).first()
            self.initial["held_by"] = mine and mine.pk
            return
        self.fields["place"].queryset = offered | type(row.place).objects.filter(pk=row.place_id)
        holders = set(self.fields["held_by"].queryset.order_by().values_list("pk", flat=True)) | {row.held_by_id}
        self.fields["held_by"].queryset = Agent.objects.filter(pk__in=holders).select_related("user").order_by("pk")
        seen = DropInVisit.objects.for_user(self.user).filter(dropin=row).order_by("participant__number")
        numbers = seen.values_list("participant__number", flat=True)
        self.initial |= {"on": row.on, "held_by": row.held_by_id, "others": row.others,
                         "numbers": ", ".join(map(str, numbers))}  # fmt: skip

    def clean(self) -> dict:
        """The files, each once; refused where one is not seen."""
        found = super().clean()
        numbers = {word.strip() for word in found.pop("numbers", "").split(",") if word.strip()}
        if wrong := [word for word in numbers if not (word.isdecimal() and len(word) < 10)]:
            raise ValidationError(f"« {wrong[0][:20]} » n’est pas un numéro de dossier.")
        rows = Participant.objects.for_user(self.user).of(self.contract).filter(number__in=numbers)
        found["participants"] = list(rows.select_related("contract").order_by("pk"))
        if len(found["participants"]) < len({int(word) for word in numbers}):
            raise ValidationError("Un de ces dossiers n’existe pas, ou n’est pas des vôtres : comptez-le en nombre.")
        return found
