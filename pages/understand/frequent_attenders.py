"""Who attends often by the rule chosen, at the GP, at A&E, at both?"""

from analytics.exhibits import frequent_attenders as exhibits
from pages import shell

view = shell.open_page("frequent_attenders")
service = view.choose_setting()

who, what, when, rules, rows = view.tabs(
    ["Who", "What for", "When", "Other rules", "The 30 who attend most"]
)

if who.open:
    with who:
        view.show(exhibits.DISTRIBUTION, service)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.AGE_AND_SEX, service)
        with right:
            view.show(exhibits.OVERLAP)
            if len(view.settings()) == 1:
                view.hint(
                    "With both a GP and an A&E extract, this shows who attends both "
                    "often."
                )

if what.open:
    with what:
        view.show(exhibits.REASONS, service)
        view.show(exhibits.TERMS, service)

if when.open:
    with when:
        view.show(exhibits.ARRIVALS, service)
        if service not in exhibits.ARRIVE:
            view.hint("Hours of arrival are for A&E. Choose A&E above.")

if rules.open:
    with rules:
        left, right = view.columns(2)
        with left:
            view.show(exhibits.SENSITIVITY, service)
        with right:
            view.show(exhibits.CONCENTRATION, service)

if rows.open:
    with rows:
        view.show(exhibits.TOP, service)

view.method()
