"""What the page of figures offers to choose from, and the cut that the choices make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.text import capfirst

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.indicators.masking import MASKED
from faubourg.pathways.choices import AgentRole, QpvResult, Sex, TermKind
from faubourg.pathways.models import Agent, Structure, Term
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.queries.behind import AT_THE_END as LISTED_AT_THE_END
from faubourg.pathways.queries.behind import LISTED
from faubourg.pathways.queries.counts import counted_years
from faubourg.pathways.queries.cuts import AGES, Cut
from faubourg.pathways.queries.tallies import WHOLE, Tally
from faubourg.pathways.queries.yearly import Year
from faubourg.pathways.queries.yearly_ties import AT_THE_END, OF_THE_YEAR
from faubourg.pathways.reporting import ReportTable
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import number, percent
from faubourg.web.plie.spans import Span, span_of

Options = list[tuple[str, str]]
#: The figures first: label → (table, line or "" for its first).
FIRST = {
    "Personnes suivies": (ReportTable.SEX, WHOLE),
    "Entrées": (ReportTable.ENTRIES, ""),
    "Bénéficiaires du RSA": (ReportTable.BRSA, ""),
    "Sorties positives": (ReportTable.POSITIVE_EXITS, WHOLE),
}
#: Filters, beside the period: name in the address → what its list says first.
FILTERS = {
    "sexe": "Femmes et hommes", "age": "Tous les âges", "brsa": "RSA ou non", "qpv": "QPV ou non",
    "commune": "Toutes les communes", "structure": "Toutes les structures", "referent": "Tou·te·s les référent·e·s",
    "prescripteur": "Tous les prescripteurs",
}  # fmt: skip


def options_of(contract: Contract, today) -> dict[str, Options]:
    """What each filter offers; seven queries at most."""
    places = ListedTerritory.objects.of(contract).order_by("position", "pk").values_list("key", "name", "kind")
    quarters = [(key, name) for key, name, kind in places if kind == TerritoryKind.QPV]
    return {
        "annee": [(str(year), str(year)) for year in counted_years(contract, today)],
        "sexe": [(Sex.FEMALE.value, "Femmes"), (Sex.MALE.value, "Hommes")],
        "age": [(code, label) for code, (label, *_) in AGES.items()],
        "brsa": [("oui", "Bénéficiaires du RSA"), ("non", "Autres")],
        "qpv": [(one.value, capfirst(one.label)) for one in QpvResult] + quarters,
        "commune": [(key, name) for key, name, kind in places if kind == TerritoryKind.COMMUNE],
        "structure": _named(Structure.objects.of(contract).order_by("name", "pk")),
        "referent": _named(Agent.objects.of(contract).filter(role="referent").select_related("user").order_by("pk")),
        "prescripteur": _named(Term.objects.of(contract).filter(kind=TermKind.PRESCRIBER)),
    }


def _named(rows) -> Options:
    return [(str(row.pk), str(getattr(row, "user", row))) for row in rows]


@dataclass(frozen=True)
class Choice:
    """What an address asks of the figures. `kept`: what was understood of it; `problem`: a sentence, or ""."""

    span: Span
    cut: Cut
    kept: dict[str, str]
    is_masked: bool
    problem: str

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode({name: value for name, value in self.kept.items() if value})


def choice_of(request: HttpRequest, options: Mapping[str, Options], today: date) -> Choice:
    """The period and the filters of an address, only what the page offers; a reader of masked figures has a year."""
    is_masked = not request.roles & TEAM
    # See `spans`: no other period would keep what the year masks.
    asked = {"annee": request.GET.get("annee", "")} if is_masked else request.GET
    span, when, problem = span_of(asked, [int(year) for year, _ in options["annee"]], today)
    kept = {name: asked.get(name, "") for name in FILTERS}
    kept = {name: value if value in dict(options[name]) else "" for name, value in kept.items()}
    numbers = {
        name: int(kept[word]) if kept[word] else None
        for name, word in (("structure", "structure"), ("referent", "referent"), ("prescriber", "prescripteur"))
    }
    words = {"sex": "sexe", "age": "age", "brsa": "brsa", "qpv": "qpv", "commune": "commune"}
    cut = Cut(span.first, span.last, **{name: kept[word] for name, word in words.items()}, **numbers)
    return Choice(span, _scope(request, cut), kept | when, is_masked, problem)


def _scope(request: HttpRequest, cut: Cut) -> Cut:
    """The cut that a reader may ask.

    The coordinatrice: everything. A structure, or who works there: its own people. The Département and the FSE cell,
    who see no row here: everybody of the year, masked; crossed filters would give a small number back.
    """
    if AgentRole.COORDINATOR in request.roles:
        return cut
    team = [agent for agent in request.agents if agent.role in TEAM]
    held = next((agent for agent in team if agent.structure_id), None)
    if held is not None:
        return replace(cut, structure=held.structure_id)
    return replace(cut, referent=team[0].pk) if team else cut


@dataclass(frozen=True)
class Shown:
    """A figure of a table: its words, its number (None: masked or not known), its share, the address of its files."""

    label: str
    words: str
    count: int | Decimal | None
    share: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the page."""

    code: str
    title: str
    unit: str
    lines: list[Shown]

    @property
    def has_shares(self) -> bool:
        """Whether a line has its share of the whole: a column of nothing is not shown."""
        return any(line.share for line in self.lines)


def tables_of(year: Year, hidden: frozenset, address: str = "") -> list[Table]:
    """The tables in the order of the report; `address`: of the files behind a figure, "" for who sees none."""
    return [_table(tally, hidden, address) for tally in year.in_order]


def _table(tally: Tally, hidden: frozenset, address: str) -> Table:
    lines = []
    for label in tally.labels:
        line = tally.line(label)
        is_hidden, known = tally.key(label) in hidden, line is not None and line.count is not None
        url = f"{address}&{urlencode({'tableau': tally.code, 'ligne': label})}" if address and known else ""
        lines.append(Shown(
            label, MASKED if is_hidden else number(line.count) if known else "",
            line.count if known and not is_hidden else None,
            percent(line.count, line.whole) if known and tally.has_share(line, hidden) else "",
            url if tally.code in LISTED and line.count else "",
        ))  # fmt: skip
    return Table(tally.code, tally.title, tally.unit, lines)


def figures_of(tables: Iterable[Table]) -> list[tuple[str, Shown, str]]:
    """The figures first: words, figure, table."""
    found = {table.code: table for table in tables}
    return [
        (label, next((one for one in found[code].lines if one.label == line), found[code].lines[0]), code)
        for label, (code, line) in FIRST.items()
        if found[code].lines
    ]


@dataclass(frozen=True)
class Load:
    """A structure: people of the year, people on its last day (numbers or None where masked), places."""

    name: str
    people: int | None
    at_the_end: int | None
    capacity: tuple[int, int]
    pk: int
    urls: tuple[str, str]


def loads_of(year: Year, threshold: int, address: str = "") -> list[Load]:
    """The structures with their people against their places; None where a small number is masked."""
    hidden = year.hidden(threshold)

    def url(table: str, line) -> str:
        return f"{address}&{urlencode({'tableau': table, 'ligne': line.name})}" if address else ""

    return [
        Load(
            line.name, None if year.key(OF_THE_YEAR, line.name) in hidden else line.people,
            None if year.key(AT_THE_END, line.name) in hidden else line.at_the_end, line.capacity, line.pk,
            (url(ReportTable.CAPACITY, line), url(LISTED_AT_THE_END, line)),
        )
        for line in year.structures
    ]  # fmt: skip
