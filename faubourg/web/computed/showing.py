"""What the pages of computed indicators show: results as their reader may see them, filtered, drawn, exported."""

from collections.abc import Mapping

from faubourg.contracts.models import Contract
from faubourg.documents.charts import Spec, lines
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.computed.cases import MET, MISSED, OVER, PENDING, Result
from faubourg.indicators.computed.choices import ComputationKind
from faubourg.reports.computed import PARITY_WORDS, Row

#: Verdict → (state of the component, words).
VERDICTS = {
    MET: ("done", "tenu"),
    MISSED: ("failed", "non tenu"),
    OVER: ("adapted", "au-delà"),
    PENDING: ("unknown", "pas encore fait"),
}
PARITY_VERDICTS = VERDICTS | PARITY_WORDS
#: Of a list: what is known, what lacks, what is promised and not kept.
STATES = (("connu", "Résultat connu"), ("manque", "Résultat inconnu"), ("non-tenu", "Non tenu ou sous le poids"))


def filtered(rows: list[Row], asked: Mapping[str, str]) -> list[Row]:
    """Those that answer the filters; words that name nothing are left out."""
    words = asked.get("q", "").casefold().strip()
    kind = asked.get("calcul", "")
    state = asked.get("etat", "")
    kind = kind if kind in ComputationKind.values else ""
    state = state if state in dict(STATES) else ""
    return [
        row
        for row in rows
        if (not words or words in f"{row.computation.label} {row.formula}".casefold())
        and kind in ("", row.computation.kind)
        and state in ("", row.state)
    ]


def told(result: Result) -> dict:
    """What a line of the table of results shows."""
    verdicts = PARITY_VERDICTS if result.computation.kind == ComputationKind.PARITY else VERDICTS
    return {
        "result": result,
        "territory": str(result.place.territory or "Ensemble"),
        "verdict": verdicts.get(result.verdict),
        "terms": [{"name": name, "texts": _texts(amount), "used": amount.used} for name, amount in result.terms],
    }


def _texts(amount) -> str:
    return "" if amount.used else "non connu"


def series_spec(row: Row) -> Spec:
    """One line a territory (one more from the year its outline changed), a point a period, unknown breaks the line."""
    territories: dict[str, list[tuple[str, float | None]]] = {}
    for one in row.results:
        value = None if one.value is None else float(one.value)
        territories.setdefault(_line_of(one, row.changes), []).append((one.place.period, value))
    unit = row.computation.unit or ("%" if row.computation.kind == ComputationKind.SHARE else "")
    return lines(list(territories.items()), unit=unit)


def _line_of(result: Result, changes: Mapping[int, int]) -> str:
    territory, year = result.place.territory, result.place.year
    change = changes.get(territory.pk) if territory else None
    name = str(territory or "Ensemble")
    if change is None or year is None:
        return name
    return f"{name} (avant {change})" if year < change else f"{name} (depuis {change})"


def sheet_of(contract: Contract, rows: list[Row]) -> Sheet:
    """One line a result, with its terms, what it rests on and what lacks."""
    columns = [
        SheetColumn("Clé", 16), SheetColumn("Indicateur calculé", 50), SheetColumn("Calcul", 24),
        SheetColumn("Période", 10), SheetColumn("Territoire", 24), SheetColumn("Résultat", 14),
        SheetColumn("Valeur exacte", 14, "number"), SheetColumn("Constat", 18), SheetColumn("Termes", 50),
        SheetColumn("Remarques", 50), SheetColumn("Ce qui manque", 60), SheetColumn("Formule", 60),
    ]  # fmt: skip
    found = []
    for row in rows:
        for shown in map(told, row.results):
            one, verdict = shown["result"], shown["verdict"]
            exact = None if one.value is None else round(float(one.value), 6)
            terms = tuple(f"{term['name']} : {_used(term)}" for term in shown["terms"])
            found.append(
                (
                    row.computation.key, row.computation.label, row.computation.get_kind_display(), one.place.period,
                    shown["territory"], one.text or "inconnu", exact,
                    verdict[1] if verdict else None, terms or None, one.remarks or None, one.lacks or None, row.formula,
                )
            )  # fmt: skip
    return Sheet("Indicateurs calculés", columns, found, title=f"{contract.name} : indicateurs calculés")


def _used(term: dict) -> str:
    return " + ".join(f"{one.text} ({one.label})" for one in term["used"]) or term["texts"]
