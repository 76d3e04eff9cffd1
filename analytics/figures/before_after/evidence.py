"""Why to believe a before and after: every method, what it assumes, how alike those
compared are."""

from collections.abc import Iterator

import altair as alt
import pandas as pd

from analytics.definitions.outcomes import target_of
from analytics.definitions.words import listed
from analytics.disclosure import Protected
from analytics.figures.before_after.answer import GROUP, WHAT, too_few
from analytics.figures.figure import Figure, Notes, Said, figure, nothing
from analytics.figures.shapes.forest import forest
from analytics.figures.theme import Look
from analytics.measures.before_after.question import Question
from analytics.methods.impact.describe import LABELS

# What each method compares with, for those who do not know its name.
IN_WORDS = {
    LABELS["matched"]: "people alike, followed on the same dates",
    LABELS["place"]: "people alike, less what their place did",
    LABELS["offered"]: "people elsewhere, with those left out counted too",
    LABELS["earlier"]: "people as frequent in earlier years",
    LABELS["range"]: "a plausible range alone",
}
ALIKE = 0.1  # standard deviations: nearer than this counts as alike
CHECKED = "Ratio of the group to those compared: 1 where they are alike"
ASSUMES = "What it assumes, for an analyst"
ON_A_SHARED_SCREEN = 12  # traits
TRAIT, AROUND = 20, 96  # pixels of a trait, of legend and axis


def ladder(protected: Protected, question: Question, look: Look) -> Figure:
    """Every method that the data bears, best first."""
    if too_few(protected):
        return nothing(protected, protected.too_few(WHAT, GROUP))
    frame = protected.table
    aim = target_of(question.kind.slug, question.cohort)
    chart = forest(
        frame,
        "method",
        look,
        main=frame["method"].iloc[0],
        target=aim.line if aim else None,
    )
    others = frame.iloc[1:].dropna(subset=["ratio"])
    best = frame.iloc[0]
    title = f"The answer rests on {IN_WORDS.get(best['method'], best['method'])}"
    if len(others):
        alike = others["ratio"].between(best["lower"], best["upper"]).all()
        alike = bool(best["agree"]) and alike  # by the test, not by the eye alone
        who = "the other methods" if len(others) > 1 else "the other method"
        verb = ("agree" if alike else "differ") + ("" if len(others) > 1 else "s")
        title += f"; {who} {verb}"
    return figure(
        protected,
        title,
        chart,
        f"Rate ratios of each method. {title}.",
        note=frame["why"].iloc[0],
    )


def checks(protected: Protected, question: Question, look: Look) -> Figure | None:
    """Where the programme can have changed nothing: were group and comparators alike?
    None where there is only a range."""
    frame = protected.table
    if frame.empty:
        return None
    if too_few(protected):
        return nothing(protected, protected.too_few("these checks", GROUP))
    failed = int(frame["answer"].isin(["Differs", "A change"]).sum())
    title = (
        f"{failed} of {len(frame)} checks failed: the groups, or their places, were "
        "not alike"
        if failed
        else f"None of {len(frame)} checks failed; none of them shows why these people "
        "were chosen"
    )
    told = frame[frame["ratio"].notna()]
    smallest = frame["smallest"].dropna()
    note = "A check that passes says little where its line is long."
    without = frame.loc[frame["ratio"].isna(), "name"].str.lower()
    if len(without):
        note += f" Without a ratio, so not drawn: {listed(without)}."
    if len(smallest):
        note += (
            f" At dates without a programme a fall of less than "
            f"{smallest.iloc[0]:.0%} would go unseen."
        )
    return figure(
        protected,
        title,
        forest(told, "name", look, title=CHECKED) if len(told) else None,
        f"A ratio for each check. {title}.",
        note=note,
    )


def methods(rungs: Protected, assumptions: Protected) -> Iterator[Said | Notes]:
    """Each method in a paragraph, where whoever looks may know the numbers in it, and
    what it assumes."""
    assumed = assumptions.table.dropna(subset=["assumption"])
    for row in rungs.table.to_dict("records"):
        yield Said(rungs, row["paragraph"] or "", row["method"])
        texts = assumed.loc[assumed["method"] == row["method"], "assumption"]
        if len(texts):
            yield Notes(assumptions, tuple(texts), ASSUMES)


def balance(protected: Protected, question: Question, look: Look) -> Figure | None:
    """Differences between the group and its comparators, before and after matching;
    none without a match."""
    frame = protected.table
    if frame.empty:
        return None
    if too_few(protected):
        return nothing(protected, protected.too_few("how alike they are", GROUP))
    shown = frame
    if protected.aggregate:  # as many as a shared screen has room for
        most = frame["Before matching"].abs().nlargest(ON_A_SHARED_SCREEN).index
        shown = frame.loc[sorted(most)]
    long = shown.melt(
        ["covariate"], ["Before matching", "After matching"], "when", "difference"
    )
    scale = alt.Scale(
        domain=["Before matching", "After matching"], range=[look.other, look.one]
    )
    apart = int((frame["After matching"].abs() > ALIKE).sum())
    title = (
        f"After matching, the groups still differ in {apart} of {len(frame)} traits"
        if apart
        else f"After matching, the groups are alike in all {len(frame)} traits"
    )
    chart = (
        alt.Chart(long)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=alt.X(
                "difference:Q",
                title="Standard deviations apart",
                axis=alt.Axis(titleAnchor="end"),
            ),
            y=alt.Y("covariate:N", sort=list(shown["covariate"]), title=None),
            color=alt.Color(
                "when:N",
                title=None,
                scale=scale,
                legend=alt.Legend(columns=1),
            ),
            shape=alt.Shape(
                "when:N",
                title=None,
                scale=alt.Scale(
                    domain=["Before matching", "After matching"],
                    range=["circle", "diamond"],
                ),
            ),
        )
    )
    zero = (
        alt.Chart(pd.DataFrame({"x": [0.0]}))
        .mark_rule(color=look.quiet)
        .encode(x="x:Q")
    )
    chart = alt.layer(zero, chart).properties(height=TRAIT * len(shown) + AROUND)
    left = len(frame) - len(shown)
    note = f"Not drawn: {left} that differed less before matching." if left else ""
    return figure(
        protected, title, chart, f"Two points for each trait. {title}.", note=note
    )
