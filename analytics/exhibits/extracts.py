"""What the page of extracts shows: what is loaded, and what a version changed against
another (asked about that other dataset)."""

from analytics.exhibits.exhibit import Exhibit, Page
from analytics.figures.quality import changes as changed
from analytics.figures.quality import extracts as figures
from analytics.measures.over_time import changes, coverage

COVERAGE = Exhibit(
    "coverage",
    "How far does each extract reach?",
    asks=lambda: [(coverage.by_month,)],
    draws=figures.coverage,
    height=None,
)
ROWS = Exhibit(
    "rows",
    "What is loaded?",
    asks=lambda: [(coverage.rows,)],
    draws=lambda found, look: figures.rows(found),
    table_open=True,
)
SOURCES = Exhibit(
    "sources",
    "Which files were read, and as what?",
    asks=lambda: [(coverage.sources,)],
    draws=lambda found, look: figures.sources(found),
)
VERSIONS = Exhibit(
    "versions",
    "Which versions are kept?",
    asks=lambda kept: [(coverage.kept_versions, kept)],
    draws=lambda found, kept, look: figures.versions(found),
    table_open=True,
)
CHANGED_MONTHS = Exhibit(
    "changed_months",
    "Which months changed?",
    asks=lambda old: [(changes.by_month, old)],
    draws=lambda found, old, look: changed.months(found, look),
    height=None,
)
CHANGED_FIGURES = Exhibit(
    "changed_figures",
    "Which figures that were told before changed?",
    asks=lambda old: [(changes.figures, old)],
    draws=lambda found, old, look: changed.figures(found),
    table_open=True,
)
CHANGED_PEOPLE = Exhibit(
    "changed_people",
    "Who is new, and who is no longer there?",
    asks=lambda old: [(changes.people, old)],
    draws=lambda found, old, look: changed.people(found),
)
CHANGED_PROBLEMS = Exhibit(
    "changed_problems",
    "Which problems on loading are new or gone?",
    asks=lambda old: [(changes.problems, old)],
    draws=lambda found, old, look: changed.problems(found),
)

PAGE = Page(
    "extracts",
    "Extracts",
    (
        COVERAGE,
        ROWS,
        SOURCES,
        VERSIONS,
        CHANGED_MONTHS,
        CHANGED_FIGURES,
        CHANGED_PEOPLE,
        CHANGED_PROBLEMS,
    ),
)
