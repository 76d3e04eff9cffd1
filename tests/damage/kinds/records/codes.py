"""Codes of diagnoses and reasons."""

from tests.damage.damage import RIGHT, STOPPED, TOLD, Damage, Given

CUT = (
    r"15 digits",
    r"end(s|ing)? (all )?in (00|0)",
    r"id_rounded",
    r"cut|rounded|spreadsheet",
)


def _cut_codes(given: Given) -> None:
    """SNOMED CT codes of 16 digits end in 0 after Excel."""
    sheet = given.sheet("ae")
    for header in ("Acuity", "Discharge status"):
        sheet.change(header, lambda cell: cell[:15] + "0" * (len(cell) - 15))


def _codes_in_powers(given: Given) -> None:
    sheet = given.sheet("ae")
    for header in ("Acuity", "Discharge status", "Diagnosis code"):
        sheet.change(header, lambda cell: f"{float(cell):.5E}")


def _diagnoses(codes: dict[str, str], system: str):
    """Other codes for what happened."""

    def cells(given: Given) -> None:
        sheet = given.sheet("ae")
        for row, cell in enumerate(sheet.column("Diagnosis code")):
            given.extracts.alter("ae", [row], code=codes[cell], system=system)
        sheet.change("Diagnosis code", codes.get)

    return cells


ICD9 = {
    "35489007": "V62.84",
    "195967001": "493.90",
    "44465007": "845.00",
    "233604007": "486",
}
ICD10 = {
    "35489007": "F32.9",
    "195967001": "J45.9",
    "44465007": "S93.4",
    "233604007": "J18.9",
}
NO_DOTS = {one: code.replace(".", "") for one, code in ICD10.items()}


def _read_codes(words: tuple[str, ...]):
    """A column of CTV3 codes, some of which look like a postcode (H33zz is asthma)."""

    def cells(given: Given) -> None:
        sheet = given.sheet("gp")
        cells = [words[n % len(words)] for n in range(len(sheet.rows))]
        for row, cell in enumerate(cells):
            given.extracts.alter("gp", [row], code=cell)
        sheet.add("CTV3 code", cells)

    return cells


DAMAGES = (
    Damage(
        "SNOMED CT codes cut to 15 digits",
        "CSV opened in Excel and saved",
        _cut_codes,
        touches=("codes",),
        spoils=("acuities", "disposals"),
        told=CUT,
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "SNOMED CT codes as 1.06491E+15",
        "CSV opened in Excel and saved",
        _codes_in_powers,
        touches=("codes", "diagnosis"),
        spoils=("acuities", "disposals", "diagnoses", "systems"),
        told=CUT,
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
    Damage(
        "diagnoses in ICD-10",
        "admitted care",
        _diagnoses(ICD10, "icd10"),
        touches=("diagnosis",),
        may=(RIGHT,),
    ),
    Damage(
        "diagnoses in ICD-10 without dots",
        "HES",
        _diagnoses(NO_DOTS, "icd10"),
        touches=("diagnosis",),
        may=(RIGHT,),
    ),
    Damage(
        "diagnoses in ICD-9",
        "old systems",
        _diagnoses(ICD9, ""),
        touches=("diagnosis",),
        spoils=("systems",),
        told=(r"icd-?9", r"diagnos"),
        may=(RIGHT, TOLD),
    ),
    Damage(
        "CTV3 codes that look like postcodes",
        "SystmOne",
        _read_codes(("H33zz", "E11zz", "F25..", "N12zz")),
        touches=("reason code",),
        may=(RIGHT,),
    ),
    Damage(
        "CTV3 codes, a few like postcodes",
        "SystmOne",
        _read_codes(("XE0Xs", "Eu32.", "XaLFz", "H33zz")),
        touches=("reason code",),
        may=(RIGHT,),
    ),
)
