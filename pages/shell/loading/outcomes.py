"""What came of a check or a load, told on the page; and what of it can be confirmed."""

from dataclasses import dataclass

import streamlit as st

from analytics.extract import profiles
from analytics.extract.fields.offers import Offer
from analytics.store.load.build import CheckReport
from analytics.store.load.keys import ASKED
from pages.shell.faults import tell
from pages.shell.literal import plain


@dataclass(frozen=True)
class Outcome:
    """What came of a check: of what, its problems, its report if it fits, what can be
    said."""

    about: tuple
    problems: tuple
    report: CheckReport | None
    offers: tuple[Offer, ...]


def told(outcome: Outcome) -> None:
    """What the check found, on the page."""
    if outcome.report:
        _checked(outcome.report)
        return
    tell(outcome.problems)
    st.caption("Nothing was changed: what was loaded before is still there.")


def confirmed(outcome: Outcome) -> dict[str, bool]:
    """A button for what stops a load and may be confirmed; what of `LoadInputs` was
    confirmed just now."""
    stops = {one.rule for one in outcome.problems if one.stops}
    if stops == {"many_left_out"} and st.button(
        "Load without these rows",
        help="They are listed with their reasons once the files are loaded.",
    ):
        return {"accept_left_out": True}
    if (
        stops
        and stops <= set(ASKED)
        and st.button(
            "Load with a new key",
            help="The people of other datasets keep their pseudonyms; those of this "
            "load get other ones.",
        )
    ):
        return {"accept_new_key": True}
    return {}


def _checked(report: CheckReport) -> None:
    told = [
        f"{r.file}: {r.rows:,} rows, "
        + (
            (
                f"recognised as {profiles.named(r.profile).title} ({r.sure:.0%} sure: "
                f"{r.why})"
            )
            if r.sure
            else "read as the mapping says"
        )
        for r in report.files
    ]
    st.success(plain("It fits. " + " · ".join(told)))
    tell(report.problems)
    for note in (*report.usually_counted, *report.notes):
        st.caption(plain(note))
