"""A request being answered: the same with an account, by a personal link, and for a line typed from paper."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst

from faubourg.contracts.models import Contract
from faubourg.followup.authors import Author
from faubourg.followup.choices import OWED, LineState, Renewal
from faubourg.followup.models import CampaignRequest
from faubourg.followup.operations import (
    Submitted,
    answer_lines,
    ask_correction,
    mark_unavailable,
    submit_request,
    take_back,
    validate_lines,
)
from faubourg.followup.operations.refusals import NOT_YOURS
from faubourg.followup.permissions import can_answer, can_run
from faubourg.followup.queries import Row, rows_of, whole
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Observation
from faubourg.indicators.veiling import Masker
from faubourg.ui.typography import nbsp, plural
from faubourg.web.followup.sheet import Card, answers_of, cards_of, put_back, tokens_of

NOT_WHOLE = "Tout n’a pas été enregistré : ce que vous avez saisi est gardé, avec la raison."
STRANGERS = "Une ligne envoyée n’est pas de cette demande : rien n’en a été pris."
#: Lines that are left and that the message names.
NAMED = 5
SAVE = "enregistrer"
_FIELD = re.compile(r"l(\d{1,18})-")


class Filling:
    """A request and who answers it. `runs`: they run the campaign; `answers`: they may type here."""

    def __init__(self, row: CampaignRequest, contract: Contract, author: Author):
        self.row, self.contract, self.author = row, contract, author
        self.runs = author.link is None and can_run(author.user, contract)
        self.answers = author.link is not None or can_answer(author.user, row, contract)
        self.today = timezone.localdate()
        self._sent: tuple = ((), ())

    @cached_property
    def every(self) -> list[Row]:
        """All the lines of the request, in the order of their codes."""
        rows = rows_of(self.row.campaign, self.contract)
        return [one for one in rows if one.line.request_id == self.row.pk]

    def named(self, posted: QueryDict) -> list[Row]:
        """The lines that a form speaks of, whatever has become of them since it was shown."""
        names = {int(found[1]) for name in posted if (found := _FIELD.match(name))}
        return [one for one in self.every if one.line.pk in names]

    def has_strangers(self, posted: QueryDict) -> bool:
        """Whether a form speaks of lines of somebody else."""
        names = {int(found[1]) for name in posted if (found := _FIELD.match(name))}
        return bool(names - {one.line.pk for one in self.every})

    def take(self, posted: QueryDict) -> bool:
        """Write what a form says; whether all of it was. What was not is shown again by `cards`, with why."""
        if not self.answers:
            raise PermissionDenied(NOT_YOURS)
        answers = answers_of(posted, self.named(posted))
        done = answer_lines(request=self.row, answers=answers, author=self.author, at=timezone.now())
        self._sent = (answers, done)
        # What was written meanwhile is read again.
        del self.every
        return all(one.is_whole for one in done)

    def act(self, posted: Mapping[str, str]) -> str:
        """Do what the button says, once everything typed is kept; what to say of it. Raises FollowupError."""
        asked = posted.get("faire", "")
        act, _, number = (asked if asked not in ("", SAVE) else self._implied(posted)).partition("-")
        line = next((one.line for one in self.every if str(one.line.pk) == number), None)
        reason = posted.get(f"l{number}-motif", "").replace("\0", "")
        at = timezone.now()
        facts = {"author": self.author, "at": at}
        decision = {"campaign": self.row.campaign, "lines": [line.pk] if line else [], "by": self.author.user, "at": at}
        if act == "transmettre":
            return _sent(submit_request(request=self.row, lines=[line.pk] if line else None, **facts))
        if act == "indisponible" and line:
            mark_unavailable(line=line, reason=reason, **facts)
            return f"Ligne {line.code} : dite indisponible."
        if act == "reprendre" and line:
            take_back(line=line, **facts)
            return f"Ligne {line.code} reprise : elle est de nouveau à saisir."
        if act == "valider" and line:
            validate_lines(**decision)
            return f"Ligne {line.code} validée."
        if act == "corriger" and line:
            ask_correction(**decision, reason=reason)
            return f"Ligne {line.code} : correction demandée."
        return "Enregistré. Rien n’est encore transmis."

    def _implied(self, posted: Mapping[str, str]) -> str:
        """What a reason followed by Enter asks for: the browser presses « Enregistrer ». Nothing for several."""
        told = [one.line for one in self.every if posted.get(f"l{one.line.pk}-motif", "").strip()]
        if len(told) != 1:
            return ""
        act = "indisponible" if told[0].state in OWED else "corriger"
        return f"{act}-{told[0].pk}"

    def cards(self, rows: Iterable[Row]) -> list[Card]:
        """These lines with their fields, and what was typed and not written."""
        rows = list(rows)
        facts = {"masker": self._masker(rows), "today": self.today, "runs": self.runs}
        cards = cards_of(rows, self.row.campaign, self.contract, **facts)
        put_back(cards, *self._sent)
        return cards

    def context(self, rows: Iterable[Row]) -> dict:
        """What the templates of a request show."""
        cards = self.cards(rows)
        return {
            "row": self.row,
            "cards": cards,
            "tokens": tokens_of(cards),
            "tally": whole(self.every),
            "answers": self.answers,
            "by_link": self.author.link,
            "runs": self.runs and self.row.campaign.is_open,
            "writes": self.answers and any(not card.why for card in cards),
            "owed": OWED,
            "choices": [(one.value, capfirst(one.label)) for one in Renewal],
            "states": [(one.value, capfirst(one.label)) for one in LineState],
            "is_past": self.row.campaign.is_past(self.today),
        }

    def _masker(self, rows: Iterable[Row]) -> Masker:
        """Who holds a link reads the small numbers of their organisation, as its référent·e does."""
        lineages = [row.line.lineage_id for row in rows]
        masker = masker_for(self.author.user, self.contract, lineages=lineages)
        if self.author.link is None or not masker.hidden:
            return masker
        theirs = Q(producer=None) | Q(producer=self.row.organisation_id)
        own = set(Observation.objects.filter(theirs, pk__in=masker.hidden).order_by().values_list("pk", flat=True))
        hidden = {pk: why for pk, why in masker.hidden.items() if pk not in own}
        return Masker(masker.threshold, hidden, masker.lineages)


def _sent(result: Submitted) -> str:
    said = f"{plural(len(result.sent), 'ligne transmise,lignes transmises')}. Un accusé de réception vous est envoyé."
    if result.left:
        told = " ; ".join(f"{line.code} : {why}" for line, why in result.left[:NAMED])
        more = " ; …" if len(result.left) > NAMED else ""
        said += f" Il reste {plural(len(result.left), 'ligne,lignes')} ({told}{more})."
    return nbsp(said)
