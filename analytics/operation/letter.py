"""What became of a refresh, as plain text that can be mailed: what came, what was left
out and why, what is different from the version before, what to do next. Counts of
people are protected as in a meeting: a letter leaves the room."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from analytics.definitions.contract import TABLES
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.disclosure import Audience, Protected, protect
from analytics.errors import Problem
from analytics.figures.quality import changes as figures
from analytics.figures.theme import LIGHT
from analytics.measures.over_time import changes
from analytics.store.dataset import Dataset
from analytics.store.earlier import open_version, version_before

LATE, GONE = "late change", "gone"  # what is not usual of a month
LIVE, HELD, REFUSED, FAILED = "live", "held back", "refused", "failed"
NEXT = {
    LIVE: "Nothing, unless something above is a surprise: Quality and Extracts say "
    "more.",
    HELD: "Look into what is different. Make it live on Extracts if it is right; else "
    "have the extracts sent again. Until then the version before is shown.",
    REFUSED: "Do what each line above says and load again. What was live is shown.",
    FAILED: "This is a fault of ours, not of the data: the log has it. Nothing loaded "
    "is lost; what was live is shown.",
}


def doubts(new: Dataset, old: Dataset) -> list[str]:
    """What of a new version is not usual, one sentence each: months that were complete
    and have changed, months that are gone, nobody in both, rows left out that are many
    more."""
    found = []
    months = protect(changes.by_month(new, Filters(), old), Audience.AGGREGATE)
    if months.table["state"].isin((LATE, GONE)).any():
        found.append(f"{figures.months(months, LIGHT).title}.")
    people = changes.people(new, Filters(), old).table.set_index("what")["people"]
    if people["In both versions"] == 0 and people["No longer there"]:
        found.append("Nobody is in both versions.")
    for kind in old.kinds:
        if not new.has(kind.table.name):
            found.append(f"No {kind.called} came.")
    return found


def written(
    name: str,
    state: str,
    dataset: Dataset | None,
    problems: Sequence[Problem] = (),
    held: Sequence[str] = (),
) -> str:
    """The letter. dataset: what was loaded, live or held back; None where nothing was.
    problems: why it was refused; held: the doubts."""
    now = datetime.now()
    lines = [
        f"Subject: {name}: refresh of {day_in_words(now.date())}, {state}",
        "",
        f"The refresh of {name} on {day_in_words(now.date())}, {now:%H:%M}: {state}.",
    ]
    if problems:
        lines += ["", "Why", *(f"- {one.sentence()}" for one in problems)]
    if dataset:
        lines += ["", "What came", *_came(dataset)]
        lines += ["", "Rows", *_rows(dataset)]
        if held:
            lines += ["", "More different than is usual", *(f"- {h}" for h in held)]
        lines += _beside_the_last(dataset)
        said = [str(one["message"]) for one in dataset.manifest.problems]
        lines += ["", "Warnings", *(f"- {one}" for one in said or ["None."])]
    return "\n".join([*lines, "", "Next", f"- {NEXT[state]}", ""])


def _came(dataset: Dataset) -> Iterator[str]:
    for one in dataset.manifest.sources:
        title = TABLES[one.table].title if one.table in TABLES else one.table
        yield f"- {title}: {one.file}, {one.rows:,} rows"
    for span in dataset.manifest.spans:
        if span.first and span.last:
            first, last = day_in_words(span.first), day_in_words(span.last)
            yield f"- {TABLES[span.table].title}: {first} to {last}"


def _rows(dataset: Dataset) -> Iterator[str]:
    for one in dataset.manifest.accounts:
        yield (
            f"- {TABLES[one.table].title}: {one.rows:,} came, {one.kept:,} kept, "
            f"{one.left_out:,} left out"
        )
        for why in dataset.manifest.exclusions:
            if why.table == one.table and why.rows:
                yield f"    {why.rows:,}: {why.reason}"


def _beside_the_last(dataset: Dataset) -> list[str]:
    before = version_before(dataset)
    if before is None:
        return ["", "Beside the version before", "- There is none of other contents."]
    old = open_version(dataset.name, before, dataset.folder.parents[1])

    def shown(measure) -> Protected:  # type: ignore[no-untyped-def]
        return protect(measure(dataset, Filters(), old), Audience.AGGREGATE)

    told = shown(changes.figures)
    loaded = day_in_words(datetime.fromisoformat(old.manifest.created).date())
    titles = [
        figures.months(shown(changes.by_month), LIGHT).title,
        figures.people(shown(changes.people)).title,
        figures.problems(shown(changes.problems)).title,
    ]
    rows = told.in_words().itertuples(index=False)
    return [
        *("", f"Beside the version loaded on {loaded}"),
        *(f"- {one}." for one in titles),
        *("", "By the usual rule, in protected counts (before, now)"),
        *(f"- {row[0]}, 12 months to {row[1]}: {row[2]}, {row[3]}" for row in rows),
    ]
