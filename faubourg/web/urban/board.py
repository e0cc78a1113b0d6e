"""What the page of the TFPB abatement shows for the filters of its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from faubourg.contracts.models import Contract
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import euro, nbsp
from faubourg.urban.models import TfpbLine
from faubourg.urban.queries import Balance, CategoryBalance, balance, balances, category_balances, lacks, lines_of

EVERY_YEAR = "toutes"
#: The bars: what was saved, what was spent.
SERIES = ({"label": "abattement", "tone": "2"}, {"label": "dépenses", "tone": "1"})


@dataclass(frozen=True)
class Board:
    """The lines asked for and their balances. `year` is None where several years are shown together."""

    asked: dict[str, str]
    year: int | None
    options: dict[str, list[tuple[str, str]]]
    lines: list[TfpbLine]
    whole: Balance
    by_landlord: list[Balance]
    by_territory: list[Balance]
    by_year: list[Balance]
    by_category: list[CategoryBalance]
    below: list[TfpbLine]
    differing: list[TfpbLine]
    lacking: list[tuple[TfpbLine, str]]
    total: int

    @property
    def bars(self) -> list[dict]:
        """Two bars a landlord, on one scale."""
        rows = []
        for one in self.by_landlord:
            saved, spent = one.abatement.total, one.spent.total
            values = ((saved, None, euro(saved)), (None, spent, euro(spent)))
            for word, (first, second, end) in zip(("abattement", "dépenses"), values, strict=True):
                amounts = [None if value is None else float(value) for value in (first, second)]
                label = nbsp(f"{one.label} : {word}")
                rows.append({"label": label, "values": amounts, "end": end or "non donné"})
        return rows


def board_of(contract: Contract, asked: Mapping[str, str]) -> Board:
    """The board; without a year, the newest that has a line. Words that name nothing are left out."""
    every = list(lines_of(contract))
    options = {
        "annee": [(EVERY_YEAR, "toutes les années"), *_options(every, lambda line: (str(line.year), str(line.year)))],
        "bailleur": _options(every, lambda line: (line.landlord.key, line.landlord.name)),
        "quartier": _options(every, lambda line: (line.territory.key, line.territory.name)),
    }
    kept = {
        name: value if value in {key for key, _ in options[name]} else ""
        for name in options
        for value in (asked.get(name, ""),)
    }
    of_all_years = [
        line for line in every
        if kept["bailleur"] in ("", line.landlord.key) and kept["quartier"] in ("", line.territory.key)
    ]  # fmt: skip
    newest = max((line.year for line in of_all_years), default=None)
    year = None if kept["annee"] == EVERY_YEAR else int(kept["annee"]) if kept["annee"] else newest
    lines = [line for line in of_all_years if year in (None, line.year)]
    return Board(
        asked=kept,
        year=year,
        options=options,
        lines=lines,
        whole=balance(lines),
        by_landlord=balances(sorted(lines, key=lambda line: line.landlord.name), "landlord"),
        by_territory=balances(sorted(lines, key=lambda line: line.territory.name), "territory"),
        by_year=balances(of_all_years, "year"),
        by_category=category_balances(lines),
        below=[line for line in lines if line.is_below],
        differing=[line for line in lines if line.differs],
        lacking=[(line, first_upper(", ".join(found))) for line in lines if (found := lacks(line))],
        total=len(every),
    )


def _options(lines: list[TfpbLine], pair) -> list[tuple[str, str]]:
    found = dict(map(pair, lines))
    return sorted(found.items(), key=lambda option: option[1], reverse=next(iter(found), "").isdecimal())
