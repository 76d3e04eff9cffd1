"""What happens after somebody is picked?"""

from analytics.exhibits import support as exhibits
from pages import shell
from pages.shell.controls.money import choose_posts

view = shell.open_page("support")
if not view.has("caseload"):
    view.hint(
        "This dataset has no caseload, so nothing is known of what was offered to "
        "whom. Load one on the page *Extracts*: each offer of support with the day of "
        "referral, and what else is known of it."
    )

stand, why, services, work, months, roles = view.tabs(
    [
        "Where they stand",
        "Why, what, how it ended",
        "Services",
        "Who refers, who helps",
        "Month by month",
        "Roles",
    ]
)

if stand.open:
    with stand:
        view.show(exhibits.STANDING)
        view.show(exhibits.WAITS)

if why.open:
    with why:
        view.show(exhibits.FLOW)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.REASONS)
        with right:
            view.show(exhibits.ENDINGS)

if services.open:
    with services:
        left, right = view.columns(2)
        with left:
            view.show(exhibits.SERVICES)
        with right:
            view.show(exhibits.WITHOUT)
            view.show(exhibits.EACH)
        view.show(exhibits.UNUSED)

if work.open:
    with work:
        view.show(exhibits.PRACTICES)
        picture = view.place()
        posts = choose_posts(exhibits.posts_of(view.gate))
        with picture:
            view.show(exhibits.LOAD, posts)
        view.show(exhibits.COORDINATORS)

if months.open:
    with months:
        view.show(exhibits.MONTHS)

if roles.open:
    with roles:
        view.show(exhibits.ARRS)
        left, right = view.columns([5, 3])
        with left:
            view.show(exhibits.AROUND)
        with right:
            view.show(exhibits.GP_TIME)

view.where_next(
    "what became of their attendances, and what was to be expected anyway, on "
    "*Before and after*; who has not been offered anything on *Frequent attenders*."
)
view.method()
