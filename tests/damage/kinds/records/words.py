"""Words, lengths and sexes, and free text."""

from tests.damage.damage import RIGHT, Damage, Given
from tests.damage.kinds.records.values import REASON

TEXT = (r"text_identifies", r"identif", r"dropped")


def _reasons(text: str, share: float = 0.05):
    """Free text that says who somebody is, in the place of a reason: not to be kept."""

    def cells(given: Given) -> None:
        rows = given.extracts.some("gp", share, 62)
        sheet = given.sheet("gp")
        for row in rows:
            sheet.rows[row][sheet.at(REASON)] = text
        given.extracts.alter("gp", rows, term="")

    return cells


def _kept_reasons(text: str, true: str | None = None):
    """Odd but harmless words: kept as they are, or cleaned."""

    def cells(given: Given) -> None:
        rows = given.extracts.some("gp", 0.05, 63)
        sheet = given.sheet("gp")
        for row in rows:
            sheet.rows[row][sheet.at(REASON)] = text
        given.extracts.alter("gp", rows, term=text if true is None else true)

    return cells


def _lengths(how):
    return lambda given: given.sheet("gp").change("Duration", how)


def _negative_lengths(given: Given) -> None:
    rows = given.extracts.some("gp", 0.05, 65)
    given.sheet("gp").change("Duration", lambda cell: f"-{cell}", rows)
    given.extracts.alter("gp", rows, minutes=None)


def _sexes(words: dict[str, str]):
    def cells(given: Given) -> None:
        for table in ("ae", "patients"):
            given.sheet(table).change("Sex", words.get)

    return cells


def _missing_words(given: Given) -> None:
    """NULL, \\N and the like where a reason is empty."""
    words = ("NULL", "(null)", "\\N", "<NA>", "#N/A", "N/A", "None", "nil")
    sheet = given.sheet("gp")
    empty = [n for n, cell in enumerate(sheet.column(REASON)) if not cell]
    for n, row in enumerate(empty):
        sheet.rows[row][sheet.at(REASON)] = words[n % len(words)]


NAMES = {"touches": ("gp reason",), "told": TEXT, "must_tell": True}
WORDS = {"touches": ("gp reason",), "may": (RIGHT,)}
DAMAGES = (
    Damage(
        "lengths as 10m",
        "SystmOne",
        _lengths(lambda c: f"{c}m"),
        touches=("length",),
        may=(RIGHT,),
    ),
    Damage(
        "lengths as 10 mins",
        "reports",
        _lengths(lambda c: f"{c} mins"),
        touches=("length",),
        may=(RIGHT,),
    ),
    Damage(
        "lengths as 00:10:00",
        "EMIS",
        _lengths(lambda c: f"00:{int(c):02d}:00"),
        touches=("length",),
        spoils=("lengths",),
        told=(r"number_unreadable", r"duration|length"),
    ),
    Damage(
        "lengths below nought",
        "closed before begun",
        _negative_lengths,
        touches=("length",),
        spoils=("lengths",),
        told=(r"number_unreadable", r"duration|length"),
        must_tell=True,
    ),
    Damage(
        "sexes as 1 and 2",
        "NHS data dictionary",
        _sexes({"Male": "1", "Female": "2"}),
        touches=("sex",),
        may=(RIGHT,),
    ),
    Damage(
        "sexes as M and F",
        "most systems",
        _sexes({"Male": "M", "Female": "F"}),
        touches=("sex",),
        may=(RIGHT,),
    ),
    Damage(
        "sexes in capitals with spaces",
        "SQL char(10)",
        _sexes({"Male": "MALE   ", "Female": "FEMALE  "}),
        touches=("sex",),
        may=(RIGHT,),
    ),
    Damage(
        "free text that names people",
        "notes",
        _reasons("Mrs Sampleton rang, DOB 12/03/1945"),
        **NAMES,
    ),
    Damage(
        "free text with a name alone",
        "notes",
        _reasons("Seen by daughter Mrs. Jane Sampleton"),
        **NAMES,
    ),
    Damage(
        "free text with a birth date", "notes", _reasons("d.o.b. 12.03.45"), **NAMES
    ),
    Damage(
        "free text with a telephone number",
        "notes",
        _reasons("call 07700 900123"),
        **NAMES,
    ),
    Damage(
        "free text with an e-mail address",
        "notes",
        _reasons("write to j.sampleton@e.example"),
        **NAMES,
    ),
    Damage(
        "free text with a postcode", "notes", _reasons("lives at ZZ99 3VZ"), **NAMES
    ),
    Damage(
        "free text with an NHS number",
        "notes",
        _reasons("same as 999 476 5919"),
        **NAMES,
    ),
    Damage(
        "markdown and links in reasons",
        "harm meant",
        _kept_reasons("[see](http://e.example) **now**"),
        touches=("gp reason",),
    ),
    Damage(
        "HTML in reasons",
        "harm meant",
        _kept_reasons("<b>Pain</b> <img src=x>"),
        touches=("gp reason",),
    ),
    Damage(
        "formulas in reasons",
        "harm meant",
        _kept_reasons("=1+1"),
        formats=("csv", "parquet"),
        **WORDS,
    ),
    Damage("emoji in reasons", "typed", _kept_reasons("Pain 😖"), **WORDS),
    Damage(
        "reasons of four thousand letters",
        "notes",
        _kept_reasons("long " * 800, ("long " * 800).strip()),
        **WORDS,
    ),
    Damage(
        "NULL and the like for empty reasons",
        "SQL",
        _missing_words,
        touches=("gp reason",),
        may=(RIGHT,),
    ),
)
