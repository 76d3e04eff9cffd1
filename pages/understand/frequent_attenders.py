"""Who attends often by the rule chosen, at the GP, at A&E, at both?"""

from analytics.exhibits import frequent_attenders as exhibits
from analytics.measures.who.overlap import pairs
from pages import shell
from pages.shell.controls import list_choice
from pages.shell.signin.person import granted
from pages.shell.signin.roles import Act
from pages.shell.worklist import tab as worklist

view = shell.open_page("frequent_attenders")
with view.controls():
    kind = view.choose_kind()

LIST, WORKLIST = "The list", "Worklist"
who, what, when, rules, rows, work = view.tabs(
    ["Who", "What for", "When", "Other rules", LIST, WORKLIST],
    at_a_desk=[LIST, WORKLIST],
)

if who.open:
    with who:
        view.show(exhibits.DISTRIBUTION, kind)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.AGE_AND_SEX, kind)
        with right:
            for pair in pairs(view.dataset):
                view.show(exhibits.OVERLAP, *pair)
            if len(view.kinds_with_rule) == 1:
                view.hint(
                    "With both a GP and an A&E extract, this shows who attends both "
                    "often."
                )

if what.open:
    with what:
        view.show(exhibits.REASONS, kind)
        view.show(exhibits.TERMS, kind)

if when.open:
    with when:
        view.show(exhibits.ARRIVALS, kind)
        if not kind.round_the_clock:
            view.hint("Hours of arrival are for A&E. Choose A&E above.")

if rules.open:
    with rules:
        left, right = view.columns(2)
        with left:
            view.show(exhibits.SENSITIVITY, kind)
        with right:
            view.show(exhibits.CONCENTRATION, kind)

if rows.open:
    with rows:
        view.show(exhibits.LIST, list_choice.choose_people(kind, view.has("caseload")))
        view.show(exhibits.TIMELINE, view.chosen_in(exhibits.LIST), kind)

if work.open:
    with work:
        if granted(Act.WORKLIST):
            desk = worklist.opened(view, kind)
            view.show(exhibits.WORK, desk.now, desk.wanted)
            person = view.chosen_in(exhibits.WORK)
            desk.decide(person)
            view.show(exhibits.HISTORY, desk.now, person)
            desk.hand_over()

view.method()
