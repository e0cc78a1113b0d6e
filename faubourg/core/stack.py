"""Room for deep calls: what CPython's frame stack costs to a page of hundreds of rows, and how to avoid it.

CPython keeps the frames of Python functions in chunks of 16 KB, asked from and given back to the system each time that
the depth of calls passes their edge. A loop of a template that happens to stand on the edge passes it thousands of
times: the plan's page with 394 rows took 231 ms of processor instead of 109 (114 of them in the system).
"""

from collections.abc import Callable
from functools import wraps
from types import FunctionType

#: Slots of the frame of `_call`: its chunk is 512 KB, of which only the pages really used take memory.
SLOTS = 40_000


def _call(function, args, kwargs):
    return function(*args, **kwargs)


_call_with_room = FunctionType(_call.__code__.replace(co_stacksize=SLOTS), {})


def with_room(function: Callable) -> Callable:
    """Run `function` with all that it calls on one chunk of stack."""

    @wraps(function)
    def wrapped(*args, **kwargs):
        return _call_with_room(function, args, kwargs)

    return wrapped
