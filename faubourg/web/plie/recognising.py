"""« C’est la même personne » : what differs from the file is shown side by side, and the person chooses."""

from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.pathways.models import Participant
from faubourg.pathways.permissions import can_correct
from faubourg.pathways.queries.recognising import Difference, compare
from faubourg.web.plie.forms.prescribing import PrescriptionForm

FILE, TYPED = "dossier", "saisie"


@dataclass(frozen=True)
class Choice:
    """The file chosen, what differs and what was said of it; `unwritten`: what a followed file leaves out."""

    person: Participant
    differences: list[tuple[Difference, str]]
    unwritten: list[str]
    is_confirmed: bool

    @property
    def is_made(self) -> bool:
        """Whether nothing is left to say."""
        return all(said for _, said in self.differences) and (not self.unwritten or self.is_confirmed)

    @property
    def taken(self) -> list[str]:
        """The names of what is written over the file."""
        return [one.name for one, said in self.differences if said == TYPED]


def choice_of(form: PrescriptionForm, alike: Iterable[Participant], request) -> Choice | None:
    """What the form and its radios say of the file chosen; None: another person, or nobody said yet."""
    person = next((one for one in alike if one.number == form.cleaned_data["known"]), None)
    if person is None:
        return None
    home = form.home()
    found = compare(person, form.person(), home)
    confirmed = request.POST.get("confirme") == "oui"
    if can_correct(request.user, person):
        said = [request.POST.get(f"choix-{one.name}", "") for one in found.differences]
        heard = [word if word in (FILE, TYPED) else "" for word in said]
        return Choice(person, list(zip(found.differences, heard, strict=True)), [], confirmed)
    left = [str(Participant._meta.get_field(name).verbose_name) for name in found.missing]
    left += [one.label for one in found.differences]
    if home is not None and (person.residence is None or found.home is not None):
        left.append("domicile")
    return Choice(person, [], left, confirmed)
