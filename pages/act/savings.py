"""What is it worth, and what would it be worth if copied?"""

import streamlit as st

from analytics.figures import savings as figures
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.impact import impact_of
from analytics.measures.savings import worth_tables
from analytics.measures.savings.worth import (
    copied,
    costs_to_choose,
    how_sure,
    plan_cost,
    worth,
)
from pages import shell
from pages.shell.controls import money
from pages.shell.controls.cohort import choose_cohort

view = shell.open_page("savings")
question = choose_cohort(view)
found = view.ask(
    impact_of,
    question.setting,
    question.cohort,
    question.index_date,
    question.follow_up,
)
stamp = view.dataset.fingerprint
rungs = view.protect(impact_tables.rungs(found, stamp))
costs = view.ask(costs_to_choose, question.setting)

here, copy, studies = view.tabs(["Worth here", "If copied", "What studies found"])

if here.open:
    with here:
        picture = view.place()
        posts, other, cash = money.choose_programme()
        cost = money.choose_cost(costs)
        value = worth(found, cost, posts, other, cash)
        steps = view.protect(worth_tables.steps(found, value, stamp))
        with picture:
            view.show(figures.waterfall(steps, value.words, view.look), height=280)
        view.say(view.unless_hidden(rungs, how_sure(value, roughly=view.aggregate)))

if copy.open:
    with copy:
        picture = view.place()
        scenario = money.choose_scenario(costs, plan_cost())
        plan = copied(found, scenario)
        ways = view.protect(worth_tables.ways(found, plan, scenario, stamp))
        with picture:
            view.show(figures.plan(ways, plan.words, view.look), height=170)
        st.caption(
            "The effect is the one measured on this page, or, where none can be "
            "claimed, that "
            "of the controlled studies. The address of this page holds the plan: copy "
            "it to share it."
        )

if studies.open:
    with studies:
        view.show(
            figures.trials(view.protect(worth_tables.trials(found, stamp)), view.look),
            height=380,
        )

view.method("savings")
