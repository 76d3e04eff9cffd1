"""Quality and the description of a dataset are of every kind that it holds; rules,
filters and windows of A&E and GP alone."""

from datetime import date

import pytest

from analytics.definitions.filters import Filters, declared
from analytics.measures.over_time import coverage
from analytics.measures.quality import fields, months
from analytics.measures.quality.findings import findings
from analytics.measures.summary import summary
from analytics.store.load.build import LoadInputs, load
from tests.contract.care.layouts import CALLS, CSDS, PEOPLE, SUS_APC, SUS_OP
from tests.contract.extracts import AE_HEADER, ae_rows, text, written

OTHERS = (SUS_APC, SUS_OP, CSDS, CALLS)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("care")
    given = {
        one.flag: (written(folder, f"{one.flag}.csv", one.text()),) for one in OTHERS
    }
    ae = written(folder, "ae.csv", text(AE_HEADER, ae_rows(PEOPLE)))
    return load(LoadInputs(ae=(ae,), **given), "care", root=folder / "home")


def test_quality_looks_at_every_kind(dataset):
    asked = Filters(as_at=date(2024, 3, 31))
    titles = {kind.table.title for kind in dataset.kinds}
    assert len(titles) == 5
    assert set(months.months(dataset, asked).table["extract"]) == titles
    assert set(coverage.by_month(dataset, asked).table["extract"]) == titles
    told = findings(dataset, asked).table
    assert not told.empty
    for kind in dataset.kinds:
        filled = fields.completeness(dataset, asked, kind).table
        assert set(filled["field"]) == {one.title for one in kind.needed}
    spells = next(kind for kind in dataset.kinds if kind.slug == SUS_APC.flag)
    filled = fields.completeness(dataset, asked, spells).table
    none = filled.loc[filled["filled"] == 0, "field"]
    assert set(none) == {"Cost"}  # the layout has none; all else is in every row
    there = filled[filled["field"] != "Cost"]
    assert (there["filled"] == there["rows"]).all() and len(there)


def test_rules_and_windows_are_of_a_and_e_alone(dataset):
    assert [kind.slug for kind in dataset.kinds_with_rule] == ["ae"]
    assert dataset.last_day == date(2024, 3, 17)  # the others end in May
    names = {one.name for one in declared()}
    assert "ae_more_than" in names and "inpatient_more_than" not in names
    found = summary(dataset, Filters(as_at=date(2024, 3, 31)))
    assert found["ae"]["attendances"] == len(PEOPLE) and "inpatient" not in found
