"""Costs, ages, lengths, and words that are not what they should be."""

from tests.damage.damage import RIGHT, Damage, Given

COST, REASON = "Cost", "Reason"
UNKNOWN = (
    r"number_unreadable",
    r"costs?\b.{0,60}(unknown|not|beyond|negative|missing)",
    r"cost",
)


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


def _ages(word: str):
    """Nonsense for the age at arrival of a few, and no list that knows better."""

    def cells(given: Given) -> None:
        rows = given.extracts.some("ae", 0.04, 64)
        given.sheet("ae").change("Age", lambda _: word, rows)

    return cells


PAID = {"touches": ("cost",), "told": UNKNOWN, "must_tell": True}
FORM = {"touches": ("cost",), "spoils": ("costs",), "told": UNKNOWN}
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
)
