"""What no profile knows is asked, masked, and once said it is kept: columns, words,
date order."""

import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.__main__ import main
from analytics.definitions.contract import TABLES
from analytics.errors import InputError
from analytics.extract.fields.mapping import Mapping, Part
from analytics.extract.fields.mapping_files import parse, read
from analytics.extract.fields.matching import fields_of
from analytics.extract.people import masks
from analytics.store import mappings
from analytics.store.load.build import LoadInputs, check, load
from analytics.store.load.mapping_offers import ask, starting_file
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written

OWN_HEADER = "Wer,Appt when,Surgery ODS,Slot result,Seen-by"
WORDS = ["Arrived", "Arrived", "Zonked", "DNA"]
STAFF = ["Jane Smith", "Rosa Quillfeather"]


def own_rows(month=1, n=40, day=0) -> list[str]:
    """Appointments as a system nobody knows writes them; no day above 12 unless `day`
    is given."""
    return [
        f"{PEOPLE[i % 8]},{(day + i % 5) % 28 + 1:02d}/{month:02d}/2024 "
        f"{8 + i % 9:02d}:{i % 6}0,Y9900{1 + i % 2},{WORDS[i % 4]},{STAFF[i % 2]}"
        for i in range(n)
    ]


def own(folder, name="own.csv", **how):
    return written(folder, name, text(OWN_HEADER, own_rows(**how)))


SAID = """
[gp_appointments.columns]
patient_id = "Wer"
appointment_at = "Appt when"
practice_code = "surgery ods"
status = "Slot result"
[gp_appointments.codes.status]
"Zonked" = "attended"
[gp_appointments.dates]
appointment_at = "day first"
"""


def rules(fault) -> list[str]:
    return [problem.rule for problem in fault.value.problems]


def stored(dataset) -> list:
    return (
        duckdb.connect()
        .execute(
            "SELECT status, counted, practice_code, month(appointment_at), count(*) "
            f"FROM '{dataset.folder}/gp_appointments.parquet' GROUP BY ALL ORDER BY ALL"
        )
        .fetchall()
    )


# What is offered


def test_what_is_not_recognised_is_offered_with_suggestions_and_effects(tmp_path):
    (offer,) = ask(LoadInputs(gp=(own(tmp_path),)), root=tmp_path)
    wanted = {one.field: one for one in offer.wanted}
    assert wanted["patient_id"].required and wanted["practice_code"].required
    assert wanted["practice_code"].suggestion.header == "Surgery ODS"
    assert "look like practice codes" in wanted["practice_code"].suggestion.why
    assert wanted["appointment_at"].suggestion.header == "Appt when"
    assert wanted["status"].suggestion.header == "Slot result"
    assert "75% of its values are known words" in wanted["status"].suggestion.why
    assert "every row counts as attended" in wanted["status"].effect
    assert wanted["role"].suggestion is None
    assert {one.header for one in offer.columns} == set(OWN_HEADER.split(","))
    assert offer.asks


def test_of_values_only_shapes_are_told(tmp_path):
    (offer,) = ask(LoadInputs(gp=(own(tmp_path),)), root=tmp_path)
    looks = {one.header: one.shapes for one in offer.columns}
    assert looks["Wer"] == ("9999999999",)
    assert looks["Appt when"] == ("dd/dd/dddd dd:dd",)
    assert looks["Surgery ODS"] == ("A99999",)
    assert looks["Seen-by"] == ("Aaaa Aaaaa", "Aaaa Aaaaaaaaaaaa")
    told = repr(offer) + starting_file((offer,), Mapping())
    for value in (*PEOPLE, *STAFF, "Quillfeather", "Y99001", "/2024"):
        assert value not in told


@pytest.mark.parametrize(
    "value,shape",
    [
        ("9434765919", "9999999999"),
        ("943 476 5919", "999 999 9999"),
        ("31/12/2024", "dd/dd/dddd"),
        ("2024-12-31 14:30", "dddd-dd-dd dd:dd"),
        ("Smith", "Aaaaa"),
        ("SS13 1AB", "AA99 9AA"),
        ("Élodie", "Aaaaaa"),
        ("x" * 90, "a" * 23 + "…"),
    ],
)
def test_shapes(value, shape):
    assert masks.shape(value) == shape


@pytest.mark.parametrize(
    "word,rows,different,shown",
    [
        ("Zonked", 5, 3, True),
        ("Zonked", 4, 3, False),
        ("77", 1, 3, True),
        ("Zonked", 50, 51, False),
        ("Jane Smith", 500, 2, False),
        ("Dr Who", 500, 2, False),
        ("a@b.org", 99, 2, False),
        ("9434765919", 99, 2, False),
        ("SS13 1AB", 99, 2, False),
        ("word " * 9, 99, 2, False),
    ],
)
def test_a_word_is_shown_only_if_it_is_frequent_and_says_nobody(
    word, rows, different, shown
):
    assert masks.may_be_shown(word, rows, different) == shown


def test_unknown_words_and_the_order_of_dates_are_asked(tmp_path):
    said = parse(SAID.split("[gp_appointments.codes")[0])
    mappings.keep("own", said, tmp_path)
    (offer,) = ask(LoadInputs(gp=(own(tmp_path),)), "own", tmp_path)
    (unknown,) = offer.unknown
    assert (unknown.field, unknown.header, unknown.words) == (
        "status",
        "Slot result",
        (("Zonked", True, 10),),
    )
    assert unknown.allowed == TABLES["gp_appointments"].field("status").allowed
    (unclear,) = offer.unclear
    assert (unclear.field, unclear.header) == ("appointment_at", "Appt when")
    assert [one.field for one in offer.wanted if one.required] == []


def test_an_extract_that_is_recognised_asks_nothing(tmp_path):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    (offer,) = ask(LoadInputs(gp=(path,)), root=tmp_path)
    assert not offer.asks and offer.columns == ()


def test_a_column_of_nhs_numbers_is_offered_for_the_patient_alone(tmp_path):
    numbers = ["9434765919", "9000000009", "9000000017", "9000000025", "9000000033"]
    rows = [f"{numbers[n % 5]},2024-01-{13 + n} 09:00,Y99001" for n in range(10)]
    path = written(tmp_path, "gp.csv", text("Wer,appointment_at,practice_code", rows))
    (offer,) = ask(LoadInputs(gp=(path,)), root=tmp_path)
    (column,) = offer.columns
    assert column.personal
    assert {
        one.field: one.suggestion.header for one in offer.wanted if one.suggestion
    } == {"patient_id": "Wer"}


def test_every_field_says_what_the_pages_lose_without_it():
    for table in TABLES.values():
        for field in table.fields:
            assert len(field.without) > 20 and not field.without.endswith("."), (
                field.name
            )
            assert field.required == (
                "cannot" in field.without and "loaded" in field.without
            ) or (field.name == "practice_code"), field.name


# What is said


def test_a_mapping_says_columns_words_and_dates(tmp_path):
    path = written(tmp_path, "map.toml", SAID)
    dataset = load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    assert dataset.manifest.problems == ()
    assert stored(dataset) == [
        ("attended", True, "Y99001", 1, 20),
        ("attended", True, "Y99002", 1, 10),
        ("did_not_attend", False, "Y99002", 1, 10),
    ]
    assert "A mapping file was used" in dataset.manifest.notes[0]


@pytest.mark.parametrize("order,month", [("day-first", 2), ("month-first", 1)])
def test_the_order_of_dates_can_be_said_on_the_command_line(
    order, month, tmp_path, monkeypatch
):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    path = written(
        tmp_path,
        "gp.csv",
        text(
            HEADER,
            [f"{person},01/02/2024 09:30,Y99001,attended,gp" for person in PEOPLE],
        ),
    )
    assert main(["check", "--gp", str(path)]) == 2
    assert main(["load", "--gp", str(path), "--dates", order, "--into", "one"]) == 0
    found = duckdb.connect().execute(
        "SELECT DISTINCT month(appointment_at) FROM "
        f"'{tmp_path}/one/2*/gp_appointments.parquet'"
    )
    assert found.fetchall() == [(month,)]
    assert main(["load", "--gp", str(path), "--into", "one"]) == 0, "the answer is kept"


def test_a_date_is_never_guessed_and_the_fault_says_how_to_answer(tmp_path):
    path = written(
        tmp_path,
        "gp.csv",
        text(
            HEADER,
            [f"{person},01/02/2024 09:30,Y99001,attended,gp" for person in PEOPLE],
        ),
    )
    with pytest.raises(InputError) as fault:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert rules(fault) == ["date_order_unclear"]
    for way in (
        "[gp_appointments.dates]",
        'appointment_at = "day first"',
        "--dates",
        "page",
    ):
        assert way in str(fault.value)


@pytest.mark.parametrize(
    "days,rule",
    [
        (
            ["13/02/2024"] * 8 + ["02/13/2024"] * 8,
            "date_order_unclear",
        ),  # both ways round
        (["13/02/2024"] * 60 + ["02/13/2024"], "date_unreadable"),  # a slip among many
        (["05/05/2024"] * 16, ""),  # it makes no difference
        (["2024-02-01", "01/02/2024"] * 8, "date_order_unclear"),
        (["2024-02-01", "13/02/2024"] * 8, ""),
    ],
)
def test_when_the_order_is_asked(days, rule, tmp_path):
    rows = [
        f"{PEOPLE[n % 8]},{day} {8 + n % 10:02d}:{n % 60:02d},Y99001,attended,gp"
        for n, day in enumerate(days)
    ]
    path = written(tmp_path, "gp.csv", text(HEADER, rows))
    try:
        dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
        found = [problem["rule"] for problem in dataset.manifest.problems]
    except InputError as fault:
        found = [problem.rule for problem in fault.problems]
    assert found == [rule] * bool(rule)


def test_values_that_show_the_order_beat_what_is_said(tmp_path):
    path = written(
        tmp_path, "gp.csv", text(HEADER, gp_rows("{m:02d}/{d:02d}/2024 09:30"))
    )
    report = check(LoadInputs(gp=(path,), dates="day first"), root=tmp_path)
    assert [problem.rule for problem in report.problems] == ["date_order_contradicted"]
    assert report.rows == {"gp_appointments": 16} and report.exclusions == ()


def test_a_header_that_no_file_has_is_told(tmp_path):
    mapping = written(
        tmp_path, "map.toml", '[gp_appointments.columns]\nbooked_at = "Gone"\n'
    )
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    report = check(LoadInputs(gp=(path,), columns=mapping), root=tmp_path)
    assert [(p.rule, p.column, p.stops) for p in report.problems] == [
        ("mapping_header", "Gone", False)
    ]


@pytest.mark.parametrize(
    "content,found",
    [
        ("a = ", ["mapping_unreadable"]),
        ("[nothing.columns]\nx = 'y'", ["mapping_table"]),
        ("[gp_appointments.columns]\nzonk = 'y'", ["mapping_field"]),
        (
            "[gp_appointments.columns]\npatient_id = 'x'\nstatus = 'X '",
            ["mapping_twice"],
        ),
        (
            "[gp_appointments.colums]\npatient_id = 'x'\n[gp_appointments.fixed]",
            ["mapping_piece"],
        ),
        ("[gp_appointments.codes.status]\nZonked = 'gone'", ["mapping_value"]),
        ("[gp_appointments.codes]\nstatus = 'gone'", ["mapping_piece"]),
        ("[gp_appointments.dates]\nappointment_at = 'dmy'", ["mapping_value"]),
        ("[gp_appointments.dates]\nrole = 'day first'", ["mapping_field"]),
        ("dates = 'american'", ["mapping_value"]),
        (
            "[gp_appointments.fixed]\nstatus = 'gone'\nrole = "
            "'gp'\n[nothing]\n[gp_appointments.codes.mode]\nx = 'y'",
            ["mapping_value", "mapping_value", "mapping_table"],
        ),
        (b"\xff\xfe\x00", ["mapping_unreadable"]),
    ],
)
def test_every_fault_of_a_mapping_is_told_at_once(content, found, tmp_path):
    with pytest.raises(InputError) as fault:
        read(written(tmp_path, "map.toml", content))
    assert rules(fault) == found
    assert all(
        problem.remedy and problem.file == "map.toml"
        for problem in fault.value.problems
    )


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
FIELD = st.sampled_from(TABLES["gp_appointments"].names)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.dictionaries(FIELD, TEXT, max_size=1),
    st.dictionaries(TEXT, st.sampled_from(["attended", "cancelled"]), max_size=3),
    TEXT,
    st.sampled_from(["", "day first", "month first"]),
)
def test_a_mapping_written_reads_back_as_the_same(columns, words, sheet, order):
    said = Mapping(
        {
            "gp_appointments": Part(
                columns,
                {"practice_code": sheet},
                {"status": words} if words else {},
                {"booked_at": "month first"},
                sheet,
            )
        },
        order,
    )
    assert parse(said.to_toml()) == said


# What is kept


def test_next_month_needs_no_answers_and_says_so(tmp_path):
    path = written(tmp_path, "map.toml", SAID)
    load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    assert mappings.kept("own", tmp_path).parts == read(path).parts
    dataset = load(
        LoadInputs(gp=(own(tmp_path, "february.csv", month=2),)), "own", root=tmp_path
    )
    assert dataset.manifest.problems == ()
    assert {row[3] for row in stored(dataset)} == {2}
    (note,) = dataset.manifest.notes
    assert (
        note.startswith("The mapping kept for own was used") and "“Appt when”" in note
    )
    report = check(LoadInputs(gp=(own(tmp_path),)), root=tmp_path, into="own")
    assert report.notes == (note,) and report.files[0].headers["patient_id"] == "Wer"


def test_a_mapping_is_of_one_dataset_alone(tmp_path):
    path = written(tmp_path, "map.toml", SAID)
    load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    with pytest.raises(InputError) as fault:
        load(LoadInputs(gp=(own(tmp_path),)), "other", root=tmp_path)
    assert "no_usable_columns" in rules(fault)
    mappings.forget("own", tmp_path)
    with pytest.raises(InputError):
        load(LoadInputs(gp=(own(tmp_path),)), "own", root=tmp_path)


def test_a_mapping_given_beats_the_one_kept(tmp_path):
    first = written(tmp_path, "first.toml", SAID)
    load(LoadInputs(gp=(own(tmp_path),), columns=first), "own", root=tmp_path)
    second = written(tmp_path, "second.toml", SAID.replace('"attended"', '"cancelled"'))
    dataset = load(
        LoadInputs(gp=(own(tmp_path),), columns=second), "own", root=tmp_path
    )
    assert {row[0] for row in stored(dataset)} == {
        "attended",
        "cancelled",
        "did_not_attend",
    }
    assert mappings.kept("own", tmp_path).parts["gp_appointments"].codes == {
        "status": {"Zonked": "cancelled"}
    }


def test_a_refused_load_keeps_no_mapping(tmp_path):
    path = written(tmp_path, "map.toml", SAID.replace("Appt when", "Seen-by"))
    with pytest.raises(InputError):
        load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    assert not mappings.kept("own", tmp_path)


def test_a_file_to_start_from_has_the_suggestions_as_comments(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    path, start = own(tmp_path), tmp_path / "start.toml"
    assert (
        main(["check", "--gp", str(path), "--write-columns", str(start), "--json"]) == 2
    )
    assert (
        json.loads(capsys.readouterr().out)["problems"][0]["rule"]
        == "no_usable_columns"
    )
    content = start.read_text(encoding="utf-8")
    assert not parse(content), "a suggestion is not taken before somebody took it"
    assert (
        '# practice_code = "Surgery ODS"  # ' in content
        and "counts as attended" in content
    )
    taken = content.replace('# patient_id = "Wer"', 'patient_id = "Wer"')
    for field in ("appointment_at", "practice_code", "status"):
        taken = taken.replace(f'# {field} = "S', f'{field} = "S').replace(
            f'# {field} = "A', f'{field} = "A'
        )
    start.write_text(taken, encoding="utf-8")
    capsys.readouterr()
    again = tmp_path / "again.toml"
    assert (
        main(
            [
                "check",
                "--gp",
                str(path),
                "--columns",
                str(start),
                "--write-columns",
                str(again),
            ]
        )
        == 2
    )
    content = again.read_text(encoding="utf-8")
    assert (
        '# Zonked = "attended"' in content
        and '# appointment_at = "day first"' in content
    )
    again.write_text(
        content.replace("# Zonked", "Zonked").replace(
            '# appointment_at = "day', 'appointment_at = "day'
        ),
        encoding="utf-8",
    )
    assert (
        main(["load", "--gp", str(path), "--columns", str(again), "--into", "own"]) == 0
    )


def test_parts_of_fields_can_be_mapped(tmp_path):
    mapping = written(
        tmp_path,
        "map.toml",
        '[gp_appointments.columns]\npatient_id = "Wer"\n'
        'appointment_date = "Am"\nappointment_time = "Um"\npractice_code = "Wo"\n',
    )
    rows = [
        f"{person},{13 + n}/02/2024,09:1{n},Y99001" for n, person in enumerate(PEOPLE)
    ]
    path = written(tmp_path, "gp.csv", text("Wer,Am,Um,Wo", rows))
    dataset = load(LoadInputs(gp=(path,), columns=mapping), "own", root=tmp_path)
    first, last = (
        duckdb.connect()
        .execute(
            "SELECT min(appointment_at)::VARCHAR, max(appointment_at)::VARCHAR FROM "
            f"'{dataset.folder}/gp_appointments.parquet'"
        )
        .fetchall()[0]
    )
    assert (first, last) == ("2024-02-13 09:10:00", "2024-02-20 09:17:00")
    assert set(fields_of("gp_appointments")) > {"appointment_date", "dna_flag"}
