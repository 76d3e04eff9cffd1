"""The form of a definition: controls that write it, the text itself, its day, and the
name under which it is fixed."""

from datetime import date

import streamlit as st

from analytics.definitions.cohorts import in_words, read
from analytics.definitions.filters import Of, Several, declared
from analytics.definitions.words import counted, people
from analytics.errors import InputError
from analytics.measures.cohorts.askable import default_day, faults_of
from analytics.measures.cohorts.counted import Draft
from analytics.measures.cohorts.fixing import fix
from analytics.measures.counting.offered_values import offered_values
from analytics.store.cohorts import LONGEST, unreadable
from analytics.store.dataset import Dataset
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.signin.person import granted, only
from pages.shell.signin.roles import Act
from pages.shell.view import View

KEPT = {"persist_state": "session"}


def choose_definition(view: View) -> Draft | None:
    """The definition as the form stands, said in words; None where there is none yet,
    or where it cannot be asked, which is told."""
    _what_came_of_it(view.dataset)
    with st.container(border=True):
        _write(view)
        with st.expander("Further parts"):
            _further(view.dataset)
    st.session_state.setdefault(keys.COHORT_TEXT, "")
    text = st.text_area(
        "Definition",
        key=keys.COHORT_TEXT,
        placeholder='age >= 65 and condition "Dementia" and more than 4 A&E '
        "attendances in 12 months",
        help="Parts joined by and, or, not and brackets. The controls above write it; "
        "it may also be written by hand.",
        height=90,
        **KEPT,
    )
    day = _day(view.dataset)
    if not text.strip():
        st.caption("Choose who belongs to it, or write it.")
        return None
    try:
        definition = read(text)
        faults = faults_of(view.dataset, definition, day)
    except InputError as fault:
        tell(fault.problems)
        return None
    if faults:
        tell(tuple(faults))
        return None
    st.markdown(plain(f"People {in_words(definition)}."))
    return Draft(text.strip(), day)


def fix_it(view: View, draft: Draft | None) -> None:
    """The name and the button that fixes the definition for good."""
    if draft is None or not granted(Act.FIX_COHORT):
        return
    name, button = st.columns([3, 1], vertical_alignment="bottom")
    name.text_input(
        "Name of the cohort",
        key=keys.COHORT_NAME,
        max_chars=LONGEST,
        placeholder="First 5,000 households",
        help="A name is given once: who belongs to a fixed cohort never changes.",
    )
    button.button(
        "Fix this cohort",
        key="cohort_fix",
        on_click=only(Act.FIX_COHORT, _fix),
        args=(view.dataset, draft),
        width="stretch",
        type="primary",
    )


def _write(view: View) -> None:
    """The controls at hand: ages, conditions, use."""
    low, high, kind, more, months = st.columns([1, 1, 1.6, 1, 1])
    age = {"min_value": 0, "max_value": 120, "value": None, "placeholder": "any"}
    low.number_input("Age from", key=_key("low"), on_change=_text, **age)
    high.number_input("Age to", key=_key("high"), on_change=_text, **age)
    kinds = {one.slug: one for one in view.kinds}
    kind.selectbox(
        "Use",
        [None, *kinds],
        format_func=lambda slug: kinds[slug].called if slug else "Any use",
        key=_key("kind"),
        on_change=_text,
    )
    more.number_input("More than", 0, 999, 4, key=_key("more"), on_change=_text)
    months.number_input("Months", 1, 60, 12, key=_key("months"), on_change=_text)
    conditions = _conditions(view.dataset)
    if conditions:
        having, without = st.columns(2)
        having.multiselect(
            "With any of these conditions",
            conditions,
            key=_key("with"),
            on_change=_text,
        )
        without.multiselect(
            "With none of these", conditions, key=_key("without"), on_change=_text
        )


def _further(dataset: Dataset) -> None:
    """A control for every other filter of people and places, and for households."""
    places = st.columns(2)
    shown = 0
    for one in _others():
        values = offered_values(dataset, one)
        if len(values) < 2:
            continue
        places[shown % 2].multiselect(
            one.title,
            list(values),
            format_func=values.get,
            key=_key(one.name),
            on_change=_text,
        )
        shown += 1
    places[shown % 2].selectbox(
        "Caseload",
        ["", "on caseload", "not on caseload"],
        format_func=lambda said: said.capitalize() or "On it or not",
        key=_key("caseload"),
        on_change=_text,
    )
    places[(shown + 1) % 2].number_input(
        "In a household with so many like this",
        0,
        20,
        0,
        key=_key("home"),
        on_change=_text,
        help="0: households do not matter. 2: everybody who lives in a household in "
        "which at least two people are like this.",
    )


def _text() -> None:
    """Writes the definition that the controls say."""
    said = st.session_state.get
    parts = []
    if said(_key("low")) is not None:
        parts.append(f"age >= {said(_key('low'))}")
    if said(_key("high")) is not None:
        parts.append(f"age <= {said(_key('high'))}")
    for key, begins in (("with", ""), ("without", "not ")):
        if chosen := said(_key(key)):
            parts.append(f"{begins}condition {_quoted(chosen)}")
    if kind := said(_key("kind")):
        months = said(_key("months"))
        parts.append(f"more than {said(_key('more'))} {kind} in {months} months")
    for one in _others():
        if chosen := said(_key(one.name)):
            parts.append(f"{one.name.replace('_', ' ')} {_quoted(chosen)}")
    if caseload := said(_key("caseload")):
        parts.append(caseload)
    text = " and ".join(parts)
    if text and (least := said(_key("home"))):
        text = f"household where at least {least} ({text})"
    st.session_state[keys.COHORT_TEXT] = text


def _others():
    return [
        one
        for one in declared(Of.PEOPLE, Of.PRACTICES, Of.HOMES)
        if isinstance(one.control, Several) and one.name != "condition"
    ]


def _conditions(dataset: Dataset) -> list[str]:
    one = next(one for one in declared(Of.PEOPLE) if one.name == "condition")
    return list(offered_values(dataset, one))


def _day(dataset: Dataset) -> date:
    usual = default_day(dataset)
    first = dataset.first_day
    return st.date_input(
        "Fixed on",
        usual,
        first,
        max(usual, dataset.last_day),
        format="DD/MM/YYYY",
        key=keys.COHORT_DAY,
        help="Who belongs to it is worked out from what was before this day, and the "
        "cohort is followed from it.",
        **KEPT,
    )


def _key(part: str) -> str:
    return f"{keys.COHORT_PART}_{part}"


def _quoted(values: list[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)


def _fix(dataset: Dataset, draft: Draft) -> None:
    name = st.session_state.get(keys.COHORT_NAME, "")
    try:
        fixed = fix(dataset, name, draft.text, draft.day)
    except InputError as fault:
        st.session_state[keys.COHORT_SAID] = fault.problems
        return
    homes = fixed.cohort.households
    where = f" in {counted(homes, 'household')}" if homes else ""
    st.session_state[keys.COHORT_SAID] = (
        f"Fixed: “{fixed.cohort.name}”, {people(fixed.cohort.people)}{where}. It is a "
        "filter of every page now, under “More filters”."
    )
    st.session_state[keys.COHORT_FIXED] = fixed.cohort.name
    st.session_state[keys.COHORT_NAME] = ""


def _what_came_of_it(dataset: Dataset) -> None:
    said = st.session_state.pop(keys.COHORT_SAID, None)
    if isinstance(said, str):
        st.success(plain(said))
    elif said:
        tell(said)
    if bad := unreadable(dataset):
        tell(bad)
