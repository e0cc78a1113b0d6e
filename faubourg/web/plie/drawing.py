"""The rows of the long lists of a desk as HTML: a template for each takes ten times as long.

Markup and values are kept apart (`format_html`): a value is escaped whatever it holds.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData

from faubourg.pathways.models import Participant, Pathway
from faubourg.pathways.queries.aftermath import Due
from faubourg.pathways.queries.desk import Load
from faubourg.ui.typography import day, nbsp, number
from faubourg.web.plie.desk import FILE, Line, Told

_ANY = "/0/"
UNKNOWN = format_html('<span class="fb-unknown">{}</span>', "non donné")
BRSA = format_html(' <span class="fb-chip">{}</span>', "BRSA")
LATE = format_html('<span class="fb-tag fb-tag--fix">{}</span> ', "En retard")


#: Said by an address of an act: it was asked from the desk.
DESK = "bureau"


class Drawing:
    """The lists of a page of a contract; `names`: persons by their names, else by their initials.

    `from_desk`: what is done from there comes back there.
    """

    def __init__(self, contract_key: str, *, names: bool, from_desk: bool = False):
        self.key, self.names, self.from_desk = contract_key, names, from_desk
        # One address is asked for, with a number that no file has: hundreds are made from it.
        self.before, self.after = reverse("plie:file", args=[contract_key, 0]).rsplit(_ANY, 1)

    def _file(self, person: Participant) -> str:
        return f"{self.before}/{person.number}/{self.after}"

    def _act(self, person: Participant, name: str) -> str:
        address = reverse("plie:file-act", args=[self.key, person.number, name])
        return f"{address}?retour={DESK}" if self.from_desk else address

    def _person(self, person: Participant) -> SafeData:
        """As `_person.html`: a link to the file."""
        return format_html(
            '<a class="plie-person" href="{}">{}</a> <span class="fb-muted fb-xs fb-nowrap">n°&nbsp;{}</span>',
            self._file(person), person.full_name if self.names else person.initials, person.number,
        )  # fmt: skip

    def alerts(self, told: Iterable[Told]) -> list[SafeData]:
        """What is due, each with where to go (`_alerts.html`)."""
        return [self._alert(one) for one in told]

    def _alert(self, one: Told) -> SafeData:
        person = one.pathway.participant
        url = self._file(person) if one.act == FILE else self._act(person, one.act)
        return format_html(
            '<li><div>{}{}<br><span class="fb-muted fb-small">{}</span></div>{}</li>',
            _tag(one), self._person(person), nbsp(one.text), _go(url, one.label, person),
        )  # fmt: skip

    def people(self, lines: Iterable[Line]) -> SafeData:
        """The rows of the table of participants (`_people.html`)."""
        return format_html_join("", "{}", ((self._line(line),) for line in lines))

    def _line(self, line: Line) -> SafeData:
        row, person = line.row, line.row.participant
        return format_html(
            '<tr><th scope="row">{}</th><td data-l="Quartier">{}{}</td>'
            '<td data-l="Entrée" class="fb-nowrap">{}</td><td data-l="Mesure" class="fb-nowrap">{}</td>'
            '<td data-l="Dernier contact" class="fb-nowrap">{}</td><td data-l="Référent·e">{}</td>'
            '<td data-l="Alerte">{}</td><td>{}</td></tr>',
            self._person(person), _quarter(person), BRSA if row.brsa_at_entry else "", day(row.entered_on),
            _measure(line), day(line.met) if line.met else _muted("aucun"),
            str(row.referent.user) if row.referent else _muted("sans référent·e"), _due(line), self._note(row),
        )  # fmt: skip

    def _note(self, row: Pathway) -> str:
        person = row.participant
        if not row.is_open or person.died_on:
            return ""
        return _go(self._act(person, "rendez-vous"), "Note", person, " d’entretien")

    def situations(self, found: Iterable[tuple[Due, bool]]) -> list[SafeData]:
        """The situations to ask about, each with whether it is late (`_situations.html`)."""
        return [self._situation(one, is_late=late) for one, late in found]

    def _situation(self, one: Due, *, is_late: bool) -> SafeData:
        person = one.exit.pathway.participant
        return format_html(
            '<li><div>{}{}<br><span class="fb-muted fb-small">{} de la sortie du {}, à saisir avant le {}</span></div>'
            "{}</li>",
            LATE if is_late else "", self._person(person),
            "Situation à six mois" if one.later else "Situation le lendemain", day(one.exit.on), day(one.until),
            _go(reverse("plie:situation", args=[self.key, person.number, one.exit.pk]), "Saisir", person),
        )  # fmt: skip

    def loads(self, loads: Iterable[Load]) -> SafeData:
        """The rows of the table of structures (`_lead.html`)."""
        own = reverse("plie:structure", args=[self.key, 0]).rsplit(_ANY, 1)
        people = reverse("plie:people", args=[self.key])
        rows = ((_load(one, f"/{one.structure.pk}/".join(own), people),) for one in loads)
        return format_html_join("", "{}", rows)


def _muted(words: str) -> SafeData:
    return format_html('<span class="fb-muted">{}</span>', words)


def _go(url: str, label: str, person: Participant, more: str = "") -> SafeData:
    """A button, with whose it is for those who do not see the line."""
    return format_html(
        '<a class="btn btn-sm fb-btn" href="{}">{}<span class="visually-hidden">{}, {}</span></a>',
        url, label, more, str(person),
    )  # fmt: skip


def _tag(one: Told) -> SafeData:
    tone = f" fb-tag--{one.tone}" if one.tone else ""
    return format_html('<span class="fb-tag{}">{}</span> ', tone, one.what)


def _measure(line: Line) -> SafeData:
    if not line.measure:
        return UNKNOWN
    until = _muted(f"→ {day(line.measure.end)}") if line.row.is_open else ""
    return format_html("{} {}", line.measure.rank, until)


def _quarter(person: Participant) -> str:
    home = person.residence
    if home is None:
        return UNKNOWN
    return home.territory.name if home.territory else str(home.get_qpv_display())


def _due(line: Line) -> SafeData:
    if not line.row.is_open:
        return _muted(f"sortie le {day(line.row.ended_on)}")
    return format_html_join("", "{}", ((_tag(one),) for one in line.told)) or _muted("aucune")


def _load(one: Load, own: str, people: str) -> SafeData:
    name, followed = one.structure.name, "0"
    if one.followed:
        followed = format_html(
            '<a href="{}?structure={}">{}<span class="visually-hidden"> personnes suivies, {}</span></a>',
            people, one.structure.pk, number(one.followed), name,
        )  # fmt: skip
    least, most = map(number, one.capacity)
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a></th><td class="fb-num" data-l="Suivis">{}</td>'
        '<td class="fb-num" data-l="À venir">{}</td><td class="fb-num fb-nowrap" data-l="Places">{} à {}</td></tr>',
        own, name, followed, number(one.coming), least, most,
    )  # fmt: skip
