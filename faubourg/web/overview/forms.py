"""What the addresses of the journey may ask for; an unknown wish gives the first choice, never an error."""

from collections.abc import Mapping

from faubourg.reports.annex import Annex
from faubourg.reports.annex.content import WITHOUT
from faubourg.reports.overview.crossings import KINDS
from faubourg.reports.standing import UNKNOWN

UNFOLDED = "toutes"
FIRST = "types"
#: Crossings that have a choice of their own, under which words.
ROLE_LABEL = {"operateurs": "Rôle", "types": "Niveaux de l’arbre"}


def crossing_request(query: Mapping[str, str]) -> tuple[str, str, str]:
    """The crossing, its own choice (a role, a depth of the tree) and its columns, read from an address."""
    key = query.get("croisement", FIRST)
    return (key if key in KINDS else FIRST), query.get("choix", ""), query.get("colonnes", "")


def annex_request(query: Mapping[str, str]) -> dict:
    """The year of the values and the state of the fiches, read from an address."""
    year = query.get("annee", "")
    kept = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    return {"year": kept, "state": query.get("etat", "").replace("\0", "")}


def annex_states(annex: Annex) -> list[tuple[str, str]]:
    """The states among which the page offers to choose, with how many fiches stand in each."""
    found = [(state.key, state.label) for state in annex.scale] + [(WITHOUT, UNKNOWN)]
    return [(key, f"{label} ({annex.counts[key]})") for key, label in found if annex.counts.get(key)]
