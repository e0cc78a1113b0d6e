"""What the addresses of the journey may ask for; an unknown wish gives the first choice, never an error."""

from collections.abc import Mapping

from faubourg.reports.overview.crossings import KINDS

UNFOLDED = "toutes"
FIRST = "types"
#: Crossings that have a choice of their own, under which words.
ROLE_LABEL = {"operateurs": "Rôle", "types": "Niveaux de l’arbre"}


def crossing_request(query: Mapping[str, str]) -> tuple[str, str, str]:
    """The crossing, its own choice (a role, a depth of the tree) and its columns, read from an address."""
    key = query.get("croisement", FIRST)
    return (key if key in KINDS else FIRST), query.get("choix", ""), query.get("colonnes", "")
