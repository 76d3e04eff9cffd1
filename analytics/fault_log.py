"""What a log says of a fault of ours: what kind it is and where in the program it was
raised, never its own words, since those may hold a value of the data (but where
`FREQUENT_ATTENDERS_DEBUG` is set, to look for a fault on data of nobody)."""

import logging
import os
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

DEBUG = "FREQUENT_ATTENDERS_DEBUG"
# Says why a provider's answer was not taken: of a token, never of a row.
IN_ITS_OWN_WORDS = ("streamlit.web.server.starlette.starlette_auth_routes",)


def where(fault: BaseException) -> str:
    """A fault and what led to it, the first cause first: frames and kinds, no words."""
    before = fault.__cause__ or (
        None if fault.__suppress_context__ else fault.__context__
    )
    earlier = f"{where(before)}\n\nwhich led to\n\n" if before else ""
    frames = "".join(traceback.format_tb(fault.__traceback__))
    return f"{earlier}{frames}{type(fault).__module__}.{type(fault).__qualname__}"


def say_no_values() -> None:
    """From now on every log of this process says so of faults; called again, nothing
    changes."""
    made = logging.getLogRecordFactory()
    if not isinstance(made, _Records):
        logging.setLogRecordFactory(_Records(made))


class _Records:
    """Makes records whose fault is told already: handlers then add nothing to it."""

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *about: Any, **more: Any) -> logging.LogRecord:
        record = self._make(*about, **more)
        fault: (
            tuple[type[BaseException], BaseException, TracebackType | None]
            | tuple[None, None, None]
            | None
        ) = record.exc_info
        shown = os.environ.get(DEBUG) or record.name in IN_ITS_OWN_WORDS
        if fault and fault[1] is not None and not shown:
            record.exc_text = where(fault[1])
        return record
