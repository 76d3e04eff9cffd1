"""Does my file fit? Load it, see what it changed, switch datasets."""

from analytics.exhibits import extracts as exhibits
from pages import shell
from pages.shell.loading import datasets, upload
from pages.shell.signin.person import granted
from pages.shell.signin.roles import Act

view = shell.open_page("extracts", needs_people=False)
this, own, others = view.tabs(["This dataset", "Load my own", "All datasets"])

if this.open:
    with this:
        view.show(exhibits.COVERAGE)
        view.show(exhibits.ROWS)
        view.show(exhibits.SOURCES)
        view.where_next(
            "what was left out, what was warned of, and what each flaw does to the "
            "answers, on *Quality*."
        )

if own.open:
    with own:
        if granted(Act.LOAD):
            datasets.remember_a_load()
            upload.check_or_load(view, *upload.choose_files())
            datasets.after_a_load(view)

if others.open:
    with others:
        datasets.list_and_switch(view)

view.method()
