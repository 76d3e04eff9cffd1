"""What a check says will count when the dashboard opens, and what will not."""

from pathlib import Path

from analytics.__main__ import main
from analytics.store.load.build import LoadInputs, check

AE = "patient_id,arrived_at,attendance_id,attendance_category\n"
GP = "patient_id,appointment_at,practice_code,status\n"


def given(folder: Path) -> LoadInputs:
    """A&E: three that count, two planned, one too old. GP: two attended, one missed,
    one of a status that no list knows, one booked after the window."""
    rows = [
        *(f"90000000{n},2024-0{n}-10 10:00,{n},1" for n in (1, 2, 3)),
        *(f"90000000{n},2024-0{n}-20 10:00,{n}0,4" for n in (1, 2)),
        "900000001,2022-05-20 10:00,99,1",
        "900000009,2024-03-30 10:00,98,1",
    ]
    (folder / "ae.csv").write_text(AE + "\n".join(rows) + "\n")
    rows = [
        "900000001,2024-03-01 09:00,Y00001,attended",
        "900000001,2024-03-29 09:00,Y00001,attended",
        "900000002,2024-03-02 09:00,Y00001,did_not_attend",
        "900000003,2024-03-03 09:00,Y00001,attended",
        "900000003,2024-04-03 09:00,Y00001,booked",
    ]
    (folder / "gp.csv").write_text(GP + "\n".join(rows) + "\n")
    return LoadInputs(ae=(folder / "ae.csv",), gp=(folder / "gp.csv",))


def test_a_check_says_what_will_not_count(tmp_path):
    ae, gp = check(given(tmp_path), tmp_path / "home").usually_counted
    assert ae == (
        "A&E attendances: of 7 rows 4 count when the dashboard opens, in the 12 months "
        "to 31 March 2024. Not counted: 1 outside these months and 2 “Planned "
        "follow-up”."
    )
    assert "of 5 rows 3 count" in gp
    assert "1 outside these months and 1 “Did not attend”" in gp


def test_the_command_line_prints_it(tmp_path, capsys):
    given(tmp_path)
    assert main(["check", "--ae", str(tmp_path / "ae.csv")]) == 0
    assert "2 “Planned follow-up”" in capsys.readouterr().out
