"""Who attends often by the rule chosen, at the GP, at A&E, at both?"""

from analytics.figures import attenders as figures
from analytics.figures import profile as profiles
from analytics.measures import attenders, distribution, profile
from pages import shell

view = shell.open_page("frequent_attenders")
setting = view.choose_setting()
more_than = {"ae": view.filters.ae_more_than, "gp": view.filters.gp_more_than}[setting]

who, what, when, rules, rows = view.tabs(
    ["Who", "What for", "When", "Other rules", "The 30 who attend most"]
)

if who.open:
    with who:
        spread = view.ask(distribution.distribution, setting)
        view.show(
            figures.distribution(spread, setting, more_than, view.look), height=None
        )
        left, right = view.columns(2)
        with left:
            view.show(
                profiles.age_and_sex(view.ask(profile.age_and_sex, setting), view.look)
            )
        with right:
            if len(view.settings()) == 2:
                view.show(figures.overlap(view.ask(profile.overlap), view.look))
            else:
                view.say(
                    "With both a GP and an A&E extract, this shows who attends "
                    "both often."
                )

if what.open:
    with what:
        groups = view.ask(profile.reasons, setting, "group")
        view.show(profiles.reasons(groups, setting, view.look), height=380)
        terms = view.ask(profile.reasons, setting, "term")
        view.show(profiles.reasons(terms, setting, view.look), height=380)

if when.open:
    with when:
        if setting == "ae":
            view.show(
                profiles.arrivals(
                    view.ask(profile.arrivals),
                    view.ask(profile.arrival_parts),
                    view.look,
                ),
                height=None,
            )
        else:
            view.say("Hours of arrival are for A&E. Choose A&E above.")

if rules.open:
    with rules:
        left, right = view.columns(2)
        with left:
            found = view.ask(distribution.sensitivity, setting)
            view.show(figures.sensitivity(found, setting, view.look))
        with right:
            top_shares = view.ask(distribution.concentration, setting)
            view.show(figures.concentration(top_shares, setting, view.look), height=160)

if rows.open:
    with rows:
        top = view.ask(attenders.top_attenders, setting)
        view.show(figures.top(top, setting, view.look), table_open=True)

view.method("frequent_attenders")
