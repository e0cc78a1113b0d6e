"""What goes beside a state of progress: why nothing moves, or why the document does not let the state be read."""

from collections.abc import Mapping

from faubourg.contracts.choices import StateMeaning

#: Shown for an action without any state; never « non démarrée », which somebody would have to say.
UNKNOWN = "Non renseigné"
#: Marks (`<c-state kind>`) under which a comment says why nothing moves.
_STOPPED = frozenset({"todo", "failed", "aside"})
# Facts of documents (`Record.extra`); the plan's SQL looks for them too.
_REASON, _NOTE = "blocking_reason", "status_confidence_note"


def reason_of(mark: str, meaning: str, comment: str, facts: Mapping) -> str:
    """Why an action does not move: what was said with its last state, else what the document gives.

    « faute de moyens humains ». Empty for a state in which something moves.
    """
    if mark not in _STOPPED and meaning != StateMeaning.AWAITING:
        return ""
    return comment.strip() or str(facts.get(_REASON) or "")


def note_of(facts: Mapping) -> str:
    """What the reader of the document noted on the state: « pictogramme non lisible dans le document »."""
    return str(facts.get(_NOTE) or "")
