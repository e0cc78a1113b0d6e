"""The code of a line: its number and a letter that betrays a typing error, « 014-K »."""

import re

#: Letters that no digit looks like on paper; twenty-three, a prime number, catches every swap of digits.
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_CODE = re.compile(r"\s*0*(\d{1,6})\s*-?\s*([A-Z])\s*", re.IGNORECASE)


def code_of(number: int) -> str:
    """The code of the line `number` of a campaign."""
    return f"{number:03d}-{LETTERS[number % len(LETTERS)]}"


def number_of(code: str) -> int | None:
    """The number behind a code as somebody typed it; None where it is no code, or a wrong one."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    number = int(found[1])
    return number if LETTERS[number % len(LETTERS)] == found[2].upper() else None
