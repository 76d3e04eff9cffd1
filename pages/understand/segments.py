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
WITHOUT = {"Each published kind": exhibits.EACH_KIND}

view = shell.open_page("segments")

left, right = view.columns(2)
with left:
    view.show(exhibits.GROUPS)
with right:
    view.show(exhibits.KINDS)

inside = OF_GROUPS if exhibits.has_groups(view.gate) else WITHOUT
tabs = view.tabs(list(inside), at_a_desk=[EVERYONE])
for tab, exhibit in zip(tabs, inside.values(), strict=True):
    if tab.open:
        with tab:
            view.show(exhibit)

view.method()
