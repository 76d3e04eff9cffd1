"""Whether a server process hangs: it runs, and answers nobody any more.

It is safe for one that is busy. Streamlit answers its health address from the loop of
its main thread; pages and loads run in other threads, so that an answer is late by a
share of Python's time and does not stay away (docs/operation.md has how late). And
nobody waits for us meanwhile: a proxy stops sending people there within seconds.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from analytics.operation.warm import answers


@dataclass(frozen=True)
class Patience:
    """How long a process may be silent; in seconds, but for misses.

    every: between two looks. wait: for one answer. misses: looks in a row without an
    answer, after which it hangs. to_begin: from its start to its first answer."""

    every: float = 10.0
    wait: float = 10.0
    misses: int = 6
    to_begin: float = 300.0


def hangs(
    port: int, address: str, patience: Patience, wanted: Callable[[], bool]
) -> bool:
    """Looks at a process that was just started until it hangs (True) or is not wanted
    any more (False)."""
    began, missed, begun = time.monotonic(), 0, False
    pause = threading.Event()
    while wanted():
        if well(port, address, patience.wait):
            missed, begun = 0, True
        else:
            missed += 1
        late = time.monotonic() - began > patience.to_begin
        if missed >= patience.misses and (begun or late):
            return wanted()
        pause.wait(patience.every)
    return False


def well(port: int, address: str, wait: float) -> bool:
    """Whether what listens at a port answers within so many seconds that it is well."""
    try:
        return answers(port, address, timeout=wait)
    except OSError:
        return False
