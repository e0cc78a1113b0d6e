"""Who may say what of an action, and settle or remove what was said; read once a page, whatever the comments."""

from dataclasses import dataclass

from faubourg.actions.models import Action
from faubourg.actions.permissions import actions_within
from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import held, reach
from faubourg.threads.models import Comment


@dataclass(frozen=True)
class TalkRights:
    """What a person may do on one fiche; `keeps`: they may edit it, so join files and settle comments."""

    user_pk: int
    comments: bool
    opines: bool
    keeps: bool
    moderates: bool

    def owns(self, comment: Comment) -> bool:
        """Whether they wrote it and may still write."""
        return self.comments and comment.author_id == self.user_pk

    def may_settle(self, comment: Comment) -> bool:
        """Its author, or who keeps the fiche."""
        return self.keeps or self.owns(comment)

    def may_remove(self, comment: Comment) -> bool:
        """Its author, or who moderates."""
        return self.moderates or self.owns(comment)


def talk_rights(user, action: Action, *, contract: Contract) -> TalkRights:
    """The rights of `user` on `action`; at most five queries."""
    roles = held(user, contract)
    found = {
        verb: reach(user, verb, contract, roles=roles)
        for verb in (Verb.COMMENT, Verb.OPINE, Verb.EDIT_ACTIONS, Verb.MODERATE)
    }
    keeps = found[Verb.EDIT_ACTIONS] == Reach.ALL
    if found[Verb.EDIT_ACTIONS] and not keeps:
        within = actions_within(user, Verb.EDIT_ACTIONS, action.version, contract=contract, roles=roles)
        keeps = within.filter(pk=action.pk).exists()
    return TalkRights(
        user_pk=user.pk,
        comments=found[Verb.COMMENT] == Reach.ALL,
        opines=found[Verb.OPINE] == Reach.ALL,
        keeps=keeps,
        moderates=found[Verb.MODERATE] == Reach.ALL,
    )
