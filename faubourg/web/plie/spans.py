"""The period of « Chiffres »: a year, a part of one, or from a day to another; carried by the address.

Who reads masked figures has whole years only. The entries of four quarters add up to those of their year, and two
periods that overlap tell by subtraction what stands in one alone: no mask laid on each of them would hold for both.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from faubourg.ui.typography import MONTHS, day, nbsp

#: What the address says of a part of a year → (its words, its short ones, its first month, how many months).
PARTS: dict[str, tuple[str, str, int, int]] = (
    {f"s{n}": (f"{rank} semestre", f"S{n}", 6 * n - 5, 6) for n, rank in ((1, "1er"), (2, "2e"))}
    | {f"t{n}": (f"{n}{'er' if n == 1 else 'e'} trimestre", f"T{n}", 3 * n - 2, 3) for n in range(1, 5)}
    | {f"{n:02}": (name, name, n, 1) for n, name in enumerate(MONTHS, start=1)}
)
DATES = "dates"
#: The words of the address that say the period.
NAMES = ("annee", "periode", "du", "au")


@dataclass(frozen=True, order=True)
class Span:
    """From a day to another, both counted. `part`: "" for a year, a key of PARTS, or DATES."""

    first: date
    last: date
    part: str = field(default="", compare=False)

    @classmethod
    def of(cls, year: int, part: str = "") -> "Span":
        """A year, or a part of it."""
        if not part:
            return cls(date(year, 1, 1), date(year, 12, 31))
        _, _, month, months = PARTS[part]
        after = date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
        return cls(date(year, month, 1), after - timedelta(days=1), part)

    @property
    def year(self) -> int:
        """The year where it ends."""
        return self.last.year

    @property
    def named(self) -> str:
        """« 2024 », « 1er trimestre 2024 », « du 12/02/2024 au 15/05/2024 »."""
        if self.part == DATES:
            return nbsp(f"du {day(self.first)} au {day(self.last)}")
        return nbsp(f"{PARTS[self.part][0]} {self.year}") if self.part else str(self.year)

    @property
    def of_words(self) -> str:
        """The same after a noun: « de 2024 », « du 1er trimestre 2024 », « d’avril 2024 »."""
        if self.part == DATES:
            return self.named
        if self.part.isdecimal():
            return f"d’{self.named}" if self.named[0] in "ao" else f"de {self.named}"
        return f"du {self.named}" if self.part else f"de {self.named}"

    @property
    def short(self) -> str:
        """The same on a row of a chart."""
        if self.part == DATES:
            return f"{day(self.first)}–{day(self.last)}"
        return nbsp(f"{PARTS[self.part][1]} {self.year}") if self.part else str(self.year)

    @property
    def slug(self) -> str:
        """The same in the name of a file."""
        if self.part == DATES:
            return f"{self.first}-{self.last}"
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def before(self) -> "Span":
        """The period of the same length that ends the day before."""
        if self.part == DATES:
            ends = self.first - timedelta(days=1)
            return Span(ends - (self.last - self.first), ends, DATES)
        if not self.part:
            return Span.of(self.year - 1)
        months = PARTS[self.part][3]
        month = (self.first.month - months - 1) % 12 + 1
        part = next(one for one, (_, _, start, many) in PARTS.items() if (start, many) == (month, months))
        return Span.of(self.year - (month > self.first.month), part)

    def runs_on(self, today: date) -> bool:
        """Whether it is not over: its figures are those of that day."""
        return self.first <= today < self.last


def part_options() -> list[tuple[str, str]]:
    """What the list of parts of a year offers."""
    return [(code, words) for code, (words, *_) in PARTS.items()]


def span_of(asked: Mapping[str, str], years: Collection[int], today: date) -> tuple[Span, dict[str, str], str]:
    """The period of an address, what was kept of it, and a sentence where it was not understood ("" otherwise).

    Two days stand before the year and its part; one alone goes to the end of its year, or from its beginning.
    `years`: those that the records tell.
    """
    kept = {name: asked.get(name, "")[:20] for name in NAMES}
    if kept["du"] or kept["au"]:
        span, problem = _between(kept["du"], kept["au"], years)
        if span is not None:
            days = {"annee": str(span.year), "periode": "", "du": f"{span.first}", "au": f"{span.last}"}
            return span, days, ""
    else:
        problem = ""
    told = {str(year): year for year in years}
    year, part = told.get(kept["annee"], today.year), kept["periode"] if kept["periode"] in PARTS else ""
    if kept["annee"] and kept["annee"] not in told:
        problem = problem or f"Les dossiers ne disent rien de « {kept['annee']} »"
    elif kept["periode"] != part:
        problem = problem or f"« {kept['periode']} » n’est pas une période de l’année"
    return Span.of(year, part), {"annee": str(year), "periode": part, "du": "", "au": ""}, nbsp(problem)


def _between(first: str, last: str, years: Collection[int]) -> tuple[Span | None, str]:
    try:
        days = [date.fromisoformat(one) if one else None for one in (first, last)]
    except ValueError:
        return None, f"« {' » ou « '.join(one for one in (first, last) if one)} » n’est pas une date"
    start, end = days[0] or date(days[1].year, 1, 1), days[1] or date(days[0].year, 12, 31)
    if start > end:
        return None, f"Le {day(start)} vient après le {day(end)} : inversez les deux dates"
    if not min(years) <= start.year <= end.year <= max(years):
        return None, f"Les dossiers ne disent rien hors des années {min(years)} à {max(years)}"
    return Span(start, end, DATES), ""
