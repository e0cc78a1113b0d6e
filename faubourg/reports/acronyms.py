"""The acronyms of a contract: those of the field, and those explained by what the contract lists."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.contracts.acronyms import BUILT_IN, own_acronyms
from faubourg.contracts.models import Contract
from faubourg.partners.similarity import likeness


@dataclass(frozen=True)
class Meaning:
    """What an acronym stands for here; `url` is the sheet of what it names, none for a word of the field."""

    text: str
    source: str
    url: str = ""


@dataclass
class Acronym:
    """An acronym and its meanings: the contract's own first, then the common one when it differs."""

    short: str
    meanings: list[Meaning] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What is shown when a person points at it."""
        return self.meanings[0].text


def acronyms_of(contract: Contract) -> dict[str, Acronym]:
    """Every acronym known for `contract`, by its letters. Three queries."""
    sure: dict[str, list[Meaning]] = defaultdict(list)
    likely: dict[str, list[Meaning]] = defaultdict(list)
    for source, rows, field_name in (
        ("acteur du contrat", contract.organisations.all(), ""),
        ("dispositif du contrat", contract.schemes.all(), "code"),
        ("territoire du contrat", contract.territories.all(), "short"),
    ):
        for row in rows:
            code = getattr(row, field_name) if field_name else ""
            for short, (text, is_sure) in own_acronyms(row.name, row.aliases, code).items():
                told = (sure if is_sure else likely)[short]
                if all(text != known.text for known in told):
                    told.append(Meaning(text, source, row.get_absolute_url()))
    shorts = sorted({*sure, *likely, *BUILT_IN})
    return {short: Acronym(short, _meanings(short, sure.get(short) or likely.get(short, []))) for short in shorts}


def pattern_of(shorts: list[str]) -> re.Pattern:
    """Finds any of `shorts` as a whole word. Two letters are too often a word of a title in capitals: left out."""
    longest_first = sorted((short for short in shorts if len(short) > 2), key=len, reverse=True)
    return re.compile(r"(?<![\w’'-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")


def _meanings(short: str, own: list[Meaning]) -> list[Meaning]:
    """The contract's own meanings, then the common one unless one of them says the same."""
    common = BUILT_IN.get(short)
    if common and all(likeness(common, meaning.text) < 0.6 for meaning in own):
        return [*own, Meaning(common, "vocabulaire du domaine")]
    return own
