"""A kind of event that the product does not know: what is loaded of it, its flaws."""

import pandas as pd

from analytics.figures.quality import extracts, heat_maps
from analytics.figures.quality import tables as quality_figures
from analytics.figures.theme import LIGHT
from analytics.measures.over_time import coverage as loaded
from analytics.measures.quality import codes, joins, levels, months
from analytics.measures.quality.coverage import coverage, place_months
from analytics.measures.quality.fields import completeness
from analytics.measures.quality.findings import findings
from analytics.store.layout import STORED
from tests.segments.small import write
from tests.spec.third_kind.asked import ASKED, shown
from tests.support.third_kind import DENTAL
from tests.support.third_kind_stored import FIRST, LAST


def test_what_is_loaded(dataset, events):
    found = loaded.by_month(dataset, ASKED)
    rows = found.table[found.table["extract"] == "Dental appointments"]
    assert rows["counted"].sum() == (events["dental"]["status"] == "attended").sum()
    assert extracts.coverage(shown(found), LIGHT).title.startswith("Both extracts are")


def test_quality(dataset, events):
    out = events["dental"]
    counted = out[out["status"] == "attended"]
    status = completeness(dataset, ASKED, DENTAL).table
    assert status[status["field"] == "Status"]["rows"].sum() == len(out)
    where = status[status["field"] == "Practice"]
    assert where["rows"].sum() == len(counted) == where["filled"].sum()
    drawn = heat_maps.completeness(shown(completeness(dataset, ASKED, DENTAL)), LIGHT)
    assert drawn.title.startswith("Every field is filled in")
    there = coverage(dataset, ASKED, DENTAL)
    assert there.table["counted"].sum() == len(counted)
    cells = place_months(dataset, ASKED, DENTAL)
    drawn = heat_maps.coverage(shown(there), shown(cells), LIGHT)
    assert drawn.title == "All 3 practices have rows throughout"
    whole = months.months(dataset, ASKED)
    assert "Dental appointments" in quality_figures.months(shown(whole), LIGHT).title
    join = joins.joins(dataset, ASKED).table
    both = set(counted["person"]) & set(events["ae"]["person"])
    assert join["ae_in_dental"].sum() == len(both)
    said = quality_figures.joins(shown(joins.joins(dataset, ASKED))).title
    assert "of the people in A&E at 3 practices have a Dental appointment" in said
    assert codes.codes(dataset, ASKED).table["extract"].unique().tolist() == [
        "A&E attendances"
    ]
    assert levels.level_changes(dataset, ASKED).table.empty
    told = quality_figures.findings(shown(findings(dataset, ASKED)))
    assert "Dental" not in " ".join(told.table["What is so"])


def test_a_flaw_of_the_third_kind_is_told(dataset, events, tmp_path):
    """A month of its extract that is lost, and a field that is not there."""
    frames = {name: read(dataset, name) for name in STORED}
    out = frames["dental_appointments"]
    lost = out["appointment_at"].between("2023-10-01", "2023-11-01")
    frames["dental_appointments"] = out[~lost].assign(status=None)
    flawed = write(tmp_path, frames, FIRST, LAST)
    told = quality_figures.findings(shown(findings(flawed, ASKED))).table["What is so"]
    said = " ".join(told)
    assert "Dental appointments have no status at all" in said
    assert "Dental appointments have almost no rows in October 2023" in said


def read(dataset, name):
    return pd.read_parquet(dataset.folder / f"{name}.parquet")
