"""Faults as messages: the user's with what to do, ours without a traceback."""

import logging
from contextlib import contextmanager

import streamlit as st

from analytics.errors import InputError, Problem
from pages.shell.literal import plain

log = logging.getLogger("frequent_attenders")


@contextmanager
def faults_in_words():
    """Shows whatever goes wrong inside as a message; what was loaded stays loaded."""
    try:
        yield
    except InputError as fault:
        tell(fault.problems)
    except (
        Exception
    ) as fault:  # Streamlit's own control flow is no Exception and passes through
        log.exception("A page failed: %s", type(fault).__name__)
        st.error(
            "Something went wrong on our side, not with your data. Nothing loaded is "
            "lost. Choose another page or filter; the server's log has the details for "
            "whoever looks after the dashboard."
        )


def tell(problems: tuple[Problem, ...]) -> None:
    """Each problem as a line: errors first, then warnings."""
    stops = [problem for problem in problems if problem.stops]
    warns = [problem for problem in problems if not problem.stops]
    for box, some in ((st.error, stops), (st.warning, warns)):
        if len(some) == 1:
            box(plain(some[0].sentence()))
        elif some:
            box("\n".join(f"- {plain(problem.sentence())}" for problem in some))
