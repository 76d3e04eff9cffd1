"""The workbook of a month from the numbers of the submission."""

from datetime import date

from analytics.disclosure import Protected
from analytics.export.scorecard.fill import FilledTemplate, Numbers, fill
from analytics.export.scorecard.places import find, listed_for
from analytics.export.scorecard.workbook import Workbook
from analytics.measures.scorecard.submission import COHORT


def projects_of(template: bytes) -> list[str]:
    """The projects that a template lists, in order. Raises InputError as `fill`."""
    book = Workbook.read(template)
    place = find(book).project
    return [str(one) for one in listed_for(book, place)] if place else []


def submit(
    template: bytes, found: Protected, month: date, project: str
) -> FilledTemplate:
    """found: of `measures.scorecard.submission`, exact: the submission has a rule of
    its own for small numbers, so a meeting's rounded ones would be wrong in it. Raises
    ValueError for those, InputError as `fill`."""
    if found.aggregate:
        raise ValueError("A submission is made at a desk, of exact numbers.")
    counts, cohort, missing = {}, {}, {}
    for row in found.table.to_dict("records"):
        where = (row["split"], row["group"])
        if row["missing"]:
            missing[row["slug"]] = row["missing"]
        elif row["slug"] == COHORT:
            cohort[where] = int(row["count"])
        else:
            counts[row["slug"], where] = int(row["count"])
    return fill(template, Numbers(month, counts, cohort, missing), project)
