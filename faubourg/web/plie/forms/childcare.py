"""What is typed about childcare: crèches and their places, demands, what becomes of them."""

from django import forms
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import Nursery
from faubourg.web.plie.forms.dispositifs import CircumstancesForm, IdentityForm, decimal
from faubourg.web.plie.forms.fields import ActForm, day, line, said, term, ternary, words

REQUEST = ("prescriber", "date", "children", "single_parent", "reason", "nursery", "contact", "note")


class NurseryForm(ActForm):
    """A crèche."""

    name = line("Crèche", required=True)
    carrier = line("Dispositif", help_text="Par exemple Département, CCAS.", most=120)


class PlacesForm(ActForm):
    """Places kept in a crèche."""

    places = decimal("Places réservées", required=True, help_text="Une demi-place s’écrit 0,5.", most=5)
    kind = line("Accueil", help_text="Régulier, occasionnel, en urgence…", most=120)
    start = day("Depuis le")
    end = day("Jusqu’au", required=False)


class RequestForm(CircumstancesForm):
    """A demand."""

    lists = {"prescriber": TermKind.PRESCRIBER, "reason": TermKind.CHILDCARE_REASON}

    prescriber = term("Prescripteur", help_text="Vide : demande spontanée.")
    date = day("Demandée le")
    children = forms.IntegerField(label="Enfants", min_value=1, max_value=20, initial=1)
    single_parent = ternary("Parent isolé")
    reason = term("Motif")
    nursery = forms.ModelChoiceField(
        Nursery.objects.none(), label="Crèche", required=False, empty_label="pas encore choisie",
        help_text="Elle voit la demande dès qu’elle est choisie ici.",
    )  # fmt: skip
    contact = line(
        "Téléphone ou courriel du parent", help_text="La crèche le lit, pour appeler. Vide : ceux du dossier."
    )
    note = words("Note")

    def prepare(self) -> None:
        """Offer the crèches; to a prescriber their own name only."""
        super().prepare()
        self.fields["nursery"].queryset = Nursery.objects.of(self.contract).order_by("name", "pk")
        row = self.subject
        agents = row if isinstance(row, list) else []
        mine = [agent.prescriber_id for agent in agents if agent.role == AgentRole.PRESCRIBER]
        if mine and not any(agent.role == AgentRole.COORDINATOR for agent in agents):
            field = self.fields["prescriber"]
            field.queryset, field.required, field.initial = field.queryset.filter(pk__in=mine), True, mine[0]
        if hasattr(row, "children"):
            self.initial |= {name: getattr(row, f"{name}_id") for name in ("prescriber", "reason", "nursery")}
            self.initial |= {name: getattr(row, name) for name in ("date", "children", "contact", "note")}
            self.initial["single_parent"] = said(row.single_parent)


class NewRequestForm(RequestForm, IdentityForm):
    """A demand and its parent."""

    field_order = ("last_name", "first_name", "sex", "birth_date")


class WelcomeForm(ActForm):
    """The first day."""

    on = day("Accueil depuis le")


class EndForm(ActForm):
    """The last day, the months, what the parent leaves for."""

    lists = {"situation": TermKind.CHILDCARE_EXIT}

    on = day("Accueil jusqu’au")
    months = decimal("Mois d’accueil", help_text="Tous les enfants ensemble, demi-mois compris : 4,5.", most=5)
    situation = term("Situation à la fin")

    def prepare(self) -> None:
        """Months are proposed from the first day to today, by half."""
        days = (timezone.localdate() - self.subject.start).days if self.subject.start else 0
        halves = round(days * self.subject.children * 2 / 30.4)
        self.initial["months"] = f"{halves / 2:.1f}".replace(".", ",")


class UnplacedForm(ActForm):
    """Why there is no place."""

    lists = {"reason": TermKind.CHILDCARE_REFUSAL}

    reason = term("Motif", required=True)
