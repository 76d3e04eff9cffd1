"""Does my file fit? Load it, see its quality, switch datasets."""


from analytics.figures import extracts as figures
from analytics.measures import coverage
from pages import shell
from pages.shell import datasets, loading

view = shell.open_page("extracts", needs_people=False)
this, own, others = view.tabs(["This dataset", "Load my own", "All datasets"])

if this.open:
    with this:
        manifest = view.dataset.manifest
        view.show(figures.coverage(view.ask(coverage.by_month), view.dataset.default_as_at,
                                   len(manifest.problems), view.look), height=None)
        view.show(figures.rows(view.protect(coverage.rows(view.dataset))), table_open=True)
        view.show(figures.left_out(view.protect(coverage.left_out(view.dataset))), table_open=True)
        view.notes([problem["message"] for problem in manifest.problems])
        view.show(figures.sources(view.protect(coverage.sources(view.dataset))))

if own.open:
    with own:
        loading.check_or_load(view, *loading.choose_files())

if others.open:
    with others:
        datasets.list_and_switch(view)

view.method("extracts")
