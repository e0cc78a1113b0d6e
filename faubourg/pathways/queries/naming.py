"""Whether a text that is read beyond a file names somebody of a session's agenda."""

from dataclasses import dataclass

from faubourg.pathways.models import Participant, Session, name_key

#: What fictional people are called: a word of every text about a PLIE, which tells somebody with its number only.
FICTIONAL = name_key("Participant")


@dataclass(frozen=True)
class Named:
    """The name that was found, and the number of the file that may be written instead."""

    name: str
    number: int


def named_in(session: Session, text: str) -> Named | None:
    """The first person of the agenda whose last name or birth name the text holds, words in any order; one query."""
    said = set(name_key(text).split())
    if not said:
        return None
    people = Participant.objects.filter(cases__session=session).order_by("number").distinct()
    for number, first, *lasts in people.values_list("number", "first_name", "last_name", "birth_name"):
        for last in lasts:
            name = f"{last} {first}" if name_key(last) == FICTIONAL else last
            words = set(name_key(name).split())
            if words and words <= said:
                return Named(name, number)
    return None
