"""Did attendances fall, and by how much more than they would have anyway?"""

from analytics.exhibits import before_after as exhibits
from pages import shell
from pages.shell.controls.cohort import choose_cohort
from pages.shell.controls.outcomes.choice import choose_target, targets_there

view = shell.open_page("before_after")
with view.controls():
    question = choose_cohort(view)

answer, methods, otherwise, placebo, targets, everybody, people = view.tabs(
    [
        "Answer",
        "Why believe it",
        "Asked other ways",
        "When no programme ran",
        "Targets",
        "Everybody",
        "One by one",
    ],
    at_a_desk=["One by one"],
)

if answer.open:
    with answer:
        view.heading(exhibits.COURSE, question)
        view.show(exhibits.CLAIMED, question)
        view.show(exhibits.REACH, question)
        left, right = view.columns([5, 3])
        with left:
            view.show(exhibits.COURSE, question, headed=False)
        with right:
            view.show(exhibits.LEVELS, question, headed=False)
        view.show(exhibits.BESIDE, question)
        view.show(exhibits.FOLLOWED, question)
        view.show(exhibits.REMARKS, question)
        view.show(exhibits.ENGAGED, question)
        view.show(exhibits.SINCE_JOINING, question)

if methods.open:
    with methods:
        view.show(exhibits.CHECKS, question)
        view.show(exhibits.LADDER, question)
        view.show(exhibits.METHODS, question)
        view.show(exhibits.BALANCE, question)

if otherwise.open:
    with otherwise:
        view.show(exhibits.OTHERWISE, question)
        view.show(exhibits.FURTHER_ON, question)

if placebo.open:
    with placebo:
        view.show(exhibits.PLACEBOS, question)

if targets.open:
    with targets:
        outcomes = targets_there(view)
        view.show(exhibits.OUTCOMES, outcomes)
        view.show(exhibits.OUTCOME_COURSE, *choose_target(view, outcomes))
        view.show(exhibits.OUTCOMES_SETTLED, outcomes)

if everybody.open:
    with everybody:
        view.show(exhibits.PLACE, question)
        view.show(exhibits.EVERYBODY, question.kind)

if people.open:
    with people:
        view.show(exhibits.ONE_BY_ONE, question)

view.method()
