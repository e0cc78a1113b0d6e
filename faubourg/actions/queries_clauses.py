"""Reads of the lines of cahiers des charges."""

import re
from dataclasses import dataclass

from django.db.models import Count, F, Q

from faubourg.actions.models import Clause
from faubourg.contracts.models import Contract

#: How a letter typed without accent is met in a text, and what else a typed sign stands for.
_MET = {plain: f"[{plain}{accents}]" for plain, accents in {
    "a": "àâä", "c": "ç", "e": "éèêë", "i": "îï", "n": "ñ", "o": "ôöœ", "u": "ùûü", "y": "ÿ"}.items()}  # fmt: skip
_PLAIN = {accent: plain for plain, met in _MET.items() for accent in met[2:-1]}
_MET |= {accent: _MET[plain] for accent, plain in _PLAIN.items()} | {"'": "['’]", "’": "['’]"}
MOST_WORDS = 12


@dataclass(frozen=True)
class ClauseText:
    """A text that cahiers des charges say: how many elements of the contract, and of the others that a person sees."""

    text: str
    here: int
    elsewhere: int


def clause_texts(*, user, contract: Contract, typed: str, limit: int = 20) -> list[ClauseText]:
    """The texts that hold every word of `typed`, whatever the accents and the case. One query.

    Those of `contract` come first, then the most taken up; only plans in force are read.
    """
    rows = Clause.objects.for_user(user).filter(node__version=F("node__version__contract__current_version"))
    for word in typed.casefold().split()[:MOST_WORDS]:
        rows = rows.filter(text__iregex=_pattern(word))
    here = Count("pk", filter=Q(node__version__contract=contract))
    found = rows.exclude(text=typed).order_by().values("text").annotate(here=here, all=Count("pk"))
    lines = found.order_by("-here", "-all", "text").values_list("text", "here", "all")[:limit]
    return [ClauseText(text, own, total - own) for text, own, total in lines]


def _pattern(word: str) -> str:
    return "".join(_MET.get(letter) or re.escape(letter) for letter in word)
