"""What plans and strategies say, beside one's own: a table."""

from analytics.definitions.published.context import GROWTH, LIFE, OVER_75, PCNS, PEOPLE
from analytics.definitions.words import count, interval, percent
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look
from analytics.measures.population.against_plans import FEWER, MEETS, MORE
from analytics.measures.population.life_expectancy import YEARS

NOTHING = "No published figure is of a place in view"
SEXES = {"male": "men", "female": "women"}
NOT_KNOWN = "cannot tell"
NOTE = (
    "Plans speak of residents, the list of registered people. Life expectancy is of "
    f"those registered, at their death rates of the last {YEARS} years."
)


def in_context(protected: Protected, look: Look) -> Figure:
    """The table; its finding is how many of the figures meet the data."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NOTHING)
    words = protected.in_words()
    here = protected.result.column("people").title
    words[here] = [_here(row) for row in frame.to_dict("records")]
    drop = [protected.result.column(name).title for name in ("whole", "share", "pcns")]
    title = finding(protected)
    return figure(
        protected, title, None, title, table=words.drop(columns=drop), note=NOTE
    )


def finding(protected: Protected) -> str:
    """How many figures of plans meet the data, how many do not, and how many cannot be
    held against them."""
    told = protected.table["against"]
    meet = int((told == MEETS).sum())
    not_so = int(told.isin([MORE, FEWER]).sum())
    rest = len(told) - meet - not_so
    if rest == len(told):
        return f"None of {count(rest)} figures of plans can be held against these data"
    said = f"Of {count(len(told))} figures of plans {count(meet)} meet these data"
    if not_so:
        said += f", {count(not_so)} {'does' if not_so == 1 else 'do'} not"
    if rest:
        said += f"; {count(rest)} cannot be held against them"
    return said


def _here(row: dict[str, object]) -> str:
    """What is counted here of a figure, as people read it."""
    of, people = row["of"], float(str(row["people"]))
    if of == PCNS:
        return count(float(str(row["pcns"])))
    if of == LIFE:
        return "; ".join(_life(row, sex) for sex in SEXES)
    if people != people:
        return HIDDEN
    if of == GROWTH:
        grown = float(str(row["grown"]))
        return NOT_KNOWN if grown != grown else f"{100 * (grown - 1):+.1f}% in a year"
    if of == PEOPLE:
        return count(people)
    share = float(str(row["share"]))
    said = f"{count(people)} ({percent(share, 1)}"
    return f"{said}, 1 in {1 / share:.0f})" if of == OVER_75 and share else f"{said})"


def _life(row: dict[str, object], sex: str) -> str:
    """ "men 81.2 (80.9 to 81.5)"."""
    years, low, high = (
        float(str(row[f"{what}_{sex}"])) for what in ("life", "low", "high")
    )
    if years != years:
        return f"{SEXES[sex]} {NOT_KNOWN}"
    return f"{SEXES[sex]} {years:.1f} ({interval(low, high, '{:.1f}'.format)})"
