"""Who is a group of people, what do they need, whom did we reach, and did it help?"""

from analytics.exhibits import cohorts as exhibits
from analytics.measures.cohorts.profile import about
from pages import shell
from pages.shell.cohorts import define, fixed

view = shell.open_page("cohorts", asked=about)
view = view.with_filters(view.filters.of_everybody)
DEFINE, ACT = "Define", "Act"
defining, understand, act, learn = view.tabs(
    [DEFINE, "Understand", ACT, "Learn"], at_a_desk=[DEFINE, ACT]
)

if defining.open:
    with defining:
        wanted = define.choose_definition(view)
        view.show(exhibits.COUNTED, wanted)
        define.fix_it(view, wanted)

if understand.open:
    with understand:
        cohort = fixed.choose_fixed(view)
        if cohort:
            view.show(exhibits.BECAME, cohort)
            left, right = view.columns(2)
            with left:
                view.show(exhibits.PROFILE, cohort)
            with right:
                view.show(exhibits.USE, cohort)

if act.open:
    with act:
        cohort = fixed.choose_fixed(view)
        if cohort:
            view.show(exhibits.REACHED, cohort)
            fixed.filter_by(cohort)
            view.show(exhibits.LIST, cohort)

if learn.open:
    with learn:
        cohort = fixed.choose_fixed(view)
        if cohort:
            question = fixed.question_of(view, cohort)
            view.heading(exhibits.COURSE, question)
            view.show(exhibits.CLAIMED, question)
            left, right = view.columns([5, 3])
            with left:
                view.show(exhibits.COURSE, question, headed=False)
            with right:
                view.show(exhibits.LEVELS, question, headed=False)
            view.show(exhibits.REMARKS, question)

view.where_next(
    "what else they use on *Footprint*; their worklist on *Frequent attenders*, with "
    "the cohort as a filter; why to believe the answer on *Before and after*."
)
view.method()
