"""The addresses of the import of participants, of their homes and questionnaires; asked for by `test_plie`."""

from datetime import date

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Measure, Protocol, Residence, RsaPeriod

LEAD = {AgentRole.COORDINATOR}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address), as in `test_plie`.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:people-model": (LEAD, NOBODY, {}),
    "plie:people-import": (LEAD, LEAD, {}),
    "plie:ground": (LEAD, NOBODY, {}),
    "plie:ground-streets": (LEAD, LEAD, {}),
    "plie:ground-model": (LEAD, NOBODY, {}),
    "plie:ground-outlines": (LEAD, LEAD, {}),
    "plie:ground-centre": (LEAD, LEAD, {}),
    "plie:ground-again": (NOBODY, LEAD, {}),
    "plie:fse": (TEAM, NOBODY, {}),
    "plie:fse-entry": (TEAM, TEAM, {"number": 1, "pk": "pathway"}),
    "plie:fse-exit": (NOBODY, NOBODY, {"number": 1, "pk": "exit"}),
    "plie:measure": (LEAD, LEAD, {"number": 1, "pk": "measure"}),
    "plie:rsa": (TEAM, TEAM, {"number": 1, "pk": "rsa"}),
    "plie:rsa-remove": (TEAM, TEAM, {"number": 1, "pk": "rsa"}),
    "plie:home": (TEAM, TEAM, {"number": 1, "pk": "home"}),
    "plie:home-position": (NOBODY, NOBODY, {"number": 1, "pk": "home"}),
}


def rows_about(person) -> dict:
    """A home and a period of RSA of a participant, in a PLIE that asks the questionnaires of the FSE+."""
    Protocol.objects.update_or_create(contract=person.contract, defaults={"fse_pack": True})
    rsa = RsaPeriod.objects.create(participant=person, start=date(2024, 1, 1))
    path = person.pathways.first()
    measure = Measure.objects.create(pathway=path, rank=1, start=path.entered_on, end=path.entered_on)
    return {
        "measure": measure,
        "home": Residence.objects.create(participant=person, address="4 rue du Clou"),
        "rsa": rsa,
    }
