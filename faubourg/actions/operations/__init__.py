"""What changes actions and what surrounds them, one module a purpose; screens and imports call these."""

from faubourg.actions.operations.conditions import find_condition
from faubourg.actions.operations.letters import rename_letter
from faubourg.actions.operations.library import (
    change_template,
    dismiss_proposal,
    keep_template,
    remove_template,
    take_back_proposal,
)
from faubourg.actions.operations.means import correct_means, declare_means, judge_means, remove_means
from faubourg.actions.operations.progress import (
    check_states,
    decide,
    keep_document_states,
    state_progress,
    validate_many,
    withdraw,
)
from faubourg.actions.operations.sharing import agree_to_share, can_ask_to_share, end_sharing, share_action
from faubourg.actions.operations.talking import (
    attach_file,
    comment_action,
    detach_file,
    edit_comment,
    remove_comment,
    settle_comment,
)

__all__ = [
    "agree_to_share",
    "attach_file",
    "can_ask_to_share",
    "change_template",
    "check_states",
    "comment_action",
    "correct_means",
    "decide",
    "declare_means",
    "detach_file",
    "dismiss_proposal",
    "edit_comment",
    "end_sharing",
    "find_condition",
    "judge_means",
    "keep_document_states",
    "keep_template",
    "remove_comment",
    "remove_means",
    "remove_template",
    "rename_letter",
    "settle_comment",
    "share_action",
    "state_progress",
    "take_back_proposal",
    "validate_many",
    "withdraw",
]
