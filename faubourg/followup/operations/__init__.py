"""What changes the follow-up, one module a purpose; screens, workbooks and personal links call these."""

from faubourg.followup.operations.answering import (
    Answer,
    Answered,
    Submitted,
    answer_line,
    answer_lines,
    mark_unavailable,
    submit_request,
    take_back,
)
from faubourg.followup.operations.campaigns import (
    add_what_appeared,
    close_campaign,
    freeze_campaign,
    open_campaign,
    remove_campaign,
    reopen_campaign,
    write_campaign,
)
from faubourg.followup.operations.deciding import appoint, ask_correction, validate_lines
from faubourg.followup.operations.links import make_link, open_link, revoke_link
from faubourg.followup.operations.past import rebuild_past
from faubourg.followup.operations.reviewing import Said, correct_review, validate_review, write_review
from faubourg.followup.operations.socle import choose_commitments, say_commitment

__all__ = [
    "Answer",
    "Answered",
    "Said",
    "Submitted",
    "add_what_appeared",
    "answer_line",
    "answer_lines",
    "appoint",
    "ask_correction",
    "choose_commitments",
    "close_campaign",
    "correct_review",
    "freeze_campaign",
    "make_link",
    "mark_unavailable",
    "open_campaign",
    "open_link",
    "rebuild_past",
    "remove_campaign",
    "reopen_campaign",
    "revoke_link",
    "say_commitment",
    "submit_request",
    "take_back",
    "validate_lines",
    "validate_review",
    "write_campaign",
    "write_review",
]
