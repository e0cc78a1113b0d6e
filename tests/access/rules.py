"""What a row of the table of addresses says: who may read there, who may write."""

from dataclasses import dataclass

from faubourg.contracts.matrix import Reach, Verb

#: Who is let through where the address is of no contract.
SIGNED_IN, ADMINISTRATORS, LEADS = "signed in", "administrators", "administrators and leads"


@dataclass(frozen=True)
class Rule:
    """`get` and `post`: a verb of the contract, one of the words above, or None where the method is not answered.

    `sample` names the object that fills `key`, `pk`, `number` or `token`; « key=action pk=role_pk » where an address
    has two of them. `theirs`: those whose right is limited to their organisation find it there. `least`: the
    shortest reach that finds it. `parameters` fill the rest of the address.
    """

    get: str | None = None
    post: str | None = None
    theirs: bool = False
    least: Reach = Reach.FICHES
    sample: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()  # what a POST sends, where the right depends on it


READ = Rule(get=Verb.READ)


def reading(sample: str = "", **parameters: str) -> Rule:
    """A page that every member reads."""
    return Rule(get=Verb.READ, sample=sample, parameters=tuple(parameters.items()))


def form(verb: str, sample: str = "", *, theirs: bool = False, **parameters: str) -> Rule:
    """A page with its form: the same verb shows and sends it."""
    return Rule(get=verb, post=verb, theirs=theirs, sample=sample, parameters=tuple(parameters.items()))


def act(
    verb: str, sample: str = "", *, theirs: bool = False, data: dict[str, str] | None = None, **parameters: str
) -> Rule:
    """An act without a page: POST only."""
    sent = tuple((data or {}).items())
    return Rule(post=verb, theirs=theirs, sample=sample, parameters=tuple(parameters.items()), data=sent)
