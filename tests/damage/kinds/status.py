"""What became of an appointment, as systems say it."""

from tests.damage.damage import ANY, RIGHT, STOPPED, TOLD, Damage, Given

STATUS = "Appointment status"
OF_STATUS = ("statuses", "gp_days", "gp_hours", "people", "use", "practices", "lengths")
SAYS = (r"status", r"attended", r"did not attend", r"code_unknown", r"no.show")


def _only_missed_or_not(given: Given) -> None:
    """Cancelled appointments are not in the extract."""
    sheet = given.sheet("gp")
    kept = [n for n, cell in enumerate(sheet.column(STATUS)) if cell != "Cancelled"]
    lost = sorted(set(range(len(sheet.rows))) - set(kept))
    given.extracts.lose("gp", lost)
    sheet.only(kept)


def _flag(header: str, missed: str, came: str):
    """One column that says whether somebody came, and no other status."""

    def cells(given: Given) -> None:
        _only_missed_or_not(given)
        sheet = given.sheet("gp")
        sheet.change(STATUS, lambda cell: came if cell == "Attended" else missed)
        sheet.as_text.discard(STATUS)
        sheet.name(STATUS, header)

    return cells


def _flag_beside(header: str, missed: str, came: str):
    """The same beside a status that says booked for all."""

    def cells(given: Given) -> None:
        _only_missed_or_not(given)
        sheet = given.sheet("gp")
        flags = [
            came if cell == "Attended" else missed for cell in sheet.column(STATUS)
        ]
        sheet.add(header, flags)

    return cells


def _words(words: dict[str, str]):
    return lambda given: given.sheet("gp").change(STATUS, lambda cell: words[cell])


def _unknown(word: str, share: float):
    def cells(given: Given) -> None:
        rows = given.extracts.some("gp", share, 41)
        given.sheet("gp").change(STATUS, lambda _: word, rows)

    return cells


def _none(given: Given) -> None:
    given.sheet("gp").drop(STATUS)


def _of_ae(words: dict[str, str]):
    return lambda given: given.sheet("ae").change("Attendance category", words.get)


def _no_category(given: Given) -> None:
    given.sheet("ae").drop("Attendance category")


FLAG = {"touches": ("status", "gp rows"), "spoils": OF_STATUS, "told": SAYS}
# headers that ask plainly: a file with such a column alone is read by it
PLAIN = ("Did not attend", "DNA", "DNA flag", "No-show", "No show", "Attended")
WORD = {"touches": ("status",), "spoils": OF_STATUS, "told": SAYS}
DAMAGES = (
    *(
        Damage(
            f"only “{header}”: {missed} or {came}",
            where,
            _flag(header, missed, came),
            may=(RIGHT,) if header.strip("?") in PLAIN else ANY,
            **FLAG,
        )
        for header, missed, came, where in (
            ("Did not attend", "Yes", "No", "SystmOne"),
            ("DNA", "Y", "N", "EMIS"),
            ("DNA flag", "1", "0", "warehouse"),
            ("DNA?", "TRUE", "FALSE", "hand-made"),
            ("No-show", "Yes", "No", "booking systems"),
            ("No show", "1", "0", "booking systems"),
            ("Missed", "Y", "N", "hand-made"),
            ("Attended", "No", "Yes", "SystmOne"),
            ("Attended", "N", "Y", "EMIS"),
            ("Attended", "0", "1", "warehouse"),
            ("Attended?", "FALSE", "TRUE", "hand-made"),
            ("Patient attended", "N", "Y", "hand-made"),
            ("Was seen", "No", "Yes", "hand-made"),
        )
    ),
    Damage(
        "“Did not attend” holding Attended or DNA",
        "renamed columns",
        _flag("Did not attend", "DNA", "Attended"),
        **FLAG,
    ),
    Damage(
        "“Attended” holding Attended or DNA",
        "renamed columns",
        _flag("Attended", "DNA", "Attended"),
        **FLAG,
    ),
    Damage(
        "status and a DNA flag that agree",
        "SystmOne",
        _flag_beside("DNA", "Yes", "No"),
        touches=("status", "gp rows"),
        may=(RIGHT,),
    ),
    Damage(
        "status and “Attended” that agree",
        "hand-made",
        _flag_beside("Attended", "No", "Yes"),
        touches=("status", "gp rows"),
        may=(RIGHT, TOLD),
    ),
    Damage(
        "words no list knows in a tenth of rows",
        "local words",
        _unknown("Zonked", 0.1),
        must_tell=True,
        **WORD,
    ),
    Damage(
        "status empty in a tenth of rows",
        "not closed",
        _unknown("", 0.1),
        must_tell=True,
        **WORD,
    ),
    Damage(
        "status in the NHS's numbers",
        "commissioning data set",
        _words({"Attended": "5", "Did not attend": "3", "Cancelled": "2"}),
        **WORD,
    ),
    Damage(
        "status as A, D, C",
        "old systems",
        _words({"Attended": "A", "Did not attend": "D", "Cancelled": "C"}),
        **WORD,
    ),
    Damage(
        "status in capitals with spaces",
        "SQL char(20)",
        _words(
            {
                "Attended": "ATTENDED      ",
                "Did not attend": "DID NOT ATTEND",
                "Cancelled": "CANCELLED  ",
            }
        ),
        touches=("status",),
        may=(RIGHT,),
    ),
    Damage(
        "status in EMIS's words",
        "EMIS",
        _words(
            {
                "Attended": "Left",
                "Did not attend": "DNA",
                "Cancelled": "Cancelled by Patient",
            }
        ),
        touches=("status",),
        may=(RIGHT,),
    ),
    Damage(
        "status in GP Connect's words",
        "GP Connect",
        _words(
            {
                "Attended": "fulfilled",
                "Did not attend": "noshow",
                "Cancelled": "cancelled",
            }
        ),
        touches=("status",),
        may=(RIGHT,),
    ),
    Damage(
        "status as Not attended and Patient cancelled",
        "hand-made",
        _words(
            {
                "Attended": "Attended",
                "Did not attend": "Not attended",
                "Cancelled": "Patient cancelled",
            }
        ),
        **WORD,
    ),
    Damage(
        "no status at all",
        "attended only, or nobody knows",
        _none,
        must_tell=True,
        **WORD,
    ),
    Damage(
        "categories as 01, 02, 04",
        "ECDS",
        _of_ae({"1": "01", "2": "02", "4": "04"}),
        touches=("category",),
        may=(RIGHT,),
    ),
    Damage(
        "categories in words",
        "reports",
        _of_ae(
            {
                "1": "Unplanned first attendance",
                "2": "Unplanned follow-up",
                "4": "Planned follow-up",
            }
        ),
        touches=("category",),
        may=(RIGHT,),
    ),
    Damage(
        "no category of attendance",
        "small extracts",
        _no_category,
        touches=("category",),
        spoils=("categories", "ae_days", "ae_hours", "use", "people", "ae_practices"),
        told=(r"category", r"planned"),
        must_tell=True,
        may=(TOLD, STOPPED),
    ),
)
