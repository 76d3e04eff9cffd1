"""Costs, ages, lengths, and words that are not what they should be."""

from tests.damage.damage import RIGHT, Damage, Given

COST, REASON = "Cost", "Reason"
UNKNOWN = (
    r"number_unreadable",
    r"costs?\b.{0,60}(unknown|not|beyond|negative|missing)",
    r"cost",
)
TEXT = (r"text_identifies", r"identif", r"dropped")


def _costs(*words: str, share: float = 0.1):
    """The cost of a share of attendances cannot be known."""

    def cells(given: Given) -> None:
        rows = given.extracts.some("ae", share, 61)
        sheet = given.sheet("ae")
        for n, row in enumerate(rows):
            sheet.rows[row][sheet.at(COST)] = words[n % len(words)]
        sheet.as_text.add(COST)
        given.extracts.alter("ae", rows, cost=None)

    return cells


def _cost_form(how):
    """Every cost in another form; what it means stays."""
    return lambda given: given.sheet("ae").change(COST, how)


def _thousands(given: Given, how) -> None:
    """Costs above a thousand pounds, in a form of their own."""
    sheet = given.sheet("ae")
    for row, cell in enumerate(sheet.column(COST)):
        cost = round(float(cell) + 1200, 2)
        given.extracts.alter("ae", [row], cost=cost)
        sheet.rows[row][sheet.at(COST)] = how(cost)
    sheet.as_text.add(COST)


def _continental(cost: float) -> str:
    return f"{cost:,.2f}".translate(str.maketrans(",.", ".,"))


def _infinite_as_number(given: Given) -> None:
    """In Parquet a cost may be NaN or infinite as a number."""
    _costs("inf", "nan", "-inf")(given)
    given.sheet("ae").as_text.discard(COST)


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


def _ages(word: str):
    """Nonsense for the age at arrival of a few, and no list that knows better."""

    def cells(given: Given) -> None:
        rows = given.extracts.some("ae", 0.04, 64)
        given.sheet("ae").change("Age", lambda _: word, rows)

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


PAID = {"touches": ("cost",), "told": UNKNOWN, "must_tell": True}
FORM = {"touches": ("cost",), "spoils": ("costs",), "told": UNKNOWN}
NAMES = {"touches": ("gp reason",), "told": TEXT, "must_tell": True}
WORDS = {"touches": ("gp reason",), "may": (RIGHT,)}
DAMAGES = (
    Damage(
        "words for some costs",
        "not yet priced",
        _costs("n/a", "TBC", "see note", "NULL"),
        **PAID,
    ),
    Damage(
        "infinite costs, as words",
        "a division by nought",
        _costs("inf", "-inf", "Infinity", "NaN"),
        **PAID,
    ),
    Damage(
        "infinite costs, as numbers",
        "a division by nought",
        _infinite_as_number,
        formats=("parquet",),
        **PAID,
    ),
    Damage(
        "errors of Excel for some costs",
        "a look-up that found nothing",
        _costs("#N/A", "#VALUE!", "#DIV/0!"),
        **PAID,
    ),
    Damage(
        "negative costs",
        "corrections, credit notes",
        _costs("-150.00", "-9999", "(150.00)", "150.00-"),
        **PAID,
    ),
    Damage(
        "costs beyond sense",
        "typed, or an id in the column",
        _costs("9999999999", "1e12", "123456789.00"),
        **PAID,
    ),
    Damage(
        "costs as £150.00",
        "reports",
        _cost_form(lambda c: f"£{c}"),
        touches=("cost",),
        may=(RIGHT,),
    ),
    Damage(
        "costs as £1,234.50",
        "reports",
        lambda g: _thousands(g, lambda c: f"£{c:,.2f}"),
        touches=("cost",),
        may=(RIGHT,),
    ),
    Damage(
        "costs as 1.234,50",
        "European settings",
        lambda g: _thousands(g, _continental),
        **FORM,
    ),
    Damage(
        "costs as 1 234.50",
        "French settings",
        lambda g: _thousands(g, lambda c: f"{c:,.2f}".replace(",", "\u00a0")),
        **FORM,
    ),
    Damage(
        "costs as 150,25",
        "European settings",
        _cost_form(lambda c: c.replace(".", ",")),
        **FORM,
    ),
    Damage("costs as GBP 150.00", "reports", _cost_form(lambda c: f"GBP {c}"), **FORM),
    Damage(
        "costs as 1.50E+02",
        "Excel",
        _cost_form(lambda c: f"{float(c):.6E}"),
        touches=("cost",),
        may=(RIGHT,),
    ),
    Damage("ages of 999", "not known", _ages("999"), touches=("age",)),
    Damage("ages of -1", "not known", _ages("-1"), touches=("age",)),
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
