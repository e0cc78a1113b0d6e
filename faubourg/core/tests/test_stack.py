"""Room for deep calls."""

import pytest

from faubourg.core.stack import with_room


def test_a_function_with_room_is_the_same_function():
    @with_room
    def divide(a, *, by):
        """Divide."""
        return a / by

    assert (divide(6, by=3), divide.__doc__) == (2, "Divide.")
    with pytest.raises(ZeroDivisionError):
        divide(1, by=0)


def test_it_may_call_itself():
    @with_room
    def depth(n):
        return 0 if n == 0 else 1 + depth(n - 1)

    assert depth(100) == 100
