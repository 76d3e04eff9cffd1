"""Ids that stand for nobody."""

from tests.damage.clean import clean
from tests.damage.damage import Damage, Given
from tests.damage.kinds.ids import ID

NO_PERSON = (
    r"placeholder",
    r"nobody|no(t a)? person|no real (person|patient)",
    r"cannot be (a person|people)",
    r"no patient id",
    r"dummy|test patient",
)


def _placeholders(*words: str, share: float = 0.03):
    def cells(given: Given) -> None:
        rows = given.extracts.some("gp", share, 5)
        given.extracts.lose("gp", rows)
        sheet = given.sheet("gp")
        for n, row in enumerate(rows):
            sheet.change(ID, lambda _, word=words[n % len(words)]: word, [row])

    return cells


def _missing(given: Given) -> None:
    rows = given.extracts.some("gp", 0.05, 9)
    given.extracts.lose("gp", rows)
    given.sheet("gp").change(ID, lambda _: "", rows)


FEW = {"touches": ("gp id",), "told": NO_PERSON, "must_tell": True}
ROWS = len(clean().sheets["gp"].rows)
DAMAGES = (
    Damage(
        "placeholder words for ids",
        "patients not yet identified",
        _placeholders(
            "TEST", "Anonymous", "N/K", "UNKNOWN", "Not known", "Test Patient"
        ),
        rows=int(ROWS * 0.03),
        **FEW,
    ),
    Damage(
        "0, -1 and 00000 for ids",
        "defaults of a database",
        _placeholders("0", "-1", "0000000000", "00000"),
        rows=int(ROWS * 0.03),
        **FEW,
    ),
    Damage(
        "dummy NHS numbers",
        "patients without a number",
        _placeholders("9999999999", "1111111111", "0000000000", "1234567890"),
        rows=int(ROWS * 0.03),
        **FEW,
    ),
    Damage(
        "errors of Excel for ids",
        "a look-up that found nothing",
        _placeholders("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!"),
        rows=int(ROWS * 0.03),
        **FEW,
    ),
    Damage(
        "one character repeated for ids",
        "hidden numbers",
        _placeholders("XXXXXXXXXX", "**********", "----------", "?????"),
        rows=int(ROWS * 0.03),
        **FEW,
    ),
    Damage(
        "no id in 5 % of rows",
        "patients not registered",
        _missing,
        rows=int(ROWS * 0.05),
        **FEW,
    ),
)
