"""What kinds of need: groups found in the data by age and diagnosis, and those known
from studies."""

from analytics.exhibits import segments as exhibits
from pages import shell

EVERYONE = "Everyone in one picture"
OF_GROUPS = {
    "Each group": exhibits.EACH_GROUP,
    "Each published kind": exhibits.EACH_KIND,
    "What sets the groups apart": exhibits.APART,
    EVERYONE: exhibits.PICTURE,
}
BY_DEGREES = {
    "Each published kind": exhibits.EACH_KIND,
    EVERYONE: exhibits.PICTURE,
}
WITHOUT = {"Each published kind": exhibits.EACH_KIND}

view = shell.open_page("segments")

grouped = exhibits.has_groups(view.gate)
degrees = not grouped and exhibits.by_degrees(view.gate)

left, right = view.columns(2)
for side, exhibit in zip(
    (left, right),
    # where the data have no groups, the rules lead
    (exhibits.GROUPS, exhibits.KINDS) if grouped else (exhibits.KINDS, exhibits.GROUPS),
    strict=True,
):
    with side:
        view.show(exhibit)

inside = OF_GROUPS if grouped else BY_DEGREES if degrees else WITHOUT
tabs = view.tabs(list(inside), at_a_desk=[EVERYONE])
for tab, exhibit in zip(tabs, inside.values(), strict=True):
    if tab.open:
        with tab:
            view.show(exhibit)

view.method()
