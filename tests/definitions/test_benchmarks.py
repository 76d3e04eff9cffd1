"""What is normal: every figure has its rule and source, and no rule is passed off as
another."""

import pytest

from analytics.definitions.published.benchmarks import (
    MEASURES,
    Benchmark,
    benchmarks,
    benchmarks_table,
    nearest,
)

GOOD = dict(
    area="England",
    setting="ae",
    measure="attendance_share",
    value=0.04,
    year="2020",
    population="all",
    source="a study",
    more_than=9,
)


def test_every_figure_parses_and_says_where_it_is_from():
    found = benchmarks()
    assert len(found) > 15 and {b.setting for b in found} == {"ae", "gp"}
    for one in found:
        assert any(letter.isdigit() for letter in one.source + one.year)
        assert len(one.source) > 10 and one.population[-1] != "."
    table = benchmarks_table()
    assert len(table) == len(found) and (table != "").all().all()
    assert len(
        set(
            zip(
                table["Where"],
                table["When"],
                table["Service"],
                table["Rule"],
                table["Figure"],
                strict=True,
            )
        )
    ) == len(found), "nothing is there twice"


@pytest.mark.parametrize(
    "change",
    [
        dict(measure="share"),
        dict(setting="999"),
        dict(value=4),
        dict(value=0),
        dict(source=""),
        dict(more_than=None),
        dict(top=0.1),
        dict(measure="per_head", value=5.8),
    ],
)
def test_a_wrong_entry_is_refused(change):
    Benchmark(**GOOD)
    with pytest.raises(ValueError, match="Benchmark of England"):
        Benchmark(**GOOD | change)


def test_figures_agree_with_the_counts_they_were_published_with():
    found = {(b.area, b.measure, b.more_than): b.value for b in benchmarks()}
    assert found["England", "each", 9] == pytest.approx(522_312 / 31_492, abs=0.05)
    assert found["Sheffield", "attendance_share", 4] == pytest.approx(
        12_316 / 98_908, abs=1e-3
    )
    assert found["Sheffield", "people_share", 4] == pytest.approx(
        2_764 / 75_141, abs=1e-3
    )


@pytest.mark.parametrize(
    "more_than, months, words",
    [
        (9, 12, "England 2017–18: 4% of all attendances"),
        (10, 12, "England 2017–18, more than 9: 4% of all attendances"),
        (5, 12, "England 2016–17: 7.6% of all attendances"),
        (6, 12, "England 2016–17, more than 5: 7.6% of all attendances"),
        (4, 12, "England, six years, published 2021: 16% of all attendances"),
        (5, 6, "England 2017–18, more than 9 in 12 months: 4% of all attendances"),
        (
            9,
            24,
            "England, six years, published 2021, more than 4 in 12 months: "
            "16% of all attendances",
        ),
    ],
)
def test_the_nearest_rule_is_found_and_named_where_it_differs(more_than, months, words):
    found = nearest("ae", "attendance_share", more_than, months)
    assert found.words(more_than, months) == words


def test_gp_benchmarks_are_by_rank_or_by_head_never_by_a_fixed_number():
    assert nearest("gp", "attendance_share", 25) is None
    tenth = nearest("gp", "attendance_share", top=0.10)
    assert tenth.words(top=0.10) == (
        "United Kingdom 2000–2019: 40% of all GP appointments (as reported by others)"
    )
    assert "the top 10% in 12 months: 40%" in tenth.words(more_than=25, months=24)
    assert (
        nearest("gp", "attendance_share", top=0.01).words(top=0.01)
        == "Leeds, published 1998, the top 1% in 41 months: 6% of all GP appointments"
    )
    assert (
        nearest("gp", "per_head").words()
        == "England 2024: 5.8 GP appointments a registered person a year"
    )


def test_every_measure_is_used_and_abroad_is_never_called_normal():
    assert {b.measure for b in benchmarks()} == set(MEASURES)
    for measure in MEASURES:
        for more_than in range(1, 60):
            found = nearest("ae", measure, more_than)
            assert found is None or found.uk
            if found and found.more_than != more_than:
                assert f"more than {found.more_than}" in found.words(more_than)
