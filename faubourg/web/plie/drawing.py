"""The rows of the long lists of a desk as HTML: a template for each takes ten times as long."""

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString

from faubourg.pathways.models import Participant, Pathway
from faubourg.pathways.queries.aftermath import Due
from faubourg.pathways.queries.desk import Load
from faubourg.ui.typography import day, nbsp, number
from faubourg.web.plie.desk import FILE, Line, Told

UNKNOWN = '<span class="fb-unknown">non donné</span>'
_ANY = "/0/"


class Drawing:
    """The lists of a page of a contract; `names`: persons by their names, else by their initials."""

    def __init__(self, contract_key: str, *, names: bool):
        self.key, self.names = contract_key, names
        # One address is asked for, with a number that no file has: hundreds are made from it.
        self.before, self.after = reverse("plie:file", args=[contract_key, 0]).rsplit(_ANY, 1)

    def _file(self, person: Participant) -> str:
        return f"{self.before}/{person.number}/{self.after}"

    def _act(self, person: Participant, name: str) -> str:
        return reverse("plie:file-act", args=[self.key, person.number, name])

    def _person(self, person: Participant) -> str:
        """As `_person.html`: a link to the file."""
        name = escape(person.full_name if self.names else person.initials)
        return (
            f'<a class="plie-person" href="{self._file(person)}">{name}</a>'
            f' <span class="fb-muted fb-xs fb-nowrap">n°&nbsp;{person.number}</span>'
        )

    def alerts(self, told: Iterable[Told]) -> list[SafeString]:
        """What is due, each with where to go (`_alerts.html`)."""
        return [self._alert(one) for one in told]

    def _alert(self, one: Told) -> SafeString:
        person = one.pathway.participant
        url = self._file(person) if one.act == FILE else self._act(person, one.act)
        return SafeString(
            f"<li><div>{_tag(one)}{self._person(person)}<br>"
            f'<span class="fb-muted fb-small">{escape(nbsp(one.text))}</span></div>{_go(url, one.label, person)}</li>'
        )

    def people(self, lines: Iterable[Line]) -> SafeString:
        """The rows of the table of participants (`_people.html`)."""
        return SafeString("".join(map(self._line, lines)))

    def _line(self, line: Line) -> str:
        row, person = line.row, line.row.participant
        measure = UNKNOWN
        if line.measure:
            until = f' <span class="fb-muted">→ {day(line.measure.end)}</span>' if row.is_open else ""
            measure = f"{line.measure.rank}{until}"
        brsa = ' <span class="fb-chip">BRSA</span>' if row.brsa_at_entry else ""
        met = day(line.met) if line.met else '<span class="fb-muted">aucun</span>'
        referent = escape(str(row.referent.user)) if row.referent else '<span class="fb-muted">sans référent·e</span>'
        return (
            f'<tr><th scope="row">{self._person(person)}</th>'
            f'<td data-l="Quartier">{_quarter(person)}{brsa}</td>'
            f'<td data-l="Entrée" class="fb-nowrap">{day(row.entered_on)}</td>'
            f'<td data-l="Mesure" class="fb-nowrap">{measure}</td>'
            f'<td data-l="Dernier contact" class="fb-nowrap">{met}</td>'
            f'<td data-l="Référent·e">{referent}</td>'
            f'<td data-l="Alerte">{_due(line)}</td>'
            f"<td>{self._note(row)}</td></tr>"
        )

    def _note(self, row: Pathway) -> str:
        person = row.participant
        if not row.is_open or person.died_on:
            return ""
        return _go(self._act(person, "rendez-vous"), "Note", person, " d’entretien")

    def situations(self, found: Iterable[tuple[Due, bool]]) -> list[SafeString]:
        """The situations to ask about, each with whether it is late (`_situations.html`)."""
        return [self._situation(one, is_late=late) for one, late in found]

    def _situation(self, one: Due, *, is_late: bool) -> SafeString:
        person = one.exit.pathway.participant
        late = '<span class="fb-tag fb-tag--fix">En retard</span> ' if is_late else ""
        what = "Situation à six mois" if one.later else "Situation le lendemain"
        url = reverse("plie:situation", args=[self.key, person.number, one.exit.pk])
        return SafeString(
            f'<li><div>{late}{self._person(person)}<br><span class="fb-muted fb-small">{what} de la sortie du '
            f"{day(one.exit.on)}, à saisir avant le {day(one.until)}</span></div>"
            f"{_go(url, 'Saisir', person)}</li>"
        )

    def loads(self, loads: Iterable[Load]) -> SafeString:
        """The rows of the table of structures (`_lead.html`)."""
        own = reverse("plie:structure", args=[self.key, 0]).rsplit(_ANY, 1)
        people = reverse("plie:people", args=[self.key])
        return SafeString("".join(_load(one, f"/{one.structure.pk}/".join(own), people) for one in loads))


def _go(url: str, label: str, person: Participant, more: str = "") -> str:
    """A button, with whose it is for those who do not see the line."""
    whose = f'<span class="visually-hidden">{more}, {escape(str(person))}</span>'
    return f'<a class="btn btn-sm fb-btn" href="{url}">{escape(label)}{whose}</a>'


def _tag(one: Told) -> str:
    tone = f" fb-tag--{one.tone}" if one.tone else ""
    return f'<span class="fb-tag{tone}">{escape(one.what)}</span> '


def _quarter(person: Participant) -> str:
    home = person.residence
    if home is None:
        return UNKNOWN
    return escape(home.territory.name if home.territory else str(home.get_qpv_display()))


def _due(line: Line) -> str:
    if not line.row.is_open:
        return f'<span class="fb-muted">sortie le {day(line.row.ended_on)}</span>'
    return "".join(map(_tag, line.told)) or '<span class="fb-muted">aucune</span>'


def _load(one: Load, own: str, people: str) -> str:
    key, name = one.structure.pk, escape(one.structure.name)
    followed = "0"
    if one.followed:
        told = f'<span class="visually-hidden"> personnes suivies, {name}</span>'
        followed = f'<a href="{people}?structure={key}">{number(one.followed)}{told}</a>'
    least, most = map(number, one.capacity)
    return (
        f'<tr><th scope="row"><a href="{own}">{name}</a></th>'
        f'<td class="fb-num" data-l="Suivis">{followed}</td>'
        f'<td class="fb-num" data-l="À venir">{number(one.coming)}</td>'
        f'<td class="fb-num fb-nowrap" data-l="Places">{least} à {most}</td></tr>'
    )
