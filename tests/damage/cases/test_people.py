"""Who is one person: ids that are wrapped, stand for nobody, or lack their zeros."""

import pytest

from tests.damage.cases.made import AE_HEADER, HEADER, people, text

NOBODY = {
    "a word": (
        "TEST",
        "Anonymous",
        "N/K",
        "NOT SUPPLIED",
        "Unmapped",
        "Test Patient 2",
    ),
    "an error": ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!"),
    "one character repeated": ("0", "-1", "0000000000", "9999999999", "XXXXXXXXXX"),
    "a dummy": ("1234567890", "2333455667"),
    "rounded": ("9.43E+09",),
}


def visits_of(ids, first: int = 1) -> list[str]:
    return [
        f"{one},2024-{first + n // 28:02d}-{1 + n % 28:02d} 09:30,Y99001,attended"
        for n, one in enumerate(ids)
    ]


def attendances_of(ids) -> list[str]:
    return [f"{one},2024-05-{1 + n % 28:02d} 11:30,01,1" for n, one in enumerate(ids)]


def in_both(loaded) -> int:
    return loaded.one(
        "SELECT count(DISTINCT person) FROM gp SEMI JOIN ae USING(person)"
    )


@pytest.mark.parametrize("of_gp", ['"=""{}"""', "={}", "“{}”", '"""{}"""', "\ufeff{}"])
def test_what_a_spreadsheet_puts_around_ids_is_taken_off(case, tmp_path, of_gp):
    ids = [f"{950_000 + 1000 * n:07d}" for n in range(100)]
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *visits_of(map(of_gp.format, ids))),
        ae=text(tmp_path / "ae.csv", AE_HEADER, *attendances_of(f"'{i}" for i in ids)),
    )
    assert loaded.one("SELECT count(*) FROM people") == in_both(loaded) == 100


def test_ids_of_nobody_are_left_out_and_told_by_what_they_are(case, tmp_path):
    nobody = [one for ids in NOBODY.values() for one in ids for _ in range(2)]
    rows = visits_of([*people(290), *nobody])
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *rows))
    assert loaded.one("SELECT count(*) FROM people") == 290
    told = [
        one["rows"]
        for one in loaded.problems
        if one["rule"] in ("id_of_nobody", "id_rounded")
    ]
    assert told == [2 * len(ids) for ids in NOBODY.values()]
    assert sum(told) == loaded.accounts["gp_appointments"]["left_out"]
    # Nobody has no pseudonym, and the id is not quoted.
    file = (loaded.folder / "left_out" / "gp_appointments.csv").read_text()
    assert "TEST" not in file and all(",," in one for one in file.splitlines()[1:])


def test_where_most_rows_are_of_nobody_the_load_asks(case, tmp_path):
    ids = [*people(8), *(["#REF!"] * 20), *(["TEST"] * 22)]
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *visits_of(ids)))
    assert loaded.stopped and loaded.tells("42 of 50 rows .* would be left out")
    loaded = case("--accept-left-out", gp=tmp_path / "gp.csv")
    assert loaded.one("SELECT count(*) FROM people") == 8


@pytest.mark.parametrize(
    "ids",
    [
        [str(n) for n in range(90, 130)],  # 99 and 111 are in a running number
        [f"{n:05d}" for n in range(11_090, 11_130)],
        [f"TEST{n:03d}" for n in range(40)],
        [f"P{n:05d}" for n in range(40)],  # P00000 is the first
        ["A", "B", "C"],
        [f"{n}" for n in range(999_999_990, 1_000_000_010)],
        ["4000000000001000", "4000000000002000", "4000000000003123"],
    ],
)
def test_ids_that_only_look_like_nobody_are_kept(case, tmp_path, ids):
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *visits_of(ids)))
    assert loaded.one("SELECT count(*) FROM people") == len(ids)
    assert not loaded.problems


def test_numbers_cut_to_fifteen_digits_are_no_ids(case, tmp_path):
    ids = [f"4{n * 7919:014d}000" for n in range(1, 40)]
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *visits_of(ids)))
    assert loaded.stopped and loaded.tells("id_rounded.*cut to 15 digits")


def test_zeros_that_a_spreadsheet_took_off_are_put_back_where_that_joins(
    case, tmp_path
):
    ids = [f"00{200_000 + 37 * n}" for n in range(60)]
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *visits_of(ids)),
        ae=text(
            tmp_path / "ae.csv",
            AE_HEADER,
            *attendances_of(i.lstrip("0") for i in ids[:40] * 2),
        ),
    )
    assert loaded.one("SELECT count(*) FROM people") == 60
    assert in_both(loaded) == 40
    (told,) = [one for one in loaded.problems if one["rule"] == "ids_joined"]
    assert told["rows"] == 80 and "40 ids" in told["message"]
    assert "leading zeros" in told["message"]
    # The same people as where nothing was lost: next month they have the same names.
    before = set(loaded.rows("SELECT pseudonym FROM people"))
    text(tmp_path / "ae.csv", AE_HEADER, *attendances_of(ids[:40] * 2))
    whole = case(gp=tmp_path / "gp.csv", ae=tmp_path / "ae.csv")
    assert set(whole.rows("SELECT pseudonym FROM people")) == before
    assert not whole.tells("zeros")


def test_ids_in_two_ways_of_writing_are_joined(case, tmp_path):
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *visits_of(f"RX-{n}" for n in range(90))),
        ae=text(
            tmp_path / "ae.csv",
            AE_HEADER,
            *attendances_of(f"rx{n}" for n in range(30, 60)),
        ),
    )
    assert loaded.one("SELECT count(*) FROM people") == 90 and in_both(loaded) == 30
    assert loaded.tells("30 ids .* the signs between")


def test_numbers_of_two_kinds_are_not_joined_for_their_zeros(case, tmp_path):
    """One coincidence among many is none of a spreadsheet's."""
    loaded = case(
        gp=text(
            tmp_path / "gp.csv",
            HEADER,
            *visits_of(f"00{200_000 + 37 * n}" for n in range(60)),
        ),
        ae=text(
            tmp_path / "ae.csv",
            AE_HEADER,
            *attendances_of([*(str(700_000 + 41 * n) for n in range(60)), "200037"]),
        ),
    )
    assert in_both(loaded) == 0 and not loaded.tells("zeros")
