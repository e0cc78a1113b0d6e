"""What the page of figures offers to choose from, and the cut that the choices make."""

from collections.abc import Mapping

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import QpvResult, Sex, TermKind
from faubourg.pathways.models import Agent, Structure, Term
from faubourg.pathways.queries.cuts import AGES, Cut
from faubourg.pathways.queries.yearly import Year
from faubourg.pathways.reporting import ReportTable
from faubourg.territories.models import TerritoryKind

Options = list[tuple[str, str]]
#: Filters, beside the year: name in the address → what its list says first.
FILTERS = {
    "sexe": "Femmes et hommes", "age": "Tous les âges", "brsa": "RSA ou non", "qpv": "QPV ou non",
    "commune": "Toutes les communes", "structure": "Toutes les structures", "referent": "Tous les référent·e·s",
    "prescripteur": "Tous les prescripteurs",
}  # fmt: skip
YEARS = 5


def options_of(contract: Contract, today) -> dict[str, Options]:
    """What each filter offers; four queries."""
    places = ListedTerritory.objects.of(contract).order_by("position", "pk").values_list("key", "name", "kind")
    quarters = [(key, name) for key, name, kind in places if kind == TerritoryKind.QPV]
    return {
        "annee": [(str(year), str(year)) for year in range(today.year, today.year - YEARS, -1)],
        "sexe": [(Sex.FEMALE.value, "Femmes"), (Sex.MALE.value, "Hommes")],
        "age": [(code, label) for code, (label, *_) in AGES.items()],
        "brsa": [("oui", "Bénéficiaires du RSA"), ("non", "Autres")],
        "qpv": [(one.value, str(one.label).capitalize()) for one in QpvResult] + quarters,
        "commune": [(key, name) for key, name, kind in places if kind == TerritoryKind.COMMUNE],
        "structure": _named(Structure.objects.of(contract).order_by("name", "pk")),
        "referent": _named(Agent.objects.of(contract).filter(role="referent").select_related("user").order_by("pk")),
        "prescripteur": _named(Term.objects.of(contract).filter(kind=TermKind.PRESCRIBER)),
    }


def _named(rows) -> Options:
    return [(str(row.pk), str(getattr(row, "user", row))) for row in rows]


def cut_of(asked: Mapping[str, str], options: Mapping[str, Options], year: int) -> tuple[Cut, dict[str, str]]:
    """The cut of an address, and what was kept of it: only what the filters offer. `year` stands without a choice."""
    kept = {name: asked.get(name, "") for name in (*FILTERS, "annee")}
    kept = {name: value if value in dict(options[name]) else "" for name, value in kept.items()}
    kept["annee"] = kept["annee"] or str(year)
    numbers = {
        name: int(kept[word]) if kept[word] else None
        for name, word in (("structure", "structure"), ("referent", "referent"), ("prescriber", "prescripteur"))
    }
    words = {"sex": "sexe", "age": "age", "brsa": "brsa", "qpv": "qpv", "commune": "commune"}
    return Cut.of_year(int(kept["annee"]), **{name: kept[word] for name, word in words.items()}, **numbers), kept


def tables_of(year: Year) -> list[dict]:
    """The tables with their titles, in the order of the report."""
    names = [name for name in ReportTable.values if name in year.tallies]
    return [{"title": str(ReportTable(name).label), "tally": year.tallies[name]} for name in names]
