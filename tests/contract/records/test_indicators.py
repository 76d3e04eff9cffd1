"""A table of indicators: every fault at once, and a Fingertips download as it comes."""

import duckdb
import pytest

from analytics.definitions.indicators.periods import period_of
from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check, load
from analytics.store.load.canonical.indicators.words import target

GP = (
    "patient_id,appointment_at,practice_code\n"
    "9000000009,2024-03-01 10:00,Y1\n9000000017,2024-03-02 10:00,Y2\n"
    "9000000017,2024-03-30 10:00,Y3\n"
)
PRACTICES = (
    "practice_code,name,pcn,pcn_code,place\n"
    "Y1,Ash,Alpha,U1,East\nY2,Elm,Alpha,U1,East\n"
)
HEADER = "place,indicator,period,numerator,denominator,target,direction"
GOOD = "Y1,SMOK004,2024-03-01,30,40,75%,higher"
FAULTS = {
    "indicator_place_unknown": "Y9,SMOK004,2024-03-01,30,40,,",
    "indicator_unknown": "Y1,NOPE,2024-03-01,30,40,,",
    "indicator_period_unreadable": "Y2,SMOK004,13/03/24,30,40,,",
    "indicator_count_missing": "Y2,SMOK004,May 2024,,100,,",
    "indicator_count_unreadable": "Y2,SMOK004,Jun 2024,x,100,,",
    "indicator_percentage": "Y2,SMOK004,Jul 2024,86.15,100,,",
    "indicator_above_denominator": "Y2,SMOK004,Aug 2024,50,40,,",
    "indicator_target_unreadable": "Y2,SMOK004,Sep 2024,7,100,lots,",
    "indicator_direction_unreadable": "Y2,SMOK004,Oct 2024,7,100,,sideways",
    "indicator_twice": "Y1,SMOK004,Mar 2024,31,40,75%,higher",
}


def given(folder, rows, header=HEADER) -> LoadInputs:
    files = {"gp": GP, "practices": PRACTICES, "indicators": "\n".join([header, *rows])}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    return LoadInputs(
        accept_left_out=True, **{name: [folder / f"{name}.csv"] for name in files}
    )


def told(folder, rows, header=HEADER) -> dict:
    """rule → problem, of everything told by a check."""
    try:
        found = check(given(folder, rows, header), root=folder / "home").problems
    except InputError as fault:
        found = fault.problems
    return {one.rule: one for one in found if one.file.startswith("indicators")}


def stored(folder, rows, header=HEADER):
    dataset = load(given(folder, rows, header), "one", root=folder / "home")
    return duckdb.sql(
        "SELECT level, place, indicator, starts_on::VARCHAR, months, numerator, "
        f"denominator FROM '{dataset.folder}/indicators.parquet' ORDER BY ALL"
    ).fetchall()


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_told_with_its_row_and_nothing_else_is(rule, tmp_path):
    found = told(tmp_path, [GOOD, FAULTS[rule]])
    found.pop("many_left_out", None)
    assert set(found) == {rule}
    rows = (2, 3) if rule == "indicator_twice" else (3,)
    assert found[rule].examples == rows and found[rule].rows == len(rows)
    left_some = rule == "indicator_place_unknown"
    assert found[rule].stops != left_some
    for value in ("NOPE", "Y9", "sideways", "86.15", "13/03/24", "lots"):
        assert value not in found[rule].sentence()


def test_every_fault_is_told_at_once_also_several_of_one_row(tmp_path):
    worst = "Y9,NOPE,13/13/13,80,10,lots,sideways"
    found = told(tmp_path, [GOOD, *FAULTS.values(), worst])
    assert set(FAULTS) <= set(found)
    for rule in ("place_unknown", "unknown", "period_unreadable", "above_denominator"):
        assert 12 + 1 in found[f"indicator_{rule}"].examples
        assert found[f"indicator_{rule}"].rows == 2


def test_all_denominators_of_a_hundred_are_percentages(tmp_path):
    rows = [f"Y1,SMOK004,2024 Q{n},{60 + n},100,," for n in (1, 2, 3)]
    assert told(tmp_path, rows)["indicator_percentage"].rows == 3
    assert not told(tmp_path, [*rows, "Y2,SMOK004,2024 Q1,60,101,,"])


def test_places_are_found_by_code_or_name_and_the_same_row_twice_is_one(tmp_path):
    rows = [
        "y1,SMOK004,Mar 2024,1,10,,",
        "Elm,smokers offered help to stop,2024 Q1,2,10,,",
        "Alpha,smokers_offered_help,2023/24,3,10,,",
        "east,SMOK004,2023/24 Q4,4,10,,",
        "Y3,SMOK004,2024,5,10,,",
        "Y3,SMOK004,2024,5,10,,",
    ]
    name = "smokers_offered_help"
    assert stored(tmp_path, rows) == [
        ("pcn", "U1", name, "2023-04-01", 12, 3, 10),
        ("place", "East", name, "2024-01-01", 3, 4, 10),
        ("practice", "Y1", name, "2024-03-01", 1, 1, 10),
        ("practice", "Y2", name, "2024-01-01", 3, 2, 10),
        ("practice", "Y3", name, "2024-01-01", 12, 5, 10),
    ]


FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,"
    "Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,"
    "Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,"
    "Value note,Recent Trend,Compared to England value or percentiles,"
    "Compared to percentiles,Time period Sortable,New data,Compared to goal"
)


def area(code, name, sex="Persons", group=",", count="80,100", number=30314):
    return (
        f"{number},Flu,E92000001,England,{code},{name},GPs,{sex},65+ yrs,{group},"
        f"2022/23,80,,,,,{count},,,,,20220000,,"
    )


def test_a_fingertips_download_is_kept_for_our_places_and_the_rest_is_told(tmp_path):
    rows = [
        area("E92000001", "England", count="8000000,10000000"),
        area("Y1", "Ash"),
        area("Y1", "Ash", sex="Male", count="40,50"),
        area("Y2", "Elm", count="160,200"),
        area("U1", "Alpha PCN", count="240,300"),
        area("U1", "Alpha PCN", group="Deprivation,Most deprived", count="24,30"),
        area("Y2", "Elm", number=999),
    ]
    name = "flu_vaccination_65_and_over"
    assert stored(tmp_path, rows, FINGERTIPS) == [
        ("pcn", "U1", name, "2022-04-01", 12, 240, 300),
        ("practice", "Y1", name, "2022-04-01", 12, 80, 100),
        ("practice", "Y2", name, "2022-04-01", 12, 160, 200),
    ]
    report = check(given(tmp_path, rows, FINGERTIPS), root=tmp_path / "home")
    assert [f.profile for f in report.files if f.table == "indicators"] == [
        "fingertips"
    ]
    rules = {one.rule: one for one in report.problems}
    assert rules["indicator_elsewhere"].rows == rules["indicator_other"].rows == 1
    assert not any(one.stops for one in report.problems)


TODAY = FINGERTIPS.replace(
    "Compared to percentiles", "Compared to ICBs value or percentiles"
)


def test_a_fingertips_download_of_today_loads_as_it_comes(tmp_path):
    """With the mark that a spreadsheet wants first, every text in quotes, the range of
    its periods, counts as decimals, and a row whose counts are not published."""

    def row(code, name, count, of, value="80.0", note=""):
        texts = ["30314", "Flu, aged 65+", "E92000001", "England", code, name, "GPs"]
        texts += [
            "Persons",
            "65+ yrs",
            "",
            "",
            "2022/23",
            value,
            "78.9",
            "81.1",
            "",
            "",
        ]
        texts += [count, of, note, "Cannot be calculated", "Similar", "Better"]
        texts += ["20220000", "", "", "1y"]
        return ",".join(f'"{text}"' for text in texts)

    rows = [
        row("Y1", "Ash, The Surgery", "80.0", "100.0"),
        row("Y2", "Elm", "", "", "", "Value suppressed for disclosure control"),
        row("U1", "Alpha PCN", "240", "300"),
    ]
    header = "\ufeff" + TODAY + ",Time period range"
    name = "flu_vaccination_65_and_over"
    assert stored(tmp_path, rows, header) == [
        ("pcn", "U1", name, "2022-04-01", 12, 240, 300),
        ("practice", "Y1", name, "2022-04-01", 12, 80, 100),
    ]
    found = told(tmp_path, rows, header)
    assert found["indicator_count_missing"].rows == 1
    assert not any(one.stops for one in found.values())


@pytest.mark.parametrize(
    "text,start,months",
    [
        ("2023/24", "2023-04-01", 12),
        ("2023-24", "2023-04-01", 12),
        ("2023-2024", "2023-04-01", 12),
        ("2023/24 Q4", "2024-01-01", 3),
        ("2023/24 Q1", "2023-04-01", 3),
        ("2024 Q1", "2024-01-01", 3),
        ("2024-03", "2024-03-01", 1),
        ("2024-03-01 00:00:00", "2024-03-01", 1),
        ("March 2024", "2024-03-01", 1),
        ("Sept-24", "2024-09-01", 1),
        ("2024", "2024-01-01", 12),
    ],
)
def test_a_period_is_read(text, start, months):
    found = period_of(text)
    assert found and (found.start.isoformat(), found.months) == (start, months)


@pytest.mark.parametrize(
    "text",
    ["13/03/2024", "2011-12", "2023/25", "2024-13", "Margin 2024", "24", "1999Q5"],
)
def test_a_period_that_is_not_sure_is_none(text):
    assert period_of(text) is None


@pytest.mark.parametrize(
    "text,found",
    [
        ("60 to 80%", (0.6, 0.8)),
        ("60%–80%", (0.6, 0.8)),
        ("0.75", (0.75, 0.75)),
        ("75", (0.75, 0.75)),
        ("1", None),
        ("80 to 60%", None),
        ("120%", None),
        ("most", None),
    ],
)
def test_a_target_is_read_where_it_is_sure(text, found):
    assert target(text) == found
