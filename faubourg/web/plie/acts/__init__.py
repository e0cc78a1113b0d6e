"""The acts offered on a person, a prescription or a session: one line each, its form and its operation."""

from collections.abc import Callable
from dataclasses import dataclass

from faubourg.web.plie.forms.fields import ActForm


@dataclass(frozen=True)
class Act:
    """`run(subject, data, **who)` calls the operation (`who`: `by` and `at`); `may(user, subject)` says who acts."""

    title: str
    form: type[ActForm]
    run: Callable
    done: str
    may: Callable
    submit: str = "Enregistrer"
    lead: str = ""
    files: bool = False
    #: Where one goes once done, from what `run` gives; None: back.
    lands: Callable[..., str] | None = None
