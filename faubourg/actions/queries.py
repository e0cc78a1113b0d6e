"""Reads of actions that several screens need."""

from collections.abc import Sequence


def descendants(pk: int, parents: dict[int, int | None]) -> set[int]:
    """`pk` and all that stands under it; `parents` gives the parent of each."""
    found, fresh = {pk}, {pk}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def around(pk: int, parents: dict[int, int | None], members: Sequence[tuple[int, int]]) -> set[int]:
    """A territory, what lies inside it and the groups that contain it; `members` pairs a group with its member."""
    found, fresh = descendants(pk, parents), {pk}
    while fresh:
        fresh = {group for group, member in members if member in fresh} - found
        found |= fresh
    return found
