"""The door of a personal link: who has pushed its button is let in, and what was typed on a dead one is shown back."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from faubourg.accounts.queries import hash_of
from faubourg.followup.answers import NOTE_FIELDS
from faubourg.followup.authors import Author
from faubourg.followup.models import PersonalLink, RequestLine
from faubourg.followup.operations import open_link
from faubourg.web.followup.filling import Filling

#: Where the session keeps the marks of the links that were opened; the oldest are forgotten.
SESSION_KEY = "campaign_links"
KEPT = 20
_TYPED = re.compile(rf"l(\d{{1,18}})-(v-.*|motif|{'|'.join(NOTE_FIELDS)})")


@dataclass(frozen=True)
class Lost:
    """What was typed on a line and could not be written."""

    code: str
    texts: list[str]


def let_in(request: HttpRequest, token: str) -> None:
    """Remember that the button of this link was pushed."""
    marks = [one for one in request.session.get(SESSION_KEY, []) if one != hash_of(token)]
    request.session[SESSION_KEY] = [*marks, hash_of(token)][-KEPT:]


def is_in(request: HttpRequest, token: str) -> bool:
    """Whether the button of this link was pushed in this session."""
    return hash_of(token) in request.session.get(SESSION_KEY, [])


def filling_by(token: str) -> Filling:
    """The request that this link opens, and nothing else. Raises FollowupError: why not."""
    link = open_link(token=token, at=timezone.now())
    row = link.request
    return Filling(row, row.campaign.contract, Author(link=link))


def lost_in(posted: QueryDict, token: str) -> list[Lost]:
    """What a form says, by line: a link that no longer serves writes nothing, and the page gives it all back."""
    link = PersonalLink.objects.filter(token_hash=hash_of(token)).first()
    found: dict[int, list[str]] = {}
    for name, text in posted.items():
        if (typed := _TYPED.fullmatch(name)) and text.strip():
            found.setdefault(int(typed[1]), []).append(text.strip())
    lines = RequestLine.objects.filter(pk__in=found, request=link.request_id) if link else RequestLine.objects.none()
    codes = dict(lines.order_by().values_list("pk", "code"))
    return [Lost(codes.get(pk, ""), texts) for pk, texts in found.items()]
