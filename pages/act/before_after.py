"""Did attendances fall, and by how much more than they would have anyway?"""

from analytics.figures import impact as figures
from analytics.figures import process
from analytics.measures.before_after import impact as measure
from analytics.measures.before_after import impact_tables
from analytics.measures.trend import monthly
from analytics.methods.impact import words
from pages import shell
from pages.shell.controls.cohort import choose_cohort

view = shell.open_page("before_after")
question = choose_cohort(view)
asked = (question.setting, question.cohort, question.index_date)
found = view.ask(measure.impact_of, *asked, question.follow_up)
stamp = view.dataset.fingerprint
outcome, rungs = (
    view.protect(table(found, stamp))
    for table in (impact_tables.outcome, impact_tables.rungs)
)
course = view.protect(
    impact_tables.course(
        found, stamp, impact_tables.months_together(found, view.aggregate)
    )
)

answer, methods, otherwise, placebo, everybody, aims, people = view.tabs(
    [
        "Answer",
        "Why believe it",
        "Asked other ways",
        "When no programme ran",
        "Everybody",
        "Targets",
        "One by one",
    ]
)

if answer.open:
    with answer:
        by_month = figures.course(
            course, rungs, words.finding(found), words.verdict(found), view.look
        )
        view.heading(by_month)
        left, right = view.columns([5, 3])
        with left:
            view.show(by_month, height=270, headed=False)
        with right:
            view.show(
                figures.levels(outcome, rungs, view.look), height=270, headed=False
            )
        view.say(figures.followed(outcome))
        view.notes(found.notes)
        view.show_if(figures.engaged, impact_tables.engaged(found, stamp), height=110)

if methods.open:
    with methods:
        view.show(
            figures.ladder(rungs, found.best.why_this_rung, view.look), height=170
        )
        for estimate in found.estimates:
            view.say(
                f"**{estimate.label}.** {view.unless_hidden(rungs, estimate.paragraph)}"
            )
            view.notes(estimate.assumptions, "What it assumes, for an analyst")
        view.show_if(figures.balance, impact_tables.balance(found, stamp), height=None)

if otherwise.open:
    with otherwise:
        ways = view.ask(measure.asked_otherwise, *asked, question.follow_up)
        view.show_if(
            figures.variants,
            impact_tables.variants(
                found,
                stamp,
                ways,
                "asked_otherwise",
                "The same question asked other ways",
            ),
            height=460,
        )
        later = view.ask(measure.further_on, *asked)
        view.show_if(
            figures.variants,
            impact_tables.variants(
                found, stamp, later, "further_on", "Shorter and longer follow-up"
            ),
            height=220,
        )

if placebo.open:
    with placebo:
        past = view.ask(measure.when_no_programme_ran, *asked, question.follow_up)
        view.show_if(
            figures.placebos,
            impact_tables.variants(
                found,
                stamp,
                past,
                "placebos",
                "The same analysis when no programme ran",
            ),
            height=220,
        )

if everybody.open:
    with everybody:
        view.show(
            process.months(
                view.ask(monthly, question.setting), question.setting, view.look
            )
        )

if aims.open:
    with aims:
        judged = view.ask(
            measure.against_targets, question.index_date, question.follow_up
        )
        view.show(
            figures.targets(view.protect(impact_tables.targets(judged, stamp))),
            table_open=True,
        )

if people.open:
    with people:
        view.show_if(figures.one_by_one, impact_tables.one_by_one(found, stamp))

view.method("before_after")
