"""Several columns that could say who somebody is, one of them wrong."""

from tests.damage.damage import RIGHT, STOPPED, TOLD, Damage, Given
from tests.damage.kinds.headers_of_ae import CANONICAL, as_ecds
from tests.damage.kinds.ids import ID, IDS, PEOPLE

WHICH = (
    (
        r"(taken|used|chosen|read|identif\w+) (as|for|by|to "
        r"identify)?.*(patient|person|who|id\b)"
    ),
    r"identif(y|ies) people",
    r"who (is|a person is)",
)


def _local(given: Given) -> dict[str, str]:
    return {one.nhs: one.local for one in given.extracts.people}


def _patient_id_is_a_row_number(given: Given) -> None:
    sheet = given.sheet("ae")
    sheet.add("Patient ID", [str(n) for n in range(1, len(sheet.rows) + 1)], at=0)


def _canonical_is_local(given: Given) -> None:
    sheet, local = given.sheet("ae"), _local(given)
    sheet.add("patient_id", [local[one] for one in sheet.column(ID)], at=0)


def _gp_number_beside(given: Given) -> None:
    sheet = given.sheet("gp")
    whose = {one.nhs: str(5000 + n) for n, one in enumerate(given.extracts.people)}
    sheet.add("Patient ID", [whose[one] for one in sheet.column(ID)], at=0)


def _hospital_number_beside(given: Given) -> None:
    sheet, local = given.sheet("ae"), _local(given)
    sheet.add("Hospital number", [local[one] for one in sheet.column(ID)], at=0)


def _nhs_seldom_filled(given: Given) -> None:
    """The NHS number is there for two in five attendances, the hospital's for all."""
    _hospital_number_beside(given)
    rows = given.extracts.some("ae", 0.6, 3)
    given.sheet("ae").change(ID, lambda _: "", rows)


def _nhs_empty(given: Given) -> None:
    """No NHS number at all, the hospital's own in both extracts."""
    local = _local(given)
    for table in ("gp", "ae", "patients"):
        sheet = given.sheet(table)
        sheet.add("Hospital number", [local[one] for one in sheet.column(ID)])
        sheet.change(ID, lambda _: "")


def _nhs_one_for_all(given: Given) -> None:
    """The column of NHS numbers holds one word in every row; another tells people."""
    for table in ("gp", "ae", "patients"):
        sheet = given.sheet(table)
        sheet.add("Person ID", list(sheet.column(ID)))
        sheet.change(ID, lambda _: "REDACTED")


def _token_and_pseudonym(given: Given) -> None:
    """As in some SUS+ extracts: the pseudonym stands in few rows, the token in all."""
    whose = {
        one.nhs: f"T{hash_of(n):09d}" for n, one in enumerate(given.extracts.people)
    }
    for table in ("gp", "ae", "patients"):
        sheet = given.sheet(table)
        sheet.change(ID, whose.get)
        sheet.name(ID, "Token_Person_ID" if table == "ae" else "Pseudonym")
    sheet = given.sheet("ae")
    some = set(given.extracts.some("ae", 0.04, 4))
    cells = [f"P{n % 9}" if n in some else "" for n in range(len(sheet.rows))]
    sheet.add("Der_Pseudo_NHS_Number", cells, at=0)
    as_ecds(given)


def hash_of(n: int) -> int:
    """A number that looks random, the same each time."""
    return (n * 2654435761) % 1_000_000_000


def _canonical_row_number(given: Given) -> None:
    """The headers of the data contract, but patient_id counts the rows."""
    sheet = given.sheet("ae")
    for header, name in CANONICAL.items():
        sheet.name(header, name)
    sheet.name(ID, "nhs_number")
    sheet.add("patient_id", [str(n) for n in range(1, len(sheet.rows) + 1)], at=0)


def _pseudonym_is_one(given: Given) -> None:
    """The pseudonym is one and the same in every row of A&E, the token tells people."""
    _token_and_pseudonym(given)
    given.sheet("ae").change("Der_Pseudo_NHS_Number", lambda _: "P1")


def _id_of_the_carer(given: Given) -> None:
    sheet = given.sheet("gp")
    sheet.add("Staff ID", [f"S{n % 7}" for n in range(len(sheet.rows))], at=0)
    sheet.add("User", [f"U{n % 5}" for n in range(len(sheet.rows))], at=0)


def _attendance_number_named_patient(given: Given) -> None:
    """ "Patient reference" is the number of the attendance; the NHS number is there."""
    sheet = given.sheet("ae")
    sheet.add("Patient reference", sheet.column("Attendance number"), at=0)


# what A&E under other headers goes with
OF_ECDS = ("practice", "diagnosis", "age", "area", "ae number", "ae day", "ae time")
OF_ECDS += ("codes", "category", "cost", "headers")
# another column does it better, so it must be taken; a load that stops may ask which
CHOSEN = {"touches": IDS, "told": (*WHICH, r"patient id"), "may": (RIGHT, STOPPED)}
DAMAGES = (
    Damage(
        "Patient ID of A&E is a number of the row",
        "a report with its own key",
        _patient_id_is_a_row_number,
        **CHOSEN,
    ),
    Damage(
        "patient_id of A&E is the hospital's, NHS number beside it",
        "a data warehouse",
        _canonical_is_local,
        **CHOSEN,
    ),
    Damage(
        "Patient ID of the GP system beside the NHS number",
        "SystmOne, EMIS",
        _gp_number_beside,
        **CHOSEN,
    ),
    Damage(
        "hospital number beside the NHS number",
        "most A&E systems",
        _hospital_number_beside,
        **CHOSEN,
    ),
    Damage(
        "NHS number filled for two in five attendances",
        "A&E before tracing",
        _nhs_seldom_filled,
        touches=IDS,
        spoils=(
            *PEOPLE,
            "ae_days",
            "ae_hours",
            "categories",
            "stays",
            "costs",
            "diagnoses",
            "systems",
            "acuities",
            "disposals",
            "ae_practices",
        ),
        told=(*WHICH, r"no patient id"),
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "NHS number empty, hospital number filled",
        "pseudonymised extract",
        _nhs_empty,
        **CHOSEN,
    ),
    Damage(
        "NHS number is one word in every row",
        "redacted extract",
        _nhs_one_for_all,
        **CHOSEN,
    ),
    Damage(
        "pseudonym in few rows, token in all",
        "SUS+ extract of an ICB",
        _token_and_pseudonym,
        **CHOSEN | {"touches": (*IDS, *OF_ECDS)},
    ),
    Damage(
        "patient_id counts the rows, nhs_number beside it",
        "a data warehouse",
        _canonical_row_number,
        **CHOSEN | {"touches": (*IDS, *OF_ECDS)},
    ),
    Damage(
        "one pseudonym in every row, token beside it",
        "SUS+ extract of an ICB",
        _pseudonym_is_one,
        **CHOSEN | {"touches": (*IDS, *OF_ECDS)},
    ),
    Damage(
        "ids of staff and users beside the patient's",
        "appointment reports",
        _id_of_the_carer,
        touches=IDS,
        may=(RIGHT,),
    ),
    Damage(
        "patient reference that is the attendance's number",
        "A&E report",
        _attendance_number_named_patient,
        **CHOSEN,
    ),
)
