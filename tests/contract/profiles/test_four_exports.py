"""One slice of the sample as four systems export it: loaded, each is the same dataset.

What a format cannot carry is said in CANNOT, column by column, with why; all else must
be equal, row by row.
"""

from pathlib import Path

import duckdb
import pytest

from analytics.store.load.build import LoadInputs, load
from sample_data.generator.exports.slices import slices
from sample_data.generator.exports.templates import exports
from sample_data.generator.exports.wider_care import care_exports
from tests.support.made_sample import same_or_told

TEMPLATES = Path(__file__).resolve().parents[3] / "sample_data" / "extracts"
CANNOT = {
    "systmone_appointments.csv": {
        "booked_at": "the report has days between booking and appointment instead",
        "status": "compared below: SystmOne has no word for an outcome nobody recorded",
        "role": "rota types are names that each practice makes up",
        "mode": "not in the report",
    },
    "emis_slots.csv": {
        "booked_at": (
            "compared by day below: EMIS adds a time that the sample does not have"
        ),
        "status": "compared below: EMIS has no word for an outcome nobody recorded",
        "reason_code": "slots carry no codes",
        "reason_term": "slots carry no codes",
        "code_system": "slots carry no codes",
        "reason_group": "slots carry no codes",
    },
    "sus_ecds.csv": {
        "site_name": "sites are codes",
        "chief_complaint": "left out of the export",
        "investigation_codes": "left out of the export",
        "treatment_codes": "left out of the export",
        "diagnosis_term": "diagnoses are codes",
        "code_system": "compared below: only where there is a code",
        "diagnosis_group": "compared below: only where there is a code",
    },
    "hes_ae.csv": {
        "site_name": "sites are codes",
        "acuity": "HES has none",
        "chief_complaint": "HES has none",
        "investigation_codes": "left out of the export",
        "treatment_codes": "left out of the export",
        "attendance_category": "compared below: HES 3 is any unplanned follow-up",
        "arrival_mode": "compared below: ambulance or not",
        "diagnosis_code": "HES has its own 39 codes",
        "code_system": "HES has its own 39 codes",
        "diagnosis_term": "diagnoses are codes",
        "diagnosis_group": "compared below: HES files some conditions elsewhere",
        "discharge_status": "compared below: left before treatment or not",
        "discharge_destination": "the disposal is one column",
        "cost_gbp": "HES has none",
    },
}
HES_ELSEWHERE = {  # what HES A&E files under another group than the reviewed table does
    "Dental pain",
    "Epistaxis",
    "Tonsillitis",
    "Insect bite",
    "Deep venous thrombosis",
    "Fall without injury",
    "Patient walked out",
    "Referral to service",
    "Alcohol intoxication",
    "Drug intoxication",
    "Uncomplicated alcohol withdrawal",
}
TABLES = {
    "gp": ("gp_appointments", "appointment_at"),
    "ae": ("ae_attendances", "arrived_at"),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, made):
    """(canonical frame, frame of an export, its manifest) by file name; all under one
    key."""
    folder = tmp_path_factory.mktemp("exports")
    gp, ae = slices(made)
    assert len(gp) > 1000 and len(ae) > 1000
    gp.to_parquet(folder / "gp.parquet")
    ae.to_parquet(folder / "ae.parquet")
    files = exports(gp, ae)
    for name, frame in files.items():
        frame.to_csv(folder / name, index=False)

    def stored(flag, name):
        dataset = load(
            LoadInputs(**{flag: (folder / name,)}), "slice", root=folder / "home"
        )
        table, time = TABLES[flag]
        frame = (
            duckdb.connect()
            .execute(
                "SELECT p.pseudonym, e.* EXCLUDE (person) FROM "
                f"'{dataset.folder}/{table}.parquet' e "
                f"JOIN '{dataset.folder}/people.parquet' p USING (person) "
                f"ORDER BY p.pseudonym, e.{time}, e.practice_code"
            )
            .df()
        )
        return frame, dataset.manifest

    plain = {flag: stored(flag, f"{flag}.parquet")[0] for flag in TABLES}
    found = {}
    for name in files:
        flag = "gp" if name in ("systmone_appointments.csv", "emis_slots.csv") else "ae"
        found[name] = (plain[flag], *stored(flag, name))
    return found


def same(left, right):
    """Whether each value is the same; two missing ones are."""
    return (left == right) | (left.isna() & right.isna())


@pytest.mark.parametrize("name", CANNOT)
def test_what_the_format_carries_is_the_same_row_by_row(name, loaded):
    plain, export, manifest = loaded[name]
    assert len(export) == len(plain)
    assert manifest.problems == ()
    carried = [column for column in plain if column not in CANNOT[name]]
    must = {"pseudonym", "practice_code", "counted"} & set(plain)
    assert must <= set(carried) and len(carried) >= 7
    for column in carried:
        wrong = plain.index[
            ~same(plain[column].astype("object"), export[column].astype("object"))
        ]
        assert len(wrong) == 0, (
            column,
            plain[column][wrong[:3]],
            export[column][wrong[:3]],
        )


def test_the_templates_are_these_exports(made):
    made_now = {
        name: frame.to_csv(index=False, lineterminator="\n")
        for name, frame in (exports(*slices(made)) | care_exports(made)).items()
    }
    kept = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir()}
    assert set(made_now) == set(kept)
    same_or_told([name for name, text in made_now.items() if text != kept[name]])


def test_systmone_and_emis_know_every_status_but_the_unrecorded(loaded):
    for name in ("systmone_appointments.csv", "emis_slots.csv"):
        plain, export, _ = loaded[name]
        known = plain.status.notna()
        assert (export.status[known] == plain.status[known]).all()
        assert set(export.status[~known]) == {"booked"}


def test_emis_carries_the_day_of_booking_and_drops_vacant_slots(loaded):
    plain, export, manifest = loaded["emis_slots.csv"]
    assert (export.booked_at.dt.normalize() == plain.booked_at).all()
    (one,) = manifest.exclusions
    assert one.reason == "vacant slot" and one.rows > 10 and one.after == len(plain)


def test_ecds_groups_every_coded_diagnosis_as_its_words_do(loaded):
    plain, export, _ = loaded["sus_ecds.csv"]
    coded = plain.diagnosis_code.notna()
    assert coded.sum() > 500
    assert (export.diagnosis_group[coded] == plain.diagnosis_group[coded]).all()
    assert (export.code_system[coded] == "snomed").all()
    assert (export.diagnosis_group[~coded] == "not_recorded").all()


def test_hes_carries_what_its_codes_can(loaded):
    plain, export, _ = loaded["hes_ae.csv"]
    assert (
        export.attendance_category == plain.attendance_category.replace("3", "2")
    ).all()
    assert (
        (export.arrival_mode == "ambulance")
        == plain.arrival_mode.str.startswith("ambulance")
    ).all()
    left = plain.discharge_status.str.startswith("left")
    assert (
        (export.discharge_status == "left_before_treatment") == left
    ).all() and left.sum() > 20
    known = ~plain.diagnosis_term.isin(HES_ELSEWHERE)
    assert known.mean() > 0.75
    assert same(export.diagnosis_group, plain.diagnosis_group)[known].all()
