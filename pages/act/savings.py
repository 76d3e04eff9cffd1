"""What is it worth, and what would it be worth if copied?"""

import streamlit as st

from analytics.exhibits import savings as exhibits
from pages import shell
from pages.shell.controls import money
from pages.shell.controls.cohort import choose_cohort

view = shell.open_page("savings")
with view.controls():
    question = choose_cohort(view)
costs = exhibits.costs(view.gate, question.kind)

here, copy, studies = view.tabs(["Worth here", "If copied", "What studies found"])

if here.open:
    with here:
        picture = view.place()
        programme = money.choose_programme(costs)
        with picture:
            view.show(exhibits.WATERFALL, question, programme)
        view.show(exhibits.SURETY, question, programme)

if copy.open:
    with copy:
        picture = view.place()
        scenario = money.choose_scenario(costs)
        with picture:
            view.show(exhibits.PLAN, question, scenario)
        st.caption(
            "The effect is the one measured on this page, or, where none can be "
            "claimed, that of the controlled studies. The address of this page holds "
            "the plan: copy it to share it."
        )

if studies.open:
    with studies:
        view.show(exhibits.TRIALS, question)

view.method()
