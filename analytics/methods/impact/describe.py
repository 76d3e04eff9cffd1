"""Each method in plain words: a paragraph for a director, assumptions and limits for an
analyst."""

from analytics.methods.impact.rungs.matched import NEAR, Rung

LABELS = {
    "matched": "Matched comparison",
    "earlier": "Earlier qualifiers",
    "place": "Less the place’s own change",
    "offered": "Those left out counted too",
    "range": "Plausible range only",
}
FEW_DATES = 3


def about(people: int) -> str:
    """ "About 1,205": to the nearest five, as prose is shown to a meeting too."""
    return f"About {max(5, 5 * round(people / 5)):,}"


def matched_paragraph(rung: Rung, comparators: int, change: float) -> str:
    """What the matched comparison did, for a director."""
    text = (
        "We looked for people outside the programme who, on the same dates, had "
        "attended as "
        "often over the last year (and the one before, where the data reaches), the "
        "last "
        "three months and the last month, and who are alike in age, sex, diagnosis "
        f"and deprivation. {about(comparators)} of them stand "
        f"in for the group. They changed by {percent(change)}, with no programme; "
        "what the group did beyond that is the programme's own share."
    )
    if not rung.supported:
        text += (
            " Few or none outside the programme attended as often as this group, so "
            "the comparison is stretched from people who attend less."
        )
    return text


def matched_assumptions(rung: Rung, list_known: bool) -> tuple[str, ...]:
    """What must hold for the matched comparison, for an analyst."""
    items = [
        "People with the same recent course, age, sex, diagnosis group and "
        "deprivation would have "
        "had the same follow-up rate but for the programme; motives for referral that "
        "the extract does not show are not adjusted for.",
        "Entropy balancing weights, then a Poisson quasi-likelihood regression on the "
        "balanced "
        f"covariates (doubly robust); effective comparators {rung.effective:,.0f}.",
        "Comparators who join the caseload later count until the day they join.",
        "Interval: Bayesian bootstrap over comparators, gamma test inversion for the "
        "cohort's "
        f"total with dispersion {rung.draws.spread.dispersion:.2f} (variance = mean + "
        "a mean squared).",
    ]
    if rung.support < 0.999:
        items.append(
            f"Only {rung.support:.0%} of the expected visits belong to people for whom "
            "someone as frequent was left untreated; the rest is extrapolated on the "
            "log of the baseline count."
        )
    if rung.likeness < NEAR:
        items.append(
            f"The weighted comparators had {rung.likeness:.0%} of this group's visits "
            f"in the window before; below {NEAR:.0%} the comparison does not lead."
        )
    return tuple(items + observation_limits(list_known))


def earlier_paragraph(rung: Rung, comparators: int, change: float) -> str:
    """What the earlier qualifiers showed, for a director."""
    dates = (
        "one earlier date"
        if rung.dates == 1
        else f"{rung.dates} separate earlier periods"
    )
    shift = (
        ""
        if abs(rung.calendar) < 0.005
        else (
            " Meanwhile everybody else's rate went "
            f"{'up' if rung.calendar > 0 else 'down'} by "
            f"{abs(rung.calendar):.0%}, which is allowed for."
        )
    )
    few = (
        ""
        if rung.dates >= FEW_DATES
        else (
            " There are few earlier periods to learn from, so the interval is wider "
            "than it might be."
        )
    )
    return (
        "Before the programme began, other people attended as often as this group "
        "does. We "
        f"followed {about(comparators).lower()} of them from {dates} for as long: "
        "with no programme, a "
        f"group like this changes by {percent(change)}.{shift}{few}"
    )


def earlier_assumptions(rung: Rung, list_known: bool) -> tuple[str, ...]:
    """What must hold for the earlier qualifiers, for an analyst."""
    items = [
        "People with the same counts behaved alike before the programme and now, but "
        "for a calendar change shared with everybody outside it "
        f"(log change {rung.calendar:+.3f}, learned at equal counts, not from totals).",
        f"Between-date standard deviation {rung.tau:.3f} on the log scale from "
        f"{rung.dates} "
        "non-overlapping earlier date(s) and a prior; drawn from a t distribution.",
        "Later members of the cohort are kept among the earlier qualifiers: dropping "
        "them would keep only those who got better.",
        f"Effective comparators {rung.effective:,.0f}; interval by person-level "
        "bootstrap as for the matched comparison.",
    ]
    if rung.pool.older is None:
        items.append(
            "Only one year of history could be matched at the earlier dates: a cohort "
            "picked for attending often over several years would seem to do worse than "
            "it does."
        )
    if rung.dates < FEW_DATES:
        items.append(
            "With fewer than three non-overlapping earlier dates the variation between "
            "dates is mostly assumed, not measured."
        )
    return tuple(items + observation_limits(list_known))


def reasons(matched: bool, supported: bool, earlier: bool) -> dict[str, str]:
    """Why each rung stands where it does, one sentence by method."""
    if supported:
        first = (
            "Leads because people outside the programme, as frequent on the same "
            "dates, were followed at the same time."
        )
        return {
            "matched": first,
            "earlier": "Beneath the matched comparison: another time, and "
            "so another calendar.",
            "range": "Shown for scale only.",
        }
    stretched = (
        "Not leading: too few people outside the programme attended as often, so it is "
        "stretched from people who attend less."
    )
    if earlier:
        why = "stretched too far to lead" if matched else "out of reach"
        return {
            "matched": stretched,
            "range": "Shown for scale only.",
            "earlier": "Leads because a matched comparison of the same dates is "
            f"{why}, and earlier people as frequent were followed for as long.",
        }
    return {
        "matched": stretched,
        "earlier": "",
        "range": "All that can be said: too few people as frequent outside the "
        "programme, or at an earlier time, to compare with.",
    }


WHO = {"matched": "outside the programme", "earlier": "at earlier dates"}
RUNG = {
    "matched": "a matched comparison is",
    "earlier": "a comparison with earlier qualifiers is",
}


def unsupported(method: str, support: float) -> str:
    """Why a rung without anybody as frequent is not offered."""
    who = (
        f"Nobody {WHO[method]} attended as often as this group"
        if support < 0.005
        else f"Hardly anybody {WHO[method]} attended as often as this group"
    )
    cover = (
        ""
        if support < 0.005
        else f" (they stand for {support:.0%} of its expected visits)"
    )
    return f"{who}{cover}, so {RUNG[method]} not shown: it would be guesswork."


def too_uncertain(method: str, factor: float) -> str:
    """Why a rung whose expected course could be anything is not offered."""
    times = f"{factor:.0f} times" if factor < 100 else "more than 100 times"
    return (
        f"Too few people {WHO[method]} resemble this group to say what to expect (the "
        f"upper limit is {times} the lower), so {RUNG[method]} not shown."
    )


def range_paragraph(least: float, greatest: float) -> str:
    """What the range is, for a director."""
    return (
        "People picked because they attend often attend less afterwards whatever "
        "anyone does. "
        "From the counts before alone, with nobody and no earlier time to compare "
        "with, "
        f"anything from {percent(least)} to {percent(greatest)} is plausible. On this "
        "rung no causal claim is possible."
    )


RANGE_ASSUMPTIONS = (
    "Least fall: all differences between people beyond Poisson chance are taken as "
    "lasting (non-parametric empirical Bayes on one period).",
    "Greatest fall: 95% of random groups of untreated people nearly as frequent fell "
    "by less; with too few of them 85%, beyond which hardly any simulated group fell.",
    "The two ends are model answers, not a confidence interval.",
)


DISAGREE = (
    "The matched comparison and the earlier qualifiers disagree by more than chance: "
    "one of their assumptions fails here, so read the answer with more doubt than its "
    "interval."
)


def observation_limits(list_known: bool) -> list[str]:
    """What is said when there is no registered list."""
    return (
        []
        if list_known
        else [
            "There is no registered list: everybody seen is taken as observed "
            "throughout, so deaths and moves away look like success."
        ]
    )


def percent(change: float) -> str:
    """A signed change in words' clothing: -0.384 gives '−38%'."""
    number = round(100 * change)
    return f"{'−' if number < 0 else '+' if number > 0 else ''}{abs(number)}%"
