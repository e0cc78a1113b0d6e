"""Documents about one person: printed for somebody whose rights apply, by the app that holds them.

This app sees no person (DESIGN rule 8). The journey that does declares its documents here when it starts; the command
`document` finds them by their name, and asks for whom it prints.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract


@dataclass(frozen=True)
class PersonalKind:
    """`make(contract, key, ending, reader, at)` checks what `reader` may see, notes the reading and gives the file.

    It raises LookupError when `key` names nothing that the reader sees; `endings` are those of the files it makes.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    make: Callable[[Contract, str, str, User, datetime], bytes]


_KINDS: dict[str, PersonalKind] = {}


def declare(kind: PersonalKind) -> None:
    """Add a document. Raises ImproperlyConfigured when another has its name."""
    if kind.name in _KINDS:
        raise ImproperlyConfigured(f"two documents are called {kind.name}")
    _KINDS[kind.name] = kind


def personal_kinds() -> dict[str, PersonalKind]:
    """The documents about one person, by name."""
    return dict(_KINDS)
