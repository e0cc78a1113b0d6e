"""French words that come from data: the contract names its levels in the singular."""

from faubourg.contracts.models import Contract

_LINKS = ("de", "du", "des", "d’", "d'", "à", "en", "au", "aux", "pour", "par")


def plural_name(name: str) -> str:
    """« objectifs prioritaires » from « objectif prioritaire »; what follows « de », « à »… and sigles stay."""
    words = name.split(" ")
    for rank, word in enumerate(words):
        if word.lower().startswith(_LINKS[3:5]) or word.lower() in _LINKS:
            break
        words[rank] = _plural_word(word)
    return " ".join(words)


def _plural_word(word: str) -> str:
    if not word or word[-1] in "sxz" or not word[-1].isalpha() or word.isupper():
        return word
    if word.endswith("al"):
        return f"{word[:-2]}aux"
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"


def first_upper(text: str) -> str:
    """The text with its first letter in capitals, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def dated(words: str, contract: Contract) -> str:
    """`words` with the period of the contract behind them, if it is known: « Contrat de ville (2024-2030) »."""
    return f"{words} ({contract.period})" if contract.period else words
