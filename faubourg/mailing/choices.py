"""States of a message on its way."""

from django.db import models


class State(models.TextChoices):
    """Where a message of the outbox stands."""

    TO_SEND = "a-envoyer", "à envoyer"
    SENT = "envoye", "envoyé"
    FAILED = "echec", "échec, nouvel essai prévu"
    ABANDONED = "abandonne", "abandonné"


#: Those that a next passage will try.
WAITING = (State.TO_SEND, State.FAILED)

#: From each state, the states that may follow. Only a person brings an abandoned message back.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.TO_SEND: (State.SENT, State.FAILED, State.ABANDONED),
    State.FAILED: (State.SENT, State.FAILED, State.ABANDONED),
    State.ABANDONED: (State.TO_SEND,),
    State.SENT: (),
}
