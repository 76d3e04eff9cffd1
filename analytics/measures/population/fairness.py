"""Who attends often, and who uses how much, by deprivation, ethnic group, age and sex:
against what their ages and sexes lead to expect."""

from enum import StrEnum

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import CANNOT_TELL, mid_sentence, sureness
from analytics.definitions.words import listed as listed_words
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.population.groups import GROUPS, NOT_KNOWN, Group, listed
from analytics.measures.population.registered_people import needs_list
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.rates.direct import ratio
from analytics.methods.rates.gradient import METHOD, gradient
from analytics.store.dataset import Dataset

LEAST = 10  # counted or expected in a group: of fewer nothing is said
GIVEN = ("age_band", "sex")
GIVEN_WORDS = {"age_band": "age", "sex": "sex"}


class What(StrEnum):
    """What is counted: people who attend often, or all that everybody had."""

    OFTEN = "often"
    ALL = "all"


TITLES = {"Who attends often": What.OFTEN, "All use": What.ALL}


def called(kind: EventKind, what: What) -> str:
    """ "Frequent A&E attenders", "A&E attendances"."""
    often = f"Frequent {kind.service} attenders"
    return often if what is What.OFTEN else kind.called


def in_a_sentence(kind: EventKind, what: What) -> str:
    """ "frequent A&E attenders", "A&E attendances"."""
    return mid_sentence(called(kind, what))


def cells(dataset: Dataset, scope: Scope, kind: EventKind, column: str) -> pd.DataFrame:
    """Registered people by a column of `groups.listed`, age band and sex: registered,
    often (frequent attenders by the kind's rule), all (events of theirs in the window),
    squares (of how many each had, summed), users (with one)."""
    used = use(scope).select("person", n=kind.used, often=kind.frequent)
    people = listed(scope, kind).left_join(used, "person")
    people = people.mutate(n=_.n.fill_null(0), often=_.often.fill_null(False))
    by = list(dict.fromkeys([column, *GIVEN]))
    found = engine.run(
        dataset,
        people.group_by(by).agg(
            registered=_.count(),
            often=_.often.sum(),
            all=_.n.sum(),
            squares=(_.n * _.n).sum(),
            users=(_.n > 0).sum(),
        ),
    )
    counted = ["registered", "often", "all", "squares", "users"]
    found[counted] = found[counted].astype("int64")
    found["age_band"] = found["age_band"].fillna(NOT_KNOWN)
    return found


def expected(frame: pd.DataFrame, counted: str, given: list[str]) -> pd.Series:
    """What each cell would have at everybody's rates by `given`."""
    alike = frame.groupby(given)[[counted, "registered"]].transform("sum")
    return frame["registered"] * alike[counted] / alike["registered"]


def by_group(
    dataset: Dataset, filters: Filters, kind: EventKind, what: What, by: str
) -> Result:
    """What is counted of each group, of the people registered on the as-at day.

    Columns: group, registered, counted, users (people behind it), rate (per 1,000 of
    the registered where it is people, else a head), expected (at everybody's rates by
    age and sex, or by the other of the two where the groups are of one), ratio with
    ratio_lower and ratio_upper, sure (`words.sureness`; CANNOT_TELL where fewer than
    LEAST are counted and expected). Raises InputError without a list.
    """
    needs_list(dataset)
    scope, group = settle(dataset, filters), GROUPS[by]
    found = cells(dataset, scope, kind, group.column)
    given = [one for one in GIVEN if one != group.column]
    found["expected"] = expected(found, what, given)
    if what is What.OFTEN:
        found = found.assign(squares=found["often"], users=found["often"])
    found["group"] = group.named(found[group.column])
    columns = ["registered", "users", "squares", "expected"]
    frame = found.groupby("group")[[*columns, *([] if what in columns else [what])]]
    frame = frame.sum().rename(columns={what: "counted"})
    frame = frame.loc[group.in_order(pd.Series(frame.index))].reset_index()
    told = [
        ratio(*row) for row in frame[["counted", "squares", "expected"]].to_numpy(float)
    ]
    frame[["ratio", "ratio_lower", "ratio_upper"]] = told
    frame["sure"] = [
        sureness(*row, nothing=1) if most >= LEAST else CANNOT_TELL
        for row, most in zip(
            told, frame[["counted", "expected"]].max(axis=1), strict=True
        )
    ]
    frame = frame.drop(columns="squares").assign(rate=None, ratio=None)
    return result(
        f"fairness_{kind.slug}_{what}_{by}",
        dataset,
        scope,
        frame,
        _columns(kind, what, group),
        f"{called(kind, what)} by {mid_sentence(group.title)}, against what "
        f"{listed_words(GIVEN_WORDS[one] for one in given)} would lead to expect",
    )


def _columns(kind: EventKind, what: What, group: Group) -> tuple[Column, ...]:
    people = what is What.OFTEN
    title, scale = ("Per 1,000", 1000) if people else ("A head", 1)
    of = "" if people else "users"
    return (
        Column("group", group.title),
        Column("registered", "Registered people", "count"),
        Column("counted", called(kind, what), "count", of=of),
        Column("users", "People behind it", "count", shown=False),
        Column("rate", title, "ratio", "counted", "registered", scale, decimals=2),
        Column("expected", "Expected", "number", nearest=5, decimals=1, of="users"),
        Column(
            "ratio", "Counted ÷ expected", "ratio", "counted", "expected", decimals=2
        ),
        # With a ratio of few, its limits would tell the number counted.
        Column("ratio_lower", "95% from", "number", decimals=2, private=True),
        Column("ratio_upper", "to", "number", decimals=2, private=True),
        Column("sure", "How sure", of="users"),
    )


def gradients(dataset: Dataset, filters: Filters) -> Result:
    """From the least to the most deprived, by decile: one row for the frequent
    attenders and one for the use of each kind.

    Columns: what, counted, users (people behind it), relative with lower and upper (the
    rate of the most deprived end ÷ that of the least deprived), slope with slope_lower
    and slope_upper (the one less the other, per 1,000 people), sure. Raises InputError
    without a list.
    """
    needs_list(dataset)
    scope, rows = settle(dataset, filters), []
    for kind in dataset.kinds:
        found = cells(dataset, scope, kind, "decile")
        found = found[found["decile"].notna()].copy()
        for what in What:
            found["expected"] = expected(found, what, list(GIVEN))
            by = found.groupby("decile").sum(numeric_only=True)
            by = by.sort_index(ascending=False)
            squares = by["often" if what is What.OFTEN else "squares"]
            made = gradient(by[what], squares, by["expected"], by["registered"])
            slope = [1000 * n for n in made[3:]]
            users = "often" if what is What.OFTEN else "users"
            rows.append(
                (
                    called(kind, what),
                    int(by[what].sum()),
                    int(by[users].sum()),
                    *made[:3],
                    *slope,
                    sureness(*made[:3], nothing=1),
                )
            )
    names = ["what", "counted", "users", "relative", "lower", "upper"]
    names += ["slope", "slope_lower", "slope_upper", "sure"]

    def number(name: str, title: str, decimals: int = 2) -> Column:
        return Column(name, title, "number", decimals=decimals, of="users")

    return result(
        "gradients",
        dataset,
        scope,
        pd.DataFrame(rows, columns=names),
        (
            Column("what", "Of"),
            Column("counted", "Counted", "count", of="users"),
            Column("users", "People behind it", "count", shown=False),
            number("relative", "Relative index"),
            number("lower", "95% from"),
            number("upper", "to"),
            number("slope", "Slope index per 1,000", 1),
            number("slope_lower", "95% from ", 1),
            number("slope_upper", "to ", 1),
            Column("sure", "How sure", of="users"),
        ),
        "From the least to the most deprived, given age and sex",
        (f"{METHOD[:1].upper()}{METHOD[1:]} (Mackenbach and Kunst 1997).",),
    )
