"""What of the PLIE hangs on the contract's own lists: an import that would take a line away counts it, and refuses."""

from faubourg.pathways.models import (
    BridgeRule,
    Buyer,
    ChildcareRequest,
    ClauseContract,
    Enrolment,
    Nursery,
    Outline,
    Programme,
    Residence,
    StreetRange,
    Structure,
)

#: Model → how it is named to the person who imports; counts only, no row leaves.
LINKED = {
    Residence: "Domiciles du PLIE",
    StreetRange: "Voies des QPV",
    Outline: "Contours des QPV et des communes",
    Structure: "Structures du PLIE",
    Buyer: "Donneurs d’ordre",
    ClauseContract: "Contrats clauses",
    Nursery: "Crèches",
    ChildcareRequest: "Demandes de garde",
    Programme: "Dispositifs à étapes",
    Enrolment: "Passages dans un dispositif",
    BridgeRule: "Reports du PLIE vers un indicateur",
}
