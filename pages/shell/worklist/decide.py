"""Deciding about one person: a form whose answer is kept, or who decided meanwhile is
told."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from analytics.definitions.pathway import Status
from analytics.errors import InputError
from analytics.measures.who.decided import NAME
from analytics.store.dataset import Dataset
from analytics.worklist.decision import Decision, Person
from analytics.worklist.history import decide
from analytics.worklist.rules import FIRST_DAY, LONGEST, steps
from pages.shell import keys
from pages.shell.literal import plain
from pages.shell.signin.person import only
from pages.shell.signin.roles import Act

FIELDS = ("status", "on", "owner", "reason", "note")


def about(
    dataset: Dataset,
    person: Person,
    who: str,
    owners: Sequence[str],
    reasons: Sequence[str],
) -> None:
    """The form about one person (`who`: the pseudonym), as all stands now."""
    st.subheader(plain(f"Decide about {who}"), anchor=False)
    names = {one: f"decide_{one}_{who}_{person.seen}" for one in FIELDS}
    last = person.last
    with st.form(f"decide_{who}_{person.seen}", border=True):
        first, second, third, fourth = st.columns(4)
        first.selectbox(
            "Status",
            steps(person),
            format_func=str.capitalize,
            key=names["status"],
        )
        second.date_input(
            "From",
            "today",
            min_value=last.on if last else FIRST_DAY,
            max_value="today",
            format="DD/MM/YYYY",
            key=names["on"],
        )
        third.selectbox(
            "Owner",
            owners,
            index=owners.index(last.owner) if last and last.owner in owners else None,
            accept_new_options=True,
            placeholder="Code, initials or role",
            key=names["owner"],
        )
        fourth.text_input(
            "Decided by",
            placeholder="Your initials",
            max_chars=LONGEST["by"],
            key=keys.WORK_BY,
            persist_state="session",
        )
        st.selectbox(
            "Reason",
            reasons,
            index=None,
            accept_new_options=True,
            placeholder="Why it is offered, or why it ends: a few words",
            key=names["reason"],
        )
        st.text_area(
            "Note",
            max_chars=LONGEST["note"],
            height=68,
            placeholder="Nothing that says who somebody is",
            key=names["note"],
        )
        st.form_submit_button(
            "Keep the decision",
            type="primary",
            on_click=only(Act.WORKLIST, _keep),
            args=(dataset, who, person.seen, names),
        )
    if person.standing:
        st.button(
            "Take the last decision back",
            on_click=only(Act.WORKLIST, _take_back),
            args=(dataset, who, person.seen),
            help="It stays in the history, marked as taken back.",
        )


def _keep(dataset: Dataset, who: str, seen: int, names: dict[str, str]) -> None:
    given = {name: st.session_state[key] for name, key in names.items()}
    texts = {name: given[name] or "" for name in ("owner", "reason", "note")}
    _write(
        dataset,
        Decision(
            who, Status(given["status"]), given["on"], **texts, by=_by(), seen=seen
        ),
    )


def _take_back(dataset: Dataset, who: str, seen: int) -> None:
    _write(dataset, Decision(who, None, date.today(), by=_by(), seen=seen))


def _by() -> str:
    return st.session_state.get(keys.WORK_BY) or ""


def _write(dataset: Dataset, decision: Decision) -> None:
    """Write it; what came of it is told above the list, from which the person is then
    chosen no more."""
    try:
        decide(dataset, [decision])
    except InputError as fault:
        st.session_state[keys.WORK_SAID] = fault.problems
        return
    kept = decision.status or "to be reviewed again"
    st.session_state[keys.WORK_SAID] = f"Kept for {decision.person}: {kept}."
    st.session_state.get(keys.CHOSEN_ROWS, {}).pop(NAME, None)
