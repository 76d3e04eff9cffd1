"""NHS numbers are checked where ids are NHS numbers, and nowhere else; no row is left
out for it."""

import duckdb
import nhs_number
import pytest

from analytics.extract.people import identity
from analytics.extract.people.identifiers import is_nhs_number
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import written

RIGHT = [
    number
    for number in (f"{n:010d}" for n in range(9_434_760_000, 9_434_760_130))
    if is_nhs_number(number)
]


def loaded(folder, ids, header="patient_id"):
    lines = [f"{header},appointment_at,practice_code"]
    lines += [
        f"{one},2024-01-{1 + n % 28:02d} 10:{n % 60:02d},Y99001"
        for n, one in enumerate(ids)
    ]
    path = written(folder, "gp.csv", "\n".join(lines) + "\n")
    return load(LoadInputs(gp=(path,)), "one", root=folder / "home")


MADE = [f"{n * 7919 % 10**10:010d}" for n in range(997, 10**7, 997)]
SAME = [f"{n}" * 10 for n in range(10)]


def test_the_check_digit_is_that_of_another_library():
    """Of any ten digits; no number of one digit alone was ever given out, whatever its
    check."""
    numbers = [*MADE, *RIGHT]
    right = [n for n in numbers if str(nhs_number.calculate_checksum(n[:9])) == n[9]]
    assert 500 < len(right) < len(numbers) / 5
    assert [n for n in numbers if is_nhs_number(n)] == right
    assert all(map(nhs_number.is_valid, RIGHT))
    assert not any(map(is_nhs_number, SAME))


@pytest.mark.parametrize("valid", [True, False])
def test_numbers_that_another_library_makes(valid):
    made = nhs_number.generate(
        valid, for_region=nhs_number.REGION_ENGLAND, quantity=500
    )
    assert {is_nhs_number(n) for n in made} == {valid}
    assert failing(made) == (set() if valid else set(made))


def failing(numbers: list[str]) -> set[str]:
    """Those that the SQL check finds wrong."""
    con = duckdb.connect()
    con.execute("CREATE TABLE n AS SELECT unnest($1::VARCHAR[]) AS v", [numbers])
    rows = con.execute(f"SELECT v FROM n WHERE {identity.fails_nhs_check('v')}")
    return {row[0] for row in rows.fetchall()}


def test_the_sql_check_is_the_plain_one():
    numbers = [*MADE, *SAME, *RIGHT]
    wrong = [number for number in numbers if not is_nhs_number(number)]
    assert failing(numbers) == set(wrong)
    assert failing(["943476591"]) == set()  # not ten digits: something else


def test_a_wrong_number_is_told_by_row_and_kept(tmp_path):
    wrong = RIGHT[3][:-1] + str((int(RIGHT[3][-1]) + 1) % 10)
    dataset = loaded(tmp_path, [*RIGHT[:5], wrong, *RIGHT[5:], wrong])
    told = [p for p in dataset.manifest.problems if p["rule"] == "nhs_number_wrong"]
    assert [(p["rows"], p["examples"], p["stops"]) for p in told] == [
        (2, [7, len(RIGHT) + 3], False)
    ]
    assert wrong not in str(dataset.manifest) and RIGHT[0] not in str(dataset.manifest)
    assert dataset.manifest.exclusions == ()


@pytest.mark.parametrize(
    "ids",
    [
        RIGHT,
        ["", *RIGHT, "NULL"],
        [f"{one[:3]} {one[3:6]} {one[6:]}" for one in RIGHT],
        [f"{n}" for n in range(1_000_000, 1_000_030)],  # a practice's own numbers
        [
            f"{n * 7919 % 10**10:010d}" for n in range(40)
        ],  # pseudonyms that happen to have ten digits
        [f"QQ{one}" for one in RIGHT],
    ],
    ids=[
        "right",
        "some missing",
        "spaced",
        "seven digits",
        "ten digits of something else",
        "letters",
    ],
)
def test_nothing_is_said_where_ids_are_right_or_no_nhs_numbers(tmp_path, ids):
    rules = [p["rule"] for p in loaded(tmp_path, ids).manifest.problems]
    assert "nhs_number_wrong" not in rules


def test_a_column_that_says_nhs_number_is_held_to_it(tmp_path):
    wrong = [one[:-1] + str((int(one[-1]) + 1) % 10) for one in RIGHT]
    told = [p["rule"] for p in loaded(tmp_path, wrong, "NHS Number").manifest.problems]
    assert told == ["nhs_number_wrong"]
