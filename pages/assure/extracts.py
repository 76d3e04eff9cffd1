"""Does my file fit? Load it, see what it changed, switch datasets."""

from analytics.figures.quality import extracts as figures
from analytics.measures import coverage
from pages import shell
from pages.shell.loading import datasets, upload

view = shell.open_page("extracts", needs_people=False)
this, own, others = view.tabs(["This dataset", "Load my own", "All datasets"])

if this.open:
    with this:
        view.show(
            figures.coverage(
                view.ask(coverage.by_month),
                view.dataset.default_as_at,
                len(view.dataset.manifest.problems),
                view.look,
            ),
            height=None,
        )
        view.show(
            figures.rows(view.protect(coverage.rows(view.dataset))), table_open=True
        )
        view.show(figures.sources(view.protect(coverage.sources(view.dataset))))
        view.where_next(
            "what was left out, what was warned of, and what each flaw does to the "
            "answers, on *Quality*."
        )

if own.open:
    with own:
        datasets.remember_a_load()
        upload.check_or_load(view, *upload.choose_files())
        datasets.after_a_load(view)

if others.open:
    with others:
        datasets.list_and_switch(view)

view.method("extracts")
