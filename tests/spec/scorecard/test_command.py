"""`scorecard` on the command line: every number, the workbook, and bad flags."""

import json
import os
from unittest.mock import patch

import openpyxl
import pytest

from analytics.__main__ import main
from tests.export.scorecard.a_template import Template
from tests.spec.scorecard import world

KEYS = (
    "id",
    "name",
    "count",
    "cohort",
    "rate",
    "expected",
    "lower",
    "upper",
    "missing",
)


@pytest.fixture
def ask(dataset, capsys):
    """Runs the command on the dataset; its code, and what it printed."""
    home = dataset.folder.parents[1]

    def run(*flags: str) -> tuple[int, str, str]:
        with patch.dict(os.environ, {"FREQUENT_ATTENDERS_HOME": str(home)}):
            given = ["scorecard", "--data", dataset.name, "--ae-more-than", "6"]
            code = main([*given, *flags])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_every_number_as_json(ask, tables):
    code, out, _err = ask("--cohort", "rule", "--month", "2024-05", "--json")
    found = json.loads(out)
    assert code == 0 and found["month"] == "2024-05"
    used = world.used_before(tables)
    cohort = set(used.index[used > 6]) & world.there(tables["patients"])
    counts = world.counts(tables, cohort)
    by_slug = {one["metric"]: one for one in found["metrics"]}
    for slug, rows in counts.items():
        one = by_slug[slug]
        assert set(KEYS) <= set(one) and one["missing"] is None
        assert (one["count"], one["cohort"]) == (len(rows), len(cohort))
        assert one["rate"] == pytest.approx(1000 * len(rows) / len(cohort), abs=1e-3)
        for groups in one["by"].values():
            assert sum(group["count"] for group in groups.values()) == len(rows)
    assert by_slug["ae_type_1"]["lower"] <= by_slug["ae_type_1"]["upper"]


def test_the_workbook_is_filled_and_the_template_left(ask, tmp_path):
    template, out = tmp_path / "t.xlsx", tmp_path / "o.xlsx"
    made = Template()
    template.write_bytes(made.as_bytes())
    before = template.read_bytes()
    flags = ("--cohort", "caseload", "--month", "2024-05", "--template", str(template))
    code, said, _err = ask(*flags, "--project", "dorset place", "--out", str(out))
    assert code == 0 and "Filled" in said and "below 6" in said
    assert template.read_bytes() == before
    sheet = openpyxl.load_workbook(out, data_only=True)["The numbers"]
    assert sheet["B1"].value == "Dorset Place "
    where = made.at["gp_appointments", "total", ""]
    assert sheet[where.name].value == "*" or sheet[where.name].value >= 6


def test_bad_flags_are_told_all_at_once(ask, tmp_path):
    code, _out, err = ask("--cohort", "rule", "--month", "May", "--project", "X")
    assert code == 2 and "--month" in err and "belong together" in err
    template = tmp_path / "t.xlsx"
    template.write_bytes(Template().as_bytes())
    both = ("--template", str(template), "--project", "X", "--out", str(template))
    code, _out, err = ask("--cohort", "rule", *both)
    assert code == 2 and "template itself" in err


def test_cohort_project_and_month_are_told_together(ask, tmp_path):
    """Nobody learns of the next fault only after mending the first."""
    template, out = tmp_path / "t.xlsx", tmp_path / "o.xlsx"
    template.write_bytes(Template().as_bytes())
    flags = ("--template", str(template), "--project", "Wesst Essex", "--out", str(out))
    code, _said, err = ask("--cohort", "Nobody’s", "--month", "2023-09", *flags)
    assert code == 2 and not out.exists()
    assert "no cohort called" in err and "“West Essex”" in err
    assert "Sep 2023 is none of them" in err and "2024-04" in err
    code, _said, err = ask("--cohort", "rule", "--month", "2031-01", *flags)
    assert code == 2 and "whole months run" in err and "“West Essex”" in err
    template.write_bytes(b"no workbook")
    code, _said, err = ask("--cohort", "Nobody’s", *flags)
    assert code == 2 and "no cohort called" in err and "no Excel workbook" in err


def test_a_project_not_in_the_list_writes_nothing(ask, tmp_path):
    template, out = tmp_path / "t.xlsx", tmp_path / "o.xlsx"
    template.write_bytes(Template().as_bytes())
    flags = ("--template", str(template), "--project", "Wesst Essex", "--out", str(out))
    code, _said, err = ask("--cohort", "rule", "--month", "2024-05", *flags)
    assert code == 2 and "West Essex" in err and not out.exists()
