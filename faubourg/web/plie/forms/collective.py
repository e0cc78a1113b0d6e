"""What is typed about workshops and écoutes: dates, hours, who is there; no text about anybody."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, Attendance, TermKind
from faubourg.pathways.models import Agent, Pathway, Workshop
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.queries.collective import workshops
from faubourg.pathways.queries.desk import my_pathways
from faubourg.ui.ticks import TickList
from faubourg.ui.typography import nbsp
from faubourg.web.plie.forms.fields import ActForm, day, line, term
from faubourg.web.plie.forms.settings import held_in

#: A list longer than that is not read: numbers of files are typed.
OFFERED = 200


def _hours(label: str, *, required: bool) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=Decimal("0.25"), max_value=12, max_digits=4, decimal_places=2,
        help_text="Par exemple 1,5 pour une heure et demie.", localize=True,
    )  # fmt: skip


class WorkshopForm(ActForm):
    """A workshop and those who run it."""

    lists = {"theme": TermKind.WORKSHOP}

    theme = term("Thème", required=True)
    title = line("Intitulé", help_text="Vide : le thème suffit.")
    facilitators = forms.ModelMultipleChoiceField(
        Agent.objects.none(), label="Animé par", required=False, widget=TickList,
        help_text="Un atelier s’anime à deux.",
    )  # fmt: skip
    min_meetings = forms.IntegerField(
        label="Séances, au moins", required=False, min_value=1, max_value=60,
        help_text="« Estime de soi » en demande au moins 3.",
    )  # fmt: skip
    places = forms.IntegerField(label="Places", required=False, min_value=1, max_value=200)

    def prepare(self) -> None:
        """Offer the team of today, and show the workshop that is changed."""
        team = Agent.objects.of(self.contract).on(timezone.localdate()).filter(role__in=TEAM)
        if isinstance(self.subject, Workshop):
            team |= Agent.objects.filter(workshops=self.subject)
            self.initial |= held_in(self.subject, ("theme", "title", "min_meetings", "places"))
            self.initial["facilitators"] = list(self.subject.facilitators.values_list("pk", flat=True))
        keys = set(team.order_by().values_list("pk", flat=True))
        rows = Agent.objects.filter(pk__in=keys).select_related("user").order_by("role", "pk")
        self.fields["facilitators"].queryset = rows


class NewWorkshopForm(WorkshopForm):
    """The same with its dates."""

    days = forms.CharField(
        label="Dates des séances", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Une par ligne, par exemple 14/03/2027.",
    )  # fmt: skip
    hours = _hours("Heures par séance", required=False)

    def clean_days(self) -> list:
        """The dates, in order, each once."""
        found, reader = set(), forms.DateField()
        for text in filter(None, map(str.strip, self.cleaned_data["days"].splitlines())):
            try:
                found.add(reader.clean(text))
            except ValidationError as error:
                raise ValidationError(
                    f"« {text[:20]} » n’est pas une date : écrivez par exemple 14/03/2027."
                ) from error
        return sorted(found)


class WorkshopMeetingForm(ActForm):
    """A meeting of a workshop, new or not."""

    on = day("Date")
    hours = _hours("Heures", required=False)
    topic = line("Sujet", help_text="Ce qui est prévu, sans rien sur personne.")

    def prepare(self) -> None:
        """Show the meeting that is changed."""
        if self.subject.pk:
            self.initial |= held_in(self.subject, self.fields)


class EnrolmentForm(ActForm):
    """Who is enrolled: ticked among one's own people, or by the numbers of their files."""

    people = forms.MultipleChoiceField(label="Personnes que vous suivez", required=False, widget=TickList)
    numbers = line("Numéros de dossiers", help_text="Séparés par des virgules, par exemple 12, 45.")

    def prepare(self) -> None:
        """Offer one's own people when they are few enough to be read."""
        rows = my_pathways(self.user, self.contract)
        names = [
            (str(row.pk), f"{row.participant.full_name}, n° {row.participant.number}") for row in rows[: OFFERED + 1]
        ]
        if 0 < len(names) <= OFFERED:
            self.fields["people"].choices = names
        else:
            del self.fields["people"]

    def clean(self):
        """The open pathways, each once."""
        found = super().clean()
        numbers = {word.strip() for word in found.get("numbers", "").split(",") if word.strip()}
        if wrong := [word for word in numbers if not (word.isdecimal() and len(word) < 10)]:
            raise ValidationError(f"« {wrong[0][:20]} » n’est pas un numéro de dossier.")
        seen = Pathway.objects.for_user(self.user).of(self.contract).open().select_related("participant__contract")
        ticked = list(seen.filter(pk__in=found.get("people", [])).order_by("pk"))
        named = list(seen.filter(participant__number__in=numbers).order_by("pk"))
        if len({row.participant.number for row in named}) < len({int(word) for word in numbers}):
            raise ValidationError("Un de ces dossiers n’est pas en parcours, ou n’est pas des vôtres.")
        if not ticked and not named:
            raise ValidationError("Cochez une personne, ou donnez un numéro de dossier.")
        return {"pathways": list({row.pk: row for row in (*ticked, *named)}.values())}


def _with_dates(row: Workshop) -> str:
    """« Estime de soi : 12/01/2027, 19/01/2027 », the meetings to come."""
    today = timezone.localdate()
    days = sorted(one.on for one in row.meetings.all() if one.on >= today)
    return nbsp(f"{row} : {', '.join(f'{day:%d/%m/%Y}' for day in days)}")


class JoinForm(ActForm):
    """A workshop for the person whose file is open."""

    workshop = forms.ModelChoiceField(Workshop.objects.none(), label="Atelier", empty_label="Choisir")

    def prepare(self) -> None:
        """Those that still have a meeting to come."""
        coming = workshops(self.contract).filter(meetings__on__gte=timezone.localdate()).order_by().values("pk")
        rows = Workshop.objects.of(self.contract).filter(pk__in=set(coming.values_list("pk", flat=True)))
        self.fields["workshop"].queryset = rows.select_related("theme").prefetch_related("meetings").order_by("pk")
        self.fields["workshop"].label_from_instance = _with_dates


class SittingForm(ActForm):
    """One sitting of an écoute: its date, its hours, whether the person came."""

    on = day("Date")
    hours = _hours("Heures", required=True)
    attendance = forms.ChoiceField(
        label="Présence", widget=forms.RadioSelect, initial=Attendance.HELD,
        choices=[(Attendance.HELD, "tenue"), (Attendance.ABSENT, "absence"), (Attendance.CANCELLED, "annulée")],
    )  # fmt: skip


class EndForm(ActForm):
    """The end of an écoute."""

    lists = {"reason": TermKind.SUPPORT_END}

    on = day("Terminée le")
    reason = term("Motif", help_text="Un mot de la liste : rien de ce qui s’est dit.")


def psychologists(contract):
    """Who listens today."""
    rows = Agent.objects.of(contract).on(timezone.localdate()).filter(role=AgentRole.PSYCHOLOGIST)
    return rows.select_related("user").order_by("pk")


class EntrustForm(ActForm):
    """Who listens."""

    psychologist = forms.ModelChoiceField(Agent.objects.none(), label="Psychologue", empty_label="Choisir")

    def prepare(self) -> None:
        """Those who hold the role."""
        self.fields["psychologist"].queryset = psychologists(self.contract)
        self.initial["psychologist"] = self.subject.psychologist_id


class SupportForm(ActForm):
    """Psychological support is asked for; what is said there is written nowhere in the software."""

    on = day("Prescrite le")
    psychologist = forms.ModelChoiceField(
        Agent.objects.none(), label="Psychologue", required=False, empty_label="à confier par la coordinatrice"
    )

    def prepare(self) -> None:
        """Offer who holds the role; one alone is proposed."""
        rows = psychologists(self.contract)
        self.fields["psychologist"].queryset = rows
        if len(rows) == 1:
            self.initial["psychologist"] = rows[0].pk
