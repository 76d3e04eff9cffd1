"""Faults as messages: the user's with what to do, ours without a traceback."""

import logging
from contextlib import contextmanager

import streamlit as st

from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.store.home import home
from analytics.store.intact import DamagedVersion
from analytics.store.live import make_live
from pages.shell.literal import plain
from pages.shell.signin.person import may, only
from pages.shell.signin.roles import Act

log = logging.getLogger("frequent_attenders")


@contextmanager
def faults_in_words():
    """Shows whatever goes wrong inside as a message; what was loaded stays loaded."""
    try:
        yield
    except DamagedVersion as fault:
        tell(fault.problems)
        _offer_the_one_before(fault)
    except InputError as fault:
        tell(fault.problems)
    except (
        Exception
    ) as fault:  # Streamlit's own control flow is no Exception and passes through
        if told := disk_space.problem(fault, home()):
            tell((told,))
            return
        log.exception("A page failed: %s", type(fault).__name__)
        st.error(
            "Something went wrong on our side, not with your data. Nothing loaded is "
            "lost. Choose another page or filter; the server's log has the details for "
            "whoever looks after the dashboard."
        )


def _offer_the_one_before(fault: DamagedVersion) -> None:
    """A button that makes the version before a damaged one live."""
    if fault.before and may(Act.GO_BACK):
        st.button(
            f"Go back to the version loaded on {fault.loaded}",
            on_click=only(Act.GO_BACK, make_live),
            args=(fault.name, fault.before),
            help="It is then shown to everybody; the damaged one stays where it is.",
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
