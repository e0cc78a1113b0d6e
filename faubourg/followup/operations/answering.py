"""Answering the lines of a request, with an account or by a personal link. The values are written by `indicators`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.followup.answers import NOTE_FIELDS, note_of, token_of_answer
from faubourg.followup.authors import Author
from faubourg.followup.choices import LINE_TRANSITIONS, OWED, LineState, LinkState, Renewal
from faubourg.followup.models import Campaign, CampaignRequest, RequestLine
from faubourg.followup.operations.locking import hold, relock, shut
from faubourg.followup.operations.receipts import send_receipt
from faubourg.followup.operations.refusals import NOT_YOURS, FollowupError
from faubourg.followup.permissions import can_answer, can_run
from faubourg.followup.queries import given_values, is_shared
from faubourg.indicators.cells import cell_name, token_of
from faubourg.indicators.models import Indicator, ValueNote
from faubourg.indicators.operations import Outcome, Typed, say_of_values, write_cells
from faubourg.journal.operations import entry_for, record, record_many

CHANGED = "Quelqu’un d’autre a changé ces mots pendant votre saisie. Enregistrez de nouveau pour garder les vôtres."
GONE = "Cet indicateur n’est plus dans le plan en vigueur."
NO_VALUE = "aucune valeur : saisissez-la, ou dites qu’elle est indisponible"
NO_INTERPRETATION = "l’interprétation est obligatoire pour cet indicateur"
NO_COMMENT = "dites en commentaire ce qui est modifié ou pourquoi il est arrêté"


@dataclass(frozen=True)
class Answer:
    """What was typed on a line. None: nothing was asked of it. `token`: `answers.token_of_answer` when it was shown."""

    line: int
    cells: tuple[Typed, ...] = ()
    note: Mapping[str, str] | None = None
    choice: str | None = None
    token: str = ""


@dataclass
class Answered:
    """What became of an answer. `sentence`: why something was not written; `kept`: what was typed is in its draft."""

    line: RequestLine
    outcomes: list[Outcome] = field(default_factory=list)
    sentence: str = ""
    kept: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything was written."""
        return not self.sentence and all(one.state == "saved" for one in self.outcomes)


@dataclass(frozen=True)
class Submitted:
    """The lines that were sent, and those that were not, each with why."""

    sent: list[RequestLine]
    left: list[tuple[RequestLine, str]]


def answer_line(*, line: RequestLine, answer: Answer, author: Author, at: datetime) -> Answered:
    """Answer one line; see `answer_lines`."""
    answers = [replace(answer, line=line.pk)]
    return answer_lines(request=line.request, answers=answers, author=author, at=at)[0]


@transaction.atomic
def answer_lines(
    *, request: CampaignRequest, answers: Iterable[Answer], author: Author, at: datetime
) -> list[Answered]:
    """Write what was typed on the lines of a request. What cannot be written any more is kept in their drafts.

    Cells that are refused or in conflict are left as they are and told by their outcomes. Raises PermissionDenied.
    """
    campaign, runs = _entered(request, author, at)
    given = {one.line: one for one in answers}
    lines = _locked(request, given)
    indicators = _indicators(campaign.contract, lines)
    today = timezone.localdate(at)
    done = []
    for line in lines:
        answer, indicator = given[line.pk], indicators.get(line.lineage_id)
        if indicator and any(one.indicator != indicator.pk for one in answer.cells):
            raise PermissionDenied(NOT_YOURS)
        if indicator is None:
            done.append(Answered(line, sentence=GONE))
        elif why := shut(line, campaign, today=today, runs=runs):
            done.append(_keep(line, answer, why))
        else:
            done.append(_write(campaign, line, indicator, answer, author, at))
    relock(campaign, [one.line for one in done])
    return done


@transaction.atomic
def submit_request(
    *, request: CampaignRequest, author: Author, at: datetime, lines: Iterable[int] | None = None
) -> Submitted:
    """Send the lines that are answered (or those of `lines`) to be validated, with a receipt by e-mail.

    A line without value, or without an interpretation that is asked, is left and told. Raises PermissionDenied,
    FollowupError when nothing can be sent.
    """
    campaign, runs = _entered(request, author, at)
    rows = _locked(request, lines)
    today = timezone.localdate(at)
    counts = given_values(campaign.contract, rows)
    notes = notes_of(campaign.contract, rows)
    indicators = _indicators(campaign.contract, rows)
    sent, left = [], []
    for line in rows:
        if line.state not in OWED:
            continue
        why = shut(line, campaign, today=today, runs=runs) or _lacking(
            line, indicators.get(line.lineage_id), counts[line.pk], notes.get((line.lineage_id, str(line.year)))
        )
        if why:
            left.append((line, why))
        else:
            _set(line, LineState.SUBMITTED, reason="", submitted_at=at)
            sent.append(line)
    if not sent:
        if len(left) == 1:
            raise FollowupError(f"Ligne {left[0][0].code} : {left[0][1]}.".replace("..", "."))
        raise FollowupError("Rien n’est prêt à être transmis : chaque ligne dit ce qui lui manque.")
    CampaignRequest.objects.filter(pk=request.pk).update(submitted_at=at)
    _tell_all(campaign, sent, "ligne transmise", author, at)
    relock(campaign, sent)
    send_receipt(request=request, campaign=campaign, sent=sent, left=left, author=author, at=at)
    return Submitted(sent, left)


@transaction.atomic
def mark_unavailable(*, line: RequestLine, reason: str, author: Author, at: datetime) -> RequestLine:
    """Say that the value cannot be given, and why. Raises PermissionDenied, FollowupError."""
    if not reason.strip():
        raise FollowupError("Dites pourquoi la valeur est indisponible.")
    return _change(line, LineState.UNAVAILABLE, "ligne indisponible", author, at, reason=reason.strip())


@transaction.atomic
def take_back(*, line: RequestLine, author: Author, at: datetime) -> RequestLine:
    """Take back a line that was sent or said unavailable, to answer it again. Raises as `mark_unavailable`."""
    return _change(line, LineState.TO_FILL, "ligne reprise", author, at, reason="")


def notes_of(contract: Contract, lines: Iterable[RequestLine]) -> dict[tuple, ValueNote]:
    """(lineage, period) → what is said of its values; one query."""
    found = ValueNote.objects.filter(contract=contract, lineage__in={one.lineage_id for one in lines})
    return {(one.lineage_id, one.period): one for one in found}


def _entered(request: CampaignRequest, author: Author, at: datetime) -> tuple[Campaign, bool]:
    """The campaign, held; whether the author runs it. Raises PermissionDenied."""
    campaign = Campaign.objects.select_for_update().get(pk=request.campaign_id)
    contract = campaign.contract
    if author.link is not None:
        if author.link.request_id != request.pk or author.link.state(at) != LinkState.GOOD:
            raise PermissionDenied(NOT_YOURS)
        return campaign, False
    if not can_answer(author.user, request, contract):
        raise PermissionDenied(NOT_YOURS)
    return campaign, can_run(author.user, contract)


def _locked(request: CampaignRequest, wanted: Iterable[int] | None) -> list[RequestLine]:
    rows = RequestLine.objects.filter(request=request)
    if wanted is not None:
        rows = rows.filter(pk__in=list(wanted))
    lines = list(rows.select_related("request").order_by("number", "pk"))
    hold(lines)
    # Read again once held: somebody may have validated them meanwhile.
    return list(rows.select_related("request").order_by("number", "pk"))


def _indicators(contract: Contract, lines: list[RequestLine]) -> dict[object, Indicator]:
    wanted = {line.lineage_id for line in lines}
    rows = Indicator.objects.filter(version=contract.current_version_id, lineage__in=wanted)
    return {one.lineage_id: one for one in rows.select_related("version")}


def _keep(line: RequestLine, answer: Answer, why: str) -> Answered:
    """Too late: what was typed stays in the draft of the line; where nothing was changed there is nothing to say."""
    cells = {cell_name(one.indicator, one.place): one.text for one in answer.cells if token_of(one.text) != one.token}
    said, choice = dict(answer.note or {}), answer.choice or ""
    has_words = answer.note is not None and token_of_answer(said, choice) != answer.token
    if not cells and not has_words:
        return Answered(line)
    line.draft = {"cells": cells, "note": said if has_words else {}, "choice": choice if has_words else ""}
    line.save(update_fields=["draft"])
    return Answered(line, sentence=f"{why} Ce que vous avez saisi est gardé.", kept=True)


def _write(
    campaign: Campaign, line: RequestLine, indicator: Indicator, answer: Answer, author: Author, at: datetime
) -> Answered:
    contract, done = campaign.contract, Answered(line)
    facts = {"contract": contract, "year": line.year, "user": author.user, "at": at, "via": author.via}
    producer = line.request.organisation_id if is_shared(line) else None
    changed = [one for one in answer.cells if token_of(one.text) != one.token]
    if changed:
        within = Indicator.objects.filter(pk=indicator.pk)
        done.outcomes = write_cells(**facts, cells=changed, within=within, producer=producer)
    wrote = any(one.state == "saved" for one in done.outcomes)
    note = ValueNote.objects.filter(contract=contract, lineage=line.lineage_id, period=str(line.year)).first()
    present = note_of(note)
    said = present if answer.note is None else {name: answer.note.get(name, "") for name in NOTE_FIELDS}
    choice = line.choice if answer.choice is None else answer.choice
    if choice not in ("", *Renewal.values):
        choice = line.choice
    if (said, choice) != (present, line.choice):
        if token_of_answer(present, line.choice) != answer.token:
            done.sentence = CHANGED
        else:
            try:
                say_of_values(**facts, indicator=indicator, values=said, is_theirs=True)
            except ValidationError as error:
                done.sentence = " ".join(error.messages)
            else:
                line.choice, wrote = choice, True
    if wrote:
        _answered(line, author, at)
    if done.is_whole:
        line.draft = {}
    line.save()
    return done


def _answered(line: RequestLine, author: Author, at: datetime) -> None:
    if line.state == LineState.UNAVAILABLE:
        line.state, line.reason = LineState.TO_FILL, ""
    line.answered_at, line.answered_by, line.answered_by_link = at, author.user, author.link is not None


def _lacking(line: RequestLine, indicator: Indicator | None, values: int, note: ValueNote | None) -> str:
    """What a line lacks to be sent; empty where it is whole."""
    if indicator is None:
        return GONE
    if not values and line.choice != Renewal.STOPPED:
        return NO_VALUE
    if indicator.requires_interpretation and not (note and note.interpretation):
        return NO_INTERPRETATION
    if line.choice in (Renewal.CHANGED, Renewal.STOPPED) and not (note and note.comment):
        return NO_COMMENT
    return ""


def _change(line: RequestLine, state: str, verb: str, author: Author, at: datetime, *, reason: str) -> RequestLine:
    campaign, runs = _entered(line.request, author, at)
    [row] = _locked(line.request, [line.pk])
    # Taking back is what opens a line that was sent: only the campaign itself may refuse it.
    if why := shut(_as(row, state), campaign, today=timezone.localdate(at), runs=runs):
        raise FollowupError(why)
    if row.state != state and state not in LINE_TRANSITIONS[row.state]:
        raise FollowupError(f"La ligne {row.code} est {row.get_state_display()} : cela ne se fait plus.")
    _set(row, state, reason=reason)
    _answered_only(row, author, at)
    told = {"reason": " : ".join(part for part in (author.via, reason) if part), "actor": author.user}
    record(
        verb=verb, scope=campaign.contract.scope, target=row, at=at, label=f"{campaign} : ligne {row.code}", **told
    )  # fmt: skip
    relock(campaign, [row])
    return row


def _as(line: RequestLine, state: str) -> RequestLine:
    """The line as it would be, not saved: an unsent line, to know whether the campaign still takes answers."""
    found = RequestLine(
        pk=line.pk, request=line.request, code=line.code, year=line.year, decided_at=line.decided_at,
        submitted_at=line.submitted_at,
    )  # fmt: skip
    found.state = line.state if line.state in (LineState.VALIDATED, LineState.TO_CORRECT) else state
    return found


def _answered_only(line: RequestLine, author: Author, at: datetime) -> None:
    line.answered_at, line.answered_by, line.answered_by_link = at, author.user, author.link is not None
    line.save(update_fields=["answered_at", "answered_by", "answered_by_link"])


def _set(line: RequestLine, state: str, **facts) -> None:
    line.state = state
    for name, value in facts.items():
        setattr(line, name, value)
    line.save(update_fields=["state", *facts])


def _tell_all(campaign: Campaign, lines: list[RequestLine], verb: str, author: Author, at: datetime) -> None:
    scope = campaign.contract.scope
    record_many(
        entry_for(verb=verb, scope=scope, target=line, at=at, label=f"{campaign} : ligne {line.code}", **author.told)
        for line in lines
    )
