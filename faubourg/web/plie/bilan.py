"""The individual bilan as a file, for a page and for the command `document plie-bilan`."""

from datetime import datetime

from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Document
from faubourg.pathways.models import Participant
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.people import log_reading
from faubourg.pathways.permissions import roles_in
from faubourg.reports.documents.personal import PersonalKind
from faubourg.web.plie.doors import JOINED
from faubourg.web.plie.file import pathways_of
from faubourg.web.plie.printing import RENDERERS
from faubourg.web.plie.summary import summary_of

PAGE = "Bilan individuel"


def bilan_of(user: User, person: Participant, *, at: datetime) -> Document:
    """The bilan of the newest pathway that the reader sees; LookupError without any."""
    pathway = pathways_of(user, person).first()
    if pathway is None:
        raise LookupError(f"file {person.number} has no pathway that this account sees")
    pathway.participant = person
    return summary_of(person, pathway, printed_on=timezone.localdate(at), reader=user)


def make(contract: Contract, key: str, ending: str, reader: User, at: datetime) -> bytes:
    """The file of the command, under the same roles as the page; `key`: the number of the file. See `PersonalKind`."""
    agents = [agent for agent in roles_in(reader, contract) if agent.role in TEAM]
    rows = Participant.objects.for_agents(agents).of(contract).select_related(*JOINED)
    person = rows.filter(number=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None
    if person is None:
        raise LookupError(f"no file {key} that this account sees")
    document = bilan_of(reader, person, at=at)
    log_reading(participant=person, page=f"{PAGE} (commande)", by=reader, at=at)
    return RENDERERS[ending][0](document)


KIND = PersonalKind("plie-bilan", "Le bilan individuel d’un parcours", tuple(RENDERERS), make)
